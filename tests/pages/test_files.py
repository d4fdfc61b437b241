"""Files that are made in the background: asked for by a button, whole or not there, and gone after a day."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from statements import curation
from statements.curation.erasing import erase
from statements.models import Quote, WaitingFile
from statements.pages import files, taking
from statements.publishing.exports import waiting
from tests.pages.test_taking import taken

LATER = reverse("ask-for-results", args=["csv"])


@pytest.fixture
def filled(store, talks, tmp_path, monkeypatch) -> Quote:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    store(talks, outlet="The Farrow Observer")
    return Quote.objects.get(text__startswith="We will not accept")


def asked_for(client, asked: str = "q=map", form: str = "csv") -> str:
    answer = client.post(reverse("ask-for-results", args=[form]), {"asked": asked})
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_too_large_is_offered_behind_a_button(client, filled, monkeypatch) -> None:
    monkeypatch.setattr(taking, "MOST", 1)
    answer = client.get("/search/statements.csv?sort=newest&kind=direct")
    body = answer.content.decode()
    assert answer.status_code == 200 and 'name="asked" value="sort=newest&amp;kind=direct"' in body
    assert f'action="{LATER}"' in body
    assert not waiting.waiting_files()  # looking makes nothing


def test_where_all_places_are_taken_the_button_is_there_too(client, filled) -> None:
    kept = [client.get("/search/statements.csv") for _ in range(taking.AT_ONCE)]
    answer = client.get("/search/statements.csv?q=map")
    assert answer.status_code == 503 and answer["Retry-After"] and LATER in answer.content.decode()
    for one in kept:
        one.close()


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_the_file_is_the_one_that_would_have_come_at_once(client, filled, form: str) -> None:
    address = asked_for(client, "sort=oldest", form)
    assert "is being made" in shown(client, address)
    assert client.get(f"{address}file").status_code == 404
    assert files.make_waiting_files() == 1
    assert "is ready" in shown(client, address)
    answer = client.get(f"{address}file")
    assert answer["Content-Disposition"].endswith(f'on-record-statements.{form}"')
    made = b"".join(answer.streaming_content)
    now = taken(client, form, sort="oldest")
    assert made == now if form != "xlsx" else len(made) > 1000
    assert files.make_waiting_files() == 0


def test_the_address_is_not_guessed(client, filled) -> None:
    address = asked_for(client)
    assert re.fullmatch(r"/files/[\w-]{32}/", address)
    for other in ("/files/x/", f"/files/{'a' * 32}/", "/files/../", "/files/%2e%2e%2fdb/"):
        assert client.get(other).status_code == 404
    assert client.get(address)["Cache-Control"] == "no-store"


def test_the_same_wish_is_the_same_file_and_nobody_has_too_many(client, filled, monkeypatch) -> None:
    assert asked_for(client) == asked_for(client)
    addresses = {asked_for(client, f"q={n}") for n in range(waiting.MOST_OF_ONE_READER - 1)}
    assert len(addresses) == waiting.MOST_OF_ONE_READER - 1
    refused = client.post(LATER, {"asked": "q=more"})
    assert refused.status_code == 503 and refused["Retry-After"]
    monkeypatch.setattr(waiting, "MOST_FILES", 3)
    monkeypatch.setattr(waiting, "MOST_OF_ONE_READER", 9)
    assert client.post(LATER, {"asked": "q=more"}).status_code == 503


def test_what_was_not_whole_is_made_anew(client, filled) -> None:
    """As where the process was killed in the middle."""
    address = asked_for(client)
    (one,) = waiting.waiting_files()
    half = settings.DATA / "files" / f"{one.token}-00000000.csv.part"
    half.parent.mkdir()
    half.write_bytes(b"half")
    waiting.say_progress_of_file(one, 1, 2)
    assert "1 of 2 statements" in shown(client, address)
    call_command("files")
    made = b"".join(client.get(f"{address}file").streaming_content)
    assert b"half" not in made and filled.uid.encode() in made
    assert [path.stat().st_size for path in half.parent.iterdir()] == [len(made)]  # nothing else is left


def test_a_fault_and_a_full_disk_are_told(client, filled, monkeypatch) -> None:
    fault, full = asked_for(client, 'q="map'), asked_for(client, "q=map")
    monkeypatch.setattr(waiting, "MOST_BYTES", 10)
    files.make_waiting_files()
    assert "could not be made" in shown(client, fault) and "There is no room" in shown(client, full)
    assert not list(settings.DATA.glob("files/*"))


def test_a_file_is_gone_after_a_day(client, filled) -> None:
    address = asked_for(client)
    files.make_waiting_files()
    assert list(settings.DATA.glob("files/*")) and waiting.forget_files() == 0
    WaitingFile.objects.update(at=datetime.now(UTC) - timedelta(hours=25))
    assert client.get(address).status_code == 404 and client.get(f"{address}file").status_code == 404
    assert waiting.forget_files() == 1 and not list(settings.DATA.glob("files/*"))


def test_files_that_nobody_knows_go_after_a_day(client, filled) -> None:
    """Those of a kill, and the folders that an earlier version had."""
    folder = settings.DATA / "files" / "f" / "wish.json"
    folder.parent.mkdir(parents=True)
    for path in (folder, settings.DATA / "files" / "old.csv.part", settings.DATA / "files" / "new.csv.part"):
        path.write_bytes(b"x")
        if path.name != "new.csv.part":
            os.utime(path, (0, 0))
    waiting.forget_files()
    assert [path.name for path in (settings.DATA / "files").iterdir()] == ["new.csv.part"]


def test_a_file_that_its_storage_lost_is_not_there(client, filled) -> None:
    address = asked_for(client)
    files.make_waiting_files()
    for path in settings.DATA.glob("files/*"):
        path.unlink()
    assert client.get(f"{address}file").status_code == 404


def test_what_was_erased_since_is_in_no_file(client, filled) -> None:
    address = asked_for(client)
    files.make_waiting_files()
    erase(filled, "the court of Farrow")
    assert client.get(f"{address}file").status_code == 404
    assert waiting.forget_files() == 1


def test_what_was_withdrawn_since_is_in_no_file(client, filled, admin_user) -> None:
    address = asked_for(client)
    files.make_waiting_files()
    curation.judge(filled, admin_user, "It was said otherwise.", role="envoy")
    assert client.get(f"{address}file").status_code == 200  # a correction takes nothing away
    curation.withdraw(filled, admin_user, "Nobody said it.")
    assert client.get(f"{address}file").status_code == 404
    assert waiting.forget_files() == 1
    again = asked_for(client)
    files.make_waiting_files()
    assert filled.uid not in b"".join(client.get(f"{again}file").streaming_content).decode()
