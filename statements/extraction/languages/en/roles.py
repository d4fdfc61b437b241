"""Whom does a role mean: "the minister", "the Kremlin spokesman", "the official"?"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from ...folding import fold
from ...rules import gettext_noop
from . import lexicon
from .full_names import portfolios
from .people import Cast, Description, names_in
from .person import COURTESY, HIGH_OFFICES, OFFICES_OF_STATE, ROLE_SAME, Person, office_of
from .resolved import Resolution
from .speakable import INSTITUTION, word_is_group
from .unnamed import AFTER_HEAD, Unnamed, country_of, country_of_office, head_of
from .weights import POINTS

# What else somebody of that role may be called: "the official" is the minister.
ROLE_WIDER = {
    "official": {"minister", "spokes", "secretary", "commissioner", "envoy", "head", "adviser", "director"},
    "diplomat": {"envoy", "minister", "spokes", "secretary", "consul", "negotiator"},
    "politician": {
        "lawmaker",
        "congressman",
        "senator",
        "minister",
        "leader",
        "prime",
        "deputy",
        "mayor",
        "governor",
    },
    "congressman": {"lawmaker"},
    "lawmaker": {
        "congressman",
        "senator",
        "deputy",
        "parliament",
        "duma",
        "senate",
        "congress",
        "assembly",
        "committee",
        "house",
    },
    "leader": {"prime", "chancellor", "king", "head", "minister"},
    "minister": {"prime"},
    "envoy": {"representative", "diplomat", "spokes", "negotiator"},
    "scholar": {"professor", "researcher", "historian", "expert"},
    "expert": {"professor", "analyst", "researcher", "economist", "scholar"},
    "analyst": {"expert", "economist", "strategist"},
    "academic": {"professor", "lecturer", "scholar", "researcher", "historian", "economist"},
    "pontiff": {"pope"},
    "monarch": {"king", "queen", "emir", "sultan", "emperor"},
    "head": {"director", "leader", "secretary"},
    "source": {"official", "diplomat", "insider", "person", "aide"},
    "person": {"source", "official", "insider"},
    "man": set(),
    "woman": set(),
}
# Of those whom a word may mean, who is meant first: "the diplomat" is the ambassador before the minister.
ROLE_CLOSER = {"diplomat": {"envoy", "consul", "negotiator"}, "politician": {"lawmaker", "senator"}}
# Letters by which an office goes, beside those that are words of their own ("the PM").
OFFICE_LETTERS = {
    "AG": "attorney general",
    "CJ": "chief justice",
    "CM": "chief minister",
    "CS": "cabinet secretary",
    "DFM": "deputy foreign minister",
    "DG": "director general",
    "DPM": "deputy prime minister",
    "EAM": "external affairs minister",
    "FM": "foreign minister",
    "HC": "high commissioner",
    "NSA": "national security adviser",
    "PS": "permanent secretary",
    "SG": "secretary-general",
    "VP": "vice president",
}
# Other words for an office, and the office: the head of Chilean diplomacy is the Chilean foreign minister.
OFFICE_IN_OTHER_WORDS = (
    (re.compile(r"head of government", re.I), "prime minister"),
    (
        re.compile(r"head of (?:the |its )?(?P<of>(?:[A-Z][\w’'-]+ ){0,2})diplomacy"),
        r"\g<of>foreign minister",
    ),
)
# Roles whose holders are called by them and by nothing less.
OFFICES = {"president", "premier", "chancellor", "king", "queen", "pope", "emir", "sultan"}
# Words for somebody unnamed who has just been heard.
ANYBODY = {
    "source",
    "official",
    "diplomat",
    "person",
    "lawmaker",
    "insider",
    "aide",
    "adviser",
    "advisor",
    "man",
    "woman",
    "mp",
}


class Roles:
    """Who of one article holds which role, or was described by it."""

    def __init__(self, cast: Cast, unnamed: Unnamed) -> None:
        self.cast = cast
        self.unnamed = unnamed

    def person_with_role(
        self,
        core: str,
        head: str,
        at: int,
        recent: Sequence[Resolution],
        settled: bool = False,
        guess: bool = True,
        gender: str | None = None,
    ) -> Resolution | None:
        """Return whom "the Kremlin spokesman" means: somebody named or described before.

        Somebody who is named only in the next sentences is taken where nobody before fits. With
        `settled`, only somebody to whom the article gives this role itself is; without `guess`, nobody
        is for having been speaking just before. Nobody of another `gender` is meant.
        """
        if INSTITUTION.fullmatch(head) or word_is_group(head):
            return None  # what several said is no one's
        for words_for, office in OFFICE_IN_OTHER_WORDS:
            if words_for.fullmatch(core) and not any(
                core in p.described for p in self.cast.people_around(at)
            ):
                core, head = words_for.sub(office, core), "minister"
        wanted = office_of(core, head)
        wider = set() if head.lower() in OFFICES else ROLE_WIDER.get(wanted, set())
        country = country_of_office(core)
        words = {fold(w) for w in core.split()} - {"the", "of", fold(head)}
        here = self.cast.sentence_number(at)
        if BY_ANOTHER.search(self.cast.text, max(0, at - 6), at):  # "Tolan rejected a claim by the mayor"
            recent = [r for r in recent if self.cast.sentence_number(r.at) != here]
        last = recent[0] if recent else None
        own_area = area_of(core)
        former = re.match(r"(?:former|ex-)", core, re.I) is not None
        others = names_behind(core)
        fits: list[tuple[float, str, str]] = []
        for person in self.cast.people_around(at):
            if person.first_at > at or fold(person.words[-1]) in others:
                continue
            if gender and person.gender not in (None, gender):
                continue
            heads = person.heads
            there = person.country
            if country and there and country != there:
                continue
            around = heads | person.role_words
            score = (
                POINTS["role-same"] if wanted in heads else POINTS["role-wider"] if wider & around else 0.0
            )
            score += POINTS["role-closer"] if ROLE_CLOSER.get(wanted, set()) & heads else 0.0
            if not score and wanted in HEADS_OF and heads_same_body(core, person):
                score = POINTS["role-same"]
            if settled and wanted not in heads:
                continue
            if head.lower() in {"man", "woman"}:
                score = (
                    POINTS["man-or-woman"]
                    if person.gender == ("m" if head.lower() == "man" else "f")
                    else 0.0
                )
            if not score:
                continue
            score += POINTS["role-country"] if country and there == country else 0.0
            abroad = wanted in OFFICES_OF_STATE and (there or capitals_beside(person.roles))
            score -= POINTS["role-abroad"] if abroad and not (country or capitals_beside([core])) else 0.0
            if former and not {"former", "ex"} & person.role_words:
                score -= POINTS["role-former"]  # "the former minister" is not the one in office
            if not country and apart_by_name(core, [*person.roles, *person.appositions]):
                continue  # "the Kestran minister" is not the one of the Isles, nor the Bulgarian one
            if of_other_delegation(core, head, person.roles):
                continue
            if (
                own_area
                and (areas := areas_of((*person.roles, *person.appositions)))
                and own_area not in areas
            ):
                continue  # "the trade minister" is not the foreign one
            score += POINTS["role-word"] * len(words & {fold(w) for w in person.role_words})
            score -= POINTS["role-attends"] if self.only_attends(person) else 0.0
            name = self.cast.fullest(person).name
            earlier = bisect_left(person.positions, at)
            near = person.positions[earlier - 1] if earlier else person.first_at
            score -= min(
                POINTS["role-furthest"],
                POINTS["role-sentence-between"] * (here - self.cast.sentence_number(near)),
            )
            fits.append(
                (score + (POINTS["role-last-speaker"] if last and name == last.name else 0), name, "person")
            )
        for described in () if settled else self.cast.descriptions:
            if described.at < at:
                score = self.fit_description(described, wanted, wider, words, here)
                if score:
                    name = described.name
                    fits.append((score, name, "anonymous"))
        if last and last.name and head.lower() in ANYBODY:
            apart = POINTS["role-sentence-between"] * (here - self.cast.sentence_number(last.at))
            if last.kind == "anonymous":
                said = head_of(last.name).lower()
                close = said == head.lower() or said in wider or wanted in ROLE_WIDER.get(said, set())
                points = POINTS["source-heard-so"] if close else POINTS["source-heard"]
                fits.append((points - apart, last.name, "anonymous"))
        heard = last.name if last and last.kind == "person" else None
        if (
            last
            and heard
            and not self.other_role(heard, country, wanted)
            and not self.other_delegation(core, head, heard)
        ):
            apart = POINTS["role-sentence-between"] * (here - self.cast.sentence_number(last.at))
            if apart < POINTS["speaker-lately"]:
                points = (
                    POINTS["speaker-as-anybody"] if head.lower() in ANYBODY else POINTS["speaker-as-role"]
                )
                fits.append((points - apart, heard, "person"))
        if fits:
            fits.sort(reverse=True)
            return self.settle(core, fits)
        if settled or not guess or wanted in HIGH_OFFICES:
            later = self.named_later(core, at, here, wanted, {wanted}, only_so=True)
            latest = (
                None if settled or not guess else self.last_speaker_as(core, wanted, country, recent, here)
            )
            return later or latest
        return self.last_speaker_as(core, wanted, country, recent, here) or self.named_later(
            core, at, here, wanted, {wanted} | wider
        )

    def only_attends(self, person: Person) -> bool:
        """Is somebody named in nothing but a list of who was there: "The meeting was attended by ..."?"""
        starts = self.cast.sentence_starts
        return bool(person.positions) and all(
            ATTENDED.search(self.cast.text, starts[self.cast.sentence_number(at) - 1], at) is not None
            for at in person.positions[:MOST_LISTED]
            if self.cast.sentence_number(at)
        )

    def fit_description(
        self, described: Description, wanted: str, wider: set[str], words: set[str], here: int
    ) -> float:
        head = ROLE_SAME.get(described.head, described.head)
        score = (
            POINTS["described-same"]
            if head == wanted
            else POINTS["described-wider"]
            if head in wider
            else 0.0
        )
        if not score:
            return 0.0
        score += POINTS["role-word"] * len(words & {fold(w) for w in described.phrase.split()})
        return max(
            0.0, score - POINTS["role-sentence-between"] * (here - self.cast.sentence_number(described.at))
        )

    def settle(self, core: str, fits: Sequence[tuple[float, str, str]]) -> Resolution:
        """Return the best of scored candidates, the others beside it; None where two are equally good."""
        score, name, kind = fits[0]
        others = list(dict.fromkeys(n for _, n, _ in fits[1:6] if n != name))
        ahead = next((score - s for s, n, _ in fits[1:] if n != name), POINTS["lead-clear"])
        factor = (
            0.97
            if ahead >= POINTS["lead-clear"]
            else 0.92
            if ahead >= POINTS["lead-enough"]
            else 0.8
            if ahead >= POINTS["lead-little"]
            else 0.5
        )
        if kind == "person":
            known = self.cast.people.get(fold(name))
            if known is not None:
                known.aliases.add(core)
        else:
            head = head_of(name)
            self.unnamed.remember(name, kind, core, country_of(name), role=name if head else None)
        weighed = tuple((n, round(points, 2)) for points, n, _ in fits[:6])
        if ahead < POINTS["lead-little"]:
            return Resolution(
                name=None,
                candidates=(name, *others[:3]),
                factor=0.5,
                why=gettext_noop("two fit the role as well"),
                weighed=weighed,
            )
        return Resolution(
            name=name,
            kind=kind,
            factor=factor,
            candidates=tuple(others[:3]),
            why=gettext_noop("the role fits best, counting how lately each was named"),
            weighed=weighed,
        )

    def last_speaker_as(
        self, core: str, wanted: str, country: str | None, recent: Sequence[Resolution], here: int
    ) -> Resolution | None:
        """Return who was just speaking, for a role that the article has tied to no name."""
        latest = recent[0] if recent else None
        if latest is None or latest.name is None or latest.kind != "person":
            return None
        if here - self.cast.sentence_number(latest.at) > 4:
            return None
        person = self.cast.people.get(fold(latest.name))
        there = person.country if person else None
        if country and there and country != there:
            return None
        if person and of_other_delegation(core, head_of(core), person.roles):
            return None
        if person and wanted in OFFICES_OF_STATE and person.heads - COURTESY:
            return None  # who is called something else does not hold the office
        if person:
            person.aliases.add(core)
        others = tuple(dict.fromkeys(r.name for r in recent[1:4] if r.name and r.name != latest.name))
        return Resolution(
            name=latest.name,
            factor=0.8,
            candidates=others,
            why=gettext_noop("a role tied to no name: who was just speaking"),
        )

    def other_role(self, name: str, country: str | None, wanted: str) -> bool:
        """Does the text give this person a role of another country or an office that has its own word?"""
        person = self.cast.people.get(fold(name))
        if person is None:
            return True
        there = person.country
        if wanted in OFFICES_OF_STATE and wanted not in person.heads and person.heads - COURTESY:
            return True  # "the inspector general" is not the chairman who has just been heard
        return bool(country and there and country != there) or bool(person.role_words & OFFICES)

    def other_delegation(self, core: str, head: str, name: str) -> bool:
        person = self.cast.people.get(fold(name))
        return person is not None and of_other_delegation(core, head, person.roles)

    def named_later(
        self, core: str, at: int, here: int, wanted: str, roles: set[str], only_so: bool = False
    ) -> Resolution | None:
        """Return who is named first in the next sentences, and never before; further off, in that role.

        With `only_so`, only in that role.
        """
        for sentence in range(here + 1, here + 5):
            person = self.cast.subject_of(sentence)
            if person is None or person.first_at <= at or fold(person.words[-1]) in names_behind(core):
                continue
            if person.country and apart_by_name(core, [*person.roles, *person.appositions]):
                continue  # "the Kestran minister" is not the Bulgarian one of the next sentence
            if delegated(person.roles) and (
                head_of(core).lower() not in DELEGATES
                or of_other_delegation(core, head_of(core), person.roles)
            ):
                continue  # "The Chair opened the meeting. ADA ROKE (Norvania) said"
            there, country = person.country, country_of_office(core)
            if there and country and there != country:
                continue
            near = sentence == here + 1
            introduced = sentence == here + 2 and bool(person.roles or person.appositions)
            same = wanted in person.heads if only_so else bool((person.heads | person.role_words) & roles)
            end = person.first_at + len(person.name)
            same = same or (near and WAS_SPEAKING.match(self.cast.text, end) is not None)
            if not same and wanted in OFFICES_OF_STATE and person.heads - COURTESY:
                continue  # "The foreign minister left. Ivo Lund, an oceanographer, came."
            if same or (not only_so and (near or introduced)):
                return Resolution(
                    name=self.cast.fullest(person).name,
                    factor=0.85 if same else 0.7,
                    why=gettext_noop("nobody before fits; this is who is named next"),
                )
        return None


# "the HPO chief" may be its secretary-general.
HEADS_OF = {"head", "boss"}
LEADS_IT = {
    "secretary-general",
    "director-general",
    "chairman",
    "chairperson",
    "president",
    "commissioner",
    "leader",
    "director",
    "head",
    "general",
    "secretary",
}


def heads_same_body(core: str, person: Person) -> bool:
    """Does a role name a body in capitals, and does the person lead one of that name: "the HPO chief", "HPO Secretary-General"?"""
    bodies = {word for word in names_in(core) if word.isupper() and len(word) > 1}
    if not bodies or not (person.heads & LEADS_IT or person.role_words & LEADS_IT):
        return False
    return any(bodies & set(names_in(phrase)) for phrase in (*person.roles, *person.appositions))


AREA_BEFORE = re.compile(r"(?P<area>[\w’'-]+)\s(?:minister|secretary)\b", re.I)
AREA_BEHIND = re.compile(
    r"\b(?:minister|secretary)\s(?:of state\s)?(?:of|for)\s(?:the\s)?(?P<area>[\w’'-]+)", re.I
)
SAME_AREA = {
    "defense": "defence",
    "external": "foreign",
    "affairs": "foreign",
    "home": "interior",
    "economic": "economy",
    "agricultural": "agriculture",
}


@lru_cache(maxsize=4096)
def area_of(office: str) -> str | None:
    """Return what a minister or secretary is of, as one word: "foreign", "trade"; None where the office does not tell."""
    found = AREA_BEHIND.search(office) or AREA_BEFORE.search(office)
    area = found["area"].lower() if found else ""
    area = SAME_AREA.get(area, area)
    return area if area.capitalize() in portfolios() else None


def areas_of(offices: Sequence[str]) -> set[str]:
    return {area for office in offices if (area := area_of(office))}


ATTENDED = re.compile(
    r"\b(?:[Pp]resent (?:at|in|on|for) [^.]{3,60} (?:was|were)|attended by|attended the|in the presence of|accompanied by|also present|were present|(?:was|were) witnessed by|(?:was|were) joined by|delegation (?:included|comprised))\b"
)
BY_ANOTHER = re.compile(r"\b(?:by|from)\s$")
MOST_LISTED = 4  # places where somebody is named in full that are looked at


# Who said what stood before: "The minister said it rained. Mira Tolan was speaking in Orm."
WAS_SPEAKING = re.compile(
    r"(?:\s\([^)\n]{1,20}\))?,?\s(?:who\s)?(?:(?:was|is)\s(?:also\s)?(?:speaking|talking|addressing|responding|reacting|briefing)\b|spoke\b"
    r"|(?:made|gave)\s(?:the|these|this|his|her)\s(?:\w+\s)?(?:remarks?|comments?|statements?|announcement|disclosure|assurance|call|appeal)\b)"
)


def names_behind(core: str) -> set[str]:
    """Return the names of those whom a role is of, folded: no "aide to President Tolan" is Tolan."""
    head = AFTER_HEAD.search(core)
    return {fold(word) for word in names_in(core[head.end() :])} if head else set()


PRESIDING = {"chair", "chairman", "chairwoman", "chairperson", "moderator", "secretary"}
DELEGATES = {"representative", "delegate", "observer"}


def of_other_delegation(core: str, head: str, roles: Sequence[str]) -> bool:
    """Does "the representative of Kestran", or "the Chair", stand in a text that has this person as another state's?"""
    if head.lower() in PRESIDING and delegated(roles):
        return True
    state = names_behind(core) if head.lower() in DELEGATES else set()
    own = {fold(word) for role in delegated(roles) for word in names_in(role)}
    return bool(state and own) and not any(of_one_place(one, other) for one in state for other in own)


