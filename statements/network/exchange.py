"""One request and its answer: to a machine that was looked at before, within a time and a size, whatever it sends.

`http.client` reads what HTTP allows; here are the connection that it is given, whose every wait ends when the time
of the whole is over, and the body, which is read no further than a bound, packed and unpacked.
"""

import base64
import http.client
import io
import socket
import ssl
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from .addresses import Address
from .faults import Unfetchable
from .unpacking import ACCEPTED, BROKEN, unpackers

MEGABYTE = 1024 * 1024
CHUNK = 1 << 16
IN_MEMORY = 2 * MEGABYTE  # of a body; the rest of it lies nameless on disk
MOST_MACHINES = 4  # of a name that are tried
LONGEST_HEAD = 1 << 14  # of what a proxy says


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What an answer may take: seconds in all, to connect, and without a byte; bytes, packed and unpacked alike."""

    seconds: float = 60.0
    connecting: float = 10.0
    silent: float = 20.0
    size: int = 50 * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAnswer:
    """What a server sent: a status, headers, and of a status that was wanted the body, unpacked."""

    status: int
    headers: http.client.HTTPMessage
    body: BinaryIO | None = None
    size: int = 0

    def header(self, name: str) -> str:
        return " ".join((self.headers.get(name) or "").split())


@dataclass(slots=True)
class TimedLine:
    """A connection as `http.client` uses it, with one time for all that is read and written."""

    socket: socket.socket
    deadline: float  # of time.monotonic
    silent: float

    def left(self) -> float:
        """Return how long the next wait may be. Raises TimeoutError when the time is over."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self.silent)

    def sendall(self, data: bytes) -> None:
        self.socket.settimeout(self.left())
        self.socket.sendall(data)

    def receive(self, buffer: memoryview) -> int:
        self.socket.settimeout(self.left())
        return self.socket.recv_into(buffer)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(Incoming(self))

    def close(self) -> None:
        """Stay open: http.client lets go of a connection before its answer is read."""


