"""Events that an article dates or names: summits, talks, calls, launches, agreements, votes.

A noun phrase that says which event it is (a name, a place, two parties, a day with one of them) brings
an event into the article; "the summit" and "their talks" refer to one that is there. What happened to
nobody in particular, on no day and nowhere, is no event.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from types import MappingProxyType

from ...folding import fold
from ...records import EventRecord, Span
from . import lexicon
from .event_dates import MONTH_NAMES, When, day_of_news
from .event_matching import (
    MOST_EVENTS,
    EventDraft,
    can_hold,
    can_mean,
    cannot_be_one,
    country_of_party,
    in_common,
    inherit_passage,
    inherit_same_day,
    is_new,
    join_days,
    may_point_ahead,
    of_other_matter,
    rather_the_summit,
    refers_closely,
    same_family,
    same_noun,
    tells_more,
    tells_where,
)
from .event_mentions import DEFINITE, Mention
from .event_names import LABELS, event_name, first_upper, part_name
from .event_noun_phrases import is_capital, title_case
from .event_nouns import may_hold_event, words_of_events
from .event_parties import Parties, has_verb
from .event_phrases import read_mentions
from .event_sentences import joined_with_verbs, lend, lines_joined, press_lines
from .event_signs import (
    BEHIND_PRESS,
    DURING_VISIT,
    FOLLOWED,
    HERE,
    PAGE_OF_PRESS,
    PLACES_APPOSED,
    RECORD_OF,
    REMARKS_AT,
    SPEAKERS_AT,
    SPOKE_AFTER,
    TO_THE_CAPITAL,
)
from .event_states import SaidState
from .event_which import says_which, says_which_part
from .event_whole import assume_day, assume_place, assume_place_of_news, settled_status, told_states
from .person import OFFICES_OF_STATE
from .relative_dates import day_of_entry
from .resolution import Resolver
from .tokens import Tokens, tokenize

# What was called off stands again.
SET_AGAIN = re.compile(
    r"\b(?:back on|on again|again|after all|resched\w+|new (?:date|day)|reinstated|revived)\b"
)
# Whose meeting a page covers that says when it began.
BODY_MET = re.compile(
    r"\b[Tt]he\s(?P<body>(?:[A-Z][\w’'-]+\s){0,3}(?:Council|Assembly|Committee|Commission|Board|Parliament|Senate))\b"
)
BILATERAL = re.compile(r"\b(?:[Bb]ilateral|[Ee]xpanded) [Mm]eeting\b")
# A line of a chronology: "June 2019: The ministers meet in Hollin".
TIMELINE = re.compile(
    rf"(?:[*•–-]\s)?(?:(?:\d{{1,2}}\s)?(?:{MONTH_NAMES})(?:\s\d{{1,2}})?,?\s)?(?:19|20)\d\d\s?[:–—-]\s", re.I
)
LONGEST_SPOKEN = 120  # characters between whoever spoke and the talks behind which it was
LONGEST_READ = 3000  # characters of a sentence that is read for events
NO_DATELINES = {"Subjects", "Subject", "Topics"}  # with a colon they stand over a transcript
MOST_MENTIONS = 3000  # of one article: a megabyte of news has two hundred


def find_events(
    text: str,
    paragraphs: Sequence[Span],
    headings: Sequence[Span],
    resolver: Resolver,
    published: date | None,
    written_in: str | None = None,
    transcript: bool = False,
    tokens_of: Mapping[Span, Tokens] = MappingProxyType({}),
    days: Sequence[tuple[int, date]] = (),
    agenda: bool = False,
) -> list[EventRecord]:
    """Return the events of an article, each once, in the order of their first mention.

    `written_in` is the place of the dateline: where an event of that name was. A `transcript` is the
    record of what its heading names. `tokens_of` are the tokens of the paragraphs. `days` are those of a live
    blog's entries, or of an `agenda`, each with where it begins.
    """
    text, tokens_of = lines_joined(text, paragraphs, tokens_of)
    gathering = Gathering(text, Parties(resolver), published, written_in, transcript, days, agenda)
    gathering.news = day_of_news(text, paragraphs, published)
    gathering.telling = words_of_events(chain.from_iterable(known.words for known in tokens_of.values()))
    waiting: list[Mention] = []
    for number, span in enumerate(paragraphs):
        for mention in read_paragraph(text, span, number, gathering, tokens_of, heading=False):
            if not gathering.take(mention):
                waiting.append(mention)
    above = press_lines(text, paragraphs, headings) if transcript else []
    for span in (*headings, *above):
        for mention in read_paragraph(text, span, -2, gathering, tokens_of, heading=True):
            gathering.take_heading(mention)
    for mention in waiting:
        if not gathering.refer(mention) and not gathering.tell_of_heading(mention):
            gathering.tell_of_record(mention)
    for draft in gathering.drafts:  # a news conference without a day is where the news was told
        if draft.family == "press" and draft.start is None and (draft.participants or draft.places):
            draft.start = gathering.news if draft.status == "held" else None
    return gathering.records()


def read_paragraph(
    text: str,
    span: Span,
    number: int,
    gathering: "Gathering",
    tokens_of: Mapping[Span, Tokens],
    heading: bool,
) -> list[Mention]:
    if gathering.read >= MOST_MENTIONS:
        return []
    agenda = (gathering.agenda or heads_timeline(text, *span)) and not heading
    known = tokens_of.get(span)
    told = gathering.tells(known.words) if known else None
    if not agenda and not may_hold_event(text, *span, told):
        return []
    tokens = known if known and not known.quotations else tokenize(text, span, ())
    if not tokens.spans:
        return []
    found: list[Mention] = []
    for first, last in sentence_bounds(tokens):
        if gathering.read >= MOST_MENTIONS:
            break
        start, end = tokens.spans[first][0], tokens.spans[last][1]
        told = gathering.tells(tokens.words[first : last + 1]) if tokens is known else None
        if end - start <= LONGEST_READ and (agenda or may_hold_event(text, start, end, told)):
            found_here = read_mentions(
                tokens,
                (start, end),
                number,
                gathering.parties,
                gathering.published,
                heading=heading,
                agenda=agenda,
            )
            mentions = joined_with_verbs(found_here, text)
            lend(mentions, text)
            gathering.read += len(mentions)
            found += mentions
    return found


def heads_timeline(text: str, start: int, end: int) -> bool:
    """Does a paragraph begin as a line of a chronology does? Most have no year near their beginning."""
    beginning = text[start : start + 40]  # room for a day, a month and the year
    return ("19" in beginning or "20" in beginning) and TIMELINE.match(text, start, end) is not None


def sentence_bounds(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the first and last token of each sentence of a paragraph that has no quotations."""
    bounds = []
    first = 0
    last = len(tokens.tags) - 1
    while first <= last:
        stop = tokens.tags.find(".", first)
        stop = last if stop < 0 else stop
        bounds.append((first, stop))
        first = stop + 1
    return bounds


