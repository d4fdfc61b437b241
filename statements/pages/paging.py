"""Addresses of lists: what they hold, how one differs from another, and the pages of a list."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

PAGE = 20
DEEPEST = 500  # pages of results that can be leafed to
OF_ONE_PAGE = {"page", "at"}  # parameters that say which page is shown
Choice = tuple[str, str]  # a parameter and its value


def clean(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c.isspace()).strip()[:2000]


def page_number(request: HttpRequest, deepest: int = DEEPEST) -> int:
    value = request.GET.get("page", "1")
    number = int(value) if value.isdecimal() and value.isascii() and len(value) < 12 else 1
    if number > deepest:
        raise Http404(_("Results are not listed this far down. Narrow the search instead."))
    return max(1, number)


def address(
    request: HttpRequest, *, add: Choice | None = None, drop: Choice | None = None, **changes: str | None
) -> str:
    """Return this page's address with some parameters changed; a new choice begins at page one.

    `changes` set a parameter to one value, or to none; `add` and `drop` are for parameters that may
    have several.
    """
    return address_with(request, changes, add=add, drop=drop)


def address_with(
    request: HttpRequest,
    changes: Mapping[str, str | None],
    *,
    add: Choice | None = None,
    drop: Choice | None = None,
) -> str:
    """Return the same for parameters whose names are only known as the page is made."""
    carried = [pair for pair in pairs_of(request) if pair[0] not in changes and pair != drop]
    carried += [(key, value) for key, value in changes.items() if value]
    if add is not None and add not in carried:
        carried.append(add)
    return f"{request.path}?{'&'.join(encoded(*pair) for pair in carried)}" if carried else request.path


@lru_cache(maxsize=4096)
def encoded(key: str, value: str) -> str:
    """Return a parameter as it stands in an address. A page has more than a hundred addresses."""
    return urlencode([(key, value)])


def pairs_of(request: HttpRequest) -> list[Choice]:
    """Return the parameters that an address carries on, read once for a request."""
    pairs: list[Choice] | None = getattr(request, "carried_on", None)
    if pairs is None:
        pairs = [
            (key, v) for key, values in request.GET.lists() for v in values if v and key not in OF_ONE_PAGE
        ]
        request.carried_on = pairs  # type: ignore[attr-defined]
    return pairs


def pager(
    request: HttpRequest, number: int, total: int, size: int = PAGE, deepest: int = DEEPEST
) -> dict[str, Any] | None:
    """Return the pages to link: the first, the last, and those around this one."""
    last = min(deepest, -(-total // size))
    if last <= 1:
        return None
    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    pages: list[dict[str, Any]] = []
    for n in near:
        if pages and n - pages[-1]["number"] > 1:
            pages.append({"number": n - 1, "gap": True})
        pages.append({"number": n, "url": with_page(request, n), "here": n == number})
    return {
        "pages": pages,
        "next": with_page(request, number + 1) if number < last else "",
        "previous": with_page(request, number - 1) if number > 1 else "",
    }


def with_page(request: HttpRequest, number: int) -> str:
    base = address(request)
    if number == 1:
        return base
    return f"{base}{'&' if '?' in base else '?'}page={number}"


class Counted(Paginator):  # type: ignore[type-arg]
    """A paginator that was told how many rows there are, so that it does not count them."""

    def __init__(self, rows: Any, size: int, count: int) -> None:
        super().__init__(rows, size)
        self.__dict__["count"] = count


def paged(
    request: HttpRequest, rows: Any, size: int = PAGE, count: int | None = None
) -> tuple[Page[Any], dict[str, Any] | None]:
    """Return the page of some rows that is asked for, and the links to others. Raise Http404 behind the last."""
    paginator = Paginator(rows, size) if count is None else Counted(rows, size, count)
    number = page_number(request)
    try:
        shown = paginator.page(number)
    except EmptyPage:
        last = paginator.num_pages
        raise Http404(
            _("There is only one page.")
            if last == 1
            else _("There are only %(last)s pages.") % {"last": last}
        ) from None
    return shown, pager(request, number, paginator.count, size)


ROWS_OF_A_LIST = 60  # speakers or events on a page
