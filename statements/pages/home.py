"""The home page: what is held, the latest statements, the archive by month."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from statements.counts import statistics_of
from statements.models import Event, Quote, Speaker
from statements.publishing import structured
from statements.search.find import QueryFault, Unavailable, find

from .charts import month_matrix
from .conditional import page
from .dates import month_url
from .site import base_of
from .words import cards


@page
def home(request: HttpRequest) -> HttpResponse:
    statistics = statistics_of(request)
    quotes = Quote.objects.public()
    latest = quotes.exclude(kind=Quote.Kind.INDIRECT).exclude(speaker=None).with_parts().newest_first()[:6]
    (first, _), (last, _) = statistics.span()
    return render(
        request,
        "statements/home.html",
        {
            "cards": cards(latest),
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
            "examples": statistics.cached("examples", lambda: examples(request)),
            "structured": structured.script(
                {
                    "@type": "WebSite",
                    "name": "On Record",
                    "url": base_of(request) + "/",
                    "potentialAction": {
                        "@type": "SearchAction",
                        "target": f"{base_of(request)}{reverse('search')}?q={{query}}",
                        "query-input": "required name=query",
                    },
                }
            ),
        },
    )


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
