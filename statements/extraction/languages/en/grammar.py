"""Sentences, noun phrases and clauses, as patterns over the tags of a paragraph.

Every repetition in a pattern is bounded and every sentence cut at a length, so that time grows with
the text and no faster.
"""

import re
from itertools import pairwise

from ...records import Span
from . import lexicon
from .speakable import DOCUMENT, is_somebody, word_is_group
from .tokens import Tokens

QUOTED = "QEf"
# No sentence is longer than this many tokens; what has no full stop is cut, so that time stays linear.
LONGEST_SENTENCE = 250
SENTENCE_END = re.compile("[.E]")
ANY_QUOTED = re.compile(f"[{QUOTED}]")
MOST_COMMAS = 8  # in the appositions between a name and its verb
FINITE = re.compile("[bxVvKM]")
RELATIVE = re.compile("[^bxVvKM]*[Wt]")
TIME_BETWEEN_COMMAS = re.compile(",a?p?[DT#]{0,2}T[T#]{0,2},$")
# Noun phrases over tags. Every repetition is bounded, so that no paragraph takes long.
_CORE = (
    r"(?:D{1,2}[NHRCwS#aT&-]{0,9}(?<![&a])"
    r"|[NHR](?:[NHRSwC#]|-(?=[NHRw])){0,9}"
    r"|(?<![NHRwDSC#axb])[wRC#](?:[wRNHSC#]|-(?=[NHRw])){0,6}|(?<=a)#)"
)
_PP = r"(?:p(?:D{1,2}[NHRCwS#aT]{0,8}|[NHRCwS#aT]{1,8})){0,3}"
NOUN_PHRASE_AT_END = re.compile(rf"(?:P|(?:P&)?{_CORE}{_PP}(?:&{_CORE}{_PP})?)$")
NAME_AT_END = re.compile(
    r"(?:D[NHRCwS#a]{0,8}[NR]|[wRNH][NHRSwC#-]{0,9}[NR]|[NR])(?:p[D]?[NHRCwS#]{1,6}){0,2}$"
)
NOUN_PHRASE_AHEAD = re.compile(
    r"(?:P(?![xbV])|(?:[D#w]p(?=D))?(?:D[NHRCwS#aT]{0,8}?(?:[RNC]+(?![RNC]|S|w{1,2}R|w[.,;pW])|w(?![wNRCSH]))|[NHRwC#][NHRSwC#-]{0,8})"
    r"(?:pD?[NHRCwS#]{1,7}){0,2})"
)
SUBJECT_AHEAD = re.compile(
    r"(?:P|(?:D[NHRCwS#a-]{0,9}|[NHRwC][NHRSwC#-]{0,9})(?:pD?[NHRCwS#]{1,8}){0,3})(?:&[NHR][NHRS#]{0,6})?(?:,?p?D?T+,?)?"
    r"(?:\([^()]{1,12}\))?(?:,[^.;:QEfVv]{1,45},)?(?:[axb]{0,3}(?=[VvKwIM])|[ax]?b(?=[ac]))"
)
# What may stand between a cue and its end without being content: time, place, addressee.
ADJUNCT = re.compile(r"(?:a|o|T|#|p?D{0,2}T+#?T?|pD{0,2}[NHRCwS#aT]{1,8}(?:&D?[NHRw#S]{1,5})?|,(?=[TpaG#]))*")
ANTECEDENT = re.compile(r"(?:D[NHRCwS#a]{0,8}|[NHR][NHRSwC#-]{0,9}),?$")


# Whom somebody asked or told, and no more: what they were told stands before.
ASKED_SOMEBODY = re.compile(r"(?:D?[NHRw]{1,4}(?:pD?[NHRw]{1,3}|p?T{1,2}){0,2})(?=\.|$)")


