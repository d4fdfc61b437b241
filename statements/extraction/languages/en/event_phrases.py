"""What does a noun phrase tell of an event: which one, who, where, when, and whether it was held?"""

import re
from bisect import bisect_right
from datetime import date

from ...folding import fold
from ...records import Span
from . import lexicon
from .event_dates import GOES_ON, WAS_THEN, When, counted_day, find_days, nearest_to, when_of
from .event_mentions import DEFINITE, Mention
from .event_nouns import AGREEMENTS, CHAIRS, Head, find_heads
from .event_parties import (
    HALVES,
    MOST_PARTIES,
    NAME,
    NO_PLACE,
    OF_ONE,
    PHRASE_WORDS,
    STOP,
    Parties,
    country_of_words,
    is_adjective_of_country,
    is_calendar,
    is_outlet,
)
from .event_signs import (
    BEGAN_AT,
    BODY_BEFORE,
    CHAIRED_BODY,
    COMING,
    CONDITIONAL,
    DAY_AND_PLACE,
    DAY_IN,
    IN_THE_MARGINS,
    INVITED,
    MANY_PEOPLE,
    OF_A_BODY,
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
    TAKEN_UP,
    THEY,
    TOLD_AT,
    WE_SIGNED,
    WENT_THERE,
    WHERE,
    WILL_GO,
    WILL_HOLD,
    WILL_HOST,
    WILL_THEN,
)
from .event_states import ACCEPTED_WITHIN, SaidState, find_state, state_of_verb
from .event_subjects import both_of_call, met_by_office, object_of, read_launch, read_vote, subject_of
from .speakable import is_known_body, places
from .tokens import Tokens

