"""Sitemaps: no articles, but a list of where they stand, as sites give it to search engines (sitemaps.org)."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .base import Unreadable
from .child import parse_apart
from .times import parse_time

MOST_ADDRESSES = 50_000  # of one sitemap, as the protocol has it
LONGEST_LINE = 2048  # of an address, likewise


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAddress:
    """An address that a sitemap or a feed lists, and when it was changed last, if that is said."""

    url: str
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap lists: pages, or, where it is an index of sitemaps, these."""

    is_index: bool
    addresses: tuple[ListedAddress, ...]


def parse_sitemap(data: bytes) -> Sitemap:
    """Return what a sitemap lists, in its order; raise Unreadable if it is none. Unpack it before."""
    found = parse_apart("sitemap", data)
    return Sitemap(
        is_index=bool(found["index"]),
        addresses=tuple(
            ListedAddress(url=str(one["url"]), changed=str(one["changed"])) for one in found["addresses"]
        ),
    )


def read_sitemap(data: bytes) -> dict[str, Any]:
    """Return the addresses of a sitemap, in XML or as lines of text; in the child."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = data.decode("utf-8-sig", "replace").splitlines()
        found = [line.strip() for line in lines if re.match(r"\s*https?://\S+\s*$", line)]
        if not found or len(found) * 2 < sum(bool(line.strip()) for line in lines):
            raise Unreadable("it is no sitemap")
        return {
            "index": False,
            "addresses": [{"url": url, "changed": ""} for url in found[:MOST_ADDRESSES]],
        }
    if re.search(rb"<!ENTITY", data, re.I):
        raise Unreadable("it declares entities, which no sitemap needs, and is not opened")
    addresses: list[dict[str, str]] = []
    kinds = set()
    for kind, told in elements(data):
        kinds.add(kind)
        url = told.get("loc", "")
        if re.match(r"https?://\S+$", url) and len(url) <= LONGEST_LINE:
            changed = parse_time(told.get("lastmod", "")) or parse_time(told.get("publication_date", ""))
            addresses.append({"url": url, "changed": changed or ""})
        if len(addresses) == MOST_ADDRESSES:
            break
    if not kinds:
        raise Unreadable("it is no sitemap, or one that lists nothing")
    return {"index": kinds == {"sitemap"}, "addresses": addresses}


def elements(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield ("url" or "sitemap", the words of what stands in it by name) for each address listed."""
    from lxml import etree

    reading = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
    )
    told: dict[str, str] = {}
    for _event, element in reading:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in ("url", "sitemap"):
            yield name, told
            told = {}
            element.clear()
            while element.getprevious() is not None:  # what was read is let go
                del element.getparent()[0]
        elif name in ("loc", "lastmod", "publication_date") and name not in told:
            told[name] = " ".join((element.text or "").split())
