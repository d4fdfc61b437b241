"""The statements: words that are slices of a source, and who is made responsible for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from .articles import Article, Capture
from .base import Precision, State, TrackedQuerySet, days_known, new_uid, page_address
from .events import Event
from .outlets import Outlet
from .speakers import Appearance, Speaker

# What a statement's card shows: a page of results reads twenty of them, so no column more than needed.
CARD_FIELDS = (
    *[
        "uid",
        "kind",
        "text",
        "passage",
        "passage_start",
        "segments",
        "start",
        "end",
        "in_headline",
        "addressee",
        "venue",
        "role",
        "mention",
        "cue",
        "confidence",
        "date",
        "date_precision",
        "said_on",
        "state",
        "is_corrected",
        "fingerprint",
        "capture",
        "utterance",
    ],
    *(f"{who}__{name}" for who in ("speaker", "probable_speaker") for name in ("name", "slug", "kind")),
    *(f"article__{name}" for name in ("is_sample", "state", "outlet", "language", "headline")),
    *(f"{outlet}__{name}" for outlet in ("article__outlet", "relayed_by") for name in ("name", "slug")),
)

# The same of a row that others take away, and of its article.
CELL_FIELDS = (
    "uid", "kind", "text", "role", "addressee", "venue", "said_on", "state", "date", "date_precision", "confidence", "rule",
    "in_headline", "article", "speaker__name", "speaker__slug", "speaker__kind", "probable_speaker__name", "relayed_by__name",
    "utterance__uid",
)  # fmt: skip
CELL_FIELDS_OF_ARTICLE = (
    "headline", "outlet__name", "url", "published", "published_precision", "state", "fetched_at", "language",
)  # fmt: skip


class Utterance(models.Model):
    """What was said once and is printed in several articles: the statements that point to it are its printings.

    There is a row where at least two articles print it. All else of it follows from its printings. Its address
    stays: one that turned out to be another leads there.
    """

    uid = models.CharField(max_length=8, unique=True, default=new_uid, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )

    def __str__(self) -> str:
        return self.uid

    def get_absolute_url(self) -> str:
        return page_address("utterance-detail", self.uid)


class QuoteQuerySet(TrackedQuerySet["Quote"]):
    def public(self) -> "QuoteQuerySet":
        """What anybody may see. Pages, feeds, API and index all start here.

        The few withdrawn articles are a list that is looked into, not a join with every article.
        """
        withdrawn = Article.objects.filter(state=State.REJECTED)
        return self.exclude(state=State.REJECTED).exclude(article__in=withdrawn)

    def by(self, speaker: Speaker) -> "QuoteQuerySet":
        return self.filter(speaker=speaker)

    def probably_by(self, speaker: Speaker) -> "QuoteQuerySet":
        """What is likely and not certain to be somebody's: apart, and never counted as theirs."""
        return self.filter(probable_speaker=speaker)

    def with_parts(self) -> "QuoteQuerySet":
        """Fetch what a statement's card shows, in one query."""
        parts = ("speaker", "probable_speaker", "article", "article__outlet", "relayed_by")
        return self.select_related(*parts).only(*CARD_FIELDS)

    def with_cells(self, *more: str) -> "QuoteQuerySet":
        """Fetch what a row of an export has, and `more` columns.

        Its article is fetched once for all its statements: a join brings its columns again with each of them, and
        reads through its long text to find them.
        """
        articles = Article.objects.select_related("outlet").only(*CELL_FIELDS_OF_ARTICLE)
        return (
            self.select_related("speaker", "probable_speaker", "relayed_by", "utterance")
            .only(*CELL_FIELDS, *more)
            .prefetch_related(models.Prefetch("article", articles))
        )

    def newest_first(self) -> "QuoteQuerySet":
        return self.order_by(F("date").desc(nulls_last=True), "-article_id", "start")


