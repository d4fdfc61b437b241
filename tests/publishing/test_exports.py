"""One set of tests for every export format and every row type."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements import curation
from statements.identity.utterances import place_due
from statements.models import Article, Event, Outlet, Quote
from statements.publishing.exports import (
    ROW_TYPES,
    TABLES,
    WRITERS,
    RowType,
    RowWriter,
    archive_rows,
    table_schema,
)
from statements.publishing.exports.comma_separated import cell_as_meant
from statements.search.maintenance import drain

HOSTILE = ["=1+1", "+49 30", "-1", "@here", "\ttab", "'quoted", 'a "b", c', "two\nlines", "Ł é 漢", ""]


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return [[cell_as_meant(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def read_json_lines(data: bytes) -> list[list[str]]:
    rows = [json.loads(line) for line in data.decode().splitlines()]
    return [list(rows[0]), *([value or "" for value in row.values()] for row in rows)] if rows else []


def read_workbook(data: bytes) -> list[list[str]]:
    """Read the one sheet; every cell has to be text in its place: no formula, no number, no link."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{SHEET}f")) and not list(sheet.iter(f"{SHEET}hyperlink"))
    rows = []
    for row in sheet.iter(f"{SHEET}row"):
        cells = []
        for cell in row.iter(f"{SHEET}c"):
            assert cell.get("t") == "inlineStr" or cell.find(f"{SHEET}v") is None
            cells.append("".join(part.text or "" for part in cell.iter(f"{SHEET}t")))
        rows.append(cells)
    return rows


# How what a writer wrote is read back, by the writer's name.
READERS = {"csv": read_csv, "jsonl": read_json_lines, "xlsx": read_workbook}
every_writer = pytest.mark.parametrize("writer", WRITERS.values(), ids=lambda one: one.name)


@every_writer
def test_what_is_written_is_read_back(writer: RowWriter) -> None:
    columns = ["first", "second"]
    rows = [{"first": text, "second": str(number)} for number, text in enumerate(HOSTILE)]
    found = READERS[writer.name](b"".join(writer.write(columns, rows)))
    assert found == [columns, *([row["first"], row["second"]] for row in rows)]


@pytest.mark.parametrize(
    "writer", [w for w in WRITERS.values() if w.name != "xlsx"], ids=lambda one: one.name
)
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
    found = READERS[writer.name](b"".join(writer.write(kind.columns, rows)))
    assert len(found) == len(rows) + 1


def test_no_cell_is_carried_out_by_a_spreadsheet() -> None:
    text = b"".join(WRITERS["csv"].write(["first"], [{"first": "=HYPERLINK(1)"}])).decode()
    assert "\n'=HYPERLINK" in text


def test_a_cell_of_a_workbook_holds_what_it_can() -> None:
    rows = [{"first": "a\x01b\ud800c"}, {"first": "w" * 40_000}]
    found = read_workbook(b"".join(WRITERS["xlsx"].write(["first"], rows)))
    assert found[1] == ["a\ufffdbc"]
    assert len(found[2][0]) == 32_767 and found[2][0].endswith("…")


def test_every_column_that_is_taken_away_is_described() -> None:
    for table in TABLES.values():
        schema = table_schema(table.rows)
        assert [field["name"] for field in schema["fields"]] == list(table.rows.columns)
        assert all(field["description"] for field in schema["fields"])


def test_every_table_of_the_archive_has_its_rows(store, talks) -> None:
    store(talks, outlet="The Farrow Observer")
    for name, table in TABLES.items():
        made = list(table.rows.of(archive_rows(table), "https://record.example"))
        assert made or name in ("events", "utterances", "said-at"), name
        assert all(list(row) == list(table.rows.columns) for row in made)


@pytest.fixture
def two_printings(store, talks) -> Quote:
    """A statement that two outlets print, at an event, in an archive where every table has rows."""
    store(talks, outlet="The Farrow Observer")
    store(talks.replace("Envoys leave", "Envoys have left"), "b.txt", outlet="Other Post")
    event = Event.objects.create(name="Summit at the quay", slug="summit-at-the-quay", kind="summit")
    for quote in Quote.objects.all():
        quote.events.add(event)
    event.mentions.create(article=Article.objects.first())
    drain()
    place_due()
    return Quote.objects.filter(text__startswith="We will not accept").first()


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_asked_for_by_their_numbers_and_none_is_left_out(two_printings, name: str) -> None:
    table = replace(TABLES[name], at_once=2)
    with CaptureQueriesContext(connection) as asked:
        found = [row.pk for row in archive_rows(table)]
    assert found == sorted(table.held().values_list("pk", flat=True)) and found
    # What is public is looked for among two rows that were named, never among all.
    of_table = f' FROM "{table.held().model._meta.db_table}" '
    told = [one["sql"].split(of_table, 1)[1] for one in asked if of_table in one["sql"].split("WHERE")[0]]
    rows = [one for one in told if not one.endswith("LIMIT 2")]
    assert rows and [one for one in rows if '"id" IN (' not in one] == []


def test_an_utterance_is_in_the_archive_while_two_print_it(two_printings) -> None:
    held, said = TABLES["utterances"].held, two_printings.utterance
    assert said in held()
    curation.withdraw(two_printings, None, "nobody said it")
    assert said not in held()


def test_an_outlet_that_is_another_is_not_in_the_archive(two_printings) -> None:
    gone, other = Outlet.objects.get(name="Other Post"), Outlet.objects.get(name="The Farrow Observer")
    curation.merge(gone, other, None)
    assert other in TABLES["sources"].held() and gone not in TABLES["sources"].held()
