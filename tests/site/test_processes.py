"""What `serve` starts ends with it, however it ends; and who is being answered when it is stopped is answered."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.stopping import turn_away
from tests.conftest import plain_environment
from tests.site.serving import ROOT, start, stop
from tools.ports import free_port

PARENT = """
import os, subprocess, sys, time
from archive.processes import STARTED_BY
child = subprocess.Popen([sys.executable, "-c", CHILD], env={**os.environ, STARTED_BY: str(os.getpid())})
print(child.pid, flush=True)
time.sleep(60)
"""
CHILD = """
import os, sys, threading, time
if {elsewhere}:
    sys.platform = "elsewhere"  # no signal of the kernel: only looking is left
from archive import processes
processes.LOOKED = 0.05
processes.end_with_starter()
assert processes.STARTED_BY not in os.environ
print("ready", flush=True)
time.sleep(60)
"""


def processes_of(folder: Path) -> dict[int, str]:
    """Return the processes that work on a data folder, each with its command."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"ONRECORD_DATA={folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def soon(true: object, seconds: float = 60.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


@pytest.mark.faults
@pytest.mark.parametrize("elsewhere", [False, True], ids=["by the kernel", "by looking"])
def test_a_process_ends_with_the_one_that_started_it(elsewhere: bool) -> None:
    code = f"CHILD = {CHILD.format(elsewhere=elsewhere)!r}\n{PARENT}"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert parent.stdout.readline() == "ready\n"
        assert not gone(child)
        parent.kill()
        assert soon(lambda: gone(child))


def test_a_process_that_nobody_serves_ends_with_nobody() -> None:
    code = "import threading; from archive.processes import *; end_with_starter(); print(threading.active_count())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=plain_environment(), capture_output=True, text=True
    )
    assert done.stdout == "1\n"


@pytest.mark.slow
@pytest.mark.faults
def test_a_killed_site_leaves_no_process_and_its_port(empty: Path) -> None:
    port = free_port()
    process, _ = start(empty, port, "--workers", "3")
    running = processes_of(empty)
    commands = " ".join(running.values())
    assert all(name in commands for name in ("gunicorn", "index --follow", "manage.py follow", "intake"))
    assert len(running) >= 8  # serve, gunicorn and its three workers, three helpers
    process.kill()
    process.ended()
    assert soon(lambda: not processes_of(empty), 15), processes_of(empty)
    again, _ = start(empty, port)
    stop(again)


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.parametrize("which", ["archive.wsgi", "index --follow"])
def test_what_is_killed_alone_takes_its_children_with_it(empty: Path, which: str) -> None:
    port = free_port()
    process, _ = start(empty, port)
    (first, *children) = sorted(pid for pid, command in processes_of(empty).items() if which in command)
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: all(gone(pid) for pid in children))
    if "wsgi" in which:  # the site is gone: so is all else
        assert process.wait(timeout=20) == 1
        assert soon(lambda: not processes_of(empty))
    else:
        stop(process)


@pytest.mark.slow
@pytest.mark.faults
def test_stopped_under_load_every_request_that_was_taken_is_answered(sample: Path) -> None:
    port = free_port()
    process, _ = start(sample, port, "--sample")
    address = f"http://127.0.0.1:{port}"
    cut: list[str] = []
    answered = 0
    over = threading.Event()

    def ask(number: int) -> None:
        nonlocal answered
        while not over.is_set():
            try:
                with urllib.request.urlopen(f"{address}/search/?q=harbour{number}+OR+the", timeout=20) as got:
                    whole = got.read()
                    if got.status != 200 or b"</html>" not in whole:
                        cut.append(f"{got.status}, {len(whole)} bytes")
                    answered += 1
            except urllib.error.URLError as error:
                if not isinstance(error.reason, ConnectionRefusedError):
                    cut.append(repr(error))
                return  # nobody takes requests any more
            except OSError as error:
                cut.append(repr(error))
                return

    readers = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
    for reader in readers:
        reader.start()
    assert soon(lambda: answered > 60, 30)
    process.send_signal(signal.SIGTERM)
    process.ended(30)
    over.set()
    for reader in readers:
        reader.join()
    assert cut == []
    assert process.returncode == 0


@pytest.mark.faults
@pytest.mark.skipif(sys.platform != "linux", reason="a filter of Linux")
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_who_is_in_line_is_answered_and_who_comes_later_is_refused_not_cut_off(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as listener, socket.socket(family) as early, socket.socket(family) as late:
        listener.bind((address, 0))
        listener.listen(100)
        early.connect(listener.getsockname())
        assert turn_away(listener)
        late.settimeout(10)
        threading.Timer(0.3, listener.close).start()  # the line is closed while the newcomer knocks
        taken, _ = listener.accept()
        with taken:
            early.sendall(b"asked")
            assert taken.recv(5) == b"asked"
            taken.sendall(b"answered")
            assert early.recv(8) == b"answered"
        with pytest.raises(ConnectionRefusedError):
            late.connect(listener.getsockname())


def test_a_line_that_is_no_network_is_left_as_it_is(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        assert not turn_away(listener)


# What a power cut may take


@pytest.fixture
def pragma(tmp_path: Path) -> Iterator[object]:
    """A function that returns how a process of this command line waits for the disk: 1 NORMAL, 2 FULL."""

    def asked(*words: str) -> int:
        code = (
            f"import sys; sys.argv = {list(words)!r}; import archive.wsgi; from django.db import connection\n"
            "with connection.cursor() as cursor: print(cursor.execute('PRAGMA synchronous').fetchone()[0])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=plain_environment(ONRECORD_DATA=str(tmp_path)),
            capture_output=True, text=True,
        )  # fmt: skip
        return int(done.stdout)

    yield asked


def test_what_an_editor_decides_is_on_the_disk_before_the_page_says_so(pragma) -> None:
    assert pragma("gunicorn", "archive.wsgi:application") == 2
    assert pragma("manage.py", "erase") == 2


def test_what_can_be_worked_out_again_waits_for_no_disk(pragma) -> None:
    assert pragma("manage.py", "index", "--follow") == 1
    assert pragma("manage.py", "ingest", "a.txt") == 1
