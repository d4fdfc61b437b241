"""Pages for what cannot be answered, each in a sentence."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _

from statements.ingest.erased import erasure_at
from statements.trouble import machine_fault


def error_page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "statements/error.html", {"title": title, "text": text}, status=status)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    response = error_page(
        request,
        405,
        _("That cannot be done here"),
        _("This address is for reading: it takes %(allowed)s, and not %(method)s.")
        % {"allowed": allowed, "method": request.method},
    )
    response["Allow"] = allowed
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return error_page(
            request,
            400,
            _("That is too much at once"),
            _("So long a text cannot be typed or pasted here. Save it as a file, and give the file."),
        )
    return error_page(
        request,
        400,
        _("That request could not be read"),
        _("Something in the address or the form is not as it has to be."),
    )


def odd_value(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Answer an address or a form whose values no database and no calendar takes; None for any other fault.

    Lists of the admin hand what stands in their address to the database as it is.
    """
    missing = isinstance(exception, MultiValueDictKeyError)
    asked = (
        request.path_info.startswith("/admin/") and bool(request.GET) and request.method in ("GET", "HEAD")
    )
    told = str(exception)
    beyond = isinstance(exception, OverflowError | DataError) or "user-defined function" in told
    if missing or (beyond and (asked or "too large" in told or isinstance(exception, DataError))):
        return bad_request(request, exception)
    return (
        bad_request(request, exception) if asked and isinstance(exception, ValueError | LookupError) else None
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(
        request, 403, _("You do not have access to that"), _("If you are an editor, sign in and try again.")
    )


def forbidden_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(
        request,
        403,
        _("That form could not be taken"),
        _("It was open too long, or cookies are off. Go back, load the page again and send it once more."),
    )


def erased_page(request: HttpRequest) -> HttpResponse | None:
    """Return the page of something that was erased by order, if the address is of one; None if it is not."""
    erasure = erasure_at(request.path_info) or erasure_at(request.path)
    if erasure is None:
        return None
    return render(request, "statements/erased.html", {"erasure": erasure}, status=410)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if (erased := erased_page(request)) is not None:
        return erased
    reason = (
        str(exception)
        if isinstance(exception, Http404)
        and "matches the given query" not in str(exception)
        and "{" not in str(exception)
        else ""
    )
    return error_page(
        request,
        404,
        _("Nothing is at this address"),
        reason
        or _(
            "The address of a statement is permanent here, and one that was withdrawn still says so. Most likely a letter was lost on the way."
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what went wrong here; 503 where the machine is at fault. Nothing is asked of the database for it."""
    if machine_fault(sys.exc_info()[1]) is None:
        return HttpResponse(render_to_string("statements/500.html"), status=500)
    page = render_to_string("statements/503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})
