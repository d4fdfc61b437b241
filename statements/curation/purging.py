"""What was erased is removed from the files as well: index, free pages of the database, its log of writes."""

import logging
import os
import time

from django.db import connection, transaction
from django.utils import timezone

from statements.leases import holding
from statements.models import Erasure, IndexTask
from statements.search.maintenance import rebuild, remove_former

logger = logging.getLogger(__name__)

PATIENCE = 60.0  # seconds in which others may let go of the database


def purge(jobs: int = 1) -> list[str]:
    """Make the index anew and rewrite the files of the database, if anything was erased since.

    Return what could not be done yet, each as a sentence; it is tried again by whoever calls this next.
    """
    if not Erasure.objects.filter(purged_at=None).exists():
        return []
    with holding("purge") as mine:
        if mine is None:
            return [
                "Another process rewrites index and database just now: manage.py erase --purge tells when it is done."
            ]
        return purge_alone(jobs)


def purge_alone(jobs: int) -> list[str]:
    waiting = list(Erasure.objects.filter(purged_at=None).values_list("pk", flat=True))
    if not waiting:
        return []
    IndexTask.objects.exclude(fault="").update(fault="")
    rebuild(jobs or os.cpu_count() or 1)
    remove_former()
    left = rewrite_database()
    if not left:
        with transaction.atomic():
            Erasure.objects.filter(pk__in=waiting).update(purged_at=timezone.now())
    return left


def rewrite_database() -> list[str]:
    """Let no page of the database's files hold what no row holds."""
    if connection.in_atomic_block:
        return ["The database can be rewritten behind the transaction that goes on only."]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM FULL")
        return []
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        until = time.monotonic() + PATIENCE
        while True:
            if not cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:  # 1: somebody reads still
                return []
            if time.monotonic() > until:
                return [
                    "Somebody reads the database without end, so that archive.sqlite3-wal could not be emptied: "
                    "manage.py erase --purge does it later."
                ]
            time.sleep(0.2)