NONE_AT_ALL = {
    "no", "any", "every", "each", "many", "several", "some", "such", "all", "most", "few", "numerous", "various", "certain",
    "what", "whatever", "neither", "more", "another's", "these days", "our", "my", "your",
}  # fmt: skip
ORDINAL = re.compile(
    r"\b(?P<n>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))\b(?!-)",
    re.I,
)
CALENDAR = "|".join(name.capitalize() for name in (*lexicon.WEEKDAYS, *lexicon.MONTHS))
YEAR_PRINTED = re.compile(r"\b(?:19|20)\d\d\b")
YEAR_BEHIND = re.compile(r"\s(?P<year>(?:19|20)\d\d)\b(?!\s?[-–])")
EDITION = re.compile(r"[A-Z][\w’'-]*\s(?P<year>(?:19|20)\d\d)$")  # "the Hollin Forum 2021"
YEAR_INSIDE = re.compile(r"(?<![\w-])(?:19|20)\d\d(?=\s)")
YEAR_OWNS = re.compile(r"\b(?:this|last|next)\s(?:year|month|week|spring|summer|autumn|winter)[’']s\s", re.I)
# Adjectives that tell nothing of which event it is.
NOISE = re.compile(
    r"^(?:\w+-day|long|short|brief|new|old|latest|last|recent|historic|landmark|key|final|crucial|special|emergency|extraordinary|"
    r"so-called|bilateral|informal|formal|face-to-face|closed-door|private|secret|official|working|high-level|top-level|annual|"
    r"regular|weekly|daily|joint|much-\w+|long-\w+|possible|potential|planned|scheduled|proposed|upcoming|forthcoming|coming|next|"
    r"previous|earlier|later|same|other|whole|entire|only|own|one-on-one|direct|further|separate|successful|failed|fresh|rare|"
    r"cancell?ed|aborted|scrapped|postponed|rescheduled|hour-long|lengthy|tense|initial|international|global|regional|major|big|"
    r"small|great|good|bad|important|controversial|draft|signed|three|two|four|five|six|more|\d+(?:st|nd|rd|th)?|first|second|third|"
    r"fourth|fifth|sixth|morning|afternoon|evening|late|early|mid|days?|years?|weeks?|months?|hours?|television|televised|general|big|town-hall-style|"
    r"roundtable|sit-down|highly|widely|very|ongoing|current|existing|eventual|final|full|partial|simple|single|quick|hasty|"
    r"additional|casual|rocky|grueling|gruelling|marathon|whirlwind|bitter|testy|awkward|cordial|warm|stormy|fierce|get-acquainted|pending|\w{3,}ous|\w{3,}ful|\w{3,}less|(?!seed|feed|speed|breed)\w{4,}ed|famous|infamous|disastrous|extra|alleged|apparent|actual|true|fake|impromptu|unannounced|surprise|scheduled|tiny|huge|enormous)$",
    re.I,
)
ING_ADJECTIVES = {
    "working",
    "opening",
    "closing",
    "signing",
    "upcoming",
    "forthcoming",
    "coming",
    "standing",
    "ongoing",
    "binding",
    "fishing",
    "shipping",
    "farming",
    "mining",
    "nursing",
}
# Before another small word they belong to it and tell which: "final status accord", "general assembly vote".
BOUND = {
    "final", "general", "global", "private", "direct", "full", "partial", "joint", "special", "regional", "international",
}  # fmt: skip
# What is called so is not yet, or not all of, the agreement.
LESSER = {"draft", "interim", "provisional", "preliminary", "partial"}
# By which letters a party's convention is called as well.
PARTY_OF_LETTERS = {"GOP": "Republican", "G.O.P.": "Republican"}
OWN_BODY = {
    "house",
    "senate",
    "white",
    "democratic",
    "republican",
    "congressional",
    "gop",
    "christian",
    "jewish",
    "muslim",
    "security",
    "commerce",
    "mr",
    "mrs",
    "ms",
    "i",
}
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
    r"\b(?:at|during|speaking in|speaking to|opened|opens|attend\w*|chairs?|chaired|host\w*|before|after|ahead of|closed|addressed|addresses)\s$",
    re.I,
)
TALKS_ABOUT = re.compile(r"\s(?:about|to|like|up|down|of|as)\b")
QUOTE_ENDS = {"”", '"', "’"}
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
DONE_TO_EVENTS = lexicon.word_set(
    "hold host sign have begin open attend join pay make end start chair convene adopt ratify reach conclude"
)
BEFORE_BARE_VERB = {"to", "will", "would", "may", "might", "must", "can", "could", "should", "shall"}
STANDS_FOR = {"president", "prime", "foreign", "minister"}


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
        if mention.family == "agreement" and mention.when and not signed_then(mention, text):
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


def phrase_of(tokens: Tokens, head: Head, sentence: Span) -> Span:
    """Return the noun phrase of a noun: back to its determiner or owner, and a year behind a name."""
    spans, tags = tokens.spans, tokens.tags
    k = bisect_right(spans, (head.start, len(tokens.source))) - 1
    first = k
    finite = lexicon.finite_verbs()
    while first > 0 and k - first < 9 and spans[first - 1][0] >= sentence[0]:
        tag, word = tags[first - 1], tokens.word(first - 1)
        gap = tokens.source[spans[first - 1][1] : spans[first][0]]
        if gap.strip("“‘'\"’ -–—/") or "\n" in gap:
            break
        low = word.lower()
        if (
            (low in DONE_TO_EVENTS or low in lexicon.base_verbs())
            and first > 1
            and tokens.word(first - 2).lower() in BEFORE_BARE_VERB
        ):
            break  # "ready to hold talks"
        if tag == "D":
            first -= 1
            if low in {"two", "three", "four", "five", "other", "such", "few", "most", "many"}:
                continue
            break
        if (tag not in "NRHwCSTI#-kGV" and not ORDINAL.fullmatch(word)) or (
            tag in "GV" and low not in ING_ADJECTIVES | {"planned", "proposed", "scheduled"}
        ):
            break
        if word[:1].islower() and low not in ING_ADJECTIVES and tag == "w":
            if low in finite and not low.endswith(("ned", "led", "sed")):
                break
            if low.endswith("ing") or (first > 1 and tags[first - 2] in "xP"):
                break
            if low.endswith("ly"):
                break
        first -= 1
    while first < k and tags[first] in "S-,I":
        first += 1
    if tags[first] != "D" and "S" in tags[first:k]:
        while first < k and tags[first] in "wT#" and tags[first : first + 2] != "TS":
            first += 1  # "block Korin's visit", but "Thursday's visit"
    start = spans[first][0]
    owner = YEAR_OWNS.search(tokens.source, max(sentence[0], start - 24), head.start)
    if owner and owner.end() >= start:
        start = min(start, owner.start())
    end = head.end
    year = YEAR_BEHIND.match(tokens.source, end, sentence[1])
    if year and head.words[:1].isupper():
        end = year.end()
    if tokens.source[end : end + 1] in QUOTE_ENDS and any(mark in tokens.source[start:end] for mark in '“"‘'):
        end += 1  # the so-called “ferry memorandum”
    return start, end