def find_sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the first and last token of each sentence."""
    if tokens.sentences is None:
        tokens.sentences = split_sentences(tokens)
    return tokens.sentences


def split_sentences(tokens: Tokens) -> list[tuple[int, int]]:
    tags = tokens.tags
    count = len(tags)
    found: list[tuple[int, int]] = []
    first = 0
    for match in SENTENCE_END.finditer(tags):
        i = match.start()
        if first < i and behind_abbreviation(tokens, i, first):
            found.append((first, i - 1))
            first = i
        while i - first > LONGEST_SENTENCE:
            found.append((first, first + LONGEST_SENTENCE))
            first += LONGEST_SENTENCE + 1
        ends = tags[i] == "." or ends_sentence(tokens, i, first)
        if ends and tags[i + 1 : i + 2] != "." and first <= i:
            found.append((first, i))
            first = i + 1
    while first < count:
        found.append((first, min(first + LONGEST_SENTENCE, count - 1)))
        first += LONGEST_SENTENCE + 1
    return found


def behind_abbreviation(tokens: Tokens, i: int, first: int) -> bool:
    """Does a quotation begin a sentence behind an abbreviation that ends one: "of Fresk, Calif. “We sing.”"?

    No comma leads to it, and no cue stands right before: "told the A.P. “We sing.”"
    """
    if tokens.tags[i] != "E" or tokens.tags[i - 1] != "N" or not tokens.word(i - 1).endswith("."):
        return False
    words = tokens.source[tokens.quotations[i].start : tokens.quotations[i].end].split()
    near = tokens.tags[max(first, i - 4) : i]
    return len(words) > 2 and words[0][0].isupper() and not re.search("[VvGgKk]", near)


def ends_sentence(tokens: Tokens, i: int, first: int) -> bool:
    """Does the quotation at token `i`, which ends like a sentence, end the reporter's one as well?"""
    tags = tokens.tags
    if i + 1 >= len(tags):
        return True
    after = tokens.word(i + 1)
    if tags[i + 1] == "-":
        return tags[i + 2 : i + 3] not in ("N", "H", "R")  # "“…” — Mira Tolan", "“…” -Commissioner Tolan"
    if tags[i + 1] in ",;:).":
        return False
    if after[:1].islower():
        return False
    subject = SUBJECT_AHEAD.match(tags, i + 1)
    if subject and tags[subject.end()] in "VvK" and (i == first or tags[i - 1] in ":,QEf.-"):
        if ASKED_SOMEBODY.match(tags, subject.end() + 1) and tags[subject.end()] == "V":
            return False  # "“Why now?” Tolan asked reporters."
        behind = tags[subject.end() + 1 : subject.end() + 2]
        if tags[i + 1] == "P" and after != "I":
            return behind not in (
                "",
                ".",
                "p",
                "T",
                "a",
            )  # "“Why?” He added, “I do.”": a capital begins a sentence
        asked = tokens.source[tokens.quotations[i].end - 1] in "?!" and behind in ("c", "G", "g")
        return not asked and behind not in ("", ".", ",", "p", "T", "a", ":", "Q", "E", "o")
    return tags[i + 1] not in "Vv"


