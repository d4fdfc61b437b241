"""Backups beside a running ingest, on full disks and under kills: the archive and the old backup stay whole."""

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import plain_environment
from tests.operations.places import ARTICLES, BOOKKEEPING, Place, rows_of, without

ROOT = Path(__file__).resolve().parents[2]


def start(place: Place, *words: str | Path, **options: Any) -> "subprocess.Popen[str]":
    """Start a command in a process of its own, with the settings of the site itself."""
    address = {"DATABASE_URL": place.address} if place.address else {}
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "manage.py", *map(str, words)],
        cwd=ROOT,
        env=plain_environment(ONRECORD_DATA=str(place.folder), **address),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def wait_until(true: Callable[[], object], process: "subprocess.Popen[str]") -> None:
    """Wait until something is so, while a process goes on."""
    until = time.monotonic() + 60
    while not true():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)


def one_moment(
    place: Place, final: Callable[[str, int], list[Any]], restored: Callable[[str], list[Any]]
) -> None:
    """Hold a restored archive against the one it was taken from, which went on.

    Its log is the beginning of the log there, and its rows are what its log makes of them.
    """
    from statements.history.replay import differences
    from statements.models import Article, Quote, Revision

    with place.used():
        assert differences() == []
        assert 0 < Article.objects.count() < ARTICLES
        assert Revision.objects.filter(action="read").count() == Article.objects.count()
        assert not Article.objects.exclude(pk__in=Quote.objects.values("article")).exists()
    for table in ("statements_revision", "statements_revisionrow", "statements_source"):
        rows = restored(table)
        there = final(table, max(row[0] for row in rows))
        assert [comparable(row) for row in rows] == [comparable(row) for row in there]


def comparable(row: Sequence[Any]) -> list[Any]:
    """Return a row with its JSON read: a dump does not keep the order of keys."""
    return [json.loads(one) if isinstance(one, str) and one.startswith("{") else one for one in row]


def in_order(database: Path, table: str, last: int | None = None) -> list[Any]:
    with closing(sqlite3.connect(database)) as opened:
        where = "" if last is None else f" WHERE id <= {last}"
        return opened.execute(f"SELECT * FROM {table}{where} ORDER BY id").fetchall()


@pytest.mark.slow
def test_a_backup_beside_an_ingest_is_of_one_moment(
    ready: Place, tmp_path, news: Path, django_db_blocker
) -> None:
    ingest = start(ready, "ingest", news)
    with django_db_blocker.unblock():
        for number in range(3):
            wait_until(
                lambda least=5 + 10 * number: (
                    ready.execute("SELECT count(*) FROM statements_article")[0][0] > least
                ),
                ingest,
            )
            ready.manage("backup", tmp_path / f"kept{number}")
        wait_until(lambda: ready.execute("SELECT count(*) FROM statements_article")[0][0] > 45, ingest)
        ready.manage("dump", tmp_path / "dumped")
        assert ingest.poll() is None  # it went on all the time
        out, err = ingest.communicate(timeout=120)
        assert f"{ARTICLES} new" in out, err
        places = []
        for name, command in (
            ("kept0", "restore"),
            ("kept1", "restore"),
            ("kept2", "restore"),
            ("dumped", "load"),
        ):
            place = Place(tmp_path / f"of {name}")
            told = place.manage(command, tmp_path / name, "--jobs", "1")
            assert "all is as it was kept" in told
            one_moment(
                place,
                lambda table, last: in_order(ready.database, table, last),
                lambda table, place=place: in_order(place.database, table),
            )
            assert "0 missing, 0 out of date" in place.manage("index", "--check")
            places.append(place)
            if command == "restore":  # every row of every table is the one that was kept
                with tarfile.open(tmp_path / name) as tar:
                    tar.extract("archive.sqlite3", tmp_path / f"in {name}", filter="data")
                kept = rows_of(tmp_path / f"in {name}" / "archive.sqlite3")
                assert without(place.rows(), *BOOKKEEPING) == without(kept, *BOOKKEEPING)
        held = [len(place.rows()["statements_article"]) for place in places]
        assert held == sorted(held) and held[0] < held[-1]


