"""The log: every act on the rows is one line of it, can be undone from it, and replayed from it.

    with act(ActName.MERGE, editor, about=speaker, why="one man, two spellings"):
        ...  # whatever is saved, updated or deleted in here stands in the log, before and after

Only what cannot be worked out from other rows is written: a statement's words are in the log, the passage
around them is in its article. An act inside an act of the same name is part of it; one of another name
is an error, since the log would not tell it. The database itself refuses to change or delete a line.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save

from statements.models import (
    TABLES,
    ActName,
    Article,
    Capture,
    MergeProposal,
    Quote,
    Revision,
    RevisionRow,
    insert_rows,
    new_row,
    rows_changing,
    rows_made,
    table_of,
)
from statements.sequence import note_changed, note_renamed
from statements.transactions import gathering

from .chain import last_link, seal_line
from .own_words import in_plain_english

Key = tuple[str, int]
Values = dict[str, Any]
# What of each table is in the log, and in the order in which rows may be made again.
TRACKED: dict[str, tuple[str, ...]] = {
    "outlet": ("name", "slug", "kind", "shown", "merged_into_id"),
    "speaker": ("name", "slug", "kind", "country", "affiliation", "wikidata", "state", "merged_into_id"),
    "alias": ("speaker_id", "name", "key"),
    "tenure": ("speaker_id", "office", "key", "country", "start", "end"),
    "article": (
        "source_id", "origin", "url", "given", "given_outlet", "encoding", "body", "headings", "junk",
        "headline", "standfirst", "outlet_id", "agency_id", "byline", "dateline_place", "language",
        "published", "published_time", "published_precision", "published_evidence", "state", "is_sample",
        "engine", "fetched_at", "says", "extractor", "extracted", "dates_differ",
    ),
    "capture": (
        "article_id", "source_id", "origin", "url", "encoding", "extractor", "extracted", "body", "captured_at",
        "address_key", "words_key",
    ),
    "event": (
        "name", "slug", "kind", "place", "start", "end", "precision", "status", "participants", "state",
        "merged_into_id",
    ),
    "eventmention": ("event_id", "article_id", "spans", "rule", "told"),
    "quote": (
        "uid", "article_id", "speaker_id", "segments", "text", "kind", "in_headline", "clause_start",
        "clause_end", "mention", "mention_start", "mention_end", "cue", "role", "addressee", "venue",
        "relayed_by_id", "said_on", "candidates", "rule", "confidence", "fingerprint", "occurrence", "state",
        "is_corrected", "missing_since", "unproved", "capture_id",
    ),
    "mergeproposal": ("table", "first", "second", "reason", "points", "decision"),
    "report": ("quote_id", "uid", "fault", "text", "at", "state", "answer", "answered_at"),
    "utterancedecision": ("first_id", "second_id", "same"),
    "judgement": ("quote_id", "editor_id", "answer", "speaker_id", "blind", "settled", "at"),
    "desknote": ("quote_id", "author_id", "to_id", "text", "at", "done"),
}  # fmt: skip
# What a row had before the log knew the column.
BEFORE: dict[str, Values] = {
    "eventmention": {"told": []},
    "article": {"says": {}, "extractor": "", "extracted": "", "dates_differ": False},
    "outlet": {"shown": ""},
    "quote": {"unproved": False, "capture_id": None},
}
COMPUTED: dict[str, dict[str, Any]] = {
    "mergeproposal": MergeProposal.NUMBERS,
    "article": Article.COMPUTED,
    "capture": Capture.COMPUTED,
}
PIECE = 500  # rows read at a time
IN_JSON = {str, int, float, bool, list, dict, type(None)}
_open = threading.local()


def as_json(values: Iterable[Any]) -> list[Any]:
    """Return values as JSON has them."""
    return [
        value if type(value) in IN_JSON or isinstance(value, str | int | float) else str(value)
        for value in values
    ]


def row_values(table: str, ids: Iterable[int]) -> dict[int, Values]:
    """Return the present values of some rows; those that are not there are left out."""
    wanted = list(ids)
    found: dict[int, Values] = {}
    names = TRACKED[table]
    columns = [COMPUTED.get(table, {}).get(name, name) for name in names]
    for start in range(0, len(wanted), PIECE):
        piece = wanted[start : start + PIECE]
        rows = TABLES[table]._default_manager.filter(pk__in=piece).values_list("pk", *columns)
        found |= {pk: dict(zip(names, as_json(values), strict=True)) for pk, *values in rows}
        if table == "quote":
            for values in found.values():
                values.setdefault("events", [])
            through = Quote.events.through.objects.filter(quote__in=piece).order_by("event_id")
            for quote, event in through.values_list("quote_id", "event_id"):
                found[quote]["events"].append(event)
    return found


@dataclass(slots=True)
class Act:
    """An act that is going on: the rows that it touched, as they were before."""

    name: ActName
    before: dict[Key, Values | None] = field(default_factory=dict)
    about: models.Model | None = None
    revision: Revision | None = None

    def touch(self, table: str, ids: Iterable[int]) -> None:
        missing = [pk for pk in ids if pk is not None and (table, pk) not in self.before]
        if missing:
            held = row_values(table, missing)
            for pk in missing:
                self.before[table, pk] = held.get(pk)
            settle_put_off(self, table, missing)

    def made(self, table: str, ids: Iterable[int]) -> None:
        for pk in ids:
            self.before.setdefault((table, pk), None)


def going_on() -> Act | None:
    return getattr(_open, "act", None)


class NestedAct(Exception):
    """An act was begun inside another of another name: the log would tell one of them only."""


@contextmanager
def act(
    name: ActName,
    editor: Any = None,
    *,
    about: models.Model | None = None,
    label: str = "",
    why: str = "",
    undoes: Revision | None = None,
) -> Iterator[Act]:
    """Write what is done inside as one line of the log; nothing is written where nothing changed.

    Raises NestedAct where an act of another name is going on.
    """
    outer = going_on()
    if outer is not None:
        if outer.name != name:
            raise NestedAct(f"“{name}” was begun inside “{outer.name}”")
        yield outer
        return
    with gathering():
        mine = Act(name, about=about)
        _open.act = mine
        try:
            yield mine
        finally:
            _open.act = None
        later = getattr(_open, "put_off", None)
        entry = UnwrittenLine(mine, editor, label, why, undoes)
        if later is None:
            write_entries([entry])
        else:
            later.append(entry)


@dataclass(slots=True)
class UnwrittenLine:
    """An act that is done, and what its line is to say besides."""

    done: Act
    editor: Any
    label: str
    why: str
    undoes: Revision | None
    after: dict[Key, Values | None] = field(default_factory=dict)  # the rows that it touched, as it left them


@contextmanager
def lines_together() -> Iterator[None]:
    """Write the lines of many acts, of ingest, at the end of a block: the rows are looked at once for all.

    Each line says what its own act did: what a line is to tell of a row is noted before another act touches it.
    """
    with gathering():
        _open.put_off = []
        try:
            yield
            entries = _open.put_off
        finally:
            _open.put_off = None
        write_entries(entries)


def settle_put_off(now: Act, table: str, ids: Iterable[int]) -> None:
    """Note in the lines that wait what their acts made of these rows, before another act changes them."""
    for entry in getattr(_open, "put_off", None) or ():
        for pk in ids:
            if (table, pk) in entry.done.before:
                entry.after.setdefault((table, pk), now.before[table, pk])


def write_entries(entries: Sequence[UnwrittenLine]) -> None:
    """Write a line of the log for each act that changed anything."""
    by_table: dict[str, list[int]] = {}
    for entry in entries:
        for table, pk in entry.done.before.keys() - entry.after.keys():
            by_table.setdefault(table, []).append(pk)
    held = {table: row_values(table, sorted(set(ids))) for table, ids in by_table.items()}
    for entry in entries:
        for table, pk in entry.done.before.keys() - entry.after.keys():
            entry.after[table, pk] = held[table].get(pk)
    changed = [(entry, rows) for entry in entries if (rows := list(changed_rows(entry)))]
    if not changed:
        return
    lines = [new_line(entry) for entry, _ in changed]
    before = last_link()
    for line, (_, rows) in zip(lines, changed, strict=True):
        seal_line(line, rows, before)
        before = line.link
    insert_rows(lines)
    made: list[RevisionRow] = []
    for line, (entry, rows) in zip(lines, changed, strict=True):
        entry.done.revision = line
        for row in rows:
            row.revision = line
        made += rows
    insert_rows(made)
    note_changed(("revision", line.pk) for line in lines if ActName(line.action).is_public)
    note_renamed((row.table, row.row) for row in made if has_another_name(row))


def has_another_name(row: RevisionRow) -> bool:
    """Has a row that was there another name now, or is it gone?"""
    return row.before is not None and (row.after is None or "name" in row.after)


def changed_rows(entry: UnwrittenLine) -> Iterator[RevisionRow]:
    """Yield what an act changed: of a row that was there before, the columns that differ."""
    for (table, pk), before in entry.done.before.items():
        now = entry.after[table, pk]
        if before == now:
            continue
        if before is not None and now is not None:
            changed = [name for name in now if before.get(name) != now[name]]
            before, now = {n: before.get(n) for n in changed}, {n: now[n] for n in changed}
        yield new_row(RevisionRow, table=table, row=pk, before=before, after=now)


def new_line(entry: UnwrittenLine) -> Revision:
    about = entry.done.about
    user = entry.editor if getattr(entry.editor, "pk", None) else None
    profile = getattr(user, "profile", None) if user is not None else None
    return Revision(
        editor=user,
        signed=profile.public_name if profile else "",
        action=entry.done.name,
        table=table_of(about) if about is not None else "",
        row=about.pk if about is not None and about.pk else 0,
        label=(entry.label or in_plain_english(about or ""))[:300],
        why=entry.why.strip()[:500],
        undoes=entry.undoes,
    )


# What tells an act of the rows that it touches


def watch_rows() -> None:
    for table in TRACKED:
        model = TABLES[table]
        pre_save.connect(before_save, sender=model, dispatch_uid=f"log {table} before")
        post_save.connect(after_save, sender=model, dispatch_uid=f"log {table} behind")
        pre_delete.connect(before_delete, sender=model, dispatch_uid=f"log {table} goes")
        rows_changing.connect(before_many, sender=model, dispatch_uid=f"log many {table}")
        rows_made.connect(behind_many, sender=model, dispatch_uid=f"log made {table}")
    m2m_changed.connect(before_events, sender=Quote.events.through, dispatch_uid="log events of quotes")


def before_save(sender: Any, instance: Any, **_: Any) -> None:
    now = going_on()
    if now is not None and instance.pk is not None:
        now.touch(sender._meta.model_name, [instance.pk])


def after_save(sender: Any, instance: Any, created: bool, **_: Any) -> None:
    now = going_on()
    if now is not None and created:
        now.made(sender._meta.model_name, [instance.pk])


def before_delete(sender: Any, instance: Any, **_: Any) -> None:
    now = going_on()
    if now is not None:
        now.touch(sender._meta.model_name, [instance.pk])
        if sender._meta.model_name == "event":
            now.touch("quote", instance.quotes.values_list("pk", flat=True))


def before_many(sender: Any, rows: list[int], **_: Any) -> None:
    now = going_on()
    if now is not None:
        now.touch(sender._meta.model_name, rows)


def behind_many(sender: Any, rows: list[int], **_: Any) -> None:
    now = going_on()
    if now is not None:
        now.made(sender._meta.model_name, rows)


def before_events(sender: Any, instance: Any, action: str, pk_set: Any, **_: Any) -> None:
    now = going_on()
    if now is None or not action.startswith("pre_"):
        return
    if isinstance(instance, Quote):
        now.touch("quote", [instance.pk])
    else:
        now.touch("quote", pk_set if pk_set is not None else instance.quotes.values_list("pk", flat=True))
