"""A full disk, a folder that cannot be written, a database that is damaged, locked or gone: one sentence each.

Real processes, with the settings of the site, on folders that are really so.
"""

import logging
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError

from statements.pages.errors import server_error
from statements.trouble import OneLine, machine_fault
from tests import postgres
from tests.conftest import TALKS, plain_environment
from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import sys
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
client = Client(raise_request_exception=False)
print(*[client.get(one).status_code for one in sys.argv[1:]])
"""
# Root may do anything: it gives these rights up, so that a folder that cannot be written is one for it as well.
AS_OTHERS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"] if os.getuid() == 0 else []
needs_setpriv = pytest.mark.skipif(
    bool(AS_OTHERS) and shutil.which("setpriv") is None, reason="root needs setpriv to be refused anything"
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A data folder with an article, indexed, and a file to be read."""
    folder = tmp_path_factory.mktemp("trouble") / "data"
    folder.mkdir()
    (folder / "a.txt").write_text(TALKS)
    manage(folder, "migrate", "-v0")
    assert manage(folder, "ingest", str(folder / "a.txt")).returncode == 0
    manage(folder, "collectstatic", "--noinput", "-v0")
    (folder / "b.txt").write_text(TALKS.replace("map", "chart"))
    return folder


@pytest.fixture
def data(kept, tmp_path) -> Path:
    shutil.copytree(kept, tmp_path / "data")
    return tmp_path / "data"


def run(
    folder: Path, *command: str, before: Callable[[], None] | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    environment = plain_environment(ONRECORD_DATA=str(folder), **more)
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, preexec_fn=before
    )


def manage(folder: Path, *words: str, **more) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, "-W", "ignore", "manage.py", *words, **more)


def ask(folder: Path, *paths: str, prefix: tuple[str, ...] = (), **more) -> tuple[list[int], str]:
    done = run(
        folder,
        *prefix,
        sys.executable,
        "-W",
        "ignore",
        "manage.py",
        "shell",
        "-v0",
        "-c",
        ASK.replace("sys.argv[1:]", repr(paths)),
        **more,
    )
    assert done.returncode == 0, done.stderr
    return [int(code) for code in done.stdout.split()], done.stderr


def says(done: subprocess.CompletedProcess[str], *words: str, code: int = 1) -> None:
    """A sentence, an exit code (2 where it is a setting), no traceback."""
    assert done.returncode == code, (done.stdout, done.stderr)
    assert "Traceback" not in done.stdout + done.stderr and len(done.stderr.splitlines()) < 8, done.stderr
    assert all(word in done.stderr for word in words), done.stderr


PAGES = ("/", "/articles/1/", "/search/?q=map", "/speakers/", "/admin/login/")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    found = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in found}
    for path in found:
        path.chmod(modes[path] & 0o555)
    try:
        yield
    finally:
        for path in found:
            path.chmod(modes[path])


@pytest.mark.slow
@needs_setpriv
@pytest.mark.parametrize(
    "words",
    [
        "ingest b.txt",
        "reread --all",
        "index",
        "intake --once",
        "follow --once",
        "migrate",
        "fetch https://a.example/1",
    ],
)
def test_a_folder_that_cannot_be_written_is_named(data, words) -> None:
    name, *rest = words.split()
    rest = [str(data / word) if word.endswith(".txt") else word for word in rest]
    with read_only(data):
        done = run(data, *AS_OTHERS, sys.executable, "-W", "ignore", "manage.py", name, *rest)
    says(done, str(data))
    if name == "ingest":
        assert "Before that: 0 read" in done.stderr


@pytest.mark.slow
@needs_setpriv
def test_a_key_that_cannot_be_read_is_named(data) -> None:
    (data / "secret_key").chmod(0)
    done = run(data, *AS_OTHERS, sys.executable, "-W", "ignore", "manage.py", "check")
    says(done, "secret_key cannot be read or made: Permission denied", code=2)


