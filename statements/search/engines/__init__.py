"""The engines that search can run on. Which one is Haystack's setting ENGINE; all have one face, `base`."""

from typing import cast

from haystack import connections

from .base import SearchEngine


def engine() -> SearchEngine:
    """Return the engine of the settings, shared by all threads."""
    return cast(SearchEngine, connections["default"].get_backend().engine)
