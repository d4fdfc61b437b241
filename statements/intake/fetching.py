"""A page of the web by its address: all that the desk asks of the rooms that fetch."""

from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from statements.following.settings import fetcher_of_settings
from statements.models import IntakeItem
from statements.network.faults import Unfetchable
from statements.sources.base import Given

from .loads import Gift, NotTaken

PATIENCE = 20.0  # seconds that somebody waits for the turn of a host
CHUNK = 1 << 20


def fetch_address(url: str, told: Given) -> Gift:
    """Fetch a page, politely and from public addresses alone. Raise NotTaken, in words, where there is none to have."""
    try:
        page = fetcher_of_settings().fetch(url, patience=PATIENCE)
    except ImproperlyConfigured as fault:
        raise NotTaken(str(fault)) from None
    except Unfetchable as fault:
        raise NotTaken(_("The page could not be had: %(reason)s.") % {"reason": fault}) from None
    if page.body is None:
        raise NotTaken(_("The page could not be had: %(reason)s.") % {"reason": _("the server sent none")})
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
