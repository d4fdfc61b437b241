"""The engine on Whoosh's files: one snapshot for all threads, one writer at a time."""

import errno
import logging
import shutil
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from archive.processes import give_memory_back

from ...language import Everything, QueryFault
from ..base import (
    MISSING,
    Answer,
    Damaged,
    Depth,
    Draft,
    Group,
    Hit,
    Part,
    Request,
    SearchEngine,
    Unavailable,
)
from ..fields import TEXT, Document, Key
from .codec import Ints
from .execution import Execution
from .facets import count_facet
from .few import FewInMemory
from .folders import Folders
from .ordering import ordered
from .snapshot import Mask, Snapshot
from .storage import TERM_FIELDS, create_index, open_index, segments_of, verify_folder
from .writer import Writer, combine, segments_to_merge, writing

logger = logging.getLogger(__name__)

MOST_ANSWERS = 64  # that are kept of what asks for everything
# Written at a time by a rebuild: the more, the fewer segments and the more memory. An article has the words of many
# statements.
SEGMENT = 60_000  # documents
SEGMENT_HOLDS = 10_000_000  # words of them, each counted where it stands, and for its document


class WhooshEngine(Folders, SearchEngine):
    """The index lies in a folder of its own under `folder`."""

    def __init__(self, folder: Path, has_rows: Callable[[], bool]) -> None:
        Folders.__init__(self, folder)
        SearchEngine.__init__(self, has_rows)
        self.opening = threading.Lock()
        self.last: Snapshot | None = None

    def snapshot(self) -> Snapshot | None:
        """Return the present generation; None before anything is indexed. Raises Unavailable.

        A reader that meets a commit or a switch half-way tries again: the files that it was about
        to open are gone, but those of the next generation are whole.
        """
        for attempt in range(5):
            folder = self.current()
            if folder is None:
                if self.has_rows():
                    raise Unavailable(MISSING)
                return None
            known = self.last
            if known is not None and known.folder == folder and known.is_current():
                return known
            with self.opening:
                known = self.last
                if known is not None and known.folder == folder and known.is_current():
                    return known
                try:
                    fresh = Snapshot(folder, known)
                except OSError as error:
                    if attempt == 4 or error.errno != errno.ENOENT:
                        raise Unavailable(
                            f"the files of the search index: {error.strerror or error}"
                        ) from error
                    continue
                except Exception as error:
                    if attempt < 4 and not self.is_settled(folder):
                        continue
                    logger.exception("the search index in %s cannot be opened", folder)
                    raise Unavailable(f"the search index cannot be opened: {error}") from error
                self.last = fresh
                return fresh
        raise Unavailable("the search index changes too fast to be opened")

    # Asked

    def search(self, request: Request) -> Answer:
        snapshot = self.snapshot()
        if snapshot is None:
            return Answer()
        try:
            return answer_of(snapshot, request)
        except QueryFault:
            raise
        except Exception as error:
            logger.exception("the search index could not be read")
            raise Unavailable(f"the search index could not be read: {error}") from error

    def count_values(self, model: str, field: str) -> dict[str, int]:
        snapshot = self.snapshot()
        if snapshot is None:
            return {}
        mine = snapshot.with_value("model", model) & snapshot.live
        values = snapshot.values[field]
        totals: dict[str, int] = {}
        counts = np.bincount(snapshot.codes[field][mine], minlength=len(values))
        for value, count in zip(values, counts, strict=True):
            for piece in value.split(",") if field == "event" else (value,):
                if piece and count:
                    totals[piece] = totals.get(piece, 0) + int(count)
        return totals

    def count_term(self, field: str, term: str) -> int:
        snapshot = self.snapshot()
        postings = snapshot.postings(printed(field), term) if snapshot else None
        return len(postings.documents) if postings is not None else 0

    def similar_terms(self, field: str, term: str, edits: int, same: int) -> dict[str, int]:
        snapshot = self.snapshot()
        return snapshot.words_like(printed(field), term, edits, same) if snapshot else {}

    def few(self, documents: Sequence[Document]) -> FewInMemory:
        return FewInMemory(documents)

    # What is cached

    def version(self) -> tuple[str, datetime | None]:
        folder = self.current()
        if folder is None:
            return "", None
        try:
            changed = folder.stat().st_mtime
        except OSError:
            return folder.name, None
        return f"{folder.name} {changed}", datetime.fromtimestamp(changed, UTC)

    def generation_cache(self) -> dict[Hashable, Any]:
        snapshot = self.snapshot()
        return snapshot.generation_cache if snapshot else {}

    # Looked after

    def exists(self) -> bool:
        return self.current() is not None

    def location(self) -> str:
        return str(self.folder)

    def document_count(self) -> int:
        snapshot = self.snapshot()
        return snapshot.count if snapshot else 0

    def verify(self, depth: Depth = Depth.WHOLE) -> None:
        folder = self.current()
        if folder is None:
            raise Unavailable(MISSING)
        verify_folder(folder, deep=depth is not Depth.QUICK)
        if depth is not Depth.QUICK:
            self.last = None  # what was read before the files changed proves nothing
        self.snapshot()
        if depth is Depth.EVERY_TERM:
            read_every_term(folder)

    def checksums(self, model: str, rows: Sequence[int] | None = None) -> Iterator[tuple[int, int]]:
        snapshot = self.snapshot()
        if snapshot is None:
            return
        mine = snapshot.with_value("model", model) & snapshot.live
        if rows is not None:
            mine &= np.isin(snapshot.numbers["row"], np.array(rows, dtype=np.int64))
        for row, total in zip(snapshot.numbers["row"][mine], snapshot.numbers["sum"][mine], strict=True):
            yield int(row), int(total)

    # Written

    def setup(self) -> Path:
        """Return the folder of the index in use; an empty one is made for an empty archive alone.

        Raises Unavailable where the archive has rows and no index: it has to be made anew as a whole.
        """
        folder = self.current()
        if folder is None or not folder.is_dir():
            if self.has_rows():
                raise Unavailable(MISSING)
            folder = self.create()
            self.switch_to(folder)
        return folder

    def write(self, documents: Sequence[Document], gone: Iterable[Key] = ()) -> None:
        ix = open_index(self.setup())
        old = {(d["model"], d["row"]) for d in documents} | set(gone)
        doomed: list[int] = []
        if ix.doc_count_all():
            self.last = Snapshot(Path(ix.storage.folder), self.last)
            doomed = [int(number) for number in numbers_of(self.last, old)]
        if not documents and not doomed:
            return
        with writing(ix) as writer:
            for number in doomed:
                writer.delete_document(number)
            for document in documents:
                writer.add(document)

    def tidy(self) -> int:
        """Make one of many small segments; return how many there were."""
        folder = self.current()
        if folder is None:
            return 0
        segments = segments_of(folder)
        chosen = segments_to_merge(
            {s.segment_id(): s.doc_count_all() for s in segments},
            {s.segment_id(): s.deleted_count() for s in segments},
        )
        if chosen:
            snapshot = Snapshot(folder, self.last)
            with writing(open_index(folder)) as writer:
                writer.take_in(snapshot, chosen)
        return len(chosen)

    def clear(self) -> None:
        self.switch_to(self.create())

    def draft(self, parts: int) -> "WhooshDraft":
        for left in self.folder.glob("part-*"):  # of a rebuild that was killed
            shutil.rmtree(left, ignore_errors=True)
        return WhooshDraft(self, parts)


