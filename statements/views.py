"""The pages. Each chooses a queryset and a template; all of them start from what is public."""

import calendar
import logging
import re
from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db import DatabaseError, connection
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from .display import (
    bar_chart,
    cards,
    evidence_of,
    month_matrix,
    month_weeks,
    paragraphs_of,
    words_of,
)
from .extraction.attribution_rules import RULES
from .extraction.lexicon import countries
from .models import Article, Event, Outlet, Quote, Revision, Speaker, State
from .paging import address, clean, paged
from .search.find import Unavailable
from .search.maintenance import state
from .search.queue import report_damage
from .search.suggest import suggestions
from .search_page import results_page

logger = logging.getLogger(__name__)

PAGE = 20
DEEPEST = 500  # pages of results that can be leafed to
COUNTRY_NAMES = {country.code: country.name for country in countries()}


# Home


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    quotes = Quote.objects.public()
    latest = quotes.exclude(kind=Quote.Kind.INDIRECT).exclude(speaker=None).with_parts().newest_first()[:6]
    span = quotes.aggregate(first=Min("date"), last=Max("date"))
    return render(
        request,
        "statements/home.html",
        {
            "cards": cards(latest),
            "counts": {
                "statements": quotes.count(),
                "articles": Article.objects.public().count(),
                "sources": Outlet.objects.filter(articles__in=Article.objects.public()).distinct().count(),
                **span,
            },
            "events": Event.objects.public()
            .with_counts()
            .filter(statements__gt=0)
            .order_by("-statements", "name")[:5],
            "speakers": Speaker.objects.public()
            .with_counts()
            .filter(statements__gt=0)
            .order_by("-statements", "name")[:6],
            "matrix": month_matrix(counts_by_month(quotes), lambda y, m: reverse("dates-month", args=[y, m])),
            "examples": examples(),
        },
    )


def examples() -> list[str]:
    """Return three searches that find something here, each showing another way to ask."""
    speaker = Speaker.objects.public().filter(kind="person").with_counts().order_by("-statements").first()
    event = (
        Event.objects.public()
        .with_counts()
        .exclude(place="")
        .filter(statements__gt=0)
        .order_by("-statements")
        .first()
    )
    last = Quote.objects.public().aggregate(last=Max("date"))["last"]
    found = []
    if speaker and speaker.statements:
        found.append(f"speaker:{speaker.name.split()[-1].lower()} kind:direct")
    if event:
        found.append(f"place:{re.split('[ ,]', event.place)[-1].lower()}")
    if last:
        found.append(f"talks OR agreement year:{last.year}")
    return found


def counts_by_month(quotes: Any) -> dict[tuple[int, int], int]:
    rows = (
        quotes.filter(date__isnull=False, date_precision__in=["day", "month", "minute"])
        .annotate(y=ExtractYear("date"), m=ExtractMonth("date"))
        .values_list("y", "m")
        .annotate(n=Count("id"))
        .order_by()
    )
    return {(y, m): n for y, m, n in rows}


