"""How much the archive holds, counted once for each change of it.

Every change of what pages show notes itself in the table `Change`, in its own transaction; `version`
tells two states of the archive apart by it. Counts over the whole archive are worked out at the first
page behind a change and kept by the process until the next one. The same version is a page's ETag.
"""

import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Count, Max, Min, Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest

from .changes import rows_changed
from .models import Article, Change, Event, EventMention, Quote, Speaker, State

T = TypeVar("T")
SHOWN = ("quote", "article", "speaker", "alias", "event", "eventmention", "outlet", "revision")


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the archive. `at` is when it last changed, None if it never did."""

    newest: int
    oldest: int  # with it, forgetting old changes never makes two states look alike
    noted: int
    at: datetime | None = None


def version() -> Version:
    found = Change.objects.aggregate(newest=Max("pk"), oldest=Min("pk"), noted=Count("pk"), at=Max("at"))
    return Version(found["newest"] or 0, found["oldest"] or 0, found["noted"], found["at"])


def note_change(sender: Any = None, **_: Any) -> None:
    """Say that what pages show has changed. A signal receiver, and cheap: a change has many."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO statements_change DEFAULT VALUES")


def answer_given(sender: Any, instance: Any, **_: Any) -> None:
    if instance.answer:  # a report alone shows nowhere
        note_change()


def connect() -> None:
    report = apps.get_model("statements", "Report")
    post_save.connect(answer_given, sender=report, dispatch_uid="change of answer")
    for name in SHOWN:
        model = apps.get_model("statements", name)
        for signal in (post_save, post_delete, rows_changed):
            signal.connect(note_change, sender=model, dispatch_uid=f"change of {name} {id(signal)}")
    through = Quote.events.through
    m2m_changed.connect(note_change, sender=through, dispatch_uid="change of events of quotes")


# Kept for a version

_lock = threading.Lock()
_version: Version | None = None
_kept: dict[Hashable, Any] = {}
MOST_KEPT = 400  # results; a page of one speaker keeps a few


def kept(present: Version, key: Hashable, make: Callable[[], T]) -> T:
    """Return what was worked out once for this version of the archive; work it out if it was not."""
    global _version, _kept
    with _lock:
        late = _version is not None and _version.at and present.at and present.at < _version.at
        if _version != present and not late:
            _version, _kept = present, {}
        mine = {} if late else _kept  # what a request finds that began before a change is for itself alone
        if key in mine:
            found: T = mine[key]
            return found
    found = make()
    with _lock:
        if len(mine) >= MOST_KEPT:
            mine.clear()
        mine[key] = found
    return found


class Held:
    """What is held, for one request: every number is of the same version of the archive."""

    def __init__(self) -> None:
        self.version = version()

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        return kept(self.version, key, make)

    @property
    def sample(self) -> str:
        """Return "all", "some" or "" as invented articles are all, some or none of the archive."""

        def look() -> str:
            if not Article.objects.filter(is_sample=True).exists():
                return ""
            return "some" if Article.objects.filter(is_sample=False).exists() else "all"

        return self.kept("sample", look)

    # Statements

    def statements_of_speakers(self) -> dict[int | None, int]:
        """Return the number of public statements by speaker; None has those whose speaker is open."""
        return self.kept("speakers", lambda: tally(Quote.objects.public(), "speaker"))

    def statements_of_outlets(self) -> dict[int | None, int]:
        return self.kept("outlets", lambda: tally(Quote.objects.public(), "article__outlet"))

    def statements_of_events(self) -> dict[int | None, int]:
        def look() -> dict[int | None, int]:
            gone = Quote.objects.filter(
                Q(state=State.REJECTED) | Q(article__in=Article.objects.filter(state=State.REJECTED))
            )
            through = Quote.events.through.objects.exclude(quote__in=gone)
            return tally(through, "event")

        return self.kept("events", look)

    def articles_of_events(self) -> dict[int | None, int]:
        withdrawn = Article.objects.filter(state=State.REJECTED)
        return self.kept(
            "event articles", lambda: tally(EventMention.objects.exclude(article__in=withdrawn), "event")
        )

    def days(self) -> list[tuple[date, str, int]]:
        """Return (date, its precision, statements) for all that have a date, in order."""

        def look() -> list[tuple[date, str, int]]:
            rows = Quote.objects.public().exclude(date=None).values_list("date", "date_precision")
            return list(rows.annotate(n=Count("pk")).order_by("date", "date_precision"))

        return self.kept("days", look)

    def months(self) -> dict[tuple[int, int], int]:
        def look() -> dict[tuple[int, int], int]:
            totals: Counter[tuple[int, int]] = Counter()
            for day, precision, count in self.days():
                if precision != "year":
                    totals[day.year, day.month] += count
            return dict(totals)

        return self.kept("months", look)

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
        totals: Counter[int] = Counter()
        for day, precision, count in self.days():
            if precision == "year":
                totals[day.year] += count
        return dict(totals)

    def statements(self) -> int:
        return sum(self.statements_of_speakers().values())

    def undated(self) -> int:
        return self.statements() - sum(count for _, _, count in self.days())

    def of_kinds(self) -> dict[str, int]:
        return self.kept("kinds", lambda: tally(Quote.objects.public(), "kind"))

    def of_states(self) -> dict[str, int]:
        return self.kept("states", lambda: tally(Quote.objects.public(), "state"))

    # Articles

    def articles_of_outlets(self) -> dict[int | None, int]:
        return self.kept("articles", lambda: tally(Article.objects.public(), "outlet"))

    def articles_of_agencies(self) -> dict[int | None, int]:
        return self.kept("agencies", lambda: tally(Article.objects.public(), "agency"))

    def articles(self) -> int:
        return sum(self.articles_of_outlets().values())

    def sources(self) -> int:
        return sum(1 for outlet in self.articles_of_outlets() if outlet)

    # The rows with most to read

    def most(self, model: type[Speaker] | type[Event], count: int, **only: Any) -> list[Any]:
        """Return the public rows with most statements, each with its `statements`."""

        def look() -> list[Any]:
            counts = self.statements_of_speakers() if model is Speaker else self.statements_of_events()
            best = sorted((pk for pk in counts if pk), key=lambda pk: -counts[pk])[: count * 10 + 50]
            rows = model.objects.public().filter(pk__in=best, **only)
            found = sorted(rows, key=lambda row: (-counts[row.pk], str(row)))[:count]
            for row in found:
                row.statements = counts[row.pk]
            return found

        return self.kept((model, count, tuple(sorted(only.items()))), look)


def tally(rows: Any, field: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(field).annotate(n=Count("pk")))


def held_of(request: HttpRequest) -> Held:
    """Return what is held, looked up once for a request."""
    found: Held | None = getattr(request, "held", None)
    if found is None:
        found = Held()
        request.held = found  # type: ignore[attr-defined]
    return found


def count_statements(articles: Iterable[Article]) -> list[Article]:
    """Give each article the number of its public statements, in one query."""
    rows = list(articles)
    counts = tally(Quote.objects.public().filter(article__in=[row.pk for row in rows]), "article")
    for row in rows:
        row.statements = counts.get(row.pk, 0)  # type: ignore[attr-defined]
    return rows
