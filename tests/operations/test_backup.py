"""What was backed up is what is restored: every row, upload and address; and every fault is a sentence."""

import os
import shutil
import sqlite3
import tarfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError

from archive import VERSION
from tests.operations.places import BOOKKEEPING, Place, manifest_of_file, without
from tests.project.test_older_archives import PACKED


def refused(place: Place, *words: str | Path) -> str:
    """Run a command that has to refuse; return what it says, which is one sentence or two."""
    with pytest.raises(CommandError) as error:
        place.manage(*words)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.fixture
def kept(tmp_path) -> Path:
    return tmp_path / "kept.tar.gz"


def test_every_row_and_every_upload_comes_back(filled: Place, empty: Place, kept: Path) -> None:
    before = filled.rows()
    assert "each as it was written" in filled.manage("backup", kept, "--with-keys")
    told = empty.manage("restore", kept, "--jobs", "1")
    assert "all is as it was kept" in told
    after = empty.rows()
    assert without(after, *BOOKKEEPING) == without(before, *BOOKKEEPING)
    assert len(before["statements_revisionrow"]) > 20 and before["statements_report"]
    assert (empty.folder / "uploads/2021/charts.pdf").read_bytes() == b"%PDF charts"
    assert "0 missing, 0 out of date" in empty.manage("index", "--check")
    assert sorted(p.name for p in empty.folder.iterdir()) == [
        "archive.sqlite3",
        "index",
        "secret_key",
        "static",
        "uploads",
    ]
    assert filled.rows() == before


def test_no_number_is_given_twice(filled: Place, empty: Place, kept: Path) -> None:
    filled.execute(
        "INSERT INTO auth_group (id, name) VALUES (900, 'x')", "DELETE FROM auth_group WHERE id = 900"
    )
    filled.manage("backup", kept)
    empty.manage("restore", kept, "--jobs", "1")
    assert empty.execute("SELECT seq FROM sqlite_sequence WHERE name = 'auth_group'") == [(900,)]


def test_the_version_that_is_told_is_that_of_the_project() -> None:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    assert project["version"] == VERSION


