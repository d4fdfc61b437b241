"""Care of the index: made anew beside the one in use, compared with the database, repaired."""

import logging
import multiprocessing
import multiprocessing.connection
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connections as databases
from django.db import transaction
from haystack.utils import get_model_ct

from statements.archive_version import forget_old_changes

from . import queue
from .codec import Ints
from .engine import (
    TABLES,
    Unavailable,
    anything_public,
    backend,
    documents_of,
    model_of,
    public_rows,
    write_rows,
)
from .queue import drain, indexing_lock
from .snapshot import Snapshot
from .storage import TEXT_FIELDS, Damaged, Writer, checksum, combine, create_index, open_index, verify

logger = logging.getLogger(__name__)

PIECE = 500  # rows read from the database at a time
SEGMENT = 60_000  # documents written at a time: the more, the fewer segments and the more memory
LATE = 60  # seconds that a change may wait before the state is called late

Report = Callable[[int, int], None]  # rows done, rows in all
Faults = dict[tuple[str, int], str]  # (table, row): why its document could not be made


class Incomplete(Exception):
    """The new index does not hold what the database does; the old one stays in use."""


def nothing(done: int, total: int) -> None:
    """Report to nobody."""


# Made anew


def public_ids(table: str) -> Ints:
    ids = public_rows(table).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=20_000)
    return np.fromiter(ids, dtype=np.int64)


def pieces(ids: Ints, size: int = PIECE) -> Iterator[list[int]]:
    for start in range(0, len(ids), size):
        yield [int(pk) for pk in ids[start : start + size]]


def write_part(
    folder: Path, shares: Sequence[tuple[str, Ints]], tell: Callable[[int], None]
) -> tuple[int, Faults]:
    """Make an index of some rows in a folder of its own; return how many documents it holds.

    With it come the rows whose documents could not be made.
    """
    ix = create_index(folder)
    written = 0
    faults: Faults = {}
    writer: Writer | None = None
    for table, ids in shares:
        for piece in pieces(ids):
            writer = writer or Writer(ix)
            found = documents_of(table, piece, faults)
            for document in found:
                writer.add(document)
            written += len(found)
            tell(len(piece))
            if writer.docnum >= SEGMENT:
                writer.commit(merge=False)
                writer = None
    if writer is not None:
        writer.commit(merge=False)
    return written, faults


def work(folder: Path, shares: Sequence[tuple[str, Ints]], pipe: Any) -> None:
    """Write a part in a process of its own, and tell through the pipe how far it is."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its parts
    backend().let_go()  # a parent that is killed must not leave the lock to its parts
    try:
        written = write_part(folder, shares, lambda count: pipe.send(("done", count)))
        pipe.send(("end", written))
    except BaseException as error:
        pipe.send(("error", f"{type(error).__name__}: {error}"))
        raise


def can_fork() -> bool:
    """Return whether other processes see this process's database: one in memory is its own."""
    return "memory" not in str(databases["default"].settings_dict["NAME"])


