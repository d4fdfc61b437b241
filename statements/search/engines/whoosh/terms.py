"""A term looked up in the files of a segment: few reads, and none that threads would wait for each other for.

Whoosh reads its hash file through one position that all threads share, a buffer's worth for every twelve
bytes, and makes an object of what it finds. A query asks every segment for each of its words, and most
segments do not have a rare one, so here a term is hashed once for all segments, and a segment that does
not have it costs one small read at a place of its own.
"""

import os
import struct
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from whoosh.filedb.filetables import _hash_functions

from .codec import HEADER, Ints, Postings, decode_documents, decode_postings

SLOT = struct.Struct("!Iq")  # hash, place of the item; both 0 where the slot is empty
LENGTHS = struct.Struct("!ii")  # of key and value, which stand behind
FIELD = struct.Struct("!H")  # number of the field, before the term
INFO = struct.Struct("!BfIBBfIIqi")  # whether inline, weight, documents, ..., place and bytes of the postings
DOCUMENTS, PLACE, SIZE = 2, 8, 9  # of them
ITEM_PLACES = {
    "B": ">u1",
    "H": ">u2",
    "i": ">i4",
    "I": ">u4",
    "q": ">i8",
}  # of the items, in the order of their keys
NO_DOCUMENTS = np.zeros(0, dtype=np.int64)
BEHIND_ALL = b"\xff"  # sorts behind every letter of UTF-8
MOST_KEYS = 120  # bytes within which most keys end: they are read with their length
SLOTS = 4  # read at once: a table is half empty, so that most searches end within them


@lru_cache(maxsize=1024)
def hash_of(kind: int, key: bytes) -> int:
    return int(_hash_functions[kind](key))


class TermFile:
    """The terms of one segment by name. Reads may come from any thread."""

    def __init__(self, terms: Any) -> None:
        """Take the files from Whoosh's reader of a segment's terms, and keep them open with it."""
        self.terms = terms
        self.handle = terms._dbfile.file.fileno()
        self.postings_handle = terms._postfile.file.fileno()
        self.tables: list[tuple[int, int]] = terms._tindex.tables
        self.kind = int(terms._tindex.hashtype)
        self.fields: dict[str, bytes] = {name: FIELD.pack(n) for name, n in terms._fieldmap.items()}

    def postings(self, field: str, term: str) -> Postings | None:
        """Return a term's postings, None for no such term. Raises ValueError and more for damaged files."""
        number = self.fields.get(field)
        if number is None:
            return None
        value = self.find(number + term.encode("utf-8"))
        if value is None:
            return None
        return self.postings_at(value)

    def postings_at(self, value: bytes) -> Postings:
        """Return the postings of which the file of terms holds this."""
        info = INFO.unpack_from(value)
        blob = os.pread(self.postings_handle, info[SIZE], info[PLACE])
        if len(blob) != info[SIZE] or len(blob) < HEADER.size:
            raise ValueError("a posting list is cut")
        found = decode_postings(blob)
        if len(found.documents) != info[DOCUMENTS]:
            raise ValueError("a posting list is not as long as the dictionary says")
        return found

    def documents_at(self, values: Sequence[bytes]) -> Ints:
        """Return the documents of terms that stand one behind the other, of which the file of terms holds these."""
        infos = [INFO.unpack_from(value) for value in values]
        if not infos:
            return NO_DOCUMENTS
        start = infos[0][PLACE]
        length = infos[-1][PLACE] + infos[-1][SIZE] - start
        if length != sum(info[SIZE] for info in infos):
            raise ValueError("posting lists do not stand one behind the other")
        block = os.pread(self.postings_handle, length, start)
        if len(block) != length:
            raise ValueError("a posting list is cut")
        return decode_documents(block, ((info[PLACE] - start, info[SIZE], info[DOCUMENTS]) for info in infos))

    def count(self, field: str, term: str) -> int:
        """Return in how many documents a term is, deleted ones included."""
        number = self.fields.get(field)
        value = None if number is None else self.find(number + term.encode("utf-8"))
        return 0 if value is None else int(INFO.unpack_from(value)[DOCUMENTS])

    def words(self, field: str) -> list[str]:
        """Return all terms of a field, in order. A word that other segments have as well is held once for all."""
        return [sys.intern(word) for word, _ in self.items(self.starting(field, ""))]

    def starting(self, field: str, prefix: str) -> range:
        """Return where the terms of a field that begin so stand among all, in order."""
        number = self.fields.get(field)
        if number is None:
            return range(0)
        first = number + prefix.encode("utf-8")
        return range(self.place_of(first), self.place_of(first + BEHIND_ALL))

    def items(self, some: range) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a stretch with what the file holds of each, read at once."""
        if not some:
            return
        start, last = int(self.places[some.start]), int(self.places[some.stop - 1])
        end = last + LENGTHS.size + sum(LENGTHS.unpack(os.pread(self.handle, LENGTHS.size, last)))
        data = os.pread(self.handle, end - start, start)
        at = 0
        for _ in some:
            size, rest = LENGTHS.unpack_from(data, at)
            key = at + LENGTHS.size
            at = key + size + rest
            yield data[key + FIELD.size : key + size].decode("utf-8"), data[key + size : at]

    @cached_property
    def places(self) -> Ints:
        """Where the items stand in the file, in the order of their keys."""
        index = self.terms._tindex
        kind = np.dtype(ITEM_PLACES[index.extras["indextype"]])
        return np.frombuffer(
            os.pread(self.handle, index.indexlen * kind.itemsize, index.indexbase), dtype=kind
        )

    def place_of(self, key: bytes) -> int:
        """Return how many items have a smaller key."""
        return bisect_left(self.places, key, key=self.key_at)

    def key_at(self, place: int) -> bytes:
        data = os.pread(self.handle, LENGTHS.size + MOST_KEYS, place)
        end = LENGTHS.size + LENGTHS.unpack_from(data)[0]
        return (
            data[LENGTHS.size : end]
            if end <= len(data)
            else os.pread(self.handle, end, place)[LENGTHS.size :]
        )

    def find(self, key: bytes) -> bytes | None:
        """Return what the hash file holds under a key."""
        hashed = hash_of(self.kind, key)
        start, count = self.tables[hashed & 255]
        first = (hashed >> 8) % count if count else 0
        seen = 0
        while seen < count:
            at = (first + seen) % count
            some = min(SLOTS, count - at, count - seen)
            slots = os.pread(self.handle, some * SLOT.size, start + at * SLOT.size)
            if len(slots) != some * SLOT.size:
                raise ValueError("the dictionary of terms is cut")
            for slot, item in SLOT.iter_unpack(slots):
                if not item:
                    return None
                if slot == hashed:
                    value = self.value_at(item, key)
                    if value is not None:
                        return value
            seen += some
        return None

    def value_at(self, item: int, key: bytes) -> bytes | None:
        """Return the value of an item, None where its key is another with the same hash."""
        end = LENGTHS.size + len(key)
        data = os.pread(self.handle, end + INFO.size, item)
        if len(data) < LENGTHS.size:
            raise ValueError("the dictionary of terms is cut")
        size, rest = LENGTHS.unpack_from(data)
        if size != len(key) or data[LENGTHS.size : end] != key:
            return None
        if rest != INFO.size or len(data) != end + rest:
            raise ValueError("the dictionary of terms holds something else")
        return data[end:]
