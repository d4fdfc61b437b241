"""Who writes next, where only one can at a time? What people do goes before what works through many texts.

SQLite lets one writer in, and whoever asks while another writes looks again now and then. A process that commits one
batch behind another leaves hardly a moment for that: an editor would wait for many batches. So whoever answers a
request that may write says so by a shared lock on a file of the data folder, and whoever works through many texts
looks for such a lock before each batch, waits a while for its end, and makes its batches small for some time. The
kernel gives the lock back of whoever was killed.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection

FILE = "acts.lock"
PATIENCE = 1.0  # seconds for which a batch waits: work goes on, however much people do
LOOKED_AT = 0.005  # seconds between two looks
BUSY = 5.0  # seconds behind an act for which others are expected

_is_acting = ContextVar("is_acting", default=False)  # does this thread answer for an act itself?
_seen = -BUSY  # when an act was last found going on, as time.monotonic has it
_went_on = -BUSY  # when the last batch was let go on


@contextmanager
def acting() -> Iterator[None]:
    """Let batches of other processes, and of other threads, wait until the block ends."""
    before = _is_acting.set(True)
    try:
        with _lock_file() as file:
            if file is not None:
                fcntl.flock(file, fcntl.LOCK_SH)
            yield
    finally:
        _is_acting.reset(before)


def let_acts_go_first() -> None:
    """Wait until nobody's act is going on, or PATIENCE has passed. Call it where nothing is locked yet.

    Beside people who act, whoever calls it rests as long as it has worked since it was last let go on. What an act
    does itself, an article read again by an editor say, waits for nobody: it would wait for its own end.
    """
    global _seen, _went_on
    if _is_acting.get():
        return
    now = time.monotonic()
    if is_busy():
        time.sleep(min(PATIENCE, now - _went_on))
    until = time.monotonic() + PATIENCE
    with _lock_file() as file:
        while file is not None and not _is_free(file):
            _seen = time.monotonic()
            if _seen > until:
                break
            time.sleep(LOOKED_AT)
    _went_on = time.monotonic()


def is_busy() -> bool:
    """Have people acted in the last seconds, as far as this process has seen?"""
    return time.monotonic() - _seen < BUSY


def _is_free(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(file, fcntl.LOCK_UN)
    return True


@contextmanager
def _lock_file() -> Iterator[int | None]:
    """Open the file for a block; None where the database lets many write, or the folder takes no file."""
    if connection.vendor != "sqlite":
        yield None
        return
    try:
        file = os.open(settings.DATA / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:  # a folder that is read only: nobody writes at all
        yield None
        return
    try:
        yield file
    finally:
        os.close(file)
