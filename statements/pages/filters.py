"""The filters that an address of the results holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Article
from statements.search.describe import say_date
from statements.search.engines.base import Group
from statements.search.filters import line_of_filter
from statements.search.find import FACET_FIELDS
from statements.search.labels import ROWS, value_label

from .paging import address, clean

MOST_CHOSEN = 12  # filters that one address may hold
TITLES = {
    "speaker": gettext_lazy("Speaker"),
    "source": gettext_lazy("Source"),
    "country": gettext_lazy("Country"),
    "kind": gettext_lazy("Quoted or reported"),
    "year": gettext_lazy("Year"),
    "event": gettext_lazy("Event"),
}
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


def grouping(request: HttpRequest, filters: Sequence[Filter]) -> Group:
    """Return what an address asks to be listed once: "" for every statement, the first of each article unasked.

    In one article an utterance stands once, and every statement of it is listed.
    """
    each = request.GET.get("each", "")
    if each == "1" or any(one.parameter == "article" for one in filters):
        return ""
    return "utterance" if each == "utterance" else "article"


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
            line = line_of_filter(name, value)
            label = (
                (_("from %(day)s") if name == "from" else _("to %(day)s")) % {"day": say_date(value)}
                if line
                else _("“%(value)s” is not a date, so it was left out") % {"value": value}
            )
            found.append(Filter(name, value, line, label, address(request, **{name: None})))
    article = clean(request.GET.get("article", ""))
    if line := line_of_filter("article", article):
        row = Article.objects.public().light().filter(pk=article).first()
        title = f"“{row.headline or row.origin}”" if row else ""
        label = (
            _("In the article %(title)s") % {"title": title} if row else _("In an article that is not held")
        )
        without = address(request, article=None)
        found.append(Filter("article", article, line, label, without, title))
    return found[:MOST_CHOSEN]


def facet_filter(name: str, parameter: str, value: str, without: str) -> Filter:
    line = line_of_filter(parameter, value)
    if not line:
        fault = (
            _("“%(value)s” is not a kind, so it was left out")
            if name == "kind"
            else _("“%(value)s” is not a year, so it was left out")
        )
        return Filter(parameter, value, "", fault % {"value": value}, without)
    label = value_label(name, value)
    if parameter != name:
        return Filter(parameter, value, line, _("Without: %(label)s") % {"label": label}, without)
    return Filter(
        parameter,
        value,
        line,
        _("%(titles)s: %(label)s") % {"titles": TITLES[name], "label": label} if name in ROWS else label,
        without,
    )


def own_lines(filters: Sequence[Filter]) -> dict[str, frozenset[str]]:
    """Return the lines that each facet is counted without: its own choice; of the chart, all dates."""
    own = {f.parameter: frozenset({f.line}) for f in filters if f.line and f.parameter in FACET_FIELDS}
    dates = frozenset(f.line for f in filters if f.parameter in DATE_PARAMETERS and f.line)
    return {**own, "month": dates}
