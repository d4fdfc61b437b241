"""What is known of a speaker by the articles together: names, country, house, roles with their times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from statements.history.decided import decided_fields
from statements.models import (
    Alias,
    Appearance,
    LearnedRole,
    Speaker,
    State,
    insert_rows,
    new_row,
    unique_slugs,
)
from statements.search.queue import enqueue

from . import asked
from .names import fuller, sort_name
from .offices import office_key
from .speakers import name_key, new_alias

BASIS = Appearance.Basis


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row that is to be made for whom an article names, perhaps under a name of another article.

    `day` is from when on they are heard. A person is known by the name in every article; others, and surnames
    alone, by this one.
    """

    one: Appearance
    name: str
    country: str
    is_person: bool
    day: date | None = None

    @property
    def is_named_so(self) -> bool:
        return self.one.name == self.name


def create_row(one: Appearance, name: str, country: str, *, is_person: bool) -> Speaker:
    """Make a row for whom an article names: with all that it says, where it says it of a person by a full name."""
    day = one.article.published if is_person else None
    return create_rows([Wanted(one, name, country, is_person, day)])[0]


def create_rows(wanted: Sequence[Wanted]) -> list[Speaker]:
    """Make rows for several of whom an article speaks, with their names and roles, in as few steps as for one."""
    if not wanted:
        return []
    slugs = unique_slugs(Speaker, [new.name for new in wanted])
    rows = [
        new_row(
            Speaker,
            name=new.name,
            slug=slug,
            kind=new.one.kind,
            country=new.country,
            affiliation=new.one.affiliation if new.is_named_so else "",
            gender=new.one.gender if new.is_named_so else "",
            sort_name=sort_name(new.name, new.one.kind == Speaker.Kind.PERSON),
            heard_from=new.day,
            heard_until=new.day,
        )
        for new, slug in zip(wanted, slugs, strict=True)
    ]
    Speaker.objects.bulk_create(rows)
    aliases: list[Alias] = []
    roles: list[LearnedRole] = []
    for row, new in zip(rows, wanted, strict=True):
        row.fresh = new.is_named_so
        others = new.one.other_names if new.is_named_so else ()
        names = {name_key(other): other for other in (new.name, *others)}
        aliases += [new_alias(row, other, by_surname=new.is_person) for key, other in names.items() if key]
        key = office_key(new.one.role) if new.is_person and new.is_named_so else ""
        if key:
            roles.append(
                new_row(
                    LearnedRole,
                    speaker=row,
                    role=new.one.role,
                    key=key,
                    country=new.one.country,
                    start=new.day,
                    end=new.day,
                )
            )
    Alias.objects.bulk_create(aliases)
    insert_rows(roles)
    return rows


def refused(rows: Iterable[int]) -> set[tuple[int, str]]:
    """Return the names that an editor took from these rows and did not give back."""
    ours = list(rows)
    gone = set(asked.refused_of(ours))
    return gone - set(asked.keys_of(ours)) if gone else gone


def learn(row: Speaker, one: Appearance) -> set[str]:
    """Widen the times in which somebody was heard, and had a role, by one more article."""
    day, key = one.article.published, office_key(one.role)
    if day is None:
        return set()
    wider = heard(row, day, day)
    for term in asked.one_role(row.pk, key, one.country) if key else ():
        if term.start is None or not term.start <= day <= (term.end or day):
            term.start, term.end = min(term.start or day, day), max(term.end or day, day)
            term.save(update_fields=["start", "end"])
            wider = True
    return {one.surname} if wider else set()


def heard(row: Speaker, first: date, last: date) -> bool:
    """Write from and to when somebody is heard, if that is wider than what stands there."""
    start, end = min(row.heard_from or first, first), max(row.heard_until or last, last)
    if (start, end) == (row.heard_from, row.heard_until):
        return False
    row.heard_from, row.heard_until = start, end
    note(row, heard_from=start, heard_until=end)
    return True


def note(row: Speaker, **values: Any) -> None:
    """Write what only tells people apart or sorts them: no page of a statement shows it, and the log does not keep it."""
    Speaker._base_manager.filter(pk=row.pk).update(**values)


