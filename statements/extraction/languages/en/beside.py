"""What stands beside a name and says who or what has it: an office, a trade, an apposition, a body's noun."""

import re
from bisect import bisect_left

from . import lexicon
from .full_names import FoundName, before_courtesy, is_in_an_office, portfolios
from .speakable import body_words, is_body_noun, is_somebody, singular_of
from .tokens import Tokens

NOUN_APPOSED = re.compile(r"(?:\(N\))?,D[NHRCwS#a-]{0,5}[wRC](?:[,.pW])")
# "a former adviser and pollster to the mayor", "director of the Project on Tides at the Institute of Harbours of Tarn"
APPOSITION = re.compile(
    r",(D?[NHRCwS#a-]{0,8}R(?:&[NHRCwS#a-]{0,4}R)?[NHRwS#]{0,4}(?:pD?[NHRCwS#&]{1,9}){0,5})(?:[,.]|(?=&D[NHRCwS#a-]{0,6}R))"
)
# "Mira Tolan, Minister of Ports,": with a capital an office is a title as well, and no name follows it here.
TITLE_APPOSED = re.compile(
    r",(D?[NHRCwS#a-]{0,6}H(?P<of>pD?[NHRCwS#]{1,9}(?:[p&]D?[NHRCwS#]{1,9}){0,4})?)(?:[,.]|(?=&D?[NH]))"
)
BRACKET_BEHIND = re.compile(r"\([NRw]{1,4}\)(?=,)")
ROLE_AND_COMMA = re.compile(r"(?:(?:D|NS)?[NHRCwS#a-]{0,6}[RH]|(?:D|NS)[NHRCwS#a-]{0,6}w),$")
# "Norrhav Lines, one of the country's largest shipping companies,"
ONE_OF_SEVERAL = re.compile(r",Dp[DNHRCwS#a-]{1,9}[wRC](?:[,.pW])")
# No owner or office stands before: "the head of a company, Mira Tolan,".
ONE_AND_COMMA = re.compile(r"(?P<of>(?:^|[^RHCwN]p|[^p]))D[NaSw#-]{0,5}[wR],$")
EQUAL = re.compile(r"\b(?:counterpart|colleague|friend|rival)$")


def role_before(tokens: Tokens, first: int) -> str | None:
    tags = tokens.tags
    if not first or tags[first - 1] not in "NHRwSap":
        return None  # nothing that is a role's: so it is with most names
    start = first
    while (
        start > 0
        and first - start < 15
        and (
            tags[start - 1] in "NHRwS"
            or (tags[start - 1] == "a" and tokens.word(start - 1).lower() == "first")
            or (
                tags[start - 1] == "p"
                and tokens.word(start - 1) in ("of", "for")
                and tags[start - 2 : start - 1] in ("H", "R")
            )
            or (tags[start - 1] == "&" and start < first and is_in_an_office(tokens, start))
            or (start < first and (is_of_the(tokens, start) or is_of_country(tokens, start)))
        )
    ):
        if tags[start - 1] == "D":
            start -= 2  # "Speaker of the National Assembly Mira Tolan"
            continue
        if (
            tags[start - 1] == "w"
            and tokens.word(start - 1)[0].islower()
            and not any(tags[k] in "RH" for k in range(start, first))
        ):
            break
        if tags[start - 1] == "w" and lexicon.is_irregular_past(tokens.word(start - 1)):
            break  # "hopeful Denis Roke threw the reporter Mira Tolan out"
        if tags[start - 2 : start] == "Nw" and does_something_to(
            tokens.word(start - 1), named=tags[max(0, start - 3) : start] == "NNw"
        ):
            break  # "Envoy Ivo Lund met President Mira Tolan"
        start -= 1
    while start < first and (tags[start] == "S" or is_verb_before(tokens, start)):
        start += 1
    if start == first or not any(t in "RH" for t in tags[start:first]):
        return trade_before(tokens, first)
    if tags[first - 1] == "p" or tokens.word(first - 1) in body_words()[0]:
        return None  # "the Friends of Saltmarsh Pier", "the Kestran activist group Tarn Eye"
    role = tokens.text(start, first - 1)
    return None if EQUAL.search(role) else role


# Participles that stand before an office, and no verbs behind a name: "Kestran exiled minister Mira Tolan".
BEFORE_OFFICES = lexicon.word_set(
    "acclaimed accused appointed award-winning banned born celebrated controversial convicted defeated deposed detained disgraced "
    "disputed elected exiled famed fired imprisoned indicted jailed named nominated noted outgoing ousted pardoned re-elected renowned "
    "respected retired sacked sanctioned self-styled sidelined suspended wanted"
)


