"""Many sources at once: read on all cores, written together, each answered for by itself.

Reading needs no database and happens before anything is locked. A batch is one transaction, with a line in the
log for each article as ever; if one of its sources cannot be stored, all of it is taken back and its sources
are stored one by one, so that a bad one costs nobody else anything.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from statements import extraction
from statements.history.log import lines_together
from statements.models import Source
from statements.sources.base import RawSource, Unreadable

from .reading import Readers
from .store import Outcome, find_article, for_reading, held_already, lock_archive, store_read

logger = logging.getLogger(__name__)

MOST_SOURCES = 40  # of a batch
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
        if batch and (len(batch) == MOST_SOURCES or length + len(source.data) > MOST_BYTES):
            yield batch
            batch, length = [], 0
        batch.append(source)
        length += len(source.data)
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Sources that were read and are not stored yet: what is held as it is, what is to be written, what is at fault.

    `held` and `faults` go by the place of a source.
    """

    sources: Sequence[RawSource]
    held: dict[int, Stored]
    good: Sequence[tuple[RawSource, extraction.Record]]
    faults: dict[int, str]


def store_batch(sources: Sequence[RawSource], reading: Readers, *, sample: bool = False) -> list[Stored]:
    """Read and store sources; return what became of each, in their order."""
    return write_batch(read_batch(sources, reading), sample=sample)


def read_batch(sources: Sequence[RawSource], reading: Readers) -> ReadBatch:
    """Read sources; nothing is locked and nothing written."""
    held = known_already(sources)
    told = []
    faults = {n: source.refusal for n, source in enumerate(sources) if source.refusal}
    fresh = [n for n in range(len(sources)) if n not in held and n not in faults]
    for n in fresh:
        try:
            told.append(for_reading(sources[n]))
        except (Unreadable, ValueError) as error:
            faults[n] = str(error)
    read = [n for n in fresh if n not in faults]
    records = dict(zip(read, reading.read(told), strict=True))
    faults |= {n: record for n, record in records.items() if isinstance(record, str)}
    good = [(sources[n], record) for n, record in records.items() if not isinstance(record, str)]
    return ReadBatch(sources, held, good, faults)


def write_batch(batch: ReadBatch, *, sample: bool = False) -> list[Stored]:
    """Write what was read; return what became of each source, in their order."""
    try:
        stored = store_together(batch.good, sample)
    except Exception:
        logger.info("%d sources could not be stored together: one by one", len(batch.good), exc_info=True)
        stored = [store_alone(source, record, sample) for source, record in batch.good]
    by_source = {id(one.source): one for one in stored}
    return [
        batch.held.get(n) or by_source.get(id(source)) or Stored(source, None, batch.faults[n])
        for n, source in enumerate(batch.sources)
    ]


def known_already(sources: Sequence[RawSource]) -> dict[int, Stored]:
    """Return those that the archive has as they are, by their place: nothing is read for them."""
    shas = {source.sha256 for source in sources}
    there = set(Source.objects.filter(sha256__in=shas).values_list("sha256", flat=True))
    found = {}
    for n, source in enumerate(sources):
        outcome = held_already(find_article(source), source) if source.sha256 in there else None
        if outcome is not None:
            found[n] = Stored(source, outcome)
    return found


def store_together(good: Sequence[tuple[RawSource, extraction.Record]], sample: bool) -> list[Stored]:
    if not good:
        return []
    with lines_together():
        lock_archive()
        return [store_one(source, record, sample) for source, record in good]


def store_alone(source: RawSource, record: extraction.Record, sample: bool) -> Stored:
    try:
        return store_together([(source, record)], sample)[0]
    except Exception as error:
        logger.exception("could not store %r", source.origin)
        return Stored(source, None, f"it could not be stored: {error}")


def store_one(source: RawSource, record: extraction.Record, sample: bool) -> Stored:
    article = find_article(source)  # it may have come with this very batch, or from another process
    outcome = held_already(article, source) or store_read(source, record, sample=sample, article=article)
    return Stored(source, outcome)
