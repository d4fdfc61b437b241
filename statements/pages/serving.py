"""What every request goes through first: whom it comes from, its number, what is counted of it, and the probes."""

import re
import time
from collections.abc import Callable
from secrets import token_hex

from django.http import HttpRequest, HttpResponseBase

from archive.logs import request_number
from archive.trust import is_trusted

from .health import healthz, metrics
from .measures import count_request

Answer = Callable[[HttpRequest], HttpResponseBase]

SAID_BY_PROXIES = ("FOR", "PROTO", "HOST", "PORT", "SSL", "SERVER", "PREFIX")
NUMBER = re.compile(r"[A-Za-z0-9_.:/+=-]{1,80}")


def trust_proxies_alone(get_response: Answer) -> Answer:
    """Forget what anybody but a proxy of ours says of who asked, by which name, and over what."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.trusted = is_trusted(request.META.get("REMOTE_ADDR", ""))  # type: ignore[attr-defined]
        if not request.trusted:  # type: ignore[attr-defined]
            for name in SAID_BY_PROXIES:
                request.META.pop(f"HTTP_X_FORWARDED_{name}", None)
            for name in ("HTTP_FORWARDED", "HTTP_X_REAL_IP"):
                request.META.pop(name, None)
        return get_response(request)

    return answer


def number_requests(get_response: Answer) -> Answer:
    """Give each request a number, that of a trusted proxy or one of our own: in the log and in the answer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        trusted = getattr(request, "trusted", False) and NUMBER.fullmatch(given)
        number = given if trusted else token_hex(8)
        request_number.set(number)  # until the next request of this thread: gunicorn's lines have it as well
        start = time.monotonic()
        response = get_response(request)
        response.headers["X-Request-ID"] = number
        count_request(request, response.status_code, time.monotonic() - start)
        return response

    return answer


def answer_probes(get_response: Answer) -> Answer:
    """Answer whoever asks for the health of this very process, by whatever name or address it is called."""
    probes = {"/healthz": healthz, "/metrics": metrics}

    def answer(request: HttpRequest) -> HttpResponseBase:
        probe = probes.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return answer
