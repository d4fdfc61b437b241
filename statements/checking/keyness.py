"""Which words does one side use, and the others not, or far less?

Words are compared by the index's terms, so that all forms of one count together, and are shown as they are printed.
How surely the difference is none of chance is told by the log-likelihood G² of two counts (Dunning 1993, in the form
of Rayson and Garside 2000, one degree of freedom); how large it is by the log ratio of the two rates (Hardie 2014).
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, log2

from statements.search.analysis import fold_word, stem_word
from statements.search.questions import EMPTY

SURE = 6.63  # G² from which one in a hundred such differences is chance
TWICE = 1.0  # log ratio from which a word stands at least twice as often
FEWEST_USES = 3
FEWEST_ARTICLES = 2  # so that one article's subject is not a side's
SHORTEST_WORD = 3  # letters
SHOWN_WORDS = 12
UNSEEN = 0.5  # stands for no use at all, where a rate has to be divided by
RUNNING_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Sample:
    """Statements of a side: each as (its article, its words)."""

    statements: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWord:
    """A word of one side in its commonest printed form: how often it stands here and with the others."""

    form: str
    here: int
    elsewhere: int
    surely: float  # G²
    ratio: float  # log2 of the rate here by the rate elsewhere


@dataclass(slots=True)
class WordsUsed:
    """The words of a side: how often each term stands, in which articles, in which forms, and all of them."""

    uses: Counter[str]
    articles: dict[str, set[int]]
    forms: dict[str, Counter[str]]
    total: int


def key_words(samples: Sequence[Sample], left_out: Iterable[str] = ()) -> list[list[KeyWord]]:
    """Return the words of each side that the others together use far less, the surest first, SHOWN_WORDS at most.

    `left_out` are words, in any form, that are no finding: those of the search, and the names of the sides.
    """
    stems = {stem_word(fold_word(word)) for text in left_out for word in RUNNING_WORD.findall(text)}
    counted = [words_used(sample.statements, stems) for sample in samples]
    return [
        words_of_side(mine, [other for other in counted if other is not mine]) if len(counted) > 1 else []
        for mine in counted
    ]


def words_used(statements: Sequence[tuple[int, str]], left_out: Collection[str]) -> WordsUsed:
    uses: Counter[str] = Counter()
    articles: defaultdict[str, set[int]] = defaultdict(set)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    total = 0
    for article, text in statements:
        words, telling = words_of_text(text)
        total += words
        for term, printed in telling:
            if term in left_out:
                continue
            uses[term] += 1
            articles[term].add(article)
            forms[term][printed] += 1
    return WordsUsed(uses, articles, forms, total)


@lru_cache(maxsize=8192)  # the page of a speaker reads the same statements behind every change of the archive
def words_of_text(text: str) -> tuple[int, list[tuple[str, str]]]:
    """Return how many words a text has, and of those that tell something the term and the printed form."""
    words = RUNNING_WORD.findall(text)
    telling = []
    for printed in words:
        word = fold_word(printed)
        if len(word) >= SHORTEST_WORD and word not in EMPTY:
            telling.append((sys.intern(stem_word(word)), sys.intern(printed)))
    return len(words), telling


def words_of_side(mine: WordsUsed, others: Sequence[WordsUsed]) -> list[KeyWord]:
    total = sum(other.total for other in others)
    if not mine.total or not total:
        return []
    found = []
    for term, here in mine.uses.items():
        if here < FEWEST_USES or len(mine.articles[term]) < FEWEST_ARTICLES:
            continue
        elsewhere = sum(other.uses[term] for other in others)
        ratio = log2((here / mine.total) / (max(elsewhere, UNSEEN) / total))
        surely = log_likelihood(here, mine.total, elsewhere, total)
        if ratio >= TWICE and surely >= SURE:
            form = printed_form(mine.forms[term])
            found.append(KeyWord(form=form, here=here, elsewhere=elsewhere, surely=surely, ratio=ratio))
    return sorted(found, key=lambda one: (-one.surely, one.form))[:SHOWN_WORDS]


def log_likelihood(here: int, total: int, elsewhere: int, others: int) -> float:
    """Return G² of a word that stands `here` times of `total` words, and `elsewhere` times of `others`."""
    share = (here + elsewhere) / (total + others)
    pairs = ((here, total * share), (elsewhere, others * share))
    return 2 * sum(count * log(count / expected) for count, expected in pairs if count)


def printed_form(forms: Counter[str]) -> str:
    """Return the commonest form; with a small letter wherever it has one, for a capital may be a sentence's."""
    joined: Counter[str] = Counter()
    small = {form for form in forms if form[:1].islower()}
    for form, count in forms.items():
        lower = form[:1].lower() + form[1:]
        joined[lower if lower in small else form] += count
    return min(joined, key=lambda form: (-joined[form], form))
