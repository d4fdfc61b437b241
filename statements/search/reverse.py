"""Search turned round: which of many queries do these documents answer?

Of each query is known what a document has to have to answer it: one of some terms or values, its keys. The queries
are listed under their keys, so that a document is held against those alone that it may answer. Held against it
they are by the engine itself, so that the answer is the one of `find`.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Generic, TypeVar

from .analysis import NAME, WORD, asked_forms, fold_word, folded_name, prefix_terms, query_terms
from .engines import engine
from .engines.base import FewDocuments, Unavailable
from .engines.fields import CONTEXT, NAMES_OF, VALUE_FIELDS, Document, country_code
from .engines.fields import Key as Row
from .language import And, Dates, Everything, Node, Not, Only, Or, Phrase, Prefix, Some, Word

KeyTerm = tuple[str, str]  # a field and a term or a value of it
Often = Callable[[str, str], int]  # in how many documents a term of a field is, about
Q = TypeVar("Q", bound=Hashable)

BEGINS = "begins"  # the field of keys that are the beginning of a word
LONGEST_BEGINNING = 6  # letters of such a key
ANY = 1 << 40  # as often as nothing is


class Needed(tuple[frozenset[KeyTerm] | None, int]):
    """What a document has to have one of, and how many have, about. None: it may have anything."""

    __slots__ = ()

    @property
    def keys(self) -> frozenset[KeyTerm] | None:
        return self[0]

    @property
    def often(self) -> int:
        return self[1]


ANYTHING = Needed((None, ANY))
NOTHING = Needed((frozenset(), 0))  # no document answers


def needed(node: Node, often: Often) -> Needed:
    """Return what a document has to have to answer a tree: of what it needs all, the rarest."""
    match node:
        case Word(text):
            printed = [often("exact", term) for term in query_terms(text, stemmed=False)]
            forms = either_needed(form_needed("text", form) for form in asked_forms(text))
            return Needed((forms.keys, min(printed, default=0)))
        case Prefix(text):
            whole, letters = prefix_terms(text)
            if not letters:
                return NOTHING
            begins = Needed(
                (frozenset([(BEGINS, letters[:LONGEST_BEGINNING])]), ANY >> (8 * min(len(letters), 4)))
            )
            return rarest([begins, *(key_needed("exact", [term], often) for term in whole)])
        case Phrase(text, _):
            terms = query_terms(text, stemmed=False)
            return rarest(key_needed("exact", [term], often) for term in terms) if terms else NOTHING
        case Only(field, value, exact):
            return value_needed(field, value, exact, often)
        case And(parts):
            return rarest(needed(part, often) for part in parts)
        case Or(parts):
            return either_needed(needed(part, often) for part in parts)
        case Some(parts, least):
            if least < 1:
                return ANYTHING
            each = [either_needed([needed(part, often), *told_around(part)]) for part in parts]
            # Of so many, all but `least` - 1 may be missing: one of any larger number is there.
            return either_needed(sorted(each, key=lambda one: one.often)[: len(parts) - least + 1])
        case Dates() | Not() | Everything():
            return ANYTHING


def rarest(several: Iterable[Needed]) -> Needed:
    return min(several, key=lambda one: one.often, default=ANYTHING)


def either_needed(several: Iterable[Needed]) -> Needed:
    """Return what a document has to have where one of these is enough."""
    keys: set[KeyTerm] = set()
    count = 0
    for one in several:
        if one.keys is None:
            return ANYTHING
        keys |= one.keys
        count += one.often
    return Needed((frozenset(keys), count))


def key_needed(field: str, terms: Sequence[str], often: Often) -> Needed:
    """Return that one of some terms is needed."""
    return Needed((frozenset((field, term) for term in terms), sum(often(field, term) for term in terms)))


def form_needed(field: str, form: Sequence[str]) -> Needed:
    """Return what a form of a word needs: all of its terms, the longest of which may be the rarest."""
    return Needed((frozenset([(field, max(form, key=len))] if form else ()), 0))


def told_around(part: Node) -> Iterator[Needed]:
    if isinstance(part, Word):
        yield either_needed(form_needed(CONTEXT, form) for form in asked_forms(part.text))


def value_needed(field: str, value: str, exact: bool, often: Often) -> Needed:
    if field == "article":
        return ANYTHING
    if field == "country":
        return key_needed(field, [value if exact else country_code(value)], often)
    if exact and field != "place":
        return key_needed(field, [value], often) if value else ANYTHING
    words = [fold_word(match.group()) for match in WORD.finditer(value)]
    spelled = [[word, f"{NAME}{folded_name(word)}", folded_name(word)] for word in words if word]
    named = rarest(key_needed(NAMES_OF[field], terms, often) for terms in spelled) if spelled else NOTHING
    return named if field == "place" else either_needed([named, key_needed(field, [value.lower()], often)])


class ReverseIndex(Generic[Q]):
    """Queries, each under a name, listed by what a document has to have to answer them."""

    def __init__(self, trees: Mapping[Q, Node] | None = None, often: Often | None = None) -> None:
        self.trees: dict[Node, list[Q]] = {}  # many people ask for the same
        self.listed: dict[KeyTerm, list[Node]] = defaultdict(list)
        self.always: list[Node] = []
        self.often = often or partial(times_held, {})
        for name, tree in (trees or {}).items():
            self.add(name, tree)

    def add(self, name: Q, tree: Node) -> None:
        if tree in self.trees:
            self.trees[tree].append(name)
            return
        self.trees[tree] = [name]
        keys = needed(tree, self.often).keys
        if keys is None:
            self.always.append(tree)
        for key in keys or ():
            self.listed[key].append(tree)

    def remove(self, name: Q, tree: Node) -> None:
        """Take a query out; one that nobody asks for any more stays in the lists, and is not held against anything."""
        self.trees[tree].remove(name)

    def candidates(self, documents: FewDocuments) -> Iterator[Node]:
        """Yield the trees that one of the documents may answer, each once."""
        seen: set[int] = set()  # trees are compared by what stands in them, which takes its time
        lists = (self.always, *(self.listed[key] for key in terms_asked_by(documents) if key in self.listed))
        for tree in chain.from_iterable(lists):
            if id(tree) not in seen and self.trees[tree]:
                seen.add(id(tree))
                yield tree

    def answered(self, documents: Sequence[Document]) -> dict[Row, list[Q]]:
        """Return for each document that answers any query the names of those, in no order."""
        few = engine().few(documents)
        found: dict[Row, list[Q]] = defaultdict(list)
        for tree in self.candidates(few):
            for row in few.answering(tree):
                found[row] += self.trees[tree]
        return found


def terms_asked_by(documents: FewDocuments) -> Iterator[KeyTerm]:
    beginnings = set()
    for field, term in documents.terms():
        yield field, term
        if field == "exact":
            beginnings |= {term[:n] for n in range(1, min(len(term), LONGEST_BEGINNING) + 1)}
    yield from ((BEGINS, letters) for letters in beginnings)


def times_held(known: dict[KeyTerm, int], field: str, term: str) -> int:
    """Return in how many documents the index has a term, from `known` if it is there; a guess where it cannot say."""
    if (field, term) not in known:
        try:
            known[field, term] = counted_in_index(known, field, term)
        except Unavailable:
            known[field, term] = ANY >> min(4 * len(term), 36)
    return known[field, term]


def counted_in_index(known: dict[KeyTerm, int], field: str, term: str) -> int:
    if field not in VALUE_FIELDS:
        return engine().count_term(field, term)
    if (field, "") not in known:  # all values of the field at once
        values = engine().count_values("statements.quote", field)
        known.update({(field, value): count for value, count in values.items()})
        known[field, ""] = 0
    return known.get((field, term), 0)
