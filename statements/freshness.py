"""How old is an answer? Its validators: what tells it from one that was made before a change.

Pages and records are the same for everybody, so their ETag is the version of the archive, of the index and of
the code.
"""

import hashlib
from collections.abc import Hashable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import get_language

from statements.counts import statistics_of
from statements.search.find import index_version

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


def validators(request: HttpRequest, *shown: Hashable) -> tuple[str, datetime | None]:
    """Return the ETag of an answer made now, and when it last changed, where that is settled.

    `shown` is what the answer shows besides, and the version of the archive does not tell of.
    """
    statistics = statistics_of(request)
    version = statistics.present
    index, indexed = index_version()
    code, coded = code_version()
    today = timezone.localtime().replace(
        hour=0, minute=0, second=0
    )  # a citation says when a page was looked at
    parts = f"{request.get_full_path()} {get_language()} {version} {statistics.version} {index} {code} {today:%Y-%m-%d} {shown}"
    times = [moment for moment in (version.at, indexed, today) if moment]
    modified = max([*times, datetime.fromtimestamp(coded, UTC)]).replace(microsecond=0) + timedelta(seconds=1)
    settled = datetime.now(UTC) - modified > SETTLED
    tag = quote_etag(hashlib.sha256(parts.encode()).hexdigest()[:20])
    return f"W/{tag}", modified if settled else None
