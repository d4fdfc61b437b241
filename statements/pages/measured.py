"""How well articles are read, as the about page says it: what `make evaluate` printed, rounded down.

A test holds these figures to the floors that `make evaluate` may not fall below.
"""

from datetime import date
from typing import NamedTuple


class Figure(NamedTuple):
    """A share of statements that are found with the right words and the right speaker (F1)."""

    what: str
    share: float
    floor: tuple[str, str]  # the table and name in tests/floors.toml
    on: str


MEASURED_ON = date(2026, 11, 24)
FIGURES = (
    Figure("Words quoted in full", 0.94, ("dev", "direct"), "news annotated by others, which no rule was made from"),
    Figure("All words between quotation marks", 0.88, ("dev", "quoted"), "the same news"),
    Figure("Statements that are reported in the outlet’s words", 0.59, ("articles", "indirect"), "articles made up for measuring, in the manner of many kinds of outlet"),
    Figure("Headline, outlet, date and byline", 0.86, ("articles", "metadata"), "the same made-up articles"),
)  # fmt: skip
