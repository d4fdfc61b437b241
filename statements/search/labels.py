"""How the values of filters are called: the name of a slug, of a country's code, of a kind."""

from typing import Any

from statements.extraction.languages import countries
from statements.models import Event, Outlet, Quote, Speaker, State

COUNTRY_NAMES = {country.code: country.name for country in countries()}
KIND_NAMES = dict(Quote.Kind.choices)
ROWS: dict[str, Any] = {"speaker": Speaker, "source": Outlet, "event": Event}


def value_label(name: str, value: str) -> str:
    if name == "kind":
        return str(KIND_NAMES.get(value, value))
    if name == "country":
        return COUNTRY_NAMES.get(value.upper(), value)
    if name not in ROWS:
        return value
    row = named_rows(name).filter(slug=value).first()
    return str(row) if row else value


def named_rows(name: str) -> Any:
    """Return the rows by which a filter's values are named: who was taken out is named nowhere."""
    rows = ROWS[name].objects.all()
    return rows if name == "source" else rows.exclude(state=State.REJECTED)
