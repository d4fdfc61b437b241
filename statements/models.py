"""The rows of the archive. What the pipeline wrote, what an editor decided, and the log of both."""

import secrets
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import slugify

from .changes import rows_changed, rows_changing, rows_made

# Letters and digits that nobody mistakes for one another on paper.
UID_ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"


def new_uid() -> str:
    """Return a short random id for a permalink: 56^8 of them, about 97 million million."""
    return "".join(secrets.choice(UID_ALPHABET) for _ in range(8))


@lru_cache(maxsize=64)
def address_pattern(name: str) -> str:
    return reverse(name, args=["0"]).replace("%", "%%").replace("/0/", "/%s/")


def page_address(name: str, key: str | int) -> str:
    """Return the address of a row's page: `reverse`, worked out once for each kind of page."""
    return address_pattern(name) % quote(str(key))


class State(models.TextChoices):
    """Who owns a row: the pipeline, an editor, or nobody any more."""

    EXTRACTED = "extracted", "machine-read"
    CURATED = "curated", "reviewed"
    REJECTED = "rejected", "withdrawn"


class Precision(models.TextChoices):
    MINUTE = "minute", "to the minute"
    DAY = "day", "to the day"
    MONTH = "month", "to the month"
    YEAR = "year", "to the year"
    NONE = "none", "not known"


class TrackedQuerySet(models.QuerySet):
    """Tells of changes to many rows at once, in the transaction that makes them."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            rows = list(self.values_list("pk", flat=True))
            rows_changing.send(self.model, rows=rows)
            count = super().update(**values)
            rows_changed.send(self.model, rows=rows)
        return count

    def bulk_create(self, *args: Any, **options: Any) -> list[Any]:
        with transaction.atomic(using=self.db):
            made = super().bulk_create(*args, **options)
            rows_made.send(self.model, rows=[row.pk for row in made])
            rows_changed.send(self.model, rows=[row.pk for row in made])
        return made


def unique_slug(model: type[models.Model], name: str, limit: int = 80) -> str:
    """Return a slug that no row of the model has yet."""
    base = slugify(name, allow_unicode=True)[:limit].strip("-") or model.__name__.lower()
    slug, number = base, 2
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


class Outlet(models.Model):
    """A newspaper, site or agency: where an article appeared, or who relayed a statement."""

    class Kind(models.TextChoices):
        OUTLET = "outlet"
        AGENCY = "agency"
        PLATFORM = "platform"

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OUTLET)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_address("source-detail", self.slug)


class SpeakerQuerySet(TrackedQuerySet):
    def public(self) -> "SpeakerQuerySet":
        return self.exclude(state=State.REJECTED).filter(merged_into=None)


class Speaker(models.Model):
    """Somebody who is on record. The role at the time belongs to each quote, not here."""

    class Kind(models.TextChoices):
        PERSON = "person"
        INSTITUTION = "institution"
        COUNTRY = "country"
        GROUP = "group"
        ANONYMOUS = "anonymous", "not named"
        DOCUMENT = "document"

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2, such as FR")
    affiliation = models.CharField(max_length=300, blank=True)
    wikidata = models.CharField(max_length=20, blank=True, help_text="such as Q42")
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


class MergeProposal(models.Model):
    """Two speakers, events or outlets that may be one: likely, not certain, and so for an editor to decide."""

    class Table(models.TextChoices):
        SPEAKER = "speaker"
        EVENT = "event"
        OUTLET = "outlet"

    class Decision(models.TextChoices):
        OPEN = "open", "not decided"
        SAME = "same", "the same"
        TWO = "two", "two of them"
        UNSURE = "unsure", "cannot be told"

    table = models.CharField(max_length=8, choices=Table, default=Table.SPEAKER)
    first = models.BigIntegerField(help_text="the row that would be given up")
    second = models.BigIntegerField(help_text="the row that would take what it has")
    reason = models.CharField(max_length=300, help_text="what beside the name says that they are one")
    points = models.PositiveSmallIntegerField(default=0, help_text="how much says so")
    decision = models.CharField(max_length=6, choices=Decision, default=Decision.OPEN)
    proposed_at = models.DateTimeField(auto_now_add=True)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["decision", "-points", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(fields=["table", "first", "second"], name="pair_proposed_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="pair_of_two"),
            models.CheckConstraint(
                condition=Q(decision__in=["open", "same", "two", "unsure"]), name="pair_decision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} may be {self.into}"

    @property
    def model(self) -> type[models.Model]:
        return {"speaker": Speaker, "event": Event, "outlet": Outlet}[self.table]

    @property
    def speaker(self) -> Any:
        return self.model._default_manager.filter(pk=self.first).first()

    @property
    def into(self) -> Any:
        return self.model._default_manager.filter(pk=self.second).first()


class Source(models.Model):
    """Bytes as they came. Never changed; several articles may rest on the same bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    data = models.BinaryField()
    size = models.PositiveIntegerField(help_text="bytes")

    def __str__(self) -> str:
        return self.sha256


