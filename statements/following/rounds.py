"""The follower: round by round, the sources that are due are asked, and some of what waits is fetched.

Several hosts are asked at once and each of them politely, by threads that know no database; what they bring is
stored here, some articles at a time. Whatever a round was stopped in, the next one goes on: an address waits until
its row says what became of it, and what was stored twice is known by its bytes.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from django.db import connections
from django.utils import timezone

from statements.ingest.reading import Readers, readers
from statements.leases import Holding, holding
from statements.models import FollowedSource, WebAddress
from statements.network.addresses import shown_address
from statements.network.faults import Unfetchable
from statements.network.fetching import Fetched, Fetcher
from statements.network.many import Asking, fetch_many
from statements.sources.base import Unreadable

from .runs import take_part, take_source
from .taking import Taken, keep_row, note_answer, note_fault, take_pages

logger = logging.getLogger(__name__)

Stopped = Callable[[], bool]
MOST_OF_SOURCE = 200  # addresses of one source that a round fetches
MOST_WAITING = (
    50_000  # pages of a source that wait; more of its sitemaps are read when some of these are done
)
ROUND = 60.0  # seconds after which a round asks for nothing more
PATIENCE = (
    15.0  # seconds that a host is waited for; where it wants more, its addresses wait for a later round
)


@dataclass(slots=True)
class Round:
    """What a round came to."""

    sources: int = 0
    failed_sources: int = 0
    counts: Counter[str] = field(default_factory=Counter)  # articles by "new", "updated", "unchanged"
    refused: int = 0
    postponed: int = 0
    quotes: int = 0

    def note(self, taken: Taken) -> None:
        self.counts += taken.counts
        self.quotes += taken.quotes
        self.refused += bool(taken.faults) and not taken.passing
        self.postponed += taken.passing


def follow_web(fetcher: Fetcher, stopped: Stopped, pause: float = 2.0) -> None:
    """Go on with rounds until stopped; nothing is asked while nothing is due."""
    trouble = 1.0  # seconds to wait behind a failure, doubled each time
    while not stopped():
        try:
            connections["default"].close_if_unusable_or_obsolete()
            if something_to_do(timezone.now()):
                with round_lock() as mine:
                    if mine is not None:
                        with readers() as reading:
                            run_round(fetcher, reading, stopped=mine.ended(stopped))
            trouble = 1.0
        except Exception:
            # Whatever it was, the rows still say what is to be done: say it, wait, and try again.
            logger.exception("a round of following broke off, trying again")
            connections.close_all()
            trouble = min(60.0, trouble * 2)
            rest(trouble, stopped)
        rest(pause, stopped)


def rest(seconds: float, stopped: Stopped) -> None:
    until = time.monotonic() + seconds
    while not stopped() and time.monotonic() < until:
        time.sleep(0.2)


def something_to_do(now: datetime) -> bool:
    return WebAddress.objects.waiting(now).exists() or bool(FollowedSource.objects.due(now))


def round_lock(wait: float = 0.0) -> AbstractContextManager[Holding | None]:
    """Hold the right to do a round; give None if another process has it for longer than `wait` seconds.

    It stays with a machine from round to round: there it is known when which host may be asked again.
    """
    return holding("following", wait=wait, keep=True)


def run_round(
    fetcher: Fetcher,
    reading: Readers,
    *,
    only: Sequence[FollowedSource] = (),
    stopped: Stopped = lambda: False,
    seconds: float = ROUND,
) -> Round:
    """Ask the sources that are due, or these alone, and fetch some of what waits."""
    done = Round()
    now = timezone.now()
    sources = list(only) or FollowedSource.objects.due(now)
    ask_sources(fetcher, reading, sources, done, stopped, seconds)
    for kind in (WebAddress.Kind.SITEMAP, WebAddress.Kind.PAGE):
        rows = waiting_rows(timezone.now(), kind, only)
        for taken in taken_of(fetcher, reading, rows, stopped, seconds):
            done.note(taken)
            log_fate(taken)
    return done


def log_fate(taken: Taken) -> None:
    """Tell an operator what did not come, and why."""
    if taken.faults:
        what = "put off" if taken.passing else "not taken"
        logger.info("%s: %s: %s", what, shown_address(taken.row.address), taken.words)


def ask_sources(
    fetcher: Fetcher,
    reading: Readers,
    sources: Sequence[FollowedSource],
    done: Round,
    stopped: Stopped,
    seconds: float,
) -> None:
    by_key = {one.pk: one for one in sources}
    wanted = [
        Asking(key=one.pk, address=one.address, etag=one.etag, modified=one.last_modified) for one in sources
    ]
    for came in fetch_many(fetcher, wanted, seconds=seconds, patience=PATIENCE, stopped=stopped):
        for one, found in came:
            source = by_key[one.key]
            take_source(source, found, fetcher.reach.ports, reading)
            done.sources += 1
            done.failed_sources += source.failures > 0


def waiting_rows(now: datetime, kind: WebAddress.Kind, only: Sequence[FollowedSource]) -> list[WebAddress]:
    """Return some of what waits of each source, the sources taking turns."""
    waiting = WebAddress.objects.waiting(now).filter(kind=kind).select_related("source__outlet")
    if only:
        waiting = waiting.filter(source__in=only)
    keys = sorted(waiting.order_by().values_list("source", flat=True).distinct(), key=lambda key: key or 0)
    if kind == WebAddress.Kind.SITEMAP:
        keys = [key for key in keys if not has_all_at_once(key)]
    lists = [list(waiting.filter(source=key)[:MOST_OF_SOURCE]) for key in keys]
    return [row for turn in zip_longest(*lists) for row in turn if row is not None]


def has_all_at_once(source: int | None) -> bool:
    waiting = WebAddress.objects.filter(
        source=source, state=WebAddress.State.WAITING, kind=WebAddress.Kind.PAGE
    )
    return len(waiting.order_by().values_list("pk")[:MOST_WAITING]) == MOST_WAITING


def taken_of(
    fetcher: Fetcher,
    reading: Readers,
    rows: Sequence[WebAddress],
    stopped: Stopped = lambda: False,
    seconds: float = ROUND,
    patience: float = PATIENCE,
) -> Iterator[Taken]:
    """Fetch addresses and store what comes; yield what became of each."""
    by_key = {row.pk: row for row in rows}
    wanted = [
        Asking(key=row.pk, address=row.address, etag=row.etag, modified=row.last_modified) for row in rows
    ]
    for came in fetch_many(fetcher, wanted, seconds=seconds, patience=patience, stopped=stopped):
        found = [(by_key[one.key], answer) for one, answer in came]
        for row, answer in found:
            if row.kind == WebAddress.Kind.SITEMAP:
                take_listed(row, answer, fetcher)
        yield from take_pages([pair for pair in found if pair[0].kind == WebAddress.Kind.PAGE], reading)


def take_listed(row: WebAddress, answer: Fetched | Unfetchable, fetcher: Fetcher) -> None:
    """List what a part of a sitemap lists, and keep in its row what came of it."""
    now = timezone.now()
    mine = Taken(row)
    try:
        run = take_part(row, answer, fetcher.reach.ports)
        if isinstance(answer, Fetched) and not answer.unchanged:
            note_answer(row, answer)
        row.settle(WebAddress.State.HELD, run.words if run else "nothing new in it", now)
    except Unreadable as fault:
        row.settle(WebAddress.State.REFUSED, str(fault), now, etag="", last_modified="")
    except Unfetchable as fault:
        note_fault(mine, fault, now)
        logger.warning("not followed: %s: %s", shown_address(row.address), fault)
    keep_row(row)
