"""Searches of readers and programs, counted by what became of them, for whoever watches the site."""

from typing import Literal

from prometheus_client import Counter

Became = Literal["answered", "nothing found", "refused", "unavailable"]
SEARCHES = Counter(
    "onrecord_searches", "Searches of pages and of the API, by what became of them.", ["answer"]
)


def count_search(answer: Became) -> None:
    SEARCHES.labels(answer).inc()


def count_found(total: int) -> None:
    """Count a search that found so many."""
    count_search("answered" if total else "nothing found")
