"""What the commands that take sources in say at their end."""

from collections.abc import Mapping

from statements.models import Event, Quote, Speaker


def sentence_of_counts(counts: Mapping[str, int], unreadable: int, quotes: int) -> str:
    """Return what was read and what the archive holds now. `counts` are sources by what became of them."""
    return (
        f"{sum(counts.values()) + unreadable} read: {counts['new']} new, {counts['unchanged']} unchanged, "
        f"{counts['updated']} updated, {unreadable} unreadable. "
        f"{quotes} quotes in them. The archive holds {Quote.objects.public().count()} quotes, "
        f"{Speaker.objects.public().count()} speakers, {Event.objects.public().count()} events."
    )


def sentence_so_far(counts: Mapping[str, int], unreadable: int) -> str:
    """Return what was done before a command had to end, without asking the database."""
    return (
        f"Before that: {sum(counts.values()) + unreadable} read: {counts.get('new', 0)} new, "
        f"{counts.get('unchanged', 0)} unchanged, {counts.get('updated', 0)} updated, {unreadable} unreadable. "
        "What was stored stays; the same command goes on from there."
    )
