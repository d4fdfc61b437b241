"""How to cite what a page shows: three styles in words, files for reference managers, marks for collectors."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.models import Article, Event, Quote, Speaker
from statements.publishing.citing import (
    FILES,
    STYLES,
    Work,
    context_object,
    head_marks,
    work_of_article,
    work_of_event,
    work_of_page,
    work_of_speaker,
    work_of_statement,
)

from .site import base_of

Cited = Quote | Article | Speaker | Event
FORMS = {one.form: one for one in FILES}


def accessed() -> date:
    """Return the day on which a page is looked at: that is, made."""
    return timezone.localdate()


def work_of(row: Cited, base: str) -> Work:
    address, today = base + row.get_absolute_url(), accessed()
    if isinstance(row, Quote):
        return work_of_statement(row, address, today)
    if isinstance(row, Article):
        return work_of_article(row, address, today)
    if isinstance(row, Speaker):
        return work_of_speaker(row, address, today)
    return work_of_event(row, address, today)


def how_to_cite(request: HttpRequest, row: Cited, files: str) -> dict[str, Any]:
    """Return what the part "Cite this" shows of a row; `files` is the address of a file without its ending."""
    return in_words(work_of(row, base_of(request)), files)


def how_to_cite_list(request: HttpRequest, search: str) -> dict[str, Any]:
    """Return the same of a list of results; collectors take its statements one by one, and not the list."""
    title = _("Statements found for %(search)s") % {"search": search} if search else _("All statements")
    work = work_of_page(title, request.build_absolute_uri(), accessed())
    return {**in_words(work, ""), "marks": [], "context_object": ""}


def in_words(work: Work, files: str) -> dict[str, Any]:
    return {
        "styles": [(style.key, style.name, style.html(work)) for style in STYLES],
        "files": [(one.name, f"{files}.{one.form}") for one in FILES] if files else [],
        "permalink": work.address,
        "marks": head_marks(work),
        "context_object": context_object(work),
    }


def citation_file(rows: Sequence[Cited], request: HttpRequest, form: str, name: str) -> HttpResponse:
    """Return rows as a file for a reference manager. Raises Http404 for a form that there is not."""
    if form not in FORMS:
        raise Http404(_("A citation comes as “bib”, “ris” or “json”."))
    made = FORMS[form]
    text = made.write([work_of(row, base_of(request)) for row in rows])
    response = HttpResponse(text, content_type=f"{made.content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="on-record-{name}.{form}"'
    return response