# Search


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    try:
        context, status = results_page(request)
    except Unavailable as error:
        logger.error("a search could not be answered: %s", error)
        report_damage()
        return error_page(
            request,
            503,
            "Search cannot answer just now",
            "The search index is being mended, which takes from seconds to some minutes. Nothing is lost: "
            "speakers, dates, events, sources and every statement can be read meanwhile.",
        )
    return render(request, "statements/search.html", context, status=status)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Names that begin as typed, for the search box: {"suggestions": [{kind, label, detail, url, query}]}."""
    text = clean(request.GET.get("q", ""))[:100]
    try:
        found = suggestions(text)
    except Unavailable:
        found = []  # the box works without
    response = JsonResponse(
        {
            "suggestions": [
                {**asdict(one), "url": f"{reverse('search')}?{urlencode({'q': one.query})}"} for one in found
            ]
        }
    )
    response["Cache-Control"] = "public, max-age=60"
    return response


# One statement


@require_safe
def quote_detail(request: HttpRequest, uid: str) -> HttpResponse:
    quote = get_object_or_404(
        Quote.objects.select_related(
            "speaker", "article", "article__outlet", "article__agency", "article__source", "relayed_by"
        ),
        uid=uid,
    )
    if quote.state == State.REJECTED or quote.article.state == State.REJECTED:
        return render(request, "statements/withdrawn.html", {"quote": quote}, status=410)
    events = list(quote.events.all())
    at_event = (
        Quote.objects.public()
        .filter(events__in=events)
        .exclude(pk=quote.pk)
        .with_parts()
        .newest_first()
        .distinct()[:3]
        if events
        else []
    )
    rule = RULES.get(quote.rule)
    inside = list(
        Quote.objects.public().filter(article=quote.article).order_by("start").values_list("uid", flat=True)
    )
    place = inside.index(quote.uid)
    return render(
        request,
        "statements/quote_detail.html",
        {
            "quote": quote,
            "words": words_of(quote),
            "article": quote.article,
            "evidence": evidence_of(quote),
            "because": rule.because if rule else "",
            "events": events,
            "at_event": cards(at_event),
            "number": place + 1,
            "previous": inside[place - 1] if place else None,
            "next": inside[place + 1] if place + 1 < len(inside) else None,
            "history": history("quote", quote.pk),
            "permalink": request.build_absolute_uri(quote.get_absolute_url()),
            "elsewhere": cards(same_words_elsewhere(quote)),
            "segments": quote.segments,
        },
    )


def same_words_elsewhere(quote: Quote) -> list[Quote]:
    """Return statements of other articles with the same words."""
    return list(
        Quote.objects.public()
        .filter(fingerprint=quote.fingerprint)
        .exclude(article=quote.article)
        .with_parts()
        .newest_first()[:5]
    )


def history(table: str, row: int) -> list[dict[str, Any]]:
    """Return what happened to a row, in plain words, the latest first."""
    acts = {
        "edit": "Corrected by an editor",
        "approve": "Reviewed by an editor",
        "withdraw": "Withdrawn by an editor",
        "hand back": "Handed back to the machine reading",
        "add": "Added by an editor",
    }
    lines = []
    for revision in Revision.objects.filter(table=table, row=row):
        lines.append(
            {
                "at": revision.at,
                "text": acts.get(revision.action, revision.action.capitalize()),
                "why": revision.why,
            }
        )
    return lines


# Articles


@require_safe
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.with_outlet().select_related("source"), pk=pk)
    if article.state == State.REJECTED:
        return render(request, "statements/withdrawn.html", {"article": article}, status=410)
    quotes = list(
        Quote.objects.public().filter(article=article).select_related("speaker").order_by("start", "id")
    )
    return render(
        request,
        "statements/article_detail.html",
        {
            "article": article,
            "paragraphs": paragraphs_of(article, quotes),
            "quotes": list(enumerate(quotes, start=1)),
            "events": article.events.filter(state__in=[State.EXTRACTED, State.CURATED]),
            "junk": [article.text[s:e] for s, e in article.junk],
        },
    )


@require_safe
def article_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, never as a page of their own."""
    article = get_object_or_404(Article.objects.public().select_related("source"), pk=pk)
    response = HttpResponse(
        bytes(article.source.data), content_type=f"text/plain; charset={article.encoding}"
    )
    response["Content-Disposition"] = f'inline; filename="article-{article.pk}.txt"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


# Speakers


