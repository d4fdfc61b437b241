"""The data folder: everything that an archive holds beside its code."""

import os
import secrets
import socket
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

BOOT = Path("/proc/sys/kernel/random/boot_id")
ALERTS_KEY = "alerts_key"  # the file in the data folder
BASE_DIR = Path(__file__).resolve().parent.parent
# What a person decided is on the disk before they are told so. What is only worked out again after a power cut
# (reading, the index) waits for no disk; the database is whole either way.
WORKS_OUT = {"ingest", "reread", "index", "follow", "fetch", "intake", "benchmark_search"}


def sqlite_pragmas(command: str) -> str:
    """Return how a process of `manage.py` with this command opens SQLite; "" is any other process.

    A write-ahead log, and for the disk it waits as WORKS_OUT says. What makes pages maps the file, and has no copy
    of what it reads; who works rows out reads little twice, and holds 130 MB less without.
    """
    works_out = command in WORKS_OUT
    return (
        f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'NORMAL' if works_out else 'FULL'}; "
        f"PRAGMA cache_size=-16000; PRAGMA mmap_size={0 if works_out else 134217728}; PRAGMA temp_store=MEMORY;"
    )


def refuse_to_start(why: str) -> NoReturn:
    """Say in a sentence what of the settings cannot be used, and end: this is read before Django can say anything."""
    print(why, file=sys.stderr)
    raise SystemExit(2)


def data_folder() -> Path:
    """Return the folder for database, index, secret key and static files, made if missing.

    One that cannot be used is told in a sentence, and the process ends.
    """
    folder = Path(os.environ.get("ONRECORD_DATA") or BASE_DIR / "var").expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(folder, os.R_OK | os.X_OK):
            raise PermissionError(None, "Permission denied", str(folder))
    except OSError as error:
        refuse_to_start(
            f"The data folder {folder} cannot be used: {error.strerror}. Set ONRECORD_DATA to a folder that is yours."
        )
    return folder


def secret_key(folder: Path) -> str:
    """Return the secret key from the environment or from the folder, made on first use."""
    return kept_key(folder, "secret_key", "secret key", "ONRECORD_SECRET_KEY")


@lru_cache(maxsize=4)
def alerts_key(folder: Path) -> str:
    """Return the key of what is encrypted in the database, as the secret key. No backup holds it: a copy is kept elsewhere."""
    return kept_key(folder, ALERTS_KEY, "key of readers' addresses", "ONRECORD_ALERTS_KEY")


def kept_key(folder: Path, name: str, called: str, variable: str) -> str:
    """Return a key from the environment or from a file, made on first use, which its owner alone can read.

    Two processes that start at once agree on one key.
    """
    given = os.environ.get(variable)
    if given:
        return given
    path = folder / name
    try:
        make_key(folder, path)
        return path.read_text().strip()
    except OSError as error:
        refuse_to_start(
            f"The {called} {path} cannot be read or made: {error.strerror}. Give it to the user that runs this, or "
            f"set {variable}."
        )


def make_key(folder: Path, path: Path) -> None:
    if not path.exists():
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")  # readable by its owner alone
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        draft = Path(name)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its key counts
        except OSError:
            draft.replace(path)  # a file system without links
        finally:
            draft.unlink(missing_ok=True)


@lru_cache(maxsize=8)
def machine_of(folder: Path) -> str:
    """Return what tells a folder on this machine from all others, beginning with the name of the machine.

    The number of the boot is in it, so that a copy of a whole machine is another one.
    """
    make_key(folder, folder / "machine")
    boot = BOOT.read_text()[:8] if BOOT.exists() else ""
    return f"{socket.gethostname()[:60]} {boot} {(folder / 'machine').read_text()[:12]}"
