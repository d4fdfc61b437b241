"""Pages for what cannot be answered, each in a sentence."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


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


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(
        request, 403, _("That is not open to you"), _("If you are an editor, sign in and try again.")
    )


def forbidden_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(
        request,
        403,
        _("That form could not be taken"),
        _("It was open too long, or cookies are off. Go back, load the page again and send it once more."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
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


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer who guessed a password too often."""
    response = error_page(
        request,
        429,
        _("Too many wrong passwords"),
        _(
            "Signing in is closed to this name from your address for a quarter of an hour. If it is your account, an administrator can open it sooner."
        ),
    )
    response["Retry-After"] = "900"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("statements/500.html"), status=500)  # asks nothing of the database
