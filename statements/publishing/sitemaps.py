"""Where crawlers find every page that stays: statements, articles, speakers, events, sources, days."""

from datetime import date
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from statements.counts import Statistics
from statements.models import Article, Event, Outlet, Quote, Speaker


class Rows(Sitemap):  # type: ignore[type-arg]
    limit = 2000

    def items(self) -> Any:
        raise NotImplementedError


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
            "corrections",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Quotes(Rows):
    def items(self) -> Any:
        return Quote.objects.public().only("uid").order_by("pk")


class Articles(Rows):
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
