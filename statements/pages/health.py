"""What machines ask: is the site alive, and what may be crawled."""

import logging
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from statements.search.maintenance import index_state

from .site import base_of

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Alive if it answers at all; ready if database and index do.

    `index` says how the index is: "ok", "late" (a change waits longer than a minute: is the indexer
    running?), "damaged" (it is being made anew) or "missing". Late is ready: what is found is right.
    """
    report: dict[str, Any] = {"alive": True, "database": False, "index": {"state": "not known"}}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            report["database"] = cursor.fetchone() == (1,)
        report["index"] = index_state()
    except DatabaseError as error:
        logger.error("the database does not answer: %s", error)
    ready = report["database"] and report["index"]["state"] in {"ok", "late"}
    return JsonResponse({"ready": ready, **report}, status=200 if ready else 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let crawlers read all pages that stay; a search with filters is one of endlessly many."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/*&",
        "Disallow: /suggest",
        "Disallow: /quotes/*/report/",
        f"Sitemap: {base_of(request)}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
