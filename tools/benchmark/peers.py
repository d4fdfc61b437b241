"""The engines that are measured: this one, SQLite's FTS5, and Haystack's own Whoosh backend."""

import pickle
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

from django.db import models
from haystack import connections, indexes
from haystack.backends.whoosh_backend import WhooshEngine
from haystack.query import SearchQuerySet
from whoosh import columns, index
from whoosh.codec import whoosh3
from whoosh.filedb import structfile
from whoosh.util import loading

from statements.models import Article, Quote
from statements.search.analysis import PART
from statements.search.find import find

STOCK = "stock"
STOCK_SAMPLE = 500  # documents that the stock backend indexes in its own way, to be timed


@dataclass(frozen=True, slots=True)
class Question:
    """One search in terms that every engine understands."""

    words: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    prefix: str = ""
    speaker: str = ""  # a slug
    first: int = 0  # 20180501; 0 for no filter of dates
    last: int = 0
    newest: bool = False
    facets: tuple[str, ...] = ()


Document = dict[str, Any]  # as `search.documents` gives it


class Own:
    """This project's engine, asked through the function that the pages use."""

    name = "on record"

    def ask(self, question: Question) -> int:
        parts = [*question.words]
        if question.phrase:
            parts.append('"' + " ".join(question.phrase) + '"')
        if question.prefix:
            parts.append(f"{question.prefix}*")
        if question.first:
            first, last = day_text(question.first), day_text(question.last)
            parts.append(f"from:{first} to:{last}")
        narrow = (f'speaker:="{question.speaker}"',) if question.speaker else ()
        sort = "newest" if question.newest else "relevance"
        return find(Quote, " ".join(parts), narrow=narrow, sort=sort, facets=question.facets).total


def day_text(day: int) -> str:
    return f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"


class Fts5:
    """SQLite's full-text table beside an ordinary one with indexes, in one file, optimised."""

    name = "FTS5"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = sqlite3.connect(path)
        self.db.execute("PRAGMA mmap_size=268435456")

    def build(self, documents: Iterable[Document]) -> None:
        self.db.executescript("""
            PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
            CREATE VIRTUAL TABLE quote USING fts5(text, tokenize="porter unicode61 remove_diacritics 2");
            CREATE VIRTUAL TABLE article USING fts5(text, tokenize="porter unicode61 remove_diacritics 2");
            CREATE TABLE facts(id INTEGER PRIMARY KEY, speaker TEXT, source TEXT, country TEXT, kind TEXT, date INT);
            CREATE INDEX by_date ON facts(date); CREATE INDEX by_speaker ON facts(speaker);
        """)
        for document in documents:
            table = document["model"].split(".")[1]
            text = document["text"].replace(PART, " ")
            self.db.execute(f"INSERT INTO {table}(rowid, text) VALUES(?, ?)", (document["row"], text))
            if table == "quote":
                fields = [document.get(name, "") for name in ("speaker", "source", "country", "kind", "date")]
                self.db.execute("INSERT INTO facts VALUES(?, ?, ?, ?, ?, ?)", (document["row"], *fields))
        self.db.execute("INSERT INTO quote(quote) VALUES('optimize')")
        self.db.execute("INSERT INTO article(article) VALUES('optimize')")
        self.db.commit()
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.execute("ANALYZE facts")
        self.db.commit()

    def ask(self, question: Question) -> int:
        match = " ".join(f'"{word}"' for word in question.words)
        if question.phrase:
            match = '"' + " ".join(question.phrase) + '"'
        if question.prefix:
            match = f"{question.prefix}*"
        where, values = [], []
        if match:
            where.append("quote MATCH ?")
            values.append(match)
        if question.speaker:
            where.append("speaker = ?")
            values.append(question.speaker)
        if question.first:
            where.append(f"date BETWEEN {question.first:d} AND {question.last:d}")
        joined = bool(question.speaker or question.first or question.facets)
        tables = "facts" if not match else "quote JOIN facts ON facts.id = quote.rowid" if joined else "quote"
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        order = "date DESC, id" if question.newest or not match else "rank"
        row = "id" if tables != "quote" else "rowid"
        self.db.execute(f"SELECT {row} FROM {tables}{condition} ORDER BY {order} LIMIT 20", values).fetchall()
        total = self.db.execute(f"SELECT count(*) FROM {tables}{condition}", values).fetchone()[0]
        for facet in question.facets:
            self.db.execute(
                f"SELECT {facet}, count(*) n FROM {tables}{condition} GROUP BY 1 ORDER BY n DESC",
                values,
            ).fetchall()
        return int(total)


