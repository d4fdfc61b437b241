"""Two rows that may be one."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .base import TrackedQuerySet
from .events import Event
from .outlets import Outlet
from .speakers import Speaker

Mergeable = Speaker | Event | Outlet
PAIRS: dict[str, type[Mergeable]] = {"speaker": Speaker, "event": Event, "outlet": Outlet}


class MergeProposalQuerySet(TrackedQuerySet["MergeProposal"]):
    def between(self, one: Mergeable, other: Mergeable) -> "MergeProposalQuerySet":
        """Return what was proposed of two rows, whichever would be given up."""
        return self.of_pair(str(one._meta.model_name), [one.pk, other.pk])

    def of_pair(self, table: str, pair: Sequence[int]) -> "MergeProposalQuerySet":
        """Return what was proposed of two rows of a table, by their numbers."""
        return self.filter(**{f"first_{table}__in": pair, f"second_{table}__in": pair})

    def with_rows(self) -> "MergeProposalQuerySet":
        return self.select_related(*(f"{side}_{table}" for table in PAIRS for side in ("first", "second")))


def pair_of(model: str) -> Any:
    return models.ForeignKey(model, null=True, blank=True, on_delete=models.CASCADE, related_name="+")


def only(table: str) -> Q:
    """Return that both rows are of this table, and none is of another."""
    filled = Q(table=table)
    for name in PAIRS:
        empty = name != table
        filled &= Q(**{f"first_{name}__isnull": empty, f"second_{name}__isnull": empty})
    return filled


class MergeProposal(models.Model):
    """Two speakers, events or outlets that may be one: likely, not certain, and so for an editor to decide.

    The first is the row that would be given up, the second the one that would take what it has.
    """

    class Table(models.TextChoices):
        SPEAKER = "speaker", _("Speaker")
        EVENT = "event", _("Event")
        OUTLET = "outlet", _("Outlet")

    class Decision(models.TextChoices):
        OPEN = "open", _("not decided")
        SAME = "same", _("the same")
        TWO = "two", _("two of them")
        UNSURE = "unsure", _("cannot be told")

    table = models.CharField(max_length=8, choices=Table, default=Table.SPEAKER)
    first_speaker = pair_of("Speaker")
    second_speaker = pair_of("Speaker")
    first_event = pair_of("Event")
    second_event = pair_of("Event")
    first_outlet = pair_of("Outlet")
    second_outlet = pair_of("Outlet")
    reason = models.CharField(max_length=300, help_text=_("what beside the name says that they are one"))
    points = models.PositiveSmallIntegerField(default=0, help_text=_("how much says so"))
    decision = models.CharField(max_length=6, choices=Decision, default=Decision.OPEN)
    proposed_at = models.DateTimeField(auto_now_add=True)

    objects = MergeProposalQuerySet.as_manager()

    # The two rows as numbers, as the log has them.
    NUMBERS = {
        side: Coalesce(*(f"{side}_{table}" for table in PAIRS), output_field=models.BigIntegerField())
        for side in ("first", "second")
    }

    class Meta:
        verbose_name = _("pair that may be one")
        verbose_name_plural = _("pairs that may be one")
        ordering = ["decision", "-points", "-proposed_at"]
        constraints = [
            *(
                models.UniqueConstraint(fields=[f"first_{table}", f"second_{table}"], name=f"{table}_pair_proposed_once")
                for table in PAIRS
            ),
            *(
                models.CheckConstraint(condition=~Q(**{f"first_{table}": F(f"second_{table}")}), name=f"pair_of_two_{table}s")
                for table in PAIRS
            ),
            models.CheckConstraint(condition=only("speaker") | only("event") | only("outlet"), name="pair_of_one_table"),
            models.CheckConstraint(
                condition=Q(decision__in=["open", "same", "two", "unsure"]), name="pair_decision_known"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.first} may be {self.second}"

    @classmethod
    def of(cls, first: Mergeable, second: Mergeable, **values: Any) -> "MergeProposal":
        """Return a proposal, not yet saved, that the first row is the second."""
        return cls(**cls.columns(str(first._meta.model_name), first.pk, second.pk), **values)

    @staticmethod
    def columns(table: str, first: int, second: int) -> dict[str, Any]:
        """Return the columns that hold a pair of rows, by their numbers."""
        return {"table": table, f"first_{table}_id": first, f"second_{table}_id": second}

    @property
    def first(self) -> Any:
        return getattr(self, f"first_{self.table}")

    @property
    def second(self) -> Any:
        return getattr(self, f"second_{self.table}")
