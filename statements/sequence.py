"""In which order did the rows change that others mirror?

The number of a row made inside a transaction says nothing of the order in which transactions end: on PostgreSQL
a later number may be committed first, and whoever had read up to it would never see the earlier one. So a change
is only noted with the change (`ChangedRow`), in its transaction. Numbers are given afterwards, by `number_changes`,
to what is committed by then; one process at a time does so, and holds its lock until its own commit. So whoever has
seen a number has seen all that are smaller, on every database, without reading the horizons that only PostgreSQL
has. A row that changes again leaves its number and gets the next: the sequence has one line a row, however old the
archive is, and a mirror that begins at 0 reads as many lines as there are rows.

What is told of an utterance is made of its printings, and what is told of a correction of the rows that it changed
and of the names that stand in it. So with these rows it gets a number too, without anybody having to think of it.
"""

import time
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q

from .models import ActName, ChangedRow, Quote, RevisionRow, SequenceLine, insert_values
from .transactions import once

MIRRORED = ("outlet", "speaker", "event", "article", "quote", "utterance", "revision")
# A row whose name became another, or nobody's: corrections that name it have other words than before.
NAME_OF = {table: f"name of {table}" for table in ("outlet", "speaker", "event")}
# What the log has of another row by its number, by the table of that row. What is merged is so into one of its table.
NAMING = {
    "speaker_id": "speaker",
    "outlet_id": "outlet",
    "relayed_by_id": "outlet",
    "events": "event",
    "merged_into_id": "",
}
RESTORED = (
    "restored"  # in the place of a table: the archive was put back to what it was at the number in `row`
)
CORRECTIONS = [name for name in ActName if name.is_public]
BATCH = 2000
NUMBERING = 0x0E_CED5  # of the lock that lets one process at a time give numbers

RowKey = tuple[str, int]


def note_changed(rows: Iterable[RowKey]) -> None:
    """Say that rows changed, by table and number; those that nobody mirrors are left out."""
    once(add_changed, (row for row in rows if row[0] in MIRRORED))


def note_renamed(rows: Iterable[RowKey]) -> None:
    """Say that rows have another name than before, or are gone, by table and number."""
    once(add_changed, ((NAME_OF[table], row) for table, row in rows if table in NAME_OF))


def add_changed(rows: list[RowKey]) -> None:
    if rows:
        insert_values(ChangedRow, ("table", "row"), list(dict.fromkeys(rows)))


def number_changes() -> int:
    """Give all rows that changed their numbers; return how many rows that were."""
    done = 0
    while count := number_batch():
        done += count
    return done


def number_batch() -> int:
    """Number some of the rows that wait, and what is told with them, in one transaction."""
    if not ChangedRow.objects.exists():
        return 0
    with transaction.atomic():
        hold_numbering()
        waiting = list(ChangedRow.objects.order_by("pk").values_list("pk", "table", "row")[:BATCH])
        noted: dict[str, list[int]] = {}
        for _, table, row in waiting:
            noted.setdefault(table, []).append(row)
        told = ((table, row) for table in MIRRORED for row in noted.get(table, ()))
        rows = dict.fromkeys(chain(told, told_with(noted)))
        numbered = [(number, *row) for number, row in enumerate(rows, start=last_number() + 1)]
        insert_values(SequenceLine, ("number", "table", "row"), numbered, key=("table", "row"))
        answered = [pk for pk, *_ in waiting]
        for start in range(0, len(answered), BATCH // 4):
            ChangedRow.objects.filter(pk__in=answered[start : start + BATCH // 4]).delete()
    return len(waiting)


def hold_numbering() -> None:
    """Be the one process that gives numbers, until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])


def last_number() -> int:
    """Return the number of the last change that has one; 0 before the first."""
    return SequenceLine.objects.aggregate(last=Max("number"))["last"] or 0


# What is told with other rows


def told_with(noted: Mapping[str, list[int]]) -> Iterable[RowKey]:
    """Yield the utterances and the corrections in which something of these rows is told."""
    printings = Quote.objects.filter(pk__in=noted.get("quote", ())).exclude(utterance=None)
    yield from (
        ("utterance", pk) for pk in printings.order_by().values_list("utterance", flat=True).distinct()
    )
    made = RevisionRow.objects.filter(revision__action__in=CORRECTIONS).order_by()
    for table in ("outlet", "speaker", "event", "article", "quote"):
        if table in noted:
            of_table = made.filter(table=table, row__in=noted[table])
            yield from (("revision", pk) for pk in of_table.values_list("revision", flat=True).distinct())
    renamed = {(table, row) for table, name in NAME_OF.items() for row in noted.get(name, ())}
    if renamed:
        names = list(NAMING)
        naming = made.filter(Q(before__has_any_keys=names) | Q(after__has_any_keys=names))
        for pk, table, *values in naming.values_list("revision", "table", "before", "after").iterator():
            if any(not renamed.isdisjoint(named_in(table, one or {})) for one in values):
                yield "revision", pk


def named_in(table: str, values: Mapping[str, Any]) -> Iterable[RowKey]:
    """Yield the rows that the values of a row of the log name."""
    for name, of in NAMING.items():
        value = values.get(name)
        for row in value if isinstance(value, list) else [value]:
            if row is not None:
                yield of or table, row


# Archives that were put back


def begin_behind_what_was() -> None:
    """Let the sequence of an archive that was put back go on behind all numbers that it may have given since.

    Whoever has one of these has seen what is not so any more, and has to begin again (`is_of_this_sequence`). Numbers
    go on from the time in milliseconds: nothing changes so often that this could be a number already given.
    """
    with transaction.atomic():
        hold_numbering()
        last = last_number()
        number = max(last + 1, time.time_ns() // 1_000_000)
        SequenceLine.objects.create(number=number, table=RESTORED, row=last)


def is_of_this_sequence(number: int) -> bool:
    """Is a number one that was given to what is held here, and not in a time that was put back?"""
    put_back = SequenceLine.objects.filter(table=RESTORED, row__lt=number, number__gt=number)
    return number <= last_number() and not put_back.exists()
