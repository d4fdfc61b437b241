"""Events that an article dates or names: summits, talks, calls, launches, agreements, votes.

A noun phrase that says which event it is (a name, a place, two parties, a day with one of them) brings
an event into the article; "the summit" and "their talks" refer to one that is there. What happened to
nobody in particular, on no day and nowhere, is no event.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from ...folding import fold
from ...records import EventKind, EventRecord, EventState, EventStatus, Span
from . import lexicon
from .event_dates import When
from .event_names import event_name, part_name
from .event_nouns import HINTS, may_hold_event
from .event_parties import Parties, country_of_words
from .event_phrases import DEFINITE, Mention, read_mentions, title_case
from .resolution import Resolver
from .tokens import Tokens, tokenize

LONGEST = 3000  # characters of a sentence that is read for events
MOST_EVENTS = 60  # of one article that a mention is compared with: the latest
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
    participants: list[str] = field(default_factory=list)
    label: str | None = None
    proper: bool = False
    topic: str = ""
    ordinal: str | None = None
    rule: str = "noun-and-date"
    parent: "EventDraft | None" = None
    paragraph: int = -1
    new: bool = False  # one that is still to come: "a third summit"

    @property
    def status(self) -> EventStatus:
        """Return what the article as a whole tells: what is said in so many words outweighs the rest."""
        firm = [status for status, _, sure in self.states if sure]
        said = firm or [status for status, _, _ in self.states]
        if not said:
            return "held"
        if "held" in said and not self.new:
            return "held"
        for status in ("cancelled", "did_not_happen", "planned", "possible"):
            if status in said:
                return status
        return said[-1]


def find_events(
    text: str,
    paragraphs: Sequence[Span],
    headings: Sequence[Span],
    resolver: Resolver,
    published: date | None,
) -> list[EventRecord]:
    """Return the events of an article, each once, in the order of their first mention."""
    hints = tuple(hint for hint in HINTS if hint in text)
    if not hints:
        return []
    gathering = Gathering(text, Parties(resolver), published)
    waiting: list[Mention] = []
    for number, span in enumerate(paragraphs):
        for mention in mentions_of(text, span, number, hints, gathering, heading=False):
            if not gathering.take(mention):
                waiting.append(mention)
    for span in headings:
        for mention in mentions_of(text, span, -2, hints, gathering, heading=True):
            gathering.take_heading(mention)
    for mention in waiting:
        gathering.refer(mention)
    return gathering.records()


def mentions_of(
    text: str, span: Span, number: int, hints: tuple[str, ...], gathering: "Gathering", heading: bool
) -> list[Mention]:
    if not may_hold_event(hints, text, *span):
        return []
    tokens = tokenize(text, span, ())
    if not tokens.spans:
        return []
    found: list[Mention] = []
    for start, end in sentence_spans(tokens):
        if end - start <= LONGEST and may_hold_event(hints, text, start, end):
            found += read_mentions(
                tokens, (start, end), number, gathering.parties, gathering.published, heading=heading
            )
    return found


def sentence_spans(tokens: Tokens) -> list[Span]:
    spans = []
    first = 0
    last = len(tokens.tags) - 1
    while first <= last:
        stop = tokens.tags.find(".", first)
        stop = last if stop < 0 else stop
        spans.append((tokens.spans[first][0], tokens.spans[stop][1]))
        first = stop + 1
    return spans


class Gathering:
    """The events of one article, as they are found."""

    def __init__(self, text: str, parties: Parties, published: date | None) -> None:
        self.text = text
        self.parties = parties
        self.published = published
        self.drafts: list[EventDraft] = []

    # Taking mentions

    def take(self, mention: Mention) -> bool:
        """Join a mention to the event that it speaks of, or begin a new one; False if that is to be seen."""
        inherit_passage(mention, self.drafts)
        if mention.head.noun.part:
            return self.take_part(mention)
        if not says_which(mention):
            return self.refer(mention, last=False)
        best = self.same(mention)
        if best is not None:
            self.add(best, mention, rule_of(mention))
            return True
        self.begin(mention, rule_of(mention))
        return True

    def take_part(self, mention: Mention) -> bool:
        """A lunch or a ceremony is an event only as part of one."""
        near = [
            draft
            for draft in self.drafts[-MOST_EVENTS:]
            if draft.family in {"encounter", "conference"} and mention.paragraph - draft.paragraph in (0, 1)
        ]
        told = mention.state is not None and mention.state.status in {
            "cancelled",
            "did_not_happen",
            "planned",
        }
        inside = bool(near) and any(s[0] >= mention.sentence[0] for s, _ in near[-1].mentions[-1:])
        for draft in self.drafts:
            if (
                draft.parent
                and draft.noun.split()[-1].lower() == mention.head.words.split()[-1].lower()
                and mention.determiner in DEFINITE
            ):
                self.add(draft, mention, "refers-back")
                return True
        if near and (told or inside or mention.day):
            draft = self.begin(mention, "part-of-event")
            draft.parent = near[-1]
            if near[-1].start and not draft.start and not near[-1].end:
                draft.start = near[-1].start
            elif near[-1].end and not draft.start:
                draft.start = near[-1].end if told else None
            draft.places = draft.places or list(near[-1].places)
            draft.participants = draft.participants or list(near[-1].participants)
            return True
        return False

    def take_heading(self, mention: Mention) -> None:
        """Join a heading to an event of the body; a heading of its own brings in only what it names well."""
        if mention.head.noun.part:
            return
        best = self.same(mention)
        if best is not None and evidence(best, mention, self.parties) > 0:
            self.add(best, mention, "in-heading")
        elif mention.family == "press" and mention.parties:
            self.begin_heading(mention)
        elif (
            says_which(mention)
            and not title_case(self.text[slice(*mention.sentence)])
            and mention.family != "vote"
        ):
            self.begin(mention, "in-heading")
        elif not mention.parties and not mention.places:
            self.refer(mention)

    def begin_heading(self, mention: Mention) -> None:
        """A transcript is headed by the press conference that it is of: it was held when it appeared."""
        draft = self.begin(mention, "heading-of-transcript")
        if draft.start is None and self.published is not None:
            draft.start = self.published.isoformat()

    def refer(self, mention: Mention, last: bool = True) -> bool:
        """Give a definite noun phrase to the event of the article that it refers to, if there is one."""
        if not mention.definite or mention.head.is_verb or mention.head.noun.part:
            return False
        fitting = [
            draft
            for draft in self.drafts[-MOST_EVENTS:]
            if can_mean(draft, mention)
            and not conflict(draft, mention, self.parties)
            and (evidence(draft, mention, self.parties) > 0 or not tells_more(draft, mention))
        ]
        if not fitting:
            return False
        best = max(
            fitting,
            key=lambda draft: (
                evidence(draft, mention, self.parties),
                draft.noun.lower() == mention.head.words.lower(),
                draft.paragraph,
            ),
        )
        if last:
            best = max(
                fitting,
                key=lambda draft: (draft.noun.lower() == mention.head.words.lower(), len(draft.mentions)),
            )
        self.add(best, mention, "refers-back" if not last else "refers-to-the-only-one")
        return True

    def same(self, mention: Mention) -> EventDraft | None:
        """Return the event of the article that a mention tells of by name, day, place or parties."""
        found = []
        for n, draft in enumerate(self.drafts[-MOST_EVENTS:]):
            if draft.parent or not same_family(draft, mention) or conflict(draft, mention, self.parties):
                continue
            points = evidence(draft, mention, self.parties)
            if points > 0 or (refers_closely(draft, mention) and can_mean(draft, mention)):
                found.append((points, n, draft))
        return max(found, key=lambda one: one[:2])[2] if found else None

    def begin(self, mention: Mention, rule: str) -> EventDraft:
        draft = EventDraft(kind=mention.kind, family=mention.family, noun=mention.head.words, rule=rule)
        draft.new = is_new(mention)
        self.drafts.append(draft)
        self.add(draft, mention, rule)
        return draft

    def add(self, draft: EventDraft, mention: Mention, rule: str) -> None:
        draft.mentions.append((mention.span, rule))
        draft.paragraph = max(draft.paragraph, mention.paragraph)
        if mention.state is not None and (
            mention.family != "agreement" or mention.state.firm or mention.state.status == "held"
        ):
            draft.states.append((mention.state.status, mention.sentence, mention.state.firm))
        if mention.when is not None:
            join_days(draft, mention.when)
        for place in mention.places:
            if place not in draft.places and len(draft.places) < 2:
                draft.places.append(place)
        if len(draft.participants) < 2:
            both = [name for name in mention.parties if name not in draft.participants]
            draft.participants = (
                [*draft.participants, *both][:2] if len(mention.parties) < 2 else list(mention.parties)
            )
        if mention.label and (draft.label is None or (mention.proper and not draft.proper)):
            draft.label, draft.proper = mention.label, mention.proper
        draft.topic = draft.topic or mention.topic
        draft.ordinal = draft.ordinal or (mention.ordinal if mention.kind == draft.kind else None)
        if mention.kind == "summit" and draft.kind == "meeting":
            draft.kind, draft.noun = "summit", mention.head.words
        elif draft.kind == "meeting" and draft.rule.startswith("verb") and not mention.head.is_verb:
            draft.noun = mention.head.words

    # Records

    def records(self) -> list[EventRecord]:
        found = [self.record(draft) for draft in self.drafts]
        return [record for record in found if record is not None]

    def record(self, draft: EventDraft) -> EventRecord | None:
        assume_day(draft, self.published)
        place = ", ".join(draft.places) or None
        name = self.name_of(draft)
        if name is None:
            return None
        mentions = sorted(dict(draft.mentions[::-1]).items())
        return EventRecord(
            name=name,
            kind=draft.kind,
            place=place,
            start=draft.start,
            end=draft.end if draft.end != draft.start else None,
            status=settled_status(draft, self.published),
            participants=tuple(draft.participants),
            mentions=tuple(span for span, _ in mentions),
            rules=tuple(rule for _, rule in mentions),
            rule=draft.rule,
            states=told_states(draft, self.published),
            label=draft.label if draft.proper or draft.kind in {"agreement", "vote"} else None,
            ordinal=draft.ordinal,
            countries=tuple(
                sorted({c for n in draft.participants if (c := country_of_party(n, self.parties))})
            ),
            part_of=self.name_of(draft.parent) if draft.parent else None,
        )

    def name_of(self, draft: EventDraft) -> str | None:
        if draft.parent is not None:
            parent = self.name_of(draft.parent)
            return part_name(draft.noun, parent) if parent else None
        return event_name(
            draft.kind,
            draft.noun,
            label=draft.label,
            proper=draft.proper,
            place=", ".join(draft.places),
            participants=draft.participants,
            topic=draft.topic,
            ordinal=draft.ordinal,
            year=draft.start[:4] if draft.start else None,
        )


# Which mention brings an event into the article


def says_which(mention: Mention) -> bool:
    """Do the words say which event it is, so that they need no other mention?"""
    place, parties, day = bool(mention.places), len(mention.parties), mention.day
    dated = mention.when is not None
    named = mention.label is not None
    refers = mention.head.noun.refers
    if mention.head.is_verb:
        if mention.family == "visit":
            return place and bool(parties) and dated
        return (parties >= 2 and (mention.family == "call" or day or place)) or (
            (parties > 0 or mention.many) and place and day
        )
    if mention.family == "encounter":
        if mention.kind == "summit":
            return (
                (named and (place or mention.proper))
                or parties >= 2
                or (place and (dated or mention.definite or mention.state is not None))
                or (parties > 0 and day)
            )
        plural = mention.head.words.lower() != "meeting"
        return (
            parties >= 2
            or (place and day)
            or (parties > 0 and day and place)
            or (named and mention.proper and dated)
            or (plural and (named or (bool(mention.topic) and day)) and (place or day))
        )
    if mention.family == "press":
        return (parties > 0 and (place or day)) or (place and day)
    if mention.family == "call":
        return parties >= 2 or (parties > 0 and day)
    if mention.family == "launch":
        return day and (parties > 0 or named or place)
    if mention.family == "vote":
        return ((place or parties > 0 or named) and dated) or (
            "referendum" in mention.head.words.lower() and named
        )
    if mention.family == "agreement":
        done = mention.state is not None and (mention.state.firm or mention.state.status == "held")
        if (
            mention.determiner in {"a", "an", "another", ""}
            and not (done and (mention.proper or day or place))
            and not mention.proper
        ):
            return False  # what is wished for
        if refers and not named:
            return parties >= 2 and dated
        return (
            named
            or (parties >= 2 and (mention.state is not None or mention.definite))
            or (place and day)
            or (parties > 0 and day and bool(mention.topic))
        )
    if mention.family == "conference":
        body = (
            mention.head.words.lower() in {"forum", "conference"} and not mention.occasion
        )  # many a body is called so
        return (mention.proper and (dated or place or (mention.definite and not body))) or (
            place and day and named
        )
    if mention.family == "visit":
        if refers:
            return parties > 0 and place and day
        return (parties > 0 and place) or (place and day and mention.definite) or (parties > 0 and day)
    return False


def rule_of(mention: Mention) -> str:
    if mention.head.is_verb:
        return "verb-and-date" if mention.when else "verb-and-parties"
    if mention.label:
        return "named"
    if mention.when:
        return "noun-and-date"
    return "noun-and-parties" if len(mention.parties) > 1 else "noun-and-place"


def is_new(mention: Mention) -> bool:
    status = mention.state.status if mention.state else None
    return (
        status in {"possible", "planned"}
        and mention.when is None
        and mention.determiner in {"a", "an", "another", ""}
    )


def inherit_passage(mention: Mention, drafts: Sequence[EventDraft]) -> None:
    """What follows a dated event in its paragraph and has no day of its own is of that day and place.

    A news conference, or a paper signed, behind "A summit ended in Lissel on Thursday."
    """
    signed = (
        mention.family == "agreement"
        and mention.label is not None
        and mention.state is not None
        and mention.state.firm
    )
    own = mention.family == "press" or signed
    if not own or mention.when is not None or not drafts:
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
    mention.when = When(start=near.end or near.start or "", relative=True)
    mention.places = mention.places or list(near.places)


# Which event a mention means


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


def refers_closely(draft: EventDraft, mention: Mention) -> bool:
    """Is it "the summit" right behind a summit, whatever else it tells?"""
    return (
        mention.determiner in {"the", "this", "that", "these", "those"}
        and mention.label is None
        and mention.paragraph - draft.paragraph in range(4)
        and (
            mention.head.words.lower() == draft.noun.lower()
            or (draft.kind == "summit" and mention.kind == "meeting")
        )
        and not tells_more(draft, mention)
    )


def evidence(draft: EventDraft, mention: Mention, parties: Parties) -> int:
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
    if mention.label and mention.family == "encounter" and not mention.places and not mention.parties:
        points += any(fold(p) in fold(mention.label) for p in draft.places)
    return points


def conflict(draft: EventDraft, mention: Mention, parties: Parties) -> bool:
    """Is there anything by which the two cannot be one?"""
    if mention.when and draft.start and not same_days(draft, mention.when):
        return True
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
    return a <= b or b <= a


def differ(one: Sequence[str], other: Sequence[str], parties: Parties, sure: bool = False) -> bool:
    """Are two sets of parties of different events? A leader and the country count as one party."""
    if not one or not other:
        return False
    here, there = ({fold(name) for name in names} for names in (one, other))
    if here <= there or there <= here:
        return False
    few, many = sorted((list(one), list(other)), key=len)
    for name in few:
        ties = [(tie(name, their, parties, sure), their) for their in many]
        best, partner = max(ties, key=lambda one: one[0], default=(0, ""))
        if best == 0:
            return True
        many.remove(partner)
        sure = sure or best > 1
    return not sure


def tie(one: str, other: str, parties: Parties, there: bool = False) -> int:
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
    if when.month_alone and len(draft.start) >= 7:
        return draft.start[5:7] == start[5:7]
    first, last = draft.start, draft.end or draft.start
    if len(first) == len(start) == 10:
        return first <= (end or start) and start <= last
    return first.startswith(start) or start.startswith(first) or last.startswith(start)


def join_days(draft: EventDraft, when: When) -> None:
    """Widen the days of an event by those that a mention tells, the more precise of two first."""
    start, end = when.start, when.end
    if draft.start is None or len(start) > len(draft.start):
        draft.start, draft.end = start, end or (draft.end if draft.end and draft.end > start else None)
        return
    if len(start) == len(draft.start) == 10:
        last = max(d for d in (draft.end, end, draft.start, start) if d)
        draft.start = min(draft.start, start)
        draft.end = last if last > draft.start else None


# What the article as a whole tells


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
