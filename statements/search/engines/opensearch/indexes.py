"""The indexes of an archive on the cluster: which is in use, which there are, and how one follows another."""

import re
import secrets
import time
from typing import Any

from .connection import ClusterConnection, Gone, NoIndex
from .moment import IndexState
from .shape import INDEX_FORMAT, STATE, index_body

FRESH = 0.2  # seconds for which another process's writes may go unseen


class ClusterIndexes:
    """All indexes of a name. The alias of the name leads to the one in use."""

    def __init__(self, connection: ClusterConnection) -> None:
        self.connection, self.address = connection, connection.address
        self.seen: tuple[float, IndexState | None] = (0.0, None)

    def state(self) -> IndexState | None:
        """Return the state of the index in use; None where there is none that this version can read.

        Raises Unreachable.
        """
        when, state = self.seen
        if time.monotonic() - when < FRESH:
            return state
        try:
            found = self.connection.read("GET", f"/{self.address.name}/_doc/{STATE}")
        except (NoIndex, Gone):
            state = None
        else:
            told = found["_source"]
            ours = found["_index"].startswith(f"{self.address.name}-{INDEX_FORMAT}-")
            state = IndexState(found["_index"], told["generation"], told["changed"]) if ours else None
        self.seen = (time.monotonic(), state)
        return state

    def forget_state(self) -> None:
        self.seen = (0.0, None)

    def tell_generation(self, index: str, token: int) -> None:
        now = {"generation": secrets.token_hex(6), "changed": time.time()}
        params = {"version": token, "version_type": "external_gte", "timeout": "10s"}
        self.connection.write("PUT", f"/{index}/_doc/{STATE}", now, **params)
        self.forget_state()

    def remove_former(self) -> None:
        for index, aliases in self.indexes().items():
            if self.address.name not in aliases:
                self.connection.write("DELETE", f"/{index}")

    def indexes(self) -> dict[str, set[str]]:
        """Return all indexes of the name that were ever made and are still there, with the aliases of each."""
        pattern = f"{self.address.name}-*"
        found = self.connection.read("GET", f"/{pattern}/_alias", expand_wildcards="open,closed,hidden")
        return {
            index: set(told["aliases"])
            for index, told in found.items()
            if belongs_to(self.address.name, index)
        }

    def create(self) -> str:
        """Make an empty index beside the one in use, and return its name; what was given up before goes."""
        kept = {self.address.name, self.former()}
        for index, aliases in self.indexes().items():
            if not aliases & kept:
                self.connection.write("DELETE", f"/{index}")
        index = f"{self.address.name}-{INDEX_FORMAT}-{secrets.token_hex(4)}"
        self.connection.write("PUT", f"/{index}", index_body(self.address))
        return index

    def former(self) -> str:
        """Return the alias of the index before the one in use."""
        return f"{self.address.name}-former"

    def switch_to(self, index: str) -> None:
        """Make an index the one in use, at once for every reader; keep the one before, and none before that."""
        old = self.indexes()
        actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": self.address.name}}]
        for other, aliases in old.items():
            if other == index:
                continue
            if self.address.name in aliases:
                actions.append({"remove": {"index": other, "alias": self.address.name}})
                actions.append({"add": {"index": other, "alias": self.former()}})
            else:
                actions.append({"remove_index": {"index": other}})
        self.connection.write("POST", "/_aliases", {"actions": actions})
        self.forget_state()


def belongs_to(name: str, index: str) -> bool:
    """Whether an index is one of an archive's: of another, "ours-2", nothing is "ours", though it begins so."""
    return re.fullmatch(rf"{re.escape(name)}-\d+-[0-9a-f]{{8}}", index) is not None
