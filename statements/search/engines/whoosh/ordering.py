"""A page of what was found: which documents come first, and one of each group where they are grouped."""

import numpy as np

from .codec import Ints
from .snapshot import Scores, Snapshot


def ordered(
    snapshot: Snapshot,
    documents: Ints,
    scores: Scores | None,
    sort: str,
    start: int,
    end: int,
    groups: Ints | None,
) -> Ints:
    """Return a page of documents: by score, or by date; of each group the first alone.

    `groups` are the groups of all documents of the snapshot.
    """
    wanted = end if groups is None else end * 3
    while True:
        wanted = min(wanted, len(documents))
        if not wanted:
            return documents[:0]
        if scores is not None:
            best = by_score(snapshot, documents, scores, wanted)
        else:
            best = by_date(snapshot, documents, wanted, newest=sort != "oldest")
        if groups is not None:
            _, first = np.unique(groups[best], return_index=True)
            best = best[np.sort(first)]
        if len(best) >= end or wanted == len(documents):
            return best[start:end]
        wanted *= 4


def by_score(snapshot: Snapshot, documents: Ints, scores: Scores, wanted: int) -> Ints:
    """Return the best documents first; equals by date, then by row, so that pages are stable.

    `scores` are those of the documents, in their order.
    """
    if len(documents) > 4 * wanted:
        least = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
        documents, scores = documents[scores >= least], scores[scores >= least]
    order = np.lexsort((snapshot.numbers["row"][documents], -snapshot.days[documents], -scores))
    best: Ints = documents[order[:wanted]]
    return best


def by_date(snapshot: Snapshot, documents: Ints, wanted: int, newest: bool) -> Ints:
    """Return documents in the order of their dates. What has no date comes last both ways."""
    days = snapshot.days[documents]
    key = -days if newest else np.where(days > 0, days, np.int32(99999999))
    if len(documents) > 4 * wanted:
        last = np.partition(key, wanted - 1)[wanted - 1]
        documents, key = documents[key <= last], key[key <= last]
    order = np.lexsort((snapshot.numbers["row"][documents], key))
    first: Ints = documents[order[:wanted]]
    return first
