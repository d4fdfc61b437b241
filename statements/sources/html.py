"""Pages of the web: HTML as a browser or a crawler saved it, and MHTML, where a letter holds the page."""

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from typing import Any

from .base import Assertion, Post, RawSource, SourceFile, Unreadable
from .child import parse_apart
from .times import believed_moment

START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|h1|p|table)\b",
    re.I | re.S,
)
LONGEST_HEAD = 64 * 1024  # of a saved page, in bytes
MHTML = re.compile(rb"^content-type:\s*multipart/related\b", re.I | re.M)


class WebPage:
    name = "HTML"
    suffixes = frozenset({".html", ".htm", ".xhtml", ".shtml"})
    by_content = True
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        head = file.head()
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
        return START.match(head) is not None

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        data = file.read()
        yield file.source(data, **page_of(data, url=file.url, charset=file.charset, language=file.language))


class SavedPage:
    name = "MHTML"
    suffixes = frozenset({".mhtml", ".mht"})
    by_content = True
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        head = re.split(rb"\r?\n\r?\n", file.head(), maxsplit=1)[0]
        return (
            re.match(rb"[\w-]+:", head) is not None
            and MHTML.search(head) is not None
            and b"mime-version" in head.lower()
        )

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        data = file.read()
        page, address, charset = saved_page(data)
        url = address if re.match(r"https?://", address) else file.url
        saved = replace(file, captured=file.captured or saved_at(data))
        yield saved.source(data, **page_of(page, url=url, charset=charset))


def saved_page(data: bytes) -> tuple[bytes, str, str]:
    """Return the page that a saved one holds, its address and its charset; raise Unreadable where it holds none."""
    message = parse_letter(data)
    pages = ("text/html", "application/xhtml+xml")
    part = next((part for part in walk(message) if part.get_content_type() in pages), None)
    page = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(page, bytes):
        raise Unreadable("it is a saved page without the page in it")
    address = str(part["content-location"] or message["snapshot-content-location"] or "").strip()
    return page, address, part.get_content_charset() or ""


def saved_at(data: bytes) -> datetime | None:
    """Return when a browser saved a page, None where the page does not say so with its zone."""
    told = BytesHeaderParser().parsebytes(data[:LONGEST_HEAD])["date"]
    try:
        found = parsedate_to_datetime(str(told or ""))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return believed_moment(found)


def as_written() -> "email.policy.EmailPolicy[EmailMessage]":
    """Return how a letter's heads are read: the library's way, but days stay as they are written, since it raises where
    a year has thirty figures."""
    heads = HeaderRegistry()
    for name in ("date", "resent-date", "orig-date"):
        heads.map_to_type(name, UnstructuredHeader)  # type: ignore[arg-type]  # its own default maps so too
    return email.policy.default.clone(header_factory=heads)


POLICY = as_written()


def parse_letter(data: bytes) -> EmailMessage:
    """Return a letter; raise Unreadable where its parts lie too deep in one another."""
    try:
        message = email.message_from_bytes(data, policy=POLICY)
    except RecursionError:
        raise Unreadable("it is a letter whose parts lie too deep in one another") from None
    assert isinstance(message, EmailMessage)
    return message


def walk(message: EmailMessage, most: int = 500) -> Iterator[EmailMessage]:
    """Yield a letter's parts in their order, not more than some hundred; a letter in it is one part."""
    waiting = [message]
    for _ in range(most):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
            waiting += [one for one in reversed(inner) if isinstance(one, EmailMessage)]


def page_of(data: bytes, **told: str) -> dict[str, Any]:
    """Return what a page comes to, as the fields of a raw source; raise Unreadable if it is no page."""
    if not data.strip():
        raise Unreadable("it is empty")
    return as_fields(parse_apart("page", data, **{name: value for name, value in told.items() if value}))


def as_fields(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer of the child as fields of a raw source."""
    fields: dict[str, Any] = {
        "text": str(found.get("text", "")),
        "encoding": str(found.get("encoding", "utf-8")),
        "head": int(found.get("head", 0)),
        "refusal": str(found.get("refusal", "")),
        "extractor": str(found.get("extractor", "")),
        "shown": str(found.get("shown", "")),
        "posts": tuple(Post(**post) for post in found.get("posts", ())),
        "says": {
            name: Assertion(
                value=str(claim["value"]),
                found=str(claim["found"]),
                others=tuple((str(one["value"]), str(one["found"])) for one in claim.get("others", ())),
            )
            for name, claim in found.get("says", {}).items()
        },
    }
    return fields
