"""Many sources at once: read on all cores, written together, each answered for by itself.

Reading needs no database and happens before anything is locked. A batch is one transaction, with a line in the
log for each article as ever; if one of its sources cannot be stored, all of it is taken back and its sources
are stored one by one, so that a bad one costs nobody else anything.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import F

from statements import extraction
from statements.history.log import lines_together
from statements.models import IngestTally, Source
from statements.sources.base import RawSource, Unreadable
from statements.trouble import machine_fault
from statements.turns import is_busy, let_acts_go_first

from .arrivals import Arrivals
from .erased import screened
from .reading import Read, Readers
from .store import (
    Outcome,
    Present,
    find_article,
    for_reading,
    held_already,
    lock_archive,
    read_present,
    store_read,
)

logger = logging.getLogger(__name__)

MOST_SOURCES = 40  # of a batch
FEW_SOURCES = 8  # of one beside people who write as well: their acts wait for it
MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one source of a batch: its outcome, or the reason why there is none."""

    source: RawSource
    outcome: Outcome | None
    reason: str = ""


def in_batches(sources: Iterable[RawSource]) -> Iterator[list[RawSource]]:
    """Yield sources in lists of a bounded number and length."""
    batch: list[RawSource] = []
    length = 0
    for source in sources:
        most = FEW_SOURCES if is_busy() else MOST_SOURCES
        if batch and (len(batch) >= most or length + len(source.data) > MOST_BYTES):
            yield batch
            batch, length = [], 0
        batch.append(source)
        length += len(source.data)
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A source that was read, with the text that it is an earlier one of, where it is."""

    source: RawSource
    record: extraction.Record
    present: Present | None


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Sources that were read and are not stored yet: what is held as it is, what is to be written, what is at fault.

    `held` and `faults` go by the place of a source.
    """

    given: Sequence[RawSource]
    sources: Sequence[RawSource]  # the same without what was erased by order
    held: dict[int, Stored]
    good: Sequence[ReadSource]
    faults: dict[int, str]


@dataclass(frozen=True, slots=True)
class BegunBatch:
    """Sources that are being read: as in ReadBatch, with the places of those that are read, and what waits for them."""

    given: Sequence[RawSource]
    sources: Sequence[RawSource]
    held: dict[int, Stored]
    faults: dict[int, str]
    read: Sequence[int]
    records: Callable[[], list[Read]]


def store_batch(sources: Sequence[RawSource], reading: Readers, *, sample: bool = False) -> list[Stored]:
    """Read and store sources; return what became of each, in their order."""
    return write_batch(read_batch(sources, reading), sample=sample)


def store_batches(
    batches: Iterable[Sequence[RawSource]], reading: Readers, *, sample: bool = False
) -> Iterator[list[Stored]]:
    """Store batch after batch, and yield what became of the sources of each: while one is written, the next is read.

    Where getting a batch fails, the one before it is stored all the same.
    """
    begun: BegunBatch | None = None
    coming = iter(batches)
    while True:
        following, fault = None, None
        try:
            batch = next(coming, None)
            following = None if batch is None else begin_batch(batch, reading)
        except Exception as error:
            fault = error
        if begun is not None:
            yield write_batch(end_reading(begun), sample=sample)
        if fault is not None:
            raise fault
        if following is None:
            return
        begun = following


def read_batch(sources: Sequence[RawSource], reading: Readers) -> ReadBatch:
    """Read sources; nothing is locked and nothing written. The batch may be written when it returns."""
    return end_reading(begin_batch(sources, reading))


def begin_batch(sources: Sequence[RawSource], reading: Readers) -> BegunBatch:
    """Look what of sources the archive has, and begin to read the others."""
    given, sources = sources, screened(sources)
    faults = {n: source.refusal for n, source in enumerate(sources) if source.refusal}
    held = known_already(sources, faults)
    told = []
    fresh = [n for n in range(len(sources)) if n not in held and n not in faults]
    for n in fresh:
        try:
            told.append(for_reading(sources[n]))
        except Exception as error:
            faults[n] = fault_of_source(error, sources[n])
    read = [n for n in fresh if n not in faults]
    return BegunBatch(given, sources, held, faults, read, reading.begin(told))


