"""A backup or a dump as one file: a tar compressed with gzip, its manifest first, which any tar program opens.

It is written beside the name that it is to have, and takes the name when it is whole and on the disk: under
the name stands the old file or the new one, whenever power goes. It is read as a stream, in bounded memory,
and believed in nothing: each member has to be a plain file that the manifest names, of that size and that
SHA-256, and nothing may be missing or come behind.
"""

import fcntl
import gzip
import hashlib
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from .manifest import Manifest, Member, OperationRefused, parse_manifest

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 64 * 1024 * 1024  # bytes: some hundred thousand uploads
LARGEST_NAME = 64 * 1024  # bytes of a header that gives a long name
PIECE = 1024 * 1024  # bytes read at a time
LEVEL = 6  # of compression
LOCK = "lock"
MEGABYTE = 1_000_000

Told = Callable[[int, int], None]  # bytes done, bytes in all


# Made


@contextmanager
def room_beside(path: Path, replace: bool) -> Iterator[Path]:
    """Give a folder beside a file that is to be made, for what goes into it. It is gone afterwards.

    What a killed process left of such folders is removed. Raises OperationRefused where the file stands already.
    """
    if not path.parent.is_dir():
        raise OperationRefused(f"There is no folder {path.parent}.")
    if path.is_dir():
        raise OperationRefused(f"{path} is a folder: give the name of a file.")
    if path.exists() and not replace:
        raise OperationRefused(f"{path} is there already: name another file, or say --replace.")
    with working_folder(path.parent, path.name) as folder:
        yield folder


@contextmanager
def working_folder(parent: Path, name: str) -> Iterator[Path]:
    """Give a hidden folder, readable by its owner alone, that is gone afterwards; remove those left by a kill."""
    begin = f".{name}.unfinished-"
    for left in parent.glob(f"{glob_escape(begin)}*"):
        with held(left / LOCK) as free:
            if free:
                shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=begin, dir=parent))
    try:
        with held(folder / LOCK):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def require_room(folder: Path, size: int) -> None:
    """Raise OperationRefused if so many bytes have no room on the disk of a working folder."""
    free = shutil.disk_usage(folder).free
    if free < size:
        raise OperationRefused(
            f"There is no room on the disk of {folder.parent}: {megabytes_of(size)} MB are needed, "
            f"and {free // MEGABYTE} MB are free."
        )


