"""What changed since the index and the pages were made."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy


class Change(models.Model):
    """Something that pages show has changed: written with the change, so that a page knows its age.

    Rows are added by every change and the old ones forgotten now and then; newest and number of them
    together tell any two states of the archive apart, whatever order transactions end in.
    """

    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.pk)


class IngestTally(models.Model):
    """How many sources were ever read and what became of them, in one row: counted with each batch, by any process."""

    new = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    statements = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.new} new, {self.updated} updated, {self.unchanged} unchanged, {self.refused} refused"


class IndexTask(models.Model):
    """A row whose entry in the search index is out of date: written with the change it speaks of."""

    table = models.CharField(max_length=30)
    row = models.BigIntegerField()
    queued_at = models.DateTimeField(auto_now_add=True)
    fault = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("why it was set aside; empty: to do")
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