def source_before(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return the noun phrase that is the subject of the cue at token `cue`, or None."""
    tags = tokens.tags
    end = cue - 1
    if cue - first > 4 and tokens.text(cue - 2, cue - 1).lower() == "to have":
        hearsay = hearsay_subject(tokens, first, cue - 3)
        if hearsay is None:
            return None
        end = hearsay
    passive = False
    if tags[end] == "o" and tokens.word(end).lower().endswith("self"):
        end -= 1  # "Tolan himself acknowledged"
    while end >= first and tags[end] in "axb":
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
        if tags[back] == "p":
            back -= 1
        if back == end:
            break
        if back < first:
            return None
        end = back
    while end > first and tags[end] in "axb":
        end -= 1
    if end - first > 2 and tags[end - 2 : end + 1] == ",a,":
        end -= 3  # "Tolan, however, said", "Tolan has, however, said"
        while end > first and tags[end] in "axb":
            end -= 1
    if end < first:
        return None
    if tags[end] == "W":
        match = ANTECEDENT.search(tags, max(first, end - 14), end)
        return (match.start(), end - 1 - (tags[end - 1] == ",")) if match else None
    if tags[end] == ")":
        opening = tags.rfind("(", max(first, end - 12), end)
        if opening > first:
            end = opening - 1
    if tags[end] in ",-" or (tags[end] == "Q" and end - first > 2):
        return source_with_apposition(tokens, first, end)
    match = NOUN_PHRASE_AT_END.search(tags, max(first, end - 30), end + 1)
    if match is None:
        return None
    start = behind_conjunction(tokens, match.start(), end)
    return head_of_relative(tokens, first, start) or trim_phrase(tokens, start, end)


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
    return k > 0 and tokens.word(k)[:1] in "’'´`" and tokens.word(k - 1).lower() in {"he", "she"}


def head_of_relative(tokens: Tokens, first: int, start: int) -> tuple[int, int] | None:
    """Return "Farmers" of "Farmers who had blocked roads near the border said".

    `start` is where the last noun phrase of the relative clause begins.
    """
    tags = tokens.tags
    relative = tags.rfind("W", max(first, start - 16), start)
    if relative == start - 1 and relative > first and tags[start] == "w":
        start += 1  # "sailors who favour dry boats said": the phrase has run into the verb
    if relative <= first or start - relative < 2 or tags[start - 1] not in "pwVvKbx":
        return None
    between = tags[relative:start]
    if "," in between or not (FINITE.search(between) or "w" in between):
        return None
    head = ANTECEDENT.search(tags, max(first, relative - 14), relative)
    return (head.start(), relative - 1) if head and tags[relative - 1] != "," else None


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
        if not inside or (ANY_QUOTED.search(inside) and not (aside or re.match("W|D[^VK]*$", inside))):
            return None
        asked = inside[0] in "Vvw" and FINITE.search(inside, 1) is None  # "Tolan, asked about Roke, said"
        if FINITE.search(inside) and not (asked or RELATIVE.match(inside)):
            continue  # ", was among those released,": no apposition, look further to the left
        if re.fullmatch(r"H{0,2}N{2,4}", inside) and opening - 1 >= first and tags[opening - 1] in "NRwHC":
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
        aside |= mark == "-" and inside[0] == "&"  # "leaders — and, above all, Tolan — said"
        if inside[0] in "&DRWwN#HpGgVK" and (
            aside or asked or inside[0] in "DW#p" or re.search("[RS#]", inside)
        ):
            name = NOUN_PHRASE_AT_END.search(tags, max(first, opening - 16), opening)
            if name and not re.search(r"[NRDP#]", name.group()):
                name = None
            if name and "R" not in name.group() and "N" not in name.group() and inside[0] != "W":
                name = None
            if name is None:
                name = NAME_AT_END.search(tags, max(first, opening - 16), opening)
            if name and is_beside_name(tags, name.start(), opening):
                continue
            if name and not ends_relative(tags, floor, name.start()):
                start = behind_conjunction(tokens, name.start(), opening - 1)
                return trim_phrase(tokens, start, opening - 1)
    return None


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
    return comma >= floor and tags[start - 1] in "pwVvx" and "W" in tags[comma:start]


def is_aside(tokens: Tokens, k: int) -> bool:
    """Does an aside begin with a participle: "Tolan, speaking in Orm, said", "Tolan, citing “the weather,” said"?"""
    return tokens.tags[k] in "wGgk" and tokens.word(k).endswith("ing")


def trim_phrase(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Leave out what a noun phrase cannot begin with."""
    tags = tokens.tags
    while start < end and tags[start] in "&aT-,S#" and tags[start] != "#":
        start += 1
    while start < end and tags[start] == "w" and tags[start + 1] in "pD" and is_finite(tokens, start, "N"):
        start += 1 + (tags[start + 1] == "p")  # "comes after the agency said"
    words = [t for t in tags[start : end + 1] if t in "NHRwPCDo#"]
    if not words or (
        len(words) == 1 and words[0] == "D" and tokens.word(start).lower() in {"the", "a", "an"}
    ):
        return None
    return start, end


def main_subject(tokens: Tokens, first: int, before: int) -> tuple[int, int] | None:
    """Return the subject of the sentence's main clause, the one that a hanging "saying" refers to."""
    return (
        behind_subordinate(tokens, first, before)
        or subject_ahead(tokens, first, before, strict=True)
        or subject_ahead(tokens, first, before, strict=False)
    )


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


def subject_ahead(tokens: Tokens, first: int, before: int, *, strict: bool) -> tuple[int, int] | None:
    """Return the first noun phrase behind the lead-ins that has a verb; `strict` wants a known verb."""
    tags = tokens.tags
    position = first
    for _ in range(4):
        while position < before and tags[position] in "c&a,QEf(":
            position += 1
        match = None if is_participle_lead(tokens, position) else SUBJECT_AHEAD.match(tags, position)
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
        if tags[k] == "w" and tags[k - 1] in "NRP":
            word = tokens.word(k).lower()
            past = word.endswith("ed") and tags[k + 1 : k + 2] in (
                "N",
                "D",
                "H",
                "R",
                "o",
            )  # "Roke endorsed Tolan"
            if past or word in lexicon.finite_verbs():
                return k
    if tags[position : position + 1] != "w":
        return position
    for k in range(position, min(position + 4, before)):
        if tags[k] in "VvKIMbx" or (tags[k] == "w" and is_finite(tokens, k, tags[k - 1])):
            return k
        if tags[k] not in "wNRa":
            break
    return position if tags[position - 1] in "NP" else None


def source_before_infinitive(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return the source of "would say", "did not say", "went on to say"."""
    tags = tokens.tags
    if (
        cue == first
        or tags[cue - 1] not in "xap"
        or (tags[cue - 1] == "p" and tokens.word(cue - 1).lower() != "to")
    ):
        return None
    if tags[cue - 1] == "p":
        verb = cue - 2
        if verb <= first or tokens.word(verb).lower() not in {"on", "continued", "came", "in", "a"}:
            return None
        while verb > first and tags[verb] in "apvV":
            verb -= 1
        match = NOUN_PHRASE_AT_END.search(tags, max(first, verb - 20), verb + 1)
        return trim_phrase(tokens, match.start(), verb) if match else None
    return source_before(tokens, first, cue)


def end_phrase(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Cut what runs on behind a source that follows its cue: "said Tolan in a statement"."""
    tags = tokens.tags
    while end > start and tags[end] == "-":
        end -= 1
    if tags[start] in "NH" or (tags[start] in "Rw" and "N" in tags[start : end + 1]):
        preposition = tags.find("p", start, end + 1)
        if preposition > start and "N" in tags[start:preposition]:
            end = preposition - 1
    return start, noun_behind(tokens, start, end)


def noun_behind(tokens: Tokens, start: int, end: int) -> int:
    """Return where a phrase that seems to end with a name ends: "expert" of "a Heron Foundation tide expert"."""
    tags = tokens.tags
    if tags[start] != "D" or tags[end] not in "NR":
        return end
    last = end
    while last - end < 3 and tags[last + 1 : last + 2] in ("w", "R") and tokens.word(last + 1).islower():
        last += 1
    if last == end or tags[last + 1 : last + 2] in ("N", "w"):
        return end
    word = tokens.word(last)
    return last if is_somebody(word) or word_is_group(word) or DOCUMENT.fullmatch(word) else end


def clause_like(tokens: Tokens, start: int, end: int) -> bool:
    """Does a stretch begin with a subject and its verb, as far as tags and common verbs can tell?

    "the talks go on" does, "an offer that nobody wanted" and "the appeal of the plan" do not.
    """
    tags = tokens.tags
    if tags[start:end][:1] == "c" and tokens.word(start).lower() in {"if", "unless", "although", "though"}:
        start += 1  # "said if the talks failed, the treaty would go"
    if end - start < 2 or tags[start] not in CLAUSE_BEGINS:
        return False
    if tags[start] == "P" and tags[start + 1] not in ".,":
        return True
    wanted = 1  # a relative clause has a verb of its own
    for k in range(start, min(end, start + 30) + 1):
        tag = tags[k]
        before = tags[k - 1] if k > start else "."
        if tag in "Wtc" and k > start:
            if tag == "W" and before == "p" and tags[start] == "p":
                return False  # "argued in public over who had dried the boats"
            wanted += 1
            continue
        if tag == ";":
            return False
        if tag == "P" and k > start and before in "NHRw":
            wanted += 1  # "the plan he made"
        if k == start:
            continue
        if tag in "bx" and before not in "p":
            finite = before not in "bx"
        elif tag in "VvKwM":
            finite = before not in "DSpxb" and is_finite(tokens, k, before)
        else:
            continue
        if finite and before == "&":
            continue  # "recalled the talks, which were long, and drank tea": the one who recalled did
        if finite:
            wanted -= 1
            if wanted == 0:
                # "in politics it takes time", but not "in the harbour and left"
                return tags[start] != "p" or any(t in "P," for t in tags[start:k])
    return False


CLAUSE_BEGINS = "NHDPRw#CaTpb"


def is_finite(tokens: Tokens, k: int, before: str) -> bool:
    """Can the word at token `k` be the verb of a clause?"""
    word = tokens.word(k).lower()
    if word in lexicon.finite_verbs():
        return tokens.tags[k + 1 : k + 2] != "S"
    subject = tokens.word(k - 1).lower()
    return before in "NHRw" and subject.endswith("s") and word in lexicon.base_verbs()


CLAUSE_STOP = re.compile(
    r",(?=a?[Ggk])|(?<=Q)(?=a?[Ggk])|,(?=c(?:P|D[NHRCwS#]{1,6}|[NHR]{1,4})[axb]{0,2}[VK])|,(?=pW)|&(?=D?[NHRP][NHRwSC#]{0,5}[ax]{0,2}[VK][^,])|,(?=a?[VK][^,])|,(?=pD?[NHRCw]{1,9}[Gk])|&(?=[Gg])|,?[&c](?=a?[VK])|(?P<but>,?c(?=a?[xbVKGg]))|,(?=W[axb]{0,2}[VvK])|,(?=a?c?[NHRPD][NHRSwC#]{0,6}[ax]{0,2}[V][^,])|;|,(?=A)|(?<=[,-])(?=cVp)|,(?=c?w?VpN)"
)


def clause_end(tokens: Tokens, start: int, last: int) -> int:
    """Return the last token of a reported clause that begins at `start`."""
    tags = tokens.tags
    end = last
    while end > start and tags[end] == ".":
        end -= 1
    for stop in CLAUSE_STOP.finditer(tags, start + 2, end + 1):
        if stop.start() < start + 3 and tags[stop.start()] == ",":
            continue  # "said the ferry, dubbed “the Whale”, would sail"
        if stop["but"] and tokens.word(stop.end("but") - 1).lower() not in {"but", "yet"}:
            continue
        return stop.start() - 1
    return end


def before_nearer_source(tokens: Tokens, start: int, end: int) -> int:
    """Cut a clause before a name and a cue that stand right before a quotation in it.

    "When Adrel noted that it rained, Tolan joked, “…”": the words are not Adrel's.
    """
    tags = tokens.tags
    for k in range(start + 1, end + 1):
        if tags[k] not in QUOTED:
            continue
        cue = k - 1
        while cue > start and tags[cue] in ",:aTo":
            cue -= 1
        # A weak cue has a whole quotation: "Tolan said she had begun “to see the sea”" has not.
        weak = tags[cue] == "v" and not tokens.source[tokens.quotations[k].start].isupper()
        if cue > start and tags[cue] in "Vv" and not weak:
            source = source_before(tokens, start, cue)
            if source and source[0] > start:
                cut = source[0] - 1
                while cut > start and tags[cut] in ",-c&:;":
                    cut -= 1
                return cut
        relative = named_in_relative(tokens, start, k)
        if relative is not None:
            return relative
    return end


NAMED_IN_RELATIVE = re.compile(r",?-?W[^.;:,QEfVvGg]{1,6}K[owR]{0,2}c?[Da]?w?$")


def named_in_relative(tokens: Tokens, start: int, quoted: int) -> int | None:
    """Return where a clause ends before "whom she called “a pirate”": the words are hers."""
    if tokens.tags[quoted + 1 : quoted + 2] and (
        tokens.tags[quoted + 1] in "bxVvKM" or is_finite(tokens, quoted + 1, "N")
    ):
        return None  # "said that the boat, which she called “a wreck,” would sail"
    match = NAMED_IN_RELATIVE.search(tokens.tags, max(start, quoted - 14), quoted)
    return match.start() - 1 if match and match.start() - 1 > start else None


def trimmed(tokens: Tokens, start: int, end: int) -> Span | None:
    while end > start and tokens.tags[end] in ".,;:-":
        end -= 1
    while start < end and tokens.tags[start] in ",;:-":
        start += 1
    return (tokens.spans[start][0], tokens.spans[end][1]) if end >= start else None