class ArticleQuerySet(TrackedQuerySet):
    def public(self) -> "ArticleQuerySet":
        return self.exclude(state=State.REJECTED)

    def with_outlet(self) -> "ArticleQuerySet":
        return self.select_related("outlet", "agency")

    def light(self) -> "ArticleQuerySet":
        """Leave the long columns in the database."""
        return self.defer("text", "body", "junk", "headings")


class Article(models.Model):
    """One article of one outlet. All spans are characters of `text`, the source decoded once."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="articles")
    origin = models.CharField(max_length=1000, help_text="the file or address that it came from")
    url = models.URLField(max_length=1000, blank=True)
    given = models.JSONField(default=dict, blank=True, help_text="what was told beside the text")
    given_outlet = models.CharField(max_length=200, blank=True, editable=False)
    encoding = models.CharField(max_length=40)
    text = models.TextField()
    body = models.JSONField(default=list, help_text="[[start, end], ...] of each paragraph")
    headings = models.JSONField(default=list, help_text="[[start, end], ...] of headings in the body")
    junk = models.JSONField(default=list, help_text="[[start, end], ...] of page furniture")
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
        null=True, blank=True, help_text="first day of the month or year where no day is proved"
    )
    published_time = models.CharField(max_length=5, blank=True, help_text="HH:MM in the outlet's own time")
    published_precision = models.CharField(max_length=6, choices=Precision, default=Precision.NONE)
    published_evidence = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.EXTRACTED)
    is_sample = models.BooleanField(default=False)
    engine = models.CharField(max_length=20, help_text="version of the reading that made the rows")
    fetched_at = models.DateTimeField()
    ingested_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = [F("published").desc(nulls_last=True), "-id"]
        indexes = [
            models.Index(fields=["-published", "-id"]),
            models.Index(fields=["state", "published"]),
            models.Index(fields=["origin"]),
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
            f"Report from {self.dateline_place.title()}"
            if self.dateline_place
            else "Article without a headline"
        )


class EventQuerySet(TrackedQuerySet):
    def public(self) -> "EventQuerySet":
        return self.exclude(state=State.REJECTED).filter(merged_into=None)


class Event(models.Model):
    """A happening: one row however many articles mention it."""

    class Kind(models.TextChoices):
        SUMMIT = "summit"
        MEETING = "meeting"
        PHONE_CALL = "phone_call", "phone call"
        VISIT = "visit"
        PRESS_CONFERENCE = "press_conference", "press conference"
        LAUNCH = "launch"
        AGREEMENT = "agreement"
        VOTE = "vote"
        OTHER = "other"

    class Status(models.TextChoices):
        HELD = "held"
        PLANNED = "planned"
        POSSIBLE = "possible"
        CANCELLED = "cancelled"
        DID_NOT_HAPPEN = "did_not_happen", "did not happen"

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=110, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    place = models.CharField(max_length=300, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=6, choices=Precision, default=Precision.NONE)
    status = models.CharField(max_length=20, choices=Status, default=Status.HELD)
    participants = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.EXTRACTED)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    articles = models.ManyToManyField(Article, through="EventMention", related_name="events")

    objects = EventQuerySet.as_manager()

    class Meta:
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
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_address("event-detail", self.slug)


class EventMention(models.Model):
    """Where an article speaks of an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="mentions")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="event_mentions")
    spans = models.JSONField(default=list, help_text="[[start, end], ...] in the article's text")
    rule = models.CharField(max_length=60, blank=True)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "article"], name="event_once_per_article")]

    def __str__(self) -> str:
        return f"{self.event} in {self.article}"


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
        "state",
        "is_corrected",
        "fingerprint",
    ],
    *(f"speaker__{name}" for name in ("name", "slug", "kind")),
    *(f"article__{name}" for name in ("is_sample", "state", "outlet", "language")),
    *(f"{outlet}__{name}" for outlet in ("article__outlet", "relayed_by") for name in ("name", "slug")),
)


