"""The queue of rows whose index entry is out of date, and the one writer that drains it.

A task is written in the same transaction as the row it speaks of, so what is rolled back is never
indexed. Draining reads tasks, writes the index, and deletes the tasks it read after the commit:
done twice it does no harm, so that a kill loses nothing.
"""

import fcntl
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from .engine import LOCK, backend, write_rows

logger = logging.getLogger(__name__)

BATCH = 1000
INDEX = "index"  # in the place of a table: the whole index is asked to be looked through


def tasks() -> Any:
    return apps.get_model("statements", "IndexTask")._default_manager


def enqueue(instance: models.Model) -> None:
    """Ask for a row's entries to be made anew: its own, and those of the statements it shows on."""
    quote = apps.get_model("statements", "Quote")
    article = apps.get_model("statements", "Article")
    table = instance._meta.model_name or ""
    rows: list[tuple[str, int]] = []
    if table in {"quote", "article"}:
        rows.append((table, instance.pk))
    if table in {"article", "speaker", "event"}:
        related = {"article": "article", "speaker": "speaker", "event": "events"}[table]
        ids = quote._default_manager.filter(**{related: instance}).values_list("pk", flat=True)
        rows += [("quote", pk) for pk in ids]
    if table in {"speaker", "event", "outlet"}:
        about = {
            "speaker": Q(quotes__speaker=instance),
            "event": Q(events=instance),
            "outlet": Q(outlet=instance) | Q(agency=instance),
        }[table]
        ids = article._default_manager.filter(about).distinct().values_list("pk", flat=True)
        rows += [("article", pk) for pk in ids]
    if table == "outlet":
        shown = Q(article__outlet=instance) | Q(article__agency=instance) | Q(relayed_by=instance)
        rows += [("quote", pk) for pk in quote._default_manager.filter(shown).values_list("pk", flat=True)]
    enqueue_rows(rows)


def enqueue_rows(rows: Iterable[tuple[str, int]]) -> None:
    """Ask for entries by table ("quote", "article") and row: for changes that no `save` speaks of."""
    task = apps.get_model("statements", "IndexTask")
    tasks().bulk_create([task(table=table, row=row) for table, row in rows], batch_size=BATCH)


def report_damage() -> None:
    """Ask the indexer to look through the index, once; safe to call from a reader."""
    if not tasks().filter(table=INDEX).exists():
        tasks().create(table=INDEX, row=0)


@contextmanager
def indexing_lock(wait: bool = True) -> Iterator[bool]:
    """Hold the right to write the index; yields False if another process has it and `wait` is off."""
    folder = backend().folder
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def waiting() -> int:
    return int(tasks().count())


def oldest() -> datetime | None:
    """Return since when the queue waits; None if it is empty."""
    found: datetime | None = tasks().order_by("id").values_list("queued_at", flat=True).first()
    return found


def drain(wait: bool = True) -> int:
    """Bring the index up to date; return how many rows were written or removed.

    A rollback or a kill between the two steps leaves the tasks in the queue, and the next call does
    them once more. Readers see each batch whole or not at all.
    """
    done = 0
    with indexing_lock(wait) as held:
        if not held:
            return 0
        while batch := list(
            tasks().exclude(table=INDEX).order_by("id").values_list("id", "table", "row")[:BATCH]
        ):
            rows = dict.fromkeys((table, row) for _, table, row in batch)
            write_rows(rows)
            tasks().filter(id__in=[number for number, _, _ in batch]).delete()
            done += len(rows)
            logger.debug("indexed %d rows", len(rows))
        if done:
            backend().tidy()
    return done
