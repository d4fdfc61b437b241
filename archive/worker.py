"""A worker of gunicorn that no slow client holds up.

Gunicorn's gthread gives a thread to a connection as soon as a byte comes, and the thread waits for the rest,
and for whoever reads the answer slowly: fourteen such clients hold all threads of a site. Here one loop takes
requests in without waiting, head and body (a large body to a file without a name), and gives a thread only a
request that is whole. What a thread answers is sent on by the same loop, at the pace of whoever reads it.
Every stage has a deadline as a whole, which no trickle of bytes moves:

    head  ->  body  ->  (a thread answers)  ->  sending  ->  the next head, or lingering until the client closed

No thread ever waits for a client. Of an answer that is made piece by piece no more is made while ENOUGH
bytes wait for its reader: the thread goes, and any thread goes on with it once they are taken.

A worker whose threads all have a request accepts nobody: who comes then waits where all workers take from, in
one line for the whole site, and not in the line of the one worker that happened to look first.

Requests that may write have threads of their own, and a line of their own: they wait for one another and for ingest
where the database lets one write at a time, and a few of them would hold up every page.
"""

import contextlib
import os
import re
import selectors
import socket
import tempfile
import threading
import time
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO, Any

from gunicorn.http import wsgi
from gunicorn.workers import gthread

from archive.stopping import PromptWorker
from archive.trust import is_trusted

HEAD_SECONDS = 10.0
BODY_SECONDS = 30.0  # and as many more as its bytes take at SLOWEST
SEND_SECONDS = 30.0  # likewise
LINGER_SECONDS = 2.0  # for a client to have read the last bytes before the connection goes
SLOWEST = 32 * 1024  # bytes a second
LARGEST_HEAD = 64 * 1024
IN_MEMORY = 256 * 1024  # bytes of a body or an answer; of more, all lie in a file without a name
ENOUGH = 1024 * 1024  # bytes that wait for a client before no more of its answer is made
LARGEST_WAITING = (
    1024 * 1024 * 1024
)  # bytes of bodies that are being taken in at once, of all clients of a worker
WRITERS = 2  # requests of a worker that have a thread at once and may write
PIECE = 64 * 1024
AT_ONCE = 16  # pieces taken from one client before another has its turn

