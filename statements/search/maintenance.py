"""Care of the index: made anew beside the one in use, compared with the database, repaired."""

import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import time
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connections as databases
from django.db import transaction

from archive.processes import end_with
from statements.archive_version import forget_old_changes

from . import queue
from .documents import TABLES, Faults, anything_public, documents_of, label_of, public_rows
from .engines import engine
from .engines.base import Damaged, Depth, Draft, Incomplete, Part, Unavailable, Unreachable
from .engines.fields import checksum
from .queue import indexing_lock, write_rows, write_waiting

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 1.5  # seconds between two looks at the queue
PIECE = 500  # rows read from the database at a time
LOOKED_FOR = 5.0  # seconds between two times that an engine that is away is asked, at most
LATE = 60  # seconds that a change may wait before the state is called late

Ids = Sequence[int]
Share = Sequence[tuple[str, Ids]]  # of a rebuild: ids by table
Report = Callable[[int, int], None]  # rows done, rows in all


def report_to_nobody(done: int, total: int) -> None:
    """Take a report and do nothing with it."""


def drain(wait: bool = True, again: bool = False) -> int:
    """Bring the index up to date; return how many rows were written or removed."""
    if not engine().exists() and anything_public():
        return rebuild()  # an index of the queued rows alone would pass for one of all
    return write_waiting(wait, again)


def drain_or_say(say: Callable[[str], object], wait: bool = True) -> int:
    """Bring the index up to date; where it cannot be now, say so: what was changed waits in the queue."""
    try:
        return drain(wait)
    except Unavailable as error:
        say(waits(error))
        return 0


def waits(error: Unavailable) -> str:
    """Return in a sentence or two why the index is not written, and what becomes of what it lacks."""
    rows = queue.waiting()
    return (
        f"{as_a_sentence(error)} Nothing is lost: {rows} changes wait in the queue, and are written once it answers. "
        "manage.py check_search tells more."
    )


def as_a_sentence(error: Unavailable) -> str:
    said = str(error).rstrip(".")
    return f"{said[:1].upper()}{said[1:]}."


# Made anew


def public_ids(table: str) -> Ids:
    """Return the ids of the rows that search should find, in order."""
    ids = public_rows(table).order_by("pk").values_list("pk", flat=True)
    return array("q", ids.iterator(chunk_size=20_000))


def pieces(ids: Ids, size: int = PIECE) -> Iterator[list[int]]:
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])


def can_fork() -> bool:
    """Return whether other processes see this process's database: one in memory is its own."""
    return "memory" not in str(databases["default"].settings_dict["NAME"])


