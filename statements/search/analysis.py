"""Text to index terms: the same for what is stored and what is asked.

No stop words: in this archive "US", "May", "will" and "not" carry meaning. Letter case, accents,
possessives and dots of initials are folded away, hyphenated names fall into their parts. The
stemmed form folds inflection and British or American spelling too (`stemming`); exact words are
searched without it. What may be written in one word or two, or romanised in several ways, is indexed
under each. docs/search.md shows it in examples, which are tests.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from statements.extraction.folding import PLAIN, spelling

from .stemming import stem_of

# A number with marks between its thousands is one word: "1,000", "10 000" with a space before noughts alone.
NUMBER = r"(?<![\w.,])\d{1,3}(?:[,\u00a0\u2009\u202f'’]\d{3}|[ .]000)+(?!\w)"
# Nearly all words are of small letters alone: they come first, those that the rest takes otherwise left out.
PLAINEST = r"[a-oq-z][a-z]+(?![^\W_]|[’'´])"
WORD = re.compile(rf"{PLAINEST}|(?:[A-Za-z]\.){{2,}}|{NUMBER}|[Pp]er[ ]cent\b|[^\W_]+(?:[’'´][^\W\d_]+)*")
HYPHENS = "-\u2010\u2011"
ELIDED = re.compile(r"(?:d|l|al|dell|all|qu)['’´](\w{3,})", re.I)  # "d'Argel" is found as "Argel" as well
NAME = "~"  # before what the spellings of a name have in common
SHORTEST_NAME = 4
LONGEST_GIVEN = 5  # letters of each half of "Jong Un", which others write in one
ACRONYMS = {"US"}  # "US" is not "us"; a capital spelling is indexed under both
ACRONYM_FORMS = {word.casefold() for word in ACRONYMS}
PART = "\x1f"  # stands between parts of a document that are no running text
GAP = 100  # positions between two parts, so that no phrase reaches from one into the next
LONGEST = 80  # characters of a term; what is longer is no word


Span = tuple[int, int]


class Term(NamedTuple):
    text: str
    start: int
    end: int
    position: int


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return a word without case, accents, possessive and dots: "U.S." is "us", "Élysée’s" "elysee"."""
    if word[:1].isdigit() and not word.isalnum():
        word = "".join(filter(str.isalnum, word))
    if "." in word or " " in word:
        word = word.replace(".", "").replace(" ", "")
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = word.replace("’", "'").replace("´", "'").casefold().translate(PLAIN)
    word = word.casefold()
    if "'" in word:
        word = re.sub(r"'s?$", "", word).replace("'", "")
    return word[:LONGEST]


@lru_cache(maxsize=65536)
def stem_word(word: str) -> str:
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return word[:-1] if word[-1:] == "s" and word[:-1].isalnum() and word[-2:-1].isdigit() else word
    return stem_of(word)


def is_acronym(printed: str) -> bool:
    return printed.replace(".", "") in ACRONYMS


@lru_cache(maxsize=65536)
def folded_name(word: str) -> str:
    """Return what the spellings of a name's word have in common, "" where it is too short to tell.

    "Zelensky" and "Zelenskyy" have one; Cyrillic letters are read as English prints them.
    """
    if len(word) < SHORTEST_NAME or not word.isalpha():
        return ""
    key = spelling(word)
    return key if len(key) >= SHORTEST_NAME - 1 and key.isascii() else ""


def may_be_one_word(text: str, before: Span | None, one: Span, other: Span) -> bool:
    """Whether two words with one character between may be written in one.

    "F-16s" is "f16s", "co-operate" "cooperate"; two short words behind a name with a capital may be the syllables of
    another, "Kim Jong Un".
    """
    parting = text[one[1]]
    if parting != " ":
        return parting in HYPHENS
    return (
        before is not None
        and text[other[0]].isupper()
        and text[one[0]].isupper()
        and text[before[0]].isupper()
        and text[before[1] : one[0]] == " "
        and one[1] - one[0] <= LONGEST_GIVEN
        and other[1] - other[0] <= LONGEST_GIVEN
    )