def read_noun_phrase(mention: Mention, tokens: Tokens, parties: Parties) -> None:
    """Read determiner, owner, ordinal, label and topic from the words of the noun phrase."""
    if mention.head.is_verb:
        return
    text = tokens.source
    start, head_at = mention.span[0], mention.head.start
    words = re.findall(r"[^\s“”\"]+", text[start:head_at])
    low = [word.lower() for word in words]
    if low and (low[0] in NONE_AT_ALL or low[0] in DEFINITE or low[0] in {"a", "an", "another", "one"}):
        mention.determiner = low[0]
        words, low = words[1:], low[1:]
    ordinal = ORDINAL.search(" ".join(low))
    if ordinal:
        mention.ordinal = ordinal["n"]
    # What stands before the last possessive owns the event.
    titled = mention.heading and title_case(text[slice(*mention.sentence)])
    if titled and mention.family not in {"press", "call"}:
        # In a line of capitals they tell nothing: take two names joined, or the word before the noun.
        words = [word for word in words[-1:] if word.lower() not in lexicon.finite_verbs()]
        start = max(start, head_at - len(words[0]) - 1) if words else start
        mention.span = (start, mention.span[1])
    owned = max((n for n, word in enumerate(words) if re.search(r"(?:[’']s|s[’'])$", word)), default=-1)
    if owned >= 0:
        owner = words[: owned + 1]
        if not is_calendar(re.sub(r"[’']s?$", "", owner[-1])) and owner[-1].lower()[:4] not in {
            "year",
            "week",
            "mont",
            "toda",
        }:
            at = text.find(owner[0], start)
            end = text.find(owner[-1], at) + len(owner[-1])
            party = parties.party_in(at, end - 2, strict=False)
            mention.owned = party is None
            if party:
                mention.parties.append(party)
                mention.determiner = mention.determiner or "the"
        mention.determiner = (
            "the" if owned >= 0 and mention.determiner in {"", "this", "last"} else mention.determiner
        )
        words = words[owned + 1 :]
    capital = mention.head.words[:1].isupper() and mention.head.words[1:2].islower()
    pair = parties.pair_in(start, head_at)
    if pair and (
        not capital or all(name.lower() in lexicon.country_table() for name in pair) or mention.heading
    ):
        mention.parties = pair
        words = words[
            max((n for n, word in enumerate(words) if re.search(r"\w[-–—/][A-Z]", word)), default=-1) + 1 :
        ]
        if words and any(words[0] in name.split()[1:] for name in pair):
            words = words[1:]
        mention.topic = " ".join(
            w for w in words if w.islower() and w.replace("-", "").isalpha() and not NOISE.match(w)
        )
        return
    read_own_name(mention, words, parties)


def names_somebody(parties: Parties, name: str) -> bool:
    """Is this somebody whose given name is one? A role before it ("the Farmer National Convention") is no proof."""
    return parties.cast.people[fold(name)].gender is not None


