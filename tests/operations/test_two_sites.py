"""Two sites on one PostgreSQL, each with all its processes, on two ports: nothing doubled, nothing lost, no error.

Each has a data folder of its own, as two machines have. They search on a cluster where `python -m tools.opensearch`
has started one; elsewhere they share an index folder, which the kernel of this one machine lets one of them write
at a time.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import psycopg
import pytest

from tests.conftest import plain_environment
from tests.pgbouncer import find_pgbouncer, pooler
from tests.search.engines import CLUSTER
from tools.ports import free_port

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.faults]

ROOT = Path(__file__).resolve().parents[2]
LOADS, EACH, FED = 6, 40, 60  # loads, articles of one, and articles that both sites ingest at once
NEWS = """Envoys meet, day {number}

14 March, 2021

“Pier {number} stays open,” Kestran Foreign Minister Mira Tolan told reporters in Lissel on Sunday.
"""
GIVE = f"""
from tests.intake.making import articles_packed, given
for number in range({LOADS}):
    given((f"{{number}}.zip", articles_packed({EACH}, number * {EACH})))
"""
ASK = """
from statements.models import WaitingFile
from statements.publishing.exports.waiting import ask_for_file
print(ask_for_file(WaitingFile(asked="sort=oldest", form="jsonl", base="http://localhost", reader="r")).token)
"""
HELD = """
import json
from statements.history.replay import differences
from statements.intake.loads import totals
from statements.models import *
loads = list(Intake.objects.all())
print(json.dumps({
    "states": [load.state for load in loads],
    "new": sum(one["new"] for one in totals(loads).values()),
    "left": IntakeItem.objects.exclude(claim="").count(),
    "texts": list(Article.objects.values_list("text", flat=True)),
    "speakers": Speaker.objects.filter(name="Mira Tolan", merged_into=None).count(),
    "uids": list(Quote.objects.values_list("uid", flat=True)),
    "due": Quote.objects.filter(utterance_due=True).count(),
    "tasks": IndexTask.objects.count(), "changed": ChangedRow.objects.count(),
    "wrong": [str(one) for one in differences()],
}))
"""


class Site:
    """A site with its processes, as a machine of its own would have it."""

    def __init__(self, folder: Path, shared: Path, address: str, **told: str) -> None:
        (folder / "data").mkdir(parents=True)
        for name in ("index", "uploads"):
            (shared / name).mkdir(exist_ok=True)
        if "ONRECORD_SEARCH" not in told:
            (folder / "data" / "index").symlink_to(shared / "index")
        self.log = folder / "log"
        self.port = free_port()
        self.environment = plain_environment(
            ONRECORD_DATA=str(folder / "data"), DATABASE_URL=address, ONRECORD_SHARED=str(shared),
            ONRECORD_SECRET_KEY="of both", ONRECORD_ALERTS_KEY="of both as well", ONRECORD_LEASE_SECONDS="3", **told,
        )  # fmt: skip

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", "serve", "--port", str(self.port), "--workers", "1"],
            cwd=ROOT, env=self.environment, stdout=self.log.open("a"), stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", *words], cwd=ROOT, env=self.environment,
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def beside(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", *words], cwd=ROOT, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def get(self, path: str) -> str:
        with urlopen(Request(f"http://127.0.0.1:{self.port}{path}"), timeout=30) as answer:
            return str(answer.read().decode())

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(40)

    def kill(self) -> None:
        """Kill all its processes at once, as where a machine loses its power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def until(done: Callable[[], bool], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.2)


def counted(site: Site) -> int:
    """Return how many statements there are by the first page: a count that a process keeps until it changes."""
    words = re.sub(r"<[^>]*>|\s+", " ", site.get("/"))
    found = re.search(r"(\d+) statements", words)
    assert found, words
    return int(found[1])


def answers(site: Site) -> bool:
    assert site.process.poll() is None, site.log.read_text()
    try:
        return "ok" in site.get("/healthz")
    except OSError:
        return False


ON_CLUSTER = pytest.param("on a cluster", marks=pytest.mark.cluster)


