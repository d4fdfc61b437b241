"""What is asked of the archive for the speakers of every article: each query made once, see `Prepared`."""

from django.db.models import Count, F, Max, Min

from statements.models import (
    Alias,
    Appearance,
    LearnedRole,
    MergeProposal,
    Prepared,
    Quote,
    RefusedName,
    Speaker,
    State,
    Tenure,
)

NAME = Appearance.Basis.NAME
PERSON = Speaker.Kind.PERSON
# Of an appearance's article, all that tells people apart is its day and its dateline.
LONG = tuple(f"article__{name}" for name in ("text", "body", "junk", "headings", "says", "given"))
by_name = Appearance.objects.filter(basis=NAME).exclude(person="").order_by()
with_rows = Appearance.objects.select_related("article", "own", "speaker", "probable").defer(*LONG)
with_speaker = Alias.objects.select_related("speaker", "speaker__merged_into").order_by("pk")

# Names
names_by_key = Prepared(lambda keys: with_speaker.filter(key__in=keys))
names_by_person = Prepared(lambda persons: with_speaker.filter(person__in=persons))
names_by_surname = Prepared(lambda surnames: with_speaker.filter(surname__in=surnames))
names_of = Prepared(lambda speaker: Alias.objects.filter(speaker=speaker).order_by("name"))
keys_of = Prepared(
    lambda speakers: Alias.objects.filter(speaker__in=speakers).order_by().values_list("speaker_id", "key")
)
refused_keys = Prepared(
    lambda keys: RefusedName.objects.filter(key__in=keys).values_list("speaker_id", "key")
)
refused_of = Prepared(
    lambda speakers: RefusedName.objects.filter(speaker__in=speakers).values_list("speaker_id", "key")
)

# Appearances
first_two_alike = Prepared(
    lambda kind, person, name, key, country, role, affiliation: (
        Appearance.objects.filter(
            kind=kind, person=person, name=name, key=key, country=country, role=role, affiliation=affiliation
        )
        .order_by("pk")
        .values_list("pk", "speaker", "basis")[:2]
    )
)
bearers_alike = Prepared(
    lambda kind, person, but: (
        Appearance.objects.filter(kind=kind, person=person)
        .exclude(pk=but)
        .order_by()
        .values_list(
            "name", "key", "country", "role", "affiliation", "speaker", "surname", "basis", "probable"
        )
        .annotate(n=Count("pk"))
    )
)
bearers_of = Prepared(lambda kind, person: with_rows.filter(kind=kind, person=person).order_by("pk"))
own_rows_of = Prepared(
    lambda kind, person, but: (
        Appearance.objects.filter(kind=kind, person=person)
        .exclude(pk=but)
        .exclude(own=None)
        .order_by()
        .values_list("own", flat=True)
        .distinct()
    )
)
bodies_called = Prepared(lambda keys: with_rows.filter(kind=Speaker.Kind.INSTITUTION, key__in=keys))
short_of_surnames = Prepared(lambda surnames: with_rows.filter(kind=PERSON, person="", surname__in=surnames))
said_of = Prepared(
    lambda speaker: (
        Appearance.objects.filter(speaker=speaker, basis=NAME)
        .values("name", "country", "affiliation", "role", "gender")
        .annotate(n=Count("pk"), first=Min("article__published"), last=Max("article__published"))
        .order_by(F("last").desc(nulls_last=True), "name", "role", "affiliation")
    )
)
articles_by_speaker = Prepared(
    lambda speakers: by_name.filter(speaker__in=speakers).values_list("speaker").annotate(n=Count("pk"))
)
statements_as_read = Prepared(
    lambda appearance: (
        Quote.objects.filter(appearance=appearance, state=State.EXTRACTED)
        .order_by()
        .values_list("pk", flat=True)
    )
)

# People
speakers_numbered = Prepared(
    lambda ids: Speaker.objects.select_related("merged_into").filter(pk__in=ids).order_by()
)
roles_of = Prepared(lambda speakers: LearnedRole.objects.filter(speaker__in=speakers).order_by("pk"))
tenures_of = Prepared(lambda speakers: Tenure.objects.filter(speaker__in=speakers).order_by("pk"))
one_role = Prepared(
    lambda speaker, key, country: LearnedRole.objects.filter(speaker=speaker, key=key, country=country)
)
learned_in = Prepared(
    lambda key, country: (
        LearnedRole.objects.filter(key=key, country=country).order_by().values_list("speaker", "start")
    )
)
typed_in = Prepared(
    lambda key, country: (
        Tenure.objects.filter(key=key, country=country).order_by().values_list("speaker", "start")
    )
)

# Proposals
held_to_be_two = Prepared(
    lambda speakers: (
        MergeProposal.objects.filter(decision=MergeProposal.Decision.TWO, first_speaker__in=speakers)
        .order_by()
        .values_list("first_speaker_id", "second_speaker_id")
    )
)
asked_of = Prepared(
    lambda speaker: MergeProposal.objects.filter(
        first_speaker=speaker, decision=MergeProposal.Decision.OPEN
    ).order_by("pk")
)
