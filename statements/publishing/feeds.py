"""What is new, for a feed reader: a feed gives entries, and all feeds write them alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from statements.history.corrections import acts_in_words, corrections_made


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed. `identity` never changes, whatever becomes of the address in `link`."""

    identity: str
    title: str
    summary: str
    link: str
    at: datetime


class EntryFeed(Feed):  # type: ignore[type-arg]
    """An Atom feed of entries: those that come say `entries`, `page` (the name of its address) and how they are called."""

    feed_type = Atom1Feed
    title: str | Promise
    subtitle: str | Promise
    page: str
    item_guid_is_permalink = False

    def entries(self) -> Iterable[Entry]:
        raise NotImplementedError

    def link(self) -> str:
        return reverse(self.page)

    def items(self) -> list[Entry]:
        return list(self.entries())

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.summary

    def item_link(self, item: Entry) -> str:
        return item.link

    def item_guid(self, item: Entry) -> str:
        return item.identity

    def item_updateddate(self, item: Entry) -> datetime:
        return item.at

    def item_pubdate(self, item: Entry) -> datetime:
        return item.at


class CorrectionsFeed(EntryFeed):
    title = _("On Record: corrections")
    subtitle = _("What editors changed, withdrew, added or merged")
    page = "corrections"

    def entries(self) -> Iterable[Entry]:
        for item in acts_in_words(list(corrections_made()[:40])):
            act, rows = item["act"], item["rows"]
            names = [str(line["row"])[:100] for line in rows[:1] if line["row"]]
            changes = [
                f"{what}: {before} → {after}" for line in rows for what, before, after in line["changes"]
            ]
            yield Entry(
                identity=f"on-record-act-{act.pk}",
                title=": ".join([item["text"], *names]),
                summary="; ".join([*changes, *([f"“{act.why}”"] if act.why else [])]),
                link=next((line["url"] for line in rows if line["url"]), reverse(self.page)),
                at=act.at,
            )


FEEDS: tuple[type[EntryFeed], ...] = (CorrectionsFeed,)
