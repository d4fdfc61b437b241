"""A query that is asked again and again, whose SQL is made once.

Django makes the SQL of a query each time anew, which takes longer than SQLite takes to answer one that looks
into an index. What ingest asks for every article, and what a page asks for, is asked in this way:

    roles_of = Prepared(lambda speakers: LearnedRole.objects.filter(speaker__in=speakers).order_by("pk"))
    roles_of([3, 7])
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, Generic, TypeVar

from django.db import connections, models

T = TypeVar("T")
SIZES = (1, 4, 16, 64, 256)  # of a list of values; one that is shorter has its last value again and again
FAR = 2_000_000_000  # what a column of 32 bits takes, of either sign: stands for a number until one is given
LONG_AGO = date(1, 1, 1)  # stands for a day until one is given, with the days behind it


class Prepared(Generic[T]):
    """A queryset with values left open: strings, numbers, days, and collections of them, looked into with `__in`.

    A collection is asked for in pieces of at most 256, so that an order holds within a piece alone.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, T]]) -> None:
        self.build = build
        # For all threads: what is there is read alone, and made twice is made alike.
        self.made: dict[Hashable, Made] = {}

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
        made = self.compiled(filled)
        queryset = made.queryset
        # The connection of now: another database may have come in the place of the one that it was made with.
        connection = connections[made.using]
        given = in_sql(connection, filled)
        params = tuple(constant if place is None else given[place] for place, constant in made.places)
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            rows: Any = cursor.fetchall()
        if not rows:
            return []
        asked = same_again(made.compiler)
        asked.connection = connection
        if asked.has_extra_select:
            rows = [row[: asked.col_count] for row in rows]
        if made.converters:
            rows = map(tuple, asked.apply_converters(rows, made.converters))
        asked.execute_sql = asked.results_iter = lambda *_, **__: iter(rows)
        query = same_again(queryset.query)
        query.get_compiler = lambda *_, **__: asked
        mine = same_again(queryset)
        mine._query = query
        return list(mine._iterable_class(mine))

    def compiled(self, values: Sequence[Any]) -> "Made":
        """Return the query with its SQL, and for each parameter which of the values it is, or the constant that it is."""
        shape: Hashable = tuple(
            (type(value[0]), len(value)) if type(value) is list else (type(value), 0) for value in values
        )
        if shape not in self.made:
            marks = marks_for(values)
            queryset = self.build(*marks)
            compiler = queryset.query.get_compiler(using=queryset.db)
            sql, params = compiler.as_sql()
            flat = in_sql(connections[queryset.db], marks)
            number = {mark: n for n, mark in enumerate(flat)}
            places = [(number.get(param), param) for param in params]
            if {place for place, _ in places} - {None} != set(range(len(flat))):
                raise TypeError("a value that a prepared query was given does not stand in its SQL as it is")
            columns = [column for column, *_ in compiler.select[: compiler.col_count]]
            self.made[shape] = Made(
                queryset, queryset.db, compiler, sql, places, compiler.get_converters(columns)
            )
        return self.made[shape]


@dataclass(frozen=True, slots=True)
class Made:
    """A query that is ready: for each parameter which of the values it is, or the constant that it is."""

    queryset: Any
    using: str
    compiler: Any
    sql: str
    places: list[tuple[int | None, Any]]
    converters: dict[int, Any]


def same_again(made: Any) -> Any:
    """Return the same thing again, whose attributes can be set apart: `copy` would ask the database for a queryset."""
    other = object.__new__(type(made))
    other.__dict__.update(made.__dict__)
    return other


def is_list(value: Any) -> bool:
    return not isinstance(value, (str, int, date)) and isinstance(value, Collection)


def filled_up(values: Collection[Any]) -> list[Any]:
    found = list(values)
    size = next(size for size in SIZES if size >= len(found))
    return found + found[-1:] * (size - len(found))


def in_sql(connection: Any, values: Sequence[Any]) -> list[Any]:
    """Return all values in one row, as a database is given them: SQLite has no days, and takes their figures."""
    as_day = connection.ops.adapt_datefield_value
    flat: list[Any] = []
    for value in values:
        if type(value) is list:
            flat += value
        else:
            flat.append(value)
    return [as_day(one) if isinstance(one, date) else one for one in flat]


def marks_for(values: Sequence[Any]) -> list[Any]:
    """Return in the place of each value one that stands for it, and for no other, in the SQL."""
    numbers = count()

    def mark(value: Any) -> Any:
        if isinstance(value, str):
            return f"\x1a{next(numbers)}"
        if isinstance(value, int) and not isinstance(value, bool):
            return FAR + next(numbers)
        if isinstance(value, date) and not isinstance(value, datetime):
            return LONG_AGO + timedelta(next(numbers))
        raise TypeError(f"a prepared query takes strings, numbers and days, not {type(value).__name__}")

    return [[mark(one) for one in value] if is_list(value) else mark(value) for value in values]
