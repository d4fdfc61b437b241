"""A query that is asked again and again, whose SQL is made once.

Django makes the SQL of a query each time anew, which takes longer than SQLite takes to answer one that looks
into an index. What ingest asks for every article is asked in this way:

    roles_of = Prepared(lambda speakers: LearnedRole.objects.filter(speaker__in=speakers).order_by("pk"))
    roles_of([3, 7])
"""

import threading
from collections.abc import Callable, Collection, Hashable, Sequence
from copy import copy
from itertools import count
from typing import Any, Generic, TypeVar

from django.db import connections, models

T = TypeVar("T")
SIZES = (1, 4, 16, 64, 256)  # of a list of values; one that is shorter has its last value again and again
FAR = -2_000_000_000  # no id, but one that a column of 32 bits takes: stands for a number until one is given


class Prepared(Generic[T]):
    """A queryset with values left open: strings, numbers, and collections of them that are looked into with `__in`.

    A collection is asked for in pieces of at most 256, so that an order holds within a piece alone.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, T]]) -> None:
        self.build = build
        self.made = threading.local()

    def __call__(self, *values: Any) -> list[T]:
        lists = [n for n, value in enumerate(values) if is_list(value)]
        if not lists:
            return self.ask(values)
        if len(lists) > 1:
            raise TypeError("a prepared query has one list of values at most")
        place = lists[0]
        wanted = list(dict.fromkeys(values[place]))
        pieces = (wanted[at : at + SIZES[-1]] for at in range(0, len(wanted), SIZES[-1]))
        return [row for piece in pieces for row in self.ask((*values[:place], piece, *values[place + 1 :]))]

    def ask(self, values: Sequence[Any]) -> list[T]:
        filled = [filled_up(value) if is_list(value) else value for value in values]
        queryset, compiler, sql, places = self.compiled(filled)
        given = [one for value in filled for one in (value if is_list(value) else [value])]
        params = tuple(constant if place is None else given[place] for place, constant in places)
        asked, query = copy(compiler), copy(queryset.query)
        asked.connection = connections[
            queryset.db
        ]  # the one of now: another database may have come in its place
        mine = object.__new__(
            type(queryset)
        )  # a copy would ask the database first: that is how one is pickled
        mine.__dict__.update(queryset.__dict__)
        asked.as_sql = lambda *_, **__: (sql, params)
        query.get_compiler = lambda *_, **__: asked
        mine._query = query
        return list(mine._iterable_class(mine))

    def compiled(self, values: Sequence[Any]) -> tuple[Any, Any, str, list[tuple[int | None, Any]]]:
        """Return the query with its SQL, and for each parameter which of the values it is, or the constant that it is."""
        shape: Hashable = tuple(
            (type(value[0]), len(value)) if is_list(value) else (type(value), 0) for value in values
        )
        held: dict[Hashable, Any] | None = getattr(self.made, "held", None)
        if held is None:
            held = self.made.held = {}
        if shape not in held:
            marks = marks_for(values)
            queryset = self.build(*marks)
            compiler = queryset.query.get_compiler(using=queryset.db)
            sql, params = compiler.as_sql()
            flat = [one for mark in marks for one in (mark if is_list(mark) else [mark])]
            number = {mark: n for n, mark in enumerate(flat)}
            places = [(number.get(param), param) for param in params]
            if {place for place, _ in places} - {None} != set(range(len(flat))):
                raise TypeError("a value that a prepared query was given does not stand in its SQL as it is")
            held[shape] = (queryset, compiler, sql, places)
        return held[shape]  # type: ignore[no-any-return]


def is_list(value: Any) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str)


def filled_up(values: Collection[Any]) -> list[Any]:
    found = list(values)
    size = next(size for size in SIZES if size >= len(found))
    return found + found[-1:] * (size - len(found))


def marks_for(values: Sequence[Any]) -> list[Any]:
    """Return in the place of each value one that stands for it, and for no other, in the SQL."""
    numbers = count()

    def mark(value: Any) -> Any:
        if isinstance(value, str):
            return f"\x1a{next(numbers)}"
        if isinstance(value, int) and not isinstance(value, bool):
            return FAR - next(numbers)
        raise TypeError(f"a prepared query takes strings and numbers, not {type(value).__name__}")

    return [[mark(one) for one in value] if is_list(value) else mark(value) for value in values]
