"""The public archive whole, as tables: which rows each has, and how they are read without holding many of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from statements.models import Article, Event, EventMention, Outlet, Quote, Speaker, Utterance

from .base import RowType
from .taken_away import (
    TAKEN_ARTICLES,
    TAKEN_EVENTS,
    TAKEN_OUTLETS,
    TAKEN_SAID_AT,
    TAKEN_SPEAKERS,
    TAKEN_STATEMENTS,
    TAKEN_UTTERANCES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the archive: what it holds in a sentence, its rows, and how many are read at once."""

    told: str
    rows: RowType
    held: Callable[[], Any]  # a queryset
    at_once: int = 500


def printed_as(**only: Any) -> Exists:
    """Return the condition that a statement which everybody may see has these values, asked row by row."""
    return Exists(Quote.objects.public().filter(**only))


def statements_at_events() -> Any:
    event = Exists(Event.objects.public().filter(pk=OuterRef("event")))
    pairs = Quote.events.through.objects.filter(printed_as(pk=OuterRef("quote")), event)
    return pairs.select_related("quote", "event").only("quote__uid", "event__slug")


def speakers_on_record() -> Any:
    """Return the speakers of whom something is public, certain or probable."""
    heard = printed_as(speaker=OuterRef("pk")) | printed_as(probable_speaker=OuterRef("pk"))
    return Speaker.objects.public().filter(heard)


def events_told_of() -> Any:
    public = Article.objects.public().filter(pk=OuterRef("article"))
    mentions = EventMention.objects.filter(Exists(public), event=OuterRef("pk"))
    return Event.objects.public().filter(Exists(mentions))


def utterances_printed() -> Any:
    """Return the utterances that have a page: two statements at least that everybody may see are printings of each."""
    second = Quote.objects.public().filter(utterance=OuterRef("pk")).order_by("pk")[1:2]
    return Utterance.objects.filter(Exists(second), merged_into=None)


TABLES: dict[str, Table] = {
    "statements": Table(
        told="Who said what, with where it stands and how far a person vouches for it",
        rows=TAKEN_STATEMENTS,
        held=lambda: Quote.objects.public().with_cells(),
    ),
    "articles": Table(
        told="What the statements were read from; the text where everybody may read it",
        rows=TAKEN_ARTICLES,
        held=lambda: Article.objects.public().with_outlet().defer("body", "junk", "headings", "says"),
        at_once=50,  # whole texts
    ),
    "speakers": Table(
        told="Who is on record", rows=TAKEN_SPEAKERS, held=speakers_on_record
    ),
    "events": Table(told="What happened", rows=TAKEN_EVENTS, held=events_told_of),
    "sources": Table(
        told="Who published the articles", rows=TAKEN_OUTLETS, held=lambda: Outlet.objects.filter(merged_into=None)
    ),
    "utterances": Table(
        told="What was said once and printed by several; statements name theirs",
        rows=TAKEN_UTTERANCES,
        held=utterances_printed,
    ),
    "said-at": Table(told="Which statements were said at or about which events", rows=TAKEN_SAID_AT, held=statements_at_events),
}  # fmt: skip


def archive_rows(table: Table) -> Iterator[Any]:
    """Yield all rows of a table by their numbers, some at a time: nothing stays open in the database between.

    The numbers are read first, and then what is public of these: a database that is asked for both at once may put
    all that is public in order, for each of the times.
    """
    numbers = table.held().model._default_manager.order_by("pk").values_list("pk", flat=True)
    last = 0
    while some := list(numbers.filter(pk__gt=last)[: table.at_once]):
        yield from table.held().filter(pk__in=some).order_by("pk")
        last = some[-1]
