"""The rows of a table as lines of JSON that are the same from every database, and back.

A line is an object with a value for each column: text, numbers, true and false as they are, days and times as
ISO 8601 (times in UTC), bytes as base64. Numbers with a point are written so that reading gives the same
number. Inside columns that hold JSON, keys are sorted, as PostgreSQL does not keep their order.
"""

import base64
import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models
from django.db.models.functions import Collate

from statements.history.chain import in_json

LARGE_ROWS = 20  # rows of a table with texts or bytes that are read at a time: each may be some megabytes
SMALL_ROWS = 2000
BINARY = {"sqlite": "BINARY", "postgresql": "C"}  # the collation that orders by bytes

# Models of the migrations, whose columns are those of the database and not those of this program.
Model = type[models.Model]


def tables_in_order(apps: Apps, left_out: Iterable[str]) -> list[Model]:
    """Return the model of each table, so that whatever a row points to stands before it where that can be."""
    found = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    kept = {name: model for name, model in sorted(found.items()) if name not in set(left_out)}
    points_to = {
        name: {
            str(field.related_model._meta.db_table)
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model is not None and field.related_model is not model
        }
        & kept.keys()
        for name, model in kept.items()
    }
    try:
        return [kept[name] for name in names_in_order(points_to)]
    except CycleError:  # foreign keys are looked at when all rows are there
        return list(kept.values())


def names_in_order(points_to: dict[str, set[str]]) -> Iterator[str]:
    """Yield names behind all that they point to, those that could be next by name."""
    sorter = TopologicalSorter(points_to)
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from ready
        sorter.done(*ready)


def row_columns(model: Model) -> list[Any]:
    return list(model._meta.concrete_fields)


def rows_as_lines(model: Model) -> Generator[bytes, None, None]:
    """Yield the rows of a table in the order of their keys, each as a line."""
    fields = row_columns(model)
    names = [field.column for field in fields]
    is_json = [isinstance(field, models.JSONField) for field in fields]
    large = any(isinstance(field, models.TextField | models.BinaryField) for field in fields)
    key = model._meta.pk
    order = key.attname
    rows = model._base_manager.values_list(*(field.attname for field in fields))
    if isinstance(key, models.CharField):
        rows = rows.order_by(Collate(order, BINARY[connection.vendor]))
    else:
        rows = rows.order_by(order)
    for row in rows.iterator(chunk_size=LARGE_ROWS if large else SMALL_ROWS):
        values = (
            in_json(value) if json_ else as_told(value) for value, json_ in zip(row, is_json, strict=True)
        )
        yield line(dict(zip(names, values, strict=True)))


def line(row: dict[str, Any]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:  # half a character, which JSON can hold and UTF-8 cannot
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def as_told(value: Any) -> Any:
    """Return a value of a column as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)


class Writing:
    """Writes lines of a table as rows with the numbers that they had, and tells nobody."""

    def __init__(self, model: Model) -> None:
        self.fields = row_columns(model)
        names = ", ".join(connection.ops.quote_name(field.column) for field in self.fields)
        marks = ", ".join(["%s"] * len(self.fields))
        table = connection.ops.quote_name(model._meta.db_table)
        self.sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  names of columns of ours
        self.columns = {field.column for field in self.fields}

    def values(self, text: bytes) -> list[Any]:
        """Return a line as the values of a row. Raises ValueError where it is not one of this table."""
        row = json.loads(text)
        if not isinstance(row, dict) or row.keys() != self.columns:
            raise ValueError("its columns are not those of the table")
        return [
            field.get_db_prep_save(field.to_python(row[field.column]), connection=connection)
            for field in self.fields
        ]

    def write(self, lines: Sequence[bytes]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(self.sql, [self.values(text) for text in lines])
