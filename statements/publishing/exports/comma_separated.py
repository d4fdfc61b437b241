"""CSV that a spreadsheet reads: UTF-8 with its mark, and no cell that it would carry out.

A cell that begins like a formula is written with an apostrophe before it; `cell_as_meant` reads it back.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence

from .base import Cells

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Line:
    """What csv.writer writes to: it gives each line back."""

    def write(self, text: str) -> bytes:
        return text.encode()


class CommaSeparated:
    name = "csv"
    label = "CSV"
    content_type = "text/csv; charset=utf-8"

    def write(self, columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[bytes]:
        writer = csv.writer(Line())  # its writerow gives back what write gives
        yield "\ufeff".encode()  # so that a spreadsheet reads it as UTF-8
        yield writer.writerow(columns)
        for row in rows:
            yield writer.writerow([harmless_cell(row[name]) for name in columns])


def harmless_cell(text: str) -> str:
    """Return a cell that no spreadsheet carries out."""
    return f"'{text}" if text.startswith((*FORMULA, "'")) else text


def cell_as_meant(text: str) -> str:
    """Return a cell without the apostrophe that kept it from being carried out."""
    return text[1:] if text.startswith("'") else text