class Quote(models.Model):
    """One statement: words that are slices of the source, and who is made responsible for them."""

    class Kind(models.TextChoices):
        DIRECT = "direct", gettext_lazy("quoted in full")
        PARTIAL = "partial", gettext_lazy("quoted in part")
        INDIRECT = "indirect", gettext_lazy("reported, not quoted")

    uid = models.CharField(max_length=8, unique=True, default=new_uid, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="quotes")
    speaker = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="quotes"
    )
    appearance = models.ForeignKey(
        Appearance, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="quotes"
    )
    probable_speaker = models.ForeignKey(
        Speaker, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="probable_quotes",
        help_text=gettext_lazy("likely and not certain: not counted, not found by the name"),
    )  # fmt: skip
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    segments = models.JSONField(
        help_text=gettext_lazy("[[start, end], ...] of the words in the text that they stand in")
    )
    text = models.TextField(help_text=gettext_lazy("the words; a cut between two segments is shown as …"))
    kind = models.CharField(max_length=8, choices=Kind)
    in_headline = models.BooleanField(default=False)
    passage = models.TextField(
        blank=True,
        help_text=gettext_lazy("the source from the first of these words, or of their clause, to the last"),
    )
    passage_start = models.PositiveIntegerField(default=0)
    clause_start = models.PositiveIntegerField(null=True, blank=True)
    clause_end = models.PositiveIntegerField(null=True, blank=True)
    mention = models.CharField(max_length=500, blank=True)
    mention_start = models.PositiveIntegerField(null=True, blank=True)
    mention_end = models.PositiveIntegerField(null=True, blank=True)
    cue = models.CharField(max_length=100, blank=True)
    role = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("as the source gave it at the time")
    )
    addressee = models.CharField(max_length=300, blank=True)
    venue = models.CharField(max_length=300, blank=True)
    relayed_by = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="relayed"
    )
    said_on = models.DateField(null=True, blank=True)
    date = models.DateField(null=True, blank=True, help_text=gettext_lazy("day said, else day published"))
    date_precision = models.CharField(max_length=6, choices=Precision, default=Precision.NONE)
    candidates = models.JSONField(default=list, blank=True)
    rule = models.CharField(max_length=60)
    confidence = models.FloatField()
    fingerprint = models.CharField(max_length=32, help_text=gettext_lazy("of the words as first read"))
    occurrence = models.PositiveSmallIntegerField(
        default=0, help_text=gettext_lazy("which one, where an article says the same twice")
    )
    state = models.CharField(max_length=10, choices=State, default=State.EXTRACTED)
    is_corrected = models.BooleanField(
        default=False, help_text=gettext_lazy("an editor changed what was read")
    )
    unproved = models.BooleanField(
        default=False, help_text=gettext_lazy("these words do not stand in what the page shows")
    )
    missing_since = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("kept by an editor, but not found when read again")
    )
    capture = models.ForeignKey(
        Capture, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="only_here",
        help_text=gettext_lazy("where the words stood last, if the outlet took them out since"),
    )  # fmt: skip
    events = models.ManyToManyField(Event, blank=True, related_name="quotes")
    utterance = models.ForeignKey(
        Utterance, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="printings",
        help_text=gettext_lazy("worked out from all statements of the speaker, and from what editors decided"),
    )  # fmt: skip
    utterance_due = models.BooleanField(
        default=True, editable=False, help_text=gettext_lazy("its utterance is to be looked for")
    )

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("statement")
        verbose_name_plural = gettext_lazy("statements")
        ordering = ["article", "start"]
        permissions = [
            ("judge_quote", "Can judge statements at the review desk"),
            ("bulk_quote", "Can change many statements at once"),
        ]
        indexes = [
            models.Index(fields=["-date", "-article", "start"]),
            models.Index(fields=["speaker", "-date"]),
            models.Index(fields=["state", "confidence"]),
            models.Index(fields=["confidence", "-id"]),
            models.Index(fields=["fingerprint"]),
            models.Index(fields=["id"], condition=Q(utterance_due=True), name="quote_utterance_due"),
            # Few rows: the desk asks for them with each statement that it hands out.
            models.Index(fields=["id"], condition=Q(unproved=True), name="quote_unproved"),
            models.Index(fields=["id"], condition=Q(missing_since__isnull=False), name="quote_missing"),
            # These hold all that counting needs, so that it reads no row.
            models.Index(fields=["speaker", "state", "article"]),
            models.Index(fields=["kind", "state", "article"]),
            models.Index(fields=["date", "date_precision", "state", "article"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "fingerprint", "occurrence"], name="quote_once_per_article"
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="quote_has_length"),
            models.CheckConstraint(
                condition=Q(kind__in=["direct", "partial", "indirect"]), name="quote_kind_known"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="quote_state_known"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1), name="quote_confidence_is_share"
            ),
            models.CheckConstraint(condition=days_known("said_on", "date"), name="quote_days_known"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def get_absolute_url(self) -> str:
        return page_address("quote-detail", self.uid)

    def place_words(self, text: str) -> None:
        """Take words and passage from the article's text, by the segments and the clause."""
        self.start, self.end = self.segments[0][0], self.segments[-1][1]
        self.text = " … ".join(text[s:e] for s, e in self.segments)
        first = min(self.start, self.clause_start if self.clause_start is not None else self.start)
        last = max(self.end, self.clause_end if self.clause_end is not None else self.end)
        self.passage, self.passage_start = text[first:last], first

    def place_date(self) -> None:
        """Set the day that the quote is listed under: when it was said, else when it appeared."""
        if self.said_on:
            self.date, self.date_precision = self.said_on, Precision.DAY
            return
        precision = self.article.published_precision
        self.date = self.article.published
        self.date_precision = Precision.DAY if precision == Precision.MINUTE else precision

    @property
    def source_text(self) -> str:
        """The text that the words are slices of: the article's, or that of the capture which had them last."""
        return self.capture.text if self.capture else self.article.text

    @property
    def source_body(self) -> list[list[int]]:
        """The paragraphs of that text."""
        body: list[list[int]] = (self.capture or self.article).body
        return body

    @property
    def is_here(self) -> bool:
        """Do the words stand in the article as it is now?"""
        return self.missing_since is None and self.capture_id is None

    @property
    def is_held(self) -> bool:
        """Do they stand in any text that the archive has?"""
        return self.missing_since is None or self.capture_id is not None

    @property
    def status(self) -> str:
        """Return how far a person vouches for the row: machine, reviewed, corrected, withdrawn."""
        if self.state == State.REJECTED:
            return "withdrawn"
        if self.state == State.CURATED:
            return "corrected" if self.is_corrected else "reviewed"
        return "machine"


class Tombstone(models.Model):
    """The address of a statement that reading again no longer finds. It says so, and is given again
    to the same words if they come back."""

    uid = models.CharField(max_length=8, unique=True)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="tombstones")
    fingerprint = models.CharField(max_length=32)
    occurrence = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.uid
