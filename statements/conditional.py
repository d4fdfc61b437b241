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

from .counts import held_of
from .search.find import index_version

View = Callable[..., HttpResponseBase]
SETTLED = timedelta(seconds=2)  # HTTP's dates have whole seconds: a younger one could hide a second change


@lru_cache(maxsize=1)
def code_changed() -> float:
    """Return when the code, the templates or the style last changed: the same in every worker."""
    folders = [settings.BASE_DIR / name for name in ("statements", "templates", "static", "archive")]
    files = [path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts]
    return max((path.stat().st_mtime for path in files if path.is_file()), default=0.0)


def page(view: View) -> View:
    """Make a view answer GET and HEAD alone, and 304 to whoever has the page as it is now."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        etag, modified = validators(request)
        stamp = int(modified.timestamp()) if modified else None
        unchanged = get_conditional_response(request, etag=etag, last_modified=stamp)
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
    version = held_of(request).version
    index, indexed = index_version()
    parts = f"{version.newest} {version.noted} {version.at} {index} {code_changed()}"
    times = [moment for moment in (version.at, indexed) if moment]
    times.append(datetime.fromtimestamp(code_changed(), UTC))
    modified = max(times).replace(microsecond=0) + timedelta(seconds=1)
    settled = datetime.now(UTC) - modified > SETTLED
    tag = quote_etag(hashlib.sha256(parts.encode()).hexdigest()[:20])
    return f"W/{tag}", modified if settled else None
