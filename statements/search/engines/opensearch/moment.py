"""One generation of the index, open for reading by all threads: a point in time on the cluster, and what is cached."""

import json
import logging
import threading
from collections.abc import Hashable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ..base import Unavailable
from .connection import ClusterConnection, Conflict, Gone, NoIndex
from .queries import ALL, Clause

logger = logging.getLogger(__name__)

KEPT = "2m"  # for which the cluster keeps a point in time that nobody asks


class IndexState(NamedTuple):
    """Which index is in use, in which generation, and since when."""

    name: str
    generation: str
    changed: float  # seconds since 1970

    @property
    def when(self) -> datetime:
        return datetime.fromtimestamp(self.changed, UTC)


class LostMoment(Exception):
    """A node that held a part of a point in time is away: another has to be opened."""


class Moment:
    """What a search reads, from its opening on. It is given back to the cluster behind its last reader."""

    def __init__(self, connection: ClusterConnection, state: IndexState) -> None:
        self.connection, self.state = connection, state
        self.generation_cache: dict[Hashable, Any] = {}
        self.averages: list[float] = []
        self.opening = threading.Lock()
        self.readers = 0
        self.is_past = False
        self.point = ""

    def __enter__(self) -> "Moment":
        with self.opening:
            self.readers += 1
        return self

    def __exit__(self, *_: object) -> None:
        with self.opening:
            self.readers -= 1
        self.close_behind_last()

    def pass_by(self) -> None:
        """Tell that another generation has come."""
        self.is_past = True
        self.close_behind_last()

    def close_behind_last(self) -> None:
        with self.opening:
            point = self.point if self.is_past and not self.readers else ""
            self.point = "" if point else self.point
        if point:
            try:
                self.connection.read("DELETE", "/_search/point_in_time", {"pit_id": [point]})
            except Unavailable:  # it ends by itself
                logger.debug("a point in time could not be given back")

    def renew(self, lost: str) -> None:
        """Forget a point in time that was lost, unless another thread did."""
        with self.opening:
            if self.point == lost:
                self.point = ""

    def opened(self) -> str:
        with self.opening:
            if not self.point:
                path = f"/{self.state.name}/_search/point_in_time"
                self.point = self.connection.read(
                    "POST", path, keep_alive=KEPT, allow_partial_pit_creation="false"
                )["pit_id"]
            return self.point

    def ask(self, body: dict[str, Any], **params: Any) -> dict[str, Any]:
        """Carry a search out, whole or not at all. Raises LostMoment where a node of it is away."""
        return self.asked("/_search", body, {"allow_partial_search_results": "false", **params})

    def count(self, queries: Sequence[Clause]) -> list[int]:
        """Return how many documents answer each query, all asked for at once."""
        found: list[int] = []
        point = {"id": self.opened(), "keep_alive": KEPT}
        lines: list[str] = []
        for query in queries:
            body = {"size": 0, "track_total_hits": True, "query": query, "pit": point}
            lines += ["{}", json.dumps(body)]
        answer = self.asked("/_msearch", "\n".join(lines) + "\n", {})
        for one in answer["responses"]:
            if "error" in one or one["_shards"]["failed"]:
                raise LostMoment
            found.append(int(one["hits"]["total"]["value"]))
        return found

    def asked(self, path: str, body: Any, params: dict[str, Any]) -> dict[str, Any]:
        point = self.opened()
        if isinstance(body, dict):
            body = {**body, "pit": {"id": point, "keep_alive": KEPT}}
        try:
            answer: dict[str, Any] = self.connection.read("POST", path, body, waits=False, **params)
        except (Gone, NoIndex, Conflict) as error:
            self.renew(point)
            raise LostMoment from error
        except Unavailable as error:
            status = getattr(error.__cause__, "status_code", None)
            if isinstance(status, int) and status >= 500:
                self.renew(point)
                raise LostMoment from error
            raise
        return answer

    def average_words(self) -> float:
        """Return how many words a document has in the middle; asked for once."""
        if not self.averages:
            body = {"size": 0, "query": ALL, "aggs": {"words": {"avg": {"field": "words"}}}}
            self.averages.append(float(self.ask(body)["aggregations"]["words"]["value"] or 1.0))
        return self.averages[0]
