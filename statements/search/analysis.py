"""Text to index terms: the same for what is stored and what is asked.

No stop words: in this archive "US", "May", "will" and "not" carry meaning. Letter case, accents,
possessives and dots of initials are folded away, hyphenated names fall into their parts. The
stemmed form folds simple inflection too; exact words are searched without it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from whoosh.lang.porter import stem

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:[’'´][^\W\d_]+)*")
ACRONYMS = {"US"}  # "US" is not "us"; a capital spelling is indexed under both
ACRONYM_FORMS = {word.casefold() for word in ACRONYMS}
PART = "\x1f"  # stands between parts of a document that are no running text
GAP = 100  # positions between two parts, so that no phrase reaches from one into the next
LONGEST = 80  # characters of a term; what is longer is no word


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
    return word[:LONGEST]


@lru_cache(maxsize=65536)
def stem_word(word: str) -> str:
    return word if len(word) < 4 or not word.isascii() or word.isdigit() else str(stem(word))


def is_acronym(printed: str) -> bool:
    return printed.replace(".", "") in ACRONYMS


def find_terms(text: str, stemmed: bool) -> Iterator[Term]:
    """Yield the terms of a text with their place in it, in characters."""
    position = 0
    for match in WORD.finditer(text):
        printed = match.group()
        word = fold_word(printed)
        if not word:
            continue
        yield Term(stem_word(word) if stemmed else word, match.start(), match.end(), position)
        if is_acronym(printed):
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


def prefix_terms(text: str) -> tuple[list[str], str]:
    """Return the whole words and the last letters of a beginning: of "jean-cl*" they are jean and cl."""
    parts = [part for part in (fold_word(part) for part in re.split(r"[-‐‑/]+", text)) if part]
    return parts[:-1], parts[-1] if parts else ""


def term_positions(text: str) -> tuple[dict[str, list[int]], int]:
    """Return the places of each unstemmed term of a document, and how many words it has.

    The same terms as `find_terms` gives, made for indexing: parts are set apart by a gap.
    """
    places: dict[str, list[int]] = {}
    position = words = 0
    for part in text.split(PART):
        for printed in WORD.findall(part):
            word = fold_word(printed)
            if not word:
                continue
            if word in places:
                places[word].append(position)
            else:
                places[word] = [position]
            if word in ACRONYM_FORMS and is_acronym(printed):
                places.setdefault(word + ".", []).append(position)
            position += 1
            words += 1
        position += GAP
    return places, words
