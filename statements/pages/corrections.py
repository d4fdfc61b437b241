"""What was corrected, for all to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from statements.counts import statistics_of
from statements.history.corrections import acts_in_words, corrections_made

from .conditional import page
from .paging import paged


@page
def corrections(request: HttpRequest) -> HttpResponse:
    statistics = statistics_of(request)
    total = statistics.cached("corrections", lambda: corrections_made().count())
    shown, pages = paged(request, corrections_made(), 30, count=total)
    return render(
        request,
        "statements/corrections.html",
        {"acts": acts_in_words(list(shown.object_list)), "pager": pages, "total": total},
    )
