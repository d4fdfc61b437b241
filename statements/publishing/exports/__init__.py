"""Rows that others take away: what a row holds is one thing, how it is written another.

A row type names its columns and gives a row's cells; a writer writes any rows in one format, line by
line, so that a long list is never whole in memory. A new format is a writer in `WRITERS`, new rows are
a row type in `ROW_TYPES`; both then pass the tests that all of them pass.
"""

from .base import RowType, RowWriter
from .comma_separated import CommaSeparated
from .statements import STATEMENTS

WRITERS: dict[str, RowWriter] = {writer.name: writer for writer in (CommaSeparated(),)}
ROW_TYPES: dict[str, RowType] = {rows.name: rows for rows in (STATEMENTS,)}

__all__ = ["ROW_TYPES", "STATEMENTS", "WRITERS", "RowType", "RowWriter"]
