"""How many of some documents have each value of a facet, and how many each group has."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from ..base import DATE_FACETS, MOST_VALUES
from .codec import Ints
from .snapshot import DAYS_OF_MONTH, MONTHS_OF_YEAR, Snapshot

SIZES = {"year": MONTHS_OF_YEAR * DAYS_OF_MONTH, "month": DAYS_OF_MONTH, "day": 1}  # days of the calendar


def count_facet(
    snapshot: Snapshot, documents: Ints, name: str, groups: Ints | None = None
) -> tuple[list[tuple[str, int]], int]:
    """Return the commonest values of a facet with counts, and how many values there are.

    Dates come all, in their order. With `groups`, those of all documents, a value counts once for each group.
    """
    if groups is not None:
        documents = once_each(documents, groups, values_of_facet(snapshot, name))
    if name in DATE_FACETS:
        found = count_dates(snapshot, documents, name)
        return found, len(found)
    values = snapshot.values[name]
    if name == "event" and groups is not None:
        events = count_events_once(values, snapshot.codes[name][documents], groups[documents])
        return commonest_of(events), len(events)
    counts = np.bincount(snapshot.codes[name][documents], minlength=len(values))
    present = np.flatnonzero(counts)
    if name != "event" and len(present) > 4 * MOST_VALUES:
        least = np.partition(counts[present], -MOST_VALUES - 1)[-MOST_VALUES - 1]
        commonest = present[counts[present] >= least]
    else:
        commonest = present
    totals: Counter[str] = Counter()
    for code in commonest:
        for piece in values[code].split(",") if name == "event" else (values[code],):
            if piece:
                totals[piece] += int(counts[code])
    size = (
        len(totals)
        if commonest is present
        else len(present) - int("" in values and bool(counts[values.index("")]))
    )
    return commonest_of(totals), size


def commonest_of(totals: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]


def count_events_once(values: Sequence[str], codes: Ints, groups: Ints) -> Counter[str]:
    """Return how many groups each event has: of one group, "summit,vote" and "summit" are one summit."""
    named = np.array([bool(value) for value in values])[codes]
    pairs = zip(groups[named].tolist(), codes[named].tolist(), strict=True)
    once = {(group, event) for group, code in pairs for event in values[code].split(",")}
    return Counter(event for _, event in once)


def values_of_facet(snapshot: Snapshot, name: str) -> Ints:
    """Return a number for each document, the same where a facet's value is."""
    return snapshot.calendar // SIZES[name] if name in DATE_FACETS else snapshot.codes[name]


def once_each(documents: Ints, groups: Ints, values: Ints) -> Ints:
    """Return the documents but those whose group has the same value already."""
    pairs = groups[documents].astype(np.int64) * (int(values.max(initial=0)) + 1) + values[documents]
    _, first = np.unique(pairs, return_index=True)
    kept: Ints = documents[np.sort(first)]
    return kept


def count_dates(snapshot: Snapshot, documents: Ints, name: str) -> list[tuple[str, int]]:
    """Return how many there are of each year, month or day, where the date is known so well."""
    base, table = calendar_of(snapshot, documents)
    size = SIZES[name]
    counts = np.add.reduceat(table, np.arange(0, len(table), size)) if len(table) else table
    found = []
    for at in np.flatnonzero(counts):
        number = base + int(at) * size
        year, month, day = (
            number // (MONTHS_OF_YEAR * DAYS_OF_MONTH),
            number // DAYS_OF_MONTH % MONTHS_OF_YEAR,
            number % DAYS_OF_MONTH,
        )
        if name == "year":
            found.append((f"{year:04d}", int(counts[at])))
        elif name == "month" and month:
            found.append((f"{year:04d}-{month:02d}", int(counts[at])))
        elif name == "day" and day:
            found.append((f"{year:04d}-{month:02d}-{day:02d}", int(counts[at])))
    return found


def calendar_of(snapshot: Snapshot, documents: Ints) -> tuple[int, Ints]:
    """Return how many documents each day of the calendar has, and the number of its first day."""
    calendar = snapshot.calendar[documents]
    known = calendar[calendar > 0]
    if not len(known):
        return 0, known
    base = int(known.min()) // (MONTHS_OF_YEAR * DAYS_OF_MONTH) * MONTHS_OF_YEAR * DAYS_OF_MONTH
    return base, np.bincount(known - base)