def rebuild(jobs: int = 1, report: Report = nothing) -> int:
    """Make the index anew and switch to it; return how many documents it holds.

    Readers keep the old index until the new one is complete, counted and on the disk. What changes
    meanwhile waits in the queue and is written after the switch. Raises Incomplete.
    """
    with indexing_lock():
        engine = backend()
        # Those that can be seen now speak of changes that can be seen now: the new index will have
        # them. By id, since a task with a lower one may still become visible.
        answered = list(queue.tasks().values_list("id", flat=True))
        for left in engine.folder.glob("part-*"):  # of a rebuild that was killed
            shutil.rmtree(left, ignore_errors=True)
        folder = engine.create()
        parts: list[Path] = []
        try:
            ids = {table: public_ids(table) for table in TABLES}
            total = sum(len(found) for found in ids.values())
            jobs = max(1, min(jobs, total // PIECE)) if can_fork() else 1
            parts = [folder.with_name(f"part-{n}-{folder.name}") for n in range(jobs)]
            shares = [[(table, found[n::jobs]) for table, found in ids.items()] for n in range(jobs)]
            if jobs == 1:
                done = 0

                def tell(count: int) -> None:
                    nonlocal done
                    done += count
                    report(done, total)

                written, faults = write_part(parts[0], shares[0], tell)
            else:
                written, faults = write_parts(parts, shares, report, total)
            combine(parts, folder)
            held = int(open_index(folder).doc_count())
            if held != written:
                raise Incomplete(f"the new index holds {held} documents, but {written} were written to it")
            verify(folder)
            engine.switch(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            for part in parts:
                shutil.rmtree(part, ignore_errors=True)
        with transaction.atomic():
            queue.put_aside(faults)
            queue.forget(answered)
    forget_old_changes()
    drain()
    return held


def write_parts(
    parts: Sequence[Path], shares: Sequence[Sequence[tuple[str, Ints]]], report: Report, total: int
) -> tuple[int, Faults]:
    """Write the parts in processes beside each other. Raises Incomplete if one of them fails."""
    databases.close_all()  # a connection is not shared between processes
    context = multiprocessing.get_context("fork")
    workers = []
    for part, share in zip(parts, shares, strict=True):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(part, share, there), daemon=True)
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


def check(report: Report = nothing) -> Check:
    """Compare the index with the database, document by document, some hundred rows at a time.

    An indexer may be at work beside it: what differs is looked at once more with the index held still,
    and what waits in the queue differs rightly. Raises Damaged for an index whose files are not as they
    were written, and Unavailable for one that cannot be opened.
    """
    folder = backend().current()
    if folder is None:
        raise Unavailable("there is no index yet")
    verify(folder)
    ids = {table: public_ids(table) for table in TABLES}
    result = compare(Snapshot(folder), ids, report)
    if result.wrong:
        with indexing_lock():
            settled = backend().current() or folder
            waiting = set(queue.tasks().values_list("table", "row"))
            doubted = {
                table: np.array(sorted({row for name, row in result.wrong if name == table}), dtype=np.int64)
                for table in TABLES
            }
            again = compare(Snapshot(settled), doubted, only=True)
        for name in ("missing", "stale", "extra", "doubled"):
            setattr(result, name, [row for row in getattr(again, name) if row not in waiting])
    return result


def compare(
    snapshot: Snapshot, ids: Mapping[str, Ints], report: Report = nothing, only: bool = False
) -> Check:
    """Compare the rows of the given ids with a snapshot; with `only`, no other document is looked at."""
    result = Check(documents=snapshot.count)
    result.rows = sum(len(found) for found in ids.values())
    done = 0
    for table, public in ids.items():
        mine = snapshot.with_value("model", get_model_ct(model_of(table))) & snapshot.live
        if only:
            mine &= np.isin(snapshot.numbers["row"], public)
            public = np.intersect1d(public, np.fromiter(living(table, public), dtype=np.int64))
        rows = snapshot.numbers["row"][mine]
        held, counts = np.unique(rows, return_counts=True)
        sums = dict(zip(rows.tolist(), snapshot.numbers["sum"][mine].tolist(), strict=True))
        result.doubled += [(table, int(row)) for row in held[counts > 1]]
        result.extra += [(table, int(row)) for row in np.setdiff1d(held, public)]
        for piece in pieces(public):
            for document in documents_of(table, piece, result.faults):
                row = document["row"]
                if row not in sums:
                    result.missing.append((table, row))
                elif sums[row] != checksum(document):
                    result.stale.append((table, row))
            done += len(piece)
            report(done, result.rows)
    return result


def living(table: str, ids: Ints) -> Iterator[int]:
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


def read_through(folder: Path) -> None:
    """Unpack every posting list. Raise Damaged for one that cannot be."""
    for leaf in Snapshot(folder).leaves.values():
        for name in TEXT_FIELDS:
            try:
                for _, postings in leaf.all_postings(name):
                    len(postings.positions)
            except Exception as error:
                raise Damaged(f"its words in the field “{name}” cannot be read: {error}") from error


def heal(asked: bool = False) -> bool:
    """Make the index anew if it is missing, of an older format or damaged; return whether it was.

    `asked` by a reader that failed, the index is read through as well, not only its bytes compared.
    """
    folder = backend().current()
    try:
        if folder is None:
            raise Damaged("there is none that this version can read")
        verify(folder)
        backend().last = None
        backend().snapshot()
        if asked:
            read_through(folder)
            logger.error("a search failed, but the index is whole: the log of the site tells why")
    except (Damaged, Unavailable) as error:
        logger.error("the search index is made anew: %s", error)
        backend().last = None
        rebuild(jobs=os.cpu_count() or 1)
        return True
    return False


def state() -> dict[str, Any]:
    """Return how the index is, for the health page: quickly, without reading it through.

    `state` is "ok", "late" (changes wait longer than a minute), "damaged" or "missing".
    """
    since = queue.oldest()
    answer: dict[str, Any] = {
        "state": "ok",
        "waiting": queue.waiting(),
        "set_aside": queue.set_aside().count(),
        "lag_seconds": max(0, round((datetime.now(UTC) - since).total_seconds())) if since else 0,
        "documents": None,
    }
    folder = backend().current()
    if folder is None:
        answer["state"] = "missing" if anything_public() else "ok"
        return answer
    try:
        if queue.tasks().filter(table=queue.INDEX).exists():
            raise Damaged("a search could not read it")
        verify(folder, deep=False)
        snapshot = backend().snapshot()
        answer["documents"] = snapshot.count if snapshot else 0
    except (Damaged, Unavailable, FileNotFoundError) as error:
        if backend().current() == folder:  # else it was switched meanwhile
            answer |= {"state": "damaged", "reason": str(error)}
    else:
        if answer["lag_seconds"] > LATE:
            answer["state"] = "late"
    return answer


def follow(stopped: Callable[[], bool], pause: float = 0.3) -> None:
    """Drain the queue until stopped; heal the index when it starts and when a reader asks for it."""
    looked = False
    trouble = 1.0  # seconds to wait behind a failure, doubled each time
    while not stopped():
        try:
            databases["default"].close_if_unusable_or_obsolete()
            asked = queue.tasks().filter(table=queue.INDEX).exists()
            if asked or not looked:
                with indexing_lock(wait=False) as free:
                    pass
                if free:
                    heal(asked)
                    looked = True
                    queue.tasks().filter(table=queue.INDEX).delete()
            if queue.open_tasks().exclude(table=queue.INDEX).exists():
                drain(wait=False)
            trouble = 1.0
        except Exception:
            # Whatever it was, the queue still holds the work: say it, wait, and try again.
            logger.exception("the queue could not be drained, trying again")
            databases.close_all()
            trouble = min(60.0, trouble * 2)
            time.sleep(trouble)
        time.sleep(pause)