def describe_person(row: Speaker) -> None:
    """Write what the articles say of a person: the fullest name, country, house, roles with their times, names."""
    said = asked.said_of(row.pk)
    if not said:
        return
    decided = decided_fields(row) if row.state != State.EXTRACTED else set()
    name = row.name
    for one in said:
        name = fuller(name, one["name"])
    values: dict[str, Any] = {
        "name": name,
        "country": next((one["country"] for one in said if one["country"]), row.country),
        "affiliation": next((one["affiliation"] for one in said if one["affiliation"]), row.affiliation),
    }
    changed = [
        field for field, value in values.items() if field not in decided and getattr(row, field) != value
    ]
    for field in changed:
        setattr(row, field, values[field])
    genders = {one["gender"] for one in said} - {""}
    days = [day for one in said for day in (one["first"], one["last"]) if day]
    apart_by: dict[str, Any] = {
        "gender": genders.pop() if len(genders) == 1 else "",
        "sort_name": sort_name(row.name, row.kind == Speaker.Kind.PERSON),
        "heard_from": min(days, default=None),
        "heard_until": max(days, default=None),
    }
    told_apart = [field for field, value in apart_by.items() if getattr(row, field) != value]
    for field in told_apart:
        setattr(row, field, apart_by[field])
    if changed:
        row.save(update_fields=[*changed, *told_apart])
    elif told_apart:
        note(row, **{field: apart_by[field] for field in told_apart})
    write_names(row, {one["name"] for one in said}, decided)
    write_terms(row, said)


def write_names(row: Speaker, names: Iterable[str], decided: set[str]) -> None:
    """Let a person be found by every full name that articles give, and by none that an editor took away."""
    if "names" in decided:
        return
    there = {alias.key: alias for alias in asked.names_of(row.pk)}
    gone = {key for _, key in refused([row.pk])} if row.state != State.EXTRACTED else set()
    for name in sorted(names):
        alias = new_alias(row, name)
        known = there.get(alias.key)
        if known is None and alias.key not in gone:
            alias.save()
            there[alias.key] = alias
        elif known is not None and (known.person, known.surname) != (alias.person, alias.surname):
            known.person, known.surname = alias.person, alias.surname
            known.save(update_fields=["person", "surname"])


def add_names(appearances: Sequence[Appearance]) -> None:
    """Let speakers be found by what an article calls them beside the name, unless an editor keeps their names."""
    ours = [one for one in appearances if one.basis != BASIS.EVIDENCE and not one.speaker.fresh]
    if not ours:
        return
    known: set[tuple[int, str]] = set(asked.keys_of({one.speaker_id for one in ours}))
    fresh = []
    for one in ours:
        wanted = {name_key(name): name for name in (one.name, *one.other_names)}
        new = [name for key, name in wanted.items() if key and (one.speaker_id, key) not in known]
        known |= {(one.speaker_id, key) for key in wanted}
        if new and not names_decided(one.speaker):
            fresh += [new_alias(one.speaker, name, by_surname=one.basis == BASIS.NAME) for name in new]
            enqueue(one.speaker)
    if fresh:
        Alias.objects.bulk_create(fresh)


def names_decided(row: Speaker) -> bool:
    return row.state != State.EXTRACTED and "names" in decided_fields(row)


def let_go(appearances: Sequence[Appearance]) -> None:
    """Forget appearances that an article has no more, and what was known by them alone."""
    rows = {one.speaker_id: one.speaker for one in appearances if one.basis == BASIS.NAME}
    Appearance.objects.filter(pk__in=[one.pk for one in appearances]).delete()
    unlearn(rows.values())


def unlearn(rows: Iterable[Speaker]) -> None:
    """Take from rows what no article says of them any more; nobody else is held to be one that no article names."""
    for row in rows:
        if Appearance.objects.filter(speaker=row, basis=BASIS.NAME).exists():
            describe_person(row)
        elif row.state == State.EXTRACTED:
            row.aliases.exclude(person="").update(person="", surname="")
            row.learned_roles.all().delete()


def write_terms(row: Speaker, said: Sequence[Any]) -> None:
    """Write the roles that articles give somebody as terms: from the first article that says so to the last."""
    spans: dict[tuple[str, str], dict[str, Any]] = {}
    for one in said:
        key = office_key(one["role"])
        if not key:
            continue
        span = spans.setdefault((key, one["country"]), {"role": one["role"], "start": None, "end": None})
        days = [day for day in (span["start"], span["end"], one["first"], one["last"]) if day]
        if days:
            span["start"], span["end"] = min(days), max(days)
    there = {(term.key, term.country): term for term in asked.roles_of([row.pk])}
    new = []
    for (key, country), span in spans.items():
        term = there.pop((key, country), None)
        if term is None:
            new.append(LearnedRole(speaker=row, key=key, country=country, **span))
        elif (term.start, term.end) != (span["start"], span["end"]):
            term.start, term.end = span["start"], span["end"]
            term.save(update_fields=["start", "end"])
    insert_rows(new)
    if there:
        LearnedRole.objects.filter(pk__in=[term.pk for term in there.values()]).delete()
