"""What happened: the list, and each event with what was said before, during and after it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.counts import statistics_of
from statements.dates import dated
from statements.history.decided import told_decided
from statements.models import Event, Quote, Speaker, State
from statements.publishing import structured

from .asked import by_pk, counts_about, event_called, events_with, one_or_404, public_speakers_with
from .charts import bar_chart, year_bars, years_in_words, years_of
from .citing import citation_file, how_to_cite
from .conditional import page
from .dates import day_url
from .happenings import article_mentions, how_it_stood, sources_of
from .paging import ROWS_OF_A_LIST, address, clean, paged
from .site import base_of
from .taking import to_take
from .withdrawn import withdrawn
from .words import Card, cards


@page
def event_list(request: HttpRequest) -> HttpResponse:
    statistics = statistics_of(request)
    articles, statements = statistics.articles_of_events(), statistics.statements_of_events()

    def look() -> list[tuple[int, str, int | None]]:
        rows = Event.objects.public().order_by(F("start").desc(nulls_last=True), "name")
        known = rows.values_list("pk", "kind", "start__year")
        return [row for row in known if row[0] in articles or row[0] in statements]

    everything = statistics.cached("events by date", look)
    kind, year = request.GET.get("kind", ""), clean(request.GET.get("year", ""))
    asked = years_of(year)
    of_every_kind = kind not in Event.Kind.values
    chosen = [
        pk
        for pk, its_kind, its_year in everything
        if (of_every_kind or its_kind == kind)
        and (asked is None or (its_year is not None and asked[0] <= its_year <= asked[1]))
    ]
    shown, pages = paged(request, chosen, ROWS_OF_A_LIST)
    rows = by_pk(events_with, list(shown.object_list))
    listed: list[Any] = [rows[pk] for pk in shown.object_list if pk in rows]  # one may have gone meanwhile
    for row in listed:
        row.statements, row.mentioned_in = statements.get(row.pk, 0), articles.get(row.pk, 0)
    labels = dict(Event.Kind.choices)
    kinds = Counter(kind for _, kind, _ in everything)
    years = Counter(year for _, _, year in everything if year)
    return render(
        request,
        "statements/event_list.html",
        {
            "events": listed,
            "page": shown,
            "pager": pages,
            "kind": kind,
            "kinds": [(one, labels[one], n, address(request, kind=one)) for one, n in kinds.most_common()],
            "every_kind": address(request, kind=None),
            "year": years_in_words(year) if asked else "",
            "chart": bar_chart(year_bars(request, years, year), noun="event"),
        },
    )


PHASES = {
    "before": gettext_lazy("Before"),
    "during": gettext_lazy("During"),
    "after": gettext_lazy("After"),
    "undated": gettext_lazy("Day not known"),
}
SHOWN_OF_A_PHASE = 40
SPOKE_MOST = 8  # speakers that are named, of an event and of each of its phases


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """What was said before, during or after an event: its statements, those that are shown, and who spoke most."""

    name: str
    title: str
    cards: list[Card]
    count: int
    speakers: list[tuple[Speaker, int]]


@dataclass(frozen=True, slots=True)
class ToldAbout:
    """What was said about an event, counted: by phase, by those who said most of all and of each phase, and by day."""

    totals: Counter[str]
    heard: dict[str, list[tuple[int, int]]]
    most: list[tuple[int, int]]
    days: Counter[date]


@page
def event_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    event = one_or_404(event_called(slug))
    if event.merged_into:
        return redirect(event.merged_into, permanent=True)
    if event.state == State.REJECTED:
        return withdrawn(request, event=event)
    statistics = statistics_of(request)
    quotes = Quote.objects.public().filter(events=event)
    told = statistics.cached(("told about", event.pk), lambda: told_about(event))
    totals, heard = told.totals, told.heard
    exact = quotes.filter(date_precision__in=["day", "minute"])
    last = event.end or event.start
    rows = {"undated": quotes}
    if event.start and event.precision == "day":
        rows = {
            "before": exact.filter(date__lt=event.start),
            "during": exact.filter(date__gte=event.start, date__lte=last),
            "after": exact.filter(date__gt=last),
            "undated": quotes.exclude(pk__in=exact.values("pk")),
        }
    speakers = by_pk(public_speakers_with, {pk for most in (told.most, *heard.values()) for pk, _n in most})

    def spoke_most(of: Sequence[tuple[int, int]]) -> list[tuple[Speaker, int]]:
        return [(speakers[pk], n) for pk, n in of if pk in speakers][:SPOKE_MOST]

    phases = []
    for name, title in PHASES.items():
        if totals[name]:
            order: list[Any] = [
                F("date").desc() if name == "before" else F("date").asc(nulls_last=True),
                "article_id",
                "start",
            ]
            shown = list(rows[name].with_parts().order_by(*order)[:SHOWN_OF_A_PHASE])
            if name == "before":  # the last before it are nearest to it
                shown.reverse()
            phases.append(
                Phase(
                    name=name,
                    title=str(title) if len(rows) > 1 else _("Statements"),
                    cards=cards(shown),
                    count=totals[name],
                    speakers=spoke_most(heard[name]),
                )
            )
    mentions = article_mentions(event)
    return render(
        request,
        "statements/event_detail.html",
        {
            "event": event,
            "phases": phases,
            "timeline": event_timeline(event, told.days),
            "total": sum(totals.values()),
            "shown": sum(len(phase.cards) for phase in phases),
            "history": how_it_stood(mentions),
            "sources": sources_of(mentions),
            "article_count": statistics.articles_of_events().get(event.pk, 0),
            "speakers": spoke_most(told.most),
            "people": participants(event),
            "by_editors": told_decided(event),
            "take": to_take(request, event=event.slug),
            "cite": how_to_cite(request, event, event.get_absolute_url() + "cite"),
            "structured": structured.script(structured.happening(event, base_of(request))),
        },
    )


def phase_of(event: Event, day: date | None, precision: str) -> str:
    """Return whether a day is before, during or after an event; "undated" where it cannot be said."""
    if day is None or event.start is None or event.precision != "day" or precision not in {"day", "minute"}:
        return "undated"
    if day < event.start:
        return "before"
    return "during" if day <= (event.end or event.start) else "after"


def told_about(event: Event) -> ToldAbout:
    """Count what was said about an event: all that its page tells of more statements than it lists."""
    totals: Counter[str] = Counter()
    heard: dict[str, Counter[int]] = {name: Counter() for name in PHASES}
    days: Counter[date] = Counter()
    for day, precision, speaker, count in counts_about(event.pk):
        phase = phase_of(event, day, precision)
        totals[phase] += count
        if speaker:
            heard[phase][speaker] += count
        if day is not None and phase != "undated":
            days[day] += count
    most = sum(heard.values(), Counter[int]()).most_common(SPOKE_MOST + 4)
    return ToldAbout(
        totals=totals,
        heard={name: counts.most_common(SPOKE_MOST + 4) for name, counts in heard.items()},
        most=most,
        days=days,
    )


def event_timeline(event: Event, known: Counter[date]) -> Any:
    """Return the statements about a dated event by day, as bars; days of the event itself are marked."""
    if event.start is None or len(known) < 2:
        return None
    first, last = min([*known, event.start]), max([*known, event.end or event.start])
    if (last - first).days > 45:
        return None
    rows = []
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        inside = event.start <= day <= (event.end or event.start)
        label = str(day.day) if n == 0 or day.day == 1 or n % 5 == 0 or inside else ""
        rows.append((label, dated(day), known[day], day_url(day), inside))
    return bar_chart(rows)


def participants(event: Event) -> list[tuple[str, str]]:
    """Return who took part, each with the address of the speaker if the archive holds one."""
    known = {
        s.name: s.get_absolute_url() for s in Speaker.objects.public().filter(name__in=event.participants)
    }
    return [(name, known.get(name, "")) for name in event.participants]


@page
def event_citation(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The citation of the page of an event as a file for a reference manager."""
    event = get_object_or_404(Event.objects.public(), slug=slug)
    return citation_file([event], request, form, event.slug)
