"""A source becomes rows: the one bridge between extraction and the database.

One transaction an article. Rows that an editor owns are never touched; rows of the pipeline are
updated in place, so that ids and permalinks stay.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from . import extraction
from .extraction.folding import fold
from .extraction.languages import known_outlets
from .journal import TRACKED, act
from .matching import end_of_merges, match_speaker, propose, propose_event, propose_outlet
from .models import (
    Alias,
    Article,
    Event,
    EventMention,
    Former,
    Outlet,
    Precision,
    Quote,
    Source,
    Speaker,
    State,
    unique_slug,
)
from .search.queue import enqueue
from .sources import Given, RawSource, Unreadable, check_published


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source: "new", "updated" or "unchanged", and what it holds now."""

    status: str
    article: Article
    quotes: int


@transaction.atomic
def store_source(source: RawSource, *, sample: bool = False) -> Outcome:
    """Read a source and write its rows. Raise Unreadable if it is no article."""
    article = find_article(source)
    if article is not None and is_current(article, source):
        return Outcome(status="unchanged", article=article, quotes=article.quotes.count())
    record = extraction.read_article(source.text, source.origin)
    if record.refusal:
        raise Unreadable(f"it is not an article: {record.refusal}")
    status = "new" if article is None else "updated"
    lock_archive()
    kept, _ = Source.objects.get_or_create(
        sha256=source.sha256, defaults={"data": source.data, "size": len(source.data)}
    )
    if article is None:
        article = Article(is_sample=sample)
    store_record(article, kept, source, record, "read" if status == "new" else "read again")
    return Outcome(status=status, article=article, quotes=article.quotes.count())


def store_record(
    article: Article, kept: Source, source: RawSource, record: extraction.Record, name: str
) -> None:
    """Write the rows of an article, as one act of the log."""
    reading = f"reading {extraction.VERSION}: {len(record.quotes)} statements"
    with act(name, why=reading) as line:
        fill_article(article, kept, source, record)
        article.save()
        line.about = article
        speakers = {speaker.name: store_speaker(speaker, article) for speaker in record.speakers}
        events = store_events(article, record)
        store_quotes(article, record, speakers, events)
        drop_orphans(article, events)
    enqueue(article)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What reading an article again does, or would do."""

    kept: int  # decided by an editor: nothing of it changes
    new: int
    gone: int
    changed: int

    @property
    def sentence(self) -> str:
        return (
            f"nothing that an editor decided changes: {self.kept} kept, {self.new} new, {self.gone} gone, "
            f"{self.changed} read otherwise."
        )


class Looked(Exception):
    """Raised to roll back a reading that was only to be looked at."""


def read_again(article: Article, dry: bool) -> Rereading:
    """Read a stored article with the present engine; `dry` changes nothing and tells what would change."""
    raw = RawSource(
        origin=article.origin,
        data=bytes(article.source.data),
        text=article.text,
        encoding=article.encoding,
        given=Given(
            **{name: value for name, value in article.given.items() if name in {"outlet", "url", "published"}}
        ),
    )
    result: Rereading | None = None
    try:
        with transaction.atomic():
            before = readings_of(article)
            record = extraction.read_article(raw.text, raw.origin)
            if not record.refusal:
                store_record(article, article.source, raw, record, "read again")
            after = readings_of(article)
            kept = sum(state != State.EXTRACTED for state, *_ in after.values())
            changed = sum(before[pk] != after[pk] for pk in before.keys() & after.keys())
            result = Rereading(
                kept=kept,
                new=len(after.keys() - before.keys()),
                gone=len(before.keys() - after.keys()),
                changed=changed,
            )
            if dry:
                raise Looked
    except Looked:
        pass
    assert result is not None
    return result


def readings_of(article: Article) -> dict[int, tuple[Any, ...]]:
    rows = Quote.objects.filter(article=article)
    names = ("pk", "state", "speaker", "kind", "text", "addressee", "venue", "relayed_by", "said_on")
    return {pk: tuple(rest) for pk, *rest in rows.values_list(*names)}


def lock_archive() -> None:
    """Let one article at a time look for its speakers and events and write them.

    SQLite has one writer anyway; two readings at once on PostgreSQL would make two rows of one person.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x0E_CED])


