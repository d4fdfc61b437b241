"""What feeds and sitemaps list becomes addresses that wait to be fetched: those that are new, or changed since."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar
from urllib.parse import urlsplit

from statements.models import FollowedSource, WebAddress
from statements.network.addresses import parse_address
from statements.network.faults import Unfetchable
from statements.sources.sitemaps import ListedAddress

T = TypeVar("T")
Ports = frozenset[int]
PIECE = 500  # rows of one query


def list_addresses(
    found: Iterable[ListedAddress],
    source: FollowedSource,
    ports: Ports,
    now: datetime,
    kind: WebAddress.Kind = WebAddress.Kind.PAGE,
) -> int:
    """Have addresses fetched that are new or changed; return how many.

    A sitemap in an index that does not say when it was changed is asked for each time.
    """
    wanted = usable(found, source, ports)
    count = 0
    for piece in in_pieces(wanted.items(), PIECE):
        known = {row.address: row for row in WebAddress.objects.filter(address__in=[a for a, _ in piece])}
        new = [
            WebAddress(address=address, kind=kind, source=source, changed=changed, listed_at=now)
            for address, changed in piece
            if address not in known
        ]
        # Another process may list the same: the first row is as good.
        WebAddress.objects.bulk_create(new, ignore_conflicts=True)
        again = []
        for address, changed in piece:
            row = known.get(address)
            always = kind == WebAddress.Kind.SITEMAP and not changed
            if (
                row is not None
                and row.state != WebAddress.State.WAITING
                and (always or is_newer(changed, row))
            ):
                row.state, row.changed, row.listed_at = WebAddress.State.WAITING, changed, now
                row.tries, row.not_before = 0, None
                again.append(row)
        WebAddress.objects.bulk_update(again, ["state", "changed", "listed_at", "tries", "not_before"])
        count += len(new) + len(again)
    return count


def usable(found: Iterable[ListedAddress], source: FollowedSource, ports: Ports) -> dict[str, str]:
    """Return what may be asked for, with when it was changed; what is too old, or no address, is left out."""
    wanted: dict[str, str] = {}
    for one in found:
        if is_too_old(one.changed, source):
            continue
        try:
            address = parse_address(one.url, ports).whole
        except Unfetchable:
            continue
        wanted[address] = max(one.changed, wanted.get(address, ""))
    return wanted


def is_too_old(changed: str, source: FollowedSource) -> bool:
    return source.since is not None and bool(changed) and changed[:10] < source.since.isoformat()


def is_newer(changed: str, row: WebAddress) -> bool:
    """Does a source say that something was changed after what we have of it?"""
    if not changed:
        return False
    if row.changed:
        return instant(changed) > instant(row.changed)
    return row.fetched_at is None or instant(changed) > row.fetched_at


def instant(told: str) -> datetime:
    """Return a time of `parse_time` as one that can be compared: what has no offset is taken for UTC."""
    found = datetime.fromisoformat(told)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def newest_first(found: Sequence[ListedAddress]) -> list[ListedAddress]:
    """Return addresses with those first that were changed last; those that do not say keep their order behind."""
    return sorted(found, key=lambda one: one.changed, reverse=True)


def of_one_site(home: str, address: str) -> bool:
    """Does an address belong to the site of another one, or to a part of that site? It may speak of no other."""
    try:
        site, host = (urlsplit(one).hostname or "" for one in (home, address))
    except ValueError:
        return False
    site = site.removeprefix("www.")
    return host.removeprefix("www.") == site or host.endswith(f".{site}")


def in_pieces(items: Iterable[T], size: int) -> Iterator[list[T]]:
    walking = iter(items)
    while piece := list(islice(walking, size)):
        yield piece
