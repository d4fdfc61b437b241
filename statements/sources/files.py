"""Files in, sources out: read bytes safely, hand them to their format, say plainly what cannot be read."""

import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from .base import META_KEYS, Given, RawSource, Unreadable, check_given
from .formats import format_of, known_suffixes

META_SUFFIX = ".meta.json"


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield "-" and the files among the paths, folders searched through, in a stable order."""
    suffixes = known_suffixes()
    for name in paths:
        path = Path(name)
        if name == "-" or not path.is_dir():
            yield name
            continue
        found: list[str] = []
        closed: list[OSError] = []
        for folder, folders, files in os.walk(path, onerror=closed.append):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            found.extend(
                os.path.join(folder, file)
                for file in sorted(files)
                if Path(file).suffix.lower() in suffixes and not file.startswith(".")
            )
        yield from found
        yield from (str(error.filename) for error in closed)  # reading it will say why


def read_sources(name: str, limit: int, given: Given | None = None) -> Iterator[RawSource]:
    """Yield the sources of a file, or of standard input for "-". Raise Unreadable if there are none.

    `limit` is in bytes. `given` wins over the JSON file beside the article.
    """
    given = given or Given()
    if name == "-":
        data = sys.stdin.buffer.read(limit + 1)
        origin = "standard input"
    else:
        path = Path(name)
        data = read_bytes(path, limit)
        origin = os.fsencode(path.resolve()).decode("utf-8", "replace")
        given = given.over(read_meta(path))
    if len(data) > limit:
        raise Unreadable(too_large(limit))
    check_given(given)
    for source in format_of(data).sources(origin, data):
        yield replace(source, given=given)


def too_large(limit: int) -> str:
    return (
        f"it is larger than {limit / 1048576:g} MB, the most that is read; --max-size raises that for one run"
    )


def read_bytes(path: Path, limit: int) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Unreadable("it is a folder that you have no permission to look into")
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("it is no ordinary file")
        if found.st_size > limit:
            raise Unreadable(too_large(limit))
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise Unreadable("there is no such file (any more)") from None
    except PermissionError:
        raise Unreadable("you have no permission to read it") from None
    except OSError as error:
        raise Unreadable(f"the system could not read it: {error.strerror}") from None


def read_meta(path: Path) -> Given:
    """Return what the JSON file of the same name says: `x.txt` has `x.meta.json` beside it."""
    beside = path.with_name(path.stem + META_SUFFIX)
    try:
        if not beside.is_file():
            return Given()
        values: Any = json.loads(beside.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Unreadable(f"{beside.name} beside it is not valid JSON: {error}") from None
    if not isinstance(values, dict):
        raise Unreadable(f"{beside.name} beside it has to hold one JSON object")
    unknown = sorted(set(values) - META_KEYS)
    if unknown:
        raise Unreadable(
            f"{beside.name} beside it has the unknown key {unknown[0]!r}; known are outlet, published and url"
        )
    if not all(isinstance(value, str) for value in values.values()):
        raise Unreadable(f"{beside.name} beside it has a value that is no text")
    return Given(**values)