def find_article(source: RawSource) -> Article | None:
    """Return the article that this source is, or is a newer text of.

    The same bytes told to be from another outlet are another article. The same file with other
    bytes is a newer text only if the two resemble each other (see `resembles`).
    """
    same = Article.objects.filter(source__sha256=source.sha256).order_by("id")
    if source.given.outlet:
        exact = same.filter(given_outlet=source.given.outlet).first()
        if exact:
            return exact
        same = same.filter(given_outlet="", origin=source.origin)
    found = same.filter(origin=source.origin).first() or same.first()
    if found is not None or source.origin == "standard input":
        return found
    newer = Article.objects.filter(origin=source.origin).order_by("-id")
    if source.given.outlet:
        newer = newer.filter(Q(given_outlet=source.given.outlet) | Q(given_outlet=""))
    candidate = newer.first()
    return candidate if candidate is not None and resembles(candidate.text, source.text) else None


def resembles(old: str, new: str) -> bool:
    """Do two texts have a line of some length in common? Two articles of one outlet have none."""
    lines = {fold(line) for line in old.splitlines() if len(line.split()) >= 5}
    return any(fold(line) in lines for line in new.splitlines() if len(line.split()) >= 5)


def is_current(article: Article, source: RawSource) -> bool:
    """Is there nothing to do? A copy of the file elsewhere does not change what was told of the first."""
    if article.source.sha256 != source.sha256 or article.engine != extraction.VERSION:
        return False
    told = source.given.as_dict()
    return not told or article.given == told or article.origin != source.origin


def fill_article(article: Article, kept: Source, source: RawSource, record: extraction.Record) -> None:
    told = source.given
    article.source = kept
    article.origin = source.origin[-1000:]
    article.url = told.url
    article.given = told.as_dict()
    article.given_outlet = told.outlet
    article.encoding = source.encoding
    article.text = source.text
    article.body = [list(span) for span in record.body]
    article.headings = [list(span) for span in record.headings]
    article.junk = [list(span) for span in record.junk]
    article.engine = extraction.VERSION
    article.fetched_at = timezone.now()
    if article.state != State.EXTRACTED:
        return  # what an editor set stands
    article.headline = (record.headline or "")[:500]
    article.standfirst = record.standfirst or ""
    article.byline = (record.byline or "")[:300]
    article.dateline_place = (record.dateline_place or "")[:200]
    article.language = record.language
    article.outlet = store_outlet(told.outlet or record.outlet)
    article.agency = store_outlet(record.agency, kind=Outlet.Kind.AGENCY)
    published = record.published
    value, precision, evidence = published.date, published.precision, published.evidence
    article.published_time = published.at[11:] if published.at else ""
    if told.published:
        if value != told.published:
            article.published_time = ""
            precision = check_published(told.published)  # type: ignore[assignment]
        value, evidence = told.published, f"given with the article: {told.published}"
    article.published, article.published_precision = as_date(value), precision
    article.published_evidence = evidence


def as_date(value: str | None) -> date | None:
    """Return an ISO date of any precision as a day: the first of its month or year."""
    if not value:
        return None
    return date.fromisoformat(value + {4: "-01-01", 7: "-01", 10: ""}[len(value)])


def precision_of(value: str | None) -> str:
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(value or ""), Precision.NONE)


def store_outlet(name: str | None, kind: str | None = None) -> Outlet | None:
    """Return the row of an outlet under the name that the lists give to its spelling."""
    if not name:
        return None
    known = known_outlets().get(name)
    canonical = known.name if known else name
    row = Outlet.objects.filter(name__iexact=canonical).first()
    if row is None:
        row = Outlet.objects.create(
            name=canonical[:200],
            slug=unique_slug(Outlet, canonical),
            kind=known.kind if known else kind or Outlet.Kind.OUTLET,
        )
        propose_outlet(row)
    found: Outlet = end_of_merges(row)
    return found


# Speakers


