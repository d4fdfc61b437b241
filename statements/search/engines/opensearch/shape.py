"""What an index on the cluster is made of, and what is sent of a document.

Text becomes terms here and not there: the cluster splits at blanks and nothing else, so that both engines find
the same. What stands at one place in several forms is one word with bars in it ("treati|~tretie"), which the
cluster takes apart without moving on, so that a document is as long as it has words.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ...analysis import GAP, DocumentTerms, document_terms, stem_word
from ..base import DATE_FACETS
from ..fields import CONTEXT, NAME_FIELDS, VALUE_FIELDS, Document, Key, checksum
from ..weights import K1, B
from .connection import ClusterAddress

INDEX_FORMAT = 2  # of the index, and of the analysis whose terms it holds; one of another is made anew
WINDOW = 100_000  # hits that a search may skip; what is further back is walked to
STATE = "state"  # the document that tells the generation of its index
# By which field the hits of a group become one. What has no utterance is one by itself, so it is told its own id.
COLLAPSED = {"article": "article", "utterance": "printing_of"}
FORGOTTEN = "1h"  # for which a removed document keeps its version


def index_body(address: ClusterAddress, shards: int | None = None) -> dict[str, Any]:
    """Return the settings and fields of a new index, as it is while it is being filled."""
    names = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
    values = {"type": "keyword"}
    untouched = {"index": False, "doc_values": False}
    return {
        "settings": {
            "number_of_shards": shards or address.shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",  # a batch is seen whole, once its writer says so
            "max_result_window": WINDOW,
            "gc_deletes": FORGOTTEN,
            "similarity": {"default": {"type": "BM25", "k1": K1, "b": B}},
            "analysis": {
                "tokenizer": {"blanks": {"type": "whitespace", "max_token_length": 1_000_000}},
                "filter": {
                    "forms": {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^|]+)"]}
                },
                "analyzer": {"terms": {"type": "custom", "tokenizer": "blanks", "filter": ["forms"]}},
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {
                "includes": ["generation", "changed"]
            },  # nothing else is read back: pages show the database
            "_meta": {"format": INDEX_FORMAT},
            "properties": {
                "text": {"type": "text", "analyzer": "terms", "index_options": "freqs"},
                "exact": {"type": "text", "analyzer": "terms", "position_increment_gap": GAP},
                **dict.fromkeys(NAME_FIELDS, names),
                **dict.fromkeys((*VALUE_FIELDS, *DATE_FACETS), values),
                **{key: {"type": "long"} for key in ("row", "article", "utterance", "sum")},
                **{key: {"type": "integer"} for key in ("date", "last", "words")},
                "printing_of": {**values, "index": False},
                "generation": {"type": "keyword", **untouched},
                "changed": {"type": "double", **untouched},
            },
        },
    }


def document_id(key: Key) -> str:
    return f"{key[0]}:{key[1]}"


def key_in_id(document_id: str) -> Key:
    model, _, row = document_id.rpartition(":")
    return model, int(row)


def source_of(document: Document) -> dict[str, Any]:
    """Return what the cluster is sent of a document: terms, values and numbers."""
    terms = document_terms(document.get("text", ""))
    exact, text = words_and_forms(terms)
    source: dict[str, Any] = {
        "model": document["model"],
        "row": document["row"],
        "words": terms.words,
        "sum": checksum(document),
        "printing_of": str(document.get("utterance") or document_id((document["model"], document["row"]))),
        "exact": exact,
        "text": text,
    }
    for name in NAME_FIELDS:
        if value := document.get(name):
            source[name] = terms_of_names(value, name == CONTEXT)
    for name in VALUE_FIELDS:
        if value := document.get(name):
            source[name] = str(value).split(",") if name == "event" else value
    for name in ("article", "utterance"):
        if document.get(name):
            source[name] = document[name]
    if date := document.get("date"):
        source |= date_values(int(date))
    return source


def words_and_forms(terms: DocumentTerms) -> tuple[list[str], str]:
    """Return the words of each part in their order, and their stems with what else they are found under."""
    places: dict[int, str] = {}
    for word, positions in terms.places.items():
        for position in positions:
            places[position] = f"{places[position]}|{word}" if position in places else word
    parts: list[list[str]] = []
    before = -GAP
    for position in sorted(places):
        if position != before + 1:
            parts.append([])
        parts[-1].append(places[position])
        before = position
    stems = ["|".join(map(stem_word, word.split("|"))) for part in parts for word in part]
    others = [term for term, count in terms.others.items() for _ in range(count)]
    for number, term in enumerate(others):  # they stand nowhere, so anywhere will do
        stems[number % len(stems)] += f"|{term}"
    return [" ".join(part) for part in parts], " ".join(stems)


@lru_cache(maxsize=8192)  # the statements of a speaker, an outlet or an event have their names over and over
def terms_of_names(names: str, stemmed: bool) -> str:
    """Return the terms of some names; of what surrounds a statement their stems as well."""
    found = document_terms(names)
    stems = {stem_word(term) for term in found.places} if stemmed else set()
    return " ".join(sorted({*found.places, *found.others, *stems}))


def date_values(date: int) -> Mapping[str, Any]:
    """Return a date as it is sorted, bounded and counted: 20180500 ends on 20180531 and is of no day."""
    year, month, day = date // 10000, date // 100 % 100, date % 100
    values: dict[str, Any] = {"date": date, "year": f"{year:04d}"}
    values["last"] = date if day else date + 31 if month else date + 1231
    if month:
        values["month"] = f"{year:04d}-{month:02d}"
    if day:
        values["day"] = f"{year:04d}-{month:02d}-{day:02d}"
    return values
