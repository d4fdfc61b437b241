"""What does the article as a whole tell of an event: its state, its day, its place?"""

from collections.abc import Collection
from datetime import date

from ...folding import fold
from ...records import EventState, EventStatus
from . import lexicon
from .event_matching import EventDraft, country_of_party
from .event_parties import Parties


def settled_status(draft: EventDraft, published: date | None) -> EventStatus:
    """Return the status; what is merely implied gives way to the day of the event."""
    status = draft.status
    firm = any(sure and said == status for said, _, sure in draft.states)
    if published is None or draft.start is None or (firm and status != "planned"):
        return status
    last = draft.end or draft.start
    today = published.isoformat()[: len(last)]
    if status == "held" and not firm and draft.start > published.isoformat()[: len(draft.start)]:
        return "planned"
    if status == "planned" and last < today:
        return "held"
    return status


def told_states(draft: EventDraft, published: date | None) -> tuple[EventState, ...]:
    """Return the sentences that say in so many words how it stands, each once; if none does, the first."""
    firm = [(status, span) for status, span, sure in draft.states if sure]
    if not firm and draft.states:
        status = settled_status(draft, published)
        firm = [(status, draft.states[0][1])]
    return tuple(EventState(status=status, span=span) for status, span in dict.fromkeys(firm))


def assume_place(draft: EventDraft, written_in: str | None) -> None:
    """A gathering whose own name begins with the place that the article was written in was there."""
    words = (written_in or "").split(",")[0].split()
    name = (draft.label or "").split()[: len(words)]
    if words and draft.proper and not draft.places and draft.family in {"conference", "encounter"}:
        if [fold(word) for word in name] == [fold(word) for word in words]:
            draft.places = [" ".join(name)]


def assume_place_of_news(
    draft: EventDraft, written_in: str | None, days: Collection[str], parties: Parties
) -> None:
    """What a state's people did on one of the `days` of the news was where the report is from, if that is in their country."""
    if not written_in or draft.places or draft.start not in days or draft.status != "held":
        return
    if draft.family not in {"agreement", "encounter"} or not draft.rule.startswith("verb"):
        return
    named = [name.strip().lower() for name in written_in.split(",")]
    own = {name.lower() for name in draft.participants} & set(named)
    here = {state.name for name in named if (state := lexicon.country_table().get(name))}
    theirs = {country for name in draft.participants if (country := country_of_party(name, parties))}
    summoned = (draft.label or "").startswith("Summoning of") and bool(here)  # to the ministry
    if own or here & theirs or summoned:
        draft.places = [written_in.split(",")[0]]


def assume_day(draft: EventDraft, published: date | None) -> None:
    """A call that is news without a day was held in the month of publication, or shortly before."""
    if (
        draft.family == "call"
        and draft.start is None
        and published is not None
        and draft.paragraph <= 1
        and draft.status == "held"
        and draft.participants
    ):
        draft.start, draft.rule = published.isoformat()[:7], "noun-before-publication"