def end_reading(begun: BegunBatch) -> ReadBatch:
    """Wait until all of a batch is read; it may be written when this returns."""
    sources, faults = begun.sources, dict(begun.faults)
    records = dict(zip(begun.read, begun.records(), strict=True))
    faults |= {n: record for n, record in records.items() if isinstance(record, str)}
    good = []
    for n, record in records.items():
        if isinstance(record, str):
            continue
        try:
            good.append(ReadSource(sources[n], record, read_present(sources[n])))
        except Exception as error:
            faults[n] = fault_of_source(error, sources[n])
    let_acts_go_first()
    return ReadBatch(begun.given, sources, begun.held, good, faults)


def write_batch(batch: ReadBatch, *, sample: bool = False) -> list[Stored]:
    """Write what was read; return what became of each source, in their order."""
    try:
        stored = store_together(batch.good, sample)
    except Exception as error:
        if machine_fault(error):
            raise
        logger.info("%d sources could not be stored together: one by one", len(batch.good), exc_info=True)
        stored = [store_alone(one, sample) for one in batch.good]
    by_source = {id(one.source): one for one in stored}
    answers = [
        batch.held.get(n) or by_source.get(id(source)) or Stored(source, None, batch.faults[n])
        for n, source in enumerate(batch.sources)
    ]
    count_ingested(answers)
    return [replace(one, source=source) for one, source in zip(answers, batch.given, strict=True)]


def count_ingested(answers: Sequence[Stored]) -> None:
    """Add what became of a batch to what was ever taken in, for whoever watches."""
    found = Counter(one.outcome.status if one.outcome else "refused" for one in answers)
    found["statements"] = sum(
        one.outcome.quotes for one in answers if one.outcome and one.outcome.status != "unchanged"
    )
    IngestTally.objects.get_or_create(pk=1)
    IngestTally.objects.filter(pk=1).update(**{name: F(name) + count for name, count in found.items()})


def fault_of_source(error: Exception, source: RawSource) -> str:
    """Return in words what is wrong with a source. Raise what is wrong with the machine: that is no source's fault."""
    if isinstance(error, Unreadable):
        return str(error)
    if machine_fault(error):
        raise error
    logger.exception("could not take in %r", source.origin)
    return f"it could not be stored: {type(error).__name__}: {error}"


def known_already(sources: Sequence[RawSource], faults: dict[int, str]) -> dict[int, Stored]:
    """Return those that the archive has as they are, by their place: nothing is read for them. Faults are noted."""
    shas = {source.sha256 for source in sources}
    there = set(Source.objects.filter(sha256__in=shas).values_list("sha256", flat=True))
    found = {}
    for n, source in enumerate(sources):
        if source.sha256 not in there or n in faults:
            continue
        try:
            outcome = held_already(find_article(source), source)
        except Exception as error:
            faults[n] = fault_of_source(error, source)
        else:
            if outcome is not None:
                found[n] = Stored(source, outcome)
    return found


def store_together(good: Sequence[ReadSource], sample: bool) -> list[Stored]:
    if not good:
        return []
    with lines_together():
        lock_archive()
        arrivals = Arrivals.of([one.source for one in good], [one.record for one in good])
        return [store_one(one, sample, arrivals) for one in good]


def store_alone(one: ReadSource, sample: bool) -> Stored:
    try:
        return store_together([one], sample)[0]
    except Exception as error:
        return Stored(one.source, None, fault_of_source(error, one.source))


def store_one(one: ReadSource, sample: bool, arrivals: Arrivals) -> Stored:
    source = one.source
    # It may have come with this very batch, or from another process.
    article = None if arrivals.is_new(source) else find_article(source)
    outcome = held_already(article, source) or store_read(
        source, one.record, sample=sample, article=article, arrivals=arrivals, present=one.present
    )
    return Stored(source, outcome)
