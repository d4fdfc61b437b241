"""The page of a collection: what a reader gathered, to be ordered, noted, printed, cited, taken away and sent.

Each change is an address of its own: a form is sent by GET, and leads to the collection that it made. What is no
longer public stands in its place with what became of it, and without its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from statements.extraction.folding import fold
from statements.ingest.erased import erasure_at
from statements.models import Article, Quote, Tombstone
from statements.publishing.citing import FILES, STYLES
from statements.publishing.exports import WRITERS, collected_statements
from statements.search.find import QueryFault, Unavailable, find
from statements.search.questions import read_as
from statements.search.queue import report_damage

from .citing import citation_file, work_of
from .conditional import page
from .errors import error_page
from .gathering import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST_GATHERED,
    VERSION,
    Collection,
    in_order_of,
    left_without,
    moved,
    noted,
    numbers_typed,
    on_one_line,
    placed_at,
    read_collection,
    with_added,
)
from .paging import clean
from .site import base_of
from .taking import file_head
from .words import Card, cards

OFFERED = 10  # statements found for a collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A statement of a collection: its card, or what became of it."""

    uid: str
    note: str
    card: Card | None = None
    gone: str = ""  # "withdrawn", "unread", "erased", "unknown"


@page
def collection(request: HttpRequest) -> HttpResponseBase:
    if request.GET.get("v", VERSION) != VERSION:
        return error_page(
            request, 400, _("That collection cannot be read here"),
            _("Its address is written in a way that this archive does not know. Ask whoever sent it for another."),
        )  # fmt: skip
    kept, odd = read_collection(request.GET)
    wanted, unread = changed(kept, request.GET)
    full = not wanted.fits
    if not full and wanted != kept and not unread:
        return redirect(collection_at(wanted))
    shown = kept if full else wanted
    rows = public_statements(shown, Quote.objects.public().with_parts())
    editing = request.GET.get("edit", "")
    asked = clean(request.GET.get("q", ""))
    return render(
        request,
        "statements/collection.html",
        {
            "collection": shown,
            "gathered": list(all_gathered(shown, rows)),
            "held": len(rows),
            "editing": editing if editing in shown.uids else "",
            "bounds": {"note": LONGEST_NOTE, "title": LONGEST_TITLE, "most": MOST_GATHERED},
            "full": full,
            "odd": [*odd, *unread][:10],
            "asked": asked,
            **offered(asked, shown),
            "kept_at": base_of(request) + collection_at(shown),
            **(to_carry_away(request, shown) if rows else {}),
        },
    )


def collection_at(shown: Collection) -> str:
    query = shown.query
    return f"{reverse('collection')}?{query}" if query else reverse("collection")


def changed(kept: Collection, given: Mapping[str, str]) -> tuple[Collection, list[str]]:
    """Return the collection that a form makes of one, and what of it could not be read."""
    uids, unread = numbers_typed(given.get("add", ""))
    made = with_added(kept, uids)
    made = left_without(made, given.get("drop", ""))
    made = moved(made, given.get("up", ""), -1)
    made = moved(made, given.get("down", ""), 1)
    if (of := given.get("of", "")) in made.uids:
        made = noted(made, of, given.get("note", ""))
        place = given.get("place", "")
        if place.isascii() and place.isdecimal() and len(place) < 4:
            made = placed_at(made, of, int(place) - 1)
    if "title" in given:
        made = replace(made, title=on_one_line(given["title"], LONGEST_TITLE))
    if given.get("order") in ORDERS and made.fits:
        rows = public_statements(made, Quote.objects.public().with_parts())
        made = in_order_of(made, {uid: ORDERS[given["order"]](row) for uid, row in rows.items()})
    return made, unread


def by_day(quote: Quote) -> tuple[date, int, int]:
    return quote.date or date.max, quote.article_id, quote.start


def by_speaker(quote: Quote) -> tuple[str, date, int, int]:
    return fold(quote.speaker.name) if quote.speaker else "\uffff", *by_day(quote)


