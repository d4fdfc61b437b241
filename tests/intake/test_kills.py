"""The worker is killed as no program can prevent, at any moment: nothing is doubled, nothing is left out."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import plain_environment

ROOT = Path(__file__).resolve().parents[2]
GIVE = """
import json
from statements.intake.loads import try_again
from tests.intake.making import *
lines = b"".join(json.dumps({"text": article(n).decode()}).encode() + b"\\n" for n in range(1000, 1000 + JSONL))
stubs = packed([("a.txt", article(2000)), ("stub.txt", STUB.encode()), ("b.txt", article(2001))])
given(("all.zip", articles_packed(ZIP)), ("lines.jsonl", lines))
given(("torn.zip", articles_packed(9)[:400]), ("stubs.zip", stubs), ("again.txt", article(2000)))
"""
HELD = """
import json
from statements.history.replay import differences
from statements.intake.loads import totals
from statements.models import *
loads = list(Intake.objects.order_by("pk"))
print(json.dumps({
    "states": [load.state for load in loads],
    "counts": [totals([load])[load.pk] for load in loads],
    "quotes": sorted(Quote.objects.values_list("text", "speaker__name", "article__origin")),
    "texts": sorted(Article.objects.values_list("text", flat=True)),
    "acts": Revision.objects.count(),
    "refused": sorted(IntakeRefusal.objects.values_list("item__name", "record", "reason")),
    "wrong": [str(one) for one in differences()],
}))
"""


class Place:
    """A data folder of its own, and the worker on it."""

    def __init__(self, folder: Path, packed: int, lines: int) -> None:
        self.folder = folder
        self.environment = plain_environment(ONRECORD_DATA=str(folder), ONRECORD_LOG_LEVEL="ERROR")
        self.run("migrate", "-v0")
        self.shell(f"ZIP, JSONL = {packed}, {lines}\n{GIVE}")

    def run(self, *words: str, told: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", *words],
            cwd=ROOT, env=self.environment, input=told, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, code: str) -> str:
        return self.run("shell", "-v0", "-c", code)

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", "intake"],
            cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def held(self) -> dict:
        return json.loads(self.shell(HELD).strip().splitlines()[-1])

    def processes(self) -> Iterator[int]:
        """Yield the processes that work on this folder, children of the worker as well."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if f"ONRECORD_DATA={self.folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                    yield int(entry.name)
            except OSError:
                continue


def all_ended(place: Place) -> bool:
    for _ in range(100):
        if not list(place.processes()):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
@pytest.mark.faults
def test_a_worker_that_is_killed_is_gone_on_with(tmp_path: Path) -> None:
    place = Place(tmp_path / "data", 60, 3)
    process = place.start()
    for _ in range(200):
        time.sleep(0.05)
        if stored(place) >= 40:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert all_ended(place)  # those that read for it end with it
    place.run("intake", "--once")
    held = place.held()
    assert held["states"] == ["done", "done"]
    assert [one["new"] for one in held["counts"]] == [63, 2]
    assert len(held["texts"]) == len(set(held["texts"])) == 65
    assert held["wrong"] == []


def stored(place: Place) -> int:
    """Return how many articles a worker has stored, read beside it."""
    with closing(sqlite3.connect(f"file:{place.folder}/archive.sqlite3?mode=ro", uri=True)) as opened:
        (count,) = opened.execute("SELECT SUM(new) FROM statements_intakeitem").fetchone()
    return int(count)


@pytest.mark.slow
@pytest.mark.faults
def test_kills_at_random_change_nothing(tmp_path: Path) -> None:
    """As often as KILLS says, which by hand may be fifty."""
    calm, killed = Place(tmp_path / "calm", 200, 60), Place(tmp_path / "killed", 200, 60)
    calm.run("intake", "--once")
    roll = random.Random(50)
    for _ in range(int(os.environ.get("KILLS", "12"))):
        process = killed.start()
        time.sleep(roll.uniform(0.4, 3.0))
        if roll.random() < 0.5:  # the worker alone, or whoever reads for it first
            others = [pid for pid in killed.processes() if pid != process.pid]
            for pid in others[:1]:
                os.kill(pid, signal.SIGKILL)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert all_ended(killed)
    killed.run("intake", "--once")
    assert killed.held() == calm.held()
    assert killed.held()["wrong"] == []
    assert killed.held()["states"] == ["done", "done"]
    killed.run("index", "--check")
