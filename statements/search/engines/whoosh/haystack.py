"""What the setting ENGINE names for Whoosh: "statements.search.engines.whoosh.haystack.Engine"."""

from pathlib import Path
from typing import Any

from haystack.backends import BaseEngine

from ...documents import anything_public
from ..haystack import TreeBackend, TreeQuery
from .engine import WhooshEngine

OPEN: dict[str, WhooshEngine] = {}  # by PATH: Haystack makes a backend for each thread


class WhooshBackend(TreeBackend):
    def open_engine(self, options: dict[str, Any]) -> WhooshEngine:
        path = str(options["PATH"])
        return OPEN.setdefault(path, WhooshEngine(Path(path), anything_public))


class Engine(BaseEngine):  # type: ignore[misc]
    backend = WhooshBackend
    query = TreeQuery
