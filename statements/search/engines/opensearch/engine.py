"""The engine on a cluster: the index in use stands behind an alias, and a document in it tells its generation.

Readers ask a point in time, which a writer's next batch does not touch. A batch is sent, made visible, and only
then told as a new generation; one that is broken off half-way is sent again whole, from the queue.
"""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from rapidfuzz.distance import Levenshtein

from ...language import Everything, QueryFault
from ..base import (
    MISSING,
    Answer,
    Damaged,
    Depth,
    FewDocuments,
    Group,
    Hit,
    Request,
    SearchEngine,
    Unavailable,
    Unreachable,
)
from ..fields import TEXT, Document, Key
from ..whoosh.few import FewInMemory
from . import bulk
from .connection import ClusterAddress, ClusterConnection
from .draft import ClusterDraft
from .facets import every_value, facet_body, facet_of, facet_of_all, groups_body, number_of_groups
from .indexes import ClusterIndexes
from .lease import WriteLease
from .moment import LostMoment, Moment
from .queries import ALL, Clause, having_all, matching, with_term
from .relevance import Weights, scored
from .shape import COLLAPSED, INDEX_FORMAT, WINDOW, key_in_id
from .troubles import troubles_of

logger = logging.getLogger(__name__)

STEP = 10_000  # hits that are read at a time, where many are
MOST_LIKE = 200  # terms that a word may be like
Told = TypeVar("Told")


class OpenSearchEngine(ClusterIndexes, SearchEngine):
    """The index of a name on a cluster. `folder` holds this machine's share of the right to write."""

    def __init__(self, address: ClusterAddress, folder: Path, has_rows: Callable[[], bool]) -> None:
        ClusterIndexes.__init__(self, ClusterConnection(address))
        SearchEngine.__init__(self, has_rows)
        self.lease = WriteLease(self.connection, folder)
        self.opening = threading.Lock()
        self.last: Moment | None = None

    # Which generation

    def moment(self) -> Moment | None:
        """Return the present generation; None before anything is indexed. Raises Unavailable."""
        state = self.state()
        if state is None:
            if self.has_rows():
                raise Unavailable(MISSING)
            return None
        with self.opening:
            before = self.last
            if before is not None and before.state == state:
                return before
            self.last = Moment(self.connection, state)
        if before is not None:
            before.pass_by()
        return self.last

    def read(self, work: Callable[[Moment], Told], nothing: Told) -> Told:
        """Return what is worked out on one generation, begun anew where a node went away meanwhile."""
        for attempt in range(3):
            moment = self.moment()
            if moment is None:
                return nothing
            try:
                with moment:
                    return work(moment)
            except LostMoment as error:
                self.forget_state()
                if attempt == 2:
                    raise error.__cause__ or Unreachable(
                        "the search cluster has lost some of its nodes"
                    ) from None
                time.sleep(0.2 * attempt)
        raise AssertionError

    # Asked

    def search(self, request: Request) -> Answer:
        return self.read(lambda moment: answer_at(moment, request), Answer())

    def count_values(self, model: str, field: str) -> dict[str, int]:
        mine = with_term("model", model)
        return self.read(lambda moment: dict(every_value(moment.ask, mine, field)), {})

    def count_term(self, field: str, term: str) -> int:
        return self.count_terms(field, [term])[term]

    def count_terms(self, field: str, terms: Sequence[str]) -> dict[str, int]:
        asked = [with_term(as_printed(field), term) for term in terms]
        none = [0] * len(terms)
        counts = self.read(lambda moment: moment.count(asked) if asked else none, none)
        return dict(zip(terms, counts, strict=True))

    def similar_terms(self, field: str, term: str, edits: int, same: int) -> dict[str, int]:
        found = {
            "field": as_printed(field),
            "max_edits": edits,
            "prefix_length": same,
            "suggest_mode": "always",
        }
        wide = {
            "min_word_length": 1,
            "size": MOST_LIKE,
            "shard_size": 5 * MOST_LIKE,
            "accuracy": 0.0,
            "sort": "frequency",
        }
        asked = {"like": {"text": term, "term": {**found, **wide, "analyzer": "whitespace"}}}

        def look(moment: Moment) -> dict[str, int]:
            answer = moment.ask({"size": 0, "query": ALL, "suggest": asked})["suggest"]["like"]
            options = [option for word in answer for option in word["options"]]
            # The cluster takes two letters that changed places for one edit, not for two.
            return {
                option["text"]: int(option["freq"])
                for option in options
                if Levenshtein.distance(term, option["text"]) <= edits
            }

        nothing: dict[str, int] = {}
        near = self.read(look, nothing)
        itself = self.count_term(field, term)
        return {**near, term: itself} if itself else near

    def few(self, documents: Sequence[Document]) -> FewDocuments:
        return FewInMemory(documents)  # which needs no cluster, and finds what it would

    # What is cached

    def version(self) -> tuple[str, datetime | None]:
        try:
            state = self.state()
        except Unavailable:
            state = self.last.state if self.last is not None else None
        return (f"{state.name} {state.generation}", state.when) if state else ("", None)

    def generation_cache(self) -> dict[Hashable, Any]:
        moment = self.moment()
        return moment.generation_cache if moment else {}

    # Looked after

    def exists(self) -> bool:
        return self.state() is not None

    def location(self) -> str:
        return self.address.shown

    def document_count(self) -> int:
        return self.read(lambda moment: moment.count([ALL])[0], 0)

    def verify(self, depth: Depth = Depth.WHOLE) -> None:
        """Ask how the index is; the cluster itself looks for files that changed. Raises Unreachable, too,
        where copies are away that may come back.
        """
        state = self.state()
        if state is None:
            raise Unavailable(MISSING)
        health = self.connection.read("GET", f"/_cluster/health/{state.name}", local="true", timeout="1s")
        if health["status"] == "red":
            raise Unreachable(f"parts of the search index {state.name} are on nodes that are away")
        if depth is Depth.QUICK:
            return
        mapping = self.connection.read("GET", f"/{state.name}/_mapping")[state.name]["mappings"]
        if mapping.get("_meta", {}).get("format") != INDEX_FORMAT:
            raise Damaged("its fields are not those of this version")
        self.forget_state()
        self.document_count()

    def checksums(self, model: str, rows: Sequence[int] | None = None) -> Iterator[tuple[int, int]]:
        mine = with_term("model", model)
        if rows is None:
            asked = [mine]
        else:
            pieces = (list(rows[n : n + STEP]) for n in range(0, len(rows), STEP))
            asked = [having_all([mine, {"terms": {"row": [int(row) for row in piece]}}]) for piece in pieces]
        nothing: list[tuple[int, int]] = []
        for query in asked:
            yield from self.read(partial(sums_of, query=query), nothing)
        if not asked:
            self.moment()

    def troubles(self) -> list[str]:
        return list(troubles_of(self, self))

    # Written

    def lock(self, wait: bool = True) -> Any:
        return self.lease.lock(wait)

    def let_go(self) -> None:
        self.lease.let_go()

    @contextmanager
    def writing(self) -> Iterator[int]:
        """Give the number under which to write, of the right that is held or of one taken for this alone."""
        if self.lease.token:
            yield self.lease.token
            return
        with self.lease.lock():
            yield self.lease.token

    def write(self, documents: Sequence[Document], gone: Iterable[Key] = ()) -> None:
        with self.writing() as token:
            index = self.in_use(token)
            actions = [
                *bulk.removing(gone, token),
                *bulk.indexing(documents, token),
            ]  # all of them can be made
            if actions and bulk.send(self.connection, index, actions):
                self.connection.write("POST", f"/{index}/_refresh")
                self.tell_generation(index, token)

    def in_use(self, token: int) -> str:
        """Return the index in use; an empty one is made for an empty archive alone. Raises Unavailable."""
        self.forget_state()
        state = self.state()
        if state is not None:
            return state.name
        if self.has_rows():
            raise Unavailable(MISSING)
        return self.put_empty_one(token)

    def put_empty_one(self, token: int) -> str:
        draft = ClusterDraft(self, token)
        draft.complete()
        draft.switch()
        return draft.index

    def tidy(self) -> int:
        return 0  # the cluster does so by itself

    def clear(self) -> None:
        with self.writing() as token:
            self.put_empty_one(token)

    def draft(self, parts: int) -> ClusterDraft:
        with self.writing() as token:
            return ClusterDraft(self, token)


