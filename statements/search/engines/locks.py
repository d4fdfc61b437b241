"""Who may write in a folder of this machine: one process, which the kernel tells from those that were killed.

What is in the database, and so for all machines, has leases: `statements/leases.py`.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOCK = "writer.lock"


class OneWriter:
    """The right to write, as a lock on a file in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.locks: list[IO[str]] = []

    @contextmanager
    def lock(self, wait: bool = True) -> Iterator[bool]:
        """Hold the right to write the index; yields False if another process has it and `wait` is off."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            self.locks.append(file)
            try:
                yield True
            finally:
                self.locks.remove(file)

    def let_go(self) -> None:
        """Close the locks that a forked process was born with, so that it outlives its parent without them."""
        for file in self.locks:
            file.close()
