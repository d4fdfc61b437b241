"""Names of others matched with ours: which speakers or events a name may mean, and what we know of each.

The records and scores behind the reconciliation protocol of the W3C community group, version 0.2:
https://reconciliation-api.github.io/specs/0.2/. What is asked by somebody is held against public rows that have
something public alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from rapidfuzz import fuzz

from statements.counts import Statistics
from statements.dates import dated, machine_date
from statements.extraction.folding import fold
from statements.extraction.languages import countries
from statements.identity.names import person_key, relation, surname_key
from statements.models import Alias, Event, Speaker, State

MOST_LOOKED_AT = 400  # rows that are scored for one name
LIKELY = 45.0  # a candidate below is none
CERTAIN = 99.0  # a name that is ours to the letter, but for case, accents and order
SPELLED = 95.0  # one that differs as two romanisations do, or by the short form of a given name
SAME_START = 4  # letters that the word of an event's name or a surname has in common with the one asked for
NAME_COUNTS = 0.75  # of the score, where properties are told as well
COUNTRY_NAMES_FOLDED = {fold(one.name): one.code for one in countries()}

TYPES: Mapping[str, str] = {
    "speaker": "Speaker",
    "person": "Person",
    "institution": "Institution",
    "country": "Country",
    "group": "Group",
    "document": "Document",
    "event": "Event",
}
OF_SPEAKERS = tuple(kind for kind in TYPES if kind not in ("speaker", "event"))


@dataclass(frozen=True, slots=True)
class Property:
    """What is known of a speaker or of an event: `value` gives it as text, "" where it is not known."""

    name: str
    of: str  # "speaker" or "event"
    value: Callable[[Any], str]
    kind: str = "str"  # how the protocol has its value: "str", "int" or "date"


PROPERTIES: Mapping[str, Property] = {
    "kind": Property("Kind", "speaker", lambda row: row.kind),
    "country": Property("Country (ISO 3166-1)", "speaker", lambda row: row.country),
    "affiliation": Property("Affiliation", "speaker", lambda row: row.affiliation),
    "wikidata": Property("Wikidata item", "speaker", lambda row: row.wikidata),
    "heard_from": Property("First statement", "speaker", lambda row: machine_date(row.heard_from), "date"),
    "heard_until": Property("Last statement", "speaker", lambda row: machine_date(row.heard_until), "date"),
    "statements": Property("Number of statements", "speaker", lambda row: str(row.held), "int"),
    "event_kind": Property("Kind", "event", lambda row: row.kind),
    "place": Property("Place", "event", lambda row: row.place),
    "start": Property("First day", "event", lambda row: machine_date(row.start, row.precision)),
    "end": Property("Last day", "event", lambda row: machine_date(row.end)),
    "status": Property("Status", "event", lambda row: row.status),
    "participants": Property("Participants", "event", lambda row: "; ".join(map(str, row.participants))),
    "articles": Property("Number of articles", "event", lambda row: str(row.held), "int"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A row that a name may mean. `score` is from 0 to 100; `match` where it is certain."""

    row: Speaker | Event
    name: str
    score: float
    match: bool = False


def id_of(row: Speaker | Event) -> str:
    return f"{'event' if isinstance(row, Event) else 'speaker'}:{row.slug}"


def types_of(row: Speaker | Event) -> list[dict[str, str]]:
    kinds = ["event"] if isinstance(row, Event) else [row.kind, "speaker"]
    return [{"id": kind, "name": TYPES[kind]} for kind in kinds]


def described_row(row: Speaker | Event) -> str:
    """Return in a line what tells a row from its namesakes."""
    parts = (
        [row.get_kind_display(), row.place, dated(row.start, row.precision)]
        if isinstance(row, Event)
        else [row.get_kind_display(), row.affiliation, row.country]
    )
    return ", ".join(str(one) for one in parts if one)


def with_what_is_held(rows: Iterable[Any]) -> list[Any]:
    """Return the rows that have something public, each with how much: `held`."""
    statistics, found = Statistics(), []
    for row in rows:
        counts = (
            statistics.articles_of_events() if isinstance(row, Event) else statistics.statements_of_speakers()
        )
        row.held = counts.get(row.pk, 0)
        if row.held:
            found.append(row)
    return found


def rows_by_id(ids: Sequence[str]) -> dict[str, Any]:
    """Return the public rows of some ids, by the id that was asked for: one that was merged is what it became."""
    slugs: dict[str, list[str]] = {"speaker": [], "event": []}
    for one in ids:
        kind, _, slug = one.partition(":")
        if kind in slugs:
            slugs[kind].append(slug)
    found: dict[str, Any] = {}
    for model, kind in ((Speaker, "speaker"), (Event, "event")):
        for row in model._default_manager.filter(slug__in=slugs[kind]).select_related("merged_into"):
            asked, into = id_of(row), row
            for _ in range(10):  # merges of merges
                if into.merged_into is None:
                    break
                into = into.merged_into
            named = not isinstance(into, Speaker) or not into.is_unnamed
            if into.merged_into is None and into.state != State.REJECTED and named:
                found.update((asked, one) for one in with_what_is_held([into]))
    return found


