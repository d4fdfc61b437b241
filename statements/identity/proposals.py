"""Rows that may be one are put before an editor: likely, not certain, and asked once."""

from datetime import timedelta
from difflib import SequenceMatcher
from functools import cache

from statements.dates import shifted
from statements.extraction.folding import fold
from statements.models import Event, Mergeable, MergeProposal, Outlet, Prepared, State

from . import reasons
from .speakers import significant

NEARLY = 0.88  # how alike two names of outlets are that may be one
CERTAIN = 2  # things in common beside the day
DAYS = 2  # between two events that may be one


@cache
def proposals_of(table: str) -> Prepared[int]:
    """Return what asks whether two rows of a table were proposed before."""
    rows = MergeProposal.objects.order_by()
    return Prepared(lambda pair: rows.of_pair(table, pair).values_list("pk", flat=True))


def bare_name(name: str) -> str:
    return fold(name.casefold().removeprefix("the "))


def propose_outlet(outlet: Outlet) -> None:
    """Put before an editor that a new outlet may be one that the archive has, under another spelling."""
    for other in Outlet.objects.filter(merged_into=None).exclude(pk=outlet.pk).order_by("pk"):
        one, two = bare_name(outlet.name), bare_name(other.name)
        if one == two or SequenceMatcher(None, one, two).ratio() >= NEARLY:
            ask(outlet, other, reasons.OTHER_SPELLING, 2 if one == two else 1)


def propose_event(event: Event) -> None:
    """Put before an editor that a new event may be one that the archive has: same days, and something in common."""
    if event.start is None or event.precision != "day":
        return
    near = Event.objects.filter(
        merged_into=None,
        precision="day",
        start__gte=shifted(event.start, -timedelta(days=DAYS)),
        start__lte=shifted(event.start, timedelta(days=DAYS)),
    )
    parties, places = {fold(name) for name in event.participants}, significant(event.place)
    for other in near.exclude(pk=event.pk).exclude(state=State.REJECTED).order_by("pk")[:50]:
        why = []
        if places & significant(other.place):
            why.append(reasons.SAME_PLACE)
        theirs = {fold(name) for name in other.participants}
        if parties & theirs:
            why.append(reasons.PARTY_IN_COMMON)
        elif len(parties) > 1 and len(theirs) > 1:
            continue  # two who met, and two others
        if event.kind == other.kind:
            why.append(reasons.SAME_KIND)
        if len(why) >= CERTAIN:
            days = reasons.of(reasons.WITHIN_DAYS, DAYS)
            ask(event, other, reasons.put_together([days, *why]), len(why))


def ask(first: Mergeable, second: Mergeable, reason: str, points: int) -> None:
    """Propose that one row is another, unless that was asked before, whichever way round."""
    if not proposals_of(str(first._meta.model_name))([first.pk, second.pk]):
        MergeProposal.of(first, second, reason=reason, points=points).save()
