"""JSON Lines and CSV: a source a line, its columns named by the usual words or as they are told."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .base import MEGABYTE, Assertion, RawSource, SourceFile, Unreadable
from .child import parse_apart
from .decoding import decode
from .html import as_fields, page_of
from .times import UNKNOWN_OFFSET, has_offset, parse_time

# What columns are called, the likeliest first. Letter case and what is no letter do not matter.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "articletext", "articlebody", "fulltext", "maintext", "content", "plaintext", "article", "story"),
    "html": ("html", "rawhtml", "htmlcontent", "contenthtml", "bodyhtml", "pagehtml", "page"),
    "url": ("url", "link", "address", "sourceurl", "articleurl", "canonicalurl", "permalink", "href", "uri", "weburl"),
    "headline": ("headline", "title", "articletitle", "heading", "headlines"),
    "published": ("published", "publishedat", "publisheddate", "publicationdate", "publishdate", "datepublished", "pubdate", "date", "datetime", "timestamp", "publishtime", "created"),
    "modified": ("modified", "modifiedat", "datemodified", "updated", "updatedat", "datemodify", "lastmodified"),
    "outlet": ("outlet", "publisher", "sitename", "site", "newspaper", "publication", "source", "sourcename", "sourcedomain", "media", "domain"),
    "byline": ("byline", "author", "authors", "creator", "writer", "by"),
    "language": ("language", "lang", "languagecode"),
}  # fmt: skip
AS_CLAIMED = {"title": "headline", "author": "byline"}  # the words that --column takes as well
LONGEST_ROW = 4  # articles; what is longer has a mark that was never closed
MOST_UNCLOSED = 20
OBJECT = re.compile(rb"\s*\{\s*\"[^\"\n]{0,200}\"\s*:")
EXTRACTOR = "columns 1"
DELIMITERS = ",;\t|"
MARKUP = re.compile(r"<(?:p|div|br|html|body|article|span|h\d)\b[^>]*>", re.I)


class JsonLines:
    name = "JSON Lines"
    suffixes = frozenset({".jsonl", ".ndjson", ".jl"})
    by_content = False
    seeks = True

    def recognises(self, file: SourceFile) -> bool:
        first = file.head().removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 3)[:3]
        return any(OBJECT.match(line) for line in first)

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        past = not file.after
        for number, line in numbered_lines(file):
            record = str(number)
            if not past:
                past = record == file.after
                continue
            if line is None:
                yield file.refused(too_long(file), record=record)
                continue
            if not line.strip():
                continue
            try:
                row = json.loads(line.decode("utf-8-sig"))
                if not isinstance(row, dict):
                    raise ValueError
            except (ValueError, RecursionError):
                yield file.refused("it is no object of JSON in one line of UTF-8", record=record, data=line)
                continue
            yield source_of_row(file, record, line, {str(k): v for k, v in row.items()}, "key")


class Csv:
    name = "CSV"
    suffixes = frozenset({".csv", ".tsv"})
    by_content = False
    seeks = True

    def recognises(self, file: SourceFile) -> bool:
        head = file.head()
        if b"\n" not in head.strip() or b"\0" in head[:1000]:
            return False
        first = head.removeprefix(b"\xef\xbb\xbf").splitlines()[0].decode("utf-8", "replace")
        names = next(csv.reader([first], delimiter=parted_by(first)), [])
        found = columns_of(names, file.columns)
        return 1 < len(names) <= 500 and ("text" in found or "html" in found)

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        _text, encoding = decode(file.head(65536))
        encoding = "utf-8-sig" if encoding == "utf-8" else encoding
        csv.field_size_limit(max(csv.field_size_limit(), 16 * file.limits.article))
        past = not file.after
        names: list[str] | None = None
        delimiter = ","
        for number, data in numbered_rows(file):
            record = str(number)
            if data is None:
                yield file.refused(too_long(file), record=record)
                continue
            text = data.decode(encoding, "replace")
            if names is None:
                delimiter = parted_by(text)
            row = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
            if names is None:
                names = row
            elif past and any(cell.strip() for cell in row):
                if len(row) > len(names):
                    yield file.refused(
                        "it has more cells than the first line has columns", record=record, data=data
                    )
                else:
                    yield source_of_row(file, record, data, dict(zip(names, row, strict=False)), "column")
            past = past or record == file.after


def too_long(file: SourceFile) -> str:
    return f"it is a line of more than {file.limits.article / MEGABYTE:g} MB, the most of an article; --max-size raises that"


def numbered_lines(file: SourceFile, start: int = 0, number: int = 0) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number, line) as they come, counted from 1; None for a line that is too long, which is passed over."""
    file.stream.seek(start)
    limit = 2 * file.limits.article  # letters may be written in six
    while line := file.stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = file.stream.readline(MEGABYTE)
            yield number, None
        else:
            yield number, line


