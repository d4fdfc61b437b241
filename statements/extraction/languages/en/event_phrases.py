"""What does a noun phrase tell of an event: which one, who, where, when, and whether it was held?"""

import re
from datetime import date

from ...records import Span
from . import lexicon
from .event_dates import GOES_ON, WAS_THEN, When, counted_day, find_days, nearest_to, when_of
from .event_mentions import Mention
from .event_noun_phrases import NONE_AT_ALL, phrase_of, read_noun_phrase
from .event_nouns import CHAIRS, Head, find_heads
from .event_parties import (
    MOST_PARTIES,
    NAME,
    OF_ONE,
    PHRASE_WORDS,
    STOP,
    Parties,
    country_of_words,
)
from .event_signs import (
    BEGAN_AT,
    BODY_BEFORE,
    BODY_WITH_ASIDE,
    CAPITAL_OF,
    CHAIRED_BODY,
    COMING,
    CONDITIONAL,
    DAY_AND_PLACE,
    DAY_IN,
    IN_THE_MARGINS,
    INVITED,
    MANY_PEOPLE,
    OF_TWO,
    OFF_LATER,
    OFFICE_ALONE,
    OFFICE_FIRST,
    OFFICE_MET,
    PEOPLE_BEHIND,
    PEOPLE_MANY,
    PLACE_AND_DAY,
    RIGHT_BEFORE,
    SELF,
    SIGNED_IT,
    SIGNED_THERE,
    SPOKEN_OF,
    STATES_AGREED,
    TAKEN_UP,
    THEY,
    TOLD_AT,
    VISITED_WHAT,
    VOTERS_OF,
    WE_SIGNED,
    WENT_THERE,
    WHERE,
    WHO_WAS_SUMMONED,
    WHOM_SUMMONED,
    WILL_GO,
    WILL_HOLD,
    WILL_HOST,
    WILL_SIGN_IT,
    WILL_THEN,
)
from .event_states import ACCEPTED_WITHIN, SaidState, find_state, state_of_verb
from .event_subjects import both_of_call, met_by_office, object_of, read_launch, read_vote, subject_of
from .speakable import is_known_body
from .tokens import Tokens

CALENDAR = "|".join(name.capitalize() for name in (*lexicon.WEEKDAYS, *lexicon.MONTHS))
EDITION = re.compile(r"[A-Z][\w’'-]*\s(?P<year>(?:19|20)\d\d)$")  # "the Hollin Forum 2021"
YEAR_INSIDE = re.compile(r"(?<![\w-])(?:19|20)\d\d(?=\s)")
THERE_IS = re.compile(r"\bthere (?:will be|would be|is|(?P<past>was|has been)) $", re.I)
SIGNED_THEN = re.compile(
    r"\b(?:sign(?:ed|ing|s)?|ink(?:ed|ing)|initial\w+|concluded|reached|adopted|struck|sealed|finali[sz]ed|agreed|negotiated|brokered|came into|entered)\b"
)
VOTED = re.compile(r"\b(?:voted|votes|held|holds|hold|called)\b[^,;]{0,30}$")
VERB_AHEAD = re.compile(
    r"\b(?:will|would|to|could|can|may|might|should|not|still|also|did|and|who|they|we|I|you)\s$"
)
VOTING_BODY = re.compile(
    r"\b(?P<body>(?:[A-Z][\w.’'-]*\s){0,3}(?:Council|Assembly|Parliament|Senate|House|Duma|Congress|Commission|Board|Knesset|Bundestag))\s"
    r"(?:\w+ly\s|today\s|on\s\w+day\s)?(?:has\s|had\s)?(?:adopted|vetoed|rejected|passed|failed\sto\sadopt)\b"
)
OCCASION = re.compile(  # in small letters
    r"\b(?:at (?:(?:his|her|its|their|the|a) )?(?:weekly|regular|daily|monthly)|at|during|speaking in|speaking to|opened|opens|attend\w*|chairs?|chaired|host\w*|before|after|ahead of|closed|addressed|addresses)\s$",
    re.I,
)
# What a resolution is on, no day and no month.
ABOUT_WHAT = re.compile(rf"\s(?:on|about|over)\s(?P<matter>{PHRASE_WORDS}{{3,60}}?){STOP}")
MATTER_ENDS = (
    rf"(?=[,.;:()“”\"\n]|\s(?:which|that|who|after|before|during|while|when|where|but|was|were|is|are|has|have|had|will|would|said|says|"
    rf"last|this|next|yesterday|today|tomorrow|by\s\d|(?:on|in)\s(?:\d|{CALENDAR}))\b|\s[–—-]+\s|$)"
)
MATTER = re.compile(
    rf"\s(?P<matter>(?:on(?!\s(?:{CALENDAR}))|against|about|[a-z]{{3,}}ing)\s{PHRASE_WORDS}{{3,80}}?){MATTER_ENDS}|\s(?P<number>\d{{3,4}})\b"
)
# "a visit to Norway by Edda Marrick"
VISIT_BY = re.compile(
    rf"\s(?:to|in)\s(?:the\s)?{NAME}(?:\s[\w’'-]+){{0,4}}?\sby\s(?P<one>{PHRASE_WORDS}{{2,80}}?){STOP}"
)


