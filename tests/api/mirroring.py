"""A mirror as somebody would write it from the documentation, and what it has to hold."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q, QuerySet

from statements.history.corrections import corrections_made
from statements.models import Article, Event, Outlet, Quote, Speaker, Utterance

Ask = Callable[..., Any]


def utterances_printed() -> QuerySet[Utterance]:
    """Return the utterances that two statements which everybody may see are printings of."""
    shown = Count("printings", filter=Q(printings__in=Quote.objects.public()))
    return Utterance.objects.filter(merged_into=None).annotate(shown=shown).filter(shown__gt=1)


KINDS = {
    "statement": (Quote.objects.public, "statements"),
    "article": (Article.objects.public, "articles"),
    "speaker": (Speaker.objects.public, "speakers"),
    "event": (Event.objects.public, "events"),
    "source": (lambda: Outlet.objects.filter(merged_into=None), "sources"),
    "utterance": (utterances_printed, "utterances"),
    "correction": (corrections_made, "corrections"),
}


class Mirror:
    """Records by kind and number, and the place up to which changes were seen."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.records: dict[tuple[str, int], Any] = {}
        self.told: dict[tuple[str, int], str] = {}
        self.since = 0

    def step(self, limit: int = 500) -> bool:
        """Take some changes in; return whether there is more."""
        answer = self.ask("changes", since=self.since, limit=limit)
        for one in answer["items"]:
            key = (one["kind"], one["number"])
            self.told[key] = one["state"]
            if one["state"] == "held":
                self.records[key] = one["record"]
            else:
                self.records.pop(key, None)
        assert answer["last"] >= self.since
        self.since = answer["last"]
        return bool(answer["more"])

    def follow(self, limit: int = 500) -> None:
        while self.step(limit):
            pass


def everything_listed(ask: Ask, limit: int = 3) -> dict[tuple[str, int], Any]:
    """Return all records that the lists of the API give, page by page."""
    found = {}
    for kind, (_, place) in KINDS.items():
        page = ask(place, limit=limit)
        while True:
            found |= {(kind, one["number"]): one for one in page["items"]}
            if not page["next"]:
                break
            page = ask(page["next"])
    return found


def everything_public() -> set[tuple[str, int]]:
    return {(kind, pk) for kind, (rows, _) in KINDS.items() for pk in rows().values_list("pk", flat=True)}
