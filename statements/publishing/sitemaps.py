"""Where crawlers find every page that stays: statements, utterances, articles, speakers, events, sources, days."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import cached_property

from statements.counts import Statistics
from statements.models import Article, Event, Outlet, Quote, Speaker, Utterance

from .exports.archive import utterances_printed


class Rows(Sitemap):  # type: ignore[type-arg]
    limit = 1000

    def items(self) -> Any:
        raise NotImplementedError


class StretchesOfNumbers(Paginator):  # type: ignore[type-arg]
    """Pages by the numbers of rows: the last of a million is found as soon as the first, and nothing is counted.

    A page has the rows of a stretch of numbers, which are fewer where some went away or have no page now.
    """

    def __init__(self, section: "ManyRows") -> None:
        super().__init__(section.items(), section.limit)
        self.rows = section.items()
        self.with_page = section.with_page

    @cached_property
    def num_pages(self) -> int:
        last = self.rows.order_by("-pk").values_list("pk", flat=True).first() or 0
        return max(1, -(-last // self.per_page))

    def page(self, number: int | str) -> Any:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        rows = list(self.rows.filter(pk__gt=first, pk__lte=first + self.per_page))
        there = self.with_page([row.pk for row in rows])
        return Page([row for row in rows if row.pk in there], number, self)


class ManyRows(Rows):
    """A section of rows that may be a million; those without a page now are left out of each page of it."""

    def with_page(self, numbers: Collection[int]) -> Collection[int | None]:
        """Return at least those of some rows, by their numbers, that have a page."""
        return numbers

    @property
    def paginator(self) -> StretchesOfNumbers:
        return StretchesOfNumbers(self)


class Pages(Sitemap):  # type: ignore[type-arg]
    def items(self) -> list[str]:
        return [
            "home",
            "search",
            "speaker-list",
            "event-list",
            "dates",
            "source-list",
            "about",
            "data",
            "verify",
            "corrections",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Quotes(ManyRows):
    def items(self) -> Any:
        return Quote.objects.public().only("uid").order_by("pk")


class Utterances(ManyRows):
    def items(self) -> Any:
        return Utterance.objects.filter(merged_into=None).only("uid").order_by("pk")

    def with_page(self, numbers: Collection[int]) -> Collection[int | None]:
        return set(utterances_printed().filter(pk__in=numbers).values_list("pk", flat=True))


class Articles(ManyRows):
    def items(self) -> Any:
        return Article.objects.public().only("pk", "published").order_by("pk")


class Speakers(ManyRows):
    def items(self) -> Any:
        return Speaker.objects.public().only("slug").order_by("pk")

    def with_page(self, numbers: Collection[int]) -> Collection[int | None]:
        return Statistics().statements_of_speakers()


class Events(ManyRows):
    def items(self) -> Any:
        return Event.objects.public().only("slug").order_by("pk")

    def with_page(self, numbers: Collection[int]) -> Collection[int | None]:
        return Statistics().articles_of_events()


class Sources(Rows):
    def items(self) -> Any:
        return Outlet.objects.filter(merged_into=None).only("slug").order_by("pk")


class Days(Rows):
    def items(self) -> list[date]:
        return sorted({day for day, precision, _ in Statistics().days() if precision in {"day", "minute"}})

    def location(self, item: date) -> str:
        return reverse("dates-day", args=[item.year, f"{item:%m}", f"{item:%d}"])


SITEMAPS = {
    "pages": Pages,
    "statements": Quotes,
    "utterances": Utterances,
    "articles": Articles,
    "speakers": Speakers,
    "events": Events,
    "sources": Sources,
    "days": Days,
}
