"""Who holds, signs or pays it? The subject of the clause, whom a verb makes to do it, whom somebody met."""

import re

from . import lexicon
from .event_mentions import Mention
from .event_nouns import BUILT
from .event_parties import PHRASE_WORDS, Parties
from .event_signs import (
    BODY_VOTES,
    COMMON_BODY,
    DECIDED_ON,
    FLEW_TO,
    OFFICE_MET,
    PUT_TO_VOTE,
    RIGHT_BEFORE,
    VOTERS,
)

JOINED = r"(?P<one>[A-Z][\w’'. -]{1,60}?)\sand\s(?P<two>(?:the\s)?[A-Z][\w’'.-]+(?:\s[\w’'.-]+){0,6}?)\s(?:(?:\w+ly|also|later|then|again)\s)?"
AND_THEN = re.compile(JOINED + r"?(?:have\s|had\s)?(?:(?:late\s|early\s)?on\s\w+day\s|today\s|yesterday\s)?$")
AND_HELD = re.compile(
    JOINED
    + r"(?:have\s|will\s|had\s|are\sto\s)?(?:on\s\w+day\s|today\s|yesterday\s)?(?:held|hold|signed|sign|began|had|have|agreed|reached|finali[sz]ed|sealed|conducted|opened|concluded|struck|spoke|speak|talked|discussed)\b(?:\s[\w’'-]+){0,3}\s*$"
)
FIRST_SUBJECT = re.compile(
    r"\s?(?:The\s)?(?P<who>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s(?:\w+ly\s)?"
    r"(?:has|had|have|will|carried|launched|fired|test-fired|held|holds|conducted|signed|tested|voted|also|would|and|is|was|are|were|then|cancell?ed|pulled)\b"
)
ONE_OF_MANY = re.compile(r"\b[a-z]+s\s(?:who|that)\s(?:have\s|had\s)?$")
# "has postponed his visit to": whose it is.
PUT_OFF = re.compile(
    r"\b(?:postpon|cancel|delay|resched|extend|shorten|cut short|call(?:ed|s|ing)? off|put(?:ting)? off)[a-z]*\s(?:(?:his|her)\s(?:[\w-]+\s){0,3})?$"
)
HOLDS = r"(?:held|hold|holds|holding|hosted|hosts?|gave|gives?|giving|conven\w+|called)"
# What a subject does to an event by which it takes part in it, by family.
TAKES_PART = {
    "press": re.compile(
        rf"\b(?:{HOLDS}(?:\s[\w’'-]+){{0,3}}|told(?:\s(?:a|an|the|his|her|its))?(?:\s(?:weekly|regular|daily))?|(?:said|told (?:reporters|journalists)|announced|added|explained|argued)(?:\s\w+)?\s(?:at|during|in)(?:\s[\w-]+){{0,2}})\s*$"
    ),
    "agreement": re.compile(
        r"\b(?:sign\w*|reach\w*|struck|conclud\w+|finali[sz]\w+|seal\w+|initial\w+|announc\w+|negotiat\w+|ratif\w+)(?:\s[\w’'-]+){0,3}\s*$"
    ),
}
TAKES_PART_IN_ANY = re.compile(
    r"\b(?:held|hold|holds|hosted|hosts?|had|have|ha[sd]|pays?|paid|made|makes?|began|begin|attended|gave|gives?|conducted|signed|carried out|launched|reached|"
    r"cancell?ed|ended|opened|announced|arrived|returned|left|after|following|during|at|for|on|of|in|with|by|refused|failed)\b(?:\s[\w’'-]+){0,3}\s*$"
)
# "pressed Orvane to sign", "helped them reach": whoever does it is whom somebody pressed.
MADE_TO = re.compile(
    r"\b(?:(?:press(?:ur)?|urg|ask|forc|push|persuad|convinc|want|allow|invit|order|encourag|requir|compel|begg|warn|lobbi|advis|enabl|expect|prompt|led|lead|got|gett|told|tell)\w*"
    r"|(?:call|prevail)\w* (?:up)?on)\s(?P<who>" + PHRASE_WORDS + r"{2,60}?)\s(?:not\s)?to\s$"
    r"|\b(?:help|let|mak|made)\w*\s(?P<helped>" + PHRASE_WORDS + r"{2,60}?)\s$"
)
# Whoever is told of a visit does not pay it; whoever is received comes.
TOLD_OF_IT = re.compile(
    r"\b(?:to|with|from|about|against|told|asked|on)\s(?:(?:Mr|Mrs|Ms|Dr)\b\.?\s)?(?:[A-Z][\w’'.-]*\s)?$"
)
# "Marrick's father arrived in Oslo": it is not she who came; "Marrick's plane" brought her.
OF_THEIRS = re.compile(
    r"(?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*(?:[’']s|s[’'])\s(?:[a-z][\w-]*\s){0,2}?"
    r"(?:father|mother|parents|grand\w+|wife|husband|son|sons|daughters?|child(?:ren)?|brothers?|sisters?|family|families|uncle|aunt|"
    r"cousins?|aides?|advis[eo]rs?|allies|ally|friends?|envoys?|staff|lawyers?|deput(?:y|ies)|spokes\w+|predecessors?|successors?|"
    r"supporters?|followers|opponents?|rivals?|troops|officials?|colleagues?)\b"
)
IS_RECEIVED = re.compile(r"\b(?:welcom|receiv|invit|greet|hosted|expect)\w*\s(?:[\w’'.-]+\s){0,5}$")
SAYS = re.compile(
    r"\b(?:said|says|told|added|announced|stressed|noted|claimed|argued|believes?|thinks?)\b(?P<rest>.*)$",
    re.S,
)
TIME_CLAUSE = re.compile(
    r"^\s?(?:\w+\s){0,4}?(?:after|following|during|at|before|ahead of|in|by)\s(?:\w+\s){0,2}$"
)


