"""How sure is it that a statement was read right: its words, and who stands beside them as the speaker?

Each sign below is one thing that a reader would look at. Every value of a sign has a weight in
`confidence.json`, for each kind of statement, learned from annotated news (`tools/training/confidence.py`);
added up they give the share of such statements that are right. Without that file a statement has the
confidence of its rule.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ...confidence import ALWAYS, ConfidenceTable, load_table, share_of_odds
from ...records import QuoteRecord
from .attribution_rules import RULES
from .lexicon import word_set
from .pronouns import PRONOUNS
from .resolved import Resolution

TABLE = Path(__file__).with_name("confidence.json")
UNSETTLED = 0.3  # the most that a rule alone is sure of, where the speaker is open


def confidence_of(text: str, quote: QuoteRecord, resolution: Resolution) -> float:
    """Return from 0 to 1 how sure it is that the words and the mention of a statement are right."""
    signs = weighed_signs(confidence_table(), quote.kind)
    if signs is not None:
        always, weighed = signs
        look = look_at(text, quote, resolution)
        odds = always
        for value_of, weights in weighed:
            odds += weights.get(value_of(look), 0.0)
        share = share_of_odds(odds)
    else:
        share = RULES[quote.rule].confidence * resolution.factor
        share = share if resolution.name else min(UNSETTLED, share)
    return round(share, 3)


@cache
def confidence_table() -> ConfidenceTable | None:
    return load_table(TABLE)


WeighedSigns = tuple[float, tuple[tuple[Callable[["Look"], str], Mapping[str, float]], ...]]


@lru_cache(maxsize=8)
def weighed_signs(table: ConfidenceTable | None, kind: str) -> WeighedSigns | None:
    """Return what every statement of a kind counts, and its signs, each with the weights of its values."""
    known = table.weights.get(kind) if table else None
    if known is None:
        return None
    weighed = [(value_of, known[name]) for name, value_of in VALUES if name in known]
    return known[ALWAYS][""], tuple(weighed)


def signs_of(text: str, quote: QuoteRecord, resolution: Resolution) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each sign that a statement shows."""
    look = look_at(text, quote, resolution)
    for name, value_of in VALUES:
        value = value_of(look)
        if value:
            yield name, value


@dataclass(slots=True)  # not frozen: one is made for each statement, and that costs
class Look:
    """A statement, and what several signs ask of its surroundings."""

    text: str
    quote: QuoteRecord
    resolution: Resolution
    start: int  # of the reported clause, or of the words in marks
    end: int
    words: list[str]  # the first of them
    mention: list[str]
    side: str  # where the mention stands: before, behind or inside
    gap: str  # what stands between the mention and what was said
    between: list[str]  # its words


def look_at(text: str, quote: QuoteRecord, resolution: Resolution) -> Look:
    start, end = quote.clause_span or (quote.start, quote.end)
    side, gap = "", ""
    if quote.mention_span:
        first, last = quote.mention_span
        if last <= start:
            side, gap = "before", text[max(last, start - FAR) : start]
        elif first >= end:
            side, gap = "behind", text[end : min(first, end + FAR)]
        else:
            side = "inside"
    return Look(
        text,
        quote,
        resolution,
        start,
        end,
        text[start:end].split(None, STEPS[-1] + 1),
        quote.mention.split() if quote.mention else [],
        side,
        gap,
        gap.split(),
    )


FAR = 400  # characters: further off, a mention is far away, however far
TOP = 150  # characters: where titles and standfirsts stand, marked as such or not
BESIDE_MARKS = "\"“”'‘’«»„ \t\u00a0"
BESIDE_WORDS = ",.:;—–-" + BESIDE_MARKS
STEPS = (1, 2, 3, 4, 6, 9, 14, 22, 35, 60)


def ladder(*steps: float) -> Callable[[float], str]:
    """Return what gives the first of some steps that a number does not exceed, as text; "more" beyond the last."""
    names = (*map(str, steps), "more")
    return lambda number: names[bisect_left(steps, number)]


