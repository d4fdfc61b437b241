"""A source becomes rows: the one bridge between extraction and the database.

One transaction an article. Rows that an editor owns are never touched; rows of the pipeline are
updated in place, so that ids and permalinks stay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from statements.history.own_words import READING, SAME_TEXT
from statements.models import ActName, Article, Capture, Outlet, Precision, Source, State
from statements.search.queue import enqueue
from statements.sources.addresses import address_key
from statements.sources.base import Assertion, Given, RawSource, Unreadable, check_published
from statements.sources.proof import shown_words

from .arrivals import Arrivals, headline_read, place_of, words_key_of
from .captures import capture_of, drop_capture, find_same_words
from .erased import screened
from .events import store_events
from .outlets import store_outlet
from .reading import Told
from .speakers import store_speakers
from .statements import reseat_taken_out, store_quotes

ALIKE = 0.25  # of the lines of the shorter text, which two texts of one address have in common
MOST_FOUND = 50  # articles of one address that a source is compared with: the latest
# The day that an article appeared is one decision, however many columns it fills.
DATE_FIELDS = {"published", "published_time", "published_precision", "published_evidence"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source: "new", "updated" or "unchanged", and what it holds now."""

    status: str
    article: Article
    quotes: int


def store_source(source: RawSource, *, sample: bool = False) -> Outcome:
    """Read a source and write its rows. Raise Unreadable if it is no article, or was erased by order.

    It is read before anything is locked: others write meanwhile.
    """
    (source,) = screened([source])
    if source.refusal:
        raise Unreadable(source.refusal)
    held = held_already(find_article(source), source)
    if held is not None:
        return held
    record, present = read_source(source), read_present(source)
    with transaction.atomic():
        lock_archive()
        arrivals = Arrivals.of([source], [record])
        # It may have come from another process meanwhile.
        article = None if arrivals.is_new(source) else find_article(source)
        return held_already(article, source) or store_read(
            source, record, sample=sample, article=article, arrivals=arrivals, present=present
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
    record = record_of(source)
    if record.refusal:
        raise Unreadable(f"it is not an article: {record.refusal}")
    return record


def for_reading(source: RawSource) -> Told:
    """Return all of a source that reading it takes. Raise Unreadable where its day is no date."""
    return source.text, source.id, day_told(source), source.captured and source.captured.date()


def record_of(source: RawSource) -> extraction.Record:
    text, name, day, today = for_reading(source)
    return extraction.read_article(text, name, today=today, told=day)


@dataclass(frozen=True, slots=True)
class Present:
    """An article's present text as it was read: from what, and the record, None where there is none."""

    told: Told
    record: extraction.Record | None

    @classmethod
    def of(cls, source: RawSource) -> "Present":
        try:
            return cls(for_reading(source), read_source(source))
        except Unreadable:
            return cls(for_reading(source), None)


def read_present(source: RawSource) -> Present | None:
    """Read the present text of the article that a source is an earlier one of; None where it is of none."""
    if source.captured is None:
        return None
    article = find_article(source)
    earlier = article is not None and held_already(article, source) is None and is_earlier(article, source)
    return Present.of(stored_source(article)) if article is not None and earlier else None


def store_read(
    source: RawSource,
    record: extraction.Record,
    *,
    sample: bool,
    article: Article | None,
    arrivals: Arrivals | None = None,
    present: "Present | None" = None,
) -> Outcome:
    """Write the rows of a source that was read: of `article`, or of a new one.

    One that was got before the article's present text is read as it would have been then, and that text behind it:
    `present` is how it was read, if it is still what it was then.
    """
    lock_archive()
    arrivals = arrivals or Arrivals.of([source], [record])
    kept = arrivals.kept[source.sha256]
    of_new_words = arrivals.has_new_words(source, record)
    arrivals.add(source, record)
    if article is None and not of_new_words and (same := find_same_words(source, record)) is not None:
        return keep_beside(same, kept, source, record)
    if article is None:
        article = Article(is_sample=sample)
        quotes = store_record(article, kept, source, record, ActName.READ)
        return Outcome(status="new", article=article, quotes=quotes)
    if is_beside(article, source):
        return keep_beside(article, kept, source, record)
    if not is_earlier(article, source):
        quotes = store_record(article, kept, source, record, ActName.READ_AGAIN)
        return Outcome(status="updated", article=article, quotes=quotes)
    later, rests_on = stored_source(article), article.source
    if present is None or present.told != for_reading(later):
        present = Present.of(later)
    if (
        present.record is None
    ):  # the present engine has no use for it; what came before it is kept all the same
        return keep_beside(article, kept, source, record)
    store_record(article, kept, source, record, ActName.READ_AGAIN)
    quotes = store_record(article, rests_on, later, present.record, ActName.READ_AGAIN)
    return Outcome(status="updated", article=article, quotes=quotes)


def is_beside(article: Article, source: RawSource) -> bool:
    """Does a source come from another address of the article, whose captures have it, than the article does?"""
    key = address_key(source.address)
    if not key or key == article.address_key or article.origin == place_of(source):
        return False
    return article.captures.filter(address_key=key).exists()


def keep_beside(article: Article, kept: Source, source: RawSource, record: extraction.Record) -> Outcome:
    """Keep the address and the bytes of an article that is held under another address of its outlet."""
    with act(ActName.READ_AGAIN, about=article, why=(SAME_TEXT % {"place": place_of(source)})[:500]):
        Capture.objects.get_or_create(
            article=article,
            source=kept,
            defaults={
                "origin": place_of(source),
                "url": source.address,
                "encoding": source.encoding,
                "extractor": source.extractor,
                "text": source.text,
                "body": [list(span) for span in record.body],
                "address_key": address_key(source.address),
                "words_key": words_key_of(source, record),
                "captured_at": source.captured or timezone.now(),
            },
        )
    return Outcome(status="unchanged", article=article, quotes=article.quotes.count())


def is_earlier(article: Article, source: RawSource) -> bool:
    """Were other bytes of an article got before those that it is read from?"""
    return (
        source.captured is not None
        and source.captured < article.fetched_at
        and article.source.sha256 != source.sha256
    )


def stored_source(article: Article) -> RawSource:
    """Return what an article was read from, with all that was told with it."""
    return RawSource(
        origin=article.origin,
        data=bytes(article.source.data),
        text=article.text,
        encoding=article.encoding,
        says=claims_kept(article),
        extractor=article.extractor,
        captured=article.fetched_at,
        given=Given(
            **{name: value for name, value in article.given.items() if name in {"outlet", "url", "published"}}
        ),
    )


def claims_kept(article: Article) -> dict[str, Assertion]:
    """Return what the source said of itself, as it was stored."""
    return {
        name: Assertion(
            value=claim["value"],
            found=claim["found"],
            others=tuple((other["value"], other["found"]) for other in claim.get("others", ())),
        )
        for name, claim in article.says.items()
    }


def store_record(
    article: Article, kept: Source, source: RawSource, record: extraction.Record, name: ActName
) -> int:
    """Write the rows of an article, as one act of the log; return how many statements it has now."""
    reading = READING % {"version": extraction.VERSION, "count": len(record.quotes)}
    is_new = article.pk is None
    with act(name, why=reading) as line:
        before = None
        if not is_new and article.source_id != kept.pk:
            before = capture_of(article)
            drop_capture(article, kept)
        fill_article(article, kept, source, record)
        if is_new:
            Article.objects.bulk_create([article])
        else:
            article.save()
        line.about = article
        speakers = store_speakers(article, record, is_new=is_new)
        events = store_events(article, record, is_new=is_new)
        store_quotes(article, record, speakers, events, shown_words(source), is_new=is_new, before=before)
        if before is not None:
            reseat_taken_out(article)
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

    The same bytes told to be from another outlet are another article. The same file or address with other
    bytes is a newer text only if the two resemble each other (see `resembles`).
    """
    told, origin, key = source.given.outlet, place_of(source), address_key(source.address)
    named = source.origin != "standard input"
    # The bytes first and by themselves: a database looks into several indexes of one table, not of two.
    held = Source.objects.filter(sha256=source.sha256).values_list("pk", flat=True).first()
    either = Q(pk=None)
    if named:
        either |= Q(origin=origin)
    if key:
        either |= Q(address_key=key)
    if held:
        either |= Q(source=held)
    beside = captured_articles(held, key)
    if beside:
        either |= Q(pk__in=beside)
    rows = Article.objects.filter(either).select_related("source").defer("source__data", "says", "junk")
    found = list(rows.order_by("-id")[:MOST_FOUND])[::-1]
    same = [article for article in found if article.source.sha256 == source.sha256]
    if told:
        exact = next((article for article in same if article.given_outlet == told), None)
        if exact is not None:
            return exact
        same = [one for one in same if not one.given_outlet and one.origin == origin]
    if same:
        return next((article for article in same if article.origin == origin), same[0])
    allowed = [article for article in found if not told or article.given_outlet in (told, "")]
    for article in reversed(allowed):
        share = ALIKE if address_key(origin) else 0.0
        if named and article.origin == origin and resembles(article.text, source.text, share):
            return article
    for article in reversed(allowed):
        same_page = (key and article.address_key == key) or article.pk in beside
        if same_page and resembles(article.text, source.text, ALIKE):
            return article
    return None


def captured_articles(held: int | None, key: str) -> set[int]:
    """Return the articles that have a capture of these bytes, or of this address."""
    if not held and not key:
        return set()
    wanted = Q(pk=None)
    if held:
        wanted |= Q(source=held)
    if key:
        wanted |= Q(address_key=key)
    return set(Capture.objects.filter(wanted).order_by().values_list("article", flat=True)[:MOST_FOUND])


def resembles(old: str, new: str, share: float = 0.0) -> bool:
    """Do two texts have a line of some length in common, and so many of the shorter one's?

    Two articles of one file have none. Two at one address may have the house's own ("Sign up for our letter").
    """
    lines, others = (
        {fold(line) for line in text.splitlines() if len(line.split()) >= 5} for text in (old, new)
    )
    common = len(lines & others)
    return common > 0 and common >= share * min(len(lines), len(others))


def is_current(article: Article, source: RawSource) -> bool:
    """Is there nothing to do? A copy of the file elsewhere does not change what was told of the first."""
    if article.source.sha256 != source.sha256:
        return is_held_capture(article, source)
    if article.engine != extraction.VERSION:
        return False
    if article.extractor != source.extractor:
        return False
    told = source.given.as_dict()
    return told.items() <= article.given.items() or article.origin != place_of(source)


def is_held_capture(article: Article, source: RawSource) -> bool:
    """Are these bytes known as what the article said before, or at another address?

    A file that has its earlier bytes back says them now; a capture that comes twice says them then.
    """
    capture = article.captures.filter(source__sha256=source.sha256).defer("text", "body").first()
    if capture is None:
        return False
    if capture.words_key and capture.words_key == article.words_key:
        return True
    if is_beside(article, source):
        return True
    if source.captured is None:
        return article.origin != place_of(source)
    return source.captured <= article.fetched_at


def fill_article(article: Article, kept: Source, source: RawSource, record: extraction.Record) -> None:
    is_newer = article.pk is not None and article.source_id != kept.pk
    if article.source_id != kept.pk:
        article.fetched_at = source.captured or timezone.now()
    if is_newer and article.given_outlet:  # told once of an address, it is told of what stands there later
        source = replace(source, given=source.given.over(Given(outlet=article.given_outlet)))
    article.source = kept
    fill_text(article, source, record)
    decided = decided_fields(article) if article.state != State.EXTRACTED else set()
    for name, value in fields_read(source, record).items():
        if name not in decided:
            setattr(article, name, value)
    outlet = outlet_read(source, record)
    if "outlet_id" not in decided and (outlet or not is_newer):
        article.outlet = store_outlet(outlet)
    if "agency_id" not in decided:
        article.agency = store_outlet(record.agency, kind=Outlet.Kind.AGENCY)
    if not decided & DATE_FIELDS:
        place_date(article, source, record.published)


def article_as_read(source: RawSource, record: extraction.Record) -> Article:
    """Return the article that a source would be, written nowhere; its outlet is `outlet_read`."""
    article = Article(**fields_read(source, record))
    fill_text(article, source, record)
    place_date(article, source, record.published)
    article.fetched_at = source.captured or timezone.now()
    return article


def fill_text(article: Article, source: RawSource, record: extraction.Record) -> None:
    """Set where an article is from, its text, and the spans of it: what no editor decides."""
    told = source.given
    article.origin = place_of(source)
    article.url = source.address
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
    article.address_key = address_key(article.url)
    article.words_key = words_key_of(source, record)


def fields_read(source: RawSource, record: extraction.Record) -> dict[str, Any]:
    """Return the fields that an editor may decide, as the source says of itself, or else its text."""
    return {
        "headline": headline_read(source, record),
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
    Where page and text name days that are further apart, no day is taken for known: the month if both are of
    one, else the year that the page says.
    """
    value, precision, evidence = published.date, published.precision, published.evidence
    article.published_time = published.at[11:] if published.at else ""
    told, claim = source.given.published, source.says.get("published")
    article.dates_differ = False
    if told:
        if value != told:
            article.published_time = ""
            precision = check_published(told)  # type: ignore[assignment]
        value, evidence = told, f"given with the article: {told}"
    elif claim is not None and not (precision == "day" and value and days_from(value, claim.value) <= 1):
        proved, value, precision = value, claim.value[:10], "day"
        # "Z" is how machines write any time: it is the outlet's own only where an offset says so.
        local = re.search(r"[+-](?!00:00)\d\d:\d\d$", claim.value)
        article.published_time = claim.value[11:16] if local else ""
        evidence = f"{claim.found}: {claim.value}"
        named = list(claim.others)
        named += [(proved, published.evidence)] if proved and published.precision in ("day", "minute") else []
        agreed = [claim.value, *filter(names_a_day, [source.claim("modified")])]
        against = [
            (day, found)
            for day, found in named
            if names_a_day(day) and all(days_from(day, known) > 1 for known in agreed)
        ]
        if against:
            article.dates_differ, article.published_time = True, ""
            value, precision = common_date([claim.value, *(day for day, _ in against)])  # type: ignore[assignment]
            evidence += "".join(f"; {found}: {day[:10]}" for day, found in against)
    article.published, article.published_precision = as_date(value), precision
    article.published_evidence = evidence


def names_a_day(value: str) -> bool:
    """Does a date or time as it was printed begin with a day?"""
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def common_date(days: Sequence[str]) -> tuple[str, Precision]:
    """Return what days have in common, as a month, else the year of the first, with its precision."""
    month = len({day[:7] for day in days}) == 1
    return (days[0][:7], Precision.MONTH) if month else (days[0][:4], Precision.YEAR)


def days_from(one: str, other: str) -> int:
    """Return how many days lie between two."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
