"""Who is the subject of a verb behind a relative clause: "the charity that feeds them said", "a sailor held in Orm said"?"""

import re

from . import lexicon
from .speakable import is_somebody, word_is_group
from .tokens import Tokens

FINITE = re.compile("[bxVvKM]")
ANTECEDENT = re.compile(r"(?:D[NHRCwS#a]{0,8}|[NHR][NHRSwC#-]{0,9}|#w?)[,-]?$")


def head_of_relative(tokens: Tokens, first: int, start: int) -> tuple[int, int] | None:
    """Return "Farmers" of "Farmers who had blocked roads near the border said".

    `start` is where the last noun phrase of the relative clause begins.
    """
    tags = tokens.tags
    relative = tags.rfind("W", max(first, start - 16), start)
    if relative == start - 1 and relative > first and tags[start] == "w":
        start += 1  # "sailors who favour dry boats said": the phrase has run into the verb
    if relative <= first or start - relative < 2 or tags[start - 1] not in "pwVvKbxI":
        return None
    between = tags[relative:start]
    if "," in between or not (FINITE.search(between) or "w" in between):
        return None
    head = ANTECEDENT.search(tags, max(first, relative - 14), relative)
    return (head.start(), relative - 1) if head and tags[relative - 1] != "," else None


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
    speaks = is_somebody(word) or word_is_group(word)
    return (head.start(), participle - 1) if speaks else None


# Nobody with a name: "Tolan arrived in Orm and Roke says".
REDUCED = re.compile(r"(?:D[wRNa#]{0,5}[wRN]|#?[wRN]{0,3}[wR])(?:pD?[wRN#]{1,4})?$")
