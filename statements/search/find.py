"""What the pages ask of search: a query with filters in, a page of rows with counts out."""

from dataclasses import dataclass, field

from django.db import models
from haystack.inputs import BaseInput
from haystack.query import SearchQuerySet

from .engine import backend, document_count
from .language import Everything, Node, QueryFault, parse

FACET_FIELDS = ("speaker", "source", "country", "kind", "event")
SORTS = {"relevance": None, "newest": "-date", "oldest": "date"}


class Line(BaseInput):  # type: ignore[misc]
    """A line of the query language, handed through Haystack as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of hits: ids of rows in order, how many there are in all, and counts by value."""

    ids: list[int]
    total: int
    tree: Node
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def find(
    model: type[models.Model],
    text: str,
    *,
    narrow: tuple[str, ...] = (),
    sort: str = "relevance",
    start: int = 0,
    size: int = 20,
    facets: bool = True,
) -> Found:
    """Search statements or articles. `narrow` are further lines of the language. Raises QueryFault."""
    tree = parse(text)
    results = SearchQuerySet().models(model)
    if not isinstance(tree, Everything):
        results = results.filter(content=Line(text))
    for line in narrow:
        results = results.narrow(line)
    order = SORTS.get(sort)
    if order:
        results = results.order_by(order)
    if facets:
        for name in (*FACET_FIELDS, "month"):
            results = results.facet(name)
    query = results.query._clone()
    query.set_limits(start, start + size)
    hits = query.get_results()
    counts = query.get_facet_counts() if facets else {}
    return Found(
        ids=[int(hit.pk) for hit in hits],
        total=query.get_count(),
        tree=tree,
        facets=dict(counts.get("fields", {})) if counts else {},
    )


__all__ = ["FACET_FIELDS", "SORTS", "Found", "QueryFault", "backend", "document_count", "find"]
