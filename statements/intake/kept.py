"""The bytes of what was given: they lie in the storage of uploads, each under a name of our own, until they are read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO
from uuid import uuid4

from django.utils import timezone

from statements.sources.base import Unreadable
from statements.storages import names_in_folder, open_bytes, save_bytes, uploads_storage

FOLDER = "intake"
STRAY = 24 * 60 * 60  # seconds: a younger file may be one whose row is being written


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes in the storage of uploads: where, how many, and their SHA-256."""

    path: str
    size: int
    sha256: str


def keep_bytes(chunks: Iterable[bytes]) -> Kept:
    """Keep bytes as they come; they have their name when they are whole."""
    path = f"{FOLDER}/{uuid4().hex}"
    came = save_bytes(uploads_storage(), path, chunks)
    return Kept(path, came.size, came.digest.hexdigest())


def open_kept(path: str) -> BinaryIO:
    """Open bytes that were kept; raise Unreadable if they are no longer there."""
    try:
        return open_bytes(uploads_storage(), path)
    except OSError:
        raise Unreadable("its bytes are no longer here; give it once more") from None


def is_kept(path: str) -> bool:
    return bool(path) and uploads_storage().exists(path)


def forget_kept(paths: Iterable[str]) -> None:
    for path in paths:
        if path:
            uploads_storage().delete(path)


def forget_strays(known: Collection[str]) -> int:
    """Remove files that no row knows: what was being given when the program ended. Return how many."""
    storage = uploads_storage()
    unknown = [
        path for name in names_in_folder(storage, FOLDER)[1] if (path := f"{FOLDER}/{name}") not in known
    ]
    young = timezone.now() - timedelta(seconds=STRAY)
    strays = [path for path in unknown if storage.get_modified_time(path) < young]
    forget_kept(strays)
    return len(strays)
