"""What others mirror, in the order in which it changed: rows that wait for their number, and rows that have one."""

from django.db import models


class ChangedRow(models.Model):
    """A row that others mirror has changed: written with the change, and taken away when it has its number."""

    table = models.CharField(max_length=30)
    row = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class SequenceLine(models.Model):
    """A row that others mirror, with the number of its last change: one line a row, for good.

    It holds no name and no word of the row, so that it can go on telling of one that was erased by order.
    """

    number = models.BigIntegerField(unique=True)
    table = models.CharField(max_length=30)
    row = models.BigIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="sequence_line_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.table} {self.row}"
