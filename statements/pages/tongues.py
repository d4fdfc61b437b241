"""In which language a page is: the one that a reader chose, else the first of the browser's that there is.

What programs take (feeds, exports, citations, the pictures, the map of the site) is the same for everybody, in the
language of the archive.
"""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from .errors import not_found

FOR_PROGRAMS = re.compile(
    r"/(?:api/v[0-9]+|oembed|reconcile)/"
    r"|/feed/$"
    r"|\.(?:atom|bib|csl|csv|gz|ics|json|jsonl|ndjson|parquet|png|ris|txt|xlsx|xml)$"
    r"|^/(?:healthz|metrics)$"
)
YEAR = 60 * 60 * 24 * 365


class PageLanguage(LocaleMiddleware):
    """Choose the language of each page by its reader, and say so in `Content-Language` and `Vary`."""

    def process_request(self, request: HttpRequest) -> None:
        if FOR_PROGRAMS.search(request.path_info):
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = translation.get_language()
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if FOR_PROGRAMS.search(request.path_info):
            return response
        patch_vary_headers(response, ["Cookie"])
        return super().process_response(request, response)


@require_safe
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Keep in a cookie the language that a reader wants, and go back to the page."""
    if code not in dict(settings.LANGUAGES):
        return not_found(request, Http404())
    to = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure()):
        to = resolve_url("home")
    response = redirect(to)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, path=settings.SESSION_COOKIE_PATH,
        secure=request.is_secure(), httponly=True, samesite="Lax",
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response
