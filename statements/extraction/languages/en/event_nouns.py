"""Which words name a happening: the nouns by kind, and the verbs that say the same.

A noun belongs to a family: words that can mean one happening ("the summit", "the talks"). What its row
allows says whether the noun alone may bring an event into an article or only refer to one ("the call").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ...folding import LIKE_SMALL
from ...records import EventKind
from .lexicon import word_set


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
        pattern=r"door-?stop(?: (?:interview|press conference))?|(?:news|press|media) (?:conference|briefing|gaggle|stakeout|availability)|press point|(?<=\bat a )briefing(?! (?:books?|rooms?|notes?|papers?)\b)|(?<=\btold a )briefing|answers to (?:the )?(?:media|press|journalists[’']|reporters[’']) questions|(?<=regular )briefing|(?<=weekly )briefing",
        examples=("news conference", "press briefing", "press gaggle"),
    ),
    Noun(
        kind="phone_call",
        family="call",
        pattern=r"(?:(?:tele)?phone|video) (?:call|conversation|talks?)|follow-up (?:call|conversation)",
        examples=("phone call", "telephone conversation", "follow-up call"),
    ),
    Noun(
        kind="phone_call",
        family="call",
        pattern=r"(?<=his )call(?= (?:with|to))|(?<=her )call(?= (?:with|to))|(?<=[’']s )call(?= with)|(?<=the )(?:call|conversation)(?! (?:to|for|of)\b)|(?<=a )call(?= (?:with|between))|(?<=held a )call|(?<=previous )(?:call|conversation)|(?<=hold a )call|"
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
        family="vote",
        pattern=r"run-?off(?: (?:election|vote|ballot))?(?! (?:from|into|water|of)\b)",
        examples=("runoff",),
    ),
    Noun(
        kind="vote",
        family="vote",
        pattern=r"(?:no-|non-)?confidence vote|vote of (?:no[ -])?confidence",
        examples=("no-confidence vote",),
    ),
    Noun(kind="vote", family="vote", pattern=r"elections?", examples=("Sunday's election",), refers=True),
    Noun(
        kind="vote",
        family="resolution",
        pattern=r"(?<=adopted a )(?:draft )?resolution|(?<=adopt a )(?:draft )?resolution|(?<=adopt the )(?:draft )?resolution|(?<=adopted the )(?:draft )?resolution|(?<=vetoed a )(?:draft )?resolution|"
        r"(?<=rejected a )(?:draft )?resolution|(?<=the )resolution(?! (?:of|to)\b)|(?<=passed a )resolution|resolution(?= \d{3,4}\b)",
        examples=("adopted a resolution", "resolution 2231"),
    ),
    Noun(
        kind="agreement",
        family="agreement",
        pattern=r"(?:(?:(?<=sign )|(?<=sign a )|(?<=signed a )|(?<=sign the )|(?<=signed the ))road ?map|agreement|accord|treaty|pact|memorandum(?: of understanding)?|communiqu[eé]|ceasefire|armistice|truce)",
        examples=("agreement", "memorandum of understanding"),
    ),
    Noun(
        kind="agreement",
        family="agreement",
        pattern=r"agreements|memorand(?:ums|a)(?: of understanding)?|accords|treaties",
        examples=("five agreements",),
        refers=True,
    ),
    Noun(
        kind="agreement",
        family="agreement",
        pattern=r"declaration(?! of (?:war|assets|income))|deal(?! of\b)|charter(?! (?:flights?|planes?|schools?))|protocol",
        examples=("declaration", "deal", "charter"),
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
        pattern=r"(?<!of )(?:talks|negotiations|consultations)|(?<=hours of )talks|(?<=days of )talks|(?<=weeks of )talks|(?<=day of )talks|(?:(?<=held )|(?<=holds )|(?<=hold )|(?<=had ))discussions(?= with\b)|rounds? of (?:the )?(?:[\w-]+ ){0,2}?(?:dialogue|talks|negotiations|consultations)|round[ -]?table(?! (?:talks|discussions?|conference|meeting|format)\b)|meeting",
        examples=("talks", "first round of consultations", "meeting"),
    ),
    Noun(
        kind="meeting",
        family="encounter",
        pattern=r"(?:(?<=next )|(?<=final )|(?<=new )|(?<=first )|(?<=second )|(?<=third )|(?<=fourth )|(?<=fifth )|(?<=sixth )|(?<=[nh]th )|(?<=previous )|(?<=earlier )|(?<=last )|(?<=another ))round(?= (?:will|would|is|was|were|has|ended|begins?|opens?|collapsed|failed|in (?-i:[A-Z])[\w’'-]+ (?:[A-Z][\w’'-]+ )?(?:ended|collapsed|failed|was|brought|broke)|broke)\b)|(?<=next )round|round(?= of the (?:[\w-]+ ){1,4}(?:committee|commission|dialogue|council)\b)|(?:interactive|high-level|strategic|security|political|ministerial|human rights|economic) dialogue|"
        r"(?<=\ba )round(?= in (?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+)? (?:in|on|last)\b)|(?<=an )(?:open|urgent) debate|(?:emergency|special|extraordinary) session(?! court)|(?:(?<=plenary )|(?<=inaugural )|(?<=first )|(?<=second )|(?<=third )|(?<=th )|(?<=\dst )|(?<=\dnd )|(?<=\drd )|(?<=next ))session(?! courts?\b)|ministerial(?= (?:there|here|in (?-i:[A-Z])|on (?-i:[A-Z])))|"
        # A body that two have in common is told of as its meeting: "the next Association Council would take place".
        r"(?:joint|association|cooperation|intergovernmental|bi-?national)(?: [a-z]+)? (?:council|commission|committee)(?=\s(?:will|would|is to|was|were)\s(?:\w+\s)?(?:take place|be held|held|be convened|convened?|meet)\b)",
        examples=("the next round", "interactive dialogue", "emergency session", "first session"),
        refers=True,
    ),
    Noun(
        kind="meeting",
        family="conference",
        # A congress without a party is a parliament, a convention that is no party's a treaty.
        pattern=r"(?:(?:conference|forum)(?! (?:calls?|rooms?|of (?-i:[A-Z])))|party congress|(?<=national )convention|(?<=party )convention|(?<=party[’']s )convention|(?<=democratic )convention|(?<=republican )convention)",
        examples=("conference", "forum", "party congress"),
        refers=True,
    ),
    Noun(
        kind="visit",
        family="visit",
        pattern=r"(?:state |official |working )?visit(?!ors?)(?! (?:by|from) (?:reporters|tourists))",
        examples=("state visit",),
    ),
    Noun(kind="visit", family="visit", pattern=r"trip", examples=("the trip",), refers=True),
)
# The words with which they begin. Where none of these does, not one of them is tried.
FIRST_WORDS = (
    "accord agreement armistice association atomic ballistic bi-national binational banquet breakfast briefing call ceasefire charter closing communique confidence "
    "answers conference consultations convention conversation cooperation deal declaration dialogue dinner discussions doorstop draft early economic election elections emergency "
    "extraordinary follow-up forum general high-level human icbm independence intergovernmental interactive joint launch legislative lunch "
    "luncheon media meeting memorandum ministerial missile municipal negotiations news nuclear official open opening pact "
    "no-confidence non-confidence parliamentary party phone political presidential press protocol referendum resolution road roadmap rocket round roundtable runoff satellite security session "
    "signing snap special state strategic summit talks telephone test treaty trip truce urgent video visit vote working"
)
LETTERS_ALIKE = {"i": "iIİı", "k": "kK\u212a", "s": "sSſ"}  # where case does not matter


def in_any_case(letters: str) -> str:
    """Return a pattern for letters in any case, each as a set: the engine tries a set at once, a letter in any case slowly."""
    return "".join(f"[{LETTERS_ALIKE.get(letter, letter + letter.upper())}]" for letter in letters)


def beginning_of(words: str) -> str:
    """Return a pattern for the first three letters of words in small letters, in any case."""
    by_first: dict[str, set[str]] = {}
    for word in words.split():
        by_first.setdefault(word[0], set()).add(word[1:3])
    tried = (
        f"{in_any_case(first)}(?:{'|'.join(in_any_case(two) for two in sorted(after))})"
        for first, after in sorted(by_first.items())
    )
    return f"(?-i:{'|'.join(tried)})"


ANY_NOUN = "|".join(rf"(?P<n{n}>(?:{noun.pattern})\b)" for n, noun in enumerate(EVENT_NOUNS))
NOUN = re.compile(rf"(?<!\w)(?={beginning_of(FIRST_WORDS)})(?:{ANY_NOUN})", re.I)
# One of these words is in all that NOUN finds, and one of those in all that the verbs below find, in whatever letters.
WORDS_OF_NOUNS = word_set(
    "accord accords agreement agreements armistice association availability banquet breakfast briefing call ceasefire ceremony charter confidence communique communiqué bi binational cooperation "
    "conference consultations convention conversation deal declaration dialogue dinner discussions door doorstop election elections forum gaggle intergovernmental joint launch lunch luncheon "
    "meeting memoranda memorandum memorandums ministerial negotiations pact protocol referendum resolution round roundtable run runoff stakeout summit talk talks test treaties treaty trip truce "
    "visit"
)
WORDS_OF_VERBS = word_set(
    "approved arrive arrived arrives arriving calling commission commissioned convene convened departs divided fired gather gathered flew flies fly flying heading heads host hosted inaugurate inaugurated launched leaves left meet meets met opened passed invited phone phoned ratified receive received "
    "reconvene reconvenes rejected reopened summoned telephone telephoned tested travel travelled travelling traveled traveling travels visit visited visits voted votes welcome welcoming"
)
EVENT_WORDS = WORDS_OF_NOUNS | WORDS_OF_VERBS
EVENT_WORDS_PRINTED = {printed for word in EVENT_WORDS for printed in (word, word.capitalize(), word.upper())}
# Or one of these pieces, of words that are in every text.
PIECES = (
    "press point", "al election", "ary election", "ive election", "next round", "party congress", " session", "n debate", "t debate",
    " go to", " be in", "to discuss", "to congratulate", " vote on", "to brief", "agreed to", "to thank", "to express", "to offer", "agreed on ", "agreed today", "agreed yesterday", "last spoke", "to talk about", "to convey", "each other in", "road map on", " due in ", "pected in ", "called the ", "called him ", "a questions",
    "irst train", "irst flight", "irst ferry", "irst ship", "irst trial ", "irst cargo ", "irst freight ", "irst passenger ", "irst direct ", "irst commercial ", "irst regular ", "inaugural ", "maiden ", "to the polls", "go to vote", "chair the ", "chaired ", "call on", "called on", "calls on", "ll open", "ld open", "to open", "to reopen", "spoke with", "spoke to", "spoken with", "spoken to", "leave for", "depart for", "set off for",
    "’m in ", "'m in ", "’re in ", "'re in ", " am in ", "we are in ", "when we meet", "when they meet",
)  # fmt: skip
WORD_OF_EVENT = re.compile("[a-zé]+")
# A piece of every noun and verb above and below, for a quick look before the slow one.
HINTS = (
    "ummit", "onference", "riefing", "oorstop", "OORSTOP", "oor-stop", "phone ", "Phone ", "video ", "call", "Call", "conversation", "aunch", " test", "eferendum", "lection",
    "resolution", "greement", "ccord", "reaty", "eclaration", "ommuniqu", "emorandum", "pact", "Pact", "deal", "Deal",
    "ease", "iscussions", "uestions", "oad map", "each other", "due in", "ected in", "nvited ", "onfidence", " round ", "rmistice", "ruce", "unch", "inner", "reakfast", "anquet", "eremony", "alks", "egotiations", "eeting",
    "onsultations", "ialogue", "orum", "next round", "onvene", " session", " debate", "vailability", "takeout", "ress point", " be in ", "CONFERENCE", "BRIEFING", "ongress", "onvention", "isit", "trip", " met", "meet", "aggle", "harter", "rotocol",
    "agreed on ", "agreed today", "agreed yesterday", "ummoned", "last spoke", "oundtable", "ound-table", "und table", "inisterial", "unoff", "un-off", "reaties", "memoranda", "phoned", "gather", "first ", "naugural ", "maiden ", "the polls", "to vote", "chair", "open", "naugurat", "ommissioned", "spoke", "leave for", "depart for", "set off for", "’m in", "'m in", "’re in", "'re in", " am in ", "e are in ", "flies", "flew", "flying", "heads to", "heading to", "leaves for", "departs for", " votes ", " by a vote", "Council w", "Commission w", "Committee w", "tested", "enate ", "arliament ", "ssembly ", "Duma ", "Knesset ", "Bundestag ", "will welcome ", "to welcoming ", "hosted", "o host", "l host", "d host", "rrive", "ravel", " fly to ", " go to ", " vote", "divided: ", "agreed to", "eceived", "fired ",
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

WITHOUT = "without "
# Verbs that say what the nouns say: "met in Oslo on Monday", "spoke by phone".
_SOMEBODY = (
    r"(?:my|our|his|her|their|the|both)\s(?:[\w’'-]+\s){0,4}?(?i:president|minister|premier|chancellor|king|leaders?|counterparts?|"
    r"colleagues?|envoys?|delegations?|ambassador|secretary|commissioner|governor)s?\b|an?\s(?:[\w’'-]+\s){0,4}?delegation\b"
)
# "met chief mediator Mira Tolan", with no article
_OFFICE_AND_NAME = (
    r"(?:[a-z][\w-]*\s){0,3}?(?:president|minister|mediator|envoy|negotiator|leader|secretary|ambassador|premier|chancellor|counterpart|commissioner|"
    r"director|chief|official|diplomat|lawmaker|senator|king|queen|governor|mayor)\s[A-Z][\w’'-]+\s[A-Z]"
)
SOMEBODY_BEHIND = (  # "met the demand" is no meeting
    r"(?=\s(?:with|in|at|on|for|here|again|an? (?:day|week) (?:earlier|later)|again (?:in|on|next)|privately|briefly|separately|secretly|yesterday|today|tomorrow|last|this|next|behind|face|to discuss|to talk|"
    rf"[A-Z]|{_SOMEBODY}|{_OFFICE_AND_NAME}))"
)
# A body that meets needs nobody beside it: "The Harbour Council met today", "the board is due to meet on May 9".
BODIES_THAT_MEET = r"(?:Working Group|Council|council|Assembly|Committee|committee|Commission|commission|Board|board|Cabinet|cabinet|Parliament|Senate|Congress|Knesset|Duma)"
# "the joint committee on ferries, which convened", "the Committee on Harbours met"
BODY_OF_WHAT = r"(?:\s(?:on|for|of)\s(?:[\w’'-]+\s){0,5}?[\w’'-]+)?(?:,(?:\swhich|\s(?:chaired|led|headed) by [^;:“”\"\n]{3,80}?,|(?= due to)))?"
_DAY_BEHIND = (
    r"(?:today|tonight|tomorrow|next week|this (?:morning|afternoon|evening|week)|later (?:today|this week)|"
    r"on (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2}|the \d{1,2}(?:st|nd|rd|th)))\b"
)
_THEN = r"(?:yesterday|today|last night|this (?:morning|afternoon|evening)|(?:late |early )?on (?:\w+day|\d)|at (?:\d|[a-z]+ (?:this|yesterday)))\b"
_AHEAD = r"(?:will|would|shall|is to|are to|was to|were to|(?:(?:is|are|am|was|were) (?:also |now )?)?(?:due|set|going|expected|scheduled|slated) to|plans? to)"
MET = re.compile(
    rf"\b(?:(?:last )?met(?: and (?:had|held) (?:an? )?(?:[a-z-]+ ){{0,3}}(?:talks?|conversation)(?= with))?|saw each other|gathered(?=\s(?:in|at)\s[A-Z])|(?P<ahead>(?:{_AHEAD}|agreed to|(?:instructed|directed|asked) (?:the|our|their|its|his|her) [^.,;:“”\"]{{3,60}}? to)(?: next| again| also)? (?:meet|gather(?=\s(?:in|at)\s[A-Z])|reconvene|see each other)|meets?(?: again| next)?(?=\s(?:in|at|with)\s[^.,;:“”\"]{{2,60}}\s{_DAY_BEHIND})|(?<=when we )meet|(?<=when they )meet|(?<=[wW]e next )meet|(?<=[wW]e )meet next))"
    rf"(?:{SOMEBODY_BEHIND})"
)
RECEIVED = re.compile(
    rf"\b(?:received|hosted|(?P<ahead>{_AHEAD} (?:receive|host(?=\s(?:[\w-]+\s)?(?:teams|delegations|negotiators)\b)|host)))(?!\s(?:the\s|a\s|an\s|his\s|her\s)?(?:credentials|letters?|messages?|reports?|copies)\b)(?=\s(?:(?:here|today|yesterday|this\s(?:morning|afternoon|evening)|on\s\w+day|(?:in|at)\s(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){{0,2}}|in\s(?:his|her)\soffice)\s){{0,3}}(?:{_SOMEBODY}|(?:[\w-]+\s)?(?:teams|delegations|negotiators)\b|"
    r"(?:the\s)?(?:visiting\s)?(?:[A-Z][\w’'-]+\s){0,3}(?:President|Minister|Premier|Chancellor|King|Ambassador|Secretary|Envoy|Speaker)\s(?:of\s(?:the\s)?)?[A-Z]|"
    r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){1,2},\s(?:the\s)?[^,.;:“”\"]{0,60}?(?i:president|minister|premier|chancellor|ambassador|envoy|secretary|speaker|commissioner)\b))"
)
_BY_PHONE = (
    r"(?:(?:again|twice|once more|\w+ly|on \w+day|today|yesterday) )?"
    r"(?:(?:with|to) [^.,;:“”\"]{2,60}? )?(?:by|on the|over the|via) (?:(?:secure )?(?:tele)?phone|video ?link)"
)
# Whoever spoke with a minister on a day, and is not said to have been there, did so by telephone.
_OFFICE_AND_NAMED = (
    r"(?:(?:[A-Z][\w’'-]+\s){0,3}(?:President|Minister|Premier|Chancellor|Secretary|King|Queen|Emir)\s(?:[A-Z][\w’'.-]+\s){1,3}"
    r"|(?:my|his|her|our)\s(?:[\w’'-]+\s){0,2}counterparts?\s(?:[A-Z][\w’'.-]+\s){0,3})"
)
SPOKE = re.compile(
    r"\b(?:(?P<ahead>(?:is|are) calling(?=\s(?:(?:the|his|her)\s(?:[\w’'-]+\s){1,4}|(?:[A-Z][\w’'-]+\s){2,4})(?:today|tonight|tomorrow|this|on \w+day)\b)|"
    rf"(?:will|is to|plans to|expects to|due to) (?:tele)?phone(?=\s(?:the|his|her|[A-Z]))|(?:will|due to) (?:speak|talk) {_BY_PHONE})|"
    rf"(?:spoke|talked) {_BY_PHONE}|"
    rf"(?:spoke|spoken) (?:with|to)(?=\s{_OFFICE_AND_NAMED}{_THEN})|"
    r"(?<=[a-z] last )spoke(?=\s(?:on|in)\s(?:[A-Z]|\d))|"
    r"discussed [^.;:“”\"]{3,80}? (?:by|on the|over the) (?:tele)?phone|"
    rf"called(?=\s(?:(?:{_SOMEBODY})(?:\sof\s(?:the\s)?[A-Z][\w’'-]+)?|(?:[A-Z][\w’'-]+\s){{1,3}}?[A-Z][\w’'-]+|him|her|them)\s{_THEN})|"
    r"called(?=\s(?:[A-Z]|(?:his|her|the)\s[a-z])[^.,;:“”\"]{3,60}?\s(?:(?:(?:on|late|early|earlier) \w+|today|yesterday)\s)?"
    r"to (?:discuss|congratulate|brief|thank|express|offer|talk about|convey)\b)|"
    r"(?:tele)?phoned(?=\s(?:the\s|his\s|her\s)?(?:(?!in\s|at\s|on\s|from\s|to\s)\w+\s){0,3}?[A-Z]|\s(?:the|his|her)\s(?:[\w’'-]+\s){0,2}(?:director|president|minister|premier|chancellor|chairman|chairwoman|king|counterpart)\b))\b"
)
# "Today, the Prime Minister spoke with the President of Orvane": so a call is told.
SPOKE_TODAY = re.compile(
    r"(?:Today|This (?:morning|afternoon|evening)), [^.,;:“”\"]{4,90}?\s(?P<at>)(?P<ahead>(?!))?spoke (?:with|to)"
    r"(?=\s(?:the\s)?(?:[A-Z][\w’'-]+\s){0,2}(?:President|Minister|Premier|Chancellor|King|Queen|Emir|Secretary)\b)"
)
# "Velland and Orvane agreed on Monday to reopen the post": what is agreed and is no meeting. The two stand before it.
AGREED = re.compile(
    r"\b(?P<ahead>(?!))?agreed(?=(?: in principle)?(?: on \w+day| today| yesterday| on \d{1,2} [A-Z]\w+| on [A-Z]\w+ \d{1,2})?"
    r" to (?!(?:meet|hold|host|talk|speak|visit|attend|see|discuss|continue|resume|disagree|differ|be|have|keep|try|consider)\b)[a-z]+)"
)
# An envoy who is summoned is met: "The ministry summoned Orvane’s ambassador".
SUMMONED = re.compile(
    r"\b(?P<ahead>(?!))?summoned(?=\s(?:the\s|an?\s|[A-Z][\w’' -]{1,40}?(?:[’']s|s[’'])\s)(?:[\w’'-]+\s){0,3}?"
    r"(?i:ambassador|high commissioner|envoy|charg[eé]|consul|attach[eé])\b)"
    r"|\b(?i:ambassador|high commissioner|envoy|charg[eé] d[’']affaires|consul)(?: to [A-Z][\w’'-]+)?(?:, [A-Z][^.,;:“”\"]{3,40},)?\s(?P<at>(?:was|has been|had been)\ssummoned)\b"
)
VISITED = re.compile(
    r"\b(?:visited|(?P<ahead>(?:was|were) to have (?:visited|travell?ed to)|(?:will|would|is to|plans to|due to|set to|scheduled to|expected to|going to)(?: still| also|,? on [^.,;:“”\"]{4,24}(?:, \d{4},?)?)? visit|"
    r"(?:will|forward to) welcom(?:e|ing) [^.,;:“”\"]{3,60}? to(?=\s[A-Z])|"
    r"(?:invited|asked) [^.,;:“”\"]{3,60}? to (?:visit|pay (?:an? )?(?:\w+ )?visit to)(?=\s[A-Z])|"
    r"invited (?:the (?:\w+ ){0,2}|(?:his|her|my|our) (?:\w+ ){0,2}|(?:[A-Z][\w’'-]+ ){1,4})to(?=\s[A-Z])|"
    r"visits(?=\s(?:the\s)?[A-Z])|"
    r"accepted (?:an|the|his|her|their) invitation (?:(?:of|from|by) [^.,;:“”\"]{3,60}? )?to visit))\b"
)
# "called on the President on Monday": with a day or a place, and nothing that she was called on to do.
CALLED_ON = re.compile(
    rf"\b(?:called on|pa(?:id|ys) (?:an? )?(?:courtesy |farewell |introductory )?call on|(?P<ahead>{_AHEAD} call on|to pay (?:an? )?(?:courtesy )?call on|calls on))"
    r"(?=\s(?:(?:the|his|her|my)\s)?(?:[\w’'-]+\s){0,4}?(?i:president|minister|premier|chancellor|king|queen|secretary|speaker|governor|counterpart)\b"
    r"(?:\sof\s(?:the\s)?[A-Z][\w’'-]+){0,2}(?:,?\s[A-Z][\w’'.-]+){0,4},?"
    rf"\s(?:{_THEN}|{_DAY_BEHIND}|(?:on|in|at|here)\b))"
)
# What is built is opened: a bridge, a line, an embassy. A road, a port or a dam is opened to boats and water as well, but for a new one.
BUILT = (
    r"(?:(?:bridge|tunnel|terminal|railway|rail link|railway line|motorway|canal|pipeline|interconnector|airport|embassy|consulate(?: general)?|(?:visa|cultural|logistics|training|passport) cent(?:re|er)|(?:power )?(?:plant|station)|dry dock|"
    r"(?:ferry|bus|rail|train|shipping) (?:service|link|route)|(?:new|first|rebuilt|restored) (?:[a-z-]+ ){0,2}(?:port|harbour|harbor|road|highway|dam|line|reactor|border (?:crossing|post)|crossing|checkpoint))"
    r"(?!\s(?:to|of|for|towards?|between)\s[a-z]|\s(?:talks|summit|conference|meeting|session|debate|inquiry|dispute|negotiations|account)\b))"
)
_OPENED = r"(?:(?:re)?opened|inaugurated|commissioned)"
OPENED = re.compile(
    rf"\b(?:{_OPENED}|(?P<ahead>{_AHEAD} (?:(?:re)?open|inaugurate|commission)))(?=\s(?:the|an?|its|their|his|her)\s(?:(?!(?:of|to|for|in|on|at|with|and)\b)[\w’'-]+\s){{0,5}}?{BUILT}\b)"
    rf"|\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s(?:(?!(?:of|to|for|in|on|at|with|and)\b)[\w’'-]+\s){{0,5}}?{BUILT}(?:\s(?:over|across|between|to|in|at|near)\s(?:[\w’'-]+\s){{0,4}}?[\w’'-]+)?\s"
    rf"(?:(?:was|were|has been) {_OPENED}|(?P<set>{_AHEAD} (?:be {_OPENED}|(?:re)?open)))\b"
)
# The first of its kind sets out: a train, a flight, a ship.
FIRST_RUN = re.compile(
    r"\b(?:first|inaugural|maiden)\s(?:[\w-]+\s){0,3}?(?:train|flight|ferry|ship|vessel|freighter|convoy|bus|shipment)(?:\s(?:from|to)\s[A-Z][\w’'-]+)?\s"
    rf"(?:(?:left|departed(?: from)?|sailed from|set off from|set out from|took off from)|(?P<ahead>{_AHEAD} (?:leave|depart(?: from)?|sail from|set off from|set out from|take off from)))(?=\s[A-Z])"
)
POLLS = re.compile(
    rf"\b(?:went to the polls|(?P<ahead>(?:{_AHEAD} )?(?:go|goes|head|heads) to (?:the polls|vote)|heading to the polls|going to the polls))(?=\s(?:in|on|this|next|tomorrow|for|to)\b)"
)
CHAIRED = re.compile(
    rf"\b(?:(?:co-?)?chaired|(?P<ahead>{_AHEAD} (?:also )?(?:co-?)?chair))(?=\s(?:the|an?)\s(?:[A-Z][\w’'-]+\s){{0,4}}(?:Council|Committee|Commission|Cabinet)\b[^.;:“”\"]{{2,60}}\s{_DAY_BEHIND})"
)
# Whoever arrives or travels somewhere visits it: with a day, and where it is told with nothing else done there.
TRAVELLED = re.compile(
    rf"(?:\b|(?=[’']ll))(?:arrived in|arrived(?=\shere\b)|arrived (?:(?:late |early )?(?:on \w+day|today|yesterday)(?: (?:morning|afternoon|evening|night))?|on \d{{1,2}} [A-Z]\w+) in|left(?: here)?(?: (?:on )?(?:[A-Z][a-z]+day|today|yesterday))? for(?=[^.;]{{2,80}}\bto (?:attend|visit|hold|meet|take part)\b)|(?:travell?ed|flew) to(?=[^.;]{{2,60}}{_DAY_BEHIND})|"
    rf"(?P<ahead>(?:(?:arrives|arriving) in|(?:(?:is|are|am) (?:travell?ing|flying|heading)|heads) to|(?:leaves|departs) for)"
    rf"(?=[^.;]{{2,60}}{_DAY_BEHIND})|(?:travels|flies) to|(?<!meeting )(?<!summit )(?<!round )(?<!vote )(?<!visit )(?<!decision )(?:is|was) (?:due|expected) in|(?:(?:I|[Ww]e)[’'](?:m|re)|I am|[Ww]e are) in(?=[^.;]{{2,60}}\son (?:the )?[a-z\d]+(?:st|nd|rd|th)? (?:of )?[A-Z])|(?:{_AHEAD}|[’']ll) (?:arrive in|travel to|fly to|go to|be in|leave for|depart for|set off for)))(?=\s(?:[A-Z]|here\b))"
)
BODY_MEETS = re.compile(
    rf"\b{BODIES_THAT_MEET}{BODY_OF_WHAT}\s(?P<at>)(?:(?:today|yesterday|this (?:morning|afternoon|evening|week)|on \w+day)\s)?"
    rf"(?:met|convened|was (?:last |first )?convened|(?P<ahead>{_AHEAD} be convened|{_AHEAD} (?:next |again )?(?:meet|convene|reconvene)|reconvenes|(?:next )?meets(?: again| next)?(?=[^.;:“”\"]{{2,60}}\s{_DAY_BEHIND})))\b"
    r"(?!\s(?:its|the(?!\s(?:[A-Z][\w’'-]+\s){0,2}(?:Director|Minister|President|Secretary|Ambassador|Commissioner|Governor|Chair|Head)\b)|a|an|all|most|with (?:approval|criticism|opposition|resistance))\b)"
)
# What a parliament decides on a day, it votes on: "The Senate on Tuesday rejected the request".
_ON_DAY = r"(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
PARLIAMENT_DECIDED = re.compile(
    r"\b(?:[Pp]arliament|Senate|Assembly|Duma|Knesset|Bundestag)\s(?P<at>)(?P<ahead>(?!))?"
    rf"(?:{_ON_DAY}\s(?:\w+ly\s)?(?:approved|ratified|rejected|passed)|(?:has\s)?(?:\w+ly\s)?(?:approved|ratified|rejected|passed)(?:\s(?:the|an?)\s(?:[\w-]+\s){{0,4}}?(?:pact|treaty|agreement|accord|deal|bill)\b)?(?=\s(?:[^.,;:“”\"]{{2,90}}\s)?{_ON_DAY}\b))"
    r"\b(?!\s(?:a|the)\s(?:draft\s)?resolution\b)"
)
# Votes are counted: "voted 19 to 8", "the House divided: Ayes 200".
_COUNTED = r"\d{1,3} (?:votes )?(?:to|against|-|–|—) ?\d{1,3}\b"
_DECIDED = r"(?:voted down|approved|adopted|passed|rejected|ratified|backed|endorsed|defeated|carried)"
COUNTED_VOTE = re.compile(
    rf"\b(?:(?P<ahead>(?:(?:is|are|was|were) )?{_AHEAD} vote on\b(?: (?:the|a) (?:[\w-]+ ){{0,5}}?(?:pact|treaty|agreement|accord|resolution|deal|bill)\b)?|"
    rf"votes on(?= (?:the|an?|its) [^.;:“”\"]{{2,60}}? {_DAY_BEHIND}))|"
    r"vot(?:ed|es) (?:by )?(?:\d{1,3} ?(?:to|-|–|—) ?\d{1,3}\b|\d{1,3} (?:in favou?r|for)\b)|divided: Ayes \d+|(?<=[Qq]uestion )put(?: and agreed to|, and agreed to)|(?<=[Mm]otion )(?:put and )?agreed to(?=\.)|"
    rf"{_DECIDED}(?=\s(?:[^.;:“”\"]{{0,120}}\s)?by (?:a vote of )?{_COUNTED})|"
    r"voted on (?=(?:the |an? )?[a-z])|"
    r"voted (?:on \w+day )?(?:(?:unanimously|overwhelmingly|narrowly) )?to (?:extend|renew|approve|adopt|ratify|reject|repeal|suspend|lift|impose|expel|accept|establish|end|open|close|join|leave|send|ban|allow|grant|recognise|recognize|withdraw)\b)"
)
FIRED = re.compile(
    r"\b(?:(?:test-)?fired|(?:test-)?launched|tested|(?P<ahead>(?!)))(?=\s(?:[\w-]+\s){0,5}?(?:missiles?|rockets?|satellites?|projectiles?)\b)"
)

# On a page that is a calendar the present tense tells what is set: "receives Mr Osmer", "on mission in Hollin".
CHAIRS = re.compile(
    r"\b(?P<ahead>chairs|attends|addresses) (?:the|an?) (?P<body>(?:[A-Z][\w’'-]+\s){0,4}(?:Council|Committee|Commission|Board|Cabinet))\b"
)
SET_MEETING = re.compile(
    r"\b(?P<ahead>meets(?: with)?|meet(?= (?:in|with|for)\b)|receives|hosts|welcomes)(?=\s)"
)
SET_VISIT = re.compile(
    r"\b(?P<ahead>visits|on (?:an? )?(?:official |working )?(?:mission|visit) (?:in|to)|(?:travels|flies) to|arrives in)(?=\s[A-Z])"
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
def verb_nouns() -> tuple[tuple[re.Pattern[str], Noun, tuple[str, ...]], ...]:
    """Return patterns with the nouns that they stand for, and pieces of which one is in all that a pattern finds."""
    meets = ("met", "meet", "each other", "gather")
    return (
        (BODY_MEETS, noun_of_verb("meeting", "encounter", "the Council met"), (*meets, "onvene")),
        (MET, noun_of_verb("meeting", "encounter", "met"), meets),
        (
            SPOKE,
            noun_of_verb("phone_call", "call", "spoke by phone"),
            ("phone", "called ", "calling ", "ideo", "spoke"),
        ),
        (SPOKE_TODAY, noun_of_verb("phone_call", "call", "spoke with"), ("spoke",)),
        (AGREED, noun_of_verb("agreement", "agreement", "agreed to reopen"), ("agreed",)),
        (SUMMONED, noun_of_verb("meeting", "encounter", "summoned"), ("summoned",)),
        (
            VISITED,
            noun_of_verb("visit", "visit", "visited"),
            ("visit", "welcom", "invited ", "to have travel"),
        ),
        (RECEIVED, noun_of_verb("meeting", "encounter", "received"), ("receive", "host")),
        (CALLED_ON, noun_of_verb("meeting", "encounter", "called on"), ("call on", "called on", "calls on")),
        (
            FIRST_RUN,
            noun_of_verb("launch", "launch", "first train left"),
            ("first ", "inaugural ", "maiden "),
        ),
        (POLLS, noun_of_verb("vote", "vote", "went to the polls"), ("to the polls", "to vote")),
        (CHAIRED, noun_of_verb("meeting", "encounter", "chaired the Commission"), ("chair",)),
        (OPENED, noun_of_verb("launch", "launch", "opened the bridge"), ("open", "naugurat", "commission")),
        (
            TRAVELLED,
            noun_of_verb("visit", "visit", "arrived in", refers=True),
            (
                "left ",
                " due in",
                "ected in",
                "arriv",
                "travel",
                "fly to",
                "flies to",
                "flew to",
                "flying to",
                "heads to",
                "heading to",
                "leaves for",
                "departs for",
                "go to",
                "be in",
                "leave for",
                "depart for",
                "set off for",
                "m in",
                "re in",
            ),
        ),
        (
            PARLIAMENT_DECIDED,
            noun_of_verb("vote", "resolution", "the Senate on Monday rejected"),
            ("approved", "ratified", "rejected", "passed"),
        ),
        (
            COUNTED_VOTE,
            noun_of_verb("vote", "resolution", "voted 19 to 8"),
            ("vote", "divided: ", " by ", "agreed to"),
        ),
        (FIRED, noun_of_verb("launch", "launch", "fired a missile"), ("fired", "launched", "tested")),
    )


def noun_of_verb(kind: EventKind, family: str, example: str, refers: bool = False) -> Noun:
    return Noun(kind=kind, family=family, pattern="", examples=(example,), refers=refers)


@cache
def verbs_of_agendas() -> tuple[tuple[re.Pattern[str], Noun, tuple[str, ...]], ...]:
    return (
        (
            CHAIRS,
            noun_of_verb("meeting", "encounter", "chairs the Council"),
            ("chairs", "attends", "addresses"),
        ),
        (
            SET_MEETING,
            noun_of_verb("meeting", "encounter", "receives"),
            ("meet", "receives", "hosts", "welcomes"),
        ),
        (SET_VISIT, noun_of_verb("visit", "visit", "on mission in"), (" ",)),
    )


def find_heads(text: str, start: int, end: int, agenda: bool = False) -> Iterator[Head]:
    """Yield the nouns and verbs of a sentence that can tell of an event, in order; of a calendar's sentence more."""
    found = []
    stretch = text[start:end]
    for match in NOUN.finditer(text, start, end) if has_event_word(stretch, WORDS_OF_NOUNS) else ():
        if COMPOUND.match(text, match.end(), end) or text.startswith(WITHOUT, max(start, match.start() - 8)):
            continue  # "ended without agreement"
        noun = EVENT_NOUNS[int((match.lastgroup or "n0")[1:])]
        found.append(Head(start=match.start(), end=match.end(), words=match.group(), noun=noun))
    for pattern, noun, pieces in (*verb_nouns(), *verbs_of_agendas()) if agenda else verb_nouns():
        if not any(map(stretch.__contains__, pieces)):
            continue
        found += [
            Head(
                start=match.start() if match.groupdict().get("at") is None else match.start("at"),
                end=match.end(),
                words=noun.kind.replace("_", " "),
                noun=noun,
                is_verb=True,
                ahead=bool(match["ahead"] or match.groupdict().get("set")),
            )
            for match in pattern.finditer(text, start, end)
        ]
    last = -1
    for head in sorted(found, key=lambda head: head.start):
        if head.start >= last:  # "the Council is due to meet": a body's verb is found twice
            yield head
        last = max(last, head.end if head.is_verb else last)


