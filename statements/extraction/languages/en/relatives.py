"""Who is the subject of a verb behind a relative clause: "the charity that feeds them said", "a sailor held in Orm said"?"""

import re

from . import lexicon
from .lexicon import word_set
from .speakable import DOCUMENT, is_somebody, word_is_group
from .tokens import Tokens

FINITE = re.compile("[bxVvKM]")
ANTECEDENT = re.compile(r"(?:D[NHRCwS#a]{0,8}|[NHR][NHRSwC#-]{0,9}|#w?)[,-]?$")


def head_of_relative(tokens: Tokens, first: int, start: int) -> tuple[int, int] | None:
    """Return "Farmers" of "Farmers who had blocked roads near the border said".

    `start` is where the last noun phrase of the relative clause begins.
    """
    tags = tokens.tags
    relative = tags.rfind("W", max(first, start - 16), start)
    if relative == start - 1 and relative > first and tags[start] in "wR":
        start += 1  # "sailors who favour dry boats said": the phrase has run into the verb
    if relative < max(first, 1) or start - relative < 2 or tags[start - 1] not in "pwVvKMbxIR":
        return None
    between = tags[relative:start]
    if "," in between or not (FINITE.search(between) or "w" in between or between == "WR"):
        return None  # "WR": "some who advocate free speech said"
    head = ANTECEDENT.search(tags, max(first, relative - 14), relative)
    if head is None or tags[relative - 1] == ",":
        return None
    longer = PHRASE_OF_PHRASES.search(tags, max(first, relative - 20), relative)
    if longer and (longer.start() == first or tags[longer.start() - 1] in BEGINS_CLAUSE):
        return longer.start(), relative - 1  # "sailors in Orm who had seen it said": not Orm
    return head.start(), relative - 1


PHRASE_OF_PHRASES = re.compile(
    "(?:D[NHRCwS#a]{0,8}|#w|[NHRw][NHRSwC#]{0,9})(?:p(?:D[NHRCwS#a]{0,8}|[NHR][NHRSwC#]{0,9})){1,2}$"
)


def head_of_that(tokens: Tokens, first: int, end: int) -> tuple[int, int] | None:
    """Return "the charity" of "the charity that feeds them said", where `end` is the token before the cue.

    Behind "that" stands the verb: in "told the council that Tolan said" there is another subject.
    """
    tags = tokens.tags
    that = tags.rfind("t", max(first, end - 12), end)
    if that <= first or re.search("[,;:&cWQEf-]", tags[that:end]):
        return None
    verb = tokens.word(that + 1)
    acts = tags[that + 1] in "wC" and verb.endswith(("s", "ed")) and tags[that + 2] in "oDNp"
    if not (acts or tags[that + 1] in "bxVvKM" or verb in lexicon.finite_verbs()):
        return None
    head = ANTECEDENT.search(tags, max(first, that - 10), that)
    if head is None or tags[head.start()] not in "DR#" or tags[that - 1] == ",":
        return None
    return (
        (head.start(), that - 1) if head.start() == first or tags[head.start() - 1] in BEGINS_CLAUSE else None
    )


BEGINS_CLAUSE = ",;:.&ctQEf-"  # what stands before the first word of a clause
# Participles that do not end in "ed": "a sailor held in Orm said".
SHORT_PARTICIPLES = {"born", "bound", "brought", "built", "caught", "driven", "found", "held", "hit", "hurt", "kept"} | {
    "known", "left", "led", "lost", "made", "sent", "shot", "stuck", "taken", "torn", "written",
}  # fmt: skip


def head_of_reduced(tokens: Tokens, first: int, start: int) -> tuple[int, int] | None:
    """Return "The sister of a sailor" of "The sister of a sailor held in Orm says".

    `start` is where the noun phrase behind the participle and its preposition begins.
    """
    tags = tokens.tags
    participle = start - 2
    if participle <= first or tags[start - 1] != "p" or tags[participle] not in "wvVgG":
        return None
    word = tokens.word(participle).lower()
    if not (word.endswith(("ed", "ing")) or word in SHORT_PARTICIPLES):
        return None
    head = REDUCED.search(tags, max(first, participle - 12), participle)
    if head is None or (head.start() > first and tags[head.start() - 1] not in BEGINS_CLAUSE):
        return None
    noun = tags.find("p", head.start(), participle)
    word = tokens.word((noun if noun > 0 else participle) - 1)
    speaks = is_somebody(word) or word_is_group(word) or DOCUMENT.fullmatch(word)
    return (head.start(), participle - 1) if speaks else None


