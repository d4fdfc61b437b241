"""A text that was decoded twice is read as it was meant: "PeÃ±a" as "Peña".

UTF-8 that was taken for Windows' Latin shows two or three signs for one. The source stays as it came, for it is
the evidence; what is read is a mended copy, and the record tells names as they were meant and spans of the source.
Only what no sound text has is mended: a capital with a tilde or a ring before a sign, or inside a word.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, replace

from .records import EventRecord, QuoteRecord, Record, Span


def sign_of(byte: int) -> str:
    """Return what a byte of UTF-8 is in Windows' Latin; five have no sign there and stay what they are."""
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


BYTES = {sign_of(byte): byte for byte in range(0x80, 0x100)} | {chr(byte): byte for byte in range(0x80, 0xA0)}
MENDABLE = "".join(sign for sign, byte in BYTES.items() if byte < 0xC0)
# They stand behind a capital in sound texts too: "CAFÃ»".
PUNCTUATION = "‘’“”«»‹›–—…‚„·\xa0"
PLAIN_SIGNS = "".join(sign for sign in MENDABLE if sign not in PUNCTUATION)
# Signs that a later step made plain: "Ã" with a diaeresis of its own.
COMPOSED = {
    "Ã \u0308": "è", "Ã \u0304": "ï", "Ã \u0301": "ô", "Ã \u0327": "ø", "Ão": "ú", "Ãa": "ê", "Ã3": "ó", "Ã1⁄4": "ü",
}  # fmt: skip
BROKEN_LEAD = "(?:[ÂÃÄÅ]|A[\u0302\u0303\u0308\u030a])"  # the ring or tilde may stand apart
TWICE = "Ã[ƒ\x83]Â"  # the first sign of a letter that was decoded thrice
BROKEN = re.compile(
    rf"{TWICE}[{PLAIN_SIGNS}]|(?<=[A-Za-z]){TWICE}(?:[{PUNCTUATION}oa](?=[a-z])|\xa0)|â€[{MENDABLE}]|Â\xa0|{BROKEN_LEAD}[{PLAIN_SIGNS}]|{BROKEN_LEAD}[{PUNCTUATION}](?=[a-z])|(?<=[a-z]){BROKEN_LEAD}\xa0"
    rf"|{BROKEN_LEAD} \u0308|{BROKEN_LEAD} \u0304|(?<=[a-z]){BROKEN_LEAD} \u0301|{BROKEN_LEAD} \u0327|(?<=[a-z]){BROKEN_LEAD}[oa3](?=[a-z])|{BROKEN_LEAD}1⁄4"
)

# What each of them begins with, in a pattern that begins with a set of letters: the engine skips to them.
BEGINS_BROKEN = re.compile("[ÂÃÄÅâA](?:(?<=[ÂÃÄÅ])|(?<=â)€|(?<=A)[\u0302\u0303\u0308\u030a])")
# One of these stands in whatever is broken: a quick look before the slow one.
BROKEN_LEADS = (*"ÂÃÄÅ\u0302\u0303\u0308\u030a", "â€")


def meant(signs: str) -> str | None:
    """Return the letter that broken signs stand for; None where they stand for none."""
    if len(signs) == 4 and re.match(TWICE, signs):
        signs = signs[0] + signs[3]
    signs = unicodedata.normalize("NFC", signs[:2]) + signs[2:]
    if signs in COMPOSED:
        return COMPOSED[signs]
    try:
        return bytes(BYTES[sign] for sign in signs).decode()
    except (KeyError, UnicodeDecodeError):
        return None


@dataclass(frozen=True, slots=True)
class Mended:
    """A copy of a source: `at` is where each mended letter stands, `longer` how much longer the source is up to there."""

    source: str
    text: str
    at: tuple[int, ...]
    longer: tuple[int, ...]

    def offset(self, at: int) -> int:
        """Return the offset in the source of one in the copy."""
        before = bisect_left(self.at, at)
        return at + (self.longer[before - 1] if before else 0)

    def span(self, span: Span) -> Span:
        return self.offset(span[0]), self.offset(span[1])

    def spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(self.span(span) for span in spans)

    def slice_of(self, words: str | None) -> str | None:
        """Return a slice of the copy as it stands in the source."""
        at = self.text.find(words) if words else -1
        return self.source[slice(*self.span((at, at + len(words))))] if words and at >= 0 else words

    def record(self, record: Record) -> Record:
        """Return the record of the copy as one of the source: its spans, and the words in them."""
        return replace(
            record,
            headline=self.slice_of(record.headline),
            standfirst=self.slice_of(record.standfirst),
            body=self.spans(record.body),
            headings=self.spans(record.headings),
            junk=self.spans(record.junk),
            quotes=tuple(self.quote(quote) for quote in record.quotes),
            events=tuple(self.event(event) for event in record.events),
        )

    def quote(self, quote: QuoteRecord) -> QuoteRecord:
        segments = self.spans(quote.segments)
        mention = self.span(quote.mention_span) if quote.mention_span else None
        return replace(
            quote,
            start=self.offset(quote.start),
            end=self.offset(quote.end),
            segments=segments,
            text=" … ".join(self.source[start:end] for start, end in segments),
            clause_span=self.span(quote.clause_span) if quote.clause_span else None,
            mention=self.source[slice(*mention)] if mention else quote.mention,
            mention_span=mention,
        )

    def event(self, event: EventRecord) -> EventRecord:
        states = tuple(replace(state, span=self.span(state.span)) for state in event.states)
        return replace(event, mentions=self.spans(event.mentions), states=states)


def mend(source: str) -> Mended | None:
    """Return a copy of a text with its letters mended, or None where none is broken."""
    if source.isascii() or not any(map(source.__contains__, BROKEN_LEADS)):
        return None
    pieces: list[str] = []
    at: list[int] = []
    longer: list[int] = []
    done = length = 0
    looked = 0
    for begins in BEGINS_BROKEN.finditer(source):
        match = BROKEN.match(source, begins.start()) if begins.start() >= looked else None
        if match is None:
            continue
        looked = match.end()
        letter = meant(match.group())
        if letter is None:
            continue
        pieces += [source[done : match.start()], letter]
        length += match.start() - done + 1
        done = match.end()
        at.append(length - 1)
        longer.append(done - length)
    if not at:
        return None
    return Mended(source, "".join([*pieces, source[done:]]), tuple(at), tuple(longer))
