"""The face of an export: which cells a row has, and how cells are written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Cells = dict[str, str]  # by the name of the column
ColumnType = Literal["string", "date", "number", "boolean", "uri"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is documented: its name, the type of its values, and what they say."""

    name: str
    type: ColumnType
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowType:
    """Rows of one kind: the names of their columns, in order, and the cells of a row.

    `cells` takes a row and the address of the site, without a slash at its end. `described` says what
    the columns hold, for rows that readers take away.
    """

    name: str
    columns: Sequence[str]
    cells: Callable[[Any, str], Cells]
    described: Sequence[Column] = ()

    def of(self, rows: Iterable[Any], base: str) -> Iterator[Cells]:
        return (self.cells(row, base) for row in rows)


class RowWriter(Protocol):
    """A format that rows are written in."""

    name: str  # as addresses and commands call it, and the end of a file's name: "csv"
    label: str  # as readers know it
    content_type: str

    def write(self, columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[bytes]:
        """Yield a file, piece by piece, as the rows come."""
        ...


def described_rows(name: str, columns: Sequence[Column], cells: Callable[[Any, str], Cells]) -> RowType:
    return RowType(name=name, columns=[one.name for one in columns], cells=cells, described=columns)