class Tantivy:
    """The search library of Rust, through its Python face, with its own English analysis: an extra of the benchmark.

    It is asked by terms, so that no parser of lines is timed. Raises ImportError where it is not installed.
    """

    name = "tantivy"
    FIELDS = ("speaker", "source", "country", "kind")

    def __init__(self, path: Path) -> None:
        import tantivy

        self.tantivy, builder = tantivy, tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="english")
        builder.add_text_field("model", tokenizer_name="raw", index_option="basic")
        for field in self.FIELDS:
            builder.add_text_field(field, tokenizer_name="raw", index_option="basic", fast=True)
        builder.add_integer_field("date", indexed=True, fast=True)
        self.schema = builder.build()
        filters = tantivy.Filter
        tokens = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for one in (filters.lowercase(), filters.ascii_fold(), filters.stemmer("english")):
            tokens = tokens.filter(one)
        self.analyser = tokens.build()
        path.mkdir(exist_ok=True)
        self.index = tantivy.Index(self.schema, str(path))
        self.index.register_tokenizer("english", self.analyser)
        self.searcher = self.index.searcher()

    def build(self, documents: Iterable[Document]) -> None:
        writer = self.index.writer(heap_size=256_000_000, num_threads=1)
        for document in documents:
            values = {field: str(document.get(field) or "") for field in self.FIELDS}
            one = self.tantivy.Document(
                text=document["text"].replace(PART, " "),
                model=document["model"].split(".")[1],
                date=int(document.get("date") or 0),
                **values,
            )
            writer.add_document(one)
        writer.commit()
        writer.wait_merging_threads()

    def term(self, field: str, value: str) -> Any:
        return self.tantivy.Query.term_query(self.schema, field, value)

    def ask(self, question: Question) -> int:
        query, must = self.tantivy.Query, [self.term("model", "quote")]
        must += [self.term("text", stem) for word in question.words for stem in self.analyser.analyze(word)]
        if question.phrase:
            stems = [stem for word in question.phrase for stem in self.analyser.analyze(word)]
            must.append(query.phrase_query(self.schema, "text", stems))
        if question.prefix:
            must.append(query.regex_query(self.schema, "text", f"{question.prefix}.*"))
        if question.speaker:
            must.append(self.term("speaker", question.speaker))
        if question.first:
            integer = self.tantivy.FieldType.Integer
            must.append(query.range_query(self.schema, "date", integer, question.first, question.last))
        whole = query.boolean_query([(self.tantivy.Occur.Must, one) for one in must])
        by_date = question.newest or not (question.words or question.phrase or question.prefix)
        found = self.searcher.search(whole, 20, order_by_field="date" if by_date else None)
        if question.facets:
            counted = {field: {"terms": {"field": field, "size": 65_000}} for field in question.facets}
            self.searcher.aggregate(whole, counted)
        return int(found.count)


