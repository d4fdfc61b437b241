"""Text to index terms: the same for what is stored and what is asked.

No stop words: in this archive "US", "May", "will" and "not" carry meaning. Letter case, accents,
possessives and dots of initials are folded away, hyphenated names fall into their parts. The
stemmed form folds simple inflection too; exact words are searched without it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from whoosh.analysis import Analyzer, Token
from whoosh.lang.porter import stem

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:[’'´][^\W\d_]+)*")
ACRONYMS = {"US"}  # "US" is not "us"; a capital spelling is indexed under both


class Term(NamedTuple):
    text: str
    start: int
    end: int
    position: int


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return a word without case, accents, possessive and dots: "U.S." is "us", "Élysée’s" "elysee"."""
    if "." in word:
        word = word.replace(".", "")
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = word.replace("’", "'").replace("´", "'")
    word = word.casefold()
    if "'" in word:
        word = re.sub(r"'s?$", "", word).replace("'", "")
    return word


@lru_cache(maxsize=65536)
def stem_word(word: str) -> str:
    return word if len(word) < 4 or not word.isascii() or word.isdigit() else str(stem(word))


def find_terms(text: str, stemmed: bool) -> Iterator[Term]:
    """Yield the terms of a text with their place in it, in characters."""
    position = 0
    for match in WORD.finditer(text):
        printed = match.group()
        word = fold_word(printed)
        if not word:
            continue
        yield Term(stem_word(word) if stemmed else word, match.start(), match.end(), position)
        if printed.replace(".", "") in ACRONYMS:
            yield Term(word + ".", match.start(), match.end(), position)
        position += 1


def query_terms(text: str, stemmed: bool) -> list[str]:
    """Return the terms that a typed word or phrase asks for, in order."""
    terms: list[Term] = []
    for term in find_terms(text, stemmed):
        if terms and terms[-1].position == term.position:
            terms[-1] = term  # typed as an acronym: ask for that alone
        else:
            terms.append(term)
    return [term.text for term in terms]


class NewsAnalyzer(Analyzer):  # type: ignore[misc]
    """Whoosh's view of `find_terms`."""

    def __init__(self, stemmed: bool) -> None:
        self.stemmed = stemmed

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Token]:
        token = Token(positions, chars, **options)
        for term in find_terms(value, self.stemmed):
            token.text = term.text
            token.boost = 1.0
            if positions:
                token.pos = start_pos + term.position
            if chars:
                token.startchar = start_char + term.start
                token.endchar = start_char + term.end
            token.stopped = False
            yield token
