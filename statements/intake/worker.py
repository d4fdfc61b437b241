"""The worker behind the intake page: one on each machine, which may be ended at any moment."""

import logging
import time
from contextlib import AbstractContextManager

from django.db import connections

from statements.leases import Holding, holding, lease_is_held

from .loads import tidy_up
from .taking import Ended, take_in_all

logger = logging.getLogger(__name__)

NAME = "intake"
TIDIED = 60 * 60  # seconds between two looks for what nobody needs any more


def only_worker(patience: float = 2.0) -> AbstractContextManager[Holding | None]:
    """Be the one worker of this machine for as long as the block lasts; gives None if another one is.

    A page that asks whether a worker runs holds the file for a moment, so this one is patient.
    """
    return holding(NAME, wait=patience, each_machine=True)


def worker_runs() -> bool:
    """Is there a worker, here or on another machine? One that is killed here is none from that moment on."""
    return lease_is_held(NAME)


def work_on(mine: Holding, stopped: Ended, pause: float = 0.5) -> None:
    """Take in what waits until stopped, or until others may think that this worker lives no more."""
    trouble, tidied, ended = 1.0, 0.0, mine.ended(stopped)
    while not ended():
        try:
            if not tidied or time.monotonic() - tidied > TIDIED:
                tidy_up()
                tidied = time.monotonic()
            take_in_all(ended, mine.holder)
            trouble = 1.0
        except Exception:
            # The load says how far it is: say what happened, wait, and go on there.
            logger.exception("a load could not be taken in, trying again")
            connections.close_all()
            trouble = min(60.0, trouble * 2)
            time.sleep(trouble)
        time.sleep(pause)
