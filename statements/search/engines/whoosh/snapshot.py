"""One generation of the index open for reading: terms, columns and counts, shared by all threads.

A commit makes a new generation; what was read of segments that it left alone is kept, so that the
first search behind it reads the new segment only.
"""

import threading
import time
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from whoosh.reading import SegmentReader

from ..base import Answer
from ..fields import VALUE_FIELDS
from ..weights import K1, B
from .codec import Ints, Postings, joined
from .storage import NUMBER_COLUMNS, open_index
from .terms import TermFile

Kept = TypeVar("Kept")
Mask = NDArray[np.bool_]
Scores = NDArray[np.float32]

CACHED_BYTES = 48 << 20  # of posting lists, for a snapshot
CACHED_MASKS = 64
LAST = "\U0010ffff"  # sorts behind every letter
SETTLED = 1_000_000_000  # nanoseconds: far more than the grain of a file system's clock
MONTHS_OF_YEAR, DAYS_OF_MONTH = 13, 32


class Leaf:
    """One segment: its posting lists on demand, its columns as arrays."""

    def __init__(self, reader: SegmentReader) -> None:
        self.reader = reader
        self.size = int(reader.doc_count_all())
        self.by_name = TermFile(reader._terms)
        self.words: dict[str, list[str]] = {}  # by field, once they are asked for
        self.codes: dict[str, tuple[Ints, list[str]]] = {}
        self.numbers: dict[str, Ints] = {}
        for name in VALUE_FIELDS:
            column = self.column(name)
            self.codes[name] = (
                (column.codes.astype(np.int32), column.values)
                if column is not None
                else (np.zeros(self.size, dtype=np.int32), [""])
            )
        for name in NUMBER_COLUMNS:
            column = self.column(name)
            self.numbers[name] = (
                column.numbers.astype(np.int64) if column is not None else np.zeros(self.size, dtype=np.int64)
            )

    def column(self, name: str) -> Any:
        """Return the reader of a column, None where no document of the segment has a value."""
        if not self.reader.has_column(name):
            return None
        return self.reader._perdoc.column_reader(name, self.reader.schema[name].column_type)

    def postings(self, field: str, term: str) -> Postings | None:
        return self.by_name.postings(field, term)

    def starting(self, field: str, prefix: str, limit: int) -> tuple[list[str], Ints] | None:
        """Return the terms that begin so, and the documents of each, one behind the other; None for more than `limit`."""
        some = self.by_name.starting(field, prefix)
        if len(some) > limit:
            return None
        held = list(self.by_name.items(some))
        return [word for word, _ in held], self.by_name.documents_at([value for _, value in held])

    def words_like(self, field: str, word: str, distance: int, same: int) -> list[tuple[str, int]]:
        """Return terms within some edits that begin with the same letters, and in how many documents."""
        words = self.words.get(field)
        if words is None:
            words = self.words[field] = self.by_name.words(field)
        first = word[:same]
        start = bisect_left(words, first)
        end = bisect_left(words, first + LAST) if first else len(words)
        near = process.extract_iter(
            word, words[start:end], scorer=Levenshtein.distance, score_cutoff=distance
        )
        return [(term, self.by_name.count(field, term)) for term, *_ in near]

    def all_postings(self, field: str) -> Any:
        """Yield every term of a field with its postings, for merging."""
        for word, held in self.by_name.items(self.by_name.starting(field, "")):
            yield word, self.by_name.postings_at(held)