class Gathering:
    """The events of one article, as they are found."""

    def __init__(
        self,
        text: str,
        parties: Parties,
        published: date | None,
        written_in: str | None = None,
        transcript: bool = False,
        days: Sequence[tuple[int, date]] = (),
        agenda: bool = False,
    ) -> None:
        self.text = parties.text = text
        self.parties = parties
        self.published = published
        # As a name is written: datelines have theirs in capitals.
        city, comma, state = (written_in or "").partition(",")
        self.written_in = (
            f"{city.title() if city.isupper() and len(city) > 3 else city}{comma}{state}" or None
        )
        if self.written_in in NO_DATELINES:
            self.written_in = None
        self.transcript = transcript
        self.days = days
        self.agenda = agenda
        self.drafts: list[EventDraft] = []
        self.news: str | None = None  # the day on which the news was told
        self.read = 0  # mentions
        self.telling: set[str] = set()  # words of the paragraphs whose tokens are known: those of events

    def tells(self, words: Sequence[str]) -> bool:
        """Is one of the words of a paragraph whose tokens are known one of an event?"""
        return not self.telling.isdisjoint(words)

    @cached_property
    def body_met(self) -> str | None:
        """The body whose meeting the page covers."""
        body = BODY_MET.search(self.text)
        return body["body"] if body else None

    # Taking mentions

    def take(self, mention: Mention) -> bool:
        """Join a mention to the event that it speaks of, or begin a new one; False if that is to be seen."""
        self.date_by_entry(mention)
        self.date_by_visit(mention)
        self.date_by_news(mention)
        inherit_passage(self.text, mention, self.drafts)
        inherit_same_day(self.text, mention, self.drafts)
        if self.written_in and mention.family == "visit" and not mention.places:
            there = TO_THE_CAPITAL.match(self.text, mention.span[1], mention.sentence[1])
            mention.places = [self.written_in.split(",")[0]] if there and is_capital(self.written_in) else []
        if self.transcript and self.published and mention.label and mention.family == "resolution":
            mention.when = mention.when or When(start=self.published.isoformat())  # put to it on that day
        if (
            self.written_in
            and not mention.places
            and HERE.match(self.text, mention.span[1], mention.sentence[1])
        ):
            mention.places = [self.written_in.split(",")[0]]
        if self.is_apposed(mention):
            self.add(self.drafts[-1], mention, "in-apposition")
            return True
        if mention.head.noun.part:
            return self.take_part(mention)
        if not says_which(mention) or self.is_private(mention):
            return self.refer(mention, last=False)
        best = self.same(mention)
        if best is not None:
            self.add(best, mention, rule_of(mention))
            return True
        self.begin(mention, rule_of(mention))
        return True

    def date_by_entry(self, mention: Mention) -> None:
        """Give what a live blog tells without a day the day of its entry, and what an agenda holds that of its line."""
        held = mention.head.is_verb and mention.state is not None and mention.state.status == "held"
        day = day_of_entry(self.days, mention.span[0]) if self.days and mention.when is None else None
        if day is None or not (self.agenda or held):
            return
        mention.when = When(start=day, relative=True)
        last = self.drafts[-1] if self.drafts else None
        if self.agenda and last and last.family == "visit" and last.paragraph == mention.paragraph:
            mention.places = mention.places or list(last.places)
        if self.agenda and self.published and day >= self.published.isoformat():
            mention.state = SaidState(status="planned", firm=True)

    def date_by_visit(self, mention: Mention) -> None:
        """What is to be done "during the visit" is within its days, and what is done on one of them is where it goes."""
        if mention.family == "encounter" and mention.somebody and mention.day and not mention.places:
            day = mention.when.start if mention.when else ""
            there = next(
                (d for d in reversed(self.drafts) if d.family == "visit" and d.start and d.end), None
            )
            if there and (there.start or "") <= day <= (there.end or ""):
                mention.places = list(there.places)
        if mention.when is not None or mention.family not in {"encounter", "agreement"} or not self.drafts:
            return
        visit = next((d for d in reversed(self.drafts) if d.family == "visit" and d.start), None)
        told = DURING_VISIT.match(self.text, *mention.sentence) is not None
        if not told and (visit is None or not self.goes_on(visit, mention)):
            return
        start = visit.start or "" if visit else ""
        if visit is None or (visit.end and visit.end[:7] != start[:7]):
            return
        mention.when = When(start=start[:7] if visit.end else start, relative=True) if start else None

    def date_by_news(self, mention: Mention) -> None:
        """Give talks behind which somebody spoke the day of the news, and what was signed there that of the talks."""
        if mention.when is not None:
            return
        last = self.drafts[-1] if self.drafts else None
        if mention.family == "agreement" and mention.signed and mention.somebody and last is not None:
            near = last.family == "encounter" and mention.paragraph - last.paragraph in {0, 1, 2}
            if near and last.status == "held" and last.start and len(last.start) == 10 and not last.end:
                mention.when = When(start=last.start, relative=True)
                mention.places = mention.places or list(last.places)
        if mention.family != "encounter" or mention.head.is_verb or not (mention.parties or mention.places):
            return
        if mention.state is not None and mention.state.firm:
            return
        spoke = SPOKE_AFTER.search(self.text, max(0, mention.span[0] - LONGEST_SPOKEN), mention.span[0])
        if spoke is None or self.news is None:
            return
        mention.when = When(start=self.news, relative=True)
        if spoke["reporters"] and self.written_in and not mention.places:
            mention.places = [self.written_in.split(",")[0]]

    def goes_on(self, visit: EventDraft, mention: Mention) -> bool:
        """Is it told of whoever comes, right behind the visit that is planned, what is planned there?"""
        planned = mention.state is not None and mention.state.status == "planned"
        near = visit is self.drafts[-1] and visit.status == "planned"
        near = near and mention.paragraph - visit.paragraph in {0, 1} and mention.family == "encounter"
        return planned and near and (mention.many or bool(set(mention.parties) & set(visit.participants)))

    def is_apposed(self, mention: Mention) -> bool:
        """Does a mention say again what the name right before it is: "the Marsh Accord, the 1994 pact with Norway"?"""
        if not self.drafts or mention.determiner not in {"the", "a", "an"} or mention.proper:
            return False
        last = self.drafts[-1]
        (_, end), _ = last.mentions[-1]
        return last.family == mention.family and self.text[end : mention.span[0]] == ", "

    def is_private(self, mention: Mention) -> bool:
        """Is it a meeting of a country's with somebody who holds no office, on no day and nowhere?"""
        if mention.kind != "meeting" or mention.when or mention.places or len(mention.parties) != 2:
            return False
        people = [self.parties.cast.people.get(fold(name)) for name in mention.parties]
        countries = [name.lower() in lexicon.country_table() for name in mention.parties]
        return any(countries) and any(
            person is not None and not person.heads & OFFICES_OF_STATE for person in people
        )

    def take_part(self, mention: Mention) -> bool:
        """A lunch or a ceremony is an event only as part of one."""
        near = [
            draft
            for draft in self.drafts[-MOST_EVENTS:]
            if draft.family in {"encounter", "conference"} and can_hold(draft, mention)
        ]
        if says_which_part(mention):
            best = self.same(mention)
            if best is not None:
                self.add(best, mention, rule_of(mention))
            elif not near:
                self.begin(mention, rule_of(mention))
            if best is not None or not near:
                return True
        told = mention.state is not None and mention.state.status in {
            "cancelled",
            "did_not_happen",
            "planned",
        }
        inside = bool(near) and any(s[0] >= mention.sentence[0] for s, _ in near[-1].mentions[-1:])
        for draft in self.drafts[-MOST_EVENTS:]:
            if (
                draft.family == "part"
                and draft.noun.split()[-1].lower() == mention.head.words.split()[-1].lower()
                and mention.determiner in DEFINITE
            ):
                self.add(draft, mention, "refers-back")
                return True
        if near and (told or inside or mention.day):
            draft = self.begin(mention, "part-of-event")
            draft.parent = near[-1]
            if near[-1].start and not draft.start and not near[-1].end and not near[-1].ends:
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
        if (
            not mention.parties
            and mention.family == "encounter"
            and RECORD_OF.fullmatch(self.text, mention.sentence[0], mention.head.start)
            and self.text.startswith(" with ", mention.head.end)
        ):
            people = self.parties.cast.people_between(*mention.sentence)
            mention.parties = list(dict.fromkeys(self.parties.cast.fullest(one).name for one in people))
        if self.days and not self.agenda and self.published and FOLLOWED.match(self.text, *mention.sentence):
            # "Harbour meeting in Hollin: all the updates" is on the day on which it is written.
            mention.when = mention.when or When(start=self.published.isoformat())
        best = self.same(mention)
        votes = [draft for draft in self.drafts if draft.family == "vote"]
        calls = [draft for draft in self.drafts if draft.family == "call"]
        if (
            mention.family == "vote"
            and len(votes) == 1
            and not votes[0].places
            and (mention.places or mention.label)
        ):
            self.add(votes[0], mention, "in-heading")  # "Norland election: ..." is of "Sunday's election"
        elif best is not None and in_common(best, mention, self.parties) > 0:
            self.add(best, mention, "in-heading")
            if (
                best.start is None
                and best.status == "held"
                and self.published
                and heads_a_record(self.text, mention)
            ):
                best.start = self.published.isoformat()  # the page is the record of it
                if self.written_in and not best.places:
                    best.places = [self.written_in.split(",")[0]]
        elif mention.family == "call" and len(calls) == 1 and mention.when is None:
            self.add(
                calls[0], mention, "in-heading"
            )  # "President Holds Telephone Conversation": it is the one told of
        elif mention.family == "press" and (
            REMARKS_AT.fullmatch(self.text, mention.sentence[0], mention.head.start)
            or SPEAKERS_AT.fullmatch(self.text, mention.sentence[0], mention.head.start)
        ):
            people = self.parties.cast.people_between(mention.sentence[0], mention.span[0])
            mention.parties = [self.parties.cast.fullest(people[0]).name] if people else mention.parties
            self.begin_heading(mention)
        elif (
            mention.family == "press"
            and PAGE_OF_PRESS.fullmatch(self.text, mention.sentence[0], mention.head.start)
            and BEHIND_PRESS.match(self.text, mention.head.end, mention.sentence[1])
        ):
            mention.places = mention.places or self.places_apposed(mention)
            mention.label = mention.state = None
            self.begin_heading(mention)
        elif mention.parties and (mention.family == "press" or heads_a_record(self.text, mention)):
            self.begin_heading(mention)
        elif self.transcript and (
            mention.family == "press" or BILATERAL.search(self.text, *mention.sentence)
        ):
            people = self.parties.cast.people_between(*mention.sentence)
            named = list(dict.fromkeys(self.parties.cast.fullest(one).name for one in people))
            mention.parties = named or mention.parties
            mention.label = mention.state = None  # "Before Bilateral Meeting": the page is of it
            self.begin_heading(mention)
        elif (
            says_which(mention)
            and not title_case(self.text[slice(*mention.sentence)])
            and (mention.family != "vote" or mention.day)
        ):
            self.begin(mention, "in-heading")
        elif not mention.parties and not mention.places:
            self.refer(mention)

    def tell_of_heading(self, mention: Mention) -> bool:
        """Give the event of the heading, "Harbour talks in Hollin", the day that the text has for "talks" of nobody else."""
        headed = [
            d
            for d in self.drafts[-MOST_EVENTS:]
            if d.rule == "in-heading" and d.start is None and same_noun(d, mention)
        ]
        plain = not (mention.parties or mention.places or mention.determiner or mention.ordinal)
        if len(headed) != 1 or not plain or not mention.day or mention.family != "encounter":
            return False
        self.add(headed[0], mention, "refers-to-the-only-one")
        return True

    def tell_of_record(self, mention: Mention) -> None:
        """Join a verb of the body to what the heading says the page is of: "Readout of the meeting": "she met him"."""
        best = self.same(mention) if mention.head.is_verb else None
        if best is not None and best.rule == "heading-of-transcript":
            self.add(best, mention, "in-the-record")

    def places_apposed(self, mention: Mention) -> list[str]:
        """Return the places that stand behind a heading: of "Doorstop, East Quay, Hollin"."""
        behind = PLACES_APPOSED.fullmatch(self.text, mention.head.end, mention.sentence[1])
        named = behind["places"].split(", ") if behind else []
        return [name for name in named if self.parties.is_place(name)][:2]

    def begin_heading(self, mention: Mention) -> None:
        """A transcript is headed by the press conference that it is of: it was held when it appeared."""
        draft = self.begin(mention, "heading-of-transcript")
        if draft.start is None and self.published is not None:
            draft.start = self.published.isoformat()
        if mention.family == "press" and not draft.places and self.written_in and draft.start:
            draft.places = [self.written_in.split(",")[0]]  # it was given where the page is of

    def refer(self, mention: Mention, last: bool = True) -> bool:
        """Give a definite noun phrase to the event of the article that it refers to, if there is one."""
        if not mention.definite or mention.head.is_verb or mention.head.noun.part:
            return False
        fitting = [
            draft
            for draft in self.drafts[-MOST_EVENTS:]
            if can_mean(draft, mention)
            and not cannot_be_one(draft, mention, self.parties)
            and (in_common(draft, mention, self.parties) > 0 or not tells_more(draft, mention))
            and (not last or may_point_ahead(draft, mention))
            and not of_other_matter(draft, mention)
        ]
        if last or mention.owned:  # what it tells of its own is another's
            fitting = [
                draft for draft in fitting if same_noun(draft, mention) or not tells_where(draft, mention)
            ]
        if not fitting:
            return False
        best = max(
            fitting,
            key=lambda draft: (
                in_common(draft, mention, self.parties),
                draft.noun.lower() == mention.head.words.lower(),
                not self.is_long_ago(draft),
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

    def is_long_ago(self, draft: EventDraft) -> bool:
        """Did an event end more than a year before the article appeared? "The meeting" is then rather another."""
        last = draft.end or draft.start
        return bool(last and self.published and int(last[:4]) < self.published.year - 1)

    def same(self, mention: Mention) -> EventDraft | None:
        """Return the event of the article that a mention tells of by name, day, place or parties."""
        found = []
        for n, draft in enumerate(self.drafts[-MOST_EVENTS:]):
            if draft.parent or not same_family(draft, mention) or cannot_be_one(draft, mention, self.parties):
                continue
            if rather_the_summit(draft, mention, self.drafts):
                continue
            points = in_common(draft, mention, self.parties)
            if points > 0 or (refers_closely(draft, mention) and can_mean(draft, mention)):
                found.append((points, n, draft))
        return max(found, key=lambda one: one[:2])[2] if found else None

    def begin(self, mention: Mention, rule: str) -> EventDraft:
        if mention.covered and mention.label is None:
            mention.label = f"{self.body_met} meeting" if self.body_met else None
        if mention.body and mention.label is None:
            what = "meeting" if mention.head.is_verb else mention.head.words
            mention.label, mention.proper = f"{first_upper(mention.body)} {what}", False
        draft = EventDraft(kind=mention.kind, family=mention.family, noun=mention.head.words, rule=rule)
        draft.new = is_new(mention)
        draft.first_paragraph = mention.paragraph
        self.drafts.append(draft)
        self.add(draft, mention, rule)
        return draft

    def add(self, draft: EventDraft, mention: Mention, rule: str) -> None:
        draft.mentions.append((mention.span, rule))
        draft.paragraph = max(draft.paragraph, mention.paragraph)
        if mention.state is not None and (
            mention.family != "agreement" or mention.state.firm or mention.state.status == "held"
        ):
            again = mention.state.status == "planned" and SET_AGAIN.search(self.text, *mention.sentence)
            draft.tell(mention.state.status, mention.sentence, mention.state.firm, bool(again))
        if mention.when is not None:
            join_days(draft, mention.when)
        for place in mention.places:
            of_state = any(place.endswith(f" of {known}") for known in draft.places)  # "Kingdom of Orvane"
            if place not in draft.places and not of_state and len(draft.places) < 2:
                draft.places.append(place)
        if set(draft.participants) < set(mention.parties):
            draft.participants = list(mention.parties)
        elif len(draft.participants) < 2:
            both = [name for name in mention.parties if name not in draft.participants]
            draft.participants = (
                [*draft.participants, *both][:2] if len(mention.parties) < 2 else list(mention.parties)
            )
        if mention.label and (draft.label is None or (mention.proper and not draft.proper)):
            draft.label, draft.proper = mention.label, mention.proper
        draft.topic = draft.topic or mention.topic
        draft.matter = draft.matter or mention.matter
        draft.group = draft.group or mention.group
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
        assume_place(draft, self.written_in)
        published = self.published.isoformat() if self.published else None
        assume_place_of_news(
            draft, self.written_in, [day for day in (self.news, published) if day], self.parties
        )
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
            ends=draft.ends and draft.end is None,
        )

    def name_of(self, draft: EventDraft) -> str | None:
        if draft.parent is not None:
            parent = self.name_of(draft.parent)
            return part_name(draft.noun, parent) if parent else None
        named = event_name(
            draft.kind,
            draft.noun,
            label=draft.label,
            proper=draft.proper,
            place=", ".join(draft.places),
            participants=draft.participants,
            topic=draft.topic,
            matter=draft.matter,
            ordinal=draft.ordinal,
            year=draft.start[:4] if draft.start else None,
            day=draft.start,
        )
        if named is None and draft.group and draft.start and draft.kind in {"meeting", "phone_call"}:
            return first_upper(f"{LABELS[draft.kind]} of the {draft.group.lower()}")
        return named


def heads_a_record(text: str, mention: Mention) -> bool:
    """Is it the heading of a page that is the record of the event: "Meeting with Jonte Brask", "Readout of … call"?"""
    first = (
        mention.span[0] == mention.sentence[0]
        or RECORD_OF.fullmatch(text, mention.sentence[0], mention.head.start) is not None
    )
    if mention.family == "call":
        return len(mention.parties) > 1 or first
    alone = first and not has_verb(text[slice(*mention.sentence)])
    return alone and mention.head.words.lower() == "meeting"


def rule_of(mention: Mention) -> str:
    if mention.head.is_verb:
        return "verb-and-date" if mention.when else "verb-and-parties"
    if mention.label:
        return "named"
    if mention.when:
        return "noun-and-date"
    return "noun-and-parties" if len(mention.parties) > 1 else "noun-and-place"
