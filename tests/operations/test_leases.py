"""What only one process may do: who has it, until when, and who comes next."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models.functions import Now

from statements import leases
from statements.leases import Holding, holding, lease_is_held, living
from statements.models import Lease
from tests.conftest import plain_environment
from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
READERS, KILLED_AT = 30, 8
ASKED_FOR = f"""
from statements.alerts import readers
from statements.alerts.addresses import parse_mailbox
from statements.alerts.matching import SavedSearches
from statements.alerts.worker import prepare_mails
from statements.models import AlertMail, SavedSearch
for n in range({READERS}):
    readers.ask_for(parse_mailbox(f"r{{n}}@example.org"), "map", "q=map", "at once", str(n))
for one in SavedSearch.objects.all():
    readers.confirm(one)
AlertMail.objects.all().delete()
"""
PREPARED = "print(prepare_mails(SavedSearches(), bool))"
TAKES = """
import sys
from statements.leases import holding
with holding("{name}", wait={wait}) as mine:
    print("held" if mine else "refused", flush=True)
    for _ in sys.stdin:
        print("lost" if mine.lost else "mine", flush=True)
"""


@pytest.fixture
def machines(db, monkeypatch):
    """A function that makes this process one of several machines."""
    here = ["one"]
    monkeypatch.setattr(leases, "this_machine", lambda: here[0])
    return lambda name: here.__setitem__(0, name)


def runs_out(name: str) -> None:
    Lease.objects.filter(name=name).update(until=Now() - timedelta(seconds=1))


def test_one_machine_has_it_and_no_other_until_it_runs_out(machines) -> None:
    first, second = Holding("trial", 30), Holding("trial", 30)
    assert leases.take(first) and leases.renew(first) and not first.lost
    machines("two")
    assert not leases.take(second)
    runs_out("trial")
    assert leases.take(second) and leases.renew(second)
    machines("one")
    assert not leases.renew(first) and first.lost and not second.lost
    assert [one.holder for one in living()] == [second.holder]


def test_what_is_given_back_is_free_at_once_or_stays_with_its_machine(machines) -> None:
    first, second = Holding("trial", 30), Holding("trial", 30)
    assert leases.take(first)
    leases.give_back(first, keep=True)
    assert not living().exists()
    machines("two")
    assert not leases.take(second)
    machines("one")
    assert leases.take(first)
    leases.give_back(first, keep=False)
    machines("two")
    assert leases.take(second)
    leases.give_back(first, keep=False)  # which takes nothing from whoever has it now
    assert leases.renew(second)


def test_a_machine_whose_file_is_free_holds_nothing_any_more(machines) -> None:
    """Whoever was killed here left the row; the file tells that it lives no more."""
    killed, next_one = Holding("trial", 30), Holding("trial", 30)
    assert leases.take(killed) and leases.take(next_one) and not leases.renew(killed)


def test_who_could_not_say_that_it_lives_thinks_itself_lost() -> None:
    mine = Holding("trial", 30, shared=True)
    assert not mine.lost
    mine.renewed -= 31
    assert mine.lost


def test_on_one_machine_the_file_tells(db) -> None:
    assert not lease_is_held("trial")
    with holding("trial") as mine, holding("trial") as other:
        assert mine is not None and other is None and lease_is_held("trial")
    assert not lease_is_held("trial")
    with holding("trial", each_machine=True) as mine:
        assert mine is not None and lease_is_held("trial")


# Between real machines: data folders of their own on one database


class Machine:
    def __init__(self, folder: Path, address: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.lease = f"trial of {folder.parent.name}"[:40]  # each test's own, in the database that all share
        self.environment = plain_environment(
            ONRECORD_DATA=str(folder), DATABASE_URL=address, ONRECORD_LEASE_SECONDS="2"
        )
        self.started: list[subprocess.Popen[str]] = []

    def manage(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", *words], cwd=ROOT, env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.started.append(process)
        return process

    def takes(self, wait: float = 0.0) -> tuple[subprocess.Popen[str], str]:
        process = self.manage("shell", "-v0", "-c", TAKES.format(name=self.lease, wait=wait))
        assert process.stdout
        return process, process.stdout.readline().strip()

    def end(self) -> None:
        for process in self.started:
            process.kill()
            process.communicate()


def asked(process: subprocess.Popen[str]) -> str:
    assert process.stdin and process.stdout
    process.stdin.write("?\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


@pytest.fixture(scope="module")
def ready_database(postgres_server, tmp_path_factory) -> str:
    """A database that is set up once, through its own server."""
    assert (
        Machine(tmp_path_factory.mktemp("first") / "data", postgres_server).manage("migrate", "-v0").wait()
        == 0
    )
    return str(postgres_server)


@pytest.fixture
def two(tmp_path, ready_database):
    found = [Machine(tmp_path / name, ready_database) for name in ("one", "two")]
    yield found
    for machine in found:
        machine.end()


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.faults
def test_a_lease_is_not_taken_while_the_heart_beats_and_taken_over_from_the_killed(two) -> None:
    one, other = two
    holder, said = one.takes()
    assert said == "held"
    _, said = other.takes(wait=5)  # longer than two leases
    assert said == "refused" and asked(holder) == "mine"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    begun = time.monotonic()
    successor, said = other.takes(wait=30)
    assert said == "held" and time.monotonic() - begun < 30  # of its wait
    os.kill(successor.pid, signal.SIGKILL)
    successor.wait()
    _, said = other.takes()  # on its own machine nobody waits for the dead
    assert said == "held"


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.faults
def test_who_was_held_up_and_overtaken_knows_it(two) -> None:
    one, other = two
    holder, said = one.takes()
    assert said == "held"
    holder.send_signal(signal.SIGSTOP)
    _, said = other.takes(wait=30)
    assert said == "held"
    holder.send_signal(signal.SIGCONT)
    assert asked(holder) == "lost"


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.faults
def test_two_senders_at_once_send_each_mail_once_and_repeat_the_one_in_flight_alone(
    two, talks, tmp_path
) -> None:
    from tests.alerts.conftest import Post, Temper

    office = Post(Temper(), hostname="127.0.0.1", port=free_port())
    office.start()
    (tmp_path / "talks.txt").write_text(talks)
    for machine in two:
        machine.environment |= {
            "ONRECORD_MAIL": f"smtp://127.0.0.1:{office.port}?from=alerts@record.example",
            "ONRECORD_ADDRESS": "https://record.example", "ONRECORD_ALERTS_KEY": "of both machines",
        }  # fmt: skip
    one, other = two
    try:
        assert one.manage("shell", "-v0", "-c", ASKED_FOR).wait() == 0
        assert one.manage("ingest", str(tmp_path / "talks.txt")).wait() == 0
        prepared = one.manage("shell", "-v0", "-c", ASKED_FOR.split("for n")[0] + PREPARED)
        matched, digests = map(int, re.findall(r"\d+", prepared.communicate()[0].splitlines()[-1]))
        assert matched and digests == READERS
        office.handler.waits = 0.1  # seconds for each mail, so that both are at it and one is in flight
        both = [machine.manage("alerts", "--once") for machine in two]
        ended_at = time.monotonic() + 60
        while len(office.handler.took) < KILLED_AT and time.monotonic() < ended_at:
            time.sleep(0.02)
        both[0].send_signal(signal.SIGKILL)
        both[0].wait()
        office.handler.waits = 0.0
        assert "30 digests" not in both[1].communicate(timeout=120)[0] and both[1].returncode == 0
        free = "from statements.models import AlertMail; AlertMail.objects.update(claimed_until=None)"
        assert other.manage("shell", "-v0", "-c", free).wait() == 0  # as ten minutes later
        assert other.manage("alerts", "--once").wait() == 0
        took = [(mail["To"], mail["Message-ID"]) for mail in office.handler.took]
        assert {to for to, _ in took} == {f"r{n}@example.org" for n in range(READERS)}
        assert len(set(took)) == READERS and len(took) - READERS <= 1
    finally:
        office.stop()


@pytest.mark.slow
@pytest.mark.postgres
def test_a_question_that_takes_too_long_is_given_up_where_pages_are_answered_and_nowhere_else(two) -> None:
    one, _ = two
    one.environment["ONRECORD_STATEMENT_SECONDS"] = "1"
    script = (
        "from django.db import connection, OperationalError\n"
        "from statements.trouble import machine_fault\n"
        "try: connection.cursor().execute('SELECT pg_sleep(1.5)')\n"
        "except OperationalError as error: print(machine_fault(error))\n"
        "else: print('answered')\n"
    )
    assert one.manage("shell", "-v0", "-c", script).communicate()[0].strip() == "answered"
    one.environment["ANSWERS_PAGES"] = "1"
    assert "ONRECORD_STATEMENT_SECONDS" in one.manage("shell", "-v0", "-c", script).communicate()[0]
