"""How the index lies on disk: Whoosh's own files, with posting lists and columns kept as arrays.

Whoosh's default codec pickles lists of numbers in blocks of 128 and reads them posting by posting.
Here a term's postings are one block of arrays (documents, frequencies, positions), so that a whole
list is read in one step, and a column is one array. The table of contents is JSON, and nothing is
unpickled (`plain.py`). All else is Whoosh's: term dictionary, segments, lock, commit.
"""

import secrets
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import columns
from whoosh.codec.base import PostingsWriter as BasePostingsWriter
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment
from whoosh.matching import ListMatcher

from . import plain as plain  # closes Whoosh's doors to pickles before any file is read

Ints = NDArray[Any]

HEADER = struct.Struct("<BBBIIII")  # widths of documents, frequencies, places; counts; bytes
COLUMN_HEADER = struct.Struct("<BIQ")  # width, count, bytes of the values behind
SMALL = 64  # bytes below which compression does not pay
FEW = 32  # numbers below which an array of NumPy does not pay
TYPES = {1: "B", 2: "H", 4: "I", 8: "q"}
WIDTHS = {1: "<u1", 2: "<u2", 4: "<u4", 8: "<i8"}
NO_POSITIONS = np.empty(0, dtype=np.int32)


class Postings:
    """The documents that hold a term, in order; how often each; and the places, all in one row.

    `frequencies` is None where every document holds it once. Places are unpacked when asked for:
    only phrases need them.
    """

    __slots__ = ("_packed", "_places", "documents", "frequencies")

    def __init__(
        self, documents: Ints, frequencies: Ints | None, places: "Sequence[tuple[bytes, int, int]]" = ()
    ) -> None:
        self.documents = documents
        self.frequencies = frequencies
        self._packed = places  # as (bytes, width, count), one for each segment
        self._places: Ints | None = None

    @property
    def positions(self) -> Ints:
        if self._places is None:
            parts = [unpacked(*packed) for packed in self._packed]
            self._places = parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else NO_POSITIONS
        return self._places

    def counts(self) -> Ints:
        if self.frequencies is None:
            return np.ones(len(self.documents), dtype=np.int64)
        return self.frequencies.astype(np.int64)

    def moved(self, offset: int) -> "Postings":
        """Return the same with every document's number raised."""
        return Postings(self.documents + offset, self.frequencies, self._packed) if offset else self

    @property
    def size(self) -> int:
        """Bytes in memory, about: places at their full width."""
        extra = self.frequencies.nbytes if self.frequencies is not None else 0
        return int(
            self.documents.nbytes + extra + sum(w * n + len(data) for data, w, n in self._packed) + 200
        )


def unpacked(data: bytes, width: int, count: int) -> Ints:
    plain = zlib.decompress(data) if count * width > SMALL else data
    return np.frombuffer(plain, dtype=WIDTHS[width], count=count)


def width_of(top: int) -> int:
    return 1 if top < 1 << 8 else 2 if top < 1 << 16 else 4 if top < 1 << 32 else 8


def packed(numbers: "array[int]") -> tuple[int, bytes]:
    """Return numbers in the fewest bytes each: their width, and the bytes."""
    if not numbers:
        return 1, b""
    if len(numbers) < FEW:
        width = width_of(max(numbers))
        return width, array(TYPES[width], numbers).tobytes()
    column = np.frombuffer(numbers, dtype=numbers.typecode)
    width = width_of(int(column.max()))
    return width, column.astype(WIDTHS[width]).tobytes()


def gaps_of(documents: "array[int]") -> "array[int]":
    """Return the first document, then each one's distance from the one before."""
    if len(documents) < FEW:
        return array("I", [documents[0], *(b - a for a, b in pairwise(documents))])
    column = np.frombuffer(documents, dtype=documents.typecode)
    gaps = column.copy()
    gaps[1:] -= column[:-1]
    return array("I", gaps.tobytes())


