"""The filters that an address of the results holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from statements.extraction.languages import countries
from statements.models import Article, Event, Outlet, Quote, Speaker
from statements.search.describe import say_date
from statements.search.find import FACET_FIELDS
from statements.search.language import parse_dates

from .paging import address, clean

MOST_CHOSEN = 12  # filters that one address may hold
COUNTRY_NAMES = {country.code: country.name for country in countries()}
KIND_NAMES = dict(Quote.Kind.choices)
TITLES = {
    "speaker": "Speaker",
    "source": "Source",
    "country": "Country",
    "kind": "Words or report",
    "year": "Year",
    "event": "Event",
}
ROWS: dict[str, Any] = {"speaker": Speaker, "source": Outlet, "event": Event}
DATE_PARAMETERS = ("from", "to", "year")


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the address. `line` is its line of the query language, empty where it has a fault."""

    parameter: str  # "speaker", "not-speaker", "from", "article"
    value: str
    line: str
    label: str
    without: str  # the address without it

    @property
    def facet(self) -> str:
        return self.parameter.removeprefix("not-")


# Filters


def chosen_filters(request: HttpRequest) -> list[Filter]:
    """Return the filters in the address: chosen values, values left out, dates, one article."""
    found: list[Filter] = []
    for name in FACET_FIELDS:
        for parameter in (name, f"not-{name}"):
            for raw in request.GET.getlist(parameter)[: 1 if parameter == name else MOST_CHOSEN]:
                value = re.sub(r'["“”„«»]', "", clean(raw))[:100]
                if value:
                    without = address(request, drop=(parameter, raw))
                    found.append(facet_filter(name, parameter, value, without))
    for name in ("from", "to"):
        value = clean(request.GET.get(name, ""))
        if value:
            known = parse_dates(name, value) is not None
            label = f"{name} {say_date(value)}" if known else f"“{value}” is no date, so it was left out"
            found.append(
                Filter(
                    name, value, f"{name}:{value}" if known else "", label, address(request, **{name: None})
                )
            )
    article = clean(request.GET.get("article", ""))
    if article.isdecimal() and len(article) < 16:
        row = Article.objects.public().light().filter(pk=article).first()
        label = f"In the article “{row.headline or row.origin}”" if row else "In an article that is not held"
        found.append(Filter("article", article, f"article:={article}", label, address(request, article=None)))
    return found[:MOST_CHOSEN]


def facet_filter(name: str, parameter: str, value: str, without: str) -> Filter:
    fault = ""
    if name == "kind" and value not in Quote.Kind.values:
        fault = f"“{value}” is no kind, so it was left out"
    elif name == "year" and parse_dates("year", value) is None:
        fault = f"“{value}” is no year, so it was left out"
    if fault:
        return Filter(parameter, value, "", fault, without)
    line = f"{name}:{value}" if name in {"kind", "year"} else f'{name}:="{value}"'
    label = value_label(name, value)
    if parameter != name:
        return Filter(parameter, value, f"-{line}", f"Without: {label}", without)
    return Filter(parameter, value, line, f"{TITLES[name]}: {label}" if name in ROWS else label, without)


def value_label(name: str, value: str) -> str:
    if name == "kind":
        return str(KIND_NAMES.get(value, value))
    if name == "country":
        return COUNTRY_NAMES.get(value.upper(), value)
    if name not in ROWS:
        return value
    row = ROWS[name].objects.filter(slug=value).first()
    return str(row) if row else value


def own_lines(filters: Sequence[Filter]) -> dict[str, frozenset[str]]:
    """Return the lines that each facet is counted without: its own choice; of the chart, all dates."""
    own = {f.parameter: frozenset({f.line}) for f in filters if f.line and f.parameter in FACET_FIELDS}
    dates = frozenset(f.line for f in filters if f.parameter in DATE_PARAMETERS and f.line)
    return {**own, "month": dates}
