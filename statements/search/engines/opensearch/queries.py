"""A tree as the cluster's query: the documents that match, in any order."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ...analysis import NAME, WORD, asked_forms, fold_word, folded_name, prefix_terms, query_terms
from ...language import And, Dates, Everything, Node, Not, Only, Or, Phrase, Prefix, Some, Word
from ..fields import CONTEXT, NAMES_OF, country_code, highest_date, lowest_date

Clause = dict[str, Any]
ALL: Clause = {"exists": {"field": "model"}}  # a state has none
NOTHING: Clause = {"match_none": {}}


def matching(node: Node) -> Clause:
    """Return the query of a tree, which scores nothing."""
    match node:
        case Word(text):
            return in_any_form("text", text)
        case Prefix(text):
            return beginning_so(text)
        case Phrase(text, within):
            return in_a_row(query_terms(text, stemmed=False), within)
        case Only(field, value, exact):
            return with_value_of(field, value, exact)
        case Dates(first, last, _):
            return having_all([
                {"range": {"date": {"gte": lowest_date(first) if first else 1}}},
                {"range": {"last": {"lte": highest_date(last) if last else 99999999}}},
            ])  # fmt: skip
        case Not(part):
            return {"bool": {"filter": [ALL], "must_not": [matching(part)]}}
        case And(parts):
            wanted = [matching(part) for part in parts if not isinstance(part, Not)]
            unwanted = [matching(part.part) for part in parts if isinstance(part, Not)]
            return {"bool": {"filter": wanted or [ALL], "must_not": unwanted}}
        case Or(parts):
            return having_any([matching(part) for part in parts])
        case Some(parts, least):
            if least < 1:
                return ALL
            found = [having_any([matching(part), found_around(part)]) for part in parts]
            return (
                {"bool": {"should": found, "minimum_should_match": least}} if least <= len(parts) else NOTHING
            )
        case Everything():
            return ALL


def having_all(queries: Iterable[Clause]) -> Clause:
    """Return what answers all of some queries; of no query at all, nothing does."""
    several = list(queries)
    return several[0] if len(several) == 1 else {"bool": {"filter": several}} if several else NOTHING


def having_any(queries: Iterable[Clause]) -> Clause:
    several = [query for query in queries if query is not NOTHING]
    return several[0] if len(several) == 1 else {"bool": {"should": several}} if several else NOTHING


def with_term(field: str, term: str | int) -> Clause:
    return {"term": {field: term}}


def with_terms(field: str, terms: Sequence[str]) -> Clause:
    """Return what has all of some terms."""
    return having_all(with_term(field, term) for term in dict.fromkeys(terms))


def found_around(node: Node) -> Clause:
    """Return the documents around which a word is told; nothing for what is no word."""
    return in_any_form(CONTEXT, node.text) if isinstance(node, Word) else NOTHING


def in_any_form(field: str, text: str) -> Clause:
    return having_any(with_terms(field, form) for form in asked_forms(text))


def with_value_of(field: str, value: str, exact: bool) -> Clause:
    if field == "article":
        return with_term("article", int(value)) if value.isdecimal() and len(value) < 18 else NOTHING
    if field == "country":
        return with_term("country", value if exact else country_code(value))
    if exact and field != "place":
        return with_term(field, value)
    words = named_so(NAMES_OF[field], value)
    return words if field == "place" else having_any([words, with_term(field, value.lower())])


def named_so(field: str, value: str) -> Clause:
    """Return the documents that have all words of a name, each in any spelling."""
    words = []
    for match in WORD.finditer(value):
        if word := fold_word(match.group()):
            key = folded_name(word)
            spellings = (word, *((f"{NAME}{key}", key) if key else ()))
            words.append(having_any(with_term(field, one) for one in dict.fromkeys(spellings)))
    return having_all(words)


def beginning_so(text: str) -> Clause:
    """Return the documents with a word that begins so; of "jean-cl*" jean has to be there too."""
    whole, letters = prefix_terms(text)
    if not letters:
        return NOTHING
    begun: Clause = {"prefix": {"exact": {"value": letters}}}
    return having_all([begun, *(with_term("exact", word) for word in whole)])


def in_a_row(terms: Sequence[str], within: int | None) -> Clause:
    """Return the documents that hold the words in their order, or near each other."""
    if not terms:
        return NOTHING
    if len(terms) == 1:
        return with_term("exact", terms[0])
    return near_each_other(terms, within) if within else {"match_phrase": {"exact": phrase_query(terms)}}


def phrase_query(terms: Sequence[str]) -> Clause:
    return {"query": " ".join(terms), "analyzer": "whitespace"}


def near_each_other(terms: Sequence[str], within: int) -> Clause:
    """Return the documents that hold all the words within so many places of each other, in any order.

    The cluster counts the places between words. Where a word is asked for twice, or there are more words than
    places, that is another number than how far the first is from the last, and a script compares these.
    """
    words = [{"match": phrase_query([term])} for term in terms]
    rule: Clause = {"ordered": False, "intervals": words}
    if max(Counter(terms).values()) == 1 and len(terms) <= within + 1:
        rule["max_gaps"] = within + 1 - len(terms)
    else:
        rule["filter"] = {"script": {"source": f"interval.end - interval.start <= {int(within)}"}}
    return {"intervals": {"exact": {"all_of": rule}}}
