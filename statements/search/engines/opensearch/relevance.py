"""How well a document answers a tree: the weights of the embedded engine, as the cluster works them out.

The cluster's BM25 leaves a constant factor out, K1 + 1, which is put back: so all weights here are those of the
other engine. What hangs on how many documents answer a part of the tree is asked for before (`Weights`).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Any

from ...analysis import asked_forms, query_terms
from ...language import And, Node, Or, Phrase, Prefix, Some, Word
from ..weights import (
    AROUND,
    HEADLINE,
    K1,
    KIND_WEIGHT,
    NEAR_PLACES,
    NEAR_SHARE,
    NEIGHBOURS,
    NEXT_TO,
    OTHER_FORM,
    SAME_FORM,
    B,
)
from .queries import Clause, found_around, having_any, in_a_row, matching, phrase_query, with_term

LOST_FACTOR = K1 + 1
LENGTH = "params.w / (1 + params.k * (1 - params.b + params.b * doc['words'].value / params.a))"


class Weights:
    """How rare what is: asked for once, all together, after a first round that only notes what is wanted."""

    def __init__(
        self, count: Callable[[Sequence[Clause]], Sequence[int]], average: Callable[[], float]
    ) -> None:
        self.count, self.average_words = count, average
        self.wanted: dict[str, Clause] = {}
        self.counts: dict[str, int] = {}
        self.total = 1
        self.average = 1.0
        self.lengths_wanted = False

    def fetch(self, everything: Clause) -> None:
        if self.wanted:
            found = self.count([everything, *self.wanted.values()])
            self.total = max(1, found[0])
            self.counts = dict(zip(self.wanted, found[1:], strict=True))
        if self.lengths_wanted:
            self.average = max(1.0, self.average_words())

    def of(self, query: Clause) -> float:
        """Return the weight of what answers a query: the rarer, the more."""
        key = json.dumps(query, sort_keys=True)
        self.wanted[key] = query
        documents = self.counts.get(key, 1)
        return log(1 + (self.total - min(documents, self.total) + 0.5) / (documents + 0.5))

    def of_terms(self, terms: Sequence[str]) -> float:
        return sum(self.held(with_term("exact", term)) for term in terms)

    def held(self, query: Clause) -> float:
        """Return the weight of a term, 0 of one that nothing has."""
        weight = self.of(query)
        return weight if self.counts.get(json.dumps(query, sort_keys=True), 1) else 0.0


def scored(node: Node, found: Clause, weights: Weights) -> Clause:
    """Return the query of what was found, with its scores. Asks the weights once."""
    list(scores_of(node, weights))
    weights.fetch({"exists": {"field": "model"}})
    kinds = [
        {"filter": with_term("kind", kind), "weight": weight}
        for kind, weight in KIND_WEIGHT.items()
        if weight != 1
    ]
    return {
        "function_score": {
            "query": {"bool": {"filter": [found], "should": list(scores_of(node, weights))}},
            "functions": [*kinds, {"filter": with_term("part", "headline"), "weight": HEADLINE}],
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


def scores_of(node: Node, weights: Weights) -> Iterator[Clause]:
    """Yield the queries whose scores add up to a tree's."""
    match node:
        case Word(text):
            for number, form in enumerate(asked_forms(text)):
                for term in form:
                    yield by_frequency("text", term, OTHER_FORM if number else 1.0)
            for term in query_terms(text, stemmed=False):
                yield by_frequency("exact", term, SAME_FORM)
        case Phrase(text, within):
            terms = query_terms(text, stemmed=False)
            if len(terms) == 1:
                yield by_frequency("exact", terms[0], 1.0)
            elif terms and not within:
                yield {"match_phrase": {"exact": {**phrase_query(terms), "boost": LOST_FACTOR}}}
            elif terms:
                yield by_length(in_a_row(terms, within), weights.of_terms(terms), weights)
        case Prefix():
            begun = matching(node)
            yield by_length(begun, weights.of(begun), weights)
        case And(parts):
            for part in parts:
                yield from scores_of(part, weights)
            for terms in words_in_pairs(parts):
                yield flat_score(in_a_row(terms, None), NEXT_TO * weights.of_terms(terms))
        case Or(parts):
            for part in parts:
                yield from scores_of(part, weights)
        case Some(parts):
            yield some_of(parts, weights)
        case _:
            return


def words_in_pairs(parts: Sequence[Node]) -> Iterator[list[str]]:
    """Yield the terms of two words side by side, of the first few pairs."""
    for one, other in list(pairwise(parts))[:NEIGHBOURS]:
        if isinstance(one, Word) and isinstance(other, Word):
            terms = query_terms(f"{one.text} {other.text}", stemmed=False)
            if terms:
                yield terms


def some_of(parts: Sequence[Node], weights: Weights) -> Clause:
    """Return what a question's words weigh: the rarer, the more, and more than in share where most stand.

    The share is that of the weights of what is there, squared: two functions, one around the other.
    """
    summed: list[Clause] = []
    shares: list[dict[str, Any]] = []
    whole = 0.0
    for part in parts:
        own, around = matching(part), found_around(part)
        only_around = {"bool": {"filter": [around], "must_not": [own]}}
        weight = weights.of(having_any([own, around]))
        whole += weight
        shares += [{"filter": own, "weight": weight}, {"filter": only_around, "weight": weight * AROUND}]
        summed += [*scores_of(part, weights), flat_score(only_around, weight * AROUND)]
    for terms in words_in_pairs(parts):
        weight = weights.of_terms(terms)
        summed.append(flat_score(in_a_row(terms, None), NEXT_TO * weight))
        summed.append(flat_score(in_a_row(terms, NEAR_PLACES), NEAR_SHARE * weight))
    scores: Clause = {"bool": {"should": summed}}
    for share in shares:
        share["weight"] = max(share["weight"] / max(whole, 1e-6), 1e-9)
    for _ in range(2):
        scores = {
            "function_score": {
                "query": scores,
                "functions": shares,
                "score_mode": "sum",
                "boost_mode": "multiply",
            }
        }
    return scores


def by_frequency(field: str, term: str, share: float) -> Clause:
    return {"term": {field: {"value": term, "boost": share * LOST_FACTOR}}}


def flat_score(query: Clause, weight: float) -> Clause:
    return {"constant_score": {"filter": query, "boost": weight}}


def by_length(query: Clause, weight: float, weights: Weights) -> Clause:
    """Return what scores as a word would that stands there once: in a short document more than in a long one."""
    weights.lengths_wanted = True
    params = {"w": weight * LOST_FACTOR, "k": K1, "b": B, "a": weights.average}
    return {
        "script_score": {
            "query": {"bool": {"filter": [query]}},
            "script": {"source": LENGTH, "params": params},
        }
    }
