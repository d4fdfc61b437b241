"""PostgreSQL, copied by pg_dump as of the moment in which its rows are counted, put back by pg_restore."""

import errno
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db import OperationalError, connection, transaction

from ..container import Told, sync_path
from ..manifest import OperationRefused, TableCount
from .base import GUARDED, Database, DatabaseCopy, count_rows, migrations_done

# The file is compressed once, with all others.
PG_DUMP = ("pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges")
PG_RESTORE = (
    "pg_restore", "--no-owner", "--no-privileges", "--clean", "--if-exists", "--single-transaction",
    "--exit-on-error",
)  # fmt: skip
REPORTED = 0.5  # seconds between two looks at how far pg_dump is
# What migrations made and a backup brings again: tables, and the functions of triggers.
EVERYTHING = """
    SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', schemaname, tablename)
    FROM pg_tables WHERE schemaname = current_schema()
    UNION ALL
    SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', p.oid::regprocedure)
    FROM pg_proc p WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f'
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


class PostgresDatabase(Database):
    engine, title, member = "postgresql", "PostgreSQL", "archive.pgdump"

    def exists(self) -> bool:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise OperationRefused(
                f"The PostgreSQL of DATABASE_URL cannot be reached: {first_line(str(error))}"
            ) from None
        return True

    def check_tools(self) -> None:
        self.exists()
        server = self.server_version()
        for tool in ("pg_dump", "pg_restore"):
            if shutil.which(tool) is None:
                raise OperationRefused(
                    f"{tool} is missing on this machine: install PostgreSQL's client programs of version {server} "
                    f"or newer (on Debian: sudo apt-get install postgresql-client)."
                )
            told = subprocess.run([tool, "--version"], capture_output=True, text=True).stdout
            found = re.search(r"\b(\d+)", told)
            if found is None or int(found[1]) < server:
                raise OperationRefused(
                    f"{tool} is older than the server ({told.strip() or 'no version'}; the server is {server}): "
                    f"install PostgreSQL's client programs of version {server} or newer."
                )

    @staticmethod
    def server_version() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            return int(cursor.fetchone()[0]) // 10000

    def copy(self, folder: Path, report: Told, without: Sequence[str] = ()) -> DatabaseCopy:
        path = folder / self.member
        path.touch(mode=0o600)
        with self.moment(), connection.cursor() as cursor:
            tables = sorted(connection.introspection.table_names(cursor))
            left = sorted(set(tables) & set(without))
            copy = DatabaseCopy(
                path=path,
                tables=count_rows(cursor, tables) | dict.fromkeys(left, TableCount(rows=0)),
                migrations=migrations_done(cursor, tables),
            )
            cursor.execute("SELECT pg_export_snapshot(), pg_database_size(current_database())")
            snapshot, size = cursor.fetchone()
            self.run(
                [
                    *PG_DUMP,
                    f"--snapshot={snapshot}",
                    f"--file={path}",
                    *(f"--exclude-table-data={name}" for name in left),
                ],
                "The database could not be copied",
                lambda: report(min(path.stat().st_size, size), size),
            )
        sync_path(path)
        return copy

    def check_copy(self, copy: Path, tables: Mapping[str, TableCount]) -> None:
        done = subprocess.run(["pg_restore", "--list", str(copy)], capture_output=True, text=True)
        if done.returncode:
            raise OperationRefused(
                f"The database in the backup cannot be read by pg_restore: {first_line(done.stderr)}"
            )

    def put_back(self, copy: Path, tables: Mapping[str, TableCount]) -> None:
        if self.filled():
            with connection.cursor() as cursor:
                others = sorted(set(connection.introspection.table_names(cursor)) - tables.keys())
            if others:
                raise OperationRefused(
                    f"The database of DATABASE_URL has tables that the backup does not have ({others[0]}): a newer "
                    "version set it up, or somebody else uses it. Restore into an empty database."
                )
        else:  # what migrations made may be newer than the backup, and nobody misses it
            self.drop_all()
        connection.close()
        # One transaction: what was stays, until all that is to be stands.
        self.run([*PG_RESTORE, str(copy)], "The database could not be put back, and is as it was")

    @staticmethod
    def drop_all() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(EVERYTHING)
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)

    @contextmanager
    def moment(self) -> Iterator[None]:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    def last_numbers(self, columns: Mapping[str, str]) -> dict[str, int]:
        numbers = {}
        with connection.cursor() as cursor:
            for table, column in columns.items():
                cursor.execute(
                    "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)",
                    [f'"{table}"', column],
                )
                numbers[table] = int(cursor.fetchone()[0] or 0)
        return numbers

    def set_last_number(self, table: str, column: str, last: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s, %s)",
                [f'"{table}"', column, max(last, 1), last > 0],
            )

    def guards(self) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text IN (%s, %s)",
                GUARDED,
            )
            return {name for (name,) in cursor.fetchall()}

    @staticmethod
    def run(command: Sequence[str], failed: str, look: Callable[[], None] = lambda: None) -> None:
        """Run a client program on the database of the settings, and `look` how far it is now and then.

        The password is not among its arguments. Raises OperationRefused with what it says, behind `failed`.
        """
        arguments, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
        name = connection.settings_dict["NAME"]
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                [*command, *(word for word in arguments[1:] if word != name), f"--dbname={name}"],
                env={**os.environ, **(environment or {})},
                stderr=errors,
            )
            try:
                while not ended(process):
                    look()
            finally:
                process.kill()
                process.wait()
            errors.seek(0)
            said = errors.read().decode(errors="replace")
        if process.returncode and os.strerror(errno.ENOSPC) in said:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if process.returncode:
            raise OperationRefused(f"{failed}: {first_line(said)}")


def ended(process: "subprocess.Popen[bytes]") -> bool:
    """Wait a moment; return whether a process has ended."""
    try:
        process.wait(REPORTED)
    except subprocess.TimeoutExpired:
        return False
    return True


def first_line(text: str) -> str:
    """Return the first line that a program printed about a fault, or that there was none."""
    lines = [line for line in text.splitlines() if line.strip()]
    wrong = next(
        (line for line in lines if "error" in line.lower()), lines[0] if lines else "it did not say why"
    )
    return wrong.strip()
