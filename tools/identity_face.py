"""What an archive shows of who is who, as plain data, and the acts of an editor on it: for measuring identity.

A scorer that knows nothing of the project's rows calls these functions inside its Django. Speakers and
events are told with what they are called and where they stand, statements with their speaker, and pairs
that may be one with what was decided.
"""

from pathlib import PurePath
from typing import Any

from statements import curation
from statements.models import (
    Alias,
    Article,
    Event,
    EventMention,
    MergeProposal,
    Quote,
    Speaker,
)

Plain = dict[str, Any]


def snapshot() -> Plain:
    """Return all that is listed: {"speakers", "articles", "quotes", "events", "proposals"}, rows by number."""
    articles = {row.pk: article_plain(row) for row in Article.objects.select_related("outlet")}
    return {
        "speakers": speakers_plain(),
        "articles": articles,
        "quotes": quotes_plain(articles),
        "events": events_plain(articles),
        "proposals": proposals_plain(),
    }


def article_plain(row: Article) -> Plain:
    return {
        "pk": row.pk,
        "file": PurePath(row.origin).name,
        "headline": row.headline,
        "outlet": row.outlet.name if row.outlet else "",
        "published": str(row.published or ""),
        "state": row.state,
        "text": row.text,
    }


def speakers_plain() -> dict[int, Plain]:
    """Return every speaker's row. Listed are those that are public and have a public statement."""
    names: dict[int, list[str]] = {}
    for pk, name in Alias.objects.order_by("name").values_list("speaker", "name"):
        names.setdefault(pk, []).append(name)
    counts: dict[int, int] = {}
    for pk in Quote.objects.public().exclude(speaker=None).values_list("speaker", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    public = set(Speaker.objects.public().values_list("pk", flat=True))
    return {
        row.pk: {
            "pk": row.pk,
            "name": row.name,
            "kind": row.kind,
            "country": row.country,
            "affiliation": row.affiliation,
            "state": row.state,
            "merged": row.merged_into_id,
            "aliases": sorted(names.get(row.pk, [])),
            "listed": row.pk in public and row.pk in counts,
            "statements": counts.get(row.pk, 0),
        }
        for row in Speaker.objects.all()
    }


def quotes_plain(articles: dict[int, Plain]) -> list[Plain]:
    public = set(Quote.objects.public().values_list("pk", flat=True))
    return [
        {
            "pk": row.pk,
            "file": articles[row.article_id]["file"],
            "segments": row.segments,
            "mention": row.mention,
            "cue": row.cue,
            "role": row.role,
            "clause": None if row.clause_start is None else [row.clause_start, row.clause_end],
            "speaker": row.speaker_id,
            "kind": row.kind,
            "rule": row.rule,
            "public": row.pk in public,
            "text": row.text[:120],
        }
        for row in Quote.objects.order_by("article", "start")
    ]


def events_plain(articles: dict[int, Plain]) -> dict[int, Plain]:
    """Return every event's row with its mentions. Listed are public ones that a public page speaks of."""
    shown = set(Article.objects.public().values_list("pk", flat=True))
    mentions: dict[int, list[Plain]] = {}
    spoken_of = set()
    for event, article, spans in EventMention.objects.values_list("event", "article", "spans"):
        mentions.setdefault(event, []).append({"file": articles[article]["file"], "spans": spans})
        if article in shown:
            spoken_of.add(event)
    statements = Quote.events.through.objects.filter(quote__in=Quote.objects.public())
    spoken_of |= set(statements.values_list("event", flat=True))
    public = set(Event.objects.public().values_list("pk", flat=True))
    return {
        row.pk: {
            "pk": row.pk,
            "name": row.name,
            "kind": row.kind,
            "place": row.place,
            "start": day_as_known(row.start, row.precision),
            "end": day_as_known(row.end, "day"),
            "status": row.status,
            "participants": row.participants,
            "merged": row.merged_into_id,
            "mentions": mentions.get(row.pk, []),
            "listed": row.pk in public and row.pk in spoken_of,
        }
        for row in Event.objects.all()
    }


def day_as_known(day: Any, precision: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)] if day else ""


def proposals_plain() -> list[Plain]:
    rows = MergeProposal.objects.with_rows()
    return [
        {
            "table": row.table,
            "first": row.first.pk,
            "second": row.second.pk,
            "reason": row.reason,
            "points": row.points,
            "decision": row.decision,
        }
        for row in rows
    ]


def pair(one: int, two: int) -> Any:
    first, second = Speaker.objects.get(pk=one), Speaker.objects.get(pk=two)
    return first, second, MergeProposal.objects.between(first, second)


def decisions(one: int, two: int) -> list[str]:
    """Return what was decided of two speakers' rows, for each time it was asked."""
    return list(pair(one, two)[2].values_list("decision", flat=True))


def ask(one: int, two: int) -> None:
    """Ask whether two speakers' rows are one, if that was never asked."""
    first, second, asked = pair(one, two)
    if not asked.exists():
        MergeProposal.of(first, second, reason="asked by hand").save()


def tell_apart(one: int, two: int, editor: Any) -> None:
    """Let an editor say that two speakers' rows are two."""
    curation.decide_merge(pair(one, two)[2].get(), "two", editor, "two people")
