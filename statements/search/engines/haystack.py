"""Haystack's interface on any engine: its filters become a tree, its commands write documents."""

from collections.abc import Iterable
from typing import Any

from haystack.backends import BaseSearchBackend, BaseSearchQuery
from haystack.models import SearchResult
from haystack.utils import get_model_ct

from statements.models import table_of

from ..documents import documents_of
from ..language import Everything, Node, Not, Or, parse, together
from .base import Request, SearchEngine


class TreeBackend(BaseSearchBackend):  # type: ignore[misc]
    """Haystack's backend on an engine; a subclass for each engine says which."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.engine = self.open_engine(options)

    def open_engine(self, options: dict[str, Any]) -> SearchEngine:
        """Return the engine of these settings, the same for every thread."""
        raise NotImplementedError

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        rows = list(iterable)
        with self.engine.lock():  # the documents are made in it: those made before may be out of date by then
            self.engine.write(documents_of(table_of(index.get_model()), [row.pk for row in rows]))

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        if isinstance(obj_or_string, str):
            model, _, row = obj_or_string.rpartition(".")
        else:
            model, row = get_model_ct(obj_or_string), obj_or_string.pk
        with self.engine.lock():
            self.engine.write([], [(model, int(row))])

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Empty the index, or take the documents of some models out of it."""
        with self.engine.lock():
            if models is None:
                self.engine.clear()
                return
            names = [get_model_ct(model) for model in models]
            self.engine.write([], [(name, row) for name in names for row, _ in self.engine.checksums(name)])

    def search(self, query: Node | str, **options: Any) -> dict[str, Any]:
        """Carry out a tree or a line of the query language. Raises QueryFault and Unavailable.

        Of Haystack's options it knows sort_by ("date" or "-date"), start_offset, end_offset, models,
        narrow_queries (lines of the language) and facets.
        """
        start = options.get("start_offset") or 0
        end = options.get("end_offset") or start + 20
        sort = options.get("sort_by") or []
        first = sort if isinstance(sort, str) else next(iter(sort), "")
        answer = self.engine.search(
            Request(
                tree=parse(query, trusted=True) if isinstance(query, str) else query,
                models=tuple(sorted(get_model_ct(model) for model in options.get("models") or ())),
                narrow=tuple(parse(line, trusted=True) for line in options.get("narrow_queries") or ()),
                sort="relevance" if not first else "newest" if first.startswith("-") else "oldest",
                start=start,
                size=end - start,
                facets=tuple(options.get("facets") or ()),
            )
        )
        result_class = options.get("result_class") or SearchResult
        return {
            "results": [result_class(*hit.model.split("."), str(hit.row), 0.0) for hit in answer.hits],
            "hits": answer.total,
            "facets": {"fields": answer.facets},
        }


class TreeQuery(BaseSearchQuery):  # type: ignore[misc]
    """Haystack's filters as a tree: `content` is a line of the language, other fields have a whole value."""

    def build_query(self) -> Node:
        return self.tree_of(self.query_filter)

    def tree_of(self, condition: Any) -> Node:
        parts = [
            self.tree_of(child) if hasattr(child, "children") else self.leaf_of(condition, *child)
            for child in condition.children
        ]
        node = together(parts)
        if condition.connector == "OR":
            some = tuple(part for part in parts if not isinstance(part, Everything))
            node = Or(some) if len(some) > 1 else together(some)
        return Not(node) if condition.negated and not isinstance(node, Everything) else node

    def leaf_of(self, condition: Any, expression: str, value: Any) -> Node:
        field, _ = condition.split_expression(expression)
        text = value.prepare(self) if hasattr(value, "prepare") else str(value)
        return parse(text if field == "content" else f'{field}:="{text}"', trusted=True)
