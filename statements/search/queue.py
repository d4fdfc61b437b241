"""The queue of rows whose index entry is out of date, and the one writer that drains it.

A task is written in the same transaction as the row it speaks of, so what is rolled back is never
indexed. Draining reads tasks, writes the index, and deletes the tasks it read after the commit:
done twice it does no harm, so that a kill loses nothing.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from statements.archive_version import forget_old_changes
from statements.models import rows_changed

from .engine import TABLES, anything_public, backend, write_rows

logger = logging.getLogger(__name__)

BATCH = 1000
INDEX = "index"  # in the place of a table: the whole index is asked to be looked through


def tasks() -> Any:
    return apps.get_model("statements", "IndexTask")._default_manager


def enqueue(instance: models.Model) -> None:
    """Ask for a row's entries to be made anew: its own, and those of what it shows on."""
    enqueue_with_others(instance._meta.model_name or "", [instance.pk])


def enqueue_with_others(table: str, ids: Sequence[int]) -> None:
    """Ask for the entries of some rows of a table, and of the statements and articles they show on."""
    quotes = apps.get_model("statements", "Quote")._default_manager
    articles = apps.get_model("statements", "Article")._default_manager
    shown_on_quotes = {
        "article": Q(article__in=ids),
        "speaker": Q(speaker__in=ids),
        "event": Q(events__in=ids),
        "outlet": Q(article__outlet__in=ids) | Q(article__agency__in=ids) | Q(relayed_by__in=ids),
    }
    shown_on_articles = {
        "quote": Q(quotes__in=ids),
        "speaker": Q(quotes__speaker__in=ids),
        "event": Q(events__in=ids),
        "outlet": Q(outlet__in=ids) | Q(agency__in=ids),
    }
    if table in TABLES:
        enqueue_rows((table, pk) for pk in ids)
    for name, manager, shown in (
        ("quote", quotes, shown_on_quotes),
        ("article", articles, shown_on_articles),
    ):
        if table in shown:
            found = manager.filter(shown[table]).values_list("pk", flat=True).distinct()
            enqueue_rows((name, pk) for pk in found)


def enqueue_rows(rows: Iterable[tuple[str, int]]) -> None:
    """Ask for entries by table ("quote", "article") and row: for changes that no `save` speaks of."""
    task = apps.get_model("statements", "IndexTask")
    tasks().bulk_create([task(table=table, row=row) for table, row in rows], batch_size=BATCH)


def connect() -> None:
    """Queue whatever changes rows that the index shows, in the same transaction."""
    for table in ("quote", "article", "speaker", "event", "outlet"):
        model = apps.get_model("statements", table)
        post_save.connect(row_saved, sender=model, dispatch_uid=f"index {table} saved")
        post_delete.connect(row_deleted, sender=model, dispatch_uid=f"index {table} deleted")
        if table not in TABLES:
            pre_delete.connect(row_goes, sender=model, dispatch_uid=f"index {table} goes")
        rows_changed.connect(many_changed, sender=model, dispatch_uid=f"index many {table}")
    through = apps.get_model("statements", "Quote").events.through
    m2m_changed.connect(events_changed, sender=through, dispatch_uid="index events of quotes")


def row_saved(sender: Any, instance: models.Model, created: bool, **_: Any) -> None:
    if not created:
        enqueue(instance)
    elif instance._meta.model_name in TABLES:  # nothing shows a new speaker, event or outlet yet
        enqueue_rows([(instance._meta.model_name, instance.pk)])


def row_goes(sender: Any, instance: models.Model, **_: Any) -> None:
    """Queue what a row shows on while the database still knows it."""
    enqueue(instance)


def row_deleted(sender: Any, instance: Any, **_: Any) -> None:
    if instance._meta.model_name in TABLES:
        enqueue_rows([(instance._meta.model_name, instance.pk)])
    if instance._meta.model_name == "quote":
        enqueue_rows([("article", instance.article_id)])


def many_changed(sender: Any, rows: Sequence[int], **_: Any) -> None:
    for start in range(0, len(rows), BATCH):
        enqueue_with_others(sender._meta.model_name, rows[start : start + BATCH])


def events_changed(sender: Any, instance: models.Model, action: str, pk_set: Any, **_: Any) -> None:
    if action in {"post_add", "post_remove", "post_clear", "pre_clear"}:
        enqueue(instance)
        if instance._meta.model_name == "event":
            enqueue_rows(("quote", pk) for pk in pk_set or ())


def report_damage() -> None:
    """Ask the indexer to look through the index, once; safe to call from a reader."""
    if not tasks().filter(table=INDEX).exists():
        tasks().create(table=INDEX, row=0)


def indexing_lock(wait: bool = True) -> AbstractContextManager[bool]:
    """Hold the right to write the index; gives False if another process has it and `wait` is off."""
    return backend().lock(wait)


def open_tasks() -> Any:
    """Return what the indexer has to do: all but the rows that it had to set aside."""
    return tasks().filter(fault="")


def waiting() -> int:
    return int(open_tasks().count())


def set_aside() -> Any:
    """Return the tasks of rows whose documents could not be made; `fault` says why."""
    return tasks().exclude(fault="")


def oldest() -> datetime | None:
    """Return since when the queue waits; None if it is empty."""
    found: datetime | None = open_tasks().order_by("id").values_list("queued_at", flat=True).first()
    return found


def forget(answered: Sequence[int]) -> None:
    """Take tasks off the queue, by id."""
    for start in range(0, len(answered), BATCH):
        tasks().filter(id__in=answered[start : start + BATCH]).delete()


def drain(wait: bool = True, again: bool = False) -> int:
    """Bring the index up to date; return how many rows were written or removed.

    What is queued meanwhile is left for the next call, so that this one ends however much is written.
    A rollback or a kill between the two steps leaves the tasks in the queue, and the next call does
    them once more. Readers see each batch whole or not at all. A row whose document cannot be made is
    set aside until it changes, or until `again` asks for what was set aside.
    """
    if backend().current() is None and anything_public():
        from .maintenance import rebuild

        return rebuild()  # an index of these rows alone would pass for one of all
    done = 0
    with indexing_lock(wait) as held:
        if not held:
            return 0
        if again:
            set_aside().update(fault="")
        work = open_tasks().exclude(table=INDEX).order_by("id")
        last = work.reverse().values_list("id", flat=True).first() or 0
        while batch := list(work.filter(id__lte=last).values_list("id", "table", "row")[:BATCH]):
            rows = dict.fromkeys((table, row) for _, table, row in batch)
            faults = write_rows(rows)
            settle(batch, faults)
            done += len(rows) - len(faults)
            logger.debug("indexed %d rows", len(rows))
            backend().tidy()  # so that a long queue never leaves more segments than files may be open
    forget_old_changes()
    return done


def settle(batch: Sequence[tuple[int, str, int]], faults: Mapping[tuple[str, int], str]) -> None:
    """Take the tasks of a batch off the queue, and set aside those of rows with a fault, one of each."""
    old = {(table, row): pk for pk, table, row in set_aside().values_list("id", "table", "row")}
    with transaction.atomic():  # a kill between the two would lose a row for good
        put_aside(faults)
        forget([number for number, _, _ in batch])
        if old:
            forget([old[row] for row in {(table, row) for _, table, row in batch} & old.keys()])


def put_aside(faults: Mapping[tuple[str, int], str]) -> None:
    """Keep the rows whose documents could not be made, each with the reason, until they change."""
    task = apps.get_model("statements", "IndexTask")
    tasks().bulk_create(task(table=table, row=row, fault=why) for (table, row), why in faults.items())
