"""Whoosh behind Haystack's interface: schema, compiler, reading and writing.

The query that Haystack hands over is a line of the archive's own language; it is parsed into a tree
and compiled here, so that no text of a user ever reaches Whoosh's parser. Readers share one open
searcher for each generation of the index; facets and sorting by date come from its columns.
"""

import logging
import os
import secrets
import shutil
import threading
from array import array
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import nlargest, nsmallest
from pathlib import Path
from typing import Any

from django.apps import apps
from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery, EmptyResults
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from whoosh import fields, index, query
from whoosh.index import EmptyIndexError, Index

from .analysis import NewsAnalyzer, fold_word, query_terms
from .language import And, Dates, Everything, Node, Not, Only, Or, Phrase, Prefix, Word, parse, unparse

logger = logging.getLogger(__name__)

FACETS = ("speaker", "source", "agency", "country", "kind", "event")
MULTIPLE = {"event"}
NAMES = {
    "speaker": "names",
    "source": "outlets",
    "agency": "outlets",
    "event": "about",
    "place": "place",
    "country": "country",
}
CURRENT = "CURRENT"
MAX_EXPANSION = 1024  # words that one prefix may stand for


def schema() -> fields.Schema:
    """Return the fields of the index. Nothing is stored but ids: pages show the database."""
    plain, stemmed = NewsAnalyzer(stemmed=False), NewsAnalyzer(stemmed=True)
    ids = {name: fields.ID(stored=False, sortable=True) for name in FACETS if name not in MULTIPLE}
    return fields.Schema(
        **{
            ID: fields.ID(stored=True, unique=True),
            DJANGO_CT: fields.ID(stored=True),
            DJANGO_ID: fields.ID(stored=True),
            "text": fields.TEXT(analyzer=stemmed, stored=False, phrase=False),
            "exact": fields.TEXT(analyzer=plain, stored=False, phrase=True),
            "names": fields.TEXT(analyzer=plain, stored=False, phrase=False),
            "about": fields.TEXT(analyzer=plain, stored=False, phrase=False),
            "place": fields.TEXT(analyzer=plain, stored=False, phrase=False),
            "outlets": fields.TEXT(analyzer=plain, stored=False, phrase=False),
            "event": fields.KEYWORD(commas=True, stored=False, sortable=True),
            "date": fields.NUMERIC(int, sortable=True, stored=False),
            **ids,
        }
    )


# The tree compiled


def compile_node(node: Node, reader: Any) -> query.Query:
    """Return Whoosh's query for a tree."""
    match node:
        case Word(text):
            return all_terms("text", query_terms(text, stemmed=True))
        case Prefix(text):
            return prefix_query(fold_word(text), reader)
        case Phrase(text, within):
            terms = query_terms(text, stemmed=False)
            if len(terms) < 2:
                return all_terms("exact", terms)
            return query.Phrase("exact", terms, slop=within or 1)
        case Only(field, value, exact):
            return compile_filter(field, value, exact)
        case Dates(first, last, _):
            low = lower_bound(first) if first else 1
            high = last.year * 10000 + last.month * 100 + last.day if last else 99999999
            return query.NumericRange("date", low, high)
        case Not(part):
            return query.And([query.Every(), query.Not(compile_node(part, reader))])
        case And(parts):
            wanted = [compile_node(p, reader) for p in parts if not isinstance(p, Not)]
            banned = [query.Not(compile_node(p.part, reader)) for p in parts if isinstance(p, Not)]
            return query.And([*(wanted or [query.Every()]), *banned])
        case Or(parts):
            return query.Or([compile_node(p, reader) for p in parts])
        case Everything():
            return query.Every()


def lower_bound(first: date) -> int:
    """Return the number of a first day; the month or year that it begins is held as day or month 0."""
    day = 0 if first.day == 1 else first.day
    month = 0 if day == 0 and first.month == 1 else first.month
    return first.year * 10000 + month * 100 + day


def all_terms(field: str, terms: Sequence[str]) -> query.Query:
    if not terms:
        return query.NullQuery
    if len(terms) == 1:
        return query.Term(field, terms[0])
    return query.And([query.Term(field, term) for term in terms])


def prefix_query(prefix: str, reader: Any) -> query.Query:
    """Return the words of the index that begin so, as one OR; the commonest if there are very many."""
    words = list(reader.expand_prefix("exact", prefix))
    texts = [w.decode("utf-8") if isinstance(w, bytes) else w for w in words]
    if len(texts) > MAX_EXPANSION:
        texts = nlargest(MAX_EXPANSION, texts, key=lambda w: reader.doc_frequency("exact", w))
    if not texts:
        return query.NullQuery
    return query.Or([query.Term("exact", text) for text in texts])


def compile_filter(field: str, value: str, exact: bool) -> query.Query:
    if field == "country" and not exact:
        return query.Term("country", country_code(value))
    if exact and field != "place":
        return query.Term(field, value)
    words = all_terms(NAMES[field], query_terms(value, stemmed=False))
    if field in {"source", "agency", "event", "speaker"}:
        return query.Or([query.Term(field, value.lower()), words])
    return words


