"""Where does a paragraph give somebody's full name, and which words are the name?

Offices, countries, parties and portfolios before it are no part of it, nor are letters behind it;
particles, "Jr." and a nickname in marks are. A sentence printed in capitals, as headlines are, gives
names only by a given name that is known: there every word looks like one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from . import lexicon
from .address import HONORIFICS
from .lexicon import word_set
from .sentences import find_sentences
from .speakable import (
    BODY_FIRST,
    NO_GIVEN_NAME,
    NOT_A_NAME,
    PARTICLES,
    SUFFIXES,
    is_body_noun,
    is_joined_with_outlet,
    is_known_body,
    is_post_nominal,
    is_somebody,
    names_a_body,
    names_a_thing,
    nouns,
    places,
    word_is_group,
)
from .tokens import Tokens

# Capitalised words, up to three small words between two of them, a nickname in marks.
RUN = re.compile(r"(?:N|(?<![p#D])T(?=N))(?:N|w{1,3}(?=N)|(?<=N)D(?=N)|[HR](?![NHR]))*")
LONGEST_NAME = 6
# Have a capital at the head of a sentence or in a title, and are in no name.
BEGINS_NO_NAME = frozenset(
    word_set(
        "says said tells told on in at for with from by to as if but and or so yet when while after before since "
        "unlike like despite because although though among amid during under through against until unless whether "
        "via toward towards without within beyond"
    )
)
PEER = re.compile(r"[HNR]N(?P<of>p)N(?:-?N)?")
PEERAGE = word_set("Lord Lady Baroness Baron Viscount Viscountess Earl Countess Duke Duchess Marquess")
# Role words that are surnames as well, behind a given name: "Ana Baker".
SURNAME_ROLES = word_set(
    "Abbot Court Archer Baker Banker Barber Baron Bishop Butcher Carpenter Chandler Constable Cook Count "
    "Deacon Dean Doctor Driver Duke Earl Elder Farmer Fisher Fowler Friend Gardner Guardian Hunter Judge "
    "Justice King Knight Little Major Marshal Mason Mayor Merchant Miller Miner Monk Noble Page Parker "
    "Pilot Pope Porter Potter Priest Prince Provost Ranger Reeve Sailor Sargent Shepherd Sheriff Singer "
    "Son Speaker Squire Steward Taylor Usher Warden Weaver"
)
# Those of them that are hardly anything else in capitals: "Ada Fisher", whoever Ada is.
TRADES = word_set(
    "Archer Baker Barber Butcher Carpenter Chandler Cook Fisher Fowler Gardner Hunter Mason Miller Parker Porter Potter "
    "Shepherd Taylor Weaver"
)
# "Los Angeles-area", "Tolan-era", "Thick-skinned": no part of a name.
MADE_OF = re.compile(
    r"-(?:area|based|backed|born|era|led|owned|run|style|wide|like|type|only|friendly|related|[a-z]{3,}ed|[a-z]{4,}ing)$"
)
# Whoever lives somewhere is called so before the name: "Texan Mira Tolan".
RESIDENTS = word_set(
    "Alabaman Alaskan Arizonan Arkansan Californian Coloradan Floridian Georgian Hawaiian Hoosier Idahoan Illinoisan Iowan "
    "Kansan Kentuckian Louisianan Mainer Marylander Michigander Minnesotan Mississippian Missourian Montanan Nebraskan "
    "Nevadan Oklahoman Ohioan Oregonian Pennsylvanian Tennessean Texan Utahn Vermonter Virginian Washingtonian "
    "Wisconsinite Yorker Berliner Bostonian Chicagoan Dubliner Londoner Parisian Muscovite Roman Viennese Dubliner "
    "Liverpudlian Mancunian Glaswegian Scot Briton Dane Swede Finn Pole Turk Kurd Serb Croat Spaniard"
)
NAMES_OF_MONTHS_TOO = frozenset({"April", "June", "August"})
REGION = re.compile(
    r"(?:North|South|Latin|Central|East|West|Eastern|Western|Northern|Southern) (?:America|Africa|Asia|Europe)"
)
# What schools are called by for short.
SCHOOLS = word_set("High Elementary Prep Tech")
# How nouns end that are no surnames, behind a word that is no given name.
NO_SURNAME = re.compile(
    r"[a-z](?:ations|itions|utions|ities|(?<!le)ments|isms|ances|ssages|ologies|ation|ition|ution|ology|ography)$"
)
OF_AN_OFFICE = word_set("Acting Deputy Interim Permanent Plenipotentiary Resident Special")
PARTY_ADJECTIVES = word_set("Democratic Republican Soviet")
# Countries and cities that are given names as well.
PLACE_GIVEN = word_set(
    "Adelaide America Asia Austin Brooklyn Chad Chelsea Dallas Florence Georgia Holland India Ireland "
    "Israel Jordan Kenya Lima London Madison Malta Paris Sofia Sydney Victoria Vienna Virginia"
)


@dataclass(slots=True, kw_only=True)  # as `Attribution`: a page has hundreds
class FoundName:
    """A full name in a paragraph: its words without suffix and nickname, and its tokens."""

    words: tuple[str, ...]
    first: int
    last: int
    name: str  # as the article prints it
    suffix: str | None = None
    doubtful: bool = False  # it ends with a place, and nothing in it says that it is a person's


def find_full_names(tokens: Tokens) -> Iterator[FoundName]:
    """Yield the full names of a paragraph in order."""
    if "N" not in tokens.tags:
        return
    shouted = capital_sentences(tokens)
    peers = list(find_peers(tokens)) if "NpN" in tokens.tags else []
    yield from peers
    for match in RUN.finditer(tokens.tags):
        start, end = match.span()
        if end - start < 2 or (peers and any(peer.first <= start <= peer.last for peer in peers)):
            continue
        loud = bool(shouted) and any(first <= start <= last for first, last in shouted)
        for first, last in runs_apart(tokens, start, end - 1):
            found = name_among_capitals(tokens, first, last) if loud else name_in_run(tokens, first, last)
            if found is not None:
                yield found


def find_peers(tokens: Tokens) -> Iterator[FoundName]:
    """Yield peers of a place, whose title is a part of the name: "Lord Falken of Torm"."""
    for match in PEER.finditer(tokens.tags):
        first, of = match.start(), match.start("of")
        if tokens.word(first) in PEERAGE and tokens.word(of) == "of":
            yield FoundName(
                words=(tokens.word(of - 1),),
                first=first,
                last=match.end() - 1,
                name=tokens.text(first, match.end() - 1),
            )


def capital_sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the sentences that are printed in capitals throughout, as headlines are."""
    if tokens.tags.count("N") < 3:
        return []
    return [(first, last) for first, last in find_sentences(tokens) if in_capitals(tokens, first, last)]


