"""How did somebody's words on one subject change from one time to the next?

Neighbours by date are held against each other as a draft is against a source, where they are alike enough for
the difference to be one of wording; else it is said that they are not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from statements.identity.printings import Piece
from statements.models import Quote

from .results import Wording
from .wording import compare_wording

ALIKE_ENOUGH = 0.5  # share of the later words that the earlier ones hold, from which they are compared
FEWEST_IN_ROW = 3  # words that both have one behind the other
FEWEST_IN_COMMON = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A statement of a position. `pieces` tell it from the one before it; None where the two are not alike."""

    quote: Quote
    pieces: tuple[Piece, ...] | None = None
    same: bool = False  # word for word as the one before
    first: bool = False  # none stands before it


def steps_of_position(quotes: Sequence[Quote], before: Quote | None = None) -> list[Step]:
    """Return statements in their order, each held against the one before it; `before` stands before the first."""
    steps = []
    for quote in quotes:
        steps.append(Step(quote, first=True) if before is None else step_from(before, quote))
        before = quote
    return steps


def step_from(before: Quote, quote: Quote) -> Step:
    """Return the step from one statement to the next."""
    found = compare_wording(quote.text, before.text, whole_clause=True)
    near = found.share >= ALIKE_ENOUGH and found.row >= FEWEST_IN_ROW and found.same >= FEWEST_IN_COMMON
    same = found.wording == Wording.VERBATIM and found.longer == 0
    if not near and not same:
        return Step(quote)
    return Step(quote, found.pieces, same=same)
