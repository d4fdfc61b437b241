"""Is this speaker somebody the archive has already?

A full name is the same person in every article, two people of one name in two countries are two. A
surname alone, or a row that so far has only a surname, needs evidence: the country, the house spoken
for, the role, the place of the dateline, the time. What is likely and not certain is proposed to an
editor, never done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

from statements import extraction
from statements.extraction.folding import fold
from statements.extraction.languages import country_words
from statements.models import Article, Quote, Speaker, State

CERTAIN = 2  # points of evidence beside the name
YEARS = 3
SMALL = {"the", "of", "for", "and", "a", "an", "in", "to"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """A row that may be the same speaker, with what speaks for it."""

    speaker: Speaker
    points: int
    reason: str
    certain: bool


def match_speaker(found: extraction.SpeakerRecord, article: Article) -> tuple[Speaker | None, list[Possible]]:
    """Return the row that a speaker of an article certainly is, and those that it may be."""
    same = Speaker.objects.filter(kind=found.kind, aliases__key=name_key(found.name)).distinct()
    rows = [s for s in same.order_by("id") if not in_conflict(s, found)]
    # What an editor called somebody by any name is that name's; of others the name itself has to be.
    whole = [s for s in rows if fold(s.name) == fold(found.name) or s.state == State.CURATED]
    if whole and (len(found.name.split()) > 1 or found.kind != "person"):
        return end_of_merges(whole[0]), []
    if found.kind != "person":
        return (end_of_merges(rows[0]), []) if len(rows) == 1 else (None, [])
    possible = list(find_possible(found, article, rows))
    certain = [p for p in possible if p.certain]
    if len({end_of_merges(p.speaker).pk for p in certain}) == 1:
        return end_of_merges(certain[0].speaker), []
    return None, possible


def name_key(name: str) -> str:
    """Return a name as `Alias.key` holds it: folded, no longer than the column."""
    return fold(name)[:300]


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


def in_conflict(speaker: Speaker, found: extraction.SpeakerRecord) -> bool:
    return bool(speaker.country and found.country and speaker.country != found.country)


def find_possible(
    found: extraction.SpeakerRecord, article: Article, by_alias: list[Speaker]
) -> Iterator[Possible]:
    """Yield the people whose name fits the name that was found, with the evidence for each."""
    words = found.name.split()
    surname = name_key(words[-1])
    relatives = Speaker.objects.filter(kind="person", aliases__key=surname).distinct().order_by("id")
    rows = {s.pk: s for s in (*by_alias, *relatives[:50])}
    for speaker in rows.values():
        if in_conflict(speaker, found):
            continue
        theirs = speaker.name.split()
        if len(words) == 1 or len(theirs) == 1:
            shorter, exact = "one of them has the surname alone", True
        elif fold(theirs[-1]) == surname and given_names_alike(words[0], theirs[0]):
            shorter, exact = "the names differ by their spelling", False
        else:
            continue
        points, reasons = evidence(speaker, found, article)
        if article.pk and Quote.objects.filter(speaker=speaker, article=article).exists():
            points, reasons = CERTAIN, ["speaks in this article already"]
        yield Possible(
            speaker=speaker,
            points=points,
            reason="; ".join([shorter, *reasons])[:300],
            certain=exact and points >= CERTAIN,
        )


def given_names_alike(one: str, other: str) -> bool:
    """Can two given names be spellings of one: "Sergei" and "Sergey", "J." and "John"?"""
    a, b = fold(one), fold(other)
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a[0] == b[0] and SequenceMatcher(None, a, b).ratio() >= 0.75


def evidence(speaker: Speaker, found: extraction.SpeakerRecord, article: Article) -> tuple[int, list[str]]:
    """Return how much, beside the name, says that two are one: points, and what they are for."""
    points = 0
    reasons = []
    if speaker.country and speaker.country == found.country:
        points += 2
        reasons.append(f"the same country ({speaker.country})")
    if significant(speaker.affiliation) & significant(found.affiliation or ""):
        points += 2
        reasons.append(f"the same house ({speaker.affiliation})")
    statements = Quote.objects.filter(speaker=speaker)
    roles = set(statements.exclude(role="").values_list("role", flat=True)[:30])
    if any(significant(role) & significant(found.role or "") for role in roles):
        points += 1
        reasons.append("a role in common")
    place = country_words().get(article.dateline_place.lower()) if article.dateline_place else None
    if place and not found.country and speaker.country == place.code:
        points += 1
        reasons.append(f"reported from {article.dateline_place}")
    day = article.published
    if (
        day
        and statements.filter(
            date__gte=day - timedelta(days=365 * YEARS), date__lte=day + timedelta(days=365 * YEARS)
        ).exists()
    ):
        points += 1
        reasons.append(f"heard within {YEARS} years")
    return points, reasons


def significant(phrase: str) -> set[str]:
    return {fold(word) for word in phrase.split()} - SMALL - {""}
