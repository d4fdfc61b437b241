"""Was it held, planned, called off? What the words around a mention say of the event itself.

Only words that govern the mention count: what was dropped at a summit is not the summit.
"""

import re
from dataclasses import dataclass

from ...records import EventStatus
from .event_dates import EMBEDDED_CLAUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRule:
    """Words directly before a noun phrase, or its verb behind it. `firm` outweighs what is merely implied."""

    state: EventStatus
    pattern: str
    examples: tuple[str, ...]
    firm: bool = True


ADVERBS = r"(?:\w+ly |also |then |now |still |again |never |already |first |finally |not yet |once )*+"
BE = r"(?:is|are|was|were|has been|have been|had been|being|be|been|got)"
# Directly before the noun phrase. The first rule that fits is taken.
BEFORE = (
    StateRule(
        state="cancelled",
        pattern=r"(?:cancel(?:l?ed|l?ing|s)?|scrap(?:ped|ping|s)?|call(?:ed|ing|s)? off|axed|shelved|pull(?:ed|ing|s)? out of|"
        r"withdr(?:ew|awn|awing) from|abandon(?:ed|ing)|cancell?ation of|(?:refused|declined|refusing) to attend|backtracking on|walked away from)",
        examples=("The minister cancelled", "the cancellation of"),
    ),
    StateRule(
        state="did_not_happen",
        pattern=r"(?:fail(?:ed|ing|ure)|refus(?:ed|al|ing)|declined|unable|did not|didn[’']t|never|without|not|cannot|could not)"
        r" (?:to )?(?:sign(?:ed|ing)?|hold(?:ing)?|held|agree(?:ing)?(?: on| to)?|adopt(?:ed|ing)?|reach(?:ed|ing)?|conclude|conclud(?:ed|ing)|"
        r"come to|have|had|having|join|mak(?:e|ing)|pay(?:ing)?)|(?:instead of|rather than) (?:mak|hold|hav|pay|sign|join)ing",
        examples=("They failed to sign", "without signing", "instead of making"),
    ),
    StateRule(
        state="possible",
        pattern=r"(?:propos(?:ed|es|ing|al (?:of|for))|suggest(?:ed|s|ing)|call(?:ed|s|ing)? for|urg(?:ed|es|ing)|seek(?:s|ing)?|sought|offer(?:ed|s)?(?: of)?|"
        r"want(?:s|ed)?(?: to (?:hold|have|host))?|ready (?:for|to hold)|open to|consider(?:s|ed|ing)?|possib(?:ility|le) (?:of|to hold)|rul(?:ed|ing|es) out|"
        r"hop(?:e|ed|es|ing) (?:for|to hold)|chances? (?:of|for)|prospects? (?:of|for)|idea of|(?:would|could|may|might|can) (?:\w+ly )?(?:lead to|hold|host|have|attend|sign|produce|bring|yield|result in|end in)|"
        r"leading to|towards?|road ?map[’'”]* for|framework for|path to|if there is|conditions for|push(?:ed|ing)? for|(?:would|could) be|encourage \w+ to hold|agree(?:d)? in principle to)",
        examples=("The envoy proposed", "chances of"),
    ),
    StateRule(
        state="planned",
        pattern=r"(?:plan(?:s|ned|ning)?(?: (?:for|to (?:hold|host|attend|sign|have|pay|make)))?|schedul(?:ed|es|ing)|agreed (?:to (?:hold|have|attend)|on)|"
        r"(?:will|would|to) (?:call|face|table)|faces|(?:will|shall|is to|are to|due to|set to|expected to|going to|intends? to|to) (?:also |then |still |soon |later |now )?(?:hold|host|attend|have|sign|pay|make|open|chair|convene|resume|restart|continue|go to|begin|start|join|travel to)|"
        r"(?:block|prevent|stop|oppose)(?:ing|ping)?|(?:will not|won[’']t|would not|wouldn[’']t) (?:attend|go to|come to)|"
        r"prepar(?:es?|ed|ing|ations?) (?:for|to host)|(?:candidates?|contenders?|front-?runners?|running|delegates?) (?:in|for|to)|ahead of|in the run-up to|in advance of|before|due (?:to|at|for)|invit(?:ed|ation|es) to|look(?:s|ed|ing)? forward to(?: the (?:resumption|opening|start|convening|holding) of)?|"
        r"will be|resched(?:uled|uling)|postpon(?:ed|es|ing)|put(?:ting)? off|set (?:a |the )?(?:date|day) for)",
        examples=("The two will hold", "ahead of"),
        firm=False,
    ),
    StateRule(
        state="held",
        pattern=r"(?:held|hosted|attended|conducted|carried out|concluded|wrapped up|opened|ended|closed|chaired|convened|signed|reached|struck|"
        r"initial(?:l?ed)|adopted|ratified|paid|returned from|left|walked out of|emerg(?:ed|ing) from|told|addressed|(?:have|has|had) (?:had|held|signed|reached)|brokered)",
        examples=("The leaders held",),
    ),
    StateRule(
        state="planned",
        pattern=r"(?:will|is to|are to|is due to|are due to) (?:\w+ ){1,2}?(?:at|to|in|during)|"
        r"will (?:\w+ ){1,4}?be (?:raised|discussed|taken up|considered) (?:at|during)",
        examples=("She will speak at",),
        firm=False,
    ),
    StateRule(
        state="held",
        pattern=r"(?:after|following|since|during|at|in|from|on the (?:sidelines|margins|fringes) of|outcome of|results? of|end of|day of|part in|by|under|late in|violat\w+|implement\w+|(?:is|are|was|were) on an?)",
        examples=("after", "during"),
        firm=False,
    ),
)
# The verb behind the noun phrase and what hangs on it.
AFTER = (
    StateRule(
        state="did_not_happen",
        pattern=r"(?:did not|didn[’']t|never) "
        + ADVERBS
        + r"(?:take place|happen|come about|materiali[sz]ed?|took place)|fell through|(?:has|have|had) not (?:yet |since )?been rescheduled|(?:was|were) (?:originally |initially )?to have (?:taken place|been held|happened|begun|opened|started)",
        examples=("did not take place",),
    ),
    StateRule(
        state="cancelled",
        pattern=BE
        + " "
        + ADVERBS
        + r"(?:cancell?ed|called off|scrapped|axed|abandoned|dropped|shelved|off the table|off\b)|(?:will|would) (?:not|no longer) (?:be held|take place|happen|go ahead)|won[’']t (?:be held|take place|happen)",
        examples=("was abruptly called off", "will not take place"),
    ),
    StateRule(
        state="planned",
        pattern=BE
        + " "
        + ADVERBS
        + r"(?:postponed|put off|rescheduled|moved|delayed|back on)|(?:is|are|was|were|been) "
        + ADVERBS
        + r"(?:scheduled|planned|set|due|expected|slated|agreed|meant|supposed|to (?:\w+))\b|"
        r"(?:will|would|is going to|are going to|is to|are to) (?:now )?(?:be (?:held|hosted|on|signed|inked|initialled|concluded|the (?:first|second|third|fourth|fifth|sixth|last|latest)\b)|take place|open|begin|start|last|go ahead|bring|go on|run|follow|resume|convene)|"
        r"(?:scheduled|planned|due|slated|set|set down|pencill?ed in) (?:for|to|in|on)|(?:opens?|begins?|starts?|convenes?|resumes?) (?:in [\w’'-]+(?: [\w’'-]+)? )?(?:on|next|tomorrow)|to (?:be held|take place|open|begin|start|resume|convene)|is on(?: again)?\b|goes ahead|approach(?:es|ing)\b|draws near|looms",
        examples=("is scheduled for", "will open"),
    ),
    StateRule(
        state="possible",
        pattern=r"(?:may|might|could|can) "
        + ADVERBS
        + r"(?:be (?:held|signed|arranged|possible)|take place|happen|follow)|(?:is|was|would be|are|were|remains?) (?:also |still |now )?(?:possible|likely|unlikely|not ruled out|on the agenda|still on the agenda|under (?:discussion|consideration)|being (?:discussed|considered))|should be held|depends? on",
        examples=("may be held", "is possible"),
    ),
    StateRule(
        state="held",
        pattern=r"took place|(?:was|were|been|being) "
        + ADVERBS
        + r"(?:held|opened|signed|inked|initial(?:l?ed)|concluded|adopted|ratified|reached|hosted|attended|carried out|conducted|approved)|(?:has |have |had )?(?:begun|opened|opens|ended|ends|concluded|wrapped up|closed|started|began|went on|lasted|brought|produced|collapsed|broke (?:up|down|off)|gone ahead|went ahead|became|entered)|(?:was|were) the (?:first|last|second|third)|(?:signed|held|hosted|initialled|reached|adopted) (?:in|on|at|by|between|with|last)",
        examples=("took place", "were held"),
    ),
)
# Their patterns are for words in small letters: to mind no case costs three times as much.
INSIDE = (  # the adjectives of the noun phrase itself
    ("possible", re.compile(r"\b(?:possible|potential|proposed|hypothetical|eventual|would-be|prospective)\b")),
    ("planned", re.compile(r"\b(?:planned|pending|scheduled|upcoming|forthcoming|next|coming|long-awaited|rescheduled|postponed)\b")),
    ("cancelled", re.compile(r"\b(?:cancell?ed|aborted|scrapped|called-off|abandoned)\b")),
)  # fmt: skip
BEFORE_RULES = [
    (
        rule,
        re.compile(
            rf"\b{rule.pattern}(?: (?:holding|attending|of|on|in|another|further|today|yesterday|here|(?:on )?\w+day))?\s*$"
        ),
    )
    for rule in BEFORE
]
AFTER_RULES = [(rule, re.compile(rf"\b(?:{rule.pattern})")) for rule in AFTER]
CALLED_OFF_BEHIND = re.compile(r"\b(?:call(?:ed|ing|s)?|put(?:ting)?)\s*$", re.I)
OFF = re.compile(r"\s*off\b")
# Another clause begins: its verb is another's.
TURN = re.compile(
    r"[;:]|[“”\"]|\b(?:said|says|told|who|one (?:that|which)|but|while|because|whereas|although|added|if|when)\b"
)
OWN_VERB = re.compile(r"\s*(?:(?:that|which) )?(?:to be|scheduled|planned|due|set|held|signed)\b")
CONDITION = re.compile(r"\b(?:if|should|were to)\b[^,]{0,40}$", re.I)
# What was planned of it stands on the noun, what became of it behind: "the talks planned for May were called off".
PLANNED_FOR = re.compile(
    r"(?:[^,;.“”\"]{0,40}?,?\s)?(?<!\b(?:is|be)\s)(?<!\b(?:are|was)\s)(?:(?<!\b(?:were|been)\s)|(?<=\bthat had been\s))(?:planned|scheduled|due|set|agreed|meant|slated|pencill?ed in)\s(?:for|to|on|in)\b(?:[^,;.“”\"]|,(?=\s\d{4}\b)){0,60}?,?"
    r"(?=\s(?:was|were|is|are|has been|have been|had been|will|would|did)\s)"
)
# "the goal of the accord is to": the verb is the goal's.
AIM_OF = re.compile(r"\b(?:goal|aim|purpose|point|idea|focus|topic|subject|task|text|terms?)s?\sof\s$")
# "vowed to cancel the accord": it stands.
THREATENED = re.compile(
    r"\b(?:would|could|may|might|should|can|(?:vow|promis|threat|want|hop|call|urg|propos|try|tri|pledg)\w*\s(?:\w+\s)?to)\s(?:\w+ly\s)?"
    r"(?:cancel|scrap|call off|axe|shelve|pull out of|withdraw from|abandon|walk away from)\s*(?:the\s)?$"
)
NEW = re.compile(
    r"^(?:a|an|another|any)(?: possible)? (?:new|third|second|fourth|further|another|next)\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidState:
    """What a sentence says of an event. A firm one names it in so many words."""

    status: EventStatus
    firm: bool = False


VERB_WITHIN = 150  # characters behind a noun phrase
LONGEST_TURN = 10  # characters, and one behind it
ACCEPTED_WITHIN = 120  # characters behind the sentence of an invitation


def state_of_verb(ahead: bool, words: str) -> SaidState:
    """Return what a verb says of its event, by the words from it on: an invitation is no plan before it is accepted."""
    if words.startswith(("was to have", "were to have")):
        return SaidState(status="did_not_happen", firm=True)
    if ahead and words.startswith(("invited", "asked")) and " accepted" not in words:
        return SaidState(status="possible", firm=True)
    return SaidState(status="planned" if ahead else "held", firm=True)


def find_state(phrase: str, before: str, after: str) -> SaidState | None:
    """Return what is said of an event by its noun phrase and the words before and behind it, if anything."""
    if OFF.match(after) and CALLED_OFF_BEHIND.search(before):
        return SaidState(status="cancelled", firm=True)
    behind = None if "of" in before[-4:] and AIM_OF.search(before) else state_behind(after)
    small = phrase.lower()
    for status, pattern in INSIDE:
        if pattern.search(small):
            outdone = behind is not None and behind.status in {"cancelled", "did_not_happen"}
            return behind if outdone else SaidState(status=status, firm=True)  # type: ignore[arg-type]
    before = before[-60:]
    small = before.lower()
    governed = next(
        (
            SaidState(status=r.state, firm=r.firm)
            for r, pattern in BEFORE_RULES
            if pattern.search(small) and not (r.state == "cancelled" and THREATENED.search(before))
        ),
        None,
    )
    if governed and governed.firm:
        return governed
    new = NEW.match(phrase) is not None
    # In "after the talks that were held" the verb is the noun's own; in "after the talks he was held" not.
    if behind is not None and (
        (governed is None and (not new or behind.status == "planned")) or OWN_VERB.match(after)
    ):
        return behind
    return SaidState(status="possible", firm=True) if governed is None and new else governed


def state_behind(after: str) -> SaidState | None:
    main = EMBEDDED_CLAUSE.sub(",", after)
    planned = PLANNED_FOR.match(main)
    found = verb_behind(main[planned.end() :]) if planned else None
    return found or verb_behind(main) or (verb_behind(after) if len(main) < len(after) else None)


def verb_behind(after: str) -> SaidState | None:
    small = after[: VERB_WITHIN + LONGEST_TURN].lower()
    turn = TURN.search(small)
    reach = small[: min(VERB_WITHIN, turn.start() if turn else VERB_WITHIN)]
    found = [
        (match.start(), n, rule)
        for n, (rule, pattern) in enumerate(AFTER_RULES)
        if (match := pattern.search(reach))
    ]
    if not found:
        return None
    _, _, rule = min(found, key=lambda one: one[:2])
    return SaidState(status=rule.state, firm=True)
