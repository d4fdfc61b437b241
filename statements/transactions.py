"""What is told once at the end of an act, however often it happens inside.

An article of forty statements changes eighty rows; the archive has one new version by it, and each row
is asked of the index once. Whoever hears of a change says so with `once`; where an act is going on, it
is carried out at the end of it, in its transaction, and at once where none is.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

T = TypeVar("T", bound=Hashable)
Notes = dict[Callable[[list[Any]], None], dict[Any, None]]
_open = threading.local()


@contextmanager
def gathering() -> Iterator[None]:
    """Run a block as one transaction; what is noted with `once` inside is carried out at its end.

    A block inside another is part of it. An error drops the notes together with what they speak of.
    """
    if getattr(_open, "notes", None) is not None:
        yield
        return
    with transaction.atomic():
        notes: Notes = {}
        _open.notes = notes
        try:
            yield
        finally:
            _open.notes = None
        for carry_out, items in notes.items():
            carry_out(list(items))


def once(carry_out: Callable[[list[T]], None], items: Iterable[T]) -> None:
    """Have `carry_out` called with these items: at the end of the act that is going on, with all others."""
    notes: Notes | None = getattr(_open, "notes", None)
    if notes is None:
        carry_out(list(items))
    else:
        notes.setdefault(carry_out, {}).update(dict.fromkeys(items))
