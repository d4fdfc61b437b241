"""On which occasion was it said, where was that, and on which day?

"After talks with the French envoy in Port St. Aubin on Thursday" is an occasion with its place and its day. What is
said after talks is said on their day, if no other is told beside the cue; the day is cut out of the occasion, the
place stays in it. What comes before talks, or while they are expected, has no day of them.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ...page.dates import find_dates, resolve_day
from .lexicon import WEEKDAYS
from .page_words import page_words
from .relative_dates import resolve_relative

MONTHS_PRINTED = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\.?|May"
)
DATE_PRINTED = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS_PRINTED})|(?:{MONTHS_PRINTED}) \d{{1,2}}(?!\d))(?:,? \d{{4}})?"
)
DAY_TOLD = (
    rf"(?:(?:earlier |late |early )?(?:on )?(?:last |this )?(?:{'|'.join(day.capitalize() for day in WEEKDAYS)})"
    rf"(?: (?:morning|afternoon|evening|night))?(?:,? {DATE_PRINTED})?"
    rf"|earlier today|yesterday|today|on {DATE_PRINTED})"
)
ABBREVIATED = r"(?<=\bSt|\bMr|\bDr|\bMt|\bFt)\.|(?<=\bMrs|\bGen|\bSen)\."  # a full stop that ends no sentence
TALKS = r"(?:talks|negotiations|consultations|discussions|(?:an?|the) (?:[a-z-]+ ){0,2}meetings?)"
OCCASION_TOLD = re.compile(
    rf"\b(?:[Aa]fter|[Ff]ollowing) (?:[a-z-]+ ){{0,2}}{TALKS}(?: {DAY_TOLD})?(?: (?:in|at) [A-Z][^,;“”\"]{{2,30}})??"
    rf" with (?:[^,.;“”\"]|{ABBREVIATED}){{3,90}}"
)
AFTER_WHICH = re.compile("fter |ollowing ")  # and "with" are in all that OCCASION_TOLD finds
DAY_AT_END = re.compile(rf"[ ,]+({DAY_TOLD})\s*$")
DAY_INSIDE = re.compile(rf" ({DAY_TOLD})(?= (?:in|at|with) )")
OF_THE_DAY = re.compile(r"[’']s\b")  # "after talks with Roke on Friday's vote": the vote is on Friday
PLACE_AT_END = re.compile(
    r"\b(?:in|at) (?:the )?(?P<place>(?:[a-z]+ (?:of )?){0,3}(?:St\. |Mt\. )?[A-Z][\w’'-]*+(?:(?: |-)(?:St\.|[A-Z][\w’'-]*+|of|de|la|el|al))*)\s*$"
)
PLACE_INSIDE = re.compile(r" (?:in|at) (?P<place>[A-Z][^,;]{2,30}?) with ")
# "On the second Thursday", "next Thursday": of these the day alone says nothing.
ANOTHER_DAY = re.compile(r"\b(?:next|coming|every|each|first|second|third|last but one)$")
NEAR_PRINT = timedelta(days=60)  # before it, for a day without a year: one that is further off was to come
IS_OCCASION = re.compile(r"(?:[Aa]fter|[Ff]ollowing) ")


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion in the reporter's words, without its day; the day as it is told, and as YYYY-MM-DD where that is sure."""

    words: str
    start: int  # in the reporter's words
    day_told: str = ""
    day: str | None = None


def find_occasion(words: str, published: date | None) -> Occasion | None:
    """Return the occasion that the reporter's words around a statement give; None for none."""
    match = OCCASION_TOLD.search(words) if " with " in words and AFTER_WHICH.search(words) else None
    if match is None:
        return None
    found = match.group().rstrip()
    told = DAY_AT_END.search(found) or DAY_INSIDE.search(found)
    of_another = told is not None and told.end() == len(found) and OF_THE_DAY.match(words[match.end() :])
    if told is None or of_another or ANOTHER_DAY.search(found[: told.start()]):
        return Occasion(found, match.start())
    bare = f"{found[: told.start()]}{found[told.end(1) :]}".rstrip(" ,")
    return Occasion(bare, match.start(), told[1], day_of_occasion(told[1], published))


def day_of_occasion(told: str, published: date | None) -> str | None:
    """Return the day that is told, if it is not behind the day of print."""
    printed = next(find_dates(told, page_words()), None)
    if printed is None:
        return resolve_relative(told, published)
    day = resolve_day(printed, published)[0]
    if day is None or len(day) < 10 or published is None:
        return day if day is not None and len(day) == 10 else None
    late = published - date.fromisoformat(day)
    return day if timedelta(0) <= late and (printed.year or late <= NEAR_PRINT) else None


def place_of_venue(venue: str) -> str:
    """Return what of a venue is a place: of an occasion what stands behind "in" or "at" at its end, else all of it."""
    if not IS_OCCASION.match(venue):
        return venue
    found = PLACE_AT_END.search(venue) or PLACE_INSIDE.search(venue)
    return found["place"] if found else ""
