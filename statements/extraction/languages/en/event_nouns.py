"""Which words name a happening: the nouns by kind, and the verbs that say the same.

A noun belongs to a family: words that can mean one happening ("the summit", "the talks"). What its row
allows says whether the noun alone may bring an event into an article or only refer to one ("the call").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...records import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """Nouns of one kind. `refers` says that they only refer, unless who or where stands with them."""

    kind: EventKind
    family: str
    pattern: str
    examples: tuple[str, ...]
    refers: bool = False
    part: bool = False  # part of a greater event: a lunch at a summit


# The order matters: the first that fits at a place is taken.
EVENT_NOUNS = (
    Noun(
        kind="summit",
        family="encounter",
        pattern=r"summit(?: meeting)?(?! (?:of|of the) (?:Mount|Mt|the mountain))",
        examples=("summit", "summit meeting"),
    ),
    Noun(
        kind="press_conference",
        family="press",
        pattern=r"(?:news|press) (?:conference|briefing)|(?<=regular )briefing|(?<=weekly )briefing",
        examples=("news conference", "press briefing"),
    ),
    Noun(
        kind="phone_call",
        family="call",
        pattern=r"(?:(?:tele)?phone|video) (?:call|conversation|talks?)",
        examples=("phone call", "telephone conversation"),
    ),
    Noun(
        kind="phone_call",
        family="call",
        pattern=r"(?<=his )call(?= (?:with|to))|(?<=her )call(?= (?:with|to))|(?<=[’']s )call(?= with)|(?<=the )(?:call|conversation)(?! (?:to|for|of)\b)|(?<=a )call(?= (?:with|between))|"
        r"(?:(?<=their )|(?<=their first )|(?<=their second )|(?<=their last ))(?:call|conversation)(?! (?:to|for|of)\b)",
        examples=("the call",),
        refers=True,
    ),
    Noun(
        kind="launch",
        family="launch",
        pattern=r"(?:(?:rocket|missile|satellite|ballistic|ICBM)[\w -]{0,20}? )(?:launch|test(?: launch)?)|(?:nuclear|atomic) (?:weapons? )?test(?! (?:site|ground))|test launch|launch of an? [\w ]{0,30}?(?:missile|rocket|satellite)",
        examples=("rocket launch", "nuclear test", "launch of a satellite"),
    ),
    Noun(kind="launch", family="launch", pattern=r"(?<=the )launch", examples=("the launch",), refers=True),
    Noun(
        kind="vote",
        family="vote",
        pattern=r"(?:independence )?referendum|(?:(?:snap|early) )?(?:presidential|parliamentary|general|legislative|municipal) elections?",
        examples=("referendum", "presidential election"),
    ),
    Noun(
        kind="vote",
        family="resolution",
        pattern=r"(?<=adopted a )(?:draft )?resolution|(?<=adopted the )(?:draft )?resolution|(?<=vetoed a )(?:draft )?resolution|"
        r"(?<=rejected a )(?:draft )?resolution|(?<=the )resolution(?! (?:of|to)\b)|(?<=passed a )resolution|resolution(?= \d{3,4}\b)",
        examples=("adopted a resolution", "resolution 2231"),
    ),
    Noun(
        kind="agreement",
        family="agreement",
        pattern=r"(?:agreement|accord|treaty|pact|memorandum(?: of understanding)?|communiqu[eé]|ceasefire|armistice|truce)",
        examples=("agreement", "memorandum of understanding"),
    ),
    Noun(
        kind="agreement",
        family="agreement",
        pattern=r"declaration(?! of (?:war|assets|income))|deal(?! of\b)",
        examples=("declaration", "deal"),
        refers=True,
    ),
    Noun(
        kind="meeting",
        family="part",
        pattern=r"(?:working |joint |official )*(?:lunch|dinner|breakfast|luncheon|banquet)|(?:signing|opening|closing) ceremony",
        examples=("working lunch", "signing ceremony"),
        part=True,
    ),
    Noun(
        kind="meeting",
        family="encounter",
        pattern=r"(?<!of )(?:talks|negotiations|consultations)|rounds? of (?:the )?(?:[\w-]+ ){0,2}?(?:dialogue|talks|negotiations|consultations)|meeting",
        examples=("talks", "first round of consultations", "meeting"),
    ),
    Noun(
        kind="meeting",
        family="conference",
        # A congress without a party is a parliament, a convention that is no party's a treaty.
        pattern=r"(?:(?:conference|forum)(?! (?:calls?|rooms?|of [A-Z]))|party congress|(?<=national )convention|(?<=party )convention|(?<=party[’']s )convention|(?<=democratic )convention|(?<=republican )convention)",
        examples=("conference", "forum", "party congress"),
        refers=True,
    ),
    Noun(
        kind="visit",
        family="visit",
        pattern=r"(?:state |official |working )?visit(?!ors?)",
        examples=("state visit",),
    ),
    Noun(kind="visit", family="visit", pattern=r"trip", examples=("the trip",), refers=True),
)
# Where no word begins, not one of them is tried.
NOUN = re.compile(
    r"\b(?=\w)(?:" + "|".join(rf"(?P<n{n}>(?:{noun.pattern})\b)" for n, noun in enumerate(EVENT_NOUNS)) + ")",
    re.I,
)
# A piece of every noun and verb above and below, for a quick look before the slow one.
HINTS = (
    "ummit", "onference", "riefing", "phone ", "Phone ", "video ", "call", "Call", "conversation", "aunch", " test", "eferendum", "lection",
    "resolution", "greement", "ccord", "reaty", "eclaration", "ommuniqu", "emorandum", "pact", "Pact", "deal", "Deal",
    "ease", "rmistice", "ruce", "unch", "inner", "reakfast", "anquet", "eremony", "alks", "egotiations", "eeting",
    "onsultations", "ialogue", "orum", "ongress", "onvention", "isit", "trip", " met", "meet",
)  # fmt: skip
# Agreements that are called by letters as often as by their name.
AGREEMENTS = {
    "CETA": "Comprehensive Economic and Trade Agreement",
    "CPTPP": "Comprehensive and Progressive Agreement for Trans-Pacific Partnership",
    "CTBT": "Comprehensive Nuclear-Test-Ban Treaty",
    "INF": "Intermediate-Range Nuclear Forces Treaty",
    "JCPOA": "Joint Comprehensive Plan of Action",
    "NAFTA": "North American Free Trade Agreement",
    "NPT": "Nuclear Non-Proliferation Treaty",
    "RCEP": "Regional Comprehensive Economic Partnership",
    "TPP": "Trans-Pacific Partnership",
    "TTIP": "Transatlantic Trade and Investment Partnership",
    "USMCA": "United States–Mexico–Canada Agreement",
}
# A noun that stands before another is no happening: "summit venue", "election campaign".
COMPOUND = re.compile(
    r"[-\s](?:committee|group|program(?:me)?|planning|table|room|hall|schedule|agenda|participants?|venue|sites?|statements?|"
    r"text|documents?|campaigns?|season|results?|officials?|leaders?|candidates?|cycle|night|day|process|history|"
    r"speech|ballots?|coverage|contest|rules?|match-?up|race|bid|victory|partners?|organi[sz]ers?|negotiations|negotiators?|"
    r"talks|center|centre|facilit(?:y|ies)|pads?|vehicles?|center|point|team|transcripts?|log|list|call|minutes|"
    r"opponents?|rivals?|hopefuls?|nominees?|contenders?|debates?|voters?|year|fraud|law|laws|workers?|delegations?|"
    r"hotel|club|series|style|goers?|maker|makers|data|polls?|polling|forecasts?|observers?|monitors?)\b",
    re.I,
)

# Verbs that say what the nouns say: "met in Oslo on Monday", "spoke by phone".
SOMEBODY_BEHIND = (  # "met the demand" is no meeting
    r"(?=\s(?:with|in|at|on|for|again|privately|briefly|separately|secretly|yesterday|today|tomorrow|last|this|next|behind|face|to discuss|to talk|"
    r"[A-Z]|(?:his|her|their|the)\s(?:[\w’'-]+\s){0,4}?(?:president|minister|premier|chancellor|king|leaders?|counterparts?|colleagues?|envoys?|delegations?|ambassador)s?\b))"
)
MET = re.compile(
    rf"\b(?:met|(?P<ahead>(?:will|are to|is to|due to|set to|plan to|agreed to) meet)){SOMEBODY_BEHIND}"
)
SPOKE = re.compile(
    r"\b(?:spoke|talked|(?P<ahead>(?:will|due to) (?:speak|talk))) (?:(?:again|twice|once more|\w+ly) )?(?:by|on the|over the) (?:tele)?phone\b"
)
VISITED = re.compile(
    r"\b(?:visited|(?P<ahead>(?:will|would|is to|plans to|due to|set to|going to)(?: still| also)? visit))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a noun, or a verb that stands for it, is in the text."""

    start: int
    end: int
    words: str
    noun: Noun
    is_verb: bool = False
    ahead: bool = False  # the verb looks forward: "will meet"


