"""What changed, for a feed reader."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from statements.history.corrections import acts_in_words, corrections_made


class CorrectionsFeed(Feed):  # type: ignore[type-arg]
    feed_type = Atom1Feed
    title = "On Record: corrections"
    subtitle = "What editors changed, withdrew, added or merged"

    def link(self) -> str:
        return reverse("corrections")

    def items(self) -> list[dict[str, Any]]:
        return acts_in_words(list(corrections_made()[:40]))

    def item_title(self, item: dict[str, Any]) -> str:
        rows = [str(line["row"])[:100] for line in item["rows"][:1] if line["row"]]
        return ": ".join([item["text"], *rows])

    def item_description(self, item: dict[str, Any]) -> str:
        changes = [
            f"{what}: {before} → {after}" for line in item["rows"] for what, before, after in line["changes"]
        ]
        return "; ".join([*changes, *([f"“{item['act'].why}”"] if item["act"].why else [])])

    def item_link(self, item: dict[str, Any]) -> str:
        return next((line["url"] for line in item["rows"] if line["url"]), reverse("corrections"))

    def item_guid(self, item: dict[str, Any]) -> str:
        return f"on-record-act-{item['act'].pk}"

    item_guid_is_permalink = False

    def item_updateddate(self, item: dict[str, Any]) -> Any:
        return item["act"].at

    def item_pubdate(self, item: dict[str, Any]) -> Any:
        return item["act"].at
