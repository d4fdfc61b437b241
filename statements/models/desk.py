"""What the desk keeps: who works on what, who editors are in public, what readers reported."""

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .base import TrackedQuerySet
from .quotes import Quote
from .speakers import Speaker


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
        NOT_SAID = "not said", gettext_lazy("it is not a statement: a title, a nickname, scare quotes")
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
        verbose_name = gettext_lazy("reader’s report")
        verbose_name_plural = gettext_lazy("readers’ reports")
        ordering = ["state", "-at"]
        indexes = [models.Index(fields=["sender", "at"]), models.Index(fields=["state", "at"])]

    def __str__(self) -> str:
        return f"{self.get_fault_display()}: {self.quote or self.uid}"


class Judgement(models.Model):
    """Whose words a statement is, as one editor says: kept of those that two editors judge apart.

    The first is kept with the act that decides the statement; the second is `blind`: whoever gave it saw the
    statement as it was read, and changed nothing. Where two differ, an editor settles it.
    """

    class Answer(models.TextChoices):
        SPEAKER = "speaker", gettext_lazy("somebody")
        NOBODY = "nobody", gettext_lazy("the source does not say")
        NO_STATEMENT = "none", gettext_lazy("not a statement")

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="judgements")
    editor = models.ForeignKey(get_user_model(), on_delete=models.PROTECT, related_name="judgements")
    answer = models.CharField(max_length=7, choices=Answer)
    speaker = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.CASCADE, related_name="judgements"
    )
    blind = models.BooleanField(default=False)
    settled = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["blind", "settled", "at"], name="judgement_waits")]
        constraints = [
            models.UniqueConstraint(fields=["quote", "editor"], name="judged_once_by_each"),
            models.CheckConstraint(
                condition=Q(answer="speaker", speaker__isnull=False)
                | Q(answer__in=["nobody", "none"], speaker__isnull=True),
                name="judgement_names_whom_it_says",
            ),
        ]

    def __str__(self) -> str:
        return str(self.speaker or self.get_answer_display())


class DeskNote(models.Model):
    """What an editor leaves at a statement for a colleague, or for whoever comes next. With `to`, it is theirs to decide."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="desk_notes")
    author = models.ForeignKey(get_user_model(), on_delete=models.PROTECT, related_name="notes_left")
    to = models.ForeignKey(
        get_user_model(), null=True, blank=True, on_delete=models.PROTECT, related_name="notes_for",
        help_text=gettext_lazy("empty: for whoever comes next"),
    )  # fmt: skip
    text = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    done = models.BooleanField(default=False)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["to", "done"], name="desk_note_waits")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(to__isnull=False), name="desk_note_says_something"
            )
        ]

    def __str__(self) -> str:
        return self.text or f"for {self.to}"
