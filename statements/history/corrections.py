"""The acts that changed what the public sees, in plain words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from statements.models import TABLES, ActName, Revision, RevisionRow

from .entries import history_entry, names_told

PUBLIC = ("quote", "speaker", "event", "article", "outlet")  # tables whose rows have pages


def corrections_made() -> models.QuerySet[Revision]:
    """Return the acts that changed what the public sees, the latest first."""
    names = [name for name in ActName if name.is_public]
    return Revision.objects.filter(action__in=names).select_related("undoes").order_by("-pk")


def acts_in_words(acts: Sequence[Revision], most: int = 3) -> list[dict[str, Any]]:
    """Return acts in plain words with the rows that they changed, `most` of each.

    Of what nobody sees any more neither words nor changes are told: only what was done, and the address that says so.
    """
    changed = RevisionRow.objects.filter(revision__in=acts, table__in=PUBLIC).order_by("id")
    counts = Counter(changed.values_list("revision", flat=True))
    place = Window(RowNumber(), partition_by=F("revision"), order_by="id")
    lines: dict[int, list[RevisionRow]] = {}
    first: Iterable[RevisionRow] = changed.annotate(place=place).filter(place__lte=most)
    for line in first:
        lines.setdefault(line.revision_id, []).append(line)
    told = [line for rows in lines.values() for line in rows]
    found = rows_of({(line.table, line.row) for line in told})
    shown = shown_of(found)
    names = names_told(told)
    made = []
    for act in acts:
        rows = []
        for line in lines.get(act.pk, []):
            line.revision = act
            row = found.get((line.table, line.row))
            entry = history_entry(line, names)
            if row is not None and (line.table, line.row) not in shown:
                entry["changes"] = []
            name = told_name(row, (line.table, line.row) in shown) if row is not None else ""
            rows.append({"row": row, "name": name, "url": row.get_absolute_url() if row else "", **entry})
        main = rows[0] if rows else {"text": act.action.capitalize()}
        more = counts[act.pk] - len(rows)
        made.append({"act": act, "text": main["text"], "rows": rows, "more": more})
    return made


def rows_of(keys: set[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    """Return the rows of some tables, by table and number."""
    found: dict[tuple[str, int], Any] = {}
    for table in PUBLIC:
        model = TABLES[table]
        ids = [pk for name, pk in keys if name == table]
        if ids:
            rows: Any = (
                model._default_manager.defer("text", "body", "junk", "headings")
                if table == "article"
                else model._default_manager.all()
            )
            found |= {(table, pk): row for pk, row in rows.in_bulk(ids).items()}
    return found


def shown_of(rows: Mapping[tuple[str, int], Any]) -> set[tuple[str, int]]:
    """Return by table and number those of some rows that everybody may see."""
    found: set[tuple[str, int]] = set()
    for table in {table for table, _number in rows}:
        manager: Any = TABLES[table]._default_manager
        public = manager.all() if table == "outlet" else manager.public()
        numbers = [pk for name, pk in rows if name == table]
        found |= {(table, pk) for pk in public.filter(pk__in=numbers).values_list("pk", flat=True)}
    return found


def told_name(row: Any, shown: bool) -> str:
    """Return what a row is called: by what it was merged into, and not at all where it was taken out."""
    kept = getattr(row, "merged_into", None)
    if kept is not None:
        return str(kept)
    return str(row) if shown else _("What was taken out")
