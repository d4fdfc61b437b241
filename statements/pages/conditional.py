"""Pages that know their age: a reader who has the present one is told so, without making it again.

Every page is the same for everybody (`freshness.validators`). Nobody may keep a page without asking: what was
corrected must not live on in a cache.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from statements.alerts.installed import alerts_are_sent
from statements.counts import is_anybody, statistics_of
from statements.freshness import validators
from statements.recounting import remember_if_slow

View = Callable[..., HttpResponseBase]


def page(view: View) -> View:
    """Make a view answer GET and HEAD alone, and 304 to whoever has the page as it is now."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        etag, modified = validators(request, alerts_are_sent())
        stamp = int(modified.timestamp()) if modified else None
        anything = request.headers.get("If-None-Match", "").strip() == "*"  # of an address that may not exist
        unchanged = None if anything else get_conditional_response(request, etag=etag, last_modified=stamp)
        response = unchanged if unchanged is not None else view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            if is_anybody(request):
                remember_if_slow(request, statistics_of(request))
            response.headers.setdefault("ETag", etag)
            if modified:
                response.headers.setdefault("Last-Modified", http_date(modified.timestamp()))
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answer
