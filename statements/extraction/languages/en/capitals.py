"""Is a small word with a capital a name here: "said Tony Over", "Anna Still said", "Save the Children said"?

Adverbs, prepositions, months and verbs have a capital at the head of a sentence and in a title. Inside
a sentence that is written small they have one for being a part of somebody's name.
"""

import re

from . import lexicon
from .lexicon import word_set

WORDS_AND_NAMES = {"May", "March", "Will", "Per"}  # small words that are names behind another word
# Days are no names here: "President Tolan Tuesday said" says when.
TWELVE_MONTHS = word_set(
    "January February March April May June July August September October November December"
)


def ends_a_name(source: str, words: list[str], spans: list[tuple[int, int]], tags: list[str], i: int) -> bool:
    """Is a small word with a capital somebody's surname: "said Tony Over, the deputy minister", "Anna Still said"?

    What stands before it is a given name, or of an adverb any name, and what goes on behind it is written small.
    """
    word = words[i]
    if not i or not word[0].isupper():
        return False
    after = source[spans[i][1] : spans[i][1] + 2]
    given = words[i - 1] in lexicon.given_names()
    titled = tags[i - 1] == "H" and tags[i] in "aT"  # "Ms Still"
    if after[:1] in (",", ".", ";", ":") and (given or titled) and (tags[i] != "T" or word in TWELVE_MONTHS):
        return tags[i] != "T" or tags[i + 1 : i + 3] != [",", "#"]  # "Martin August, 2019"
    if source[spans[i - 1][1] : spans[i][0]] != " " or words[i - 1].endswith("."):
        return False
    small = after[1:2].islower() and after[0] == " "
    if tags[i] == "T":
        return small and word in TWELVE_MONTHS and (given or titled)
    if tags[i] == "a":
        return small and (given or titled or not words[i - 1].isupper())
    return small and given and tags[i + 1 : i + 2] == ["V"]


def is_name_alone(words: list[str], tags: list[str], i: int) -> bool:
    """Is a small word with a capital the whole subject of a cue: "“It is shut,” Still said", "Still told the guild"?"""
    word = words[i]
    if (
        not word[0].isupper()
        or tags[i + 1 : i + 2] != ["V"]
        or (tags[i] == "T" and word not in TWELVE_MONTHS)
    ):
        return False
    if i and tags[i - 1] in "QEf":
        return True
    behind = tags[i + 2 : i + 3] in (["t"], ["P"])
    told = words[i + 1] in HAS_A_HEARER and tags[i + 2 : i + 3] != ["p"]
    return (i == 0 or tags[i - 1] == ".") and (behind or told) and word not in BEFORE_INVERSION


HAS_A_HEARER = {"told", "tells"}
# "Then said the king", "Later said the same": with a subject behind the verb, or left out.
BEFORE_INVERSION = word_set("Also Here Later Meanwhile Now Then There Thus")


def is_name_in_ly(word: str, tags: list[str], i: int) -> bool:
    """Is a word in "-ly" right before its cue, first in its sentence, the subject: "Kelly said", not "Finally, Roke said"?"""
    return word[0].isupper() and (i == 0 or tags[i - 1] in ".E") and tags[i + 1 : i + 2] == ["V"]


def begins_name_with_verb(words: list[str], tags: list[str], i: int) -> bool:
    """Does a verb with a capital begin the name of a body that goes on behind "the": "Save the Children said"?

    Inside a sentence its capital says so; at the head of one only what the body says does.
    """
    word = words[i]
    if i < 0 or not word[0].isupper() or word.lower() not in lexicon.base_verbs():
        return False
    if i and tags[i - 1] not in ".QEf:,;":
        return tags[i - 1] in "VpA" and words[i + 1].lower() in BEFORE_ITS_NOUN
    end = i + 2
    while end < len(tags) and tags[end] == "N":
        end += 1
    speaks = tags[end : end + 1] == ["V"] or ASIDE_AND_CUE.match("".join(tags[end : end + 10])) is not None
    return words[i + 1].lower() in BEFORE_ITS_NOUN and speaks


ASIDE_AND_CUE = re.compile(",D[wNRC]{1,5},V[tPx]")  # "Save the Wells, a charity, said that"


BEFORE_ITS_NOUN = {"the", "our", "a"}