def country_code(value: str) -> str:
    from statements.extraction.lexicon import country_words

    found = country_words().get(value.lower())
    return found.code if found else value.upper()


# Reading


class Snapshot:
    """One generation of the index, open for reading, with its columns as arrays."""

    def __init__(self, name: str, ix: Index) -> None:
        self.name = name
        self.ix = ix
        # Taken before opening: a commit in between is then seen as new, never as already read.
        self.generation = ix.latest_generation()
        self.searcher = ix.searcher()
        self.reader = self.searcher.reader()
        self.columns: dict[str, tuple[array[int], list[Any]]] = {}
        self.docsets: OrderedDict[str, array[int]] = OrderedDict()
        self.lock = threading.RLock()

    def is_current(self) -> bool:
        return bool(self.ix.latest_generation() == self.generation)

    def column(self, name: str) -> tuple["array[int]", list[Any]]:
        """Return a column as (number of the value of each document, values)."""
        with self.lock:
            if name not in self.columns:
                numbers: array[int] = array("l")
                values: dict[Any, int] = {}
                for reader, _ in self.reader.leaf_readers():
                    size = reader.doc_count_all()
                    source = reader.column_reader(name) if reader.has_column(name) else None
                    for n in range(size):
                        value = source[n] if source is not None else ""
                        numbers.append(values.setdefault(value, len(values)))
                self.columns[name] = (numbers, list(values))
            return self.columns[name]

    def docset(self, wanted: query.Query) -> "array[int]":
        """Return the documents that a query matches, without scores."""
        key = repr(wanted)
        with self.lock:
            known = self.docsets.get(key)
            if known is not None:
                self.docsets.move_to_end(key)
                return known
            found: array[int] = array("l", self.searcher.docs_for_query(wanted))
            self.docsets[key] = found
            if len(self.docsets) > 256:
                self.docsets.popitem(last=False)
            return found

    def days(self) -> list[int]:
        numbers, values = self.column("date")
        return [values[n] if isinstance(values[n], int) else 0 for n in numbers]


class Backend(BaseSearchBackend):  # type: ignore[misc]
    """Haystack's backend. The index lies in a folder of its own under PATH, named by CURRENT."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.folder = Path(options["PATH"])
        self.local = threading.local()

    # Folders

    def current(self) -> Path | None:
        try:
            name = (self.folder / CURRENT).read_text().strip()
        except FileNotFoundError:
            return None
        return self.folder / name if name else None

    def create(self) -> Path:
        """Make an empty index beside the current one and return its folder."""
        folder = self.folder / f"index-{secrets.token_hex(4)}"
        folder.mkdir(parents=True)
        index.create_in(str(folder), schema())
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
        for other in self.folder.glob("index-*"):
            if other not in {folder, old}:
                shutil.rmtree(other, ignore_errors=True)

    def setup(self) -> Path:
        folder = self.current()
        if folder is None or not folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            folder = self.create()
            self.switch(folder)
        return folder

    def snapshot(self) -> Snapshot | None:
        """Return the present generation, opened once a thread; None before anything is indexed."""
        folder = self.current()
        if folder is None:
            return None
        known: Snapshot | None = getattr(self.local, "snapshot", None)
        if known is not None and known.name == folder.name and known.is_current():
            return known
        try:
            fresh = Snapshot(folder.name, index.open_dir(str(folder)))
        except (EmptyIndexError, FileNotFoundError):
            logger.error("the search index in %s cannot be opened; run manage.py index --rebuild", folder)
            return None
        self.local.snapshot = fresh
        return fresh

    # Writing

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        self.write([(index, list(iterable))], [])

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        self.write([], [get_identifier(obj_or_string)])

    def write(
        self, batches: Sequence[tuple[Any, Sequence[Any]]], gone: Sequence[str], folder: Path | None = None
    ) -> None:
        """Replace documents and remove others, all in one commit."""
        ix = index.open_dir(str(folder or self.setup()))
        writer = ix.writer(limitmb=128)
        try:
            old = [*gone, *(get_identifier(obj) for _, objects in batches for obj in objects)]
            if ix.doc_count_all():
                with ix.searcher() as searcher:
                    for identifier in old:
                        number = searcher.document_number(**{ID: identifier})
                        if number is not None:
                            writer.delete_document(number)
            for search_index, objects in batches:
                for obj in objects:
                    data = search_index.full_prepare(obj)
                    writer.add_document(**{k: v for k, v in data.items() if v not in ("", None)})
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Empty the index, or take the documents of some models out of it."""
        if models is None:
            self.switch(self.create())
            return
        ix = index.open_dir(str(self.setup()))
        writer = ix.writer()
        for model in models:
            writer.delete_by_term(DJANGO_CT, get_model_ct(model))
        writer.commit()

    # Reading

    def search(self, query_string: str, **options: Any) -> dict[str, Any]:
        """Run a query of the archive's language. Raises QueryFault for one that is none.

        Options are Haystack's: sort_by ("date" or "-date"), start_offset, end_offset, models,
        narrow_queries (lines of the language), facets (names of FACETS, or "month").
        """
        snapshot = self.snapshot()
        if snapshot is None:
            return {"results": [], "hits": 0, "facets": {}}
        wanted = compile_node(parse(query_string, trusted=True), snapshot.reader)
        allowed = self.allowed(snapshot, options.get("models"), options.get("narrow_queries"))
        start = options.get("start_offset") or 0
        end = options.get("end_offset") or start + 20
        everything = isinstance(wanted, query.Every)
        found = snapshot.docset(wanted)
        if allowed is not None:
            found = array("l", (n for n in found if n in allowed))
        sort = options.get("sort_by") or []
        if isinstance(sort, str):
            sort = [sort]
        if sort or everything:
            top = sorted_page(snapshot, found, sort[0] if sort else "-date", start, end)
            scored = [(0.0, n) for n in top]
        else:
            hits = snapshot.searcher.search(wanted, limit=end, filter=allowed)
            scored = [(hit.score, hit.docnum) for hit in hits[start:end]]
        facets = {"fields": {f: count_facet(snapshot, found, f) for f in options.get("facets") or ()}}
        return {
            "results": [
                self.result(snapshot, score, number, options.get("result_class")) for score, number in scored
            ],
            "hits": len(found),
            "facets": facets,
        }

    def allowed(self, snapshot: Snapshot, models: Any, narrow: Iterable[str] | None) -> set[int] | None:
        """Return the documents of the wanted models that pass every filter, None for all."""
        sets = []
        if models:
            types = sorted(get_model_ct(model) for model in models)
            sets.append(snapshot.docset(query.Or([query.Term(DJANGO_CT, name) for name in types])))
        for line in sorted(narrow or ()):
            sets.append(snapshot.docset(compile_node(parse(line, trusted=True), snapshot.reader)))
        if not sets:
            return None
        sets.sort(key=len)
        return set(sets[0]).intersection(*sets[1:])

    @staticmethod
    def result(snapshot: Snapshot, score: float, number: int, result_class: Any) -> Any:
        stored = snapshot.searcher.stored_fields(number)
        app, model = stored[DJANGO_CT].split(".")
        return (result_class or SearchResult)(app, model, stored[DJANGO_ID], score)


