"""The formats that sources come in, those that know their files before those that try all."""

from collections.abc import Iterator
from itertools import chain
from pathlib import PurePath

from .base import Format, RawSource, SourceFile
from .containers import Gzip, Tar, Zip
from .docx import WordDocument
from .feeds import Feed
from .html import SavedPage, WebPage
from .mail import Letter, Mailbox
from .pdf import Pdf
from .tables import Csv, JsonLines
from .text import PlainText
from .warc import Warc

# MHTML is a letter and DOCX a zip, a feed may begin as a page does, and a gzipped WARC or tar is a gzipped file.
FORMATS: tuple[Format, ...] = (
    Warc(),
    Tar(),
    Gzip(),
    WordDocument(),
    Zip(),
    Pdf(),
    Feed(),
    WebPage(),
    SavedPage(),
    Mailbox(),
    Letter(),
    JsonLines(),
    Csv(),
    PlainText(),
)


def format_of(file: SourceFile) -> Format:
    """Return the format of a file, by what stands in it and not by its name."""
    return next(one for one in FORMATS if one.recognises(file))


def read_file(file: SourceFile) -> Iterator[RawSource]:
    """Yield the sources of a file, whatever its format; raise Unreadable if it is none that can be read."""
    one = format_of(file)
    found = one.sources(file)
    if file.after and not one.seeks:
        found = behind(found, file.after)
    # The first one is asked for here: what cannot be read at all is told before anything is done with it.
    first = next(found, None)
    return chain(() if first is None else (first,), found)


def behind(sources: Iterator[RawSource], record: str) -> Iterator[RawSource]:
    """Yield the sources that come after a record."""
    for source in sources:
        if source.record == record:
            break
    yield from sources


def known_suffixes() -> frozenset[str]:
    """Return how the names of files end that a folder is searched for."""
    return frozenset().union(*(one.suffixes for one in FORMATS))


def is_wanted(name: str, file: SourceFile | None = None) -> bool:
    """Is a file of a folder or an archive one to be read: by its name, or by what stands in it?"""
    path = PurePath(name)
    if path.name.startswith(".") or path.name.endswith(".meta.json"):
        return False
    if any(path.name.lower().endswith(suffix) for suffix in known_suffixes()):
        return True
    return file is not None and any(one.by_content and one.recognises(file) for one in FORMATS)
