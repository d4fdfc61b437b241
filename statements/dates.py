"""Dates as precise as they are known: of a record, in columns, in words, and for machines."""

from datetime import date, timedelta

from django.utils import dateformat

from statements.models import Precision


def as_date(value: str | None) -> date | None:
    """Return an ISO date of any precision as a day: the first of its month or year."""
    if not value:
        return None
    return date.fromisoformat(value + {4: "-01-01", 7: "-01", 10: ""}[len(value)])


def precision_of(value: str | None) -> str:
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(value or ""), Precision.NONE)


def shifted(day: date, by: timedelta) -> date:
    """Return a day so much later or earlier; near the ends of the calendar its first or last."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def dated(value: date | None, precision: str = "day") -> str:
    """Return "5 May 2018", "May 2018" or "2018", as precise as the date is known."""
    if value is None:
        return ""
    if precision == "year":
        return f"{value:%Y}"
    if precision == "month":
        return dateformat.format(value, "F Y")
    return dateformat.format(value, "j F Y")


def machine_date(value: date | None, precision: str = "day") -> str:
    """Return the same for `<time datetime>`: 2018-05-05, 2018-05 or 2018."""
    if value is None:
        return ""
    return value.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]