class Incoming(io.RawIOBase):
    """What comes in on a line, as a file."""

    def __init__(self, line: TimedLine) -> None:
        self.line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self.line.receive(memoryview(buffer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """How connections are made: within which bounds, with which certificates believed, through which proxy.

    `proxy` is "http://host:port", with "name:word@" before the host if it wants one. It is told the addresses that
    were looked at and not the names, so that what the archive may ask does not become what the proxy may.
    """

    bounds: Bounds = field(default_factory=Bounds)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    proxy: str = ""

    def ask(
        self,
        address: Address,
        machines: Sequence[str],
        headers: Mapping[str, str],
        wanted: Callable[[int], bool],
        cut: int = 0,
    ) -> ServerAnswer:
        """Return what one of the machines answers. Raise Unfetchable, passing, where none does.

        The body is read if `wanted` says so of the status. One that is larger than the bound is refused; with
        `cut` what stands behind so many bytes is left.
        """
        deadline = time.monotonic() + self.bounds.seconds
        try:
            with closing(self.connect(address, machines, deadline)) as opened:
                return self.exchange(
                    address, TimedLine(opened, deadline, self.bounds.silent), headers, wanted, cut
                )
        except TimeoutError:
            late = time.monotonic() >= deadline
            reason = (
                f"it took longer than {self.bounds.seconds:g} seconds in all, and was given up"
                if late
                else f"nothing came for {self.bounds.silent:g} seconds, and it was given up"
            )
            raise Unfetchable(reason, passing=True) from None
        except ssl.SSLCertVerificationError as error:
            raise Unfetchable(
                f"its certificate is not believed ({error.verify_message or 'it is of somebody else'})",
                passing=True,
            ) from None
        except ssl.SSLError:
            raise Unfetchable("no safe connection to it could be made", passing=True) from None
        except http.client.IncompleteRead:
            raise Unfetchable("it broke off before its end", passing=True) from None
        except (http.client.HTTPException, ValueError):
            raise Unfetchable("what answers there does not speak HTTP as it should", passing=True) from None
        except OSError as error:
            reason = error.strerror or "the connection broke"
            raise Unfetchable(f"there was no connection to it: {reason.lower()}", passing=True) from None

    def connect(self, address: Address, machines: Sequence[str], deadline: float) -> socket.socket:
        """Return a connection to the first machine that takes one, encrypted for https."""
        last: OSError = ConnectionError("no machine to ask")
        for machine in machines[:MOST_MACHINES]:
            left = min(self.bounds.connecting, deadline - time.monotonic())
            if left <= 0:
                raise TimeoutError
            try:
                opened = self.reach(machine, address.port, left)
            except OSError as error:
                last = error
                continue
            try:
                if address.scheme == "http":
                    return opened
                opened.settimeout(left)
                return self.tls.wrap_socket(opened, server_hostname=address.host)
            except BaseException:
                opened.close()
                raise
        if isinstance(last, TimeoutError):
            raise Unfetchable("nobody answers there", passing=True) from None
        raise last

    def reach(self, machine: str, port: int, seconds: float) -> socket.socket:
        """Return a connection to a machine, through the proxy if there is one."""
        if not self.proxy:
            return dial(machine, port, seconds)
        parts = urlsplit(self.proxy)
        opened = socket.create_connection((parts.hostname or "", parts.port or 3128), timeout=seconds)
        try:
            beyond = f"[{machine}]:{port}" if ":" in machine else f"{machine}:{port}"
            asked = f"CONNECT {beyond} HTTP/1.1\r\nHost: {beyond}\r\n"
            if parts.username:
                told = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
                asked += f"Proxy-Authorization: Basic {base64.b64encode(told).decode()}\r\n"
            opened.sendall(f"{asked}\r\n".encode())
            head = b""
            while b"\r\n\r\n" not in head:
                more = opened.recv(1)  # no byte of what comes behind it
                if not more or len(head) > LONGEST_HEAD:
                    raise ConnectionError("the proxy does not answer as one")
                head += more
            if head.split(b" ", 2)[1:2] != [b"200"]:
                raise ConnectionError("the proxy does not let it through")
        except BaseException:
            opened.close()
            raise
        return opened

    def exchange(
        self,
        address: Address,
        line: TimedLine,
        headers: Mapping[str, str],
        wanted: Callable[[int], bool],
        cut: int,
    ) -> ServerAnswer:
        connection = http.client.HTTPConnection(address.host, address.port)
        connection.sock = cast(Any, line)
        connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
        told = {"Host": address.netloc, "Accept-Encoding": ACCEPTED, "Connection": "close", **headers}
        for name, value in told.items():
            connection.putheader(name, value)
        connection.endheaders()
        with closing(connection.getresponse()) as response:
            if not wanted(response.status):
                return ServerAnswer(status=response.status, headers=response.headers)
            body, length = read_body(response, self.bounds.size, cut)
            return ServerAnswer(status=response.status, headers=response.headers, body=body, size=length)


def dial(machine: str, port: int, seconds: float) -> socket.socket:
    """Return a connection to an IP address: nothing is resolved any more."""
    opened = socket.socket(socket.AF_INET6 if ":" in machine else socket.AF_INET, socket.SOCK_STREAM)
    try:
        opened.settimeout(seconds)
        opened.connect((machine, port))
    except BaseException:
        opened.close()
        raise
    return opened


def read_body(response: http.client.HTTPResponse, most: int, cut: int = 0) -> tuple[BinaryIO, int]:
    """Return the body of an answer, unpacked, and its length. Raise Unfetchable if it is longer, or broke off.

    With `cut` so many bytes of it, or some more.
    """
    too_long = f"it is larger than {most / MEGABYTE:g} MB, the most that is fetched"
    if response.length is not None and response.length > most and not cut:
        raise Unfetchable(too_long)
    layers = unpackers(response.getheader("Content-Encoding") or "")
    found = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115, who reads it closes it
    came = kept = 0
    try:
        while (not cut or kept < cut) and (more := response.read(CHUNK)):
            came += len(more)
            for layer in layers:
                more = layer.feed(more, most)
            kept += len(more)
            if came > most or kept > most:
                raise Unfetchable(too_long)
            found.write(more)
        if not cut and response.length:
            raise Unfetchable(
                f"it broke off: {came:,} bytes came of {came + response.length:,}", passing=True
            )
        if not cut and came and not all(layer.done for layer in layers):
            raise Unfetchable(BROKEN, passing=True)
    except BaseException:
        with suppress(OSError):
            found.close()
        raise
    found.seek(0)
    return cast(BinaryIO, found), kept
