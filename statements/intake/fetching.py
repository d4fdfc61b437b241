"""A page of the web by its address: all that the desk asks of the rooms that fetch."""

import importlib
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from statements.models import IntakeItem
from statements.sources.base import Given

from .loads import Gift, NotTaken

PATIENCE = 20.0  # seconds that somebody waits for the turn of a host
CHUNK = 1 << 20


def fetch_address(url: str, told: Given) -> Gift:
    """Fetch a page, politely and from public addresses alone. Raise NotTaken, in words, where there is none to have."""
    try:
        fetcher: Any = importlib.import_module("statements.following.settings").fetcher_of_settings()
        unfetchable: type[Exception] = importlib.import_module("statements.network.faults").Unfetchable
    except ModuleNotFoundError:
        raise NotTaken(
            _("Fetching is not set up here. Save the page with your browser, and give the file.")
        ) from None
    try:
        page = fetcher.fetch(url, patience=PATIENCE)
    except unfetchable as fault:
        raise NotTaken(_("The page could not be had: %(reason)s.") % {"reason": fault}) from None
    served = {"url": page.address, "charset": page.charset, "language": page.language}
    return Gift(
        kind=IntakeItem.Kind.ADDRESS,
        name=url,
        chunks=pieces_as_they_come(page.body),
        told=told,
        served={name: value for name, value in served.items() if value},
    )


def pieces_as_they_come(body: BinaryIO) -> Iterator[bytes]:
    with closing(body):
        while chunk := body.read(CHUNK):
            yield chunk
