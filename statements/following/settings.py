"""The fetcher as the operator set it up."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from archive import VERSION
from statements.network.exchange import Bounds, Wire
from statements.network.fetching import Fetcher
from statements.network.hosts import Hosts
from statements.network.reach import Reach, parse_networks, parse_ports, resolve_name


def fetcher_of_settings(resolve: Callable[[str, int], list[str]] = resolve_name) -> Fetcher:
    """Return a fetcher as the environment has it. Raise ImproperlyConfigured, in a sentence, if that cannot be."""
    try:
        reach = Reach(
            networks=parse_networks(settings.ONRECORD_FETCH_NETWORKS),
            ports=parse_ports(settings.ONRECORD_FETCH_PORTS),
            resolve=resolve,
        )
        bounds = Bounds(
            seconds=number("ONRECORD_FETCH_SECONDS", at_least=1),
            size=int(number("ONRECORD_FETCH_MAX_BYTES", at_least=1)),
        )
        hosts = Hosts(settings.DATA / "hosts", pause=number("ONRECORD_FETCH_PAUSE", at_least=0))
        wire = Wire(bounds=bounds, proxy=proxy_told(settings.ONRECORD_FETCH_PROXY))
        return Fetcher(reach=reach, hosts=hosts, agent=user_agent(), wire=wire)
    except ValueError as error:
        raise ImproperlyConfigured(f"The settings of fetching cannot be used: {error}.") from None


def user_agent() -> str:
    """Return how the archive names itself to the sites that it asks: "OnRecord/0.2.0 (+mailto:desk@…)"."""
    agent = settings.ONRECORD_FETCH_AGENT.strip() or f"OnRecord/{VERSION}"
    contact = settings.ONRECORD_FETCH_CONTACT.strip()
    return f"{agent} (+{contact})" if contact else agent


def number(name: str, *, at_least: float) -> float:
    told = str(getattr(settings, name))
    try:
        value = float(told)
    except ValueError:
        raise ValueError(f"{name} is {told!r}, which is no number") from None
    if not at_least <= value < 1e12:
        raise ValueError(f"{name} is {told}, and has to be {at_least:g} or more")
    return value


def proxy_told(told: str) -> str:
    parts = urlsplit(told)
    if told and (parts.scheme != "http" or not parts.hostname):
        raise ValueError("ONRECORD_FETCH_PROXY has to be http://host:port")
    return told
