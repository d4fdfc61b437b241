"""Files in, sources out: read bytes safely, decode them once, say plainly what cannot be read."""

import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from .extraction.page.language import guess_language

TEXT_SUFFIXES = {".txt", ".text"}
META_SUFFIX = ".meta.json"
META_KEYS = {"outlet", "url", "published"}
# What news is saved in when it is not UTF-8. The detector chooses among these alone: without
# the list it takes short Western texts for one of ninety tables.
ENCODINGS = [
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
BINARY = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b"))


class Unreadable(Exception):
    """A source that cannot be taken in. The message says why, in words for whoever sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is told beside the text: an outlet's name, the address, the publication date."""

    outlet: str = ""
    url: str = ""
    published: str = ""

    def over(self, other: "Given") -> "Given":
        """Return these values, and where one is empty the other's."""
        return Given(
            outlet=self.outlet or other.outlet,
            url=self.url or other.url,
            published=self.published or other.published,
        )

    def as_dict(self) -> dict[str, str]:
        return {key: getattr(self, key) for key in sorted(META_KEYS) if getattr(self, key)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSource:
    """Bytes as they came and their text. `encoding` is the one that the text was decoded from."""

    origin: str
    data: bytes
    text: str
    encoding: str
    given: Given = field(default_factory=Given)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


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
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            found.extend(
                os.path.join(folder, file)
                for file in sorted(files)
                if Path(file).suffix.lower() in TEXT_SUFFIXES and not file.startswith(".")
            )
        yield from found
        yield from (str(error.filename) for error in closed)  # reading it will say why


def read_source(name: str, limit: int, given: Given | None = None) -> RawSource:
    """Return a file's source, or that of standard input for "-". Raise Unreadable if there is none.

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
    text, encoding = decode(data)
    return RawSource(origin=origin, data=data, text=text, encoding=encoding, given=given)


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


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding. Line ends stay as they are; a byte order mark is no text."""
    if not data.strip():
        raise Unreadable("it is empty")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            raise Unreadable("it says that it is UTF-16 text, but is not") from None
        if "\0" in text:
            raise Unreadable("it is not text but binary data")
        return text, "utf-16"
    head = data[:65536]
    if b"\0" in data or sum(head.count(byte) for byte in BINARY) > len(head) // 100:
        raise Unreadable("it is not text but binary data, such as a picture or a PDF")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    best = from_bytes(data[:200_000], cp_isolation=ENCODINGS).best()
    encoding = best.encoding if best else "cp1252"
    for candidate in dict.fromkeys((prefer_western(data, encoding), encoding, "cp1252", "latin-1")):
        try:
            return data.decode(candidate), candidate
        except UnicodeDecodeError:
            continue
    raise Unreadable("its characters are in no encoding that is known here; save it as UTF-8")


WESTERN = {"en", "fr", "de", "es", "pt", "it", "nl", "sv", "id"}


def prefer_western(data: bytes, encoding: str) -> str:
    """Return cp1252 where the plain words are of a Western language, whatever the detector says.

    A few accented letters in an English text fit a dozen tables; the detector takes "São Paulo" for
    Romanian. The words around them tell.
    """
    plain = data[:200_000].decode("ascii", "ignore")
    high = sum(byte >= 0x80 for byte in data[:200_000])
    western = high * 3 < len(plain) and (len(plain) < 200 or guess_language(plain) in WESTERN)
    return "cp1252" if western else encoding


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


def check_given(given: Given) -> None:
    """Raise Unreadable if what is told beside the text cannot be kept."""
    for name, value, longest in (("outlet", given.outlet, 200), ("address", given.url, 1000)):
        if len(value) > longest:
            raise Unreadable(f"the {name} given with it is longer than {longest} characters")
        if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value):
            raise Unreadable(f"the {name} given with it holds characters that are no text")
    if given.url and not re.match(r"https?://[^\s/]+", given.url, re.I):
        raise Unreadable(
            f"the address given with it has to begin with http:// or https://: {given.url[:80]!r}"
        )
    if given.published:
        check_published(given.published)


def check_published(value: str) -> str:
    """Return the precision of a date given as YYYY-MM-DD, YYYY-MM or YYYY; raise Unreadable if bad."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value, re.ASCII)
    if match:
        try:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            return {4: "year", 7: "month", 10: "day"}[len(value)]
        except ValueError:
            pass
    raise Unreadable(f"the publication date {value!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY")