def store_speaker(found: extraction.Speaker, article: Article) -> Speaker:
    """Return the row of a speaker, made if the archive does not hold this one yet.

    Rows that may be the same, and are not certain to be, are proposed to an editor.
    """
    speaker, possible = match_speaker(found, article)
    if speaker is None:
        speaker = Speaker.objects.create(
            name=found.name[:300],
            slug=unique_slug(Speaker, found.name),
            kind=found.kind,
            country=found.country or "",
            affiliation=(found.affiliation or "")[:300],
        )
        propose(speaker, possible)
    elif speaker.state == State.EXTRACTED:
        changed = []
        if len(speaker.name.split()) == 1 < len(found.name.split()) and found.kind == "person":
            speaker.name = found.name[:300]  # the archive had the surname alone
            changed.append("name")
        if found.country and not speaker.country:
            speaker.country = found.country
            changed.append("country")
        if found.affiliation and not speaker.affiliation:
            speaker.affiliation = found.affiliation[:300]
            changed.append("affiliation")
        if changed:
            speaker.save(update_fields=changed)
    known = set(speaker.aliases.values_list("key", flat=True))
    fresh = {}
    names = (found.name, *found.aliases) if speaker.state == State.EXTRACTED else ()  # else the editor's
    for name in names:
        key = fold(name)[:300]
        if key and key not in known:
            fresh.setdefault(key, Alias(speaker=speaker, name=name[:300], key=key))
    Alias.objects.bulk_create(fresh.values())
    if fresh and known:
        enqueue(speaker)
    return speaker


# Events


def store_events(article: Article, record: extraction.Record) -> list[tuple[extraction.Event, Event]]:
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


def drop_orphans(article: Article, events: Sequence[tuple[extraction.Event, Event]]) -> None:
    """Forget mentions that are no longer found. Their events stay: an address that was given answers."""
    gone = EventMention.objects.filter(article=article).exclude(event__in=[e.pk for _, e in events])
    gone.delete()


def create_event(found: extraction.Event) -> Event:
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


MEETINGS = {"summit", "meeting"}


def match_event(found: extraction.Event, taken: Collection[int] = ()) -> Event | None:
    """Return the row of the same happening: same kind and day, and a place or a party in common.

    Rows in `taken` are other events of the same article. What an editor withdrew is matched as well,
    so that it does not come back; what was merged leads to the row that it was merged into.
    """
    start = as_date(found.start)
    kinds = MEETINGS if found.kind in MEETINGS else {found.kind}
    same = Event.objects.filter(kind__in=kinds).exclude(pk__in=taken).order_by("id")
    if start is None:
        same = same.filter(start=None, name__iexact=found.name)
    elif precision_of(found.start) == Precision.DAY:
        last = as_date(found.end) or start
        same = same.filter(
            Q(start__lte=last, end__gte=start) | Q(start__gte=start, start__lte=last),
            precision=Precision.DAY,
        )
    else:
        same = same.filter(start=start, precision=precision_of(found.start))
    places = words_of(found.place)
    parties = {fold(name) for name in found.participants}
    for event in same:
        there = words_of(event.place)
        others = {fold(name) for name in event.participants}
        if event.kind != found.kind and happened(event.status) != happened(found.status):
            continue  # a lunch that was called off is not the summit at which it was planned
        if places and there:
            alike = bool(places & there)
        else:
            # Two calls of one day without a place are one if nobody in them differs; two meetings
            # of a day may well be two.
            open_to_all = event.kind not in MEETINGS and not (parties and others)
            alike = (
                bool(parties & others)
                or (not parties and not others)
                or open_to_all
                or fold(found.name) == fold(event.name)
            )
        if alike:
            event = end_of_merges(event)
            return event if event.pk not in taken else None
    return None


def happened(status: str) -> bool:
    return status not in {"cancelled", "did_not_happen"}


def words_of(place: str | None) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w{4,}", place or "")}


def widen(event: Event, found: extraction.Event, article: Article) -> None:
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


# Quotes


def fingerprint(text: str) -> str:
    """Return the identity of words: letter case, spaces and punctuation do not change it."""
    folded = "".join(c for c in text.casefold() if c.isalnum())
    return hashlib.sha256((folded or text).encode()).hexdigest()[:32]


