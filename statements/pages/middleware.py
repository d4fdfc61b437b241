"""What every answer goes through."""

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from statements.turns import acting

from .errors import odd_value, wrong_method

logger = logging.getLogger(__name__)
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
GZIP_REFUSED = re.compile(r"\bgzip\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$)", re.I)


class GzipWhereTaken(GZipMiddleware):
    """Pack answers for whoever takes that: "gzip;q=0" says that somebody does not (RFC 9110, 12.5.3)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        bare = request.method == "HEAD" and response.streaming  # even of nothing gzip makes some bytes
        if not bare and not GZIP_REFUSED.search(request.headers.get("Accept-Encoding", "")):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        return response


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


def acts_go_first(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let ingest and the like wait with their next batch while a request is answered that may write."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE:
            return get_response(request)
        with acting():
            return get_response(request)

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