WRITTEN_LARGE = re.compile("[wVvGgIKMmRCax]")


def in_capitals(tokens: Tokens, first: int, last: int) -> bool:
    if last - first > 40 or tokens.tags.count("N", first, last + 1) < 3:
        return False
    for k in WRITTEN_LARGE.finditer(tokens.tags, first, last + 1):
        if tokens.source[tokens.spans[k.start()][0]].islower():
            return False  # headlines write but articles and prepositions small
    words = [k for k in range(first, last + 1) if tokens.tags[k] not in "QEf" and len(tokens.word(k)) > 3]
    others = sum(
        tokens.tags[k] not in "NHQEf"
        and tokens.word(k)[:1].isupper()
        and (len(tokens.word(k)) > 3 or k > first)
        for k in range(first, last + 1)
    )  # "Is Not A" of a headline, and no first word of a sentence
    ends = tokens.tags[last] in ".?!" or tokens.source[tokens.spans[last][1] - 1] in ".?!"
    if not ends:  # a line of its own: "Tolan May Seek Second Vote"
        others += sum(tokens.word(k).lower() in lexicon.base_verbs() for k in words if k > first)
    if ends and others == 0 and not tokens.text(first, last).isupper():
        return False  # "Madam, Mira Tolan from the Torm Courier."
    return len(words) > 3 and (others > 0 or len(words) > 5)


