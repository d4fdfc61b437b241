"""Where crawlers find every page that stays: statements, articles, speakers, events, sources, days."""

from datetime import date
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import cached_property

from statements.counts import Statistics
from statements.models import Article, Event, Outlet, Quote, Speaker


class Rows(Sitemap):  # type: ignore[type-arg]
    limit = 2000

    def items(self) -> Any:
        raise NotImplementedError


class StretchesOfNumbers(Paginator):  # type: ignore[type-arg]
    """Pages by the numbers of rows: the last of a million is found as soon as the first, and nothing is counted.

    A page has the rows of a stretch of numbers, which are fewer where some went away.
    """

    def __init__(self, rows: Any, most: int) -> None:
        super().__init__(rows, most)
        self.rows = rows

    @cached_property
    def num_pages(self) -> int:
        last = self.rows.order_by("-pk").values_list("pk", flat=True).first() or 0
        return max(1, -(-last // self.per_page))

    def page(self, number: int | str) -> Any:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        return Page(self.rows.filter(pk__gt=first, pk__lte=first + self.per_page), number, self)


class ManyRows(Rows):
    @property
    def paginator(self) -> StretchesOfNumbers:
        return StretchesOfNumbers(self.items(), self.limit)


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


class Articles(ManyRows):
    def items(self) -> Any:
        return Article.objects.public().only("pk", "published").order_by("pk")


class Speakers(Rows):
    def items(self) -> Any:
        counts = Statistics().statements_of_speakers()
        return [row for row in Speaker.objects.public().only("slug").order_by("pk") if row.pk in counts]


class Events(Rows):
    def items(self) -> Any:
        counts = Statistics().articles_of_events()
        return [row for row in Event.objects.public().only("slug").order_by("pk") if row.pk in counts]


class Sources(Rows):
    def items(self) -> Any:
        return Outlet.objects.only("slug").order_by("pk")


class Days(Rows):
    def items(self) -> list[date]:
        return sorted({day for day, precision, _ in Statistics().days() if precision in {"day", "minute"}})

    def location(self, item: date) -> str:
        return reverse("dates-day", args=[item.year, f"{item:%m}", f"{item:%d}"])


SITEMAPS = {
    "pages": Pages,
    "statements": Quotes,
    "articles": Articles,
    "speakers": Speakers,
    "events": Events,
    "sources": Sources,
    "days": Days,
}
