"""Which words does somebody use more than others do?

Held against a sample of what all others are on record as saying, by the measure of a comparison (`keyness`). What was
printed several times counts once.
"""

import secrets
from collections import Counter, defaultdict

from django.core.cache import cache

from statements.models import Quote, Speaker
from statements.search.analysis import fold_word, stem_word

from .keyness import RUNNING_WORD, KeyWord, WordsUsed, words_of_side, words_used

READ_OF_ONE = 500  # statements of the speaker, the newest
READ_OF_ALL = 2000  # statements of everybody, evenly through the archive
KEPT_FOR = 600  # seconds that this sample serves: it is a measure, and nothing of it is shown

Uses = dict[str, int]  # how often each term stands
SAMPLE = "sample-of-everybody"  # in the cache: which sample serves. It is large, and so is held by the process itself
Everybody = tuple[Uses, dict[int | None, Uses], dict[int | None, int]]


def words_of_everybody() -> Everybody:
    """Return the terms of a sample of all statements, those of each speaker, and how many words each has there.

    None has those whose speaker is open.
    """
    numbers = list(Quote.objects.public().order_by("pk").values_list("pk", flat=True))
    chosen = numbers[:: -(-len(numbers) // READ_OF_ALL) or 1]
    said: defaultdict[int | None, list[tuple[int, str]]] = defaultdict(list)
    seen = set()
    for start in range(0, len(chosen), 500):
        rows = Quote.objects.filter(pk__in=chosen[start : start + 500])
        for speaker, article, text, words in rows.values_list("speaker", "article", "text", "fingerprint"):
            if (speaker, words) not in seen:
                seen.add((speaker, words))
                said[speaker].append((article, text))
    counted = {speaker: words_used(statements, ()) for speaker, statements in said.items()}
    together: Counter[str] = Counter()
    for one in counted.values():
        together.update(one.uses)
    totals = {speaker: one.total for speaker, one in counted.items()}
    return dict(together), {speaker: dict(one.uses) for speaker, one in counted.items()}, totals


_held: tuple[str, Everybody] | None = None


def everybody_now() -> Everybody:
    """Return the sample that serves now, taken anew once it is too old."""
    global _held
    named = str(cache.get_or_set(SAMPLE, lambda: secrets.token_hex(8), KEPT_FOR))
    held = _held
    if held is None or held[0] != named:
        held = _held = (named, words_of_everybody())
    return held[1]


def words_of_own(speaker: Speaker) -> list[KeyWord]:
    """Return the words that a speaker uses and others far less, the surest first; none where there is too little."""
    rows = Quote.objects.public().by(speaker).newest_first()
    latest = {
        words: (article, text)
        for article, text, words in rows.values_list("article", "text", "fingerprint")[:READ_OF_ONE]
    }
    name = {stem_word(fold_word(word)) for word in RUNNING_WORD.findall(speaker.name)}
    mine = words_used(list(latest.values()), name)
    together, uses, totals = everybody_now()
    own = uses.get(speaker.pk, {})
    elsewhere = Counter({term: together.get(term, 0) - own.get(term, 0) for term in mine.uses})
    others = WordsUsed(elsewhere, {}, {}, sum(totals.values()) - totals.get(speaker.pk, 0))
    return words_of_side(mine, [others])
