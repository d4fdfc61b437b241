"""Pages that know their age: a reader who has the present one is told so, without making it again.

Every page is the same for everybody, so its ETag is the version of the archive, of the index and of
the code. Nobody may keep a page without asking: what was corrected must not live on in a cache.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from statements.counts import statistics_of
from statements.search.find import index_version

View = Callable[..., HttpResponseBase]
SETTLED = timedelta(seconds=60)  # longer than any transaction: what is younger may have a change behind it


@lru_cache(maxsize=1)
def code_version() -> tuple[str, float]:
    """Return what tells two versions of code, templates and style apart, and when they last changed."""
    folders = [
        settings.BASE_DIR / name for name in ("statements", "templates", "static", "archive", "locale")
    ]
    files = [
        (str(path.relative_to(settings.BASE_DIR)), path.stat())
        for folder in folders
        for path in folder.rglob("*")
        if "__pycache__" not in path.parts and path.is_file()
    ]
    parts = sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in files)
    return hashlib.sha256(repr([settings.ONRECORD_SHOWN_TEXT, *parts]).encode()).hexdigest(), max(
        (s.st_mtime for _, s in files), default=0.0
    )


def page(view: View) -> View:
    """Make a view answer GET and HEAD alone, and 304 to whoever has the page as it is now."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        etag, modified = validators(request)
        stamp = int(modified.timestamp()) if modified else None
        anything = request.headers.get("If-None-Match", "").strip() == "*"  # of an address that may not exist
        unchanged = None if anything else get_conditional_response(request, etag=etag, last_modified=stamp)
        response = unchanged if unchanged is not None else view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers.setdefault("ETag", etag)
            if modified:
                response.headers.setdefault("Last-Modified", http_date(modified.timestamp()))
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answer


def validators(request: HttpRequest) -> tuple[str, datetime | None]:
    """Return the ETag of a page made now, and when it last changed, where that is settled."""
    version = statistics_of(request).version
    index, indexed = index_version()
    code, coded = code_version()
    parts = f"{request.get_full_path()} {version} {index} {code}"
    times = [moment for moment in (version.at, indexed) if moment]
    modified = max([*times, datetime.fromtimestamp(coded, UTC)]).replace(microsecond=0) + timedelta(seconds=1)
    settled = datetime.now(UTC) - modified > SETTLED
    tag = quote_etag(hashlib.sha256(parts.encode()).hexdigest()[:20])
    return f"W/{tag}", modified if settled else None
