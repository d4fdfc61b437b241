"""Which quotations does a draft hold, and what does it say of each: whose words, and of which day?

The reading engine answers, as it does for an article. What is special of a draft: it may be one sentence,
every line of it counts, and words in marks are asked about even where the draft gives them to nobody.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from statements.extraction.languages import DEFAULT, language_of, negations
from statements.extraction.languages.base import Language, Reading
from statements.extraction.page.dates import find_dates, resolve_day
from statements.extraction.page.language import guess_language
from statements.extraction.page.layout import parse_layout
from statements.extraction.page.parts import Layout
from statements.extraction.records import QuoteRecord, SpeakerRecord
from statements.slices import sentence_at

from .results import DraftQuotation

LONGEST_DRAFT = 200_000  # characters: about seventy pages
MOST_QUOTATIONS = 200  # that are checked at once
LONGEST_ASKED = 600  # characters of a sentence that has an address
FEWEST_IN_MARKS = 4  # words in marks that nobody says, below which they are a name or a turn of phrase
WORDS = re.compile(r"\w+")
LINE = re.compile(r"[^\n]+")


class TooLong(Exception):
    """A draft that is longer than is checked at once; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRead:
    """A draft's quotations, in the order of its text. `left_out` counts short words in marks that nobody says."""

    quotations: tuple[DraftQuotation, ...]
    left_out: int = 0


def read_draft(text: str, today: date | None = None) -> DraftRead:
    """Return the quotations of a draft. Where it has none in marks, a single sentence is asked about as a whole.

    Raise TooLong for more than LONGEST_DRAFT characters.
    """
    if len(text) > LONGEST_DRAFT:
        raise TooLong(
            f"This draft has {len(text):,} characters, and {LONGEST_DRAFT:,} are checked at once. Check it in parts."
        )
    if WORDS.search(text) is None:
        return DraftRead(quotations=())
    language, layout = lay_out(text, today)
    reading = language.read(text, layout)
    found = list(attributed(text, reading, layout.published.day))
    said = [span for quotation in found for span in quotation.segments]
    left_out = 0
    for start, end in language.quotations(text, layout.body):
        if any(s < end and start < e for s, e in said):
            continue
        if len(WORDS.findall(text, start, end)) < FEWEST_IN_MARKS:
            left_out += 1
            continue
        words = text[start:end].strip()
        found.append(DraftQuotation(start=start, end=end, segments=((start, end),), text=words))
    if not found and not left_out and (whole := single_sentence(text)):
        found.append(whole)
    return DraftRead(quotations=tuple(sorted(found, key=lambda one: one.start)), left_out=left_out)


def lay_out(text: str, today: date | None) -> tuple[Language, Layout]:
    """Return the language of a draft and its layout, in which every line can hold a quotation."""
    language = language_of(guess_language(text[:4000])) or DEFAULT
    layout = parse_layout(text, language.page_words, today)
    # A line without a word is none: a text of marks alone is read at once.
    lines = [match.span() for match in LINE.finditer(text) if WORDS.search(text, *match.span())]
    return language, replace(layout, body=lines, headings=set(), junk=[], headline=None, standfirst=None)


def attributed(text: str, reading: Reading, published: date | None) -> Iterator[DraftQuotation]:
    """Yield what the draft gives to somebody, in marks; what it reports without marks is no quotation."""
    speakers = {speaker.name: speaker for speaker in reading.speakers}
    for quote in reading.statements:
        if quote.kind != "indirect":
            yield draft_quotation(text, quote, speakers.get(quote.speaker or ""), published)


def draft_quotation(
    text: str, quote: QuoteRecord, speaker: SpeakerRecord | None, published: date | None
) -> DraftQuotation:
    around = own_words(text, quote)
    return DraftQuotation(
        start=quote.start,
        end=quote.end,
        segments=quote.segments,
        text=" ".join(text[s:e] for s, e in quote.segments),
        speaker=quote.speaker or "",
        speaker_kind=speaker.kind if speaker else "",
        mention=quote.mention or "",
        role=(speaker.role or "") if speaker else "",
        other_names=speaker.aliases if speaker else (),
        days=claimed_days(quote, around, published),
        denied=any(word in negations() for word in re.findall(r"[\w'’]+", around.casefold())),
        before=line_before(text, quote) if is_pronoun(quote.mention) else "",
        sure=quote.confidence >= SURE and not quote.candidates,
    )


LOOKED_BACK = 600  # characters
SURE = 0.5  # confidence from which the draft is taken to name the speaker that was read


def is_pronoun(mention: str | None) -> bool:
    """Does no name stand beside the words?"""
    return mention is not None and " " not in mention and mention == mention.casefold()


def line_before(text: str, quote: QuoteRecord) -> str:
    start = text.rfind("\n", 0, quote.start) + 1
    return text[max(start, quote.start - LOOKED_BACK) : quote.start]


def own_words(text: str, quote: QuoteRecord) -> str:
    """Return the draft's words of the sentence around a quotation, without what it quotes."""
    start, end = sentence_at(text, quote.start, quote.end)
    return f"{text[start : quote.start]} {text[quote.end : max(end, quote.end)]}"


def claimed_days(quote: QuoteRecord, around: str, published: date | None) -> tuple[date, date] | None:
    """Return the first and the last day on which the draft says that it was said; None where it does not say.

    A day that the reading resolved ("on Thursday") is one; else the only date beside the words counts.
    """
    if quote.said_on and len(quote.said_on) == 10:
        day = date.fromisoformat(quote.said_on)
        return day, day
    printed = [resolve_day(mention, published)[0] for mention in find_dates(around, DEFAULT.page_words)]
    if len(printed) != 1 or not printed[0] or len(printed[0]) < 7:
        return None
    year, month, *rest = map(int, printed[0].split("-"))
    first, last = (rest[0], rest[0]) if rest else (1, monthrange(year, month)[1])
    return date(year, month, first), date(year, month, last)


def single_sentence(text: str) -> DraftQuotation | None:
    """Return a text without marks, as somebody types a line that they remember; None for more than that."""
    words = text.strip()
    if not words or len(words) > LONGEST_ASKED or len(WORDS.findall(words)) < 2:
        return None
    start = text.index(words)
    return DraftQuotation(
        start=start, end=start + len(words), segments=((start, start + len(words)),), text=words
    )
