"""A web server on this machine that answers as it is told to, byte for byte, and remembers who asked."""

import gzip
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from statements.network.exchange import Bounds, Wire
from statements.network.fetching import Fetcher
from statements.network.hosts import Hosts
from statements.network.reach import Reach, parse_networks

Respond = Callable[[socket.socket], None]
QUICK = Bounds(seconds=1.5, connecting=1.5, silent=0.8, size=300_000)


def reply(body: bytes | str = b"", status: int = 200, reason: str = "Said", **headers: str) -> bytes:
    """Return an answer as bytes; headers are named with _ for -. An empty one leaves a usual one out."""
    data = body.encode() if isinstance(body, str) else body
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in told.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + data


def redirect(address: str, status: int = 302) -> bytes:
    return reply(b"", status, Location=address)


def packed(body: bytes, **headers: str) -> bytes:
    return reply(gzip.compress(body, mtime=0), Content_Encoding="gzip", **headers)


def drip(first: bytes, then: bytes = b"x", pause: float = 0.1, most: int = 200) -> Respond:
    """Send the first bytes at once and then one piece after the other, slowly."""

    def respond(connection: socket.socket) -> None:
        connection.sendall(first)
        for _ in range(most):
            time.sleep(pause)
            connection.sendall(then)

    return respond


def endless(first: bytes, piece: bytes = b"x" * 65536) -> Respond:
    def respond(connection: socket.socket) -> None:
        connection.sendall(first)
        for _ in range(5000):
            connection.sendall(piece)

    return respond


@dataclass(slots=True)
class Asked:
    """A request as it came: when, the path, and the headers by small letters."""

    at: float
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """A server. `pages` has what is answered by path: bytes, or what writes them; anything else is 404."""

    pages: dict[str, bytes | Respond | Callable[[Asked], bytes]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    tls: object = None

    def __post_init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listening.getsockname()[1])
        self.lock = threading.Lock()
        threading.Thread(target=self.accept, daemon=True).start()

    def address(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def accept(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[connection], daemon=True).start()

    def serve(self, connection: socket.socket) -> None:
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection:
                self.answer(connection)
        except OSError:
            pass  # whoever asked has gone: that is what most tests are about
        finally:
            with self.lock:
                self.at_once -= 1

    def answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(4096)
            if not more:
                return
            head += more
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines) if n}
        asked = Asked(time.monotonic(), first.split(" ")[1], headers)
        self.asked.append(asked)
        answer = self.pages.get(asked.path, reply(b"nothing here", 404))
        if isinstance(answer, bytes):
            connection.sendall(answer)
        elif getattr(answer, "looks", False):
            connection.sendall(answer(asked))
        else:
            answer(connection)

    def close(self) -> None:
        self.listening.close()


def looking(answer: Callable[[Asked], bytes]) -> Callable[[Asked], bytes]:
    """Mark what makes its answer of the request."""
    answer.looks = True
    return answer


def conditional(body: bytes | str, etag: str = '"v1"') -> Callable[[Asked], bytes]:
    """ServerAnswer 304 to whoever has this version."""
    return looking(
        lambda asked: (
            reply(b"", 304, ETag=etag)
            if asked.headers.get("if-none-match") == etag
            else reply(body, ETag=etag)
        )
    )


def make_fetcher(
    folder: Path,
    *sites: Site,
    networks: str = "127.0.0.0/8",
    names: dict[str, list[str]] | None = None,
    bounds: Bounds = QUICK,
    pause: float = 0.0,
    wire: Wire | None = None,
) -> Fetcher:
    """Return a fetcher that may ask these sites, and knows these names beside addresses of IP."""

    def resolve(host: str, port: int) -> list[str]:
        if names and host in names:
            return names[host]
        if host[0].isdigit() or ":" in host:
            return [host]
        raise OSError("no such name")

    return Fetcher(
        reach=Reach(
            networks=parse_networks(networks),
            ports=frozenset({80, 443, *(site.port for site in sites)}),
            resolve=resolve,
        ),
        hosts=Hosts(folder / "hosts", pause=pause),
        agent="OnRecord/0.2 (+mailto:desk@record.example)",
        wire=wire or Wire(bounds=bounds),
    )
