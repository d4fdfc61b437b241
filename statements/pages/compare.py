"""Two to four speakers, outlets or times side by side on one search. All of it stands in the address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from statements.checking.comparing import (
    SideBySide,
    SideFound,
    TimeSpan,
    compare_sides,
    statements_by_date,
    words_of_sides,
)
from statements.checking.keyness import KeyWord
from statements.checking.sides import MOST_SIDES, NoSide, Side, either_of, find_side
from statements.counts import Statistics, cards_with, statistics_of
from statements.dates import dated
from statements.models import Outlet, Quote, Speaker
from statements.search.describe import describe
from statements.search.find import QueryFault, Unavailable
from statements.search.labels import value_label
from statements.search.language import Only
from statements.search.questions import LineReading, read_as

from .asked import by_pk
from .away import search_away
from .charts import Chart, bar_chart
from .conditional import page
from .paging import PAGE, address, clean, page_number, pager
from .words import Card, cards, described

DEEPEST_COMPARED = 50  # pages
FEWEST_SIDES = 2


@dataclass(frozen=True, slots=True)
class SideBox:
    """A box of the form: what stands in it, and why that is no side, with what could be meant."""

    number: int
    typed: str
    fault: str = ""
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class SideShown:
    """A side on the page: its numbers, its bars, its words, and the search for its statements alone."""

    found: SideFound
    chart: Chart | None
    words: Sequence[tuple[KeyWord, str]]
    url: str
    without: str
    follow: str


@dataclass(frozen=True, slots=True)
class MonthShown:
    """The statements of a month, a list for each side."""

    name: str
    columns: Sequence[tuple[Side, Sequence[Card]]]


@page
def sides_compared(request: HttpRequest) -> HttpResponse:
    text = clean(request.GET.get("q", ""))
    sides, boxes = sides_of(request)
    context: dict[str, Any] = {
        "query": text,
        "boxes": boxes,
        "asked": [box for box in boxes if box.typed],
        "share": bool(text) and request.GET.get("measure") == "share",
        "once": request.GET.get("each") == "utterance",
        "oldest": request.GET.get("sort") == "oldest",
    }
    if len(sides) < FEWEST_SIDES:
        context["examples"] = comparisons_to_try(statistics_of(request))
        context["only"] = sides[0] if sides else None
        status = 400 if any(box.fault for box in boxes) else 200
        return render(request, "statements/compare.html", context, status=status)
    try:
        context |= compared(request, text, sides, context["once"])
    except QueryFault as fault:
        context["fault"] = fault.message
        context["repair"] = address(request, q=fault.repair or None)
        return render(request, "statements/compare.html", context, status=400)
    except Unavailable as error:
        return search_away(
            request,
            error,
            "sides could not be compared",
            _("Nothing can be compared just now"),
            _("%(why)s Nothing is lost."),
        )
    return render(request, "statements/compare.html", context)


def sides_of(request: HttpRequest) -> tuple[list[Side], list[SideBox]]:
    """Return the sides that an address names, and the boxes of the form: always one more than is filled."""
    sides: list[Side] = []
    boxes: list[SideBox] = []
    typed = [one for one in (clean(raw) for raw in request.GET.getlist("side")) if one]
    for one in typed[:MOST_SIDES]:
        fault = ""
        choices: Sequence[tuple[str, str]] = ()
        shown = one
        try:
            side = find_side(one)
        except NoSide as error:
            fault = error.sentence
            choices = tuple((label, replaced(request, typed, one, line)) for label, line in error.choices)
        else:
            shown = as_typed(side)
            if any(other.node == side.node for other in sides):
                fault = _("“%(label)s” stands here twice.") % {"label": side.label}
            else:
                sides.append(side)
        boxes.append(SideBox(len(boxes) + 1, shown, fault, choices))
    if len(typed) > MOST_SIDES:
        left = ", ".join(typed[MOST_SIDES:][:6])
        last = boxes[-1]
        more = _("Four sides at most are compared; left out: %(names)s.") % {"names": left}
        boxes[-1] = SideBox(last.number, last.typed, f"{last.fault} {more}".strip(), last.choices)
    while len(boxes) < FEWEST_SIDES or (len(boxes) < MOST_SIDES and boxes[-1].typed):
        boxes.append(SideBox(len(boxes) + 1, ""))
    return sides, boxes


def as_typed(side: Side) -> str:
    """Return the name of a side where that leads to it and to no other, else what was typed."""
    if not side.slug or side.typed == side.label:
        return side.typed
    try:
        return side.label if find_side(side.label).node == side.node else side.typed
    except NoSide:
        return side.typed


def replaced(request: HttpRequest, typed: Sequence[str], old: str, new: str | None) -> str:
    """Return the address with one side exchanged, or left out."""
    sides = [("side", new if one == old else one) for one in typed if one != old or new]
    others = [(k, v) for k in request.GET for v in request.GET.getlist(k) if k not in ("side", "page") and v]
    return f"{request.path}?{urlencode([*others, *sides])}"


def compared(request: HttpRequest, text: str, sides: Sequence[Side], once: bool) -> dict[str, Any]:
    """Return what the page shows of some sides. Raises QueryFault and Unavailable."""
    reading = read_as(text, Quote, (either_of(sides),), request.GET.get("as") == "typed")
    found = compare_sides(reading.tree, sides, once)
    number = page_number(request, DEEPEST_COMPARED)
    newest = request.GET.get("sort") != "oldest"
    listed = statements_by_date(reading.tree, sides, (number - 1) * PAGE, PAGE, newest, once)
    words = words_of_sides(reading.tree, sides) if found.total else [[] for _side in sides]
    share = bool(text) and request.GET.get("measure") == "share"
    typed = [one for one in (clean(raw) for raw in request.GET.getlist("side")) if one]
    top = max((measured(one, share) for side in found.sides for one in side.times), default=0)
    return {
        "reading": reading,
        "understood": understood(reading),
        "names": " / ".join(capfirst(side.label) for side in sides),
        "found": found,
        "total": found.total,
        "sides": [
            SideShown(
                found=one,
                chart=side_chart(text, one, found.times, share, top),
                words=[(word, search_of(text, one.side, word.form)) for word in words[n]],
                url=search_of(text, one.side),
                without=replaced(request, typed, one.side.typed, None) if len(sides) > FEWEST_SIDES else "",
                follow=position_of(text, one.side),
            )
            for n, one in enumerate(found.sides)
        ],
        "has_words": any(words),
        "rows": list(rows_of_table(found)),
        "months": list(months_shown(listed, sides, reading)),
        "first": (number - 1) * PAGE + 1,
        "last": (number - 1) * PAGE + len(listed),
        "pager": pager(request, number, found.total, deepest=DEEPEST_COMPARED),
        "measures": [
            (_("Numbers"), address(request, measure=None), not share),
            (_("Share of all that each said"), address(request, measure="share"), share),
        ],
        "sorts": [
            (_("Newest"), address(request, sort=None), newest),
            (_("Oldest"), address(request, sort="oldest"), not newest),
        ],
        "countings": [
            (_("Every statement"), address(request, each=None), not once),
            (_("Every utterance, once"), address(request, each="utterance"), once),
        ],
    }


def understood(reading: LineReading) -> list[dict[str, Any]]:
    labels = {
        (part.node.field, part.node.value): part.label
        for part in reading.understood
        if isinstance(part.node, Only)
    }
    return described(
        describe(reading.tree, "statements", lambda f, v: labels.get((f, v)) or value_label(f, v))
    )


# Numbers


def measured(share: Any, as_share: bool) -> int:
    return int(share.per_cent if as_share else share.found)


def side_chart(text: str, one: SideFound, times: Sequence[TimeSpan], share: bool, top: int) -> Chart | None:
    """Return the bars of a side, as tall as those of the others are for the same number."""
    rows = [
        (
            label_of_time(time, n),
            time_in_words(time),
            measured(one.times[n], share),
            search_of(text, one.side, time=time),
            False,
        )
        for n, time in enumerate(times)
    ]
    return bar_chart(rows, 84, "per cent" if share else "statement", top)


def label_of_time(time: TimeSpan, number: int) -> str:
    if len(time.first) == 7:
        month = int(time.first[5:])
        short = str(MONTHS_3[month])[:1].upper()
        return f"’{time.first[2:4]}" if month == 1 or number == 0 else short
    return f"’{time.first[2:]}"


def time_in_words(time: TimeSpan) -> str:
    if len(time.first) == 7:
        return f"{MONTHS[int(time.first[5:])]} {time.first[:4]}"
    return time.first if time.first == time.last else f"{time.first} to {time.last}"


def rows_of_table(found: SideBySide) -> Iterator[tuple[str, list[Any]]]:
    for n, time in enumerate(found.times):
        yield time_in_words(time), [one.times[n] for one in found.sides]


def search_of(text: str, side: Side, word: str = "", time: TimeSpan | None = None) -> str:
    """Return the address of the search for what a side said, in one time, or with one word more."""
    first, last = (day.isoformat() if day else "" for day in side.span)
    if time is not None and side.field != "time":
        first, last = time.first, time.last
    elif time is not None:  # a side's own days bound the first and the last of the bars
        first, last = max(time.first, first), min(time.last + "~", last or "9999")
        last = last.rstrip("~")
    asked = {
        "q": " ".join(filter(None, (text, word))),
        side.field: side.slug,
        "from": first,
        "to": last,
        "each": "1",
    }
    return f"{reverse('search')}?{urlencode({k: v for k, v in asked.items() if v and k != 'time'})}"


def position_of(text: str, side: Side) -> str:
    """Return the page that follows a speaker's position on the search; "" for what is no speaker, or no search."""
    if side.field != "speaker" or not text:
        return ""
    return f"{reverse('speaker-position', args=[side.slug])}?{urlencode({'q': text})}"