class SpeakerList(ListView):
    template_name = "statements/speaker_list.html"
    context_object_name = "speakers"

    def get_queryset(self) -> Any:
        speakers = Speaker.objects.public().with_counts().filter(statements__gt=0)
        kind = self.request.GET.get("kind")
        if kind in Speaker.Kind.values:
            speakers = speakers.filter(kind=kind)
        return speakers.order_by(
            *(["-statements", "name"] if self.request.GET.get("sort") == "most" else ["name"])
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, pages = paged(self.request, self.get_queryset())
        kinds = (
            Speaker.objects.public()
            .filter(quotes__in=Quote.objects.public())
            .values_list("kind")
            .annotate(n=Count("id", distinct=True))
            .order_by("kind")
        )
        labels = dict(Speaker.Kind.choices)
        return super().get_context_data(
            page=page,
            pager=pages,
            kinds=[(kind, labels[kind], n, address(self.request, kind=kind)) for kind, n in kinds],
            kind=self.request.GET.get("kind", ""),
            everyone=address(self.request, kind=None),
            sort="most" if self.request.GET.get("sort") == "most" else "name",
            sorts=[
                ("name", "By name", address(self.request, sort=None)),
                ("most", "Most statements", address(self.request, sort="most")),
            ],
            **kwargs,
        )


def roles_of(quotes: QuerySet[Quote]) -> list[dict[str, Any]]:
    """Return the commonest roles of a speaker with their years; "Envoy" at the head of a sentence is "envoy"."""
    rows = (
        quotes.exclude(role="")
        .values("role")
        .annotate(n=Count("id"), first=Min("date"), last=Max("date"))
        .order_by("-n")[:40]
    )
    merged: dict[str, dict[str, Any]] = {}
    for row in rows:
        held = merged.setdefault(row["role"].casefold(), {**row, "n": 0})
        held["n"] += row["n"]
        for edge, choose in (("first", min), ("last", max)):
            held[edge] = choose((day for day in (held[edge], row[edge]) if day), default=None)
    return sorted(merged.values(), key=lambda row: -row["n"])[:8]


@require_safe
def speaker_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    speaker = get_object_or_404(Speaker.objects.select_related("merged_into"), slug=slug)
    if speaker.merged_into:
        return redirect(speaker.merged_into, permanent=True)
    if speaker.state == State.REJECTED:
        return render(request, "statements/withdrawn.html", {"speaker": speaker}, status=410)
    quotes = Quote.objects.public().by(speaker)
    year = request.GET.get("year", "")
    chosen = quotes.filter(date__year=int(year)) if re.fullmatch(r"\d{4}", year) and int(year) else quotes
    page, pages = paged(request, chosen.with_parts().newest_first())
    years = Counter(
        dict(
            quotes.exclude(date=None)
            .annotate(y=ExtractYear("date"))
            .values_list("y")
            .annotate(n=Count("id"))
            .order_by()
        )
    )
    rows = (
        [
            (f"’{y % 100:02d}", str(y), years[y], address(request, year=str(y)), year == str(y))
            for y in range(min(years), max(years) + 1)
        ]
        if years
        else []
    )
    roles = roles_of(quotes)
    return render(
        request,
        "statements/speaker_detail.html",
        {
            "speaker": speaker,
            "country": COUNTRY_NAMES.get(speaker.country, speaker.country),
            "aliases": [a.name for a in speaker.aliases.all() if a.name != speaker.name],
            "cards": cards(page.object_list),
            "pager": pages,
            "total": quotes.count(),
            "shown": page.paginator.count,
            "year": year if chosen is not quotes else "",
            "all_years": address(request, year=None),
            "chart": bar_chart(rows, 120),
            "roles": roles,
            "sources": Outlet.objects.filter(articles__quotes__in=quotes)
            .annotate(n=Count("articles__quotes", filter=Q(articles__quotes__speaker=speaker)))
            .order_by("-n")[:6],
            "events": Event.objects.public()
            .filter(quotes__in=quotes)
            .annotate(n=Count("quotes", filter=Q(quotes__speaker=speaker), distinct=True))
            .order_by("-n")[:6],
        },
    )


# Events


class EventList(ListView):
    template_name = "statements/event_list.html"
    context_object_name = "events"

    def get_queryset(self) -> Any:
        found = Event.objects.public().with_counts().filter(mentioned_in__gt=0)
        return found.order_by(F("start").desc(nulls_last=True), "name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, pages = paged(self.request, self.get_queryset())
        return super().get_context_data(page=page, pager=pages, **kwargs)


@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    event = get_object_or_404(Event.objects.select_related("merged_into"), slug=slug)
    if event.merged_into:
        return redirect(event.merged_into, permanent=True)
    if event.state == State.REJECTED:
        return render(request, "statements/withdrawn.html", {"event": event}, status=410)
    quotes = Quote.objects.public().filter(events=event).with_parts().order_by("date", "article_id", "start")
    phases: dict[str, list[Quote]] = {"before": [], "during": [], "after": [], "undated": []}
    last = event.end or event.start
    for quote in quotes[:300]:
        known = quote.date_precision in {"day", "minute"} and event.precision == "day"
        if quote.date is None or event.start is None or last is None or not known:
            phases["undated"].append(quote)
        elif quote.date < event.start:
            phases["before"].append(quote)
        elif quote.date > last:
            phases["after"].append(quote)
        else:
            phases["during"].append(quote)
    titles = {
        "before": "Before",
        "during": "During",
        "after": "After",
        "undated": "Statements" if event.precision != "day" else "Day not known",
    }
    return render(
        request,
        "statements/event_detail.html",
        {
            "event": event,
            "phases": [(name, titles[name], cards(rows)) for name, rows in phases.items() if rows],
            "total": sum(map(len, phases.values())),
            "articles": Article.objects.public()
            .filter(event_mentions__event=event)
            .with_outlet()
            .light()
            .with_counts(),
            "speakers": Speaker.objects.public()
            .filter(quotes__events=event, quotes__in=Quote.objects.public())
            .annotate(n=Count("quotes", filter=Q(quotes__events=event), distinct=True))
            .order_by("-n", "name")[:8],
            "people": participants(event),
        },
    )


def participants(event: Event) -> list[tuple[str, str]]:
    """Return who took part, each with the address of the speaker if the archive holds one."""
    known = {
        s.name: s.get_absolute_url() for s in Speaker.objects.public().filter(name__in=event.participants)
    }
    return [(name, known.get(name, "")) for name in event.participants]


# Dates


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    quotes = Quote.objects.public()
    return render(
        request,
        "statements/dates.html",
        {
            "matrix": month_matrix(counts_by_month(quotes), lambda y, m: reverse("dates-month", args=[y, m])),
            "undated": quotes.filter(date=None).count(),
            "articles_undated": Article.objects.public().filter(published=None).with_outlet().light()[:20],
        },
    )


def day_counts(year: int, month: int | None = None) -> dict[date, int]:
    quotes = Quote.objects.public().filter(date__year=year, date_precision__in=["day", "minute"])
    if month:
        quotes = quotes.filter(date__month=month)
    return dict(quotes.values_list("date").annotate(n=Count("id")).order_by())


def day_url(day: date) -> str:
    return reverse("dates-day", args=[day.year, day.month, day.day])


def check_date(year: int, month: int = 1, day: int = 1) -> date:
    try:
        if not 1 <= year <= 9998:
            raise ValueError(year)
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404(f"There is no such day as {year}-{month:02d}-{day:02d} in the calendar.") from None


def neighbours(first: date, last: date) -> dict[str, date | None]:
    """Return the nearest days with something before and after a stretch."""
    quotes = Quote.objects.public().filter(date_precision__in=["day", "minute"])
    return {
        "previous": quotes.filter(date__lt=first).aggregate(d=Max("date"))["d"],
        "next": quotes.filter(date__gt=last).aggregate(d=Min("date"))["d"],
    }


@require_safe
def dates_year(request: HttpRequest, year: int) -> HttpResponse:
    first = check_date(year)
    counts = day_counts(year)
    top = max(counts.values(), default=0)
    months = []
    for month in range(1, 13):
        total = sum(n for day, n in counts.items() if day.month == month)
        months.append(
            {
                "name": calendar.month_name[month],
                "total": total,
                "url": reverse("dates-month", args=[year, month]),
                "weeks": month_weeks(year, month, counts, top, day_url),
            }
        )
    around = neighbours(first, date(year, 12, 31))
    context = {
        "year": year,
        "months": months,
        "total": sum(counts.values()),
        "around": around,
        "busiest": sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:5],
    }
    return render(request, "statements/dates_year.html", context)


@require_safe
def dates_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = check_date(year, month)
    last = date(year, month, calendar.monthrange(year, month)[1])
    counts = day_counts(year, month)
    quotes = (
        Quote.objects.public()
        .filter(date__gte=first, date__lte=last)
        .exclude(date_precision="year")
        .with_parts()
        .order_by("date", "article_id", "start")
    )
    page, pages = paged(request, quotes)
    return render(
        request,
        "statements/dates_month.html",
        {
            "first": first,
            "month": {
                "name": calendar.month_name[month],
                "total": sum(counts.values()),
                "weeks": month_weeks(year, month, counts, max(counts.values(), default=0), day_url),
            },
            "cards": cards(page.object_list),
            "pager": pages,
            "total": page.paginator.count,
            "around": neighbours(first, last),
            "events": Event.objects.public()
            .filter(start__lte=last)
            .filter(Q(end__gte=first) | Q(start__gte=first))
            .order_by("start"),
        },
    )


@require_safe
def dates_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    there = check_date(year, month, day)
    quotes = Quote.objects.public().filter(date=there, date_precision__in=["day", "minute"])
    page, pages = paged(request, quotes.with_parts().order_by("article_id", "start"))
    return render(
        request,
        "statements/dates_day.html",
        {
            "day": there,
            "cards": cards(page.object_list),
            "pager": pages,
            "total": page.paginator.count,
            "around": neighbours(there, there),
            "events": Event.objects.public()
            .filter(precision="day")
            .filter(Q(start=there) | Q(start__lte=there, end__gte=there)),
            "articles": Article.objects.public()
            .filter(published=there, published_precision__in=["day", "minute"])
            .with_outlet()
            .light()
            .with_counts(),
        },
    )


# Sources


class SourceList(ListView):
    template_name = "statements/source_list.html"
    context_object_name = "sources"

    def get_queryset(self) -> Any:
        return (
            Outlet.objects.annotate(
                n=Count("articles", filter=~Q(articles__state=State.REJECTED), distinct=True),
                credits=Count("credited", filter=~Q(credited__state=State.REJECTED), distinct=True),
                relays=Count("relayed", filter=~Q(relayed__state=State.REJECTED), distinct=True),
            )
            .filter(Q(n__gt=0) | Q(credits__gt=0) | Q(relays__gt=0))
            .order_by("name")
        )


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    outlet = get_object_or_404(Outlet, slug=slug)
    articles = (
        Article.objects.public()
        .filter(Q(outlet=outlet) | Q(agency=outlet))
        .with_outlet()
        .light()
        .with_counts()
        .order_by(F("published").desc(nulls_last=True), "-id")
    )
    page, pages = paged(request, articles)
    quotes = Quote.objects.public().filter(article__outlet=outlet)
    return render(
        request,
        "statements/source_detail.html",
        {
            "outlet": outlet,
            "page": page,
            "pager": pages,
            "total": page.paginator.count,
            "statements": quotes.count(),
            "relayed": cards(
                Quote.objects.public().filter(relayed_by=outlet).with_parts().newest_first()[:5]
            ),
            "speakers": Speaker.objects.public()
            .filter(quotes__in=quotes)
            .annotate(n=Count("quotes", filter=Q(quotes__article__outlet=outlet), distinct=True))
            .order_by("-n", "name")[:8],
        },
    )


# The rest


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    quotes = Quote.objects.public()
    return render(
        request,
        "statements/about.html",
        {
            "states": {
                "machine": quotes.filter(state=State.EXTRACTED).count(),
                "reviewed": quotes.filter(state=State.CURATED).count(),
            },
            "kinds": [(label, quotes.filter(kind=kind).count()) for kind, label in Quote.Kind.choices],
            "unattributed": quotes.filter(speaker=None).count(),
            "undated": quotes.filter(date=None).count(),
            "span": quotes.aggregate(first=Min("date"), last=Max("date")),
            "languages": Article.objects.public()
            .values_list("language")
            .annotate(n=Count("id"))
            .order_by("-n"),
        },
    )


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive if it answers at all; ready if database and index do.

    `index` says how the index is: "ok", "late" (a change waits longer than a minute: is the indexer
    running?), "damaged" (it is being made anew) or "missing". Late is ready: what is found is right.
    """
    report: dict[str, Any] = {"alive": True, "database": False, "index": {"state": "not known"}}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            report["database"] = cursor.fetchone() == (1,)
        report["index"] = state()
    except DatabaseError as error:
        logger.error("the database does not answer: %s", error)
    ready = report["database"] and report["index"]["state"] in {"ok", "late"}
    return JsonResponse({"ready": ready, **report}, status=200 if ready else 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /admin/\nDisallow: /search/\n", content_type="text/plain")


def error_page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "statements/error.html", {"title": title, "text": text}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(
        request,
        400,
        "That request could not be read",
        "Something in the address or the form is not as it has to be.",
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, "That is not open to you", "If you are an editor, sign in and try again.")


def forbidden_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(
        request,
        403,
        "That form could not be taken",
        "It was open too long, or cookies are off. Go back, load the page again and send it once more.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = (
        str(exception)
        if isinstance(exception, Http404)
        and "matches the given query" not in str(exception)
        and "{" not in str(exception)
        else ""
    )
    return error_page(
        request,
        404,
        "Nothing is at this address",
        reason
        or "The address of a statement is permanent here, and one that was withdrawn still says so. Most likely a letter was lost on the way.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("statements/500.html"), status=500)  # asks nothing of the database
