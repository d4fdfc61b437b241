"""What mirrors follow: every row that changed behind a place in the sequence, as it is now.

A mirror begins with `since=0` and asks again with `last` for as long as there is `more`. It keeps each record by
`kind` and `number`, puts in what is held, and takes out all else. A row may come again though nothing of it differs;
it never fails to come (`statements.sequence` says why).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from statements.history.corrections import corrections_made
from statements.models import (
    Article,
    Event,
    Outlet,
    Quote,
    Revision,
    RevisionRow,
    SequenceLine,
    Speaker,
    Utterance,
)
from statements.sequence import MIRRORED, is_of_this_sequence, last_number

from .lists import printed_utterances
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
    """Every statement, utterance, article, speaker, event, source and correction that changed behind a place in the
    sequence, as it is now.

    Records are those of the lists. Dates are no rows: they are counted from statements by their `date`. A change is
    told once it has its number, which the indexer gives some seconds after it is done. An archive that was put back
    to an earlier state answers 409: begin again with since=0.
    """
    if not is_of_this_sequence(asked.since):
        raise NotAnswered(
            409,
            _("The sequence is not so far"),
            _(
                "The last change has the number %(last)s: the archive was put back to an earlier state. Begin again with since=0."
            )
            % {"last": last_number()},
        )
    lines = list(SequenceLine.objects.filter(number__gt=asked.since, table__in=MIRRORED)[: asked.limit + 1])
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


def shown_statements(records: Records, rows: list[int]) -> Iterable[Plain]:
    return map(records.statement, statements_with_parts(Quote.objects.public().filter(pk__in=rows)))


def shown_articles(records: Records, rows: list[int]) -> Iterable[Plain]:
    return map(records.article, Article.objects.public().with_outlet().light().filter(pk__in=rows))


def shown_speakers(records: Records, rows: list[int]) -> Iterable[Plain]:
    return map(records.speaker, Speaker.objects.public().filter(pk__in=rows))


def shown_events(records: Records, rows: list[int]) -> Iterable[Plain]:
    return map(records.event, Event.objects.public().filter(pk__in=rows))


def shown_sources(records: Records, rows: list[int]) -> Iterable[Plain]:
    return map(records.source, Outlet.objects.filter(merged_into=None, pk__in=rows))


def shown_utterances(records: Records, rows: list[int]) -> Iterable[Plain]:
    found = printed_utterances().filter(pk__in=rows)
    return (records.utterance(one, one.shown_printings) for one in found)


def shown_corrections(records: Records, rows: list[int]) -> Iterable[Plain]:
    return records.corrections(list(corrections_made().filter(pk__in=rows)))


# What the public sees of some rows of a table, and all rows of it.
SHOWN: Mapping[str, tuple[Callable[[Records, list[int]], Iterable[Plain]], Any]] = {
    "quote": (shown_statements, Quote),
    "utterance": (shown_utterances, Utterance),
    "article": (shown_articles, Article),
    "speaker": (shown_speakers, Speaker),
    "event": (shown_events, Event),
    "outlet": (shown_sources, Outlet),
    "revision": (shown_corrections, Revision),
}


def told_to_mirror(records: Records, table: str, rows: Iterable[int]) -> dict[int, Plain]:
    """Return what a mirror is told of some rows of a table: the record, or what became of it."""
    wanted = list(rows)
    shown, model = SHOWN[table]
    found = {one["number"]: {"state": "held", "record": one, "into": None} for one in shown(records, wanted)}
    left = [pk for pk in wanted if pk not in found]
    if left:
        found |= {
            pk: {"record": None, "into": None, **one} for pk, one in became_of(model, table, left).items()
        }
    return found


def became_of(model: Any, table: str, rows: list[int]) -> dict[int, Plain]:
    """Return what became of rows that are not shown."""
    known = model._default_manager
    if hasattr(model, "merged_into"):
        known = known.select_related("merged_into")
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
            found[pk] = {"state": "gone" if table == "utterance" else "withdrawn"}
    return found


def end_of(row: Any) -> Any:
    """Return the row that took over at last."""
    seen = {row.pk}
    while row.merged_into is not None and row.merged_into.pk not in seen:
        row = row.merged_into
        seen.add(row.pk)
    return row
