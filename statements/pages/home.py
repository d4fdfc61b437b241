"""The home page: what is held, the latest statements, the archive by month."""

import re
from collections import Counter
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from statements.counts import cards_with, statistics_of
from statements.models import Event, Quote, Speaker
from statements.publishing import structured
from statements.search.find import QueryFault, Unavailable, find

from .asked import by_pk
from .charts import month_matrix
from .conditional import page
from .dates import month_url
from .site import base_of
from .words import cards

LATEST = 6  # statements
OF_ONE_OUTLET = 2


@page
def home(request: HttpRequest) -> HttpResponse:
    statistics = statistics_of(request)
    chosen = statistics.cached("latest", of_latest_articles)
    latest = by_pk(cards_with, chosen)
    (first, _), (last, _) = statistics.span()
    return render(
        request,
        "statements/home.html",
        {
            "cards": cards(latest[pk] for pk in chosen if pk in latest),
            "counts": {
                "statements": statistics.statements(),
                "articles": statistics.articles(),
                "sources": statistics.sources(),
                "first": first,
                "last": last,
            },
            "events": statistics.most(Event, 5),
            "speakers": statistics.most(Speaker, 6),
            "matrix": month_matrix(statistics.months(), month_url, statistics.of_years_alone()),
            "examples": statistics.cached(("examples", get_language()), lambda: examples(request)),
            "structured": structured.script(
                {
                    "@type": "WebSite",
                    "name": "On Record",
                    "url": base_of(request) + reverse("home"),
                    "potentialAction": {
                        "@type": "SearchAction",
                        "target": f"{base_of(request)}{reverse('search')}?q={{query}}",
                        "query-input": "required name=query",
                    },
                }
            ),
        },
    )


def of_latest_articles() -> list[int]:
    """Return one statement of each of the latest articles, newest first: quoted and with a speaker, where there is one.

    An outlet has two of them at most, unless there are no others.
    """
    found: dict[int, int] = {}  # of each statement, its article
    for quoted in (True, False):
        seen = set(found.values())
        outlets: Counter[int | None] = Counter()
        spare: list[tuple[int, int]] = []
        for pk, article, outlet in newest_rows(quoted):
            if len(found) == LATEST or len(spare) == LATEST:
                break
            if article in seen:
                continue
            seen.add(article)
            outlets[outlet] += 1
            if outlet is not None and outlets[outlet] > OF_ONE_OUTLET:
                spare.append((pk, article))
            else:
                found[pk] = article
        found |= spare[: LATEST - len(found)]
        if len(found) == LATEST:
            break
    return list(found)


def newest_rows(quoted: bool) -> Iterator[tuple[int, int, int | None]]:
    """Yield (number, article, outlet) of statements by date, the newest first; only those `quoted` from a speaker.

    They come by the index of dates in growing pieces: asked for without some articles, SQLite sorts all there are.
    """
    rows = Quote.objects.public().newest_first()
    if quoted:
        rows = rows.exclude(kind=Quote.Kind.INDIRECT).exclude(speaker=None)
    start, end = 0, 200
    while piece := list(rows.values_list("pk", "article", "article__outlet")[start:end]):
        yield from piece
        start, end = end, end * 4


def examples(request: HttpRequest) -> list[tuple[str, str]]:
    """Return three searches that find something here, each showing another way to ask: (query, in words)."""
    statistics = statistics_of(request)
    offers = []
    for speaker in statistics.most(Speaker, 1, kind="person"):
        name = speaker.name.split()[-1]
        offers.append(
            (f"speaker:{name.lower()} kind:direct", _("what %(name)s was quoted as saying") % {"name": name})
        )
    for event in statistics.most(Event, 20):
        if event.place:
            place = re.split("[ ,]", event.place)[-1]
            offers.append((f"place:{place.lower()}", _("said at or about %(place)s") % {"place": place}))
            break
    (_first, _known), (last, _precision) = statistics.span()
    if last:
        offers.append(
            (f"talks OR agreement year:{last.year}", _("either word, in %(year)s") % {"year": last.year})
        )
        offers.append((f"from:{last.year}", _("said or published from %(year)s on") % {"year": last.year}))
    try:
        return [offer for offer in offers if find(Quote, offer[0], size=1).total][:3]
    except (Unavailable, QueryFault):
        return []
