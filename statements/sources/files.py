"""Files in, sources out: open them safely, hand them to their format, say plainly what cannot be read."""

import errno
import io
import json
import logging
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from statements.typed import as_shown

from .base import (
    MEGABYTE,
    META_KEYS,
    Given,
    Limits,
    RawSource,
    SourceFile,
    Unreadable,
    check_given,
    too_large,
)
from .formats import format_of, is_wanted, read_file

logger = logging.getLogger(__name__)

META_SUFFIX = ".meta.json"
# What ends all reading, whichever file is read.
OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE}
# What a browser puts beside a page that it saves, named after the page.
BESIDE_PAGE = re.compile(r"(?P<page>.+)(?:_files|_fichiers|-Dateien|_archivos|_bestanden|_file)", re.I)
IN_MEMORY = 16 * MEGABYTE


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield "-" and the files among the paths, folders searched through, in a stable order."""
    for name in paths:
        path = Path(name)
        if name == "-" or not path.is_dir():
            yield name
            continue
        found: list[str] = []
        closed: list[OSError] = []
        for folder, folders, files in os.walk(path, onerror=closed.append):
            stems = {Path(file).stem for file in files}
            folders[:] = sorted(f for f in folders if not f.startswith(".") and not belongs_to_page(f, stems))
            found.extend(os.path.join(folder, file) for file in sorted(files) if is_source(folder, file))
        yield from found
        yield from (str(error.filename) for error in closed)  # reading it will say why


def belongs_to_page(folder: str, stems: set[str]) -> bool:
    """Does a folder hold the pictures and scripts of a saved page that lies beside it?"""
    match = BESIDE_PAGE.fullmatch(folder)
    return match is not None and match["page"] in stems


def is_source(folder: str, name: str) -> bool:
    """Is a file of a folder one to be read: by its name, or by what stands in it?"""
    if is_wanted(name):
        return True
    try:
        path = Path(folder, name)
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            return is_wanted(name, SourceFile(origin=name, stream=file))
    except OSError:
        return False
    except Exception:  # whatever it is, reading it will say
        return True


def read_sources(
    name: str,
    limit: int,
    given: Given | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    after: str = "",
) -> Iterator[RawSource]:
    """Yield the sources of a file, or of standard input for "-". Raise Unreadable if there are none.

    `limit` is in bytes, for one article. `given` wins over the JSON file beside the article. `columns` says
    which column holds what; with `after` the records up to and with that one are left out. A record that
    cannot be read is yielded with its refusal.
    """
    try:
        yield from sources_in(name, limit, given or Given(), columns or {}, after)
    except (Unreadable, MemoryError):
        raise
    except OSError as error:
        if error.errno in OF_THE_MACHINE:
            raise
        raise Unreadable(f"the system could not read it: {error.strerror or error}") from None
    except Exception as error:  # whatever a file does to what reads it, the next file is read
        logger.exception("could not read %r", name)
        raise Unreadable(f"reading it failed: {type(error).__name__}: {as_shown(error)}") from None


def sources_in(
    name: str, limit: int, given: Given, columns: Mapping[str, str], after: str
) -> Iterator[RawSource]:
    if name == "-":
        stream = from_standard_input(limit)
        origin = "standard input"
    else:
        path = Path(name)
        stream = open_file(path)
        origin = os.fsencode(path.resolve()).decode("utf-8", "replace")
    with stream:
        if name != "-":
            given = given.over(read_meta(path))
        check_given(given)
        limits = replace(Limits(), article=limit)
        file = SourceFile(origin=origin, stream=stream, limits=limits, columns=columns, after=after)
        if not file.head(1):
            raise Unreadable("it is empty")
        for source in read_file(file):
            yield replace(source, given=given)


def from_standard_input(limit: int) -> BinaryIO:
    """Return what is sent, as a file that can be sought: an article in memory, an archive of many on disk."""
    stream = sys.stdin.buffer
    data = stream.read(limit + 1)
    if len(data) <= limit:
        return io.BytesIO(data)
    file = SourceFile(origin="", stream=io.BytesIO(data), limits=replace(Limits(), article=limit))
    if not holds_many(file):
        raise Unreadable(too_large(limit))
    found = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115, who reads it closes it
    found.write(data)
    while more := stream.read(MEGABYTE):
        found.write(more)
        if found.tell() > Limits().unpacked:
            raise Unreadable("it is more than is taken from standard input; save it as a file")
    found.seek(0)
    return cast(BinaryIO, found)


def holds_many(file: SourceFile) -> bool:
    one = format_of(file)
    return one.seeks or one.name in ("zip", "tar", "gzip", "RSS and Atom")


def open_file(path: Path) -> BinaryIO:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Unreadable("it is a folder that you have no permission to look into")
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("it is no ordinary file")
        return path.open("rb")
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
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{beside.name} beside it is not valid JSON: {as_shown(error)}") from None
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
