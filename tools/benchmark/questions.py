"""What is asked: kinds of searches, each a list of questions that follows from corpus and database."""

import random
from collections import Counter
from collections.abc import Sequence

from statements.models import Quote
from statements.search.analysis import query_terms, stem_word

from .corpus import SEED, Corpus
from .peers import Question

LOOKED_AT = 20_000  # texts, to tell common words from rare ones
KINDS = (
    "common term",
    "rare term",
    "two words",
    "phrase",
    "prefix",
    "speaker and term",
    "date range",
    "everything, newest",
    "facet of everything",
    "two facets of a term",
)


def questions(corpus: Corpus, count: int) -> dict[str, list[Question]]:
    """Return questions of each kind to what the database holds, no word twice within one kind."""
    texts = list(Quote.objects.order_by("pk").values_list("text", flat=True)[:LOOKED_AT])
    return questions_on(corpus, count, texts, speaker_slugs())


def questions_on(
    corpus: Corpus, count: int, texts: Sequence[str], speakers: Sequence[str]
) -> dict[str, list[Question]]:
    """Return questions of each kind to some texts of the corpus by speakers with these slugs."""
    roll = random.Random(SEED + 1)
    held = Counter(word for text in texts for word in set(query_terms(text, stemmed=False)))
    total = len(texts)
    single = [word for word in corpus.single if word in held]
    common = [word for word in single if 0.02 <= held[word] / total <= 0.4]
    middling = [word for word in single if 0.002 <= held[word] / total < 0.05]
    rare = [word for word in single if held[word] == 1]
    pairs = [pair for pair in corpus.pairs if set(pair) <= set(single)][:400]
    roll.shuffle(pairs)
    # Beginnings that no ending of a word takes part in: FTS5 has the stems alone.
    changed = [(word, stem_word(word)) for word in corpus.words]
    inflected = tuple({form[:4] for pair in changed if pair[0][:4] != pair[1][:4] for form in pair})
    prefixes = list(dict.fromkeys(w[:4] for w in middling if len(w) > 5 and not w.startswith(inflected)))

    def some(words: list[str]) -> list[str]:
        return roll.sample(words, min(count, len(words)))

    def year() -> tuple[int, int]:
        start = roll.randint(2007, 2023)
        return start * 10000 + 301, (start + 1) * 10000 + 228

    return {
        "common term": [Question(words=(word,)) for word in some(common)],
        "rare term": [Question(words=(word,)) for word in some(rare)],
        "two words": [Question(words=(a, b)) for a, b in zip(some(common), some(middling), strict=False)],
        "phrase": [Question(phrase=pair) for pair in pairs[:count]],
        "prefix": [Question(prefix=prefix) for prefix in some(prefixes)],
        "speaker and term": [
            Question(words=(word,), speaker=speaker)
            for word, speaker in zip(some(common), speakers, strict=False)
        ],
        "date range": [
            Question(words=(word,), first=first, last=last, newest=True)
            for word in some(common)
            for first, last in [year()]
        ],
        "everything, newest": [Question(newest=True)] * count,
        "facet of everything": [Question(newest=True, facets=("speaker",))] * count,
        "two facets of a term": [
            Question(words=(word,), facets=("speaker", "kind")) for word in some(common)
        ],
    }


def speaker_slugs() -> list[str]:
    rows = Quote.objects.order_by("pk").values_list("speaker__slug", flat=True)[:4000]
    return [slug for slug, _ in Counter(rows).most_common(60)]
