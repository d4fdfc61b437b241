"""One request at a time to a host, and a pause behind it, whichever process asks.

A host has a file in the data folder, which whoever asks it holds locked, and which says from when it may be asked
again. So a follower, a command and a form of the site wait for each other without a server between them. Another
machine does not see these files: one machine follows for all (`following/rounds.py`).
"""

import fcntl
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .faults import HostHeld, words_for_wait

FILES = 4096  # several hosts may share one: they then wait for each other, which harms nobody
LONGEST_HOLD = 24 * 3600.0  # seconds; a longer one is an error of somebody's clock
LOOK_AGAIN = 0.05
BUSY = 60.0  # how long a host may be busy with others before whoever waits is told so


@dataclass(slots=True)
class HostTurn:
    """The right to ask a host once. `rest` is for how many seconds nobody is to ask it afterwards."""

    rest: float


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that are asked, with what is known of when. `pause` is in seconds."""

    folder: Path
    pause: float = 1.0

    @contextmanager
    def turn(self, host: str, patience: float) -> Iterator[HostTurn]:
        """Wait for a turn with a host. Raise HostHeld if none comes in `patience` seconds."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / f"{zlib.crc32(host.encode()) % FILES:03x}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            wait_for_lock(handle, patience)
            wait_until(read_time_of(handle), patience)
            mine = HostTurn(rest=self.pause)
            try:
                yield mine
            finally:
                free = time.time() + min(max(mine.rest, self.pause), LONGEST_HOLD)
                os.pwrite(handle, f"{free:020.3f}".encode(), 0)
        finally:
            os.close(handle)  # which gives the lock back


def wait_for_lock(handle: int, patience: float) -> None:
    until = time.monotonic() + max(patience, BUSY)
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise HostHeld("others are busy with its host", until=time.time() + BUSY) from None
            time.sleep(LOOK_AGAIN)


def read_time_of(handle: int) -> float:
    """Return from when a host may be asked, 0 if it may be now."""
    try:
        return float(os.pread(handle, 20, 0))
    except ValueError:
        return 0.0


def wait_until(free: float, patience: float) -> None:
    left = free - time.time()
    if left > LONGEST_HOLD + 60:
        return
    if left > patience:
        raise HostHeld(f"its host wants to be left alone for another {words_for_wait(left)}", until=free)
    if left > 0:
        time.sleep(left)