class QuoteQuerySet(TrackedQuerySet):
    def public(self) -> "QuoteQuerySet":
        """What anybody may see. Pages, feeds, API and index all start here.

        The few withdrawn articles are a list that is looked into, not a join with every article.
        """
        withdrawn = Article.objects.filter(state=State.REJECTED)
        return self.exclude(state=State.REJECTED).exclude(article__in=withdrawn)

    def by(self, speaker: Speaker) -> "QuoteQuerySet":
        return self.filter(speaker=speaker)

    def with_parts(self) -> "QuoteQuerySet":
        """Fetch what a statement's card shows, in one query."""
        return self.select_related("speaker", "article", "article__outlet", "relayed_by").only(*CARD_FIELDS)

    def newest_first(self) -> "QuoteQuerySet":
        return self.order_by(F("date").desc(nulls_last=True), "-article_id", "start")


class Quote(models.Model):
    """One statement: words that are slices of the source, and who is made responsible for them."""

    class Kind(models.TextChoices):
        DIRECT = "direct", "quoted in full"
        PARTIAL = "partial", "quoted in part"
        INDIRECT = "indirect", "reported, not quoted"

    uid = models.CharField(max_length=8, unique=True, default=new_uid, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="quotes")
    speaker = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="quotes"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    segments = models.JSONField(help_text="[[start, end], ...] of the words in the article's text")
    text = models.TextField(help_text="the words; a cut between two segments is shown as …")
    kind = models.CharField(max_length=8, choices=Kind)
    in_headline = models.BooleanField(default=False)
    passage = models.TextField(
        blank=True, help_text="the source from the first of these words, or of their clause, to the last"
    )
    passage_start = models.PositiveIntegerField(default=0)
    clause_start = models.PositiveIntegerField(null=True, blank=True)
    clause_end = models.PositiveIntegerField(null=True, blank=True)
    mention = models.CharField(max_length=500, blank=True)
    mention_start = models.PositiveIntegerField(null=True, blank=True)
    mention_end = models.PositiveIntegerField(null=True, blank=True)
    cue = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=300, blank=True, help_text="as the source gave it at the time")
    addressee = models.CharField(max_length=300, blank=True)
    venue = models.CharField(max_length=300, blank=True)
    relayed_by = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="relayed"
    )
    said_on = models.DateField(null=True, blank=True)
    date = models.DateField(null=True, blank=True, help_text="day said, else day published")
    date_precision = models.CharField(max_length=6, choices=Precision, default=Precision.NONE)
    candidates = models.JSONField(default=list, blank=True)
    rule = models.CharField(max_length=60)
    confidence = models.FloatField()
    fingerprint = models.CharField(max_length=32, help_text="of the words as first read")
    occurrence = models.PositiveSmallIntegerField(
        default=0, help_text="which one, where an article says the same twice"
    )
    state = models.CharField(max_length=10, choices=State, default=State.EXTRACTED)
    is_corrected = models.BooleanField(default=False, help_text="an editor changed what was read")
    missing_since = models.DateTimeField(
        null=True, blank=True, help_text="kept by an editor, but not found when read again"
    )
    events = models.ManyToManyField(Event, blank=True, related_name="quotes")

    objects = QuoteQuerySet.as_manager()

    class Meta:
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
            # These hold all that counting needs, so that it reads no row.
            models.Index(fields=["speaker", "state", "article"]),
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
    def status(self) -> str:
        """Return how far a person vouches for the row: machine, reviewed, corrected, withdrawn."""
        if self.state == State.REJECTED:
            return "withdrawn"
        if self.state == State.CURATED:
            return "corrected" if self.is_corrected else "reviewed"
        return "machine"


