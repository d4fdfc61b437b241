"""The page of results: filters read from the address, facets, the histogram, ways out of nothing."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from statements.counts import count_statements, statistics_of
from statements.extraction.folding import fold
from statements.models import Alias, Article, Quote, Speaker
from statements.search.describe import describe, fragment, say_date
from statements.search.find import FACET_FIELDS, SORTS, QueryFault, find
from statements.search.language import Dates, Everything, Node, Only, flat, parse, together, unparse
from statements.search.suggest import spelling_corrections

from .facets import chart_of, facet_names, facets_of
from .filters import DATE_PARAMETERS, Filter, chosen_filters, own_lines, value_label
from .paging import PAGE, address, clean, page_number, pager
from .words import cards, described

WAYS = 6
TRIED = 16  # searches made to find them


def results_page(request: HttpRequest) -> tuple[dict[str, Any], int]:
    """Return what the page of results shows, and its status. Raises Unavailable."""
    text = clean(request.GET.get("q", ""))
    tab = "articles" if request.GET.get("show") == "articles" else "quotes"
    model: Any = Article if tab == "articles" else Quote
    filters = chosen_filters(request)
    sort = request.GET.get("sort", "")
    if sort not in SORTS:
        sort = "relevance" if text else "newest"
    number = page_number(request)
    alone = request.GET.get("each") == "1" or any(f.parameter == "article" for f in filters)
    grouped = tab == "quotes" and not alone
    context: dict[str, Any] = {
        "query": text,
        "tab": tab,
        "sort": sort,
        "from": clean(request.GET.get("from", "")),
        "to": clean(request.GET.get("to", "")),
    }
    narrow = tuple(f.line for f in filters if f.line)
    try:
        found = find(
            model,
            text,
            narrow=narrow,
            sort=sort,
            start=(number - 1) * PAGE,
            size=PAGE,
            facets=(*FACET_FIELDS, "month"),
            group=grouped,
            own=own_lines(filters),
        )
    except QueryFault as fault:
        repaired = safe_repair(fault.repair)
        context |= {"fault": fault, "repaired": repaired, "repair": address(request, q=repaired or None)}
        return context, 400
    if tab == "quotes":
        rows = {q.pk: q for q in Quote.objects.public().with_parts().filter(pk__in=found.ids)}
        shown = cards([rows[pk] for pk in found.ids if pk in rows], found.tree)
        for card in shown:
            card.more = found.more.get(card.quote.pk, 0)
            card.more_url = address(request, article=str(card.quote.article_id))
        context["cards"] = shown
    else:
        articles = Article.objects.public().with_outlet().light().in_bulk(found.ids)
        context["articles"] = count_statements([articles[pk] for pk in found.ids if pk in articles])
    noun = "statements" if tab == "quotes" else "articles"
    labels = facet_names(found, filters)
    whole = together([found.tree, *(parse(line, trusted=True) for line in narrow)])
    listed = found.groups if grouped else found.total
    context |= {
        "total": found.total,
        "listed": listed,
        "understood": described(describe(whole, noun, lambda field, value: labels[field].get(value, value))),
        "filters": filters,
        "without_filters": address(
            request,
            **dict.fromkeys(
                [*FACET_FIELDS, *(f"not-{name}" for name in FACET_FIELDS), "from", "to", "article"]
            ),
        ),
        "facets": facets_of(request, found, filters, labels),
        "chart": chart_of(request, found, filters, model, text),
        "speaker_first": known_speaker(request, found.tree) if number == 1 else None,
        "pager": pager(request, number, listed),
        "first": (number - 1) * PAGE + 1,
        "last": min(number * PAGE, listed),
        "grouped": grouped,
        "folded": grouped and listed < found.total,
        "each_url": address(request, each="1"),
        "group_url": address(request, each=None) if request.GET.get("each") else "",
        "tabs": {
            name: address(request, show=None if name == "quotes" else name) for name in ("quotes", "articles")
        },
        "sorts": [
            (name, label, address(request, sort=name))
            for name, label in (
                ("relevance", _("Closest match")),
                ("newest", _("Newest")),
                ("oldest", _("Oldest")),
            )
            if text or name != "relevance"
        ],
        "ways": ways_out(request, text, filters, model, found.tree) if not found.total else [],
        "kept": kept_parameters(request, without=()),
        "kept_without_dates": kept_parameters(request, without=("from", "to")),
    }
    return context, 200


def kept_parameters(request: HttpRequest, without: Sequence[str]) -> list[tuple[str, str]]:
    """Return what a form of the page has to carry on, as (name, value)."""
    left_out = {"q", "page", *without}
    return [(k, v) for k in request.GET for v in request.GET.getlist(k) if k not in left_out and v]


def safe_repair(text: str) -> str:
    """Return a repaired query that has no fault of its own: the repair, or its bare words."""
    try:
        parse(text)
    except QueryFault:
        words = re.findall(r"[^\W_]+", text)
        return " ".join(word for word in words if word not in {"OR", "AND", "NOT"})[:200]
    return text


# A name that is known, and ways out of nothing


def known_speaker(request: HttpRequest, tree: Node) -> Any:
    """Return the speaker whose name or alias the whole search is, if one is."""
    match tree:
        case Only("speaker", value):
            name = value
        case _:
            name = unparse(tree).strip('"')
    key = fold(name)
    if not key or len(name) > 80:
        return None
    known = Alias.objects.filter(key=key).values_list("speaker_id", flat=True)[:20]
    if not known:
        return None
    counts = statistics_of(request).statements_of_speakers()
    named = Speaker.objects.public().filter(
        pk__in=list(known), kind__in=["person", "institution", "country", "group"]
    )
    best: Any = max(named, key=lambda speaker: counts.get(speaker.pk, 0), default=None)
    if best is not None:
        best.statements = counts.get(best.pk, 0)
    return best


def ways_out(
    request: HttpRequest, text: str, filters: Sequence[Filter], model: Any, tree: Node
) -> list[dict[str, Any]]:
    """Return other searches that do find something, with how much."""
    ways: list[dict[str, Any]] = []
    tried = 0
    lines = tuple(f.line for f in filters if f.line)

    def offer(label: str, query: str, narrow: tuple[str, ...], url: str) -> None:
        nonlocal tried
        if len(ways) >= WAYS or tried >= TRIED or any(way["url"] == url for way in ways):
            return
        tried += 1
        try:
            parse(query)  # what is offered has to be askable
            total = find(model, query, narrow=narrow, size=1, trusted=True).total
        except QueryFault:
            return
        if total:
            ways.append({"label": label, "total": total, "url": url})

    for changed, old, new in spelling_corrections(tree):
        offer(
            _("Search for %(new)s instead of %(old)s") % {"new": new, "old": old},
            unparse(changed),
            lines,
            address(request, q=unparse(changed)),
        )
    without_dates, span = any_date(request, text, filters, model)
    if span:
        rest = tuple(f.line for f in filters if f.parameter not in DATE_PARAMETERS and f.line)
        offer(span, without_dates, rest, address(request, q=without_dates, **dict.fromkeys(DATE_PARAMETERS)))
    for one in filters:
        rest = tuple(f.line for f in filters if f is not one and f.line)
        offer(_("Leave out the filter: %(label)s") % {"label": one.label}, text, rest, one.without)
    if len(filters) > 1:
        offer(_("Leave out all filters"), text, (), f"{request.path}?{urlencode({'q': text})}")
    if '"' in text:
        loose = " ".join(text.replace('"', " ").split())
        offer(_("Let the exact words stand apart"), loose, lines, address(request, q=loose))
    for part in getattr(tree, "parts", ()):
        fewer = unparse(together(p for p in getattr(tree, "parts", ()) if p is not part))
        said = "".join(piece for piece, _ in fragment(part, value_label))
        offer(_("Leave out %(said)s") % {"said": said}, fewer, lines, address(request, q=fewer))
    return ways


def any_date(request: HttpRequest, text: str, filters: Sequence[Filter], model: Any) -> tuple[str, str]:
    """Return the query without its dates and what is held of it, where dates are what is in the way."""
    tree = parse(text)
    kept = [part for part in flat(tree) if not isinstance(part, Dates)]
    narrowed_by_date = any(f.parameter in DATE_PARAMETERS for f in filters)
    if len(kept) == len(list(flat(tree))) and not narrowed_by_date and not isinstance(tree, Everything):
        return text, ""
    rest = unparse(together(kept))
    lines = tuple(f.line for f in filters if f.parameter not in DATE_PARAMETERS and f.line)
    months = find(model, rest, narrow=lines, size=1, facets=("month",), trusted=True).facets.get("month", [])
    if not months:
        return rest, ""
    held = (
        say_date(months[0][0])
        if len(months) == 1
        else f"{say_date(months[0][0])} to {say_date(months[-1][0])}"
    )
    return rest, _("Search all dates: what is held is from %(held)s") % {"held": held}
