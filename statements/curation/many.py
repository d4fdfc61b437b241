"""Many statements changed as one act, which is taken back as one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from statements.history.log import act
from statements.models import ActName, Quote, State

from .refusals import Refused, row_versions

PIECE = 500  # rows changed by one statement of SQL


def change_many(
    quotes: Sequence[Quote],
    values: Mapping[str, Any],
    editor: Any,
    why: str = "",
    versions: Mapping[int, int] | None = None,
) -> int:
    """Give many statements the same values. Return how many changed.

    Those that were acted on since the editor looked, by `versions`, are left as they are.
    """
    now = row_versions([quote.pk for quote in quotes]) if versions is not None else {}
    differs = [
        quote
        for quote in quotes
        if any(getattr(quote, name) != value for name, value in values.items())
        and (versions is None or now.get(quote.pk, 0) <= versions.get(quote.pk, 0))
    ]
    if not differs:
        raise Refused(_("All of them are so already, or were changed by somebody else meanwhile."))
    with act(ActName.BULK, editor, why=why, label=f"{len(differs)} statements"):
        for start in range(0, len(differs), PIECE):
            rows = Quote.objects.filter(pk__in=[quote.pk for quote in differs[start : start + PIECE]])
            if values.keys() - {"state"}:
                rows.update(**{**values, "is_corrected": True})
                rows.filter(state=State.EXTRACTED).update(state=State.CURATED)
            else:
                rows.update(**values)
    return len(differs)
