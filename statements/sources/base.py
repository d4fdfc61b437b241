"""A raw source: bytes as they came, their text, and what was told beside them."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date

META_KEYS = {"outlet", "url", "published"}


class Unreadable(Exception):
    """A source that cannot be taken in. The message says why, in words for whoever sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is told beside the text: an outlet's name, the address, the publication date."""

    outlet: str = ""
    url: str = ""
    published: str = ""

    def over(self, other: "Given") -> "Given":
        """Return these values, and where one is empty the other's."""
        return Given(
            outlet=self.outlet or other.outlet,
            url=self.url or other.url,
            published=self.published or other.published,
        )

    def as_dict(self) -> dict[str, str]:
        return {key: getattr(self, key) for key in sorted(META_KEYS) if getattr(self, key)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSource:
    """Bytes as they came and their text. `encoding` is the one that the text was decoded from."""

    origin: str
    data: bytes
    text: str
    encoding: str
    given: Given = field(default_factory=Given)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def check_given(given: Given) -> None:
    """Raise Unreadable if what is told beside the text cannot be kept."""
    for name, value, longest in (("outlet", given.outlet, 200), ("address", given.url, 1000)):
        if len(value) > longest:
            raise Unreadable(f"the {name} given with it is longer than {longest} characters")
        if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value):
            raise Unreadable(f"the {name} given with it holds characters that are no text")
    if given.url and not re.match(r"https?://[^\s/]+", given.url, re.I):
        raise Unreadable(
            f"the address given with it has to begin with http:// or https://: {given.url[:80]!r}"
        )
    if given.published:
        check_published(given.published)


def check_published(value: str) -> str:
    """Return the precision of a date given as YYYY-MM-DD, YYYY-MM or YYYY; raise Unreadable if bad."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value, re.ASCII)
    if match:
        try:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            return {4: "year", 7: "month", 10: "day"}[len(value)]
        except ValueError:
            pass
    raise Unreadable(f"the publication date {value!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY")
