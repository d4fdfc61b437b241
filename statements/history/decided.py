"""What an editor decided of a row, field by field, as the log has it.

An act of an editor decides the fields that it changed, and approving decides all that the row says. To hand a
row back undoes both. What was taken back does not count.
"""

from collections.abc import Iterable

from django.utils.translation import gettext

from statements.models import (
    READINGS,
    ActName,
    Article,
    Event,
    Revision,
    RevisionRow,
    Speaker,
    State,
    table_of,
)

NAME_ACTS = {ActName.ADD_NAME, ActName.REMOVE_NAME, ActName.EDIT_NAMES}
NO_FIELD = {"state", "merged_into_id"}


def decided_fields(row: Article | Speaker | Event) -> set[str]:
    """Return the names of the columns that an editor decided; "names" stands for a speaker's aliases."""
    table = table_of(row)
    lines = list(
        RevisionRow.objects.filter(table=table, row=row.pk)
        .exclude(revision__action__in=READINGS)
        .select_related("revision")
        .order_by("revision_id")
    )
    acts = {line.revision_id: line.revision for line in lines}
    if table == "speaker":
        about = Revision.objects.filter(table=table, row=row.pk, action__in=NAME_ACTS)
        acts |= {revision.pk: revision for revision in about}
    gone = undone(acts.values())
    decided: set[str] = set()
    by_act = {line.revision_id: line for line in lines}
    for pk in sorted(acts):
        if pk in gone:
            continue
        action = ActName(acts[pk].action)
        if action == ActName.HAND_BACK:
            decided.clear()
        elif action == ActName.APPROVE:
            decided |= {field.attname for field in row._meta.concrete_fields} | {"names"}
        elif action in NAME_ACTS:
            decided.add("names")
        elif action not in {ActName.UNDO, ActName.HELD} and pk in by_act:
            line = by_act[pk]
            before = line.before or {}
            decided |= {name for name, value in (line.after or {}).items() if before.get(name) != value}
    return decided - NO_FIELD


def told_decided(row: Article | Speaker | Event) -> str:
    """Return in words what of a row an editor set and what is as it was read; "" where nothing is an editor's."""
    if row.state == State.EXTRACTED:
        return ""
    decided = decided_fields(row)
    fields = [field for field in row._meta.concrete_fields if field.editable and not field.primary_key]
    typed = [field for field in fields if field.attname not in NO_FIELD | {"slug"}]
    words = [str(field.verbose_name) for field in typed if field.attname in decided]
    words += [gettext("other names")] if "names" in decided else []
    if not words:
        return ""
    if all(field.attname in decided for field in typed):
        return gettext("all of this, or held against its source")
    return gettext("%(fields)s; the rest is as it was read") % {"fields": ", ".join(dict.fromkeys(words))}


def undone(revisions: Iterable[Revision]) -> set[int]:
    """Return which acts are taken back at present, by number: their undoes are asked for level by level."""
    undoes: dict[int, list[int]] = {}
    asked = {revision.pk for revision in revisions}
    level = sorted(asked)
    while level:
        rows = Revision.objects.filter(undoes__in=level).values_list("undoes", "pk")
        found = [(of, pk) for of, pk in rows if of is not None]
        for of, pk in found:
            undoes.setdefault(of, []).append(pk)
        level = [pk for _, pk in found]
    back: dict[int, bool] = {}
    for pk in sorted({*asked, *(n for ns in undoes.values() for n in ns)}, reverse=True):
        back[pk] = any(not back[one] for one in undoes.get(pk, []))  # an undo is later than what it undoes
    return {pk for pk in asked if back[pk]}