def test_the_manifest_tells_what_is_in_it(filled: Place, kept: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("ONRECORD_HOSTS", "record.example")
    monkeypatch.setenv("ONRECORD_MAIL_PASSWORD", "nine winters")
    monkeypatch.setenv("DATABASE_URL", "postgres://record:word@host/name")
    filled.manage("backup", kept)
    told = manifest_of_file(kept)
    assert (told["kind"], told["engine"]) == ("backup", "sqlite")
    assert [one["name"] for one in told["members"]] == ["archive.sqlite3", "uploads/2021/charts.pdf"]
    assert told["tables"]["statements_article"] == {"rows": 3}
    assert "statements.0001_initial" in told["migrations"]
    assert told["settings"]["ONRECORD_HOSTS"] == "record.example"
    assert told["settings"]["ONRECORD_MAIL_PASSWORD"] is None
    assert "DATABASE_URL" not in told["settings"] and "ONRECORD_DATA" not in told["settings"]
    assert told["left_out"][0] == "the secret key, and who is signed in"


def test_keys_are_left_out_unless_asked_for(filled: Place, empty: Place, tmp_path, monkeypatch: Any) -> None:
    monkeypatch.delenv("ONRECORD_SECRET_KEY", raising=False)
    monkeypatch.setattr(settings, "SECRET_KEY", "nine winters and a summer")
    (filled.folder / "secret_key").write_text(settings.SECRET_KEY)
    (filled.folder / "alerts_key").write_text("a key that no backup holds")
    filled.manage("backup", tmp_path / "without")
    filled.manage("backup", tmp_path / "with", "--with-keys")
    for name, there in (("without", False), ("with", True)):
        with tarfile.open(tmp_path / name) as tar:
            assert ("secret_key" in tar.getnames()) is there
            assert "alerts_key" not in tar.getnames()
            data = tar.extractfile("archive.sqlite3").read()
        assert (b"b" * 32 in data) is there  # who is signed in
    monkeypatch.setattr(settings, "SECRET_KEY", "another")
    (empty.folder).mkdir()
    (empty.folder / "secret_key").write_text("another")
    assert "everybody signs in again" in empty.manage("restore", tmp_path / "without", "--jobs", "1")
    assert (empty.folder / "secret_key").read_text() == "another"
    other = Place(tmp_path / "other")
    assert "signs in again" not in other.manage("restore", tmp_path / "with", "--jobs", "1")
    assert (other.folder / "secret_key").read_text() == "nine winters and a summer"
    assert (other.folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_same_key_is_not_missed(filled: Place, empty: Place, kept: Path) -> None:
    filled.manage("backup", kept)
    assert "secret key" not in empty.manage("restore", kept, "--jobs", "1")


def test_settings_that_are_otherwise_are_told(
    filled: Place, empty: Place, kept: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("ONRECORD_TIME_ZONE", "Asia/Tokyo")
    monkeypatch.setenv("ONRECORD_HOSTS", "record.example")
    monkeypatch.setenv("ONRECORD_MAIL_PASSWORD", "nine winters")
    filled.manage("backup", kept)
    monkeypatch.setenv("ONRECORD_TIME_ZONE", "UTC")
    monkeypatch.delenv("ONRECORD_MAIL_PASSWORD")
    told = empty.manage("restore", kept, "--jobs", "1")
    assert "ONRECORD_TIME_ZONE was Asia/Tokyo there and is UTC here." in told
    assert "ONRECORD_MAIL_PASSWORD was set there and is not set here." in told
    assert "ONRECORD_HOSTS" not in told


def test_an_archive_that_is_there_stays_unless_it_is_given_up(filled: Place, kept: Path, tmp_path) -> None:
    filled.manage("backup", kept)
    other = Place(tmp_path / "other")
    shutil.copytree(filled.folder, other.folder)
    other.execute("UPDATE statements_outlet SET name = 'changed'", "DELETE FROM statements_report")
    (other.folder / "uploads" / "more").write_bytes(b"more")
    before = other.rows()
    assert "holds an archive already" in refused(other, "restore", kept)
    assert other.rows() == before
    with sqlite3.connect(other.database) as reader:  # the site, which is still open
        reader.execute("SELECT count(*) FROM statements_report").fetchall()
        other.manage("restore", kept, "--replace", "--jobs", "1")
        assert reader.execute("SELECT count(*) FROM statements_report").fetchall() == [(1,)]
    assert without(other.rows(), *BOOKKEEPING) == without(filled.rows(), *BOOKKEEPING) | {
        "django_session": []
    }
    assert not (other.folder / "uploads" / "more").exists()


def test_an_archive_that_cannot_be_replaced_keeps_its_uploads(
    filled: Place, kept: Path, tmp_path, monkeypatch: Any
) -> None:
    from statements.operations.databases import SqliteDatabase
    from statements.operations.manifest import OperationRefused

    def busy(*_: object) -> None:
        raise OperationRefused("It could not be replaced (database is locked).")

    filled.manage("backup", kept)
    (filled.folder / "uploads" / "more").write_bytes(b"more")
    monkeypatch.setattr(SqliteDatabase, "put_back", busy)
    assert "could not be replaced" in refused(filled, "restore", kept, "--replace")
    assert (filled.folder / "uploads" / "more").read_bytes() == b"more"


def test_a_database_of_something_else_is_no_archive(empty: Place, kept: Path, django_db_blocker) -> None:
    empty.folder.mkdir()
    empty.execute("CREATE TABLE others (id)")
    with django_db_blocker.unblock():
        for command in ("backup", "dump"):
            assert "nobody has set it up" in refused(empty, command, kept)


def test_uploads_that_are_there_stay_unless_they_are_the_same(
    filled: Place, empty: Place, kept: Path
) -> None:
    filled.manage("backup", kept)
    (empty.folder / "uploads").mkdir(parents=True)
    (empty.folder / "uploads" / "other").write_bytes(b"other")
    assert "uploads is not empty" in refused(empty, "restore", kept)
    (empty.folder / "uploads" / "other").unlink()
    (empty.folder / "uploads" / "2021").mkdir()
    (empty.folder / "uploads" / "2021" / "charts.pdf").write_bytes(b"%PDF charts")
    empty.manage("restore", kept, "--jobs", "1")


def test_a_link_among_the_uploads_is_left_and_told(filled: Place, empty: Place, kept: Path) -> None:
    (filled.folder / "uploads" / "link").symlink_to("/etc/passwd")
    assert "links among the uploads (1)" in filled.manage("backup", kept)
    assert "uploads/link" not in [one["name"] for one in manifest_of_file(kept)["members"]]


def test_an_archive_in_which_nothing_is_yet_takes_a_backup(filled: Place, ready: Place, kept: Path) -> None:
    filled.manage("backup", kept)
    ready.manage("restore", kept, "--jobs", "1")
    assert without(ready.rows(), *BOOKKEEPING) == without(filled.rows(), *BOOKKEEPING) | {
        "django_session": []
    }


@pytest.mark.slow
@pytest.mark.parametrize("packed", PACKED[:1], ids=lambda path: path.name)
def test_a_backup_of_an_older_version_is_brought_up_to_date(
    packed: Path, empty: Place, kept: Path, tmp_path, django_db_blocker
) -> None:
    old = Place(tmp_path / "old")
    with tarfile.open(packed) as tar:
        tar.extractall(old.folder, filter="data")
    with django_db_blocker.unblock():
        old.manage("backup", kept)
        told = empty.manage("restore", kept, "--jobs", "1")
        assert "the index holds" in told
        old.manage("migrate", "-v0")
    there, here = old.rows(), empty.rows()
    for name in (
        "statements_article",
        "statements_source",
        "statements_quote",
        "auth_user",
        "statements_tombstone",
    ):
        assert [row[:3] for row in here[name]] == [row[:3] for row in there[name]]
    assert len(here["statements_revision"]) == len(there["statements_revision"])


def test_a_backup_of_a_newer_version_is_refused(filled: Place, empty: Place, kept: Path) -> None:
    filled.execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('statements', '9999_more', '2031-01-01')"
    )
    filled.manage("backup", kept)
    assert "does not know statements.9999_more" in refused(empty, "restore", kept)
    assert not empty.database.exists()


def test_a_damaged_backup_changes_nothing(filled: Place, empty: Place, kept: Path) -> None:
    filled.manage("backup", kept)
    data = kept.read_bytes()
    kept.write_bytes(data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :])
    for words in (("restore", kept), ("restore", kept, "--check"), ("backup", kept, "--check")):
        assert "archive.sqlite3" in refused(empty, *words)
    assert list(empty.folder.iterdir()) == []
    assert "is damaged" in refused(filled, "restore", kept, "--replace")


def test_a_backup_is_checked_without_being_restored(filled: Place, empty: Place, kept: Path) -> None:
    filled.manage("backup", kept)
    for command in ("backup", "restore"):
        assert "each as it was written" in empty.manage(command, kept, "--check")
    assert list(empty.folder.iterdir()) == []


def test_a_damaged_database_is_not_backed_up_over_a_good_one(filled: Place, kept: Path) -> None:
    filled.manage("backup", kept)
    good = kept.read_bytes()
    data = filled.database.read_bytes()
    filled.database.write_bytes(data[:40960] + b"\xff" * 40960 + data[81920:])
    assert "is damaged" in refused(filled, "backup", kept, "--replace")
    assert kept.read_bytes() == good and sorted(p.name for p in kept.parent.iterdir()) == [
        "filled",
        "kept.tar.gz",
    ]


def test_a_source_whose_bytes_are_wrong_and_a_log_without_its_guard_are_told(
    filled: Place, empty: Place, kept: Path
) -> None:
    filled.execute(
        "UPDATE statements_source SET data = x'00' WHERE id = 2",
        "DROP TRIGGER statements_revisionrow_no_delete",
        "DELETE FROM statements_revisionrow WHERE revision_id = 1",
    )
    filled.manage("backup", kept)
    told = io_of(empty, "restore", kept, "--jobs", "1")
    assert "the bytes of source 2 are not those of its SHA-256" in told
    assert "1 lines of the log do not say what they did" in told
    assert "statements_revisionrow_no_delete is missing" in told


def io_of(place: Place, *words: str | Path) -> str:
    """Return what a command that fails at its end printed."""
    import io

    from django.core.management import call_command

    out = io.StringIO()
    with place.used(), pytest.raises(CommandError):
        call_command(*map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def test_where_there_is_no_archive_nothing_is_made(empty: Place, kept: Path, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        for command in ("backup", "dump"):
            assert "There is no archive in" in refused(empty, command, kept)
    assert not kept.exists() and not empty.database.exists()


def test_a_log_beside_a_missing_database_is_not_written_over(filled: Place, empty: Place, kept: Path) -> None:
    filled.manage("backup", kept)
    empty.folder.mkdir()
    Path(f"{empty.database}-wal").write_bytes(b"log")
    assert "lies there without its database" in refused(empty, "restore", kept)


def test_what_is_taken_in_by_the_other_command_is_said(filled: Place, empty: Place, tmp_path) -> None:
    filled.manage("backup", tmp_path / "backup")
    filled.manage("dump", tmp_path / "dump")
    assert "is a dump: take it in with manage.py load" in refused(empty, "restore", tmp_path / "dump")
    assert "is a backup: take it in with manage.py restore" in refused(empty, "load", tmp_path / "backup")


def test_a_folder_that_may_not_be_written_is_told(filled: Place, tmp_path) -> None:
    if os.getuid() == 0:  # who may write anywhere but into what the system makes up
        assert "kept" in refused(filled, "backup", "/proc/self/kept")
        return
    (tmp_path / "closed").mkdir(mode=0o500)
    assert "Permission denied" in refused(filled, "backup", tmp_path / "closed" / "kept")
