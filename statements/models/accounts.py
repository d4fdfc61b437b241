"""What is kept of accounts beside Django's own: wrong tries, sessions, recovery codes, and what is to be told."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy


class WrongTry(models.Model):
    """A try to sign in that failed, or is under way. Limits count these rows, for all workers alike."""

    account = models.CharField(
        max_length=32, help_text=gettext_lazy("a keyed hash of the name: people type passwords there")
    )
    address = models.CharField(max_length=45)
    network = models.CharField(max_length=49, help_text=gettext_lazy("the /64 of an IPv6 address"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"]),
            models.Index(fields=["address", "at"]),
            models.Index(fields=["network", "at"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.at}"


class SignIn(models.Model):
    """One time that somebody signed in: a session while it lasts, and afterwards a known address."""

    user = models.ForeignKey(get_user_model(), on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=45, blank=True)
    network = models.CharField(max_length=49, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    begun = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "network"]), models.Index(fields=["seen"])]

    def __str__(self) -> str:
        return f"{self.user} {self.address}"


class RecoveryCode(models.Model):
    """A code on paper that stands once for the second factor. Only its hash is kept."""

    user = models.ForeignKey(get_user_model(), on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.used or 'unused'}"


class GivenPassword(models.Model):
    """A password that somebody else gave an account: it opens the page to choose an own one, and nothing else."""

    user = models.OneToOneField(get_user_model(), on_delete=models.CASCADE, related_name="given_password")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.user)


class AccountEvent(models.Model):
    """What happened to an account, to be told to whom it belongs."""

    class What(models.TextChoices):
        SIGNED_IN = "signed in", gettext_lazy("Signed in from a place or a device that is new")
        PASSWORD = "password", gettext_lazy("The password was changed")
        FACTOR_ON = "factor on", gettext_lazy("A second factor was set up")
        FACTOR_OFF = "factor off", gettext_lazy("The second factor was taken away")
        CODES = "codes", gettext_lazy("New recovery codes were made")
        CODE_USED = "code used", gettext_lazy("A recovery code was used")

    user = models.ForeignKey(get_user_model(), on_delete=models.CASCADE, related_name="account_events")
    what = models.CharField(max_length=10, choices=What)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    told = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "-at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    what__in=["signed in", "password", "factor on", "factor off", "codes", "code used"]
                ),
                name="account_event_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.what}"
