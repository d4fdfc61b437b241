"""What the setting ENGINE names for OpenSearch: "statements.search.engines.opensearch.haystack.ClusterEngine"."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from haystack.backends import BaseEngine

from ...documents import anything_public
from ..haystack import TreeBackend, TreeQuery

try:
    from .connection import parse_cluster
    from .engine import OpenSearchEngine
except ModuleNotFoundError as error:
    if error.name != "opensearchpy":
        raise
    raise ImproperlyConfigured(
        "ONRECORD_SEARCH names a cluster, and its client is not installed: pip install -r requirements/opensearch.lock"
    ) from None

CLUSTERS: dict[
    tuple[str, str], OpenSearchEngine
] = {}  # by URL and PATH: Haystack makes a backend for each thread
OPTIONS = ("user", "password", "authority", "seconds", "shards", "copies")


class OpenSearchBackend(TreeBackend):
    def open_engine(self, options: dict[str, Any]) -> OpenSearchEngine:
        key = (str(options["URL"]), str(options["PATH"]))
        if key not in CLUSTERS:
            given = {name: options[name.upper()] for name in OPTIONS if options.get(name.upper())}
            try:
                address = parse_cluster(key[0], **given)
            except ValueError as error:
                raise ImproperlyConfigured(f"ONRECORD_SEARCH cannot be read: {error}.") from None
            CLUSTERS[key] = OpenSearchEngine(address, Path(key[1]), anything_public)
        return CLUSTERS[key]


class ClusterEngine(BaseEngine):  # type: ignore[misc]
    backend = OpenSearchBackend
    query = TreeQuery
