"""Letters: EML, one letter a file, and mbox, many in one. What is attached is a source of its own."""

import email.errors
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from .base import Assertion, RawSource, SourceFile, Unreadable
from .child import parse_apart
from .html import as_fields, parse_letter, walk
from .times import UNKNOWN_OFFSET, has_offset, parse_time

HEADER = re.compile(rb"^([A-Za-z][A-Za-z-]{1,40}):[ \t]?", re.M)
LETTER = {
    b"from",
    b"to",
    b"date",
    b"subject",
    b"message-id",
    b"mime-version",
    b"received",
    b"return-path",
    b"sender",
}
ENVELOPE = re.compile(rb"From \S+.{0,120}\d{4}\s*\r?\n")
EXTRACTOR = "letters 1"
LEAST_WORDS = 10
ATTACHED = {
    "application/pdf", "text/html", "application/xhtml+xml", "message/rfc822", "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/octet-stream",
}  # fmt: skip


class Letter:
    name = "EML"
    suffixes = frozenset({".eml"})
    by_content = True
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        return looks_like_letter(file.head())

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        yield from letter_of(file, file.read(), "")


class Mailbox:
    name = "mbox"
    suffixes = frozenset({".mbox", ".mbx"})
    by_content = True
    seeks = True

    def recognises(self, file: SourceFile) -> bool:
        envelope = ENVELOPE.match(file.head())
        return envelope is not None and looks_like_letter(file.head()[envelope.end() :])

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        for offset, data in split_mailbox(file):
            record = str(offset)
            if data is None:
                yield file.refused(
                    f"it is a letter of more than {file.limits.article / 1048576:g} MB", record=record
                )
                continue
            try:
                yield from letter_of(file, data, record)
            except Unreadable as error:
                yield file.refused(str(error), record=record, data=data)


def looks_like_letter(head: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = [name.lower() for name in HEADER.findall(head)]
    if HEADER.match(head) is None or len(set(names) & LETTER) < 3:
        return False
    return bool({b"message-id", b"mime-version", b"received"} & set(names)) or {
        b"from",
        b"date",
        b"subject",
    } <= set(names)


def split_mailbox(file: SourceFile) -> Iterator[tuple[int, bytes | None]]:
    """Yield (offset, letter) as they come; None for a letter that is too long. A cursor is the offset of the last one."""
    start = int(file.after) if file.after.isdigit() else 0
    stream = file.stream
    stream.seek(start)
    offset, size = start, 0
    lines: list[bytes] = []
    blank = True
    while line := stream.readline(65536):
        if blank and ENVELOPE.match(line) and size:
            if not (file.after and offset == start):
                yield offset, b"".join(lines) if size <= file.limits.article else None
            offset += size
            lines, size = [], 0
        size += len(line)
        if size <= file.limits.article:
            lines.append(line)
        blank = not line.strip()
    if size and not (file.after and offset == start):
        yield offset, b"".join(lines) if size <= file.limits.article else None


def letter_of(file: SourceFile, data: bytes, record: str) -> Iterator[RawSource]:
    """Yield the source that a letter is, then those that are attached to it."""
    from .formats import read_file

    inside = ENVELOPE.match(data)
    message = parse_letter(data[inside.end() :] if inside else data)
    parts = list(walk(message))
    attached = [part for part in parts if is_attached(part)]
    try:
        fields = text_of_letter(parts)
        says = headers_of(message) | fields.pop("says", {})
        head = says["headline"].value if "headline" in says else ""
        above = f"{head}\n\n" if head else ""
        fields["text"] = above + fields["text"]
        fields["shown"] = above + fields["shown"] if fields.get("shown") else ""
        yield file.source(data, **fields | {"says": says, "head": len(above)}, record=record)
    except Unreadable as error:
        if not attached:
            raise
        yield file.refused(str(error), record=record, data=data)
    for number, part in enumerate(attached, start=1):
        name = f"{record}/{number}" if record else str(number)
        payload = (
            part.get_content()
            if part.get_content_type() == "message/rfc822"
            else part.get_payload(decode=True)
        )
        inner = payload.as_bytes() if isinstance(payload, EmailMessage) else payload
        if isinstance(inner, bytes) and inner:
            try:
                yield from read_file(file.part(name, inner, charset=part.get_content_charset() or ""))
            except Unreadable as error:
                yield file.refused(str(error), record=name, data=inner)


def is_attached(part: EmailMessage) -> bool:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return True
    return kind in ATTACHED and part.get_content_disposition() == "attachment"


def text_of_letter(parts: list[EmailMessage]) -> dict[str, Any]:
    """Return the text of a letter: the plain part, or what the page says where that is all or far more."""
    texts: dict[str, EmailMessage] = {}
    for part in parts:
        if part.get_content_disposition() != "attachment":
            texts.setdefault(part.get_content_type(), part)
    plain = content_of(texts["text/plain"]) if "text/plain" in texts else ""
    found: dict[str, Any] | None = None
    if "text/html" in texts and (page := texts["text/html"].get_payload(decode=True)):
        if isinstance(page, bytes) and page.strip():
            charset = texts["text/html"].get_content_charset() or ""
            found = as_fields(parse_apart("fragment", page, charset=charset))
    if found and (len(plain.split()) < LEAST_WORDS or len(found["text"].split()) > 2 * len(plain.split())):
        return found
    if not plain.strip():
        raise Unreadable("it is a letter without words")
    encoding = texts["text/plain"].get_content_charset() or "utf-8"
    return {"text": unwrapped(plain), "encoding": encoding, "extractor": EXTRACTOR}


def content_of(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def unwrapped(text: str) -> str:
    """Return a letter with its paragraphs in one line each: letters are broken at some seventy characters."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\u00a0", " ")):
        lines = [line.rstrip() for line in block.split("\n") if line.strip()]
        longest = max(map(len, lines), default=0)
        broken = 55 <= longest <= 100 and all(len(line) > longest * 0.6 for line in lines[:-1])
        blocks.append(
            " ".join(line.strip() for line in lines) if broken and len(lines) > 1 else "\n".join(lines)
        )
    return "\n\n".join(block for block in blocks if block)


def headers_of(message: EmailMessage) -> dict[str, Assertion]:
    """Return what the headers say. Who sent it is the outlet: a letter of a press office has no other."""
    says: dict[str, Assertion] = {}
    if subject := header(message, "subject"):
        says["headline"] = Assertion(value=subject[:500], found="the Subject header")
    try:
        sender = message["from"].addresses[0].display_name if message["from"] else ""
    except (AttributeError, IndexError, ValueError):
        sender = ""
    if sender:
        says["outlet"] = Assertion(value=" ".join(sender.split())[:200], found="the From header")
    if told := parse_time(header(message, "date")):
        found = "the Date header" if has_offset(told) else f"the Date header; {UNKNOWN_OFFSET}"
        says["published"] = Assertion(value=told, found=found)
    if match := re.match(r"[A-Za-z]{2}\b", header(message, "content-language")):
        says["language"] = Assertion(value=match[0].lower(), found="the Content-Language header")
    if match := re.search(r"https?://[^\s<>]{4,900}", header(message, "archived-at")):
        says["url"] = Assertion(value=match[0], found="the Archived-At header")
    return says


def header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except (
        ValueError,
        IndexError,
        AttributeError,
        TypeError,
        email.errors.MessageError,
    ):  # a header nobody can parse
        return ""
