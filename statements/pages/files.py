"""Files that are too large to wait for: asked for by a button, made in the background, fetched within a day."""

import logging
from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from statements.models import Quote, WaitingFile
from statements.publishing.exports import TAKEN_STATEMENTS, WRITERS
from statements.publishing.exports.waiting import (
    NoRoom,
    TooManyFiles,
    ask_for_file,
    files_to_make,
    make_file,
    open_waiting_file,
    say_fault_of_file,
    say_progress_of_file,
    waiting_file,
)
from statements.publishing.exports.workbook import MOST_ROWS
from statements.search.find import QueryFault, Unavailable

from .errors import error_page
from .reports import sender_of
from .site import base_of, never_cached
from .taking import file_head, found_statements, rows_in_order

logger = logging.getLogger(__name__)
LONGEST_SEARCH = 4000  # characters of its address
TOLD_EACH = 2000  # rows
EVERYTHING = 10_000_000  # rows: more than an archive has


@require_POST
def ask_for_results(request: HttpRequest, form: str) -> HttpResponse:
    """Have a file of results made, and lead to the page that says how far it is."""
    if form not in WRITERS:
        raise Http404(_("Results come as “csv”, “xlsx” or “jsonl”."))
    asked = request.POST.get("asked", "")
    if len(asked) > LONGEST_SEARCH:
        return error_page(request, 400, _("That request could not be read"), _("This search is too long."))
    wish = WaitingFile(asked=asked, form=form, base=base_of(request), reader=sender_of(request))
    try:
        return redirect("waiting-file", token=ask_for_file(wish).token)
    except TooManyFiles:
        response = error_page(
            request,
            503,
            _("Several files are being made just now"),
            _("There is no place for a further one. Those that are made stay for a day: try again later."),
        )
        response["Retry-After"] = "3600"
        return response


def file_at(token: str) -> WaitingFile:
    one = waiting_file(token)
    if one is None:
        raise Http404(_("No file waits here. One that was made stays for a day: ask for it again."))
    return one


@require_safe
def waiting_file_page(request: HttpRequest, token: str) -> HttpResponse:
    """How far a file is, and where it is fetched."""
    one = file_at(token)
    before = list(files_to_make().values_list("token", flat=True))
    context = {
        "file": one,
        "before": before.index(token) if token in before else 0,
        "label": WRITERS[one.form].label,
        "token": token,
    }
    return never_cached(render(request, "statements/waiting_file.html", context))


@require_safe
def fetch_waiting_file(request: HttpRequest, token: str) -> HttpResponseBase:
    one = file_at(token)
    if not one.is_made:
        raise Http404(_("This file is not made yet."))
    file = open_waiting_file(one)
    if file is None:
        raise Http404(_("No file waits here. One that was made stays for a day: ask for it again."))
    response = file_head(FileResponse(file), one.form)
    response["Content-Length"] = str(one.size)
    return response


# Made


def make_waiting_files() -> int:
    """Make all files that are asked for and not made; return how many were."""
    made = 0
    for one in files_to_make():
        make_waiting_file(one)
        made += one.is_made
    return made


def make_waiting_file(one: WaitingFile) -> None:
    try:
        found = found_statements(asking(one.asked), EVERYTHING)
        if one.form == "xlsx" and found.total >= MOST_ROWS:
            say_fault_of_file(
                one, _("A sheet holds about a million rows, and these are more. Take CSV instead.")
            )
            return
        rows = told_on_the_way(one, rows_in_order(found.ids), len(found.ids))
        cells = TAKEN_STATEMENTS.of(rows, one.base)
        make_file(one, WRITERS[one.form].write(TAKEN_STATEMENTS.columns, cells))
    except QueryFault as fault:
        say_fault_of_file(one, str(fault))
    except Unavailable as error:
        logger.warning("a file waits: %s", error)
    except NoRoom:
        say_fault_of_file(
            one, _("There is no room for a file of this size. Narrow the search, by year for example.")
        )


def told_on_the_way(one: WaitingFile, rows: Iterator[Quote], total: int) -> Iterator[Quote]:
    """Yield rows, and note how many went by, for the page that says how far the file is."""
    for number, row in enumerate(rows):
        if number % TOLD_EACH == 0:
            say_progress_of_file(one, number, total)
        yield row


def asking(search: str) -> HttpRequest:
    """Return a request as it came with a search, for what reads filters out of its address."""
    request = HttpRequest()
    request.method, request.path, request.GET = "GET", reverse("search"), QueryDict(search)
    return request
