"""What was erased by order: that, when and by whose order, and nothing else but marks that know it again."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy


def new_salt() -> str:
    return secrets.token_hex(16)


class Erasure(models.Model):
    """A statement, an article or a person that the archive may not hold. The entries of the log that held it are empty."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", gettext_lazy("a statement")
        ARTICLE = "article", gettext_lazy("an article")
        PERSON = "person", gettext_lazy("a person")

    kind = models.CharField(max_length=9, choices=Kind)
    ordered_by = models.CharField(
        max_length=300, help_text=gettext_lazy("the court, or whoever had the right to it")
    )
    at = models.DateTimeField(default=timezone.now)
    purged_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=gettext_lazy("when index and database files held nothing of it any more"),
    )
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["-id"]
        permissions = [("erase", "Can erase by order")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.ordered_by}"


class ErasureMark(models.Model):
    """A salted digest by which something erased is known when it comes again: a page, bytes, an address, or words.

    Of words the digest is of `tokens` words in a row, of which those from `first` up to `last` are what was erased.
    """

    class Kind(models.TextChoices):
        PAGE = "page", gettext_lazy("a page of the archive")
        BYTES = "bytes", gettext_lazy("bytes")
        ADDRESS = "address", gettext_lazy("an address")
        TEXT = "text", gettext_lazy("a whole text")
        WORDS = "words", gettext_lazy("words")
        NAME = "name", gettext_lazy("a name")

    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=7, choices=Kind)
    digest = models.CharField(max_length=64, db_index=True)
    tokens = models.PositiveIntegerField(default=0)
    first = models.PositiveIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"
