"""Who is on record, and under which names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from .base import State, TrackedQuerySet, page_address


class SpeakerQuerySet(TrackedQuerySet["Speaker"]):
    def public(self) -> "SpeakerQuerySet":
        return self.exclude(state=State.REJECTED).filter(merged_into=None)


class Speaker(models.Model):
    """Somebody who is on record. The role at the time belongs to each quote, not here."""

    class Kind(models.TextChoices):
        PERSON = "person", gettext_lazy("Person")
        INSTITUTION = "institution", gettext_lazy("Institution")
        COUNTRY = "country", gettext_lazy("Country")
        GROUP = "group", gettext_lazy("Group")
        ANONYMOUS = "anonymous", gettext_lazy("not named")
        DOCUMENT = "document", gettext_lazy("Document")

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    country = models.CharField(
        max_length=2, blank=True, help_text=gettext_lazy("ISO 3166-1 alpha-2, such as FR")
    )
    affiliation = models.CharField(max_length=300, blank=True)
    wikidata = models.CharField(max_length=20, blank=True, help_text=gettext_lazy("such as Q42"))
    state = models.CharField(max_length=10, choices=State, default=State.EXTRACTED)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        permissions = [("merge_speaker", "Can merge and split speakers, events and outlets")]
        indexes = [models.Index(fields=["kind", "name"])]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="speaker_has_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["person", "institution", "country", "group", "anonymous", "document"]),
                name="speaker_kind_known",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="speaker_state_known"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="speaker_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_address("speaker-detail", self.slug)

    @property
    def is_unnamed(self) -> bool:
        return self.kind == self.Kind.ANONYMOUS


class Alias(models.Model):
    """Another name of a speaker. `key` is the name folded: no case, accents, hyphens or spaces."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "aliases"
        constraints = [models.UniqueConstraint(fields=["speaker", "key"], name="alias_once_per_speaker")]

    def __str__(self) -> str:
        return self.name
