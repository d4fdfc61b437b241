"""Sentences, noun phrases and clauses, as patterns over the tags of a paragraph.

Every repetition in a pattern is bounded and every sentence cut at a length, so that time grows with
the text and no faster.
"""

import re
from itertools import pairwise

from . import lexicon
from .nicknames import gives_nickname
from .relatives import (
    ANTECEDENT,
    FINITE,
    KIN,
    gives_name,
    head_of_infinitive,
    head_of_reduced,
    head_of_relative,
    head_of_that,
    is_participle,
)
from .speakable import DOCUMENT, is_body_noun, is_somebody, names_a_body, word_is_group
from .tokens import Tokens

QUOTED = "QEf"
ANY_QUOTED = re.compile(f"[{QUOTED}]")
MOST_COMMAS = 8  # in the appositions between a name and its verb
RELATIVE = re.compile("[^bxVvKM]*[Wt]")
TIME_BETWEEN_COMMAS = re.compile(",a?p?[DT#]{0,2}T[T#]{0,2},$")
# Noun phrases over tags. Every repetition is bounded, so that no paragraph takes long.
_CORE = (
    r"(?:D{1,2}[NHRCwS#aT&-]{0,12}(?<![&a])"
    r"|[NHR](?:[NHRSwC#]|-(?=[NHRw])){0,11}"
    r"|(?<![NHRwDSC#axb])[wRC#](?:[wRNHSC#]|-(?=[NHRw])){0,6}|(?<=a)#[wRNHSC]{0,4})"
)
_PP = r"(?:p(?:D{1,2}[NHRCwS#aT]{0,8}|[NHRCwS#aT]{1,8})){0,3}"
NOUN_PHRASE_AT_END = re.compile(rf"(?:P|(?:P&)?{_CORE}{_PP}(?:&{_CORE}{_PP})?)$")
NAME_AT_END = re.compile(
    r"(?:D[NHRCwS#a]{0,8}[NR]|[wRNH][NHRSwC#-]{0,9}[NR]|[NR])(?:p[D]?[NHRCwS#]{1,6}){0,2}$"
)
NOUN_PHRASE_AHEAD = re.compile(
    r"(?:P(?![xbV])|D#?(?=[.,])|(?:[D#w]p(?=[Dw]))?(?:D[NHRCwS#aT]{0,8}?(?:[RNCH]+(?![RNCH]|S|w{1,2}R|w[.,;pW])|w(?![wNRCSH]))|[NHRwC#][NHRSwC#-]{0,11})"
    r"(?:pD?[NHRCwS#]{1,7}){0,2})"
)
SUBJECT_AHEAD = re.compile(
    r"(?:P|(?:D[NHRCwS#a-]{0,9}|#w?(?=R)|[NHRwC][NHRSwC#-]{0,9})(?:pD?[NHRCwS#]{1,8}){0,3})(?:&(?:D[NHRCw#]{1,6}|[NHR][NHRS#]{0,6}))?(?:,?p?D?T+,?)?"
    r"(?:\([^()]{1,12}\))?(?:,[^.;:QEfVv]{1,45},)?(?:[axb]{0,3}(?=[VvKwIM])|[ax]{0,2}b(?=[acpD#Gk])|x(?=D))"
)
# What may stand between a cue and its end without being content: time, place, addressee. Read from the left, each piece
# is taken once: "in May in June in July" has a way to be read for each of its words, and all of them at once have 2^n.
ADJUNCT = re.compile(
    r"(?>a|o|T(?!S)|#|p?D{0,2}T+#?T?(?!S)|pD{0,2}[NHRCwS#aT]{1,8}(?:&D?[NHRw#S]{1,5})?|,(?=[TpaG#]))*"
)
# The same where nothing else may be left: in whichever pieces, and no two pieces begin alike.
ADJUNCTS_ALONE = re.compile(
    r"(?:[aoT#]|D{1,2}T|pD{0,2}[NHRCwS#aT]{1,8}+(?:&D?[NHRw#S]{1,5}+)?|,(?=[TpaG#]))*+"
)


