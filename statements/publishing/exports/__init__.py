"""Rows that others take away: what a row holds is one thing, how it is written another.

A row type names its columns and gives a row's cells; a writer writes any rows in one format, line by
line, so that a long list is never whole in memory. A new format is a writer in `WRITERS`, new rows are
a row type in `ROW_TYPES`; both then pass the tests that all of them pass.
"""

from .archive import TABLES, Table, archive_rows
from .base import Column, RowType, RowWriter
from .comma_separated import CommaSeparated
from .json_lines import JsonLinesWriter
from .schema import table_schema
from .statements import STATEMENTS
from .taken_away import TAKEN_STATEMENTS, collected_statements
from .workbook import Workbook

WRITERS: dict[str, RowWriter] = {
    writer.name: writer for writer in (CommaSeparated(), Workbook(), JsonLinesWriter())
}
ROW_TYPES: dict[str, RowType] = {
    rows.name: rows for rows in (STATEMENTS, TAKEN_STATEMENTS, collected_statements((), {}))
}

__all__ = [
    "ROW_TYPES",
    "STATEMENTS",
    "TABLES",
    "TAKEN_STATEMENTS",
    "WRITERS",
    "Column",
    "RowType",
    "RowWriter",
    "Table",
    "archive_rows",
    "collected_statements",
    "table_schema",
]