def glob_escape(text: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


@contextmanager
def held(lock: Path) -> Iterator[bool]:
    """Hold a file for as long as this process lives; gives False where another one holds it."""
    try:
        file = lock.open("a")
    except OSError:
        yield False
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def measure(path: Path, name: str) -> Member:
    """Return a file as the member that it is to be."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return Member(name=name, size=path.stat().st_size, sha256=digest.hexdigest())


def pack(
    path: Path,
    manifest: Manifest,
    files: Callable[[str], Path],
    room: Path,
    report: Told,
    replace: bool = False,
) -> None:
    """Write the file: manifest, then its members, which `files` finds by name. `room` is on the same disk.

    Raises OperationRefused if a file is no longer what the manifest says of it.
    """
    draft = room / "packed"
    with draft.open("xb") as raw:
        os.fchmod(raw.fileno(), 0o600)  # it holds accounts
        with (
            gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=LEVEL) as packed,
            tarfile.open(fileobj=packed, mode="w|", format=tarfile.GNU_FORMAT, bufsize=PIECE) as tar,
        ):
            told = manifest.as_json()
            add(tar, MANIFEST, len(told), Bytes(told))
            done = 0
            for one in manifest.members:
                with files(one.name).open("rb") as file:
                    counted = Measured(file, told_as_of_all(done, manifest.size, report))
                    try:
                        add(tar, one.name, one.size, counted)
                    except OSError as error:
                        if error.errno is not None:
                            raise
                        raise OperationRefused(f"{files(one.name)} changed meanwhile: begin again.") from None
                if counted.hexdigest() != one.sha256:
                    raise OperationRefused(f"{files(one.name)} changed meanwhile: begin again.")
                done += one.size
        raw.flush()
        os.fsync(raw.fileno())
    take_name(draft, path, replace)
    sync_path(path.parent)


def take_name(draft: Path, path: Path, replace: bool) -> None:
    if not replace:
        try:
            os.link(draft, path)
        except FileExistsError:
            raise OperationRefused(
                f"{path} was made meanwhile by somebody else: name another file."
            ) from None
        except OSError:
            pass  # a file system without links
        else:
            return
    draft.replace(path)


def add(tar: tarfile.TarFile, name: str, size: int, data: Any) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    tar.addfile(info, data)


def sync_path(path: Path) -> None:
    """Have a file or a folder on the disk and not only on its way."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Measured:
    """A file that is read once: tells how far, and has the SHA-256 of what was read."""

    def __init__(self, file: IO[bytes], tell: Callable[[int], None]) -> None:
        self.file, self.tell = file, tell
        self.size = 0
        self.digest = hashlib.sha256()
        self.hexdigest = self.digest.hexdigest

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.size += len(data)
        self.digest.update(data)
        self.tell(self.size)
        return data


class Bytes:
    def __init__(self, data: bytes) -> None:
        self.data = memoryview(data)

    def read(self, size: int) -> bytes:
        piece, self.data = self.data[:size], self.data[size:]
        return bytes(piece)


# Read


class Plain(tarfile.TarInfo):
    """A header of a plain file, or of a long name; any other kind is refused before its data are looked at."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "Plain":
        header = super().frombuf(buf, encoding, errors)
        if header.type == tarfile.GNUTYPE_LONGNAME and header.size <= LARGEST_NAME:
            return header
        if header.type not in {tarfile.REGTYPE, tarfile.AREGTYPE}:
            raise NotPlain(header.name)
        return header


class UpToTheFault:
    """What is decompressed, read ahead by others: a fault is told when what is behind it is asked for.

    So the member that has the damage is the one that is read when it comes to light.
    """

    def __init__(self, packed: gzip.GzipFile) -> None:
        self.packed = packed
        self.fault: Exception | None = None

    def read(self, size: int) -> bytes:
        pieces = []
        while size > 0 and self.fault is None:
            try:
                piece = self.packed.read1(size)
            except (EOFError, OSError, zlib.error) as error:
                self.fault = error
                break
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece)
        if self.fault is not None and not pieces:
            raise self.fault
        return b"".join(pieces)


class NotPlain(Exception):
    """A member is a link, a folder, a device or of another kind that no backup has."""


class Package:
    """A file that is open for reading. Its manifest is read, its members are still to come."""

    def __init__(self, path: Path, tar: tarfile.TarFile, packed: UpToTheFault) -> None:
        self.path, self.tar, self.packed = path, tar, packed
        self.at = MANIFEST
        self.manifest = self.read_manifest()

    def read_manifest(self) -> Manifest:
        info = self.tar.next()
        data = self.tar.extractfile(info) if info is not None and info.name == MANIFEST else None
        if info is None or data is None:
            raise OperationRefused(
                f"{self.path} is no backup or dump of On Record: it does not begin with {MANIFEST}."
            )
        if info.size > LARGEST_MANIFEST:
            raise OperationRefused(f"{self.path} is refused: its manifest says to be of {info.size} bytes.")
        told = data.read()
        if len(told) != info.size:
            raise EOFError
        return parse_manifest(told, str(self.path))

    def unpack(self, folder: Path | None, report: Told) -> None:
        """Read all members, each checked; with a folder, write them there. Raises OperationRefused.

        Whoever gives a folder throws it away when this fails.
        """
        missing = {one.name: one for one in self.manifest.members}
        if folder is not None:
            require_room(folder, self.manifest.size)
        done = 0
        while (info := self.tar.next()) is not None:
            self.at = info.name
            one = missing.pop(info.name, None)
            if one is None:
                raise OperationRefused(
                    f"{self.path} is refused: its manifest does not name {info.name!r}, or only once."
                )
            if one.size != info.size:
                raise OperationRefused(
                    f"{self.path} is refused: {one.name} has {info.size} bytes, and the manifest says {one.size}."
                )
            place = None
            if folder is not None:
                place = folder / tarfile.data_filter(info, str(folder)).name
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.read_member(info, one, place, told_as_of_all(done, self.manifest.size, report))
            done += one.size
        for name in missing:
            raise OperationRefused(f"{self.path} is damaged: {name} is not in it.")
        self.read_end()

    def read_member(
        self, info: tarfile.TarInfo, one: Member, place: Path | None, tell: Callable[[int], None]
    ) -> None:
        data = self.tar.extractfile(info)
        if data is None:
            raise NotPlain(info.name)
        counted = Measured(data, tell)
        with open(place or os.devnull, "xb" if place else "wb") as out:  # noqa: PTH123
            shutil.copyfileobj(counted, out, PIECE)
            if place is not None:
                os.fchmod(out.fileno(), 0o600)
        if counted.size != one.size:
            raise EOFError
        if counted.hexdigest() != one.sha256:
            raise OperationRefused(
                f"{self.path} is damaged: {one.name} is not what was written (its SHA-256 differs)."
            )

    def read_end(self) -> None:
        """Read on to the end, which proves gzip's own checksum; what is behind the last member may not be much."""
        self.at = "its end"
        rest = self.packed.read(PIECE)
        if rest.strip(b"\0") or self.packed.read(1):
            raise OperationRefused(f"{self.path} is refused: something comes behind its last member.")


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a backup or a dump and read its manifest. Raises OperationRefused, also for faults met while it is read."""
    package = None
    try:
        with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) as packed:
            if raw.read(2) != b"\x1f\x8b":
                raise OperationRefused(
                    f"{path} is no backup or dump of On Record: it is not compressed with gzip."
                )
            raw.seek(0)
            data: Any = UpToTheFault(packed)
            with tarfile.open(fileobj=data, mode="r|", bufsize=PIECE, tarinfo=Plain) as tar:
                package = Package(path, tar, data)
                yield package
    except FileNotFoundError as error:
        if error.filename != str(path):
            raise
        raise OperationRefused(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise OperationRefused(f"{path} is a folder: give the name of a file.") from None
    except PermissionError as error:
        if error.filename != str(path):
            raise
        raise OperationRefused(f"{path} may not be read by this account.") from None
    except NotPlain as error:
        raise OperationRefused(f"{path} is refused: {str(error)!r} in it is no plain file.") from None
    except tarfile.FilterError as error:
        raise OperationRefused(f"{path} is refused: {error}.") from None
    except EOFError:
        raise OperationRefused(
            f"{path} is damaged: it is cut off in {package.at if package else MANIFEST}."
        ) from None
    except (gzip.BadGzipFile, zlib.error, tarfile.TarError) as error:
        where = package.at if package else MANIFEST
        raise OperationRefused(f"{path} is damaged in or behind {where}: {error}.") from None


def told_as_of_all(done: int, total: int, report: Told) -> Callable[[int], None]:
    """Return what tells of a member's bytes as of all, of which so many are done."""
    return lambda size: report(done + size, total)


def megabytes_of(size: int) -> int:
    return -(-size // MEGABYTE)
