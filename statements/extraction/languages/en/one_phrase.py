"""Tokens that are one phrase with their neighbours, whatever each is by itself."""

import re
from collections.abc import Sequence

from .lexicon import word_set

LETTERS_IN_BRACKETS = re.compile(r"(?<=[NRCHw])\(N\)(?:(?=(?P<office>w{0,2}[RH]))|(?=[,.]))")
NO_ONE = re.compile(r"(?<=D)D(?![DNRCHp#])")
STATES_OWN = word_set(
    "agencies agency broadcaster companies company media news newspaper newspapers officials police prosecutors radio security "
    "television tv"
)
OF_TITLE = re.compile(r"(?<=[HRN]p)H")
ASKED = re.compile(r"(?<=[W&])V(?=[ap])")
# An official "who asked not to be named" said nothing by that.
NOT_TO_BE_NAMED = (
    "not to be",
    "to be identified",
    "to remain ",
    "to stay ",
    "for anonymity",
    "to go unnamed",
)


def stand_for(letters: str, words: Sequence[str]) -> bool:
    """Are letters the first ones of the words before them: "MFA" of "Ministry of Foreign Affairs"?"""
    return "".join([word[0] for word in words if word[:1].isupper()]).endswith(letters)


ON_ONES_PART = re.compile("pDw(?![pC])")
ON_THEIR_PARTS = {("for", "part"), ("in", "turn"), ("on", "side")}
WHOSE_PART = {"her", "his", "its", "our", "their"}


def join_phrases(words: Sequence[str], tags: str) -> str:
    """Return tags in which a phrase goes on over letters in brackets, "no one" is nobody, and no name is asked for.

    "Ports Authority (PA) chief Mira Tolan" is one phrase: its brackets are two small words.
    """
    changed: list[tuple[int, str]] = []
    if "(N)" in tags:
        for match in LETTERS_IN_BRACKETS.finditer(tags):
            k = match.start() + 1
            letters = words[k]
            whole = match["office"] or stand_for(letters, words[max(0, k - 10) : k - 1])
            if letters.isupper() and len(letters) > 1 and whole:
                changed += [(k - 1, "w"), (k + 1, "w")]
    if "DD" in tags:
        for match in NO_ONE.finditer(tags):
            k = match.start()
            if words[k] == "one" and words[k - 1].lower() == "no":
                changed.append((k, "w"))
    if "pDw" in tags:
        for match in ON_ONES_PART.finditer(tags):
            k = match.start()
            phrase = words[k].lower(), words[k + 2].lower()
            if phrase in ON_THEIR_PARTS and words[k + 1].lower() in WHOSE_PART:
                changed += [(k, "a"), (k + 1, "a"), (k + 2, "a")]  # "Tolan for his part said"
    if "pH" in tags:
        for match in OF_TITLE.finditer(tags):
            k = match.start()
            if words[k] == "Justice" and words[k - 1] == "of":
                changed.append((k, "N"))  # "Minister of Justice Mira Tolan"
    if words and words[0] == "State" and len(words) > 1 and words[1].lower() in STATES_OWN:
        changed.append((0, "w"))  # "State television said"
    if "WV" in tags or "&V" in tags:
        for match in ASKED.finditer(tags):
            k = match.start()
            if words[k] in ("asked", "asks") and " ".join(words[k + 1 : k + 4]).startswith(NOT_TO_BE_NAMED):
                changed.append((k, "w"))
    if not changed:
        return tags
    marks = list(tags)
    for k, tag in changed:
        marks[k] = tag
    return "".join(marks)


MOST_OF_RELATIVE = 14  # tokens


def ends_relative_of_plural(words: Sequence[str], tags: Sequence[str], k: int) -> bool:
    """Does token `k` end a relative clause of several: "sailors who came back from the harbour (say)"?"""
    for n in range(k - 1, max(0, k - MOST_OF_RELATIVE), -1):
        if tags[n] in ",.;:&QEf":
            return False
        if tags[n] == "W":
            head = words[n - 1].lower()
            return head in ("people", "those", "police", "many", "some", "men", "women") or (
                head.endswith("s") and not head.endswith("ss")
            )
    return False
