"""Outlets: the list, and each one's articles."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from statements.counts import count_statements, statistics_of, tally
from statements.models import Article, Outlet, Quote, Speaker

from .conditional import page
from .paging import paged
from .taking import to_take
from .words import cards


@page
def source_list(request: HttpRequest) -> HttpResponse:
    statistics = statistics_of(request)
    articles, credits = statistics.articles_of_outlets(), statistics.articles_of_agencies()
    statements = statistics.statements_of_outlets()
    relays = statistics.cached("relays", relays_of_all)
    relayed: Counter[int] = Counter()
    for (_, agency), n in relays.items():
        relayed[agency] += n
    listed = []
    outlets: Iterable[Any] = Outlet.objects.order_by("name")
    for outlet in outlets:
        outlet.n, outlet.credits = articles.get(outlet.pk, 0), credits.get(outlet.pk, 0)
        outlet.relays, outlet.statements = relayed[outlet.pk], statements.get(outlet.pk, 0)
        if outlet.n or outlet.credits or outlet.relays:
            listed.append(outlet)
    names = {outlet.pk: outlet for outlet in listed}
    pairs = [
        (names[by], names[of], n) for (by, of), n in relays.most_common(40) if by in names and of in names
    ]
    return render(request, "statements/source_list.html", {"sources": listed, "relays": pairs})


def relays_of_all() -> Counter[tuple[int, int]]:
    """Return how many statements each outlet printed as relayed by another: {(outlet, relayed by): n}."""
    rows = (
        Quote.objects.public()
        .filter(relayed_by__isnull=False)  # so that SQLite takes the index: not with "exclude"
        .order_by()
        .values_list("article__outlet", "relayed_by")
        .annotate(n=Count("pk"))
    )
    return Counter({(by, of): n for by, of, n in rows if by})


@page
def source_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    outlet = get_object_or_404(Outlet.objects.select_related("merged_into"), slug=slug)
    if outlet.merged_into:
        return redirect(outlet.merged_into, permanent=True)
    statistics = statistics_of(request)
    articles = (
        Article.objects.public()
        .filter(Q(outlet=outlet) | Q(agency=outlet))
        .with_outlet()
        .light()
        .order_by(F("published").desc(nulls_last=True), "-id")
    )
    count = statistics.cached(("articles", outlet.pk), articles.count)
    shown, pages = paged(request, articles, count=count)
    relays = statistics.cached("relays", relays_of_all)
    relayed = Quote.objects.public().filter(relayed_by=outlet)
    others = Outlet.objects.in_bulk([pk for pair in relays for pk in pair if outlet.pk in pair])

    def quoted_most() -> list[tuple[Speaker, int]]:
        counts = Counter(tally(Quote.objects.public().filter(article__outlet=outlet), "speaker"))
        counts.pop(None, None)
        best = counts.most_common(12)
        rows = Speaker.objects.public().in_bulk([pk for pk, _ in best])
        return [(rows[pk], n) for pk, n in best if pk in rows][:8]

    return render(
        request,
        "statements/source_detail.html",
        {
            "take": to_take(request, source=outlet.slug),
            "outlet": outlet,
            "articles": count_statements(shown.object_list),
            "pager": pages,
            "total": shown.paginator.count,
            "statements": statistics.statements_of_outlets().get(outlet.pk, 0),
            "relayed": cards(statistics.newest(("relayed", outlet.pk), relayed, 5)),
            "cites": [
                (others[of], n) for (by, of), n in relays.most_common() if by == outlet.pk and of in others
            ][:8],
            "cited_by": [
                (others[by], n) for (by, of), n in relays.most_common() if of == outlet.pk and by in others
            ][:8],
            "speakers": statistics.cached(("quoted most", outlet.pk), quoted_most),
        },
    )
