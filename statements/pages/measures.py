"""What is counted for whoever watches the site: see docs/watching.md.

Every process writes its own counts to files of the folder PROMETHEUS_MULTIPROC_DIR, which `manage.py serve`
names; /metrics sums them. What stands in the database is counted when it is asked for.
"""

import logging
import os
from typing import Any

from django.db.models import Min
from django.http import HttpRequest
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from statements.models import Article, FollowedSource, IndexTask, IngestTally, Intake, Quote
from statements.search.measured import SEARCHES

REQUESTS = Counter("onrecord_requests", "Requests answered, by kind of page and status.", ["page", "status"])
SECONDS = Histogram(
    "onrecord_request_seconds",
    "How long requests took.",
    ["page"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10),
)
PROBES = ("/healthz", "/metrics")
ERRORS = Counter("onrecord_errors", "Errors that were logged, by the part that met them.", ["part"])


def count_request(request: HttpRequest, status: int, seconds: float) -> None:
    """Count a request by the name of its view: addresses are without end, and none may make a series."""
    match = getattr(request, "resolver_match", None)
    page = (match.view_name if match else "") or "none"
    if request.path_info in PROBES:
        page = request.path_info.strip("/")
    REQUESTS.labels(page, str(status)).inc()
    SECONDS.labels(page).observe(seconds)


class CountErrors(logging.Handler):
    """Counts what is logged as an error, by the first two names of its logger."""

    def emit(self, record: logging.LogRecord) -> None:
        ERRORS.labels(".".join(record.name.split(".")[:2])).inc()


def measures_as_text() -> bytes:
    """Return all measures as Prometheus reads them. Raises DatabaseError."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        own: list[Any] = []
    else:
        own = [REQUESTS, SECONDS, ERRORS, SEARCHES]
    for measure in own:
        registry.register(measure)
    return generate_latest(registry) + generate_latest(of_database())


class CountedNow:
    """Gives Prometheus what was counted a moment ago; `Gauge` would write it to the files of the process."""

    def __init__(self, families: list[Metric]) -> None:
        self.families = families

    def collect(self) -> list[Metric]:
        return self.families


def of_database() -> CollectorRegistry:
    registry = CollectorRegistry()
    families: list[GaugeMetricFamily] = []

    def tell(name: str, help_: str, value: float) -> None:
        family = GaugeMetricFamily(f"onrecord_{name}", help_, value=value)
        families.append(family)

    oldest = IndexTask.objects.aggregate(at=Min("queued_at"))["at"]
    tell("index_queue_length", "Changes that wait for the index.", IndexTask.objects.count())
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    tell("index_queue_age_seconds", "How long the oldest of them waits.", max(0.0, age))
    tell("articles", "Articles that are held.", Article.objects.count())
    tell("statements", "Statements that are held.", Quote.objects.count())
    tell(
        "intake_waiting",
        "Loads that wait or are being taken in.",
        Intake.objects.filter(state=Intake.State.WAITING).count(),
    )
    failing = FollowedSource.objects.filter(failures__gt=0).count()
    tell("feeds_failing", "Followed sources whose last run failed.", failing)
    tell("feeds", "Followed sources.", FollowedSource.objects.count())
    registry.register(CountedNow([*families, *of_ingest()]))
    return registry


def of_ingest() -> list[CounterMetricFamily]:
    """Return what all processes on all machines took in: they write it with what they take in."""
    tally = IngestTally.objects.first() or IngestTally()
    articles = CounterMetricFamily(
        "onrecord_ingest_articles", "Sources that were read, by what became of them.", labels=["became"]
    )
    for name in ("new", "updated", "unchanged", "refused"):
        articles.add_metric([name], getattr(tally, name))
    written = CounterMetricFamily(
        "onrecord_ingest_statements", "Statements of new and updated articles.", value=tally.statements
    )
    return [articles, written]


logging.getLogger().addHandler(CountErrors(level=logging.ERROR))
