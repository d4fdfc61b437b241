"""What the archive follows on the web, and what became of each address that it asked for."""

from datetime import datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from .outlets import Outlet

LONGEST_REST = timedelta(days=7)  # between two tries of a source that fails


class FollowedSourceQuerySet(models.QuerySet["FollowedSource"]):
    def at_work(self) -> "FollowedSourceQuerySet":
        return self.filter(paused=False)

    def due(self, now: datetime) -> list["FollowedSource"]:
        """Return the sources that are to be asked by now, those first that wait longest."""
        free = self.at_work().filter(Q(not_before=None) | Q(not_before__lte=now))
        return [one for one in free.order_by(F("last_run").asc(nulls_first=True), "id") if one.is_due(now)]

    def delete(self) -> tuple[int, dict[str, int]]:
        """Follow these no more: what of them still waits is not fetched, what came of them stays."""
        WebAddress.objects.filter(source__in=self, state=WebAddress.State.WAITING).delete()
        return super().delete()


class FollowedSource(models.Model):
    """A feed or a sitemap that is asked again and again for what is new."""

    class Kind(models.TextChoices):
        FEED = "feed", gettext_lazy("feed (RSS or Atom)")
        SITEMAP = "sitemap", gettext_lazy("sitemap")

    address = models.CharField(
        max_length=1000, unique=True, help_text=gettext_lazy("begins with https:// or http://")
    )
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.FEED)
    outlet = models.ForeignKey(
        Outlet,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed",
        help_text=gettext_lazy("who publishes all of it; empty: as each page says"),
    )
    paused = models.BooleanField(default=False, help_text=gettext_lazy("nothing is asked for"))
    interval = models.PositiveIntegerField(
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(60 * 24 * 30)],
        help_text=gettext_lazy("minutes between two runs"),
    )
    since = models.DateField(
        null=True,
        blank=True,
        help_text=gettext_lazy("leave out what it says is older; empty: take all that it lists"),
    )
    last_run = models.DateTimeField(null=True, blank=True, editable=False)
    last_result = models.CharField(max_length=500, blank=True, editable=False)
    failures = models.PositiveIntegerField(
        default=0, editable=False, help_text=gettext_lazy("runs in a row that came to nothing")
    )
    not_before = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=gettext_lazy("when it may be asked again")
    )
    unfinished = models.BooleanField(
        default=False, editable=False, help_text=gettext_lazy("more is in it than one run takes")
    )
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=300, blank=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = FollowedSourceQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("followed source")
        verbose_name_plural = gettext_lazy("followed sources")
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["feed", "sitemap"]), name="followedsource_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.address.partition("?")[0]  # behind it may stand a key, and this goes into logs

    def delete(self, *args: Any, **told: Any) -> tuple[int, dict[str, int]]:
        return FollowedSource.objects.filter(pk=self.pk).delete()

    def is_due(self, now: datetime) -> bool:
        return self.last_run is None or self.unfinished or self.last_run + self.pause <= now

    @property
    def pause(self) -> timedelta:
        return timedelta(minutes=self.interval)

    def note_success(self, now: datetime, result: str, *, unfinished: bool = False) -> None:
        self.last_run, self.last_result = now, result[:500]
        self.failures, self.not_before, self.unfinished = 0, None, unfinished

    def note_failure(self, now: datetime, reason: str, until: datetime | None = None) -> None:
        """Keep that a run came to nothing: the next one waits twice as long as this one did, up to a week."""
        self.last_run, self.last_result = now, reason[:500]
        self.failures += 1
        rest = min(self.pause * 2 ** min(self.failures - 1, 20), LONGEST_REST)
        self.not_before = max(now + rest, until or now)


class WebAddressQuerySet(models.QuerySet["WebAddress"]):
    def waiting(self, now: datetime) -> "WebAddressQuerySet":
        """Return what is to be fetched by now: sitemaps before pages, newest listed first."""
        return (
            self.filter(state=WebAddress.State.WAITING)
            .filter(Q(not_before=None) | Q(not_before__lte=now))
            .exclude(source__paused=True)
            .order_by("-kind", "-listed_at", "id")
        )


class WebAddress(models.Model):
    """An address that a followed source lists, or that somebody asked for, and what became of it.

    `redirects` has the steps on the way as [status, address]; `final` is where they led.
    """

    class Kind(models.TextChoices):
        PAGE = "page", gettext_lazy("page")
        SITEMAP = "sitemap", gettext_lazy("part of a sitemap")

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("waits to be fetched")
        HELD = "held", gettext_lazy("in the archive")
        REFUSED = "refused", gettext_lazy("no article")
        FAILED = "failed", gettext_lazy("could not be fetched")

    address = models.CharField(max_length=1000, unique=True)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.PAGE)
    source = models.ForeignKey(
        FollowedSource, null=True, blank=True, on_delete=models.SET_NULL, related_name="addresses"
    )
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    changed = models.CharField(
        max_length=40, blank=True, help_text=gettext_lazy("when it was changed, as the source says")
    )
    outlet_told = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("told with it by hand"))
    listed_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=gettext_lazy("what the server answered")
    )
    final = models.CharField(max_length=1000, blank=True, help_text=gettext_lazy("where it led"))
    redirects = models.JSONField(default=list, blank=True, help_text=gettext_lazy("[[status, address], ...]"))
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=500, blank=True)

    objects = WebAddressQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("web address")
        verbose_name_plural = gettext_lazy("web addresses")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-kind", "-listed_at", "id"]),
            models.Index(fields=["source", "state"]),
            models.Index(fields=["final"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "held", "refused", "failed"]),
                name="webaddress_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.address.partition("?")[0]  # behind it may stand a key, and this goes into logs

    def settle(self, state: "WebAddress.State", result: str, now: datetime, **found: Any) -> None:
        """Set what became of it, for good as far as is known."""
        self.state, self.result, self.fetched_at = state, result[:500], now
        self.tries, self.not_before = 0, None
        for name, value in found.items():
            setattr(self, name, value)