def source_before(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return the noun phrase that is the subject of the cue at token `cue`, or None."""
    tags = tokens.tags
    end = cue - 1
    if cue - first > 4 and tokens.text(cue - 2, cue - 1).lower() == "to have":
        hearsay = hearsay_subject(tokens, first, cue - 3)
        if hearsay is None:
            return None
        end = hearsay
    if tags[max(first, cue - 3) : cue] == "Wba" and tokens.word(cue - 1).lower() in BEING_SOMEWHERE:
        who = ANTECEDENT.search(tags, max(first, cue - 16), cue - 3)
        return trim_phrase(tokens, who.start(), cue - 4) if who else None  # "people who were there said"
    passive = False
    himself = end - (tags[end] == "a")
    if tags[himself] == "o" and tokens.word(himself).lower().endswith("self"):
        end = himself - 1  # "Tolan himself acknowledged", "Tolan herself also said"
    while end >= first and (tags[end] in "axb" or is_for_long(tokens, end)):
        passive |= tags[end] == "b" and not is_short_has(tokens, end)
        end -= 1
    if passive and tags[cue] not in "Ggk" and not quoted_as_saying(tokens, cue):
        return None
    # "Tolan on Thursday said", "Tolan, on Thursday, said", "who had on Thursday said"; not "Tolan, who left on Thursday, said"
    while end > first and tags[end] in "T#," and any(t in "T" for t in tags[max(first, end - 2) : end + 1]):
        if tags[end] == "," and not TIME_BETWEEN_COMMAS.search(tags, first, end + 1):
            break
        back = end
        while back > first and (tags[back] in "T#,a" or tags[back : back + 2] == "DT"):
            back -= 1
        if tokens.text(max(first, back - 1), back).lower() in ("less than", "more than"):
            back -= 2
        if tags[back] == "p":
            back -= 1
        elif back + 1 < end and tags[back + 1] == "," and tags[end] == "T":
            back += 1  # "Tolan, minister of ports, today said": the comma closes what Tolan is
        if back == end:
            break
        if back < first:
            return None
        if is_participle(tokens, back) and DOCUMENT.fullmatch(tokens.word(back - 1)) and tags[end] == "T":
            thing = NOUN_PHRASE_AT_END.search(tags, max(first, back - 30), back)
            return (
                trim_phrase(tokens, thing.start(), end) if thing else None
            )  # "a survey taken on Monday showed"
        end = back
    while end > first and tags[end] in "axb":
        end -= 1
    if end - first > 2 and tags[end - 2 : end + 1] == ",a,":
        end -= 3  # "Tolan, however, said", "Tolan has, however, said"
        while end > first and tags[end] in "axb":
            end -= 1
    while end > first and tags[cue] in "GgkK" and tokens.word(end) in KEEPS_ON:
        end -= 1  # "Sen. Mira Tolan (L-Orm) kept asking"
    if end < first or (tags[end] == "S" and ";" in tags[max(first, end - 3) : end]):
        return None  # "Kestran's ministry agreed; Velland's said it would": whose, is not told here
    if tags[end] == "t" and end > first + 1 and (tags[end - 1] == "C" or may_speak(tokens, end - 1)):
        thing = ANTECEDENT.search(tags, max(first, end - 8), end)  # "a message that said"
        quoted = end == cue - 1 and re.match("[,:]?[QEf]", tags[cue + 1 : cue + 3])
        return trim_phrase(tokens, thing.start(), end - 1) if thing and quoted else None
    if tags[end] == "W":
        match = ANTECEDENT.search(tags, max(first, end - 14), end)
        if match is None:
            return None
        start = match.start()
        for k in range(start + 1, end - 1):
            if tags[k] == "w" and tags[k + 1] in "D#" and is_finite(tokens, k, tags[k - 1]):
                start = k + 1  # "the poll includes 18% who say"
        end -= 1 + (tags[end - 1] in ",-")
        head = SOMEBODY_BEFORE.search(tags, max(first, start - 8), start)
        if head and not re.search("[NRHP#]", tags[start : end + 1]) and not may_speak(tokens, end):
            return head.start("head"), head.end("head") - 1  # "a sailor close to the talks, who said"
        return start, end
    if tags[end] == ")":
        opening = tags.rfind("(", max(first, end - 30), end)
        if opening > first:
            end = opening - 1
    if tags[end] == ",":
        opening = tags.rfind(",", max(first, end - 14), end)
        if opening > first + 1 and tags[opening - 1] == "W" and tags[opening + 1] == "p":
            return source_before(tokens, first, opening)  # "Tolan, who, on a call on Friday, said"
    if tags[end] in ",-" or (tags[end] == "Q" and end - first > 2):
        return named_before_bracket(tags, first, end) or source_with_apposition(tokens, first, end)
    match = NOUN_PHRASE_AT_END.search(tags, max(first, end - 30), end + 1)
    if match is None:  # "a sailor who declined to be named said"
        return head_of_that(tokens, first, end) or head_of_relative(tokens, first, end)
    if match.start() > first + 1 and re.search("Wx?p$", tags[max(first, match.start() - 3) : match.start()]):
        return source_before(tokens, first, match.start() - 1)  # "Tolan, who has in the past said"
    led_in = tags[max(first, match.start() - 2) : match.start()]
    if led_in == "&p" and not re.search("[NRHP#]", match.group()):
        return main_subject(tokens, first, match.start() - 2)  # "Tolan backs Roke and in a statement praised"
    joint = match.group().find("&")
    if joint > 0 and led_in in ("Vp", "vp", "Kp", "Mp"):
        return trim_phrase(tokens, match.start() + joint + 1, end)  # "a man asked for a boat and Tolan said"
    start = behind_conjunction(tokens, match.start(), end)
    if takes_plural(tokens, end, cue):
        end = before_place(tokens, first, end)
        before = before_participle(tokens, first, start, end)
        match = NOUN_PHRASE_AT_END.search(tags, max(first, before - 30), before + 1)
        if match is None:
            return None
        start, end = behind_conjunction(tokens, match.start(), before), before
    subject = (
        head_of_relative(tokens, first, start)
        or head_of_that(tokens, first, end)
        or head_of_reduced(tokens, first, start)
        or head_of_infinitive(tokens, first, start)
        or trim_phrase(tokens, start, end)
    )
    if (
        subject
        and subject[1] < end
        and (tags[subject[1]] == "D" or DOCUMENT.fullmatch(tokens.word(subject[1])))
    ):
        return subject[0], end  # "those who back her say", "a statement posted on her page said"
    return over_list(tokens, first, subject) if subject else None


# "the Ministry of Trade, Industry" before "and Ports", "a spokesperson for the Department of Farms, Food"
IN_A_LIST = re.compile("(?:D?[NHRwC]{1,4}p){1,2}D?[NRC]{1,3}(?:,[NRC]{1,3}){0,3},$")


def over_list(tokens: Tokens, first: int, subject: tuple[int, int]) -> tuple[int, int]:
    """Return a subject with what a body's list begins with: "Industry and Ports" is of a ministry of three things."""
    start, end = subject
    tags = tokens.tags
    if start <= first + 2 or tags[start - 1] != "," or "&" not in tags[start : end + 1]:
        return subject
    found = IN_A_LIST.search(tags, max(first, start - 16), start)
    if found is None or not tokens.word(start)[:1].isupper():
        return subject
    of_body = any(
        is_body_noun(tokens.word(k).lower())
        for k in range(found.start(), start)
        if tokens.word(k)[:1].isupper()
    )
    return (trim_phrase(tokens, found.start(), end) or subject) if of_body else subject


BEING_SOMEWHERE = {"abroad", "around", "aboard", "away", "here", "inside", "nearby", "outside", "there"}
KEEPS_ON = {"keeps", "kept"}
SOMEBODY_BEFORE = re.compile(r"(?P<head>(?:D|#)?[wNR]{0,3}[NR])w?p$")


def may_speak(tokens: Tokens, end: int) -> bool:
    word = tokens.word(end)
    return is_somebody(word) or word_is_group(word) or DOCUMENT.fullmatch(word) is not None


PLURAL_VERBS = frozenset({"have", "are", "were", "do", "don’t", "don't"})


def takes_plural(tokens: Tokens, end: int, cue: int) -> bool:
    """Is the cue behind a subject that ends at token `end` one of several, and no one's: "have said", "suggest"?"""
    auxiliaries = range(end + 1, cue)
    if any(tokens.tags[k] in "xb" for k in auxiliaries):
        return any(tokens.word(k).lower() in PLURAL_VERBS for k in auxiliaries)
    word = tokens.word(cue).lower()
    return word in lexicon.cues("cues_say").base and word not in lexicon.cues("cues_say").finite


def before_place(tokens: Tokens, first: int, end: int) -> int:
    """Return where "the University of Tarn" ends in "two of the University of Tarn, Orvel suggest"."""
    if end - 2 > first and tokens.tags[end - 2 : end + 1] == "N,N" and tokens.word(end + 1) != "and":
        return end - 2
    return end


def before_participle(tokens: Tokens, first: int, start: int, end: int) -> int:
    """Return where "Members" ends in "Members supporting the bill have said": one thing takes no plural."""
    single = (
        tokens.tags[end] == "w" and not word_is_group(tokens.word(end)) and not tokens.word(end).endswith("s")
    )
    hangs = (
        start - 1 > first
        and tokens.word(start - 1).endswith("ing")
        and tokens.word(start).lower() in ("the", "a")
    )
    joined = "&" in tokens.tags[start:end]
    return start - 2 if single and hangs and not joined and tokens.tags[start - 2] in "NRw" else end


NAME_BEFORE_BRACKET = re.compile(r"(?<![NHRwp])(?:H{1,6}N{1,4}|(?<!,)N{2,4})(?=\([^()]{1,6}\),$)")


def named_before_bracket(tags: str, first: int, comma: int) -> tuple[int, int] | None:
    """Return "Sen. Mira Tolan" of "Sen. Mira Tolan (V-Orm), said", whose comma closes nothing."""
    match = NAME_BEFORE_BRACKET.search(tags, max(first, comma - 16), comma + 1)
    return (match.start(), match.end() - 1) if match else None


CLAUSE_OPENERS = {"after", "before", "since", "until"}


def behind_conjunction(tokens: Tokens, start: int, end: int) -> int:
    """Return where the subject of the last clause begins: "Roke left the hall after Mira Tolan said".

    "After" and its like are tagged as prepositions, and a noun phrase may seem to run over them.
    """
    for k in range(end - 1, start, -1):
        if tokens.tags[k] == "p" and tokens.word(k).lower() in CLAUSE_OPENERS:
            return k + 1
        if tokens.tags[k] == "-" and tokens.source[tokens.spans[k][0] - 1].isspace():
            return k + 1  # "a weak fleet — nine in ten sailors say"
    return start


def is_short_has(tokens: Tokens, k: int) -> bool:
    """Is a "’s" behind "he" before a cue "has": "he’s said that"? "It’s said that" is nobody's."""
    return k > 0 and tokens.word(k)[:1] in "’'´`" and tokens.word(k - 1).lower() in {"he", "she", "who"}


def is_for_long(tokens: Tokens, k: int) -> bool:
    """Is "long" an adverb before its cue: "has long said that"?"""
    return k > 0 and tokens.tags[k] == "w" and tokens.tags[k - 1] == "x" and tokens.word(k) == "long"


HEARSAY = re.compile(r"(?:said|reported|believed|understood|thought|alleged|claimed|rumou?red|known)$")


def hearsay_subject(tokens: Tokens, first: int, participle: int) -> int | None:
    """Return the token before "is said" in "Tolan is said to have told"; `participle` is its "said"."""
    if not HEARSAY.match(tokens.word(participle).lower()):
        return None
    end = participle - 1
    while end > first and tokens.tags[end] in "axb":
        end -= 1
    return end if end < participle - 1 else None


def quoted_as_saying(tokens: Tokens, cue: int) -> bool:
    """Is this the passive that reports words after all: "was quoted by Meridian Wire as saying"?"""
    if tokens.word(cue).lower() not in {"quoted", "cited"}:
        return False
    words = [tokens.word(k).lower() for k in range(cue + 1, min(cue + 9, len(tokens.tags)))]
    return any(pair in {("as", "saying"), ("as", "telling")} for pair in pairwise(words))


def source_with_apposition(tokens: Tokens, first: int, closing: int) -> tuple[int, int] | None:
    """Return "Mira Tolan" of "Mira Tolan, the head of the delegation," whose last comma is given."""
    tags = tokens.tags
    mark = "," if tags[closing] == "Q" else tags[closing]  # "Tolan, citing “the weather,” said"
    opening = closing - 1
    floor = max(first, closing - 50)
    for _ in range(MOST_COMMAS):
        opening = tags.rfind(mark, floor, opening)
        if opening <= floor:
            return None
        inside = tags[opening + 1 : closing]
        aside = is_aside(tokens, opening + 1)
        titled = gives_nickname(tokens, opening + 1, closing)
        if not inside or (
            ANY_QUOTED.search(inside) and not (aside or titled or re.match("W|D[^VK]*$", inside))
        ):
            return None
        aside |= titled
        # "Tolan, asked about Roke, said", "Tolan, when asked about Roke, said"
        asked = inside[0] in "Vvw" and FINITE.search(inside, 1) is None
        asked |= inside[:2] in ("cV", "cw") and FINITE.search(inside, 2) is None
        # "Tolan, speaking unnamed because she was not allowed to speak, said"
        asked |= aside and re.match("[^bxVvKM,]*c[^,]*$", inside) is not None
        if not titled and FINITE.search(CALLED_SO.sub("w", inside)) and not (asked or RELATIVE.match(inside)):
            continue  # ", was among those released,": no apposition, look further to the left
        named_as = GIVEN_NAME.search(tags, opening + 1, closing) if inside[0] == "W" else None
        if named_as and gives_name(tokens, opening + 2):
            return named_as.start() + 1, closing - 1  # "one woman, who gave her name only as Nesta, shouted"
        if inside == "N" and opening > first and tokens.word(opening - 1).lower() in KIN:
            return opening + 1, opening + 1  # "Captain Tolan's wife, Berit, said"
        if (
            tags[opening - 1] in "Rw"
            and not inside.strip("N")
            and names_a_body(tuple(tokens.words[opening + 1 : closing]))
        ):
            continue  # "Mira Tolan, secretary, Harbour Pilots Association, said"
        if (
            re.fullmatch(r"H{0,6}N(?:w{0,2}N){1,4}", inside)
            and opening - 1 >= first
            and tags[opening - 1] in "NRwHC"
        ):
            role = NOUN_PHRASE_AT_END.search(tags, max(first, opening - 16), opening)
            if role and re.search(r"[RH]|^D", role.group()):
                # "the head of the delegation, Mira Tolan, said"
                return trim_phrase(tokens, role.start(), closing - 1)
            if role and "N" not in role.group() and role.group()[0] == "#":
                return opening + 1, closing - 1  # "one of the authors of that 2013 report, Mira Tolan, said"
        if (
            re.fullmatch(r"[DwRHN]{0,8}[wR]N{2,4}", inside)
            and opening - 1 >= first
            and tags[opening - 1] in "Rw"
        ):
            # "her neighbour, retired postman Len Roke, said"
            described = NOUN_PHRASE_AT_END.search(tags, max(first, opening - 8), opening)
            if described:
                return trim_phrase(tokens, described.start(), closing - 1)
        # "leaders — and, above all, Tolan — said", "sailors in two ports — Orm and Marsk — said"
        aside |= mark == "-" and (inside[0] == "&" or FINITE.search(inside) is None)
        if (inside[0] in "&DRWwN#HpGgkVK" or asked or titled) and (
            aside or asked or inside[0] in "DW#p" or re.search("[RS#]|H(?:p|$)", inside)
        ):
            name = NOUN_PHRASE_AT_END.search(tags, max(first, opening - 16), opening)
            if name is None and tags[opening - 1] == ")":
                name = NAME_BEFORE_BRACKET.search(tags, max(first, opening - 16), opening + 1)
                if name and not ends_relative(tags, floor, name.start()):
                    return name.start(), name.end() - 1  # "Rep. Mira Tolan (L-Orm), who leads the bank, said"
            if name and not re.search(r"[NRDP#]", name.group()):
                name = None
            if name and not re.search("[RNC]", name.group()) and inside[0] != "W":
                joint = tags.find("p", name.start(), opening)
                if mark != "-" or not may_speak(tokens, (joint if joint > 0 else opening) - 1):
                    name = None
            if name is None:
                name = NAME_AT_END.search(tags, max(first, opening - 16), opening)
            if name and is_beside_name(tags, name.start(), opening):
                continue
            if (
                name
                and tags[name.start() - 2 : name.start()] in (",w", ",G", ",k")
                and name.start() - 2 > floor
            ):
                if tokens.word(name.start() - 1).endswith("ing"):
                    continue  # "Mira Tolan, facing a storm off Orm, a harbour town, said"
            if name and not ends_relative(tags, floor, name.start()):
                start = behind_conjunction(tokens, name.start(), opening - 1)
                return trim_phrase(tokens, start, opening - 1)
    return None


CALLED_SO = re.compile("(?<=[wRNC])K(?=[NQf])")  # "Tolan, of a club called Heron, said"
GIVEN_NAME = re.compile("[cp]N{1,4}$")


def is_beside_name(tags: str, start: int, end: int) -> bool:
    """Is a phrase between commas an age or a place that a name has: "Tolan, 30, of Orm, Velland, who sails, said"?"""
    if tags[start - 1 : start] != ",":
        return False
    return not tags[start:end].strip("#") or (
        PLACE.search(tags[max(0, start - 5) : start - 1]) is not None and not tags[start:end].strip("N")
    )


PLACE = re.compile("pN{1,3}$")


def ends_relative(tags: str, floor: int, start: int) -> bool:
    """Does a phrase end a relative clause that a comma opens: "Tolan, who works with Harbour House, a club, said"?"""
    comma = tags.rfind(",", floor, start)
    return comma >= floor and tags[start - 1] in "pwVvxba" and "W" in tags[comma:start]


def is_aside(tokens: Tokens, k: int) -> bool:
    """Does an aside begin with a participle: "Tolan, speaking in Orm, said", "Tolan, citing “the weather,” said"?"""
    return tokens.tags[k] in "wGgk" and tokens.word(k).endswith("ing")


def trim_phrase(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Leave out what a noun phrase cannot begin with."""
    tags = tokens.tags
    while start < end and tags[start] in "&aT-,S#" and tags[start] != "#":
        start += 1
    if start < end and tags[start] == "w" and tokens.word(start) in DIRECTIONS:
        start += 1  # "played down Tolan’s comments"
    while start < end and tags[start] == "w" and tags[start + 1] in "pD" and is_finite(tokens, start, "N"):
        start += 1 + (tags[start + 1] == "p")  # "comes after the agency said"
    if tags[start] == "#" or tokens.word(start).lower() in COUNTING:
        start -= approximate(tokens, start)
    words = [t for t in tags[start : end + 1] if t in "NHRwPCDo#"]
    if not words or (
        len(words) == 1 and words[0] == "D" and tokens.word(start).lower() in {"the", "a", "an"}
    ):
        return None
    return start, end


DIRECTIONS = {"down", "out", "off", "up"}
COUNTING = {"a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half"}
ROUGHLY = {"about", "almost", "around", "just", "nearly", "only", "over", "roughly", "some"}


def approximate(tokens: Tokens, start: int) -> int:
    """Return of how many tokens a word such as "nearly" or "at least" has, right before the number at `start`."""
    if start and tokens.word(start - 1).lower() in ROUGHLY:
        return 1
    return 2 * (start > 1 and tokens.text(start - 2, start - 1).lower() in ("at least", "more than", "up to"))


def main_subject(tokens: Tokens, first: int, before: int) -> tuple[int, int] | None:
    """Return the subject of the sentence's main clause, the one that a hanging "saying" refers to."""
    return (
        behind_subordinate(tokens, first, before)
        or subject_ahead(tokens, first, before, strict=True, speaking=True)
        or subject_ahead(tokens, first, before, strict=False, speaking=True)
    )


def nearest_subject(tokens: Tokens, first: int, before: int) -> tuple[int, int] | None:
    """Return "she" of "The strike ended, and she left the hall, saying", else the subject of the sentence."""
    hangs = tokens.tags[before - 1] == ","  # "accused Roke of asking" does not
    for joint in reversed([m.end() for m in JOINT.finditer(tokens.tags, first, before) if hangs]):
        subject = subject_ahead(tokens, joint, min(before, joint + 15), strict=True, speaking=True)
        if subject is not None and subject[0] == joint:
            return subject
    return main_subject(tokens, first, before)


JOINT = re.compile("[,;](?:&|c(?=[PNHD]))|;")
NO_SPEAKER = {"it", "this", "that", "there"}


LEADING_CONJUNCTIONS = {
    "when",
    "while",
    "as",
    "if",
    "although",
    "though",
    "because",
    "once",
    "unless",
    "whereas",
}


def behind_subordinate(tokens: Tokens, first: int, before: int) -> tuple[int, int] | None:
    """Return "she" of "When Tolan took the floor, she did it late, saying"."""
    lead = first
    while lead < before and tokens.tags[lead] in "&a":
        lead += 1
    if tokens.tags[lead] != "c" or tokens.word(lead).lower() not in LEADING_CONJUNCTIONS:
        return None
    comma = tokens.tags.find(",", lead, before)
    while comma > 0:
        if tokens.tags[comma + 1] == "P":
            return comma + 1, comma + 1
        subject = subject_ahead(tokens, comma + 1, min(before, comma + 16), strict=True)
        if subject is not None and subject[0] == comma + 1:
            return subject
        comma = tokens.tags.find(",", comma + 1, before)
    return None


def subject_ahead(
    tokens: Tokens, first: int, before: int, *, strict: bool, speaking: bool = False
) -> tuple[int, int] | None:
    """Return the first noun phrase behind the lead-ins that has a verb.

    `strict` wants a known verb, `speaking` somebody who may have words of their own.
    """
    tags = tokens.tags
    position = first
    for _ in range(4):
        while position < before and tags[position] in "c&a,QEf(":
            position += 1
        match = None if is_participle_lead(tokens, position) else SUBJECT_AHEAD.match(tags, position)
        if (
            speaking
            and match
            and tags[match.end() - 1] == "b"
            and tokens.word(position).lower() in NO_SPEAKER
        ):
            match = None  # "It was a good day as Tolan left, saying"
        verb = match.end() if match else None
        if match and strict:
            verb = verb_from(tokens, position, match.end(), before)
        if match and verb is not None and verb <= before:
            end = verb - 1
            while end > position and tags[end] in "axb,":
                end -= 1
            comma = tags.find(",", position, end)
            if comma > 0:
                end = comma - 1
            # The phrase may have run into the verb ("Tolan issued"): keep what is no verb.
            while end > position and tags[end] == "w" and any(t in "NRP" for t in tags[position:end]):
                if not may_be_past(tokens, end):
                    break
                end -= 1
            while end > position and tags[end] == "a" and tokens.word(end).islower():
                end -= 1  # "An official later walked back"
            if position < end or tags[position] != "D" or tokens.word(position).lower() not in ARTICLES_ALONE:
                return position, end
        comma = tags.find(",", position, before)
        if comma < 0:
            return None
        position = comma + 1
    return None


ARTICLES_ALONE = {"the", "a", "an"}


def may_be_past(tokens: Tokens, k: int) -> bool:
    word = tokens.word(k).lower()
    return word.endswith("ed") or word in lexicon.finite_verbs()


def is_participle_lead(tokens: Tokens, k: int) -> bool:
    """Does a sentence begin with a participle and not with a name: "Walking to the gate, Tolan", not "Beijing said"?"""
    return (
        tokens.tags[k : k + 1] == "N"
        and tokens.word(k).endswith("ing")
        and tokens.tags[k + 1 : k + 2] in ("p", "D", "P")
    )


def verb_from(tokens: Tokens, begin: int, position: int, before: int) -> int | None:
    """Return the verb of a phrase that begins at `begin` and seems to end at `position`.

    It may stand a few nouns behind ("capital" of "the capital said" is none).
    """
    tags = tokens.tags
    for k in range(begin + 1, position):  # "Serbia applied for": the verb stands inside the phrase
        if tags[k] == "w" and (tags[k - 1] in "NRP" or DOCUMENT.fullmatch(tokens.word(k - 1))):
            word = tokens.word(k).lower()
            # "Roke endorsed Tolan", "Roke lobbied to keep it", "the memo cited sailors"
            past = word.endswith("ed") and (
                tags[k + 1 : k + 2] in ("N", "D", "H", "R", "o") or tags[k - 1 : k + 2] in ("Nwp", "www")
            )
            if past or word in lexicon.finite_verbs():
                return k
    helped = tags[position - 1] in "bx" or (tags[position - 1] == "a" and tags[position - 2] in "bx")
    if tags[position : position + 1] != "w" or helped:
        return position  # "they are not sailing", "Roke must decide"
    for k in range(position, min(position + 4, before)):
        if tags[k] in "VvKIMbx" or (tags[k] == "w" and is_finite(tokens, k, tags[k - 1])):
            return k
        if tags[k] not in "wNRa":
            break
    return position if tags[position - 1] in "NP" else None


def end_phrase(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Cut what runs on behind a source that follows its cue: "said Tolan in a statement"."""
    tags = tokens.tags
    while end > start and tags[end] == "-":
        end -= 1
    if tags[start] in "NH" or (tags[start] in "Rw" and "N" in tags[start : end + 1]):
        preposition = tags.find("p", start, end + 1)
        whole = tokens.word(preposition) in ("of", "for", "to") and end - preposition > 2
        office = tags[preposition - 1] == "R" and (whole or tokens.word(end - 1) in lexicon.given_names())
        if preposition > start and "N" in tags[start:preposition] and not office:
            # but "Acting Chief of the Harbour Guard Mira Tolan", "HPO Special Envoy for Velland Mira Tolan"
            end = preposition - 1
    said_in = tags.find("pD", start + 1, end)
    if said_in > 0 and tokens.word(said_in) == "in" and tags[said_in + 2 : said_in + 3] == "C":
        end = said_in - 1  # "the Kestran Ambassador in a statement to the Courier"
    return start, noun_behind(tokens, start, end)


def noun_behind(tokens: Tokens, start: int, end: int) -> int:
    """Return where a phrase that seems to end with a name ends: "expert" of "a Heron Foundation tide expert"."""
    tags = tokens.tags
    if tags[start] != "D" or tags[end] not in "NR":
        return end
    last = end
    made = False
    while (
        last - end < 3
        and tags[last + 1 : last + 2] in ("w", "R")
        and tokens.word(last + 1).islower()
        and not made
    ):
        last += 1
        made = is_participle(tokens, last + 1) and DOCUMENT.fullmatch(tokens.word(last)) is not None
    reports = tokens.word(last + 1)
    if tags[last + 1 : last + 2] == "V" and DOCUMENT.fullmatch(reports) and reports.islower():
        # "according to its HPO reports", "a Harbour Watch report released on Monday"
        if tags[last + 2 : last + 3] in ("", ".", ",", ";") or tokens.word(last + 2).endswith("ed"):
            return last + 1
    if last == end or (tags[last + 1 : last + 2] in ("N", "w") and not made):
        return end
    word = tokens.word(last)
    return last if is_somebody(word) or word_is_group(word) or DOCUMENT.fullmatch(word) else end


SUBJECTS = {"he", "i", "it", "she", "they", "we"}


def is_finite(tokens: Tokens, k: int, before: str) -> bool:
    """Can the word at token `k` be the verb of a clause?"""
    word = tokens.word(k).lower()
    if word in lexicon.finite_verbs():
        return tokens.tags[k + 1 : k + 2] != "S"
    subject = tokens.word(k - 1).lower()
    if before == "P" and tokens.tags[k] == "w" and subject in SUBJECTS:
        return word.endswith(("ed", "s"))  # "they mattered"
    return before in "NHRw" and subject.endswith("s") and word in lexicon.base_verbs()


def holds_verb(tokens: Tokens, start: int, end: int) -> bool:
    """Has a stretch a verb, so that it is no apposition?"""
    return any(
        tokens.tags[k] in "bxVP"
        or (k > start and tokens.tags[k] == "w" and is_finite(tokens, k, tokens.tags[k - 1]))
        for k in range(start, end)
    )


DESCRIPTION = re.compile("[DRwaN][NHRwSaC#&pD]{0,16}")


def is_description(tokens: Tokens, start: int, end: int) -> bool:
    """Is a stretch between commas an apposition: "Tolan, a sailor, said"?"""
    return DESCRIPTION.fullmatch(tokens.tags, start, end) is not None and not holds_verb(tokens, start, end)
