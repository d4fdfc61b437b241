"""The tree carried out on a snapshot of the index: which documents match, and how well.

Sets of documents are masks, one byte for each document of the snapshot, so
that AND, OR and NOT cost the same whatever stands in them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from ...analysis import NAME, WORD, asked_forms, fold_word, folded_name, prefix_terms, query_terms
from ...language import And, Dates, Everything, Node, Not, Only, Or, Phrase, Prefix, QueryFault, Some, Word
from ..fields import CONTEXT, NAMES_OF, country_code, highest_date, lowest_date
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
)
from .codec import Ints, Postings
from .snapshot import CACHED_MASKS, Mask, Scores, Snapshot

MAX_EXPANSION = 4096  # posting lists that the stars of one query may stand for
PLACES = 1 << 24  # positions of one document; what stands further back is not in phrases
FEW_OF = 8  # times fewer documents are wanted than a word has, before they are found one by one


class Execution:
    """One query on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.expanded = 0
        self.prefixes: dict[str, Mask] = {}
        self.phrases: dict[tuple[tuple[str, ...], int | None], tuple[Ints, Ints]] = {}
        self.told_around: dict[str, Mask] = {}

    # Which documents

    def mask(self, node: Node) -> Mask:
        """Return the living documents that match. Raises QueryFault for a star that is too wide."""
        found: Mask = self.match(node) & self.snapshot.live
        return found

    def listed(self, node: Node, found: Mask) -> Ints:
        """Return the documents of a mask in order: some, or all, of those that match a node.

        A word has a list of its documents, which is quicker to go through than all that there are.
        """
        among = self.among(node)
        if among is None:
            return np.flatnonzero(found)
        documents = among.astype(np.intp)
        return documents[found.take(documents)]

    def among(self, node: Node) -> Ints | None:
        """Return documents in order among which all are that match a node; None where there is no such list."""
        match node:
            case Word(text):
                forms = self.forms_there("text", text)
                lists = [self.snapshot.postings("text", term) for form in forms for term in form]
                lengths = [found.documents for found in lists if found is not None]
                return min(lengths, key=len) if len(forms) == 1 else None
            case And(parts):
                lengths = [found for part in parts if (found := self.among(part)) is not None]
                return min(lengths, key=len, default=None)
            case _:
                return None

    def match(self, node: Node) -> Mask:
        if isinstance(node, Everything):
            return self.snapshot.live
        masks = self.snapshot.masks
        return self.snapshot.kept(masks, repr(node), CACHED_MASKS, lambda: self.work_out(node))

    def work_out(self, node: Node) -> Mask:
        snapshot = self.snapshot
        match node:
            case Word(text):
                return self.any_form("text", text)
            case Prefix(text):
                return self.beginning(text)
            case Phrase(text, within):
                return snapshot.mask(self.phrase(query_terms(text, stemmed=False), within)[0])
            case Only(field, value, exact):
                return self.only(field, value, exact)
            case Dates(first, last, _):
                return snapshot.between(
                    lowest_date(first) if first else 1, highest_date(last) if last else 99999999
                )
            case Not(part):
                return snapshot.live & ~self.match(part)
            case And(parts):
                found = snapshot.live.copy()
                for part in parts:
                    if isinstance(part, Not):
                        found &= ~self.match(part.part)
                    else:
                        found &= self.match(part)
                return found
            case Or(parts):
                found = self.match(parts[0]).copy()
                for part in parts[1:]:
                    found |= self.match(part)
                return found
            case Some(parts, least):
                counts = np.zeros(snapshot.size, dtype=np.uint8)
                for part in parts:
                    counts += self.match(part) | self.around(part)
                enough: Mask = counts >= least
                return enough
            case Everything():
                return snapshot.live

    def around(self, node: Node) -> Mask:
        """Return the documents around which a word is told; nothing for what is no word."""
        if isinstance(node, Word):
            if node.text not in self.told_around:
                self.told_around[node.text] = self.any_form(CONTEXT, node.text)
            return self.told_around[node.text]
        return np.zeros(self.snapshot.size, dtype=bool)

    def any_form(self, field: str, text: str) -> Mask:
        """Return the documents that hold a word in any of the forms that it may be written in."""
        found: Mask | None = None
        for form in self.forms_there(field, text):
            having = self.all_terms(field, form)
            found = having if found is None else found | having
        return found if found is not None else np.zeros(self.snapshot.size, dtype=bool)

    def forms_there(self, field: str, text: str) -> list[tuple[str, ...]]:
        """Return the forms of a word of which the index has all terms."""
        return [
            form
            for form in asked_forms(text)
            if all(self.snapshot.postings(field, term) is not None for term in form)
        ]

    def all_terms(self, field: str, terms: Sequence[str]) -> Mask:
        found: Mask | None = None
        for term in terms:
            postings = self.snapshot.postings(field, term)
            if postings is None:
                return np.zeros(self.snapshot.size, dtype=bool)
            having = self.snapshot.mask(postings.documents)
            found = having if found is None else found & having
        return found if found is not None else np.zeros(self.snapshot.size, dtype=bool)

    def only(self, field: str, value: str, exact: bool) -> Mask:
        snapshot = self.snapshot
        if field == "article":
            wanted = int(value) if value.isdecimal() and len(value) < 18 else -1
            same: Mask = snapshot.numbers["article"] == wanted
            return same
        if field == "country":
            return snapshot.with_value("country", value if exact else country_code(value))
        if exact and field != "place":
            return snapshot.with_value(field, value)
        words = self.named(NAMES_OF[field], value)
        if field == "place":
            return words
        return words | snapshot.with_value(field, value.lower())

    def named(self, field: str, value: str) -> Mask:
        """Return the documents that have all words of a name, each in any spelling."""
        found: Mask | None = None
        for match in WORD.finditer(value):
            word = fold_word(match.group())
            having = self.all_terms(field, (word,)) if word else None
            for other in (f"{NAME}{folded_name(word)}", folded_name(word)):
                if having is not None and len(other) > 1 and self.snapshot.postings(field, other) is not None:
                    having = having | self.all_terms(field, (other,))
            if having is not None:
                found = having if found is None else found & having
        return found if found is not None else np.zeros(self.snapshot.size, dtype=bool)

    def beginning(self, text: str) -> Mask:
        """Return the documents with a word that begins so; of "jean-cl*" jean has to be there too."""
        whole, letters = prefix_terms(text)
        if not letters:
            return np.zeros(self.snapshot.size, dtype=bool)
        if letters not in self.prefixes:
            starting = self.snapshot.starting("exact", letters, MAX_EXPANSION - self.expanded)
            if starting is None:
                raise QueryFault(
                    f"“{text}*” stands for too many words here. Write more letters before the star.", text
                )
            words, self.prefixes[letters] = starting
            self.expanded += words
        found = self.prefixes[letters]
        return found & self.all_terms("exact", whole) if whole else found

    # Words in a place

    def phrase(self, terms: Sequence[str], within: int | None) -> tuple[Ints, Ints]:
        """Return the documents that hold the words in their order, or near each other, and how often."""
        key = (tuple(terms), within)
        if key not in self.phrases:
            self.phrases[key] = self.find_phrase(terms, within)
        return self.phrases[key]

    def find_phrase(
        self, terms: Sequence[str], within: int | None, among: Ints | None = None
    ) -> tuple[Ints, Ints]:
        """Return the documents with the words in a place, of all or `among` some in order, and how often."""
        nothing = np.zeros(0, dtype=np.int64)
        found: dict[str, Postings] = {}
        for term in dict.fromkeys(terms):
            postings = self.snapshot.postings("exact", term)
            if postings is None:
                return nothing, nothing
            found[term] = postings
        if not found:
            return nothing, nothing
        if len(terms) == 1:
            postings = found[terms[0]]
            return postings.documents, postings.counts()
        rare_first = sorted(found, key=lambda term: len(found[term].documents))
        both = found[rare_first[0]].documents
        if among is not None:
            both = both[holds(among, both)] if len(both) < len(among) else among[holds(both, among)]
        for term in rare_first[1:]:
            both = both[holds(found[term].documents, both)]
        if not len(both):
            return nothing, nothing
        keys = {term: places_in(found[term], both) for term in rare_first}
        starts = nearby(keys, Counter(terms), within) if within else in_order(keys, terms, rare_first[0])
        documents, counts = np.unique(starts // PLACES, return_counts=True)
        return documents, counts

    # How well

    def scores(self, node: Node, documents: Ints) -> Scores:
        """Return how well each of some documents, in order, answers: BM25 of the words; 0 where none is asked for."""
        if not len(documents):
            return np.zeros(0, dtype=np.float32)
        self.hits = documents
        self.out: Scores = np.zeros(self.snapshot.size, dtype=np.float32)
        self.add_scores(node)
        scores = self.out.take(documents)
        kinds = self.snapshot.values["kind"]
        weights = np.array([KIND_WEIGHT.get(kind, 1.0) for kind in kinds], dtype=np.float32)
        if len(weights):
            scores *= weights.take(self.snapshot.codes["kind"].take(documents))
        if "headline" in self.snapshot.values["part"]:
            parts = self.snapshot.values["part"]
            in_headline = self.snapshot.codes["part"].take(documents) == parts.index("headline")
            scores[in_headline] *= HEADLINE
        return scores

    def add_scores(self, node: Node) -> None:
        match node:
            case Word(text):
                for number, form in enumerate(asked_forms(text)):
                    for term in form:
                        self.add_term("text", term, OTHER_FORM if number else 1.0)
                for term in query_terms(text, stemmed=False):
                    self.add_term("exact", term, SAME_FORM)
            case Phrase(text, within):
                terms = query_terms(text, stemmed=False)
                documents, counts = self.phrase(terms, within)
                self.add(documents, counts, sum(self.weight("exact", term) for term in terms))
            case Prefix():
                documents = np.flatnonzero(self.match(node))
                self.add(documents, None, self.inverse(len(documents)))
            case And(parts):
                for part in parts:
                    self.add_scores(part)
                for one, other in list(pairwise(parts))[:NEIGHBOURS]:
                    if isinstance(one, Word) and isinstance(other, Word):
                        self.add_neighbours(one.text, other.text)
            case Or(parts):
                for part in parts:
                    self.add_scores(part)
            case Some(parts):
                self.add_some(parts)
            case _:
                pass

    def add_some(self, parts: Sequence[Node]) -> None:
        """Add what a question's words weigh: the rarer, the more, and more than in share where most stand.

        What is told around a statement weighs less than its own words.
        """
        before, self.out = self.out, np.zeros(self.snapshot.size, dtype=np.float32)
        held: Scores = np.zeros(self.snapshot.size, dtype=np.float32)
        whole = 0.0
        for part in parts:
            own, around = self.match(part), self.around(part)
            weight = self.inverse(int(np.count_nonzero(own | around)))
            whole += weight
            held[own] += np.float32(weight)
            only_around = around & ~own
            held[only_around] += np.float32(weight * AROUND)
            self.out[only_around] += np.float32(weight * AROUND)
            self.add_scores(part)
        for one, other in list(pairwise(parts))[:NEIGHBOURS]:
            if isinstance(one, Word) and isinstance(other, Word):
                self.add_neighbours(one.text, other.text)
                terms = query_terms(f"{one.text} {other.text}", stemmed=False)
                near, _ = self.find_phrase(terms, NEAR_PLACES, self.hits)
                self.out[near] += NEAR_SHARE * sum(self.weight("exact", term) for term in terms)
        self.out = before + self.out * (held / max(whole, 1e-6)) ** 2

    def add_neighbours(self, one: str, other: str) -> None:
        terms = query_terms(f"{one} {other}", stemmed=False)
        documents, _ = self.find_phrase(terms, None, self.hits)
        if len(documents):
            self.out[documents] += NEXT_TO * sum(self.weight("exact", term) for term in terms)

    def add_term(self, field: str, term: str, share: float) -> None:
        postings = self.snapshot.postings(field, term)
        if postings is not None:
            weight = share * self.inverse(len(postings.documents))
            self.add(postings.documents, postings.frequencies, weight)

    def add(self, documents: Ints, counts: Ints | None, weight: float) -> None:
        if len(documents) > FEW_OF * len(self.hits):  # few of them are asked for: find those
            at = np.searchsorted(documents, self.hits)
            at[at == len(documents)] = 0
            at = at[documents[at] == self.hits]
            documents, counts = documents[at], counts[at] if counts is not None else None
        # In place, and at numbers of the machine's own size: that takes half of the time.
        places = documents.astype(np.intp)
        share = self.snapshot.norms.take(places)
        most = np.float32(weight * (K1 + 1))
        if counts is None:
            share += 1
            np.divide(most, share, out=share)
        else:
            often = counts.astype(np.float32)
            share += often
            often *= most
            np.divide(often, share, out=share)
        share += self.out.take(places)
        self.out[places] = share

    def weight(self, field: str, term: str) -> float:
        postings = self.snapshot.postings(field, term)
        return self.inverse(len(postings.documents)) if postings is not None else 0.0

    def inverse(self, documents: int) -> float:
        """Return the weight of a word that so many documents hold: the rarer, the more."""
        total = max(self.snapshot.count, 1)
        return float(np.log(1 + (total - min(documents, total) + 0.5) / (documents + 0.5)))


def places_in(postings: Postings, wanted: Ints) -> Ints:
    """Return the places of a term in some documents that have it, each as document * PLACES + position."""
    counts = postings.counts()
    at = np.searchsorted(postings.documents, wanted)
    often = counts[at]
    firsts = np.cumsum(counts)[at] - often  # of each document, among all places of the term
    chosen = np.arange(int(often.sum())) + np.repeat(firsts - (np.cumsum(often) - often), often)
    documents = np.repeat(wanted.astype(np.int64), often)
    places = postings.positions[chosen].astype(np.int64)
    keys: Ints = documents * PLACES + np.minimum(places, PLACES - 1)
    return keys


def holds(keys: Ints, wanted: Ints) -> Mask:
    """Return which of the wanted numbers are among the keys, which are in order."""
    at = np.searchsorted(keys, wanted)
    at[at == len(keys)] = 0
    found: Mask = keys[at] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
    return found


def in_order(keys: dict[str, Ints], terms: Sequence[str], rarest: str) -> Ints:
    """Return where the words stand one behind the other: the place of the first of them."""
    starts: Ints = keys[rarest] - terms.index(rarest)
    by_size = sorted(range(len(terms)), key=lambda n: len(keys[terms[n]]))
    for n in by_size:
        if not len(starts):
            break
        starts = starts[holds(keys[terms[n]], starts + n)]
    return starts


def nearby(keys: dict[str, Ints], often: Mapping[str, int], within: int) -> Ints:
    """Return where all the words stand within so many places of each other, in any order.

    A word that is asked for twice has to stand there twice.
    """
    found = []
    for first in keys.values():
        last = first
        fits = np.ones(len(first), dtype=bool)
        for other, places in keys.items():
            at = np.searchsorted(places, first) + often[other] - 1
            fits &= at < len(places)
            at[at >= len(places)] = 0
            last = np.maximum(last, places[at]) if len(places) else last
        found.append(first[fits & (last - first <= within)])
    starts: Ints = np.sort(np.concatenate(found))
    return starts