def head_of_infinitive(tokens: Tokens, first: int, start: int) -> tuple[int, int] | None:
    """Return "The last man" of "The last man to sail the strait says", where the strait begins at `start`."""
    if start - 3 < first or tokens.tags[start - 1] != "w" or tokens.word(start - 2).lower() != "to":
        return None
    head = REDUCED.search(tokens.tags, max(first, start - 14), start - 2)
    if head is None or (head.start() > first and tokens.tags[head.start() - 1] not in BEGINS_CLAUSE):
        return None
    return (head.start(), start - 3) if is_somebody(tokens.word(start - 3)) else None


# Nobody with a name: "Tolan arrived in Orm and Roke says".
REDUCED = re.compile(r"(?:D[wRNa#]{0,5}[wRNC]|#?[wRN]{0,3}[wR])(?:pD?[wRN#]{1,4})?$")


# When, where and by whom, as often as it is said.
_CIRCUMSTANCE = r"(?:[aT#]|D{1,2}T|pD{0,2}[NHRCwS#aT]{1,8}+(?:&D?[NHRw#S]{1,5}+)?)*+"
MADE_BY = re.compile(r"(?:P|D?[NHRw]{1,3})(?=[wvV])")
SINCE_MADE = re.compile(_CIRCUMSTANCE)
MADE = {"gave", "made", "put", "sent", "took", "wrote"}  # "figures she gave the council"


def with_its_making(tokens: Tokens, source: tuple[int, int], last: int) -> tuple[int, int]:
    """Return a document with when and by whom it was made: "a survey taken in May", "figures the bank released on Friday"."""
    tags = tokens.tags
    start, end = source
    if end > start and is_participle(tokens, end):
        end -= 1  # the phrase has run into it
    if not (DOCUMENT.fullmatch(tokens.word(end)) or tokens.word(end) == "account"):
        return source
    behind = end + 1
    maker = MADE_BY.match(tags, behind, last)
    if is_participle(tokens, behind):
        behind += 1
    elif maker and (tokens.word(maker.end()).endswith("ed") or tokens.word(maker.end()) in MADE):
        behind = maker.end() + 1
    elif tags[behind : behind + 1] != "T" and tags[behind : behind + 2] != "DT":
        return source
    since = SINCE_MADE.match(tags, behind, last + 1)
    stop = since.end() if since else behind
    return (start, stop - 1) if stop > last or tags[stop] in ".,;:)" else source


def is_participle(tokens: Tokens, k: int) -> bool:
    """Can a word behind a document say what was done with it: "released", "taken", "out this week"?"""
    word = tokens.word(k)
    return tokens.tags[k : k + 1] in ("w", "v", "V", "a") and (
        (word.islower() and word.endswith("ed")) or word in SHORT_PARTICIPLES or word == "out"
    )


GIVES_NAME = {"gave", "gives", "identified", "asked", "introduced", "called", "calls", "would"}


def gives_name(tokens: Tokens, verb: int) -> bool:
    """Is somebody named behind a verb: "gave her name as Ana", "introduced herself as Ana", not "introduced a bill"?"""
    word = tokens.word(verb).lower()
    return word in GIVES_NAME and (word != "introduced" or tokens.word(verb + 1).endswith("self"))


def gives_name_behind(tokens: Tokens, start: int, last: int) -> tuple[int, int] | None:
    """Return "Ana" of "who gave her name as Ana", which begins at `start`."""
    match = NAME_GIVEN.match(tokens.tags, start, last + 1)
    told = match is not None and tokens.word(match.start("verb")).lower() in GIVES_NAME
    return (match.start("name"), match.end() - 1) if match and told else None


NAME_GIVEN = re.compile(",?W[axb]{0,2}(?P<verb>[wVvK])[^,.;]{0,5}[cp](?P<name>N{1,3})(?=[,.]|$)")
KIN = word_set(
    "aunt brother brother-in-law cousin daughter daughter-in-law father father-in-law fiancé fiancée grandfather "
    "grandmother husband mother mother-in-law nephew niece partner sister sister-in-law son son-in-law uncle widow "
    "widower wife"
)
