"""The page of results: filters read from the address, facets, the histogram, ways out of nothing."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from statements.counts import cards_with, count_statements, statistics_of
from statements.extraction.folding import fold
from statements.models import Article, Quote
from statements.search.describe import describe, fragment, say_date
from statements.search.engines.base import Group
from statements.search.find import FACET_FIELDS, SORTS, Found, QueryFault, find
from statements.search.labels import value_label
from statements.search.language import (
    MAX_CLAUSES,
    Dates,
    Everything,
    Node,
    Only,
    flat,
    parse,
    together,
    unparse,
    words_of,
)
from statements.search.questions import LineReading, read_as, without_part
from statements.search.suggest import spelling_corrections

from .asked import articles_with, beginnings_of_texts, by_pk, called_so, public_speakers_with
from .citing import how_to_cite_list
from .facets import chart_of, facet_names, facets_of
from .filters import DATE_PARAMETERS, Filter, chosen_filters, grouping, own_lines
from .paging import PAGE, address, address_with, clean, page_number, pager
from .taking import search_in_words, to_take
from .words import cards, described, snippet_parts, tell_printings

WAYS = 6
TRIED = 16  # searches made to find them
BESIDE = 3  # articles beside the statements
COMPARED_SIDES = 2  # of the comparison that results lead to
LOOKED_UP = {"person", "institution", "country", "group"}  # kinds of speakers


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
    group = grouping(request, filters) if tab == "quotes" else ""
    grouped = group == "article"
    context: dict[str, Any] = {
        "query": text,
        "tab": tab,
        "sort": sort,
        "from": clean(request.GET.get("from", "")),
        "to": clean(request.GET.get("to", "")),
    }
    narrow = tuple(f.line for f in filters if f.line)
    try:
        reading = read_as(text, model, narrow, as_typed=request.GET.get("as") == "typed")
        found = find(
            model,
            reading.tree,
            narrow=narrow,
            sort=sort,
            start=(number - 1) * PAGE,
            size=PAGE,
            facets=(*FACET_FIELDS, "month", "dated"),
            group=group,
            own=own_lines(filters),
        )
    except QueryFault as fault:
        repaired = safe_repair(fault.repair)
        context |= {"fault": fault, "repaired": repaired, "repair": address(request, q=repaired or None)}
        return context, 400
    if tab == "quotes":
        rows = by_pk(cards_with, found.ids)
        shown = cards([rows[pk] for pk in found.ids if pk in rows], found.tree)
        for card in shown:
            if grouped:
                card.more = found.more.get(card.quote.pk, 0)
                card.more_url = address(request, article=str(card.quote.article_id))
        if group == "utterance":
            tell_printings(shown)
        context["cards"] = shown
    else:
        articles = by_pk(articles_with, found.ids)
        listing = count_statements([articles[pk] for pk in found.ids if pk in articles])
        context["articles"] = with_snippets(listing, found.tree)
    noun = "statements" if tab == "quotes" else "articles"
    total = found.counted
    labels = facet_names(found, filters)
    for part in reading.understood:
        if isinstance(part.node, Only) and part.node.exact:
            labels[part.node.field].setdefault(part.node.value, part.label)
    whole = together([found.tree, *(parse(line, trusted=True) for line in narrow)])
    listed = found.groups if group else found.total
    line = typed_line(found.tree) if found.tree != parse(text) and reading.words != "some" else ""
    context |= {
        "total": total,
        "once": group == "utterance",
        "printings": found.total,
        "listed": listed,
        "understood": described(describe(whole, noun, lambda field, value: labels[field].get(value, value))),
        "written": line if line != text else "",
        "filters": filters,
        "without_filters": address(
            request,
            **dict.fromkeys(
                [*FACET_FIELDS, *(f"not-{name}" for name in FACET_FIELDS), "from", "to", "article"]
            ),
        ),
        "reading": reading,
        "parts": [
            (part, address(request, q=without_part(text, part) or None)) for part in reading.understood
        ],
        "as_typed_url": address_with(request, {"as": "typed"}) if reading.tree != parse(text) else "",
        "printed_alone": printed_alone(found, whole),
        "facets": facets_of(request, found, filters, labels),
        "chart": chart_of(request, found, filters, model, found.tree),
        "speaker_first": known_speaker(request, found.tree) if number == 1 else None,
        "pager": pager(request, number, listed),
        "first": (number - 1) * PAGE + 1,
        "last": min(number * PAGE, listed),
        "grouped": grouped,
        "folded": grouped and listed < found.total,
        "listings": listings(request, group) if tab == "quotes" and found.total > 1 else [],
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
        "ways": ways_out(request, text, filters, model, reading) if not found.total else [],
        "take": to_take(request) if tab == "quotes" and found.total else None,
        "list_cite": how_to_cite_list(request, search_in_words(request, filters)),
        "mail": to_take(request)["mail"] if tab == "quotes" and not found.total else "",
        "kept": kept_parameters(request, without=()),
        "kept_without_dates": kept_parameters(request, without=("from", "to")),
    }
    if tab == "quotes" and text:
        context["compare"] = to_compare(text, found, labels)
        context["beside"] = articles_beside(found.tree, reading, narrow)
        context["beside_url"] = context["tabs"]["articles"]
    return context, 200


def typed_line(tree: Node) -> str:
    """Return a line that a reader can type for what was understood: a name of an address without the mark of one."""
    return re.sub(r"\b(\w+):=", r"\1:", unparse(tree))


def listings(request: HttpRequest, group: str) -> list[tuple[str, str, bool]]:
    """Return what can be listed once, each as (label, address, is listed so); nothing where one article is listed."""
    if request.GET.get("article"):
        return []
    return [
        (_("One of each article"), address(request, each=None), group == "article"),
        (_("Every statement"), address(request, each="1"), group == ""),
        (_("Every utterance"), address(request, each="utterance"), group == "utterance"),
    ]


def printed_alone(found: Found, whole: Node) -> int:
    """Return how many of what a range of dates found have no day of their own but that of print."""
    if not any(isinstance(part, Dates) for part in flat(whole)):
        return 0
    return dict(found.facets.get("dated", [])).get("printed", 0)


def articles_beside(tree: Node, reading: LineReading, narrow: tuple[str, ...]) -> dict[str, Any] | None:
    """Return the first articles that hold what was searched for, with a snippet, and how many there are."""
    names = {part.node: Only("speaker", part.label) for part in reading.understood if part.field == "speaker"}
    parts = [names.get(part, part) for part in flat(tree)]
    kept = [part for part in parts if not (isinstance(part, Only) and part.field in {"kind", "country"})]
    if not any(words_of(part) for part in kept):
        return None
    lines = tuple(line for line in narrow if not line.startswith(("speaker:", "kind:", "country:", "-")))
    found = find(Article, together(kept), narrow=lines, size=BESIDE)
    if not found.total:
        return None
    articles = by_pk(articles_with, found.ids)
    shown = [articles[pk] for pk in found.ids if pk in articles]
    return {"total": found.total, "articles": with_snippets(shown, found.tree)}


def to_compare(text: str, found: Found, labels: Mapping[str, Mapping[str, str]]) -> tuple[str, str] | None:
    """Return the names and the address of a comparison of the two who say most of what was found."""
    most = [slug for slug, _count in found.facets.get("speaker", [])[:COMPARED_SIDES]]
    if len(most) < COMPARED_SIDES:
        return None
    sides = [("side", f"speaker:{slug}") for slug in most]
    names = [labels["speaker"].get(slug, slug) for slug in most]
    return " / ".join(names), f"{reverse('compare')}?{urlencode([*sides, ('q', text)])}"


def with_snippets(articles: Sequence[Any], tree: Node) -> Sequence[Any]:
    """Give each article `snippet`: where in its text what was searched for stands, in parts."""
    rows = beginnings_of_texts([article.pk for article in articles])
    texts = {pk: " ".join(text[start:end] for start, end in spans) for pk, text, spans in rows}
    for article in articles:
        body = " ".join(texts.get(article.pk, "").split())
        article.snippet = snippet_parts(body, tree)
    return articles


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
        kept = [word for word in words if word not in {"OR", "AND", "NOT"}][:MAX_CLAUSES]
        bare = " ".join(kept)
        # A word that is cut may be another: "NOT" of "NOTED".
        return bare if len(bare) <= 200 else bare[:200].rsplit(" ", 1)[0]
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
    known = called_so(key)
    if not known:
        return None
    counts = statistics_of(request).statements_of_speakers()
    named = [one for one in public_speakers_with(known) if one.kind in LOOKED_UP]
    best: Any = max(named, key=lambda speaker: counts.get(speaker.pk, 0), default=None)
    if best is not None:
        best.statements = counts.get(best.pk, 0)
    return best


def ways_out(
    request: HttpRequest, text: str, filters: Sequence[Filter], model: Any, reading: LineReading
) -> list[dict[str, Any]]:
    """Return other searches that do find something, with how much."""
    ways: list[dict[str, Any]] = []
    tried = 0
    tree = reading.tree
    lines = tuple(f.line for f in filters if f.line)
    once: Group = "utterance" if model is Quote and grouping(request, filters) == "utterance" else ""

    def offer(label: str, query: str, narrow: tuple[str, ...], url: str) -> None:
        nonlocal tried
        if len(ways) >= WAYS or tried >= TRIED or any(way["url"] == url for way in ways):
            return
        tried += 1
        try:
            parse(query)  # what is offered has to be askable
            read = read_as(query, model, narrow, False)
            total = find(model, read.tree, narrow=narrow, size=0, group=once).counted
        except QueryFault:
            return
        if total:
            ways.append({"label": label, "total": total, "url": url})

    for part in reading.understood:
        fewer = without_part(text, part)
        if fewer:
            said = _("Leave out %(said)s") % {"said": part.label}
            offer(said, fewer, lines, address(request, q=fewer))
        if part.field == "speaker":
            held = _("All statements by %(name)s") % {"name": part.label}
            line = unparse(part.node)
            offer(held, line, lines, address(request, q=line))
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
    if not ways:
        for word in words_of(tree):
            alone = unparse(word)
            label = _("Search for %(word)s alone") % {"word": alone}
            offer(label, alone, lines, address(request, q=alone))
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
