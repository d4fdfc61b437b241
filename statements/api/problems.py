"""What cannot be answered, as problem details (RFC 9457), in the sentences that the pages have for it."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import HttpError, ValidationError

from statements.checking.drafts import LONGEST_DRAFT, TooLong
from statements.search.find import QueryFault, Unavailable, why_no_answer
from statements.search.queue import report_damage
from statements.trouble import machine_fault

logger = logging.getLogger(__name__)
PROBLEM_TYPE = "application/problem+json"
SAID_OF_VALUES = {
    "string_pattern_mismatch": gettext_lazy("There are signs in it that it cannot have."),
    "string_unicode": gettext_lazy("There are halves of characters in it."),
}


@dataclass(eq=False)
class NotAnswered(Exception):
    """Why something is not answered: a status, a title and a sentence; `more` are further members."""

    status: int
    title: str
    detail: str
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


def problem(request: HttpRequest, fault: NotAnswered) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": fault.title,
        "status": fault.status,
        "detail": fault.detail,
        "instance": request.path,
        **{name: value for name, value in fault.more.items() if value is not None},
    }
    response = JsonResponse(body, status=fault.status, json_dumps_params={"ensure_ascii": True})
    response["Content-Type"] = PROBLEM_TYPE
    response["Cache-Control"] = "no-store"
    for name, value in fault.headers.items():
        response[name] = value
    return response


def problem_of_error(error: BaseException) -> NotAnswered:
    """Return what is said of an error. What nobody expected is written to the log, and never told."""
    if isinstance(error, NotAnswered):
        return error
    for kind, told in TOLD:
        if isinstance(error, kind):
            return told(error)
    if machine_fault(error) is not None:
        logger.error("an answer could not be given", exc_info=error)
        return NotAnswered(
            503,
            _("The archive is not at hand just now"),
            _(
                "What it needs does not answer at this moment: its database, or the disk that it is on. Nothing that is held was lost. Try again in a minute."
            ),
            headers={"Retry-After": "30"},
        )
    logger.error("an answer could not be made", exc_info=error)
    return NotAnswered(
        500,
        _("Something failed here"),
        _(
            "The fault is the archive’s, not yours, and nothing that is held was lost. It was written down for whoever runs this site. Try again in a minute."
        ),
    )


def nothing_there(reason: str = "") -> NotAnswered:
    return NotAnswered(
        404,
        _("Nothing is at this address"),
        reason
        or _(
            "The address of a statement is permanent here, and one that was withdrawn still says so. Most likely a letter was lost on the way."
        ),
    )


def wrong_value(where: str, what: str) -> NotAnswered:
    return NotAnswered(
        400,
        _("That request could not be read"),
        f"{where}: {what}",
        more={"errors": [{"where": where, "what": what}]},
    )


def not_valid(error: Any) -> NotAnswered:
    errors = [
        {
            "where": ".".join(str(part) for part in one["loc"][1:] if part != "asked") or str(one["loc"][0]),
            "what": str(SAID_OF_VALUES.get(one["type"], one["msg"])),
        }
        for one in error.errors
    ]
    return NotAnswered(
        400,
        _("That request could not be read"),
        _("Something in the address or the form is not as it has to be."),
        more={"errors": errors},
    )


def unavailable(error: Any) -> NotAnswered:
    logger.error("a search could not be answered: %s", error)
    report_damage(error)
    return NotAnswered(
        503,
        _("Search cannot answer just now"),
        _(
            "%(why)s Nothing is lost: speakers, dates, events, sources and every statement can be read meanwhile."
        )
        % {"why": why_no_answer(error)},
        headers={"Retry-After": "30"},
    )


def draft_too_long(_error: Any) -> NotAnswered:
    return NotAnswered(
        413,
        _("That is too much at once"),
        _("A draft has %(most)s characters at most. Check it in parts.") % {"most": f"{LONGEST_DRAFT:,}"},
    )


def unreadable(error: Any) -> NotAnswered:
    return NotAnswered(
        error.status_code if 400 <= getattr(error, "status_code", 0) < 500 else 400,
        _("That request could not be read"),
        _("Something in the address or the form is not as it has to be."),
    )


TOLD: tuple[tuple[type[BaseException], Callable[[Any], NotAnswered]], ...] = (
    (ValidationError, not_valid),
    (Http404, lambda error: nothing_there()),
    (
        QueryFault,
        lambda fault: NotAnswered(
            400, _("This search has a fault"), str(fault), more={"repair": fault.repair or None}
        ),
    ),
    (Unavailable, unavailable),
    (TooLong, draft_too_long),
    (RequestDataTooBig, draft_too_long),
    (HttpError, unreadable),
    (DataError, unreadable),
    (UnicodeError, unreadable),
)


def current_fault() -> NotAnswered:
    """Return what is said of the error that is being handled."""
    error = sys.exc_info()[1]
    assert error is not None
    return problem_of_error(error)
