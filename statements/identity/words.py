"""The words of a statement as they are compared: their keys are the same where only typography differs.

Letter case, accents, marks, hyphens and a figure for a number's word make no difference; marks of omission and
an editor's brackets are told from words.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import LCSseq

from statements.extraction.languages import number_words

TOKEN = re.compile(
    r"\[\s*(?:…|\.{3}|\. \. \.)\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,}|\. \. \.(?: \.)?"  # a cut
    r"|(?:[A-Za-z]\.){2,}"
    r"|\[[^\W\d_]\][^\W_]+(?:['’´][^\W_]+)*"  # [T]he
    r"|\d+(?:[.,]\d+)+|[^\W_]+(?:['’´][^\W_]+)*|[%&€£$§]"
)
CUT = re.compile(r"[\[(]?[\s.…]+[\])]?")
BRACKETED = re.compile(r"\[[^\[\]]{1,200}\]")
EDGE = re.compile(r"[,;:.!?…—()]|\s[-–]{1,2}\s|–(?!\d)")  # of a clause
SYMBOLS = {"%": "percent", "&": "and", "€": "euro", "£": "pound", "$": "dollar", "§": "section"}
MOST_WORDS = 400  # of a statement that are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a text: its key, where it stands, and what stands before it."""

    key: str
    start: int
    end: int
    bracketed: bool = False  # an editor's, not the speaker's
    behind_cut: bool = False
    behind_edge: bool = False  # a clause begins


@cache
def word_key(word: str) -> str:
    """Return what the ways to print a word have in common: "U.S." is "us", "2,000" is "2000", "eleven" is "11"."""
    word = word.translate({ord("["): None, ord("]"): None, ord("’"): "'", ord("´"): "'"})
    if word in SYMBOLS:
        return SYMBOLS[word]
    if word[0].isdigit():
        return re.sub(r",(?=\d{3}(?:\D|$))", "", word)
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = plain.replace(".", "").casefold()
    return number_words().get(plain, plain)


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text, MOST_WORDS at most."""
    brackets = [match.span() for match in BRACKETED.finditer(text)]
    found: list[Token] = []
    last, cut = 0, False
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if CUT.fullmatch(match.group()):
            cut = True
            continue
        between = text[last:start]
        inside = any(s < start and end < e for s, e in brackets)
        found.append(
            Token(
                key=word_key(match.group()),
                start=start,
                end=end,
                bracketed=inside,
                behind_cut=cut,
                behind_edge=not found or cut or EDGE.search(between) is not None,
            )
        )
        last, cut = end, False
        if len(found) == MOST_WORDS:
            break
    return found


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of the first words that the other has, 0 to 1: half by the words, half by their order."""
    if not one:
        return 0.0
    common = sum((Counter(one) & Counter(other)).values())
    return (LCSseq.similarity(one, other) + common) / (2 * len(one))
