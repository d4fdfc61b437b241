"""PostgreSQL, copied by pg_dump as of the moment in which its rows are counted, put back by pg_restore."""

import contextlib
import errno
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection, transaction

from ..container import PIECE, Told, sync
from ..manifest import Refused, TableCount
from .base import GUARDED, Database, DatabaseCopy, count_rows, migrations_done

# The file is compressed once, with all others.
PG_DUMP = ("pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges")
PSQL = (
    "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
    "--file=-",
)  # fmt: skip
REPORTED = 0.5  # seconds between two looks at how far pg_dump is
# What has to go from a schema before another archive takes its place: tables, and the functions of triggers.
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
            raise Refused(
                f"The PostgreSQL of DATABASE_URL cannot be reached: {first_line(str(error))}"
            ) from None
        return True

    def check_tools(self) -> None:
        self.exists()
        server = self.server_version()
        for tool in ("pg_dump", "pg_restore", "psql"):
            if shutil.which(tool) is None:
                raise Refused(
                    f"{tool} is missing on this machine: install PostgreSQL's client programs of version {server} "
                    f"or newer (on Debian: sudo apt-get install postgresql-client)."
                )
            told = subprocess.run([tool, "--version"], capture_output=True, text=True).stdout
            found = re.search(r"\b(\d+)", told)
            if found is None or int(found[1]) < server:
                raise Refused(
                    f"{tool} is older than the server ({told.strip() or 'no version'}; the server is {server}): "
                    f"install PostgreSQL's client programs of version {server} or newer."
                )

    @staticmethod
    def server_version() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            return int(cursor.fetchone()[0]) // 10000

    def copy(self, folder: Path, report: Told) -> DatabaseCopy:
        path = folder / self.member
        path.touch(mode=0o600)
        with self.moment(), connection.cursor() as cursor:
            tables = sorted(connection.introspection.table_names(cursor))
            copy = DatabaseCopy(
                path=path, tables=count_rows(cursor, tables), migrations=migrations_done(cursor, tables)
            )
            cursor.execute("SELECT pg_export_snapshot(), pg_database_size(current_database())")
            snapshot, size = cursor.fetchone()
            with tempfile.TemporaryFile() as errors:
                doing = self.start(
                    [*PG_DUMP, f"--snapshot={snapshot}", f"--file={path}"],
                    stderr=errors,
                )
                try:
                    while not ended(doing):
                        report(min(path.stat().st_size, size), size)
                finally:
                    doing.kill()
                    doing.wait()
                if doing.returncode:
                    errors.seek(0)
                    said = errors.read().decode()
                    if "No space left" in said:
                        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                    raise Refused(f"pg_dump could not copy the database: {first_line(said)}")
        sync(path)
        return copy

    def check_copy(self, copy: Path, tables: Mapping[str, TableCount]) -> None:
        done = subprocess.run(["pg_restore", "--list", str(copy)], capture_output=True, text=True)
        if done.returncode:
            raise Refused(
                f"The database in the backup cannot be read by pg_restore: {first_line(done.stderr)}"
            )

    def put_back(self, copy: Path, replace: bool) -> None:
        with connection.cursor() as cursor:
            cursor.execute(EVERYTHING)
            drops = "".join(f"{statement};\n" for (statement,) in cursor.fetchall())
        connection.close()
        # One transaction: what was stays, until all that is to be stands. psql takes the end of what it reads
        # for the end of the work, so it gets to see one only when pg_restore has told all.
        with tempfile.TemporaryFile() as errors:
            told = subprocess.Popen(
                ["pg_restore", "--no-owner", "--no-privileges", "--file=-", str(copy)],
                stdout=subprocess.PIPE,
                stderr=errors,
            )
            doing = self.start(
                PSQL,
                stdin=subprocess.PIPE,
                stderr=errors,
            )
            assert told.stdout is not None and doing.stdin is not None
            try:
                with contextlib.suppress(BrokenPipeError):  # psql ended: what it says is read below
                    doing.stdin.write(f"SET client_min_messages = warning;\n{drops}".encode())
                    shutil.copyfileobj(told.stdout, doing.stdin, PIECE)
                    if told.wait() == 0:
                        doing.stdin.close()
                        doing.wait()
            finally:
                for process in (told, doing):
                    if process.poll() is None:
                        process.kill()
                    process.wait()
            if told.returncode or doing.returncode:
                errors.seek(0)
                raise Refused(
                    f"The database could not be put back, and is as it was: {first_line(errors.read().decode())}"
                )

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
    def start(command: Sequence[str], **options: Any) -> "subprocess.Popen[bytes]":
        """Start a client program on the database of the settings; the password is not in its arguments."""
        arguments, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
        name = connection.settings_dict["NAME"]
        return subprocess.Popen(
            [*command, *(word for word in arguments[1:] if word != name), f"--dbname={name}"],
            env={**os.environ, **(environment or {})},
            **options,
        )


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