# Statements


def months_shown(listed: Sequence[Any], sides: Sequence[Side], reading: LineReading) -> Iterator[MonthShown]:
    """Yield the statements of a page month by month, in a column for each side."""
    rows = by_pk(cards_with, {one.quote for one in listed})
    here = [one for one in listed if one.quote in rows]
    for name, inside in groupby(here, key=lambda one: month_name(rows[one.quote])):
        those = list(inside)
        yield MonthShown(
            name,
            [
                (side, cards([rows[one.quote] for one in those if one.side == n], reading.tree))
                for n, side in enumerate(sides)
            ],
        )


def month_name(quote: Quote) -> str:
    if not quote.date:
        return _("No date in the source")
    return dated(quote.date, "year" if quote.date_precision == "year" else "month")


# What to try


def comparisons_to_try(statistics: Statistics) -> list[tuple[str, str]]:
    """Return comparisons that this archive can answer, as (name, address): of speakers, of outlets, of years."""
    return statistics.cached("comparisons to try", lambda: list(find_comparisons(statistics)))


def find_comparisons(statistics: Statistics) -> Iterator[tuple[str, str]]:
    named = Speaker.objects.public().filter(kind=Speaker.Kind.PERSON)
    outlets = Outlet.objects.filter(merged_into=None)
    for counts, rows, field in (
        (statistics.statements_of_speakers(), named, "speaker"),
        (statistics.statements_of_outlets(), outlets, "source"),
    ):
        best = sorted((pk for pk in counts if pk), key=lambda pk: -counts[pk])[:12]
        held = rows.in_bulk(best)
        pair = [held[pk] for pk in best if pk in held][:FEWEST_SIDES]
        if len(pair) == FEWEST_SIDES:
            sides = [("side", f"{field}:{row.slug}") for row in pair]
            yield " / ".join(str(row.name) for row in pair), f"{reverse('compare')}?{urlencode(sides)}"
    years = sorted({year for year, _month in statistics.months()})[-FEWEST_SIDES:]
    if len(years) == FEWEST_SIDES:
        sides = [("side", str(year)) for year in years]
        yield " / ".join(map(str, years)), f"{reverse('compare')}?{urlencode(sides)}"
