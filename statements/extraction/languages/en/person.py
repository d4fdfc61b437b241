"""Who is somebody with a name, and can a title or a bare surname mean this person?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...folding import fold
from . import lexicon
from .lexicon import word_set
from .tokens import Tokens
from .unnamed import OFFICES_GENERAL, country_of_office

ROLE_HEADS = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
ROLE_SAME = {
    "spokesman": "spokes",
    "spokeswoman": "spokes",
    "spokesperson": "spokes",
    "representative": "spokes",
    "advisor": "adviser",
    "mp": "lawmaker",
    "mep": "lawmaker",
    "parliamentarian": "lawmaker",
    "legislator": "lawmaker",
    "congresswoman": "congressman",
    "chief": "head",
    "chairman": "head",
    "chairwoman": "head",
    "chair": "head",
    "president": "leader",
    "pres": "leader",
    "premier": "prime",
    "pm": "prime",
    "fm": "minister",
    "ambassador": "envoy",
    "amb": "envoy",
    "sheik": "sheikh",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "adm": "admiral",
    "sen": "senator",
    "sens": "senator",
    "rep": "congressman",
    "reps": "congressman",
    "gov": "governor",
    "prof": "professor",
    "dr": "doctor",
    "rev": "reverend",
    "alderwoman": "alderman",
    "councilwoman": "councilman",
}
RELATIVES = word_set(
    "brother sister wife husband son daughter mother father widow widower cousin nephew niece uncle "
    "aunt grandson granddaughter grandfather grandmother mother-in-law father-in-law brother-in-law "
    "sister-in-law son-in-law daughter-in-law stepson stepdaughter ex-wife ex-husband fiance fiancée "
    "fiancé girlfriend boyfriend twin lady spouse"
)
# Titles and offices that one person hardly has two of.
CALLINGS = (
    word_set("general colonel captain lieutenant sergeant admiral major brigadier corporal commodore"),
    word_set("doctor professor physician surgeon scientist oceanographer"),
    word_set("reverend bishop archbishop cardinal rabbi imam pastor pope"),
    word_set("judge justice magistrate"),
    word_set("senator"),
    word_set("congressman"),
)
# Offices of which a country or a town has one: who is called by another is somebody else.
HIGH_OFFICES = word_set(
    "leader prime chancellor king queen pope emir sultan mayor governor secretary-general"
)
# Offices with words of their own: whoever is called something else is not meant by them without a sign.
OFFICES_OF_STATE = HIGH_OFFICES | word_set(
    "minister secretary envoy general colonel admiral senator commissioner spokes judge consul bishop archbishop sheriff "
    "speaker vice-leader vice-prime chairman director-general attorney-general inspector-general solicitor-general surgeon-general auditor-general"
)
DEPUTY = word_set("vice deputy assistant former ex")
# Nouns for people that are adjectives too: before a single word in capitals they make nobody of it.
ADJECTIVES_TOO = word_set(
    "conservative liberal republican democrat democratic radical progressive moderate native professional individual "
    "intellectual principal executive veteran"
)
NOUN_AND_ADJECTIVE = ADJECTIVES_TOO | {"general", "chief", "head", "fellow", "expert", "patient", "model"}
# Titles that everybody has: they tell a gender, and no office.
COURTESY = word_set("mr mrs ms miss mme madame monsieur herr sir dame lord lady hon comrade dr")

# Family names that stand before the given name.
FAMILY_FIRST = word_set(
    "Bae Baek Ban Cao Chang Chen Cheng Chiang Cho Choe Choi Chung Dai Deng Fan Fang Feng Gao Geng Guo Han He Ho Hu Hua "
    "Huang Jiang Jung Kang Kim Kwak Kwon Kye Lam Le Lee Li Liang Lim Lin Liu Lu Luo Ma Mao Min Moon Ngo Nguyen "
    "Oh Pak Pan Park Peng Pham Qian Qin Ri Rim Ro Roh Ryang Ryu Seo Shen Shin Song Sun Tan Tang Tran Tsai Vo Wang Wei Wen "
    "Wong Wu Xi Xu Yang Ye Yi Yoon Yu Yuan Zeng Zhang Zhao Zheng Zhou Zhu"
)


# "attorney general", and no soldier
OFFICE_GENERAL = re.compile(rf"\b(?P<office>{'|'.join(sorted(OFFICES_GENERAL))}) general\b")


BEHIND_OFFICE = re.compile(r"\s(?:of|for|to|in|at|from|with|on|by|who|near)\b|,")
OWNER_BEFORE = re.compile(r"^.*(?:[’']s|s[’'])\s")


@lru_cache(maxsize=16384)
def heads_of(phrase: str) -> frozenset[str]:
    """Return the words of what somebody is, each by its usual form: of "the president's brother", "brother".

    What stands behind a preposition is somebody else's: "spokesman for the president".
    """
    core = BEHIND_OFFICE.split(phrase, maxsplit=1)[0]
    core = OWNER_BEFORE.sub("", core)
    core = core.lower()
    core = OFFICE_GENERAL.sub(r"\g<office>-general", core) if "general" in core else core
    words = set(ROLE_HEADS.findall(core))
    heads = {ROLE_SAME.get(word, word) for word in words}
    if words & {"vice", "deputy", "assistant"}:
        heads = {f"vice-{head}" if head in ("leader", "prime") else head for head in heads}
    return frozenset(heads)


def office_of(phrase: str, head: str) -> str:
    """Return the usual form of the office that a phrase with this head names: "prime" of "prime minister"."""
    usual = ROLE_SAME.get(head.lower(), head.lower())
    own = heads_of(phrase)
    if f"{head.lower()}-general" in own:
        return f"{head.lower()}-general"
    if usual == "minister" and own & {"prime", "vice-prime"}:
        usual = "prime"
    return f"vice-{usual}" if f"vice-{usual}" in own else usual


# Given names of men that end as women's do elsewhere, folded.
MEN_IN_A = word_set(
    "abdalla abdallah abdulla abdullah aditya akira attila baba barnaba buba elia elisha ezra garba geza hamza ilia ilja ilya isaa issa "
    "joshua juma khalifa kolya krishna luca luka mahama matia mika misha moussa musa mussa mustafa mustapha nana nikita osama pasha raja "
    "rama ryota sasha shiva shota surya talha thoma toma usama vanya yahaya yasha yuta zakaria"
)
FEMALE_SURNAME = re.compile(r"\w{3,}(?:ova|eva|skaya|skaia|ska|cka|dottir|aite|yte|iene|poulou)$")
MALE_SURNAME = re.compile(r"\w{3,}(?:ov|ev|sky|skii|skiy|ski)$")


@lru_cache(maxsize=65536)
def likely_gender(words: tuple[str, ...]) -> str | None:
    """Return the gender that the form of a name makes likely: "Orlova", "Irina". It proves nothing."""
    first, last = fold(words[0]), fold(words[-1])
    if FEMALE_SURNAME.match(last):
        return "f"
    if MALE_SURNAME.match(last):
        return "m"
    if len(words) > 1 and len(first) > 3 and first.endswith("a") and first not in MEN_IN_A:
        return "f"
    return None


FEMALE_ROLE = re.compile(
    r"\b(?:\w*woman|wife|mother|daughter|sister|widow|queen|princess|duchess|aunt|niece|granddaughter|grandmother|actress|first lady)\b",
    re.I,
)
MALE_ROLE = re.compile(
    r"\b(?:(?:spokes|business|congress|police)man|husband|father|son|brother|king|prince|duke|uncle|nephew|grandson|grandfather)\b",
    re.I,
)


@dataclass(slots=True)
class Person:
    """Somebody with a name in the article, and all that it calls them."""

    name: str
    first_at: int
    words: tuple[str, ...] = ()
    roles: list[str] = field(default_factory=list)
    appositions: list[str] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    original: str = ""  # the name in its own script: "Сергей Орлан"
    gender: str | None = None  # as a given name, a title or a role proves it
    positions: list[int] = field(default_factory=list)  # of the full name
    alone: set[str] = field(default_factory=set)  # words of the name that stand without the others
    suffix: str | None = None  # "Jr" of "Edwin Tolan Jr."
    apart: bool = False  # a short name that none of the namesakes can have

    @property
    def described(self) -> str:
        """All that the article calls this person beside the name."""
        return " ".join([*self.roles, *self.appositions])

    @property
    def country(self) -> str | None:
        """The code of the country that this person is of, by the first office that tells it."""
        phrases = (*self.roles, *self.appositions)
        return next((code for phrase in phrases if (code := country_of_office(phrase))), None)

    @property
    def heads(self) -> frozenset[str]:
        """What this person is, each word by its usual form."""
        return frozenset().union(*(heads_of(phrase) for phrase in (*self.roles, *self.appositions)))

    @property
    def role_words(self) -> set[str]:
        return set(ROLE_HEADS.findall(self.described.lower()))

    def add_role(self, role: str | None) -> None:
        if role and role not in self.roles:
            self.roles.append(role)
            self.learn_gender(role)

    def add_apposition(self, phrase: str | None) -> None:
        if phrase and phrase not in self.appositions:
            self.appositions.append(phrase)
            self.learn_gender(phrase.split(" of ")[0])

    def learn_gender(self, role: str) -> None:
        if self.gender is None:
            self.gender = gender_of(role)


def gender_of(title: str) -> str | None:
    """Return the gender that a title before a name proves: "Mrs", "the Duchess"."""
    words = title.split()
    first = lexicon.genders().get(words[0]) if words else None
    return first or ("f" if FEMALE_ROLE.search(title) else "m" if MALE_ROLE.search(title) else None)


def may_be(person: Person, heads: frozenset[str], gender: str | None, country: str | None) -> int:
    """Tell whether somebody with these titles can be this person: 3 by the same office, 2 perhaps, 1 hardly, 0 no.

    "Mr Hollar" is not Ilse Hollar, his wife; "President Drellin" is not the president's brother.
    """
    if gender and person.gender not in (None, gender):
        return 0
    there = person.country if country else None
    if country and there and country != there:
        return 0
    own = person.heads
    offices = heads - COURTESY - DEPUTY
    if not offices:
        return 2
    if offices & own:
        return 3
    for one in CALLINGS:
        for other in CALLINGS:
            if one is not other and offices & one and own & other:
                return 0
    related = bool(own & RELATIVES) and not own & HIGH_OFFICES
    if related:
        return 0
    return 1 if own & OFFICES_OF_STATE or any(own & calling for calling in CALLINGS) else 2


def not_the_office(people: Sequence[Person], heads: frozenset[str], at: int) -> list[Person]:
    """Return who of one surname may be meant by the one office of a country before any of them is named in full.

    Where several are named later, and none of them with that office, it is none of them: they are relatives.
    """
    if heads & HIGH_OFFICES and len(people) > 1:
        whole = [person for person in people if len(person.words) > 1]
        if len(whole) > 1 and not any(heads & person.heads for person in whole):
            return [person for person in people if person.first_at < at]
    return list(people)


def introduced_otherwise(person: Person, heads: frozenset[str], at: int) -> bool:
    """Is somebody named in full only behind a place where an office stands with the surname, and as something else?

    News gives the office with the first mention: "President Tolan" of the lead is not the shipowner Denis Tolan
    who comes up later.
    """
    courteous = bool(heads & COURTESY) and bool(
        person.heads & RELATIVES
    )  # "Mr Tolan" is not "his brother, Denis Tolan"
    return (
        (bool(heads & HIGH_OFFICES) or courteous)
        and person.first_at > at
        and bool(person.described)
        and not heads & person.heads
    )


def drops_suffix(person: Person, other: Person) -> bool:
    """Is a name without a suffix a later, no fuller form of one with it?

    News gives the suffix with the first mention: "Edwin Pell Jr." who comes up behind "Edwin Pell" is his son.
    """
    bare = other.suffix is not None and person.suffix is None
    return bare and len(person.words) == len(other.words) and other.first_at < person.first_at


IN_ITS_SCRIPT = re.compile(r" ?\((?=[^\x00-\u024f])([^()\n\d]{2,60})\)")


def original_script_behind(source: str, at: int) -> str:
    """Return the name in its own script that stands in brackets behind a name: "Orlan (Орлан)"; "" for none."""
    match = IN_ITS_SCRIPT.match(source, at)
    if match is None or any(char.isascii() and char.isalpha() for char in match[1]):
        return ""
    return match[1].strip()


def relation_before(tokens: Tokens, first: int) -> str | None:
    """Return whose relative somebody is, of "His brother, shipowner Denis Tolan" and of "her husband Marek Tolan"."""
    near = map(str.lower, tokens.words[max(0, first - 5) : first])
    if RELATIVES.isdisjoint(near):
        return None
    for k in range(first - 1, max(-1, first - 6), -1):
        if tokens.word(k).lower() in RELATIVES:
            between = tokens.tags[k + 1 : first]
            if re.fullmatch(r"(?:,[DSwR]{0,4})?", between) and k and tokens.tags[k - 1] in "DS":
                return tokens.word(k).lower()
            return None
    return None
