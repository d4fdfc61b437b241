"""Which languages are read? The registry, and what the rest of the archive asks of them.

A new language is a folder beside this file with a class that has the face of `base.Language`, and
one more entry in LANGUAGES. Nothing else in the archive names a language.
"""

from functools import cache

from ..page.words import KnownOutlet
from ..rules import Rule
from .base import Country, Language, countries_by_word
from .en import ENGLISH

DEFAULT: Language = ENGLISH  # a page is laid out with its words until it proves to be in another
LANGUAGES: dict[str, Language] = {language.code: language for language in (ENGLISH,)}


def language_of(code: str) -> Language | None:
    """Return the language that is read under an ISO 639-1 code, None where none is."""
    return LANGUAGES.get(code)


def rules() -> dict[str, Rule]:
    """Return the rules of all languages by name, the name that stands on a statement."""
    return rules_of(tuple(LANGUAGES.values()))


def countries() -> tuple[Country, ...]:
    """Return the countries, each under the name that the first language to know it gives."""
    return countries_of(tuple(LANGUAGES.values()))


def country_words() -> dict[str, Country]:
    """Return the country for every word of any language that names it, in lower case."""
    return country_words_of(tuple(LANGUAGES.values()))


def known_outlets() -> dict[str, KnownOutlet]:
    """Return the outlet for every spelling that any language knows, as printed."""
    return outlets_of(tuple(LANGUAGES.values()))


def names_of_bodies() -> dict[str, str]:
    """Return the first name of each well-known body for every spelling that any language knows, as printed."""
    return bodies_of(tuple(LANGUAGES.values()))


@cache
def negations() -> frozenset[str]:
    """Return the words of any language that turn a sentence round, in lower case."""
    return frozenset().union(*(language.negations for language in LANGUAGES.values()))


@cache
def pronouns() -> frozenset[str]:
    """Return the words of any language that stand for a speaker without a name, in lower case."""
    return frozenset().union(*(language.pronouns for language in LANGUAGES.values()))


@cache
def number_words() -> dict[str, str]:
    """Return the figure for each number that is one word in any language, in lower case."""
    return {word: figure for language in LANGUAGES.values() for word, figure in language.number_words.items()}


def place_told(venue: str, code: str) -> str:
    """Return what of the venue of a statement is a place, as the language of its article tells."""
    language = LANGUAGES.get(code)
    return language.place_of(venue) if language is not None and venue else venue


# The first language that knows a name wins. Made once for the languages that there are.


@cache
def rules_of(languages: tuple[Language, ...]) -> dict[str, Rule]:
    return {name: rule for language in reversed(languages) for name, rule in language.rules.items()}


@cache
def countries_of(languages: tuple[Language, ...]) -> tuple[Country, ...]:
    by_code: dict[str, Country] = {}
    for language in languages:
        for country in language.countries:
            by_code.setdefault(country.code, country)
    return tuple(by_code.values())


@cache
def country_words_of(languages: tuple[Language, ...]) -> dict[str, Country]:
    return countries_by_word(tuple(country for language in languages for country in language.countries))


@cache
def outlets_of(languages: tuple[Language, ...]) -> dict[str, KnownOutlet]:
    return {
        spelling: outlet
        for language in reversed(languages)
        for spelling, outlet in language.page_words.outlets.items()
    }


@cache
def bodies_of(languages: tuple[Language, ...]) -> dict[str, str]:
    return {spelling: name for language in reversed(languages) for spelling, name in language.bodies.items()}
