"""What every answer goes through: the method, the share of the address, the age, the headers for other sites."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from statements.freshness import validators

from .limits import take_share
from .problems import NotAnswered, current_fault, problem

RecordView = Callable[..., HttpResponseBase]
TOLD_TO_SCRIPTS = "ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"
ASKED_BY_SCRIPTS = "Accept, Content-Type, If-None-Match"


def answering(
    view: RecordView,
    *,
    methods: tuple[str, ...] = ("GET",),
    weight: int = 1,
    kept: bool = True,
    also_shows: Callable[[], Hashable] = lambda: None,
) -> RecordView:
    """Return a view that answers as all records are answered.

    HEAD is answered as GET. `weight` is what an answer costs of an address's share; `kept` says that it may be
    kept and asked for again by its ETag, in which `also_shows` stands for what no version of the archive tells.
    """
    allowed = ("GET", "HEAD", "OPTIONS", *(name for name in methods if name != "GET"))

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in allowed:
            told = {"allowed": ", ".join(allowed), "method": request.method}
            raise NotAnswered(
                405,
                _("That cannot be done here"),
                _("This address is for reading: it takes %(allowed)s, and not %(method)s.") % told,
                headers={"Allow": ", ".join(allowed)},
            )
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
        share = take_share(request, weight)
        if share is not None and share.refused:
            raise NotAnswered(
                429,
                _("That was enough for now"),
                _("An address is given %(most)s answers a minute. Go on in %(seconds)s seconds.")
                % {"most": share.most, "seconds": share.seconds},
                headers=share.headers(),
            )
        headers = share.headers() if share is not None else {}
        etag = ""
        if kept:
            etag, _moment = validators(request, also_shows())
            if request.headers.get("If-None-Match", "").strip() != "*":
                unchanged = get_conditional_response(request, etag=etag)
                if unchanged is not None:
                    return with_headers(unchanged, {**headers, "ETag": etag, "Cache-Control": "no-cache"})
        response = as_get(view, request, *args, **kwargs)
        if response.status_code == 200 and etag:
            headers["ETag"] = etag
        return with_headers(response, headers)

    @csrf_exempt
    @wraps(view)
    def safe(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = answer(request, *args, **kwargs)
        except Exception:
            response = problem(request, current_fault())
        response.headers.setdefault("Cache-Control", "no-cache" if kept else "no-store")
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = TOLD_TO_SCRIPTS
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["X-Robots-Tag"] = "noindex"
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = ", ".join(allowed)
            response["Access-Control-Allow-Headers"] = ASKED_BY_SCRIPTS
            response["Access-Control-Max-Age"] = "86400"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    return safe


def as_get(view: RecordView, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    method = request.method
    if method == "HEAD":
        request.method = "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = method


def with_headers(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponseBase:
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response
