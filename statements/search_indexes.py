"""What of a quote and of an article can be searched, and by which values it can be narrowed."""

from typing import Any

from django.db import models
from haystack import indexes

from .models import Article, Quote
from .search.analysis import PART


def day_number(value: Any, precision: str) -> int:
    """Return a date as 20180524, 20180500 for a month, 20180000 for a year, 0 for none."""
    if not value:
        return 0
    month = 0 if precision == "year" else value.month
    day = 0 if precision in {"year", "month"} else value.day
    return int(value.year * 10000 + month * 100 + day)


class NewsIndex(indexes.SearchIndex):
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


class QuoteIndex(NewsIndex, indexes.Indexable):
    """A statement is found by its words, its clause, and the names and role of its speaker."""

    speaker = indexes.CharField()
    country = indexes.CharField()
    kind = indexes.CharField()

    def get_model(self) -> type[Quote]:
        return Quote

    def index_queryset(self, using: str | None = None) -> models.QuerySet[Quote]:
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


class ArticleIndex(NewsIndex, indexes.Indexable):
    """An article is found by its headline, standfirst and body, page furniture left out."""

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> models.QuerySet[Article]:
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