def runs_apart(tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run of capitals between small words that are no particles."""
    if tokens.tags.count("N", first, last + 1) > last - first:
        yield first, last
        return
    start = first
    k = first
    while k <= last:
        tag = tokens.tags[k]
        if (
            (tag == "w" and tokens.word(k).lower() not in PARTICLES)
            or (tag == "D" and not is_dutch_particle(tokens, start, k))
            or (tag in "HR" and not is_surname(tokens, start, k))
        ):
            yield from without_small_ends(tokens, start, k - 1)
            start = k + 1
        k += 1
    yield from without_small_ends(tokens, start, last)


def is_dutch_particle(tokens: Tokens, start: int, k: int) -> bool:
    """Is "ten" no number but part of a name: "Marieke ten Hoeve", and not "gave Tolan ten Kestran boats"?"""
    named = tokens.word(start) in lexicon.given_names() or tokens.tags[k + 2 : k + 3] not in ("w", "N", "R")
    return tokens.word(k) == "ten" and k == start + 1 and named


def without_small_ends(tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    while last > first and tokens.tags[last] in "w":
        last -= 1
    while first < last and tokens.tags[first] in "w":
        first += 1
    if first < last:
        yield first, last


def nicknames(tokens: Tokens, first: int, last: int) -> set[int]:
    """Return the words of a name that stand in marks: William “Bill” Okrane."""
    found = set()
    for k in range(first + 1, last):
        opens = tokens.source[tokens.spans[k][0] - 1] in "“\"'‘„«("
        if opens or (k - 1 in found and tokens.source[tokens.spans[k - 1][1]] == " "):
            found.add(k)  # "“Bill”", "“the Gull”"
    return found


def is_surname(tokens: Tokens, start: int, k: int) -> bool:
    """Is a role word the surname behind a given name: "Ana Baker"?"""
    word = tokens.word(k)
    given = tokens.word(start) in lexicon.given_names()
    return (
        k > start
        and tokens.tags[k - 1] == "N"
        and (word in SURNAME_ROLES if given else word in TRADES and k == start + 1)
    )


# What stands behind a title in headlines of official houses, and is no surname: "Deputy Amir Receives"
ACTS = word_set(
    "Addresses Arrives Attends Chairs Condemns Condoles Congratulates Departs Hails Hosts Inaugurates Leaves Meets Receives Says Sends "
    "Tells Thanks Urges Visits Welcomes Witnesses"
)


def name_among_capitals(tokens: Tokens, first: int, last: int) -> FoundName | None:
    """Return the name in a run of a headline: a known given name, and the word behind it."""
    for k in range(first, last):
        word = tokens.word(k)
        if word not in lexicon.given_names() or tokens.tags[k] != "N":
            continue
        end = k + 1
        while end < last and (
            re.fullmatch(r"[A-Z]\.?", tokens.word(end)) or tokens.word(end).lower() in PARTICLES
        ):
            end += 1
        words = tuple(tokens.word(n) for n in range(k, end + 1))
        if (
            tokens.tags[end] == "N"
            and words[-1] not in ACTS
            and words[-1] not in NOT_A_NAME
            and can_be_person(words)
        ):
            return FoundName(words=words, first=k, last=end, name=" ".join(words))
    return None


def name_in_run(tokens: Tokens, first: int, last: int) -> FoundName | None:
    """Return the person's name in a run of capitals, or None if there is none."""
    suffix = None

    end = last
    word = tokens.word(end)
    while end > first and is_post_nominal(word):
        end -= 1
        word = tokens.word(end)
    if end > first and word.rstrip(".") in SUFFIXES:
        suffix, end = word, end - 1
    elif tokens.tags.startswith(",N", last + 1) and tokens.word(last + 2).rstrip(".") in SUFFIXES:
        suffix = tokens.word(last + 2)
    while (
        end > first
        and tokens.word(end) in ("May", "Will")
        and tokens.word(first) not in lexicon.given_names()
    ):
        end -= 1
    if end > first + 1 and tokens.tags[end + 1 : end + 2] == ":" and tokens.tags[first - 1 : first] == ":":
        end -= 1  # "Name: Ada Roke Age: 27"
    first = after_office(tokens, first, end)
    if tokens.tags[first - 1 : first] in ("R", "H") and is_given_name_behind_title(tokens, first):
        first -= 1
    while first < end and tokens.word(first).lower() in BEGINS_NO_NAME:
        first += 1
    while end > first and tokens.word(end) in ACTS:
        end -= 1
    if first == end or has_digit(tokens.text(first, end)):
        return None
    if end == first + 1 and begins_with_trade(tokens, first):
        return None  # "Goalkeeper Tolan saved two"
    marked = nicknames(tokens, first, end) if end > first + 1 else set()
    words = tuple(tokens.words[first : end + 1])
    if marked:
        words = tuple([tokens.words[k] for k in range(first, end + 1) if k not in marked])
    cut = len(words) - len(without_prefix(words))
    if len(words) - cut > 3 and not can_be_person(words[cut:]):
        # "Harbour County Recorder Mira Tolan": the name begins with a given name, or behind what somebody is
        given = next((n for n in range(cut + 1, len(words) - 1) if words[n] in lexicon.given_names()), cut)
        cut = given if given > cut else behind_trade(words, cut)
    elif (
        len(words) - cut == 3 and tokens.word(first - 1) == "Miss" and words[cut + 1] in lexicon.given_names()
    ):
        cut += words[cut] not in lexicon.given_names()  # "Miss Oscane Mira Tolan", of a pageant
    cut = behind_post(words, cut)
    words, first = words[cut:], first + cut
    if not 2 <= len(words) <= LONGEST_NAME or not (
        can_be_person(words) or is_called(tokens, first, words) or is_doubtful(words)
    ):
        return None
    if tokens.tags[first] == "T" and tokens.word(first) not in NAMES_OF_MONTHS_TOO:
        return None
    name = tokens.text(first, end) if marked else " ".join(words)
    if suffix:
        name = f"{name} {suffix}"
        end = max(end, last if tokens.word(last) == suffix else last + 2)
    return FoundName(
        words=words,
        first=first,
        last=end,
        name=name,
        suffix=suffix.rstrip(".") if suffix else None,
        doubtful=is_doubtful(words),
    )


def has_digit(words: str) -> bool:
    return not words.replace(" ", "").isalpha() and any(map(str.isdigit, words))


def is_given_name_behind_title(tokens: Tokens, first: int) -> bool:
    """Is a title before a name the given name itself, for another one stands before it: "Gov. Earl Tolan Roke"?"""
    word = tokens.word(first - 1)
    titled = first > 1 and tokens.tags[first - 2] == "H"
    return titled and word[:1].isupper() and word in lexicon.given_names() and word not in lexicon.titles()


def behind_post(words: tuple[str, ...], start: int) -> int:
    """Return where the name begins behind letters for a post: "Harbour DL Mira Tolan", not "AJ Mira Tolan"."""
    for n in range(start + 2, len(words) - 1):
        letters = words[n - 1]
        if (
            letters.isupper()
            and 1 < len(letters) < 4
            and letters.isalpha()
            and (
                words[n] in lexicon.given_names()
                or (n == len(words) - 2 and words[start] not in lexicon.given_names())
            )
        ):
            return n
    return start


def behind_trade(words: tuple[str, ...], start: int) -> int:
    """Return where the name begins behind a noun for somebody: "Harbour Board Committeeman Oksar Belten"."""
    for n in range(len(words) - 2, max(start, len(words) - 4), -1):
        noun = words[n - 1]
        if is_somebody(noun) and noun not in SURNAME_ROLES and can_be_person(words[n:]):
            return n
    return start


def begins_with_trade(tokens: Tokens, first: int) -> bool:
    """Is the first of two capitals a trade that has its capital for beginning a sentence?"""
    word = tokens.word(first)
    if first and tokens.tags[first - 1] not in ".QEf:":
        return False
    trade = word.lower() in nouns("people_nouns")[0] or word.lower() in lexicon.roles()
    return trade and word not in lexicon.given_names()


OF_A_STATE = word_set("Republic Kingdom Federation Emirate Principality Union Affairs Relations")


# "Chair of the Committee on Ports and" of "... Ports and Harbours", "Minister for Coasts, Ports and".
OFFICE_AND = re.compile(r"(?:[RH]|RN)(?:pD?[NRHCw]{1,5}){1,3}(?:(?:,[NRCw]{1,3}){0,4},?&|(?<=N)p)$")


def is_in_an_office(tokens: Tokens, first: int) -> bool:
    """Does "and" before a run of capitals join what an office is of: "Chair of the Committee on Ports and Harbours"?

    Behind an article no name follows an office: "The director of Ports and Mira Tolan" are two people.
    """
    match = OFFICE_AND.search(tokens.tags, max(0, first - 16), first)
    if match is None or not tokens.word(first - 2)[:1].isupper():
        return False
    start = match.start()
    while start and match.start() - start < 12 and tokens.tags[start - 1] in "NHRwS":
        start -= 1
    return tokens.tags[start - 1 : start] != "D"


def after_office(tokens: Tokens, first: int, last: int) -> int:
    """Return where the name begins behind an office: "Minister of Fisheries and Food Emil Sarkov"."""
    before = tokens.tags[max(0, first - 2) : first]
    if before == "pD" and first > 2 and tokens.tags[first - 3] in "RHN":
        if last - first > 1 and tokens.word(first) in portfolios():
            return first + 1  # "Minister of the Interior Mira Tolan"
        bodies = (k for k in range(last - 2, first - 1, -1) if is_body_noun(tokens.word(k).lower()))
        return next(bodies, first - 1) + 1  # "Chairman of the National Bank Mira Tolan"
    if before[-1:] not in ("p", "&", "R", "H"):
        return first
    office_ends = first
    while last - first > 1 and tokens.word(first) in portfolios():
        first += 1
    if first > office_ends and last - first < 3:
        return first  # what is left behind a portfolio is a name: "Minister of State Síle Ní Torra"
    if (before[-1:] == "&" or before == "Np") and is_in_an_office(tokens, first):
        before = "Rp"  # "Chair of the Committee on Ports and Harbours Mira Tolan"
    named = tokens.word(first) in lexicon.given_names() or tokens.word(first + 1) in PARTICLES
    # "President of the Republic of Velland Emil Sarkov", "Minister of Foreign Affairs of Velland Emil Sarkov"
    of_state = before[-1:] == "p" and first > 1 and tokens.word(first - 2) in OF_A_STATE
    if last - first > 1 and (before in ("Hp", "Rp") or of_state) and not named:
        given = [k for k in range(first, last) if tokens.word(k) in lexicon.given_names()]
        first = given[0] if given else last - 1
    return first


@lru_cache(maxsize=1)
def portfolios() -> frozenset[str]:
    return frozenset(lexicon.read_list("portfolios"))


# Given names that are printed short, and no titles: "Ma. Tolan" is a Maria.
SHORT_GIVEN = word_set("Chas. Chr. Edw. Geo. Jos. Ma. Sta. Sto. Thos. Wm.")


@lru_cache(maxsize=65536)
def without_prefix(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a run of capitals without the country, party, body or title that it begins with."""
    table = lexicon.country_table()
    given = lexicon.given_names()
    if " ".join(words).lower() in table or is_joined_with_outlet(" ".join(words)):
        return ()
    while len(words) > 2:
        second = words[1] in given
        two = " ".join(words[:2])
        if two.lower() in table or two in lexicon.outlets() or (two in HONORIFICS and len(words) > 3):
            words = words[2:]
        elif (
            (words[0].lower() in table and words[0] not in PLACE_GIVEN)
            or words[0] in NOT_A_NAME
            or words[0] in HONORIFICS
            or (words[0] not in SHORT_GIVEN and re.fullmatch(r"[A-Z][a-z]{1,}\.", words[0]))
            or (words[0] not in given and is_prefix(words[0], second))
        ):
            words = words[1:]
        elif is_known_body(two):
            words = words[2:]
        else:
            break
    return words


def is_prefix(word: str, before_given: bool) -> bool:
    """Does a word before a name belong to an office: "Alderwoman", "UN", "Labour"?"""
    if (
        is_known_body(word)
        or word in lexicon.outlets()
        or (word.isupper() and len(word) > 2 and "." not in word)
    ):
        return True
    if "-" in word and (is_somebody(word) or MADE_OF.search(word)):
        return True  # "Co-anchor", "Tarn-born"
    if before_given and (word in RESIDENTS or begins_a_clause(word)):
        return True
    if word_is_group(word) and word not in lexicon.given_names() and not word.endswith("ees"):
        return True  # "Celebrities Mira Tolan and Edwin Roke"
    return before_given and (word in BODY_FIRST or is_somebody(word) or word in portfolios())


@lru_cache(maxsize=1)
def verbs_and_cues() -> frozenset[str]:
    return lexicon.base_verbs() | frozenset(lexicon.cues("cues_say").base)


def begins_a_clause(word: str) -> bool:
    """Is a word the gerund of a common verb: "Using" of "Using Mira Tolan", and not "Sterling"?"""
    stem = word.lower().removesuffix("ing")
    return stem != word.lower() and not verbs_and_cues().isdisjoint((stem, stem + "e", stem[:-1]))


def is_called(tokens: Tokens, first: int, words: tuple[str, ...]) -> bool:
    """Does an office right before two words make them a person's, though one means a thing: "Minister Oksar Belt"?"""
    before = tokens.tags[max(0, first - 1) : first]
    office = before in ("H", "R") and (is_somebody(tokens.word(first - 1)) or before == "H")
    return office and len(words) == 2 and words[0] not in BODY_FIRST and not names_a_body(words)


@lru_cache(maxsize=65536)
def can_be_person(words: tuple[str, ...]) -> bool:
    """Can these words be the name of a person, as far as they tell by themselves?"""
    table = lexicon.country_table()
    given = words[0] in lexicon.given_names()
    name = " ".join(words)
    if name.lower() in table or names_a_thing(name) or words[0] in NOT_A_NAME or words[0] in NO_GIVEN_NAME:
        return False
    if len(words) > 2 and (
        " ".join(words[-2:]).lower() in places() | table.keys() or REGION.fullmatch(" ".join(words[-2:]))
    ):
        return False  # "Norrhav North America"
    if any(MADE_OF.search(word) for word in words):
        return False
    if "." in words[0] and is_known_body(words[0]):
        return False  # "U.N. Security"
    if not given and any(len(w) > 3 and w.isupper() and w.isalpha() for w in words):
        return False
    if not given and (words[-1] in SCHOOLS or NO_SURNAME.search(words[-1])):
        return False  # "Harbour High", "Harbour Passages"
    if words[0].isupper() and len(words[0]) > 2 and "." not in words[0]:
        return False  # "CIA Harbour"
    if words[-1].isupper() and 1 < len(words[-1]) < 4 and words[-1].isalpha():
        return False  # "Harbour County GOP"
    if words[-1] in OF_AN_OFFICE:
        return False  # "Kestran Permanent" of "Kestran Permanent Representative"
    if words[-1] in PARTY_ADJECTIVES:
        return False  # "Georgia Democratic" of "Georgia Democratic voters"
    if not given and begins_a_clause(words[-1]):
        return False  # "Judgment and Decision Making", a journal
    lands = [word for word in words if word.lower() in table]
    if not lands:
        return True
    return len(lands) < len(words) and (given or words[0] in PLACE_GIVEN or lands == [words[-1]])


@lru_cache(maxsize=65536)
def is_doubtful(words: tuple[str, ...]) -> bool:
    """Is a name a place's or a body's unless something says that it is a person's: "Air France", "Ana Union"?"""
    given = words[0] in lexicon.given_names()
    if words[-1].lower() in lexicon.country_table():
        return not given
    name = " ".join(words)
    known = is_known_body(name) or name in lexicon.outlets()
    return given and len(words) == 2 and names_a_body(words) and not known


# An office with all that it is of, behind an article: its holder is named behind the comma.
OFFICE_AND_COMMA = re.compile(
    r"D(?P<office>[NHRw#-]{0,4}[RH](?:pD?[NHRCw#-]{1,6}(?:&[NHRCw#-]{1,4})?){1,3}),$"
    # Without an article at the head of its clause: "when Minister of Ports, Ms Tolan, left"
    r"|(?:^|(?<=[.QEfcpTVvxb]))(?P<bare>[NwH]?[RH]{1,2}(?:pD?[NHRCw#-]{1,6}(?:&[NHRCw#-]{1,4})?){1,3}),$"
)


def before_courtesy(tokens: Tokens, first: int) -> int:
    """Return where the forms of address before a name begin: of "the Ambassador, Mr. Roke" at "Mr."."""
    while first and tokens.tags[first - 1] == "H":
        first -= 1
    return first


def office_and_comma(tokens: Tokens, first: int) -> str | None:
    """Return "Minister of Ports of Norvania" of "with the Minister of Ports of Norvania, Mira Tolan." """
    first = before_courtesy(tokens, first)
    start = max(0, first - 16)
    while match := OFFICE_AND_COMMA.search(tokens.tags, start, first):
        kind = "bare" if match["bare"] else "office"
        begin, end = match.span(kind)
        inner = [k for k in range(begin, end) if tokens.tags[k] == "D" and tokens.word(k - 1) != "of"]
        if not inner and (kind == "office" or tokens.word(begin)[0].isupper()):
            return tokens.text(begin, end - 1)
        start = match.start() + 1  # "in his office with the Ambassador"
    return None
