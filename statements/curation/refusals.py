"""When an act is refused: it would break a promise, or somebody else was faster."""

from collections.abc import Sequence

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from statements.models import Revision, RevisionRow, table_of


class Refused(Exception):
    """An act that would break a promise of the archive. The message says which."""


class TooLate(Refused):
    """Somebody else did what was to be done once."""


class Overtaken(TooLate):
    """Somebody else changed the row since it was looked at. `acts` are theirs."""

    def __init__(self, acts: Sequence[Revision]) -> None:
        super().__init__(_("Somebody changed this while you looked at it."))
        self.acts = acts


def row_version(row: Model) -> int:
    """Return the number of the last act on a row: what a form carries, so that nobody is overwritten."""
    acts = RevisionRow.objects.filter(table=table_of(row), row=row.pk)
    return int(acts.aggregate(last=Max("revision"))["last"] or 0)


def row_versions(ids: Sequence[int]) -> dict[int, int]:
    """Return the number of the last act on each of some statements."""
    acts = RevisionRow.objects.filter(table="quote", row__in=ids).order_by()
    return dict(acts.values_list("row").annotate(last=Max("revision")))


def check_row_version(row: Model, version: int | None) -> None:
    """Raise Overtaken if a row was acted on since an editor looked at it; None asks for nothing."""
    if version is None:
        return
    later = RevisionRow.objects.filter(table=table_of(row), row=row.pk, revision__gt=version)
    ids = list(later.values_list("revision", flat=True))
    if ids:
        raise Overtaken(list(Revision.objects.filter(pk__in=ids).select_related("editor")))
