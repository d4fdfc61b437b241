"""Counts that take long are made anew in the background, so that no reader waits for them behind a change.

In a large archive the counts of some pages take seconds. Whichever page a process has worked out so long is made once
more, and thrown away, when the archive has changed: by then its counts are there. Until they are, whoever has not
signed in is shown those of before (`counts`).
"""

import logging
import threading
import time
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.db import connections
from django.http import Http404, HttpRequest
from django.urls import get_script_prefix, resolve, set_script_prefix
from django.utils import translation

from . import counts
from .archive_version import archive_version
from .counts import CountsOfVersion, Statistics

logger = logging.getLogger(__name__)
SLOW = 0.2  # seconds that a count takes; with less, all of them are at hand for the next reader soon enough
LOOKED_AT = 0.5  # seconds between two looks at whether the archive has changed
REST = 5  # a recount is followed by a rest this many times as long: one sixth of a processor at most
LONGEST = 10.0  # seconds for which pages are made; those left over are made for whoever asks
WANTED = 600.0  # seconds since a reader asked for a page, in which it is made again
MOST_PAGES = 24
TAKEN = (
    "SERVER_NAME",
    "SERVER_PORT",
    "HTTP_HOST",
    "PATH_INFO",
    "QUERY_STRING",
    "SCRIPT_NAME",
    "wsgi.url_scheme",
)


Key = tuple[str, str]  # an address with its query, and the language of the page


@dataclass(slots=True)
class SlowPage:
    """A page whose counts took long: how to ask for it, and when a reader last did."""

    environ: dict[str, Any]
    language: str
    prefix: str
    asked: float


_lock = threading.Lock()
_pages: dict[Key, SlowPage] = {}
_thread: threading.Thread | None = None


def remember_if_slow(request: HttpRequest, statistics: Statistics) -> None:
    """Have a page made again behind each change, if it took long to count for it. It was made for anybody."""
    global _thread
    if threading.current_thread() is _thread:
        return
    key = counts.which_page(request)
    with _lock:
        known = _pages.get(key)
        if known is None and (statistics.slowest < SLOW or not counts.LONGEST_HELD):
            return
        statistics.counted.pages.add(key)
        if known is not None:
            known.asked = time.monotonic()
            return
        environ = {name: request.META[name] for name in TAKEN if name in request.META}
        environ |= {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO()}
        _pages[key] = SlowPage(environ, key[1], get_script_prefix(), time.monotonic())
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=recount_while_asked, name="recounting", daemon=True)
            _thread.start()


def recount_while_asked() -> None:
    """Look again and again whether the archive has changed, and make the slow pages anew where it has.

    It ends when no reader has asked for one of them for long.
    """
    rested = 0.0
    counts.recounted.set()
    try:
        while pages_wanted():
            time.sleep(LOOKED_AT)
            began = time.monotonic()
            try:
                present = archive_version()
                if counts.is_up_to_date(present):
                    make_pages(counts.counted_of(present), began, set())
                elif began >= rested:
                    recount(counts.counted_of(present))
                    rested = time.monotonic() + REST * (time.monotonic() - began)
            except Exception:  # a database that is away, say: the next look may find it
                logger.exception("could not count anew")
                connections.close_all()
    finally:
        counts.recounted.clear()
        connections.close_all()


def recount(target: CountsOfVersion) -> None:
    """Make all that the slow pages count, those too that readers ask for meanwhile, and let it be shown."""
    began = time.monotonic()
    tried: set[Key] = set()
    while make_pages(target, began, tried):
        pass
    counts.show(target)


def make_pages(target: CountsOfVersion, began: float, tried: set[Key]) -> bool:
    """Make the slow pages that lack counts of a version, each once; return whether there was any."""
    left = {key: page for key, page in pages_wanted().items() if key not in target.pages and key not in tried}
    for key, page in left.items():
        tried.add(key)
        if time.monotonic() - began > LONGEST:
            continue
        try:
            make_page(page, target)
            target.pages.add(key)
        except Exception:  # whoever asks for it is told
            logger.exception("could not make %s anew", key[0])
            with _lock:
                _pages.pop(key, None)
    return bool(left)


def pages_wanted() -> dict[Key, SlowPage]:
    """Return the pages that a reader asked for lately, the last first; forget the others."""
    now = time.monotonic()
    with _lock:
        by_age = sorted(_pages.items(), key=lambda pair: -pair[1].asked)
        kept = {key: page for key, page in by_age[:MOST_PAGES] if now - page.asked < WANTED}
        _pages.clear()
        _pages.update(kept)
        return kept


def make_page(page: SlowPage, target: CountsOfVersion) -> None:
    request = WSGIRequest(dict(page.environ))
    request.user = AnonymousUser()
    request.statistics = Statistics(counted=target)  # type: ignore[attr-defined]
    before = get_script_prefix()
    set_script_prefix(page.prefix)
    try:
        with translation.override(page.language):
            view = resolve(request.path_info)
            view.func(request, *view.args, **view.kwargs)
    except Http404:  # it has gone meanwhile
        pass
    finally:
        set_script_prefix(before)
