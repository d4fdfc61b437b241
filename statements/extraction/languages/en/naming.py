"""Who calls somebody or something what: "called it “a farce”", "described him as a patient listener"."""

import re

from . import lexicon
from .around import WHICH
from .clauses import clause_end, trimmed
from .endings import WHERE_SAID
from .grammar import QUOTED
from .lexicon import word_set
from .reading import ParagraphReading, make_attribution, make_clause, overlaps, pieces_of
from .tokens import Tokens


def read_naming(reading: ParagraphReading, last: int, cue: int, source: tuple[int, int]) -> None:
    """Tolan called the offer “a farce”."""
    tokens = reading.tokens
    tags = tokens.tags
    end = clause_end(tokens, cue + 1, last) if cue < last else cue
    if cue < end and tags[cue + 1] in QUOTED and is_its_name(tokens, source, cue, cue + 1):
        return  # "a ferry called “Green Bridge”", "a man at work on a book called “Low Water”": its name
    word = tokens.word(cue).lower()
    base = lexicon.cues("cues_call").finite.get(word) or lexicon.cues("cues_call").gerund.get(word)
    inner = []
    for k in range(cue + 1, end + 1):
        if tags[k] in QUOTED and k not in reading.claimed:
            inner.append(k)
        elif tags[k] == "G" and tags[k - 1] in "NRwC" and tags[k + 1 : k + 2] in tuple("NDwRP"):
            continue  # "called a report suggesting that it leaks “a farce”"
        elif tags[k] in "VGvKgk":
            break
        elif tags[k] == "c" and tokens.word(k).lower() == "as":
            if base in NAMES_WITH_AS or tokens.quotations_in(k + 1, end):
                inner.clear()  # "described the “citizens’ year” as “a helmet”": what stands behind "as"
    if not inner:
        read_plain_naming(reading, end, last, cue, source)
        return
    reading.claimed.update(inner)
    whole = tags[inner[0] - 1] == ":" and tags[inner[0]] == "E" and begins_a_sentence(tokens, inner[0])
    start = cue + 1
    while start < inner[0] and tokens.word(start).lower() in CALLS_FOR:
        start += 1
    which = source[0] - 1
    asked = tokens.word(which).lower() if which > 0 and source[1] < cue else ""
    if asked == "what" or (asked in WHICH and tags[which - 1] != "p"):
        start = which  # "a plan which Tolan called “a farce”": what she said of it begins there
    make_attribution(
        reading,
        rule="naming-cue",
        kind="direct" if whole else "partial",
        segments=pieces_of(tokens, inner),
        source=source,
        cue=cue,
        first=cue,
        last=last,
        clause=None
        if whole
        else (tokens.spans[start][0], tokens.spans[behind_marks(tokens, max(inner), end)][1]),
    )


# What somebody is called stands behind "as", and not, as in "called her “unfit” as a captain", before it.
NAMES_WITH_AS = word_set("bill cast characterise characterize depict describe paint portray refer")
CALLS_FOR = {
    "for",
    "on",
    "to",
}  # "called for a “new pact”", "called on Roke to “go home”", "referred to “a pact”"
# What goes on behind marks: "called it “a good day” for the port", "“big tent” parties", "“a joke” because it leaks".
GOES_ON_WITH = word_set("of for to against about from with over than between among that because by in on as")
ENDS_BEHIND_MARKS = re.compile("[,;:.()&GgkKVvAtEQcT-]")


