"""How sure is a reading? A table of weights, learned from annotated news, adds up the signs of a statement.

The table of a language is a JSON file of {kind of statement: {sign: {value: weight}}}, the sign "always"
with the one value "" among them. Weights are log-odds; what the table does not know counts nothing.
`tools/training/confidence.py` makes it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp
from pathlib import Path

ALWAYS = "always"  # the sign that every statement shows
FURTHEST = 6.0  # log-odds beyond which no table knows better: 0.9975


@dataclass(frozen=True, slots=True, eq=False)
class ConfidenceTable:
    """What each value of each sign counts for, by the kind of statement."""

    weights: Mapping[str, Mapping[str, Mapping[str, float]]]

    def share_right(self, kind: str, signs: Iterable[tuple[str, str]]) -> float | None:
        """Return the share of such statements that is right, from 0 to 1; None for a kind it does not know."""
        known = self.weights.get(kind)
        if known is None:
            return None
        odds = known[ALWAYS][""]
        for sign, value in signs:
            of_sign = known.get(sign)
            if of_sign is not None:
                odds += of_sign.get(value, 0.0)
        return share_of_odds(odds)


def share_of_odds(odds: float) -> float:
    """Return log-odds as a share, from 0 to 1."""
    return 1 / (1 + exp(-max(-FURTHEST, min(FURTHEST, odds))))


def load_table(path: Path) -> ConfidenceTable | None:
    """Return the table of a file, or None where a language has none yet."""
    if not path.exists():
        return None
    return ConfidenceTable(json.loads(path.read_text(encoding="utf-8")))