def title_case(line: str) -> bool:
    """Is every word of some length in a line capitalised, so that capitals tell nothing?"""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", line) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def is_matter_of_states(word: str, parties: Parties) -> bool:
    """Does a word of an agreement's label tell that states made it: "Hollin deal", "TPP deal", "the Norrexit talks"?"""
    if word.lower() in lexicon.country_table() or word.lower() in places():
        return True
    if word.isupper() and len(word) > 2:
        return True
    return parties.is_treated(word)


def known_agreement(name: str, mention: Mention) -> str | None:
    """Return the full name of an agreement that goes by letters: of "Nafta agreement", "TPP trade pact"."""
    if mention.family != "agreement":
        return None
    full = AGREEMENTS.get(name.upper()) if " " not in name else name
    return full if full in AGREEMENTS.values() else None


def is_capital(word: str) -> bool:
    """Is a word the capital of a country? Papers are called after where they were signed: "the Minsk agreement"."""
    country = lexicon.country_table().get(word.lower())
    return country is not None and country.capital.lower() == word.lower() != country.name.lower()


def is_common(word: str, parties: Parties) -> bool:
    """Is a word that opens a sentence written small elsewhere in the article, so that its capital tells nothing?"""
    return word.lower() in parties.small_words


def is_noise(words: list[str], n: int) -> bool:
    """Does an adjective before an event tell nothing of which one it is? Before another small word it may belong to that."""
    if not NOISE.match(words[n]):
        return False
    behind = words[n + 1] if n + 1 < len(words) else ""
    return words[n].lower() not in BOUND or not behind.islower() or NOISE.match(behind) is not None


