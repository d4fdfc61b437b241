"""What the pages ask of search: a query with filters in, a page of rows with counts out."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from .engines import engine
from .engines.base import Counts, Group, Request, Unavailable, Unreachable
from .language import Node, QueryFault, parse

FACET_FIELDS = ("speaker", "source", "country", "kind", "year", "event")
SORTS = ("relevance", "newest", "oldest")
Query = str | Node  # a line of the query language, or its tree
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of hits: ids of rows in order, how many there are in all, and counts by value.

    Of a facet's values the commonest are counted; `sizes` says how many there are.

    `more` has, where hits are grouped, how many others the same article or utterance has; `groups` is
    then how many of these there are. `unnarrowed` are the counts of the query without what narrows it.
    """

    ids: list[int]
    total: int
    tree: Node
    facets: Counts = field(default_factory=dict)
    unnarrowed: Counts = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    groups: int = 0
    grouped: Group = ""
    more: dict[int, int] = field(default_factory=dict)

    @property
    def counted(self) -> int:
        """How many were found as they are counted: utterances, where these are what is asked for, else rows."""
        return self.groups if self.grouped == "utterance" else self.total


def why_no_answer(error: Unavailable) -> str:
    """Return for a reader, in a sentence, why search cannot answer and for how long about."""
    if isinstance(error, Unreachable):
        return _("The search cluster is away or busy, and is asked again and again until it answers.")
    return _("The search index is being mended, which takes from seconds to some minutes.")


def find(
    model: type[models.Model],
    query: Query,
    *,
    narrow: Sequence[Query] = (),
    sort: str = "relevance",
    start: int = 0,
    size: int = 20,
    facets: tuple[str, ...] = (),
    group: Group = "",
    own: Mapping[str, frozenset[Query]] | None = None,
    trusted: bool = False,
) -> Found:
    """Search statements or articles. `narrow` are further queries; `own` names those that a facet is
    counted without, so that its other values keep the counts they would have. A line that was parsed
    before and written out again is `trusted`.

    Raises QueryFault for a query with a fault and Unavailable while the index cannot answer.
    """
    tree = parse(query, trusted) if isinstance(query, str) else query
    narrowing = {one: parse(one, trusted=True) if isinstance(one, str) else one for one in narrow}
    answer = engine().search(
        Request(
            tree=tree,
            models=(model._meta.label_lower,),
            narrow=tuple(narrowing.values()),
            sort=sort if sort in SORTS else "relevance",
            start=start,
            size=size,
            facets=facets,
            group=group,
            own={
                name: frozenset(narrowing[one] for one in mine & narrowing.keys())
                for name, mine in (own or {}).items()
            },
        )
    )
    return Found(
        ids=[hit.row for hit in answer.hits],
        total=answer.total,
        tree=tree,
        facets=answer.facets,
        unnarrowed=answer.unnarrowed,
        sizes=answer.sizes,
        groups=answer.groups,
        grouped=group,
        more={hit.row: hit.more for hit in answer.hits} if group else {},
    )


def index_version() -> tuple[str, datetime | None]:
    """Return what tells two states of the index apart, and when it last changed."""
    return engine().version()


def cached_for_generation(key: Hashable, make: Callable[[], T]) -> T:
    """Return what was worked out once for the present generation of the index; make it if it was not.

    For what changes only with the index, such as the names of the values that it counts.
    """
    cache = engine().generation_cache()
    if key not in cache:
        cache[key] = make()
    cached: T = cache[key]
    return cached


__all__ = [
    "FACET_FIELDS",
    "SORTS",
    "Found",
    "QueryFault",
    "Unavailable",
    "cached_for_generation",
    "find",
    "index_version",
]
