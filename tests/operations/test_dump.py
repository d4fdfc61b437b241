"""An archive as rows: the same bytes from every database, and taken in with every number and nobody told."""

import json
import random
import shutil
import sqlite3
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from statements.operations.dump import carried_out, loader_of
from statements.operations.tables import names_in_order
from tests.operations.places import BOOKKEEPING, Place, manifest_of_file, without
from tests.operations.test_backup import refused
from tests.operations.test_container import packed
from tests.project.test_older_archives import PACKED

SESSIONS = "tables/django_session.jsonl"


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {info.name: tar.extractfile(info).read() for info in tar if info.name != "manifest.json"}


def rows_told(path: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in members(path)[f"tables/{table}.jsonl"].splitlines()]


def without_sequence(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in parts.items() if "sequenceline" not in name}


@pytest.fixture
def dumped(tmp_path) -> Path:
    return tmp_path / "dumped.tar.gz"


def test_rows_come_back_with_their_numbers_and_give_the_same_dump(
    filled: Place, ready: Place, dumped: Path
) -> None:
    filled.manage("dump", dumped, "--with-keys")
    told = ready.manage("load", dumped, "--jobs", "1")
    assert "all is as it was kept" in told
    ready.manage("dump", dumped.with_name("again"), "--with-keys")
    again = dumped.with_name("again")
    assert without_sequence(members(again)) == without_sequence(members(dumped))
    assert without_sequence(manifest_of_file(again)["tables"]) == without_sequence(
        manifest_of_file(dumped)["tables"]
    )
    # Mirrors are told that what they saw behind this place is not so any more.
    *lines, put_back = rows_told(again, "statements_sequenceline")
    assert lines == rows_told(dumped, "statements_sequenceline")
    assert (put_back["table"], put_back["row"]) == ("restored", max(one["number"] for one in lines))
    there, here = filled.rows(), ready.rows()
    for name in ("statements_quote", "statements_source", "auth_user", "auth_user_groups", "django_session"):
        assert here[name] == there[name]
    assert {name: len(rows) for name, rows in without(here, *BOOKKEEPING).items()} == {
        name: len(rows) for name, rows in without(there, *BOOKKEEPING).items()
    }
    assert (ready.folder / "uploads/2021/charts.pdf").read_bytes() == b"%PDF charts"
    assert "0 missing, 0 out of date" in ready.manage("index", "--check")


def test_keys_are_left_out_unless_asked_for(filled: Place, ready: Place, dumped: Path) -> None:
    filled.manage("dump", dumped)
    assert "secret_key" not in members(dumped) and members(dumped)[SESSIONS] == b""
    ready.manage("load", dumped, "--jobs", "1")
    assert ready.rows()["django_session"] == []


def test_loading_is_no_act_and_leaves_nothing_in_the_queue(filled: Place, ready: Place, dumped: Path) -> None:
    from statements.history.replay import differences
    from statements.models import Revision
    from statements.search.queue import waiting

    filled.manage("dump", dumped, "--with-keys")
    with filled.used():
        acts, before = Revision.objects.count(), differences()
    ready.manage("load", dumped, "--jobs", "1")
    with ready.used():
        assert Revision.objects.count() == acts > 3
        assert differences() == before
        assert waiting() == 0


def test_the_log_of_a_loaded_archive_cannot_be_changed(filled: Place, ready: Place, dumped: Path) -> None:
    filled.manage("dump", dumped, "--with-keys")
    ready.manage("load", dumped, "--jobs", "1")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        ready.execute("DELETE FROM statements_revisionrow")


def test_editors_sign_in_and_may_do_what_they_could(filled: Place, ready: Place, dumped: Path) -> None:
    from django.contrib.auth.models import User

    filled.manage("dump", dumped, "--with-keys")
    ready.manage("load", dumped, "--jobs", "1")
    with ready.used():
        ada = User.objects.get(username="ada")
        assert ada.check_password("nine winters") and ada.has_perm("statements.merge_speaker")


def test_no_number_is_given_twice(filled: Place, ready: Place, dumped: Path) -> None:
    filled.execute(
        "INSERT INTO auth_group (id, name) VALUES (900, 'x')", "DELETE FROM auth_group WHERE id = 900"
    )
    filled.manage("dump", dumped, "--with-keys")
    ready.manage("load", dumped, "--jobs", "1")
    ready.execute("INSERT INTO auth_group (name) VALUES ('next')")
    assert ready.execute("SELECT id FROM auth_group WHERE name = 'next'") == [(901,)]


ODD = 'a\u2028b\t\\ "quoted" \U0001f5fa e\u0301 é \u200f שלום'


