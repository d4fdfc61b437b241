"""The worker behind the intake page: one process of a data folder, which may be ended at any moment."""

import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from .loads import tidy_up
from .taking import Ended, take_in_all

logger = logging.getLogger(__name__)

TIDIED = 60 * 60  # seconds between two looks for what nobody needs any more


def lock_file() -> Path:
    path: Path = settings.DATA / "intake.lock"
    return path


@contextmanager
def only_worker(patience: float = 2.0) -> Iterator[bool]:
    """Be the one worker of this data folder for as long as the block lasts; gives False if another one is."""
    until = time.monotonic() + patience  # a page that asks whether a worker runs holds the file for a moment
    with lock_file().open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() > until:
                    yield False
                    return
                time.sleep(0.05)
            else:
                yield True
                return


def worker_runs() -> bool:
    """Is there a worker? A killed one is none from that moment on."""
    try:
        with lock_file().open("a") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


def work_on(stopped: Ended, pause: float = 0.5) -> None:
    """Take in what waits until stopped."""
    trouble, tidied = 1.0, 0.0
    while not stopped():
        try:
            if not tidied or time.monotonic() - tidied > TIDIED:
                tidy_up()
                tidied = time.monotonic()
            take_in_all(stopped)
            trouble = 1.0
        except Exception:
            # The load says how far it is: say what happened, wait, and go on there.
            logger.exception("a load could not be taken in, trying again")
            connections.close_all()
            trouble = min(60.0, trouble * 2)
            time.sleep(trouble)
        time.sleep(pause)
