"""The bytes as they came, and the article that was read from them."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Precision, State, TrackedQuerySet, days_known, page_address
from .outlets import Outlet


class Source(models.Model):
    """Bytes as they came. Never changed; several articles may rest on the same bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    data = models.BinaryField()
    size = models.PositiveIntegerField(help_text=gettext_lazy("bytes"))

    def __str__(self) -> str:
        return self.sha256


class ArticleQuerySet(TrackedQuerySet["Article"]):
    def public(self) -> "ArticleQuerySet":
        return self.exclude(state=State.REJECTED)

    def with_outlet(self) -> "ArticleQuerySet":
        return self.select_related("outlet", "agency")

    def light(self) -> "ArticleQuerySet":
        """Leave the long columns in the database."""
        return self.defer("text", "body", "junk", "headings", "says")


class Article(models.Model):
    """One article of one outlet. All spans are characters of `text`, the source decoded once."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="articles")
    origin = models.CharField(
        max_length=1000, help_text=gettext_lazy("the file or address that it came from")
    )
    url = models.URLField(max_length=1000, blank=True)
    given = models.JSONField(
        default=dict, blank=True, help_text=gettext_lazy("what was told beside the text")
    )
    given_outlet = models.CharField(max_length=200, blank=True, editable=False)
    says = models.JSONField(
        default=dict, blank=True, help_text=gettext_lazy("what the source says of itself, and where in it")
    )
    extractor = models.CharField(
        max_length=60,
        blank=True,
        help_text=gettext_lazy("what took the text out of the bytes, with its version"),
    )
    address_key = models.CharField(
        max_length=500,
        blank=True,
        editable=False,
        help_text=gettext_lazy("what all addresses of its page have in common"),
    )
    words_key = models.CharField(
        max_length=32, blank=True, editable=False, help_text=gettext_lazy("the same for the same words")
    )
    encoding = models.CharField(max_length=40)
    text = models.TextField()
    body = models.JSONField(default=list, help_text=gettext_lazy("[[start, end], ...] of each paragraph"))
    headings = models.JSONField(
        default=list, help_text=gettext_lazy("[[start, end], ...] of headings in the body")
    )
    junk = models.JSONField(default=list, help_text=gettext_lazy("[[start, end], ...] of page furniture"))
    headline = models.CharField(max_length=500, blank=True)
    standfirst = models.TextField(blank=True)
    outlet = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    agency = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="credited"
    )
    byline = models.CharField(max_length=300, blank=True)
    dateline_place = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="en")
    published = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("first day of the month or year where no day is proved")
    )
    published_time = models.CharField(
        max_length=5, blank=True, help_text=gettext_lazy("HH:MM in the outlet's own time")
    )
    published_precision = models.CharField(max_length=6, choices=Precision, default=Precision.NONE)
    published_evidence = models.TextField(blank=True)
    dates_differ = models.BooleanField(
        default=False,
        help_text=gettext_lazy("the page and its text name days of publication more than one apart"),
    )
    state = models.CharField(max_length=10, choices=State, default=State.EXTRACTED)
    is_sample = models.BooleanField(default=False)
    engine = models.CharField(
        max_length=20, help_text=gettext_lazy("version of the reading that made the rows")
    )
    fetched_at = models.DateTimeField(help_text=gettext_lazy("when the bytes were got, as far as is known"))
    ingested_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    # The text where the bytes alone do not make it again: another version of the extractor may take out another.
    COMPUTED = {
        "extracted": Case(
            When(extractor="", then=Value("")), default=F("text"), output_field=models.TextField()
        )
    }

    class Meta:
        verbose_name = gettext_lazy("article")
        verbose_name_plural = gettext_lazy("articles")
        ordering = [F("published").desc(nulls_last=True), "-id"]
        indexes = [
            models.Index(fields=["-published", "-id"]),
            models.Index(fields=["state", "published"]),
            models.Index(fields=["origin"]),
            models.Index(fields=["address_key"]),
            models.Index(fields=["words_key"]),
            # These hold all that counting needs, so that it reads no text.
            models.Index(fields=["outlet", "state"]),
            models.Index(fields=["language", "state"]),
            # Every page asks whether there are any.
            models.Index(fields=["id"], condition=Q(is_sample=True), name="article_of_the_sample"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "given_outlet"], name="article_once_per_outlet"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="article_state_known"),
            models.CheckConstraint(
                condition=Q(published_precision__in=Precision.values), name="article_precision_known"
            ),
            models.CheckConstraint(
                condition=Q(published=None, published_precision=Precision.NONE)
                | (~Q(published=None) & ~Q(published_precision=Precision.NONE)),
                name="article_date_has_precision",
            ),
            models.CheckConstraint(condition=days_known("published"), name="article_day_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_address("article-detail", self.pk)

    @property
    def title(self) -> str:
        """Return the headline, or what an article without one can be called."""
        if self.headline:
            return self.headline
        return (
            _("Report from %(title)s") % {"title": self.dateline_place.title()}
            if self.dateline_place
            else _("Article without a headline")
        )

    @property
    def shows_whole_text(self) -> bool:
        """Does the archive show its text to everybody, and not its statements with their paragraphs alone?"""
        shown = self.outlet.shown if self.outlet else ""
        return (shown or settings.ONRECORD_SHOWN_TEXT) == Outlet.Shown.WHOLE


class Capture(models.Model):
    """What an article said when its page was got another time, or from another address of the same outlet.

    The text that an article is read from is the newest, and stands in the article itself. A statement that
    the outlet took out since is a slice of the capture that it stood in last.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="captures")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="captures")
    origin = models.CharField(max_length=1000)
    url = models.URLField(max_length=1000, blank=True)
    encoding = models.CharField(max_length=40)
    extractor = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    body = models.JSONField(default=list, help_text=gettext_lazy("[[start, end], ...] of each paragraph"))
    address_key = models.CharField(max_length=500, blank=True, editable=False, db_index=True)
    words_key = models.CharField(max_length=32, blank=True, editable=False)
    captured_at = models.DateTimeField()

    objects = TrackedQuerySet["Capture"].as_manager()

    COMPUTED = Article.COMPUTED

    class Meta:
        ordering = ["captured_at", "id"]
        constraints = [models.UniqueConstraint(fields=["article", "source"], name="capture_once")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.captured_at:%Y-%m-%d}"
