"""An address becomes its bytes: asked politely, followed where it leads, refused with the reason.

    fetcher.fetch("https://courier.example/feed", etag=kept)  # Fetched, or raises Unfetchable

Each place that a redirect leads to is an address like the first: its spelling, its robots.txt, the turn with its
host and the machines behind its name are looked at anew.
"""

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from .addresses import Address, parse_address, shown_address
from .exchange import ServerAnswer, Wire
from .faults import HostHeld, Unfetchable
from .hosts import Hosts
from .reach import Reach
from .robots import LARGEST, Robots

logger = logging.getLogger(__name__)

LEADS_ON = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
MOST_REDIRECTS = 10
MOST_OF_ROBOTS = 5
WITHOUT_TERM = 60.0  # seconds that a host rests which is overloaded and does not say for how long
ACCEPTS = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,"
    "application/pdf;q=0.9,*/*;q=0.8"
)
# What a status says, where the number alone says little.
STATUS_WORDS = {
    401: "it is for those alone who have a password there",
    402: "it is for those alone who pay there",
    403: "its site does not let us have it",
    404: "there is no such page (any more)",
    407: "the proxy wants a password",
    410: "the page was taken away for good",
    429: "its site wants fewer requests",
    451: "its site may not show it, for reasons of law",
}
PASSING = {408, 421, 423, 425, 429}


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """A step on the way: which address led on, and with which status."""

    status: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of an address. `address` is where it was found in the end, behind all redirects.

    `unchanged`: it is as it was when the `etag` or the `modified` was told that we sent; there is no body then.
    Whoever takes it closes the body.
    """

    asked: str
    address: str
    status: int
    redirects: tuple[Redirect, ...] = ()
    body: BinaryIO | None = None
    size: int = 0
    kind: str = ""  # "text/html"
    charset: str = ""
    language: str = ""
    etag: str = ""
    modified: str = ""

    @property
    def unchanged(self) -> bool:
        return self.body is None

    @property
    def moved(self) -> str:
        """The address that the site says is to be asked from now on; "" where it says no such thing."""
        for_good = self.redirects and all(step.status in FOR_GOOD for step in self.redirects)
        return self.address if for_good else ""


@dataclass(slots=True)
class Fetcher:
    """Asks for addresses. May be used from several threads, for several hosts."""

    reach: Reach
    hosts: Hosts
    agent: str
    wire: Wire = field(default_factory=Wire)
    robots: Robots = field(init=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[\x20-\x7e]+", self.agent):
            raise ValueError("the user agent has to be one line of plain letters")
        product = re.match(r"[A-Za-z_-]+", self.agent)
        self.robots = Robots(product[0] if product else self.agent, self.ask_robots)

    def fetch(self, told: str, *, etag: str = "", modified: str = "", patience: float = 120.0) -> Fetched:
        """Return what an address holds now. Raise Unfetchable, in a sentence, where nothing can be had.

        `etag` and `modified` are what the server told with what is held of it. HostHeld is raised where the
        host is not to be asked within `patience` seconds.
        """
        address = parse_address(told, self.reach.ports)
        conditions = {"If-None-Match": sendable(etag), "If-Modified-Since": sendable(modified)}
        headers = {"Accept": ACCEPTS, **{name: value for name, value in conditions.items() if value}}
        redirects: list[Redirect] = []
        been = {address.whole}
        while True:
            with telling_where(address, redirects):
                answer = self.ask(address, headers, self.robots.pause(address), patience)
                if answer.status not in LEADS_ON or not answer.header("Location"):
                    return taken_from_answer(told, address, tuple(redirects), answer, len(headers) > 1)
                redirects.append(Redirect(status=answer.status, address=address.whole))
                address = self.next_of(address, answer, been, len(redirects), MOST_REDIRECTS)

    def next_of(
        self, address: Address, answer: ServerAnswer, been: set[str], steps: int, most: int
    ) -> Address:
        """Return where a redirect leads. Raise Unfetchable if it leads in a circle, or on and on."""
        following = address.link(answer.header("Location"), self.reach.ports)
        if following.whole in been:
            raise Unfetchable("its redirects lead in a circle")
        if steps > most:
            raise Unfetchable(f"it leads on more than {most} times")
        been.add(following.whole)
        logger.debug("%s leads to %s", shown_address(address.whole), shown_address(following.whole))
        return following

    def ask(
        self,
        address: Address,
        headers: dict[str, str],
        pause: float,
        patience: float,
        cut: int = 0,
    ) -> ServerAnswer:
        """Ask a host when it is its turn, and let it rest as it wants."""
        with self.hosts.turn(address.host, patience) as turn:
            turn.rest = max(turn.rest, pause)
            answer = self.wire.ask(
                address,
                self.reach.machines(address),
                {"User-Agent": self.agent, **headers},
                lambda status: status in (200, 203),
                cut,
            )
            if answer.status in (429, 503):
                turn.rest = max(turn.rest, rest_told(answer.header("Retry-After")))
        logger.debug("%s answered %s", shown_address(address.whole), answer.status)
        if answer.status in (429, 503) and not cut:
            raise Unfetchable(
                words_of_status(answer.status),
                passing=True,
                until=time.time() + turn.rest,
                status=answer.status,
            )
        return answer

    def ask_robots(self, address: Address) -> tuple[int, bytes]:
        """Return the status and the bytes of a robots.txt; redirects are followed, wherever they lead."""
        been = {address.whole}
        for steps in range(1, MOST_OF_ROBOTS + 2):
            answer = self.ask(address, {"Accept": "text/plain,*/*;q=0.8"}, 0.0, 120.0, cut=LARGEST)
            if answer.status not in LEADS_ON or not answer.header("Location"):
                break
            address = self.next_of(address, answer, been, steps, MOST_OF_ROBOTS)
        if answer.body is None:
            return answer.status, b""
        with answer.body as body:
            return 200, body.read(LARGEST)


@contextmanager
def telling_where(address: Address, redirects: list[Redirect]) -> Iterator[None]:
    """Say of what goes wrong behind a redirect where that is."""
    try:
        yield
    except HostHeld:
        raise
    except Unfetchable as fault:
        if not redirects:
            raise
        raise Unfetchable(
            f"it leads to {shown_address(address.whole)}, and there: {fault}",
            passing=fault.passing,
            until=fault.until,
            status=fault.status,
        ) from None


def taken_from_answer(
    told: str, address: Address, redirects: tuple[Redirect, ...], answer: ServerAnswer, conditional: bool
) -> Fetched:
    """Return what an answer holds; raise Unfetchable where it holds nothing."""
    if answer.body is None and not (answer.status == 304 and conditional):
        passing = answer.status in PASSING or answer.status >= 500
        raise Unfetchable(words_of_status(answer.status), passing=passing, status=answer.status)
    if answer.body is not None and not answer.size:
        answer.body.close()
        raise Unfetchable("it is empty", passing=True, status=answer.status)
    return Fetched(
        asked=told.strip(),
        address=address.whole,
        status=answer.status,
        redirects=redirects,
        body=answer.body,
        size=answer.size,
        kind=answer.headers.get_content_type() if answer.headers.get("Content-Type") else "",
        charset=sendable(str(answer.headers.get_param("charset") or ""))[:40],
        language=answer.header("Content-Language")[:40],
        etag=sendable(answer.header("ETag")),
        modified=sendable(answer.header("Last-Modified")),
    )


def words_of_status(status: int) -> str:
    if status in STATUS_WORDS:
        return f"{STATUS_WORDS[status]} (the server answered {status})"
    if status >= 500:
        return f"its site has trouble of its own (the server answered {status})"
    return f"there is no page in what the server answered ({status})"


def rest_told(told: str) -> float:
    """Return the seconds of a Retry-After, which has a number of them or a date."""
    if re.fullmatch(r"\d{1,9}", told, re.ASCII):
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, OverflowError):
        return WITHOUT_TERM


def sendable(value: str) -> str:
    """Return what can be sent in a header and kept in a column, "" for what cannot."""
    return value if re.fullmatch(r"[\x20-\x7e]{1,300}", value) else ""