# "Speaking at a joint news conference with his counterpart, Mira Tolan said"
SPEAKING_AT = re.compile(
    r"^(?:Speaking|Talking|Addressing|Asked|In|At)\b[^.;:“”\"]{0,40}?\b(?:at|during|in)?\s?(?:a|the|their|his|her)?\s?$"
)
MAIN_SUBJECT = re.compile(
    r"[^;:“”\"]{0,120}?(?:,|\b(?:today|yesterday|on\s\w+day|(?:this|on\s\w+day)\s(?:morning|afternoon|evening)))\s(?P<who>(?:the\s)?(?:[a-z][\w-]*\s){0,3}?[A-Z][^,;:“”\"]{3,80}?)\s(?:also\s)?(?:said|told|stressed|added|warned|announced|noted|stated|called|described|accused|urged)\b"
)


def subject_of(mention: Mention, text: str, parties: Parties, wanted: bool) -> list[str]:
    """Return who holds it: the subject of the clause, one person, or two joined by "and"."""
    start, end = mention.sentence[0], mention.span[0]
    before = text[start:end]
    paid = (
        mention.determiner in {"his", "her"}
        and mention.family == "visit"
        and PUT_OFF.search(before) is not None
    )
    if mention.family == "press" and SPEAKING_AT.match(before):
        main = MAIN_SUBJECT.match(text, end, mention.sentence[1])
        party = parties.party_in(*main.span("who")) if main else None
        return [party] if party else []
    if mention.determiner in {"his", "her", "their", "its"} and not wanted and not paid:
        return []
    held = (
        TAKES_PART[mention.family].search(before)
        if mention.family in TAKES_PART
        else TAKES_PART_IN_ANY.search(before)
    )
    if (
        not mention.head.is_verb
        and held is None
        and not paid
        and (not wanted or mention.family in TAKES_PART)
    ):
        return []
    if ONE_OF_MANY.search(before[: held.start()] if held else before):
        return []  # "Ivo Lund was among the pastors who met"
    made = MADE_TO.search(before[: held.start()]) if held else None
    if made:
        first, last = made.span("who" if made["who"] else "helped")
        party = parties.party_in(start + first, start + last)
        return [party] if party else []
    said = SAYS.search(before) if mention.family != "press" or held is None else None
    if said and not TIME_CLAUSE.match(said["rest"]):
        start += said.end() - len(said["rest"])
    turn = max(before.rfind(mark) for mark in (";", ": ", " that ", " which ", " while ", " but "))
    start = max(start, mention.sentence[0] + turn) if turn > 0 else start
    several, stop = parties.listed(start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    if len(several) > 2 and (held is not None or mention.head.is_verb) and len(text[stop:end]) < 40:
        return several
    joined = text.find("and", start, end) >= 0
    two = (AND_THEN if mention.head.is_verb else AND_HELD).search(text[start:end]) if joined else None
    if two:
        both = [parties.party_in(start + two.start(name), start + two.end(name)) for name in ("one", "two")]
        if all(both):
            return [name for name in both if name]
    free = [m for m in parties.cast.mentions_before(end, 8) if m.at >= start and m.standing == "free"]
    if free:
        name = parties.cast.fullest(free[0].person).name
        return [name] if parties.is_party(name) else []
    named = [
        mention
        for mention in parties.cast.mentions_before(end, 8)
        if mention.at >= start
        and not (
            TOLD_OF_IT.search(text, start, mention.at) and not IS_RECEIVED.search(text, start, mention.at)
        )
        and not OF_THEIRS.match(text, mention.at, end)
    ]
    if mention.family in {"visit", "call"} and len({m.person.name for m in named}) == 1:
        return [parties.cast.fullest(named[0].person).name]
    if mention.family in {"visit", "encounter"} and mention.head.is_verb:
        # "At the invitation of Minister Roke, Minister Tolan will visit Orvania": whoever stands right before the verb.
        own = RIGHT_BEFORE.search(text, start, end)
        person = parties.person_between(*own.span("who")) if own else None
        if person is not None and parties.is_party(person):
            return [person]
    words = FIRST_SUBJECT.match(text[start : mention.head.end if mention.head.is_verb else end])
    if words is None:
        return []
    country = lexicon.country_table().get(words["who"].lower())
    if country is not None:
        return [country.name]
    # "Orvane carried out a launch": a name that is no person's and stands alone.
    alone = wanted and " " not in words["who"] and words["who"].lower() not in lexicon.roles()
    return [words["who"]] if alone and parties.is_party(words["who"]) else []


def read_vote(mention: Mention, text: str, before: str) -> None:
    """Read who votes and on what, from the words before its verb or behind."""
    voters = VOTERS.search(before)
    common = voters is None or voters["who"].startswith("The ") or COMMON_BODY.fullmatch(voters["who"])
    mention.parties = [voters["who"]] if voters and not common else []
    put = PUT_TO_VOTE.search(before)
    mention.label = f"Vote on {put['what'][:1].lower()}{put['what'][1:]}" if put else None
    on = None if put or mention.parties else BODY_VOTES.search(text, *mention.sentence)
    decided = (
        None
        if put or mention.parties or on
        else DECIDED_ON.match(text, mention.head.start, mention.sentence[1])
    )
    if on is not None:
        mention.label = f"Vote on {on['what']}"
    elif decided:
        mention.label = f"Vote on the {decided['what']}"
    if text[slice(*mention.span)].endswith("agreed to"):
        mention.label = f"Vote on the {before.strip().rpartition(' ')[2].lower() or 'question'}"  # "Question put and agreed to."


def met_by_office(mention: Mention, text: str) -> str | None:
    """Return "Meeting with the Norvanian ambassador" where whoever was met has no name."""
    met = OFFICE_MET.match(text, mention.head.end, mention.sentence[1])
    words = met.group().split() if met else []
    words = words[1:] if words and words[0] == "with" else words
    return f"Meeting with {' '.join(['the', *words[1:]])}" if words and words[0] == "the" else None


# "will open the long-awaited bridge over the Tarn river", "the embassy in Hollin was opened"
OPENED_WHAT = re.compile(
    rf"(?:\b(?i:the|an?|its|their|his|her)\s)(?P<what>(?:(?!(?:of|to|for|in|on|at|with|and)\b)[\w’'-]+\s){{0,5}}?{BUILT}\b(?:\s(?:between\s[A-Z][\w’'-]+\sand\s[A-Z][\w’'-]+|"
    r"(?:over|across|to|in|at|near)\s(?:the\s)?(?P<place>[A-Z][\w’'-]+(?:\s(?:[A-Z][\w’'-]+|[Rr]iver|[Ss]trait)){0,2}))?))"
)
FIRST_RUN_OF = re.compile(
    r"(?P<what>(?i:first|inaugural|maiden)\s(?:[\w-]+\s){0,3}?(?:train|flight|ferry|ship|vessel|freighter|convoy|bus|shipment))\b[^.;:“”\"]{0,60}?\s(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
)
VERB_OF_OPENING = re.compile(r".*?(?:[Oo]pen|naugurat|ommission)", re.S)


def read_launch(mention: Mention, text: str, parties: Parties, end: int) -> None:
    """Read where a missile flew; of what was opened, what it is and where it stands."""
    verb = mention.head.is_verb and VERB_OF_OPENING.match(text, *mention.span)
    opened = OPENED_WHAT.search(text, mention.head.start, mention.sentence[1]) if verb else None
    found = opened or FLEW_TO.match(text, mention.head.end, end)
    place = found["place"] if found else None
    mention.places = [place] if place and parties.is_place(place) else []
    run = FIRST_RUN_OF.match(text, mention.head.start, end) if mention.head.is_verb else None
    if run:
        mention.label, mention.places = f"{run['what'].capitalize()} from {run['place']}", [run["place"]]
    if opened:
        mention.label = f"Opening of the {opened['what'].strip()}"
        there = (
            []
            if mention.places
            else parties.places_behind(max(opened.end(), mention.head.end), mention.sentence[1], [])
        )
        mention.places = mention.places or there


# "met Roke of Orvane", "met President of Orvane Halden Roke"
MET_BEHIND = re.compile(
    r"\s(?P<one>(?:(?:his|her|their|the|my|our)\s)?(?:[\w’'-]+\s){0,5}?[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,4}"
    r"(?:\sof\s(?:the\s)?[A-Z][\w’'-]+(?:\sof\s[A-Z][\w’'-]+)?(?:\s[A-Z][\w’'.-]+){0,4})?)"
)
# "met the Orvanian trade minister Halden Roke"
MET_OFFICE = re.compile(
    r"\s(?:with\s)?(?:(?:his|her|their|the|my|our)\s)?(?:[A-Z][\w’'-]+\s)?(?:[a-z][\w-]*\s){0,3}?(?P<office>[a-z]+)\s(?P<one>[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){1,3})"
)


def object_of(mention: Mention, text: str, parties: Parties, end: int) -> list[str]:
    """Return whom somebody met: the name right behind the verb, or behind "spoke by phone to"."""
    start = mention.span[1]
    if mention.family == "call" and text.startswith(" to ", start):
        start += 3
    leader = parties.leader_of_delegation(start, end)
    if leader is not None:
        return [leader]
    office = MET_OFFICE.match(text, start, end)
    match = office if office and office["office"] in lexicon.roles() else MET_BEHIND.match(text, start, end)
    if match is None or re.match(r"\s(?:in|at|on|for|to|by|over)\s", text[start : start + 5]):
        return []
    party = parties.party_in(*match.span("one"))
    return [party] if party else []


# "In a phone call on Friday, Lena Orrin and Adam Roke agreed"
BOTH_IN_CALL = re.compile(
    r"[^.;:“”\"]{0,60}?,\s(?P<one>(?:[a-z][\w-]*\s){0,3}?[A-Z][^.,;:“”\"]{2,60}?)\sand\s(?P<two>[^.,;:“”\"]{0,40}?[A-Z][^.,;:“”\"]{2,40}?)\s"
    r"(?:agreed|discussed|exchanged|expressed|reviewed|stressed|said|talked|spoke|noted|reaffirmed)\b"
)
IN_A_CALL = re.compile(r"\s*(?:In|During|On)\s(?:an?\s|the\s|their\s)?")
# "Minister Tolan received a phone call today, May 9, from his counterpart Lena Roke"
RECEIVED_CALL = re.compile(r"(?P<who>[A-Z][^,.;:“”\"]{2,60}?)\s(?:has\s)?(?:received|took)\s(?:an?\s)?$")
FROM_WHOM = re.compile(
    rf"[^.;:“”\"]{{0,30}}?\sfrom\s(?P<who>{PHRASE_WORDS}{{2,80}}?)(?=[,.;]|\s(?:to|on|in|and|about)\b|$)"
)


def both_of_call(mention: Mention, text: str, parties: Parties) -> list[str]:
    """Return who was called, and who called; of "In a phone call, Lena Orrin and Adam Roke agreed" both."""
    first = IN_A_CALL.fullmatch(text, mention.sentence[0], mention.span[0])
    two = BOTH_IN_CALL.match(text, mention.span[1], mention.sentence[1]) if first else None
    if two:
        both = [parties.party_in(*two.span("one")), parties.party_in(*two.span("two"))]
        return [name for name in both if name]
    got = RECEIVED_CALL.search(text, mention.sentence[0], mention.span[0])
    if got is None:
        return []
    called = FROM_WHOM.match(text, mention.span[1], mention.sentence[1])
    both = [parties.party_in(*got.span("who")), parties.party_in(*called.span("who")) if called else None]
    return [name for name in both if name]
