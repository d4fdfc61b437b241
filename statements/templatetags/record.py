"""Small filters of the pages: dates no more precise than they are."""

from datetime import date

from django import template

register = template.Library()


@register.filter
def dated(value: date | None, precision: str = "day") -> str:
    """Return "5 May 2018", "May 2018" or "2018", as precise as the date is known."""
    if value is None:
        return ""
    if precision == "year":
        return f"{value:%Y}"
    if precision == "month":
        return f"{value:%B %Y}"
    return f"{value.day} {value:%B %Y}"


@register.filter
def machine_date(value: date | None, precision: str = "day") -> str:
    """Return the same for `<time datetime>`: 2018-05-05, 2018-05 or 2018."""
    if value is None:
        return ""
    return value.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]
