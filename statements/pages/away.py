"""The page for a search that cannot be answered: it says what is so, the log why, and the indexer looks."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from statements.search.find import Unavailable, why_no_answer
from statements.search.queue import report_damage

from .errors import error_page
from .health import logger


def search_away(request: HttpRequest, error: Unavailable, what: str, title: str, text: str) -> HttpResponse:
    """Return the page, with status 503. `what` is for the log, `text` for the reader, with a place for %(why)s."""
    logger.error("%s: %s", what, error)
    report_damage(error)
    return error_page(request, 503, title, text % {"why": why_no_answer(error)})


def no_answer(request: HttpRequest, error: Unavailable, what: str) -> HttpResponse:
    """Return the page for what is nothing without an answer: a file, a feed."""
    return search_away(request, error, what, _("Search cannot answer just now"), _("%(why)s Try again then."))
