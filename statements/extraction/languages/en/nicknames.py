"""Does an aside give somebody or something another name, in marks: "Tolan, known on the quay as “the Gull”, said"?"""

import re

from .lexicon import word_set
from .tokens import Tokens

GIVEN_ANOTHER_NAME = word_set(
    "called christened dubbed entitled headlined known labelled labeled named nicknamed referred titled"
)
OFTEN = word_set(
    "affectionately also better best commonly formerly once popularly sometimes universally widely"
)
# "known on the quay as “the Gull”", "nicknamed by his crew “the Gull”", "dubbed “the Gull” by the crew".
IN_MARKS = re.compile(
    "(?:[pDNHRCwSTa#]{0,8}(?P<as>c|p))?[DNHRCwSp]{0,5}(?P<name>[QEf])(?:[pDNHRCwSTa#]{0,8})"
)
FOR_SOME = re.compile("[Qf]p[DNHRCwS]{1,5}")  # "— “the Gull” to her friends —"
ALIAS = word_set("a.k.a. a.k.a aka alias or")
ALIAS_IN_MARKS = re.compile("[NwRa&](?:[Qf](?:p[DNHRCwS]{1,5})?)")
FURTHEST_AS = 9  # tokens from "known" to "as"


def gives_nickname(tokens: Tokens, first: int, end: int) -> bool:
    """Is the aside from token `first` to before `end` one that gives another name in marks, and nothing said?"""
    tags = tokens.tags
    if FOR_SOME.fullmatch(tags, first, end) and tokens.word(first + 1).lower() == "to":
        return True
    if tokens.word(first).lower() in ALIAS and ALIAS_IN_MARKS.fullmatch(tags, first, end):
        return True  # "Tolan, alias “the Gull”,", "Tolan, or “the Gull” to the crew,"
    k = first
    while k < end and tokens.word(k).lower() in OFTEN:
        k += 1
    if tokens.word(k).lower() not in GIVEN_ANOTHER_NAME:
        return False
    return k == first or IN_MARKS.match(tags, k + 1, end) is not None


def is_nickname_behind_as(tokens: Tokens, quoted: int) -> bool:
    """Do marks hold what somebody is known as: "known along the quay as “the Gull”"?"""
    if tokens.word(quoted - 1).lower() != "as":
        return False
    for k in range(quoted - 2, max(-1, quoted - FURTHEST_AS), -1):
        word = tokens.word(k).lower()
        if word == "known" or (word == "referred" and tokens.tags[k - 1] in ",b"):
            return True  # but "Roke referred to the plan as “a joke”"
        if tokens.tags[k] in ",;:.QEfVvGg":
            return False
    return False
