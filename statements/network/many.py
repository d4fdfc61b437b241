"""Many addresses of many hosts: several hosts at once, each asked for one address after the other."""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .addresses import parse_address, shown_address
from .faults import HostHeld, Unfetchable
from .fetching import Fetched, Fetcher

logger = logging.getLogger(__name__)

AT_ONCE = 8  # hosts
AHEAD = 24  # answers that wait to be taken
TOGETHER = 40  # answers that are given at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """An address that is wanted, with what its server told of what is held of it. `key` is the asker's own."""

    key: int
    address: str
    etag: str = ""
    modified: str = ""


Came = tuple[Asking, Fetched | Unfetchable]


def fetch_many(
    fetcher: Fetcher,
    wanted: Sequence[Asking],
    *,
    seconds: float,
    patience: float,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[list[Came]]:
    """Yield what came, as it comes, some at a time; each address once.

    After `seconds` no more are asked for: what is not yielded was not asked. Where a host wants to be left alone,
    its other addresses are yielded with the same HostHeld, and not asked for.
    """
    hosts: dict[str, list[Asking]] = {}
    faults: list[Came] = []
    for one in wanted:
        try:
            hosts.setdefault(parse_address(one.address, fetcher.reach.ports).host, []).append(one)
        except Unfetchable as fault:
            faults.append((one, fault))
    if faults:
        yield faults
    crew = Crew(fetcher, deque(hosts.values()), time.monotonic() + seconds, patience, stopped)
    try:
        yield from crew.answers()
    finally:
        crew.ended.set()


class Crew:
    """Threads that ask hosts, each one host at a time."""

    def __init__(
        self,
        fetcher: Fetcher,
        hosts: deque[list[Asking]],
        deadline: float,
        patience: float,
        stopped: Callable[[], bool],
    ) -> None:
        self.fetcher, self.hosts, self.deadline = fetcher, hosts, deadline
        self.patience, self.stopped = patience, stopped
        self.ended = threading.Event()
        self.came: queue.Queue[Came | None] = queue.Queue(AHEAD)
        # Daemons: a process that is told to stop does not wait for a server that drips.
        self.threads = [
            threading.Thread(target=self.work, daemon=True, name=f"fetch {n}")
            for n in range(min(AT_ONCE, len(hosts)))
        ]

    def answers(self) -> Iterator[list[Came]]:
        for thread in self.threads:
            thread.start()
        working = len(self.threads)
        while working and not self.stopped():
            found: list[Came] = []
            while len(found) < TOGETHER:
                try:
                    one = self.came.get(timeout=0.5 if not found else 0.02)
                except queue.Empty:
                    break
                if one is None:
                    working -= 1
                    if not working:
                        break
                else:
                    found.append(one)
            if found:
                yield found

    def work(self) -> None:
        try:
            while not self.over():
                try:
                    addresses = self.hosts.popleft()
                except IndexError:
                    return
                self.ask_host(addresses)
        finally:
            self.give(None)

    def ask_host(self, addresses: Sequence[Asking]) -> None:
        held: HostHeld | None = None
        for one in addresses:
            if held is None and self.over():
                return
            found: Fetched | Unfetchable
            try:
                found = held or self.fetcher.fetch(
                    one.address, etag=one.etag, modified=one.modified, patience=self.patience
                )
            except HostHeld as fault:
                found = held = fault
            except Unfetchable as fault:
                found = fault
            except Exception:  # whatever one address does is that address's alone
                logger.exception("could not fetch %s", shown_address(one.address))
                found = Unfetchable(
                    "fetching it failed in a way nobody foresaw; the log says how", passing=True
                )
            self.give((one, found))

    def over(self) -> bool:
        return self.ended.is_set() or self.stopped() or time.monotonic() > self.deadline

    def give(self, one: Came | None) -> None:
        while not self.ended.is_set():
            try:
                self.came.put(one, timeout=0.2)
                return
            except queue.Full:
                continue