def whoosh_as_it_comes() -> None:
    """Undo in this process what keeps pickles out of this project's index: the peer's own has them throughout."""

    def fresh(name: str) -> Any:
        spec = find_spec(name)
        assert spec is not None and spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    import_module(
        "statements.search.engines.whoosh.storage"
    )  # nothing does so later and closes the doors again
    files = fresh("whoosh.filedb.structfile")
    for name in ("StructFile", "BufferFile"):
        kind, plain = getattr(structfile, name), getattr(files, name)
        kind.read_pickle, kind.write_pickle = plain.read_pickle, plain.write_pickle
    for module in (whoosh3, columns):
        module.loads = pickle.loads
    loading.RenamingUnpickler.load = pickle.Unpickler.load
    index.TOC = fresh("whoosh.index").TOC


class StockIndex(indexes.SearchIndex):
    """The fields that Haystack's documentation would give such documents."""

    text = indexes.CharField(document=True)
    source = indexes.CharField(faceted=True)
    date = indexes.DateField(null=True)


class StockQuoteIndex(StockIndex, indexes.Indexable):
    speaker = indexes.CharField(faceted=True)
    country = indexes.CharField(faceted=True)
    kind = indexes.CharField(faceted=True)

    def get_model(self) -> type[models.Model]:
        return Quote


class StockArticleIndex(StockIndex, indexes.Indexable):
    def get_model(self) -> type[models.Model]:
        return Article


class Stock:
    """Haystack's Whoosh backend as it comes."""

    name = "stock"

    def __init__(self, path: Path) -> None:
        whoosh_as_it_comes()
        connections.connections_info[STOCK] = {
            "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
            "PATH": str(path),
        }
        self.engine: WhooshEngine = connections[STOCK]
        self.engine.get_unified_index().build(indexes=[StockQuoteIndex(), StockArticleIndex()])
        self.backend = self.engine.get_backend()

    def build(self, documents: Iterator[Document], processes: int) -> float:
        """Index all documents; return how many a second the backend does in its own way.

        A sample goes through the backend's `update`, which is timed; the rest through Whoosh's writer
        with the same schema in several processes, because the backend's way would take hours.
        """
        self.backend.setup()
        sample = [stock_fields(document) for _, document in zip(range(STOCK_SAMPLE), documents, strict=False)]
        began = time.perf_counter()
        self.backend.update(Given(), sample)
        rate = len(sample) / (time.perf_counter() - began)
        writer = self.backend.index.refresh().writer(
            procs=processes, limitmb=256, multisegment=True, batchsize=500
        )
        for document in documents:
            writer.add_document(**stock_fields(document))
        writer.commit(merge=False)
        return rate

    def ask(self, question: Question) -> int:
        results = SearchQuerySet(using=STOCK).models(Quote)
        for word in question.words:
            results = results.filter(content=word)
        if question.phrase:
            results = results.filter(content__exact=" ".join(question.phrase))
        if question.prefix:
            results = results.filter(content__startswith=question.prefix)
        if question.speaker:
            results = results.narrow(f'speaker_exact:"{question.speaker}"')
        if question.first:
            results = results.filter(date__gte=as_date(question.first), date__lte=as_date(question.last))
        if question.newest:
            results = results.order_by("-date")
        for facet in question.facets:
            results = results.facet(facet)
        total = results.count()
        list(results[:20])
        if question.facets:
            results.facet_counts()
        return int(total)


class Given:
    """An index for Haystack's backend whose documents are ready-made."""

    def full_prepare(self, document: Document) -> Document:
        return document


def as_date(day: int) -> Any:
    from datetime import datetime

    return datetime(day // 10000, day // 100 % 100, day % 100)


class Row(dict[str, Any]):
    """A prepared document that Haystack takes for a model instance."""


def stock_fields(document: Document) -> Document:
    """Return a document as the stock schema has it."""
    model, row = document["model"], document["row"]
    fields = Row(
        id=f"{model}.{row}",
        django_ct=model,
        django_id=str(row),
        text=document["text"].replace(PART, " "),
        date=as_date(document["date"]) if document.get("date") else None,
    )
    for name in ("speaker", "source", "country", "kind"):
        fields[name] = fields[f"{name}_exact"] = document.get(name, "")
    return fields
