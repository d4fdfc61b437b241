"""Speakers looked up by what they are called."""

from collections import defaultdict
from functools import cache
from typing import Any

from statements.extraction.folding import fold
from statements.extraction.languages import known_outlets, names_of_bodies
from statements.models import Alias, Speaker, new_row

from .names import person_key, surname_key

SMALL = {"the", "of", "for", "and", "a", "an", "in", "to"}


def name_key(name: str) -> str:
    """Return a name as `Alias.key` holds it: folded, no longer than the column."""
    return fold(name)[:300]


def spellings_of(name: str) -> frozenset[str]:
    """Return the names under which a known outlet or body goes: "AP" and "Associated Press"; none for others."""
    known = spellings_of_bodies()
    return known.get(name) or known.get(name.replace(".", ""), frozenset())


@cache
def spellings_of_bodies() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    first_names = names_of_bodies() | {spelling: outlet.name for spelling, outlet in known_outlets().items()}
    for spelling, name in first_names.items():
        found[name].add(spelling)
    return {spelling: frozenset(found[name]) for spelling, name in first_names.items()}


def new_alias(speaker: Speaker, name: str, *, by_surname: bool = True) -> Alias:
    """Return a name of a speaker, not yet saved. Others are held to be this person by a full name alone."""
    person = person_key(name) if by_surname and speaker.kind == Speaker.Kind.PERSON else ""
    return new_row(
        Alias,
        speaker=speaker,
        name=name.strip()[:300],
        key=name_key(name),
        person=person,
        surname=surname_key(name) if person else "",
    )


def speakers_called(name: str, most: int = 2) -> list[Speaker]:
    """Return those whom the archive knows by a name, merged and withdrawn ones left out: at most so many.

    If the name is somebody's own, letter by letter, it is theirs alone.
    """
    known = Speaker.objects.public().filter(aliases__key=name_key(name)).distinct().order_by("pk")
    exact = known.filter(name=name)[:most]
    return list(exact) or list(known[:most])


def end_of_merges(row: Any) -> Any:
    """Return the row that a merged one leads to. A ring, which no act makes, ends where it was entered."""
    seen = {row.pk}
    while row.merged_into is not None and row.merged_into.pk not in seen:
        row = row.merged_into
        seen.add(row.pk)
    return row


def significant(phrase: str) -> set[str]:
    return {fold(word) for word in phrase.split()} - SMALL - {""}
