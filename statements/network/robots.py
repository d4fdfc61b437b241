"""What a site asks of robots, in its robots.txt: what to leave alone, and how long to pause (RFC 9309)."""

import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from protego import Protego

from .addresses import Address
from .faults import HostHeld, Unfetchable

LARGEST = 512 * 1024  # bytes; what stands behind is not read, as RFC 9309 has it
KEPT = 24 * 3600.0  # seconds, likewise
AGAIN = 600.0  # seconds until a site is asked again that could not give it
MOST_SITES = 2000
AGENT = re.compile(r"\s*user[- ]?agent\b\s*:?([^#]*)", re.I)
SOMEBODY_ELSE = "~"
Ask = Callable[[Address], tuple[int, bytes]]  # the status of a robots.txt and its bytes


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site asks of us. `rules` is None where it asks for nothing."""

    until: float
    rules: Protego | None = None
    fault: str = ""  # why nothing of the site may be asked for now


@dataclass(slots=True)
class Robots:
    """What sites ask of a robot of this name, each asked once a day."""

    name: str  # the product of the user agent: "OnRecord"
    ask: Ask
    known: OrderedDict[str, Rules] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def pause(self, address: Address) -> float:
        """Return the seconds that a site wants between requests, 0 if it says nothing.

        Raise Unfetchable if it wants this address left alone, or if what it wants cannot be known now.
        """
        found = self.rules_of(address)
        if found.fault:
            raise Unfetchable(found.fault, passing=True)
        if found.rules is None:
            return 0.0
        if not found.rules.can_fetch(address.target, self.name):
            raise Unfetchable("its site asks robots to leave this address alone (robots.txt)")
        return min(float(found.rules.crawl_delay(self.name) or 0.0), KEPT)

    def rules_of(self, address: Address) -> Rules:
        with self.lock:
            found = self.known.get(address.site)
        if found is None or found.until < time.monotonic():
            found = self.read(address)
            with self.lock:
                self.known[address.site] = found
                self.known.move_to_end(address.site)
                while len(self.known) > MOST_SITES:
                    self.known.popitem(last=False)
        return found

    def read(self, address: Address) -> Rules:
        """Ask a site. What is not there forbids nothing; what cannot be had now forbids everything for now."""
        now = time.monotonic()
        try:
            status, data = self.ask(address.link("/robots.txt", frozenset({address.port})))
        except HostHeld:
            raise
        except Unfetchable as fault:
            if not fault.passing:
                return Rules(now + KEPT)  # it leads nowhere: as if it were not there
            return Rules(now + AGAIN, fault=f"its robots.txt could not be had: {fault}")
        if status == 429 or status >= 500:
            return Rules(now + AGAIN, fault=f"its robots.txt could not be had: the server answered {status}")
        if status != 200:
            return Rules(now + KEPT)
        return Rules(now + KEPT, Protego.parse(for_us(data.decode("utf-8-sig", "replace"), self.name)))


def for_us(text: str, name: str) -> str:
    """Return a robots.txt with all robots but those that may be us under one name.

    Each rule is kept for each robot of its group: thousands of both are a trap, which fills the memory.
    """
    lines = []
    for line in text.splitlines():
        match = AGENT.match(line)
        if match:
            agent = match[1].partition("/")[0].strip().lower()  # some name the version as well
            is_us = agent == "*" or agent.replace("*", "") in name.lower()
            line = f"User-agent: {agent if is_us else SOMEBODY_ELSE}"
        lines.append(line)
    return "\n".join(lines)
