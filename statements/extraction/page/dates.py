"""Dates in news text, and what they prove.

A date is only as precise as the text makes it. A day without a year gets one from a weekday beside
it, from holders of offices and happenings whose days are known (`words/facts.txt`), and from years
that the text itself states; where these leave two years open, the year stays unknown.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ..languages.en import lexicon
from ..languages.en.lexicon import MONTHS, WEEKDAYS
from ..records import Span

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?(?:\s?(?P<half>[ap])\.?m\.?)?"
_GAP = r"[\s,|]{1,4}(?:at\s)?"
DATE = re.compile(
    rf"(?:(?<![\w./:-])|(?<=[/.-]\d{{4}}))(?:"
    rf"(?P<iso>(?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}})(?:[T ](?P<ih>\d{{2}}):(?P<imin>\d{{2}}))?[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)"
    rf"|(?:(?P<w1>{_WEEKDAY})\.?,?\s)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s(?:of\s)?|-)(?P<m1>{_MONTH})\b\.?(?:,?[\s-](?P<y1>\d{{4}}))?(?:{_GAP}{_TIME})?"
    rf"|(?:(?P<w2>{_WEEKDAY})\.?,?\s)?(?P<m2>{_MONTH})\b\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:\s?[-–]\s?(?P<d2b>\d{{1,2}})(?!\d))?(?:,?\s(?P<y2>\d{{4}}))?"
    rf"|(?P<n1>\d{{1,2}})(?P<sep>[./])(?P<n2>\d{{1,2}})(?P=sep)(?P<y3>\d{{4}})(?:{_GAP}\d{{1,2}}:\d{{2}})?"
    rf"|(?P<m4>{_MONTH})\b\.?,?\s(?P<y4>\d{{4}})"
    # Two dates are sometimes glued: "19 Feb 202519 Feb 2025", "05/27/2022May 27, 2022".
    rf")(?:(?!\w)|(?<=\d{{4}})(?=\d{{1,2}}\s(?:{_MONTH})\b|(?:{_MONTH})\b))",
    re.I,
)
DIGIT = re.compile(r"\d")
CLOCK = re.compile(rf"(?<![\d:]){_TIME}(?![\d:])", re.I)
YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d{2}(?![\w/-]|[.,]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date as printed. What is not printed is None; `day_to` closes a range such as 27-28."""

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    day_to: int | None = None
    weekday: int | None = None  # Monday is 0
    clock: tuple[int, int] | None = None  # hour, minute


def weekday_number(word: str) -> int | None:
    return next((n for n, name in enumerate(WEEKDAYS) if name.startswith(word.lower()[:3])), None)


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """Yield the dates printed in a stretch of text."""
    end = len(text) if end is None else end
    if DIGIT.search(text, start, end) is None:
        return
    for match in DATE.finditer(text, start, end):
        mention = read_date(match)
        if mention is not None:
            yield mention


def read_date(match: re.Match[str]) -> DateMention | None:
    found = match.groupdict()
    span = match.span()
    clock = read_clock(found["hour"], found["minute"], found["half"]) if found["hour"] else None
    if found["iso"]:
        hour = (int(found["ih"]), int(found["imin"])) if found["ih"] else None
        return checked(span, int(found["iy"]), int(found["im"]), int(found["id"]), clock=hour)
    for w, d, m, y in (("w1", "d1", "m1", "y1"), ("w2", "d2", "m2", "y2")):
        if found[d]:
            last = found["d2b"] if d == "d2" else None
            return checked(
                span,
                int(found[y]) if found[y] else None,
                MONTHS[found[m].lower()],
                int(found[d]),
                day_to=int(last) if last else None,
                weekday=weekday_number(found[w]) if found[w] else None,
                clock=clock,
            )
    if found["n1"]:
        first, second, year = int(found["n1"]), int(found["n2"]), int(found["y3"])
        if found["sep"] == "." or first > 12 or first == second:
            return checked(span, year, second, first)
        if second > 12:
            return checked(span, year, first, second)
        return DateMention(span=span, year=year)  # 03/04/2018: which is the month is not proved
    return DateMention(span=span, year=int(found["y4"]), month=MONTHS[found["m4"].lower()])


def read_clock(hour: str, minute: str, half: str | None) -> tuple[int, int] | None:
    h, m = int(hour), int(minute)
    if half:
        h = h % 12 + (12 if half.lower() == "p" else 0)
    return (h, m) if h < 24 and m < 60 else None


def checked(
    span: Span,
    year: int | None,
    month: int,
    day: int,
    *,
    day_to: int | None = None,
    weekday: int | None = None,
    clock: tuple[int, int] | None = None,
) -> DateMention | None:
    """Return the mention if such a day can be, else None (2018-02-30, 45 May)."""
    try:
        date(year or 2000, month, day)
        if day_to is not None:
            date(year or 2000, month, day_to)
    except ValueError:
        return None
    return DateMention(
        span=span, year=year, month=month, day=day, day_to=day_to, weekday=weekday, clock=clock
    )


# A year for a day that has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    kind: str  # office or event
    name: str
    pattern: re.Pattern[str]
    first: date
    last: date


@cache
def facts() -> tuple[Fact, ...]:
    rows = []
    for kind, names, first, last in lexicon.read_table("facts"):
        spellings = [name.strip() for name in names.split(" / ")]
        pattern = "|".join(r"\s+".join(map(re.escape, s.split())) for s in spellings)
        rows.append(
            Fact(
                kind=kind,
                name=spellings[0],
                pattern=re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I),
                first=date.fromisoformat(first),
                last=date.fromisoformat(last) if last else date(9999, 1, 1),
            )
        )
    return tuple(rows)


