"""Who may write on a cluster that several machines know: one of them, and none that was overtaken.

On this machine a locked file tells, which the kernel gives back when its holder is killed. Between machines it is
a document that its holder renews; whoever sees it stand still for long takes it over, by a clock of his own alone.
It stays with the cluster and is none of the database's leases (`statements/leases.py`): an engine knows no database,
and only the cluster can refuse what is written under an older number.

Each time that it is taken its number grows. What is written carries the number as its version, so that a writer
who was held up and overtaken is refused by the cluster and not believed.
"""

import logging
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive.data import machine_of

from ..base import Unavailable
from ..locks import OneWriter
from .connection import ClusterConnection, Conflict, Gone, NoIndex

logger = logging.getLogger(__name__)

RENEWED = 5.0  # seconds between two times that the holder says that it lives
STANDS_STILL = 30.0  # seconds after which another machine takes it over
LOOKED_AT = 0.5
DOCUMENT = "writer"
HELD = {"token": "long", "holder": "keyword", "machine": "keyword"}


class WriteLease:
    """The right to write the indexes of a name."""

    def __init__(self, connection: ClusterConnection, folder: Path) -> None:
        self.connection = connection
        self.here = OneWriter(folder)
        self.index = f"{connection.address.name}-writer"
        self.token = 0  # of the right that is held; 0 where it is not
        self.holder = ""
        self.at: tuple[int, int] = (0, 0)  # the state of the document as this holder wrote it
        self.seen: tuple[Any, float] = (None, 0.0)
        self.renewing = threading.Lock()

    @contextmanager
    def lock(self, wait: bool = True) -> Iterator[bool]:
        """Hold the right to write; yields False if another has it and `wait` is off. Raises Unreachable."""
        with self.here.lock(wait) as first_here:
            if not first_here or not self.take(wait):
                yield False
                return
            ended = threading.Event()
            threading.Thread(target=self.renew_until, args=(ended, os.getpid()), daemon=True).start()
            try:
                yield True
            finally:
                ended.set()
                self.give_back()

    def let_go(self) -> None:
        self.here.let_go()

    def take(self, wait: bool) -> bool:
        """Take the right, where it is free, stands still, or was held on this machine by one who is dead."""
        while True:
            known = self.look()
            if self.is_free(known) and self.write_as(secrets.token_hex(8), known):
                return True
            if not wait:
                return False
            time.sleep(LOOKED_AT)

    def look(self) -> dict[str, Any] | None:
        """Return the document with its state; None where there is none."""
        try:
            found: dict[str, Any] = self.connection.read("GET", f"/{self.index}/_doc/{DOCUMENT}")
        except NoIndex:
            self.create()
            return None
        except Gone:
            return None
        return found

    def create(self) -> None:
        fields = {name: {"type": kind, "index": False, "doc_values": False} for name, kind in HELD.items()}
        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-2"}
        body = {"settings": settings, "mappings": {"dynamic": "strict", "properties": fields}}
        try:
            self.connection.write("PUT", f"/{self.index}", body)
        except Unavailable as error:
            if "resource_already_exists" not in str(error):
                raise

    def machine(self) -> str:
        """Return what tells this machine's folder from all others: whoever has it locked is here."""
        return machine_of(self.here.folder)

    def is_free(self, known: dict[str, Any] | None) -> bool:
        if known is None or not known["_source"]["holder"]:
            return True
        if known["_source"]["machine"] == self.machine():
            return True  # the file was locked, so its holder lives no more
        state, now = (known["_seq_no"], known["_primary_term"]), time.monotonic()
        if self.seen[0] != state:
            self.seen = (state, now)
        return now - self.seen[1] > STANDS_STILL

    def write_as(self, holder: str, known: dict[str, Any] | None) -> bool:
        """Write the document as its next holder; return whether nobody else was first."""
        # Never below the time: where the document was lost, what it had numbered is still older.
        token = max((known or {}).get("_source", {}).get("token", 0) + 1, int(time.time() * 1000))
        source = {"token": token, "holder": holder, "machine": self.machine()}
        if known is None:
            expected: dict[str, Any] = {"op_type": "create"}
        else:
            expected = {"if_seq_no": known["_seq_no"], "if_primary_term": known["_primary_term"]}
        try:
            self.put(source, expected)
        except Conflict:
            return False
        self.token, self.holder = token, holder
        return True

    def put(self, source: dict[str, Any], expected: dict[str, Any]) -> None:
        path = f"/{self.index}/_doc/{DOCUMENT}"
        done = self.connection.write("PUT", path, source, timeout="5s", **expected)
        self.at = (done["_seq_no"], done["_primary_term"])

    def renew_until(self, ended: threading.Event, process: int) -> None:
        while not ended.wait(RENEWED) and os.getpid() == process:
            with self.renewing:
                if ended.is_set():
                    return
                try:
                    self.say(self.holder)
                except Unavailable as error:
                    logger.warning("the right to write the search index could not be renewed: %s", error)

    def give_back(self) -> None:
        with self.renewing:
            try:
                self.say("")
            except Unavailable as error:  # this machine may take it again, others when it stands still
                logger.warning("the right to write the search index could not be given back: %s", error)
            self.token, self.holder = 0, ""

    def say(self, holder: str) -> None:
        source = {"token": self.token, "holder": holder, "machine": self.machine()}
        self.put(source, {"if_seq_no": self.at[0], "if_primary_term": self.at[1]})