class WhooshDraft(Draft):
    """A folder beside the current one, and one for each part, whose segments are moved over at the end."""

    def __init__(self, folders: Folders, parts: int) -> None:
        self.folders = folders
        self.folder = folders.create()
        self.parts = [self.folder.with_name(f"part-{n}-{self.folder.name}") for n in range(parts)]

    @contextmanager
    def part(self, number: int) -> Iterator["WhooshPart"]:
        part = WhooshPart(self.parts[number])
        yield part
        part.commit()

    def complete(self) -> int:
        combine(self.parts, self.folder)
        verify_folder(self.folder)
        return int(open_index(self.folder).doc_count())

    def switch(self) -> None:
        self.folders.switch_to(self.folder)

    def discard(self) -> None:
        for folder in self.parts:
            shutil.rmtree(folder, ignore_errors=True)
        if self.folders.current() != self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


class WhooshPart(Part):
    """An index of its own, committed whenever a segment is full."""

    def __init__(self, folder: Path) -> None:
        self.index = create_index(folder)
        self.writer: Writer | None = None

    def add(self, documents: Iterable[Document]) -> None:
        self.writer = self.writer or Writer(self.index)
        for document in documents:
            self.writer.add(document)
        if self.writer.docnum >= SEGMENT or self.writer.batch.held >= SEGMENT_HOLDS:
            self.commit()

    def commit(self) -> None:
        if self.writer is not None:
            large = self.writer.batch.held >= SEGMENT_HOLDS / 8
            self.writer.commit(merge=False)
            self.writer = None
            if large:
                give_memory_back()


