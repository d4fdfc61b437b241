"""A mail server that is down, slow, refuses, hangs up or takes half: no digest is lost, and none is sent twice but
the one that was in flight, under the same Message-ID."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from statements.alerts import delivery
from statements.alerts.bounces import read_bounces
from statements.alerts.delivery import Delivery, claim_mail, send_waiting
from statements.alerts.digests import make_digests
from statements.models import AlertItem, AlertMail, AlertReader
from tools.ports import free_port

from ..conftest import plain_environment
from .conftest import Post, Temper, send_now, text_of


@pytest.fixture
def waiting(subscribe, store, talks, mail):
    """A reader whose digest is the next mail to be sent."""
    subscribe(q="map")
    mail.took.clear()
    mail.tried.clear()
    store(talks)
    return AlertReader.objects.get()


def now_due() -> None:
    AlertMail.objects.update(not_before=timezone.now())


def test_a_server_that_is_down_loses_nothing(waiting, mail, settings) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    done = send_now()
    assert (
        done.counts[Delivery.NO_SERVER] == 1
        and done.why == "nothing listens at the address of the mail server"
    )
    assert AlertItem.objects.get().told_at is None and AlertMail.objects.get().fault == done.why
    settings.EMAIL_PORT = port
    assert send_now().counts[Delivery.SENT] == 1 and "not accept a map" in text_of(mail.last)
    assert not AlertMail.objects.exists() and AlertItem.objects.get().told_at


def test_a_slow_server_holds_back_nothing_for_good(waiting, mail, monkeypatch) -> None:
    monkeypatch.setattr(delivery, "TAKES_WITHIN", 0.1)
    mail.waits = 0.3
    done = send_now()
    assert done.why == "the mail server does not answer in time" and AlertItem.objects.get().told_at is None
    mail.waits = 0.0
    now_due()
    send_now()
    first, second = mail.took  # the one in flight came twice
    assert first["Message-ID"] == second["Message-ID"] and AlertItem.objects.get().told_at


def test_a_server_that_hangs_up_with_the_mail_gets_it_once_more_with_the_same_number(waiting, mail) -> None:
    mail.hangs_up = True
    assert send_now().counts[Delivery.NO_SERVER] == 1
    mail.hangs_up = False
    now_due()
    send_now()
    send_now()
    first, second = mail.took
    assert first["Message-ID"] == second["Message-ID"] and first["Subject"] == second["Subject"]


@pytest.mark.parametrize(
    ("step", "answer", "outcome", "stopped"),
    [
        ("mail", "451 4.3.0 not now", Delivery.NO_SERVER, False),
        ("mail", "550 5.7.1 who are you", Delivery.NO_SERVER, False),
        ("rcpt", "450 4.2.0 greylisted", Delivery.LATER, False),
        ("rcpt", "452 4.2.2 full", Delivery.LATER, False),
        ("rcpt", "550 5.1.1 no such user", Delivery.NO_MAILBOX, True),
        ("rcpt", "550 no such user", Delivery.NO_MAILBOX, True),
        ("rcpt", "550 5.7.1 your network is listed", Delivery.LATER, False),
        ("rcpt", "554 blocked", Delivery.LATER, False),
        ("rcpt", "552 5.2.2 full", Delivery.LATER, False),
        ("data", "451 4.7.1 try later", Delivery.LATER, False),
        ("data", "550 5.7.1 spam", Delivery.LATER, False),
        ("data", "550 looks unwanted", Delivery.LATER, False),
        ("data", "550 5.1.1 no such user", Delivery.NO_MAILBOX, True),
    ],
)
def test_what_a_server_refuses_is_tried_again_unless_there_is_no_mailbox(
    waiting, mail, step: str, answer: str, outcome: Delivery, stopped: bool
) -> None:
    setattr(mail, step, answer)
    assert send_now().counts[outcome] == 1
    assert bool(AlertReader.objects.get().stopped_at) == stopped
    assert AlertMail.objects.exists() != stopped and AlertItem.objects.get().told_at is None
    setattr(mail, step, "")
    now_due()
    send_now()
    assert len(mail.took) == (0 if stopped else 1)


def test_one_mailbox_that_refuses_holds_back_no_other(subscribe, store, talks, mail) -> None:
    for name in ("first", "second", "third"):
        subscribe(f"{name}@example.org", q="map")
    mail.took.clear()
    mail.rcpt = lambda address: "450 4.2.0 later" if address.startswith("second") else ""
    store(talks)
    send_now()
    assert [one["To"] for one in mail.took] == ["first@example.org", "third@example.org"]
    mail.rcpt = ""
    now_due()
    send_now()
    assert [one["To"] for one in mail.took[2:]] == ["second@example.org"]


def test_pauses_grow_and_a_mail_is_given_up_after_days(waiting, mail) -> None:
    mail.rcpt = "450 4.2.0 later"
    send_now()
    pauses = [delivery.pause_after(tries).total_seconds() / 60 for tries in (1, 2, 3, 6, 7, 50)]
    assert pauses == [5, 10, 20, 160, 240, 240]
    assert AlertMail.objects.get().not_before > timezone.now() + timedelta(minutes=4)
    AlertMail.objects.update(made_at=timezone.now() - timedelta(days=6), not_before=timezone.now())
    send_now()
    assert AlertReader.objects.get().stopped_why == "the mail server said 450 4.2.0"


def test_a_reader_whose_mail_came_back_gets_all_of_it_once_they_confirm_again(
    waiting, mail, subscribe
) -> None:
    mail.rcpt = "550 5.1.1 no such user"
    send_now()
    mail.rcpt = ""
    send_now()
    assert mail.took == []
    subscribe(q="charts")
    send_now()
    assert "not accept a map" in text_of(mail.last)


def test_a_claim_is_of_one_and_runs_out(waiting) -> None:
    from statements.alerts.matching import SavedSearches, match_waiting

    match_waiting(SavedSearches())
    make_digests()
    assert make_digests() == 0  # one digest of a reader at a time
    now = timezone.now()
    first = claim_mail(now)
    assert first is not None and claim_mail(now) is None
    assert send_waiting().counts[Delivery.SENT] == 0
    again = claim_mail(now + delivery.CLAIMED_FOR + timedelta(seconds=1))
    assert again is not None and again.pk == first.pk and again.claim != first.claim


def test_a_change_while_the_mail_is_in_flight_is_told_by_the_next(waiting, mail) -> None:
    from statements.alerts.digests import contents_of, note_told
    from statements.alerts.matching import SavedSearches, match_waiting
    from statements.models import Quote

    match_waiting(SavedSearches())
    make_digests()
    letter = claim_mail(timezone.now())
    digest = contents_of(letter)
    Quote.objects.filter(text__contains="map").update(speaker=None)
    note_told(letter, digest)
    assert AlertItem.objects.get().due
    AlertReader.objects.update(written_at=timezone.now() - timedelta(hours=1))
    send_now()
    assert "another speaker" in text_of(mail.last)


# Mail that came back

REPORT = """\
From: MAILER-DAEMON@mail.example
To: alerts@record.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 unknown

