"""What is held and what is not, and how well it is read."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from statements.counts import statistics_of
from statements.extraction import VERSION
from statements.models import Article, Quote, Report, State

from .conditional import page
from .measured import FIGURES, MEASURED_ON


@page
def about(request: HttpRequest) -> HttpResponse:
    statistics = statistics_of(request)
    first, last = statistics.span()
    kinds, states = statistics.of_kinds(), statistics.of_states()
    languages = Article.objects.public().values_list("language").annotate(n=Count("pk")).order_by("-n")
    return render(
        request,
        "statements/about.html",
        {
            "counts": {
                "statements": statistics.statements(),
                "articles": statistics.articles(),
                "sources": statistics.sources(),
            },
            "states": {
                "machine": states.get(State.EXTRACTED, 0),
                "reviewed": states.get(State.CURATED, 0),
            },
            "kinds": [(label, kinds.get(kind, 0)) for kind, label in Quote.Kind.choices],
            "unattributed": statistics.statements_of_speakers().get(None, 0),
            "undated": statistics.undated(),
            "first": first,
            "last": last,
            "languages_held": statistics.cached("languages", lambda: list(languages)),
            "engine": VERSION,
            "figures": FIGURES,
            "measured_on": MEASURED_ON,
            "reports": Report.objects.filter(state=Report.State.DONE).count(),
        },
    )
