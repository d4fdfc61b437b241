"""Which person, institution or source does a mention mean, inside one article?

The fullest name that the article gives is the name of a speaker. "Tolan", "she" and "the
minister" lead to it; where they could lead to several, the speaker stays None and the candidates
are named.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from . import lexicon
from .records import Span, Speaker
from .tokens import Tokens

MALE = {"he", "his", "him", "himself"}
FEMALE = {"she", "her", "hers", "herself"}
PLURAL = {"they", "their", "them", "we", "our"}
PRONOUNS = MALE | FEMALE | PLURAL | {"i", "it", "its", "my", "who", "which", "you"}
ANONYMOUS = re.compile(
    r"\b(?:sources?|insiders?|officials?|diplomats?|aides?|people|person|persons|witness(?:es)?|"
    r"someone|somebody|one|staffers?|lawyers?|advisers?|operatives?|strategists?|lawmakers?)\b",
    re.I,
)
SOURCE = re.compile(r"\bsources?\b", re.I)
GROUP = re.compile(
    r"\b(?:lawmakers|senators|mps|officials|diplomats|sources|ministers|leaders|experts|analysts|"
    r"aides|critics|supporters|representatives|members|people|residents|witnesses|protesters|"
    r"authorities|negotiators|journalists|reporters|republicans|democrats|sides|parties)\b",
    re.I,
)
INSTITUTION = re.compile(
    r"\b(?:ministry|department|council|committee|commission|government|cabinet|parliament|congress|"
    r"senate|duma|house|court|agency|office|embassy|union|organi[sz]ation|administration|assembly|"
    r"army|military|police|party|campaign|university|institute|institution|centre|center|group|"
    r"company|bank|fund|foundation|chamber|secretariat|delegation|mission|press service|service|"
    r"authority|board|team|corporation|federation|alliance|bureau|directorate|presidency|kremlin|"
    r"pentagon|times|post|news|tribune|gazette|mail|courier|herald|observer|chronicle|journal|telegraph|"
    r"guardian|wire|press)\b",
    re.I,
)
DOCUMENT = re.compile(
    r"\b(?:statement|report|document|communiqu[eé]|declaration|letter|poll|survey|study|resolution|"
    r"memo|transcript|text|note|treaty|article|editorial)\b",
    re.I,
)
WRITTEN = re.compile(r"\b(?:statement|letter|post|tweet|message|communiqu[eé])$", re.I)
CAPITALISED = re.compile("N")
NAME_RUN = re.compile(r"N(?:N|w(?=N)){1,4}")
APPOSITION = re.compile(r",(D?[NHRCwS#a-]{0,8}R[NHRwS#]{0,4}(?:pD?[NHRCwS#&]{1,9}){0,3})[,.]")
ROLE_HEADS = re.compile(r"\w+(?:[-’']\w+)*")
GEOGRAPHY = re.compile(
    r"\b(?:Peninsula|Sea|Ocean|Island|Islands|Street|Avenue|Road|River|Bay|Gulf|Strait|Mountains?|Lake|City|"
    r"Square|Palace|Airport|Games|Olympics|Korea|Korean|War|Act|Day|East|West|North|South|Europe|Asia|"
    r"America|Africa|Union|States|Security|Affairs|Relations|Policy|Treaty|Prize|Cup|Plan|Summit)\b"
)
NOT_NAMES = {
    "the",
    "a",
    "an",
    "one",
    "two",
    "three",
    "this",
    "these",
    "that",
    "those",
    "some",
    "many",
    "his",
    "her",
}
PARTICLE = {"de", "van", "von", "der", "den", "al", "el", "bin", "ibn", "da", "dos", "del", "di", "la", "le"}
ROLE_SAME = {
    "spokesman": "spokes",
    "spokeswoman": "spokes",
    "spokesperson": "spokes",
    "representative": "spokes",
    "secretary": "secretary",
    "adviser": "adviser",
    "advisor": "adviser",
    "mp": "lawmaker",
    "lawmaker": "lawmaker",
    "senator": "senator",
    "chief": "head",
    "leader": "leader",
    "president": "leader",
    "chairman": "head",
    "chairwoman": "head",
    "head": "head",
    "diplomat": "diplomat",
}


def stands_in(word: str, text: str) -> bool:
    """Does a text hold a word or phrase as a whole word?"""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            return True
        start = text.find(word, end)
    return False


COMPLEMENT = re.compile(r"\b(?:of|in|for|at|from|with|to|by|near)\s(?:the\s)?$")


def names_in(phrase: str) -> list[str]:
    """Return the capitalised words of a phrase, articles and possessive endings left out."""
    words = re.findall(r"[^\W\d_][\w’'.-]*", re.sub(r"[’']s\b", "", phrase))
    return [word for word in words if word[:1].isupper() and word.lower() not in NOT_NAMES]


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """Return a name's comparison key: no accents, no case, no hyphens, spaces or possessive."""
    if name.isascii():
        if name.isalpha():
            return name.casefold()
        if "'" not in name:
            return "".join(filter(str.isalnum, name.casefold()))
    plain = unicodedata.normalize("NFKD", re.sub(r"[’'´]s?$", "", name.strip()))
    return "".join(c for c in plain.casefold() if c.isalnum())


