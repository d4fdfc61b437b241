"""The face of a database that is copied and put back whole, by the means that it has for it itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from ..container import Told
from ..manifest import TableCount

# What migrations write on their own: a database with rows in no other table holds nothing of anybody.
MADE_BY_MIGRATIONS = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "statements_change",
}
GUARDED = ("statements_revision", "statements_revisionrow")  # the log, which the database refuses to change


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseCopy:
    """A copy of a database: its file, how many rows each table has, the migrations carried out on it."""

    path: Path
    tables: Mapping[str, TableCount]
    migrations: tuple[str, ...]


class Database(ABC):
    """The database of the settings. Whatever cannot be done is OperationRefused, in a sentence."""

    engine: str  # as the manifest says it
    title: str  # as people say it
    member: str  # the name of the copy in a backup

    @abstractmethod
    def exists(self) -> bool:
        """Return whether there is a database to connect to."""

    @abstractmethod
    def check_tools(self) -> None:
        """Raise OperationRefused if a program that is needed is missing or too old."""

    @abstractmethod
    def copy(self, folder: Path, report: Told, without: Sequence[str] = ()) -> DatabaseCopy:
        """Write a copy of one moment into the folder, while others read and write; of some tables, no row."""

    @abstractmethod
    def check_copy(self, copy: Path, tables: Mapping[str, TableCount]) -> None:
        """Raise OperationRefused if a copy is not sound or has other rows than told, as far as can be told before."""

    @abstractmethod
    def put_back(self, copy: Path, tables: Mapping[str, TableCount]) -> None:
        """Make the database what a copy with these tables is, at once or not at all, whatever it holds."""

    @contextmanager
    @abstractmethod
    def moment(self) -> Iterator[None]:
        """Read inside as of one moment, and keep nobody from writing."""
        yield

    @abstractmethod
    def last_numbers(self, columns: Mapping[str, str]) -> dict[str, int]:
        """Return the last number given to a row, by table, for the tables and their numbered columns given."""

    @abstractmethod
    def set_last_number(self, table: str, column: str, last: int) -> None:
        """Have the next row of a table numbered behind `last`."""

    @abstractmethod
    def guards(self) -> set[str]:
        """Return the names of the triggers on the tables of the log."""

    def filled(self) -> list[str]:
        """Return the tables that hold rows of somebody's, sorted; none for a database that is empty or not there."""
        if not self.exists():
            return []
        with connection.cursor() as cursor:
            names = sorted(set(connection.introspection.table_names(cursor)) - MADE_BY_MIGRATIONS)
            return [name for name in names if any_row(cursor, name)]


def any_row(cursor: Any, table: str) -> bool:
    cursor.execute(f"SELECT 1 FROM {quoted(table)} LIMIT 1")  # noqa: S608  a name of a table of ours
    return cursor.fetchone() is not None


def count_rows(cursor: Any, tables: Sequence[str]) -> dict[str, TableCount]:
    """Return how many rows each table has."""
    counts = {}
    for table in tables:
        cursor.execute(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608  a name of a table of ours
        counts[table] = TableCount(rows=int(cursor.fetchone()[0]))
    return counts


def migrations_done(cursor: Any, tables: Sequence[str]) -> tuple[str, ...]:
    """Return the migrations that were carried out on a database."""
    if "django_migrations" not in tables:
        return ()
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return tuple(f"{app}.{name}" for app, name in cursor.fetchall())


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def wrong_counts(told: Mapping[str, TableCount], found: Mapping[str, TableCount]) -> list[str]:
    """Return where the rows that there are are not as many as told, each as a sentence."""
    wrong = []
    for table in sorted(told.keys() | found.keys()):
        one = told[table].rows if table in told else None
        other = found[table].rows if table in found else None
        if one != other:
            wrong.append(f"{table} has {'no' if other is None else other} rows, and {one or 0} were kept")
    return wrong
