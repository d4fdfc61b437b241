"""What Whoosh pickles, kept as JSON: a file of the index can say what is wrong, and never what is run.

Whoosh 2.7.4 unpickles its table of contents, the ends of its hash files, the directory of its compound
files, terms with their postings inline, stored fields and compressed columns. Whoever can write one file
of the index would run what they like in the web process. Here every such door of Whoosh is closed for the
whole process: what is needed is read as JSON, and what is never written is refused.
"""

import json
import re
from typing import Any

from whoosh import columns, index
from whoosh.codec import whoosh3
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.util import loading

LARGEST = 256 * 1024 * 1024  # bytes of one table
SEGMENT_ID = re.compile(r"[0-9a-z]{8,32}")


class Pickled(ValueError):
    """A file of the index holds something that only unpickling would make sense of."""


def refuse_pickles(*_: Any, **__: Any) -> Any:
    raise Pickled("it holds a pickle, which is not read: make the index anew")


def as_plain_bytes(value: Any, protocol: int = -1) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def write_plain(file: StructFile, value: Any, protocol: int = -1) -> None:
    file.write_string(as_plain_bytes(value))


def read_plain(file: StructFile) -> Any:
    """Return what `write_plain` wrote. Raises Pickled for anything else."""
    size = file.read_varint()
    if size > LARGEST:
        refuse_pickles()
    return parse_plain(bytes(file.read(size)))


def parse_plain(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return refuse_pickles()


def close_doors() -> None:
    """Take unpickling out of Whoosh, in this process and for good."""
    for kind in (StructFile, BufferFile):
        kind.read_pickle, kind.write_pickle = read_plain, write_plain
    for module in (whoosh3, columns):
        module.loads = refuse_pickles
    # whoosh.formats still unpickles places that our own reader encoded a moment before, from arrays: no file's bytes.
    index.toc_loaders.clear()  # tables of Whoosh before version 2
    loading.RenamingUnpickler.load = refuse_pickles


def table_of_contents(name: str, generation: int, fields: list[str], segments: list[dict[str, Any]]) -> bytes:
    """Return a table of contents as it is written."""
    told = {"index": name, "generation": generation, "fields": fields, "segments": segments}
    return as_plain_bytes(told)


def parse_table(data: bytes, name: str, generation: int, fields: list[str]) -> list[dict[str, Any]]:
    """Return the segments that a table of contents names, each checked. Raises Pickled or ValueError.

    A name of a file is one of the segment's own in the same folder, whatever the table says.
    """
    told = parse_plain(data)
    if not isinstance(told, dict) or (told.get("index"), told.get("generation")) != (name, generation):
        raise ValueError("the table of contents is not of this index")
    if told.get("fields") != fields:
        raise ValueError("the table of contents has other fields")
    segments = told.get("segments")
    if not isinstance(segments, list):
        raise ValueError("the table of contents names no segments")
    for one in segments:
        check_segment(one, name)
    return segments


def check_segment(one: Any, name: str) -> None:
    fine = (
        isinstance(one, dict)
        and isinstance(one.get("id"), str)
        and SEGMENT_ID.fullmatch(one["id"]) is not None
        and is_count(one.get("documents"))
        and isinstance(one.get("deleted"), list)
        and all(is_count(number) and number < one["documents"] for number in one["deleted"])
        and isinstance(one.get("files"), dict)
    )
    if not fine:
        raise ValueError("a segment is described wrongly")
    own = re.compile(rf"{re.escape(name)}_{one['id']}\.[A-Za-z0-9_.]+")
    for file, measures in one["files"].items():
        if not own.fullmatch(file):
            raise ValueError(f"a segment names the file {file[:80]!r}, which is not its own")
        if not (isinstance(measures, list) and len(measures) == 2 and all(map(is_count, measures))):
            raise ValueError(f"the file {file} is described wrongly")


def is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


close_doors()
