"""Which statements could hold the words of a draft? Those that share its rare words, from the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from statements.models import Article, Quote
from statements.search.analysis import query_terms
from statements.search.engines import engine
from statements.search.engines.base import Request
from statements.search.language import And, Node, Only, Or, Phrase, Word

RARE = 10  # words of a quotation that are asked for: the rarest
BEST = 50  # statements that are looked at for a quotation
BEST_OF_SPEAKER = 25
LONGEST_PHRASE = 12  # words in a row that are asked for exactly
MOST_TERMS = 120  # of a quotation that are looked up
MODEL = Quote._meta.label_lower
ARTICLES = Article._meta.label_lower
SHOWN_ARTICLES = 3
FEW = 3  # statements with a word, below which it is no rarer


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling words are in this archive, counted once for a draft."""

    total: int
    counts: dict[str, int]

    def of(self, word: str) -> float:
        """Return the weight of a word: the rarer, the more, down to FEW statements. A number weighs as a
        common word does: that another stands there is the likeliest change of all."""
        if word[0].isdigit():
            return 1.0
        if word not in self.counts:
            self.counts[word] = engine().count_term("text", word)
        return log(1 + self.total / max(FEW, self.counts[word]))

    def look_up(self, words: Sequence[str]) -> None:
        """Count some words at once, where the engine is asked over a network."""
        new = [word for word in dict.fromkeys(words) if word not in self.counts and not word[0].isdigit()]
        self.counts.update(engine().count_terms("text", new))

    @property
    def chance(self) -> float:
        """Return how much words have to say so that one statement has them by chance: their weights added up."""
        return log(self.total)


def rarity() -> Rarity:
    return Rarity(total=max(engine().document_count(), 50), counts={})


def candidate_ids(words: str, slugs: Sequence[str], rare: Rarity) -> list[int]:
    """Return rows of statements that may hold the words, those that hold them exactly first.

    `slugs` are speakers whose statements are looked through more widely.
    """
    terms = list(dict.fromkeys(query_terms(words, stemmed=False)))[:MOST_TERMS]
    if not terms:
        return []
    row = query_terms(words, stemmed=False)
    middle = max(0, (len(row) - LONGEST_PHRASE) // 2)
    rare.look_up(terms)
    rarest = sorted(terms, key=rare.of, reverse=True)[:RARE]
    any_of = one_of([Word(term) for term in rarest])
    asked = [(Phrase(" ".join(row[middle : middle + LONGEST_PHRASE])), BEST), (any_of, BEST)]
    wider = one_of([Word(term) for term in terms[: 2 * RARE]])
    asked += [(And((Only("speaker", slug, exact=True), wider)), BEST_OF_SPEAKER) for slug in slugs]
    return list(dict.fromkeys(row for tree, size in asked for row in rows_found(tree, MODEL, size)))


def one_of(parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def rows_found(tree: Node, model: str, size: int) -> list[int]:
    answer = engine().search(Request(tree=tree, models=(model,), size=size))
    return [hit.row for hit in answer.hits]


def texts_by_id(ids: Iterable[int]) -> dict[int, str]:
    """Return the words of public statements by their rows."""
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        rows = Quote.objects.public().filter(pk__in=wanted[start : start + 500])
        found |= dict(rows.values_list("pk", "text"))
    return found


def statements_by_id(ids: Iterable[int]) -> dict[int, Quote]:
    """Return public statements by their rows, with what a card of each shows and the names of its speaker."""
    wanted = sorted(set(ids))
    found: dict[int, Quote] = {}
    for start in range(0, len(wanted), 500):
        rows = Quote.objects.public().with_parts().filter(pk__in=wanted[start : start + 500])
        found |= {quote.pk: quote for quote in rows.prefetch_related("speaker__aliases")}
    return found


def articles_with(words: str) -> list[Article]:
    """Return articles in which the words stand one behind the other."""
    row = query_terms(words, stemmed=False)[: 3 * LONGEST_PHRASE]
    ids = rows_found(Phrase(" ".join(row)), ARTICLES, SHOWN_ARTICLES) if row else []
    return list(
        Article.objects.public().filter(pk__in=ids).select_related("outlet").defer("text", "body", "junk")
    )
