"""What a load would become, before anything of it is stored: read as it would be, and held against the archive."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count

from statements import extraction
from statements.extraction.records import SpeakerRecord
from statements.ingest.outlets import canonical_name, find_outlet
from statements.ingest.reading import read_one
from statements.ingest.store import article_as_read, find_article, for_reading, is_current, outlet_read
from statements.models import Article, Intake, IntakeItem, Outlet, Quote, Speaker
from statements.slices import fingerprint
from statements.sources.base import RawSource, Unreadable

from .items import ItemSources

LONG_ENOUGH = 20  # letters of a statement: shorter ones are said in many articles


@dataclass(frozen=True, slots=True)
class AlreadyHeld:
    """What the archive has of a source: "as it is", "to be read again", "newer text", "same address", "same
    words", "same headline".

    `shared` of the statements are the article's as well, where it is known by them.
    """

    how: str
    article: Article
    shared: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A source as it would be stored: rows that are written nowhere, or in words why there are none."""

    item: IntakeItem
    source: RawSource
    refusal: str = ""
    article: Article | None = None
    quotes: Sequence[Quote] = ()
    speakers: Sequence[tuple[Speaker, str, int]] = ()  # who, in which role, with how many statements
    held: AlreadyHeld | None = None


@dataclass(slots=True)
class Preview:
    """The first sources of a load. `more`: there are others, or looking at them takes too long."""

    seen: list[Seen]
    faults: list[tuple[IntakeItem, str]]
    more: bool = False


def preview_load(load: Intake, most: int, seconds: float) -> Preview:
    """Read the first sources of a draft, `most` of them at most, and begin none after so many seconds."""
    look = Preview([], [])
    until = time.monotonic() + seconds
    for item in load.items.all():
        if look.more:
            break
        sources = ItemSources(item)
        for source in sources:
            if len(look.seen) == most or (look.seen and time.monotonic() > until):
                look.more = True
                break
            look.seen.append(see(item, source))
        if sources.fault:
            look.faults.append((item, sources.fault))
    return look


def see(item: IntakeItem, source: RawSource) -> Seen:
    """Read a source and write nothing."""
    try:
        told = for_reading(source)
    except (Unreadable, ValueError) as error:
        return Seen(item=item, source=source, refusal=str(error))
    record = source.refusal or read_one(told)
    if isinstance(record, str):
        return Seen(item=item, source=source, refusal=record)
    article = article_as_read(source, record)
    article.outlet = outlet_named(outlet_read(source, record))
    article.agency = outlet_named(record.agency)
    speakers = speakers_named(record.speakers)
    quotes = list(quotes_read(article, record, speakers))
    said = Counter(quote.speaker.name for quote in quotes if quote.speaker)
    roles = {one.name: one.role or "" for one in record.speakers}
    return Seen(
        item=item,
        source=source,
        article=article,
        quotes=quotes,
        speakers=[(speakers[name], roles[name], count) for name, count in said.most_common()],
        held=find_held(source, article, record),
    )


def outlet_named(name: str | None) -> Outlet | None:
    """Return the outlet of a name as the archive has it, or as it would be."""
    if not name:
        return None
    return find_outlet(name) or Outlet(name=canonical_name(name)[:200])


def speakers_named(records: Sequence[SpeakerRecord]) -> dict[str, Speaker]:
    """Return a speaker for each name of an article. Who of the archive it is, is decided when it is stored."""
    return {
        one.name: Speaker(pk=-number, name=one.name, kind=one.kind)
        for number, one in enumerate(records, start=1)
    }


def quotes_read(article: Article, record: extraction.Record, speakers: dict[str, Speaker]) -> Iterator[Quote]:
    roles = {one.name: one.role or "" for one in record.speakers}
    for number, found in enumerate(record.quotes, start=1):
        quote = Quote(
            uid=str(number), article=article, speaker=speakers.get(found.speaker or ""), kind=found.kind,
            segments=[list(span) for span in found.segments], in_headline=found.in_headline,
            mention=found.mention or "", role=roles.get(found.speaker or "", ""), confidence=found.confidence,
        )  # fmt: skip
        quote.clause_start, quote.clause_end = found.clause_span or (None, None)
        quote.place_words(article.text)
        yield quote


def find_held(source: RawSource, article: Article, record: extraction.Record) -> AlreadyHeld | None:
    """Return what the archive has of a source: the same file or bytes, the same address, or the same words."""
    found = find_article(source)
    if found is not None and is_current(found, source):
        return AlreadyHeld("as it is", found)
    if found is not None:
        return AlreadyHeld(
            "to be read again" if found.source.sha256 == source.sha256 else "newer text", found
        )
    rows = Article.objects.with_outlet().light()
    if article.address_key:
        there = rows.filter(address_key=article.address_key).order_by("-id").first()
        if there is not None:
            return AlreadyHeld("same address", there)
    return with_same_words(record) or with_same_headline(article)


def with_same_words(record: extraction.Record) -> AlreadyHeld | None:
    """Return the article that has at least half of the statements, and two of them or all."""
    marks = {fingerprint(quote.text) for quote in record.quotes if len(quote.text) >= LONG_ENOUGH}
    rows = Quote.objects.filter(fingerprint__in=marks).order_by().values("article")
    best = rows.annotate(shared=Count("fingerprint", distinct=True)).order_by("-shared", "article").first()
    if best is None or 2 * best["shared"] < len(marks) or (best["shared"] < 2 < len(marks)):
        return None
    article = Article.objects.with_outlet().light().get(pk=best["article"])
    return AlreadyHeld("same words", article, best["shared"])


def with_same_headline(article: Article) -> AlreadyHeld | None:
    """Return the article of the same day under the same headline."""
    if not article.headline or not article.published:
        return None
    rows = Article.objects.with_outlet().light()
    found = rows.filter(published=article.published, headline__iexact=article.headline).first()
    return AlreadyHeld("same headline", found) if found is not None else None
