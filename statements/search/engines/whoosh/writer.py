"""Writing the index: documents in memory, one writer, commits that are whole and on the disk."""

import logging
import shutil
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from ...analysis import document_terms, stem_word
from ..fields import CONTEXT, NAME_FIELDS, NUMBER_FIELDS, VALUE_FIELDS, Document, checksum
from .codec import NO_POSITIONS, Ints, NewsCodec, Segment
from .snapshot import Snapshot
from .storage import TERM_FIELDS, Contents, open_index, segments_of, sync, sync_folder

logger = logging.getLogger(__name__)

MERGE_BELOW = 20_000  # documents of a segment; larger ones are merged by a rebuild only
MERGE_FROM = 8  # so many segments of one size become one
AT_ONCE = 100_000  # postings whose places are put in order


class Numbered(dict[str, int]):
    """The number of each term: a new one has the next."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


@lru_cache(maxsize=8192)  # the statements of a speaker, an outlet or an event have their names over and over
def terms_of_name(name: str, stemmed: bool) -> frozenset[str]:
    """Return the terms of a name; of what surrounds a statement their stems as well."""
    found = document_terms(name)
    stems = {stem_word(term) for term in found.places} if stemmed else set()
    return frozenset({*found.places, *found.others, *stems})


class GrowingField:
    """The postings of a field, one behind the other as they come: the term's number, the document, how often, where.

    Four rows of numbers take a fifth of the memory of rows for each term, and are put in order once.
    """

    def __init__(self) -> None:
        self.numbers = Numbered()
        self.terms, self.documents, self.counts, self.places = (array("I") for _ in range(4))

    def add(
        self, document: int, terms: Collection[str], counts: Iterable[int], places: Iterable[int] = ()
    ) -> None:
        """Take in a document's terms, each with how often it is there; documents come in order."""
        self.terms.extend(map(self.numbers.__getitem__, terms))
        self.documents.extend(repeat(document, len(terms)))
        self.counts.extend(counts)
        self.places.extend(places)

    def add_postings(self, term: str, documents: Ints, counts: Ints, places: Ints) -> None:
        self.terms.extend(repeat(self.numbers[term], len(documents)))
        for row, numbers in ((self.documents, documents), (self.counts, counts), (self.places, places)):
            row.frombytes(numbers.astype(np.uint32).tobytes())


class Arranged:
    """The postings of a field in the order of its terms."""

    def __init__(self, field: GrowingField) -> None:
        """Take the postings out of a field that grows no more: it is left empty, for want of memory for both."""
        self.numbers = field.numbers
        terms = np.frombuffer(field.terms, dtype=np.uint32)
        order = np.argsort(terms, kind="stable").astype(np.uint32)
        bounds = np.searchsorted(terms[order], np.arange(len(self.numbers) + 1))
        del terms
        field.terms = array("I")
        self.bounds = array("q", bounds.astype(np.int64).tobytes())
        self.documents = sorted_by(order, field.documents)
        field.documents = array("I")
        self.counts = sorted_by(order, field.counts)
        self.places = array("I")
        self.ends = array("q", bytes(8 * len(self.bounds)))  # of each term's places
        if field.places:
            before = np.cumsum(np.frombuffer(field.counts, dtype=np.uint32), dtype=np.uint32)[order]
            lengths = np.frombuffer(self.counts, dtype=np.uint32)
            ends_of_all = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
            self.ends = array("q", ends_of_all[bounds].tobytes())
            del ends_of_all
            for start in range(0, len(order), AT_ONCE):
                some = lengths[start : start + AT_ONCE].astype(np.int64)
                ends = np.cumsum(some)
                chosen = np.repeat(before[start : start + AT_ONCE] - ends, some) + np.arange(ends[-1])
                self.places.extend(sorted_by(chosen, field.places))
        field.counts, field.places = array("I"), array("I")

    def postings(self, term: str) -> "tuple[array[int], array[int], array[int]]":
        """Return the documents, frequencies and positions of a term that the field has."""
        number = self.numbers[term]
        start, end = self.bounds[number], self.bounds[number + 1]
        places = self.places[self.ends[number] : self.ends[number + 1]]
        return self.documents[start:end], self.counts[start:end], places


def sorted_by(order: Ints, numbers: "array[int]") -> "array[int]":
    return array("I", np.frombuffer(numbers, dtype=np.uint32)[order].tobytes())


class Batch:
    """The postings of new documents in memory, by field."""

    def __init__(self) -> None:
        self.fields: defaultdict[str, GrowingField] = defaultdict(GrowingField)

    @property
    def held(self) -> int:
        """How many postings and places there are, which is what takes memory."""
        return sum(len(field.terms) + len(field.places) for field in self.fields.values())

    def add(self, number: int, document: Document) -> int:
        """Take in the terms of a document; return how many words it has."""
        places, others, words = document_terms(document.get("text", ""))
        stems = dict(others)
        for term, at in places.items():
            form = stem_word(term)
            stems[form] = stems.get(form, 0) + len(at)
        if places:
            found = places.values()
            self.fields["exact"].add(number, places, map(len, found), chain.from_iterable(found))
        if stems:
            self.fields["text"].add(number, stems, stems.values())
        for name in NAME_FIELDS:
            value = document.get(name)
            if value:
                terms = terms_of_name(value, name == CONTEXT)
                self.fields[name].add(number, terms, repeat(1, len(terms)))
        return words

    def write(self, writer: Any, shape: Any) -> None:
        for field in sorted(self.fields):
            writer.start_field(field, shape[field])
            arranged = Arranged(self.fields.pop(field))
            for term in sorted(arranged.numbers):  # the order of their bytes as well
                writer.add_term(term.encode("utf-8"), *arranged.postings(term))
            writer.finish_field()


class Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, fed whole documents. A commit is synced to the disk before it counts."""

    def __init__(self, ix: FileIndex) -> None:
        super().__init__(ix, codec=NewsCodec(), compound=False, timeout=10.0)
        self.batch = Batch()
        self.committed = False

    def add(self, document: Document) -> None:
        """Take a document in: texts and values by the names of the schema, empty ones left out."""
        number, per_document = self.docnum, self.perdocwriter
        per_document.start_doc(number)
        words = self.batch.add(number, document)
        for name in VALUE_FIELDS:
            value = document.get(name)
            if value:
                self.add_value(name, value.encode("utf-8"))
        for name, value in (
            *((name, document.get(name)) for name in NUMBER_FIELDS),
            ("words", words),
            ("sum", checksum(document)),
        ):
            if value:
                self.add_value(name, value)
        per_document.finish_doc()
        self.docnum += 1
        self._added = True

    def take_in(self, snapshot: Snapshot, names: Sequence[str]) -> None:
        """Copy the living documents of some segments into the new one, and let the old ones go."""
        for name, offset in zip(snapshot.leaves, snapshot.offsets, strict=True):
            if name not in names:
                continue
            leaf = snapshot.leaves[name]
            live = snapshot.live[offset : offset + leaf.size]
            moved = np.cumsum(live) - 1 + self.docnum  # where each living document goes
            for number in np.flatnonzero(live):
                self.perdocwriter.start_doc(self.docnum)
                for field, (codes, values) in leaf.codes.items():
                    if values[codes[number]]:
                        self.add_value(field, values[codes[number]].encode("utf-8"))
                for field, numbers in leaf.numbers.items():
                    if numbers[number]:
                        self.add_value(field, int(numbers[number]))
                self.perdocwriter.finish_doc()
                self.docnum += 1
            for field in TERM_FIELDS:
                for term, postings in leaf.all_postings(field):
                    living = live[postings.documents]
                    if not living.any():
                        continue
                    counts = postings.counts()
                    places = (
                        postings.positions[np.repeat(living, counts)]
                        if len(postings.positions)
                        else NO_POSITIONS
                    )
                    self.batch.fields[field].add_postings(
                        term, moved[postings.documents[living]], counts[living], places
                    )
            self._added = True
        others = [segment for segment in self.segments if segment.segment_id() not in names]
        self.segments: list[Segment] = others

    def add_value(self, name: str, value: Any) -> None:
        self.perdocwriter.add_column_value(name, self.schema[name].column_type, value)

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        self.batch.write(self.fieldwriter, self.schema)
        self.fieldwriter.close()

    def _commit_toc(self, segments: list[Segment]) -> None:
        """Write the table of contents once all that it names is on the disk."""
        folder = Path(self.storage.folder)
        segments = [segment for segment in segments if segment.doc_count()]
        for segment in segments:
            if not segment.files:
                segment.files = {name: sync(folder / name) for name in segment.list_files(self.storage)}
        # The new table is on the disk before the files of the old one go: a power cut leaves one of them.
        Contents(self.schema, segments, self.generation).write(self.storage, self.indexname)
        self.committed = True
        sync(folder / f"_{self.indexname}_{self.generation}.toc")
        sync_folder(folder)
        index.clean_files(self.storage, self.indexname, self.generation, segments)

    def discard(self) -> None:
        """Give up what was added and leave nothing of it behind, even on a full disk.

        What was committed before the error stays: its files are the index now.
        """
        if self.committed:
            if not self.is_closed:
                self._finish()
            return
        folder, name = Path(self.storage.folder), self.newsegment.segment_id()
        try:
            self.cancel()
        except Exception:  # the disk is full: closing files fails as well
            logger.warning("the unfinished segment could not be closed", exc_info=True)
            if self.writelock:
                self.writelock.release()
        for path in folder.glob(f"{name}.*"):
            path.unlink(missing_ok=True)
        shutil.rmtree(folder / f"{self.indexname}.tmp", ignore_errors=True)


@contextmanager
def writing(ix: FileIndex) -> Iterator[Writer]:
    """Give a writer whose work is committed at the end, all of it, or nothing on any error."""
    writer = Writer(ix)
    try:
        yield writer
        writer.commit(merge=False)
    except BaseException:
        writer.discard()
        raise


def segments_to_merge(counts: Mapping[str, int], dead: Mapping[str, int]) -> list[str]:
    """Return which segments to make one, by their numbers of documents; none most of the time.

    Segments of a like size are merged once there are `MERGE_FROM` of them, so that a document is
    copied a few times at most however long the archive grows. `dead` are the documents of each that
    were removed: a large segment is written anew once they are more than half of it.
    """
    by_size: dict[int, list[str]] = {}
    for name, count in counts.items():
        if count >= MERGE_BELOW and dead.get(name, 0) > count / 2:
            return [name]
        if count < MERGE_BELOW:
            by_size.setdefault(len(str(count // 4)), []).append(name)
    for size in sorted(by_size):
        if len(by_size[size]) >= MERGE_FROM:
            return [name for s in by_size if s <= size for name in by_size[s]]
    return []


def combine(parts: Sequence[Path], target: Path) -> None:
    """Move the segments of several indexes into an empty one, by name, and commit them as they are."""
    ix = open_index(target)
    segments: list[Segment] = []
    for part in parts:
        for segment in segments_of(part):
            for name in segment.files:
                (part / name).replace(target / name)
            segments.append(segment)
    writer = Writer(ix)
    try:
        writer._close_segment()
        writer._commit_toc(segments)
    finally:
        writer._finish()
