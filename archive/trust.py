"""Whose word counts about where a request comes from: the listed_proxies of ONRECORD_PROXIES."""

import os
import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

LOOPBACK = "127.0.0.0/8,::1"
Address = IPv4Address | IPv6Address
WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+):\d{1,5}")


class WrongSetting(ValueError):
    """A setting cannot be read; says which, and what it has to be."""


@lru_cache
def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks of a list with commas. Raises WrongSetting."""
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise WrongSetting(
            f"ONRECORD_PROXIES has to be addresses or networks with commas, such as 10.0.0.0/8: {error}."
        ) from None


def listed_proxies() -> str:
    return os.environ.get("ONRECORD_PROXIES", LOOPBACK)


def address_in(words: str) -> Address | None:
    """Return the address in `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:443`, or None.

    An IPv4 address that is written as IPv6 is the IPv4 address; zones are left away.
    """
    words = words.strip().strip('"')
    if found := WITH_PORT.fullmatch(words):
        words = found[1] or found[2]
    try:
        address = ip_address(words.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


@lru_cache(maxsize=4096)
def is_within(address: str, listed: str) -> bool:
    found = address_in(address)
    return found is not None and any(found in network for network in networks(listed))


def is_trusted(address: str) -> bool:
    """Return whether an address is a proxy of ours. Behind a Unix socket, which has none, it is one."""
    return not address or is_within(address, listed_proxies())


def is_loopback(address: str) -> bool:
    found = address_in(address)
    return found is not None and found.is_loopback