def as_printed(field: str) -> str:
    """Return the field of terms that has those of a document's field as they are printed."""
    return "exact" if field == TEXT else field


def answer_at(moment: Moment, request: Request) -> Answer:
    models: Clause = {"terms": {"model": list(request.models)}} if request.models else ALL
    found = having_all([matching(request.tree), models])
    narrow = {tree: matching(tree) for tree in request.narrow}
    by_score = request.sort == "relevance" and not isinstance(request.tree, Everything)
    body: dict[str, Any] = {
        "_source": False,
        "track_total_hits": True,
        "query": scored(request.tree, found, Weights(moment.count, moment.average_words))
        if by_score and request.size
        else {"bool": {"filter": [found]}},
        "sort": order_of(by_score, request.sort),
    }
    wanted = [*narrow.values()]
    once = request.group == "utterance"  # then facets are counted apart, pair by pair
    aggs: dict[str, Any] = {}
    kept: dict[str, list[Clause]] = {}
    for name in request.facets:
        own = request.own.get(name, frozenset())
        kept[name] = [query for tree, query in narrow.items() if tree not in own]
        if once:
            continue
        aggs[f"narrowed {name}"] = facet_body(name, kept[name])
        if narrow:
            aggs[f"whole {name}"] = facet_body(name, [])
    if request.group:
        aggs["groups"] = groups_body(request.group, wanted)
        body["collapse"] = {"field": COLLAPSED[request.group]}
    if narrow and aggs:
        body["post_filter"] = {"bool": {"filter": wanted}}
    elif narrow:
        body["query"] = {"bool": {"must": [body["query"]], "filter": wanted}}
    if aggs:
        body["aggs"] = aggs
    # A word weighs what it does in the whole index, not in the shard that a statement happens to lie in.
    kind = {"search_type": "dfs_query_then_fetch"} if by_score else {}
    answer, hits = page_of_hits(moment, body, kind, request.start, request.size, request.group)
    counted = answer.get("aggregations", {})

    def count(part: str, name: str, filters: Sequence[Clause]) -> tuple[list[tuple[str, int]], int]:
        every = having_all([found, *filters])
        if once:
            return facet_of_all(every_value(moment.ask, every, name, once_for="utterance"), name)
        return facet_of(counted[f"{part} {name}"], name, lambda: every_value(moment.ask, every, name))

    facets = {name: count("narrowed", name, kept[name]) for name in request.facets}
    total = int(answer["hits"]["total"]["value"])
    more = others_of(moment, having_all([found, *wanted]), hits, request.group) if request.group else {}
    return Answer(
        hits=tuple(hit_of(hit, more, request.group) for hit in hits),
        total=total,
        groups=number_of_groups(counted["groups"]) if request.group else total,
        facets={name: pair[0] for name, pair in facets.items()},
        sizes={name: pair[1] for name, pair in facets.items()},
        unnarrowed={name: count("whole", name, [])[0] for name in request.facets} if narrow else {},
    )


