"""Which day do "yesterday" and "on Thursday" mean, by their distance from the publication?"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from ...page.dates import resolve_day, weekday_number
from ...page.parts import Layout
from .lexicon import WEEKDAYS
from .page_words import page_words

FEWEST_ENTRIES = 3
RELATIVE_DAY = re.compile(
    rf"\b(?:(?:on|late|early|since)\s)?(?:(?P<last>last|this|next|this past)\s)?(?P<weekday>{'|'.join(WEEKDAYS)})\b"
    r"|\b(?P<near>yesterday|today|tonight|earlier today|this (?:morning|afternoon|evening))\b",
    re.I,
)


def resolve_relative(text: str, published: date | None) -> str | None:
    """Return the day that words such as "on Thursday" mean beside a cue, as YYYY-MM-DD."""
    if published is None:
        return None
    match = RELATIVE_DAY.search(text)
    if match is None:
        return None
    if match["weekday"]:
        if (match["last"] or "").lower() == "next":
            return None
        return resolve_weekday(published, weekday_number(match["weekday"], page_words()) or 0).isoformat()
    near = match["near"].lower()
    if near == "yesterday":
        return (published - timedelta(days=1)).isoformat()
    return published.isoformat()


def days_of_entries(layout: Layout) -> list[tuple[int, date]]:
    """Return where each entry of a live blog begins, with its day: one that it prints, or that of the page.

    Few lines that give a time over something told make no live blog.
    """
    day = layout.published.day
    found: list[tuple[int, date]] = []
    starts = [start for start, _ in layout.body]
    filled = {bisect_right(starts, at) for at, _ in layout.entries} - {len(starts)}
    if len(filled) < FEWEST_ENTRIES:
        return found
    for at, mention in layout.entries:
        if mention is not None:
            printed = resolve_day(mention, day)[0]
            day = date.fromisoformat(printed) if printed and len(printed) == 10 else day
        if day is not None:
            found.append((at, day))
    return found


def days_of_agenda(layout: Layout) -> list[tuple[int, date]]:
    """Return where each day of an agenda begins: those that it prints, and before the first that of the page."""
    day = layout.published.day
    found = [(0, day)] if day else []
    for at, mention in layout.entries:
        printed = resolve_day(mention, day, ahead=True)[0] if mention is not None else None
        if printed and len(printed) == 10:
            found.append((at, date.fromisoformat(printed)))
    return found


def day_of_entry(entries: Sequence[tuple[int, date]], at: int) -> str | None:
    """Return the day of the entry in which an offset lies, as YYYY-MM-DD; None before the first."""
    number = bisect_right(entries, at, key=lambda entry: entry[0]) - 1
    return entries[number][1].isoformat() if number >= 0 else None


def resolve_weekday(published: date, weekday: int, direction: str = "past") -> date:
    """Return the day meant by a bare weekday: the last one up to publication, or the next."""
    if direction == "past":
        return published - timedelta(days=(published.weekday() - weekday) % 7)
    return published + timedelta(days=(weekday - published.weekday()) % 7)
