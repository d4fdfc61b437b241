"""Tokens that are one phrase with their neighbours, whatever each is by itself."""

import re
from collections.abc import Sequence

LETTERS = re.compile(r"(?<=[NRCHw])\(N\)(?=w{0,2}[RH])")
TWO_DETERMINERS = re.compile(r"D(?<=DD)(?![DNRCHp#])")


def join_phrases(words: Sequence[str], tags: str) -> str:
    """Return tags in which a phrase goes on over letters in brackets, and "no one" is nobody.

    "Ports Authority (PA) chief Mira Tolan" is one phrase: its brackets are two small words.
    """
    if "(N)" in tags:
        for match in LETTERS.finditer(tags):
            k = match.start() + 1
            if words[k].isupper() and len(words[k]) > 1:
                tags = f"{tags[: k - 1]}wNw{tags[k + 2 :]}"
    if "DD" in tags:
        for match in TWO_DETERMINERS.finditer(tags):
            k = match.start()
            if words[k] == "one" and words[k - 1].lower() == "no":
                tags = f"{tags[:k]}w{tags[k + 1 :]}"
    return tags
