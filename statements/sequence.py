"""In which order did the rows change that others mirror?

The number of a row made inside a transaction says nothing of the order in which transactions end: on PostgreSQL
a later number may be committed first, and whoever had read up to it would never see the earlier one. So a change
is only noted with the change (`ChangedRow`), in its transaction. Numbers are given afterwards, by `number_changes`,
to what is committed by then; one process at a time does so, and holds its lock until its own commit. So whoever has
seen a number has seen all that are smaller, on every database, without reading the horizons that only PostgreSQL
has. A row that changes again leaves its number and gets the next: the sequence has one line a row, however old the
archive is, and a mirror that begins at 0 reads as many lines as there are rows.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Max

from .models import ChangedRow, SequenceLine, insert_rows
from .transactions import once

MIRRORED = ("outlet", "speaker", "event", "article", "quote")
BATCH = 2000
NUMBERING = 0x0E_CED5  # of the lock that lets one process at a time give numbers

RowKey = tuple[str, int]


def note_changed(rows: Iterable[RowKey]) -> None:
    """Say that rows changed, by table and number; those that nobody mirrors are left out."""
    once(add_changed, (row for row in rows if row[0] in MIRRORED))


def add_changed(rows: list[RowKey]) -> None:
    if rows:
        insert_rows([ChangedRow(table=table, row=row) for table, row in dict.fromkeys(rows)])


def number_changes() -> int:
    """Give all rows that changed their numbers; return how many rows that were."""
    done = 0
    while count := number_batch():
        done += count
    return done


def number_batch() -> int:
    """Number some of the rows that wait, in one transaction."""
    if not ChangedRow.objects.exists():
        return 0
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite has one writer anyway
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
        waiting = list(ChangedRow.objects.order_by("pk").values_list("pk", "table", "row")[:BATCH])
        rows = dict.fromkeys((table, row) for _, table, row in waiting)
        last = last_number()
        SequenceLine.objects.bulk_create(
            [
                SequenceLine(number=number, table=table, row=row)
                for number, (table, row) in enumerate(rows, start=last + 1)
            ],
            update_conflicts=True,
            unique_fields=["table", "row"],
            update_fields=["number"],
            batch_size=BATCH // 10,
        )
        answered = [pk for pk, *_ in waiting]
        for start in range(0, len(answered), BATCH // 4):
            ChangedRow.objects.filter(pk__in=answered[start : start + BATCH // 4]).delete()
    return len(waiting)


def last_number() -> int:
    """Return the number of the last change that has one; 0 before the first."""
    return SequenceLine.objects.aggregate(last=Max("number"))["last"] or 0
