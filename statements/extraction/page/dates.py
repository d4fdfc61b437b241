"""Which dates stand in a text? As precise as they are printed, and no more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..records import Span
from .patterns import patterns_of
from .words import PageWords

DIGIT = re.compile(r"\d")


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
    offset: str | None = None  # of the clock from UTC, as "+03:00"
    either: tuple[int, int] | None = None  # two numbers of which nothing says which is the month


def find_dates(text: str, words: PageWords, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """Yield the dates printed in a stretch of text."""
    end = len(text) if end is None else end
    if DIGIT.search(text, start, end) is None:
        return
    for match in patterns_of(words).date.finditer(text, start, end):
        mention = read_date(match, words)
        if mention is not None:
            yield mention


def read_date(match: re.Match[str], words: PageWords) -> DateMention | None:
    found = match.groupdict()
    months = patterns_of(words).month_numbers
    span = match.span()
    clock = read_clock(match, words) if found["hour"] else None
    if found["iso"]:
        hour = (int(found["ih"]), int(found["imin"])) if found["ih"] else None
        offset = offset_of(found["iz"]) if hour and found["iz"] else None
        return day_if_possible(
            span, int(found["iy"]), int(found["im"]), int(found["id"]), clock=hour, offset=offset
        )
    if found["cy"]:
        return day_if_possible(span, int(found["cy"]), int(found["cm"]), int(found["cd"]))
    for w, d, m, y in (("w1", "d1", "m1", "y1"), ("w2", "d2", "m2", "y2")):
        if found[d]:
            last = found["d2b"] if d == "d2" else None
            return day_if_possible(
                span,
                int(found[y]) if found[y] else None,
                months[found[m].lower()],
                int(found[d]),
                day_to=int(last) if last else None,
                weekday=weekday_number(found[w], words) if found[w] else None,
                clock=clock,
            )
    if found["n1"]:
        first, second, year = int(found["n1"]), int(found["n2"]), int(found["y3"])
        if found["h3"] and int(found["h3"]) < 24 and int(found["min3"]) < 60:
            clock = in_half(int(found["h3"]), found["half3"], words), int(found["min3"])
        if found["mark"] == "." or first > 12 or first == second:
            return day_if_possible(span, year, second, first, clock=clock)
        if second > 12:
            return day_if_possible(span, year, first, second, clock=clock)
        if not possible_day(year, first, second):
            return None
        return DateMention(span=span, year=year, either=(first, second), clock=clock)  # 03/04/2018
    return DateMention(span=span, year=int(found["y4"]), month=months[found["m4"].lower()])


def read_clock(match: re.Match[str], words: PageWords) -> tuple[int, int] | None:
    """Return hour and minute of a clock time, None if there is no such time."""
    hour, minute = in_half(int(match["hour"]), match["half"], words), int(match["minute"])
    return (hour, minute) if hour < 24 and minute < 60 else None


def in_half(hour: int, half: str | None, words: PageWords) -> int:
    """Return the hour of the day of one that a half of it is told with: 18 for "6 pm"."""
    if not half:
        return hour
    return hour % 12 + (12 if half.lower().replace(".", "") == words.halves_of_day[1] else 0)


def read_offset(text: str, at: int, end: int, words: PageWords) -> str | None:
    """Return the offset from UTC that is printed behind a clock time: "GMT+3", "EDT", "+0300"."""
    match = patterns_of(words).offset.match(text, at, end)
    if match is None:
        return None
    zone, hours = match["zone"], match["hours"]
    base = words.zones.get(zone) if zone else "+00:00"
    if base is None:
        return None
    return offset_of(hours) if hours and base == "+00:00" else base if zone else None


def offset_of(printed: str) -> str | None:
    """Return "Z", "+3" or "-0330" as "+00:00", "+03:00", "-03:30"; None for what is no offset."""
    if printed == "Z":
        return "+00:00"
    digits = printed[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    if int(hours) > 14 or int(minutes) > 59:
        return None
    return f"{'+' if printed[0] == '+' else '-'}{int(hours):02d}:{int(minutes):02d}"


def weekday_number(word: str, words: PageWords) -> int | None:
    """Return the number of a weekday by its first letters; Monday is 0."""
    return next((n for n, name in enumerate(words.weekdays) if name.startswith(word.lower()[:3])), None)


def day_if_possible(
    span: Span,
    year: int | None,
    month: int,
    day: int,
    *,
    day_to: int | None = None,
    weekday: int | None = None,
    clock: tuple[int, int] | None = None,
    offset: str | None = None,
) -> DateMention | None:
    """Return the mention if such a day can be, else None (2018-02-30, 45 May)."""
    try:
        date(year or 2000, month, day)
        if day_to is not None:
            date(year or 2000, month, day_to)
    except ValueError:
        return None
    return DateMention(
        span=span, year=year, month=month, day=day, day_to=day_to, weekday=weekday, clock=clock, offset=offset
    )


def possible_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


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
