"""A raw source: bytes as they came, their text, what it says of itself, what was told beside it; and the face of a format."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

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

    @property
    def day(self) -> date | None:
        """The day of publication, None where none is told to the day; raise Unreadable if it is no date."""
        told_day = self.published and check_published(self.published) == "day"
        return date.fromisoformat(self.published) if told_day else None

    def as_dict(self) -> dict[str, str]:
        return {key: getattr(self, key) for key in sorted(META_KEYS) if getattr(self, key)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """Something that a source says of itself, and where in it that stands: "og:title", "the Date header"."""

    value: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSource:
    """Bytes as they came and their text. `encoding` is the one that the text was decoded from.

    `record` tells one of several sources of a file from the others; it is empty where a file is one source.
    `says` has what the source says of itself by name: headline, outlet, byline, published, modified,
    language, url. Plain text says nothing.
    """

    origin: str
    data: bytes
    text: str
    encoding: str
    record: str = ""
    says: Mapping[str, Assertion] = field(default_factory=dict)
    given: Given = field(default_factory=Given)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


class Format(Protocol):
    """A kind of file that sources come in. `formats.FORMATS` lists them all; all pass the same tests."""

    name: str  # in words, for messages: "plain text"
    suffixes: frozenset[str]  # of files that a folder is searched for: ".txt"

    def recognises(self, head: bytes) -> bool:
        """Is a file that begins with these bytes of this format?"""
        ...

    def sources(self, origin: str, data: bytes) -> Iterator[RawSource]:
        """Yield the sources of a file as they come; raise Unreadable for what cannot be one, in a sentence."""
        ...


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