def squeezed(data: bytes) -> bytes:
    return zlib.compress(data, 1) if len(data) > SMALL else data


def encode_postings(documents: "array[int]", frequencies: "array[int]", positions: "array[int]") -> bytes:
    id_width, id_bytes = packed(gaps_of(documents))
    frequency_width, frequency_bytes = packed(frequencies)
    if frequency_width == 1 and frequency_bytes == b"\1" * len(frequency_bytes):
        frequency_width, frequency_bytes = 0, b""
    position_width, position_bytes = packed(positions) if positions else (0, b"")
    head, places = squeezed(id_bytes + frequency_bytes), squeezed(position_bytes)
    widths = (id_width, frequency_width, position_width)
    return HEADER.pack(*widths, len(documents), len(positions), len(head), len(places)) + head + places


def decode_postings(blob: bytes) -> Postings:
    """Return a term's postings. Raises ValueError, zlib.error or struct.error for damaged bytes."""
    id_width, frequency_width, position_width, count, places, size, rest = HEADER.unpack_from(blob)
    if len(blob) != HEADER.size + size + rest:
        raise ValueError("a posting list is cut")
    data = blob[HEADER.size : HEADER.size + size]
    if (id_width + frequency_width) * count > SMALL:
        data = zlib.decompress(data)
    documents = np.cumsum(np.frombuffer(data, dtype=WIDTHS[id_width], count=count), dtype=np.int32)
    frequencies = None
    if frequency_width:
        frequencies = np.frombuffer(data, dtype=WIDTHS[frequency_width], count=count, offset=id_width * count)
    packed_places = [(blob[HEADER.size + size :], position_width, places)] if position_width else []
    return Postings(documents, frequencies, packed_places)


def decode_documents(block: bytes, lists: Iterable[tuple[int, int, int]]) -> Ints:
    """Return the documents of some terms, one term's behind the other's; of each (place in the block, bytes, documents).

    The gaps of all are added up at once: most words have a document or two. Raises as `decode_postings`.
    """
    gaps, counts = [], []
    for at, length, documents in lists:
        id_width, frequency_width, _, count, _, size, rest = HEADER.unpack_from(block, at)
        if HEADER.size + size + rest != length or count != documents or not count:
            raise ValueError("a posting list is cut, or not as long as the dictionary says")
        at += HEADER.size
        data = block
        if (id_width + frequency_width) * count > SMALL:
            data, at = zlib.decompress(block[at : at + size]), 0
        gaps.append(np.frombuffer(data, dtype=WIDTHS[id_width], count=count, offset=at))
        counts.append(count)
    if not gaps:
        return np.zeros(0, dtype=np.int64)
    lengths, every = np.array(counts), np.concatenate(gaps)
    firsts = np.cumsum(lengths) - lengths
    added = np.cumsum(every, dtype=np.int64)
    documents_of_all: Ints = added - np.repeat(added[firsts] - every[firsts], lengths)
    return documents_of_all


class PostingsWriter(BasePostingsWriter):  # type: ignore[misc]
    """Writes a term's postings. Whoosh adds them one by one; `fill` takes them as arrays."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.format: Any = None
        self.info: Any = None
        self.documents = array("I")
        self.frequencies = array("I")
        self.positions = array("I")

    def written(self) -> bool:
        return False

    def start_postings(self, format_: Any, terminfo: Any) -> None:
        self.format, self.info = format_, terminfo
        self.documents, self.frequencies, self.positions = array("I"), array("I"), array("I")

    def add_posting(self, id_: int, weight: float, vbytes: bytes, length: int | None = None) -> None:
        self.documents.append(id_)
        if vbytes and self.format.supports("positions"):
            places = self.format.decode_positions(vbytes)
            self.frequencies.append(len(places))
            self.positions.extend(places)
        else:
            self.frequencies.append(max(1, int(weight)))

    def fill(self, documents: "array[int]", frequencies: "array[int]", positions: "array[int]") -> None:
        self.documents, self.frequencies, self.positions = documents, frequencies, positions

    def finish_postings(self) -> Any:
        blob = encode_postings(self.documents, self.frequencies, self.positions)
        start = self.file.tell()
        self.file.write(blob)
        info = self.info
        info._df = len(self.documents)
        info._weight = float(sum(self.frequencies))
        info._maxweight = float(max(self.frequencies))
        info._minid, info._maxid = self.documents[0], self.documents[-1]
        info.set_extent(start, len(blob))
        return info


class Pairs:
    """The hash and the place of each term of one of Whoosh's tables: as tuples they take ten times the memory."""

    def __init__(self) -> None:
        self.hashes, self.places = array("I"), array("q")

    def append(self, pair: tuple[int, int]) -> None:
        self.hashes.append(pair[0])
        self.places.append(pair[1])

    def __len__(self) -> int:
        return len(self.hashes)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.hashes, self.places, strict=True)


class FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Whoosh's writer of a field's terms, which takes a term's postings as arrays too."""

    def __init__(self, codec: Any, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._tindex.buckets = [Pairs() for _ in self._tindex.buckets]

    def add_term(
        self, term: bytes, documents: "array[int]", frequencies: "array[int]", positions: "array[int]"
    ) -> None:
        self.start_term(term)
        self._postwriter.fill(documents, frequencies, positions)
        self.finish_term()


class Segment(W3Segment):  # type: ignore[misc]
    """A segment that knows its files: {name: (bytes, CRC-32)}, so that damage is seen."""

    files: dict[str, tuple[int, int]] = {}

    @classmethod
    def _random_id(cls, size: int = 16) -> str:
        """Return a name that no other segment has. Whoosh takes it from `random`, which whoever seeds it makes repeat."""
        return secrets.token_hex(size // 2)

    def as_plain(self) -> dict[str, Any]:
        """Return what the table of contents says of it."""
        return {
            "id": self.segid,
            "documents": self._doccount,
            "deleted": sorted(int(n) for n in self._deleted or ()),
            "files": {name: list(measures) for name, measures in self.files.items()},
        }

    @classmethod
    def of_plain(cls, told: dict[str, Any], indexname: str) -> "Segment":
        deleted = set(told["deleted"]) or None
        segment = cls(NewsCodec(), indexname, told["documents"], told["id"], deleted)
        segment.files = {name: (size, crc) for name, (size, crc) in told["files"].items()}
        return segment


class NewsCodec(W3Codec):  # type: ignore[misc]
    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        return FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PostingsWriter:
        return PostingsWriter(dbfile)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        found = read_postings(dbfile, terminfo)
        counts = found.counts()
        if format_.supports("positions"):
            ends = np.cumsum(counts)
            values = [
                format_.encode([int(p) for p in found.positions[end - n : end]])
                for n, end in zip(counts, ends, strict=True)
            ]
        else:
            values = [b""] * len(counts)
        return ListMatcher(
            [int(d) for d in found.documents],
            [float(n) for n in counts],
            values,
            format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )

    def new_segment(self, storage: Any, indexname: str) -> Segment:
        return Segment(self, indexname)


def read_postings(file: Any, info: Any) -> Postings:
    offset, _ = info.extent()  # Whoosh 2.7.4 gives the length as a tuple: the header has it as well
    head = bytes(file.get(offset, HEADER.size))
    found = decode_postings(head + bytes(file.get(offset + HEADER.size, sum(HEADER.unpack(head)[-2:]))))
    if len(found.documents) != info.doc_frequency():
        raise ValueError("a posting list is not as long as the dictionary says")
    return found


# Columns


class Numbers(columns.Column):  # type: ignore[misc]
    """A number of each document, 0 where none was given."""

    _default = 0

    class Writer(columns.ColumnWriter):  # type: ignore[misc]
        def __init__(self, dbfile: Any) -> None:
            self._dbfile = dbfile
            self.numbers = array("q")

        def add(self, docnum: int, value: int) -> None:
            self.fill(docnum)
            self.numbers.append(value)

        def fill(self, docnum: int) -> None:
            missing = docnum - len(self.numbers)
            if missing > 0:
                self.numbers.extend([0] * missing)

        def finish(self, docnum: int) -> None:
            self.fill(docnum)
            write_column(self._dbfile, self.numbers, b"")

    class Reader(columns.ColumnReader):  # type: ignore[misc]
        def __init__(self, dbfile: Any, basepos: int, length: int, doccount: int) -> None:
            super().__init__(dbfile, basepos, length, doccount)
            self.numbers, _ = read_column(dbfile, basepos, length, doccount)

        def __getitem__(self, docnum: int) -> int:
            return int(self.numbers[docnum])


class Codes(columns.Column):  # type: ignore[misc]
    """A text of each document, kept as its number among the different texts of the segment."""

    _default = b""

    class Writer(columns.ColumnWriter):  # type: ignore[misc]
        def __init__(self, dbfile: Any) -> None:
            self._dbfile = dbfile
            self.codes = array("I")
            self.values: dict[bytes, int] = {b"": 0}

        def add(self, docnum: int, value: bytes) -> None:
            self.fill(docnum)
            self.codes.append(self.values.setdefault(value, len(self.values)))

        def fill(self, docnum: int) -> None:
            missing = docnum - len(self.codes)
            if missing > 0:
                self.codes.extend([0] * missing)

        def finish(self, docnum: int) -> None:
            self.fill(docnum)
            write_column(self._dbfile, self.codes, b"\0".join(self.values))

    class Reader(columns.ColumnReader):  # type: ignore[misc]
        def __init__(self, dbfile: Any, basepos: int, length: int, doccount: int) -> None:
            super().__init__(dbfile, basepos, length, doccount)
            self.codes, values = read_column(dbfile, basepos, length, doccount)
            self.values = values.decode("utf-8").split("\0")
            if len(self.codes) and int(self.codes.max()) >= len(self.values):
                raise ValueError("a column names a value that it does not hold")

        def __getitem__(self, docnum: int) -> bytes:
            return self.values[int(self.codes[docnum])].encode()


def write_column(file: Any, numbers: "array[int]", values: bytes) -> None:
    width, data = packed(numbers)
    file.write(COLUMN_HEADER.pack(width, len(numbers), len(values)) + data + values)


def read_column(file: Any, start: int, length: int, documents: int) -> tuple[Ints, bytes]:
    blob = bytes(file.get(start, length))
    width, count, size = COLUMN_HEADER.unpack_from(blob)
    if count != documents or COLUMN_HEADER.size + width * count + size != len(blob):
        raise ValueError("a column is not as long as its segment")
    numbers = np.frombuffer(blob, dtype=WIDTHS[width], count=count, offset=COLUMN_HEADER.size)
    return numbers, blob[len(blob) - size :] if size else b""


def crc_of(path: Path) -> tuple[int, int]:
    """Return size and CRC-32 of a file, read piece by piece."""
    size = crc = 0
    with path.open("rb") as file:
        for piece in chunks_of(file):
            crc = zlib.crc32(piece, crc)
            size += len(piece)
    return size, crc


def chunks_of(file: Any, size: int = 1 << 20) -> Iterator[bytes]:
    while piece := file.read(size):
        yield piece


def joined(parts: Sequence[Postings], offsets: Sequence[int]) -> Postings:
    """Return the postings of a term over several segments as one."""
    if len(parts) == 1:
        return parts[0].moved(offsets[0])
    documents = np.concatenate([p.documents + offset for p, offset in zip(parts, offsets, strict=True)])
    frequencies = None
    if any(p.frequencies is not None for p in parts):
        frequencies = np.concatenate([p.counts() for p in parts])
    return Postings(documents, frequencies, [packed for p in parts for packed in p._packed])
