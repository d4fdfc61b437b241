"""Which person, institution or source does a mention mean, inside one article?

The fullest name that the article gives is the name of a speaker. "Tolan", "she" and "the
minister" lead to it; where they could lead to several, the speaker stays None and the candidates
are named.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...folding import fold
from ...records import Span, Speaker
from . import lexicon
from .people import (
    DOCUMENT,
    INSTITUTION,
    MOST_NAMESAKES,
    Cast,
    Description,
    Person,
    likely_gender,
    names_in,
)
from .tokens import NAME_WITH_ARTICLE, Tokens

MALE = {"he", "his", "him", "himself"}
FEMALE = {"she", "her", "hers", "herself"}
PLURAL = {"they", "their", "them", "we", "our"}
PRONOUNS = MALE | FEMALE | PLURAL | {"i", "it", "its", "my", "who", "which", "you"}
SOURCE = re.compile(r"\bsources?\b", re.I)
GROUP = re.compile(
    r"\b(?:lawmakers|senators|mps|officials|diplomats|sources|ministers|leaders|experts|analysts|"
    r"aides|critics|supporters|representatives|members|people|residents|witnesses|protesters|"
    r"authorities|negotiators|journalists|reporters|republicans|democrats|sides|parties|families|"
    r"countries|nations|organi[sz]ers|envoys|observers)\b",
    re.I,
)
# "the 37-year-old", "the mother-of-two", "the singer": somebody, by a word that no list has.
SOMEBODY = re.compile(
    r"\b\d+-year-old\b|-of-(?:one|two|three|four|five|six|seven)$|\bmother of\b|\bfather of\b|"
    r"\b[a-z]*(?:ist|ian|man|woman|star)$"
)
WRITTEN = re.compile(r"\b(?:statement|letter|post|tweet|message|communiqu[eé]|note|cable)$", re.I)
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
    "congressman": "lawmaker",
    "congresswoman": "lawmaker",
    "chief": "head",
    "chairman": "head",
    "chairwoman": "head",
    "chair": "head",
    "president": "leader",
    "premier": "prime",
    "pm": "prime",
    "fm": "minister",
    "ambassador": "envoy",
}
# What else somebody of that role may be called: "the official" is the minister.
ROLE_WIDER = {
    "official": {"minister", "spokes", "secretary", "commissioner", "envoy", "head", "adviser", "director"},
    "diplomat": {"envoy", "minister", "spokes", "secretary", "consul", "negotiator"},
    "politician": {"lawmaker", "senator", "minister", "leader", "prime", "deputy", "mayor", "governor"},
    "lawmaker": {
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
    "prime": {"minister"},
    "minister": {"prime"},
    "envoy": {"representative", "diplomat", "spokes", "negotiator"},
    "scholar": {"professor", "researcher", "historian", "expert"},
    "expert": {"professor", "analyst", "researcher", "economist", "scholar"},
    "analyst": {"expert", "economist", "strategist"},
    "head": {"director", "leader", "secretary"},
    "source": {"official", "diplomat", "insider", "person", "aide"},
    "person": {"source", "official", "insider"},
    "man": set(),
    "woman": set(),
}
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
COMPLEMENT = re.compile(r"\b(?:of|in|for|at|from|with|to|by|near)\s(?:the\s)?$", re.I)
# "a report seen by the Courier": the report.
APPOSED_NAME = re.compile(
    r",\s(?:[a-z-]+\s){0,4}(?P<name>[A-Z][\w’'-]+(?:\s(?:de\s|van\s|von\s|al\s)?[A-Z][\w’'.-]+){1,3}),"
)
PARTICIPLE = re.compile(
    r"(?P<what>.{3,60}?),?\s(?:issued|released|published|signed|obtained|seen|reviewed|posted|adopted|paid|sent|"
    r"made|prepared|commissioned|conducted|carried|provided|shared|leaked)\b"
)
OWNED = re.compile(r"(?P<owner>.{2,80}?)(?:[’'´]s|(?<=s)[’'´])\s(?P<thing>[^’'´]{2,90})$")
AUTHOR = re.compile(
    r"\s(?:by|from|of)\s(?P<author>(?:the\s)?[A-Z][\w’'-]*(?:\s(?:of\s|for\s|the\s)?[A-Z][\w’'-]*){0,5})"
)
DESCRIBED = "the article gives no name: its own description stands"
CLEAR, ENOUGH, LITTLE = 0.9, 0.4, 0.1  # how far the best candidate is ahead of the next
LOOK_AGAIN = 1500  # characters after which a fuller name is looked for again
MOST_STEPS = 6
APART = 0.35  # what each sentence between takes from a candidate


def stands_in(word: str, text: str) -> bool:
    """Does a text hold a word or phrase as a whole word?"""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            return True
        start = text.find(word, end)
    return False


@cache
def houses() -> re.Pattern[str]:
    """Return a pattern for the houses that speak for a country: the Kremlin, Downing Street."""
    names = [o for c in lexicon.country_list() for o in c.others if not o.isupper() and len(o) > 4]
    return re.compile(rf"(?<!\w)(?:{lexicon.alternatives(names)})(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a mention means. `name` is None where the article does not settle it."""

    name: str | None
    kind: str = "person"
    candidates: tuple[str, ...] = ()
    factor: float = 1.0  # what the resolution takes from the confidence
    at: int = 0  # where the mention stands
    said: Span = (0, 0)  # where the words stand
    why: str = ""  # in plain words
    weighed: tuple[tuple[str, float], ...] = ()  # who was considered, with the points of each, best first