def does_something_to(word: str, named: bool) -> bool:
    """Is a word behind a name its verb: "met", "thanked", and no participle that stands before an office?

    Behind what may be a full name every "-ed" is: "Ivo Lund briefed Minister Mira Tolan".
    """
    verb = word in lexicon.finite_verbs() or (named and word.endswith("ed") and word.isalpha())
    return verb and word not in BEFORE_OFFICES


def is_of_the(tokens: Tokens, start: int) -> bool:
    """Does "of the" stand here, behind an office with a capital?"""
    tags = tokens.tags
    return (
        start > 2
        and (
            tags[start - 3 : start] in ("RpD", "HpD")
            # "Speaker of the Assembly of the Republic of Norvania Mira Tolan"
            or (tags[start - 3 : start] == "NpD" and is_body_noun(tokens.word(start - 3).lower()))
        )
        and tokens.word(start - 2) == "of"
        and tokens.word(start - 1) == "the"
        and tokens.word(start - 3)[0].isupper()
    )


def is_of_country(tokens: Tokens, start: int) -> bool:
    """Does "of" stand here between two names, before a country: "of the Assembly of Norvania Mira Tolan"?"""
    return (
        start > 1
        and tokens.tags[start - 2 : start] == "Np"
        and tokens.word(start - 1) == "of"
        and tokens.word(start).lower() in lexicon.country_table()
    )


def role_and_comma(tokens: Tokens, first: int) -> str | None:
    """Return "the Prime Minister" of "the Prime Minister, Mira Tolan,"."""
    first = before_courtesy(tokens, first)
    match = ROLE_AND_COMMA.search(tokens.tags, max(0, first - 9), first)
    if match is None:
        return None
    named = tokens.tags[first - 2] in "RH" or is_somebody(tokens.word(first - 2))
    start = match.start()
    if tokens.word(first - 2).lower() == "staff" and start > 1 and tokens.word(start - 1) == "of":
        start -= 2  # "chief of staff"
    return tokens.text(start, first - 2) if named else None


def apposition_after(tokens: Tokens, last: int) -> str | None:
    if tokens.tags.startswith(",#,", last + 1):
        last += 2  # "Mira Tolan, 54, a fisherman,"
    if bracket := BRACKET_BEHIND.match(tokens.tags, last + 1):
        last = bracket.end() - 1  # "MIRA TOLAN (Norvania), Committee Chair,"
    match = APPOSITION.match(tokens.tags, last + 1)
    if not match and (titled := TITLE_APPOSED.match(tokens.tags, last + 1)):
        office = (titled.start("of") if titled["of"] else titled.end(1)) - 1
        if tokens.word(office).lower() in lexicon.roles():
            match = titled
    if not match:
        match = NOUN_APPOSED.match(tokens.tags, last + 1)
        if match is None or not is_somebody(tokens.word(match.end() - 2)):
            return None
        return tokens.text(last + 2, match.end() - 2)
    text = tokens.text(match.start(1), match.end(1) - 1)
    return text if len(text) < 140 else None


# What says that somebody is something now; behind the first, an article or an owner must stand.
IS, BECAME = (
    "is|has been",
    "became|becomes|remains|serves as|(?:has )?served as|was (?:appointed|elected|named)(?: as)?|was sworn in as",
)
COPULA = re.compile(
    rf"(?:, who)?\s(?:(?P<is>{IS})|{BECAME})(?:\s(?:also|now|currently|again|still))?\s(?P<what>(?!(?:no|not)\b))"
)
HELD = re.compile(
    r"(?P<whose>D|N{1,3}S|(?=[RH]))?[NHRCwS#a-]{0,8}[RH](?![NHRCwS-])(?:pD?[NHRCwS#]{1,8}(?:&D?[NHRCw#]{1,6})?){0,4}"
)


def said_to_be(tokens: Tokens, last: int) -> str | None:
    """Return "the minister of ports" of "Mira Tolan is the minister of ports", "Mira Tolan has been minister of ports"."""
    found = COPULA.match(tokens.source, tokens.spans[last][1])
    if found is None or found.end() > tokens.spans[-1][1]:
        return None
    first = bisect_left(tokens.spans, (found.start("what"), 0))
    held = HELD.match(tokens.tags, first)
    if held is None or (found["is"] and held["whose"] is None) or tokens.word(first).lower() in ("no", "any"):
        return None
    text = tokens.text(first, held.end() - 1)
    return None if EQUAL.search(text) or len(text) > 140 else text


