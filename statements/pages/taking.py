"""Taking results away: all statements of a search as a file or as a feed, and what the columns are.

The search gives the numbers of the rows, in order; the rows are then fetched by number, some hundred at a
time, so that a long list is never whole in memory and no cursor of the database stays open behind it.
"""

import heapq
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from statements.alerts.installed import alerts_are_sent
from statements.models import Article, Quote, State
from statements.publishing.citing import FILES
from statements.publishing.exports import TAKEN_STATEMENTS, WRITERS, table_schema
from statements.publishing.feeds import statement_entries, statements_feed
from statements.search.find import SORTS, Found, QueryFault, Unavailable, find
from statements.search.questions import read_as

from .away import no_answer
from .citing import citation_file
from .conditional import page
from .errors import error_page
from .filters import Filter, chosen_filters, grouping
from .paging import clean
from .site import base_of, never_cached

MOST = 100_000  # rows of a file that is waited for
MOST_CITED = 1000  # works of one file of citations
AT_ONCE = 2  # files that one worker makes beside its pages
CHUNK = 400
making = threading.BoundedSemaphore(AT_ONCE)


class FileInMaking:
    """A file while it is made: its pieces, and the place that it holds, which is given back at its end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.open = True

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        if self.open:
            self.open = False
            making.release()


def to_take(request: HttpRequest, **only: str) -> dict[str, Any]:
    """Return the addresses of the files and of the feed of what a page lists.

    Of a page of results that is what it asks for; `only` names a value of a filter instead: speaker="…".
    """
    left_out = ("page", "show", *(() if request.GET.get("each") == "utterance" else ("each",)))
    asked = (
        urlencode(only)
        if only
        else urlencode([(k, v) for k in request.GET if k not in left_out for v in request.GET.getlist(k)])
    )
    behind = f"?{asked}" if asked else ""
    return {
        "files": [(one.label, reverse("take-results", args=[one.name]) + behind) for one in WRITERS.values()],
        "citations": [(one.name, reverse("results-citation", args=[one.form]) + behind) for one in FILES],
        "feed": reverse("results-feed") + behind,
        "mail": reverse("alert-new") + behind if alerts_are_sent() else "",
    }


def search_in_words(request: HttpRequest, filters: list[Filter]) -> str:
    """Return what a search is called in a title: its words and its filters; "" for all statements."""
    text = clean(request.GET.get("q", ""))
    return "; ".join([*([f"“{text}”"] if text else []), *(one.label for one in filters)])


def found_statements(request: HttpRequest, most: int = MOST) -> Found:
    """Return the statements that an address asks for, the numbers of all of them; of each utterance the first
    alone, where it counts utterances. Raises what `find` raises."""
    text = clean(request.GET.get("q", ""))
    sort = request.GET.get("sort", "")
    filters = chosen_filters(request)
    narrow = tuple(one.line for one in filters if one.line)
    return find(
        Quote,
        read_as(text, Quote, narrow, request.GET.get("as") == "typed").tree,
        narrow=narrow,
        sort=sort if sort in SORTS else "relevance" if text else "newest",
        size=most,
        group="utterance" if grouping(request, filters) == "utterance" else "",
    )


def rows_in_order(ids: list[int], *more: str) -> Iterator[Quote]:
    """Yield statements by their numbers, with `more` columns; one that went away meanwhile is left out."""
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        rows = Quote.objects.public().filter(pk__in=some).with_cells(*more).in_bulk()
        yield from (rows[pk] for pk in some if pk in rows)


@require_safe
def take_results(request: HttpRequest, form: str) -> HttpResponseBase:
    """All statements that an address of results asks for, as a file."""
    if form not in WRITERS:
        raise Http404(_("Results come as “csv”, “xlsx” or “jsonl”."))
    try:
        found = found_statements(request)
    except QueryFault as fault:
        return error_page(request, 400, _("This search has a fault"), str(fault))
    except Unavailable as error:
        return no_answer(request, error, "a file of results could not be made")
    if found.counted > MOST:
        return in_background(
            request,
            form,
            _("This file is too large to wait for"),
            ngettext(
                "Up to %(most)s statements come at once, and this is %(n)s.",
                "Up to %(most)s statements come at once, and these are %(n)s.",
                found.counted,
            )
            % {"most": f"{MOST:,}", "n": f"{found.counted:,}"},
        )
    if request.method == "HEAD":
        return file_head(StreamingHttpResponse(()), form)  # how long it will be, nobody knows yet
    if not making.acquire(blocking=False):
        return in_background(
            request,
            form,
            _("Several files are being made just now"),
            _("Each takes some seconds. Try again in a moment, or have it made meanwhile."),
            status=503,
        )
    rows = TAKEN_STATEMENTS.of(rows_in_order(found.ids), base_of(request))
    pieces = WRITERS[form].write(TAKEN_STATEMENTS.columns, rows)
    return file_head(StreamingHttpResponse(FileInMaking(pieces)), form)


def in_background(request: HttpRequest, form: str, title: str, text: str, status: int = 200) -> HttpResponse:
    """Offer to make a file behind the pages. Nothing is made before somebody says so."""
    context = {"title": title, "text": text, "form": form, "asked": request.META.get("QUERY_STRING", "")}
    response = never_cached(render(request, "statements/in_background.html", context, status=status))
    if status == 503:
        response["Retry-After"] = "10"
    return response


def file_head(response: HttpResponseBase, form: str, name: str = "statements") -> HttpResponseBase:
    response["Content-Type"] = WRITERS[form].content_type
    response["Content-Disposition"] = f'attachment; filename="on-record-{name}.{form}"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def cite_results(request: HttpRequest, form: str) -> HttpResponse:
    """The statements that an address of results asks for, the first of them, as a file for a reference manager."""
    try:
        found = found_statements(request, MOST_CITED)
    except QueryFault as fault:
        return error_page(request, 400, _("This search has a fault"), str(fault))
    except Unavailable as error:
        return no_answer(request, error, "citations of results could not be made")
    rows = list(rows_in_order(found.ids))
    return citation_file(rows, request, form, "statements")


@require_safe
def statement_schema(request: HttpRequest) -> JsonResponse:
    """What the columns of such a file are, as a Frictionless Table Schema."""
    return JsonResponse(
        table_schema(TAKEN_STATEMENTS), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )


# Feeds

ENTRIES = 40
GONE = 20  # withdrawn statements that a feed tells of


@page
def results_feed(request: HttpRequest) -> HttpResponse:
    """The statements of a search that were read last, as Atom; those of somebody, of an event, of an outlet alike."""
    filters = chosen_filters(request)
    try:
        ids = heapq.nlargest(ENTRIES, found_statements(request).ids)  # rows are numbered as they come
    except QueryFault as fault:
        return error_page(request, 400, _("This search has a fault"), str(fault))
    except Unavailable as error:
        return no_answer(request, error, "a feed could not be made")
    gone = [] if request.GET.get("q") else gone_of(filters)
    rows = [*rows_in_order(ids, "passage"), *gone]
    base = base_of(request)
    asked = request.META.get("QUERY_STRING", "")
    named = search_in_words(request, filters)
    body = statements_feed(
        statement_entries(rows, base),
        title=_("On Record: %(search)s") % {"search": named} if named else _("On Record: all statements"),
        link=f"{base}{reverse('search')}?{asked}",
        address=request.build_absolute_uri(),
        identity=request.build_absolute_uri(),
    )
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def gone_of(filters: list[Filter]) -> list[Quote]:
    """Return the statements of somebody, of an event, of an outlet or of all that were withdrawn, themselves or with
    their article. What a search for words would have found of them is not told: it would tell the words."""
    ways = {"speaker": "speaker__slug", "source": "article__outlet__slug", "event": "events__slug"}
    asked = {ways[one.parameter]: one.value for one in filters if one.parameter in ways}
    if len(asked) < len(filters):
        return []
    aside = Article.objects.filter(state=State.REJECTED)
    gone = Quote.objects.filter(Q(state=State.REJECTED) | Q(article__in=aside), **asked)
    return list(gone.with_cells().order_by("-pk")[:GONE])


@page
def search_description(request: HttpRequest) -> HttpResponse:
    """How a browser searches here (OpenSearch 1.1)."""
    response = render(request, "opensearch.xml", {"base": base_of(request)})
    response["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return response
