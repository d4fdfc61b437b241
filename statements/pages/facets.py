"""The values to narrow results by, and the histogram that is the filter of dates."""

import calendar
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.text import capfirst

from statements.search.find import Found, cached_for_generation, find
from statements.search.labels import COUNTRY_NAMES, KIND_NAMES, ROWS, named_rows
from statements.search.language import Node, parse_dates

from .charts import Chart, bar_chart
from .filters import DATE_PARAMETERS, TITLES, Filter
from .paging import address, address_with

SHOWN_OF_A_FACET = 8  # values of a facet


def facet_names(found: Found, filters: Sequence[Filter]) -> dict[str, dict[str, str]]:
    """Return the names to show for the values of each facet."""
    names: dict[str, dict[str, str]] = {
        "kind": {k: str(v) for k, v in KIND_NAMES.items()},
        "country": COUNTRY_NAMES,
        "year": {},
        "agency": {},
        "place": {},
        "article": {f.value: f.title or f.label for f in filters if f.parameter == "article"},
    }
    for name in ROWS:
        slugs = {value for value, _ in found.facets.get(name, [])}
        slugs |= {value for value, _ in found.unnarrowed.get(name, [])[:SHOWN_OF_A_FACET]}
        slugs |= {f.value for f in filters if f.facet == name}
        known = cached_for_generation(("names", name), dict[str, str])
        missing = slugs - known.keys()
        if missing:
            known.update(named_rows(name).filter(slug__in=missing).values_list("slug", "name"))
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
        whole = request.GET.get("more") == name
        values = order if whole else order[:SHOWN_OF_A_FACET]
        if chosen in counts and chosen not in values:
            values.append(chosen)
        values += [value for facet, value in left_out if facet == name and value not in values]
        for value, _ in found.unnarrowed.get(name, [])[:SHOWN_OF_A_FACET]:
            if value not in values and len(values) < SHOWN_OF_A_FACET:
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
                    "url": out.without if out else address_with(request, {name: None if on else value}),
                    "exclude": "" if on or out or not count else address(request, add=(f"not-{name}", value)),
                }
            )
        if rows:
            facets.append(
                {
                    "name": name,
                    "title": title,
                    "rows": rows,
                    "more": max(0, found.sizes.get(name, 0) - (len(order) if whole else SHOWN_OF_A_FACET)),
                    "more_url": "" if whole else address_with(request, {"more": name}) + f"#facet-{name}",
                }
            )
    return facets


# The histogram, which is the filter of dates as well


def chart_of(
    request: HttpRequest, found: Found, filters: Sequence[Filter], model: Any, tree: Node
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
        inside = (*lines, f"from:{low}", f"to:{low}")
        once = found.grouped if found.grouped == "utterance" else ""
        month = find(model, tree, narrow=inside, size=1, facets=("day",), group=once)
        days = dict(month.facets["day"])
        if len(days) == 1 and not (first or last):
            return None  # one bar compares nothing
        if days:
            return day_chart(request, low, days)
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


def narrowed_to(request: HttpRequest, first: str, last: str) -> str:
    return address_with(request, {"from": first, "to": last, "year": None})


def day_chart(request: HttpRequest, month: str, days: Mapping[str, int]) -> Chart | None:
    year, number = int(month[:4]), int(month[5:])
    asked = request.GET.get("from")
    rows = []
    for day in range(1, calendar.monthrange(year, number)[1] + 1):
        key = f"{month}-{day:02d}"
        name = f"{day} {MONTHS[number]} {year}"
        label = f"{MONTHS_3[number].capitalize()} 1" if day == 1 else str(day) if day % 5 == 0 else ""
        rows.append((label, name, days.get(key, 0), narrowed_to(request, key, key), asked == key))
    return bar_chart(rows)


def months_chart(request: HttpRequest, low: str, high: str, months: Mapping[str, int]) -> Chart | None:
    rows = []
    for year in range(int(low[:4]), int(high[:4]) + 1):
        for month in range(1, 13):
            key = f"{year:04d}-{month:02d}"
            label = calendar.month_abbr[month][0] if month > 1 else f"’{year % 100:02d}"
            name = f"{MONTHS[month]} {year}"
            rows.append((label, name, months.get(key, 0), narrowed_to(request, key, key), False))
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
        rows.append((f"’{start % 100:02d}", name, count, narrowed_to(request, str(start), str(end)), chosen))
    return bar_chart(rows)
