"""The events of a record become rows: what the archive holds of each happening is put together anew.

What an article tells is kept with its mention, word for word; which tellings are one event is asked of
all that could be (`identity.events.cluster`), so that the archive is the same in whatever order the
articles came. A row that an editor owns keeps what it has, and what is with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from statements import extraction
from statements.dates import as_date, precision_of, shifted
from statements.history.log import TRACKED
from statements.identity.events import ENCOUNTER, Facts, Telling, cluster, facts_of
from statements.identity.proposals import propose_event
from statements.models import (
    ActName,
    Article,
    Event,
    EventMention,
    Quote,
    Revision,
    State,
    unique_slug,
)

WINDOW = timedelta(days=420)  # about the days of an event, within which another telling can be of it
WEEK = timedelta(days=7)
MOST_ROWS = 200  # that a telling is compared with, those with most in common first


def store_events(
    article: Article, record: extraction.Record, *, is_new: bool
) -> list[tuple[extraction.EventRecord, Event]]:
    """Write the events that the article mentions; return each with its row."""
    mine = [telling_of(found, article) for found in record.events]
    had = () if is_new else EventMention.objects.filter(article=article)
    before = {mention.event_id: mention for mention in had}
    mine = keep_rows(mine, before)
    if not mine:
        drop_mentions(before.values())
        return []
    nearby = rows_near(mine)
    others = tellings_of(nearby) if nearby else []
    tellings = [*mine, *(t for t in others if t.article != article.pk)]
    owned = owned_rows(nearby) if nearby else set()
    homes: dict[int, Event] = {}
    for group in give_rows(cluster(tellings, owned.__contains__), nearby, owned):
        homes |= {id(telling): group[1] for telling in group[0]}
    place_mentions(article, before.values(), tellings, homes)
    return [(found, homes[id(telling)]) for found, telling in zip(record.events, mine, strict=True)]


def telling_of(found: extraction.EventRecord, article: Article) -> Telling:
    return Telling(
        article=article.pk,
        published=article.published if article.published_precision in {"day", "minute"} else None,
        order=article.source.sha256,
        name=found.name[:300],
        kind=found.kind,
        place=(found.place or "")[:300],
        start=found.start,
        end=found.end,
        status=found.status,
        participants=found.participants,
        countries=found.countries,
        label=found.label or "",
        ordinal=found.ordinal or "",
        part_of=found.part_of or "",
        ends=found.ends,
        states=tuple((state.status, *state.span) for state in found.states),
        mentions=tuple((*span, rule) for span, rule in zip(found.mentions, found.rules, strict=True)),
    )


def keep_rows(mine: Sequence[Telling], before: dict[int, EventMention]) -> list[Telling]:
    """Give the tellings of an article that is read again the rows that they had: the words are the same."""
    had: dict[tuple[str, str | None], int] = {}
    for row, mention in before.items():
        for told in mention.told:
            had[told["name"], told["start"]] = row
            had.setdefault((told["name"], None), row)
    by_place = {tuple(span): row for row, mention in before.items() for span in mention.spans}
    return [
        replace(
            t,
            row=had.get((t.name, t.start))
            or next((by_place[m[:2]] for m in t.mentions if m[:2] in by_place), None)
            or had.get((t.name, None)),
        )
        for t in mine
    ]


# What the archive has


def rows_near(mine: Sequence[Telling]) -> dict[int, Event]:
    """Return the rows that the tellings could be of: of one kind, with a word in common, not far in time."""
    ids = {t.row for t in mine if t.row is not None}
    for telling in mine:
        kinds = ENCOUNTER if telling.kind in ENCOUNTER else {telling.kind}
        words = telling.keys
        rows = Event.objects.filter(kind__in=kinds)
        day = as_date(telling.start) or telling.published
        if day is not None and telling.kind != "agreement":
            rows = rows.filter(
                Q(start=None) | Q(start__gte=shifted(day, -WINDOW), start__lte=shifted(day, WINDOW))
            )
        either = [
            Q(name__icontains=word) | Q(place__icontains=word)
            for word in words
            if word.isascii() or len(word) > 2
        ]
        same_days = Q(start__gte=shifted(day, -WEEK), start__lte=shifted(day, WEEK)) if day else Q(pk=None)
        common = reduce(or_, either, same_days)
        near = rows.filter(common).order_by("-start", "pk").values_list("pk", "merged_into")[:MOST_ROWS]
        ids |= {pk for pair in near for pk in pair if pk is not None}
    return {pk: row for pk, row in Event.objects.in_bulk(ids).items() if row.merged_into_id is None}


def tellings_of(rows: dict[int, Event]) -> list[Telling]:
    """Return all that the articles of the archive tell of some events."""
    mentions = EventMention.objects.filter(event__in=rows).select_related("article__source")
    mentions = mentions.only(
        "event", "told", "spans", "rule",
        "article__published", "article__published_precision", "article__source__sha256",
    )  # fmt: skip
    return [telling for mention in mentions for telling in tellings_of_mention(mention)]


def tellings_of_mention(mention: EventMention) -> list[Telling]:
    article = mention.article
    common: dict[str, Any] = {
        "article": article.pk,
        "published": article.published if article.published_precision in {"day", "minute"} else None,
        "order": article.source.sha256,
        "row": mention.event_id,
    }
    if not mention.told:  # written before tellings were kept: the row is all that is known
        event = mention.event
        start = (
            event.start.isoformat()[: {"day": 10, "month": 7, "year": 4}.get(event.precision, 10)]
            if event.start
            else None
        )
        spans = tuple((start, end, mention.rule) for start, end in mention.spans)
        return [
            Telling(
                **common, name=event.name, kind=event.kind, place=event.place, start=start,
                end=event.end.isoformat() if event.end else None, status=event.status,
                participants=tuple(event.participants), mentions=spans,
            )
        ]  # fmt: skip
    return [Telling(**common, **{key: frozen(value) for key, value in told.items()}) for told in mention.told]


def frozen(value: Any) -> Any:
    return tuple(frozen(one) for one in value) if isinstance(value, list) else value


def owned_rows(rows: dict[int, Event]) -> set[int]:
    """Return the rows on which an editor has decided: curated, withdrawn, or merged by hand."""
    owned = {pk for pk, row in rows.items() if row.state != State.EXTRACTED}
    merged = Event.objects.filter(merged_into__in=rows).values_list("pk", "merged_into")
    children = {pk: into for pk, into in merged if into is not None}
    if children:
        by_hand = Revision.objects.filter(action=ActName.MERGE, table="event", row__in=children)
        owned |= {children[pk] for pk in by_hand.values_list("row", flat=True) if pk is not None}
    return owned


# What becomes of the rows


def give_rows(
    groups: Sequence[list[Telling]], rows: dict[int, Event], owned: set[int]
) -> list[tuple[list[Telling], Event]]:
    """Give each group its row: the one that most of it had, else a new one; write what it tells together."""
    claims: dict[int, int] = {}
    for row in sorted({t.row for group in groups for t in group if t.row is not None}):
        weights = [
            (sum(1 + 9 * bool(t.first) for t in group if t.row == row), -n) for n, group in enumerate(groups)
        ]
        claims[row] = -max(weights)[1]
    found = []
    for n, group in enumerate(groups):
        its = sorted(
            (row not in owned, row) for row, claimed in claims.items() if claimed == n and row in rows
        )
        facts = facts_of(group)
        event = rows[its[0][1]] if its else None
        if event is None:
            event = create_event(facts)
            propose_event(event)
        else:
            write_facts(event, facts)
        for _, row in its[1:]:
            if row not in owned:
                lead_to(rows[row], event)
        found.append((group, event))
    return found


def create_event(facts: Facts) -> Event:
    start = as_date(facts.start)
    year = f" {start.year}" if start and str(start.year) not in facts.name else ""
    event = Event(slug=unique_slug(Event, facts.name + year))
    fill_event(event, facts)
    event.save()
    return event


def fill_event(event: Event, facts: Facts) -> None:
    start, end = as_date(facts.start), as_date(facts.end)
    event.name = facts.name[:300]
    event.kind = facts.kind
    event.place = facts.place[:300]
    event.start = start
    event.end = end if start and end and end > start else None
    event.precision = precision_of(facts.start)
    event.status = facts.status
    event.participants = list(facts.participants)


def write_facts(event: Event, facts: Facts) -> None:
    """Write into a row of the pipeline what its articles tell together now."""
    if event.state != State.EXTRACTED:
        return
    before = {name: getattr(event, name) for name in TRACKED["event"]}
    fill_event(event, facts)
    if {name: getattr(event, name) for name in TRACKED["event"]} != before:
        event.save()


def lead_to(event: Event, into: Event) -> None:
    """Two rows proved to be one: the address of the one leads to the other."""
    for quote in Quote.objects.filter(events=event):
        quote.events.add(into)
        quote.events.remove(event)
    event.merged_into = into
    event.save(update_fields=["merged_into"])
    for earlier in Event.objects.filter(merged_into=event):
        earlier.merged_into = into
        earlier.save(update_fields=["merged_into"])


def place_mentions(
    article: Article, before: Iterable[EventMention], tellings: Sequence[Telling], homes: dict[int, Event]
) -> None:
    """Write where each article speaks of each event; what was kept elsewhere moves."""
    wanted: dict[tuple[int, int], list[Telling]] = {}
    for telling in tellings:
        wanted.setdefault((homes[id(telling)].pk, telling.article), []).append(telling)
    moved = {
        (t.row, t.article): homes[id(t)] for t in tellings if t.row is not None and t.row != homes[id(t)].pk
    }
    articles = {t.article for t in tellings if t.row != homes[id(t)].pk} | {article.pk}
    rows = {t.row for t in tellings if t.row is not None} | {row for row, _ in wanted}
    others = articles - {article.pk}
    held = [*before, *(EventMention.objects.filter(article__in=others) if others else ())]
    kept = {(m.event_id, m.article_id): m for m in held}
    for key, told in wanted.items():
        if key[1] not in articles:
            continue
        mention = kept.pop(key, None) or EventMention(event_id=key[0], article_id=key[1])
        spans = sorted({(start, end) for t in told for start, end, _ in t.mentions})
        values = {"spans": [list(s) for s in spans], "rule": told[0].mentions[0][2][:60] if told[0].mentions else "",
                  "told": [t.told() for t in told]}  # fmt: skip
        if mention.pk is None or {name: getattr(mention, name) for name in values} != values:
            for name, value in values.items():
                setattr(mention, name, value)
            mention.save()
    for (row, of), mention in kept.items():
        if of == article.pk or row in rows:
            mention.delete()
        into = moved.get((row, of))
        if into is not None and of != article.pk:
            for quote in Quote.objects.filter(article=of, events=row, state=State.EXTRACTED):
                quote.events.add(into)
                quote.events.remove(row)


def drop_mentions(mentions: Iterable[EventMention]) -> None:
    """Forget mentions that are no longer found. Their events stay: an address that was given answers."""
    for mention in mentions:
        mention.delete()
