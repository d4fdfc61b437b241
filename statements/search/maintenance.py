"""Care of the index: made anew beside the one in use, counted, then switched to."""

import logging
from collections.abc import Iterator

from django.apps import apps
from haystack import connections
from whoosh import index

from .engine import backend, write_rows
from .queue import drain, indexing_lock

logger = logging.getLogger(__name__)

BATCH = 1000


class Incomplete(Exception):
    """The new index does not hold what the database does; the old one stays in use."""


def public_rows() -> Iterator[tuple[str, int]]:
    unified = connections["default"].get_unified_index()
    for table in ("quote", "article"):
        model = apps.get_model("statements", table)
        queryset = unified.get_index(model).index_queryset().order_by("pk")
        for pk in queryset.values_list("pk", flat=True).iterator(chunk_size=BATCH):
            yield table, pk


def rebuild() -> int:
    """Make the index anew and switch to it; return how many documents it holds.

    Readers keep the old index until the new one is complete. What changes meanwhile waits in the
    queue and is written after the switch.
    """
    with indexing_lock():
        engine = backend()
        folder = engine.create()
        total = 0
        batch: list[tuple[str, int]] = []
        for row in public_rows():
            batch.append(row)
            if len(batch) == BATCH:
                write_rows(batch, folder)
                total += len(batch)
                logger.info("%d documents written", total)
                batch = []
        if batch:
            write_rows(batch, folder)
            total += len(batch)
        with index.open_dir(str(folder)).reader() as reader:
            held = int(reader.doc_count())
        if held != total:
            raise Incomplete(f"the new index holds {held} documents, but {total} rows were to be in it")
        engine.switch(folder)
    drain()
    return held
