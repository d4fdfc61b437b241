"""What machines ask: is the site alive, and what may be crawled."""

import logging
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import get_script_prefix, reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.trust import is_loopback
from statements.search.maintenance import index_state

from .measures import measures_as_text
from .site import base_of

NOT_FOR_CRAWLERS = (
    *("/admin/", "/search/*&", "/suggest", "/collection/", "/quotes/*/report/", "/quotes/*/card/"),
    *("/reconcile/", "/oembed/", "/files/", "/alerts/"),
)
logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive if it answers at all; ready if database and index do.

    `index` says how the index is: "ok", "late" (a change waits longer than a minute: is the indexer
    running?), "damaged" (it is being made anew), "missing" or "away" (what searches does not answer).
    Late is ready: what is found is right. So is away: all pages but those that search go on, and where several
    machines ask one cluster, no other machine would answer better.
    """
    report: dict[str, Any] = {"alive": True, "database": False, "index": {"state": "not known"}}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            report["database"] = cursor.fetchone() == (1,)
        report["index"] = index_state()
    except (DatabaseError, OSError):
        logger.error("database or index do not answer", exc_info=True)
    ready = report["database"] and report["index"]["state"] in {"ok", "late", "away"}
    return JsonResponse({"ready": ready, **report}, status=200 if ready else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell Prometheus what was counted: whoever asks on this machine itself, or has the token."""
    if not may_watch(request):
        return HttpResponse(
            "Ask from this machine, or with the token.\n", status=403, content_type="text/plain"
        )
    try:
        return HttpResponse(measures_as_text(), content_type="text/plain; version=0.0.4; charset=utf-8")
    except DatabaseError as error:
        logger.error("the database does not answer: %s", error)
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")


def may_watch(request: HttpRequest) -> bool:
    """Loopback counts only where no proxy on this machine passes on what others ask."""
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    wanted = settings.ONRECORD_METRICS_TOKEN
    if wanted and scheme.lower() == "bearer" and constant_time_compare(token.strip(), wanted):
        return True
    passed_on = any(
        name.startswith(("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_VIA")) for name in request.META
    )
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and not passed_on


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let crawlers read all pages that stay; a search with filters is one of endlessly many."""
    here = get_script_prefix().rstrip("/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {here}{path}" for path in NOT_FOR_CRAWLERS),
        f"Sitemap: {base_of(request)}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
