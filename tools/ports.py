"""Ports for servers of tests and of measurements, which may end and start again on the same one."""

import random
import socket
from pathlib import Path

# From here on the system takes ports for whoever connects somewhere, also to a server that is away just now: its port
# would then be taken when it comes back. Where there is no such file, 32768 stands below every system's range.
RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST = 10_000


def free_ports(count: int, host: str = "127.0.0.1") -> list[int]:
    """Return ports of `host` on which nothing listens, and which nobody who connects somewhere is given."""
    below = int(RANGE.read_text().split()[0]) if RANGE.exists() else 32_768
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found: list[int] = []
    # Drawn apart from what tests draw: their seeds are the same in processes that run beside each other.
    for port in random.SystemRandom().sample(range(min(LOWEST, below // 2), below), 1000):
        with socket.socket(family) as probe:
            try:
                probe.bind((host.strip("[]"), port))
            except OSError:
                continue
        found.append(port)
        if len(found) == count:
            return found
    raise OSError(f"No {count} free ports were found below {below}.")


def free_port(host: str = "127.0.0.1") -> int:
    (port,) = free_ports(1, host)
    return port
