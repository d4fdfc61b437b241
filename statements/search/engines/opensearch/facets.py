"""Facets as the cluster counts them, and when its counts are not to be believed.

Each shard tells its commonest values alone, so a value that is rare on each may be missed. The cluster says how
much a count may be wrong; where that could change the answer, all values are counted one after the other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from ..base import DATE_FACETS, MOST_VALUES, Group
from .queries import Clause

PER_SHARD = 5000  # values that each shard tells
MOST_DATES = 20_000
EXACT_SIZES = 40_000  # values up to which the cluster's number of them is exact; above it is an estimate
PAGE_OF_VALUES = 10_000
Ask = Callable[[dict[str, Any]], dict[str, Any]]  # a search as it is sent, to its answer


def facet_body(name: str, narrow: Sequence[Clause]) -> dict[str, Any]:
    """Return the aggregation of a facet, of what answers all queries of `narrow`."""
    if name in DATE_FACETS:
        values = {"terms": {"field": name, "size": MOST_DATES, "order": {"_key": "asc"}}}
        inner = {"values": values}
    else:
        # One more than is shown, to tell how far the first that is not shown is behind.
        size = {"size": MOST_VALUES + 1, "shard_size": PER_SHARD, "show_term_doc_count_error": True}
        order = {"order": [{"_count": "desc"}, {"_key": "asc"}]}
        inner = {
            "values": {"terms": {"field": name, **size, **order}},
            "size": {"cardinality": {"field": name, "precision_threshold": EXACT_SIZES}},
        }
    return {"filter": {"bool": {"filter": list(narrow)}}, "aggs": inner}


def groups_body(group: Group, narrow: Sequence[Clause]) -> dict[str, Any]:
    """Return the aggregation of how many groups there are, of what answers all queries of `narrow`."""
    several = {"cardinality": {"field": group, "precision_threshold": EXACT_SIZES}}
    alone = {"missing": {"field": group}}
    inner = {"several": several, **({"alone": alone} if group == "utterance" else {})}
    return {"filter": {"bool": {"filter": list(narrow)}}, "aggs": inner}


def number_of_groups(answer: dict[str, Any]) -> int:
    return int(answer["several"]["value"]) + int(answer.get("alone", {}).get("doc_count", 0))


def facet_of(
    answer: dict[str, Any], name: str, every: Callable[[], Iterable[tuple[str, int]]]
) -> tuple[list[tuple[str, int]], int]:
    """Return the commonest values of a facet with their counts, and how many values there are.

    `every` counts all values, where the cluster's answer may be wrong.
    """
    values = answer["values"]
    found = [(bucket["key"], bucket["doc_count"]) for bucket in values["buckets"]]
    if values["sum_other_doc_count"] if name in DATE_FACETS else not is_exact(values):
        return facet_of_all(every(), name)
    if name in DATE_FACETS:
        return found, len(found)
    size = len(found) if not values["sum_other_doc_count"] else answer["size"]["value"]
    return found[:MOST_VALUES], size


def facet_of_all(counts: Iterable[tuple[str, int]], name: str) -> tuple[list[tuple[str, int]], int]:
    """Return a facet and its size where all its values were counted: dates in their order, else the commonest."""
    if name in DATE_FACETS:
        found = sorted(counts)
        return found, len(found)
    counted = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    return counted[:MOST_VALUES], len(counted)


def is_exact(values: dict[str, Any]) -> bool:
    """Whether no value can belong among those shown but for them, and theirs are counted whole."""
    error, buckets = values["doc_count_error_upper_bound"], values["buckets"]
    if not error:
        return True
    shown, behind = buckets[:MOST_VALUES], buckets[MOST_VALUES:]
    if not behind or any(bucket["doc_count_error_upper_bound"] for bucket in shown):
        return False
    return bool(shown[-1]["doc_count"] > behind[0]["doc_count"] + error)


def every_value(ask: Ask, query: Clause, field: str, once_for: Group = "") -> Iterator[tuple[str, int]]:
    """Yield every value of a field with how many documents of a query have it, in the order of the values.

    With `once_for`, those of one group that have the same value count as one; what has no group counts by itself.
    """
    sources: list[dict[str, Any]] = [{"value": {"terms": {"field": field}}}]
    if once_for:
        sources.append({"group": {"terms": {"field": once_for, "missing_bucket": True}}})
    for value, buckets in groupby(
        combinations_of(ask, query, sources), key=lambda bucket: bucket["key"]["value"]
    ):
        yield (
            value,
            sum(bucket["doc_count"] if bucket["key"].get("group") is None else 1 for bucket in buckets),
        )


def combinations_of(ask: Ask, query: Clause, sources: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every combination of values that documents of a query have, in order."""
    source: dict[str, Any] = {"size": PAGE_OF_VALUES, "sources": list(sources)}
    while True:
        body = {"size": 0, "query": query, "aggs": {"values": {"composite": source}}}
        found = ask(body)["aggregations"]["values"]
        yield from found["buckets"]
        if len(found["buckets"]) < PAGE_OF_VALUES:
            return
        source = {**source, "after": found["after_key"]}
