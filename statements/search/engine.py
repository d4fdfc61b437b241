"""Whoosh behind Haystack's interface: folders, reading, writing.

The query that Haystack hands over is a line of the archive's own language; it is parsed into a tree
and carried out by `evaluate`, so that no text of a user ever reaches Whoosh's parser. All threads
of a process share one snapshot of the index.
"""

import errno
import fcntl
import logging
import os
import re
import secrets
import shutil
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from django.apps import apps
from django.db import DatabaseError
from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.models import SearchResult
from haystack.utils import get_model_ct

from .codec import Ints
from .evaluate import Evaluation, by_date, by_score
from .language import Everything, QueryFault, parse, unparse
from .snapshot import DAYS, MONTHS, Mask, Scores, Snapshot
from .storage import FORMAT, create_index, open_index, segments_of, segments_to_merge, sync_folder, writing

logger = logging.getLogger(__name__)

TABLES = ("quote", "article")  # of which the index holds documents
CURRENT = "CURRENT"
LOCK = "writer.lock"
MOST_VALUES = 50  # of a facet that are counted out


class Unavailable(Exception):
    """The index cannot answer now; the pages that do not search are not concerned."""


class Backend(BaseSearchBackend):  # type: ignore[misc]
    """Haystack's backend. The index lies in a folder of its own under PATH, named by CURRENT."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.folder = Path(options["PATH"])
        self.opening = threading.Lock()
        self.last: Snapshot | None = None
        self.locks: list[IO[str]] = []

    # Folders

    def current(self) -> Path | None:
        """Return the folder of the index in use; None if there is none, or one of an older format."""
        try:
            name = (self.folder / CURRENT).read_bytes()[:100].decode("ascii", "replace").strip()
        except OSError:
            return None
        return self.folder / name if re.fullmatch(rf"index-{FORMAT}-[0-9a-f]{{8}}", name) else None

    def create(self) -> Path:
        """Make an empty index beside the current one and return its folder."""
        folder = self.folder / f"index-{FORMAT}-{secrets.token_hex(4)}"
        create_index(folder)
        return folder

    def switch(self, folder: Path) -> None:
        """Make an index the current one, at once for every reader; keep the one before."""
        old = self.current()
        draft = self.folder / f".{CURRENT}.{os.getpid()}"
        with draft.open("w") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / CURRENT)
        sync_folder(self.folder)
        for other in self.folder.glob("index-*"):
            if other not in {folder, old}:
                shutil.rmtree(other, ignore_errors=True)

    def setup(self) -> Path:
        """Return the folder of the index in use; an empty one is made for an empty archive alone.

        Raises Unavailable where the archive has rows and no index: it has to be made anew as a whole.
        """
        folder = self.current()
        if folder is None or not folder.is_dir():
            if anything_public():
                raise Unavailable("the search index is missing, or of an older format")
            folder = self.create()
            self.switch(folder)
        return folder

    def snapshot(self) -> Snapshot | None:
        """Return the present generation; None before anything is indexed. Raises Unavailable.

        A reader that meets a commit or a switch half-way tries again: the files that it was about
        to open are gone, but those of the next generation are whole.
        """
        for attempt in range(5):
            folder = self.current()
            if folder is None:
                if anything_public():
                    raise Unavailable("the search index is missing, or of an older format")
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

    def is_settled(self, folder: Path) -> bool:
        """Return whether a folder is still the current one and is not being written to."""
        if self.current() != folder:
            return False
        try:
            with (self.folder / LOCK).open("r") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except FileNotFoundError:
            return True
        return True

    # Writing

    @contextmanager
    def lock(self, wait: bool = True) -> Iterator[bool]:
        """Hold the right to write the index; yields False if another process has it and `wait` is off."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            self.locks.append(file)
            try:
                yield True
            finally:
                self.locks.remove(file)

    def let_go(self) -> None:
        """Close the locks that a forked process was born with, so that it outlives its parent without them."""
        for file in self.locks:
            file.close()

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        rows = list(iterable)
        with self.lock():  # the documents are made in it: those made before may be out of date by then
            self.write([document_of(index, row) for row in rows], [])

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        if isinstance(obj_or_string, str):
            model, _, row = obj_or_string.rpartition(".")
        else:
            model, row = get_model_ct(obj_or_string), obj_or_string.pk
        with self.lock():
            self.write([], [(model, int(row))])

    def write(
        self, documents: Sequence[dict[str, Any]], gone: Iterable[tuple[str, int]], folder: Path | None = None
    ) -> None:
        """Replace documents and remove others, all in one commit that is whole or not at all."""
        folder = folder or self.setup()
        ix = open_index(folder)
        old = {(d["model"], d["row"]) for d in documents} | set(gone)
        doomed: Iterable[int] = []
        if ix.doc_count_all():
            self.last = Snapshot(folder, self.last)
            doomed = numbers_of(self.last, old)
        doomed = [int(number) for number in doomed]
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

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Empty the index, or take the documents of some models out of it."""
        with self.lock():
            if models is None:
                self.switch(self.create())
                return
            snapshot = self.snapshot()
            if snapshot is None:
                return
            gone = []
            for name in map(get_model_ct, models):
                rows = snapshot.numbers["row"][snapshot.with_value("model", name) & snapshot.live]
                gone += [(name, int(row)) for row in rows]
            self.write([], gone)

    # Reading

    def search(self, query_string: str, **options: Any) -> dict[str, Any]:
        """Run a query of the archive's language. Raises QueryFault for one that is none, and Unavailable.

        Options are Haystack's: sort_by ("date" or "-date"), start_offset, end_offset, models,
        narrow_queries (lines of the language), facets (columns of values, "year", "month" or "day");
        `group`, which lists the best document of each article alone, with how many more it has; and
        `own`, lines of the narrowing that a facet is counted without. The counts under "held" are
        those of the query without any narrowing.
        """
        snapshot = self.snapshot()
        if snapshot is None:
            return {"results": [], "hits": 0, "groups": 0, "facets": {}}
        try:
            return self.run(snapshot, query_string, options)
        except QueryFault:
            raise
        except Exception as error:
            logger.exception("the search index could not be read")
            raise Unavailable(f"the search index could not be read: {error}") from error

    def run(self, snapshot: Snapshot, line: str, options: dict[str, Any]) -> dict[str, Any]:
        evaluation = Evaluation(snapshot)
        tree = parse(line, trusted=True)
        models = snapshot_models(snapshot, options.get("models"))
        held = evaluation.mask(tree) if models is None else evaluation.mask(tree) & models
        narrow = {
            line: evaluation.match(parse(line, trusted=True)) for line in options.get("narrow_queries") or ()
        }
        found = narrowed(held, narrow.values())
        documents = np.flatnonzero(found)
        start = options.get("start_offset") or 0
        end = options.get("end_offset") or start + 20
        sort = options.get("sort_by") or []
        sort = [sort] if isinstance(sort, str) else list(sort)
        scores = None
        if not sort and not isinstance(tree, Everything):
            scores = evaluation.scores(tree, documents)
        page = ordered(snapshot, documents, scores, sort, start, end, bool(options.get("group")))
        names = options.get("facets") or ()
        answer: dict[str, Any] = {
            "hits": len(documents),
            "groups": len(documents),
            "results": page_results(snapshot, page, options.get("result_class")),
        }
        own: dict[str, frozenset[str]] = options.get("own") or {}
        counts, sizes = {}, {}
        rest = {frozenset[str](): documents}
        for name in names:
            left_out = frozenset(own.get(name, frozenset()) & narrow.keys())
            if left_out not in rest:
                kept = (mask for line, mask in narrow.items() if line not in left_out)
                rest[left_out] = np.flatnonzero(narrowed(held, kept))
            counts[name], sizes[name] = count(snapshot, rest[left_out], name)
        answer["facets"] = {"fields": counts, "sizes": sizes}
        if narrow:
            base = np.flatnonzero(held)
            answer["facets"]["held"] = {name: count(snapshot, base, name)[0] for name in names}
        if options.get("group"):
            more = articles_of(snapshot, documents)
            answer["groups"] = int(np.count_nonzero(more))
            for result, number in zip(answer["results"], page, strict=True):
                result.more = int(more[snapshot.numbers["article"][number]]) - 1
        return answer


def narrowed(held: Mask, masks: Iterable[Mask]) -> Mask:
    for mask in masks:
        held = held & mask
    return held


def snapshot_models(snapshot: Snapshot, models: Any) -> Mask | None:
    """Return the documents of the wanted models, None where that is all of them."""
    names = sorted(get_model_ct(model) for model in models or ())
    if not names or all(name in names for name in snapshot.values["model"] if name):
        return None
    held: Mask = np.zeros(snapshot.size, dtype=bool)
    for name in names:
        held |= snapshot.with_value("model", name)
    return held


def numbers_of(snapshot: Snapshot, rows: Iterable[tuple[str, int]]) -> Ints:
    """Return the living documents of some rows."""
    wanted: dict[str, list[int]] = {}
    for model, row in rows:
        wanted.setdefault(model, []).append(row)
    held: Mask = np.zeros(snapshot.size, dtype=bool)
    for model, ids in wanted.items():
        held |= snapshot.with_value("model", model) & np.isin(snapshot.numbers["row"], ids)
    return np.flatnonzero(held & snapshot.live)


def articles_of(snapshot: Snapshot, documents: Ints) -> Ints:
    """Return how many of the documents each article has, by its id."""
    counts: Ints = np.bincount(snapshot.numbers["article"][documents], minlength=1)
    return counts


def ordered(
    snapshot: Snapshot,
    documents: Ints,
    scores: Scores | None,
    sort: Sequence[str],
    start: int,
    end: int,
    group: bool,
) -> Ints:
    """Return a page of documents: by score, or by date; of each article the first alone if grouped."""
    wanted = end * 3 if group else end
    while True:
        wanted = min(wanted, len(documents))
        if not wanted:
            return documents[:0]
        if scores is not None:
            best = by_score(snapshot, documents, scores, wanted)
        else:
            best = by_date(snapshot, documents, wanted, newest=not sort or sort[0].startswith("-"))
        if group:
            _, first = np.unique(snapshot.numbers["article"][best], return_index=True)
            best = best[np.sort(first)]
        if len(best) >= end or wanted == len(documents):
            return best[start:end]
        wanted *= 4


def page_results(snapshot: Snapshot, page: Ints, result_class: Any) -> list[Any]:
    models, codes, rows = snapshot.values["model"], snapshot.codes["model"], snapshot.numbers["row"]
    results = []
    for number in page:
        app, model = models[codes[number]].split(".")
        results.append((result_class or SearchResult)(app, model, str(rows[number]), 0.0))
    return results


def count(snapshot: Snapshot, documents: Ints, name: str) -> tuple[list[tuple[str, int]], int]:
    """Return the commonest values of a facet with counts, and how many values there are.

    Dates come all, in their order.
    """
    if name in {"year", "month", "day"}:
        found = count_dates(snapshot, documents, name)
        return found, len(found)
    values = snapshot.values[name]
    counts = np.bincount(snapshot.codes[name][documents], minlength=len(values))
    present = np.flatnonzero(counts)
    if name != "event" and len(present) > 4 * MOST_VALUES:
        least = np.partition(counts[present], -MOST_VALUES - 1)[-MOST_VALUES - 1]
        kept = present[counts[present] >= least]
    else:
        kept = present
    totals: Counter[str] = Counter()
    for code in kept:
        for piece in values[code].split(",") if name == "event" else (values[code],):
            if piece:
                totals[piece] += int(counts[code])
    size = (
        len(totals)
        if kept is present
        else len(present) - int("" in values and bool(counts[values.index("")]))
    )
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES], size


def count_dates(snapshot: Snapshot, documents: Ints, name: str) -> list[tuple[str, int]]:
    """Return how many there are of each year, month or day, where the date is known so well."""
    base, table = calendar_of(snapshot, documents)
    size = {"year": MONTHS * DAYS, "month": DAYS, "day": 1}[name]
    counts = np.add.reduceat(table, np.arange(0, len(table), size)) if len(table) else table
    found = []
    for at in np.flatnonzero(counts):
        number = base + int(at) * size
        year, month, day = number // (MONTHS * DAYS), number // DAYS % MONTHS, number % DAYS
        if name == "year":
            found.append((f"{year:04d}", int(counts[at])))
        elif name == "month" and month:
            found.append((f"{year:04d}-{month:02d}", int(counts[at])))
        elif name == "day" and day:
            found.append((f"{year:04d}-{month:02d}-{day:02d}", int(counts[at])))
    return found


def calendar_of(snapshot: Snapshot, documents: Ints) -> tuple[int, Ints]:
    """Return how many documents each day of the calendar has, and the number of its first day."""
    calendar = snapshot.calendar[documents]
    known = calendar[calendar > 0]
    if not len(known):
        return 0, known
    base = int(known.min()) // (MONTHS * DAYS) * MONTHS * DAYS
    return base, np.bincount(known - base)


class Query(BaseSearchQuery):  # type: ignore[misc]
    """Haystack's filters written as a line of the archive's language."""

    group = False
    own: Mapping[str, frozenset[str]] = {}

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        text = value.prepare(self) if hasattr(value, "prepare") else str(value)
        if field == "content":
            tree = parse(text, trusted=True)
            return f"({unparse(tree)})" if not isinstance(tree, Everything) else "*"
        return f'{field}:="{text}"'

    def build_query(self) -> str:
        final = self.query_filter.as_query_string(self.build_query_fragment)
        return final or "*"

    def build_params(self, spelling_query: str | None = None) -> dict[str, Any]:
        params: dict[str, Any] = super().build_params(spelling_query)
        return {**params, "group": self.group, "own": self.own}

    def _clone(self, klass: Any = None, using: str | None = None) -> "Query":
        clone: Query = super()._clone(klass, using)
        clone.group, clone.own = self.group, self.own
        return clone


class Engine(BaseEngine):  # type: ignore[misc]
    backend = Backend
    query = Query


# Rows into the index


def backend() -> Backend:
    found: Backend = connections["default"].get_backend()
    return found


def document_of(search_index: Any, obj: Any) -> dict[str, Any]:
    """Return a row as a document of the index: texts and values by the names of its schema."""
    data: dict[str, Any] = search_index.full_prepare(obj)
    document = {k: v for k, v in data.items() if v not in ("", None) and k not in {ID, DJANGO_CT, DJANGO_ID}}
    return {**document, "model": data[DJANGO_CT], "row": int(data[DJANGO_ID])}


def documents_of(
    table: str, ids: Iterable[int], faults: dict[tuple[str, int], str] | None = None
) -> list[dict[str, Any]]:
    """Return the documents of the rows that are public, as the database has them now.

    A row whose document cannot be made is left out and told in `faults` and in the log: one such row
    must not keep all others out of the index.
    """
    search_index = index_of(table)
    documents = []
    for row in public_rows(table).filter(pk__in=list(ids)):
        try:
            documents.append(document_of(search_index, row))
        except (DatabaseError, MemoryError):
            raise  # not the row's fault
        except Exception as error:
            logger.exception("%s %s cannot be indexed, so what the index has of it stays", table, row.pk)
            if faults is not None:
                faults[table, row.pk] = f"{type(error).__name__}: {error}"[:300]
    return documents


def index_of(table: str) -> Any:
    return connections["default"].get_unified_index().get_index(model_of(table))


def public_rows(table: str) -> Any:
    """Return the rows of a table that search should find."""
    return index_of(table).index_queryset()


def model_of(table: str) -> Any:
    return apps.get_model("statements", table)


def write_rows(rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Write the documents of these rows as the database has them now; remove those not public.

    Return the rows whose documents could not be made, with the reason: what the index has of them stays.
    """
    faults: dict[tuple[str, int], str] = {}
    by_table: dict[str, list[int]] = {}
    for table, row in rows:
        by_table.setdefault(table, []).append(row)
    documents: list[dict[str, Any]] = []
    gone: list[tuple[str, int]] = []
    for table, ids in by_table.items():
        found = documents_of(table, ids, faults)
        present = {document["row"] for document in found} | {row for name, row in faults if name == table}
        documents += found
        gone += [(get_model_ct(model_of(table)), pk) for pk in ids if pk not in present]
    backend().write(documents, gone)
    return faults


def anything_public() -> bool:
    """Return whether the archive has a row that search should find."""
    return any(public_rows(table).exists() for table in TABLES)


def document_count() -> int:
    """Return how many documents the index holds. Raises Unavailable."""
    snapshot = backend().snapshot()
    return snapshot.count if snapshot else 0