def read_mentions(
    tokens: Tokens,
    sentence: Span,
    paragraph: int,
    parties: Parties,
    published: date | None,
    heading: bool = False,
    agenda: bool = False,
) -> list[Mention]:
    """Return what a sentence tells of events, one mention for each noun or verb of happening."""
    text = tokens.source
    found_heads = find_heads(text, *sentence, agenda=agenda)
    heads = [head for head in found_heads if not verb_of_visit(head, text)]
    if not heads:
        return []
    days = find_days(text, *sentence)
    phrases = [
        (head.start, head.end) if head.is_verb else phrase_of(tokens, head, sentence) for head in heads
    ]
    found = []
    for n, (head, span) in enumerate(zip(heads, phrases, strict=True)):
        if any(
            n != k and other[0] <= head.start and head.end <= other[1] and heads[k].start > head.start
            for k, other in enumerate(phrases)
        ):
            continue  # "the summit agreement": the second noun is the head
        voted = head.is_verb and head.noun.family == "resolution"  # on the treaty that stands behind it
        others = [
            other
            for k, other in enumerate(phrases)
            if k != n and not (voted and heads[k].noun.family == "agreement")
        ]
        mention = Mention(head=head, span=span, sentence=sentence, paragraph=paragraph, heading=heading)
        read_noun_phrase(mention, tokens, parties)
        # "There is no perfect agreement" is told of agreements at large.
        alone = text[span[0] : head.start].lower() == "no "
        denied = (
            alone
            and mention.determiner == "no"
            and THERE_IS.search(text[max(sentence[0], span[0] - 20) : span[0]])
        )
        mention.more = mention.determiner in {"more", "further"}
        if mention.determiner in NONE_AT_ALL and not denied and not mention.more:
            continue
        if mention.family == "agreement" and mention.label and is_known_body(mention.label):
            continue  # an alliance that is called after its treaty
        if denied:
            mention.determiner = "the"  # "there will be no summit": not the one that is spoken of
        read_who_and_where(mention, text, parties, others)
        mention.beside = IN_THE_MARGINS.search(text[max(sentence[0], span[0] - 40) : span[0]]) is not None
        if mention.beside:
            mention.parties = []
        body = None
        if mention.family == "encounter":
            body = BODY_BEFORE.search(text[max(sentence[0], span[0] - 120) : span[0]])
        if body is None and head.is_verb and mention.family == "encounter":
            body = BODY_WITH_ASIDE.search(text, sentence[0], head.start)
        if body:
            mention.body = body["body"]
        chaired = CHAIRS.match(text, head.start, head.end) if agenda and head.is_verb else None
        chaired = chaired or (CHAIRED_BODY.match(text, head.start, sentence[1]) if head.is_verb else None)
        if chaired:
            mention.body = chaired["body"]
        mention.occasion = OCCASION.search(text[max(0, span[0] - 30) : span[0]].lower()) is not None
        before, after = text[sentence[0] : span[0]], text[span[1] : sentence[1]]
        if head.is_verb and text.startswith("would", head.start) and CONDITIONAL.search(text, *sentence):
            continue  # they would, if
        if not head.is_verb:
            mention.state = find_state(text[span[0] : span[1]], before, after)
        else:
            mention.state = state_of_verb(head.ahead, text[head.start : sentence[1] + ACCEPTED_WITHIN])
            if head.ahead and (off := OFF_LATER.match(text, span[1], sentence[1])):
                mention.state = SaidState(status="planned" if off["later"] else "cancelled", firm=True)
        to_sign = (
            WILL_SIGN_IT.match(after) if mention.family == "agreement" and mention.state is None else None
        )
        if to_sign:
            mention.state = SaidState(status="planned", firm=True)
            there = to_sign["place"]
            mention.places = mention.places or ([there] if there and parties.is_place(there) else [])
        if mention.went and mention.state is None and WILL_GO.search(before):
            mention.state = SaidState(status="planned", firm=True)
        if denied:
            mention.state = SaidState(status="did_not_happen" if denied["past"] else "cancelled", firm=True)
        holds = mention.family == "vote" and before.endswith((" holds ", " hold "))
        holds = holds or WILL_THEN.search(before) is not None
        ahead = looks_ahead(mention.state)
        if not ahead and (GOES_ON.match(after) or holds):
            ahead = True
        elif ahead is None and WAS_THEN.match(after):
            ahead = False
        mention.when = counted_day(text, span, sentence, days, published)
        if mention.when is None:
            either = (False, True) if called_off(mention.state) else (ahead,)
            found_days = [
                when_of(text, span, (head.start, head.end), sentence, others, days, published, side)
                for side in either
            ]
            mention.when = nearest_to(published, [when for when in found_days if when])
        inside = YEAR_INSIDE.search(text, span[0], head.start)
        if inside and not (mention.when and mention.when.start.startswith(inside.group())):
            mention.when = When(start=inside.group(), span=inside.span())
        year = EDITION.search(text, *span)
        if year and not (mention.when and mention.when.start.startswith(year["year"])):
            mention.when = When(start=year["year"], span=year.span("year"))
        if head.is_verb and mention.family == "agreement":
            mention.when = agreed_then(mention, text)
        elif mention.family == "agreement" and mention.when and not signed_then(mention, text):
            mention.when = None
        if (
            mention.when is None
            and published
            and head.words.startswith("vote")
            and ("divided:" in text[slice(*span)] or text[slice(*span)].endswith("agreed to"))
        ):
            mention.when = When(start=published.isoformat())  # a chamber's record is of its day
        if paragraph == 0 and head.is_verb and before.endswith((" has ", " have ")) and published:
            mention.when = mention.when or When(start=published.isoformat(), relative=True)  # it is the news
        if mention.when is None and published and head.words.lower() == "meeting" and BEGAN_AT.match(after):
            mention.covered = mention.determiner == "the"
            mention.when = When(start=published.isoformat()) if mention.covered else None
        found.append(mention)
    return found


