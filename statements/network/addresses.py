"""Which addresses are asked at all, in the one spelling that is kept, and how one is shown in a log."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from .faults import Unfetchable

LONGEST_ADDRESS = 1000  # as the columns hold
USUAL_PORTS = frozenset({80, 443})
DEFAULT_PORT = {"http": 80, "https": 443}
# Signs that no address has; browsers drop some of them and take "\" for "/", which is how addresses hide.
NO_SIGN = re.compile(r"[\x00-\x1f\x7f\\]")
NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_-]{1,63})*")
# A last label that systems read as a number: "0x7f.1", "017700000001", "2130706433" are all 127.0.0.1.
NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", re.I)
SECRET_NAME = re.compile(r"key|token|sig|auth|pass|pwd|secret|session|sid|code|hash|credential", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that may be asked: "http" or "https", a host in ASCII letters, a port, and path with query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORT[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        return f"{self.scheme}://{self.netloc}"

    @property
    def whole(self) -> str:
        return f"{self.site}{self.target}"

    def link(self, told: str, ports: frozenset[int] = USUAL_PORTS) -> "Address":
        """Return the address that a link leads to from here; raise Unfetchable as `parse_address` does."""
        check_signs(told)
        try:
            return parse_address(urljoin(self.whole, told.strip()), ports)
        except ValueError:
            raise Unfetchable("it leads to something that is no address") from None


def parse_address(told: str, ports: frozenset[int] = USUAL_PORTS) -> Address:
    """Return an address as it is asked, without its fragment; raise Unfetchable for one that is not asked."""
    check_signs(told)
    try:
        parts = urlsplit(told.strip())
        port = parts.port
    except ValueError:
        raise Unfetchable("it is no address that can be read") from None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORT:
        raise Unfetchable("only addresses that begin with http:// or https:// are fetched")
    if "@" in parts.netloc:
        raise Unfetchable("it has a user name or a password in it, and such addresses are not asked")
    if port is None:
        port = DEFAULT_PORT[scheme]
    if port not in ports:
        raise Unfetchable(
            f"port {port} is none that is asked; the operator may list it (ONRECORD_FETCH_PORTS)"
        )
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    found = Address(scheme=scheme, host=ascii_host(parts.hostname or ""), port=port, target=target)
    if len(found.whole) > LONGEST_ADDRESS:
        raise Unfetchable(f"it is longer than {LONGEST_ADDRESS} characters")
    return found


def check_signs(told: str) -> None:
    if NO_SIGN.search(told.strip()):
        raise Unfetchable("it holds signs that no address has")


def ascii_host(host: str) -> str:
    """Return a host as names are asked for, or an IP address; raise Unfetchable for what is neither."""
    if ":" in host:
        try:
            found = ipaddress.IPv6Address(host)
            if found.scope_id is not None:
                raise ValueError("of one network card alone")
            return str(found)
        except ValueError:
            raise Unfetchable("its host is no address that can be read") from None
    try:
        name = host if host.isascii() else host[:253].encode("idna").decode()
    except UnicodeError:
        raise Unfetchable("its host is no name that can be read") from None
    name = name.removesuffix(".").lower()
    if NUMBER.fullmatch(name):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise Unfetchable("its host is a number, written so that it hides which") from None
    if len(name) > 253 or not NAME.fullmatch(name):
        raise Unfetchable("its host is no name that can be read")
    return name


def shown_address(whole: str) -> str:
    """Return an address for a log or a message: what may be a password or a key in it is left out."""
    try:
        parts = urlsplit(whole)
    except ValueError:
        return "an address that cannot be read"
    netloc = parts.netloc.rpartition("@")[2]
    query = "&".join(shown_parameter(pair) for pair in parts.query.split("&")) if parts.query else ""
    shown = f"{parts.scheme}://{netloc}{parts.path}" + (f"?{query}" if query else "")
    return "".join(c if c.isprintable() else "?" for c in shown)[:300]


def shown_parameter(pair: str) -> str:
    name, told, value = pair.partition("=")
    if not told:
        return name if len(name) <= 12 else f"{name[:3]}…"
    return f"{name}=…" if SECRET_NAME.search(name) or len(value) > 12 else pair
