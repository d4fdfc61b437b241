"""Many new rows of plain values made and written at once, in a fraction of the time that Django's own way takes.

Django asks for the default of each column of each row, and six things more before it writes it: which placeholder,
whether the value is an expression, and others that are the same for every row. Ingest writes a hundred rows an
article, and that was a third of its work. Here they are asked once a model, and a value that is of the type of its
column goes in as it stands.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, TypeVar

from django.db import connections, models, router, transaction
from django.db.models.base import ModelState
from django.db.models.constants import OnConflict

M = TypeVar("M", bound=models.Model)

MOST_ROWS = 200  # of one INSERT
MOST_VALUES = 30_000  # of one INSERT: SQLite takes 32,766
# What a column takes as it is on every database; a member of an enumeration is no `str` by its type. A field of
# another class, though it is one of these, may have ways of its own: an encrypted one has.
PLAIN: dict[type[Any], type[Any]] = {
    models.CharField: str,
    models.SlugField: str,
    models.URLField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.IntegerField: int,
    models.BigIntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.FloatField: float,
    models.ForeignKey: int,
}


def new_row(model: type[M], **values: Any) -> M:
    """Return a row, not yet written, as `model(**values)` does. No signal is sent."""
    constant, made = defaults_of(model)
    row = model.__new__(model)
    row._state = ModelState()
    row.__dict__.update(constant)
    row.__dict__.update((name, make()) for name, make in made)
    for name, value in values.items():
        setattr(row, name, value)
    return row


@cache
def defaults_of(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """Return what a new row holds, under the names of its columns, and what is made anew for each row."""
    constant: dict[str, Any] = {}
    made: list[tuple[str, Callable[[], Any]]] = []
    fields: tuple[Any, ...] = model._meta.concrete_fields
    for field in fields:
        if callable(field.default) and field.has_default():
            made.append((field.attname, field.get_default))
        else:
            constant[field.attname] = field.get_default()
    return constant, made


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model and give them their ids. No signal is sent, and no value may be an expression."""
    if not rows:
        return
    model = type(rows[0])
    insert_of(model, router.db_for_write(model)).write(rows)


def insert_values(
    model: type[models.Model],
    names: Sequence[str],
    rows: Sequence[tuple[str | int, ...]],
    key: Sequence[str] = (),
) -> None:
    """Write new rows whose ids nobody asks for: strings and numbers under some names, as their columns take them.

    Every other column gets its default. A row that has the same `key` as one that is held takes its place; without
    a key there is none such.
    """
    if not rows:
        return
    using = router.db_for_write(model)
    insert_of(model, using).write_values(names, rows, key)


@cache
def insert_of(model: type[models.Model], using: str) -> "Insert":
    return Insert(model, using)