def agreed_then(mention: Mention, text: str) -> When | None:
    """Return the day on which two agreed to do something: that of what they are to do stands behind "to"."""
    if mention.when is None or mention.when.span[0] < mention.span[1]:
        return mention.when
    return None if " to " in text[mention.span[1] : mention.when.span[0]] else mention.when


def signed_then(mention: Mention, text: str) -> bool:
    """Is the day of an agreement the one on which it was signed, and not one of what became of it?"""
    assert mention.when is not None
    start, end = mention.when.span
    if start >= mention.span[1]:
        gap = text[mention.span[1] : start]
        near = text[max(0, mention.span[0] - 16) : mention.span[0]]
        if (SPOKEN_OF.search(near) or TAKEN_UP.search(near)) and not SIGNED_THEN.search(gap):
            return False  # "a hearing on the pact on May 9": the day is the hearing's
        verb = SIGNED_THEN.search(text[max(mention.sentence[0], mention.span[0] - 40) : start])
        return len(gap) <= 4 or verb is not None
    return (
        end > mention.span[0]
        or SIGNED_THEN.search(text[mention.sentence[0] : mention.sentence[1]]) is not None
        or start == end
    )


def verb_of_visit(head: Head, text: str) -> bool:
    return (
        not head.is_verb
        and head.words.lower() in {"visit", "trip"}
        and VERB_AHEAD.search(text[max(0, head.start - 14) : head.start]) is not None
    )


def called_off(state: SaidState | None) -> bool:
    """Was it called off? Then it lay ahead, or was to be just now: its day is the nearest to the writer's."""
    return state is not None and state.status == "cancelled"


