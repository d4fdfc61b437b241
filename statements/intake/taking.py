"""What was given is taken in: rows, and how far reading has come, are written together.

Whatever ends this program, and whenever: a batch is in the archive and counted, or neither, and whoever goes on
begins behind it. A source that ends the program again and again is left out, and then is the rest of its file.

Several machines have a worker each. A worker writes its claim into the part that it reads; the claim counts while
its holder lives, and a batch is written only where the claim still stands.
"""

import logging
from collections.abc import Callable, Iterable
from itertools import islice

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from statements.ingest.batches import Stored, in_batches, read_batch, write_batch
from statements.ingest.reading import Readers, readers
from statements.leases import living, unlocked
from statements.models import Intake, IntakeItem, IntakeRefusal

from .items import ItemSources, as_words
from .loads import queue_load

logger = logging.getLogger(__name__)

AT_ONCE = 10  # sources that are taken in while somebody waits
AT_ONCE_BYTES = 1_000_000
CAREFUL = 2  # times that a batch was begun in vain; then sources are read one by one
GIVEN_UP = 10  # times; then the next source is left out
HOPELESS = 15  # times; then the rest of the file is
ENDED = "the program that reads ended each time that it came to this"

Ended = Callable[[], bool]


class TakenOver(Exception):
    """Another worker reads this part now, since this one was thought to live no more."""


def never() -> bool:
    return False


def take_in_at_once(load: Intake) -> bool:
    """Take in a small draft here and now; False if it is for the worker."""
    read, left = [], AT_ONCE
    if sum(load.items.values_list("size", flat=True)) > AT_ONCE_BYTES:
        return False
    for item in load.items.all():
        sources = ItemSources(item)
        found = list(islice(sources, left + 1))
        left -= len(found)
        if left < 0:
            return False
        read.append((item, sources, read_batch(found, Readers())))
    with transaction.atomic():
        if queue_load(load):  # else somebody was faster
            for item, sources, batch in read:
                note_batch(item, sources, write_batch(batch))
                end_item(item, sources.fault)
    return True


def take_in_all(stopped: Ended = never, holder: str = "") -> int:
    """Take in all that waits, oldest first; return how many sources were dealt with. `holder` claims what it reads."""
    done = 0
    with readers() as reading:
        while not stopped() and (item := claim_item(holder)) is not None:
            try:
                done += take_in_item(item, reading, stopped)
            except TakenOver:
                logger.warning("%s is read by another worker now", item)
    return done


def claim_item(holder: str) -> IntakeItem | None:
    """Take the part that has waited longest and that no other worker who lives has claimed; None where none waits."""
    free = Q(claim__in=("", holder)) | ~Q(claim__in=living().values("holder"))
    waiting = IntakeItem.objects.filter(
        free, state=IntakeItem.State.WAITING, intake__state=Intake.State.WAITING
    ).order_by("intake", "id")
    if not waiting.exists():  # asked without a transaction: SQLite lets one writer in at a time
        return None
    with transaction.atomic():
        item: IntakeItem | None = unlocked(waiting).first()
        if item is not None:
            item.claim = holder
            item.save(update_fields=["claim"])
    return item


def take_in_item(item: IntakeItem, reading: Readers, stopped: Ended = never) -> int:
    """Take in what is still to be read of an item, until it ends or is to stop; return how many sources that was."""
    if item.tries >= HOPELESS:
        end_item(item, ENDED)
        return 0
    sources = ItemSources(item)
    batches = ([one] for one in sources) if item.tries >= CAREFUL else in_batches(sources)
    skip = item.tries >= GIVEN_UP
    done = 0
    begin_try(item)
    for batch in batches:
        if skip:
            note_batch(item, sources, [Stored(batch[0], None, ENDED)])
        else:
            read = read_batch(batch, reading)
            with transaction.atomic():
                note_batch(item, sources, write_batch(read))
        skip = False
        done += len(batch)
        if stopped() or not Intake.objects.filter(pk=item.intake_id, state=Intake.State.WAITING).exists():
            as_claimed(item).update(claim="")
            return done
        begin_try(item)
    end_item(item, sources.fault)
    return done


def begin_try(item: IntakeItem) -> None:
    """Say that reading on is begun: whoever finds it said again and again knows that it ended the program."""
    as_claimed(item).update(tries=F("tries") + 1)


def as_claimed(item: IntakeItem) -> QuerySet[IntakeItem]:
    """Return an item as long as it is claimed as it was when it was taken."""
    return IntakeItem.objects.filter(pk=item.pk, claim=item.claim)


def hold_on(item: IntakeItem) -> None:
    """Let nobody else claim an item until the transaction ends. Raises TakenOver where somebody has."""
    if not list(as_claimed(item).select_for_update().values_list("pk")):
        raise TakenOver


@transaction.atomic
def note_batch(item: IntakeItem, sources: ItemSources, stored: Iterable[Stored]) -> None:
    """Write what became of some sources, and how far reading has come. Raises TakenOver."""
    hold_on(item)
    refusals = []
    for one in stored:
        number, record = sources.number(one.source), as_words(one.source.record)
        if number < item.position:  # it was refused, and is read once more
            item.refusals.filter(record=record, whole=False).delete()
        else:
            item.position, item.after = number + 1, record if record == one.source.record else ""
        if one.outcome is None:
            refusals.append(IntakeRefusal(item=item, record=record, reason=as_words(one.reason)))
        else:
            setattr(item, one.outcome.status, getattr(item, one.outcome.status) + 1)
    IntakeRefusal.objects.bulk_create(refusals)
    item.reached = max(item.reached, min(item.size, sources.reached))
    item.tries = 0
    item.save(update_fields=["position", "after", "new", "updated", "unchanged", "reached", "tries"])


@transaction.atomic
def end_item(item: IntakeItem, fault: str) -> None:
    """Say that an item is read, and its load with the last one; `fault` is why the rest of it could not be.

    Raises TakenOver. Of two workers who end the last two items of a load, the second one sees that all are read.
    """
    load = Intake.objects.filter(pk=item.intake_id)
    load.select_for_update().first()
    hold_on(item)
    if fault:
        IntakeRefusal.objects.create(item=item, reason=as_words(fault), whole=True)
    item.state, item.again, item.tries, item.claim = IntakeItem.State.DONE, False, 0, ""
    item.reached = item.size
    item.save(update_fields=["state", "again", "tries", "reached", "claim"])
    if not IntakeItem.objects.filter(intake=item.intake_id, state=IntakeItem.State.WAITING).exists():
        load.update(state=Intake.State.DONE, ended_at=timezone.now())