def may_hold_event(text: str, start: int, end: int, told: bool | None = None) -> bool:
    """Can a stretch tell of an event, by its words and by its hints? `told` says whether one of them is an event's."""
    stretch = text[start:end]
    told = has_event_word(stretch) if told is None else told or has_piece(stretch)
    return told and any(map(stretch.__contains__, HINTS))


def has_event_word(stretch: str, words: frozenset[str] = EVENT_WORDS) -> bool:
    """Does a word stand in a stretch without which nothing of it is an event? It is asked of every paragraph."""
    return not words.isdisjoint(WORD_OF_EVENT.findall(stretch.lower())) or has_piece(stretch)


def words_of_events(words: Iterable[str]) -> set[str]:
    """Return those of an article's tokens that are one of these words, or have one in them: "Pre-summit", a quotation."""
    distinct = set(words)
    found = EVENT_WORDS_PRINTED & distinct
    odd = [word for word in distinct if not is_plain(word)]
    if not EVENT_WORDS.isdisjoint(WORD_OF_EVENT.findall(" ".join(odd).lower())):
        found.update(word for word in odd if not EVENT_WORDS.isdisjoint(WORD_OF_EVENT.findall(word.lower())))
    return found


def is_plain(word: str) -> bool:
    """Is a token one English word, printed as words are?"""
    return word.isalpha() and word.isascii() and (word.islower() or word.istitle() or word.isupper())


def has_piece(stretch: str) -> bool:
    """Does a stretch hold a piece of what has none of the words, or a letter that may make one of them?"""
    return any(map(stretch.lower().__contains__, PIECES)) or (
        not stretch.isascii() and LIKE_SMALL.search(stretch) is not None
    )
