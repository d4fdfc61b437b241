"""From which address a request comes, also where proxies stand in front.

`X-Forwarded-For` is what anybody may write. It is believed only where the connection itself comes from a proxy
of ours, and only as far as proxies of ours wrote it: from its end back to the first address that is none of them.
"""

from ipaddress import IPv6Address, ip_network

from django.conf import settings
from django.http import HttpRequest

from archive.trust import Address, address_in, is_within

LONGEST_CHAIN = 20  # hops of a forwarded header that are looked at


def is_proxy(address: Address | None) -> bool:
    """Tell whether a proxy of ours has this address; a connection without one came through a local socket."""
    return address is None or is_within(str(address), ",".join(settings.ONRECORD_PROXIES))


def address_of(request: HttpRequest) -> str:
    """Return the reader's address, without a port; empty where nothing tells it."""
    peer = request.META.get("REMOTE_ADDR", "")
    address = address_in(peer)
    if not settings.ONRECORD_PROXIES or (peer and address is None) or not is_proxy(address):
        return str(address or peer)[:45]
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-LONGEST_CHAIN:]
    for words in reversed(hops):
        hop = address_in(words)
        if hop is None:
            break
        address = hop
        if not is_proxy(hop):
            break
    return str(address or "")


def network_of(address: str) -> str:
    """Return the /64 of an IPv6 address, which one line has; any other address as it is."""
    known = address_in(address)
    if isinstance(known, IPv6Address):
        return str(ip_network((known, 64), strict=False))
    return address
