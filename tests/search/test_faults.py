"""What must hold when processes die, disks fill and files break. Real processes on a real folder."""

import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import plain_environment
from tests.search.faults import ANCHOR, NEVER

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults")]

ROOT = Path(__file__).resolve().parents[2]
MINUTE = 60.0


class Archive:
    """A data folder of its own, and the commands that an operator has."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.environment = plain_environment(
            ONRECORD_DATA=str(data), ONRECORD_LOG_LEVEL="ERROR", FAULTS_ANCHORS="0"
        )

    def start(self, *words: str, **options) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *words],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *words: str, **options) -> subprocess.CompletedProcess:
        process = self.start(*words, **options)
        out, err = process.communicate(timeout=180)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def manage(self, *words: str, **options) -> subprocess.CompletedProcess:
        return self.run("manage.py", *words, **options)

    def ask(self, code: str) -> str:
        imports = (
            "from statements.models import *; from statements.search.find import find; "
            "from statements.search.queue import waiting; "
        )
        done = self.manage("shell", "-v0", "-c", imports + code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def fill(self, articles: int) -> None:
        assert self.manage("migrate", "-v0").returncode == 0
        done = self.run("-m", "tests.search.faults", "fill", str(articles), "0")
        assert done.returncode == 0, done.stderr
        assert self.manage("index").returncode == 0
        self.environment["FAULTS_ANCHORS"] = self.ask(f"print(find(Quote, '{ANCHOR}').total)")
        assert int(self.environment["FAULTS_ANCHORS"]) > 5

    def copy_of(self, other: "Archive") -> None:
        shutil.copytree(other.data, self.data, dirs_exist_ok=True)
        self.environment["FAULTS_ANCHORS"] = other.environment["FAULTS_ANCHORS"]

    def load(self, seconds: float) -> tuple[list[subprocess.Popen], list[subprocess.Popen]]:
        writers = [self.start("-m", "tests.search.faults", "writer", str(n), str(seconds)) for n in range(4)]
        readers = [self.start("-m", "tests.search.faults", "reader", str(n), str(seconds)) for n in range(2)]
        return writers, readers


def finished(process: subprocess.Popen) -> dict:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def ten(tmp_path_factory) -> Archive:
    """Ten articles, stored and indexed once, to be copied."""
    archive = Archive(tmp_path_factory.mktemp("ten") / "data folder")
    archive.fill(10)
    return archive


@pytest.fixture
def archive_folder(tmp_path) -> Archive:
    return Archive(tmp_path / "data folder")


def agree(archive: Archive) -> None:
    """The index holds exactly what the database does, nothing twice, nothing that was undone."""
    assert archive.manage("index").returncode == 0
    done = archive.manage("index", "--check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 missing, 0 out of date, 0 that should not be there, 0 doubled" in done.stdout
    assert archive.ask("print(waiting())") == "0"
    assert archive.ask(f"print(find(Quote, '{NEVER}').total)") == "0"
    assert archive.ask("print(find(Quote, '').total == Quote.objects.public().count())") == "True"


@pytest.mark.slow
def test_a_killed_indexer_loses_and_doubles_nothing(archive_folder) -> None:
    archive_folder.fill(40)
    writers, readers = archive_folder.load(MINUTE)
    roll = random.Random(7)
    until = time.monotonic() + MINUTE
    kills = 0
    while time.monotonic() < until:
        indexer = archive_folder.start("manage.py", "index", "--follow")
        time.sleep(min(1.2 + roll.random() * 3, max(0.1, until - time.monotonic())))
        indexer.send_signal(signal.SIGKILL)
        indexer.communicate()
        kills += 1
    acts = [finished(writer)["acts"] for writer in writers]
    found = [finished(reader) for reader in readers]
    assert kills >= 8
    assert sum(sum(one.values()) for one in acts) > 100
    assert all(reader["searches"] > 100 for reader in found)
    assert [reader["wrong"] for reader in found] == [[], []]
    agree(archive_folder)


@pytest.mark.slow
def test_a_rebuild_under_load_is_whole(archive_folder) -> None:
    archive_folder.fill(40)
    indexer = archive_folder.start("manage.py", "index", "--follow")
    writers, readers = archive_folder.load(30.0)
    outcomes = []
    for turn in range(3):
        rebuilding = archive_folder.start("manage.py", "index", "--rebuild")
        if turn == 1:
            time.sleep(2.5)
            rebuilding.send_signal(signal.SIGKILL)
        rebuilding.communicate(timeout=120)
        outcomes.append(rebuilding.returncode)
    for writer in writers:
        finished(writer)
    found = [finished(reader) for reader in readers]
    indexer.terminate()
    indexer.communicate(timeout=30)
    assert (outcomes[0], outcomes[2]) == (0, 0)
    assert [reader["wrong"] for reader in found] == [[], []]
    agree(archive_folder)
    assert archive_folder.manage("index", "--rebuild").returncode == 0
    folders = [path.name for path in (archive_folder.data / "index").iterdir() if path.is_dir()]
    assert len(folders) == 2, folders  # the one in use, and the one before


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path | None]:
    """A disk of two megabytes where this user may mount one; None elsewhere."""
    target = tmp_path / "data folder" / "index"
    target.mkdir(parents=True)
    mounted = (
        shutil.which("mount")
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(target)], capture_output=True, check=False
        ).returncode
        == 0
    )
    yield target if mounted else None
    if mounted:
        subprocess.run(["umount", "-l", str(target)], check=True)


@pytest.mark.slow
def test_a_full_disk_stops_nothing_else_and_heals(archive_folder, ten, small_disk) -> None:
    archive_folder.copy_of(ten)
    before = archive_folder.ask("print(find(Quote, '').total)")
    limit = None
    if small_disk is not None:
        free = shutil.disk_usage(small_disk).free
        (small_disk / "filler").write_bytes(b"x" * max(0, free - 24_000))
    else:  # no file may grow beyond some kilobytes: the same error, at the same calls

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))

    archive_folder.environment["FAULTS_ANCHORS"] = "0"
    code = "from tests.search.faults import source; from statements.ingest.store import store_source; [store_source(source(n, f'newplace{n}')) for n in range(500, 540)]"
    archive_folder.ask(code)
    waiting = int(archive_folder.ask("print(waiting())"))
    assert waiting > 100
    full = archive_folder.manage("index", preexec_fn=limit)
    assert full.returncode == 1
    assert "could not be written" in full.stderr
    assert "Traceback" not in full.stderr
    assert archive_folder.ask("print(find(Quote, '').total)") == before
    assert int(archive_folder.ask("print(waiting())")) == waiting
    if small_disk is not None:
        (small_disk / "filler").unlink()
    assert archive_folder.manage("index").returncode == 0
    agree(archive_folder)


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["bytes", "cut", "missing"])
def test_a_damaged_index_is_seen_and_made_anew(archive_folder, ten, damage: str) -> None:
    archive_folder.copy_of(ten)
    total = archive_folder.ask("print(find(Quote, '').total)")
    name = (archive_folder.data / "index" / "CURRENT").read_text()
    postings = max((archive_folder.data / "index" / name).glob("*.pst"), key=lambda path: path.stat().st_size)
    data = postings.read_bytes()
    if damage == "bytes":
        postings.write_bytes(data[: len(data) // 3] + b"\xff" * 400 + data[len(data) // 3 + 400 :])
    elif damage == "cut":
        postings.write_bytes(data[:-100])
    else:
        postings.unlink()
    checked = archive_folder.manage("index", "--check")
    assert checked.returncode == 1
    assert "The index is damaged: " in checked.stdout
    assert postings.name in checked.stdout
    mended = archive_folder.manage("index", "--check", "--repair")
    assert mended.returncode == 0, mended.stderr
    assert archive_folder.ask("print(find(Quote, '').total)") == total
    agree(archive_folder)


@pytest.mark.slow
def test_check_finds_and_repairs_what_differs(archive_folder, ten) -> None:
    """Rows changed behind the queue's back: one missing, one stale, one that should be gone."""
    archive_folder.copy_of(ten)
    archive_folder.ask(
        "from django.db import connection; ids = list(Quote.objects.order_by('pk').values_list('pk', flat=True)); "
        "c = connection.cursor(); "
        "c.execute('UPDATE statements_quote SET state = %s WHERE id = %s', ['rejected', ids[0]]); "
        "c.execute('UPDATE statements_quote SET role = %s WHERE id = %s', ['harbour master', ids[1]])"
    )
    archive_folder.ask(
        "from haystack import connections; connections['default'].get_backend().remove(Quote.objects.order_by('pk')[2]); "
    )
    found = archive_folder.manage("index", "--check")
    assert found.returncode == 1
    assert "1 missing, 1 out of date, 1 that should not be there, 0 doubled" in found.stdout
    assert archive_folder.ask("print(find(Quote, 'speaker:harbour').total)") == "0"
    mended = archive_folder.manage("index", "--check", "--repair")
    assert mended.returncode == 0, mended.stderr
    assert archive_folder.ask("print(find(Quote, 'speaker:harbour').total)") == "1"
    agree(archive_folder)
