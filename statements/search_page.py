"""The page of results: filters read from the address, facets, the histogram, ways out of nothing."""

import calendar
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.text import capfirst

from .counts import count_statements, held_of
from .display import Chart, bar_chart, cards, described
from .extraction.lexicon import countries
from .extraction.people import fold
from .models import Alias, Article, Event, Outlet, Quote, Speaker
from .paging import PAGE, address, clean, page_number, pager
from .search.describe import describe, fragment, say_date
from .search.find import FACET_FIELDS, SORTS, Found, QueryFault, cached_for_generation, find
from .search.language import (
    Dates,
    Everything,
    Node,
    Only,
    flat,
    parse,
    parse_dates,
    together,
    unparse,
)
from .search.suggest import corrections

SHOWN = 8  # values of a facet
MOST_CHOSEN = 12  # filters that one address may hold
WAYS = 6
TRIED = 16  # searches made to find them
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
            for name, label in (("relevance", "Closest match"), ("newest", "Newest"), ("oldest", "Oldest"))
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


# Facets


def facet_names(found: Found, filters: Sequence[Filter]) -> dict[str, dict[str, str]]:
    """Return the names to show for the values of each facet."""
    names: dict[str, dict[str, str]] = {
        "kind": {k: str(v) for k, v in KIND_NAMES.items()},
        "country": COUNTRY_NAMES,
        "year": {},
        "agency": {},
        "place": {},
        "article": {
            f.value: f.label.removeprefix("In the article ") for f in filters if f.parameter == "article"
        },
    }
    for name, model in ROWS.items():
        slugs = {value for value, _ in found.facets.get(name, [])[:SHOWN]}
        slugs |= {value for value, _ in found.unnarrowed.get(name, [])[:SHOWN]}
        slugs |= {f.value for f in filters if f.facet == name}
        known = cached_for_generation(("names", name), dict[str, str])
        missing = slugs - known.keys()
        if missing:
            known.update(model.objects.filter(slug__in=missing).values_list("slug", "name"))
        names[name] = known
    return names


def facets_of(
    request: HttpRequest, found: Found, filters: Sequence[Filter], names: Mapping[str, Mapping[str, str]]
) -> list[dict[str, Any]]:
    """Return each facet's values with counts and the addresses that choose, remove and leave out.

    A value that the query has and the filters take away is shown with its nought, without a link.
    """
    left_out = {(f.facet, f.value): f for f in filters if f.parameter.startswith("not-")}
    facets = []
    for name, title in TITLES.items():
        counts = dict(found.facets.get(name, []))
        order = sorted(counts, reverse=True) if name == "year" else list(counts)
        chosen = request.GET.get(name)
        values = order[:SHOWN]
        if chosen in counts and chosen not in values:
            values.append(chosen)
        values += [value for facet, value in left_out if facet == name and value not in values]
        for value, _ in found.unnarrowed.get(name, [])[:SHOWN]:
            if value not in values and len(values) < SHOWN:
                values.append(value)
        rows = []
        for value in values:
            count, on = counts.get(value, 0), chosen == value
            out = left_out.get((name, value))
            rows.append(
                {
                    "label": capfirst(names[name].get(value, value)),
                    "count": count,
                    "on": on,
                    "out": out is not None,
                    "url": out.without if out else address(request, **{name: None if on else value}),
                    "exclude": "" if on or out or not count else address(request, add=(f"not-{name}", value)),
                }
            )
        if rows:
            facets.append({"title": title, "rows": rows, "more": max(0, found.sizes.get(name, 0) - SHOWN)})
    return facets


# The histogram, which is the filter of dates as well


def chart_of(
    request: HttpRequest, found: Found, filters: Sequence[Filter], model: Any, text: str
) -> Chart | None:
    """Return the hits by years, months or days, whatever fits the time that is looked at.

    The counts are those without the filter of dates. A filter of a few years leaves the years around
    it to be seen, with those chosen marked; a shorter one is looked into more closely.
    """
    months = dict(found.facets.get("month", []))
    if not months:
        return None
    first, last = chosen_span(filters)
    known = sorted(months)
    low = max(month_key(first), known[0]) if first else known[0]
    high = min(month_key(last), known[-1]) if last else known[-1]
    if low > high:
        return None
    if low == high:
        lines = tuple(f.line for f in filters if f.line and f.parameter not in DATE_PARAMETERS)
        month = find(model, text, narrow=(*lines, f"from:{low}", f"to:{low}"), size=1, facets=("day",))
        if month.facets["day"]:
            return day_chart(request, low, dict(month.facets["day"]))
    if int(high[:4]) - int(low[:4]) < 2 and (first or last or int(known[-1][:4]) - int(known[0][:4]) < 2):
        return months_chart(request, low, high, months)
    return year_chart(request, months, first, last)


