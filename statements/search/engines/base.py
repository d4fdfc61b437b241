"""What a search engine has to do: the face that search knows of it, in query trees and documents.

Every engine passes the same contract tests. Text becomes terms by `search.analysis` on every engine, so
that all find the same; what to mark in a text follows from the tree alone (`search.snippets`), so no
engine gives highlights. Methods raise Unavailable where the index cannot answer now.

An index that is missing is Unavailable where the archive has rows. Where it has none, everything is
answered with nothing, and the first write makes the index.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Literal

from ..language import Node
from .fields import Document, Key

MOST_VALUES = 50  # of a facet that are counted out
DATE_FACETS = ("year", "month", "day")
MISSING = "the search index is missing, or of an older format"
Counts = dict[str, list[tuple[str, int]]]
Group = Literal["", "article", "utterance"]


class Unavailable(Exception):
    """The index cannot answer now; the pages that do not search are not concerned."""


class Unreachable(Unavailable):
    """The engine does not answer at all, so nothing is known to be wrong with the index itself."""


class Damaged(Exception):
    """The index cannot be trusted: what it holds is not what was written."""


class Incomplete(Exception):
    """The new index does not hold what the database does; the old one stays in use."""


class Depth(Enum):
    """How far an index is looked through."""

    QUICK = "quick"  # for a health page: what can be told without reading it
    WHOLE = "whole"  # all that was written is there as it was written, and it opens
    EVERY_TERM = "every term"  # and every term of it can be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A search: documents of some models that answer a tree and all trees that narrow it.

    By `sort` the best come first ("relevance"), or the "newest" or "oldest", undated ones last both
    ways; equals by date, then by row, so that pages are stable. A tree that asks for everything has no
    best: its newest come first. `group` lists the first document alone of each "article", or of each
    "utterance"; what has no utterance is one by itself.

    A facet is a field of values, or "year", "month" or "day"; it is counted without those narrowing
    trees that are its `own`. Grouped by utterance, a value counts once for each utterance.
    """

    tree: Node
    models: tuple[str, ...] = ()  # "statements.quote"; none: all
    narrow: tuple[Node, ...] = ()
    sort: str = "relevance"
    start: int = 0
    size: int = 20
    facets: tuple[str, ...] = ()
    group: Group = ""
    own: Mapping[str, frozenset[Node]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    model: str
    row: int
    more: int = 0  # where hits are grouped: how many others its group has


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page of hits, and what is counted of all of them.

    Of a facet's values the commonest are counted, MOST_VALUES at most, and `sizes` says how many there
    are; dates come all, in their order. `unnarrowed` are the counts without any narrowing, where there is
    one.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    groups: int = 0  # articles or utterances, where hits are grouped by them; else as many as hits
    facets: Counts = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    unnarrowed: Counts = field(default_factory=dict)


class Part(ABC):
    """A share of a new index, written by one process."""

    @abstractmethod
    def add(self, documents: Iterable[Document]) -> None:
        """Write documents. None of them may be in the new index yet."""


class Draft(ABC):
    """A new index beside the one in use. Nobody reads it before the switch."""

    @abstractmethod
    def part(self, number: int) -> AbstractContextManager[Part]:
        """Open a share of it by number, from 0. Shares may be written in processes of their own."""

    @abstractmethod
    def complete(self) -> int:
        """Join the shares, see that all is whole and durable, and return how many documents there are.

        Raises Damaged.
        """

    @abstractmethod
    def switch(self) -> None:
        """Make it the index in use, at once for every reader. The one before is kept until the next switch."""

    @abstractmethod
    def discard(self) -> None:
        """Take away what is left of it; of one that is in use, only what it no longer needs."""


class FewDocuments(ABC):
    """Some documents that queries are held against, whether or not the index has them.

    It answers as `search` does, but for one thing: no star is too wide among so few.
    """

    @abstractmethod
    def terms(self) -> Iterator[tuple[str, str]]:
        """Yield (field, term) for all that the documents are found by; the words of a text as printed ("exact")
        and in every form ("text")."""

    @abstractmethod
    def answering(self, tree: Node) -> list[Key]:
        """Return the documents that answer a tree."""


class SearchEngine(ABC):
    """One index of documents, shared by all threads of a process."""

    def __init__(self, has_rows: Callable[[], bool]) -> None:
        self.has_rows = has_rows  # whether the archive has rows that search should find

    # Asked

    @abstractmethod
    def search(self, request: Request) -> Answer:
        """Carry a search out, all of it on one generation of the index.

        Raises QueryFault for a tree that is too wide to be carried out.
        """

    @abstractmethod
    def count_values(self, model: str, field: str) -> dict[str, int]:
        """Return how many documents of a model have each value of a field; all values."""

    @abstractmethod
    def count_term(self, field: str, term: str) -> int:
        """Return how many documents have a term, 0 for none; in `text` as printed, not stemmed.

        Documents that were removed may still be counted, here and in `similar_terms`.
        """

    def count_terms(self, field: str, terms: Sequence[str]) -> dict[str, int]:
        """Return how many documents have each of some terms, as `count_term` does for one."""
        return {term: self.count_term(field, term) for term in terms}

    @abstractmethod
    def similar_terms(self, field: str, term: str, edits: int, same: int) -> dict[str, int]:
        """Return terms within so many edits that begin with the `same` letters, each with its documents."""

    @abstractmethod
    def few(self, documents: Sequence[Document]) -> FewDocuments:
        """Return some documents to hold queries against; never raises for the state of the index."""

    # What is cached

    @abstractmethod
    def version(self) -> tuple[str, datetime | None]:
        """Return what tells two states of the index apart, and when it last changed; "" for no index.

        Never raises: pages that do not search ask for it too.
        """

    @abstractmethod
    def generation_cache(self) -> dict[Hashable, Any]:
        """Return what callers worked out for the present generation; a commit makes an empty one."""

    # Looked after

    @abstractmethod
    def exists(self) -> bool:
        """Return whether there is an index that this version can read."""

    @abstractmethod
    def location(self) -> str:
        """Return where the index is kept, for messages."""

    @abstractmethod
    def document_count(self) -> int: ...

    @abstractmethod
    def verify(self, depth: Depth = Depth.WHOLE) -> None:
        """Look the index through. Raises Damaged, and Unavailable where it is missing or does not open."""

    @abstractmethod
    def checksums(self, model: str, rows: Sequence[int] | None = None) -> Iterator[tuple[int, int]]:
        """Yield row and checksum of each document of a model, or of some rows; a doubled row twice."""

    def troubles(self) -> list[str]:
        """Return what an operator has to mend before search answers and takes what is new, each as a sentence."""
        try:
            if not self.exists() and self.has_rows():
                raise Unavailable(MISSING)
            if self.exists():
                self.verify(Depth.QUICK)
        except (Damaged, Unavailable) as error:
            said = str(error)
            return [f"{said[:1].upper()}{said[1:]}: manage.py index --rebuild makes it anew."]
        return []

    # Written

    @abstractmethod
    def lock(self, wait: bool = True) -> AbstractContextManager[bool]:
        """Hold the right to write; gives False if another process has it and `wait` is off.

        Whoever calls a method below holds it.
        """

    @abstractmethod
    def let_go(self) -> None:
        """Give up, in a forked process, the locks that it was born with: its parent holds them."""

    @abstractmethod
    def write(self, documents: Sequence[Document], gone: Iterable[Key] = ()) -> None:
        """Replace documents and remove others, all in one commit that is whole or not at all."""

    @abstractmethod
    def tidy(self) -> int:
        """Do what many writes leave to be done; return how many pieces became one."""

    @abstractmethod
    def remove_former(self) -> None:
        """Delete what is left of indexes that are no longer in use, so that nothing holds what they held."""

    @abstractmethod
    def clear(self) -> None:
        """Put an empty index in the place of the one in use."""

    @abstractmethod
    def draft(self, parts: int) -> Draft:
        """Begin a new index of so many shares; what is left of one that was given up goes."""
