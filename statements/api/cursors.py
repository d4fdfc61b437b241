"""Where a list goes on: behind a row, not at a number of rows, so that what comes in meanwhile shifts nothing."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .problems import NotAnswered, wrong_value
from .shapes import LARGEST

LONGEST_CURSOR = 400  # characters
T = TypeVar("T")


def write_cursor(*values: int | str) -> str:
    return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(text: str, *kinds: type) -> tuple[Any, ...] | None:
    """Return the values of a cursor; None where none is given. Raises NotAnswered for one that is not ours."""
    if not text:
        return None
    try:
        if len(text) > LONGEST_CURSOR:
            raise ValueError
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise no_cursor() from None
    if not isinstance(values, list) or len(values) != len(kinds):
        raise no_cursor()
    for value, kind in zip(values, kinds, strict=True):
        if type(value) is not kind or (isinstance(value, int) and not 0 <= value <= LARGEST):
            raise no_cursor()
    return tuple(values)


def no_cursor() -> NotAnswered:
    return wrong_value(
        "cursor", _("This is none of ours. Take the address that “next” gives, or begin without one.")
    )


def next_address(request: HttpRequest, cursor: str) -> str:
    """Return the address of the same list from a cursor on."""
    asked = [(key, v) for key, values in request.GET.lists() if key != "cursor" for v in values]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*asked, ('cursor', cursor)])}")


def rows_behind(
    request: HttpRequest, rows: QuerySet[Any], cursor: str, limit: int, *, newest_first: bool = False
) -> tuple[list[Any], str | None]:
    """Return the rows of a list behind a cursor, by their numbers, and the address of those that follow."""
    behind = read_cursor(cursor, int)
    if behind is not None:
        rows = rows.filter(**{"pk__lt" if newest_first else "pk__gt": behind[0]})
    found = list(rows.order_by("-pk" if newest_first else "pk")[: limit + 1])
    more = next_address(request, write_cursor(found[limit - 1].pk)) if len(found) > limit else None
    return found[:limit], more


ANCHORS = 4  # rows that a cursor of a search names: each may have gone meanwhile
NEAR = 1000  # places within which a row is looked for before the whole list is


def places_behind(
    find_ids: Callable[[int, int], Sequence[int]], cursor: str, limit: int, deepest: int
) -> tuple[list[int], int]:
    """Return the rows of a search behind a cursor, and the place of the first of them.

    `find_ids` gives the rows of the search from a place on, so many at most. The cursor names the last rows that
    were given: the list goes on behind the last of them that it still has, wherever that is now.
    """
    read = read_cursor(cursor, int, str)
    if read is None:
        return list(find_ids(0, limit)), 0
    place, named = read
    try:
        anchors = [int(text) for text in named.split(".")][:ANCHORS]
    except ValueError:
        raise no_cursor() from None
    if place > deepest or any(not 0 < one <= LARGEST for one in anchors):
        raise no_cursor()
    for first, size in ((max(0, place - NEAR), 2 * NEAR + limit), (0, deepest)):
        ids = list(find_ids(first, size))
        at = next((ids.index(one) + 1 for one in anchors if one in set(ids)), None)
        if at is not None:
            return ids[at : at + limit], first + at
    return list(find_ids(place, limit)), place


def cursor_of_places(ids: Sequence[int], place: int) -> str:
    """Return the cursor behind some rows of a search, the first of which has this place."""
    return write_cursor(place + len(ids), ".".join(str(one) for one in reversed(ids[-ANCHORS:])))
