"""What single pages ask of the archive: each query made once, see `Prepared`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django.db.models.functions import Left
from django.http import Http404

from statements.models import (
    Alias,
    Article,
    Capture,
    Event,
    EventMention,
    LearnedRole,
    Outlet,
    Prepared,
    Quote,
    Report,
    Speaker,
    State,
    Tenure,
)

from .paging import PAGE

Row = TypeVar("Row", bound=Model)
SHOWN_OF_EVENT = 3  # statements of others about the event of a statement
SHOWN_REPORTS = 5
SNIPPET_FROM = 20_000  # characters at the beginning of an article that a snippet is taken from
words_and_day = Quote.objects.public().only("uid", "date", "date_precision", "text")


def one_or_404(rows: Sequence[Row]) -> Row:
    """Return the row that was found. Raise Http404 if none was."""
    if not rows:
        raise Http404
    return rows[0]


def by_pk(asked: Prepared[Row], pks: Iterable[int]) -> dict[int, Row]:
    """Return the rows of a list by their number."""
    return {row.pk: row for row in asked(list(pks))}


class FirstPage(Generic[Row]):
    """The rows of a list, of which the first page, that most readers ask for, is asked for in a way of its own."""

    def __init__(self, rows: QuerySet[Row], first: Callable[[], Sequence[Row]]) -> None:
        self.rows, self.first = rows, first

    def __getitem__(self, part: slice) -> Sequence[Row]:
        return self.first()[part] if part.start == 0 and part.stop <= PAGE else list(self.rows[part])


# A statement
quote_with_all = Prepared(
    lambda uid: (
        Quote.objects.filter(uid=uid)
        .select_related(
            "speaker",
            "probable_speaker",
            "article",
            "article__outlet",
            "article__agency",
            "article__source",
            "capture__source",
            "relayed_by",
            "utterance",
        )
        .defer("article__source__data", "capture__source__data")
    )
)
events_of_quote = Prepared(lambda quote: Event.objects.public().filter(quotes=quote))
uids_in_article = Prepared(
    lambda article: (
        Quote.objects.public().filter(article=article).order_by("start").values_list("uid", flat=True)
    )
)


def said_beside(sign: str, order: str) -> Prepared[Quote]:
    """Return what asks for the nearest statement of a speaker on one side of a day, an article and a place in it."""

    def rows(speaker: int, day: date, article: int, start: int) -> QuerySet[Quote]:
        beyond = (
            Q(**{f"date__{sign}": day})
            | Q(date=day, **{f"article_id__{sign}": article})
            | Q(date=day, article_id=article, **{f"start__{sign}": start})
        )
        known = words_and_day.filter(beyond, speaker=speaker, **{f"date__{sign}e": day})
        return known.order_by(f"{order}date", f"{order}article_id", f"{order}start")[:1]

    return Prepared(rows)


said_before, said_after = said_beside("lt", "-"), said_beside("gt", "")
said_at_event = Prepared(
    lambda event, quote, article: (
        Quote.objects.public()
        .filter(~Q(pk=quote), ~Q(article=article), events=event)
        .with_parts()
        .newest_first()[:SHOWN_OF_EVENT]
    )
)
answered_reports = Prepared(
    lambda quote: (
        Report.objects.filter(quote=quote).exclude(answer="").order_by("-answered_at")[:SHOWN_REPORTS]
    )
)

# An article
article_with_all = Prepared(
    lambda pk: Article.objects.with_outlet().select_related("source").defer("source__data").filter(pk=pk)
)
quotes_taken_out = Prepared(
    lambda pks: (
        Quote.objects.public().filter(pk__in=pks).select_related("speaker", "capture").order_by("start", "id")
    )
)
words_of_captures = Prepared(
    lambda article: Capture.objects.filter(article=article).values_list("words_key", flat=True)
)
events_of_article = Prepared(lambda article: Event.objects.public().filter(articles=article))
speakers_with = Prepared(lambda pks: Speaker.objects.filter(pk__in=pks))

# A speaker
called_so = Prepared(lambda key: Alias.objects.filter(key=key).values_list("speaker_id", flat=True)[:20])
speaker_called = Prepared(lambda slug: Speaker.objects.filter(slug=slug).select_related("merged_into"))
outlets_with = Prepared(lambda pks: Outlet.objects.filter(pk__in=pks))
public_events_with = Prepared(lambda pks: Event.objects.public().filter(pk__in=pks))
names_of_speaker = Prepared(
    lambda speaker: Alias.objects.filter(speaker=speaker).values_list("name", flat=True)
)
offices_of_speaker = Prepared(lambda speaker: Tenure.objects.filter(speaker=speaker))
newest_of_speaker = Prepared(
    lambda speaker: Quote.objects.public().filter(speaker=speaker).with_parts().newest_first()[:PAGE]
)
names_merged = Prepared(
    lambda speaker: (
        Speaker.objects.filter(merged_into=speaker).order_by("name").values_list("name", flat=True)[:20]
    )
)

# An event
event_called = Prepared(lambda slug: Event.objects.filter(slug=slug).select_related("merged_into"))
counts_about = Prepared(
    lambda event: (
        Quote.objects.public()
        .filter(events=event)
        .order_by()
        .values_list("date", "date_precision", "speaker")
        .annotate(n=Count("pk"))
    )
)
mentions_of = Prepared(
    lambda event: (
        EventMention.objects.filter(event=event)
        .exclude(article__state=State.REJECTED)
        .select_related("article__outlet")
        .defer("article__junk", "article__headings")
    )
)
public_speakers_with = Prepared(lambda pks: Speaker.objects.public().filter(pk__in=pks))

# Lists
articles_with = Prepared(
    lambda pks: Article.objects.public().with_outlet().light().filter(pk__in=pks).order_by()
)
events_with = Prepared(lambda pks: Event.objects.filter(pk__in=pks).order_by())
beginnings_of_texts = Prepared(
    lambda pks: (
        Article.objects.filter(pk__in=pks)
        .order_by()
        .annotate(first=Left("text", SNIPPET_FROM))
        .values_list("pk", "first", "body")
    )
)
roles_learned = Prepared(
    lambda speakers: (
        LearnedRole.objects.filter(speaker__in=speakers).order_by().values_list("speaker", "role", "end")
    )
)
offices_typed = Prepared(
    lambda speakers: (
        Tenure.objects.filter(speaker__in=speakers).order_by().values_list("speaker", "office", "end")
    )
)