READS = re.compile(rb"(?:GET|HEAD|OPTIONS) ")
LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*([^\r\n]*?)[ \t]*(?=\r\n)", re.IGNORECASE)
CODING = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
EXPECT = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
FORWARDED = re.compile(rb"\r\nx-forwarded-for[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)

SENTENCES = {
    400: ("Bad Request", "This is no request that can be understood."),
    408: ("Request Timeout", "The request did not come in time."),
    411: ("Length Required", "Say how long the body is: what has no length is not taken."),
    413: ("Content Too Large", "That is more than is taken at once. Nothing of it was kept."),
    429: ("Too Many Requests", "Too many connections of one address at once. Try again in a moment."),
    431: ("Request Header Fields Too Large", "The head of the request is too long."),
    503: ("Service Unavailable", "Too much is being sent at once. Try again in a moment."),
}


class RequestRefused(Exception):
    """A request is not taken; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def body_length(head: bytes, largest: int) -> int:
    """Return the bytes of the body that a head announces. Raises RequestRefused for one that is not taken.

    The head is whole, from the request line to the empty line.
    """
    if CODING.search(head):
        raise RequestRefused(411)
    given = set(LENGTH.findall(head))
    if not given:
        return 0
    value = given.pop()
    if given or not re.fullmatch(rb"[0-9]{1,18}", value):
        raise RequestRefused(400)
    if int(value) > largest:
        raise RequestRefused(413)
    return int(value)


def answer_for(status: int) -> bytes:
    reason, sentence = SENTENCES[status]
    body = sentence.encode() + b"\n"
    head = (
        f"HTTP/1.1 {status} {reason}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


class Spool:
    """Bytes that are put in at one end and taken out at the other; many of them lie in a file."""

    def __init__(self) -> None:
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self.start = self.end = 0

    def __len__(self) -> int:
        return self.end - self.start

    def put(self, data: bytes) -> None:
        self.file.seek(self.end)
        self.file.write(data)
        self.end += len(data)

    def look(self, size: int) -> bytes:
        self.file.seek(self.start)
        return self.file.read(min(size, len(self)))

    def drop(self, size: int) -> None:
        self.start += size
        if self.start == self.end:
            self.file.seek(0)
            self.file.truncate()
            self.start = self.end = 0

    def close(self) -> None:
        self.file.close()


class Patient:
    """A socket as a thread sees it: reads what came, writes what will be sent, and waits for nobody."""

    def __init__(self, real: socket.socket) -> None:
        self.real = real
        self.real.setblocking(False)
        self.inbox, self.outbox = Spool(), Spool()
        self.lock = threading.Condition()
        self.broken = False

    def fileno(self) -> int:
        return self.real.fileno()

    def recv(self, size: int, *_: Any) -> bytes:
        data = self.inbox.look(size)
        self.inbox.drop(len(data))
        return data

    def send(self, data: Any, *_: Any) -> int:
        """Take all of it, at once or for later."""
        self.sendall(data)
        return len(data)

    def sendall(self, data: Any, *_: Any) -> None:
        with self.lock:
            if self.broken:
                raise BrokenPipeError
            view = memoryview(data)
            if not len(self.outbox):
                view = view[self.try_send(view) :]
            if len(view):
                self.outbox.put(bytes(view))

    def try_send(self, data: Any) -> int:
        try:
            return self.real.send(data)
        except (BlockingIOError, InterruptedError):
            return 0
        except OSError:
            self.broken = True
            raise

    def flush(self) -> None:
        """Send what the client takes now. Raises OSError if it is gone."""
        with self.lock:
            for _ in range(AT_ONCE):
                data = self.outbox.look(PIECE)
                sent = self.try_send(data) if data else 0
                self.outbox.drop(sent)
                if sent < len(data) or not data:
                    break

    def close(self) -> None:
        self.broken = True
        self.real.close()

    def shutdown(self, how: int) -> None:
        """What is to be sent still is: the loop ends the connection."""

    def setblocking(self, flag: bool) -> None:
        """It never blocks."""

    def settimeout(self, value: float | None) -> None:
        """What a thread reads is there already."""

    def gettimeout(self) -> float | None:
        return None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


@dataclass(slots=True)
class Answering:
    """An answer that is made piece by piece."""

    req: Any
    environ: Any
    resp: Any
    pieces: Any
    rest: Any
    start: datetime

    def go_on(self, sock: "Patient") -> bool:
        """Make more of it; return whether it is whole."""
        for piece in self.rest:
            self.resp.write(piece)
            if len(sock.outbox) > ENOUGH:
                return False
        self.resp.close()
        return True


class Connection(gthread.TConn):  # type: ignore[misc]
    """A connection with its stage, its deadline, and whom it counts for."""

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(cfg, Patient(sock), client, server)
        self.initialized = False
        self.data_ready = (
            True  # gunicorn's own waiting is not needed: a request is whole when a thread gets it
        )
        self.stage = "head"
        self.deadline = 0.0
        self.needed = 0  # bytes of the request, once its head is known
        self.head = bytearray()
        self.idle = True  # nothing of the next request has come
        self.first = True
        self.keep = False  # after what is being sent
        self.may_write = False
        self.counted: list[str] = []
        self.answering: Answering | None = None

    def init(self) -> None:
        super().init()
        self.sock.real.setblocking(False)


class Worker(PromptWorker):
    alive: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.live: set[Connection] = set()
        self.of_address: Counter[str] = Counter()
        self.waiting_bytes = 0
        self.in_threads = 0  # requests that only read, and that a thread has or that wait for one
        self.writing = 0  # those that may write, and that a thread has
        self.writers_in_line: deque[Connection] = deque()
        self.largest = int(os.environ.get("ONRECORD_MAX_UPLOAD_BYTES") or 256 * 1024 * 1024) + 1024 * 1024
        self.most = int(os.environ.get("ONRECORD_CONNECTIONS_PER_ADDRESS") or 24)

    def get_thread_pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max_workers=self.cfg.threads + WRITERS)

    # Taken in

    def set_accept_enabled(self, enabled: bool) -> None:
        """Accept, but only while a reader's thread is free. Gunicorn's loop asks for it anew in each of its turns.

        One reader is always let in; the others leave the processor to whoever writes, whom all others wait for.
        """
        free = self.in_threads < max(1, self.cfg.threads - self.writing)
        super().set_accept_enabled(enabled and free)

    def give_to_thread(self, conn: Connection) -> None:
        conn.stage, conn.deadline = "thread", float("inf")
        if not conn.may_write:
            self.in_threads += 1
        elif self.writing < WRITERS:
            self.writing += 1
        else:
            self.writers_in_line.append(conn)
            return
        self.enqueue_req(conn)
        self.set_accept_enabled(self._accepting)

    def accept(self, listener: socket.socket) -> bool:
        """Take in who stands first in line; return whether somebody did."""
        try:
            sock, client = listener.accept()
        except ConnectionAbortedError:
            return True  # and has left
        except (BlockingIOError, InterruptedError):
            return False
        self.nr_conns += 1
        conn = Connection(self.cfg, sock, client, listener.getsockname())
        self.live.add(conn)
        address = client[0] if isinstance(client, tuple) else ""
        if address and not is_trusted(address) and not self.count(conn, address):
            self.refuse(conn, 429)
            return True
        self.await_head(conn)
        return True

    def count(self, conn: Connection, address: str) -> bool:
        """Count a connection for an address; return whether it may have one more."""
        if self.of_address[address] >= self.most:
            return False
        self.of_address[address] += 1
        conn.counted.append(address)
        return True

    def await_head(self, conn: Connection) -> None:
        conn.stage, conn.needed, conn.head = "head", 0, bytearray()
        conn.idle = not len(conn.sock.inbox)
        conn.deadline = time.monotonic() + (
            HEAD_SECONDS if conn.first or not conn.idle else self.cfg.keepalive
        )
        if not conn.idle:  # sent behind the request before
            conn.head += conn.sock.inbox.look(LARGEST_HEAD)
            if self.advance(conn):
                return
        self.watch(conn, selectors.EVENT_READ)

    def watch(self, conn: Connection, events: int) -> None:
        try:
            self.poller.modify(conn.sock.real, events, partial(self.on_ready, conn))
        except KeyError:
            self.poller.register(conn.sock.real, events, partial(self.on_ready, conn))

    def unwatch(self, conn: Connection) -> None:
        with contextlib.suppress(KeyError, ValueError, OSError):
            self.poller.unregister(conn.sock.real)

    def on_ready(self, conn: Connection, _: Any) -> None:
        try:
            if conn.stage == "sending":
                conn.sock.flush()
                if not len(conn.sock.outbox):
                    self.sent(conn)
            elif conn.stage == "lingering":
                if not conn.sock.real.recv(PIECE):
                    self.end(conn)
            else:
                self.take(conn)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.end(conn)

    def take(self, conn: Connection) -> None:
        for _ in range(AT_ONCE):
            data = conn.sock.real.recv(PIECE)
            if not data:
                self.end(conn)
                return
            if conn.idle:
                conn.idle = False
                conn.deadline = time.monotonic() + HEAD_SECONDS
            conn.sock.inbox.put(data)
            if conn.stage == "head":
                conn.head += data
            else:
                self.waiting_bytes += len(data)
            if self.advance(conn):
                return

    def advance(self, conn: Connection) -> bool:
        """Go on with what came: return whether the loop has nothing more to read for now."""
        try:
            if conn.stage == "head":
                end = conn.head.find(b"\r\n\r\n")
                if end < 0:
                    if len(conn.head) > LARGEST_HEAD:
                        raise RequestRefused(431)
                    return False
                self.begin_body(conn, bytes(conn.head[: end + 4]))
        except RequestRefused as refusal:
            self.refuse(conn, refusal.status)
            return True
        if len(conn.sock.inbox) < conn.needed:
            return False
        self.unwatch(conn)
        self.release_bytes(conn)
        conn.first = False
        self.give_to_thread(conn)
        return True

    def begin_body(self, conn: Connection, head: bytes) -> None:
        length = body_length(head, self.largest)
        if self.waiting_bytes + length > LARGEST_WAITING and length > PIECE:
            raise RequestRefused(503)
        self.count_forwarded(conn, head)
        conn.needed = len(head) + length
        conn.may_write = READS.match(head) is None
        conn.stage = "body"
        conn.head = bytearray()
        conn.deadline = time.monotonic() + BODY_SECONDS + length / SLOWEST
        self.waiting_bytes += len(conn.sock.inbox)
        if length and EXPECT.search(head) and len(conn.sock.inbox) < conn.needed:
            conn.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")

    def count_forwarded(self, conn: Connection, head: bytes) -> None:
        """Behind a trusted proxy, count by the address that it wrote down last."""
        peer = conn.client[0] if isinstance(conn.client, tuple) else ""
        found = FORWARDED.findall(head)
        if not found or not is_trusted(peer):
            return
        self.uncount(conn)
        address = found[-1].decode("latin-1").rpartition(",")[2].strip()
        if address and not is_trusted(address) and not self.count(conn, address):
            raise RequestRefused(429)

    # In a thread

    def handle(self, conn: Connection) -> bool:
        if conn.answering is None:
            return bool(super().handle(conn))
        try:
            return self.go_on(conn)
        except OSError:  # the reader has gone
            conn.sock.broken = True
            return False
        except Exception:
            self.log.exception("An answer broke off")
            conn.sock.broken = True
            return False

    def handle_request(self, req: Any, conn: Connection) -> bool:
        """Answer a request as gunicorn does, but make a long answer as its reader takes it."""
        self.cfg.pre_request(self, req)
        start = datetime.now()
        resp, environ = wsgi.create(req, conn.sock, conn.client, conn.server, self.cfg)
        environ["wsgi.multithread"] = True
        self.nr += 1
        if self.nr >= self.max_requests and self.alive:
            self.log.info("Autorestarting worker after current request.")
            self.retiring, self.alive = True, False
        if not self.alive or not self.cfg.keepalive or self.nr_conns > self.max_keepalived:
            resp.force_close()
        pieces = self.wsgi(environ, resp.start_response)
        conn.answering = Answering(req, environ, resp, pieces, iter(pieces), start)
        try:
            return self.go_on(conn)
        except OSError:  # the reader has gone
            conn.sock.broken = True
            return False
        except Exception:
            if not resp.headers_sent:
                raise
            self.log.exception("An answer broke off")
            conn.sock.broken = True
            return False

    def go_on(self, conn: Connection) -> bool:
        """Make what the reader has room for; return whether the connection may be used again."""
        answering = conn.answering
        assert answering is not None
        whole = False
        try:
            whole = answering.go_on(conn.sock)
            return whole and not answering.resp.should_close()
        except BaseException:
            whole = True
            raise
        finally:
            if whole:
                self.finish_answer(conn)

    def finish_answer(self, conn: Connection) -> None:
        answering, conn.answering = conn.answering, None
        if answering is None:
            return
        self.log.access(answering.resp, answering.req, answering.environ, datetime.now() - answering.start)
        if hasattr(answering.pieces, "close"):
            answering.pieces.close()
        self.cfg.post_request(self, answering.req, answering.environ, answering.resp)

    # Given back by a thread

    def finish_request(self, conn: Connection, fs: Any) -> None:
        if not conn.may_write:
            self.in_threads -= 1
        else:
            self.writing -= 1
            if self.writers_in_line:
                self.give_to_thread(self.writers_in_line.popleft())
        try:
            conn.keep = bool(fs.result()) if not fs.cancelled() else False
        except Exception:
            conn.keep = False
        if conn.sock.broken:
            self.end(conn)
            return
        if conn.keep and conn.parser.unreader.buf.getvalue():  # read ahead into the next request
            ahead = conn.parser.unreader.take_buffered() + conn.sock.inbox.look(len(conn.sock.inbox))
            conn.sock.inbox.drop(len(conn.sock.inbox))
            conn.sock.inbox.put(ahead)
        self.send(conn)

    def send(self, conn: Connection) -> None:
        conn.stage = "sending"
        conn.deadline = time.monotonic() + SEND_SECONDS + len(conn.sock.outbox) / SLOWEST
        if len(conn.sock.outbox):
            self.watch(conn, selectors.EVENT_WRITE)
        else:
            self.sent(conn)

    def sent(self, conn: Connection) -> None:
        if conn.answering is not None:  # there is more to make
            self.unwatch(conn)
            self.give_to_thread(conn)
            return
        if conn.keep:
            self.await_head(conn)
            if conn.stage == "head" and not self.alive:
                conn.deadline = min(conn.deadline, time.monotonic() + gthread.STOP_KEEPALIVE_LINGER)
            return
        conn.stage, conn.deadline = "lingering", time.monotonic() + LINGER_SECONDS
        try:
            conn.sock.real.shutdown(socket.SHUT_WR)
        except OSError:
            self.end(conn)
            return
        self.watch(conn, selectors.EVENT_READ)

    def refuse(self, conn: Connection, status: int) -> None:
        conn.keep = False
        with contextlib.suppress(OSError):
            conn.sock.sendall(answer_for(status))
        self.send(conn)

    def end(self, conn: Connection) -> None:
        if conn not in self.live:
            return
        self.live.discard(conn)
        if conn.answering is not None:
            self.tpool.submit(self.finish_answer, conn)
        self.unwatch(conn)
        self.release_bytes(conn)
        self.uncount(conn)
        self.nr_conns -= 1
        conn.sock.close()
        conn.sock.inbox.close()
        conn.sock.outbox.close()

    def release_bytes(self, conn: Connection) -> None:
        if conn.stage == "body":
            self.waiting_bytes = max(0, self.waiting_bytes - len(conn.sock.inbox))

    def uncount(self, conn: Connection) -> None:
        while conn.counted:
            address = conn.counted.pop()
            self.of_address[address] -= 1
            if self.of_address[address] <= 0:
                del self.of_address[address]

    # Deadlines: gunicorn's loop asks at least once a second

    def murder_pending(self) -> None:
        now = time.monotonic()
        for conn in [one for one in self.live if one.deadline <= now]:
            if conn.stage == "body" or (conn.stage == "head" and not conn.idle):
                self.release_bytes(conn)
                self.refuse(conn, 408)
            else:
                self.end(conn)

    def murder_keepalived(self, force: bool = False) -> None:
        if force:
            for conn in list(self.live):
                if conn.stage != "thread":
                    self.end(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        for conn in self.live:
            if conn.stage == "head" and conn.idle:
                conn.deadline = min(conn.deadline, deadline)
