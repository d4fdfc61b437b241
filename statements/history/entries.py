"""The log in plain words, for the public: what was done to a row, when and why, without names unless given."""

from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import (
    READINGS,
    ActName,
    Event,
    Outlet,
    Quote,
    Revision,
    RevisionRow,
    Speaker,
    State,
)
from statements.models.proposals import PAIRS

FIELDS = {
    "speaker_id": gettext_lazy("Speaker"),
    "text": gettext_lazy("Words"),
    "kind": gettext_lazy("Words or report"),
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
SHORT = 160


def history_entry(row: RevisionRow) -> dict[str, Any]:
    """Return an act on one row: {"at", "text", "why", "by", "number", "changes": [(what, before, after)]}."""
    act = row.revision
    text = by_state(row) or act.get_action_display()
    if act.action == ActName.EDIT and text == str(ActName.EDIT.label) and not changed_words(row):
        text = str(ActName.APPROVE.label)
    if act.action == ActName.UNDO and act.undoes is not None:
        what, day = act.undoes.get_action_display().lower(), date_format(act.undoes.at, "d F Y")
        text = _("Taken back: %(what)s (%(day)s)") % {"what": what, "day": day}
    return {
        "at": act.at,
        "text": text,
        "why": act.why,
        "by": act.signed,
        "number": act.pk,
        "changes": changed_words(row),
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


def changed_words(row: RevisionRow) -> list[tuple[str, str, str]]:
    if row.before is None or row.after is None:
        return []
    found = []
    for name, label in FIELDS.items():
        if name in row.after and name != "state":
            before, after = (
                value_in_words(row.table, name, values.get(name)) for values in (row.before, row.after)
            )
            found.append((str(label), before, after))
    return found


def value_in_words(table: str, name: str, value: Any) -> str:
    """Return a value as a reader would say it."""
    if value in (None, "", []):
        return _("none")
    if name == "merged_into_id":
        return name_of(PAIRS[table], value)
    if name in NAMED:
        return name_of(NAMED[name], value)
    if name == "events":
        return ", ".join(name_of(Event, pk) for pk in value)
    if name == "kind" and table == "quote":
        return str(dict(Quote.Kind.choices).get(value, value))
    if name == "state":
        return str(dict(State.choices).get(value, value))
    text = str(value)
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


def name_of(model: type[models.Model], pk: int) -> str:
    row = model._default_manager.filter(pk=pk).values_list("name", flat=True).first()
    return str(row or _("one that is not held any more"))


def last_act_of_editor(table: str, row: int) -> Revision | None:
    """Return the last act of an editor on a row."""
    acts = Revision.objects.filter(rows__table=table, rows__row=row)
    return acts.exclude(action__in=READINGS).order_by("-pk").first()


def history_of(table: str, row: int, most: int = 100) -> list[dict[str, Any]]:
    """Return what people did to a row, in plain words, the latest `most` first."""
    rows = (
        RevisionRow.objects.filter(table=table, row=row)
        .exclude(revision__action__in=READINGS)
        .select_related("revision", "revision__undoes")
        .order_by("-revision_id")[:most]
    )
    return [history_entry(row) for row in rows]