def answer_of(snapshot: Snapshot, request: Request) -> Answer:
    """Answer a request; what asks for everything, as the search page without a word does, is worked out once."""
    if not isinstance(request.tree, Everything) or request.narrow:
        return worked_out(snapshot, request)
    return snapshot.kept(snapshot.answers, repr(request), MOST_ANSWERS, lambda: worked_out(snapshot, request))


def worked_out(snapshot: Snapshot, request: Request) -> Answer:
    execution = Execution(snapshot)
    unnarrowed = execution.mask(request.tree)
    models = documents_of_models(snapshot, request.models)
    if models is not None:
        unnarrowed = unnarrowed & models
    narrow = {tree: execution.match(tree) for tree in request.narrow}
    found = narrowed_by(unnarrowed, narrow.values())
    documents = execution.listed(request.tree, found)
    scores = None
    end = request.start + request.size
    if request.size and request.sort == "relevance" and not isinstance(request.tree, Everything):
        scores = execution.scores(request.tree, documents)
    groups = group_numbers(snapshot, request.group)
    page = ordered(snapshot, documents, scores, request.sort, request.start, end, groups)
    once = groups if request.group == "utterance" else None
    facets, sizes = {}, {}
    rest = {frozenset[Any](): documents}
    for name in request.facets:
        left_out = frozenset(request.own.get(name, frozenset()) & narrow.keys())
        if left_out not in rest:
            others = (mask for tree, mask in narrow.items() if tree not in left_out)
            rest[left_out] = np.flatnonzero(narrowed_by(unnarrowed, others))
        facets[name], sizes[name] = count_facet(snapshot, rest[left_out], name, once)
    base = np.flatnonzero(unnarrowed) if narrow and request.facets else documents[:0]
    sizes_of_groups = None if groups is None else np.bincount(groups[documents], minlength=1)
    return Answer(
        hits=tuple(hits_of(snapshot, page, groups, sizes_of_groups)),
        total=len(documents),
        groups=len(documents) if sizes_of_groups is None else int(np.count_nonzero(sizes_of_groups)),
        facets=facets,
        sizes=sizes,
        unnarrowed={name: count_facet(snapshot, base, name, once)[0] for name in request.facets}
        if narrow
        else {},
    )


def group_numbers(snapshot: Snapshot, group: Group) -> Ints | None:
    """Return the group of each document by number: its article, or its utterance; what has none is alone."""
    if not group:
        return None
    numbers: Ints = snapshot.numbers[group]
    if group == "article":
        return numbers
    alone = int(numbers.max(initial=0)) + 1 + np.arange(snapshot.size)
    return np.where(numbers > 0, numbers, alone)


def hits_of(snapshot: Snapshot, page: Ints, groups: Ints | None, sizes: Ints | None) -> Iterator[Hit]:
    models, codes = snapshot.values["model"], snapshot.codes["model"]
    rows = snapshot.numbers["row"]
    for number in page:
        others = 0 if groups is None or sizes is None else int(sizes[groups[number]]) - 1
        yield Hit(model=models[codes[number]], row=int(rows[number]), more=others)


def narrowed_by(found: Mask, masks: Iterable[Mask]) -> Mask:
    for mask in masks:
        found = found & mask
    return found


def documents_of_models(snapshot: Snapshot, models: Sequence[str]) -> Mask | None:
    """Return the documents of the wanted models, None where that is all of them."""
    if not models or all(name in models for name in snapshot.values["model"] if name):
        return None
    wanted: Mask = np.zeros(snapshot.size, dtype=bool)
    for name in models:
        wanted |= snapshot.with_value("model", name)
    return wanted


def numbers_of(snapshot: Snapshot, keys: Iterable[Key]) -> Ints:
    """Return the living documents of some rows."""
    wanted: dict[str, list[int]] = {}
    for model, row in keys:
        wanted.setdefault(model, []).append(row)
    chosen: Mask = np.zeros(snapshot.size, dtype=bool)
    for model, ids in wanted.items():
        chosen |= snapshot.with_value("model", model) & np.isin(snapshot.numbers["row"], ids)
    return np.flatnonzero(chosen & snapshot.live)


def printed(field: str) -> str:
    """Return the field of terms that has those of a document's field as they are printed."""
    return "exact" if field == TEXT else field


def read_every_term(folder: Path) -> None:
    """Unpack every posting list. Raise Damaged for one that cannot be."""
    for leaf in Snapshot(folder).leaves.values():
        for name in TERM_FIELDS:
            try:
                for _, postings in leaf.all_postings(name):
                    len(postings.positions)
            except Exception as error:
                raise Damaged(f"its words in the field “{name}” cannot be read: {error}") from error
