"""Who publishes: newspapers, sites, agencies."""

from django.db import models
from django.utils.translation import gettext_lazy

from .base import TrackedQuerySet, page_address


class Outlet(models.Model):
    """A newspaper, site or agency: where an article appeared, or who relayed a statement."""

    class Kind(models.TextChoices):
        OUTLET = "outlet", gettext_lazy("Outlet")
        AGENCY = "agency", gettext_lazy("Agency")
        PLATFORM = "platform", gettext_lazy("Platform")

    class Shown(models.TextChoices):
        DEFAULT = "", gettext_lazy("As the archive does with all")
        WHOLE = "whole", gettext_lazy("The whole text")
        STATEMENTS = "statements", gettext_lazy("Statements, each with its paragraph")

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OUTLET)
    shown = models.CharField(
        max_length=10,
        choices=Shown,
        default=Shown.DEFAULT,
        blank=True,
        verbose_name=gettext_lazy("shown to readers"),
        help_text=gettext_lazy("how much of its articles pages, exports and feeds show"),
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("outlet")
        verbose_name_plural = gettext_lazy("outlets")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_address("source-detail", self.slug)