def odd(place: Place) -> None:
    """Put into an archive what is hard to keep: days, numbers with a point, bytes, texts, keys in any order."""
    from datetime import UTC, datetime

    from statements.models import Article, Quote, Report, Source

    with place.used():
        for source in Source.objects.all():
            data = bytes(range(256)) + bytes([source.pk])
            Source.objects.filter(pk=source.pk).update(
                data=data, size=len(data), sha256=sha256(data).hexdigest()
            )
        Quote.objects.update(confidence=0.1 + 0.2, role=ODD)
        Report.objects.update(at=datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), answered_at=None)
        given = {
            "zz": 1,
            "a": [1.0, 1e-7, 123456789.125, -0.0, 1e22, 2**60, None, True],
            "Ж": ODD,
            "": {"b": 1, "a": 2},
        }
        Article.objects.filter(pk=1).update(given=given)


def test_days_numbers_bytes_and_texts_are_exact(filled: Place, ready: Place, dumped: Path) -> None:
    odd(filled)
    filled.manage("dump", dumped, "--with-keys")
    quote = rows_told(dumped, "statements_quote")[0]
    assert (quote["confidence"], quote["role"]) == (0.30000000000000004, ODD)
    assert rows_told(dumped, "statements_report")[0]["at"] == "1969-12-31T23:59:59.999999+00:00"
    article = rows_told(dumped, "statements_article")[0]
    assert list(article["given"]) == ["", "a", "zz", "Ж"]
    assert article["given"]["a"] == [1.0, 1e-7, 123456789.125, 0.0, 10**22, 2**60, None, True]
    assert rows_told(dumped, "statements_source")[0]["data"].startswith("AAECAwQF")
    assert [row["session_key"][0] for row in rows_told(dumped, "django_session")] == ["B", "_", "b"]


def test_what_a_row_points_to_stands_before_it(filled: Place, dumped: Path) -> None:
    filled.manage("dump", dumped, "--with-keys")
    names = list(members(dumped))
    for first, behind in (
        ("statements_source", "statements_article"),
        ("statements_article", "statements_quote"),
        ("auth_user", "statements_revision"),
        ("statements_revision", "statements_revisionrow"),
    ):
        assert names.index(f"tables/{first}.jsonl") < names.index(f"tables/{behind}.jsonl")
    assert list(names_in_order({"b": set(), "a": {"c"}, "c": {"b"}})) == ["b", "c", "a"]


def test_an_archive_that_is_there_is_not_loaded_over(filled: Place, dumped: Path) -> None:
    filled.manage("dump", dumped, "--with-keys")
    before = filled.rows()
    assert "holds an archive already" in refused(filled, "load", dumped)
    assert filled.rows() == before


def changed(path: Path, tmp_path: Path, name: str, change: Any) -> Path:
    """Write a dump anew with a member changed, as somebody would who can make a manifest."""
    files, manifest = members(path), manifest_of_file(path)
    files[name] = change(files[name])
    manifest["members"] = [
        {"name": one, "size": len(data), "sha256": sha256(data).hexdigest()} for one, data in files.items()
    ]
    return packed(tmp_path, manifest, list(files.items()))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data + data, "does not take django_session"),
        (lambda data: b'{"session_key":"x"}\n', "its columns are not those of the table"),
        (lambda data: b"[" * 200_000, "does not take django_session"),
        (lambda data: data.replace(b"2031-01-01T", b"a day "), "does not take django_session"),
        (
            lambda data: data.replace(b'"b', b'"c').replace(b"2031-01-01T", b"2031-01-01 "),
            "does not give django_session back",
        ),
        (lambda data: data.splitlines(keepends=True)[0], "django_session has 1 rows, and 3 were kept"),
    ],
    ids=["doubled", "columns", "no json", "no day", "not as written", "rows missing"],
)
def test_rows_that_are_not_right_are_refused_and_none_is_kept(
    filled: Place, ready: Place, dumped: Path, tmp_path, change: Any, says: str
) -> None:
    filled.manage("dump", dumped, "--with-keys")
    assert says in refused(ready, "load", changed(dumped, tmp_path, SESSIONS, change))
    assert ready.execute("SELECT count(*) FROM auth_user") == [(0,)]
    assert ready.execute("SELECT count(*) FROM auth_group") == [(3,)]


