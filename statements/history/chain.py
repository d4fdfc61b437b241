"""The log as a chain: each line holds a digest of itself, of what it did, and of the line before.

The digest of a value is salted with what stands beside it. When the value is erased by order its salt goes with it:
the digest stays in the chain and tells nobody anything, and all other lines can still be proved.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import connection

from statements.models import Revision, RevisionRow

EXACT = 1e16  # from here on a number with a point is whole, and PostgreSQL's JSON gives it without one
ALIKE = {str, int, bool, type(None)}  # what every database gives as it was written
AS_TEXT = json.JSONEncoder(separators=(",", ":"))
TURN = 0x0E_CED1  # of the lock that lets one process at a time add lines


def digest_of(*values: Any) -> str:
    return hashlib.sha256(AS_TEXT.encode(in_json(values)).encode()).hexdigest()


def in_json(value: Any) -> Any:
    """Return a value of a column of JSON as every database gives it, its keys in order."""
    if isinstance(value, dict):
        return {key: one if type(one) in ALIKE else in_json(one) for key, one in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [one if type(one) in ALIKE else in_json(one) for one in value]
    if isinstance(value, float):
        return int(value) if abs(value) >= EXACT else value + 0.0 or 0.0
    return value


def last_link() -> str:
    """Return the link of the last line; until the transaction ends, nobody else adds one."""
    if connection.vendor == "postgresql":  # SQLite has one writer anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
    return Revision.objects.order_by("-pk").values_list("link", flat=True).first() or ""


def seal_line(line: Any, rows: Sequence[Any], before: str) -> None:
    """Give a line and its rows their digests, and the line its link to the one before."""
    line.salt = secrets.token_hex(8)
    line.seal = seal_of_line(line)
    for row in rows:
        row.salt = secrets.token_hex(8)
        row.seal = seal_of_row(row)
    line.link = link_of(line, [row.seal for row in rows], before)


def seal_of_line(line: Any) -> str:
    return digest_of(line.salt, line.label, line.why, line.signed)


def seal_of_row(row: Any) -> str:
    return digest_of(row.salt, row.table, row.row, row.before, row.after)


def link_of(line: Any, seals: Sequence[str], before: str) -> str:
    at = line.at.astimezone(UTC).isoformat()
    return digest_of(
        before, at, line.editor_id, line.action, line.table, line.row, line.undoes_id, line.seal, *seals
    )


@dataclass(slots=True)
class Proof:
    """What looking through the log found: `broken` says where it is not as it was written; "" where it is whole."""

    lines: int = 0
    rows: int = 0
    erased: int = 0  # lines and rows that are empty by order
    last: str = ""
    holds: bool = False  # was the link that was asked for among them?
    broken: str = ""


def prove(wanted: str = "") -> Proof:
    """Work out all digests of the log again, from the first line on, up to the first that differs."""
    proof = Proof(holds=not wanted)
    rows = RevisionRow.objects.order_by("revision_id", "id").iterator(chunk_size=500)
    row = next(rows, None)
    for line in Revision.objects.order_by("pk").iterator(chunk_size=500):
        mine: list[RevisionRow] = []
        while row is not None and row.revision_id <= line.pk:
            if row.revision_id < line.pk:
                proof.broken = f"what act {row.revision_id} did stands there, and the act does not"
                return proof
            mine.append(row)
            row = next(rows, None)
        proof.broken = fault_of(line, mine, proof.last)
        if proof.broken:
            return proof
        proof.lines += 1
        proof.rows += len(mine)
        proof.erased += (line.erasure_id is not None) + sum(one.erasure_id is not None for one in mine)
        proof.last = line.link
        proof.holds = proof.holds or line.link == wanted
    if row is not None:
        proof.broken = f"what act {row.revision_id} did stands there, and the act does not"
    return proof


def fault_of(line: Revision, rows: Iterable[RevisionRow], before: str) -> str:
    """Return what is wrong with a line, "" if it is as it was written."""
    rows = list(rows)
    if line.erasure_id is None and line.seal != seal_of_line(line):
        return f"what act {line.pk} is called, or why it was done, was changed"
    for row in rows:
        if row.erasure_id is None and row.seal != seal_of_row(row):
            return f"what act {line.pk} did to {row.table} {row.row} was changed"
    if line.link != link_of(line, [row.seal for row in rows], before):
        return f"act {line.pk} is not as it was written, or something before it is missing or was put in"
    return ""
