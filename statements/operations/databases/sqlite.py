"""SQLite, copied by its own backup interface inside one read transaction: a moment, whoever writes beside."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from ..container import Told, require_room, sync_path
from ..manifest import OperationRefused, TableCount
from .base import GUARDED, Database, DatabaseCopy, count_rows, migrations_done, quoted, wrong_counts

PAGES = 1024  # copied between two reports


class SqliteDatabase(Database):
    engine, title, member = "sqlite", "SQLite", "archive.sqlite3"

    @property
    def path(self) -> Path:
        return Path(connection.settings_dict["NAME"])

    def exists(self) -> bool:
        return self.path.is_file() and self.path.stat().st_size > 0

    def check_tools(self) -> None:
        return  # the standard library has them

    def copy(self, folder: Path, report: Told, without: Sequence[str] = ()) -> DatabaseCopy:
        path = folder / self.member
        path.touch(mode=0o600)
        with closing(self.open(self.path)) as source, closing(self.open(path)) as target:
            # A read transaction that is open holds the moment: without it, each write by others would
            # make the copy begin again, and beside a busy ingest it would never end.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            pages = self.pages(source)
            size = source.execute("PRAGMA page_size").fetchone()[0]
            require_room(folder, pages * size)
            source.backup(
                target,
                pages=PAGES,
                progress=lambda _, left, total: report((total - left) * size, total * size),
                sleep=0,
            )
            source.execute("ROLLBACK")
            target.execute("PRAGMA secure_delete = ON")  # so that nothing is left of them where they stood
            for table in set(without) & set(self.tables(target)):
                target.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608  a name of a table of ours
        sync_path(path)
        with closing(self.open_copy(path)) as copy:
            if self.pages(copy) != pages:
                raise OperationRefused(f"The copy of {self.path} is not whole: begin again.")
            fault = " ".join(copy.execute("PRAGMA quick_check(1)").fetchone()[0].split())
            if fault != "ok":
                raise OperationRefused(
                    f"The database {self.path} is damaged, and a copy of it would be: {fault}. "
                    "Restore the last backup, or have SQLite's .recover save what is left."
                )
            tables = self.tables(copy)
            return DatabaseCopy(
                path=path,
                tables=count_rows(copy.cursor(), tables),
                migrations=migrations_done(copy.cursor(), tables),
            )

    def check_copy(self, copy: Path, tables: Mapping[str, TableCount]) -> None:
        try:
            with closing(self.open_copy(copy)) as opened:
                fault = " ".join(opened.execute("PRAGMA integrity_check(1)").fetchone()[0].split())
                wrong = (
                    []
                    if fault != "ok"
                    else wrong_counts(tables, count_rows(opened.cursor(), self.tables(opened)))
                )
        except sqlite3.DatabaseError as error:
            fault, wrong = str(error), []
        if fault != "ok":
            raise OperationRefused(f"The database in the backup is damaged: {fault}.")
        if wrong:
            raise OperationRefused(f"The database in the backup is not what its manifest says: {wrong[0]}.")

    def put_back(self, copy: Path, tables: Mapping[str, TableCount]) -> None:
        connection.close()
        sync_path(copy)
        if not self.path.exists():
            left = [name for name in ("-wal", "-journal") if Path(f"{self.path}{name}").exists()]
            if left:
                raise OperationRefused(
                    f"{self.path}{left[0]} lies there without its database: put it elsewhere first."
                )
            copy.replace(self.path)
            sync_path(self.path.parent)
            return
        # In one transaction of the file that is there: a kill leaves what was, and who has it open sees the new.
        try:
            with closing(self.open(copy)) as source, closing(self.open(self.path)) as target:
                source.backup(target, pages=-1)
        except sqlite3.OperationalError as error:
            raise OperationRefused(
                f"{self.path} could not be replaced ({error}): stop the site and what writes to it."
            ) from None
        self.path.chmod(0o600)

    @contextmanager
    def moment(self) -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # Django's own transactions would keep others from writing
            try:
                cursor.execute("SELECT count(*) FROM sqlite_master")
                yield
            finally:
                cursor.execute("ROLLBACK")

    def last_numbers(self, columns: Mapping[str, str]) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            found = dict(cursor.fetchall())
        return {table: int(found.get(table) or 0) for table in columns}

    def set_last_number(self, table: str, column: str, last: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])

    def guards(self) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", GUARDED
            )
            return {name for (name,) in cursor.fetchall()}

    @staticmethod
    def open(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=20
        )

    @staticmethod
    def open_copy(path: Path) -> sqlite3.Connection:
        """Open a file that nobody else has, so that nothing is written beside it."""
        return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)

    @staticmethod
    def pages(opened: sqlite3.Connection) -> int:
        return int(opened.execute("PRAGMA page_count").fetchone()[0])

    @staticmethod
    def tables(opened: sqlite3.Connection) -> list[str]:
        names = opened.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        )
        return [name for (name,) in names]
