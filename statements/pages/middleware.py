"""What every answer goes through."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .errors import odd_value, wrong_method

logger = logging.getLogger(__name__)


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


class PageForOddValues:
    """Give whoever asks with values that nothing takes a page that says so; the log has a line of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        response = odd_value(request, exception)
        if response is not None:
            logger.warning("asked with an odd value: %s: %s", request.path[:200], exception)
        return response
