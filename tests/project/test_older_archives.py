"""What an older release wrote, this one keeps: addresses, words, decisions, the log, and what a search finds.

Each file in `archives` is the data folder of one release, made by `tools/make_archive_fixture.py`, and beside
it stands what it held and answered then. The folder is given to the commands that an upgrade runs. What a
test knows of the project's modules is in `older_archives.py`.
"""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKED = sorted(
    (ROOT / "tests" / "archives").glob("*.tar.xz"),
    key=lambda path: [int(part) for part in path.name.removesuffix(".tar.xz").split(".")],
)
# An upgrade is a dozen processes one behind the other: the gate does it for each release.
RELEASES = [pytest.param(path, marks=pytest.mark.slow) for path in PACKED]
LARGEST = 300_000  # bytes


@dataclass(slots=True, kw_only=True)
class Upgraded:
    """An older archive after an upgrade: what was told of it then, and what it answers step by step."""

    told: dict[str, Any]
    folder: Path
    description: Path
    steps: dict[str, Any] = field(default_factory=dict)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        # Nothing of the tests' own settings: the folder is on SQLite, and makes a secret key of its own.
        ours = ("ONRECORD_", "DATABASE_URL", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return subprocess.run(
            [sys.executable, "-W", "ignore", *words],
            cwd=ROOT, env=kept | {"ONRECORD_DATA": str(self.folder)}, capture_output=True, text=True,
        )  # fmt: skip

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("manage.py", *words)

    def ask(self, *names: str) -> dict[str, Any]:
        done = self.run("-m", "tests.older_archives", str(self.description), *names)
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


@pytest.fixture(scope="module", params=RELEASES, ids=lambda path: path.name.removesuffix(".tar.xz"))
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """An older archive, upgraded and used: the steps are run once, the tests look at what came of them."""
    packed: Path = request.param
    description = packed.with_name(packed.name.replace(".tar.xz", ".json"))
    folder = tmp_path_factory.mktemp("older")
    with tarfile.open(packed) as file:
        file.extractall(folder, filter="data")
    old = Upgraded(told=json.loads(description.read_text()), folder=folder, description=description)
    migrated = old.manage("migrate", "-v0")
    assert migrated.returncode == 0, migrated.stderr
    old.steps["upgraded"] = old.ask("waiting", "held")
    # An index of another format is made anew, as `serve` does before it answers anybody.
    old.steps["index"] = old.manage("index")
    old.steps["upgraded"] |= old.ask("answers")
    old.steps["check"] = old.manage("index", "--check")
    old.steps["indexed"] = old.ask("waiting", "found")
    old.steps["rebuild"] = old.manage("index", "--rebuild", "--jobs", "1")
    old.steps["rebuilt"] = old.ask("found")
    old.steps["ingest"] = old.manage("ingest", "statements/sample", "--sample")
    old.steps["read again"] = old.ask("held")
    old.steps["taken back"] = old.ask("undo", "held")
    old.steps["check at the end"] = old.manage("index", "--check")
    yield old


def test_there_is_an_older_archive() -> None:
    assert PACKED


@pytest.mark.parametrize("packed", PACKED, ids=lambda path: path.name)
def test_a_packed_archive_is_small_and_holds_no_secret(packed: Path) -> None:
    assert packed.stat().st_size < LARGEST
    with tarfile.open(packed) as file:
        names = file.getnames()
    assert "archive.sqlite3" in names
    assert not [name for name in names if Path(name).name == "secret_key" or name.startswith("static")]


def test_every_address_answers_as_it_did(archive: Upgraded) -> None:
    answers = archive.steps["upgraded"]["answers"]
    assert answers["addresses"] == archive.told["addresses"]
    assert answers["desk"] == archive.told["desk"]


def test_every_statement_shows_its_words(archive: Upgraded) -> None:
    assert archive.steps["upgraded"]["answers"]["without_words"] == []


def test_every_statement_has_its_words_its_speaker_and_its_state(archive: Upgraded) -> None:
    assert archive.steps["upgraded"]["held"]["statements"] == archive.told["statements"]


def test_no_row_is_lost(archive: Upgraded) -> None:
    held = archive.steps["upgraded"]["held"]
    assert held["counts"] == archive.told["counts"]
    assert held["pairs"] == archive.told["pairs"]


def test_the_log_is_whole_and_makes_the_rows(archive: Upgraded) -> None:
    held = archive.steps["upgraded"]["held"]
    assert held["log"] == archive.told["log"]
    # What the log did not tell then, a later release may add to it; nothing else may come to differ.
    assert set(held["differences"]) <= set(archive.told["differences"])


def test_what_waited_for_the_index_is_written(archive: Upgraded) -> None:
    assert archive.steps["upgraded"]["waiting"] >= archive.told["waiting"] > 0
    for name in ("index", "check", "rebuild"):
        assert archive.steps[name].returncode == 0, archive.steps[name].stdout + archive.steps[name].stderr
    assert archive.steps["indexed"]["waiting"] == 0


def test_a_search_finds_the_same_before_and_after_a_rebuild(archive: Upgraded) -> None:
    assert archive.steps["indexed"]["found"] == archive.told["found"]
    assert archive.steps["rebuilt"]["found"] == archive.told["found"]


def test_reading_the_sample_again_changes_nothing_that_was_decided(archive: Upgraded) -> None:
    done = archive.steps["ingest"]
    assert "could not be stored" not in done.stderr and "Traceback" not in done.stderr, done.stderr
    held = archive.steps["read again"]["held"]
    decided = {uid: one for uid, one in archive.told["statements"].items() if one["state"] != "extracted"}
    assert len(decided) > 20
    assert {uid: held["statements"][uid] for uid in decided} == decided
    assert set(held["differences"]) <= set(archive.told["differences"])


def test_the_last_act_on_many_statements_can_be_taken_back(archive: Upgraded) -> None:
    before, after = archive.steps["read again"]["held"], archive.steps["taken back"]["held"]
    assert archive.steps["taken back"]["undo"] == 302
    undone = archive.told["undo"]["statements"]
    assert {uid: after["statements"][uid] for uid in undone} == undone
    assert {uid: before["statements"][uid] for uid in undone} != undone
    assert set(after["differences"]) <= set(archive.told["differences"])
    assert archive.steps["check at the end"].returncode == 0, archive.steps["check at the end"].stdout
