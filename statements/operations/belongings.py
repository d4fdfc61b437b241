"""What an archive has beside its database: uploads, the secret key, and what the environment sets."""

import os
import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from statements.storages import OwnFolder, save_bytes, uploads_storage

from .container import PIECE, measure, sync_path
from .manifest import SECRET_KEY, UPLOADS, Manifest, OperationRefused

# What the environment may set and everybody may see; of all other variables a backup keeps the name alone.
HARMLESS = {
    "ONRECORD_ADDRESS",
    "ONRECORD_API_PER_MINUTE",
    "ONRECORD_DEBUG",
    "ONRECORD_FETCH_AGENT",
    "ONRECORD_FETCH_CONTACT",
    "ONRECORD_FETCH_MAX_BYTES",
    "ONRECORD_FETCH_NETWORKS",
    "ONRECORD_FETCH_PAUSE",
    "ONRECORD_FETCH_PORTS",
    "ONRECORD_FETCH_SECONDS",
    "ONRECORD_HOSTS",
    "ONRECORD_IDLE_MINUTES",
    "ONRECORD_LEASE_SECONDS",
    "ONRECORD_LOG_LEVEL",
    "ONRECORD_MACHINES",
    "ONRECORD_MAX_SOURCE_BYTES",
    "ONRECORD_MAX_UPLOAD_BYTES",
    "ONRECORD_MAX_UPLOAD_FILES",
    "ONRECORD_POOLER",
    "ONRECORD_PRODUCTION",
    "ONRECORD_PROXIES",
    "ONRECORD_SECOND_FACTOR",
    "ONRECORD_SHARED",
    "ONRECORD_STATEMENT_SECONDS",
    "ONRECORD_STORAGE",
    "ONRECORD_TIME_ZONE",
}
OF_THE_PLACE = {"ONRECORD_DATA", "DATABASE_URL"}  # which every place has its own of
KEY_VARIABLE = "ONRECORD_SECRET_KEY"


def uploads_folder() -> Path | None:
    """Return the folder of files that people gave; None where they lie in a storage elsewhere."""
    storage = uploads_storage()
    return Path(storage.base_location) if isinstance(storage, OwnFolder) else None


def uploads() -> Iterator[tuple[str, Path]]:
    """Yield the uploads as (name in a backup, file), by name; links lead elsewhere and are left."""
    folder = uploads_folder()
    if folder is None:
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{UPLOADS}/{path.relative_to(folder).as_posix()}", path


def links_told() -> list[str]:
    """Return what is to be said of uploads that are not part of the file: links, and what lies in a storage elsewhere."""
    folder = uploads_folder()
    if folder is None:
        return ["uploads that wait to be read, which lie in the storage of ONRECORD_STORAGE"]
    links = sum(1 for path in folder.rglob("*") if path.is_symlink())
    return [f"links among the uploads ({links})"] if links else []


def belongings(keys: bool, room: Path) -> dict[str, Path]:
    """Return what goes into a file beside the database, by name; `room` is for what has to be written first."""
    found = dict(uploads())
    if keys:
        key = room / SECRET_KEY
        key.touch(mode=0o600)
        key.write_text(settings.SECRET_KEY)
        found[SECRET_KEY] = key
    return found


def settings_told() -> dict[str, str | None]:
    """Return what the environment sets here; None in the place of what may be a secret."""
    return {
        name: value if name in HARMLESS else None
        for name, value in sorted(os.environ.items())
        if name.startswith("ONRECORD_") and name not in OF_THE_PLACE | {KEY_VARIABLE}
    }


def settings_missing(told: Mapping[str, str | None]) -> list[str]:
    """Return what was set there and is otherwise here, each as a sentence."""
    missing = []
    for name, value in told.items():
        here = os.environ.get(name)
        if value is None and here is None:
            missing.append(f"{name} was set there and is not set here.")
        elif value is not None and here != value:
            missing.append(f"{name} was {value} there and is {here or 'not set'} here.")
    return missing


def key_mark() -> str:
    """Return what tells two secret keys apart and gives neither away."""
    return salted_hmac("statements.operations", "which key", algorithm="sha256").hexdigest()[:16]


def put_uploads_back(folder: Path, away: Path) -> None:
    """Move unpacked uploads to where they belong; what was there goes to `away`, which is thrown away."""
    came = folder / UPLOADS
    target = uploads_folder()
    if target is None:
        for path in sorted(came.rglob("*")):
            if path.is_file():
                with path.open("rb") as file:
                    save_bytes(
                        uploads_storage(),
                        path.relative_to(came).as_posix(),
                        iter(partial(file.read, PIECE), b""),
                    )
        return
    if target.exists():
        shutil.move(target, away)
    if came.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.move(came, target)
        except OSError:  # another disk, and full
            shutil.rmtree(target, ignore_errors=True)
            if away.exists():
                shutil.move(away, target)
            raise
        sync_path(target.parent)


def put_key_back(manifest: Manifest, folder: Path) -> list[str]:
    """Put the secret key in its place if the file has it; return what is to be said of it."""
    if not manifest.has(SECRET_KEY) and manifest.key_mark == key_mark():
        return []
    if not manifest.has(SECRET_KEY):
        return [
            "The secret key is not in it, and this place has another: everybody signs in again, forms and "
            "previews that were open there are to be opened anew, and the same reader reporting again this "
            "month counts as another. To keep it, copy secret_key from the old data folder, or set "
            f"{KEY_VARIABLE}."
        ]
    path = settings.DATA / SECRET_KEY
    (folder / SECRET_KEY).replace(path)
    path.chmod(0o600)
    sync_path(settings.DATA)
    if os.environ.get(KEY_VARIABLE):
        return [f"{KEY_VARIABLE} is set here and is what counts; the key of the backup was put into {path}."]
    return []


def refuse_uploads(manifest: Manifest) -> None:
    """Raise OperationRefused if there are uploads already, other than those that a file has."""
    kept = set(manifest.members)
    if any(measure(file, name) not in kept for name, file in uploads()):
        raise OperationRefused(
            f"{uploads_folder()} is not empty: name another data folder, or say --replace."
        )
