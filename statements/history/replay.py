"""Does the log tell all? The rows as its lines alone make them, beside the rows as they are."""

from statements.models import TABLES, RevisionRow

from .log import BEFORE, TRACKED, Key, Values, row_values


def replayed() -> dict[Key, Values]:
    """Return the rows as the log alone makes them: every line carried out, from the first on."""
    state: dict[Key, Values] = {}
    lines = RevisionRow.objects.order_by("revision_id", "id").values_list("table", "row", "before", "after")
    for table, pk, before, after in lines.iterator(chunk_size=2000):
        if after is None:
            state.pop((table, pk), None)
        elif before is None:
            state[table, pk] = {**BEFORE.get(table, {}), **after}
        else:
            state[table, pk] = {**state.get((table, pk), {}), **after}
    return state


def present() -> dict[Key, Values]:
    """Return the rows as they are."""
    found: dict[Key, Values] = {}
    for table in TRACKED:
        ids = list(TABLES[table]._default_manager.order_by("pk").values_list("pk", flat=True))
        found |= {(table, pk): values for pk, values in row_values(table, ids).items()}
    return found


def differences() -> list[str]:
    """Return where log and rows differ, each as a sentence; nothing where the log tells it all."""
    told, held = replayed(), present()
    found = []
    for key in sorted(told.keys() | held.keys()):
        one, other = told.get(key), held.get(key)
        if one is None or other is None:
            found.append(f"{key[0]} {key[1]} is only in the {'rows' if one is None else 'log'}")
        elif one != other:
            names = sorted(name for name in other if one.get(name) != other[name])
            found.append(f"{key[0]} {key[1]} differs in {', '.join(names)}")
    return found
