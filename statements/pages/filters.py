"""The filters that an address of the results holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    "speaker": gettext_lazy("Speaker"),
    "source": gettext_lazy("Source"),
    "country": gettext_lazy("Country"),
    "kind": gettext_lazy("Words or report"),
    "year": gettext_lazy("Year"),
    "event": gettext_lazy("Event"),
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
    title: str = ""  # of an article, as a sentence calls it

    @property
    def facet(self) -> str:
        return self.parameter.removeprefix("not-")


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
            label = (
                (_("from %(day)s") if name == "from" else _("to %(day)s")) % {"day": say_date(value)}
                if known
                else _("“%(value)s” is no date, so it was left out") % {"value": value}
            )
            found.append(
                Filter(
                    name, value, f"{name}:{value}" if known else "", label, address(request, **{name: None})
                )
            )
    article = clean(request.GET.get("article", ""))
    if article.isdecimal() and len(article) < 16:
        row = Article.objects.public().light().filter(pk=article).first()
        title = f"“{row.headline or row.origin}”" if row else ""
        label = (
            _("In the article %(title)s") % {"title": title} if row else _("In an article that is not held")
        )
        without = address(request, article=None)
        found.append(Filter("article", article, f"article:={article}", label, without, title))
    return found[:MOST_CHOSEN]


def facet_filter(name: str, parameter: str, value: str, without: str) -> Filter:
    fault = ""
    if name == "kind" and value not in Quote.Kind.values:
        fault = _("“%(value)s” is no kind, so it was left out") % {"value": value}
    elif name == "year" and parse_dates("year", value) is None:
        fault = _("“%(value)s” is no year, so it was left out") % {"value": value}
    if fault:
        return Filter(parameter, value, "", fault, without)
    line = f"{name}:{value}" if name in {"kind", "year"} else f'{name}:="{value}"'
    label = value_label(name, value)
    if parameter != name:
        return Filter(parameter, value, f"-{line}", _("Without: %(label)s") % {"label": label}, without)
    return Filter(
        parameter,
        value,
        line,
        _("%(titles)s: %(label)s") % {"titles": TITLES[name], "label": label} if name in ROWS else label,
        without,
    )


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
