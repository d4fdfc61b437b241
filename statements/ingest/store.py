"""A source becomes rows: the one bridge between extraction and the database.

One transaction an article. Rows that an editor owns are never touched; rows of the pipeline are
updated in place, so that ids and permalinks stay.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from statements import extraction
from statements.dates import as_date
from statements.extraction.folding import fold
from statements.extraction.records import Published
from statements.history.decided import decided_fields
from statements.history.log import act
from statements.models import ActName, Article, Outlet, Source, State
from statements.search.queue import enqueue
from statements.sources.base import RawSource, Unreadable, check_published
from statements.sources.proof import shown_words

from .events import store_events
from .outlets import store_outlet
from .speakers import store_speakers
from .statements import store_quotes

# The day that an article appeared is one decision, however many columns it fills.
DATE_FIELDS = {"published", "published_time", "published_precision", "published_evidence"}


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
    return held_already(article, source) or store_read(
        source, read_source(source), sample=sample, article=article
    )


def held_already(article: Article | None, source: RawSource) -> Outcome | None:
    """Return what the archive holds of a source if it is current, as "unchanged"; None if there is work to do."""
    if article is None or not is_current(article, source):
        return None
    return Outcome(status="unchanged", article=article, quotes=article.quotes.count())


def read_source(source: RawSource) -> extraction.Record:
    """Read a source, without the archive. Raise Unreadable if it is no article."""
    if source.refusal:
        raise Unreadable(source.refusal)
    record = extraction.read_article(source.text, source.id, told=day_told(source))
    if record.refusal:
        raise Unreadable(f"it is not an article: {record.refusal}")
    return record


def store_read(
    source: RawSource, record: extraction.Record, *, sample: bool, article: Article | None
) -> Outcome:
    """Write the rows of a source that was read: of `article`, or of a new one."""
    status = "new" if article is None else "updated"
    lock_archive()
    kept = Source.objects.filter(sha256=source.sha256).first() or Source.objects.create(
        sha256=source.sha256, data=source.data, size=len(source.data)
    )
    if article is None:
        article = Article(is_sample=sample)
    name = ActName.READ if status == "new" else ActName.READ_AGAIN
    quotes = store_record(article, kept, source, record, name)
    return Outcome(status=status, article=article, quotes=quotes)


def store_record(
    article: Article, kept: Source, source: RawSource, record: extraction.Record, name: ActName
) -> int:
    """Write the rows of an article, as one act of the log; return how many statements it has now."""
    reading = f"reading {extraction.VERSION}: {len(record.quotes)} statements"
    is_new = article.pk is None
    with act(name, why=reading) as line:
        fill_article(article, kept, source, record)
        article.save()
        line.about = article
        speakers = store_speakers(article, record, is_new=is_new)
        events = store_events(article, record, is_new=is_new)
        store_quotes(article, record, speakers, events, shown_words(source), is_new=is_new)
        enqueue(article)
    return len(record.quotes) if is_new else article.quotes.count()


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
    told, origin = source.given.outlet, place_of(source)
    named = source.origin != "standard input"
    either = Q(source__sha256=source.sha256) | (Q(origin=origin) if named else Q(pk=None))
    found = list(Article.objects.filter(either).select_related("source").defer("source__data").order_by("id"))
    same = [article for article in found if article.source.sha256 == source.sha256]
    if told:
        exact = next((article for article in same if article.given_outlet == told), None)
        if exact is not None:
            return exact
        same = [one for one in same if not one.given_outlet and one.origin == origin]
    if same:
        return next((article for article in same if article.origin == origin), same[0])
    newer = [
        article
        for article in found
        if article.origin == origin and (not told or article.given_outlet in (told, ""))
    ]
    return newer[-1] if named and newer and resembles(newer[-1].text, source.text) else None


def resembles(old: str, new: str) -> bool:
    """Do two texts have a line of some length in common? Two articles of one outlet have none."""
    lines = {fold(line) for line in old.splitlines() if len(line.split()) >= 5}
    return any(fold(line) in lines for line in new.splitlines() if len(line.split()) >= 5)


def is_current(article: Article, source: RawSource) -> bool:
    """Is there nothing to do? A copy of the file elsewhere does not change what was told of the first."""
    if article.source.sha256 != source.sha256 or article.engine != extraction.VERSION:
        return False
    if article.extractor != source.extractor:
        return False
    told = source.given.as_dict()
    return not told or article.given == told or article.origin != place_of(source)


def place_of(source: RawSource) -> str:
    """Return the file and the record within it, as far as the column holds them."""
    return source.id[-1000:]


def fill_article(article: Article, kept: Source, source: RawSource, record: extraction.Record) -> None:
    article.source = kept
    fill_text(article, source, record)
    decided = decided_fields(article) if article.state != State.EXTRACTED else set()
    for name, value in fields_read(source, record).items():
        if name not in decided:
            setattr(article, name, value)
    if "outlet_id" not in decided:
        article.outlet = store_outlet(outlet_read(source, record))
    if "agency_id" not in decided:
        article.agency = store_outlet(record.agency, kind=Outlet.Kind.AGENCY)
    if not decided & DATE_FIELDS:
        place_date(article, source, record.published)


def article_as_read(source: RawSource, record: extraction.Record) -> Article:
    """Return the article that a source would be, written nowhere; its outlet is `outlet_read`."""
    article = Article(**fields_read(source, record))
    fill_text(article, source, record)
    place_date(article, source, record.published)
    return article


def fill_text(article: Article, source: RawSource, record: extraction.Record) -> None:
    """Set where an article is from, its text, and the spans of it: what no editor decides."""
    told = source.given
    article.origin = place_of(source)
    article.url = told.url or source.claim("url")[:1000]
    article.given = told.as_dict()
    article.given_outlet = told.outlet
    article.says = {name: claim.as_dict() for name, claim in source.says.items()}
    article.extractor = source.extractor
    article.encoding = source.encoding
    article.text = source.text
    article.body = [list(span) for span in record.body]
    article.headings = [list(span) for span in record.headings]
    article.junk = [list(span) for span in record.junk]
    article.engine = extraction.VERSION
    article.fetched_at = timezone.now()


def fields_read(source: RawSource, record: extraction.Record) -> dict[str, Any]:
    """Return the fields that an editor may decide, as the source says of itself, or else its text."""
    return {
        "headline": (source.claim("headline") or record.headline or "")[:500],
        "standfirst": record.standfirst or "",
        "byline": (source.claim("byline") or record.byline or "")[:300],
        "dateline_place": (record.dateline_place or "")[:200],
        "language": record.language,
    }


def outlet_read(source: RawSource, record: extraction.Record) -> str | None:
    """Return the outlet of a source by name: as it was told, as the source says, as its text has it."""
    return source.given.outlet or source.claim("outlet") or record.outlet


def day_told(source: RawSource) -> date | None:
    """Return the day of publication as it was told beside the source, else as the source says of itself."""
    if source.given.published:
        return source.given.day
    claimed = source.claim("published")[:10]
    return date.fromisoformat(claimed) if claimed else None


def place_date(article: Article, source: RawSource, published: Published) -> None:
    """Set the day that an article appeared.

    It is as it was told beside the source; else as the source says of itself, unless the text prints a day that
    is one apart from it at most: machines say it in another zone than the outlet's; else as the text proves it.
    """
    value, precision, evidence = published.date, published.precision, published.evidence
    article.published_time = published.at[11:] if published.at else ""
    told, claim = source.given.published, source.says.get("published")
    if told:
        if value != told:
            article.published_time = ""
            precision = check_published(told)  # type: ignore[assignment]
        value, evidence = told, f"given with the article: {told}"
    elif claim is not None and not (precision == "day" and value and days_from(value, claim.value) <= 1):
        value, precision = claim.value[:10], "day"
        # "Z" is how machines write any time: it is the outlet's own only where an offset says so.
        local = re.search(r"[+-](?!00:00)\d\d:\d\d$", claim.value)
        article.published_time = claim.value[11:16] if local else ""
        evidence = f"{claim.found}: {claim.value}"
    article.published, article.published_precision = as_date(value), precision
    article.published_evidence = evidence


def days_from(one: str, other: str) -> int:
    """Return how many days lie between two."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