def read_own_name(mention: Mention, words: list[str], parties: Parties) -> None:
    """Take what the text itself calls it: the capitalised words before the noun, and those between."""
    words = [word.strip("‘’'\"“”,") for word in words]
    if mention.family == "conference":
        words = [PARTY_OF_LETTERS.get(word, word) for word in words]
    at_start = mention.span[0] == mention.sentence[0] and not mention.determiner
    words = [
        word
        for n, word in enumerate(words)
        if word
        and not (is_noise(words, n) and (word.islower() or at_start))
        and not is_calendar(word)
        and not (word[0].isdigit() or YEAR_PRINTED.fullmatch(word))
    ]
    first = next((n for n, word in enumerate(words) if word[:1].isupper()), None)
    noun = mention.head.words
    if first is None:
        mention.topic = " ".join(words)
        return
    capital = noun[:1].isupper() and noun[1:2].islower()
    named = words[first:]
    if at_start and first == 0 and is_common(words[0], parties):
        named = words = [words[0].lower(), *words[1:]]
        if words[0] == "" or not any(word[:1].isupper() for word in words):
            mention.topic = " ".join(words)
            return
    run = [word for word in named if word[:1].isupper()]
    mention.topic = " ".join(word for word in named if word[:1].islower())
    if any(word.lower() in OWN_BODY for word in run) and not (capital and len(run) > 1):
        if mention.family == "conference":
            mention.label = " ".join([*run, noun])  # a party's convention is not the other's
        return
    name = " ".join(run)
    alliance = mention.kind == "summit" and is_known_body(name)  # "the NATO summit"
    if not alliance and (
        run == ["New"]
        or is_outlet(name)
        or (run[0].lower().rstrip(".") in NO_PLACE and not (capital and len(run) > 1))
    ):
        return
    start = mention.span[0]
    if (
        capital
        and fold(f"{run[-1]} {noun}") in parties.cast.people
        and names_somebody(parties, f"{run[-1]} {noun}")
    ):
        return  # Governor Mira Treaty
    person = parties.person_between(start, mention.head.start)
    known = parties.cast.people.get(fold(person)) if person is not None else None
    if (
        person is not None
        and known is not None
        and (known.roles or known.gender)
        and parties.is_party(person)
    ):
        if not capital:
            mention.parties = list(dict.fromkeys([*mention.parties, person]))
            return
    if mention.proper_part(parties.text):
        return  # "the Government of National Accord"
    if capital and OF_A_BODY.search(parties.text, max(0, start - 60), start):
        return  # "a fellow at the Harbour Policy Forum", "seen by The Tarn Deal"
    country = country_of_words(name) if not (capital and len(run) > 2) and run[0] not in HALVES else None
    if country is not None and country not in mention.parties and mention.family != "conference":
        plain = name.lower() in lexicon.country_table() and not is_adjective_of_country(name)
        capital_city = plain and lexicon.country_table()[name.lower()].capital == name
        if mention.family in {"vote"} or (capital_city and mention.family == "encounter"):
            mention.places.append(name if capital_city else country)
        elif not capital_city and not any(is_capital(word) for word in run):
            mention.parties.append(country)
    if (
        not mention.determiner
        and not named[1:]
        and noun == "talks"
        and TALKS_ABOUT.match(parties.text, mention.span[1])
    ):
        return  # "Korin talks about the sea": a verb
    mention.of_states = any(is_matter_of_states(word, parties) for word in run)
    lesser = [word for word in words[:first] if word in LESSER] if mention.family == "agreement" else []
    mention.label = " ".join([*lesser, *named, noun])
    mention.proper = capital
    agreement = known_agreement(name, mention)
    if agreement is not None:
        mention.label, mention.proper, mention.topic = agreement, True, ""
    if (
        country is None
        and mention.kind == "summit"
        and not mention.topic
        and not capital
        and not any(mark in parties.text[slice(*mention.span)] for mark in '“"‘')
        and parties.is_place(name)
        and (
            mention.determiner
            or parties.text[slice(*mention.sentence)].find(name) > 1
            or parties.is_known_place(name)
        )
    ):
        mention.places.append(name)
        mention.place_in_label = True
    elif country is not None and mention.places:
        mention.place_in_label = True


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
    if mention.family == "agreement":
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
    if mention.label and len(mention.parties) > 1 and not mention.proper and not mention.topic:
        if mention.label.rsplit(" ", 1)[0].lower() in lexicon.country_table():
            mention.label = None  # "the US agreement with Orvane" has no name
    small = before.lower()
    several = PEOPLE_MANY.search(before) if any(map(small.__contains__, MANY_PEOPLE)) else None
    if several is None and not mention.parties:
        several = PEOPLE_BEHIND.match(text, span[1], sentence[1])
    mention.many = several is not None
    mention.group = (several["group"] or "") if several else ""
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
            there = re.compile(r"\s(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})").match(
                text, span[1], end
            )
            mention.places = [there["place"]] if there and parties.is_place(there["place"]) else []
        else:
            mention.places = parties.places_behind(span[1], sentence[1], others)
            if mention.family == "agreement" and not signed_there(mention, text):
                mention.places = []
    if mention.family == "visit":
        states = lexicon.country_table()
        mention.parties = [
            name for name in mention.parties if name not in mention.places and name.lower() not in states
        ]
    if not mention.places or mention.family == "encounter":
        came = WENT_THERE.search(before)
        where = WHERE.search(before) if "where" in before else None
        in_day = DAY_IN.search(before) if mention.family == "encounter" and not mention.places else None
        for there in (came, where, in_day):
            if there and parties.is_place(there["place"]) and there["place"] not in mention.places:
                mention.places = [there["place"]] if there is not came else mention.places or [there["place"]]
        mention.went = came is not None and COMING.search(before[: came.start()]) is not None


def signed_there(mention: Mention, text: str) -> bool:
    """Is the place behind an agreement where it was signed, and not what it is about ("a pact on ports in Orvania")?"""
    behind = text[mention.span[1] : mention.sentence[1]]
    if SPOKEN_OF.search(text[max(0, mention.span[0] - 16) : mention.span[0]]):
        return False
    if SIGNED_THERE.match(behind):
        return True
    signed = SIGNED_THEN.search(text[max(mention.sentence[0], mention.span[0] - 40) : mention.span[0]])
    return signed is not None and bool(PLACE_AND_DAY.match(behind) or DAY_AND_PLACE.match(behind))
