"""Searches that readers have sent to them by mail: who they are, what they asked for, what they were told.

No address stands in these rows: it is encrypted with a key that lies in no database and no backup, and found by a
keyed hash of it. All of a reader goes with their row.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy


class AlertReader(models.Model):
    """Somebody who is written to. Without a `confirmed_at` nobody has shown yet that the mailbox is theirs."""

    uid = models.CharField(max_length=32, unique=True, help_text=gettext_lazy("random; signed in links"))
    key = models.CharField(max_length=64, unique=True, help_text=gettext_lazy("a keyed hash of the address"))
    address = models.TextField(help_text=gettext_lazy("encrypted"))
    made_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("when mail was last made for them")
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.uid


class SavedSearch(models.Model):
    """A search of one reader: its line of the query language, and the address that it was saved from."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at once", gettext_lazy("at once")
        DAILY = "daily", gettext_lazy("once a day")
        WEEKLY = "weekly", gettext_lazy("once a week")

    reader = models.ForeignKey(AlertReader, on_delete=models.CASCADE, related_name="searches")
    line = models.TextField()
    digest = models.CharField(max_length=64, help_text=gettext_lazy("of the line"))
    asked = models.TextField(blank=True, help_text=gettext_lazy("what stands behind ? in the address"))
    rhythm = models.CharField(max_length=7, choices=Rhythm, default=Rhythm.DAILY)
    since = models.BigIntegerField(help_text=gettext_lazy("the last statement that was there before"))
    made_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["digest"])]
        constraints = [
            models.UniqueConstraint(fields=["reader", "digest"], name="search_once_of_a_reader"),
            models.CheckConstraint(
                condition=Q(rhythm__in=["at once", "daily", "weekly"]), name="search_rhythm_known"
            ),
        ]

    def __str__(self) -> str:
        return self.line[:80]


class AlertMail(models.Model):
    """A mail that is to be sent. Its row goes once the server has taken it."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", gettext_lazy("asks whether a search is wanted")
        DIGEST = "digest", gettext_lazy("tells what is new")

    uid = models.CharField(max_length=32, unique=True, help_text=gettext_lazy("of its Message-ID"))
    reader = models.ForeignKey(AlertReader, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=7, choices=Kind)
    search = models.ForeignKey(
        SavedSearch, null=True, on_delete=models.CASCADE, related_name="mails",
        help_text=gettext_lazy("which is to be confirmed"),
    )  # fmt: skip
    made_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True, help_text=gettext_lazy("of who is sending it"))
    claimed_until = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("why it waits"))

    class Meta:
        indexes = [models.Index(fields=["not_before"])]
        constraints = [
            models.UniqueConstraint(
                fields=["reader"], condition=Q(kind="digest"), name="one_digest_of_a_reader_at_a_time"
            ),
            models.CheckConstraint(condition=Q(kind__in=["confirm", "digest"]), name="alert_mail_kind_known"),
        ]

    def __str__(self) -> str:
        return self.uid


class AlertItem(models.Model):
    """A statement that a reader is to be told of, or was: once, however often it is read and found.

    What was told is kept as keyed hashes, by which a change is seen; no words of the archive stand here.
    """

    reader = models.ForeignKey(AlertReader, on_delete=models.CASCADE, related_name="items")
    search = models.ForeignKey(SavedSearch, null=True, on_delete=models.SET_NULL, related_name="items")
    quote = models.BigIntegerField(help_text=gettext_lazy("its number, also when it is there no more"))
    uid = models.CharField(max_length=8)
    article = models.BigIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    due = models.BooleanField(default=True)
    at = models.DateTimeField(help_text=gettext_lazy("since when it is due"))
    told_at = models.DateTimeField(null=True, blank=True)
    told = models.JSONField(default=dict)
    mail = models.ForeignKey(AlertMail, null=True, on_delete=models.SET_NULL, related_name="items")

    class Meta:
        indexes = [
            models.Index(fields=["quote"]),
            models.Index(fields=["article", "reader"]),
            models.Index(fields=["reader", "at"], condition=Q(due=True), name="alert_item_due"),
        ]
        constraints = [models.UniqueConstraint(fields=["reader", "uid"], name="told_once_of_a_reader")]

    def __str__(self) -> str:
        return self.uid


class AlertRequest(models.Model):
    """One time that somebody asked for mail: what limits count. It knows neither their address nor the mailbox."""

    sender = models.CharField(
        max_length=32, help_text=gettext_lazy("a keyed hash of the network it came from")
    )
    mailbox = models.CharField(max_length=64, help_text=gettext_lazy("a keyed hash of the mailbox"))
    written = models.BooleanField(default=False, help_text=gettext_lazy("a mail was made"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["sender", "at"]),
            models.Index(fields=["mailbox", "at"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return str(self.at)


class AlertTask(models.Model):
    """A statement that the index has now otherwise: it is to be held against all saved searches."""

    quote = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.quote)
