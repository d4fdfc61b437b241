"""Who is on record, and under which names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from .articles import Article
from .base import State, TrackedQuerySet, days_known, page_address


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

    class Gender(models.TextChoices):
        MAN = "m", gettext_lazy("he")
        WOMAN = "f", gettext_lazy("she")

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    country = models.CharField(
        max_length=2, blank=True, help_text=gettext_lazy("ISO 3166-1 alpha-2, such as FR")
    )
    affiliation = models.CharField(max_length=300, blank=True)
    gender = models.CharField(
        max_length=1, choices=Gender, blank=True, editable=False,
        help_text=gettext_lazy("as titles and pronouns have it; only tells namesakes apart"),
    )  # fmt: skip
    sort_name = models.CharField(
        max_length=300, blank=True, editable=False, db_index=True, help_text=gettext_lazy("surname first")
    )
    heard_from = models.DateField(null=True, blank=True, editable=False)
    heard_until = models.DateField(null=True, blank=True, editable=False)
    wikidata = models.CharField(max_length=20, blank=True, help_text=gettext_lazy("such as Q42"))
    state = models.CharField(max_length=10, choices=State, default=State.EXTRACTED)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    objects = SpeakerQuerySet.as_manager()
    fresh: bool = False  # just made, with all names that an article gives

    class Meta:
        verbose_name = gettext_lazy("speaker")
        verbose_name_plural = gettext_lazy("speakers")
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
    def listed_name(self) -> str:
        """Return the name as lists have it: a person's with the surname first."""
        return self.sort_name if self.kind == self.Kind.PERSON and self.sort_name else self.name

    @property
    def is_unnamed(self) -> bool:
        return self.kind == self.Kind.ANONYMOUS


class Alias(models.Model):
    """Another name of a speaker. `key` is the name folded: no case, accents, hyphens or spaces.

    Of a person's full name `person` is what its spellings have in common, and `surname` that of its surname;
    both are empty for other names. `identity.names` makes the three.
    """

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True)
    person = models.CharField(max_length=300, blank=True, db_index=True, editable=False)
    surname = models.CharField(max_length=300, blank=True, db_index=True, editable=False)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("name")
        verbose_name_plural = gettext_lazy("names")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["speaker", "key"], name="alias_once_per_speaker")]

    def __str__(self) -> str:
        return self.name


class RefusedName(models.Model):
    """A name that an editor took from a speaker. Reading gives it back to nobody by that name.

    It counts while the speaker has no alias of that key: an undo needs to do nothing here.
    """

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="refused_names")
    key = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["speaker", "key"], name="refused_once_per_speaker")]

    def __str__(self) -> str:
        return self.key


class Appearance(models.Model):
    """A speaker as one article has them: the name there, and what is said of who that is.

    It is what reading found, and stays so when rows are merged. Whose row it is (`speaker`) is decided
    from all appearances together, so that the order in which articles come makes no difference; `own` is
    the row that was made for it alone, which it has again when nobody else's fits any more.
    """

    class Basis(models.TextChoices):
        NAME = "name", gettext_lazy("by the name")
        EVIDENCE = "evidence", gettext_lazy("by the name and what is said beside it")
        OWN = "own", gettext_lazy("nobody else’s for certain")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="appearances")
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="appearances")
    own = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.SET_NULL, related_name="made_for"
    )
    probable = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.SET_NULL, related_name="probable_appearances"
    )
    basis = models.CharField(max_length=8, choices=Basis, default=Basis.NAME)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Speaker.Kind)
    key = models.CharField(max_length=300, db_index=True)
    person = models.CharField(max_length=300, blank=True, db_index=True)
    surname = models.CharField(max_length=300, blank=True, db_index=True)
    country = models.CharField(max_length=2, blank=True)
    affiliation = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=300, blank=True)
    gender = models.CharField(max_length=1, choices=Speaker.Gender, blank=True)
    # What the article calls them besides; the row keeps it, as aliases.
    other_names: tuple[str, ...] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "name"], name="appearance_once_per_article")
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.article}"


class LearnedRole(models.Model):
    """A role that articles give somebody, from the first day on which one does to the last. Reading writes it anew."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="learned_roles")
    role = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["start", "role"]
        indexes = [models.Index(fields=["key", "country"])]
        constraints = [
            models.UniqueConstraint(fields=["speaker", "key", "country"], name="role_learned_once"),
        ]

    def __str__(self) -> str:
        return self.role


class Tenure(models.Model):
    """An office that somebody held from one day to another, as an editor or a table of holders has it.

    It binds: on these days the office, with the surname, is this speaker. An open end is open.
    """

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="tenures")
    office = models.CharField(max_length=300, help_text=gettext_lazy("such as foreign minister"))
    key = models.CharField(max_length=300, editable=False)
    country = models.CharField(
        max_length=2, blank=True, help_text=gettext_lazy("ISO 3166-1 alpha-2, such as FR")
    )
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("term of office")
        verbose_name_plural = gettext_lazy("terms of office")
        ordering = ["start", "office"]
        indexes = [models.Index(fields=["key", "country"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(start=None) | Q(start__lte=F("end")), name="tenure_ends_after_start"
            ),
            models.CheckConstraint(condition=days_known("start", "end"), name="tenure_days_known"),
        ]

    def __str__(self) -> str:
        return self.office
