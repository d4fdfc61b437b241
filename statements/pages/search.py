"""The page of results, and names while somebody types."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from statements.search.find import Unavailable
from statements.search.measured import count_found, count_search
from statements.search.suggest import suggestions

from .away import search_away
from .conditional import page
from .paging import clean
from .results import results_page


@page
def search(request: HttpRequest) -> HttpResponse:
    try:
        context, status = results_page(request)
    except Unavailable as error:
        count_search("unavailable")
        return search_away(
            request,
            error,
            "a search could not be answered",
            _("Search cannot answer just now"),
            _(
                "%(why)s Nothing is lost: speakers, dates, events, sources and every statement can be read meanwhile."
            ),
        )
    if "fault" in context:
        count_search("refused")
    else:
        count_found(context["total"])
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
    response["Cache-Control"] = "private, max-age=10"
    return response
