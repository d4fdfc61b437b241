"""The queue of rows whose index entry is out of date, and the one writer that drains it.

A task is written in the same transaction as the row it speaks of, so what is rolled back is never
indexed. Draining reads tasks, writes the index, and deletes the tasks it read after the commit:
done twice it does no harm, so that a kill loses nothing.
"""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import models
from django.db.models import Q

logger = logging.getLogger(__name__)

BATCH = 2000


def enqueue(instance: models.Model) -> None:
    """Ask for a row's entries to be made anew: its own, and those of the statements it shows on."""
    task = apps.get_model("statements", "IndexTask")
    quote = apps.get_model("statements", "Quote")
    table = instance._meta.model_name or ""
    article = apps.get_model("statements", "Article")
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
    task._default_manager.bulk_create([task(table=name, row=pk) for name, pk in rows])


@contextmanager
def indexing_lock(wait: bool = True) -> Iterator[bool]:
    """Hold the right to write the index; yields False if another process has it and `wait` is off."""
    from .engine import backend

    folder = backend().folder
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "writer.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def waiting() -> int:
    return int(apps.get_model("statements", "IndexTask")._default_manager.count())


def drain(wait: bool = True) -> int:
    """Bring the index up to date; return how many rows were written or removed."""
    from .engine import write_rows

    task = apps.get_model("statements", "IndexTask")
    done = 0
    with indexing_lock(wait) as held:
        if not held:
            return 0
        while True:
            tasks = list(task._default_manager.order_by("id").values_list("id", "table", "row")[:BATCH])
            if not tasks:
                return done
            rows = dict.fromkeys((table, row) for _, table, row in tasks)
            write_rows(rows)
            task._default_manager.filter(id__in=[number for number, _, _ in tasks]).delete()
            done += len(rows)
            logger.debug("indexed %d rows", len(rows))
