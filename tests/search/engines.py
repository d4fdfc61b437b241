"""The engines that the tests of search run on: Whoosh, and OpenSearch where a cluster is given.

`python -m tools.opensearch` starts a cluster and names it in the environment; without one, nothing is tested on it.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from haystack import connections

from statements.search.engines import engine as engine_of_settings
from statements.search.engines.base import SearchEngine

NAME = f"test-{secrets.token_hex(4)}"  # one for this process, so that the right to write is made once
OPEN: list[str] = []  # engines on the cluster that are open: each has a name of its own
CLUSTER = os.environ.get("ONRECORD_TEST_OPENSEARCH", "")


def on_whoosh(folder: Path) -> dict[str, Any]:
    return {"ENGINE": "statements.search.engines.whoosh.haystack.Engine", "PATH": str(folder)}


def on_opensearch(folder: Path) -> dict[str, Any]:
    """Return the settings of an index of this process's own on the cluster of the tests."""
    return {
        "ENGINE": "statements.search.engines.opensearch.haystack.ClusterEngine",
        "URL": f"{CLUSTER}/{NAME}{chr(ord('a') + len(OPEN))}",
        "PATH": str(folder),
        "SECONDS": 30,
        "SHARDS": 2,
        "COPIES": 1,  # what becomes of copies is another test's
    }


# By name: Haystack's settings of an engine, with a folder of its own where it keeps files.
ENGINES = {"whoosh": on_whoosh, **({"opensearch": on_opensearch} if CLUSTER else {})}


@contextmanager
def engine_named(name: str, folder: Path) -> Iterator[SearchEngine]:
    """Give an engine with no index yet; everything that asks for the engine has it meanwhile."""
    before = connections.connections_info["default"], settings.HAYSTACK_CONNECTIONS
    made = ENGINES[name](folder)
    connections.connections_info["default"] = made
    settings.HAYSTACK_CONNECTIONS = {"default": made}
    connections.reload("default")
    engine = engine_of_settings()
    OPEN.extend([name] if name == "opensearch" else [])
    try:
        yield engine
    finally:
        if name == "opensearch":
            OPEN.pop()
            for index in engine.indexes():
                engine.connection.write("DELETE", f"/{index}")
        connections.connections_info["default"], settings.HAYSTACK_CONNECTIONS = before
        connections.reload("default")


@contextmanager
def shelf_on(name: str, folder: Path, blocker: Any) -> Iterator[None]:
    """Let rows be made and indexed for the tests of a module; they are taken out again at the end."""
    with blocker.unblock():
        held = transaction.atomic()
        held.__enter__()
        try:
            with engine_named(name, folder):
                yield
        finally:
            transaction.set_rollback(True)
            held.__exit__(None, None, None)
