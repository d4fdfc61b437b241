"""English as a language that is read: its face. How one article is read stands in `articles`."""

from collections.abc import Mapping, Sequence

from ...page.parts import Layout
from ...page.words import PageWords
from ...records import Span
from ...rules import Rule
from ..base import Country, Language, Reading
from . import lexicon
from .attribution_rules import RULES
from .occasions import place_of_venue
from .offices import address_gender, key_of_office, names_an_office, names_whose, office_in_one_form
from .page_words import page_words
from .pronouns import PRONOUNS
from .quotations import find_quotations
from .sense import NEGATIONS, NUMBER_WORDS


class English(Language):
    """English news, transcripts and statements."""

    code = "en"
    name = "English"

    @property
    def page_words(self) -> PageWords:
        return page_words()

    @property
    def rules(self) -> Mapping[str, Rule]:
        return RULES

    @property
    def countries(self) -> tuple[Country, ...]:
        return lexicon.country_list()

    @property
    def bodies(self) -> Mapping[str, str]:
        return lexicon.bodies()

    def office_key(self, role: str) -> str:
        return key_of_office(role)

    def is_office(self, description: str) -> bool:
        return names_an_office(description)

    def says_whose(self, description: str) -> bool:
        return names_whose(description)

    def plain_office(self, description: str) -> str:
        return office_in_one_form(description)

    def gender(self, words: str) -> str:
        return address_gender(words)

    @property
    def negations(self) -> frozenset[str]:
        return NEGATIONS

    @property
    def pronouns(self) -> frozenset[str]:
        return frozenset(PRONOUNS)

    @property
    def number_words(self) -> Mapping[str, str]:
        return NUMBER_WORDS

    def place_of(self, venue: str) -> str:
        return place_of_venue(venue)

    def quotations(self, text: str, paragraphs: Sequence[Span]) -> list[Span]:
        return [(q.start, q.end) for line in find_quotations(text, paragraphs) for q in line]

    def read(self, text: str, layout: Layout) -> Reading:
        """Return who said what in an article, and which events it tells of."""
        # Loaded with the first article: its patterns are most of what there is to compile, and a process
        # that serves pages or writes the index reads none.
        from .articles import read_layout

        return read_layout(text, layout)


ENGLISH = English()
