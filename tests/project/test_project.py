"""The repository itself: what its files promise has to be there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import plain_environment

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[Path]:
    out = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if out.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in out.stdout.splitlines() if (ROOT / name).is_file()]


def test_locks_are_hashed_and_name_no_host() -> None:
    for name in ("run", "test"):
        text = (ROOT / f"requirements/{name}.lock").read_text()
        assert "://" not in text
        pins = re.findall(r"^[\w.-]+(?:\[\w+\])?==", text, re.M)
        assert len(pins) > 8
        blocks = re.split(r"^(?=[\w.-]+(?:\[\w+\])?==)", text, flags=re.M)
        assert all("--hash=sha256:" in block for block in blocks if "==" in block)


def test_everything_that_runs_the_site_is_in_the_test_lock_as_well() -> None:
    run = set(re.findall(r"^([\w.-]+==\S+)", (ROOT / "requirements/run.lock").read_text(), re.M))
    test = set(re.findall(r"^([\w.-]+==\S+)", (ROOT / "requirements/test.lock").read_text(), re.M))
    assert run <= test


def test_the_container_files_speak_of_what_exists() -> None:
    dockerfile = (ROOT / "docker/Dockerfile").read_text()
    for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.M):
        *sources, _target = [word for word in line.split() if not word.startswith("--")]
        for source in sources:
            assert (ROOT / source).exists(), source
    assert re.search(r"^USER (?!root)\w+", dockerfile, re.M)
    assert "HEALTHCHECK" in dockerfile
    assert dockerfile.count("FROM ") >= 2
    compose = (ROOT / "docker/compose.yaml").read_text()
    for name in ("ONRECORD_PRODUCTION", "ONRECORD_HOSTS", "DATABASE_URL", "postgres", "volumes:"):
        assert name in compose
    for source in (dockerfile, compose):
        for command in re.findall(r"manage\.py[\", ]+(\w+)", source):
            known = (ROOT / f"statements/management/commands/{command}.py").exists()
            assert known or command in {"migrate", "check", "createsuperuser", "collectstatic"}, command


def test_every_setting_that_is_read_is_documented() -> None:
    readme = (ROOT / "README.md").read_text()
    code = "".join(
        p.read_text() for folder in ("archive", "statements") for p in (ROOT / folder).rglob("*.py")
    )
    names = set(re.findall(r"\b(ONRECORD_[A-Z_]+|DATABASE_URL)\b", code))
    assert names
    assert {name for name in names if name not in readme} == set()


def test_the_readme_puts_the_two_commands_first() -> None:
    readme = (ROOT / "README.md").read_text()
    assert readme.index("make run") < 1500
    assert readme.index("make test") < 1500
    for image in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme):
        assert (ROOT / image).exists(), image
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", readme):
        assert (ROOT / link).exists(), link


def test_production_passes_djangos_own_check(tmp_path) -> None:
    environment = plain_environment(
        ONRECORD_DATA=str(tmp_path), ONRECORD_PRODUCTION="1", ONRECORD_HOSTS="record.example.org"
    )
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_migrations_are_complete(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        env=plain_environment(ONRECORD_DATA=str(tmp_path)),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_nothing_big_and_nothing_secret_is_tracked() -> None:
    files = tracked()
    assert sum(p.stat().st_size for p in files) < 10_000_000
    assert [p.name for p in files if p.stat().st_size > 300_000] == []
    assert not [p for p in files if {".venv", "var", "__pycache__"} & set(p.relative_to(ROOT).parts)]
    assert not [p for p in files if p.name in {"secret_key", "archive.sqlite3"}]


def test_dependencies_run_one_way() -> None:
    """extraction <- ingest -> models, which knows the door of what is typed alone; nothing but search names the engine."""
    for path in (ROOT / "statements").rglob("*.py"):
        text = path.read_text()
        relative = path.relative_to(ROOT / "statements")
        if relative.parts[0] == "extraction":
            assert not re.search(
                r"^\s*(?:from|import) (?:django|haystack|whoosh|charset_normalizer|tqdm)", text, re.M
            ), path
            assert not re.search(r"^\s*(?:from|import) statements\.(?!extraction)", text, re.M), path
        if relative.parts[0] != "search":
            assert not re.search(r"^\s*(?:from|import) whoosh", text, re.M), path
        if relative.parts[0] == "models":
            assert not re.search(r"^\s*(?:from|import) (?:statements(?!\.typed)|\.\.)", text, re.M), path


def test_nothing_outside_search_names_the_engine() -> None:
    """Pages ask `statements.search.find`. One setting chooses the engine, and the benchmark compares."""
    allowed = (
        "statements/search/",
        "archive/settings.py",
        "statements/management/commands/benchmark_search.py",
    )
    for path in [
        *ROOT.glob("statements/**/*.py"),
        *ROOT.glob("archive/*.py"),
        *ROOT.glob("templates/**/*.html"),
    ]:
        if not path.relative_to(ROOT).as_posix().startswith(allowed):
            assert not re.search(r"whoosh", path.read_text(encoding="utf-8"), re.I), path
