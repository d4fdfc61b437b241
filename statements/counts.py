"""How much the archive holds, counted once for each change of it.

Counts over the whole archive are worked out at the first page behind a change (`archive_version`) and cached by the
process until the next one: by one thread, the others wait for it. Where they take long and the archive changes all the
time, a page that is for everybody is made with the counts of a moment ago, at most LONGEST_HELD; where a single one takes
long, with those from before the change until the new ones are there (`recounting`), at most LONGEST_BEHIND. What it lists
is looked up as it is now. Who has signed in is shown the present ones.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import get_language

from .archive_version import ArchiveVersion, archive_version
from .models import Article, Event, EventMention, Prepared, Quote, QuoteQuerySet, Speaker, State

T = TypeVar("T")

# Cached for a version

MOST_CACHED = 400  # results; a page of one speaker has a few
LONGEST_HELD = 2.0  # seconds behind a change in which its counts need not be shown
LONGEST_BEHIND = 60.0  # the same where counts are made anew in the background
SHARE = 10  # counts are held this many times as long as it took to make them, so that making them stays a small part
AT_ONCE = 0.05  # seconds: what takes less is made anew behind every change

cards_with = Prepared(lambda pks: Quote.objects.public().filter(pk__in=pks).with_parts().newest_first())


@dataclass(slots=True)
class CountsOfVersion:
    """What was worked out for a version of the archive, the seconds that it took, and when it was last the present one.

    `pages` are those that take long to count for, and whose counts are all there.
    """

    version: ArchiveVersion
    seen: float
    results: dict[Hashable, "Future[Any]"] = field(default_factory=dict)
    seconds: float = 0.0
    pages: set[Hashable] = field(default_factory=set)

    @property
    def is_held(self) -> bool:
        if self.seconds < AT_ONCE or not LONGEST_HELD:
            return False
        held = LONGEST_BEHIND if recounted.is_set() else min(LONGEST_HELD, SHARE * self.seconds)
        return time.monotonic() - self.seen < held


recounted = threading.Event()  # set while a thread makes slow counts anew behind each change
_lock = threading.Lock()
_counted: list[CountsOfVersion] = []  # of the newest version last; before it the one that is held
_former: CountsOfVersion | None = None  # the one that was held before: for a page that was just made with it


def counted_of(
    present: ArchiveVersion, *, may_be_held: bool = False, page: Hashable = None
) -> CountsOfVersion:
    """Return what was worked out for a version that was just looked up, or for the one before while that is held.

    What a request finds that began before a change is for itself alone. A page that was made while all counts were
    made anew is in none of the new ones: it goes on with those that it has, until it is made with the new ones too.
    """
    with _lock:
        now = time.monotonic()
        while _counted and _counted[0].version != present and not _counted[0].is_held:
            del _counted[0]
        found = next((one for one in _counted if one.version == present), None)
        if found is not None:
            found.seen = now
        elif not _counted or not comes_before(present, _counted[-1].version):
            found = CountsOfVersion(present, now)
            _counted[1:] = [found]
        if not may_be_held or not _counted:
            return found or CountsOfVersion(present, now)
        held, former = _counted[0], _former
        if former is None or page in held.pages or page not in former.pages:
            return held
        return former if recounted.is_set() and now - former.seen < LONGEST_BEHIND else held


def is_up_to_date(present: ArchiveVersion) -> bool:
    """Is a version the one whose counts are shown to everybody? It is the present one, and is noted as such."""
    with _lock:
        if _counted and _counted[0].version == present:
            _counted[0].seen = time.monotonic()
            return True
        return False


def show(counted: CountsOfVersion) -> None:
    """Show what was counted to everybody, and keep what was worked out for a version since."""
    global _former
    with _lock:
        if _counted and _counted[0] is not counted:
            _former = _counted[0]
        newer = [one for one in _counted[-1:] if comes_before(counted.version, one.version)]
        _counted[:] = [counted, *newer]


def comes_before(one: ArchiveVersion, other: ArchiveVersion) -> bool:
    return bool(one.at and other.at and one.at < other.at)


def cached(counted: CountsOfVersion, key: Hashable, make: Callable[[], T]) -> T:
    """Return what was worked out once for a version of the archive; work it out if it was not."""
    with _lock:
        found = counted.results.get(key)
        mine: Future[T] = Future()
        if found is None:
            if len(counted.results) >= MOST_CACHED:
                counted.results.clear()
                counted.pages.clear()
            counted.results[key] = mine
    if found is not None:
        result: T = found.result()
        return result
    began = time.monotonic()
    try:
        made = make()
    except BaseException as error:
        with _lock:
            if counted.results.get(key) is mine:
                del counted.results[key]
        mine.set_exception(error)
        raise
    mine.set_result(made)
    counted.seconds += time.monotonic() - began
    return made


def spent() -> float:
    """Return a number of seconds to take differences of: what this thread has worked; where a server counts, the clock."""
    return time.thread_time() if connection.vendor == "sqlite" else time.monotonic()


class Statistics:
    """What is held, for one request: every number is of the same version of the archive.

    `present` is the version that the archive has now, `version` the one that was counted.
    """

    def __init__(
        self, *, may_be_held: bool = False, page: Hashable = None, counted: CountsOfVersion | None = None
    ) -> None:
        self.present = counted.version if counted else archive_version()
        self.counted = counted or counted_of(self.present, may_be_held=may_be_held, page=page)
        self.version = self.counted.version
        self.slowest = 0.0  # seconds that a count took here

    def cached(self, key: Hashable, make: Callable[[], T]) -> T:
        began = spent()
        found = cached(self.counted, key, make)
        self.slowest = max(self.slowest, spent() - began)
        return found

    @property
    def sample(self) -> str:
        """Return "all", "some" or "" as invented articles are all, some or none of the archive."""

        def count() -> str:
            if not Article.objects.filter(is_sample=True).exists():
                return ""
            return "some" if Article.objects.filter(is_sample=False).exists() else "all"

        return self.cached("sample", count)

    # Statements

    def newest(self, key: Hashable, rows: QuoteQuerySet, most: int) -> list[Quote]:
        """Return the newest of some statements, which are looked for once: where they are few among all, SQLite goes
        through every statement by its day to find them."""

        def find() -> list[int]:
            return list(rows.newest_first().values_list("pk", flat=True)[:most])

        return cards_with(self.cached(key, find))

    def statements_of_speakers(self) -> dict[int | None, int]:
        """Return the number of public statements by speaker; None has those whose speaker is open."""
        return self.cached("speakers", lambda: tally(Quote.objects.public(), "speaker"))

    def statements_of_outlets(self) -> dict[int | None, int]:
        """Return the number of public statements by outlet; None has those of an article that names none."""

        def count() -> dict[int | None, int]:
            # Two counts that are read off an index each: of every statement, and of the few that are withdrawn.
            outlets = dict(Article.objects.public().order_by().values_list("pk", "outlet"))
            withdrawn = tally(Quote.objects.filter(state=State.REJECTED), "article")
            totals: Counter[int | None] = Counter()
            for article, n in tally(Quote.objects.all(), "article").items():
                if article in outlets and n > withdrawn.get(article, 0):
                    totals[outlets[article]] += n - withdrawn.get(article, 0)
            return dict(totals)

        return self.cached("outlets", count)

    def statements_of_events(self) -> dict[int | None, int]:
        def count() -> dict[int | None, int]:
            gone = Quote.objects.filter(
                Q(state=State.REJECTED) | Q(article__in=Article.objects.filter(state=State.REJECTED))
            )
            through = Quote.events.through.objects.exclude(quote__in=gone)
            return tally(through, "event")

        return self.cached("events", count)

    def articles_of_events(self) -> dict[int | None, int]:
        withdrawn = Article.objects.filter(state=State.REJECTED)
        return self.cached(
            "event articles", lambda: tally(EventMention.objects.exclude(article__in=withdrawn), "event")
        )

    def days(self) -> list[tuple[date, str, int]]:
        """Return (date, its precision, statements) for all that have a date, in order."""

        def count() -> list[tuple[date, str, int]]:
            rows = Quote.objects.public().exclude(date=None).values_list("date", "date_precision")
            return list(rows.annotate(n=Count("pk")).order_by("date", "date_precision"))

        return self.cached("days", count)

    def months(self) -> dict[tuple[int, int], int]:
        def count() -> dict[tuple[int, int], int]:
            totals: Counter[tuple[int, int]] = Counter()
            for day, precision, count in self.days():
                if precision != "year":
                    totals[day.year, day.month] += count
            return dict(totals)

        return self.cached("months", count)

    def by_day(self, year: int, month: int | None = None) -> dict[date, int]:
        return {
            day: count
            for day, precision, count in self.days()
            if day.year == year and month in (None, day.month) and precision in {"day", "minute"}
        }

    def span(self) -> tuple[tuple[date | None, str], tuple[date | None, str]]:
        """Return the first and the last date, each with its precision."""
        days = self.days()
        return ((days[0][0], days[0][1]), (days[-1][0], days[-1][1])) if days else ((None, ""), (None, ""))

    def of_years_alone(self) -> dict[int, int]:
        """Return the statements of which the year is all that is known, by year."""

        def count() -> dict[int, int]:
            totals: Counter[int] = Counter()
            for day, precision, count in self.days():
                if precision == "year":
                    totals[day.year] += count
            return dict(totals)

        return self.cached("years alone", count)

    def statements(self) -> int:
        return self.cached("statements", lambda: sum(self.statements_of_speakers().values()))

    def undated(self) -> int:
        dated = self.cached("dated", lambda: sum(count for _, _, count in self.days()))
        return self.statements() - dated

    def of_kinds(self) -> dict[str, int]:
        return added_up(self.of_kinds_and_states(), 0)

    def of_states(self) -> dict[str, int]:
        return added_up(self.of_kinds_and_states(), 1)

    def of_kinds_and_states(self) -> dict[tuple[str, str], int]:
        def count() -> dict[tuple[str, str], int]:
            rows = Quote.objects.public().order_by().values_list("kind", "state").annotate(n=Count("pk"))
            return {(kind, state): n for kind, state, n in rows}

        return self.cached("kinds", count)

    # Articles

    def articles_of_outlets(self) -> dict[int | None, int]:
        return self.cached("articles", lambda: tally(Article.objects.public(), "outlet"))

    def articles_of_agencies(self) -> dict[int | None, int]:
        return self.cached("agencies", lambda: tally(Article.objects.public().exclude(agency=None), "agency"))

    def articles(self) -> int:
        return sum(self.articles_of_outlets().values())

    def sources(self) -> int:
        return sum(1 for outlet in self.articles_of_outlets() if outlet)

    # The rows with most to read

    def most(self, model: type[Speaker] | type[Event], wanted: int, **only: Any) -> list[Any]:
        """Return the public rows with most statements, each with its `statements`."""

        def count() -> list[Any]:
            counts = self.statements_of_speakers() if model is Speaker else self.statements_of_events()
            best = sorted((pk for pk in counts if pk), key=lambda pk: -counts[pk])[: wanted * 10 + 50]
            rows = model.objects.public().filter(pk__in=best, **only)
            found: list[Any] = sorted(rows, key=lambda row: (-counts[row.pk], str(row)))[:wanted]
            for row in found:
                row.statements = counts[row.pk]
            return found

        return self.cached((model, wanted, tuple(sorted(only.items()))), count)


def added_up(counts: dict[tuple[str, str], int], place: int) -> dict[str, int]:
    """Return counts by pairs as counts by what stands at one place of the pairs."""
    totals: Counter[str] = Counter()
    for pair, n in counts.items():
        totals[pair[place]] += n
    return totals


def tally(rows: Any, field: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(field).annotate(n=Count("pk")))


def statistics_of(request: HttpRequest) -> Statistics:
    """Return what is held, looked up once for a request."""
    found: Statistics | None = getattr(request, "statistics", None)
    if found is None:
        found = Statistics(may_be_held=is_anybody(request), page=which_page(request))
        request.statistics = found  # type: ignore[attr-defined]
    return found


def which_page(request: HttpRequest) -> tuple[str, str]:
    """Return which page is asked for: its address with its query, and its language."""
    return request.get_full_path(), get_language() or ""


def is_anybody(request: HttpRequest) -> bool:
    """Is a page asked for by somebody who has not signed in, and changes nothing?"""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    return request.method in {"GET", "HEAD"} and not known


def count_statements(articles: Iterable[Article]) -> list[Article]:
    """Give each article the number of its public statements, in one query."""
    rows = list(articles)
    counts = tally(Quote.objects.public().filter(article__in=[row.pk for row in rows]), "article")
    for row in rows:
        row.statements = counts.get(row.pk, 0)  # type: ignore[attr-defined]
    return rows