def apart_by_name(core: str, roles: Sequence[str]) -> bool:
    """Do two roles name two different countries or houses, as far as capitals tell?"""
    one = {fold(w) for w in names_in(core) if w.lower() not in lexicon.roles()}
    other = {fold(w) for role in roles for w in names_in(role) if w.lower() not in lexicon.roles()}
    titles = {fold(t) for t in lexicon.titles()} | {"foreign", "prime", "deputy", "first", "chief"}
    one, other = one - titles, other - titles
    return bool(one) and bool(other) and not one & other


class Resolver(Cast):
    """Who is meant by each mention, among the people and institutions of one article."""

    def __init__(self, text: str, paragraphs: Sequence[Tokens]) -> None:
        super().__init__(text, paragraphs)
        self.others: dict[str, Speaker] = {}
        self.steps = 0  # from mention to mention, while one is being resolved
        self.certain: dict[str, Resolution] = {}  # names that the article settles, wherever they stand
        self.houses: dict[str, tuple[int, str | None]] = {}  # where a fuller name was looked for last
        self.spelled: dict[str, str | None] = {}  # the name that the text gives a country

    def resolve(
        self,
        mention: str,
        at: int,
        recent: Sequence[Resolution] = (),
        goes_on: bool = False,
        said: Span = (0, 0),
    ) -> Resolution:
        """Return who is meant by `mention`, which stands at offset `at`.

        `recent` are the speakers of the statements before, the latest first; `goes_on` says that the
        cue ties the statement to the one before ("she added"); `said` is where the words stand, and who
        is named in them is hardly their speaker. One mention may lead to another ("its report", "a letter
        of the ministry"); where they lead on and on, nothing is settled.
        """
        if self.steps >= MOST_STEPS:
            return Resolution(name=None, factor=0.4, why="one mention leads to the next without an end")
        self.steps += 1
        try:
            return self.resolve_mention(mention, at, recent, goes_on, said)
        finally:
            self.steps -= 1

    def resolve_mention(
        self, mention: str, at: int, recent: Sequence[Resolution], goes_on: bool, said: Span
    ) -> Resolution:
        words = mention.split()
        bare = re.sub(r"[^\w]", "", mention).lower()
        apposed = APPOSED_NAME.match(self.text, at + len(mention)) if bare not in PRONOUNS else None
        person = self.people.get(fold(apposed["name"])) if apposed else None
        if person is not None and names_in(mention)[-1:] != [words[-1]]:
            # "his deputy, Mira Tolan,"
            return Resolution(name=self.fullest(person).name, why="the name follows in apposition")
        if bare in PRONOUNS:
            return self.resolve_pronoun(bare, at, recent, goes_on, said)
        owned = OWNED.match(mention)
        if owned:
            return self.resolve_owned(mention, owned, at, recent)
        name = self.certain.get(mention) or self.person_in(mention, at=at, recent=recent)
        if name is not None:
            if name.name is not None and not name.candidates:
                self.certain[mention] = name
            return name
        if mention[:1].isupper() or len(words) > 1:
            country = self.country_in(mention)
            if country is not None:
                return country
        if re.match(r"one of (?:the|his|her|its) sources$", mention, re.I):
            mention = "the source"
        core = re.sub(r"^(?:the|this|that|these|those|his|her|their|its)\s+", "", mention, flags=re.I)
        owner = re.match(r"(his|her|their|its)\s", mention, re.I)
        if owner:
            return self.resolve_of_owner(owner.group(1).lower(), core, mention, at, recent)
        head = self.head_of(core)
        if core != mention:
            found = self.resolve_definite(core, head, at, recent)
            if found is not None:
                return found
        if ROLE_SAME.get(head.lower()) == "spokes" and re.fullmatch(
            rf"(?:an?\s)?{re.escape(head)}", core, re.I
        ):
            # "A spokesman added": of the institution that was just heard
            house = next(
                (r.name for r in recent[:2] if r.kind in {"institution", "country"} and r.name), None
            )
            if house:
                core = f"{house} {head}"
        return self.describe(mention, core, head)

    def resolve_definite(
        self, core: str, head: str, at: int, recent: Sequence[Resolution]
    ) -> Resolution | None:
        """Return whom "the minister", "the source", "the statement" points back to."""
        if SOURCE.search(head):
            earlier = next((r for r in recent if r.kind == "anonymous"), None)
            if earlier and earlier.name:
                one = re.sub(r"^(?:\w+\s)?sources\b", "source", earlier.name, flags=re.I)
                if one != earlier.name and head.lower() == "source":
                    self.remember(one, "anonymous", core, self.country_of(one), role="anonymous source")
                return replace(earlier, name=one if head.lower() == "source" else earlier.name)
        if DOCUMENT.fullmatch(head):
            return self.author_of(head, at, recent)
        if INSTITUTION.fullmatch(head):
            return self.fuller_institution(core, at)
        if head.lower() in lexicon.roles():
            return self.person_with_role(core, head, at, recent)
        if SOMEBODY.search(core):
            found = self.resolve_he_or_she(None, at, recent, False, (0, 0))
            return replace(found, factor=found.factor * 0.85) if found.name else found
        return None

    # Names

    def person_in(
        self, mention: str, learn: bool = True, at: int = 0, recent: Sequence[Resolution] = ()
    ) -> Resolution | None:
        """Return the person whose full name or surname a mention holds.

        With `learn`, a single capitalised word that nobody has yet becomes a person of that name.
        """
        # "Premier Brisk of the Isles" is Brisk; "an official in Port Amrey" is no Port Amrey.
        head = re.split(
            r"\s(?:of|in|for|at|from|with|on|to|by|who|near|close|familiar)\b", mention, maxsplit=1
        )[0]
        tokens = names_in(head)
        every = names_in(mention)
        for size in (5, 4, 3, 2):
            for start in range(len(every) - size, -1, -1):
                name = " ".join(every[start : start + size])
                person = self.people.get(fold(name))
                if person and not COMPLEMENT.search(mention[: max(0, mention.find(name))]):
                    person.aliases.add(mention)
                    return Resolution(name=self.fullest(person).name, why="the full name stands there")
        table = lexicon.country_table()
        titles = lexicon.titles()
        last = re.sub(r"[^\w’'.-]", "", head.split()[-1]) if head.split() else ""
        if not (last[:1].isupper() or NAME_WITH_ARTICLE.match(last)) or last.lower() in lexicon.roles():
            return None  # "the Kestran envoy": the capital is not the envoy's
        short = [t for t in tokens if t.rstrip(".") not in titles and t.lower() not in lexicon.roles()]
        if short and len(short) <= 3 and not re.search(r"\b(?:of|in|for|at)\b", mention):
            word = short[-1]
            if word.lower() in table and fold(word) not in self.by_last:
                return None
            people = self.by_last.get(fold(word)) or self.by_word.get(fold(word)) or []
            people = [p for p in people[:MOST_NAMESAKES] if not INSTITUTION.search(p.name)]
            if people:
                return self.one_of(people, tokens, at, recent)
            if learn and len(short) == 1 and self.looks_personal(mention, word):
                self.add_short(word, mention)
                return Resolution(name=word, why="a name that stands alone in the article")
        return None

    def named_lately(self, names: set[str], at: int) -> str | None:
        """Return who of several was the only one to be named in full in the three sentences before."""
        here = self.sentence_number(at)
        lately = {
            self.fullest(p).name
            for p in self.people_around(at)
            if self.fullest(p).name in names
            and any(0 <= here - self.sentence_number(x) <= 3 for x in p.positions if x < at)
        }
        return lately.pop() if len(lately) == 1 else None

    def one_of(
        self, people: Sequence[Person], words: Sequence[str], at: int, recent: Sequence[Resolution]
    ) -> Resolution:
        """Return who of several people of one surname is meant: the one whom the title fits, or who spoke."""
        gender = lexicon.genders().get(words[0]) or lexicon.genders().get(words[0] + ".")
        fitting = [p for p in people if gender is None or p.gender in (None, gender)] or list(people)
        names = {self.fullest(p).name for p in fitting}
        if len(names) == 1:
            return Resolution(name=names.pop(), why="the only one of that name whom the title fits")
        spoke = list(dict.fromkeys(r.name for r in recent[:6] if r.name in names))
        if len(spoke) == 1:
            return Resolution(
                name=spoke[0],
                candidates=tuple(sorted(names - set(spoke))),
                factor=0.85,
                why="several share the name; this one was heard before",
            )
        near = self.named_lately(names, at) if at else None
        if near and not spoke:
            return Resolution(
                name=near,
                candidates=tuple(sorted(names - {near})),
                factor=0.8,
                why="several share the name; this one was just named in full",
            )
        return Resolution(
            name=None,
            candidates=tuple(sorted(names)),
            factor=0.5,
            why="several share the name and nothing decides",
        )

    def looks_personal(self, mention: str, word: str) -> bool:
        if (
            INSTITUTION.search(mention)
            or word in lexicon.outlets()
            or word.lower() in lexicon.country_table()
        ):
            return False
        return word[:1].isupper() and not word.isupper() and "-" not in word and not GROUP.search(mention)

    def add_short(self, word: str, mention: str) -> None:
        person = Person(name=word, first_at=0, words=(word,))
        person.aliases.add(mention)
        role = re.sub(rf"\s*\b{re.escape(word)}\b.*", "", mention)
        if role and role != mention:
            person.add_role(re.sub(r"^(?:the|a|an)\s+", "", role, flags=re.I))
        self.people.setdefault(fold(word), person)
        self.by_last.setdefault(fold(word), []).append(person)

    # What belongs to somebody

    def resolve_owned(
        self, mention: str, owned: re.Match[str], at: int, recent: Sequence[Resolution]
    ) -> Resolution:
        """Return who "Kestran's envoy", "Roke's wife Ana" or "Tolan's office" is: never the owner."""
        thing = owned["thing"]
        named = self.person_in(thing, at=at, recent=recent)
        if named is not None:
            return named
        head = self.head_of(thing)
        owner = self.person_in(owned["owner"], learn=False)
        if DOCUMENT.fullmatch(head) and owner and owner.name:
            return replace(owner, factor=0.9)
        if head.lower() in lexicon.roles() and not INSTITUTION.fullmatch(head):
            found = self.person_with_role(mention, head, at, ())
            if found is not None and not (owner and owner.name == found.name):
                return found
        core = re.sub(r"^the\s+", "", mention, flags=re.I)
        if owner and owner.name:
            core = f"{owner.name}’s {thing}" if "’" in mention else f"{owner.name}'s {thing}"
        elif owned["owner"].lower() in {"the country", "the nation", "the state"}:
            core = thing
        return self.describe(mention, core, head)

    def resolve_of_owner(
        self, pronoun: str, core: str, mention: str, at: int, recent: Sequence[Resolution]
    ) -> Resolution:
        """Return who "his office", "her spokesman", "its president" is."""
        head = self.head_of(core)
        if DOCUMENT.fullmatch(head):
            owner = self.resolve_pronoun(pronoun, at, recent, False)
            return replace(owner, factor=owner.factor * 0.9)
        if head.lower() in lexicon.roles() and not INSTITUTION.fullmatch(head):
            found = self.person_with_role(core, head, at, ())
            if found is not None:
                return found
        if core[:1].isupper() and INSTITUTION.search(core):
            return self.describe(mention, core, head)  # "its Ministry of Irrigation"
        owner = self.resolve_pronoun(pronoun, at, recent, False)
        if owner.name is None:
            return replace(owner, factor=0.4)
        described = self.describe(mention, f"{owner.name}’s {core}", head)
        return replace(described, factor=described.factor * owner.factor)

    def author_of(self, head: str, at: int, recent: Sequence[Resolution]) -> Resolution | None:
        """Return whose "the statement", "the letter", "the report" is, if the text says."""
        start = self.text.rfind(head, max(0, at - 2500), at)
        for _ in range(4):
            if start < 0:
                break
            after = AUTHOR.match(self.text, start + len(head), min(len(self.text), start + len(head) + 90))
            ahead = self.text[max(0, start - 60) : start + len(head)]
            before = OWNED.search(ahead) if "’" in ahead or "'" in ahead else None
            name = after["author"] if after else None
            if before and re.fullmatch(rf"(?:[\w-]+\s){{0,2}}{re.escape(head)}", before["thing"]):
                owner = re.search(r"(?:the\s)?(?:[A-Z][\w-]*\s?(?:of\s|for\s)?){1,5}$", before["owner"])
                name = owner.group().strip() if owner else name
            if name:
                found = self.resolve(name, at, recent)
                return replace(found, factor=found.factor * 0.85)
            start = self.text.rfind(head, max(0, at - 2500), start)
        if head.lower().startswith("communiqu"):
            before_it = self.text[max(0, at - 1500) : at]
            described = re.findall(rf"\b(?:an?|the)\s((?:[a-z-]+\s){{1,3}}{re.escape(head)})\b", before_it)
            if described:
                return Resolution(name=described[-1], kind="document", factor=0.9, why=DESCRIBED)
        if WRITTEN.search(head):
            sentence = self.sentence_number(at)
            subject = self.subject_of(sentence - 1)
            latest = recent[0] if recent else None
            if latest and latest.name and sentence - self.sentence_number(latest.at) <= 2:
                if latest.kind not in {"anonymous", "group"}:
                    return replace(latest, factor=0.85)
            if subject is not None:
                return Resolution(name=self.fullest(subject).name, factor=0.7)
        return None

    def fuller_institution(self, core: str, at: int) -> Resolution | None:
        """Return "Kestran Foreign Ministry" for "the ministry", where it has spoken or is named before."""
        if core[:1].isupper() and " " in core:
            return None
        looked, name = self.houses.get(core, (-LOOK_AGAIN, None))
        if name is None and at - looked >= LOOK_AGAIN:
            name = self.institution_before(core, at)
            self.houses[core] = (at, name)
        if name is None:
            return None
        self.remember(name, "institution", core, self.country_of(name), affiliation=name)
        return Resolution(name=name, kind="institution", factor=0.95)

    def institution_before(self, core: str, at: int) -> str | None:
        """Return the fullest name that the text gave "the ministry", "the bank" before.

        Of a very long text only its beginning and what came last is searched.
        """
        wanted = fold(core)
        for known in reversed(self.others.values()):
            if (
                known.kind == "institution"
                and len(known.name) > len(core)
                and fold(known.name).endswith(wanted)
            ):
                return known.name
        head = re.escape(core)
        pattern = re.compile(
            rf"(?:(?:[A-Z][\w-]+[’']s\s(?:[a-z]+\s)?{head})"
            rf"|(?:[A-Z][\w.-]*\s){{1,4}}(?i:{head})"
            rf"|(?i:{head})\s(?:of|for)\s(?:the\s)?[A-Z][\w-]*(?:\s(?:and\s)?[A-Z][\w-]*){{0,3}})\b"
        )
        pieces = [(0, at)] if at < 12_000 else [(0, 4000), (at - 8000, at)]
        found = [m.group() for s, e in pieces for m in pattern.finditer(self.text, s, e)]
        found = [re.sub(r"^(?:The|A|An|In|At|On|But|And|[A-Z]{4,})\s", "", name) for name in found]
        found = [name for name in found if fold(name) != fold(core)]
        return found[-1] if found else None

    # Roles

    def person_with_role(
        self, core: str, head: str, at: int, recent: Sequence[Resolution]
    ) -> Resolution | None:
        """Return whom "the Kremlin spokesman" means: somebody named or described before.

        Somebody who is named only in the next sentences is taken where nobody before fits.
        """
        if INSTITUTION.fullmatch(head):
            return None
        wanted = ROLE_SAME.get(head.lower(), head.lower())
        wider = ROLE_WIDER.get(wanted, set())
        country = self.country_of(core)
        words = {fold(w) for w in core.split()} - {"the", "of", fold(head)}
        here = self.sentence_number(at)
        last = recent[0] if recent else None
        former = re.match(r"(?:former|ex-)", core, re.I) is not None
        fits: list[tuple[float, str, str]] = []
        for person in self.people_around(at):
            if person.first_at > at:
                continue
            heads = {ROLE_SAME.get(w, w) for w in person.role_words}
            there = self.country_of(person.described)
            if country and there and country != there:
                continue
            score = 2.0 if wanted in heads else 1.4 if wider & heads else 0.0
            if head.lower() in {"man", "woman"}:
                score = 1.2 if person.gender == ("m" if head.lower() == "man" else "f") else 0.0
            if not score:
                continue
            score += 1.0 if country and there == country else 0.0
            if former and not {"former", "ex"} & person.role_words:
                score -= 1.2  # "the former minister" is not the one in office
            if not country and not there and apart_by_name(core, [*person.roles, *person.appositions]):
                continue  # "the Kestran minister" is not the one of the Isles
            score += 0.5 * len(words & {fold(w) for w in person.role_words})
            name = self.fullest(person).name
            earlier = bisect_left(person.positions, at)
            near = person.positions[earlier - 1] if earlier else person.first_at
            score -= min(1.5, 0.12 * (here - self.sentence_number(near)))
            fits.append((score + (0.8 if last and name == last.name else 0), name, "person"))
        for described in self.descriptions:
            if described.at < at:
                score = self.fit_description(described, wanted, wider, words, here)
                if score:
                    name = described.name
                    fits.append((score, name, "anonymous"))
        if last and last.name and head.lower() in ANYBODY:
            apart = 0.12 * (here - self.sentence_number(last.at))
            if last.kind == "anonymous":
                said = self.head_of(last.name).lower()
                close = said == head.lower() or said in wider or wanted in ROLE_WIDER.get(said, set())
                fits.append(((2.2 if close else 0.8) - apart, last.name, "anonymous"))
        if last and last.name and last.kind == "person" and not self.other_role(last.name, country):
            apart = 0.12 * (here - self.sentence_number(last.at))
            if apart < 0.4:
                fits.append(((1.5 if head.lower() in ANYBODY else 1.1) - apart, last.name, "person"))
        if fits:
            fits.sort(reverse=True)
            return self.settle(core, fits)
        return self.last_speaker_as(core, country, recent, here) or self.named_later(
            at, here, {wanted} | wider
        )

    def fit_description(
        self, described: Description, wanted: str, wider: set[str], words: set[str], here: int
    ) -> float:
        head = ROLE_SAME.get(described.head, described.head)
        score = 2.0 if head == wanted else 1.0 if head in wider else 0.0
        if not score:
            return 0.0
        score += 0.5 * len(words & {fold(w) for w in described.phrase.split()})
        return max(0.0, score - 0.12 * (here - self.sentence_number(described.at)))

    def settle(self, core: str, fits: Sequence[tuple[float, str, str]]) -> Resolution:
        """Return the best of scored candidates, the others beside it; None where two are equally good."""
        score, name, kind = fits[0]
        others = list(dict.fromkeys(n for _, n, _ in fits[1:6] if n != name))
        ahead = next((score - s for s, n, _ in fits[1:] if n != name), CLEAR)
        factor = 0.97 if ahead >= CLEAR else 0.92 if ahead >= ENOUGH else 0.8 if ahead >= LITTLE else 0.5
        if kind == "person":
            known = self.people.get(fold(name))
            if known is not None:
                known.aliases.add(core)
        else:
            head = self.head_of(name)
            self.remember(name, kind, core, self.country_of(name), role=name if head else None)
        weighed = tuple((n, round(points, 2)) for points, n, _ in fits[:6])
        if ahead < LITTLE:
            return Resolution(
                name=None,
                candidates=(name, *others[:3]),
                factor=0.5,
                why="two fit the role as well",
                weighed=weighed,
            )
        return Resolution(
            name=name,
            kind=kind,
            factor=factor,
            candidates=tuple(others[:3]),
            why="the role fits best, counting how lately each was named",
            weighed=weighed,
        )

    def last_speaker_as(
        self, core: str, country: str | None, recent: Sequence[Resolution], here: int
    ) -> Resolution | None:
        """Return who was just speaking, for a role that the article has tied to no name."""
        latest = recent[0] if recent else None
        if latest is None or latest.name is None or latest.kind != "person":
            return None
        if here - self.sentence_number(latest.at) > 4:
            return None
        person = self.people.get(fold(latest.name))
        there = self.country_of(person.described) if person else None
        if country and there and country != there:
            return None
        if person:
            person.aliases.add(core)
        others = tuple(dict.fromkeys(r.name for r in recent[1:4] if r.name and r.name != latest.name))
        return Resolution(
            name=latest.name,
            factor=0.8,
            candidates=others,
            why="a role tied to no name: who was just speaking",
        )

    def other_role(self, name: str, country: str | None) -> bool:
        """Does the text give this person a role of another country or an office that has its own word?"""
        person = self.people.get(fold(name))
        if person is None:
            return True
        there = self.country_of(person.described)
        return bool(country and there and country != there) or bool(person.role_words & OFFICES)

    def named_later(self, at: int, here: int, roles: set[str]) -> Resolution | None:
        """Return who is named first in the next sentences, and never before; further off, in that role."""
        for sentence in range(here + 1, here + 5):
            person = self.subject_of(sentence)
            if person is None or person.first_at <= at:
                continue
            near = sentence == here + 1
            introduced = sentence == here + 2 and bool(person.roles or person.appositions)
            same = bool({ROLE_SAME.get(w, w) for w in person.role_words} & roles)
            if near or introduced or same:
                return Resolution(
                    name=self.fullest(person).name,
                    factor=0.85 if same else 0.7,
                    why="nobody before fits; this is who is named next",
                )
        return None

    # Pronouns

    def resolve_pronoun(
        self,
        pronoun: str,
        at: int,
        recent: Sequence[Resolution],
        goes_on: bool,
        said: Span = (0, 0),
    ) -> Resolution:
        here = self.sentence_number(at)
        if pronoun in {"who", "which"}:
            near = self.people_between(self.sentence_starts[here - 1] if here else 0, at)
            return Resolution(name=self.fullest(near[-1]).name) if near else Resolution(name=None, factor=0.5)
        if pronoun in MALE or pronoun in FEMALE:
            return self.resolve_he_or_she("m" if pronoun in MALE else "f", at, recent, goes_on, said)
        if pronoun in {"i", "my"}:
            latest = recent[0] if recent else None
            return replace(latest, factor=0.7) if latest else Resolution(name=None, factor=0.4)
        if pronoun in {"it", "its"}:
            thing = self.thing_before(at, here, recent)
            if thing is not None:
                return thing
        kinds = {"it": {"institution", "country", "document"}, "its": {"institution", "country", "document"}}
        wanted = kinds.get(pronoun, {"group", "institution", "country", "anonymous"})
        earlier = next((r for r in recent[:4] if r.name and r.kind in wanted), None)
        if earlier and here - self.sentence_number(earlier.at) <= 5:
            return Resolution(
                name=earlier.name,
                kind=earlier.kind,
                factor=0.85,
                why="the last that was heard and is no person",
            )
        return Resolution(name=None, factor=0.4, why="nothing before fits the pronoun")

    def thing_before(self, at: int, here: int, recent: Sequence[Resolution]) -> Resolution | None:
        """Return the country, institution or document with which a sentence just before begins."""
        end = bisect_left(self.things, at, key=lambda t: t.at)
        if end == 0:
            return None
        thing = self.things[end - 1]
        apart = here - self.sentence_number(thing.at)
        latest = recent[0] if recent else None
        heard = latest is not None and latest.kind in {"institution", "country", "document"}
        if apart > 2 or (heard and latest and latest.at >= thing.at):
            return None
        found = self.resolve(thing.phrase, thing.at, recent)
        if found.name is None or found.kind not in {"institution", "country", "document"}:
            return None
        return replace(
            found,
            factor=found.factor * (0.9 if apart <= 1 else 0.8),
            why="a sentence just before begins with it",
        )

    def resolve_he_or_she(
        self, gender: str | None, at: int, recent: Sequence[Resolution], goes_on: bool, said: Span
    ) -> Resolution:
        """Return the likeliest of the people named or heard shortly before."""
        here = self.sentence_number(at)
        scores: dict[tuple[str, str], float] = {}
        for mention in self.mentions_before(at):
            number = self.sentence_number(mention.at)
            if here - number > 6:
                break
            person = mention.person
            if (gender and person.gender not in (None, gender)) or said[0] <= mention.at < said[1]:
                continue
            score = -APART * (here - number)
            if mention.standing == "free":
                score += 1.2 if self.subject_of(number) is person else 0.5
                # Who has just been introduced is there to speak.
                score += 0.25 if self.sentence_number(person.first_at) == number else 0.0
            elif mention.standing == "object":
                score += 0.3
            if any(r.said[0] <= mention.at < r.said[1] for r in recent[:3]):
                score -= 0.4  # somebody's words are about this person
            key = (self.fullest(person).name, "person")
            scores[key] = max(scores.get(key, -9.0), score + self.gender_bonus(person, gender))
        for described in self.descriptions_before(at):
            number = self.sentence_number(described.at)
            if here - number > 3:
                break
            leads = described.at - self.sentence_starts[number - 1] < 4 if number else False
            name = described.name
            score = (1.35 if leads else 0.2) - APART * (here - number)
            scores[(name, "anonymous")] = max(scores.get((name, "anonymous"), -9.0), score)
        for n, spoke in enumerate(recent[:4]):
            if spoke.name is None or spoke.kind not in {"person", "anonymous"}:
                continue
            known = self.people.get(fold(spoke.name))
            if gender and known and known.gender not in (None, gender):
                continue
            apart = here - self.sentence_number(spoke.at)
            if apart > 8:
                continue
            score = 1.4 - 0.2 * n - APART * apart + (0.7 if goes_on and n == 0 else 0.0)
            key = (spoke.name, spoke.kind)
            own = self.gender_bonus(known, gender) if known else 0.0
            scores[key] = max(scores.get(key, -9.0), score + own)
        if not scores:
            return Resolution(name=None, factor=0.4, why="nobody before fits the pronoun")
        fits = sorted(((score, name, kind) for (name, kind), score in scores.items()), reverse=True)
        score, name, kind = fits[0]
        ahead = score - fits[1][0] if len(fits) > 1 else CLEAR
        others = tuple(n for _, n, _ in fits[1:4])
        weighed = tuple((n, round(points, 2)) for points, n, _ in fits[:6])
        if ahead < LITTLE / 2:
            return Resolution(
                name=None,
                candidates=(name, *others),
                factor=0.5,
                why="two are equally likely",
                weighed=weighed,
            )
        factor = 0.97 if ahead >= CLEAR else 0.93 if ahead >= ENOUGH else 0.85 if ahead >= LITTLE else 0.7
        if kind == "anonymous":
            self.remember(name, kind, name, self.country_of(name), role=name)
        return Resolution(
            name=name,
            kind=kind,
            factor=factor,
            candidates=others,
            why="the likeliest of those named or heard shortly before",
            weighed=weighed,
        )

    @staticmethod
    def gender_bonus(person: Person, gender: str | None) -> float:
        if gender is None:
            return 0.0
        if person.gender == gender:
            return 0.5
        likely = likely_gender(person.words)
        return 0.0 if likely is None else 0.4 if likely == gender else -1.2

    # Institutions, countries, and who has no name

    def country_in(self, mention: str) -> Resolution | None:
        core = re.sub(r"^(?:the|official)\s+", "", mention, flags=re.I).strip()
        country = lexicon.country_table().get(re.sub(r"[’']s$", "", core).lower())
        if country is None:
            return None
        lower = core.lower()
        if lower in {word.lower() for word in country.others if not word.isupper()} and lower not in {
            "britain",
            "america",
            "holland",
            "great britain",
            "burma",
            "macedonia",
            "bosnia",
            "czechia",
        }:
            self.remember(core, "institution", mention, country.code, affiliation=core)
            return Resolution(
                name=core, kind="institution", why="a country, its people or the house that speaks for it"
            )
        if lower in {a.lower() for a in country.adjectives}:
            self.remember(core, "group", mention, country.code)
            return Resolution(
                name=core, kind="group", why="a country, its people or the house that speaks for it"
            )
        spellings = [country.name, *list(country.others)]
        if country.code not in self.spelled:
            self.spelled[country.code] = next((s for s in spellings if stands_in(s, self.text)), None)
        name = self.spelled[country.code] or core
        if lower == country.capital.lower() and name == core:
            name = country.name if country.name in self.text else core
        self.remember(name, "country", mention, country.code)
        return Resolution(
            name=name, kind="country", why="a country, its people or the house that speaks for it"
        )

    @staticmethod
    def head_of(core: str) -> str:
        """Return the head noun of a phrase: "source" of "source in the Kestran Foreign Ministry"."""
        before = re.split(
            r"(?i)\s(?:of|in|for|at|from|with|on|to|by|who|that|which|close|familiar|speaking)\b|,",
            core,
            maxsplit=1,
        )[0]
        words = re.findall(r"[\w’'-]+", before)
        return words[-1] if words else ""

    @staticmethod
    def country_of(phrase: str) -> str | None:
        table = lexicon.country_table()
        words = re.findall(r"[\w.’'-]+", phrase)
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                candidate = " ".join(words[start : start + size])
                country = (
                    table.get(re.sub(r"[’']s$", "", candidate).lower()) if candidate[:1].isupper() else None
                )
                if country and (candidate.lower() != "us" or candidate == "US"):
                    return country.code
        return None

    def describe(self, mention: str, core: str, head: str) -> Resolution:
        """Return an institution, group, document or unnamed source under its own description."""
        core = re.sub(r"^(?:an?|one|another)\s+(?!of\b)", "", core, flags=re.I)
        made = PARTICIPLE.match(core)
        if made and DOCUMENT.search(made["what"]):
            core, head = made["what"], self.head_of(made["what"])
        country = self.country_of(core)
        capital = bool(re.search(r"\b[A-Z]", core))
        if SOURCE.search(head):
            self.remember(
                core,
                "anonymous",
                mention,
                country,
                role="anonymous source",
                affiliation=self.affiliation(core),
            )
            return Resolution(name=core, kind="anonymous", why=DESCRIBED)
        if DOCUMENT.search(head):
            self.remember(core, "document", mention, country)
            return Resolution(name=core, kind="document", factor=0.95, why=DESCRIBED)
        if INSTITUTION.search(head) or (
            capital and head[:1].isupper() and head.lower() not in lexicon.roles()
        ):
            name = core
            self.remember(name, "institution", mention, country, affiliation=name)
            return Resolution(name=name, kind="institution", why=DESCRIBED)
        if GROUP.search(head) or head.endswith("s"):
            self.remember(core, "group", mention, country)
            return Resolution(name=core, kind="group", why=DESCRIBED)
        if head.lower() in lexicon.roles():
            self.remember(core, "anonymous", mention, country, role=core, affiliation=self.affiliation(core))
            return Resolution(name=core, kind="anonymous", factor=0.9, why=DESCRIBED)
        self.remember(core, "anonymous", mention, country)
        return Resolution(name=core, kind="anonymous", factor=0.6, why=DESCRIBED)

    @staticmethod
    def affiliation(core: str) -> str | None:
        match = re.search(
            r"\b(?:in|of|at|from|with|for)\s(?:the\s)?((?:[A-Z][\w’'-]+\s?(?:of\s|and\s)?)+)", core
        )
        return match.group(1).strip() if match else None

    def remember(
        self,
        name: str,
        kind: str,
        alias: str,
        country: str | None,
        role: str | None = None,
        affiliation: str | None = None,
    ) -> None:
        key = fold(name)
        known = self.others.get(key)
        aliases = set(known.aliases) if known else set()
        if alias != name and fold(alias) != key:
            aliases.add(re.sub(r"^(?:a|an)\s", "", alias))
        self.others[key] = Speaker(
            name=known.name if known else name,
            kind=kind,  # type: ignore[arg-type]
            role=role or (known.role if known else None),
            affiliation=affiliation or (known.affiliation if known else None),
            country=country or (known.country if known else None),
            aliases=tuple(sorted(aliases)),
        )

    def speaker(self, name: str) -> Speaker:
        """Return the record of somebody who speaks under `name`."""
        known = self.people.get(fold(name))
        if known is None:
            return self.others.get(fold(name)) or Speaker(name=name, kind="person")
        person = known
        roles = [*person.roles, *person.appositions]
        phrase = " ".join(roles)
        role = re.sub(r"^(?:the|a|an)\s+", "", roles[0], flags=re.I) if roles else None
        aliases = {a for a in person.aliases if person.name not in a and a.lower() not in PRONOUNS}
        surname = person.words[-1]
        if len(person.words) > 1 and person.words_seen > len(person.positions):
            # In "Kim Jong-un" the family name stands first.
            aliases.add(person.words[0] if "-" in surname and len(person.words) == 2 else surname)
        return Speaker(
            name=person.name,
            kind="person",
            role=role,
            affiliation=self.affiliation_in(phrase),
            country=self.country_of(phrase),
            aliases=tuple(sorted(aliases)),
        )

    @staticmethod
    def affiliation_in(phrase: str) -> str | None:
        house = houses().search(phrase)
        if house:
            return house.group()
        match = re.search(
            r"((?:[A-Z][\w’'-]+\s)*(?:Ministry|Department|Council|Committee|Duma|Parliament|Senate|Congress|Union|Commission|Institute|University|Group)(?:\s(?:of|for)\s(?:[A-Z][\w’'-]+\s?(?:and\s)?)+)?)",
            phrase,
        )
        return match.group(1).strip() if match else None