def sorted_page(snapshot: Snapshot, found: "array[int]", sort: str, start: int, end: int) -> list[int]:
    """Return a page of documents by date. What has no date comes last in both orders."""
    numbers, values = snapshot.column("date")
    day = [value if isinstance(value, int) and value > 0 else 0 for value in values]
    if sort.startswith("-"):
        return nlargest(end, found, key=lambda n: (day[numbers[n]], -n))[start:end]
    return nsmallest(end, found, key=lambda n: (day[numbers[n]] or 99999999, n))[start:end]


def count_facet(snapshot: Snapshot, found: "array[int]", name: str) -> list[tuple[str, int]]:
    """Return the values of a facet with counts, the commonest first; "month" is made from the date."""
    numbers, values = snapshot.column("date" if name == "month" else name)
    counts = Counter(map(numbers.__getitem__, found))
    totals: Counter[str] = Counter()
    for number, count in counts.items():
        value = values[number]
        if name == "month":
            if isinstance(value, int) and value // 100 % 100 > 0:
                totals[f"{value // 10000:04d}-{value // 100 % 100:02d}"] += count
        else:
            text = value.decode() if isinstance(value, bytes) else str(value)
            for piece in text.split(",") if name in MULTIPLE else (text,):
                if piece:
                    totals[piece] += count
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))


class Query(BaseSearchQuery):  # type: ignore[misc]
    """Haystack's filters written as a line of the archive's language."""

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        text = value.prepare(self) if hasattr(value, "prepare") else str(value)
        if field == "content":
            tree = parse(text, trusted=True)
            return f"({unparse(tree)})" if not isinstance(tree, Everything) else "*"
        return f'{field}:="{text}"'

    def build_query(self) -> str:
        final = self.query_filter.as_query_string(self.build_query_fragment)
        return final or "*"


class Engine(BaseEngine):  # type: ignore[misc]
    backend = Backend
    query = Query


# Rows into the index


def backend() -> Backend:
    found: Backend = connections["default"].get_backend()
    return found


def write_rows(rows: Iterable[tuple[str, int]], folder: Path | None = None) -> None:
    """Write the documents of these rows as the database has them now; remove those not public."""
    unified = connections["default"].get_unified_index()
    by_table: dict[str, list[int]] = {}
    for table, row in rows:
        by_table.setdefault(table, []).append(row)
    batches, gone = [], []
    for table, ids in by_table.items():
        model = apps.get_model("statements", table)
        search_index = unified.get_index(model)
        objects = list(search_index.index_queryset().filter(pk__in=ids))
        batches.append((search_index, objects))
        present = {obj.pk for obj in objects}
        gone += [f"{get_model_ct(model)}.{pk}" for pk in ids if pk not in present]
    backend().write(batches, gone, folder)


def document_count() -> int:
    snapshot = backend().snapshot()
    return int(snapshot.reader.doc_count()) if snapshot else 0


__all__ = ["EmptyResults", "Engine", "backend", "document_count", "write_rows"]