def looks_ahead(state: SaidState | None) -> bool | None:
    """Does the event lie before the writer, or behind? None where the words do not tell."""
    if state is None or (not state.firm and state.status == "held"):
        return None
    return {"planned": True, "possible": True, "held": False}.get(state.status)


def read_who_and_where(mention: Mention, text: str, parties: Parties, others: list[Span]) -> None:
    sentence, span = mention.sentence, mention.span
    before = text[sentence[0] : span[0]]
    end = min([sentence[1], *(other[0] for other in others if other[0] >= span[1])])
    both = parties.between(span[1], end)
    if both and mention.family not in {"vote", "part"}:
        mention.parties = both
    elif mention.family in {"encounter", "call", "visit", "agreement", "press", "part"}:
        partners = parties.partners(span[1], end) if mention.family != "press" else []
        if mention.head.is_verb:
            partners = partners or object_of(mention, text, parties, end)
        elif mention.family in {"press", "visit"}:
            by = OF_ONE.match(text, span[1], end) or VISIT_BY.match(text, span[1], end)
            party = parties.party_in(*by.span("one"), strict=False) if by else None
            mention.parties += [party] if party and party not in mention.parties else []
        told = TOLD_AT.search(before) if mention.family == "encounter" and "told" in before else None
        if told and not mention.parties:
            at = sentence[0]
            ends = [(at + told.start(side), at + told.end(side)) for side in ("one", "two")]
            sides = [parties.party_in(*side, strict=False) for side in ends]
            partners = partners or [name for name in sides if name]
        subject = [] if mention.parties else subject_of(mention, text, parties, bool(partners))
        mention.parties = list(dict.fromkeys([*mention.parties, *subject, *partners]))[:MOST_PARTIES]
    if mention.family == "launch" and not mention.parties:
        mention.parties = subject_of(mention, text, parties, True)[:1]
    if mention.family == "agreement" and mention.head.is_verb:
        mention.parties = who_agreed(before)
    elif mention.family == "agreement":
        on = ABOUT_WHAT.match(text, span[1], end)
        mention.matter = on["matter"] if on else ""
        mention.signed = SIGNED_IT.search(before) is not None
    if mention.family == "resolution":
        body = list(VOTING_BODY.finditer(text, sentence[0], span[0]))[-1:]
        mention.parties = [re.sub(r"^The\s", "", match["body"]) for match in body]
        matter = MATTER.match(text, span[1], end)
        mention.matter = matter["matter"] or matter["number"] if matter else ""
    if mention.family == "vote" and not mention.places and not mention.parties:
        mention.places = subject_of(mention, text, parties, True)[:1] if VOTED.search(before) else []
    if mention.family == "vote" and not (mention.places or mention.parties or mention.label):
        voters = VOTERS_OF.search(before)
        state = country_of_words(voters["who"]) if voters else None
        mention.places = [state] if state else []
    if mention.label and len(mention.parties) > 1 and not mention.proper and not mention.topic:
        if mention.label.rsplit(" ", 1)[0].lower() in lexicon.country_table():
            mention.label = None  # "the US agreement with Orvane" has no name
    small = before.lower()
    several = PEOPLE_MANY.search(before) if any(map(small.__contains__, MANY_PEOPLE)) else None
    if several is None and not mention.parties:
        several = PEOPLE_BEHIND.match(text, span[1], sentence[1])
    mention.many = mention.many or several is not None
    mention.group = (several["group"] or "") if several else ""
    if several and not mention.parties and (two := OF_TWO.search(before)):
        both = [name for name in (two["one"], two["two"]) if parties.is_place(name)]
        mention.parties = both if len(both) > 1 else []
    if mention.head.is_verb and "summoned" in text[mention.head.start : mention.head.end]:
        read_summons(mention, text, parties)
    office = OFFICE_ALONE.search(before) if mention.head.is_verb else None
    host = WILL_HOST.search(before) if mention.kind in {"summit", "meeting"} and "host" in before else None
    if host and not mention.places and host["who"].lower() in lexicon.country_table():
        mention.places = [host["who"]]
    mention.somebody = (
        WILL_HOLD.search(before) is not None
        or WE_SIGNED.search(before) is not None
        or (mention.head.is_verb and text.startswith(SELF, mention.head.start))
        or (office is not None and (office["office"] is None or office["office"].lower() in lexicon.roles()))
    )
    mention.office = mention.head.is_verb and OFFICE_MET.match(text, mention.head.end, end) is not None
    if mention.office and not mention.parties and mention.family == "encounter":
        mention.label = met_by_office(mention, text)
    mention.invited = mention.head.is_verb and text.startswith("accepted", mention.head.start)
    if mention.invited and OFFICE_FIRST.match(before):
        mention.parties, mention.somebody = [], True  # whoever thanked her guest by name is the office
    if mention.head.is_verb and mention.family == "resolution":
        read_vote(mention, text, before)
    invited = INVITED.search(text, mention.head.start, span[1]) if mention.head.is_verb else None
    if invited:
        party = parties.party_in(*invited.span("who"))
        mention.parties = [party] if party and parties.is_party(party) else []
        mention.somebody = mention.invited = True
    if mention.family == "call":
        mention.parties = mention.parties or both_of_call(mention, text, parties)
        mention.many = mention.many or (mention.head.is_verb and THEY.search(before) is not None)
    if mention.family == "launch":
        if mention.head.is_verb and not mention.parties:
            owner = RIGHT_BEFORE.search(text, sentence[0], span[0])
            party = parties.party_in(*owner.span("who"), strict=False) if owner else None
            mention.parties = [party] if party else []
        read_launch(mention, text, parties, end)
    if not mention.places and mention.family != "resolution":
        if mention.head.is_verb and mention.family == "visit":
            there = VISITED_WHAT.match(text, span[1], end)
            name = (there["place"] or there["its"] or there["there"]) if there else None
            mention.places = [name] if name and parties.is_place(name) else []
        else:
            mention.places = parties.places_behind(span[1], sentence[1], others)
            if mention.family == "agreement" and not signed_there(mention, text):
                mention.places = []
    if mention.family == "visit":
        states = lexicon.country_table()
        mention.parties = [
            name for name in mention.parties if name not in mention.places and name.lower() not in states
        ]
    capital = CAPITAL_OF.match(text, span[1], end) if not mention.places else None
    country = lexicon.country_table().get(capital["country"].lower()) if capital else None
    if country is not None:
        mention.places = [country.capital]
    if not mention.places or mention.family == "encounter":
        came = WENT_THERE.search(before)
        where = WHERE.search(before) if "where" in before else None
        in_day = DAY_IN.search(before) if mention.family == "encounter" and not mention.places else None
        for there in (came, where, in_day):
            if there and parties.is_place(there["place"]) and there["place"] not in mention.places:
                mention.places = [there["place"]] if there is not came else mention.places or [there["place"]]
        mention.went = came is not None and COMING.search(before[: came.start()]) is not None


