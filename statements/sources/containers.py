"""Zip, tar and gzip: what is packed is read as if it lay beside the others, and is never written under its own name.

What stands in an archive is a stranger's: it may unfold without end, hold itself, or name places outside. Its
names are words in messages and no paths; what is large goes through a nameless temporary file.
"""

import gzip
import io
import re
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from typing import IO, BinaryIO, cast

from .base import MEGABYTE, RawSource, SourceFile, Unreadable
from .docx import DAMAGED_ZIP, open_zip
from .warc import unpacked_head

Opener = Callable[[], IO[bytes] | None]  # of a member of an archive

IN_MEMORY = 8 * MEGABYTE
CHUNK = 1 << 18
LONGEST_SIP = 4 * MEGABYTE
FURNITURE = re.compile(
    r"(?:^|/)(?:\.(?!\.?/)|__MACOSX/|[^/]+(?:_files|_fichiers|-Dateien|_archivos|_bestanden)/)", re.I
)
BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


class Zip:
    name = "zip"
    suffixes = frozenset({".zip", ".wacz"})
    by_content = False
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        return file.head(4) in (b"PK\x03\x04", b"PK\x05\x06")

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        try:
            with open_zip(file) as packed:
                members, names = packed.infolist(), frozenset(packed.namelist())
                # A WACZ is a zip with its WARCs in one folder, and indexes and pictures beside.
                crawled = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
                check_members(file, len(members))
                budget = Budget(file, file.size)
                for member in members:
                    if not member.filename:
                        yield file.refused("a file in it has no name; pack it anew")
                        continue
                    if member.is_dir() or (crawled and not member.filename.startswith("archive/")):
                        continue
                    if member.flag_bits & 1:
                        yield file.refused("it is locked with a password", record=member.filename)
                        continue
                    yield from sources_of_member(file, member.filename, partial(packed.open, member), budget)
        except zipfile.BadZipFile:
            raise Unreadable(DAMAGED_ZIP) from None


class Tar:
    name = "tar"
    suffixes = frozenset({".tar", ".tgz", ".tar.gz"})
    by_content = False
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        return unpacked_head(file.head())[257:262] == b"ustar"

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        budget = Budget(file, file.size)
        file.stream.seek(0)
        try:
            with ExitStack() as opened:
                stream: BinaryIO = file.stream
                if file.head(2) == b"\x1f\x8b":
                    stream = opened.enter_context(
                        budget.unpack(gzip.GzipFile(fileobj=file.stream, mode="rb"))
                    )
                    budget = Budget(file, file.size)
                packed = opened.enter_context(tarfile.open(fileobj=Sips(stream), mode="r:"))
                for number, member in enumerate(packed, start=1):
                    check_members(file, number)
                    if member.isfile():
                        yield from sources_of_member(
                            file, member.name, partial(packed.extractfile, member), budget
                        )
        except (tarfile.TarError, zlib.error, EOFError, OSError):
            raise Unreadable("it is a tar that is damaged or cut off; pack it anew") from None


class Sips(io.RawIOBase):
    """A file that gives no more than some megabytes at once: a tar may say that a name in it is as long as it likes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= LONGEST_SIP:
            raise tarfile.ReadError("a header of that size is none")
        return self.stream.read(size)

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        return self.stream.seek(place, whence)

    def tell(self) -> int:
        return self.stream.tell()


class Gzip:
    name = "gzip"
    suffixes = frozenset({".gz"})
    by_content = False
    seeks = True

    def recognises(self, file: SourceFile) -> bool:
        return file.head(3) == b"\x1f\x8b\x08"

    def sources(self, file: SourceFile) -> Iterator[RawSource]:
        from .formats import read_file

        budget = Budget(file, file.size)
        file.stream.seek(0)
        try:
            with (
                gzip.GzipFile(fileobj=file.stream, mode="rb") as packed,
                closing(budget.unpack(packed)) as unpacked,
            ):
                # What is told with it (columns, a server's words, where to go on) is told of what it holds.
                inner = replace(file.part("", unpacked), after=file.after)
                yield from read_file(inner)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise Unreadable("it is a gzipped file that is damaged or cut off; pack it anew") from None


class Budget:
    """How far what a file packs may unfold: what is far larger than its packing is a trap."""

    def __init__(self, file: SourceFile, packed: int) -> None:
        limits = file.limits
        self.limit = min(limits.unpacked, max(limits.small, packed * limits.times))
        self.used = 0

    def spend(self, size: int, told: int = 0) -> None:
        self.used += size
        if self.used > self.limit or told > self.limit:
            raise Unreadable(
                f"it unpacks to more than {self.limit / MEGABYTE:,.0f} MB, far more than an archive of articles does; "
                "unpack it yourself if you trust it"
            )

    def unpack(self, stream: IO[bytes] | gzip.GzipFile) -> BinaryIO:
        """Return what a stream holds as a file that can be sought: in memory, or nameless on disk where it is large."""
        found = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115, who reads it closes it
        try:
            while more := stream.read(CHUNK):
                self.spend(len(more))
                found.write(more)
        except BaseException:
            found.close()
            raise
        found.seek(0)
        return cast(BinaryIO, found)


def check_members(file: SourceFile, count: int) -> None:
    if count > file.limits.members:
        raise Unreadable(
            f"it holds more than {file.limits.members:,} files, the most that are read; pack them in parts"
        )


def sources_of_member(file: SourceFile, name: str, opened: Opener, budget: Budget) -> Iterator[RawSource]:
    """Yield the sources of one file in an archive, if it is one that a folder would be searched for."""
    from .formats import is_wanted, read_file

    if FURNITURE.search(name):
        return
    name = name.replace("\n", " ")[:500]
    try:
        stream = opened()
        if stream is None:
            return
        with closing(stream), closing(budget.unpack(stream)) as unpacked:
            part = file.part(name, unpacked)
            if is_wanted(name, part):
                yield from read_file(part)
    except Unreadable as error:
        if budget.used > budget.limit:
            raise
        yield file.refused(str(error), record=name)
    except BROKEN:
        yield file.refused("it is damaged, or packed in a way that is not known here", record=name)
