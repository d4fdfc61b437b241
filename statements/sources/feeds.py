"""RSS and Atom: each entry with its full text is a source; one with a summary alone says where the rest is."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .base import Assertion, RawSource, SourceFile, Unreadable
from .child import parse_apart
from .html import as_fields
from .times import UNKNOWN_OFFSET, has_offset, parse_time

START = re.compile(rb"<(?:rss|rdf:RDF|(?:\w+:)?feed)\b[^>]{0,2000}(?:version|xmlns)", re.I | re.S)
ENTRY_TAG = re.compile(rb"<(/?)(?:item|entry)\b[^>]{0,2000}>", re.I)
MOST_ENTRIES = 20_000
WEB_ADDRESS = re.compile(r"https?://\S+$")
SUMMARY = 60  # words that an entry has at most where it gives no full text


class Feed:
    name = "RSS and Atom"
    suffixes = frozenset({".rss", ".atom"})  # an .xml is one only by what stands in it
    by_content = True
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        head = file.head()
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and START.search(head) is not None

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        for entry in read_entries(file):
            yield entry.source(file)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed, not taken apart yet: its number from 1, its bytes, what it and its feed say."""

    number: int
    data: bytes
    entry: Mapping[str, str]
    feed: Mapping[str, str]

    @property
    def url(self) -> str:
        """Where the article stands; "" where the entry does not say."""
        return self.entry["url"] if WEB_ADDRESS.match(self.entry["url"]) else ""

    @property
    def changed(self) -> str:
        """When it was changed last, or else published, as `parse_time` writes it; "" where it says neither."""
        return parse_time(self.entry["updated"]) or parse_time(self.entry["published"]) or ""

    @property
    def is_whole(self) -> bool:
        """Does it say that its text is all of the article?"""
        return self.entry["full"] == "yes"

    def source(self, file: SourceFile) -> RawSource:
        return entry_source(file, str(self.number), self.data, self.entry, self.feed)


def read_entries(file: SourceFile) -> Iterator[FeedEntry]:
    """Yield the entries of a feed in its order; raise Unreadable if it is none, or has none."""
    file.stream.seek(0)
    whole = file.stream.read(20 * file.limits.article + 1)
    if len(whole) > 20 * file.limits.article:
        raise Unreadable("it is a feed of more than a hundred megabytes; fetch its entries in parts")
    found = parse_apart("feed", whole)
    entries, feed = found["entries"], found["feed"]
    if not entries:
        raise Unreadable("it is a feed without entries")
    raw = list(slices_of(whole))
    for number, entry in enumerate(entries, start=1):
        # Where the entries cannot be told apart in the bytes, an entry's bytes are its text as it was given.
        data = raw[number - 1] if len(raw) == len(entries) else str(entry["html"]).encode()
        yield FeedEntry(number=number, data=data, entry=entry, feed=feed)


def slices_of(feed: bytes) -> Iterator[bytes]:
    """Yield the bytes of each entry, from its first tag to its last."""
    start: int | None = None
    for tag in ENTRY_TAG.finditer(feed):
        if not tag[1]:
            start = tag.start() if start is None and not tag[0].endswith(b"/>") else start
        elif start is not None:
            yield feed[start : tag.end()]
            start = None


def entry_source(
    file: SourceFile, record: str, data: bytes, entry: Mapping[str, str], feed: Mapping[str, str]
) -> RawSource:
    says = claims_of_entry(entry, feed)
    try:
        if len(data) > file.limits.article:
            raise Unreadable("it is larger than an article may be")
        if not entry["html"].strip():
            raise Unreadable(f"the feed has no text of it{elsewhere(says)}")
        fields = as_fields(parse_apart("fragment", entry["html"].encode()))
    except Unreadable as error:
        return file.refused(str(error), record=record, data=data)
    if entry["full"] != "yes" and len(fields["text"].split()) < SUMMARY:
        fields["refusal"] = f"the feed has a summary of it alone{elsewhere(says)}"
    head = f"{says['headline'].value}\n\n" if "headline" in says else ""
    fields |= {
        "text": head + fields["text"],
        "shown": head + fields["shown"],
        "head": len(head),
        "says": says,
        "extractor": entry["extractor"],
        "posts": tuple(
            type(p)(start=p.start + len(head), end=p.end + len(head), author=p.author, url=p.url)
            for p in fields["posts"]
        ),
    }
    return file.source(data, **fields, record=record)


