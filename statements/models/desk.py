"""What the desk keeps: who works on what, who editors are in public, what readers reported."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy

from .quotes import Quote


class Claim(models.Model):
    """An editor has a statement on the desk: nobody else is handed it for some minutes."""

    quote = models.OneToOneField(Quote, on_delete=models.CASCADE, related_name="claim")
    editor = models.ForeignKey(get_user_model(), on_delete=models.CASCADE, related_name="claims")
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["editor", "until"])]

    def __str__(self) -> str:
        return f"{self.editor} has {self.quote}"


class EditorProfile(models.Model):
    """How an editor wants to stand in the public history."""

    user = models.OneToOneField(get_user_model(), on_delete=models.CASCADE, related_name="profile")
    public_name = models.CharField(
        max_length=150,
        blank=True,
        help_text=gettext_lazy("shown beside your acts on public pages; empty: no name"),
    )

    def __str__(self) -> str:
        return self.public_name or str(self.user)


class Report(models.Model):
    """A reader says that a statement is wrong. An editor answers."""

    class Fault(models.TextChoices):
        SPEAKER = "speaker", gettext_lazy("somebody else said it")
        WORDS = "words", gettext_lazy("the words are not those of the source")
        DATE = "date", gettext_lazy("the date is wrong")
        NOT_SAID = "not said", gettext_lazy("it is no statement: a title, a nickname, scare quotes")
        OTHER = "other", gettext_lazy("something else")

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("waits for an editor")
        DONE = "done", gettext_lazy("answered")

    quote = models.ForeignKey(
        Quote,
        null=True,
        on_delete=models.SET_NULL,
        related_name="reports",
        help_text=gettext_lazy("empty: no longer read"),
    )
    uid = models.CharField(
        max_length=8, editable=False, help_text=gettext_lazy("the number of the statement")
    )
    fault = models.CharField(max_length=10, choices=Fault)
    text = models.TextField(max_length=2000, blank=True)
    sender = models.CharField(
        max_length=32, editable=False, help_text=gettext_lazy("a keyed hash of the address, no address")
    )
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=4, choices=State, default=State.OPEN)
    answer = models.TextField(
        max_length=2000, blank=True, help_text=gettext_lazy("shown to readers on the statement's page")
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["state", "-at"]
        indexes = [models.Index(fields=["sender", "at"]), models.Index(fields=["state", "at"])]

    def __str__(self) -> str:
        return f"{self.get_fault_display()}: {self.quote or self.uid}"
