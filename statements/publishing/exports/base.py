"""The face of an export: which cells a row has, and how cells are written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Cells = dict[str, str]  # by the name of the column


@dataclass(frozen=True, slots=True, kw_only=True)
class RowType:
    """Rows of one kind: the names of their columns, in order, and the cells of a row.

    `cells` takes a row and the address of the site, without a slash at its end.
    """

    name: str
    columns: Sequence[str]
    cells: Callable[[Any, str], Cells]

    def of(self, rows: Iterable[Any], base: str) -> Iterator[Cells]:
        return (self.cells(row, base) for row in rows)


class RowWriter(Protocol):
    """A format that rows are written in."""

    name: str  # as addresses and commands call it, and the end of a file's name: "csv"
    content_type: str

    def write(self, columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
        """Yield the text of a file, piece by piece, as the rows come."""
        ...