@pytest.fixture(params=["straight", "through pgbouncer", *([ON_CLUSTER] if CLUSTER else [])])
def address(request, postgres_address) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give the address that the sites have, the one of the database itself, and what they are told beside it."""
    made = postgres_address()
    if request.param == "on a cluster":
        yield made, made, {"ONRECORD_SEARCH": f"{CLUSTER}/sites", "ONRECORD_MACHINES": "2"}
        return
    if request.param == "straight":
        yield made, made, {}
        return
    program = find_pgbouncer()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("pgbouncer has to be there in CI")
        pytest.skip(
            "NOTHING TESTED THROUGH PGBOUNCER: it is not on this machine. On Debian: apt-get install pgbouncer"
        )
    with pooler(program, made) as through:
        yield through, made, {"ONRECORD_POOLER": "1"}


def test_two_sites_under_ingest_and_intake_of_which_one_is_killed(address, tmp_path) -> None:
    through, straight, told = address
    (tmp_path / "shared").mkdir()
    (tmp_path / "news").mkdir()
    for number in range(FED):
        (tmp_path / "news" / f"{number}.txt").write_text(NEWS.format(number=number))
    sites = [Site(tmp_path / name, tmp_path / "shared", through, **told) for name in ("one", "two")]
    try:
        for site in sites:  # both set the database up, and one of them does
            site.start()
        for site in sites:
            until(lambda site=site: answers(site))
        sites[0].run("shell", "-v0", "-c", GIVE)
        feeding = [site.beside("ingest", str(tmp_path / "news")) for site in sites]
        with psycopg.connect(straight, autocommit=True) as asked:

            def number(sql: str) -> int:
                return int(asked.execute(sql).fetchone()[0])  # type: ignore[index]

            workers: set[str] = set()

            def both_are_at_it() -> bool:
                found = asked.execute("SELECT DISTINCT claim FROM statements_intakeitem WHERE claim <> ''")
                workers.update(claim for (claim,) in found)
                return len(workers) == 2 and number("SELECT sum(new) FROM statements_intakeitem") >= EACH

            until(both_are_at_it)
            sites[0].kill()
            for one in feeding:
                out, _ = one.communicate(timeout=300)
                assert one.returncode == 0, out
            until(lambda: not number("SELECT count(*) FROM statements_intake WHERE state <> 'done'"), 240)
            until(lambda: not number("SELECT count(*) FROM statements_indextask"))
            until(lambda: not number("SELECT count(*) FROM statements_quote WHERE utterance_due"))
            until(lambda: not number("SELECT count(*) FROM statements_indextask"))
            until(lambda: not number("SELECT count(*) FROM statements_changedrow"))
            token = sites[1].run(
                "shell", "-v0", "-c", ASK
            )  # a file holds what a search finds when it is made
            until(lambda: bool(number("SELECT count(*) FROM statements_waitingfile WHERE path <> ''")))
        held = json.loads(sites[1].run("shell", "-v0", "-c", HELD).splitlines()[-1])
        assert (set(held["states"]), held["new"], held["left"]) == ({"done"}, LOADS * EACH, 0)
        assert len(held["texts"]) == len(set(held["texts"])) == LOADS * EACH + FED
        assert not [uid for uid, count in Counter(held["uids"]).items() if count > 1]
        assert (held["speakers"], held["due"], held["tasks"], held["changed"], held["wrong"]) == (
            1,
            0,
            0,
            0,
            [],
        )
        sites[1].run("index", "--check")
        sites[1].run("check_log")
        assert f"{LOADS * EACH + FED} statements" in re.sub(
            r"<[^>]*>|\s+", " ", sites[1].get("/search/?q=Tolan")
        )
        lines = sites[1].get(f"/files/{token}/file").splitlines()
        assert len(lines) == len(held["uids"])
        sites[0].start()  # the killed one comes back, and what it was given meanwhile is there
        until(lambda: answers(sites[0]))
        assert sites[0].get(f"/files/{token}/file").splitlines() == lines
        before = [counted(site) for site in sites]
        (tmp_path / "late.txt").write_text(NEWS.format(number=FED))
        sites[1].run("ingest", str(tmp_path / "late.txt"))
        after = [counted(site) for site in sites]  # who had counted hears of it by the database alone
        assert (before, after) == ([LOADS * EACH + FED] * 2, [LOADS * EACH + FED + 1] * 2)
    finally:
        for site in sites:
            site.end()
    for site in sites:
        said = site.log.read_text()
        assert "Traceback" not in said and "ERROR" not in said, said
