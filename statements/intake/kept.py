"""The bytes of what was given: they lie in the uploads folder, each under a name of our own, until they are read."""

import hashlib
import os
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings

from statements.sources.base import Unreadable

FOLDER = "intake"
STRAY = 24 * 60 * 60  # seconds: a younger file may be one whose row is being written


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes in the uploads folder: where, how many, and their SHA-256."""

    path: str
    size: int
    sha256: str


def uploads_folder() -> Path:
    """Return the folder of files that people gave: `MEDIA_ROOT`, or else `uploads` in the data folder."""
    return Path(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else settings.DATA / "uploads"


def keep_bytes(chunks: Iterable[bytes]) -> Kept:
    """Write bytes to the disk, as they come; the file has its name when it is whole."""
    path = f"{FOLDER}/{uuid4().hex}"
    target = uploads_folder() / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        with draft.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return Kept(path, size, digest.hexdigest())


def open_kept(path: str) -> BinaryIO:
    """Open bytes that were kept; raise Unreadable if they are no longer there."""
    try:
        return (uploads_folder() / path).open("rb")
    except OSError:
        raise Unreadable("its bytes are no longer here; give it once more") from None


def is_kept(path: str) -> bool:
    return bool(path) and (uploads_folder() / path).is_file()


def forget_kept(paths: Iterable[str]) -> None:
    for path in paths:
        if path:
            (uploads_folder() / path).unlink(missing_ok=True)


def forget_strays(known: Collection[str]) -> int:
    """Remove files that no row knows: what was being given when the program ended. Return how many."""
    folder = uploads_folder() / FOLDER
    strays = [
        path
        for path in folder.glob("*")
        if f"{FOLDER}/{path.name}" not in known and time.time() - path.stat().st_mtime > STRAY
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
