"""How often somebody may ask: so many answers a minute for an address, counted by all workers of a machine together.

An address of IPv6 is its /64, which one line has.
"""

import math
import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from archive import shared_counts
from statements.visitors import address_of, network_of

WINDOW = 60  # seconds


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much is left to an address, of how much, and for how many seconds."""

    most: int
    left: int
    seconds: int
    refused: bool

    def headers(self) -> dict[str, str]:
        """Return it as headers (draft-ietf-httpapi-ratelimit-headers)."""
        told = {
            "RateLimit-Policy": f'"address";q={self.most};w={WINDOW}',
            "RateLimit": f'"address";r={self.left};t={self.seconds}',
        }
        return {**told, "Retry-After": str(self.seconds)} if self.refused else told


def take_share(request: HttpRequest, weight: int = 1) -> Allowance | None:
    """Count a request of an address; None where nothing is limited, or no proxy tells whose it is."""
    most: int = settings.ONRECORD_API_PER_MINUTE
    who = network_of(address_of(request))
    if not most or not who:
        return None
    now = time.monotonic()
    mine = shared_counts.answers.take(who, weight, most, WINDOW, now)
    seconds = max(1, math.ceil(mine.since + WINDOW - now))
    return Allowance(most, max(0, most - mine.used), seconds, mine.refused)
