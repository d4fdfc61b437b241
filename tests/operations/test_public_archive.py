"""The public archive as a folder: what the pages show and no more, described so that others can read and check it."""

import csv
import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from statements.models import Article, Outlet, Quote
from statements.publishing.exports.comma_separated import cell_as_meant
from statements.sources.files import read_sources
from tests.conftest import plain_environment
from tests.operations.places import Place
from tests.operations.test_backup import refused
from tests.site.serving import ROOT

TABLES = ("statements", "articles", "speakers", "events", "sources", "utterances", "said-at")


def lines(folder: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "public"


def test_all_that_is_public_is_there_and_nothing_else(filled: Place, folder: Path) -> None:
    told = filled.manage("export", folder)
    with filled.used():
        public = set(Quote.objects.public().values_list("uid", flat=True))
        withdrawn = set(Quote.objects.values_list("uid", flat=True)) - public
        texts = dict(Article.objects.values_list("pk", "text"))
    rows = lines(folder, "statements")
    assert {row["id"] for row in rows} == public and withdrawn
    assert f"{len(public)} statements" in told
    assert {int(row["id"]): row["text"] for row in lines(folder, "articles")} == texts
    assert all(row["address"].startswith(f"{settings.SITE_ADDRESS}/quotes/") for row in rows)
    whole = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"Ada L" not in whole and b"password" not in whole  # the log and the accounts are not public


def test_every_file_is_described_counted_and_measured(filled: Place, folder: Path) -> None:
    filled.manage("export", folder, "--parquet")
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["licenses"][0]["path"] == "LICENCE.txt" and (folder / "LICENCE.txt").read_text()
    named = {one["path"] for one in package["resources"]}
    assert named == {f"{table}.{form}" for table in TABLES for form in ("jsonl", "csv", "parquet")}
    assert named | {"datapackage.json", "LICENCE.txt"} == {path.name for path in folder.iterdir()}
    for one in package["resources"]:
        data = (folder / one["path"]).read_bytes()
        assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}" and one["bytes"] == len(data)
    counts = {one["path"]: one["rows"] for one in package["resources"]}
    for table in TABLES:
        rows = lines(folder, table)
        with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            read = [{k: cell_as_meant(v) for k, v in row.items()} for row in csv.DictReader(file)]
        assert read == [{k: v or "" for k, v in row.items()} for row in rows]
        assert counts[f"{table}.csv"] == counts[f"{table}.jsonl"] == len(rows)
    assert "21 files" in filled.manage("export", folder, "--check")
    (folder / "speakers.csv").write_text("another")
    assert "speakers.csv is not as it was written" in refused(filled, "export", folder, "--check")


def test_parquet_has_values_of_their_type(filled: Place, folder: Path) -> None:
    filled.manage("export", folder, "--parquet")
    from pyarrow.parquet import read_table

    rows = read_table(folder / "statements.parquet").to_pylist()
    assert [row["id"] for row in rows] == [row["id"] for row in lines(folder, "statements")]
    assert all(isinstance(row["confidence"], float) and isinstance(row["in_headline"], bool) for row in rows)


def test_without_the_library_parquet_is_refused_in_a_sentence(
    filled: Place, folder: Path, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "pip install -r requirements/parquet.in" in refused(filled, "export", folder, "--parquet")
    assert not folder.exists()


def test_texts_that_are_not_shown_whole_stay_here(filled: Place, folder: Path) -> None:
    with filled.used():
        outlet = Outlet.objects.create(name="Orvel Daily", slug="orvel-daily", shown=Outlet.Shown.STATEMENTS)
        Article.objects.filter(pk=Article.objects.first().pk).update(outlet=outlet)
        short = set(Article.objects.filter(outlet__shown="statements").values_list("pk", flat=True))
    filled.manage("export", folder)
    rows = lines(folder, "articles")
    assert short and {int(row["id"]) for row in rows if row["text"] is None} == short


def test_another_archive_takes_the_articles_in(filled: Place, ready: Place, folder: Path) -> None:
    filled.manage("export", folder)
    found = list(read_sources(str(folder / "articles.jsonl"), 5_000_000, columns={"url": "original"}))
    rows = lines(folder, "articles")
    assert [source.text for source in found] == [row["text"] for row in rows]
    assert [source.refusal for source in found] == [""] * len(rows)


def test_what_stands_there_is_not_overwritten(filled: Place, folder: Path) -> None:
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    assert "say --replace" in refused(filled, "export", folder)
    assert "is no export" in refused(filled, "export", folder, "--replace")
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    (folder / "mine.txt").unlink()
    filled.manage("export", folder)
    before = lines(folder, "statements")
    filled.manage("export", folder, "--replace")
    assert lines(folder, "statements") == before
    assert [path.name for path in folder.parent.glob(".public*")] == []


@pytest.mark.slow
def test_one_that_is_stopped_leaves_nothing(filled: Place, folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "export", str(folder)],
        cwd=ROOT,
        env=plain_environment(ONRECORD_DATA=str(filled.folder)),
        stderr=subprocess.PIPE,
    )
    while process.poll() is None and not list(folder.parent.glob(".public.unfinished*/files/*")):
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    told = process.communicate(timeout=20)[1]
    assert process.returncode == 0 or b"Stopped. Nothing was left behind" in told
    assert (folder / "datapackage.json").exists() == (process.returncode == 0)
