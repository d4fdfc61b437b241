"""Which event of the article does a mention mean? What the two have in common, and what tells them apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from ...folding import fold
from ...records import EventKind, EventStatus, Span
from . import lexicon
from .event_dates import When
from .event_mentions import Mention
from .event_nouns import AGREEMENTS
from .event_parties import REGIONS, Parties, country_of_words

MOST_DAYS = 7  # days from the first to the last of an event, where only the last is told
MOST_EVENTS = 60  # of one article that a mention is compared with: the latest
FURTHEST_AHEAD = 2  # paragraphs between words and the event behind them for which they stand
SIGNING = re.compile(r"\b(?:sign(?:ed|ing)?|initial\w+|adopt(?:ed)?|conclud\w+)\s(?:\w+\s)?$")
# "A meeting planned for the same day": the day that was told last.
SAME_DAY_BEHIND = re.compile(r"[^.;:“”\"]{0,60}?\b(?:the|that) same day\b")
SAME_DAY_BEFORE = re.compile(r"(?:On |Later )?(?:[Tt]he|[Tt]hat) same day\b[^.;:“”\"]{0,60}$")
SAME_DAY_WITHIN = 8  # paragraphs
DOCUMENTS = {"agreement", "accord", "treaty", "pact", "deal"}


@dataclass(slots=True)
class EventDraft:
    """An event while its mentions are being gathered."""

    kind: EventKind
    family: str
    noun: str
    mentions: list[tuple[Span, str]] = field(default_factory=list)
    states: list[tuple[EventStatus, Span, bool]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    start: str | None = None
    end: str | None = None
    ends: bool = False  # the day that is known is its last
    participants: list[str] = field(default_factory=list)
    label: str | None = None
    proper: bool = False
    topic: str = ""
    matter: str = ""
    ordinal: str | None = None
    rule: str = "noun-and-date"
    parent: "EventDraft | None" = None
    paragraph: int = -1
    first_paragraph: int = -1
    group: str = ""  # who took part, where nobody is named: "two prime ministers"
    new: bool = False  # one that is still to come: "a third summit"
    said: set[EventStatus] = field(default_factory=set)  # what is in `states`
    firm: set[EventStatus] = field(default_factory=set)  # what of it is firm and no history

    def tell(self, status: EventStatus, sentence: Span, firm: bool, again: bool) -> None:
        """Take up what a sentence says of it; where it is set `again`, what was said before is history."""
        if again:
            self.firm.clear()
        if firm:
            self.firm.add(status)
        self.said.add(status)
        self.states.append((status, sentence, firm))

    @property
    def status(self) -> EventStatus:
        """Return what the article as a whole tells: what is said in so many words outweighs the rest."""
        said = self.firm or self.said
        if "held" in said and not self.new:
            return "held"
        order: tuple[EventStatus, ...] = ("cancelled", "did_not_happen", "planned", "possible")
        return next((status for status in order if status in said), "held")


def is_new(mention: Mention) -> bool:
    status = mention.state.status if mention.state else None
    return (
        status in {"possible", "planned"}
        and mention.when is None
        and mention.determiner in ({"a", "an", "another"} if mention.heading else {"a", "an", "another", ""})
    )


def same_family(draft: EventDraft, mention: Mention) -> bool:
    return draft.family == mention.family


def can_mean(draft: EventDraft, mention: Mention) -> bool:
    """Can the noun refer to the event? "The talks" can be a summit, "the summit" no mere meeting."""
    if draft.parent or draft.family != mention.family:
        return False
    noun, other = mention.head.words.lower(), draft.noun.lower()
    if mention.family == "encounter":
        return mention.kind != "summit" or draft.kind == "summit"
    if mention.family == "agreement":
        return (
            noun == other or (noun in DOCUMENTS and other in DOCUMENTS) or noun.split()[0] == other.split()[0]
        )
    if mention.family == "vote":
        return noun.split()[-1].rstrip("s") == other.split()[-1].rstrip("s")
    if mention.family == "conference":
        return noun == other
    return True


def tells_more(draft: EventDraft, mention: Mention) -> bool:
    """Does a mention name parties where the event has none? Then it is hardly the same one."""
    return bool(mention.parties) and not draft.participants


def tells_where(draft: EventDraft, mention: Mention) -> bool:
    """Does a mention tell a place or a day where the event has none?"""
    return bool(mention.places and not draft.places) or bool(mention.when and not draft.start)


def same_noun(draft: EventDraft, mention: Mention) -> bool:
    return draft.noun.lower().split()[-1] == mention.head.words.lower().split()[-1]


def refers_closely(draft: EventDraft, mention: Mention) -> bool:
    """Is it "the summit" right behind a summit, whatever else it tells?"""
    return (
        mention.determiner in {"the", "this", "that", "these", "those"}
        and mention.label is None
        and mention.paragraph - draft.paragraph in range(4)
        and (
            mention.head.words.lower().split()[-1] == draft.noun.lower().split()[-1]
            or (draft.kind == "summit" and mention.kind == "meeting")
        )
        and not tells_more(draft, mention)
    )


def in_common(draft: EventDraft, mention: Mention, parties: Parties) -> int:
    """Return how many things an event and a mention have in common; a day or a name counts twice."""
    points = 0
    if mention.when and draft.start and same_days(draft, mention.when):
        points += 2 if mention.day and (mention.places or mention.parties or mention.definite) else 1
    if mention.places and draft.places and same_place(draft.places, mention.places):
        points += 1
    if (len(mention.parties) > 1 and len(draft.participants) > 1) or set(mention.parties) & set(
        draft.participants
    ):
        points += 1
    if mention.label and draft.label and fold(mention.label) == fold(draft.label):
        points += 2
    elif mention.label and draft.label and mention.family == "agreement":
        points += alike(mention.label, draft.label)
    if mention.label and mention.family == "encounter" and not mention.places and not mention.parties:
        points += any(fold(p) in fold(mention.label) for p in draft.places)
    return points


def cannot_be_one(draft: EventDraft, mention: Mention, parties: Parties) -> bool:
    """Is there anything by which the two cannot be one?"""
    if mention.when and draft.start and not same_days(draft, mention.when):
        return True
    if mention.beside and draft.mentions[-1][0][0] >= mention.sentence[0]:
        return True  # "met in the margins of the summit"
    if (
        mention.state
        and mention.state.firm
        and mention.state.status not in {"held", "possible"}
        and over(draft)
    ):
        return True
    if mention.places and draft.places and not same_place(draft.places, mention.places):
        return True
    if mention.ordinal and draft.ordinal and mention.ordinal != draft.ordinal and mention.kind == draft.kind:
        return True
    there = same_place(draft.places, mention.places) if mention.places and draft.places else False
    if differ(draft.participants, mention.parties, parties, there):
        return True
    if (
        mention.label
        and draft.label
        and mention.family != "encounter"
        and not alike(mention.label, draft.label)
    ):
        return True
    if is_new(mention) != draft.new and (mention.when is None) != (draft.start is None):
        return True
    return draft.new and mention.state is not None and mention.state.status == "held" and not mention.definite


def alike(one: str, other: str) -> bool:
    """May two labels be of one paper or vote? One holds the words of the other."""
    a, b = ({fold(word) for word in label.split()[:-1]} for label in (one, other))
    return a <= b or b <= a or one_region(one, other)


def one_region(one: str, other: str) -> bool:
    """Is one of two labels a well-known agreement of a region, and the other one that tells the region alone?

    "the Pacific Rim trade accord" is the Trans-Pacific Partnership where that is spoken of.
    """
    known = [label in AGREEMENTS.values() for label in (one, other)]
    if known[0] == known[1]:
        return False
    name, described = (one, other) if known[0] else (other, one)
    capitals = {word.lower() for word in described.split() if word[:1].isupper()}
    of_region = capitals & REGIONS & set(re.findall(r"[a-z]+", name.lower()))
    return bool(of_region) and capitals <= REGIONS | {"rim", "basin"}


def of_other_matter(draft: EventDraft, mention: Mention) -> bool:
    """Does a mention say on what it is, where the agreement that it may mean is on something else?"""
    own = {
        fold(word) for word in f"{draft.topic} {draft.matter} {draft.label or ''}".split() if word.islower()
    }
    on = {fold(word) for word in mention.matter.split() if len(word) > 3}
    own -= {fold(draft.noun)}
    return draft.family == "agreement" and bool(on) and bool(own) and not own & on


def differ(one: Sequence[str], other: Sequence[str], parties: Parties, sure: bool = False) -> bool:
    """Are two sets of parties of different events? A leader and the country count as one party."""
    if not one or not other:
        return False
    here, there = ({fold(name) for name in names} for names in (one, other))
    if here <= there or there <= here:
        return False
    few, many = sorted((list(one), list(other)), key=len)
    if 1 < len(few) < len(many):
        return True  # two who met at a gathering of several
    for name in few:
        ties = [(party_tie(name, their, parties, sure), their) for their in many]
        best, partner = max(ties, key=lambda one: one[0], default=(0, ""))
        if best == 0:
            return True
        many.remove(partner)
        sure = sure or best > 1
    return not sure


def party_tie(one: str, other: str, parties: Parties, there: bool = False) -> int:
    """Return 3 for one name, 2 for a country and who speaks for it, 1 where that may be, 0 for two parties."""
    if fold(one) == fold(other):
        return 3
    countries = [name in known_countries() for name in (one, other)]
    if all(countries):
        return 0
    if not any(countries):
        # "Orvane" is no country that is known, and may be whom Elin Sarvath speaks for.
        persons = [fold(name) in parties.cast.people for name in (one, other)]
        return int(there and persons[0] != persons[1])
    mine, theirs = (country_of_party(name, parties) for name in (one, other))
    if mine and theirs:
        return 2 * (mine == theirs)
    return 1


@cache
def known_countries() -> frozenset[str]:
    return frozenset(country.name for country in lexicon.country_list())


def country_of_party(name: str, parties: Parties) -> str | None:
    """Return the country that a party is or speaks for, by its name or by what the article calls it."""
    country = lexicon.country_table().get(name.lower())
    if country is not None:
        return country.name
    person = parties.cast.people.get(fold(name))
    if person is None:
        return None
    for role in person.roles:
        found = country_of_words(role)
        if found:
            return found
    return None


def same_place(one: Sequence[str], other: Sequence[str]) -> bool:
    here, there = (set(re.findall(r"\w{3,}", " ".join(places).lower())) for places in (one, other))
    if here & there:
        return True
    table = lexicon.country_table()
    # A capital and its country are no two places.
    a, b = ({table[p.lower()].name for p in places if p.lower() in table} for places in (one, other))
    return bool(a & b)


def over(draft: EventDraft) -> bool:
    """Was it held, as the article says in so many words or by its day?"""
    return draft.status == "held" and draft.start is not None and bool(draft.states)


def same_days(draft: EventDraft, when: When) -> bool:
    """Do two stretches of days have one in common, as far as they are known?"""
    assert draft.start is not None
    start, end = when.start, when.end
    if when.apart_from is not None and draft.start <= when.apart_from <= (draft.end or draft.start):
        return False
    if when.month_alone and len(draft.start) >= 7:
        return draft.start[5:7] == start[5:7]
    first, last = draft.start, draft.end or draft.start
    if len(first) == len(start) == 10:
        if when.last and not end and first < start:
            return days_apart(first, start) < MOST_DAYS
        if draft.ends and start < first:
            return days_apart(start, first) < MOST_DAYS
        return first <= (end or start) and start <= last
    return first.startswith(start) or start.startswith(first) or last.startswith(start)


def days_apart(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def join_days(draft: EventDraft, when: When) -> None:
    """Widen the days of an event by those that a mention tells, the more precise of two first."""
    start, end = when.start, when.end
    if draft.start is None or len(start) > len(draft.start):
        draft.ends = when.last and not end
        draft.start, draft.end = start, end or (draft.end if draft.end and draft.end > start else None)
        return
    if len(start) == len(draft.start) == 10:
        last = max(d for d in (draft.end, end, draft.start, start) if d)
        draft.start = min(draft.start, start)
        draft.end = last if last > draft.start else None


def inherit_passage(text: str, mention: Mention, drafts: Sequence[EventDraft]) -> None:
    """What follows a dated event in its paragraph and has no day of its own is of that day and place.

    A news conference, or a paper signed, behind "A summit ended in Lissel on Thursday."
    """
    signed = (
        mention.family == "agreement"
        and (mention.label is not None or mention.definite or bool(mention.matter or mention.topic))
        and SIGNING.search(text[max(mention.sentence[0], mention.span[0] - 24) : mention.span[0]]) is not None
    )
    own = mention.family == "press" or signed
    if not own or (mention.when is not None and mention.places) or not drafts:
        return
    near = next(
        (
            d
            for d in reversed(drafts[-MOST_EVENTS:])
            if d.paragraph == mention.paragraph and d.family == "encounter" and d.start
        ),
        None,
    )
    if near is None or (mention.places and not set(mention.places) & set(near.places)):
        return
    if mention.when is not None and not same_days(near, mention.when):
        return
    mention.when = mention.when or When(start=near.end or near.start or "", relative=True)
    mention.places = mention.places or list(near.places)


def inherit_same_day(text: str, mention: Mention, drafts: Sequence[EventDraft]) -> None:
    """Give what was or is to be on "the same day" the day that the event before it has."""
    if mention.when is not None or not drafts or mention.state is None:
        return
    dated = (d for d in reversed(drafts[-MOST_EVENTS:]) if d.start and len(d.start) == 10)
    last = next(dated, None)
    told = SAME_DAY_BEHIND.match(text, mention.span[1], mention.sentence[1]) or SAME_DAY_BEFORE.match(
        text, mention.sentence[0], mention.span[0]
    )
    if told and last and last.start and mention.paragraph - last.paragraph < SAME_DAY_WITHIN:
        mention.when = When(start=last.start, relative=True)


def may_point_ahead(draft: EventDraft, mention: Mention) -> bool:
    """Can words stand for an event that is told of only behind them? Soon behind, and no "his visit"."""
    if mention.heading:
        return True
    back = mention.determiner in {"his", "her", "their", "its", "this", "that", "these", "those"}
    near = draft.first_paragraph - mention.paragraph <= FURTHEST_AHEAD
    return (near or draft.proper) and not (back and draft.first_paragraph > mention.paragraph)


def can_hold(draft: EventDraft, mention: Mention) -> bool:
    """Can a lunch be part of an event: told next to it, or on a day of it and not elsewhere?"""
    dated = mention.when is not None and draft.start is not None
    if dated and mention.when is not None and not same_days(draft, mention.when):
        return False
    if mention.places and draft.places and not same_place(draft.places, mention.places):
        return False
    ahead = mention.state is not None and mention.state.status == "planned"
    if ahead and not dated and over(draft):
        return False
    return mention.paragraph - draft.paragraph in (0, 1) or (dated and mention.day)


def rather_the_summit(draft: EventDraft, mention: Mention, drafts: Sequence[EventDraft]) -> bool:
    """Does "the summit", in an article that has one, mean that and no meeting of one who is there?"""
    return (
        mention.heading
        and mention.kind == "summit"
        and draft.kind == "meeting"
        and len(set(mention.parties) & set(draft.participants)) < 2
        and any(other.kind == "summit" for other in drafts)
    )
