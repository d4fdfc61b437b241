"""What was said once, however many outlets print it, and what editors decided of which statements are one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .base import TrackedQuerySet
from .quotes import Quote


class UtteranceDecision(models.Model):
    """An editor's word that two statements are one utterance, or are two. It binds every later reading."""

    first = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="+")
    same = models.BooleanField(help_text=_("one utterance; else two"))

    objects = TrackedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="utterance_decided_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="utterance_decision_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {'=' if self.same else '≠'} {self.second_id}"
