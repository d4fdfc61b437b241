"""Forms of address: which words before a name belong to its title, beside those of `titles.txt`."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from ...records import Span
from .lexicon import word_set

# Forms of address that a name may have inside it: they are one where a whole name stands behind them.
HONORIFICS = word_set(
    "Adi Afioga Al-Hajj Al-Haj Alhaj Archduke Awang Bombardier Bwana Cdr Dayang Dom Don Dona Doña Haj Haji Hajj Hajja Hajji "
    "Hj KH Khun Kiai Ko Licenciada Licenciado Metropolitan Nana Nawab Oba Otunba Pak Private Ratu Sardar Sayed Sayyed Shree "
    "Smti Susuga Thakin Tofa Togbe Tuan Tánaiste U Vice-Marshal"
) | {"Air Vice-Marshal", "Lance Bombardier", "Tan Sri"}

BEHIND_TITLES = {"Paduka", "Patinggi", "Seri", "Sri", "Wira"}  # "Dato' Sri"; alone they may be names

BEFORE_TITLES = word_set(
    "Air Army Assistant Associate Chief Detective Emeritus Field First Flight Grand Group Master Rear Right Second Staff Toh Wing"
)
EXCELLENCIES = ("Excellency", "Excellencies", "Highness", "Honour", "Royal")
WHOSE_TITLE = {"Her": EXCELLENCIES, "His": EXCELLENCIES, "Their": EXCELLENCIES}
REVEREND = {"Hon", "Honourable", "Rev", "Reverend", "Right", "Rt"}
OUT_OF_SERVICE = "retd?|rtd|res|retired"
RETIRED = re.compile(rf"\((?:{OUT_OF_SERVICE})\.?\)(?=\s)", re.IGNORECASE)
ENDS_A_TITLE = re.compile(rf"(?:{OUT_OF_SERVICE})\.?|{'|'.join(sorted(BEHIND_TITLES))}", re.IGNORECASE)


def ends_a_title(word: str) -> bool:
    """Does a word between a title and a name belong to the title: "Dato' Sri Roke", "Brig (Retd) Roke"?"""
    return ENDS_A_TITLE.fullmatch(word) is not None


def more_of_a_title(
    source: str, words: Sequence[str], spans: Sequence[Span], tags: Sequence[str], i: int
) -> range:
    """Return the tokens at `i` that belong to the title beside them, none where they do not.

    A title ends before a bracket, or begins behind the token: "Brig (Retd) Ada Roke", "Rear Admiral", "Her Excellency".
    """
    if tags[i] == "(":
        match = RETIRED.match(source, spans[i][0])
        return range(i, bisect_left(spans, (match.end(), 0))) if match else range(0)
    if words[i] in BEFORE_TITLES or words[i + 1] in WHOSE_TITLE.get(words[i], ()):
        return range(i - 1 if i and words[i - 1] in BEFORE_TITLES else i, i + 1)  # "Air Chief Marshal"
    if words[i].lower() == "the" and i and tags[i - 1] == "," and words[i + 1] in REVEREND:
        return range(i, i + 1)  # "the minister, the Rt Hon Ada Roke"
    return range(0)
