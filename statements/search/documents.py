"""What of a statement and of an article can be searched, and by which values it can be narrowed.

`search.engines.fields` says what a document is; here one is made of each row.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DatabaseError, models
from haystack import connections, indexes

from statements.extraction.languages import place_told
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
    rows = list(public_rows(table).filter(pk__in=list(ids)))
    search_index.gather(rows)
    for row in rows:
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
    values: dict[str, Any] = search_index.values_of(obj)
    document = {name: value for name, value in values.items() if value not in ("", None)}
    return {**document, "model": obj._meta.label_lower, "row": obj.pk}


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
    context = indexes.CharField()
    source = indexes.CharField()
    agency = indexes.CharField()
    event = indexes.CharField()
    date = indexes.IntegerField()
    article = indexes.IntegerField()
    utterance = indexes.IntegerField()

    def gather(self, rows: Sequence[Any]) -> None:
        """Ask at once for what the documents of several rows need beside them."""

    def values_of(self, obj: Any) -> dict[str, Any]:
        """Return what a row's document has under each name, as it stands: Haystack looks for each by itself."""
        raise NotImplementedError

    def prepare(self, obj: Any) -> dict[str, Any]:
        return {**super().prepare(obj), **self.values_of(obj)}


class QuoteIndex(NewsIndex, indexes.Indexable):  # type: ignore[misc]
    """A statement is found by its words, its clause, and the names and role of its speaker."""

    speaker = indexes.CharField()
    country = indexes.CharField()
    kind = indexes.CharField()
    dated = indexes.CharField()  # "said" or "printed": whose day the date is
    part = indexes.CharField()  # "headline" of what stands in one

    def get_model(self) -> Any:
        return Quote

    def index_queryset(self, using: str | None = None) -> Any:
        return (
            Quote.objects.public()
            # Statements share articles and speakers: each is fetched once for all, and its names as a list.
            .prefetch_related(
                models.Prefetch("article", Article.objects.light()),
                *("article__outlet", "article__agency", "relayed_by", "speaker"),
                models.Prefetch("speaker__aliases", to_attr="names_held"),
                models.Prefetch("events", to_attr="events_held"),
                models.Prefetch("article__events", to_attr="events_told"),
            )
        )

    def values_of(self, obj: Any) -> dict[str, Any]:
        article, speaker = obj.article, obj.speaker
        words = obj.passage or obj.text
        names = [speaker.name, *(a.name for a in speaker.names_held)] if speaker else []
        events = obj.events_held
        sources = [o for o in (article.outlet, article.agency, obj.relayed_by) if o]
        agencies = [o for o in sources if o == article.agency or o.kind == o.Kind.AGENCY]
        return {
            "text": PART.join([words, speaker.name if speaker else "", obj.role, obj.mention]),
            "names": PART.join([*names, obj.role]),
            "about": PART.join(event.name for event in events),
            "place": PART.join(
                [article.dateline_place, place_told(obj.venue, article.language), *(e.place for e in events)]
            ),
            "outlets": PART.join(o.name for o in sources),
            "agencies": PART.join(o.name for o in agencies),
            "speaker": speaker.slug if speaker else "",
            "source": article.outlet.slug if article.outlet else "",
            "agency": article.agency.slug if article.agency else "",
            "country": speaker.country if speaker else "",
            "kind": obj.kind,
            "event": ",".join(event.slug for event in events),
            "context": PART.join(
                [article.headline, article.standfirst, article.dateline_place]
                + [told for event in (*events, *article.events_told) for told in (event.name, event.place)]
            ),
            "dated": "" if not obj.date else "said" if obj.said_on else "printed",
            "part": "headline" if obj.in_headline else "",
            "date": day_number(obj.date, obj.date_precision),
            "article": article.pk,
            "utterance": obj.utterance_id or "",  # of what several articles print
        }


class ArticleIndex(NewsIndex, indexes.Indexable):  # type: ignore[misc]
    """An article is found by its headline, standfirst and body, page furniture left out."""

    def get_model(self) -> Any:
        return Article

    def index_queryset(self, using: str | None = None) -> Any:
        return (
            Article.objects.public()
            .select_related("outlet", "agency")
            .prefetch_related(models.Prefetch("events", to_attr="events_held"))
        )

    def gather(self, rows: Sequence[Any]) -> None:
        """Give each article the names of those who speak in it, without a row for each of their statements."""
        said = Quote.objects.public().filter(article__in=[row.pk for row in rows]).exclude(speaker=None)
        names: dict[int, set[str]] = {}
        for article, name in said.order_by().values_list("article", "speaker__name").distinct():
            names.setdefault(article, set()).add(name)
        for row in rows:
            row.said_by = sorted(names.get(row.pk, ()))

    def values_of(self, obj: Any) -> dict[str, Any]:
        events = obj.events_held
        body = "\n".join(obj.text[s:e] for s, e in obj.body)
        if not hasattr(obj, "said_by"):  # Haystack's own commands ask for one row after the other
            self.gather([obj])
        return {
            "text": PART.join([obj.headline, obj.standfirst, body]),
            "names": PART.join(obj.said_by),
            "about": PART.join(event.name for event in events),
            "place": PART.join([obj.dateline_place, *(e.place for e in events)]),
            "outlets": PART.join(o.name for o in (obj.outlet, obj.agency) if o),
            "agencies": obj.agency.name if obj.agency else "",
            "source": obj.outlet.slug if obj.outlet else "",
            "agency": obj.agency.slug if obj.agency else "",
            "event": ",".join(event.slug for event in events),
            "context": PART.join([*(event.name for event in events), obj.dateline_place]),
            "date": day_number(obj.published, obj.published_precision),
            "article": obj.pk,
        }
