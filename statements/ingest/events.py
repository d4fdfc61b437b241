"""The events of a record become rows, or widen rows that the archive has."""

from collections.abc import Sequence

from django.db.models import Max

from statements import extraction
from statements.dates import as_date, precision_of
from statements.history.log import TRACKED
from statements.identity.events import match_event
from statements.identity.proposals import propose_event
from statements.models import Article, Event, EventMention, Precision, State, unique_slug


def store_events(article: Article, record: extraction.Record) -> list[tuple[extraction.EventRecord, Event]]:
    """Write the events that the article mentions; return each with its row."""
    taken: set[int] = set()
    pairs = []
    for found in record.events:
        event = match_event(found, taken)
        if event is None:
            event = create_event(found)
            propose_event(event)
        taken.add(event.pk)
        widen(event, found, article)
        EventMention.objects.update_or_create(
            event=event,
            article=article,
            defaults={"spans": [list(s) for s in found.mentions], "rule": found.rule},
        )
        pairs.append((found, event))
    return pairs


def drop_orphans(article: Article, events: Sequence[tuple[extraction.EventRecord, Event]]) -> None:
    """Forget mentions that are no longer found. Their events stay: an address that was given answers."""
    gone = EventMention.objects.filter(article=article).exclude(event__in=[e.pk for _, e in events])
    gone.delete()


def create_event(found: extraction.EventRecord) -> Event:
    start = as_date(found.start)
    end = as_date(found.end)
    year = f" {start.year}" if start else ""
    return Event.objects.create(
        name=found.name[:300],
        slug=unique_slug(Event, found.name + year),
        kind=found.kind,
        place=(found.place or "")[:300],
        start=start,
        end=end if start and end and end >= start else None,
        precision=precision_of(found.start),
        status=found.status,
        participants=list(found.participants),
    )


def widen(event: Event, found: extraction.EventRecord, article: Article) -> None:
    """Add to a row of the pipeline what this article knows beside it.

    What was planned may be called off, and what was called off may be held after all: the status is
    the one that the latest article gives.
    """
    if event.state != State.EXTRACTED:
        return
    before = {name: getattr(event, name) for name in TRACKED["event"]}
    start, end = as_date(found.start), as_date(found.end)
    if (
        event.precision == Precision.DAY
        and start
        and event.start
        and precision_of(found.start) == Precision.DAY
    ):
        last = max(d for d in (event.end, end, event.start, start) if d)
        event.start = min(event.start, start)
        event.end = last if last > event.start else None
    if found.place and len(found.place) > len(event.place):
        event.place = found.place[:300]
    missing = [name for name in found.participants if name not in event.participants]
    if len(event.participants) < 2:
        event.participants = [*event.participants, *missing][:2]
    others = event.mentions.exclude(article=article).exclude(article__published=None)
    latest = others.aggregate(last=Max("article__published"))["last"]
    if latest is None or (article.published and article.published >= latest):
        event.status = found.status
    if found.kind == "summit" and event.kind == "meeting":
        event.kind, event.name = found.kind, found.name[:300]
    if {name: getattr(event, name) for name in TRACKED["event"]} != before:
        event.save()
