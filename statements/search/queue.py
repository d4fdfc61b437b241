"""The queue of rows whose index entry is out of date, and how it is written into the index.

A task is written in the same transaction as the row it speaks of, so what is rolled back is never
indexed. Writing reads tasks, writes the index, and deletes the tasks it read after the commit: done
twice it does no harm, so that a kill loses nothing.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from statements.archive_version import forget_old_changes
from statements.models import (
    Article,
    Event,
    IndexTask,
    Outlet,
    Quote,
    Speaker,
    insert_values,
    rows_changed,
    rows_indexed,
    table_of,
)
from statements.sequence import note_changed, number_changes
from statements.transactions import once

from .documents import TABLES, Faults, documents_of, label_of
from .engines import engine
from .engines.base import Unavailable, Unreachable
from .engines.fields import Document, Key

logger = logging.getLogger(__name__)

BATCH = 1000  # rows that are asked for at once
MOST_WRITTEN = (
    5000  # rows that are written together, and how many letters of them: what is held in memory meanwhile
)
MOST_LETTERS = 8_000_000
INDEX = "index"  # in the place of a table: the whole index is asked to be looked through


def all_tasks() -> Any:
    return IndexTask._default_manager


Asked = tuple[str, int, bool]  # a table, a row of it, and whether what the row shows on is asked for too


def enqueue(instance: models.Model) -> None:
    """Ask for a row's entries to be made anew: its own, and those of what it shows on."""
    once(add_tasks, [(table_of(instance), instance.pk, True)])


def enqueue_with_others(table: str, ids: Iterable[int]) -> None:
    """Ask for the entries of some rows of a table, and of the statements and articles they show on."""
    once(add_tasks, ((table, pk, True) for pk in ids))


def enqueue_rows(rows: Iterable[Key]) -> None:
    """Ask for entries by table ("quote", "article") and row: for changes that no `save` speaks of."""
    once(add_tasks, ((table, pk, False) for table, pk in rows))


def add_tasks(asked: list[Asked]) -> None:
    """Write a task for each row, one however often it was asked for, and note what mirrors are to be told of."""
    rows: dict[Key, None] = {(table, pk): None for table, pk, _ in asked if table in TABLES}
    by_table: dict[str, list[int]] = {}
    for table, pk, with_others in asked:
        if with_others:
            by_table.setdefault(table, []).append(pk)
    for table, ids in by_table.items():
        for start in range(0, len(ids), BATCH):
            rows.update(dict.fromkeys(shown_on(table, ids[start : start + BATCH])))
    insert_values(IndexTask, ("table", "row"), list(rows))
    note_changed((*rows, *((table, pk) for table, pk, _ in asked)))


def shown_on(table: str, ids: Sequence[int]) -> Iterator[Key]:
    """Yield the statements and articles whose entries show something of these rows."""
    shown_on_quotes = {
        "article": Q(article__in=ids),
        "speaker": Q(speaker__in=ids) | Q(probable_speaker__in=ids),
        "event": Q(events__in=ids) | Q(article__events__in=ids),
        "outlet": Q(article__outlet__in=ids) | Q(article__agency__in=ids) | Q(relayed_by__in=ids),
    }
    shown_on_articles = {
        "quote": Q(quotes__in=ids),
        "speaker": Q(quotes__speaker__in=ids),
        "event": Q(events__in=ids),
        "outlet": Q(outlet__in=ids) | Q(agency__in=ids),
    }
    if table in shown_on_quotes:
        for pk in Quote.objects.filter(shown_on_quotes[table]).values_list("pk", flat=True).distinct():
            yield "quote", pk
    if table in shown_on_articles:
        for pk in Article.objects.filter(shown_on_articles[table]).values_list("pk", flat=True).distinct():
            yield "article", pk


def connect() -> None:
    """Queue whatever changes rows that the index shows, in the same transaction."""
    for model in (Quote, Article, Speaker, Event, Outlet):
        table = model._meta.model_name
        post_save.connect(row_saved, sender=model, dispatch_uid=f"index {table} saved")
        post_delete.connect(row_deleted, sender=model, dispatch_uid=f"index {table} deleted")
        if table not in TABLES:
            pre_delete.connect(row_goes, sender=model, dispatch_uid=f"index {table} goes")
        rows_changed.connect(many_changed, sender=model, dispatch_uid=f"index many {table}")
    m2m_changed.connect(events_changed, sender=Quote.events.through, dispatch_uid="index events of quotes")


def row_saved(sender: Any, instance: models.Model, created: bool, **_: Any) -> None:
    if not created:
        enqueue(instance)
    else:  # nothing else shows a new row yet
        enqueue_rows([(table_of(instance), instance.pk)])


def row_goes(sender: Any, instance: models.Model, **_: Any) -> None:
    """Queue what a row shows on while the database still knows it."""
    enqueue_rows(shown_on(table_of(instance), [instance.pk]))


def row_deleted(sender: Any, instance: Any, **_: Any) -> None:
    enqueue_rows([(table_of(instance), instance.pk)])
    if instance._meta.model_name == "quote":
        enqueue_rows([("article", instance.article_id)])


def many_changed(sender: Any, rows: Sequence[int], **_: Any) -> None:
    enqueue_with_others(table_of(sender), rows)


def events_changed(sender: Any, instance: models.Model, action: str, pk_set: Any, **_: Any) -> None:
    if action == "pre_clear":  # what goes is known now and not at the end
        row_goes(sender, instance)
    if action in {"post_add", "post_remove", "post_clear", "pre_clear"}:
        enqueue(instance)
        if instance._meta.model_name == "event":
            enqueue_rows(("quote", pk) for pk in pk_set or ())