@pytest.fixture
def large(filled: Place) -> Place:
    """An archive with megabytes that do not compress, so that copying takes its time."""
    with closing(sqlite3.connect(filled.database, isolation_level=None)) as opened:
        opened.execute("CREATE TABLE ballast (id INTEGER PRIMARY KEY, data BLOB)")
        for _ in range(60):
            opened.execute("INSERT INTO ballast (data) VALUES (?)", [os.urandom(1_000_000)])
    return filled


@pytest.mark.faults
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_backup_that_is_stopped_leaves_the_old_one_and_the_archive(
    large: Place, tmp_path, number: int
) -> None:
    kept = tmp_path / "kept.tar.gz"
    kept.write_bytes(b"the old backup")
    before = large.rows()
    # A shell has what it starts in the background not hear of Ctrl-C: these tests may be such.
    process = start(
        large, "backup", kept, "--replace", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    )
    wait_until(lambda: list(tmp_path.glob(".kept.tar.gz.unfinished-*/packed")), process)
    process.send_signal(number)
    err = process.communicate(timeout=60)[1]
    assert process.returncode != 0 and "Traceback" not in err
    assert kept.read_bytes() == b"the old backup"
    assert large.rows() == before
    left = list(tmp_path.glob(".kept*"))
    if number == signal.SIGKILL:
        assert left
    else:
        assert not left
        assert "Stopped. The archive and any older backup are as they were." in err
    large.manage("backup", kept, "--replace")
    assert not list(tmp_path.glob(".kept*"))


@pytest.mark.faults
@pytest.mark.slow
def test_a_restore_that_is_killed_can_be_done_again(large: Place, empty: Place, tmp_path) -> None:
    large.manage("backup", tmp_path / "kept", "--with-keys")
    process = start(empty, "restore", tmp_path / "kept")
    wait_until(lambda: list(empty.folder.glob(".restore.unfinished-*/archive.sqlite3")), process)
    process.kill()
    process.communicate()
    assert not empty.database.exists()
    empty.manage("restore", tmp_path / "kept", "--jobs", "1")
    assert not list(empty.folder.glob(".restore*"))
    assert without(empty.rows(), *BOOKKEEPING) == without(large.rows(), *BOOKKEEPING)


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of eight megabytes; or a folder, where this user may not mount one."""
    target = tmp_path / "disk"
    target.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(target)]
    mounted = shutil.which("mount") and subprocess.run(command, capture_output=True).returncode == 0
    yield target
    if mounted:
        subprocess.run(["umount", "-l", str(target)], check=True)


@pytest.mark.faults
@pytest.mark.slow
@pytest.mark.parametrize("command", ["backup", "dump"])
def test_a_full_disk_leaves_the_old_file(large: Place, small_disk: Path, command: str) -> None:
    (small_disk / "kept").write_bytes(b"old")
    large.execute("UPDATE statements_source SET data = randomblob(4000000)")
    limit = None
    if not small_disk.is_mount():  # no file may grow beyond some megabytes: the nearest to it

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (8_000_000, 8_000_000))

    process = start(large, command, small_disk / "kept", "--replace", preexec_fn=limit)
    err = process.communicate(timeout=60)[1]
    assert process.returncode == 1 and "Traceback" not in err
    assert "There is no room on the disk" in err or "so large a file" in err
    assert [p.name for p in small_disk.iterdir()] == ["kept"]
    assert (small_disk / "kept").read_bytes() == b"old"


@pytest.mark.slow
def test_memory_does_not_grow_with_the_archive(large: Place, empty: Place, tmp_path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (220_000_000, 220_000_000))

    for _ in range(2):
        large.execute("INSERT INTO ballast (data) SELECT data FROM ballast")  # 240 MB
    for place, command in ((large, "backup"), (empty, "restore")):
        process = start(place, command, tmp_path / "kept", preexec_fn=limit)
        err = process.communicate(timeout=120)[1]
        assert process.returncode == 0, err
