"""Parquet, for whoever reads columns: dates, numbers and truth as such, all else as text. It needs pyarrow.

https://parquet.apache.org/docs/
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from .base import Cells, Column

AT_ONCE = 5000  # rows of a group


class NoParquet(Exception):
    """The library that writes it is not installed."""


def library() -> tuple[Any, Any]:
    """Return pyarrow and its writer. Raises NoParquet, in a sentence."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise NoParquet(
            "Parquet is written by pyarrow, which is not installed: "
            "python -m pip install -r requirements/parquet.in"
        ) from None
    return pyarrow, parquet


def as_value(cell: str, kind: str) -> Any:
    """Return a cell as a value of its column's type; an empty one is None."""
    if not cell:
        return None
    match kind:
        case "date":
            return date.fromisoformat(cell)
        case "number":
            return float(cell)
        case "boolean":
            return cell == "true"
        case _:
            return cell.encode("utf-8", "replace").decode()


def write_parquet(path: Path, columns: Sequence[Column], rows: Iterable[Cells]) -> None:
    """Write rows to a file, one group in memory at a time. Raises NoParquet."""
    arrow, parquet = library()
    types = {"date": arrow.date32(), "number": arrow.float64(), "boolean": arrow.bool_()}
    schema = arrow.schema([(one.name, types.get(one.type, arrow.string())) for one in columns])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in groups_of(iter(rows)):
            held = {one.name: [as_value(row[one.name], one.type) for row in group] for one in columns}
            writer.write_table(arrow.table(held, schema=schema))


def groups_of(rows: Iterator[Cells]) -> Iterator[list[Cells]]:
    while group := list(islice(rows, AT_ONCE)):
        yield group