class Snapshot:
    """What a search reads. Documents are numbered through all segments, deleted ones included."""

    leaves: dict[str, Leaf]
    offsets: list[int]

    def __init__(self, folder: Path, before: "Snapshot | None" = None) -> None:
        self.folder = folder
        ix = open_index(folder)
        # Taken before opening: a commit in between is then seen as new, never as already read.
        self.generation = int(ix.latest_generation())
        toc = ix._read_toc()
        self.ix = ix
        self.changed = 0  # when the folder last changed, once that is long enough ago to be told apart
        known = before.leaves if before is not None and before.folder == folder else {}
        self.leaves = {}
        self.offsets = []
        dead: list[Ints] = []
        total = 0
        for segment in toc.segments:
            name = segment.segment_id()
            leaf = known.get(name) or Leaf(SegmentReader(ix.storage, toc.schema, segment))
            self.leaves[name] = leaf
            self.offsets.append(total)
            if segment.has_deletions():
                dead.append(np.fromiter(segment.deleted_docs(), dtype=np.int64) + total)
            total += leaf.size
        self.gather(total, dead)

    def gather(self, total: int, dead: Sequence[Ints] = ()) -> None:
        """Put together what the leaves hold: `total` documents, and the numbers of those that are gone."""
        self.size = total
        self.live: Mask = np.ones(total, dtype=bool)
        for gone in dead:
            self.live[gone] = False
        self.count = int(self.live.sum())
        leaves = list(self.leaves.values())
        self.values: dict[str, list[str]] = {}
        self.codes: dict[str, Ints] = {}
        for name in VALUE_FIELDS:
            self.codes[name], self.values[name] = one_column([leaf.codes[name] for leaf in leaves])
        self.numbers = {
            name: np.concatenate([leaf.numbers[name] for leaf in leaves])
            if leaves
            else np.zeros(0, dtype=np.int64)
            for name in NUMBER_COLUMNS
        }
        self.days = self.numbers["date"].astype(np.int32)
        days = self.days % 100
        month_ends = np.where(days > 0, self.days, self.days + 31)
        self.ends: Ints = np.where(self.days // 100 % 100 > 0, month_ends, self.days + 1231).astype(np.int32)
        # Every year has thirteen months and every month 32 days here, the first of each for "not known",
        # so that one table counts days, months and years.
        months = self.days // 10000 * MONTHS_OF_YEAR + self.days // 100 % 100
        self.calendar: Ints = (months * DAYS_OF_MONTH + self.days % 100).astype(np.int32)
        words = self.numbers["words"].astype(np.float32)
        average = float(words[self.live].mean()) if self.count else 1.0
        self.norms: Scores = (K1 * (1 - B + B * words / max(average, 1.0))).astype(np.float32)
        self.lock = threading.Lock()
        self.cache: OrderedDict[tuple[str, str], Postings | None] = OrderedDict()
        self.cached = 0
        self.masks: OrderedDict[str, Mask] = OrderedDict()
        self.answers: OrderedDict[str, Answer] = OrderedDict()  # to what asks for everything
        self.generation_cache: dict[Hashable, Any] = {}

    def is_current(self) -> bool:
        """Return whether nothing was committed since. The folder's time is asked first: it is cheap."""
        try:
            changed = self.folder.stat().st_mtime_ns
        except FileNotFoundError:
            return False
        if changed == self.changed:
            return True
        if int(self.ix.latest_generation()) != self.generation:
            return False
        if time.time_ns() - changed > SETTLED:
            self.changed = changed
        return True

    def kept(self, cache: OrderedDict[str, Kept], key: str, most: int, make: Callable[[], Kept]) -> Kept:
        """Return what is cached under a key, worked out if it is not; those that were asked for last are kept."""
        with self.lock:
            if key in cache:
                cache.move_to_end(key)
                return cache[key]
        found = make()
        with self.lock:
            cache[key] = found
            while len(cache) > most:
                cache.popitem(last=False)
        return found

    def postings(self, field: str, term: str) -> Postings | None:
        """Return a term's postings over all segments, deleted documents included; None for no such term."""
        key = (field, term)
        with self.lock:
            if key in self.cache:
                self.cache.move_to_end(key)
                return self.cache[key]
        parts, offsets = [], []
        for leaf, offset in zip(self.leaves.values(), self.offsets, strict=True):
            part = leaf.postings(field, term)
            if part is not None:
                parts.append(part)
                offsets.append(offset)
        found = joined(parts, offsets) if parts else None
        with self.lock:
            if key not in self.cache:
                self.cache[key] = found
                self.cached += found.size if found else 0
            while self.cached > CACHED_BYTES and len(self.cache) > 1:
                _, old = self.cache.popitem(last=False)
                self.cached -= old.size if old else 0
        return found

    def starting(self, field: str, prefix: str, limit: int) -> tuple[int, Mask] | None:
        """Return how many terms begin so, and the documents that have one of them; None for more terms than `limit`.

        A term of several segments counts once.
        """
        words: set[str] = set()
        having: Mask = np.zeros(self.size, dtype=bool)
        for leaf, offset in zip(self.leaves.values(), self.offsets, strict=True):
            part = leaf.starting(field, prefix, limit)
            if part is None:
                return None
            words.update(part[0])
            if len(words) > limit:
                return None
            having[part[1] + offset] = True
        return len(words), having

    def words_like(self, field: str, word: str, distance: int, same: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for leaf in self.leaves.values():
            for term, count in leaf.words_like(field, word, distance, same):
                found[term] = found.get(term, 0) + count
        return found

    def mask(self, documents: Ints) -> Mask:
        mask: Mask = np.zeros(self.size, dtype=bool)
        mask[documents] = True
        return mask

    def with_value(self, field: str, value: str) -> Mask:
        """Return the documents that have a whole value; of `event`, which has several, one of them."""
        wanted = [
            code
            for code, known in enumerate(self.values[field])
            if known == value or (field == "event" and value in known.split(","))
        ]
        if len(wanted) == 1:
            same: Mask = self.codes[field] == wanted[0]
            return same
        table = np.zeros(len(self.values[field]), dtype=bool)
        table[wanted] = True
        several: Mask = table[self.codes[field]] if len(table) else np.zeros(self.size, dtype=bool)
        return several

    def between(self, low: int, high: int) -> Mask:
        """Return the documents whose day, month or year lies from `low` to `high` as a whole."""
        inside: Mask = (self.days >= low) & (self.ends <= high) & (self.days > 0)
        return inside


def one_column(parts: list[tuple[Ints, list[str]]]) -> tuple[Ints, list[str]]:
    """Return the columns of several segments as one, with one number for each value."""
    numbers: dict[str, int] = {}
    columns = []
    for codes, values in parts:
        table = np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int32)
        columns.append(table[codes] if len(codes) else codes)
    return (np.concatenate(columns) if columns else np.zeros(0, dtype=np.int32)), list(numbers)
