"""Which machines are asked: those of the public internet, and those that the operator lists.

A name is resolved once, every address that it has is looked at, and the connection goes to one of these very
addresses: what the name leads to a moment later does not matter.
"""

import ipaddress
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

from .addresses import USUAL_PORTS, Address
from .faults import Unfetchable

logger = logging.getLogger(__name__)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# What of IPv4 is not public: the registry of special addresses (RFC 6890, kept by IANA), groups, and what is kept
# for later. Clouds answer questions about themselves, keys included, on some of these.
NOT_PUBLIC = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this machine
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # behind a carrier; 100.100.100.200 is a cloud's metadata
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # public by number, but a cloud's own host for the machines in it
        "169.254.0.0/16",  # link-local; 169.254.169.254 is most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols; 192.0.0.192 is a cloud's metadata
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4, given up
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # groups
        "240.0.0.0/4",  # kept for later, and everybody
    )
)
# Of IPv6 this alone is public,
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
# and of this not what leads elsewhere or nowhere.
NOT_PUBLIC_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which wraps any address of IPv4
        "3fff::/20",  # documentation
    )
)
MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
ISATAP = {0x00005EFE, 0x02005EFE}  # before an address of IPv4, in the half that the machine chooses


def plain_ip(ip: IPAddress) -> IPAddress:
    """Return the address of IPv4 that one of IPv6 stands for: mapped, or behind a translator. Others as they are."""
    if isinstance(ip, ipaddress.IPv6Address) and (ip in MAPPED or ip in NAT64):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def is_public(ip: IPAddress) -> bool:
    """Is this an address of the public internet?"""
    plain = plain_ip(ip)
    if isinstance(plain, ipaddress.IPv4Address):
        return not any(plain in network for network in NOT_PUBLIC)
    if plain not in PUBLIC_6 or any(plain in network for network in NOT_PUBLIC_6):
        return False
    return (int(plain) >> 32 & 0xFFFFFFFF) not in ISATAP


def resolve_name(host: str, port: int) -> list[str]:
    """Return the addresses of a name, in the order in which the system would try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What may be asked: the public internet on some ports, and `networks` beside it."""

    networks: tuple[Network, ...] = ()
    ports: frozenset[int] = USUAL_PORTS
    resolve: Callable[[str, int], list[str]] = field(default=resolve_name)

    def may_ask(self, ip: IPAddress) -> bool:
        plain = plain_ip(ip)
        return is_public(ip) or any(one in network for network in self.networks for one in (ip, plain))

    def machines(self, address: Address) -> list[str]:
        """Return where a host can be asked, as IP addresses. Raise Unfetchable if one of them may not be."""
        try:
            found = self.resolve(address.host, address.port)
        except (OSError, UnicodeError):
            raise Unfetchable("its host is not known; is the address written right?", passing=True) from None
        machines = []
        for told in found:
            ip = ipaddress.ip_address(told.partition("%")[0])
            if not self.may_ask(ip):
                logger.warning("not asked: %s is %s, which is not public", address.host, ip)
                raise Unfetchable(
                    "its host is no machine of the public internet; the operator may list the network "
                    "(ONRECORD_FETCH_NETWORKS)"
                )
            machines.append(str(ip))
        if not machines:
            raise Unfetchable("its host has no address", passing=True)
        return machines


def parse_networks(told: str) -> tuple[Network, ...]:
    """Return networks written with commas: "10.1.0.0/16, fd00::/8". Raise ValueError, in a sentence, for others."""
    found = []
    for one in filter(None, (word.strip() for word in told.split(","))):
        try:
            found.append(ipaddress.ip_network(one))
        except ValueError:
            raise ValueError(f"{one!r} is no network; write 10.1.0.0/16 or 192.168.1.7") from None
    return tuple(found)


def parse_ports(told: str) -> frozenset[int]:
    """Return ports written with commas. Raise ValueError, in a sentence, for what is none."""
    words = [word.strip() for word in told.split(",") if word.strip()]
    if not all(word.isascii() and word.isdigit() and 0 < int(word) < 65536 for word in words):
        raise ValueError(f"{told!r} is no list of ports; write 80,443")
    return frozenset(map(int, words))