class Insert:
    """How rows of a model are written."""

    def __init__(self, model: type[models.Model], using: str) -> None:
        self.using, self.model = using, model
        # There is no way to the server that many rows at once would save, and one row's SQL is read once for all.
        self.row_by_row = connections[using].vendor == "sqlite"
        meta: Any = model._meta
        if meta.auto_field is None:
            raise TypeError(
                f"{model.__name__} has ids that the database does not give, and is not written so"
            )
        fields: list[Any] = [
            field
            for field in meta.concrete_fields
            if not field.generated and not isinstance(field, models.AutoField)
        ]
        self.columns = [
            (
                field.attname,
                PLAIN.get(type(field)),
                self.way_of(field),
                field if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False) else None,
            )
            for field in fields
        ]
        self.names = [field.attname for field in fields]
        self.parents = [(field.attname, field.cache_name) for field in fields if field.is_relation]
        self.head = self.head_of(fields)
        self.one = f"({', '.join(['%s'] * len(fields))})"
        self.tail = f" RETURNING {connections[using].ops.quote_name(meta.pk.column)}"
        self.most = min(MOST_ROWS, MOST_VALUES // len(fields))

    def way_of(self, field: Any) -> Callable[[Any], Any]:
        """Return what makes a value of a column as the database takes it."""
        if self.row_by_row and type(field) is models.JSONField and field.encoder is None:
            return json.dumps  # as Django does, which asks much beforehand
        return partial(self.as_stored, field)

    def head_of(self, fields: Sequence[Any]) -> str:
        quoted: Callable[[str], str] = connections[self.using].ops.quote_name
        names = ", ".join(quoted(field.column) for field in fields)
        return f"INSERT INTO {quoted(self.model._meta.db_table)} ({names}) VALUES "  # noqa: S608 (names of the models, quoted)

    def put(self, cursor: Any, head: str, rows: Sequence[Sequence[Any]], tail: str) -> None:
        if self.row_by_row:
            cursor.executemany(f"{head}{self.one}{tail}", rows)
        elif hasattr(cursor, "mogrify"):  # psycopg's cursors that bind on this side of the connection
            # Each row's places are found once for all; those of a long statement are looked for every time.
            cursor.execute(head + ", ".join([cursor.mogrify(self.one, row) for row in rows]) + tail)
        else:
            places = ", ".join([self.one] * len(rows))
            cursor.execute(f"{head}{places}{tail}", [value for row in rows for value in row])

    def put_numbered(self, cursor: Any, rows: Sequence[Sequence[Any]]) -> Iterable[int]:
        """Write rows and return their ids."""
        if self.row_by_row:
            self.put(cursor, self.head, rows, "")
            # Nobody writes beside a transaction that writes, and each new row has the number behind the last one's.
            ((last,),) = cursor.connection.execute("SELECT last_insert_rowid()")
            return range(last - len(rows) + 1, last + 1)
        self.put(cursor, self.head, rows, self.tail)
        return [number for (number,) in cursor.fetchall()]

    def as_stored(self, field: Any, value: Any) -> Any:
        if hasattr(value, "resolve_expression"):
            raise TypeError(f"{field} was given an expression, and rows of plain values only are written so")
        return field.get_db_prep_save(value, connection=connections[self.using])

    def write(self, rows: Sequence[Any]) -> None:
        with (
            transaction.atomic(using=self.using, savepoint=False),
            connections[self.using].cursor() as cursor,
        ):
            for start in range(0, len(rows), self.most):
                piece = rows[start : start + self.most]
                numbers = self.put_numbered(cursor, [self.values_of(row) for row in piece])
                for row, number in zip(piece, numbers, strict=True):
                    row.pk = number
                    row._state.adding, row._state.db = False, self.using

    def write_values(
        self, names: Sequence[str], rows: Sequence[tuple[str | int, ...]], key: Sequence[str]
    ) -> None:
        default = dict(zip(self.names, self.values_of(self.model()), strict=True))
        others = [name for name in self.names if name not in names]
        order = [*names, *others]
        rest = [default[name] for name in others]
        fields: list[Any] = [self.model._meta.get_field(name) for name in order]
        connection = connections[self.using]
        tail = ""
        if key:
            replaced = [field.column for field in fields if field.column not in key]
            tail = f" {connection.ops.on_conflict_suffix_sql(fields, OnConflict.UPDATE, replaced, key)}"
        head = self.head_of(fields)
        with transaction.atomic(using=self.using, savepoint=False), connection.cursor() as cursor:
            for start in range(0, len(rows), self.most):
                piece = rows[start : start + self.most]
                self.put(cursor, head, [(*row, *rest) for row in piece], tail)

    def values_of(self, row: Any) -> list[Any]:
        held, beside = row.__dict__, row._state.fields_cache
        for name, cached in self.parents if beside else ():
            if held[name] is None and beside.get(cached) is not None:
                row._prepare_related_fields_for_save("insert_rows")
                break
        found = []
        for name, plain, as_stored, at_its_time in self.columns:
            value = held[name] if at_its_time is None else at_its_time.pre_save(row, True)
            found.append(value if value is None or type(value) is plain else as_stored(value))
        return found
