"""The log: every act, and what it did to which row."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from .erasure import Erasure


class ActName(models.TextChoices):
    """What is done to the rows, by the name that the log has, and as a reader is told of it."""

    READ = "read", _("Read by the machine")
    READ_AGAIN = "read again", _("Read again by the machine")
    HELD = "held", _("Stood so when the log began")
    EDIT = "edit", _("Corrected by an editor")
    APPROVE = "approve", _("Reviewed by an editor")
    WITHDRAW = "withdraw", _("Withdrawn by an editor")
    RESTORE = "restore", _("Put back by an editor")
    HAND_BACK = "hand back", _("Handed back to the machine reading")
    ADD = "add", _("Added by an editor")
    MERGE = "merge", _("Its speaker, event or outlet was found to be another one under a second name")
    SPLIT = "split", _("Given to another speaker")
    REPORT = "report", _("Reported by a reader")
    ERASE = "erase", _("Erased by order, with all that the log held of it")
    ANSWER = "answer", _("A reader’s report was answered")
    UNDO = "undo", _("An earlier act was taken back")
    BULK = "bulk", _("Changed together with others")
    IMPORT = "import", _("Corrected from a list")
    ADD_NAME = "add name", _("A name was added")
    REMOVE_NAME = "remove name", _("A name was taken away")
    EDIT_NAMES = "edit names", _("Names were changed")
    KEEP_APART = "keep apart", _("Held beside another and kept apart")
    LEAVE_OPEN = "leave open", _("Held beside another and left open")
    JOIN_PRINTINGS = "join printings", _("Found to be one utterance with another statement")
    PART_PRINTINGS = "part printings", _("Found to be another utterance")
    SECOND_LOOK = "second look", _("Judged a second time, by somebody who did not see the first answer")
    NOTE = "note", _("A note was left for a colleague")
    ASSIGN = "assign", _("Given to a colleague to decide")

    @property
    def is_reading(self) -> bool:
        """Was it done by the machine, not by a person?"""
        return self in {ActName.READ, ActName.READ_AGAIN, ActName.HELD}

    @property
    def is_public(self) -> bool:
        """Did it change what the public sees? Then it stands among the corrections."""
        return not self.is_reading and self not in QUIET


# Acts that change nothing that the public sees, or that it is told of elsewhere.
QUIET = {
    ActName.REPORT,
    ActName.ERASE,
    ActName.APPROVE,
    ActName.KEEP_APART,
    ActName.LEAVE_OPEN,
    ActName.JOIN_PRINTINGS,
    ActName.PART_PRINTINGS,
    ActName.SECOND_LOOK,
    ActName.NOTE,
    ActName.ASSIGN,
}
READINGS = [name for name in ActName if name.is_reading]


class Revision(models.Model):
    """One act of an editor, a reader or ingest: a line of the log. Lines are added, never changed.

    `link` is a digest of the line, of what it did to each row, and of the link before: none can be changed, left out
    or put between without all later links differing. What was erased by order is empty, and its digest stays.
    """

    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    editor = models.ForeignKey(
        get_user_model(),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=gettext_lazy("empty: ingest"),
    )
    signed = models.CharField(
        max_length=150,
        blank=True,
        help_text=gettext_lazy("the editor's name, for those who chose to show it"),
    )
    action = models.CharField(max_length=30, choices=ActName)
    table = models.CharField(
        max_length=30, blank=True, help_text=gettext_lazy("of the row that the act is about")
    )
    row = models.BigIntegerField(default=0, help_text=gettext_lazy("0: the act is about many rows alike"))
    label = models.CharField(max_length=300)
    why = models.CharField(max_length=500, blank=True)
    undoes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    salt = models.CharField(max_length=16, blank=True, default="", editable=False)
    seal = models.CharField(
        max_length=64,
        blank=True,
        default="",
        editable=False,
        help_text=gettext_lazy("of label, reason and name"),
    )
    link = models.CharField(max_length=64, blank=True, default="", editable=False)
    erasure = models.ForeignKey(
        Erasure, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="lines"
    )

    class Meta:
        verbose_name = gettext_lazy("history entry")
        verbose_name_plural = gettext_lazy("history entries")
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
    salt = models.CharField(max_length=16, blank=True, default="", editable=False)
    seal = models.CharField(max_length=64, blank=True, default="", editable=False)
    erasure = models.ForeignKey(
        Erasure, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="rows"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["table", "row", "revision"])]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
