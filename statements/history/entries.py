"""The log in plain words, for the public: what was done to a row, when and why, without names unless given."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import (
    READINGS,
    ActName,
    Event,
    Outlet,
    Prepared,
    Quote,
    Revision,
    RevisionRow,
    Speaker,
    State,
)
from statements.models.proposals import PAIRS

from .own_words import in_own_words

FIELDS = {
    "speaker_id": gettext_lazy("Speaker"),
    "text": gettext_lazy("Words"),
    "kind": gettext_lazy("Quoted or reported"),
    "role": gettext_lazy("Role"),
    "addressee": gettext_lazy("To whom"),
    "venue": gettext_lazy("Where"),
    "relayed_by_id": gettext_lazy("Relayed by"),
    "said_on": gettext_lazy("Said on"),
    "state": gettext_lazy("State"),
    "headline": gettext_lazy("Headline"),
    "published": gettext_lazy("Published"),
    "outlet_id": gettext_lazy("Outlet"),
    "name": gettext_lazy("Name"),
    "merged_into_id": gettext_lazy("Merged into"),
    "country": gettext_lazy("Country"),
    "affiliation": gettext_lazy("Affiliation"),
    "place": gettext_lazy("Place"),
    "start": gettext_lazy("Begins"),
    "end": gettext_lazy("Ends"),
    "status": gettext_lazy("Status"),
    "events": gettext_lazy("Events"),
}
NAMED = {"speaker_id": Speaker, "relayed_by_id": Outlet, "outlet_id": Outlet}
SHOWN_ACTS = 100  # of a row
SHORT = 160
Names = dict[tuple[type[models.Model], int], str]


def history_entry(row: RevisionRow, names: Names) -> dict[str, Any]:
    """Return an act on one row: {"at", "text", "why", "by", "number", "changes": [(what, before, after)]}."""
    act = row.revision
    text = by_state(row) or act.get_action_display()
    if act.action == ActName.EDIT and text == str(ActName.EDIT.label) and not changed_words(row, names):
        text = str(ActName.APPROVE.label)
    if act.action == ActName.UNDO and act.undoes is not None:
        what, day = act.undoes.get_action_display().lower(), date_format(act.undoes.at, "d F Y")
        text = _("Taken back: %(what)s (%(day)s)") % {"what": what, "day": day}
    return {
        "at": act.at,
        "text": text,
        "why": in_own_words(act.why),
        "by": act.signed,
        "number": act.pk,
        "changes": changed_words(row, names),
    }


def by_state(row: RevisionRow) -> str:
    """Return what an act did, where it took a row out, put it back or handed it back; else nothing."""
    before, after = ((values or {}).get("state") for values in (row.before, row.after))
    if row.before is None or after == before or row.revision.action == ActName.UNDO:
        return ""
    if after == State.REJECTED:
        return str(ActName.WITHDRAW.label)
    if before == State.REJECTED:
        return str(ActName.RESTORE.label)
    return str(ActName.HAND_BACK.label) if after == State.EXTRACTED else ""


# What was done, as editors tell each other: who did it stands beside it.
DONE: dict[ActName, Promise] = {
    ActName.READ: gettext_lazy("read “%(label)s”"),
    ActName.READ_AGAIN: gettext_lazy("read “%(label)s” again"),
    ActName.HELD: gettext_lazy("“%(label)s” stood so when the log began"),
    ActName.EDIT: gettext_lazy("changed “%(label)s”"),
    ActName.APPROVE: gettext_lazy("found “%(label)s” right as it is"),
    ActName.WITHDRAW: gettext_lazy("took “%(label)s” out"),
    ActName.RESTORE: gettext_lazy("put “%(label)s” back"),
    ActName.HAND_BACK: gettext_lazy("handed “%(label)s” back to the machine reading"),
    ActName.ADD: gettext_lazy("added “%(label)s”"),
    ActName.MERGE: gettext_lazy("joined “%(label)s”"),
    ActName.SPLIT: gettext_lazy("split “%(label)s”"),
    ActName.REPORT: gettext_lazy("a reader reported “%(label)s”"),
    ActName.ERASE: gettext_lazy("erased by order"),
    ActName.ANSWER: gettext_lazy("answered the report of “%(label)s”"),
    ActName.UNDO: gettext_lazy("took back: %(label)s"),
    ActName.BULK: gettext_lazy("changed together: %(label)s"),
    ActName.IMPORT: gettext_lazy("corrected from a list: %(label)s"),
    ActName.ADD_NAME: gettext_lazy("gave “%(label)s” a name"),
    ActName.REMOVE_NAME: gettext_lazy("took a name from “%(label)s”"),
    ActName.EDIT_NAMES: gettext_lazy("changed the names of “%(label)s”"),
    ActName.KEEP_APART: gettext_lazy("kept apart: %(label)s"),
    ActName.LEAVE_OPEN: gettext_lazy("left open: %(label)s"),
    ActName.JOIN_PRINTINGS: gettext_lazy("joined “%(label)s” with another printing"),
    ActName.PART_PRINTINGS: gettext_lazy("parted “%(label)s” from other printings"),
    ActName.SECOND_LOOK: gettext_lazy("judged “%(label)s” a second time"),
    ActName.NOTE: gettext_lazy("left a note at “%(label)s”"),
    ActName.ASSIGN: gettext_lazy("gave “%(label)s” to a colleague"),
}
LONGEST_LABEL = 90


def told_acts(acts: Sequence[Revision]) -> dict[int, str]:
    """Return by act what it did, in words: "changed “We sail.”: Speaker: Mira Tolan instead of none".

    The names of what changed are asked for together. Of an act on many rows the one that it is about is told.
    """
    about = {act.undoes.pk: act.undoes for act in acts if act.undoes is not None} | {
        act.pk: act for act in acts
    }
    rows = RevisionRow.objects.filter(
        revision__in=list(about), table=models.F("revision__table"), row=models.F("revision__row")
    )
    by_act = {row.revision_id: row for row in rows}
    names = names_told(by_act.values())
    told = {}
    for act in acts:
        meant = act.undoes if act.undoes is not None else act
        words = told_act(meant, by_act.get(meant.pk), names)
        told[act.pk] = words if meant is act else DONE[ActName.UNDO] % {"label": words}
    return told


def told_act(act: Revision, row: RevisionRow | None, names: Names) -> str:
    name = ActName(act.action)
    changes = changed_words(row, names) if row is not None else []
    if name == ActName.EDIT and row is not None and row.before is not None and not changes:
        name = ActName.APPROVE
    label = act.label.rstrip(",;")
    label = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    words = [DONE[name] % {"label": label}]
    words += [
        _("%(what)s: %(after)s instead of %(before)s") % {"what": what, "before": before, "after": after}
        for what, before, after in changes
    ]
    return "; ".join(words)


def names_told(rows: Iterable[RevisionRow]) -> Names:
    """Return the names of all that some rows of the log lead to, asked for once for each table."""
    wanted: dict[type[models.Model], set[int]] = {}
    for row in rows:
        for name, value in (*(row.before or {}).items(), *(row.after or {}).items()):
            model = PAIRS.get(row.table) if name == "merged_into_id" else NAMED.get(name)
            if model is not None and value is not None:
                wanted.setdefault(model, set()).add(value)
            elif name == "events":
                wanted.setdefault(Event, set()).update(value or [])
    return {
        (model, pk): name
        for model, ids in wanted.items()
        for pk, name in model._default_manager.filter(pk__in=ids).values_list("pk", "name")
    }


def changed_words(row: RevisionRow, names: Names) -> list[tuple[str, str, str]]:
    if row.before is None or row.after is None:
        return []
    found = []
    for name, label in FIELDS.items():
        if name in row.after and name != "state":
            before, after = (
                value_in_words(row.table, name, values.get(name), names) for values in (row.before, row.after)
            )
            found.append((str(label), before, after))
    return found


def value_in_words(table: str, name: str, value: Any, names: Names) -> str:
    """Return a value as a reader would say it."""
    if value in (None, "", []):
        return _("none")
    if name == "merged_into_id":
        return name_of(PAIRS[table], value, names)
    if name in NAMED:
        return name_of(NAMED[name], value, names)
    if name == "events":
        return ", ".join(name_of(Event, pk, names) for pk in value)
    if name == "kind" and table == "quote":
        return str(dict(Quote.Kind.choices).get(value, value))
    if name == "state":
        return str(dict(State.choices).get(value, value))
    text = str(value)
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


def name_of(model: type[models.Model], pk: int, names: Names) -> str:
    return names.get((model, pk)) or _("one that is not held any more")


def last_act_of_editor(table: str, row: int) -> Revision | None:
    """Return the last act of an editor on a row."""
    acts = Revision.objects.filter(rows__table=table, rows__row=row)
    return acts.exclude(action__in=READINGS).order_by("-pk").first()


done_to = Prepared(
    lambda table, row: (
        RevisionRow.objects.filter(table=table, row=row)
        .exclude(revision__action__in=READINGS)
        .select_related("revision", "revision__undoes")
        .order_by("-revision_id")[:SHOWN_ACTS]
    )
)


def history_of(table: str, row: int, most: int = SHOWN_ACTS) -> list[dict[str, Any]]:
    """Return what people did to a row, in plain words, the latest first: `most`, and never more than SHOWN_ACTS."""
    rows = done_to(table, row)[:most]
    names = names_told(rows)
    return [history_entry(row, names) for row in rows]