def read_summons(mention: Mention, text: str, parties: Parties) -> None:
    """Read who was summoned, behind the verb or before "was summoned"; whoever asks whether tells of nothing."""
    if text.endswith("?", *mention.sentence):
        return
    whom = WHOM_SUMMONED.match(text, mention.head.start, mention.sentence[1])
    whom = whom or WHO_WAS_SUMMONED.search(text, mention.sentence[0], mention.head.start)
    if whom is None:
        return
    party = parties.party_in(*whom.span("name")) if whom["name"] else None
    mention.label, mention.proper = f"Summoning of {party or whom['whom']}", True
    mention.parties = [party] if party else mention.parties


def who_agreed(before: str) -> list[str]:
    """Return the two states, one of which is known for one, that agreed to something."""
    both = STATES_AGREED.search(before)
    names = [both["one"], both["two"]] if both else []
    return names if any(name.lower() in lexicon.country_table() for name in names) else []


def signed_there(mention: Mention, text: str) -> bool:
    """Is the place behind an agreement where it was signed, and not what it is about ("a pact on ports in Orvania")?"""
    behind = text[mention.span[1] : mention.sentence[1]]
    if SPOKEN_OF.search(text[max(0, mention.span[0] - 16) : mention.span[0]]):
        return False
    if SIGNED_THERE.match(behind):
        return True
    signed = SIGNED_THEN.search(text[max(mention.sentence[0], mention.span[0] - 40) : mention.span[0]])
    return signed is not None and bool(PLACE_AND_DAY.match(behind) or DAY_AND_PLACE.match(behind))
