"""What the pages ask of search: a query with filters in, a page of rows with counts out."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from django.db import models
from haystack import connections
from haystack.inputs import BaseInput
from haystack.query import SQ

from .engine import Unavailable, backend, document_count
from .language import Everything, Node, QueryFault, parse

FACET_FIELDS = ("speaker", "source", "country", "kind", "year", "event")
SORTS = {"relevance": None, "newest": "-date", "oldest": "date"}
Counts = dict[str, list[tuple[str, int]]]
T = TypeVar("T")


class Line(BaseInput):  # type: ignore[misc]
    """A line of the query language, handed through Haystack as it is."""


def kept_for_generation(key: Hashable, make: Callable[[], T]) -> T:
    """Return what was worked out once for the present generation of the index; make it if it was not.

    For what changes only with the index, such as the names of the values that it counts.
    """
    snapshot = backend().snapshot()
    if snapshot is None:
        return make()
    if key not in snapshot.kept:
        snapshot.kept[key] = make()
    kept: T = snapshot.kept[key]
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of hits: ids of rows in order, how many there are in all, and counts by value.

    Of a facet's values the commonest are counted; `sizes` says how many there are.

    `more` has, where hits are grouped, how many others the same article has; `groups` is then how
    many articles there are. `held` are the counts of the query without the lines that narrow it.
    """

    ids: list[int]
    total: int
    tree: Node
    facets: Counts = field(default_factory=dict)
    held: Counts = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    groups: int = 0
    more: dict[int, int] = field(default_factory=dict)


def index_version() -> tuple[str, datetime | None]:
    """Return what tells two states of the index apart, and when it last changed."""
    folder = backend().current()
    if folder is None:
        return "", None
    try:
        changed = folder.stat().st_mtime
    except OSError:
        return folder.name, None
    return f"{folder.name} {changed}", datetime.fromtimestamp(changed, UTC)


def find(
    model: type[models.Model],
    text: str,
    *,
    narrow: tuple[str, ...] = (),
    sort: str = "relevance",
    start: int = 0,
    size: int = 20,
    facets: tuple[str, ...] = (),
    group: bool = False,
    own: Mapping[str, frozenset[str]] | None = None,
    trusted: bool = False,
) -> Found:
    """Search statements or articles. `narrow` are further lines of the language; `own` names those
    that a facet is counted without, so that its other values keep the counts they would have. A query
    that was parsed before and written out again is `trusted`.

    Raises QueryFault for a query with a fault and Unavailable while the index cannot answer.
    """
    tree = parse(text, trusted)
    query = connections["default"].get_query()
    query.add_model(model)
    if not isinstance(tree, Everything):
        query.add_filter(SQ(content=Line(text)))
    for line in narrow:
        query.add_narrow_query(line)
    order = SORTS.get(sort)
    if order:
        query.add_order_by(order)
    for name in facets:
        query.add_field_facet(name)
    query.group, query.own = group, own or {}
    query.set_limits(start, start + size)
    answer = backend().search(query.build_query(), **query.build_params())
    hits = answer["results"]
    return Found(
        ids=[int(hit.pk) for hit in hits],
        total=answer["hits"],
        tree=tree,
        facets=answer["facets"].get("fields", {}),
        held=answer["facets"].get("held", {}),
        sizes=answer["facets"].get("sizes", {}),
        groups=answer["groups"],
        more={int(hit.pk): hit.more for hit in hits} if group else {},
    )


__all__ = [
    "FACET_FIELDS",
    "SORTS",
    "Found",
    "QueryFault",
    "Unavailable",
    "backend",
    "document_count",
    "find",
    "index_version",
]