up_to = ladder(*STEPS)
up_to_three = ladder(1, 2, 3)
share_up_to = ladder(0.1, 0.2, 0.4, 0.6, 0.8, 0.95)
lead_up_to = ladder(0.1, 0.4, 0.9, 1.5, 3.0)
# How far it is settled who speaks, and the factors that part the rungs from the third on.
SETTLED = ("nobody", "one of several", "hardly", "likely", "nearly", "wholly")
FACTOR_STEPS = (0.8, 0.9, 0.99)
# The words that say how a clause begins or a mention is tied to the sentence. Other words are no signs:
# they would tell what the news was about.
GRAMMAR_WORDS = word_set(
    "a about after also an and any are as at be because been before but by can could did do does during for "
    "from had has have he her his how i if in is it its more most my no not of on one or our out over she so "
    "some such than that the their them then there these they this those through to under until up was we "
    "were what when where whether which while who whom whose why will with would you"
)
DETERMINERS = word_set("a an the his her its their my our your this that these those one some many")
UNSAID = word_set("not never no nor if whether would could should might may cannot")


@lru_cache(maxsize=512)
def sort_of(character: str) -> str:
    """Return what a character is: a small or a capital letter, a digit, the end of a paragraph, or itself."""
    if character.isalpha():
        return "capital" if character.isupper() else "small"
    if character.isdigit():
        return "digit"
    return {"\n": "paragraph", "–": "-", "—": "-", "": "edge"}.get(character, character)


@lru_cache(maxsize=4096)
def small_word(word: str) -> str:
    """Return a word of grammar without marks, and "" for any other word."""
    word = word.strip(BESIDE_WORDS).lower()
    return word if word in GRAMMAR_WORDS else ""


def mark_before(look: Look) -> str:
    return sort_of(look.text[max(0, look.start - 8) : look.start].rstrip(BESIDE_MARKS)[-1:])


def mark_after(look: Look) -> str:
    return sort_of(look.text[look.end : look.end + 8].lstrip(BESIDE_MARKS)[:1])


def mark_last(look: Look) -> str:
    return sort_of(look.text[max(look.start, look.end - 8) : look.end].rstrip(BESIDE_MARKS)[-1:])


RELATIVE_PRONOUNS = {"who", "which"}


def commas_inside(look: Look) -> str:
    commas = look.text.count(",", look.start, look.end)
    return up_to_three(commas) if commas else ""


def mention_form(look: Look) -> str:
    if not look.mention:
        return "none"
    capital = ", capital" if look.mention[-1][0].isupper() else ""
    first_word = look.mention[0].lower()
    if len(look.mention) == 1 and first_word in RELATIVE_PRONOUNS:
        return "relative"
    if len(look.mention) == 1 and first_word in PRONOUNS:
        return "pronoun"
    if first_word in DETERMINERS:
        return "described" + capital
    return "name" if look.mention[0][0].isupper() and capital else "words" + capital


def marked_share(look: Look) -> str:
    if look.quote.kind != "partial":
        return ""
    inside = sum([end - start for start, end in look.quote.segments])
    return share_up_to(inside / (look.end - look.start))


def how_settled(look: Look) -> str:
    if not look.quote.speaker:
        return "one of several" if look.quote.candidates else "nobody"
    return SETTLED[2 + bisect_left(FACTOR_STEPS, look.resolution.factor)]


def lead_of(look: Look) -> str:
    weighed = look.resolution.weighed
    return lead_up_to(weighed[0][1] - weighed[1][1]) if len(weighed) > 1 else ""


def before_mention(look: Look) -> str:
    span = look.quote.mention_span
    if span is None:
        return ""
    at = span[0]
    return sort_of(look.text[max(0, at - 8) : at].rstrip(BESIDE_MARKS)[-1:])


