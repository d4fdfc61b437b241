"""What mirrors follow: every row that changed behind a place in the sequence, as it is now.

A mirror begins with `since=0` and asks again with `last` for as long as there is `more`. It keeps each record by
`kind` and `number`, puts in what is held, and takes out all else. A row may come again though nothing of it differs;
it never fails to come (`statements.sequence` says why).
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from statements.models import (
    Article,
    Event,
    Outlet,
    Quote,
    RevisionRow,
    SequenceLine,
    Speaker,
)
from statements.sequence import last_number

from .problems import NotAnswered
from .records import NAMES, Records, end_of_address, statements_with_parts
from .shapes import LARGEST, ChangeList, Plain

router = Router()
MOST_CHANGES = 1000


class AskedChanges(Schema):
    """From where on changes are asked for."""

    since: Annotated[int, Field(ge=0, le=LARGEST)] = Field(
        0, description="the last place that was seen; 0 for all that is held"
    )
    limit: Annotated[int, Field(ge=1, le=MOST_CHANGES)] = Field(500, description="how many rows")


@router.get("/changes", response=ChangeList, url_name="changes", summary="Changes, for mirrors")
def changes(request: HttpRequest, asked: Query[AskedChanges]) -> Plain:
    """Every statement, article, speaker, event and source that changed behind a place in the sequence, as it is now.

    A change is told once it has its number, which the indexer gives some seconds after it is done.
    """
    last = last_number()
    if asked.since > last:
        raise NotAnswered(
            409,
            _("The sequence is not so far"),
            _(
                "The last change has the number %(last)s: the archive was put back to an earlier state. Begin again with since=0."
            )
            % {"last": last},
        )
    lines = list(SequenceLine.objects.filter(number__gt=asked.since)[: asked.limit + 1])
    shown = lines[: asked.limit]
    by_table: dict[str, list[int]] = {}
    for line in shown:
        by_table.setdefault(line.table, []).append(line.row)
    records = Records(request)
    told = {
        (table, row): one
        for table, rows in by_table.items()
        for row, one in told_to_mirror(records, table, rows).items()
    }
    items = [
        {"since": line.number, "kind": NAMES[line.table], "number": line.row, **told[line.table, line.row]}
        for line in shown
    ]
    end = shown[-1].number if shown else asked.since
    return {"items": items, "last": end, "more": len(lines) > len(shown)}


ROWS: Mapping[str, Any] = {
    "quote": lambda: statements_with_parts(Quote.objects.public()),
    "article": lambda: Article.objects.public().with_outlet().light(),
    "speaker": Speaker.objects.public,
    "event": Event.objects.public,
    "outlet": lambda: Outlet.objects.filter(merged_into=None),
}
TABLES_OF_CHANGES: Mapping[str, Any] = {
    "quote": Quote,
    "article": Article,
    "speaker": Speaker,
    "event": Event,
    "outlet": Outlet,
}


def told_to_mirror(records: Records, table: str, rows: Iterable[int]) -> dict[int, Plain]:
    """Return what a mirror is told of some rows of a table: the record, or what became of it."""
    wanted = list(rows)
    make = getattr(records, NAMES[table])
    held = ROWS[table]().in_bulk(wanted)
    found = {pk: {"state": "held", "record": make(row), "into": None} for pk, row in held.items()}
    left = [pk for pk in wanted if pk not in found]
    if left:
        found |= {pk: {"record": None, "into": None, **one} for pk, one in became_of(table, left).items()}
    return found


def became_of(table: str, rows: list[int]) -> dict[int, Plain]:
    """Return what became of rows that are not shown."""
    model = TABLES_OF_CHANGES[table]
    known = (
        model._default_manager.select_related("merged_into")
        if hasattr(model, "merged_into")
        else (
            model._default_manager.select_related("article") if table == "quote" else model._default_manager
        )
    )
    there = known.in_bulk(rows)
    erased = set(
        RevisionRow.objects.filter(table=table, row__in=rows)
        .exclude(erasure=None)
        .values_list("row", flat=True)
    )
    found: dict[int, Plain] = {}
    for pk in rows:
        row = there.get(pk)
        if row is None:
            found[pk] = {"state": "erased" if pk in erased else "gone"}
        elif getattr(row, "merged_into", None) is not None:
            last = end_of(row)
            found[pk] = {"state": "merged", "into": {"number": last.pk, "id": end_of_address(last)}}
        else:
            found[pk] = {"state": "withdrawn"}
    return found


def end_of(row: Any) -> Any:
    """Return the row that took over at last."""
    seen = {row.pk}
    while row.merged_into is not None and row.merged_into.pk not in seen:
        row = row.merged_into
        seen.add(row.pk)
    return row
