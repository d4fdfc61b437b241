"""A raw source: bytes as they came, their text, what it says of itself, what was told beside it; and the face of a format."""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import BinaryIO, Protocol

from statements.typed import FIRST_DAY, LAST_DAY, NotAllowed, as_shown, check_day, check_text

META_KEYS = {"outlet", "url", "published"}
CLAIMS = ("headline", "outlet", "byline", "published", "modified", "language", "url")
MEGABYTE = 1024 * 1024


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
    """Something that a source says of itself, and where in it that stands: "og:title", "the Date header".

    `others` is what it says of the same elsewhere and was not believed, each with where that stands.
    """

    value: str
    found: str
    others: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, object]:
        told: dict[str, object] = {"value": self.value, "found": self.found}
        if self.others:
            told["others"] = [{"value": value, "found": found} for value, found in self.others]
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of a social network that stands in an article: where in the text, and whose it is, if it says so."""

    start: int
    end: int
    author: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSource:
    """Bytes as they came and their text. `encoding` is the one that the text was decoded from.

    `record` tells one of several sources of a file from the others; it is empty where a file is one source.
    `head` is how many characters of the text stand above the article: headline, standfirst, byline, date.
    `says` has what the source says of itself, by the names of CLAIMS. Plain text says nothing.
    `refusal` says why it is no article; it is then listed and not stored. `extractor` names what took the
    text out of the bytes, with its version; it is empty where decoding them makes it.
    `shown` has all words that a page shows a reader, article or not; it is empty for what is no page.
    `captured` is when a crawler or a browser got the bytes, with its zone; None where nothing says so.
    """

    origin: str
    data: bytes
    text: str
    encoding: str
    record: str = ""
    head: int = 0
    says: Mapping[str, Assertion] = field(default_factory=dict)
    posts: tuple[Post, ...] = ()
    refusal: str = ""
    extractor: str = ""
    shown: str = field(default="", repr=False)
    captured: datetime | None = None
    given: Given = field(default_factory=Given)
    sha256: str = field(init=False, repr=False, compare=False)  # of the bytes, worked out once

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.data).hexdigest())

    @property
    def address(self) -> str:
        """The address that it was told to have, else the one that it says itself; "" where neither is known."""
        return self.given.url or self.claim("url")[:1000]

    @property
    def id(self) -> str:
        """The file's path, and the record within it."""
        return f"{self.origin}#{self.record}" if self.record else self.origin

    def claim(self, name: str) -> str:
        """Return what the source says of itself under a name, "" where it says nothing."""
        return self.says[name].value if name in self.says else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is read at most. `article` is for one article, whatever a file of many measures."""

    article: int = 5 * MEGABYTE
    depth: int = 3  # archives in archives
    members: int = 200_000  # of one archive
    unpacked: int = 8192 * MEGABYTE  # bytes on disk while an archive is read
    times: int = 200  # that something may grow when it is unpacked, from this on:
    small: int = 64 * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file, or a part of one, that sources are read from.

    `stream` can be sought. `columns` says which column holds what, where the usual words do not
    ({"text": "body"}). `url`, `charset` and `language` are what a server or a letter said of these bytes,
    `captured` when they were got.
    With `after` the records up to and with that one are left out.
    """

    origin: str
    stream: BinaryIO
    limits: Limits = field(default_factory=Limits)
    record: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    charset: str = ""
    language: str = ""
    captured: datetime | None = None
    after: str = ""
    depth: int = 0

    def head(self, size: int = 4096) -> bytes:
        """Return the first bytes."""
        self.stream.seek(0)
        found = self.stream.read(size)
        self.stream.seek(0)
        return found

    @property
    def size(self) -> int:
        self.stream.seek(0, io.SEEK_END)
        size = self.stream.tell()
        self.stream.seek(0)
        return size

    def read(self) -> bytes:
        """Return all bytes of what is one article; raise Unreadable if they are more than one may have."""
        self.stream.seek(0)
        data = self.stream.read(self.limits.article + 1)
        if len(data) > self.limits.article:
            raise Unreadable(too_large(self.limits.article))
        return data

    def within(self, record: str) -> str:
        """Return the name of a record within this file or part."""
        return f"{self.record}#{record}" if self.record and record else self.record or record

    def part(
        self, record: str, stream: BinaryIO | bytes, *, url: str = "", charset: str = "", language: str = ""
    ) -> "SourceFile":
        """Return a part of this file as a file of its own; raise Unreadable if it lies too deep."""
        if self.depth >= self.limits.depth:
            raise Unreadable(
                f"it lies in more than {self.limits.depth} archives, one in the other; unpack them first"
            )
        return replace(
            self,
            record=self.within(record),
            stream=io.BytesIO(stream) if isinstance(stream, bytes) else stream,
            depth=self.depth + 1,
            after="",
            url=url or self.url,
            charset=charset or self.charset,
            language=language or self.language,
        )

    def source(self, data: bytes, text: str, encoding: str, *, record: str = "", **told: object) -> RawSource:
        """Return a source that was read from here."""
        found = RawSource(
            origin=self.origin,
            data=data,
            text=text,
            encoding=encoding,
            record=self.within(record),
            captured=self.captured,
        )
        return replace(found, **told)  # type: ignore[arg-type]

    def refused(self, reason: str, *, record: str = "", data: bytes = b"") -> RawSource:
        """Return what stands for a record that cannot be read, so that the others are."""
        return self.source(data, "", "", record=record, refusal=reason)


class Format(Protocol):
    """A kind of file that sources come in. `formats.FORMATS` lists them all; all pass the same tests."""

    name: str  # in words, for messages: "plain text"
    suffixes: frozenset[str]  # of files that a folder is searched for: ".txt"
    by_content: bool  # is a file of a folder taken for what stands in it, whatever it is called?
    seeks: bool  # does it go to `after` by itself? Otherwise what comes before is read and left out

    def recognises(self, file: SourceFile) -> bool:
        """Is a file of this format, by what stands in it?"""
        ...

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        """Yield the sources of a file as they come; raise Unreadable for what cannot be one, in a sentence.

        A record that cannot be read is yielded with its refusal, and the others follow.
        """
        ...


def too_large(limit: int) -> str:
    return f"it is larger than {limit / MEGABYTE:g} MB, the most that is read; --max-size raises that for one run"


def check_given(given: Given) -> None:
    """Raise Unreadable if what is told beside the text cannot be kept."""
    for name, value, longest in (("outlet", given.outlet, 200), ("address", given.url, 1000)):
        if len(value) > longest:
            raise Unreadable(f"the {name} given with it is longer than {longest} characters")
        try:
            check_text(value)
        except NotAllowed:
            raise Unreadable(f"the {name} given with it holds characters that are no text") from None
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
            check_day(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
            return {4: "year", 7: "month", 10: "day"}[len(value)]
        except ValueError:
            pass
    raise Unreadable(
        f"the publication date “{as_shown(value)}” is no date of {FIRST_DAY.year} to {LAST_DAY.year}: write YYYY-MM-DD, YYYY-MM or YYYY"
    )