class Revision(models.Model):
    """One act of an editor, a reader or ingest: a line of the log. Lines are added, never changed."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    editor = models.ForeignKey(
        get_user_model(), null=True, blank=True, on_delete=models.PROTECT, help_text="empty: ingest"
    )
    signed = models.CharField(
        max_length=150, blank=True, help_text="the editor's name, for those who chose to show it"
    )
    action = models.CharField(max_length=30)
    table = models.CharField(max_length=30, blank=True, help_text="of the row that the act is about")
    row = models.BigIntegerField(default=0, help_text="0: the act is about many rows alike")
    label = models.CharField(max_length=300)
    why = models.CharField(max_length=500, blank=True)
    undoes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["table", "row"]), models.Index(fields=["action", "-id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.label}"


class RevisionRow(models.Model):
    """What an act did to one row: the values before and after. No `before`: made; no `after`: gone."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="rows")
    table = models.CharField(max_length=30)
    row = models.BigIntegerField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["table", "row", "revision"])]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class Former(models.Model):
    """The address of a statement that reading again no longer finds. It says so, and is given again
    to the same words if they come back."""

    uid = models.CharField(max_length=8, unique=True)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="former")
    fingerprint = models.CharField(max_length=32)
    occurrence = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.uid


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
        max_length=150, blank=True, help_text="shown beside your acts on public pages; empty: no name"
    )

    def __str__(self) -> str:
        return self.public_name or str(self.user)


class Report(models.Model):
    """A reader says that a statement is wrong. An editor answers."""

    class Fault(models.TextChoices):
        SPEAKER = "speaker", "somebody else said it"
        WORDS = "words", "the words are not those of the source"
        DATE = "date", "the date is wrong"
        NOT_SAID = "not said", "it is no statement: a title, a nickname, scare quotes"
        OTHER = "other", "something else"

    class State(models.TextChoices):
        OPEN = "open", "waits for an editor"
        DONE = "done", "answered"

    quote = models.ForeignKey(
        Quote, null=True, on_delete=models.SET_NULL, related_name="reports", help_text="empty: no longer read"
    )
    uid = models.CharField(max_length=8, editable=False, help_text="the number of the statement")
    fault = models.CharField(max_length=10, choices=Fault)
    text = models.TextField(max_length=2000, blank=True)
    sender = models.CharField(
        max_length=32, editable=False, help_text="a keyed hash of the address, no address"
    )
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=4, choices=State, default=State.OPEN)
    answer = models.TextField(
        max_length=2000, blank=True, help_text="shown to readers on the statement's page"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["state", "-at"]
        indexes = [models.Index(fields=["sender", "at"]), models.Index(fields=["state", "at"])]

    def __str__(self) -> str:
        return f"{self.get_fault_display()}: {self.quote or self.uid}"


class Change(models.Model):
    """Something that pages show has changed: written with the change, so that a page knows its age.

    Rows are added by every change and the old ones forgotten now and then; newest and number of them
    together tell any two states of the archive apart, whatever order transactions end in.
    """

    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.pk)


class IndexTask(models.Model):
    """A row whose entry in the search index is out of date: written with the change it speaks of."""

    table = models.CharField(max_length=30)
    row = models.BigIntegerField()
    queued_at = models.DateTimeField(auto_now_add=True)
    fault = models.CharField(max_length=300, blank=True, help_text="why it was set aside; empty: to do")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
