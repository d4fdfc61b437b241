"""What waits to be read: loads that somebody gave, their parts, and what of them was refused."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy


class Intake(models.Model):
    """A load: what somebody gave at once. Nothing of a draft is in the archive before it is stored."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("to be looked at")
        WAITING = "waiting", gettext_lazy("being taken in")
        STOPPED = "stopped", gettext_lazy("stopped")
        DONE = "done", gettext_lazy("taken in")

    given_by = models.ForeignKey(
        get_user_model(), null=True, blank=True, on_delete=models.SET_NULL, related_name="loads"
    )
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "waiting", "stopped", "done"]),
                name="intake_state_known",
            )
        ]

    def __str__(self) -> str:
        return f"load {self.pk}"


class IntakeItem(models.Model):
    """A file, a text or a page of a load. Its bytes lie in the uploads folder until it is read.

    `position` sources of it are dealt with, the last of them the record `after`; both are written with the
    rows of those sources, so that whoever goes on here doubles nothing and leaves nothing out.
    """

    class Kind(models.TextChoices):
        TEXT = "text", gettext_lazy("a text")
        ADDRESS = "address", gettext_lazy("a page")
        FILE = "file", gettext_lazy("a file")

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("waits")
        DONE = "done", gettext_lazy("read")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=7, choices=Kind)
    name = models.CharField(
        max_length=1000, help_text=gettext_lazy("as the file was called; the address; the first words")
    )
    path = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("in the uploads folder"))
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text=gettext_lazy("bytes"))
    told = models.JSONField(default=dict, blank=True, help_text=gettext_lazy("what was told beside it"))
    served = models.JSONField(
        default=dict, blank=True, help_text=gettext_lazy("what the server said of these bytes")
    )
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    position = models.PositiveIntegerField(default=0)
    after = models.TextField(blank=True)
    reached = models.BigIntegerField(default=0, help_text=gettext_lazy("bytes of it that are read"))
    again = models.BooleanField(default=False, help_text=gettext_lazy("what was refused is read once more"))
    tries = models.PositiveSmallIntegerField(
        default=0, help_text=gettext_lazy("how often reading on was begun and not brought to an end")
    )
    claim = models.CharField(
        max_length=32,
        blank=True,
        help_text=gettext_lazy("the worker that reads it, which counts while it lives"),
    )
    new = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "intake", "id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def origin(self) -> str:
        """Where articles say that they came from: told apart by their bytes, since many files are called alike."""
        if self.kind == self.Kind.ADDRESS:
            return str(self.served.get("url") or self.name)
        mark = self.sha256[:16]
        return f"pasted/{mark}" if self.kind == self.Kind.TEXT else f"upload/{mark}/{self.name}"


class IntakeRefusal(models.Model):
    """A source that was not taken in, and why, in words; `whole` where the rest of the item could not be read."""

    item = models.ForeignKey(IntakeItem, on_delete=models.CASCADE, related_name="refusals")
    record = models.TextField(blank=True, help_text=gettext_lazy("which one of a file that holds many"))
    reason = models.TextField()
    whole = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.record or self.item}: {self.reason}"