FORMER = re.compile(r"\b(?:former|ex-|then|late|ousted|deposed)\W{0,3}(?:\w+\W){0,2}$", re.I)
AHEAD = re.compile(r"\b(?:will|to|planned|scheduled|upcoming|next|would|delegation)\b", re.I)


def infer_year(
    text: str, month: int, day: int, weekday: int | None, today: date | None = None
) -> tuple[int | None, str]:
    """Return the year of a publication day that prints none, and what proves it.

    `weekday` is one that the text gives to the same day. The year is None unless exactly one is
    left open by the facts that the text mentions.
    """
    limit = (today or date.today()).year + 1
    proofs: list[str] = []
    named: list[tuple[str, date, date]] = []  # what proves it, and the days for which it does
    years = set(range(1980, limit + 1))
    years = {y for y in years if possible_day(y, month, day)}
    if weekday is not None:
        years &= {y for y in years if date(y, month, day).weekday() == weekday}
        proofs.append(f"a {WEEKDAYS[weekday].capitalize()}")
    offices: dict[str, set[int]] = {}
    for fact in facts():
        match = fact.pattern.search(text)
        if match is None or FORMER.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        if fact.kind == "office":
            held = {y for y in years if fact.first <= date(y, month, day) <= fact.last}
            offices.setdefault(fact.name, set()).update(held)
            label = f"{fact.name} ({fact.first.year} to {fact.last.year if fact.last.year < 9999 else 'now'})"
        else:
            ahead = AHEAD.search(text[max(0, match.start() - 60) : match.start()]) is not None
            slack = timedelta(days=550)
            if ahead:
                allowed = {y for y in years if fact.first - slack <= date(y, month, day) <= fact.last}
            else:
                allowed = {y for y in years if fact.first <= date(y, month, day) <= fact.last + slack}
            years &= allowed
            label = f"{fact.name} ({fact.first.isoformat()})"
        slack_after = fact.last if fact.kind == "office" else date(9999, 1, 1)
        named.append((label, fact.first - timedelta(days=550 if fact.kind == "event" else 0), slack_after))
        if label not in proofs:
            proofs.append(label)
    for held in offices.values():
        if years & held:
            years &= held
    stated = [int(m.group()) for m in YEAR.finditer(text)]
    stated = [y for y in stated if 1980 <= y <= limit]
    if stated and offices:
        # What is told as past with a year cannot lie in the future of the article.
        after = {y for y in years if y >= max(stated)}
        if after and after != years:
            years = after
            proofs.append(f"the year {max(stated)} is spoken of")
    if len(years) == 1 and len(proofs) > (weekday is not None):
        year = years.pop()
        there = date(year, month, day)
        told = [proof for proof in proofs if "(" not in proof]
        told += [label for label, first, last in named if first <= there <= last]
        return year, "; ".join(dict.fromkeys(told))
    return None, "no year in the text, and nothing in it proves one"


def possible_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


# Days named by their distance from the publication

RELATIVE = re.compile(
    rf"\b(?:(?:on|late|early|since)\s)?(?:(?P<last>last|this|next|this past)\s)?(?P<weekday>{'|'.join(WEEKDAYS)})\b"
    r"|\b(?P<near>yesterday|today|tonight|earlier today|this (?:morning|afternoon|evening))\b",
    re.I,
)


def resolve_weekday(published: date, weekday: int, direction: str = "past") -> date:
    """Return the day meant by a bare weekday: the last one up to publication, or the next."""
    if direction == "past":
        return published - timedelta(days=(published.weekday() - weekday) % 7)
    return published + timedelta(days=(weekday - published.weekday()) % 7)


def resolve_relative(text: str, published: date | None) -> str | None:
    """Return the day that words such as "on Thursday" mean beside a cue, as YYYY-MM-DD."""
    if published is None:
        return None
    match = RELATIVE.search(text)
    if match is None:
        return None
    if match["weekday"]:
        if (match["last"] or "").lower() == "next":
            return None
        return resolve_weekday(published, weekday_number(match["weekday"]) or 0).isoformat()
    near = match["near"].lower()
    if near == "yesterday":
        return (published - timedelta(days=1)).isoformat()
    return published.isoformat()


def resolve_day(
    mention: DateMention, published: date | None, ahead: bool = False
) -> tuple[str | None, str | None]:
    """Return first and last day of a printed date as ISO text, no more precise than it is.

    A day without a year is taken as the nearest such day before publication, or after it when
    `ahead` says that the text looks forward. Without a publication day it stays unresolved.
    """
    year = mention.year
    if year is None:
        if published is None or mention.month is None:
            return None, None
        year = published.year
        probe = mention.day or 1
        if not possible_day(year, mention.month, probe):
            return None, None
        there = date(year, mention.month, probe)
        if ahead and there < published - timedelta(days=31):
            year += 1
        elif not ahead and there > published + timedelta(days=1):
            year -= 1
    if mention.month is None:
        return f"{year:04d}", None
    if mention.day is None:
        return f"{year:04d}-{mention.month:02d}", None
    if not possible_day(year, mention.month, mention.day):
        return None, None
    first = f"{year:04d}-{mention.month:02d}-{mention.day:02d}"
    last = f"{year:04d}-{mention.month:02d}-{mention.day_to:02d}" if mention.day_to else None
    return first, last


def weekdays_in(text: str) -> Iterable[int]:
    for match in re.finditer(rf"\bon ({'|'.join(WEEKDAYS)})\b", text, re.I):
        number = weekday_number(match.group(1))
        if number is not None:
            yield number
