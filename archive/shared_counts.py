"""What addresses used of their share of a minute, counted by all workers of a machine in one table.

The table is memory of a file without a name, which the process makes that imports this first; those that it forks
inherit it. No Django here: gunicorn's first process imports it, and has none.
"""

import fcntl
import mmap
import secrets
import struct
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b

# Whom, in short; the second in which the window began, as time.monotonic has it; used.
ROW = struct.Struct("=QdQ")
ROWS = 1 << 16
LOOKED_AT = 8  # rows in which one may stand; of those that are taken the oldest is given away


@dataclass(frozen=True, slots=True)
class Used:
    """What one has used since a moment; whether what was asked for now was too much, and is not counted."""

    since: float
    used: int
    refused: bool


class SharedCounts:
    """Counts of a window of time by name. At most `rows` are remembered, those that asked first are forgotten."""

    def __init__(self, rows: int = ROWS) -> None:
        self.rows = rows
        self.size = (rows + LOOKED_AT) * ROW.size
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the process)
        self.file.truncate(self.size)
        self.table = mmap.mmap(self.file.fileno(), self.size)
        self.key = secrets.token_bytes(16)  # nobody can tell which names share rows
        self.threads = threading.Lock()

    def take(self, name: str, weight: int, most: int, window: float, now: float) -> Used:
        """Count `weight` for a name, unless it has used some and would have more than `most` in its window."""
        digest = blake2b(name.encode(), digest_size=8, key=self.key).digest()
        whom = int.from_bytes(digest, "big") or 1
        with self.held(whom % self.rows) as first:
            places = range(first, first + LOOKED_AT * ROW.size, ROW.size)
            there = {place: ROW.unpack_from(self.table, place) for place in places}
            mine = next((place for place, row in there.items() if row[0] == whom), None)
            place = min(there, key=lambda one: there[one][1]) if mine is None else mine
            _, since, used = there[place]
            if mine is None or now - since >= window:
                since, used = now, 0
            refused = used > 0 and used + weight > most
            used += 0 if refused else weight
            ROW.pack_into(self.table, place, whom, since, used)
        return Used(since, used, refused)

    @contextmanager
    def held(self, number: int) -> Iterator[int]:
        """Keep all others from a stretch of rows; gives where it begins. Who is killed meanwhile lets it go."""
        first = number * ROW.size
        with self.threads:  # the lock of the file is one process's, whichever thread has it
            fcntl.lockf(self.file, fcntl.LOCK_EX, LOOKED_AT * ROW.size, first)
            try:
                yield first
            finally:
                fcntl.lockf(self.file, fcntl.LOCK_UN, LOOKED_AT * ROW.size, first)

    def forget(self) -> None:
        """Forget everybody."""
        self.table[:] = bytes(self.size)


answers = SharedCounts()  # of the API
