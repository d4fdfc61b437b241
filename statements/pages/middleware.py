"""What every answer goes through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .errors import wrong_method


def no_body_for_head(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer HEAD with the length of the page and nothing of it, as HTTP has it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "HEAD" and hasattr(response, "content"):
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return answer


def page_for_wrong_method(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give whoever sends what an address does not take a page that says what it takes."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b""):
            return wrong_method(request, response.headers.get("Allow", "GET"))
        return response

    return answer
