"""WARC, as crawlers write it, packed or not, of any size: each page, document and feed in it is a source.

The name of a record is its offset in the file, at which reading can begin again. A record that says a wrong
length is refused, and the next one is looked for behind it.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from .base import MEGABYTE, RawSource, SourceFile, Unreadable
from .times import believed_moment

BEGINS = re.compile(rb"WARC/(?:0\.\d+|1\.[01])\r?\n")
PACKED = b"\x1f\x8b"
CHUNK = 1 << 16
# What can hold an article. Pictures, styles and scripts are passed over without a word.
KINDS = re.compile(
    r"text/(?:html|plain|xml)|application/(?:xhtml\+xml|pdf|rss\+xml|atom\+xml|xml|"
    r"vnd\.openxmlformats-officedocument\.wordprocessingml\.document)"
)
LONGEST_SKIP = 4096 * MEGABYTE
BROKEN = (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError, KeyError, AttributeError, TypeError)


class Warc:
    name = "WARC"
    suffixes = frozenset({".warc", ".warc.gz"})
    by_content = True
    seeks = True

    def recognises(self, file: SourceFile) -> bool:
        return BEGINS.match(unpacked_head(file.head())) is not None

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        packed = file.head(2) == PACKED
        at = int(file.after) if file.after.isdigit() else 0
        passed = not file.after
        if packed and at and not starts_record(file.stream, at):
            yield from packed_as_a_whole(file, file.after)
            return
        while True:
            file.stream.seek(at)
            last = at
            try:
                for offset, record in records(file.stream):
                    last = at + offset
                    if passed:
                        yield from sources_of_record(file, record, str(last))
                    passed = True
                return
            except Swallowed as error:
                reason = str(error)
            except BROKEN as error:
                if packed and not at and "non-chunked" in str(error):
                    yield from packed_as_a_whole(file, "0")
                    return
                reason = "its length is not what it says, or it is cut off"
            if passed:
                yield file.refused(f"{reason}; reading goes on with the next record", record=str(last))
            passed = True
            following = next_record(file.stream, last + 1, packed)
            if following is None:
                return
            at = following


def packed_as_a_whole(file: SourceFile, after: str) -> Iterator[RawSource]:
    """Yield what follows a record where all records were packed into one: offsets are then of what is unpacked."""
    from .containers import Budget

    file.stream.seek(0)
    with (
        gzip.GzipFile(fileobj=file.stream, mode="rb") as packed,
        Budget(file, file.size).unpack(packed) as unpacked,
    ):
        yield from Warc().sources(replace(file, stream=unpacked, after=after))


class Swallowed(Exception):
    """A record holds the beginning of the next one: the length that it says is too long."""


def unpacked_head(head: bytes) -> bytes:
    """Return the first bytes of what a gzipped file holds, or the bytes where it is none."""
    if not head.startswith(PACKED):
        return head
    with suppress(zlib.error):
        return zlib.decompressobj(31).decompress(head, 4096)
    return b""


def records(stream: BinaryIO) -> Iterator[tuple[int, ArcWarcRecord]]:
    """Yield (offset from here, record); what is left unread of a record is passed over, up to a bound."""
    iterator = ArchiveIterator(stream)
    for record in iterator:
        yield iterator.offset, record
        left = 0
        while more := record.raw_stream.read(CHUNK):
            left += len(more)
            if left > LONGEST_SKIP:
                raise ArchiveLoadFailed("a record without an end")


def sources_of_record(file: SourceFile, record: ArcWarcRecord, name: str) -> Iterator[RawSource]:
    """Yield the sources of a record: of an answer of a server, of a resource, of a text that was taken out."""
    from .formats import read_file

    if record.rec_type not in ("response", "resource", "conversion"):
        return
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    kind = (headers.get_header("Content-Type") or "") if headers is not None else ""
    status = (
        record.http_headers.get_statuscode()
        if record.rec_type == "response" and record.http_headers
        else "200"
    )
    if status != "200" or KINDS.match(kind.strip().lower()) is None:
        return
    data = payload_of(record, file.limits.article)
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if data is None:
        yield file.refused(
            f"{url or 'it'} is larger than {file.limits.article / MEGABYTE:g} MB, the most of an article",
            record=name,
        )
        return
    if b"\r\n\r\nWARC/1." in data:
        raise Swallowed("its length is not what it says: it holds the beginning of another record")
    charset = match[1] if (match := re.search(r"charset=[\"']?([\w.:-]{2,40})", kind, re.I)) else ""
    language = (record.http_headers.get_header("Content-Language") or "") if record.http_headers else ""
    part = file.part(
        name, data, charset=charset, url=url if re.match(r"https?://", url) else "", language=language
    )
    captured = time_of(record.rec_headers.get_header("WARC-Date") or "")
    try:
        yield from read_file(replace(part, depth=file.depth, captured=captured))
    except Unreadable as error:
        yield file.refused(str(error), record=name, data=data)


def time_of(told: str) -> datetime | None:
    """Return when a record says that it was got, None where it does not say so with its zone."""
    try:
        found = datetime.fromisoformat(told.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return believed_moment(found)


def payload_of(record: ArcWarcRecord, limit: int) -> bytes | None:
    """Return what a record holds, unchunked and unpacked; None where it is larger than the limit."""
    stream = record.content_stream()
    data = bytearray()
    while more := stream.read(CHUNK):
        data += more
        if len(data) > limit:
            return None
    return bytes(data)


def next_record(stream: BinaryIO, start: int, packed: bool) -> int | None:
    """Return where the next record begins at or behind an offset, None where none does."""
    begins = re.compile(rb"\x1f\x8b\x08") if packed else re.compile(rb"(?<=\n)WARC/1\.[01]\r?\n")
    stream.seek(start)
    before, at = b"", start
    while more := stream.read(CHUNK):
        window = before + more
        for match in begins.finditer(window):
            offset = at - len(before) + match.start()
            if not packed or starts_record(stream, offset):
                return offset
        before, at = window[-16:], at + len(more)
        stream.seek(at)
    return None


def starts_record(stream: BinaryIO, offset: int) -> bool:
    """Does a packed record of a WARC begin here? Three bytes may stand anywhere by chance."""
    stream.seek(offset)
    return BEGINS.match(unpacked_head(stream.read(4096))) is not None
