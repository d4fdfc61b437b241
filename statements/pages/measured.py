"""How well articles are read, as the about page says it: what `make evaluate` printed, rounded down.

A test holds these figures to the floors that `make evaluate` may not fall below.
"""

from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class Figure(NamedTuple):
    """A share of statements that are found with the right words and the right speaker (F1)."""

    what: str | Promise
    share: float
    floor: tuple[str, str]  # the table and name in tests/floors.toml
    on: str | Promise


MEASURED_ON = date(2026, 11, 28)
FIGURES = (
    Figure(gettext_lazy("Words quoted in full"), 0.96, ("dev", "direct"), gettext_lazy("news annotated by others, which no rule was made from")),
    Figure(gettext_lazy("All words between quotation marks"), 0.91, ("dev", "quoted"), gettext_lazy("the same news")),
    Figure(gettext_lazy("Statements that are reported in the outlet’s words"), 0.68, ("articles", "indirect"), gettext_lazy("articles made up for measuring, in the manner of many kinds of outlet")),
    Figure(gettext_lazy("Headline, outlet, date and byline"), 0.92, ("articles", "metadata"), gettext_lazy("the same made-up articles")),
)  # fmt: skip
