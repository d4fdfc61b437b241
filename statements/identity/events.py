"""Is this event one that the archive has already?"""

import re
from collections.abc import Collection

from django.db.models import Q

from statements import extraction
from statements.dates import as_date, precision_of
from statements.extraction.folding import fold
from statements.models import Event, Precision

from .speakers import end_of_merges

MEETINGS = {"summit", "meeting"}


def match_event(found: extraction.EventRecord, taken: Collection[int] = ()) -> Event | None:
    """Return the row of the same happening: same kind and day, and a place or a party in common.

    Rows in `taken` are other events of the same article. What an editor withdrew is matched as well,
    so that it does not come back; what was merged leads to the row that it was merged into.
    """
    start = as_date(found.start)
    kinds = MEETINGS if found.kind in MEETINGS else {found.kind}
    same = Event.objects.filter(kind__in=kinds).exclude(pk__in=taken).order_by("id")
    if start is None:
        same = same.filter(start=None, name__iexact=found.name)
    elif precision_of(found.start) == Precision.DAY:
        last = as_date(found.end) or start
        same = same.filter(
            Q(start__lte=last, end__gte=start) | Q(start__gte=start, start__lte=last),
            precision=Precision.DAY,
        )
    else:
        same = same.filter(start=start, precision=precision_of(found.start))
    places = words_of_place(found.place)
    parties = {fold(name) for name in found.participants}
    for event in same:
        there = words_of_place(event.place)
        others = {fold(name) for name in event.participants}
        if event.kind != found.kind and happened(event.status) != happened(found.status):
            continue  # a lunch that was called off is not the summit at which it was planned
        if places and there:
            alike = bool(places & there)
        else:
            # Two calls of one day without a place are one if nobody in them differs; two meetings
            # of a day may well be two.
            open_to_all = event.kind not in MEETINGS and not (parties and others)
            alike = (
                bool(parties & others)
                or (not parties and not others)
                or open_to_all
                or fold(found.name) == fold(event.name)
            )
        if alike:
            event = end_of_merges(event)
            return event if event.pk not in taken else None
    return None


def happened(status: str) -> bool:
    return status not in {"cancelled", "did_not_happen"}


def words_of_place(place: str | None) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w{4,}", place or "")}
