"""A workbook for Excel: text in every cell, so that nothing is carried out, turned into a date, or linked.

XlsxWriter's constant-memory mode keeps one row at a time; the parts of the file go to temporary files, are
packed into one, and that is read piece by piece and gone.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import xlsxwriter

from .base import Cells

MOST_ROWS = 1_048_576  # of a worksheet, with that of the names
MOST_LETTERS = 32_767  # of a cell
PIECE = 1 << 16
WIDTHS = {"words": 80, "headline": 50, "address": 30}


class Workbook:
    name = "xlsx"
    label = "Excel"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def write(self, columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[bytes]:
        with (
            tempfile.TemporaryDirectory(prefix="onrecord-export-") as folder,
            (Path(folder) / "made.xlsx").open("w+b") as file,
        ):
            options = {"constant_memory": True, "tmpdir": folder, "in_memory": False}
            book = xlsxwriter.Workbook(file, options)
            sheet = book.add_worksheet("On Record")
            bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
            sheet.freeze_panes(1, 0)
            for number, name in enumerate(columns):
                sheet.set_column(number, number, WIDTHS.get(name, 18), wrapped)
                sheet.write_string(0, number, name, bold)
            for line, row in zip(range(1, MOST_ROWS), rows, strict=False):
                for number, name in enumerate(columns):
                    sheet.write_string(line, number, cell_of_sheet(row[name]))
            book.close()
            file.seek(0)
            while piece := file.read(PIECE):
                yield piece


def cell_of_sheet(text: str) -> str:
    """Return a text that a cell can hold: not longer, and without what XML has no letter for."""
    cut = text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
    return "".join(
        one if one >= " " or one in "\t\n\r" else "\ufffd" for one in cut if not "\ud800" <= one <= "\udfff"
    )
