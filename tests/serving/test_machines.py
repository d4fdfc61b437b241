"""What several machines need: one database behind whatever stands before it, one index, one place for files."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from archive.databases import database_settings
from archive.storing import storage_settings
from statements.intake.taking import take_in_all
from statements.models import Article, IntakeItem, WaitingFile
from statements.pages.files import make_waiting_files
from statements.publishing.exports.waiting import forget_files
from statements.search.maintenance import drain
from statements.storages import exports_storage, uploads_storage
from tests.intake.making import article, given

SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "here", "OPTIONS": {"timeout": 20}}
POSTGRES = "postgres://record:word@database/record"
ELSEWHERE = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
KEYS = ("ONRECORD_SECRET_KEY", "ONRECORD_ALERTS_KEY")


# The check


def said() -> list[str]:
    return [str(one.id) for one in run_checks(tags=["machines"])]


def test_one_machine_needs_nothing(settings) -> None:
    settings.ONRECORD_MACHINES = 1
    assert said() == []


def test_several_are_told_each_thing_that_they_cannot_share(settings, monkeypatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    settings.ONRECORD_MACHINES = 2
    expected = ["statements.E010", "statements.E012", "statements.E013", "statements.E013"]
    found = said()
    assert [one for one in found if one != "statements.E011"] == expected
    sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    assert ("statements.E011" in found) is sqlite


def test_several_that_share_all_of_it_are_told_nothing(settings, monkeypatch, tmp_path) -> None:
    for name in KEYS:
        monkeypatch.setenv(name, "the same")
    monkeypatch.setattr("statements.search.checks.connection", type("Served", (), {"vendor": "postgresql"}))
    settings.HAYSTACK_CONNECTIONS = {"default": {"URL": "https://search-1:9200"}}
    settings.ONRECORD_MACHINES, settings.ONRECORD_SHARED = 2, str(tmp_path)
    assert said() == []
    settings.ONRECORD_SHARED = ""
    assert said() == ["statements.E012"]
    settings.STORAGES = {**settings.STORAGES, "default": ELSEWHERE, "exports": ELSEWHERE}
    assert said() == []


# The database


def test_a_process_that_answers_pages_gives_up_what_takes_too_long() -> None:
    options = database_settings(POSTGRES, SQLITE, pooler=False, seconds=30)["OPTIONS"]
    assert options["options"] == "-c statement_timeout=30000"
    told = database_settings(f"{POSTGRES}?options=-c%20lock_timeout%3D5", SQLITE, pooler=False, seconds=2)
    assert told["OPTIONS"]["options"] == "-c lock_timeout=5 -c statement_timeout=2000"
    assert "options" not in database_settings(POSTGRES, SQLITE, pooler=False, seconds=0)["OPTIONS"]


def test_through_a_pooler_nothing_outlasts_a_transaction() -> None:
    found = database_settings(POSTGRES, SQLITE, pooler=True, seconds=30)
    assert found["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert found["OPTIONS"] == {"prepare_threshold": None}  # it takes no options of a session
    assert not database_settings(POSTGRES, SQLITE, pooler=False, seconds=30).get(
        "DISABLE_SERVER_SIDE_CURSORS"
    )


@pytest.mark.parametrize("address", ["", "sqlite:////data/archive.sqlite3"])
def test_sqlite_is_opened_as_ever(address: str) -> None:
    found = database_settings(address, SQLITE, pooler=True, seconds=30)
    assert found == {**SQLITE, "NAME": "/data/archive.sqlite3" if address else "here"}


# Files


def test_the_storage_is_a_setting_whose_secrets_are_not_repeated(monkeypatch) -> None:
    monkeypatch.setenv("ONRECORD_STORAGE", "storages.backends.s3.S3Storage")
    monkeypatch.setenv("ONRECORD_STORAGE_OPTIONS", '{"bucket_name": "record"}')
    one = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": "record"}}
    assert storage_settings("uploads", "own") == {"default": one, "exports": one}
    for wrong in ("access_key=hush", '["hush"]'):
        monkeypatch.setenv("ONRECORD_STORAGE_OPTIONS", wrong)
        with pytest.raises(ImproperlyConfigured, match="JSON") as caught:
            storage_settings("uploads", "own")
        assert "hush" not in str(caught.value)


def test_uploads_and_waiting_files_lie_in_another_storage(archive, client, settings, tmp_path) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": ELSEWHERE, "exports": ELSEWHERE}
    settings.DATA = tmp_path
    load = given(("one.txt", article(1)))
    path = IntakeItem.objects.values_list("path", flat=True).get()
    assert uploads_storage().open(path).read() == article(1)
    take_in_all()
    load.refresh_from_db()
    assert load.state == "done" and Article.objects.count() == 1
    drain()
    address = client.post(reverse("ask-for-results", args=["csv"]), {"asked": ""})["Location"]
    assert make_waiting_files() == 1
    answer = client.get(f"{address}file")
    made = b"".join(answer.streaming_content)
    assert b"map 1" in made and int(answer["Content-Length"]) == len(made)
    WaitingFile.objects.update(at="2021-01-01T00:00Z")
    assert forget_files() == 1 and exports_storage().listdir("files")[1] == []
    left = {path.name for path in tmp_path.iterdir()}
    assert not left & {"uploads", "files"}


def test_a_folder_that_all_machines_see_holds_them(archive, settings, tmp_path) -> None:
    settings.ONRECORD_SHARED, settings.DATA = str(tmp_path / "shared"), tmp_path / "data"
    given(("one.txt", article(1)))
    (kept,) = (path for path in (tmp_path / "shared" / "uploads").rglob("*") if path.is_file())
    assert kept.read_bytes() == article(1) and kept.stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "data").exists()
