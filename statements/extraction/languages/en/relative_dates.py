"""Which day do "yesterday" and "on Thursday" mean, by their distance from the publication?"""

import re
from datetime import date, timedelta

from ...page.dates import weekday_number
from .lexicon import WEEKDAYS
from .page_words import page_words

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


def resolve_weekday(published: date, weekday: int, direction: str = "past") -> date:
    """Return the day meant by a bare weekday: the last one up to publication, or the next."""
    if direction == "past":
        return published - timedelta(days=(published.weekday() - weekday) % 7)
    return published + timedelta(days=(weekday - published.weekday()) % 7)
