"""What do the words of a noun phrase tell of an event: how it is called, whose it is, how many before it?"""

import re
from bisect import bisect_right

from ...folding import fold
from ...records import Span
from . import lexicon
from .event_mentions import DEFINITE, Mention
from .event_nouns import AGREEMENTS, Head
from .event_parties import (
    HALVES,
    NO_PLACE,
    Parties,
    country_of_words,
    is_adjective_of_country,
    is_calendar,
    is_outlet,
)
from .event_signs import OF_A_BODY
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
YEAR_PRINTED = re.compile(r"\b(?:19|20)\d\d\b")
YEAR_BEHIND = re.compile(r"\s(?P<year>(?:19|20)\d\d)\b(?!\s?[-–])")
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
TALKS_ABOUT = re.compile(r"\s(?:about|to|like|up|down|of|as)\b")
# "the two countries’ border meeting"
SEVERAL_OWN = re.compile(
    r"(?:countries|sides|neighbours|neighbors|governments|leaders|ministers|presidents)[’']"
)
DONE_IN_HEADINGS = lexicon.word_set(
    "begin begins close closes end ends hold holds open opens reach reaches seal seals sign signs start starts"
)
QUOTE_ENDS = {"”", '"', "’"}
DONE_TO_EVENTS = lexicon.word_set(
    "hold host sign have begin open attend join pay make end start chair convene adopt ratify reach conclude"
)
BEFORE_BARE_VERB = {"to", "will", "would", "may", "might", "must", "can", "could", "should", "shall"}


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
            counted = tags[first] == "D"  # "signed five agreements"
            if low in finite and (counted or not low.endswith(("ned", "led", "sed"))):
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
            mention.many = SEVERAL_OWN.fullmatch(owner[-1]) is not None
            mention.owned = party is None and not mention.many
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
    if mention.heading:  # "Ministers end Lissel summit": what stands before the verb does it
        verb = max((n for n, word in enumerate(named) if word in DONE_IN_HEADINGS), default=-1)
        named = named[verb + 1 :]
        if not any(word[:1].isupper() for word in named):
            mention.topic = " ".join(named)
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
