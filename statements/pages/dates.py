"""The archive by year, month and day."""

import calendar
from datetime import date
from itertools import groupby

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from statements.counts import count_statements, statistics_of
from statements.models import Article, Event, Quote

from .charts import month_matrix, month_weeks
from .conditional import page
from .paging import paged
from .words import cards


def month_url(year: int, month: int) -> str:
    return reverse("dates-month", args=[year, month])


@page
def dates_overview(request: HttpRequest) -> HttpResponse:
    statistics = statistics_of(request)
    return render(
        request,
        "statements/dates.html",
        {
            "matrix": month_matrix(statistics.months(), month_url, statistics.of_years_alone()),
            "undated": statistics.undated(),
        },
    )


@page
def dates_undated(request: HttpRequest) -> HttpResponse:
    """What no day, month or year is known of, article by article, each with why."""
    quotes = Quote.objects.public().filter(date=None)
    shown, pages = paged(
        request,
        quotes.with_parts().order_by("article_id", "start"),
        count=statistics_of(request).undated(),
    )
    listed = list(shown.object_list)
    articles = Article.objects.with_outlet().light().in_bulk({quote.article_id for quote in listed})
    groups = [
        (articles[pk], cards(group))
        for pk, group in groupby(listed, key=lambda quote: quote.article_id)
        if pk in articles
    ]
    context = {"groups": groups, "pager": pages, "total": shown.paginator.count}
    return render(request, "statements/dates_undated.html", context)


def day_url(day: date) -> str:
    return reverse("dates-day", args=[day.year, day.month, day.day])


def check_date(year: int, month: int = 1, day: int = 1) -> date:
    try:
        if not 1 <= year <= 9998:
            raise ValueError(year)
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404(
            _("There is no such day as %(year)s-%(month)s-%(day)s in the calendar.")
            % {"year": year, "month": f"{month:02d}", "day": f"{day:02d}"}
        ) from None


def neighbours(request: HttpRequest, first: date, last: date) -> dict[str, date | None]:
    """Return the nearest days with something before and after a stretch."""
    days = [day for day, precision, _ in statistics_of(request).days() if precision in {"day", "minute"}]
    return {
        "previous": max((day for day in days if day < first), default=None),
        "next": min((day for day in days if day > last), default=None),
    }


@page
def dates_year(request: HttpRequest, year: int) -> HttpResponse:
    first = check_date(year)
    statistics = statistics_of(request)
    counts, by_month = statistics.by_day(year), statistics.months()
    top = max(counts.values(), default=0)
    months = [
        {
            "name": str(MONTHS[month]),
            "total": by_month.get((year, month), 0),
            "url": reverse("dates-month", args=[year, month]),
            "weeks": month_weeks(year, month, counts, top, day_url),
        }
        for month in range(1, 13)
    ]
    alone = statistics.of_years_alone().get(year, 0)
    loose = (
        Quote.objects.public().filter(date__year=year, date_precision="year")
        if alone
        else Quote.objects.none()
    )
    context = {
        "year": year,
        "months": months,
        "strip": month_matrix(
            {key: n for key, n in by_month.items() if key[0] == year},
            month_url,
            {year: alone} if alone else {},
        ),
        "total": sum(by_month.get((year, month), 0) for month in range(1, 13)) + alone,
        "alone": alone,
        "cards": cards(loose.with_parts().order_by("article_id", "start")[:40]),
        "around": neighbours(request, first, date(year, 12, 31)),
        "busiest": sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:5],
    }
    return render(request, "statements/dates_year.html", context)


@page
def dates_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = check_date(year, month)
    last = date(year, month, calendar.monthrange(year, month)[1])
    counts = statistics_of(request).by_day(year, month)
    quotes = (
        Quote.objects.public()
        .filter(date__gte=first, date__lte=last)
        .exclude(date_precision="year")
        .with_parts()
        .order_by("date", "article_id", "start")
    )
    shown, pages = paged(request, quotes)
    return render(
        request,
        "statements/dates_month.html",
        {
            "first": first,
            "month": {
                "name": str(MONTHS[month]),
                "total": statistics_of(request).months().get((year, month), 0),
                "weeks": month_weeks(year, month, counts, max(counts.values(), default=0), day_url),
            },
            "cards": cards(shown.object_list),
            "pager": pages,
            "total": shown.paginator.count,
            "around": neighbours(request, first, last),
            "events": Event.objects.public()
            .filter(start__lte=last, precision__in=["day", "month"])
            .filter(Q(end__gte=first) | Q(start__gte=first))
            .order_by("start"),
        },
    )


@page
def dates_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    there = check_date(year, month, day)
    quotes = Quote.objects.public().filter(date=there, date_precision__in=["day", "minute"])
    shown, pages = paged(request, quotes.with_parts().order_by("article_id", "start"))
    return render(
        request,
        "statements/dates_day.html",
        {
            "day": there,
            "cards": cards(shown.object_list),
            "pager": pages,
            "total": shown.paginator.count,
            "around": neighbours(request, there, there),
            "events": Event.objects.public()
            .filter(precision="day")
            .filter(Q(start=there) | Q(start__lte=there, end__gte=there)),
            "articles": count_statements(
                Article.objects.public()
                .filter(published=there, published_precision__in=["day", "minute"])
                .with_outlet()
                .light()[:60]
            ),
        },
    )