def body_beside(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the noun beside a name that makes it a body's: of "the bank Norrhav", "Norrhav (BLM), a bank,"."""
    anywhere, _ = body_words()
    if first and tokens.word(first - 1) in anywhere and tokens.tags[first - 1] in "wR":
        return tokens.word(first - 1)
    if first > 2 and tokens.tags[first - 1] == "," and tokens.tags[last + 1 : last + 2] in (",", "."):
        before = ONE_AND_COMMA.search(tokens.tags, max(0, first - 8), first)
        noun = tokens.word(first - 2)
        if before and noun in anywhere and tokens.word(before.end("of")).lower() in ("a", "an"):
            return noun  # "bought it from a Kestran company, Norrhav Lines,"
    match = NOUN_APPOSED.match(tokens.tags, last + 1) or ONE_OF_SEVERAL.match(tokens.tags, last + 1)
    noun = tokens.word(match.end() - 2) if match is not None else ""
    if match is not None and match.re is ONE_OF_SEVERAL:
        noun = singular_of(noun) if tokens.word(last + 2).lower() == "one" else ""
    if match is None and tokens.tags[last + 1 : last + 3] == ",W" and tokens.word(last + 2) == "which":
        return "thing" if tokens.tags[last + 3 : last + 4] in ("b", "x", "w", "V") else None
    return noun if noun in anywhere else None


# Verbs in form that are nouns before a title: "press Secretary".
NOUNS_TOO = lexicon.word_set("press party state house board club police field study research")


def is_verb_before(tokens: Tokens, k: int) -> bool:
    """Is a word before a role a verb's: "met candidate Tolan", "to resemble Senator Tolan", not "fisheries minister"?"""
    word = tokens.word(k)
    if tokens.tags[k] != "w" or word.capitalize() in portfolios():
        return False
    behind_to = k > 0 and (tokens.tags[k - 1] == "x" or tokens.word(k - 1).lower() == "to")
    before_title = tokens.tags[k + 1 : k + 2] == "H" and tokens.word(k + 1)[:1].isupper()
    infinitive = (behind_to or (before_title and word not in NOUNS_TOO)) and word in lexicon.base_verbs()
    if word in ("percent", "like", "unlike", "than"):
        return True
    return infinitive or word in lexicon.finite_verbs() or word.endswith(("ing", "ed", "s"))


def is_office(tokens: Tokens, k: int) -> bool:
    """Does the word before a name say who somebody is, and not which body: "President", not "Council"?"""
    return tokens.tags[k] == "H" or is_somebody(tokens.word(k))


def trade_before(tokens: Tokens, first: int) -> str | None:
    """Return what somebody is by a noun before the name: "Kestran glaciologist" of "Kestran glaciologist Anna Kell"."""
    if not first or tokens.tags[first - 1] not in "w" or not is_somebody(noun := tokens.word(first - 1)):
        return None
    if not noun.islower() or EQUAL.search(noun):
        return None
    start = first - 1
    while (
        start
        and first - start < 5
        and tokens.tags[start - 1] in "SN"
        and tokens.word(start - 1).lower() in lexicon.country_table()
    ):
        start -= 1
    if start > 1 and f"{tokens.word(start - 2)} {tokens.word(start - 1)}".lower() in lexicon.country_table():
        start -= 2
    return tokens.text(start, first - 1)


def is_in_name_of_body(tokens: Tokens, found: FoundName) -> bool:
    """Are two capitals a part of a body's name: of "Harbour Safety Department", "Commission on Coastal Waters"?"""
    anywhere, _ = body_words()
    behind = tokens.word(found.last + 1)
    if behind[:1].isupper() and behind.lower() in anywhere and tokens.tags[found.last + 1] in "RCw":
        return True
    of = found.first - 1
    while of > 0 and tokens.tags[of] == "D" and tokens.word(of).islower():
        of -= 1
    if of < 1 or tokens.tags[of] != "p" or found.words[0] in lexicon.given_names():
        return False
    noun = tokens.word(of - 1)
    return noun[:1].isupper() and noun.lower() in anywhere


def is_of_an_office(tokens: Tokens, found: FoundName) -> bool:
    """Are two capitals what an office is of, or of which house a paper is: "Harbour Safety Chief Mira Tolan", "a Harbour Safety memo"?"""
    if found.words[0] in lexicon.given_names():
        return False
    last = found.last
    if tokens.tags[last + 1 : last + 2] in ("R", "H") and tokens.tags[last + 2 : last + 3] == "N":
        return tokens.word(last + 1)[:1].isupper()
    one = found.first > 0 and tokens.word(found.first - 1).lower() in ("a", "an")
    return one and tokens.tags[last + 1 : last + 2] in ("w", "C") and tokens.word(last + 1).islower()
