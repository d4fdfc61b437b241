"""The log in plain words, for the public: what was done to a row, when and why, without names unless given."""

from typing import Any

from statements.models import Event, Outlet, Quote, RevisionRow, Speaker, State

ACTS = {
    "edit": "Corrected by an editor",
    "approve": "Reviewed by an editor",
    "withdraw": "Withdrawn by an editor",
    "restore": "Put back by an editor",
    "hand back": "Handed back to the machine reading",
    "add": "Added by an editor",
    "merge": "Its speaker, event or outlet was found to be another one under a second name",
    "split": "Given to another speaker",
    "answer": "A reader’s report was answered",
    "undo": "An earlier act was taken back",
    "bulk": "Changed together with others",
    "import": "Corrected from a list",
    "add name": "A name was added",
    "remove name": "A name was taken away",
    "edit names": "Names were changed",
    "keep apart": "Held beside another and kept apart",
    "leave open": "Held beside another and left open",
}
FIELDS = {
    "speaker_id": "Speaker",
    "text": "Words",
    "kind": "Words or report",
    "role": "Role",
    "addressee": "To whom",
    "venue": "Where",
    "relayed_by_id": "Relayed by",
    "said_on": "Said on",
    "state": "State",
    "headline": "Headline",
    "published": "Published",
    "outlet_id": "Outlet",
    "name": "Name",
    "merged_into_id": "Merged into",
    "country": "Country",
    "affiliation": "Affiliation",
    "place": "Place",
    "start": "Begins",
    "end": "Ends",
    "status": "Status",
    "events": "Events",
}
NAMED = {"speaker_id": Speaker, "relayed_by_id": Outlet, "outlet_id": Outlet}
SHORT = 160


def history_entry(row: RevisionRow) -> dict[str, Any]:
    """Return an act on one row: {"at", "text", "why", "by", "number", "changes": [(what, before, after)]}."""
    act = row.revision
    text = by_state(row) or ACTS.get(act.action, act.action.capitalize())
    if act.action == "edit" and text == ACTS["edit"] and not changed_words(row):
        text = "Reviewed by an editor"
    if act.action == "undo" and act.undoes is not None:
        text = (
            f"Taken back: {ACTS.get(act.undoes.action, act.undoes.action).lower()} ({act.undoes.at:%d %B %Y})"
        )
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
    if row.before is None or after == before or row.revision.action == "undo":
        return ""
    if after == State.REJECTED:
        return ACTS["withdraw"]
    if before == State.REJECTED:
        return ACTS["restore"]
    return ACTS["hand back"] if after == State.EXTRACTED else ""


def changed_words(row: RevisionRow) -> list[tuple[str, str, str]]:
    if row.before is None or row.after is None:
        return []
    found = []
    for name, label in FIELDS.items():
        if name in row.after and name != "state":
            before, after = (
                value_in_words(row.table, name, values.get(name)) for values in (row.before, row.after)
            )
            found.append((label, before, after))
    return found


def value_in_words(table: str, name: str, value: Any) -> str:
    """Return a value as a reader would say it."""
    if value in (None, "", []):
        return "none"
    if name == "merged_into_id":
        return name_of({"speaker": Speaker, "event": Event, "outlet": Outlet}[table], value)
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


def name_of(model: type[Speaker | Event | Outlet], pk: int) -> str:
    row = model._default_manager.filter(pk=pk).values_list("name", flat=True).first()
    return str(row or "one that is not held any more")