def behind_marks(tokens: Tokens, quoted: int, end: int) -> int:
    """Return the last token of what somebody was called, behind the marks in it: "called it “a good day” for the port".

    Where and when it was said is no part of it.
    """
    tags = tokens.tags
    k = behind = quoted + 1
    if tags[quoted] != "f" or behind > end or tags[behind] not in "wNRCpc":
        return quoted
    if tags[behind] in "pc" and tokens.word(behind).lower() not in GOES_ON_WITH:
        return quoted
    while k <= end:
        word = tokens.word(k).lower()
        if tags[k] == "T" or word in WHERE_SAID:
            while k > behind and tags[k] != "p":
                k -= 1  # "on Monday", "in an interview"
            break
        joined = (tags[k] == "&" and tags[k + 1 : k + 2] in ("D", "w", "N", "R")) or tags[k - 1] in "pfc"
        if k == behind and word == "in" and is_place_ahead(tokens, k + 1, end):
            break
        if ENDS_BEHIND_MARKS.match(tags[k]) and not (joined and tags[k] in "&cGg"):
            # "“big tents” for what he called sailors"
            k = max(tags.rfind("p", behind, k), behind) if tags[k] in "VvKk" else k
            break
        k += 1
    while k > behind and tags[k - 1] in "pc&D":
        k -= 1
    return k - 1


SETTLEMENTS = {
    "capital",
    "city",
    "county",
    "district",
    "port",
    "province",
    "region",
    "state",
    "town",
    "village",
}


def is_place_ahead(tokens: Tokens, k: int, end: int) -> bool:
    """Does a place begin here: "in Orm", "in the port of Orm"?"""
    return tokens.tags[k : k + 1] == "N" or any(
        tokens.word(n).lower() in SETTLEMENTS for n in range(k, min(k + 4, end + 1))
    )


def begins_a_sentence(tokens: Tokens, quoted: int) -> bool:
    """Is a quotation more than a name behind a colon: 'denied it: “There was no talk.”'?"""
    quotation = tokens.quotations[quoted]
    words = tokens.source[quotation.start : quotation.end]
    return words[:1].isupper() and " " in words


# Participles that may stand behind a thing and give its name: "the ferry, dubbed “Green Bridge”".
NAME_GIVING = word_set(
    "billed branded called christened described dubbed hailed labeled labelled nicknamed termed"
)


def is_its_name(tokens: Tokens, source: tuple[int, int], cue: int, quoted: int) -> bool:
    """Is what stands right before "called" the thing that has the name, and nobody who gives it?

    Whoever calls a thing something says which: before ("what the minister called “a farce”"), or behind.
    """
    tags = tokens.tags
    gives_name = tokens.word(cue).lower() in NAME_GIVING
    asked = tags[source[0] - 1 : source[0]] in ("c", "W", "t")
    if gives_name and tags[cue - 1 : cue + 1] == ",K" and not asked:
        return (
            True  # "the ferry, dubbed “Green Bridge”, sails", not "what Tolan, its captain, called “a farce”"
        )
    words = tags[source[0] : source[1] + 1]
    if re.search("[NHRPC]", words) is None:
        return True
    told = tags[source[0] - 1 : source[0]] in ("c", "W", "t") or tags[quoted : quoted + 2] == "fD"
    return not told and re.search("[NHRPC]", words.rpartition("p")[2]) is None


NAMED_AS = re.compile(r"(?P<object>o|N{1,4}|D[wNR#S]{1,6}(?:p[DNwR]{1,4})?)(?P<as>c)?(?=[Dw])")
NAMING = {"call", "describe", "label", "dub", "brand", "characterize", "characterise"}


def read_plain_naming(
    reading: ParagraphReading, end: int, last: int, cue: int, source: tuple[int, int]
) -> None:
    """Tolan called the envoy a good listener."""
    tokens = reading.tokens
    word = tokens.word(cue).lower()
    base = lexicon.cues("cues_call").finite.get(word) or lexicon.cues("cues_call").gerund.get(word)
    if base not in NAMING:
        return
    match = NAMED_AS.match(tokens.tags, cue + 1, end + 1)
    if match is None or (match["as"] is None) == (base in {"describe", "characterize", "characterise"}):
        return
    comma = tokens.tags.find(",", match.end(), end + 1)
    span = trimmed(tokens, match.end(), comma - 1 if comma > 0 else end)
    if span is None or span[1] - span[0] < 4 or overlaps(reading.indirect, span):
        return
    make_clause(
        reading, rule="naming-cue-plain", span=span, quoted=(), source=source, cue=cue, first=cue, last=last
    )