def report_damage(error: Unavailable) -> None:
    """Ask the indexer to look through the index, once; safe to call from a reader.

    Of an engine that does not answer at all nothing is known that could be mended.
    """
    if not isinstance(error, Unreachable) and not all_tasks().filter(table=INDEX).exists():
        all_tasks().create(table=INDEX, row=0)


def indexing_lock(wait: bool = True) -> AbstractContextManager[bool]:
    """Hold the right to write the index; gives False if another process has it and `wait` is off."""
    return engine().lock(wait)


def open_tasks() -> Any:
    """Return what the indexer has to do: all but the rows that it had to set aside."""
    return all_tasks().filter(fault="")


def waiting() -> int:
    return int(open_tasks().count())


def set_aside() -> Any:
    """Return the tasks of rows whose documents could not be made; `fault` says why."""
    return all_tasks().exclude(fault="")


def oldest() -> datetime | None:
    """Return since when the queue waits; None if it is empty."""
    found: datetime | None = open_tasks().order_by("id").values_list("queued_at", flat=True).first()
    return found


def forget_tasks(answered: Sequence[int]) -> None:
    """Take tasks off the queue, by id, and tell that the index has their rows."""
    for start in range(0, len(answered), BATCH):
        tasks = all_tasks().filter(id__in=answered[start : start + BATCH])
        with transaction.atomic():
            rows_indexed.send(IndexTask, rows=set(tasks.exclude(table=INDEX).values_list("table", "row")))
            tasks.delete()


def write_waiting(wait: bool = True, again: bool = False) -> int:
    """Write what is queued into the index; return how many rows were written or removed.

    What is queued meanwhile is left for the next call, so that this one ends however much is written.
    A rollback or a kill between the two steps leaves the tasks in the queue, and the next call does
    them once more. Readers see each batch whole or not at all. A row whose document cannot be made is
    set aside until it changes, or until `again` asks for what was set aside.
    """
    done = 0
    with indexing_lock(wait) as locked:
        if not locked:
            return 0
        if again:
            set_aside().update(fault="")
        work = open_tasks().exclude(table=INDEX).order_by("id")
        last = work.reverse().values_list("id", flat=True).first() or 0
        first = 0
        while first <= last:
            batch = RowsToWrite()
            while not batch.is_full and (tasks := list(work.filter(id__gt=first, id__lte=last)[:BATCH])):
                batch.read(tasks)
                first = tasks[-1].pk
            if not batch.tasks:
                break
            batch.write()
            settle(batch)
            done += len(batch.rows) - len(batch.faults)
            logger.debug("indexed %d rows", len(batch.rows))
            engine().tidy()  # so that a long queue never leaves more pieces than files may be open
    number_changes()
    forget_old_changes()
    return done


class RowsToWrite:
    """Rows that are written into the index together: their documents, and which of them are not public any more.

    What the index pays for a write is nearly the same for few rows as for many.
    """

    def __init__(self) -> None:
        self.tasks: list[int] = []  # whose rows these are
        self.rows: dict[tuple[str, int], None] = {}
        self.documents: dict[Key, Document] = {}
        self.gone: set[Key] = set()
        self.faults: Faults = {}
        self.letters = 0

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= MOST_WRITTEN or self.letters >= MOST_LETTERS

    def read(self, tasks: Iterable[IndexTask]) -> None:
        """Add the rows of some tasks, as the database has them now."""
        self.tasks += [task.pk for task in tasks]
        self.add((task.table, task.row) for task in tasks)

    def add(self, rows: Iterable[tuple[str, int]]) -> None:
        by_table: dict[str, list[int]] = {}
        for table, row in dict.fromkeys(rows):
            by_table.setdefault(table, []).append(row)
        for table, ids in by_table.items():
            again = [pk for pk in ids if (table, pk) in self.rows]  # it has changed since
            for pk in again:
                self.documents.pop((label_of(table), pk), None)
                self.faults.pop((table, pk), None)
                self.gone.discard((label_of(table), pk))
            self.rows.update(dict.fromkeys((table, pk) for pk in ids))
            found = documents_of(table, ids, self.faults)
            self.documents |= {(label_of(table), document["row"]): document for document in found}
            self.letters += sum(len(document["text"]) for document in found)
            present = {document["row"] for document in found}
            self.gone |= {
                (label_of(table), pk) for pk in ids if pk not in present and (table, pk) not in self.faults
            }

    def write(self) -> None:
        engine().write(list(self.documents.values()), self.gone)


def write_rows(rows: Iterable[tuple[str, int]]) -> Faults:
    """Write the documents of these rows as the database has them now; remove those not public.

    Return the rows whose documents could not be made, with the reason: what the index has of them stays.
    """
    batch = RowsToWrite()
    batch.add(rows)
    batch.write()
    return batch.faults


def settle(batch: RowsToWrite) -> None:
    """Take the tasks of a batch off the queue, and set aside those of rows with a fault, one of each."""
    old = {(table, row): pk for pk, table, row in set_aside().values_list("id", "table", "row")}
    with transaction.atomic():  # a kill between the two would lose a row for good
        put_aside(batch.faults)
        forget_tasks(batch.tasks)
        if old:
            forget_tasks([old[row] for row in batch.rows.keys() & old.keys()])


def put_aside(faults: Mapping[tuple[str, int], str]) -> None:
    """Keep the rows whose documents could not be made, each with the reason, until they change."""
    all_tasks().bulk_create(
        IndexTask(table=table, row=row, fault=why) for (table, row), why in faults.items()
    )
