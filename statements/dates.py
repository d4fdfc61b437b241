"""Dates of a record, as precise as the text proved them, as columns have them."""

from datetime import date

from statements.models import Precision


def as_date(value: str | None) -> date | None:
    """Return an ISO date of any precision as a day: the first of its month or year."""
    if not value:
        return None
    return date.fromisoformat(value + {4: "-01-01", 7: "-01", 10: ""}[len(value)])


def precision_of(value: str | None) -> str:
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(value or ""), Precision.NONE)
