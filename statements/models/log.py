"""The log: every act, and what it did to which row."""

from django.contrib.auth import get_user_model
from django.db import models


class Revision(models.Model):
    """One act of an editor, a reader or ingest: a line of the log. Lines are added, never changed."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    editor = models.ForeignKey(
        get_user_model(), null=True, blank=True, on_delete=models.PROTECT, help_text="empty: ingest"
    )
    signed = models.CharField(
        max_length=150, blank=True, help_text="the editor's name, for those who chose to show it"
    )
    action = models.CharField(max_length=30)
    table = models.CharField(max_length=30, blank=True, help_text="of the row that the act is about")
    row = models.BigIntegerField(default=0, help_text="0: the act is about many rows alike")
    label = models.CharField(max_length=300)
    why = models.CharField(max_length=500, blank=True)
    undoes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["table", "row"]), models.Index(fields=["action", "-id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.label}"


class RevisionRow(models.Model):
    """What an act did to one row: the values before and after. No `before`: made; no `after`: gone."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="rows")
    table = models.CharField(max_length=30)
    row = models.BigIntegerField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["table", "row", "revision"])]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