def words_side_by_side(text: str, matches: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
    """Yield what may be written in one: (number of its first word, the words without what parts them)."""
    before = None
    spans = [match.span() for match in matches]
    for number, (one, other) in enumerate(pairwise(spans)):
        end = one[1]
        # Most words are not worth a look: a space parts them, and the second has no capital.
        if (
            other[0] == end + 1
            and (text[end] != " " or text[other[0]].isupper())
            and may_be_one_word(text, before, one, other)
        ):
            yield number, fold_word(text[slice(*one)]) + fold_word(text[slice(*other)])
        before = one


def other_terms(printed: str, word: str) -> Iterator[str]:
    """Yield under what else a printed word is found, its form aside."""
    if "'" in printed or "’" in printed or "´" in printed:
        elided = ELIDED.fullmatch(printed)
        if elided:
            yield stem_word(fold_word(elided[1]))
    if printed[0].isupper() or not word.isascii():
        key = folded_name(word)
        if key and (key != word or not word.isascii()):
            yield NAME + key


@lru_cache(maxsize=65536)
def printed_terms(printed: str) -> frozenset[str]:
    """Return all terms that a printed word is marked for: its form, itself as an acronym, and what else it is."""
    word = fold_word(printed)
    terms = {stem_word(word), *other_terms(printed, word)}
    if is_acronym(printed):
        terms.add(f"{word}.")
    return frozenset(terms)


def asked_forms(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what a typed word may stand as in `text`: any one of these, of each all its terms.

    The first is the word as typed. The same for a name in the fields of names.
    """
    terms = query_terms(text, stemmed=True)
    if not terms:
        return ()
    forms = [tuple(terms)]
    matches = list(WORD.finditer(text))
    if len(matches) > 1:
        if all(text[a.end() : b.start()] in HYPHENS and a.end() < b.start() for a, b in pairwise(matches)):
            forms.append((stem_word("".join(fold_word(match.group()) for match in matches)),))
        return tuple(forms)
    word = fold_word(matches[0].group())
    key = folded_name(word)
    if key and terms[0][-1] != ".":
        forms += [(NAME + key,), (key,)]
    halves = re.fullmatch(r"([a-z]+)(\d+[a-z]?)", word)
    if halves:  # "COVID19" is printed "COVID 19" as well
        forms.append((stem_word(halves[1]), stem_word(halves[2])))
    return tuple(dict.fromkeys(forms))


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


class DocumentTerms(NamedTuple):
    """The terms of a document: the places of each printed word, how often it has each other form, its words."""

    places: dict[str, list[int]]
    others: dict[str, int]  # stems of what may be written in one, and what spellings have in common
    words: int


def document_terms(text: str) -> DocumentTerms:
    """Return the terms of a document, for indexing. Parts are set apart by a gap.

    Places are as `find_terms` has them.
    """
    places: dict[str, list[int]] = {}
    others: dict[str, int] = {}
    position = words = 0
    for part in text.split(PART):
        before = last = None
        for match in WORD.finditer(part):
            printed, span = match.group(), match.span()
            # As in `words_side_by_side`: most words are not worth a look.
            if (
                last is not None
                and span[0] == last[1] + 1
                and (part[last[1]] != " " or printed[0].isupper())
                and may_be_one_word(part, before, last, span)
            ):
                joined = fold_word(part[slice(*last)]) + fold_word(printed)
                term = stem_word(joined[:LONGEST])
                others[term] = others.get(term, 0) + 1
            before, last = last, span
            word, acronym, more = forms_of(printed)
            if not word:
                continue
            if word in places:
                places[word].append(position)
            else:
                places[word] = [position]
            if acronym:
                places.setdefault(acronym, []).append(position)
            for term in more:
                others[term] = others.get(term, 0) + 1
            position += 1
            words += 1
        position += GAP
    return DocumentTerms(places, others, words)


@lru_cache(maxsize=65536)
def forms_of(printed: str) -> tuple[str, str, tuple[str, ...]]:
    """Return a printed word folded; its form as an acronym, "" if it is none; and under what else it is found."""
    if printed.isascii() and printed.isalpha() and printed.islower():  # as nearly all are
        return printed[:LONGEST], "", ()
    word = fold_word(printed)
    if not word:
        return "", "", ()
    acronym = f"{word}." if word in ACRONYM_FORMS and is_acronym(printed) else ""
    return word, acronym, tuple(other_terms(printed, word))
