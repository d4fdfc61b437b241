"""Digests: when one is made for a reader, and what stands in it at the moment that it is sent.

What is due is tied to a mail in one transaction. A mail that was tied and not sent is sent later, by whoever comes:
nothing is taken for told before the server has taken it.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from statements.leases import unlocked
from statements.models import AlertItem, AlertMail, AlertReader, Quote, SavedSearch
from statements.search.describe import describe
from statements.search.find import QueryFault
from statements.search.labels import value_label
from statements.search.language import parse

from .matching import GONE, followed, merged_rows, told_facets, told_rows

HOUR_OF_DAY = 7  # by the clock of ONRECORD_TIME_ZONE: when what is sent once a day or a week is made
DAY_OF_WEEK = 0  # Monday
BETWEEN = timedelta(
    minutes=10
)  # between two mails "at once" to one reader, so that a load of articles is one mail
SOME_READERS = 200  # whose digests are made in one transaction
MOST_LISTED = 40  # statements of one search in one mail; of the rest it says how many they are


def last_boundary(rhythm: str, now: datetime) -> datetime:
    """Return the last moment at which mail of a rhythm was due: what was matched before is told now."""
    if rhythm == SavedSearch.Rhythm.AT_ONCE:
        return now
    local = timezone.localtime(now)
    back = 7 if rhythm == SavedSearch.Rhythm.WEEKLY else 1
    away = (local.weekday() - DAY_OF_WEEK) % 7 if rhythm == SavedSearch.Rhythm.WEEKLY else 0
    day = local.replace(tzinfo=None, hour=HOUR_OF_DAY, minute=0, second=0, microsecond=0) - timedelta(
        days=away
    )
    found = timezone.make_aware(day)
    return found if found <= now else timezone.make_aware(day - timedelta(days=back))


def due_items(now: datetime) -> models.QuerySet[AlertItem]:
    """Return what is to be told now: by the rhythm of its search, once a day where that was taken away."""
    ripe = Q(search=None, at__lt=last_boundary(SavedSearch.Rhythm.DAILY, now))
    for rhythm in SavedSearch.Rhythm.values:
        ripe |= Q(search__rhythm=rhythm, at__lte=last_boundary(rhythm, now))
    return AlertItem.objects.filter(ripe, due=True, mail=None, reader__stopped_at=None)


def make_digests(now: datetime | None = None, stopped: Callable[[], bool] = lambda: False) -> int:
    """Make a mail for each reader who is to be told something now and has none waiting; return how many."""
    now = now or timezone.now()
    made = 0
    while not stopped():
        free = Q(reader__written_at=None) | Q(reader__written_at__lt=now - BETWEEN)
        waiting = AlertMail.objects.filter(kind=AlertMail.Kind.DIGEST).values("reader")
        readers = due_items(now).filter(free).exclude(reader__in=waiting).order_by("reader")
        some = list(readers.values_list("reader", flat=True).distinct()[:SOME_READERS])
        if not some:
            break
        count = make_some(some, now)
        if not count:  # others make them
            break
        made += count
    return made


@transaction.atomic
def make_some(readers: Sequence[int], now: datetime) -> int:
    rows = AlertReader.objects.filter(pk__in=readers).exclude(mails__kind=AlertMail.Kind.DIGEST)
    mine = list(unlocked(rows).order_by("pk").values_list("pk", flat=True))
    mails = AlertMail.objects.bulk_create(
        AlertMail(
            uid=secrets.token_urlsafe(12),
            reader_id=reader,
            kind=AlertMail.Kind.DIGEST,
            not_before=timezone.now(),
        )
        for reader in mine
    )
    AlertReader.objects.filter(pk__in=mine).update(written_at=now)
    of_reader = {mail.reader_id: mail.pk for mail in mails}
    for reader, mail in of_reader.items():
        ids = list(due_items(now).filter(reader=reader).values_list("pk", flat=True))
        AlertItem.objects.filter(pk__in=ids).update(mail=mail)
    return len(mails)


# What stands in one


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a search found: in words what it asks for, where all of it is, and the statements, the newest first."""

    words: str
    asked: str
    quotes: tuple[Quote, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What was told of a statement and is otherwise now; without a `quote` it was withdrawn or is not found again."""

    uid: str
    quote: Quote | None
    changed: tuple[str, ...] = ()  # "words", "speaker", "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is told in one mail. `told` has for each item what it will have been told."""

    news: tuple[News, ...]
    corrections: tuple[Corrected, ...]
    told: dict[int, dict[str, str]]

    @property
    def number(self) -> int:
        return sum(len(one.quotes) + one.more for one in self.news)

    @property
    def is_empty(self) -> bool:
        return not self.news and not self.corrections


def contents_of(mail: AlertMail) -> Digest:
    """Return what is to be told in a mail as the archive is now: what is no longer public is not in it."""
    items = list(mail.items.order_by("pk"))
    rows = told_rows(item.quote for item in items)
    told: dict[int, dict[str, str]] = {}
    corrections: list[Corrected] = []
    by_search: dict[int | None, list[Quote]] = {}
    for item in items:
        quote = rows.get(item.quote)
        now = told_facets(quote) if quote else GONE
        if item.told_at is None:
            if quote and item.search_id:
                by_search.setdefault(item.search_id, []).append(quote)
                told[item.pk] = now
        elif now != item.told:
            changed = tuple(name for name, value in now.items() if item.told.get(name, value) != value)
            corrections.append(Corrected(uid=item.uid, quote=quote, changed=changed if quote else ()))
            told[item.pk] = now
    searches = SavedSearch.objects.in_bulk([pk for pk in by_search if pk])
    news = [news_of(searches[pk], quotes) for pk, quotes in by_search.items() if pk in searches]
    return Digest(news=tuple(news), corrections=tuple(corrections), told=told)


def news_of(search: SavedSearch, quotes: Sequence[Quote]) -> News:
    newest = sorted(quotes, key=lambda one: (one.date or date.min, one.pk), reverse=True)
    return News(
        words=saved_in_words(search), asked=search.asked, quotes=tuple(newest[:MOST_LISTED]),
        more=max(0, len(newest) - MOST_LISTED),
    )  # fmt: skip


def saved_in_words(search: SavedSearch) -> str:
    """Return what a search asks for, as a sentence has it."""
    try:
        tree = followed(parse(search.line, trusted=True), merged_rows())
    except QueryFault:
        return search.line
    return "".join(text for text, _ in describe(tree, "statements", value_label))


@transaction.atomic
def note_told(mail: AlertMail, digest: Digest) -> None:
    """Take a mail as sent: what stood in it is told, and due again at once where it changed meanwhile."""
    items = list(mail.items.all())
    rows = told_rows(item.quote for item in items)
    now = timezone.now()
    unsent = [item.pk for item in items if item.pk not in digest.told and item.told_at is None]
    AlertItem.objects.filter(pk__in=unsent).delete()
    kept = [item for item in items if item.pk not in set(unsent)]
    for item in kept:
        quote = rows.get(item.quote)
        item.told = digest.told.get(item.pk, item.told)
        item.told_at, item.mail = now, None
        item.due, item.at = (told_facets(quote) if quote else GONE) != item.told, now
    AlertItem.objects.bulk_update(kept, ["told", "told_at", "mail", "due", "at"], batch_size=200)
    AlertMail.objects.filter(pk=mail.pk).delete()