def order_of(by_score: bool, sort: str) -> list[dict[str, Any]]:
    """Return the order of hits: what has no date last both ways, equals by row."""
    direction = "asc" if sort == "oldest" else "desc"
    date = {"date": {"order": direction, "missing": "_last"}}
    return [*([{"_score": "desc"}] if by_score else []), date, {"row": "asc"}, {"model": "asc"}]


def page_of_hits(
    moment: Moment, body: dict[str, Any], kind: dict[str, str], start: int, size: int, group: Group
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the cluster's answer and a page of its hits. What is far back is walked to, page by page."""
    if start + size <= WINDOW:
        answer = moment.ask({**body, "from": start if size else 0, "size": min(size, STEP)}, **kind)
        hits = list(answer["hits"]["hits"])
        while size > len(hits) and len(hits) and len(hits) % STEP == 0:
            more = moment.ask(
                {**body, "from": start + len(hits), "size": min(size - len(hits), STEP)}, **kind
            )
            if not more["hits"]["hits"]:
                break
            hits += more["hits"]["hits"]
        return answer, hits
    if group:
        raise QueryFault(_("That is too far back. Narrow the search, or order it the other way round."), "")
    answer = step = moment.ask({**body, "size": STEP}, **kind)
    passed, hits = 0, []
    rest = {**{name: value for name, value in body.items() if name != "aggs"}, "track_total_hits": False}
    while found := step["hits"]["hits"]:
        hits += found[max(0, start - passed) : start + size - passed]
        passed += len(found)
        if len(found) < STEP or passed >= start + size:
            break
        step = moment.ask({**rest, "size": STEP, "search_after": found[-1]["sort"]}, **kind)
    return answer, hits


def group_in(hit: dict[str, Any], group: Group) -> str:
    """Return the number of a hit's group; "" for what is one by itself."""
    found = str((hit.get("fields", {}).get(COLLAPSED[group]) or [""])[0]) if group else ""
    return found if found.isdecimal() else ""


def others_of(moment: Moment, found: Clause, hits: Sequence[dict[str, Any]], group: Group) -> dict[str, int]:
    """Return how many documents each group of a page has."""
    groups = sorted({int(one) for hit in hits if (one := group_in(hit, group))})
    if not groups:
        return {}
    body = {
        "size": 0,
        "query": having_all([found, {"terms": {group: groups}}]),
        "aggs": {"groups": {"terms": {"field": group, "size": len(groups) + 1}}},
    }
    buckets = moment.ask(body)["aggregations"]["groups"]["buckets"]
    return {str(bucket["key"]): bucket["doc_count"] for bucket in buckets}


def hit_of(hit: dict[str, Any], more: dict[str, int], group: Group) -> Hit:
    model, row = key_in_id(hit["_id"])
    return Hit(model=model, row=row, more=more.get(group_in(hit, group), 1) - 1)


def sums_of(moment: Moment, query: Clause) -> list[tuple[int, int]]:
    """Return row and checksum of each document of a query, by row."""
    sums = []
    body: dict[str, Any] = {
        "size": STEP,
        "query": query,
        "_source": False,
        "docvalue_fields": ["sum"],
        "sort": [{"row": "asc"}],
        "track_total_hits": False,
    }
    while found := moment.ask(body)["hits"]["hits"]:
        for hit in found:
            sums.append((key_in_id(hit["_id"])[1], int(hit["fields"]["sum"][0])))
        if len(found) < STEP:
            break
        body["search_after"] = found[-1]["sort"]
    return sums