def chosen_span(filters: Sequence[Filter]) -> tuple[date | None, date | None]:
    first: date | None = None
    last: date | None = None
    for f in filters:
        if f.parameter in DATE_PARAMETERS and f.line:
            start, end = parse_dates(f.parameter, f.value) or (None, None)
            first = max(filter(None, (first, start)), default=None)
            last = min(filter(None, (last, end)), default=None)
    return first, last


def month_key(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def narrowed(request: HttpRequest, first: str, last: str) -> str:
    return address(request, **{"from": first, "to": last, "year": None})


def day_chart(request: HttpRequest, month: str, days: Mapping[str, int]) -> Chart | None:
    year, number = int(month[:4]), int(month[5:])
    asked = request.GET.get("from")
    rows = []
    for day in range(1, calendar.monthrange(year, number)[1] + 1):
        key = f"{month}-{day:02d}"
        name = f"{day} {calendar.month_name[number]} {year}"
        label = str(day) if day == 1 or day % 5 == 0 else ""
        rows.append((label, name, days.get(key, 0), narrowed(request, key, key), asked == key))
    return bar_chart(rows)


def months_chart(request: HttpRequest, low: str, high: str, months: Mapping[str, int]) -> Chart | None:
    rows = []
    for year in range(int(low[:4]), int(high[:4]) + 1):
        for month in range(1, 13):
            key = f"{year:04d}-{month:02d}"
            label = calendar.month_abbr[month][0] if month > 1 else f"’{year % 100:02d}"
            name = f"{calendar.month_name[month]} {year}"
            rows.append((label, name, months.get(key, 0), narrowed(request, key, key), False))
    return bar_chart(rows)


def year_chart(
    request: HttpRequest, months: Mapping[str, int], first: date | None, last: date | None
) -> Chart | None:
    """Return bars by year, or by so many years that a dozen or two bars show the whole time."""
    totals: Counter[int] = Counter()
    for month, count in months.items():
        totals[int(month[:4])] += count
    low, high = min(totals), max(totals)
    step = next(step for step in (1, 2, 5, 10, 25, 50, 100, 1000) if (high - low) // step < 24)
    rows = []
    for start in range(low // step * step, high + 1, step):
        end = start + step - 1
        count = sum(totals[year] for year in range(start, end + 1))
        name = str(start) if step == 1 else f"{start} to {end}"
        chosen = (
            bool(first or last)
            and (first is None or first.year <= start)
            and (last is None or end <= last.year)
        )
        rows.append((f"’{start % 100:02d}", name, count, narrowed(request, str(start), str(end)), chosen))
    return bar_chart(rows)


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
    counts = held_of(request).statements_of_speakers()
    named = Speaker.objects.public().filter(
        pk__in=list(known), kind__in=["person", "institution", "country", "group"]
    )
    best = max(named, key=lambda speaker: counts.get(speaker.pk, 0), default=None)
    if best is not None:
        best.statements = counts.get(best.pk, 0)  # type: ignore[attr-defined]
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

    for changed, old, new in corrections(tree):
        offer(
            f"Search for {new} instead of {old}",
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
        offer(f"Leave out the filter: {one.label}", text, rest, one.without)
    if len(filters) > 1:
        offer("Leave out all filters", text, (), f"{request.path}?{urlencode({'q': text})}")
    if '"' in text:
        loose = " ".join(text.replace('"', " ").split())
        offer("Let the exact words stand apart", loose, lines, address(request, q=loose))
    for part in getattr(tree, "parts", ()):
        rest = unparse(together(p for p in tree.parts if p is not part))  # type: ignore[union-attr]
        said = "".join(piece for piece, _ in fragment(part, value_label))
        offer(f"Leave out {said}", rest, lines, address(request, q=rest))
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
    return rest, f"Search all dates: what is held is from {held}"
