"""Backups of PostgreSQL by its own programs, and what is said when they are not there."""

import os
import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.operations.places import ARTICLES, Place, manifest_of_file
from tests.operations.test_backup import refused
from tests.operations.test_beside_a_running_site import one_moment, start, wait_until

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def tables(address: str) -> dict[str, list[Any]]:
    """Return every row of every table."""
    with psycopg.connect(address) as opened:
        names = opened.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        return {
            name: sorted(opened.execute(f'SELECT t::text FROM "{name}" t').fetchall()) for (name,) in names
        }


@pytest.fixture
def filled_postgres(filled: Place, tmp_path, postgres_address) -> Place:
    place = Place(tmp_path / "filled on postgresql", postgres_address())
    filled.manage("dump", tmp_path / "to postgresql", "--with-keys")
    place.manage("load", tmp_path / "to postgresql", "--jobs", "1")
    return place


def one_archive(one: Place, other: Place) -> bool:
    """Are the rows of one place those of another that was made of it? Mirrors are told so by one row more."""
    there, here = tables(one.address), tables(other.address)
    numbered = "statements_sequenceline"
    more = set(here[numbered]) - set(there[numbered])
    assert set(there[numbered]) <= set(here[numbered])
    assert [",restored," in row for (row,) in more] == [True], more
    return all(
        here[name] == rows for name, rows in there.items() if name not in {"statements_change", numbered}
    )


def test_every_row_comes_back_and_the_log_is_guarded(
    filled_postgres: Place, tmp_path, postgres_address
) -> None:
    filled_postgres.manage("backup", tmp_path / "kept", "--with-keys")
    told = manifest_of_file(tmp_path / "kept")
    assert (told["engine"], told["members"][0]["name"]) == ("postgresql", "archive.pgdump")
    place = Place(tmp_path / "other", postgres_address())
    assert "all is as it was kept" in place.manage("restore", tmp_path / "kept", "--jobs", "1")
    assert one_archive(filled_postgres, place)
    with psycopg.connect(place.address) as opened, pytest.raises(psycopg.Error, match="append-only"):
        opened.execute("DELETE FROM statements_revision")
    assert "holds an archive already" in refused(place, "restore", tmp_path / "kept")
    with psycopg.connect(place.address) as opened:
        opened.execute("DELETE FROM statements_report")
    place.manage("restore", tmp_path / "kept", "--replace", "--jobs", "1")
    assert one_archive(filled_postgres, place)
    with psycopg.connect(place.address) as opened:
        opened.execute("CREATE TABLE others (id int)")
    assert "has tables that the backup does not have (others)" in refused(
        place, "restore", tmp_path / "kept", "--replace"
    )
    assert one_archive(filled_postgres, place)


def test_a_database_that_is_set_up_and_empty_takes_a_backup(
    filled_postgres: Place, tmp_path, postgres_address
) -> None:
    filled_postgres.manage("backup", tmp_path / "kept")
    place = Place(tmp_path / "other", postgres_address())
    place.manage("migrate", "-v0")
    place.manage("restore", tmp_path / "kept", "--jobs", "1")
    assert tables(filled_postgres.address)["django_session"] and not tables(place.address)["django_session"]


def test_a_backup_that_pg_restore_cannot_carry_out_changes_nothing(
    filled_postgres: Place, tmp_path, postgres_address
) -> None:
    filled_postgres.manage("backup", tmp_path / "kept")
    place = Place(tmp_path / "other", postgres_address())
    place.manage("restore", tmp_path / "kept", "--jobs", "1")
    before = tables(place.address)
    with psycopg.connect(place.address) as opened:  # what pg_restore would have to drop, and may not
        opened.execute("CREATE VIEW others AS SELECT name FROM statements_outlet")
    assert "is as it was" in refused(place, "restore", tmp_path / "kept", "--replace")
    assert tables(place.address) == before


def test_what_is_of_the_other_database_is_refused(
    filled_postgres: Place, empty: Place, filled: Place, tmp_path
) -> None:
    filled_postgres.manage("backup", tmp_path / "of postgresql")
    filled.manage("backup", tmp_path / "of sqlite")
    assert "manage.py dump and load" in refused(empty, "restore", tmp_path / "of postgresql")
    assert "manage.py dump and load" in refused(filled_postgres, "restore", tmp_path / "of sqlite")


def test_programs_that_are_missing_or_too_old_are_named(
    filled_postgres: Place, tmp_path, monkeypatch: Any
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))
    assert "pg_dump is missing on this machine" in refused(filled_postgres, "backup", tmp_path / "kept")
    for name in ("pg_dump", "pg_restore"):
        (tools / name).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
        (tools / name).chmod(0o755)
    assert "pg_dump is older than the server (pg_dump (PostgreSQL) 9.6.24" in refused(
        filled_postgres, "backup", tmp_path / "kept"
    )
    assert not (tmp_path / "kept").exists()


def test_a_server_that_is_not_there_is_told(tmp_path, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        place = Place(tmp_path / "none", "postgres://record@127.0.0.1:9/none")
        assert "cannot be reached" in refused(place, "backup", tmp_path / "kept")


def test_the_password_is_not_among_the_arguments(filled_postgres: Place, tmp_path, monkeypatch: Any) -> None:
    seen = tmp_path / "seen"
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("pg_dump", "pg_restore"):
        real = shutil.which(name)
        (tools / name).write_text(f'#!/bin/sh\necho "$@" "-- $PGPASSWORD" >> "{seen}"\nexec {real} "$@"\n')
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    address = filled_postgres.address.replace("onrecord@", "onrecord:nine%20winters@")
    Place(filled_postgres.folder, address).manage("backup", tmp_path / "kept")
    arguments, _, password = seen.read_text().splitlines()[-1].partition(" -- ")
    assert "nine" not in arguments and password == "nine winters"


def test_a_backup_beside_an_ingest_is_of_one_moment(
    tmp_path,
    news: Path,
    postgres_address,
    django_db_blocker,
) -> None:
    place, other = Place(tmp_path / "one", postgres_address()), Place(tmp_path / "other", postgres_address())

    def count() -> int:
        with psycopg.connect(place.address) as opened:
            return opened.execute("SELECT count(*) FROM statements_article").fetchone()[0]

    def rows(address: str, table: str, last: int = 2**60) -> list[Any]:
        with psycopg.connect(address) as opened:
            return opened.execute(f"SELECT * FROM {table} WHERE id <= {last} ORDER BY id").fetchall()

    with django_db_blocker.unblock():
        place.manage("migrate", "-v0")
        ingest = start(place, "ingest", news)
        wait_until(lambda: count() > 10, ingest)
        place.manage("backup", tmp_path / "kept")
        assert ingest.poll() is None
        out, err = ingest.communicate(timeout=120)
        assert f"{ARTICLES} new" in out, err
        assert "all is as it was kept" in other.manage("restore", tmp_path / "kept", "--jobs", "1")
        one_moment(
            other,
            lambda table, last: rows(place.address, table, last),
            lambda table: rows(other.address, table),
        )
