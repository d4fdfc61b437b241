"""A page of results as Haystack's documentation builds it, on its own Whoosh backend: the peer of ours.

These are its settings; the benchmark alone serves it.
"""

from archive.settings import *  # noqa: F403
from archive.settings import DATA

ROOT_URLCONF = "tools.benchmark.stock_urls"
HAYSTACK_CONNECTIONS = {
    "default": {"ENGINE": "statements.search.engines.whoosh.haystack.Engine", "PATH": str(DATA / "index")},
    "stock": {"ENGINE": "haystack.backends.whoosh_backend.WhooshEngine", "PATH": str(DATA / "stock")},
}
