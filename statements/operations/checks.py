"""Is an archive sound? What can be proved of its rows after they were put into a database."""

import hashlib
from collections.abc import Mapping

from django.db import IntegrityError, connection

from statements.models import Revision, RevisionRow, Source

from .container import Told
from .databases import GUARDED, count_rows, database, wrong_counts
from .manifest import TableCount

PIECE = 20  # sources read at a time: each may be some megabytes


def rows_wrong(told: Mapping[str, TableCount]) -> list[str]:
    """Return which tables have not as many rows as told, each as a sentence."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        return wrong_counts(told, count_rows(cursor, sorted(present & told.keys())))


def sources_wrong(report: Told) -> list[str]:
    """Return the sources whose bytes are not those of their SHA-256, each as a sentence."""
    wrong = []
    total = Source.objects.count()
    rows = Source.objects.order_by("pk").values_list("pk", "sha256", "size", "data")
    for done, (pk, sha256, size, data) in enumerate(rows.iterator(chunk_size=PIECE), 1):
        if hashlib.sha256(data).hexdigest() != sha256 or len(data) != size:
            wrong.append(f"the bytes of source {pk} are not those of its SHA-256")
        report(done, total)
    return wrong


def log_wrong() -> list[str]:
    """Return what the log lacks, each as a sentence: lines without what they did, guards, rows it points to."""
    wrong = []
    empty = Revision.objects.exclude(pk__in=RevisionRow.objects.values("revision")).count()
    if empty:
        wrong.append(f"{empty} lines of the log do not say what they did")
    missing = {f"{table}_no_{act}" for table in GUARDED for act in ("update", "delete")} - database().guards()
    if missing:
        wrong.append(f"the database does not guard the log: {', '.join(sorted(missing))} is missing")
    try:
        connection.check_constraints()
    except IntegrityError as error:
        wrong.append(f"a row points to one that is not there: {error}")
    return wrong
