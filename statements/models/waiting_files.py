"""Files of results that are made in the background."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy

KEPT = timedelta(days=1)


class WaitingFile(models.Model):
    """What somebody asked for: the search as an address has it, the format, and where the site was found.

    How far it is stands here while it is made; its bytes lie in the storage of exports, for a day.
    """

    token = models.CharField(
        max_length=32, unique=True, help_text=gettext_lazy("its address, which nobody guesses")
    )
    asked = models.TextField()
    form = models.CharField(max_length=10)
    base = models.CharField(max_length=300)
    at = models.DateTimeField()
    reader = models.CharField(max_length=64, blank=True, help_text=gettext_lazy("a digest, to count by"))
    done = models.BigIntegerField(default=0, help_text=gettext_lazy("rows that are written"))
    total = models.BigIntegerField(default=0)
    fault = models.TextField(blank=True)
    path = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("in the storage, when it is made")
    )
    size = models.BigIntegerField(default=0, help_text=gettext_lazy("bytes"))

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.token

    @property
    def file_name(self) -> str:
        return f"on-record-statements.{self.form}"

    @property
    def is_made(self) -> bool:
        return bool(self.path)

    @property
    def until(self) -> datetime:
        return self.at + KEPT
