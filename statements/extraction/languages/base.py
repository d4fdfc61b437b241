"""What is a language, to whoever reads articles? The one face that every language has.

A language is a folder beside this file and an entry in the registry. It gives the layout of a page
the words that it asks for, and reads what the layout has found. `tests/extraction` holds each
registered language to the same contract.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from ..page.parts import Layout
from ..page.words import PageWords
from ..records import EventRecord, QuoteRecord, Span, SpeakerRecord
from ..rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country as a language calls it, with what else speaks for it."""

    name: str
    code: str  # ISO 3166-1 alpha-2
    adjectives: tuple[str, ...]  # its people as well
    capital: str
    others: tuple[str, ...]  # other names, and houses that speak for it


class Weighing(Protocol):
    """Why a statement was given to its speaker, in plain words, and who was considered."""

    @property
    def why(self) -> str: ...

    @property
    def weighed(self) -> tuple[tuple[str, float], ...]:
        """Names with the points of each, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A statement, and how its speaker was found."""

    quote: QuoteRecord
    resolution: Weighing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a language read from one article. Statements stand in the order of the text."""

    statements: tuple[QuoteRecord, ...] = ()
    speakers: tuple[SpeakerRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    decisions: tuple[Decision, ...] = ()


class Language(ABC):
    """A language whose statements are read."""

    code: ClassVar[str]  # ISO 639-1
    name: ClassVar[str]  # in English, for the pages of the archive
    # The commonest short words, by which a text is known to be in it; () where
    # `page.language` has them already.
    common_words: ClassVar[frozenset[str]] = frozenset()

    @property
    @abstractmethod
    def page_words(self) -> PageWords:
        """The words that the layout of a page asks for; the same object each time."""

    @property
    @abstractmethod
    def rules(self) -> Mapping[str, Rule]:
        """The rules by which words are given to somebody, by the names that statements carry."""

    @property
    def countries(self) -> tuple[Country, ...]:
        """The countries that it knows, under the names that it gives them."""
        return ()

    @property
    def bodies(self) -> Mapping[str, str]:
        """Well-known bodies that go by several names: the first name of each for every spelling, as printed."""
        return {}

    def office_key(self, role: str) -> str:
        """Return what all ways to name one office have in common, "" for a mere form of address."""
        return " ".join(role.casefold().split())

    def is_office(self, description: str) -> bool:
        """Does a description name an office that one person has at a time: "Velland prime minister"?"""
        return False

    def says_whose(self, description: str) -> bool:
        """Does the description of an office say of which country or house it is?"""
        return True

    def plain_office(self, description: str) -> str:
        """Return the office of a country in the one form that all ways to write it share, "" for what is none."""
        return ""

    def gender(self, words: str) -> str:
        """Return "m" or "f" where a mention, a role or a given name proves it, else ""."""
        return ""

    @property
    def negations(self) -> frozenset[str]:
        """The words that turn a sentence round, in lower case: "not", "never", "won't"."""
        return frozenset()

    @property
    def pronouns(self) -> frozenset[str]:
        """The words that stand for a speaker without a name, in lower case: "she", "who"."""
        return frozenset()

    @property
    def number_words(self) -> Mapping[str, str]:
        """The figure for each number that is one word, in lower case: "eleven" is "11"."""
        return {}

    def place_of(self, venue: str) -> str:
        """Return what of a statement's venue is a place: of "after talks with Roke in Hollin" Hollin."""
        return venue

    def quotations(self, text: str, paragraphs: Sequence[Span]) -> list[Span]:
        """Return what stands between quotation marks, without them, whether or not anybody says it."""
        return []

    @abstractmethod
    def read(self, text: str, layout: Layout) -> Reading:
        """Return who said what in an article, and which events it tells of."""


def countries_by_word(countries: tuple[Country, ...]) -> dict[str, Country]:
    """Return the country for every word that names it, its people, capital or government, in lower case."""
    table: dict[str, Country] = {}
    for country in countries:
        for word in (country.name, *country.adjectives, country.capital, *country.others):
            if word:
                table.setdefault(word.lower(), country)
    return table
