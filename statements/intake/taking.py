"""What was given is taken in: rows, and how far reading has come, are written together.

Whatever ends this program, and whenever: a batch is in the archive and counted, or neither, and whoever goes on
begins behind it. A source that ends the program again and again is left out, and then is the rest of its file.
"""

from collections.abc import Callable, Iterable
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from statements.ingest.batches import Stored, in_batches, read_batch, write_batch
from statements.ingest.reading import Readers, readers
from statements.models import Intake, IntakeItem, IntakeRefusal

from .items import ItemSources, as_words
from .loads import queue_load

AT_ONCE = 10  # sources that are taken in while somebody waits
AT_ONCE_BYTES = 1_000_000
CAREFUL = 2  # times that a batch was begun in vain; then sources are read one by one
GIVEN_UP = 10  # times; then the next source is left out
HOPELESS = 15  # times; then the rest of the file is
ENDED = "the program that reads ended each time that it came to this"

Ended = Callable[[], bool]


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


def take_in_all(stopped: Ended = never) -> int:
    """Take in all that waits, oldest first; return how many sources were dealt with."""
    done = 0
    with readers() as reading:
        while not stopped() and (item := next_item()) is not None:
            done += take_in_item(item, reading, stopped)
    return done


def next_item() -> IntakeItem | None:
    waiting = IntakeItem.objects.filter(state=IntakeItem.State.WAITING, intake__state=Intake.State.WAITING)
    return waiting.order_by("intake", "id").first()


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
            return done
        begin_try(item)
    end_item(item, sources.fault)
    return done


def begin_try(item: IntakeItem) -> None:
    """Say that reading on is begun: whoever finds it said again and again knows that it ended the program."""
    IntakeItem.objects.filter(pk=item.pk).update(tries=F("tries") + 1)


@transaction.atomic
def note_batch(item: IntakeItem, sources: ItemSources, stored: Iterable[Stored]) -> None:
    """Write what became of some sources, and how far reading has come."""
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
    """Say that an item is read, and its load with the last one; `fault` is why the rest of it could not be."""
    if fault:
        IntakeRefusal.objects.create(item=item, reason=as_words(fault), whole=True)
    item.state, item.again, item.tries = IntakeItem.State.DONE, False, 0
    item.reached = item.size
    item.save(update_fields=["state", "again", "tries", "reached"])
    load = Intake.objects.filter(pk=item.intake_id)
    if not IntakeItem.objects.filter(intake=item.intake_id, state=IntakeItem.State.WAITING).exists():
        load.update(state=Intake.State.DONE, ended_at=timezone.now())