def delegated(roles: Sequence[str]) -> list[str]:
    return [role for role in roles if role.startswith("representative of ")]


def apart_by_name(core: str, roles: Sequence[str]) -> bool:
    """Do two roles name two different countries or houses, as far as capitals tell?"""
    core = AFTER_HEAD.split(core, maxsplit=1)[0]  # "point man on relations with Kestra" is not of Kestra
    one, other = capitals_beside([core]), capitals_beside(roles)
    return bool(one) and bool(other) and not any(of_one_place(a, b) for a in one for b in other)


def capitals_beside(roles: Sequence[str]) -> set[str]:
    """Return the words of roles that have capitals and are no office's own, folded: "kestran" of "Kestran Prime Minister"."""
    named = {fold(w) for role in roles for w in names_in(role) if w.lower() not in lexicon.roles()}
    return named - words_of_offices()


@lru_cache(maxsize=1)
def words_of_offices() -> frozenset[str]:
    own = {"foreign", "prime", "deputy", "first", "chief"}
    return frozenset({fold(title) for title in (*lexicon.titles(), *portfolios())} | own)


def of_one_place(one: str, other: str) -> bool:
    """Are two words one, or a country that no list has and its adjective: "kestra" and "kestran"?"""
    shorter, longer = sorted((one, other), key=len)
    stem = shorter.rstrip("aeiouy")
    return one == other or (len(stem) > 3 and longer.startswith(stem) and len(longer) - len(stem) < 6)
