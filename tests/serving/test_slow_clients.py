"""Slow clients delay nobody: real gunicorn, its configuration as it is served, real sockets."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from archive.worker import WRITERS, RequestRefused, body_length
from tests.conftest import plain_environment
from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
THREADS = int(re.search(r"^threads = (\d+)", (ROOT / "archive" / "gunicorn.conf.py").read_text(), re.M)[1])


SERVERS: dict[int, subprocess.Popen] = {}  # by port


@contextmanager
def served(config="", workers=1, **environment):
    """Serve the small application as the site is served; give its port."""
    port = free_port()
    more = ["--worker-class", config] if config else []
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "tests.serving.small_app:application", "--config",
         "archive/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", "--workers", str(workers), *more],
        cwd=ROOT, env=plain_environment(**environment),
    )  # fmt: skip
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
            except OSError:
                time.sleep(0.05)
        SERVERS[port] = server
        yield port
    finally:
        server.send_signal(signal.SIGKILL if os.environ.get("HARD") else signal.SIGTERM)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


@pytest.fixture(scope="module")
def port():
    with served(ONRECORD_MAX_UPLOAD_BYTES="2000000") as found:
        yield found


def opened(port, data):
    sock = socket.create_connection(("127.0.0.1", port), 5)
    sock.sendall(data)
    return sock


def ask(port, body=None, headers=None):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        client.request("POST" if body else "GET", "/", body, headers or {})
        answer = client.getresponse()
        return answer.status, answer.read()
    finally:
        client.close()


def longest_of(port, times=20):
    longest = 0.0
    for _ in range(times):
        start = time.monotonic()
        assert ask(port)[0] == 200
        longest = max(longest, time.monotonic() - start)
    return longest


SLOW = {
    "head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ",
    "body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nabc",
    "reading": b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "nothing": b"",
}


@pytest.mark.parametrize("kind", SLOW)
@pytest.mark.parametrize("count", [40, pytest.param(100, marks=pytest.mark.slow)])
def test_slow_clients_delay_nobody(port, kind, count):
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(opened(port, SLOW[kind]))
        assert longest_of(port) < 8  # with the worker of gunicorn itself none is answered at all


def test_whoever_comes_waits_for_no_worker_whose_threads_are_taken():
    """Of two workers one has all its threads taken, and the other has some left: all who come now are the other's."""
    with served(workers=2) as port, ExitStack() as stack:
        longest_of(port, 4)
        taken = THREADS + 1
        for _ in range(taken):
            stack.enter_context(opened(port, b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        time.sleep(0.3)
        assert longest_of(port, 12) < 2  # and not the three seconds for which a thread is taken


LONG_ACT = b"POST /long HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx"


def test_those_who_wait_to_write_hold_up_no_reader_and_are_answered_in_turn():
    with served() as port:
        writers = [opened(port, LONG_ACT) for _ in range(WRITERS + 2)]
        time.sleep(0.3)
        assert longest_of(port, 12) < 2  # and not the three seconds for which each writer's thread is taken
        answered = []
        for writer in writers:
            writer.settimeout(20)
            assert writer.recv(100).startswith(b"HTTP/1.1 200")
            answered.append(time.monotonic())
            writer.close()
        assert min(answered[WRITERS:]) - max(answered[:WRITERS]) > 1.5  # the last ones begin behind the first


def test_those_who_wait_to_write_are_answered_when_the_site_stops():
    with served() as port:
        writers = [opened(port, LONG_ACT) for _ in range(WRITERS + 1)]
        time.sleep(0.3)
        SERVERS[port].send_signal(signal.SIGTERM)
        for writer in writers:
            writer.settimeout(15)
            assert writer.recv(100).startswith(b"HTTP/1.1 200")
            writer.close()


def test_all_who_wait_in_line_are_answered_when_the_site_stops():
    with served() as port:
        clients = [opened(port, b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n") for _ in range(THREADS)]
        time.sleep(0.3)
        late = opened(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        time.sleep(0.2)
        SERVERS[port].send_signal(signal.SIGTERM)
        for client in [*clients, late]:
            client.settimeout(10)
            assert client.recv(100).startswith(b"HTTP/1.1 200"), "who was let in is answered"
            client.close()


@pytest.mark.slow
def test_the_worker_that_came_with_gunicorn_is_stopped_by_them():
    """The counterexample: without the worker of our own, the same clients stop the site."""
    with served("gthread") as port, ExitStack() as stack:
        for _ in range(14):
            stack.enter_context(opened(port, SLOW["head"]))
        with pytest.raises(OSError):
            ask(port)


def test_what_comes_whole_is_answered_whole(port):
    assert ask(port) == (200, b"0")
    assert ask(port, b"x" * 1_500_000) == (200, b"1500000")
    assert ask(port, b"abc", {"Expect": "100-continue"}) == (200, b"3")
    with opened(port, SLOW["reading"].replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")) as sock:
        size = 0
        while piece := sock.recv(1 << 20):
            size += len(piece)
    assert size > 512 * 65536


def test_requests_behind_one_another_are_answered_in_turn(port):
    one = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
    with opened(port, one % (3, b"abc") + one % (5, b"abcde") + one % (1, b"a")) as sock:
        found = b""
        while found.count(b"HTTP/1.1 200") < 3 or not found.endswith(b"1"):
            piece = sock.recv(4096)
            assert piece, found
            found += piece
    assert [part.rpartition(b"\r\n\r\n")[2] for part in found.split(b"HTTP/1.1")[1:]] == [b"3", b"5", b"1"]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"Content-Length: 99999999\r\n", 413),
        (b"Transfer-Encoding: chunked\r\n", 411),
        (b"Content-Length: 5\r\nContent-Length: 6\r\n", 400),
        (b"Content-Length: -1\r\n", 400),
        (b"X-Long: " + b"x" * 70_000 + b"\r\n", 431),
    ],
)
def test_a_body_that_is_not_taken_is_refused_before_it_is_read(port, head, status):
    with opened(port, b"POST / HTTP/1.1\r\nHost: localhost\r\n" + head) as sock:
        if status != 431:
            sock.sendall(b"\r\n")
        assert sock.recv(4096).startswith(b"HTTP/1.1 %d " % status)


def test_a_body_has_the_length_that_its_head_says():
    head = b"POST / HTTP/1.1\r\nHost: a\r\ncontent-length:  12\r\n\r\n"
    assert body_length(head, 12) == 12
    assert body_length(b"GET / HTTP/1.1\r\nX-Content-Length: 7\r\n\r\n", 12) == 0
    with pytest.raises(RequestRefused):
        body_length(head, 11)


def test_behind_a_trusted_proxy_each_address_has_its_share():
    with served(ONRECORD_CONNECTIONS_PER_ADDRESS="3") as port, ExitStack() as stack:
        slow = b"POST / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: %s\r\nContent-Length: 9\r\n\r\n"
        for _ in range(3):
            stack.enter_context(opened(port, slow % b"198.51.100.7"))
        time.sleep(0.2)
        assert ask(port, headers={"X-Forwarded-For": "203.0.113.1, 198.51.100.7"})[0] == 429
        assert ask(port, headers={"X-Forwarded-For": "198.51.100.8"})[0] == 200
        assert ask(port)[0] == 200


def test_whom_nobody_trusts_has_a_share_whatever_it_says():
    with (
        served(ONRECORD_CONNECTIONS_PER_ADDRESS="3", ONRECORD_PROXIES="10.0.0.0/8") as port,
        ExitStack() as stack,
    ):
        for number in range(3):
            head = (
                b"POST / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.%d\r\nContent-Length: 9\r\n\r\n"
            )
            stack.enter_context(opened(port, head % number))
        time.sleep(0.2)
        assert ask(port, headers={"X-Forwarded-For": "198.51.100.99"})[0] == 429


@pytest.mark.slow
def test_a_head_that_trickles_is_ended_at_its_deadline(port):
    with opened(port, SLOW["head"]) as sock:
        sock.settimeout(0.5)
        start, answer = time.monotonic(), b""
        while not answer and time.monotonic() - start < 60:
            sock.sendall(b"a")
            try:
                answer = sock.recv(4096)
            except TimeoutError:
                continue
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert time.monotonic() - start > 8
