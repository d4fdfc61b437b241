"""Texts are read on all cores. No module of Django is imported here: the processes need none."""

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import date
from functools import partial
from multiprocessing import get_context, parent_process

from archive.processes import processors
from statements import extraction

logger = logging.getLogger(__name__)

STANDS_BACK = 10  # as nice(1) has it
CHUNK = 4  # texts that a process is given at once
WORTH_PROCESSES = 24  # texts: below it, starting processes takes longer than reading

Read = extraction.Record | str  # a record, or why there is none
# A text, its origin, the day that it was told to be of, the day that it was got on.
Told = tuple[str, str, date | None, date | None]


class Readers:
    """Reads texts on all cores that this process may use; the first time that there are enough of them to be worth it."""

    def __init__(self) -> None:
        self.cores = processors()
        self.pool: ProcessPoolExecutor | None = None

    def read(self, texts: Sequence[Told]) -> list[Read]:
        return self.begin(texts)()

    def begin(self, texts: Sequence[Told]) -> Callable[[], list[Read]]:
        """Have other processes read texts, where there are any; return what waits for them, or reads them itself."""
        if self.cores > 1 and (self.pool is not None or len(texts) >= WORTH_PROCESSES):
            # A fork would have this process's connection to the database.
            self.pool = self.pool or ProcessPoolExecutor(
                self.cores, mp_context=get_context("spawn"), initializer=begin_process
            )
            try:
                return partial(self.end, texts, self.pool.map(read_one, texts, chunksize=CHUNK))
            except BrokenProcessPool:
                self.give_up(texts)
        return partial(read_here, texts)

    def end(self, texts: Sequence[Told], records: Iterator[Read]) -> list[Read]:
        """Wait for the records of texts."""
        try:
            return list(records)
        except BrokenProcessPool:
            self.give_up(texts)
            return read_here(texts)

    def give_up(self, texts: Sequence[Told]) -> None:
        """Read in this process alone from now on: another was killed from outside, most likely for want of memory."""
        logger.warning("a reading process died; %d texts are read in this one", len(texts))
        self.pool, self.cores = None, 1

    def close(self) -> None:
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)


@contextmanager
def readers() -> Iterator[Readers]:
    mine = Readers()
    try:
        yield mine
    finally:
        mine.close()


def begin_process() -> None:
    """Leave the processor to whoever waits for a page, and end with the process that started this one.

    What writes to the database does not stand back: as long as it holds a lock, everybody waits for it.
    """
    with contextlib.suppress(OSError, AttributeError):
        os.nice(STANDS_BACK)
    end_with_parent()


def end_with_parent() -> None:
    """Let this process end when the one that started it was killed: it would wait for work for ever."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def read_here(texts: Sequence[Told]) -> list[Read]:
    return [read_one(text) for text in texts]


def read_one(told: Told) -> Read:
    """Return the record of a text, or in words why it has none: whatever a text does is that text's alone."""
    text, origin, day, today = told
    try:
        record = extraction.read_article(text, origin, today=today, told=day)
    except Exception as error:
        logger.exception("could not read %r", origin)
        return f"reading it failed: {type(error).__name__}: {error}"
    return f"it is not an article: {record.refusal}" if record.refusal else record