def numbered_rows(file: SourceFile) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number of the first line, bytes) of rows: a row goes on while a quotation mark is open.

    A mark that is never closed would take in all that follows: such a row is given up, and reading goes on
    with its second line.
    """
    start = number = given_up = 0
    while True:
        row = whole_row(file, start, number)
        if row is None:
            return
        lines, closed, following = row
        if closed:
            yield (
                number + 1,
                lines[0] if len(lines) == 1 else None if None in lines else b"".join(filter(None, lines)),
            )
            start, number = following, number + len(lines)
        else:
            yield number + 1, None
            given_up += 1
            if given_up > MOST_UNCLOSED:
                raise Unreadable(
                    "its quotation marks do not match; write the table anew, with a program that makes CSV"
                )
            start, number = start + len(lines[0] or b""), number + 1


def whole_row(file: SourceFile, start: int, number: int) -> tuple[list[bytes | None], bool, int] | None:
    """Return the lines of a row that begins at an offset, whether it ends, and where the next one begins."""
    lines: list[bytes | None] = []
    size = marks = 0
    for _number, line in numbered_lines(file, start, number):
        lines.append(line if size <= 2 * file.limits.article else None)
        size += len(line or b"")
        marks += (line or b"").count(b'"')
        if line is None or marks % 2 == 0:
            return lines, True, file.stream.tell()
        if size > LONGEST_ROW * file.limits.article:
            break
    return (lines, False, start) if lines else None


def parted_by(line: str) -> str:
    return max(DELIMITERS, key=line.count)


def columns_of(names: list[str] | Mapping[str, Any], told: Mapping[str, str]) -> dict[str, str]:
    """Return which column holds what: as it is told, else by the usual words."""
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(re.sub(r"[\W_]", "", name.lower()), name)
    found = {}
    for what, words in COLUMNS.items():
        if match := next((folded[word] for word in words if word in folded), None):
            found[what] = match
    for what, name in told.items():
        if name in names:
            found[AS_CLAIMED.get(what, what)] = name
            if what in ("text", "html"):
                found.pop("html" if what == "text" else "text", None)
    return found


def source_of_row(file: SourceFile, record: str, data: bytes, row: Mapping[str, Any], kind: str) -> RawSource:
    """Return the source that a row is, or its refusal."""
    found = columns_of(row, file.columns)
    values = {what: as_text(row[name]) for what, name in found.items()}
    says = claims_of_row(values, found, kind)
    html, text = values.get("html", ""), values.get("text", "")
    try:
        if len(max(html, text, key=len)) > file.limits.article:
            raise Unreadable(too_long(file))
        if html.strip():
            fields = page_of(html.encode("utf-8", "replace"), charset="utf-8", url=values.get("url", ""))
            return file.source(data, **fields | {"says": fields["says"] | says}, record=record)
        if not text.strip():
            named = (
                f"has no {kind} with a text"
                if "text" not in found
                else f"has nothing in its {kind} {found['text']!r}"
            )
            raise Unreadable(f"it {named}; tell which it is: --column text=NAME")
        if len(MARKUP.findall(text[:5000])) > 1:
            fields = as_fields(parse_apart("fragment", text.encode("utf-8", "replace")))
        else:
            fields = {"text": text, "encoding": "utf-8", "extractor": EXTRACTOR}
    except Unreadable as error:
        return file.refused(str(error), record=record, data=data)
    head = f"{values['headline'].strip()}\n\n" if values.get("headline", "").strip() else ""
    if head and fields["text"].lstrip().startswith(head.strip()):
        head = ""  # the text has its headline
    shown = head + fields["shown"] if fields.get("shown") else ""
    fields |= {"text": head + fields["text"], "head": len(head), "says": says, "shown": shown}
    return file.source(data, **fields, record=record)


def claims_of_row(values: Mapping[str, str], found: Mapping[str, str], kind: str) -> dict[str, Assertion]:
    says: dict[str, Assertion] = {}
    for what in ("headline", "outlet", "byline", "published", "modified", "language", "url"):
        value = " ".join(values.get(what, "").split())
        where = f"the {kind} {found.get(what)}"
        if what in ("published", "modified"):
            value = parse_time(value) or ""
            where = where if has_offset(value) else f"{where}; {UNKNOWN_OFFSET}"
        elif what == "url" and not re.fullmatch(r"https?://\S{3,990}", value):
            value = ""
        elif what == "language":
            value = match[0].lower() if (match := re.match(r"[A-Za-z]{2,3}\b", value)) else ""
        if value and len(value) <= 500:
            says[what] = Assertion(value=value, found=where)
    return says


def as_text(value: Any) -> str:
    """Return a value of JSON as text: a list of names joined, a number as it is written."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return " and ".join(as_text(one) for one in value[:50] if isinstance(one, str))
    if isinstance(value, dict):
        return as_text(value.get("name") or "")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