# Candidates


def candidates(
    name: str, types: Sequence[str], told: Sequence[tuple[str, Sequence[str]]], limit: int
) -> list[Match]:
    """Return whom a name may mean, the likeliest first.

    `types` keeps to some types; `told` are properties with the values that are claimed for them: they tell namesakes
    apart and shut nobody out. One candidate alone is certain, and is so if its name is ours and nobody else's.
    """
    wanted = set(types) & TYPES.keys()
    if types and not wanted:
        return []
    kinds = [kind for kind in OF_SPEAKERS if not wanted or {kind, "speaker"} & wanted]
    found = like_speakers(name, kinds) if kinds else []
    if not wanted or "event" in wanted:
        found += like_events(name)
    if told:
        found = [with_properties(one, told) for one in found]
    found.sort(key=lambda one: (-one.score, -one.row.held, one.name))  # type: ignore[union-attr]
    certain = [one for one in found if one.score >= CERTAIN]
    return [
        Match(row=one.row, name=one.name, score=round(one.score, 1), match=[one] == certain)
        for one in found[:limit]
    ]


def like_speakers(name: str, kinds: Sequence[str]) -> list[Match]:
    key, person, surname = fold(name), person_key(name), surname_key(name)
    if not key:
        return []
    near = Q(key=key)
    if person:
        near |= Q(person=person)
    if len(surname) >= SAME_START:
        start = surname[:SAME_START]
        near |= Q(surname__gte=start, surname__lt=f"{start}\U0010fffd") | Q(
            key__gte=start, key__lt=f"{start}\U0010fffd"
        )
    rows = Alias.objects.filter(near, speaker__in=Speaker.objects.public().filter(kind__in=kinds))
    best: dict[int, Match] = {}
    for alias in rows.select_related("speaker").order_by("pk")[:MOST_LOOKED_AT]:
        score = likeness_of_names(name, alias.name)
        if person and alias.person == person:
            score = max(score, CERTAIN if relation(name, alias.name) in ("same", "swapped") else SPELLED)
        known = best.get(alias.speaker_id)
        if score >= LIKELY and (known is None or known.score < score):
            best[alias.speaker_id] = Match(row=alias.speaker, name=alias.speaker.name, score=score)
    held = {row.pk for row in with_what_is_held(one.row for one in best.values())}
    return [one for one in best.values() if one.row.pk in held]


def like_events(name: str) -> list[Match]:
    words = sorted((word for word in name.split() if len(fold(word)) >= SAME_START), key=len)[-3:]
    if not words:
        return []
    near = Q()
    for word in words:
        near |= Q(name__icontains=word)
    rows = with_what_is_held(Event.objects.public().filter(near).order_by("pk")[:MOST_LOOKED_AT])
    scored = [Match(row=row, name=row.name, score=likeness_of_names(name, row.name)) for row in rows]
    return [one for one in scored if one.score >= LIKELY]


def likeness_of_names(one: str, other: str) -> float:
    """Return how like two names are, from 0 to 100, whatever their order, case and accents."""
    if fold(one) == fold(other):
        return 100.0
    words = [" ".join(sorted(map(fold, name.replace("-", " ").split()))) for name in (one, other)]
    return min(fuzz.ratio(*words), CERTAIN - 1)


def with_properties(one: Match, told: Sequence[tuple[str, Sequence[str]]]) -> Match:
    kind = "event" if isinstance(one.row, Event) else "speaker"
    agree = count = 0
    for name, values in told:
        known = PROPERTIES.get(name)
        if known is None or known.of != kind:
            continue
        held = fold_value(name, known.value(one.row))
        if held:
            count += 1
            agree += any(fold_value(name, value) == held for value in values)
    if not count:
        return one
    score = one.score * NAME_COUNTS + 100 * (1 - NAME_COUNTS) * agree / count
    return Match(row=one.row, name=one.name, score=score)


def fold_value(name: str, value: str) -> str:
    """Return a value as it is compared: countries by code or by name, days by as much as both tell."""
    folded = fold(value)
    return COUNTRY_NAMES_FOLDED.get(folded, value).upper() if name == "country" else folded


def values_of(row: Any, name: str) -> list[dict[str, Any]]:
    """Return the value of a property as the protocol has it: [] where there is none."""
    known = PROPERTIES.get(name)
    if known is None or known.of != ("event" if isinstance(row, Event) else "speaker"):
        return []
    value = known.value(row)
    if not value:
        return []
    if known.kind == "int":
        return [{"int": int(value)}]
    return [{"date": f"{value}T00:00:00Z"}] if known.kind == "date" else [{"str": value}]
