"""The index as files: what is kept of a document, and whether the files are as they were written.

A document is a dictionary of the fields below. `text` is searched by word, in any form and exactly;
the other texts serve the filters that take a name. The rest are columns: whole values and numbers,
held as arrays by the readers, so that filters, facets and sorting need no posting lists.
"""

import os
from pathlib import Path
from typing import Any

from whoosh import fields, formats, index
from whoosh.analysis import IDAnalyzer
from whoosh.index import FileIndex

from ..base import Damaged
from ..fields import NAME_FIELDS, NUMBER_FIELDS, VALUE_FIELDS
from .codec import Codes, Numbers, Segment, crc_of
from .plain import parse_table, table_of_contents

FORMAT = 7  # of the files; an index of another format is made anew
TERM_FIELDS = ("text", "exact", *NAME_FIELDS)
NUMBER_COLUMNS = (*NUMBER_FIELDS, "words", "sum")


def fields_of_index() -> fields.Schema:
    """Return the fields of the index. Nothing is stored: pages show the database."""
    formats_of = {"text": formats.Frequency(), "exact": formats.Positions()}
    texts = {
        name: fields.FieldType(formats_of.get(name, formats.Existence()), analyzer=IDAnalyzer())
        for name in TERM_FIELDS
    }
    kinds: dict[str, Any] = {name: fields.COLUMN(Codes()) for name in VALUE_FIELDS}
    kinds |= {name: fields.COLUMN(Numbers()) for name in NUMBER_COLUMNS}
    return fields.Schema(**texts, **kinds)


class Contents(index.TOC):  # type: ignore[misc]
    """The table of contents: what segments there are, as JSON. The fields are those of this program."""

    @classmethod
    def read(cls, storage: Any, indexname: str, gen: int | None = None, schema: Any = None) -> "Contents":
        if gen is None:
            gen = cls._latest_generation(storage, indexname)
            if gen < 0:
                raise index.EmptyIndexError(f"There is no index in {storage.folder}")
        data = (Path(storage.folder) / cls._filename(indexname, gen)).read_bytes()
        shape = fields_of_index()
        segments = [
            Segment.of_plain(told, indexname) for told in parse_table(data, indexname, gen, shape.names())
        ]
        return cls(shape, segments, gen)

    def write(self, storage: Any, indexname: str) -> None:
        told = [segment.as_plain() for segment in self.segments]
        name = self._filename(indexname, self.generation)
        draft = Path(storage.folder) / f"{name}.draft"
        draft.write_bytes(table_of_contents(indexname, self.generation, self.schema.names(), told))
        draft.replace(Path(storage.folder) / name)


index.TOC = Contents  # Whoosh's own index and writer take it from there


def sync(path: Path) -> tuple[int, int]:
    """Write a file through to the disk; return its size and CRC-32."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return crc_of(path)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_index(folder: Path) -> FileIndex:
    return index.open_dir(str(folder))


def create_index(folder: Path) -> FileIndex:
    folder.mkdir(parents=True)
    return index.create_in(str(folder), fields_of_index())


def segments_of(folder: Path) -> list[Segment]:
    return list(open_index(folder)._segments())


def verify_folder(folder: Path, deep: bool = True) -> None:
    """Raise Damaged if a file of the index is not as it was written. Sizes alone unless `deep`.

    A commit meanwhile takes files away: then the table that came with it is read instead.
    """
    for _ in range(5):
        before = generation_of(folder)
        try:
            verify_files(folder, deep)
        except Damaged:
            if generation_of(folder) == before:
                raise
        else:
            return
    raise Damaged("it changes too fast to be compared")


def generation_of(folder: Path) -> int:
    return max((int(path.stem.rpartition("_")[2]) for path in folder.glob("_*_*.toc")), default=-1)


def verify_files(folder: Path, deep: bool) -> None:
    try:
        segments = segments_of(folder)
    except Exception as error:
        raise Damaged(f"its table of contents cannot be read: {error}") from error
    for segment in segments:
        for name, (size, crc) in segment.files.items():
            path = folder / name
            if not path.exists():
                raise Damaged(f"the file {name} is missing")
            if path.stat().st_size != size:
                raise Damaged(f"the file {name} holds {path.stat().st_size} bytes instead of {size}")
            if deep and crc_of(path)[1] != crc:
                raise Damaged(f"the bytes of the file {name} are not those that were written")
