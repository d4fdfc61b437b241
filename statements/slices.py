"""Words as slices of a text: where they stand in it, and what makes them the same words."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any, TypeVar

Bounds = Sequence[Any]  # (start, end), and whatever stands behind them
P = TypeVar("P", bound=Bounds)


def fingerprint(text: str) -> str:
    """Return the identity of words: letter case, spaces and punctuation do not change it."""
    folded = "".join(filter(str.isalnum, text.casefold()))
    return hashlib.sha256((folded or text).encode()).hexdigest()[:32]


WORD = re.compile(r"[^\W_]+")
FEWEST_WORDS = 50  # of a text that two articles have in common by more than chance: alerts repeat themselves


def words_key(headline: str, text: str, body: Iterable[Sequence[int]]) -> str:
    """Return what is the same for the same headline and words; "" where they are too few to tell an article by."""
    return key_of_words(headline, text, tuple((start, end) for start, end in body))


@lru_cache(maxsize=4)  # it is asked for when an article is looked for, and when it is written
def key_of_words(headline: str, text: str, body: tuple[tuple[int, int], ...]) -> str:
    words = WORD.findall(" ".join([headline, *(text[start:end] for start, end in body)]).casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:32] if len(words) >= FEWEST_WORDS else ""


def find_slice(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Return where words stand in a text, the place nearest to offset `near`."""
    best: tuple[int, int] | None = None
    start = text.find(words) if words else -1
    while start >= 0:
        if best is None or abs(start - near) < abs(best[0] - near):
            best = (start, start + len(words))
        start = text.find(words, start + 1)
    return best


def are_slices(segments: Sequence[Sequence[int]], text: str) -> bool:
    """Are these one or more pieces of a text, in its order and apart?"""
    inside = all(0 <= s < e <= len(text) for s, e in segments)
    return bool(segments) and inside and all(a[1] <= b[0] for a, b in pairwise(segments))


# A sentence ends here: a full stop, perhaps a mark, and a capital or a new line behind it.
# (What may end it is looked for first, all at once: that is many times quicker than looking behind each letter.)
SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=\n)|(?<!\b[A-Z].)(?<!\bMr.)(?<!\bMs.)(?<!\bDr.)(?<!\bSt.)(?<!\bMrs.)[”’\"']?\s+(?=[A-Z“\"‘']))"
)
LONGEST_SENTENCE = 600


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence that holds a slice begins and ends; a very long one is cut."""
    low, high = max(0, start - LONGEST_SENTENCE), min(len(text), end + LONGEST_SENTENCE)
    first = max((match.end() for match in SENTENCE_END.finditer(text, low, start)), default=low)
    last = next((match.end() for match in SENTENCE_END.finditer(text, max(start, end - 2), high)), high)
    return first, first + len(text[first:last].rstrip())


def span_at(spans: Sequence[Bounds], position: int) -> int | None:
    """Return which of some spans, in the order of the text, holds a position; None if none does."""
    place = bisect_right(spans, position, key=itemgetter(0)) - 1
    return place if place >= 0 and position < spans[place][1] else None


def spans_touched(spans: Sequence[Bounds], start: int, end: int) -> range:
    """Return which of some spans, apart and in the order of the text, a slice has a part in."""
    first = bisect_right(spans, start, key=itemgetter(1))
    return range(first, max(first, bisect_left(spans, end, key=itemgetter(0))))


def by_span(spans: Sequence[Bounds], pieces: Sequence[P]) -> Iterator[list[P]]:
    """Yield for each span the pieces that reach into it. Both are in the order of the text, and gone through once."""
    waiting = 0
    reaching: list[P] = []
    for start, end in spans:
        begun = bisect_left(pieces, end, lo=waiting, key=itemgetter(0))
        reaching = [piece for piece in (*reaching, *pieces[waiting:begun]) if piece[1] > start]
        waiting = begun
        yield reaching
