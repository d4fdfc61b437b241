"""Where files lie that are no part of the database: what was given and waits to be read, and what was made to be fetched.

Two of Django's storages: `default` for uploads, `exports` for files of results. Both are folders of the data folder,
or of the folder that several machines share (ONRECORD_SHARED), or whatever storage ONRECORD_STORAGE names.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

IN_MEMORY = 1_000_000  # bytes; what is more goes through a temporary file to a storage that wants one


def uploads_storage() -> Storage:
    return storages["default"]


def exports_storage() -> Storage:
    return storages["exports"]


class OwnFolder(FileSystemStorage):
    """A folder of the archive's, readable by its owner alone. A file has its name when it is whole and on the disk."""

    def __init__(self, name: str = "") -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)
        self.name = name

    @property
    def base_location(self) -> str:
        if self.name == "uploads" and settings.MEDIA_ROOT:
            return str(settings.MEDIA_ROOT)
        return str(Path(settings.ONRECORD_SHARED or settings.DATA) / self.name)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).resolve())

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = target.with_name(f"{target.name}.part")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(target)
        finally:
            draft.unlink(missing_ok=True)
        return name


class Arriving:
    """Bytes as they come, which are counted and hashed on their way."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces = pieces
        self.size, self.digest = 0, hashlib.sha256()

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            self.digest.update(piece)
            yield piece


@contextmanager
def as_file(coming: Arriving) -> Iterator[IO[bytes]]:
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        for chunk in coming.chunks():
            file.write(chunk)
        file.seek(0)
        yield file


def save_bytes(storage: Storage, path: str, pieces: Iterable[bytes]) -> Arriving:
    """Keep bytes under a path, whole or not at all; return what tells their size and digest."""
    coming = Arriving(pieces)
    if isinstance(storage, OwnFolder):
        storage.save(path, cast(Any, coming))
    else:
        with as_file(coming) as file:
            storage.save(path, File(file, name=path))
    return coming


def names_in_folder(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    """Return the folders and the files of a folder; none where it is not there yet."""
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def open_bytes(storage: Storage, path: str) -> BinaryIO:
    """Open what is kept under a path. Raises OSError."""
    return cast(BinaryIO, storage.open(path, "rb"))