def rebuild(jobs: int = 1, report: Report = report_to_nobody) -> int:
    """Make the index anew and switch to it; return how many documents it holds.

    Readers keep the old index until the new one is complete, counted and durable. What changes
    meanwhile waits in the queue and is written after the switch. Raises Incomplete.
    """
    with indexing_lock():
        # Those that can be seen now speak of changes that can be seen now: the new index will have
        # them. By id, since a task with a lower one may still become visible.
        answered = list(queue.all_tasks().values_list("id", flat=True))
        ids = {table: public_ids(table) for table in TABLES}
        total = sum(len(found) for found in ids.values())
        jobs = max(1, min(jobs, total // PIECE)) if can_fork() else 1
        shares = [[(table, found[n::jobs]) for table, found in ids.items()] for n in range(jobs)]
        draft = engine().draft(jobs)
        try:
            written, faults = write_shares(draft, shares, report, total)
            count = draft.complete()
            if count != written:
                raise Incomplete(f"the new index holds {count} documents, but {written} were written to it")
            draft.switch()
        finally:
            draft.discard()
        with transaction.atomic():
            queue.put_aside(faults)
            queue.forget_tasks(answered)
    forget_old_changes()
    drain()
    return count


def remove_former() -> None:
    """Delete what is left on the disk of indexes that are no longer in use: readers that have one open keep it."""
    with indexing_lock():
        engine().remove_former()


def write_shares(draft: Draft, shares: Sequence[Share], report: Report, total: int) -> tuple[int, Faults]:
    """Write the shares, several in processes beside each other. Raises Incomplete if one of them fails.

    Return how many documents were written, and the rows whose documents could not be made.
    """
    if len(shares) > 1:
        return write_beside_each_other(draft, shares, report, total)
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        report(done, total)

    with draft.part(0) as part:
        return write_share(part, shares[0], tell)


def write_share(part: Part, share: Share, tell: Callable[[int], None]) -> tuple[int, Faults]:
    written = 0
    faults: Faults = {}
    for table, ids in share:
        for piece in pieces(ids):
            found = documents_of(table, piece, faults)
            part.add(found)
            written += len(found)
            tell(len(piece))
    return written, faults


def write_in_process(draft: Draft, number: int, share: Share, pipe: Any) -> None:
    """Write a share in a process of its own, and tell through the pipe how far it is."""
    end_with(os.getppid())
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its processes
    engine().let_go()  # a parent that is killed must not leave the lock to its processes
    try:
        with draft.part(number) as part:
            written = write_share(part, share, lambda count: pipe.send(("done", count)))
        pipe.send(("end", written))
    except BaseException as error:
        pipe.send(("error", f"{type(error).__name__}: {error}"))
        raise


def write_beside_each_other(
    draft: Draft, shares: Sequence[Share], report: Report, total: int
) -> tuple[int, Faults]:
    databases.close_all()  # a connection is not shared between processes
    context = multiprocessing.get_context("fork")
    workers = []
    for number, share in enumerate(shares):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=write_in_process, args=(draft, number, share, there), daemon=True)
        process.start()
        there.close()
        workers.append((process, here))
    done = written = 0
    faults: Faults = {}
    try:
        open_pipes = {here: process for process, here in workers}
        while open_pipes:
            for ready in multiprocessing.connection.wait(list(open_pipes)):
                pipe = next(one for one in open_pipes if one is ready)
                try:
                    what, value = pipe.recv()
                except EOFError:
                    raise Incomplete("a process that wrote a part of the new index was ended") from None
                if what == "error":
                    raise Incomplete(f"a part of the new index could not be written: {value}")
                if what == "end":
                    written += value[0]
                    faults |= value[1]
                    del open_pipes[pipe]
                else:
                    done += value
                    report(done, total)
    finally:
        for process, _ in workers:
            if process.is_alive() and open_pipes:
                process.terminate()
            process.join()
    return written, faults


# Compared


@dataclass(slots=True)
class Check:
    """What differs between database and index, as (table, row); a few of each are named."""

    rows: int = 0
    documents: int = 0
    missing: list[tuple[str, int]] = field(default_factory=list)  # public, not in the index
    stale: list[tuple[str, int]] = field(default_factory=list)  # in the index as they were before
    extra: list[tuple[str, int]] = field(default_factory=list)  # in the index, not public
    doubled: list[tuple[str, int]] = field(default_factory=list)
    faults: dict[tuple[str, int], str] = field(default_factory=dict)  # whose document cannot be made

    @property
    def wrong(self) -> list[tuple[str, int]]:
        return [*self.missing, *self.stale, *self.extra, *self.doubled]


def check(report: Report = report_to_nobody) -> Check:
    """Compare the index with the database, document by document, some hundred rows at a time.

    An indexer may be at work beside it: what differs is compared once more with the index held still,
    and what waits in the queue differs rightly. Raises Damaged for an index that is not as it was
    written, and Unavailable for one that cannot be opened.
    """
    if not engine().exists():
        raise Unavailable("there is no index yet")
    engine().verify()
    result = compare({table: public_ids(table) for table in TABLES}, report)
    if result.wrong:
        with indexing_lock():
            waiting = set(queue.all_tasks().values_list("table", "row"))
            doubted = {
                table: array("q", sorted({row for name, row in result.wrong if name == table}))
                for table in TABLES
            }
            again = compare(doubted, only=True)
        for name in ("missing", "stale", "extra", "doubled"):
            setattr(result, name, [row for row in getattr(again, name) if row not in waiting])
    return result


def compare(ids: Mapping[str, Ids], report: Report = report_to_nobody, only: bool = False) -> Check:
    """Compare the rows of the given ids with the index; with `only`, no other document is compared."""
    result = Check(documents=engine().document_count())
    result.rows = sum(len(found) for found in ids.values())
    done = 0
    for table, rows in ids.items():
        public = sorted(still_public(table, rows)) if only else rows
        sums: dict[int, int] = {}
        doubled: set[int] = set()
        for row, total in engine().checksums(label_of(table), rows if only else None):
            if row in sums:
                doubled.add(row)
            sums[row] = total
        result.doubled += [(table, row) for row in sorted(doubled)]
        for piece in pieces(public):
            indexed = {row: sums.pop(row) for row in piece if row in sums}
            for document in documents_of(table, piece, result.faults):
                row = document["row"]
                if row not in indexed:
                    result.missing.append((table, row))
                elif indexed[row] != checksum(document):
                    result.stale.append((table, row))
            done += len(piece)
            report(done, result.rows)
        result.extra += [(table, row) for row in sorted(sums)]
    return result


def still_public(table: str, ids: Ids) -> Iterator[int]:
    """Yield which of some rows search should find."""
    for piece in pieces(ids):
        yield from public_rows(table).filter(pk__in=piece).values_list("pk", flat=True)


def repair(found: Check) -> int:
    """Write anew what a check found wrong; return how many rows that were."""
    wrong = list(dict.fromkeys(found.wrong))
    with indexing_lock():
        for start in range(0, len(wrong), queue.BATCH):
            write_rows(wrong[start : start + queue.BATCH])
    return len(wrong)


def heal(asked: bool = False) -> bool:
    """Make the index anew if it is missing, of an older format or damaged; return whether it was.

    `asked` by a reader that failed, every term of the index is read as well.
    """
    try:
        if not engine().exists():  # as at the first start, or behind an upgrade: nothing is wrong
            logger.info("the search index is made: there is none yet that this version can read")
            rebuild(jobs=os.cpu_count() or 1)
            return True
        engine().verify(Depth.EVERY_TERM if asked else Depth.WHOLE)
        if asked:
            logger.error("a search failed, but the index is whole: the log of the site tells why")
    except Unreachable:
        raise  # nothing is known to be wrong with the index
    except (Damaged, Unavailable) as error:
        logger.error("the search index is made anew: %s", error)
        rebuild(jobs=os.cpu_count() or 1)
        return True
    return False


def index_state() -> dict[str, Any]:
    """Return how the index is, for the health page: quickly, without reading it through.

    `state` is "ok", "late" (changes wait longer than a minute), "away" (what searches does not answer),
    "damaged" or "missing".
    """
    since = queue.oldest()
    answer: dict[str, Any] = {
        "state": "ok",
        "waiting": queue.waiting(),
        "set_aside": queue.set_aside().count(),
        "lag_seconds": max(0, round((datetime.now(UTC) - since).total_seconds())) if since else 0,
        "documents": None,
    }
    version = engine().version()
    try:
        if not engine().exists():
            answer["state"] = "missing" if anything_public() else "ok"
            return answer
        if queue.all_tasks().filter(table=queue.INDEX).exists():
            raise Damaged("a search could not read it")
        engine().verify(Depth.QUICK)
        answer["documents"] = engine().document_count()
    except Unreachable as error:
        answer |= {"state": "away", "reason": str(error)}
    except (Damaged, Unavailable, FileNotFoundError) as error:
        if engine().version() == version:  # else it was switched meanwhile
            answer |= {"state": "damaged", "reason": str(error)}
    else:
        if answer["lag_seconds"] > LATE:
            answer["state"] = "late"
    return answer


def follow(
    stopped: Callable[[], bool], pause: float = 0.3, beside: Callable[[], object] = lambda: None
) -> None:
    """Drain the queue until stopped; heal the index when it starts and when a reader asks for it.

    `beside` is done each time that the queue was looked through. Where that takes long, since much comes in or the
    machine is busy, it pauses longer and takes more at once: each commit has every reader open the index anew.
    """
    healed = False
    trouble = 1.0  # seconds to wait behind a failure, doubled each time
    while not stopped():
        began = time.monotonic()
        try:
            databases["default"].close_if_unusable_or_obsolete()
            asked = queue.all_tasks().filter(table=queue.INDEX).exists()
            if asked or not healed:
                with indexing_lock(wait=False) as free:
                    pass
                if free:
                    heal(asked)
                    healed = True
                    queue.all_tasks().filter(table=queue.INDEX).delete()
            if queue.open_tasks().exclude(table=queue.INDEX).exists():
                drain(wait=False)
            beside()
            trouble = 1.0
        except Unavailable as error:  # what searches is away: said once, and looked for again and again
            if trouble == 1.0:
                logger.error("%s", waits(error))
            trouble = min(LOOKED_FOR, trouble * 2)
            time.sleep(trouble)
        except Exception:
            # Whatever it was, the queue still holds the work: say it, wait, and try again.
            logger.exception("the queue could not be drained, trying again")
            databases.close_all()
            trouble = min(60.0, trouble * 2)
            time.sleep(trouble)
        worked = time.monotonic() - began
        time.sleep(max(pause, min(LONGEST_PAUSE, 2 * worked)))