def store_quotes(
    article: Article,
    record: extraction.Record,
    speakers: dict[str, Speaker],
    events: Sequence[tuple[extraction.Event, Event]],
) -> None:
    """Write the article's quotes: update what is known, add what is new, remove what is gone."""
    known = {(q.fingerprint, q.occurrence): q for q in article.quotes.all()}
    seen: Counter[str] = Counter()
    roles = {speaker.name: speaker.role or "" for speaker in record.speakers}
    for found in record.quotes:
        mark = fingerprint(found.text)
        key = (mark, seen[mark])
        seen[mark] += 1
        quote = known.pop(key, None)
        if quote is not None and quote.state != State.EXTRACTED:
            keep_place(quote, article)
            continue
        if quote is None:
            quote = Quote(article=article, fingerprint=mark, occurrence=key[1])
            former = Former.objects.filter(article=article, fingerprint=mark, occurrence=key[1]).first()
            if former is not None:  # the same words came back: they have their address again
                quote.uid = former.uid
                former.delete()
        fill_quote(quote, article, found, speakers, roles)
        quote.save()
        quote.events.set(events_of(found, events, article))
    for quote in known.values():
        if quote.state == State.EXTRACTED:
            forget_quote(quote)
        else:
            keep_place(quote, article)


def forget_quote(quote: Quote) -> None:
    """Delete a statement of the pipeline; its address goes on to say what it was."""
    Former.objects.update_or_create(
        uid=quote.uid,
        defaults={"article": quote.article, "fingerprint": quote.fingerprint, "occurrence": quote.occurrence},
    )
    for report in quote.reports.all():  # it stays, with the number of the statement
        report.quote = None
        report.save()
    quote.delete()


def keep_place(quote: Quote, article: Article) -> None:
    """Find the words that an editor kept in a text that may have changed; if they are gone, say so."""
    words = quote.text.split(" … ") if len(quote.segments) > 1 else [quote.text]
    here = [article.text[s:e] for s, e in quote.segments]
    gone = None
    if here != words:
        places = [find_slice(article.text, piece, quote.start) for piece in words]
        found = [place for place in places if place is not None]
        if len(found) == len(words) and found == sorted(found):
            quote.segments = [list(place) for place in found]
            quote.clause_start = quote.clause_end = quote.mention_start = quote.mention_end = None
            quote.place_words(article.text)
        else:
            gone = quote.missing_since or timezone.now()
    quote.missing_since = gone
    quote.article = article
    quote.place_date()
    quote.save()


def find_slice(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Return where words stand in a text, the place nearest to offset `near`."""
    best: tuple[int, int] | None = None
    start = text.find(words) if words else -1
    while start >= 0:
        if best is None or abs(start - near) < abs(best[0] - near):
            best = (start, start + len(words))
        start = text.find(words, start + 1)
    return best


def fill_quote(
    quote: Quote,
    article: Article,
    found: extraction.Quote,
    speakers: dict[str, Speaker],
    roles: dict[str, str],
) -> None:
    quote.speaker = speakers.get(found.speaker) if found.speaker else None
    quote.segments = [list(span) for span in found.segments]
    quote.kind = found.kind
    quote.in_headline = found.in_headline
    quote.clause_start, quote.clause_end = found.clause_span or (None, None)
    quote.place_words(article.text)
    quote.mention = (found.mention or "")[:500]
    quote.mention_start, quote.mention_end = found.mention_span or (None, None)
    quote.cue = (found.cue or "")[:100]
    quote.role = roles.get(found.speaker or "", "")[:300]
    quote.addressee = (found.addressee or "")[:300]
    quote.venue = (found.venue or "")[:300]
    quote.relayed_by = store_outlet(found.relayed_by)
    quote.said_on = as_date(found.said_on)
    quote.place_date()
    quote.candidates = list(found.candidates)
    quote.rule = found.rule
    quote.confidence = found.confidence
    quote.is_corrected = False


def events_of(
    found: extraction.Quote, events: Iterable[tuple[extraction.Event, Event]], article: Article
) -> list[Event]:
    """Return the events that a statement speaks of, or was made at: mentioned in its own paragraph."""
    paragraph = next(((s, e) for s, e in article.body if s <= found.start < e), (found.start, found.end))
    said = as_date(found.said_on) or article.published
    there = words_of(article.dateline_place)
    return [
        event
        for mentioned, event in events
        if any(paragraph[0] <= start < paragraph[1] for start, _ in mentioned.mentions)
        or (
            said
            and event.start
            and event.precision == Precision.DAY
            and event.start <= said <= (event.end or event.start)
            and there & words_of(event.place)
        )
    ]


__all__: list[Any] = ["Outcome", "fingerprint", "store_source"]
