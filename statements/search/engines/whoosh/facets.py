"""How many of some documents have each value of a facet, and how many each article has."""

from collections import Counter

import numpy as np

from ..base import DATE_FACETS, MOST_VALUES
from .codec import Ints
from .snapshot import DAYS_OF_MONTH, MONTHS_OF_YEAR, Snapshot


def count_facet(snapshot: Snapshot, documents: Ints, name: str) -> tuple[list[tuple[str, int]], int]:
    """Return the commonest values of a facet with counts, and how many values there are.

    Dates come all, in their order.
    """
    if name in DATE_FACETS:
        found = count_dates(snapshot, documents, name)
        return found, len(found)
    values = snapshot.values[name]
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
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES], size


def count_dates(snapshot: Snapshot, documents: Ints, name: str) -> list[tuple[str, int]]:
    """Return how many there are of each year, month or day, where the date is known so well."""
    base, table = calendar_of(snapshot, documents)
    size = {"year": MONTHS_OF_YEAR * DAYS_OF_MONTH, "month": DAYS_OF_MONTH, "day": 1}[name]
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


def count_articles(snapshot: Snapshot, documents: Ints) -> Ints:
    """Return how many of the documents each article has, by its id."""
    counts: Ints = np.bincount(snapshot.numbers["article"][documents], minlength=1)
    return counts