@lru_cache(maxsize=16384)
def names_a_thing(name: str) -> bool:
    """Is this the name of a place, an institution or a document, and of no person?"""
    return bool(
        GEOGRAPHY.search(name)
        or INSTITUTION.search(name)
        or DOCUMENT.search(name)
        or name in lexicon.outlets()
    )


@cache
def houses() -> re.Pattern[str]:
    """Return a pattern for the houses that speak for a country: the Kremlin, Downing Street."""
    names = [o for c in lexicon.countries() for o in c.others if not o.isupper() and len(o) > 4]
    return re.compile(rf"(?<!\w)(?:{lexicon.alternatives(names)})(?!\w)")


@dataclass(slots=True)
class Person:
    """Somebody with a name in the article, and all that it calls them."""

    name: str
    first_at: int
    words: tuple[str, ...] = ()
    roles: list[str] = field(default_factory=list)
    appositions: list[str] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    gender: str | None = None
    positions: list[int] = field(default_factory=list)  # of the full name
    words_seen: int = 0  # how often the surname stands, in the full name or alone

    @property
    def role_words(self) -> set[str]:
        text = " ".join([*self.roles, *self.appositions]).lower()
        return set(ROLE_HEADS.findall(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a mention means. `name` is None where the article does not settle it."""

    name: str | None
    kind: str = "person"
    candidates: tuple[str, ...] = ()
    factor: float = 1.0  # what the resolution takes from the confidence


class Resolver:
    """The people and institutions of one article."""

    def __init__(self, text: str, paragraphs: Sequence[Tokens]) -> None:
        self.text = text
        self.people: dict[str, Person] = {}
        self.by_word: dict[str, list[Person]] = {}
        self.by_last: dict[str, list[Person]] = {}
        self.others: dict[str, Speaker] = {}
        self.names_at: list[tuple[int, Person]] = []
        self.places: set[str] = set()
        self.spelled: dict[str, str | None] = {}  # the name that the text gives a country
        for tokens in paragraphs:
            self.read_names(tokens)
        for key in self.places:
            seen = self.people.get(key)
            if seen and seen.gender is None and not seen.roles:
                del self.people[key]
        self.names_at = [(at, p) for at, p in self.names_at if fold(p.name) in self.people]
        for person in self.people.values():
            for n, word in enumerate(person.words):
                if n == len(person.words) - 1:
                    self.by_last.setdefault(fold(word), []).append(person)
                if n in (0, len(person.words) - 1):
                    self.by_word.setdefault(fold(word), []).append(person)
        for tokens in paragraphs:
            self.place_short_names(tokens)
        self.names_at.sort(key=lambda pair: pair[0])
        self.offsets = [at for at, _ in self.names_at]

    def people_between(self, start: int, end: int) -> list[Person]:
        """Return who is named in a stretch of the text, in order."""
        first = bisect_left(self.offsets, start)
        return [p for _, p in self.names_at[first : bisect_left(self.offsets, end, lo=first)]]

    def people_before(self, at: int, count: int = 40) -> list[Person]:
        """Return who was named last before an offset, the latest first."""
        end = bisect_left(self.offsets, at)
        return [p for _, p in reversed(self.names_at[max(0, end - count) : end])]

    # Names

    def read_names(self, tokens: Tokens) -> None:
        """Register every run of two or more capitalised words that can be a person's name."""
        tags = tokens.tags
        for match in NAME_RUN.finditer(tags):
            first, last = match.start(), match.end() - 1
            if any(tags[k] == "w" and tokens.word(k).lower() not in PARTICLE for k in range(first, last + 1)):
                for piece in re.finditer(r"N{2,5}", tags[first : last + 1]):
                    self.register(tokens, first + piece.start(), first + piece.end() - 1)
                continue
            self.register(tokens, first, last)

    def register(self, tokens: Tokens, first: int, last: int) -> None:
        # "US National Security" and the like stand before a role; a country is no part of a name.
        words = [tokens.word(k) for k in range(first, last + 1)]
        table = lexicon.country_words()
        while len(words) > 2 and (words[0].lower() in table or " ".join(words[:2]).lower() in table):
            drop = 2 if " ".join(words[:2]).lower() in table else 1
            words = words[drop:]
            first += drop
        before = tokens.tags[max(0, first - 2) : first]
        if len(words) > 2 and before in ("Hp", "Rp"):
            words = words[1:]  # "Secretary of State Mira Tolan"
            first += 1
        name = " ".join(words)
        if len(words) < 2 or name.lower() in table or any(w.isupper() and len(w) > 3 for w in words):
            return
        if any(word.lower() in table for word in words) and words[0] not in lexicon.genders():
            return
        if names_a_thing(name):
            return
        after = tokens.tags[last + 1 : last + 2]
        if after in ("R", "H") and first and tokens.tags[first - 1] in "D":
            return  # "the National Security Adviser": a role, not a name
        key = fold(name)
        if first and tokens.tags[first - 1] == "p" and tokens.tags[last + 1 : last + 2] != "S":
            if tokens.word(first - 1).lower() in {"in", "at", "near", "from", "outside"}:
                self.places.add(key)
        person = self.people.get(key)
        if person is None:
            person = Person(name=name, first_at=tokens.spans[first][0], words=tuple(words))
            person.gender = lexicon.genders().get(words[0])
            self.people[key] = person
        person.aliases.add(name)
        person.positions.append(tokens.spans[first][0])
        self.names_at.append((tokens.spans[first][0], person))
        role = self.role_before(tokens, first)
        if role and role not in person.roles:
            person.roles.append(role)
            title = role.split()[0]
            person.gender = person.gender or lexicon.genders().get(title)
        apposition = self.apposition_after(tokens, last)
        if apposition and apposition not in person.appositions:
            person.appositions.append(apposition)

    @staticmethod
    def role_before(tokens: Tokens, first: int) -> str | None:
        start = first
        while (
            start > 0
            and first - start < 9
            and (
                tokens.tags[start - 1] in "NHRwS"
                or (
                    tokens.tags[start - 1] == "p"
                    and tokens.word(start - 1) == "of"
                    and tokens.tags[start - 2 : start - 1] in ("H", "R")
                )
            )
        ):
            if (
                tokens.tags[start - 1] == "w"
                and tokens.word(start - 1)[0].islower()
                and not any(tokens.tags[k] in "RH" for k in range(start, first))
            ):
                break
            start -= 1
        while start < first and (
            tokens.tags[start] == "S"
            or (tokens.tags[start] == "w" and re.search(r"(?:ed|ing|s)$", tokens.word(start)))
        ):
            start += 1
        while (
            start < first and tokens.tags[start:first].count("R") + tokens.tags[start:first].count("H") == 0
        ):
            return None
        if start == first or not any(t in "RH" for t in tokens.tags[start:first]):
            return None
        role = tokens.text(start, first - 1)
        return None if re.search(r"\b(?:counterpart|colleague|friend|rival)$", role) else role

    @staticmethod
    def apposition_after(tokens: Tokens, last: int) -> str | None:
        match = APPOSITION.match(tokens.tags, last + 1)
        if not match:
            return None
        text = tokens.text(match.start(1), match.end(1) - 1)
        return text if len(text) < 140 else None

    def place_short_names(self, tokens: Tokens) -> None:
        for match in CAPITALISED.finditer(tokens.tags):
            k = match.start()
            key = fold(tokens.word(k))
            people = self.by_last.get(key) or self.by_word.get(key)
            if people and len(people) == 1:
                self.names_at.append((tokens.spans[k][0], people[0]))
                people[0].words_seen += 1
                if not people[0].roles:
                    role = self.role_before(tokens, k)
                    if role:
                        people[0].roles.append(role)

    # Mentions

    def resolve(
        self, mention: str, at: int, sentence: Span, recent: Sequence[Resolution], subject: "Person | None"
    ) -> Resolution:
        """Return who is meant by `mention`, which stands at offset `at`.

        `recent` are the speakers of the statements before, the latest first; `subject` is the person
        whom the sentence before is about, if it is about one.
        """
        words = mention.split()
        bare = re.sub(r"[^\w]", "", mention).lower()
        if bare in PRONOUNS:
            return self.resolve_pronoun(bare, at, sentence, recent, subject)
        name = self.person_in(mention)
        if name is not None:
            return name
        if mention[:1].isupper() or len(words) > 1:
            country = self.country_in(mention)
            if country is not None:
                return country
        core = re.sub(r"^(?:the|this|that|these|those|his|her|their|its)\s+", "", mention, flags=re.I)
        definite = core != mention
        head = self.head_of(core)
        if definite and SOURCE.search(head):
            earlier = next((r for r in recent if r.kind == "anonymous"), None)
            if earlier:
                return earlier
        if definite and WRITTEN.search(head):
            author = next((r for r in recent[:1] if r.kind == "person" and r.name), None)
            if author:
                return Resolution(name=author.name, factor=0.85)
        if definite and head and head.lower() in lexicon.roles():
            found = self.person_with_role(core, head, at, recent)
            if found is not None:
                return found
        return self.describe(mention, core, head)

    def person_in(self, mention: str, learn: bool = True) -> Resolution | None:
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
                if person and not COMPLEMENT.search(mention[: mention.find(name)]):
                    person.aliases.add(mention)
                    return Resolution(name=self.fullest(person).name)
        table = lexicon.country_words()
        titles = lexicon.titles()
        short = [t for t in tokens if t.rstrip(".") not in titles and t.lower() not in lexicon.roles()]
        if short and len(short) <= 3 and not re.search(r"\b(?:of|in|for|at)\b", mention):
            word = short[-1]
            if word.lower() in table and fold(word) not in self.by_last:
                return None
            people = self.by_last.get(fold(word)) or self.by_word.get(fold(word)) or []
            people = [p for p in people if not INSTITUTION.search(p.name)]
            if people:
                gender = lexicon.genders().get(tokens[0]) or lexicon.genders().get(tokens[0] + ".")
                fitting = [p for p in people if gender is None or p.gender in (None, gender)] or people
                names = {self.fullest(p).name for p in fitting}
                if len(names) == 1:
                    return Resolution(name=names.pop())
                return Resolution(name=None, candidates=tuple(sorted(names)), factor=0.5)
            if learn and len(short) == 1 and self.looks_personal(mention, word):
                self.add_short(word, mention)
                return Resolution(name=word)
        return None

    def looks_personal(self, mention: str, word: str) -> bool:
        if (
            INSTITUTION.search(mention)
            or word in lexicon.outlets()
            or word.lower() in lexicon.country_words()
        ):
            return False
        return word[:1].isupper() and not word.isupper() and not GROUP.search(mention)

    def add_short(self, word: str, mention: str) -> None:
        person = Person(name=word, first_at=0, words=(word,))
        person.aliases.add(mention)
        role = re.sub(rf"\s*\b{re.escape(word)}\b.*", "", mention)
        if role and role != mention:
            person.roles.append(re.sub(r"^(?:the|a|an)\s+", "", role, flags=re.I))
        self.people.setdefault(fold(word), person)
        self.by_last.setdefault(fold(word), []).append(person)

    def fullest(self, person: Person) -> Person:
        """Return the longest name of the same person ("John F. Kerry" for "John Kerry")."""
        best = person
        for other in self.by_last.get(fold(person.words[-1]), []):
            if len(other.words) > len(best.words) and fold(other.words[0]) == fold(person.words[0]):
                best = other
        return best

    def country_in(self, mention: str) -> Resolution | None:
        core = re.sub(r"^(?:the|official)\s+", "", mention, flags=re.I).strip()
        country = lexicon.country_words().get(re.sub(r"[’']s$", "", core).lower())
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
            return Resolution(name=core, kind="institution")
        if lower in {a.lower() for a in country.adjectives}:
            self.remember(core, "group", mention, country.code)
            return Resolution(name=core, kind="group")
        spellings = [country.name, *list(country.others)]
        if country.code not in self.spelled:
            self.spelled[country.code] = next((s for s in spellings if stands_in(s, self.text)), None)
        name = self.spelled[country.code] or core
        if lower == country.capital.lower() and name == core:
            name = country.name if country.name in self.text else core
        self.remember(name, "country", mention, country.code)
        return Resolution(name=name, kind="country")

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

    def person_with_role(
        self, core: str, head: str, at: int, recent: Sequence[Resolution]
    ) -> Resolution | None:
        """Return the person whom "the Kremlin spokesman" means."""
        wanted = ROLE_SAME.get(head.lower(), head.lower())
        country = self.country_of(core)
        latest = next((r.name for r in recent if r.kind == "person" and r.name), None)
        fits: list[tuple[float, str]] = []
        for person in {id(p): p for p in self.people.values()}.values():
            if person.first_at > at:
                continue
            heads = {ROLE_SAME.get(w, w) for w in person.role_words}
            there = self.country_of(" ".join([*person.roles, *person.appositions]))
            if country and there and country != there:
                continue
            score = 0.0
            if wanted in heads:
                score = 2.0
            elif {wanted, head.lower()} & {"leader"} and heads & {"leader", "president"}:
                score = 1.5
            if score and country and there == country:
                score += 1
            shared = set(core.lower().split()) & person.role_words - {"the", "of", head.lower()}
            score += 0.5 * len(shared) if score else 0
            if score:
                earlier = bisect_left(person.positions, at)
                near = person.positions[earlier - 1] if earlier else 0
                fits.append(
                    (
                        score + near / (len(self.text) + 1) + (0.6 if person.name == latest else 0),
                        self.fullest(person).name,
                    )
                )
        if fits:
            fits.sort(reverse=True)
            for alias_of in self.people.values():
                if alias_of.name == fits[0][1]:
                    alias_of.aliases.add(core)
            return Resolution(name=fits[0][1], factor=0.97)
        if latest is not None:
            # A role that the article has not tied to a name: whoever was just speaking.
            last = self.people.get(fold(latest))
            there = self.country_of(" ".join([*last.roles, *last.appositions])) if last else None
            if not (country and there and country != there):
                if last:
                    last.aliases.add(core)
                others = tuple(r.name for r in recent[1:4] if r.name and r.name != latest)
                return Resolution(name=latest, factor=0.85, candidates=others)
        return None

    @staticmethod
    def country_of(phrase: str) -> str | None:
        table = lexicon.country_words()
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

    def resolve_pronoun(
        self, pronoun: str, at: int, sentence: Span, recent: Sequence[Resolution], subject: "Person | None"
    ) -> Resolution:
        gender = "m" if pronoun in MALE else "f" if pronoun in FEMALE else None
        if pronoun in {"who", "which"}:
            near = self.people_between(sentence[0], at)
            return Resolution(name=self.fullest(near[-1]).name) if near else Resolution(name=None, factor=0.5)
        if gender:
            if subject is not None and subject.gender in (None, gender):
                return Resolution(name=self.fullest(subject).name, factor=0.97)
            options = []
            for resolution in recent:
                if resolution.name is None or resolution.kind not in {"person", "anonymous"}:
                    continue
                person = self.people.get(fold(resolution.name))
                if person is None or person.gender in (None, gender):
                    if resolution.name not in options:
                        options.append(resolution.name)
            before = [p for p in self.people_before(sentence[0]) if p.gender in (None, gender)]
            if options:
                others = tuple(n for n in options[1:3])
                kind = next(r.kind for r in recent if r.name == options[0])
                return Resolution(name=options[0], kind=kind, factor=0.93, candidates=others)
            inside = [p for p in self.people_between(sentence[0], at) if p.gender in (None, gender)]
            known = [p for p in inside + before if p.gender == gender] or inside or before
            if known:
                names = list(dict.fromkeys(self.fullest(p).name for p in known))
                return Resolution(name=names[0], factor=0.75, candidates=tuple(names[1:4]))
            return Resolution(name=None, factor=0.4)
        earlier = next((r for r in recent if r.name and (r.kind != "person" or pronoun in {"i", "my"})), None)
        if earlier:
            return Resolution(name=earlier.name, kind=earlier.kind, factor=0.8)
        return Resolution(name=None, factor=0.4)

    def describe(self, mention: str, core: str, head: str) -> Resolution:
        """Return an institution, group, document or unnamed source under its own description."""
        core = (
            re.sub(r"^(?:a|an|one|another|two|three|four|five|several|some|many)\s+", "", core, flags=re.I)
            if re.match(r"(?:a|an)\s", core, re.I)
            else core
        )
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
            return Resolution(name=core, kind="anonymous")
        if DOCUMENT.search(head):
            self.remember(core, "document", mention, country)
            return Resolution(name=core, kind="document", factor=0.95)
        if INSTITUTION.search(head) or (
            capital and head[:1].isupper() and head.lower() not in lexicon.roles()
        ):
            name = core
            self.remember(name, "institution", mention, country, affiliation=name)
            return Resolution(name=name, kind="institution")
        if GROUP.search(head) or head.endswith("s"):
            self.remember(core, "group", mention, country)
            return Resolution(name=core, kind="group")
        if head.lower() in lexicon.roles():
            self.remember(core, "anonymous", mention, country, role=core, affiliation=self.affiliation(core))
            return Resolution(name=core, kind="anonymous", factor=0.9)
        self.remember(core, "anonymous", mention, country)
        return Resolution(name=core, kind="anonymous", factor=0.6)

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