def test_a_table_that_is_missing_or_unknown_is_refused(
    filled: Place, ready: Place, dumped: Path, tmp_path
) -> None:
    filled.manage("dump", dumped, "--with-keys")
    manifest, files = manifest_of_file(dumped), members(dumped)
    told = [one for one in manifest["members"] if one["name"] != SESSIONS]
    kept = [(name, data) for name, data in files.items() if name != SESSIONS]
    path = packed(tmp_path, {**manifest, "members": told}, kept)
    assert "it has no table django_session" in refused(ready, "load", path)
    more = {
        "name": "tables/others.jsonl",
        "size": 0,
        "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }
    path = packed(
        tmp_path,
        {**manifest, "members": [*manifest["members"], more]},
        [*files.items(), ("tables/others.jsonl", b"")],
    )
    assert "has no place for tables/others.jsonl" in refused(ready, "load", path)


@pytest.mark.slow
@pytest.mark.parametrize("archive", PACKED, ids=lambda path: path.name)
def test_a_dump_of_an_older_version_is_brought_up_to_date(
    archive: Path, empty: Place, dumped: Path, tmp_path, django_db_blocker
) -> None:
    old = Place(tmp_path / "old")
    with tarfile.open(archive) as tar:
        tar.extractall(old.folder, filter="data")
    with django_db_blocker.unblock():
        old.manage("dump", dumped)
        empty.manage("load", dumped, "--jobs", "1")
        old.manage("migrate", "-v0")
        old.manage("dump", tmp_path / "there")
        empty.manage("dump", tmp_path / "here")
        newer = Place(tmp_path / "newer")
        newer.manage("migrate", "-v0")
        assert "is of an older On Record" in refused(newer, "load", dumped)
    there, here = members(tmp_path / "there"), members(tmp_path / "here")
    for name in ("article", "source", "quote", "speaker", "revision", "tombstone"):
        assert len(here[f"tables/statements_{name}.jsonl"]) == pytest.approx(
            len(there[f"tables/statements_{name}.jsonl"]), rel=0.01
        )


@pytest.mark.postgres
@pytest.mark.slow
def test_from_sqlite_to_postgresql_and_back_the_bytes_stay(filled: Place, tmp_path, postgres_address) -> None:
    odd(filled)
    filled.execute(
        "INSERT INTO auth_group (id, name) VALUES (900, 'x')", "DELETE FROM auth_group WHERE id = 900"
    )
    filled.manage("index")  # whoever loads numbers what changed and has no number yet
    postgres, back = Place(tmp_path / "postgres", postgres_address()), Place(tmp_path / "back")
    filled.manage("dump", tmp_path / "first", "--with-keys")
    assert "all is as it was kept" in postgres.manage("load", tmp_path / "first", "--jobs", "1")
    postgres.manage("dump", tmp_path / "second", "--with-keys")
    back.manage("load", tmp_path / "second", "--jobs", "1")
    back.manage("dump", tmp_path / "third", "--with-keys")
    parts = [without_sequence(members(tmp_path / name)) for name in ("first", "second", "third")]
    assert parts[0] == parts[1] == parts[2]
    tables = [
        without_sequence(manifest_of_file(tmp_path / name)["tables"]) for name in ("first", "second", "third")
    ]
    assert tables[0] == tables[1] == tables[2]
    for place in (postgres, back):
        with place.used():
            from django.contrib.auth.models import Group

            assert Group.objects.create(name="next").pk == 901
    assert back.rows()["statements_source"] == filled.rows()["statements_source"]


@pytest.mark.postgres
@pytest.mark.slow
def test_what_postgresql_cannot_hold_is_said(filled: Place, tmp_path, postgres_address) -> None:
    filled.execute("UPDATE auth_user SET last_name = 'x' || char(0) || 'y'")
    filled.manage("dump", tmp_path / "dump")
    place = Place(tmp_path / "postgres", postgres_address())
    assert "PostgreSQL does not take auth_user, from line 1 on" in refused(place, "load", tmp_path / "dump")
    with place.used():
        from django.contrib.auth.models import Group, User

        assert (User.objects.count(), Group.objects.count()) == (0, 3)


def test_a_move_within_a_folder_finds_its_uploads_and_its_key(filled: Place, ready: Place, tmp_path) -> None:
    filled.manage("dump", tmp_path / "dump")
    filled.database.unlink()
    shutil.rmtree(filled.folder / "index")
    shutil.copy(ready.database, filled.database)
    told = filled.manage("load", tmp_path / "dump", "--jobs", "1")
    assert "secret key" not in told
    assert (filled.folder / "uploads/2021/charts.pdf").exists()


def test_half_a_character_inside_json_is_kept() -> None:
    from statements.operations.tables import line

    for text in ("\ud83d", "Ж"):
        assert json.loads(line({"a": text})) == {"a": text}


def test_order_does_not_hang_on_chance() -> None:
    names = {name: set() for name in "abcdef"}
    mixed = list(names)
    random.Random(1).shuffle(mixed)
    assert list(names_in_order({name: set() for name in mixed})) == list(names)


def test_what_stands_for_several_was_carried_out_where_all_of_them_were() -> None:
    at_once = ("statements", "0001_squashed_0043_sample_found_at_once")
    parts = loader_of((), None).disk_migrations[at_once].replaces
    names = tuple(".".join(part) for part in parts)
    all_of_them, but_one = loader_of(names, None), loader_of(names[:-1], None)
    assert at_once in carried_out(all_of_them, names) & set(all_of_them.graph.nodes)
    assert at_once not in carried_out(but_one, names[:-1])
    assert set(parts[:-1]) <= set(but_one.graph.nodes)
