"""What happened, and which articles mention it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from .articles import Article
from .base import IsList, NamesField, Precision, State, TrackedQuerySet, days_known, page_address


class EventQuerySet(TrackedQuerySet["Event"]):
    def public(self) -> "EventQuerySet":
        return self.exclude(state=State.REJECTED).filter(merged_into=None)


class Event(models.Model):
    """A happening: one row however many articles mention it."""

    class Kind(models.TextChoices):
        SUMMIT = "summit", gettext_lazy("Summit")
        MEETING = "meeting", gettext_lazy("Meeting")
        PHONE_CALL = "phone_call", gettext_lazy("phone call")
        VISIT = "visit", gettext_lazy("Visit")
        PRESS_CONFERENCE = "press_conference", gettext_lazy("press conference")
        LAUNCH = "launch", gettext_lazy("Launch")
        AGREEMENT = "agreement", gettext_lazy("Agreement")
        VOTE = "vote", gettext_lazy("Vote")
        OTHER = "other", gettext_lazy("Other")

    class Status(models.TextChoices):
        HELD = "held", pgettext_lazy("of an event", "Held")
        PLANNED = "planned", gettext_lazy("Planned")
        POSSIBLE = "possible", gettext_lazy("Possible")
        CANCELLED = "cancelled", gettext_lazy("Cancelled")
        DID_NOT_HAPPEN = "did_not_happen", gettext_lazy("did not happen")

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=110, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    place = models.CharField(max_length=300, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=6, choices=Precision, default=Precision.NONE)
    status = models.CharField(max_length=20, choices=Status, default=Status.HELD)
    participants = NamesField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.EXTRACTED)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    articles = models.ManyToManyField(Article, through="EventMention", related_name="events")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("event")
        verbose_name_plural = gettext_lazy("events")
        ordering = [F("start").desc(nulls_last=True), "name"]
        indexes = [models.Index(fields=["start"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(start__lte=F("end")), name="event_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="event_state_known"),
            models.CheckConstraint(
                condition=Q(status__in=["held", "planned", "possible", "cancelled", "did_not_happen"]),
                name="event_status_known",
            ),
            models.CheckConstraint(condition=days_known("start", "end"), name="event_days_known"),
            models.CheckConstraint(condition=IsList("participants"), name="event_participants_listed"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_address("event-detail", self.slug)


class EventMention(models.Model):
    """Where an article speaks of an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="mentions")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="event_mentions")
    spans = models.JSONField(
        default=list, help_text=gettext_lazy("[[start, end], ...] in the article's text")
    )
    rule = models.CharField(max_length=60, blank=True)
    told = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text=gettext_lazy(
            "what the article tells of it: name, days, states, each mention with its rule"
        ),
    )

    objects = TrackedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "article"], name="event_once_per_article")]

    def __str__(self) -> str:
        return f"{self.event} in {self.article}"