--b
Content-Type: {kind}

From: alerts@record.example
Message-ID: {number}
Subject: On Record

--b--
"""


def report(
    number: str, to="reader@example.org", action="failed", status="5.1.1", kind="message/rfc822"
) -> bytes:
    return REPORT.format(to=to, action=action, status=status, number=number, kind=kind).encode()


@pytest.fixture
def number(waiting, mail) -> str:
    send_now()
    return mail.last["Message-ID"]


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_about_a_mail_of_ours_stops_its_reader(number, kind: str, capsys, tmp_path) -> None:
    file = tmp_path / "report.eml"
    file.write_bytes(report(number, "forwarded@elsewhere.example", kind=kind))
    call_command("bounces", str(file))
    assert capsys.readouterr().out.startswith("1 mails read: 1 stopped, 0 passing")
    assert AlertReader.objects.get().stopped_why == "mail came back: 5.1.1"


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({"action": "delayed", "status": "4.4.1"}, "passing"),
        ({"action": "failed", "status": "4.4.7"}, "passing"),
        ({"action": "delivered", "status": "2.0.0"}, "passing"),
        ({"number": "<made.up.000000000000000000000000@record.example>"}, "not believed"),
        ({"number": "<made.up@record.example>", "to": "nobody@example.org"}, "not ours"),
    ],
)
def test_a_report_of_something_else_stops_nobody(number, change: dict, result: str) -> None:
    counts = read_bounces(BytesIO(report(**{"number": number, **change})))
    assert counts == {result: 1} and not AlertReader.objects.get().stopped_at


def test_a_report_of_our_own_server_is_believed_by_the_address(number) -> None:
    made_up = report("<x@y>", "Reader@Example.org")
    assert read_bounces(BytesIO(made_up), trusted=True) == {"stopped": 1}
    assert AlertReader.objects.get().stopped_at


def test_an_mbox_and_what_is_no_report(number) -> None:
    box = b"".join(
        b"From x Mon Mar  1 00:00:00 2021\n" + one + b"\n"
        for one in (report(number), b"Subject: Hi\n\nHello")
    )
    assert read_bounces(BytesIO(box)) == {"stopped": 1, "no report": 1}
    for odd in (b"", b"\xff\xfe\x00" * 1000, b"From \n" * 50, b"Content-Type: multipart/report\n\n--"):
        assert "stopped" not in read_bounces(BytesIO(odd))


# Killed


@pytest.mark.slow
@pytest.mark.faults
def test_who_is_killed_in_the_middle_loses_nothing_and_repeats_one(tmp_path, talks) -> None:
    """A process of the site's own sends many mails and is killed while one is in flight; the next one goes on."""
    office = Post(Temper(), hostname="127.0.0.1", port=free_port())
    office.start()
    made = {
        "ONRECORD_DATA": str(tmp_path / "data"),
        "ONRECORD_MAIL": f"smtp://127.0.0.1:{office.port}?from=alerts@record.example",
        "ONRECORD_ADDRESS": "https://record.example",
    }
    environment = plain_environment(**made)
    root = Path(__file__).resolve().parents[2]

    def manage(*words: str, given: str = "", **options) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "manage.py", *words], cwd=root, env=environment, stdin=subprocess.PIPE, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options,
        )  # fmt: skip

    def run(*words: str, given: str = "") -> str:
        process = manage(*words)
        out, _ = process.communicate(given, timeout=120)
        assert process.returncode == 0, out
        return out

    try:
        (tmp_path / "data").mkdir()
        (tmp_path / "talks.txt").write_text(talks)
        run("migrate", "-v0")
        script = (
            "from statements.alerts import readers; from statements.alerts.addresses import parse_mailbox\n"
            "from statements.models import AlertMail, SavedSearch\n"
            "for n in range(12): readers.ask_for(parse_mailbox(f'r{n}@example.org'), 'map', 'q=map', 'at once', str(n))\n"
            "for one in SavedSearch.objects.all(): readers.confirm(one)\n"
            "AlertMail.objects.all().delete()\n"
        )
        run("shell", "-v0", given=script)
        run("ingest", str(tmp_path / "talks.txt"))
        office.handler.waits = 0.25  # so that the kill comes while a mail is in flight
        process = manage("alerts", "--once")
        until = time.monotonic() + 60
        while len(office.handler.took) < 4 and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)
        office.handler.waits = 0.0
        time.sleep(0.5)
        before = len(office.handler.took)
        assert 4 <= before < 12
        free = "from statements.models import AlertMail; AlertMail.objects.update(claimed_until=None)\n"
        run("shell", "-v0", given=free)  # as ten minutes later
        both = [manage("alerts", "--once") for _ in range(2)]
        assert [(one.communicate(timeout=120)[0], one.returncode)[1] for one in both] == [0, 0]
        numbers = [one["Message-ID"] for one in office.handler.took]
        assert {one["To"] for one in office.handler.took} == {f"r{n}@example.org" for n in range(12)}
        assert len(set(numbers)) == 12 and len(numbers) - 12 <= 1
    finally:
        office.stop()
