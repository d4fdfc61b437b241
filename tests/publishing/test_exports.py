"""One set of tests for every export format and every row type."""

import csv
import io

import pytest

from statements.models import Quote
from statements.publishing.exports import ROW_TYPES, WRITERS, RowType, RowWriter
from statements.publishing.exports.comma_separated import cell_as_meant

HOSTILE = ["=1+1", "+49 30", "-1", "@here", "\ttab", "'quoted", 'a "b", c', "two\nlines", "Ł é 漢", ""]


def read_csv(text: str) -> list[list[str]]:
    return [[cell_as_meant(cell) for cell in row] for row in csv.reader(io.StringIO(text[1:], newline=""))]


READERS = {"csv": read_csv}  # how what a writer wrote is read back, by the writer's name
every_writer = pytest.mark.parametrize("writer", WRITERS.values(), ids=lambda one: one.name)


@every_writer
def test_what_is_written_is_read_back(writer: RowWriter) -> None:
    columns = ["first", "second"]
    rows = [{"first": text, "second": str(number)} for number, text in enumerate(HOSTILE)]
    found = READERS[writer.name]("".join(writer.write(columns, rows)))
    assert found == [columns, *([row["first"], row["second"]] for row in rows)]


@every_writer
def test_rows_are_written_as_they_come(writer: RowWriter) -> None:
    taken = 0

    def rows():
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield {"first": str(number)}

    pieces = writer.write(["first"], rows())
    for _ in range(4):
        next(pieces)
    assert taken < 10


@every_writer
@pytest.mark.parametrize("kind", ROW_TYPES.values(), ids=lambda one: one.name)
def test_a_row_has_a_cell_for_each_column(store, talks, writer: RowWriter, kind: RowType) -> None:
    store(talks, outlet="The Farrow Observer")
    rows = list(kind.of(Quote.objects.select_related("speaker", "article__outlet"), "https://record.example"))
    assert all(list(row) == list(kind.columns) for row in rows)
    assert all(isinstance(cell, str) for row in rows for cell in row.values())
    found = READERS[writer.name]("".join(writer.write(kind.columns, rows)))
    assert len(found) == len(rows) + 1


def test_no_cell_is_carried_out_by_a_spreadsheet() -> None:
    text = "".join(WRITERS["csv"].write(["first"], [{"first": "=HYPERLINK(1)"}]))
    assert "\n'=HYPERLINK" in text
