"""A new index on the cluster beside the one in use: filled without copies and unseen, then switched to."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ..base import Damaged, Draft, Part, Unavailable
from ..fields import Document
from . import bulk
from .connection import ClusterConnection
from .indexes import ClusterIndexes
from .queries import ALL

logger = logging.getLogger(__name__)

COPYING = 120  # seconds for which the copies of a new index are waited for; it is whole without them


class ClusterDraft(Draft):
    def __init__(self, indexes: ClusterIndexes, token: int) -> None:
        self.indexes, self.token = indexes, token
        self.connection = indexes.connection
        self.index = indexes.create()
        self.in_use = False

    @contextmanager
    def part(self, number: int) -> Iterator["ClusterPart"]:
        yield ClusterPart(self.connection, self.index, self.token)

    def complete(self) -> int:
        ask = self.connection.write
        ask("POST", f"/{self.index}/_refresh")
        ask("POST", f"/{self.index}/_flush")
        found = self.connection.read(
            "POST", f"/{self.index}/_search", {"size": 0, "track_total_hits": True, "query": ALL}
        )
        if found["_shards"]["failed"]:
            raise Damaged("parts of the new index do not answer")
        ask("PUT", f"/{self.index}/_settings", {"index": {"auto_expand_replicas": f"0-{self.copies - 1}"}})
        self.indexes.tell_generation(self.index, self.token)
        self.wait_for_copies()
        return int(found["hits"]["total"]["value"])

    @property
    def copies(self) -> int:
        return max(1, self.indexes.address.copies)

    def wait_for_copies(self) -> None:
        for _ in range(COPYING // 5):
            params: dict[str, Any] = {
                "wait_for_status": "green",
                "timeout": "5s",
                "cluster_manager_timeout": "5s",
            }
            try:
                if not self.connection.write("GET", f"/_cluster/health/{self.index}", **params)["timed_out"]:
                    return
            except Unavailable:  # an answer that comes too late is no answer
                continue
        logger.warning(
            "the new index %s has not all its copies yet; the cluster goes on making them", self.index
        )

    def switch(self) -> None:
        self.indexes.switch_to(self.index)
        self.in_use = True

    def discard(self) -> None:
        if self.in_use:
            return
        try:
            self.connection.write("DELETE", f"/{self.index}")
        except Unavailable as error:  # the next one that is begun takes it away
            logger.warning("the unfinished index %s could not be removed: %s", self.index, error)


class ClusterPart(Part):
    def __init__(self, connection: ClusterConnection, index: str, token: int) -> None:
        self.connection, self.index, self.token = connection, index, token

    def add(self, documents: Iterable[Document]) -> None:
        bulk.send(self.connection, self.index, bulk.indexing(documents, self.token))
