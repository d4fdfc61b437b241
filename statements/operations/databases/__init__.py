"""Which database the settings name, as something that is copied and put back whole."""

from django.db import connection

from ..manifest import OperationRefused
from .base import GUARDED, MADE_BY_MIGRATIONS, Database, DatabaseCopy, count_rows, wrong_counts
from .postgres import PostgresDatabase
from .sqlite import SqliteDatabase

DATABASES: dict[str, type[Database]] = {one.engine: one for one in (SqliteDatabase, PostgresDatabase)}


def database() -> Database:
    """Return the database of the settings. Raises OperationRefused for an engine that is not one of the two."""
    try:
        return DATABASES[connection.vendor]()
    except KeyError:
        raise OperationRefused(
            f"{connection.display_name} is not among the databases that are backed up."
        ) from None


__all__ = [
    "DATABASES", "GUARDED", "MADE_BY_MIGRATIONS", "Database", "DatabaseCopy", "count_rows", "database", "wrong_counts",
]  # fmt: skip