@pytest.mark.slow
@needs_setpriv
def test_an_index_that_cannot_be_read_stops_the_search_alone(data) -> None:
    for path in [*(data / "index").rglob("*"), data / "index"]:
        path.chmod(0)
    codes, log = ask(data, *PAGES, *PAGES, "/healthz", prefix=tuple(AS_OTHERS))
    done = run(data, *AS_OTHERS, sys.executable, "-W", "ignore", "manage.py", "ingest", str(data / "b.txt"))
    says(done, "index")
    for path in [data / "index", *(data / "index").rglob("*")]:
        path.chmod(0o700)
    assert codes[0] == codes[1] == 200 and codes[2] in (200, 503) and codes[-1] == 503
    assert log.count("Traceback") <= 1


def small_files() -> None:
    """Let no file grow: what a full disk does, for this process alone."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


@pytest.mark.slow
def test_a_full_disk_is_named_and_nothing_is_lost(data) -> None:
    says(manage(data, "ingest", str(data / "b.txt"), before=small_files), "disk", "Before that: 0 read")
    done = manage(data, "ingest", str(data / "a.txt"), str(data / "b.txt"))
    assert (done.returncode, "1 new, 1 unchanged" in done.stdout) == (0, True)


def damage(path: Path) -> None:
    path.write_bytes(b"no database" * 5000)


@pytest.mark.slow
def test_a_damaged_database_is_named_and_every_page_says_that_it_is_away(data) -> None:
    damage(data / "archive.sqlite3")
    says(manage(data, "ingest", str(data / "b.txt")), "is damaged", "restore")
    codes, log = ask(data, *PAGES[:4] * 25)
    assert set(codes) == {503}
    assert log.count("is damaged") == 1 and "Traceback" not in log


@pytest.mark.slow
def test_a_database_that_is_not_set_up_says_what_to_do(tmp_path) -> None:
    (tmp_path / "a.txt").write_text(TALKS)
    says(manage(tmp_path, "ingest", str(tmp_path / "a.txt")), "manage.py migrate")


@pytest.mark.slow
def test_a_database_that_another_process_holds_is_named(data) -> None:
    with closing(sqlite3.connect(data / "archive.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        says(manage(data, "ingest", str(data / "b.txt")), "Another process has been writing")
        codes, _ = ask(data, *PAGES[:4])
        assert set(codes) == {200}  # who reads is not kept from it
        other.execute("ROLLBACK")
    assert manage(data, "ingest", str(data / "b.txt")).returncode == 0


@pytest.mark.slow
def test_a_database_server_that_is_not_there_is_named_and_pages_say_so(data) -> None:
    address = f"postgres://onrecord@127.0.0.1:{free_port()}/postgres"
    says(manage(data, "ingest", str(data / "b.txt"), DATABASE_URL=address), "does not answer")
    codes, log = ask(data, *PAGES[:4] * 10, DATABASE_URL=address)
    assert set(codes) == {503}
    assert log.count("does not answer") == 1 and "Traceback" not in log


@pytest.mark.slow
@pytest.mark.skipif(postgres.find_binaries() is None, reason="no PostgreSQL on this machine")
def test_a_database_server_that_stops_under_the_site_is_away_and_no_more() -> None:
    binaries = postgres.find_binaries()
    assert binaries is not None
    import tempfile

    with tempfile.TemporaryDirectory() as folder, postgres.server(binaries) as address:
        place = Path(folder)
        assert manage(place, "migrate", "-v0", DATABASE_URL=address).returncode == 0
        manage(place, "collectstatic", "--noinput", "-v0", DATABASE_URL=address)
        script = ASK.replace("sys.argv[1:]", "('/',)") + f"""
import psycopg
with psycopg.connect({address!r}, autocommit=True) as other:
    other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")
from django.db import close_old_connections
for _ in range(3):
    close_old_connections()  # as the server does between two requests, and a client of tests does not
    print(client.get("/").status_code)
