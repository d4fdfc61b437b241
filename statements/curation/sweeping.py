"""Words that are erased are removed from every column of every table that repeats them, and from waiting files."""

import html
import logging
import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from statements.ingest.erased import blank, known_marks, screen
from statements.intake.items import sources_of_bytes
from statements.intake.kept import forget_kept, open_kept
from statements.models import (
    Change,
    ChangedRow,
    Erasure,
    ErasureMark,
    IntakeItem,
    Revision,
    RevisionRow,
    SequenceLine,
    table_of,
)
from statements.sequence import note_changed, note_renamed
from statements.sources.base import Unreadable

logger = logging.getLogger(__name__)

PIECE = 500
APPS = {"statements", "admin"}
LEFT = {
    Change,
    ChangedRow,
    Erasure,
    ErasureMark,
    Revision,
    RevisionRow,
    SequenceLine,
}  # the log is swept by itself, the rest holds no words
OF_ARTICLES = {"capture": "article", "quote": "article", "eventmention": "article", "article": "pk"}

Keys = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in a row, however they are spelt and set apart. `longest` is one of them that a database can look for."""

    regex: re.Pattern[str]
    longest: str

    def in_bytes(self, data: bytes) -> bool:
        text = data.decode("utf-8", "replace")
        return bool(self.regex.search(text) or self.regex.search(html.unescape(re.sub(r"<[^>]*>", "", text))))


def pattern_of(words: Sequence[str]) -> Pattern:
    spelt = r"[\W_]{0,8}".join(re.escape(word) for word in words)
    plain = [word for word in words if word.isascii()]
    return Pattern(re.compile(rf"(?<!\w){spelt}(?!\w)", re.IGNORECASE), max(plain, key=len, default=""))


def without(value: Any, patterns: Sequence[Pattern]) -> Any:
    """Return a value of a column, with blocks in the place of the words."""
    if isinstance(value, str):
        for one in patterns:
            value = blank(value, [match.span() for match in one.regex.finditer(value)])
        return value
    if isinstance(value, list):
        return [without(one, patterns) for one in value]
    if isinstance(value, dict):
        return {key: without(one, patterns) for key, one in value.items()}
    return value


def text_columns(model: type[models.Model]) -> list[Any]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [
        field for field in model._meta.concrete_fields if isinstance(field, kinds) and not field.primary_key
    ]


def rows_with(rows: Any, columns: Sequence[Any], patterns: Sequence[Pattern]) -> Any:
    """Return those of some rows that may hold one of the words in one of the columns."""
    asked = Q()
    casts = {f"as_text_{one.name}": Cast(one.name, models.TextField()) for one in columns}
    for word in {one.longest for one in patterns}:
        if not word:  # no database finds it whatever its letter case: every row is looked at
            return rows
        for name in casts:
            asked |= Q(**{f"{name}__icontains": word})
    return rows.alias(**casts).filter(asked)


def sweep(erasure: Erasure, patterns: Sequence[Pattern], articles: Iterable[int] | None = None) -> None:
    """Remove words from every table; with `articles` from what these alone have, and from their entries of the log."""
    if not patterns:
        return
    chosen = None if articles is None else list(articles)
    for model in apps.get_models():
        table = table_of(model)
        columns = text_columns(model)
        if model._meta.app_label not in APPS or model in LEFT or not columns:
            continue
        rows = model._base_manager.all()
        if chosen is not None:
            if table not in OF_ARTICLES:
                continue
            rows = rows.filter(**{f"{OF_ARTICLES[table]}__in": chosen})
            sweep_entries(erasure, table, list(rows.values_list("pk", flat=True)), patterns)
        sweep_rows(rows_with(rows, columns, patterns), columns, patterns)


def sweep_rows(rows: Any, columns: Sequence[Any], patterns: Sequence[Pattern]) -> None:
    names = [field.attname for field in columns]
    slugs = {field.attname for field in columns if isinstance(field, models.SlugField)}
    for pk, *values in list(rows.order_by("pk").values_list("pk", *names)):
        new = {
            name: (f"erased-{pk}" if name in slugs else changed)
            for name, value in zip(names, values, strict=True)
            if (changed := without(value, patterns)) != value
        }
        if new:
            rows.model._base_manager.filter(pk=pk).update(**new)
            note_changed([(table_of(rows.model), pk)])
            if "name" in new:
                note_renamed([(table_of(rows.model), pk)])


def sweep_log(erasure: Erasure, patterns: Sequence[Pattern], keys: Keys) -> None:
    """Empty the entries of rows that are gone, and remove the words from all others; the chain of the log holds."""
    by_table: dict[str, list[int]] = {}
    for table, row in keys:
        by_table.setdefault(table, []).append(row)
    for table, ids in by_table.items():
        for start in range(0, len(ids), PIECE):
            piece = Q(table=table, row__in=ids[start : start + PIECE])
            Revision.objects.filter(piece).update(label="", why="", salt="", erasure=erasure)
            mine = RevisionRow.objects.filter(piece)
            mine.exclude(before=None).update(before={}, salt="", erasure=erasure)
            mine.exclude(after=None).update(after={}, salt="", erasure=erasure)
    if patterns:
        lines = rows_with(Revision.objects.all(), text_columns(Revision), patterns)
        for line in lines.iterator(chunk_size=PIECE):
            label, why = without(line.label, patterns), without(line.why, patterns)
            if (label, why) != (line.label, line.why) and line.why != erasure.ordered_by:
                Revision.objects.filter(pk=line.pk).update(label=label, why=why, salt="", erasure=erasure)
        sweep_some(erasure, RevisionRow.objects.all(), patterns)


def sweep_entries(erasure: Erasure, table: str, ids: Sequence[int], patterns: Sequence[Pattern]) -> None:
    for start in range(0, len(ids), PIECE):
        sweep_some(
            erasure, RevisionRow.objects.filter(table=table, row__in=ids[start : start + PIECE]), patterns
        )


def sweep_some(erasure: Erasure, rows: Any, patterns: Sequence[Pattern]) -> None:
    columns = [RevisionRow._meta.get_field(name) for name in ("before", "after")]
    for row in rows_with(rows, columns, patterns).order_by("pk").iterator(chunk_size=PIECE):
        before, after = (entry_without(row, values, patterns) for values in (row.before, row.after))
        if (before, after) != (row.before, row.after):
            RevisionRow.objects.filter(pk=row.pk).update(before=before, after=after, salt="", erasure=erasure)


def entry_without(row: RevisionRow, values: Any, patterns: Sequence[Pattern]) -> Any:
    new = without(values, patterns)
    if isinstance(new, dict) and new.get("slug") != (values or {}).get("slug"):
        new["slug"] = f"erased-{row.row}"
    return new


def sweep_uploads() -> int:
    """Delete the waiting files that hold something erased, or cannot be looked into; return how many."""
    marks, gone = known_marks(), []
    for item in IntakeItem.objects.exclude(path=""):
        try:
            with closing(open_kept(item.path)) as stream:
                held = any(screen(source, marks) is not source for source in sources_of_bytes(item, stream))
        except Unreadable:
            held = True
        except Exception:
            logger.exception("could not look into %s: it is deleted", item.path)
            held = True
        if held:
            gone.append(item)
    for item in gone:
        forget_kept([item.path])
        IntakeItem.objects.filter(pk=item.pk).update(path="", name=f"{item.kind} {item.pk}", told={})
    return len(gone)
