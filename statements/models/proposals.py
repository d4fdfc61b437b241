"""Two rows that may be one."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from .base import TrackedQuerySet
from .events import Event
from .outlets import Outlet
from .speakers import Speaker


class MergeProposal(models.Model):
    """Two speakers, events or outlets that may be one: likely, not certain, and so for an editor to decide."""

    class Table(models.TextChoices):
        SPEAKER = "speaker"
        EVENT = "event"
        OUTLET = "outlet"

    class Decision(models.TextChoices):
        OPEN = "open", "not decided"
        SAME = "same", "the same"
        TWO = "two", "two of them"
        UNSURE = "unsure", "cannot be told"

    table = models.CharField(max_length=8, choices=Table, default=Table.SPEAKER)
    first = models.BigIntegerField(help_text="the row that would be given up")
    second = models.BigIntegerField(help_text="the row that would take what it has")
    reason = models.CharField(max_length=300, help_text="what beside the name says that they are one")
    points = models.PositiveSmallIntegerField(default=0, help_text="how much says so")
    decision = models.CharField(max_length=6, choices=Decision, default=Decision.OPEN)
    proposed_at = models.DateTimeField(auto_now_add=True)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["decision", "-points", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(fields=["table", "first", "second"], name="pair_proposed_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="pair_of_two"),
            models.CheckConstraint(
                condition=Q(decision__in=["open", "same", "two", "unsure"]), name="pair_decision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} may be {self.into}"

    @property
    def model(self) -> type[models.Model]:
        return {"speaker": Speaker, "event": Event, "outlet": Outlet}[self.table]

    @property
    def speaker(self) -> Any:
        return self.model._default_manager.filter(pk=self.first).first()

    @property
    def into(self) -> Any:
        return self.model._default_manager.filter(pk=self.second).first()
