"""Is whoever a draft names the one on record, and is its day the day that is held?

A surname alone is somebody's where the words agree too and nobody else on record bears it; a description is
at most probably somebody. A date of print bounds when something was said; it is never taken for that day.
"""

from datetime import timedelta

from statements.extraction.folding import fold
from statements.identity.names import person_key, surname_key
from statements.identity.speakers import name_key, significant, speakers_called
from statements.models import Alias, Precision, Quote, Speaker

from .results import Dating, DraftQuotation, SpeakerAnswer

DESCRIBED = {"anonymous", "institution", "country", "group", "document"}
LATE = timedelta(days=7)  # between a statement and its print, beyond which the draft means another day


def claimed_slugs(claim: DraftQuotation) -> list[str]:
    """Return the speakers on record whom a draft can mean by the name that it gives."""
    if not claim.speaker:
        return []
    found = speakers_called(claim.speaker)
    if not found and claim.speaker_kind == Speaker.Kind.PERSON:
        found = [speaker for speaker in bearers(surname_key(claim.speaker)) if can_be(claim, speaker)]
    return [speaker.slug for speaker in found[:2]]


def bearers(surname: str) -> list[Speaker]:
    """Return those on record with a surname, three at most."""
    if not surname:
        return []
    rows = Speaker.objects.public().filter(aliases__surname=surname).distinct().order_by("pk")
    return list(rows.prefetch_related("aliases")[:3])


def can_be(claim: DraftQuotation, speaker: Speaker) -> bool:
    person = person_key(claim.speaker)
    return not person or any(alias.person == person for alias in speaker.aliases.all())


def answer_for_speaker(claim: DraftQuotation, quote: Quote, *, telling: bool) -> SpeakerAnswer:
    """Return whether whoever the draft names is the one on record. `telling`: the words alone say much."""
    if not claim.speaker:
        return SpeakerAnswer.OPEN
    held = quote.speaker
    if held is None:
        likely = quote.probable_speaker
        return SpeakerAnswer.PROBABLY if likely and goes_by(likely, claim) else SpeakerAnswer.OPEN
    if goes_by(held, claim):
        return SpeakerAnswer.SAME
    if is_named_before(held, claim):
        return SpeakerAnswer.PROBABLY
    if claim.speaker_kind == Speaker.Kind.PERSON and held.kind == Speaker.Kind.PERSON:
        alone = not person_key(claim.speaker)
        surname = surname_key(claim.speaker)
        if alone and surname and surname in {alias.surname for alias in held.aliases.all()}:
            certain = telling and len(bearers(surname)) == 1
            return SpeakerAnswer.SAME if certain else SpeakerAnswer.PROBABLY
        return somebody_else(claim)
    if described_alike(claim, quote, held):
        return SpeakerAnswer.PROBABLY
    return somebody_else(claim)


def somebody_else(claim: DraftQuotation) -> SpeakerAnswer:
    """Where it is not sure whom the draft means, it is not said to be wrong."""
    return SpeakerAnswer.OTHERS if claim.sure else SpeakerAnswer.OPEN


def goes_by(speaker: Speaker, claim: DraftQuotation) -> bool:
    """Is a name of the draft, in any spelling or short form, one of the speaker's?"""
    names = [claim.speaker, *claim.other_names]
    keys = {name_key(name) for name in names}
    persons = {person_key(claim.speaker)} - {""} if claim.speaker_kind == Speaker.Kind.PERSON else set()
    rows: list[Alias] = list(speaker.aliases.all())
    full = name_key(claim.speaker)
    if full == name_key(speaker.name) or any(alias.key == full for alias in rows):
        return True
    if any(alias.person and alias.person in persons for alias in rows):
        return True
    return bool(persons) and any(alias.key in keys and alias.person for alias in rows)


def is_named_before(speaker: Speaker, claim: DraftQuotation) -> bool:
    """Does a pronoun stand beside the words, and the one on record in the line before it?"""
    surname = surname_key(speaker.name) if speaker.kind == Speaker.Kind.PERSON else ""
    return bool(claim.before and surname) and surname in {surname_key(word) for word in claim.before.split()}


def described_alike(claim: DraftQuotation, quote: Quote, held: Speaker) -> bool:
    """Does a description ("the foreign ministry", "a diplomat") fit the one on record, or the other way round?"""
    if claim.speaker_kind not in DESCRIBED and held.kind not in DESCRIBED:
        return False
    mine = significant(f"{claim.speaker} {claim.role}") | significant(claim.mention)
    theirs = significant(" ".join([held.name, quote.role, held.affiliation, quote.mention]))
    named = significant(claim.speaker)
    own = {fold(word) for word in held.name.split()}
    return bool(named) and (named <= theirs or (held.kind in DESCRIBED and own - significant("") <= mine))


def answer_for_day(claim: DraftQuotation, quote: Quote) -> Dating:
    """Return whether the draft's day is the day of the statement, as far as either says one."""
    if claim.days is None or quote.date is None:
        return Dating.UNKNOWN
    first, last = claim.days
    if quote.said_on is not None:
        return Dating.SAME if first <= quote.said_on <= last else Dating.ANOTHER
    if quote.date_precision not in {Precision.DAY, Precision.MINUTE}:
        year, month = quote.date.year, quote.date.month
        agrees = first.year == year == last.year if quote.date_precision == Precision.YEAR else True
        agrees = agrees and (
            quote.date_precision != Precision.MONTH or (first.year, first.month) == (year, month)
        )
        return Dating.UNKNOWN if agrees else Dating.ANOTHER
    if first <= quote.date <= last:
        return Dating.SAME
    printed = quote.date
    return Dating.UNKNOWN if printed - LATE <= last <= printed else Dating.ANOTHER