@cache
def verb_nouns() -> tuple[tuple[re.Pattern[str], Noun], ...]:
    return (
        (MET, Noun(kind="meeting", family="encounter", pattern="", examples=("met",))),
        (SPOKE, Noun(kind="phone_call", family="call", pattern="", examples=("spoke by phone",))),
        (VISITED, Noun(kind="visit", family="visit", pattern="", examples=("visited",))),
    )


def find_heads(text: str, start: int, end: int) -> Iterator[Head]:
    """Yield the nouns and verbs of a sentence that can tell of an event, in order."""
    found = []
    for match in NOUN.finditer(text, start, end):
        if COMPOUND.match(text, match.end(), end):
            continue
        noun = EVENT_NOUNS[int((match.lastgroup or "n0")[1:])]
        found.append(Head(start=match.start(), end=match.end(), words=match.group(), noun=noun))
    for pattern, noun in verb_nouns():
        found += [
            Head(
                start=match.start(),
                end=match.end(),
                words=noun.kind.replace("_", " "),
                noun=noun,
                is_verb=True,
                ahead=bool(match["ahead"]),
            )
            for match in pattern.finditer(text, start, end)
        ]
    yield from sorted(found, key=lambda head: head.start)


def may_hold_event(hints: tuple[str, ...], text: str, start: int, end: int) -> bool:
    return any(text.find(hint, start, end) >= 0 for hint in hints)