def elsewhere(says: dict[str, Assertion]) -> str:
    return f"; save the page itself: {says['url'].value}" if "url" in says else ""


def claims_of_entry(entry: Mapping[str, str], feed: Mapping[str, str]) -> dict[str, Assertion]:
    told = {
        "headline": (entry["title"][:500], "the entry's title"),
        "outlet": (feed["title"][:200], "the feed's title"),
        "byline": (entry["author"][:300], "the entry's author"),
        "published": (parse_time(entry["published"]) or "", "the entry's date"),
        "modified": (parse_time(entry["updated"]) or "", "the entry's date of change"),
        "language": (feed["language"][:2].lower(), "the feed's language"),
        "url": (entry["url"] if WEB_ADDRESS.match(entry["url"]) else "", "the entry's link"),
    }
    says = {}
    for name, (value, found) in told.items():
        if value and not (name == "modified" and value == told["published"][0]):
            if name in ("published", "modified") and not has_offset(value):
                found = f"{found}; {UNKNOWN_OFFSET}"
            says[name] = Assertion(value=" ".join(value.split()), found=found)
    return says


def read_feed(data: bytes) -> dict[str, Any]:
    """Return the entries of a feed, as strings; in the child. Raise Unreadable if it is none."""
    import feedparser

    if re.search(rb"<!ENTITY", data, re.I):
        raise Unreadable("it declares entities, which no feed needs, and is not opened")
    # From a stream: a string would be opened as an address or a file's name.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version and not parsed.entries:
        raise Unreadable("it is no feed that can be read")
    extractor = f"feedparser {feedparser.__version__}+1"
    entries = []
    for entry in parsed.entries[:MOST_ENTRIES]:
        contents = [one for one in entry.get("content", ()) if one.get("value")]
        content = max(contents, key=lambda one: len(one.value), default=None)
        summary = entry.get("summary") or ""
        full = content is not None and (
            len(content.value) >= len(summary) or content.get("type") != "text/plain"
        )
        value = content.value if content is not None and full else summary
        kind = (
            content.get("type")
            if content is not None and full
            else entry.get("summary_detail", {}).get("type")
        )
        if kind == "text/plain" or re.search(r"<[a-z]", value, re.I) is None:
            lines = [line for line in value.split("\n") if line.strip()]
            value = "".join(f"<p>{escaped(line) if kind == 'text/plain' else line}</p>" for line in lines)
        authors = [one.get("name", "") for one in entry.get("authors", ()) if one.get("name")]
        entries.append(
            {
                "title": words_of_title(entry.get("title") or ""),
                "html": value,
                "full": "yes" if full else "",
                "author": " and ".join(dict.fromkeys(authors)) or entry.get("author") or "",
                "published": entry.get("published") or entry.get("updated") or "",
                "updated": entry.get("updated") or "",
                "url": entry.get("feedburner_origlink") or entry.get("link") or "",
                "extractor": extractor,
            }
        )
    feed = {
        "title": words_of_title(parsed.feed.get("title") or ""),
        "language": parsed.feed.get("language") or "",
    }
    return {"entries": entries, "feed": feed}


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def words_of_title(markup: str) -> str:
    """Return the words of a title, which may hold tags and entities."""
    if "<" not in markup and "&" not in markup:
        return " ".join(markup.split())
    from lxml import html

    try:
        return " ".join(html.fragment_fromstring(markup, create_parent="div").text_content().split())
    except (ValueError, html.etree.LxmlError):
        return ""