ORDERS = {"day": by_day, "speaker": by_speaker}


def public_statements(shown: Collection, rows: Any) -> dict[str, Quote]:
    """Return the statements of a collection that anybody may see, in its order."""
    found = {row.uid: row for row in rows.filter(uid__in=shown.uids)}
    return {uid: found[uid] for uid in shown.uids if uid in found}


def all_gathered(shown: Collection, rows: Mapping[str, Quote]) -> list[Gathered]:
    """Return every statement of a collection, in its order, those that are gone among them."""
    missing = [uid for uid in shown.uids if uid not in rows]
    withdrawn = set(Quote.objects.filter(uid__in=missing).values_list("uid", flat=True))
    unread = set(Tombstone.objects.filter(uid__in=missing).values_list("uid", flat=True))
    by_uid = dict(zip(rows, cards(rows.values()), strict=True))

    def gone(uid: str) -> str:
        if uid in by_uid:
            return ""
        if uid in withdrawn:
            return "withdrawn"
        if uid in unread:
            return "unread"
        return "erased" if erasure_at(reverse("quote-detail", args=[uid])) else "unknown"

    return [
        Gathered(uid=uid, note=shown.notes.get(uid, ""), card=by_uid.get(uid), gone=gone(uid))
        for uid in shown.uids
    ]


def offered(asked: str, shown: Collection) -> dict[str, Any]:
    """Return what a search for more statements finds: cards, and how many there are in all; or its fault."""
    if not asked:
        return {}
    try:
        found = find(Quote, read_as(asked, Quote, (), as_typed=False).tree, sort="relevance", size=OFFERED)
    except QueryFault as fault:
        return {"fault": fault.message}
    except Unavailable as error:
        report_damage(error)
        return {"fault": _("Search cannot answer just now. Try again in some minutes.")}
    rows = Quote.objects.public().filter(pk__in=found.ids).with_parts().in_bulk()
    return {
        "offered": cards(rows[pk] for pk in found.ids if pk in rows),
        "found": found.total,
        "in_it": set(shown.uids),
    }


def to_cite(shown: Collection) -> list[Quote]:
    """Return the statements of a collection that anybody may see, with all that a citation says."""
    articles = Article.objects.select_related("outlet").light()
    rows = Quote.objects.public().select_related("speaker").prefetch_related(Prefetch("article", articles))
    return list(public_statements(shown, rows).values())


def to_carry_away(request: HttpRequest, shown: Collection) -> dict[str, Any]:
    """Return the citations of all statements in each style, and the addresses of the files."""
    works = [work_of(quote, base_of(request)) for quote in to_cite(shown)]
    return {
        "styles": [(style.key, style.name, [style.html(work) for work in works]) for style in STYLES],
        "cited": [
            (one.name, f"{reverse('collection-citations', args=[one.form])}?{shown.query}") for one in FILES
        ],
        "files": [
            (one.label, f"{reverse('collection-file', args=[one.name])}?{shown.query}")
            for one in WRITERS.values()
        ],
    }


@require_safe
def collection_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The statements of a collection as a file, with their place and their note. Those that are gone are left out."""
    if form not in WRITERS:
        raise Http404(_("A collection comes as “csv”, “xlsx” or “jsonl”."))
    kept, _odd = read_collection(request.GET)
    rows = public_statements(kept, Quote.objects.public().with_cells())
    kind = collected_statements(kept.uids, kept.notes)
    pieces = WRITERS[form].write(kind.columns, kind.of(rows.values(), base_of(request)))
    return file_head(HttpResponse(b"".join(pieces)), form, "collection")


@require_safe
def collection_citations(request: HttpRequest, form: str) -> HttpResponse:
    """The citations of a collection as one file for a reference manager."""
    kept, _odd = read_collection(request.GET)
    response = citation_file(to_cite(kept), request, form, "collection")
    response["X-Robots-Tag"] = "noindex"
    return response
