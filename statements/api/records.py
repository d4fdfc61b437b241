"""Records of rows: what of a row everybody is told, in the same words as its page."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.urls import reverse

from statements.dates import machine_date
from statements.history.corrections import acts_in_words
from statements.history.entries import history_of
from statements.history.own_words import in_own_words
from statements.identity.printings import printings
from statements.models import (
    Article,
    Event,
    LearnedRole,
    Outlet,
    Quote,
    Revision,
    Speaker,
    State,
    Utterance,
    table_of,
)
from statements.shown import ShownParts

from . import shapes
from .selectors import evidence_annotation, is_in_its_source

R = TypeVar("R", bound=shapes.Addressed)
KNOWN = {State.EXTRACTED: "machine", State.CURATED: "reviewed"}
WIKIDATA = "https://www.wikidata.org/entity/"
MOST_TOLD = 200  # articles of an event, printings of an utterance
NAMES = {
    "quote": "statement",
    "article": "article",
    "speaker": "speaker",
    "event": "event",
    "outlet": "source",
    "utterance": "utterance",
    "revision": "correction",
}


class Records:
    """Makes records for the site that a request came to."""

    def __init__(self, request: HttpRequest) -> None:
        self.base = request.build_absolute_uri("/").rstrip("/")

    def page(self, row: Any) -> str:
        return f"{self.base}{row.get_absolute_url()}"

    def address(self, name: str, *args: Any) -> str:
        return f"{self.base}{reverse(f'api:{name}', args=args)}"

    def placed(self, row: Any) -> shapes.Plain:
        table = NAMES[table_of(row)]
        key = end_of_address(row)
        return {
            "number": row.pk,
            "id": key,
            "url": self.page(row),
            "record": self.address(table, key),
        }

    # Rows as lists have them

    def statement(self, quote: Quote) -> shapes.Plain:
        article = quote.article
        return {
            **self.placed(quote),
            "words": quote.text,
            "kind": quote.kind,
            "in_headline": quote.in_headline,
            "speaker": shown_ref(quote.speaker),
            "probable_speaker": shown_ref(quote.probable_speaker),
            "role": quote.role or None,
            "addressee": quote.addressee or None,
            "venue": quote.venue or None,
            "said_on": quote.said_on,
            "date": machine_date(quote.date, quote.date_precision) or None,
            "article": {
                "id": str(article.pk),
                "headline": article.headline,
                "published": machine_date(article.published, article.published_precision) or None,
                "outlet": ref(article.outlet),
                "original": article.url or None,
                "language": article.language,
            },
            "relayed_by": ref(quote.relayed_by),
            "events": [{"id": event.slug, "name": event.name} for event in quote.shown_events],  # type: ignore[attr-defined]
            "utterance": quote.utterance.uid if quote.utterance else None,
            "state": quote.status,
            "in_article": quote.is_here,
            "proved": not quote.unproved,
            "confidence": round(quote.confidence, 4),
            "rule": quote.rule,
        }

    def article(self, article: Article) -> shapes.Plain:
        return {
            **self.placed(article),
            "headline": article.headline,
            "outlet": ref(article.outlet),
            "agency": ref(article.agency),
            "byline": article.byline or None,
            "place": article.dateline_place or None,
            "language": article.language,
            "published": machine_date(article.published, article.published_precision) or None,
            "original": article.url or None,
            "is_sample": article.is_sample,
            "state": KNOWN[State(article.state)],
        }

    def speaker(self, speaker: Speaker) -> shapes.Plain:
        return {
            **self.placed(speaker),
            "name": speaker.name,
            "sort_name": speaker.listed_name,
            "kind": speaker.kind,
            "country": speaker.country or None,
            "affiliation": speaker.affiliation or None,
            "wikidata": speaker.wikidata or None,
            "state": KNOWN[State(speaker.state)],
        }

    def event(self, event: Event) -> shapes.Plain:
        return {
            **self.placed(event),
            "name": event.name,
            "kind": event.kind,
            "place": event.place or None,
            "start": machine_date(event.start, event.precision) or None,
            "end": machine_date(event.end, event.precision) or None,
            "status": event.status,
            "participants": [str(name) for name in event.participants],
            "state": KNOWN[State(event.state)],
        }

    def source(self, outlet: Outlet) -> shapes.Plain:
        return {**self.placed(outlet), "name": outlet.name, "kind": outlet.kind}

    def utterance(self, utterance: Utterance, quotes: Sequence[Quote]) -> shapes.Plain:
        speaker = next((quote.speaker for quote in quotes if quote.speaker), None)
        return {
            **self.placed(utterance),
            "speaker": shown_ref(speaker),
            "statements": [quote.uid for quote in quotes],
        }

    def corrections(self, acts: Sequence[Revision]) -> list[shapes.Plain]:
        return [self.correction(one) for one in acts_in_words(acts)]

    def correction(self, told: dict[str, Any]) -> shapes.Plain:
        act: Revision = told["act"]
        rows = []
        for line in told["rows"]:
            row = line["row"]
            if row is None:
                continue
            rows.append(
                {
                    "kind": NAMES[table_of(row)],
                    "number": row.pk,
                    "url": self.page(row),
                    "what": str(line["text"]),
                    "changes": value_changes(line["changes"]),
                }
            )
        return {
            "number": act.pk,
            "at": act.at,
            "what": str(told["text"]),
            "why": in_own_words(act.why) or None,
            "by": act.signed or None,
            "rows": rows,
            "more": max(0, told["more"]),
        }

    # Rows with all that is told of them

    def statement_item(self, quote: Quote) -> shapes.Plain:
        record = self.statement(quote)
        article = self.address("article", str(quote.article_id))
        return {
            **record,
            "evidence": evidence_annotation(quote, record["url"], record["record"], article),
            "held": is_in_its_source(quote),
            "elsewhere": [
                {
                    "id": one.quote.uid,
                    "record": self.address("statement", one.quote.uid),
                    "outlet": one.quote.article.outlet.name if one.quote.article.outlet else None,
                    "same": one.same,
                }
                for one in printings(quote)
            ],
            "history": history_acts("quote", quote.pk),
        }

    def article_item(self, article: Article) -> shapes.Plain:
        shown = ShownParts([article])
        spans = [(start, end) for start, end in article.body if shown.may_show(article, (start, end))]
        inside = Quote.objects.public().filter(article=article).order_by("start", "pk")
        events = Event.objects.public().filter(articles=article).order_by("pk")
        return {
            **self.article(article),
            "shown": "whole" if article.shows_whole_text else "statements",
            "published_because": article.published_evidence or None if article.shows_whole_text else None,
            "paragraphs": [{"start": s, "end": e, "text": article.text[s:e]} for s, e in spans],
            "statements": list(inside.values_list("uid", flat=True)),
            "events": [ref(event) for event in events],
            "history": history_acts("article", article.pk),
        }

    def speaker_item(self, speaker: Speaker) -> shapes.Plain:
        names = [alias.name for alias in speaker.aliases.all()]
        return {
            **self.speaker(speaker),
            "names": list(dict.fromkeys([speaker.name, *names])),
            "same_as": [f"{WIKIDATA}{speaker.wikidata}"] if speaker.wikidata else [],
            "offices": list(offices_of(speaker)),
            "statements": Quote.objects.public().by(speaker).count(),
            "history": history_acts("speaker", speaker.pk),
        }

    def event_item(self, event: Event) -> shapes.Plain:
        articles = Article.objects.public().filter(events=event).order_by("published", "pk")
        return {
            **self.event(event),
            "statements": Quote.objects.public().filter(events=event).count(),
            "articles": [str(pk) for pk in articles.values_list("pk", flat=True)[:MOST_TOLD]],
            "history": history_acts("event", event.pk),
        }

    def source_item(self, outlet: Outlet) -> shapes.Plain:
        return {
            **self.source(outlet),
            "shown": "whole" if Article(outlet=outlet).shows_whole_text else "statements",
            "articles": Article.objects.public().filter(Q(outlet=outlet) | Q(agency=outlet)).count(),
            "statements": Quote.objects.public().filter(article__outlet=outlet).count(),
        }


def end_of_address(row: Any) -> str:
    """Return how the addresses of a row end."""
    return (
        str(row.pk)
        if isinstance(row, Article)
        else row.uid
        if isinstance(row, Quote | Utterance)
        else row.slug
    )


def ref(row: Any) -> dict[str, str] | None:
    return {"id": row.slug, "name": row.name} if row is not None else None


def shown_ref(speaker: Speaker | None) -> dict[str, str] | None:
    """Return who said something; nobody, where an editor took the speaker out."""
    return ref(speaker) if speaker is not None and speaker.state != State.REJECTED else None


def statements_with_parts(rows: Any) -> Any:
    """Return statements with all that their records have, in a fixed number of queries."""
    articles = Article.objects.select_related("outlet").only(
        "headline",
        "published",
        "published_precision",
        "url",
        "language",
        "state",
        "outlet__name",
        "outlet__slug",
    )
    events = Event.objects.public().only("slug", "name").order_by("pk")
    return (
        rows.select_related("speaker", "probable_speaker", "relayed_by", "utterance")
        .defer("segments", "candidates", "passage")
        .prefetch_related(Prefetch("article", articles), Prefetch("events", events, to_attr="shown_events"))
    )


def offices_of(speaker: Speaker) -> Iterable[shapes.Plain]:
    for tenure in speaker.tenures.all():
        yield {
            "name": tenure.office,
            "country": tenure.country or None,
            "start": tenure.start,
            "end": tenure.end,
            "settled": True,
        }
    for learned in LearnedRole.objects.filter(speaker=speaker):
        yield {
            "name": learned.role,
            "country": learned.country or None,
            "start": learned.start,
            "end": learned.end,
            "settled": False,
        }


def value_changes(changes: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [{"what": what, "before": before, "after": after} for what, before, after in changes]


def history_acts(table: str, row: int) -> list[shapes.Plain]:
    return [
        {
            "number": one["number"],
            "at": one["at"],
            "what": str(one["text"]),
            "why": str(one["why"]) or None,
            "by": one["by"] or None,
            "changes": value_changes(one["changes"]),
        }
        for one in history_of(table, row)
    ]