"""  # fmt: skip
        done = run(
            place,
            sys.executable,
            "-W",
            "ignore",
            "manage.py",
            "shell",
            "-v0",
            "-c",
            script,
            DATABASE_URL=address,
        )
    first, *rest = [int(code) for code in done.stdout.split()]
    assert first == 200 and set(rest) <= {200, 503} and rest[-1] == 200
    assert "Traceback" not in done.stderr


TROUBLE = [
    (OperationalError("database or disk is full"), "no room"),
    (OperationalError("attempt to write a readonly database"), "cannot be written"),
    (OperationalError("unable to open database file"), "cannot be written"),
    (OperationalError("database is locked"), "Another process"),
    (OperationalError("canceling statement due to statement timeout"), "longer over a question"),
    (OperationalError("no such table: statements_quote"), "manage.py migrate"),
    (DatabaseError("database disk image is malformed"), "damaged"),
    (OSError(28, "No space left on device", "/data/x"), "no room on the disk of /data/x"),
    (OSError(30, "Read-only file system", "/data/x"), "/data/x: Read-only file system"),
]


@pytest.mark.parametrize(("error", "words"), TROUBLE)
def test_a_page_is_away_for_trouble_of_the_machine_and_says_when_to_ask_again(rf, error, words) -> None:
    assert words in str(machine_fault(error))
    try:
        raise error
    except Exception:
        response = server_error(rf.get("/"))
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "unavailable just now" in response.content.decode() and words not in response.content.decode()


def test_a_page_that_fails_otherwise_failed_here(rf) -> None:
    try:
        raise ValueError("x")
    except ValueError:
        assert server_error(rf.get("/")).status_code == 500


@pytest.mark.parametrize(
    "error",
    [
        ValueError("disk is full"),
        DatabaseError("UNIQUE constraint failed: statements_quote.uid"),
        OperationalError("near \"x\": syntax error"),
        OSError(2, "No such file or directory", "/tmp/x"),
        PermissionError(13, "Permission denied", "/elsewhere/x"),
        None,
    ],
)  # fmt: skip
def test_what_is_no_trouble_of_the_machine_stays_an_error(error) -> None:
    if isinstance(error, OperationalError) and settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return  # only SQLite calls a wrong query so: of a server it is always that it does not answer
    assert machine_fault(error) is None


def logged(line: OneLine, error: Exception, message: str = "failed") -> tuple[bool, logging.LogRecord]:
    """Return whether the log has an error, and how."""
    record = logging.LogRecord(
        "x", logging.ERROR, "x", 1, message, (), (type(error), error, error.__traceback__)
    )
    return bool(line.filter(record)), record


def raised(kind: type[Exception], *words: object) -> Exception:
    try:
        raise kind(*words)
    except kind as error:
        return error


def test_where_an_error_was_is_logged_once_a_minute_and_that_there_was_one_each_time(monkeypatch) -> None:
    line = OneLine()
    first, second = (logged(line, raised(ValueError, f"of {n}\nand more"))[1] for n in (1, 2))
    assert first.exc_info and first.getMessage() == "failed"
    assert second.exc_info is None and second.getMessage() == "failed: as above (ValueError: of 2)"
    # Of another kind, raised elsewhere, or met where something else was done: each is said whole.
    assert logged(line, raised(KeyError, "x"))[1].exc_info
    assert logged(line, ValueError("raised nowhere"))[1].exc_info
    assert logged(line, raised(ValueError, "of 3"), "not mended")[1].exc_info
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert logged(line, raised(ValueError, "of 4"))[1].exc_info
    assert len(line.said) == 1  # the rest is forgotten


def test_the_log_says_the_same_trouble_once_and_other_errors_each_time(monkeypatch) -> None:
    line = OneLine()

    def passes(error: Exception) -> tuple[bool, logging.LogRecord]:
        return logged(line, error)

    full = OSError(28, "No space left on device", "/data/x")
    first, record = passes(full)
    assert (
        first and record.exc_info is None and "There is no room on the disk of /data/x" in record.getMessage()
    )
    assert [passes(full)[0] for _ in range(700)] == [False] * 700
    assert [passes(ValueError("x"))[0] for _ in range(3)] == [True] * 3
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert passes(full)[0]
