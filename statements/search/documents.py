"""What of a statement and of an article can be searched, and by which values it can be narrowed.

`search.engines.fields` says what a document is; here one is made of each row.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, models
from haystack import connections, indexes
from haystack.constants import DJANGO_CT, DJANGO_ID, ID

from statements.models import Article, Quote

from .analysis import PART
from .engines.fields import Document

logger = logging.getLogger(__name__)

MODELS = {"quote": Quote, "article": Article}
TABLES = tuple(MODELS)  # of which the index holds documents

Faults = dict[tuple[str, int], str]  # (table, row): why its document could not be made


def documents_of(table: str, ids: Iterable[int], faults: Faults | None = None) -> list[Document]:
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


def document_of(search_index: Any, obj: Any) -> Document:
    """Return the document of a row."""
    data: dict[str, Any] = search_index.full_prepare(obj)
    document = {k: v for k, v in data.items() if v not in ("", None) and k not in {ID, DJANGO_CT, DJANGO_ID}}
    return {**document, "model": data[DJANGO_CT], "row": int(data[DJANGO_ID])}


def label_of(table: str) -> str:
    """Return a table's name as documents have it: "statements.quote"."""
    return str(MODELS[table]._meta.label_lower)


def index_of(table: str) -> Any:
    return connections["default"].get_unified_index().get_index(MODELS[table])


def public_rows(table: str) -> Any:
    """Return the rows of a table that search should find."""
    return index_of(table).index_queryset()


def anything_public() -> bool:
    """Return whether the archive has a row that search should find."""
    return any(public_rows(table).exists() for table in TABLES)


# How Haystack prepares a row


def day_number(value: Any, precision: str) -> int:
    """Return a date as 20180524, 20180500 for a month, 20180000 for a year, 0 for none."""
    if not value:
        return 0
    month = 0 if precision == "year" else value.month
    day = 0 if precision in {"year", "month"} else value.day
    return int(value.year * 10000 + month * 100 + day)


class NewsIndex(indexes.SearchIndex):  # type: ignore[misc]
    """What quotes and articles have in common: words to search, and values to narrow by."""

    text = indexes.CharField(document=True)
    names = indexes.CharField()
    about = indexes.CharField()
    place = indexes.CharField()
    outlets = indexes.CharField()
    agencies = indexes.CharField()
    source = indexes.CharField()
    agency = indexes.CharField()
    event = indexes.CharField()
    date = indexes.IntegerField()
    article = indexes.IntegerField()


class QuoteIndex(NewsIndex, indexes.Indexable):  # type: ignore[misc]
    """A statement is found by its words, its clause, and the names and role of its speaker."""

    speaker = indexes.CharField()
    country = indexes.CharField()
    kind = indexes.CharField()

    def get_model(self) -> Any:
        return Quote

    def index_queryset(self, using: str | None = None) -> Any:
        return (
            Quote.objects.public()
            .select_related("speaker", "article", "article__outlet", "article__agency", "relayed_by")
            .defer("article__text", "article__body", "article__junk")
            .prefetch_related("speaker__aliases", "events")
        )

    def prepare(self, obj: Quote) -> dict[str, Any]:
        data: dict[str, Any] = super().prepare(obj)
        article, speaker = obj.article, obj.speaker
        words = obj.passage or obj.text
        names = [speaker.name, *(a.name for a in speaker.aliases.all())] if speaker else []
        events = list(obj.events.all())
        sources = [o for o in (article.outlet, article.agency, obj.relayed_by) if o]
        agencies = [o for o in sources if o == article.agency or o.kind == o.Kind.AGENCY]
        data.update(
            text=PART.join([words, speaker.name if speaker else "", obj.role, obj.mention]),
            names=PART.join([*names, obj.role]),
            about=PART.join(event.name for event in events),
            place=PART.join([article.dateline_place, obj.venue, *(e.place for e in events)]),
            outlets=PART.join(o.name for o in sources),
            agencies=PART.join(o.name for o in agencies),
            speaker=speaker.slug if speaker else "",
            source=article.outlet.slug if article.outlet else "",
            agency=article.agency.slug if article.agency else "",
            country=speaker.country if speaker else "",
            kind=obj.kind,
            event=",".join(event.slug for event in events),
            date=day_number(obj.date, obj.date_precision),
            article=article.pk,
        )
        return data


class ArticleIndex(NewsIndex, indexes.Indexable):  # type: ignore[misc]
    """An article is found by its headline, standfirst and body, page furniture left out."""

    def get_model(self) -> Any:
        return Article

    def index_queryset(self, using: str | None = None) -> Any:
        return (
            Article.objects.public()
            .select_related("outlet", "agency")
            # The speakers are joined: prefetched, more than a thousand of them are too many for SQLite.
            .prefetch_related(
                "events",
                models.Prefetch(
                    "quotes",
                    Quote.objects.public().select_related("speaker").only("article_id", "speaker__name"),
                ),
            )
        )

    def prepare(self, obj: Article) -> dict[str, Any]:
        data: dict[str, Any] = super().prepare(obj)
        events = list(obj.events.all())
        body = "\n".join(obj.text[s:e] for s, e in obj.body)
        speakers = {q.speaker.name for q in obj.quotes.all() if q.speaker}
        data.update(
            text=PART.join([obj.headline, obj.standfirst, body]),
            names=PART.join(sorted(speakers)),
            about=PART.join(event.name for event in events),
            place=PART.join([obj.dateline_place, *(e.place for e in events)]),
            outlets=PART.join(o.name for o in (obj.outlet, obj.agency) if o),
            agencies=obj.agency.name if obj.agency else "",
            source=obj.outlet.slug if obj.outlet else "",
            agency=obj.agency.slug if obj.agency else "",
            event=",".join(event.slug for event in events),
            date=day_number(obj.published, obj.published_precision),
            article=obj.pk,
        )
        return data
