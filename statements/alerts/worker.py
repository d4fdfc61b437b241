"""What matches, writes and sends beside the site, until it is stopped."""

import logging
import time
from collections.abc import Callable

from django.db import connections
from django.utils import timezone

from statements.leases import holding

from .delivery import Delivered, Delivery, send_waiting
from .digests import make_digests
from .matching import SavedSearches, match_waiting

logger = logging.getLogger(__name__)

LOOKED_EVERY = 2.0  # seconds
SHORTEST_WAIT, LONGEST_WAIT_FOR_SERVER = (
    5.0,
    300.0,
)  # seconds in which a server that takes nothing is left alone


def send_alerts(stopped: Callable[[], bool]) -> None:
    """Match, make and send until stopped. Whatever goes wrong, the rows still hold the work."""
    searches = SavedSearches()
    wait = trouble = 0.0
    server_free_at = 0.0
    while not stopped():
        try:
            connections["default"].close_if_unusable_or_obsolete()
            prepare_mails(searches, stopped)
            if time.monotonic() >= server_free_at:
                done = send_waiting(stopped)
                wait = min(LONGEST_WAIT_FOR_SERVER, max(SHORTEST_WAIT, wait * 2)) if done.why else 0.0
                server_free_at = time.monotonic() + wait
                tell_delivered(done, wait)
            trouble = 0.0
        except Exception:
            logger.exception("no alerts could be sent, trying again")
            connections.close_all()
            trouble = min(60.0, max(1.0, trouble * 2))
        pause(LOOKED_EVERY + trouble, stopped)


def prepare_mails(searches: SavedSearches, stopped: Callable[[], bool]) -> tuple[int, int]:
    """Match what waits and make the digests that are due; return how many of each. One process of all machines does so.

    Two that match a statement at once could keep what it said before its last change. Sending is for all of them.
    """
    with holding("alerts", keep=True) as mine:
        if mine is None:
            return 0, 0
        ended = mine.ended(stopped)
        return match_waiting(searches, ended), make_digests(timezone.now(), ended)


def tell_delivered(done: Delivered, wait: float) -> None:
    if done.why:
        logger.warning("%s; mail waits, and is tried again in %d seconds", done.why, wait)
    if sent := done.counts[Delivery.SENT]:
        logger.info("%d mails sent", sent)


def pause(seconds: float, stopped: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not stopped() and time.monotonic() < until:
        time.sleep(0.2)
