"""Times as pages, letters and feeds write them become one spelling, with their offset from UTC as it was told."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from statements.typed import LAST_DAY

UNKNOWN_OFFSET = "its offset from UTC is not told"
FIRST_YEAR = 1800
FIRST_CRAWLED = 1990

SPACED = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T]+(\d\d?:\d\d(?::\d\d)?(?:\.\d+)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?", re.I
)
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d{4})?")
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
# Beginning with the day as printed; what follows it is not read.
PRINTED = (
    "%B %d, %Y",
    "%b %d, %Y",
    "%b. %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
    "%A, %d %B %Y",
    "%Y/%m/%d",
)
PRINTED_DAY = re.compile(
    r"(?:[A-Z][a-z]+,\s+)?(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4})|\d{4}/\d\d/\d\d"
)
LONGEST = 80


def parse_time(told: str, now: datetime | None = None) -> str | None:
    """Return "2021-03-04", "2021-03-04T09:30:00" or "2021-03-04T09:30:00+02:00", None for what is no time.

    A time without an offset has none told; it is not taken for UTC. A day behind tomorrow is not believed.
    """
    told = told.strip()
    if not told or len(told) > LONGEST:
        return None
    now = now or datetime.now(UTC)
    found = read_time(told)
    if found is None:
        return None
    day = found.date() if isinstance(found, datetime) else found
    if not day.year >= FIRST_YEAR or day > now.date() + timedelta(days=1):
        return None
    return found.isoformat(timespec="seconds") if isinstance(found, datetime) else found.isoformat()


def believed_moment(told: datetime | None) -> datetime | None:
    """Return when bytes were got, as it is told of them; None where no machine had been there, or that day is to come."""
    if told is None or told.tzinfo is None or not FIRST_CRAWLED <= told.year <= LAST_DAY.year:
        return None
    return told if told <= datetime.now(UTC) + timedelta(days=1) else None


def read_time(told: str) -> datetime | date | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", told):
            return date.fromisoformat(told)
        if EPOCH.fullmatch(told):
            return datetime.fromtimestamp(int(told[:10]), UTC)
        if match := COMPACT.fullmatch(told):
            year, month, day, hour, minute, second, offset = match.groups()
            if hour is None:
                return date(int(year), int(month), int(day))
            return datetime.fromisoformat(
                f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset or ''}"
            )
        if match := SPACED.match(told):
            offset = (
                (match[3] or "")
                .upper()
                .replace("UTC", "+00:00")
                .replace("GMT", "+00:00")
                .replace("Z", "+00:00")
            )
            clock = match[2].zfill(len(match[2]) + (match[2][1] == ":"))
            return datetime.fromisoformat(f"{match[1]}T{re.sub(r'[.][0-9]+', '', clock)}{offset}")
        if re.match(r"\d{4}-\d\d-\d\d\b", told):
            return date.fromisoformat(told[:10])
        if re.search(r"\d\d:\d\d", told) and (
            match := re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}", told)
        ):
            found = parsedate_to_datetime(told)
            # "-0000" is how a letter says that its offset is not known, and so it is read.
            return found
        if match := PRINTED_DAY.match(told):
            for shape in PRINTED:
                try:
                    return datetime.strptime(match[0], shape).date()
                except ValueError:
                    continue
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    return None


def has_offset(value: str) -> bool:
    """Is a time of `parse_time` one whose offset from UTC is known, or a day, which has none?"""
    return "T" not in value or re.search(r"[+-]\d\d:\d\d(?::\d\d)?$", value) is not None
