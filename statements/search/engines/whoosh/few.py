"""Some documents in memory, read by the same code that reads the index: queries are held against them."""

from collections.abc import Iterator, Sequence

import numpy as np

from ...language import Node
from ..base import FewDocuments
from ..fields import NUMBER_FIELDS, VALUE_FIELDS, Document, Key
from .codec import Ints, Postings, decode_postings, encode_postings
from .execution import Execution
from .snapshot import Leaf, Snapshot
from .writer import Arranged, Batch, GrowingField

NO_TERMS = Arranged(GrowingField())


class LeafInMemory(Leaf):
    """What a segment of some documents would hold, without its files."""

    def __init__(self, documents: Sequence[Document]) -> None:
        batch = Batch()
        self.size = len(documents)
        words = [batch.add(number, document) for number, document in enumerate(documents)]
        self.fields = {name: Arranged(field) for name, field in batch.fields.items()}
        self.codes = {}
        for name in VALUE_FIELDS:
            values = [str(document.get(name) or "") for document in documents]
            known = {value: code for code, value in enumerate(dict.fromkeys(["", *values]))}
            self.codes[name] = (np.array([known[value] for value in values], dtype=np.int32), list(known))
        self.numbers = {
            name: np.array([document.get(name) or 0 for document in documents], dtype=np.int64)
            for name in NUMBER_FIELDS
        }
        self.numbers |= {"words": np.array(words, dtype=np.int64), "sum": np.zeros(self.size, dtype=np.int64)}

    def postings(self, field: str, term: str) -> Postings | None:
        arranged = self.fields.get(field, NO_TERMS)
        return (
            decode_postings(encode_postings(*arranged.postings(term))) if term in arranged.numbers else None
        )

    def starting(self, field: str, prefix: str, limit: int) -> tuple[list[str], Ints] | None:
        arranged = self.fields.get(field, NO_TERMS)
        terms = [term for term in arranged.numbers if term.startswith(prefix)]
        documents = [number for term in terms for number in arranged.postings(term)[0]]
        return terms, np.array(documents, dtype=np.int64)


class SnapshotInMemory(Snapshot):
    def __init__(self, leaf: LeafInMemory) -> None:
        self.leaves, self.offsets = {"": leaf}, [0]
        self.gather(leaf.size)


class FewInMemory(FewDocuments):
    def __init__(self, documents: Sequence[Document]) -> None:
        self.leaf = LeafInMemory(documents)
        self.snapshot = SnapshotInMemory(self.leaf)
        self.keys: list[Key] = [(str(document["model"]), int(document["row"])) for document in documents]

    def terms(self) -> Iterator[tuple[str, str]]:
        for field, arranged in self.leaf.fields.items():
            for term in arranged.numbers:
                yield field, term
        for field in VALUE_FIELDS:
            for value in self.leaf.codes[field][1]:
                for one in value.split(",") if field == "event" else (value,):
                    if one:
                        yield field, one

    def answering(self, tree: Node) -> list[Key]:
        found = Execution(self.snapshot).mask(tree)
        return [self.keys[number] for number in np.flatnonzero(found)]