def word_before_mention(look: Look) -> str:
    span = look.quote.mention_span
    if span is None:
        return ""
    at = span[0]
    words = look.text[max(0, at - 16) : at].rsplit(None, 1)
    return small_word(words[-1]) if words else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing to look at, what for, and the value that a statement shows; "" is none."""

    name: str
    what_for: str
    value: Callable[[Look], str]


SIGNS = (
    Sign(
        name="rule",
        what_for="how the words were found: a verb beside a quotation seldom errs, a noun often does",
        value=lambda look: look.quote.rule,
    ),
    Sign(
        name="cue",
        what_for="“said” reports; “found” and “called” often do not",
        value=lambda look: (look.quote.cue or "").lower(),
    ),
    Sign(
        name="words",
        what_for="how long it is: a word or two in marks may be a title, a long clause may end too late",
        value=lambda look: up_to(len(look.words)),
    ),
    Sign(
        name="first word",
        what_for="“that” and a subject begin a clause, “to” and “for” rarely a statement",
        value=lambda look: small_word(look.words[0]) if look.words else "",
    ),
    Sign(name="before", what_for="a comma, colon or full stop before it, or a paragraph", value=mark_before),
    Sign(
        name="after",
        what_for="what follows it: a clause that ends within a sentence is less sure",
        value=mark_after,
    ),
    Sign(name="last", what_for="whether it ends with a comma, as words before a cue do", value=mark_last),
    Sign(
        name="marked",
        what_for="which share of a clause stands in marks: a word alone may be a scare quote",
        value=marked_share,
    ),
    Sign(
        name="commas",
        what_for="how many commas it holds: at each the reporter may have gone on",
        value=commas_inside,
    ),
    Sign(
        name="pieces",
        what_for="how many pieces of a clause stand in marks",
        value=lambda look: up_to_three(len(look.quote.segments)),
    ),
    Sign(
        name="mention",
        what_for="a name, a pronoun, a description, or nobody beside the cue",
        value=mention_form,
    ),
    Sign(
        name="mention words",
        what_for="a long mention may hold more than the speaker",
        value=lambda look: up_to(len(look.mention)),
    ),
    Sign(
        name="speaker",
        what_for="whether it is a person, an institution, a document, somebody unnamed",
        value=lambda look: look.resolution.kind,
    ),
    Sign(
        name="settled",
        what_for="whether the article settles who the mention is, and how far: a ladder that only leads up",
        value=how_settled,
    ),
    Sign(name="lead", what_for="by how many points the speaker is ahead of the next", value=lead_of),
    Sign(
        name="headline",
        what_for="headlines shorten, and put in marks what they only name",
        value=lambda look: "yes" if look.quote.in_headline else "",
    ),
    Sign(
        name="top",
        what_for="the first lines of a page may be a title that is not marked as one",
        value=lambda look: "yes" if look.start < TOP else "",
    ),
    Sign(
        name="addressee",
        what_for="who was told is named: it was speech",
        value=lambda look: "yes" if look.quote.addressee else "",
    ),
    Sign(
        name="venue",
        what_for="where it was said is named: it was speech",
        value=lambda look: "yes" if look.quote.venue else "",
    ),
    Sign(
        name="distance",
        what_for="the mention stands before, behind or inside the words, and how many words lie between",
        value=lambda look: f"{look.side} {up_to(len(look.between))}" if look.side else "",
    ),
    Sign(
        name="that",
        what_for="“that” leads from the cue to the clause",
        value=lambda look: "yes" if "that" in look.between else "",
    ),
    Sign(
        name="comma between",
        what_for="something is put in between mention and words",
        value=lambda look: look.side if "," in look.gap else "",
    ),
    Sign(
        name="unsaid",
        what_for="“did not say”, “would say”: perhaps nobody said it",
        value=lambda look: "yes" if not UNSAID.isdisjoint(look.between) else "",
    ),
    Sign(
        name="word after mention",
        what_for="“who”, “has”, “was” behind a name: the cue may belong to something else",
        value=lambda look: small_word(look.between[0]) if look.side == "before" and look.between else "",
    ),
    Sign(
        name="word before words",
        what_for="“that”, “as”, “to”, “for” before the words: what the cue does with them",
        value=lambda look: small_word(look.between[-1]) if look.side == "before" and look.between else "",
    ),
    Sign(
        name="before mention",
        what_for="a mention that begins its sentence is its subject",
        value=before_mention,
    ),
    Sign(
        name="word before mention",
        what_for="“of Tolan”, “and Tolan”, “that Tolan”: the name may be part of something else",
        value=word_before_mention,
    ),
)
VALUES = tuple((sign.name, sign.value) for sign in SIGNS)
