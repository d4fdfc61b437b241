"""Who is named in an article, and what does it call them?

Every run of capitalised words that can be a person's name becomes a Person, with the roles that
stand beside it. A surname alone, a title with a surname, and a shorter form of a longer name belong
to the same Person.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Literal

from ...folding import fold
from . import lexicon
from .grammar import find_sentences
from .tokens import NAME_WITH_ARTICLE, Tokens

INSTITUTION = re.compile(
    r"\b(?:ministry|department|council|committee|commission|government|cabinet|parliament|congress|"
    r"senate|duma|house|court|agency|office|embassy|union|organi[sz]ation|administration|assembly|"
    r"army|military|police|party|campaign|university|institute|institution|centre|center|group|"
    r"company|bank|fund|foundation|chamber|secretariat|delegation|mission|press service|service|"
    r"authority|board|team|corporation|federation|alliance|bureau|directorate|presidency|kremlin|"
    r"pentagon|times|post|news|tribune|gazette|mail|courier|herald|observer|chronicle|journal|telegraph|"
    r"guardian|wire|press|television|radio|broadcaster|newspaper|daily|consulate|palace)\b",
    re.I,
)
DOCUMENT = re.compile(
    r"\b(?:statement|report|document|communiqu[eé]|declaration|letter|poll|survey|study|resolution|"
    r"memo|memorandum|transcript|text|note|treaty|article|editorial|cable|paper|draft)\b",
    re.I,
)
GEOGRAPHY = re.compile(
    r"\b(?:Peninsula|Sea|Ocean|Island|Islands|Street|Avenue|Road|River|Bay|Gulf|Strait|Mountains?|Lake|City|"
    r"Square|Palace|Airport|Games|Olympics|Korea|Korean|War|Act|Day|East|West|North|South|Europe|Asia|"
    r"America|Africa|Union|States|Security|Affairs|Relations|Policy|Treaty|Prize|Cup|Plan|Summit)\b"
)
CAPITALISED = re.compile("N")
NAME_RUN = re.compile(r"N(?:N|w(?=N)){1,4}")
FULL_RUN = re.compile(r"N{2,5}")
TITLED = re.compile(r"(?<=[RH])N(?![NHR-])")
APPOSITION = re.compile(r",(D?[NHRCwS#a-]{0,8}R[NHRwS#]{0,4}(?:pD?[NHRCwS#&]{1,9}){0,3})[,.]")
ROLE_AND_COMMA = re.compile(r"(?:D|NS)?[NHRCwS#-]{0,6}[RH],$")
ROLE_HEADS = re.compile(r"\w+(?:[-’']\w+)*")
EQUAL = re.compile(r"\b(?:counterpart|colleague|friend|rival)$")
PARTICLES = {"de", "van", "von", "der", "den", "al", "el", "bin", "ibn", "da", "dos", "del", "di", "la", "le"}
NOT_NAMES = {
    "the", "a", "an", "one", "two", "three", "this", "these", "that", "those", "some", "many", "his", "her", "its",
    "their",
}  # fmt: skip
# More people of one name than any article has: it is a list, and who is meant is not asked.
MOST_NAMESAKES = 40
MOST_PEOPLE = 150
Standing = Literal["free", "object", "possessor"]


def names_in(phrase: str) -> list[str]:
    """Return the capitalised words of a phrase and the particles between them, no possessive endings."""
    words = re.findall(r"[^\W\d_][\w’'.-]*", re.sub(r"[’']s\b", "", phrase))
    kept: list[str] = []
    for n, word in enumerate(words):
        between = bool(kept) and word in PARTICLES and any(w[:1].isupper() for w in words[n + 1 : n + 3])
        named = word[:1].isupper() or NAME_WITH_ARTICLE.match(word)
        if (named and word.lower() not in NOT_NAMES) or between:
            kept.append(word)
    return kept


@lru_cache(maxsize=65536)
def names_a_thing(name: str) -> bool:
    """Is this the name of a place, an institution or a document, and of no person?"""
    return bool(
        GEOGRAPHY.search(name)
        or INSTITUTION.search(name)
        or DOCUMENT.search(name)
        or name in lexicon.outlets()
    )


@lru_cache(maxsize=65536)
def without_country(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a run of capitalised words without the country that it begins with; () for a country."""
    table = lexicon.country_table()
    if " ".join(words).lower() in table:
        return ()
    while len(words) > 2:
        if " ".join(words[:2]).lower() in table:
            words = words[2:]
        elif words[0].lower() in table:
            words = words[1:]
        else:
            break
    return words


@lru_cache(maxsize=65536)
def can_be_person(words: tuple[str, ...]) -> bool:
    table = lexicon.country_table()
    name = " ".join(words)
    if name.lower() in table or any(w.isupper() and len(w) > 3 for w in words):
        return False
    if words[0] not in lexicon.genders() and any(word.lower() in table for word in words):
        return False
    return not names_a_thing(name)


FEMALE_SURNAME = re.compile(r"\w{3,}(?:ova|eva|skaya|skaia|ska|cka)$")
MALE_SURNAME = re.compile(r"\w{3,}(?:ov|ev|sky|skii|skiy|ski)$")


@lru_cache(maxsize=65536)
def likely_gender(words: tuple[str, ...]) -> str | None:
    """Return the gender that the form of a name makes likely: "Orlova", "Irina". It proves nothing."""
    first, last = fold(words[0]), fold(words[-1])
    if FEMALE_SURNAME.match(last):
        return "f"
    if MALE_SURNAME.match(last):
        return "m"
    if len(words) > 1 and len(first) > 3 and first.endswith("a"):
        return "f"
    return None


FEMALE_ROLE = re.compile(
    r"\b(?:\w*woman|wife|mother|daughter|sister|widow|queen|princess|duchess|aunt|grandmother|actress)\b",
    re.I,
)
MALE_ROLE = re.compile(
    r"\b(?:(?:spokes|business|congress|police)man|husband|father|son|brother|king|prince|duke|uncle|grandfather)\b",
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
    gender: str | None = None  # as a given name, a title or a role proves it
    positions: list[int] = field(default_factory=list)  # of the full name
    words_seen: int = 0  # how often the surname stands, in the full name or alone

    @property
    def described(self) -> str:
        """All that the article calls this person beside the name."""
        return " ".join([*self.roles, *self.appositions])

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
            title = lexicon.genders().get(role.split()[0])
            self.gender = (
                title
                or ("f" if FEMALE_ROLE.search(role) else None)
                or ("m" if MALE_ROLE.search(role) else None)
            )


@dataclass(slots=True)
class NameMention:
    """Where a person is named: an offset in the source and a token of a paragraph."""

    at: int
    person: Person
    tokens: Tokens
    index: int

    @property
    def standing(self) -> Standing:
        return standing(self.tokens, self.index)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a sentence begins with that is no person: a country, an institution, a document."""

    at: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Description:
    """Somebody unnamed whom the text introduces: "a senior official in the harbour office"."""

    at: int
    head: str
    phrase: str

    @property
    def name(self) -> str:
        """The description as the name of a speaker: without its article."""
        return re.sub(r"^(?:an?|one|another)\s+", "", self.phrase, flags=re.I)


class Cast:
    """The people whom an article names or describes."""

    def __init__(self, text: str, paragraphs: Sequence[Tokens]) -> None:
        self.text = text
        self.people: dict[str, Person] = {}
        self.by_word: dict[str, list[Person]] = {}
        self.by_last: dict[str, list[Person]] = {}
        self.mentions: list[NameMention] = []
        self.named: dict[str, Person | Literal[False] | None] = {}
        self.places: set[str] = set()
        self.subjects: dict[int, Person | None] = {}
        starts: list[int] = []
        sentences = [find_sentences(tokens) for tokens in paragraphs]
        for tokens, bounds in zip(paragraphs, sentences, strict=True):
            starts.extend(tokens.spans[first][0] for first, _ in bounds)
            self.read_names(tokens)
        self.sentence_starts = sorted(starts)
        surnames = {fold(word) for person in self.people.values() for word in person.words}
        for tokens in paragraphs:
            self.read_titled(tokens, surnames)
        for key in self.places:
            seen = self.people.get(key)
            if seen and seen.gender is None and not seen.roles:
                del self.people[key]
        for person in self.people.values():
            for n, word in enumerate(person.words):
                if n == len(person.words) - 1:
                    self.by_last.setdefault(fold(word), []).append(person)
                if n in (0, len(person.words) - 1):
                    self.by_word.setdefault(fold(word), []).append(person)
        for tokens in paragraphs:
            self.place_names(tokens)
        self.read_later = list(zip(paragraphs, sentences, strict=True))
        self.mentions.sort(key=lambda m: m.at)
        self.offsets = [m.at for m in self.mentions]

    # Where they stand

    def people_between(self, start: int, end: int) -> list[Person]:
        """Return who is named in a stretch of the text, in order."""
        first = bisect_left(self.offsets, start)
        return [m.person for m in self.mentions[first : bisect_left(self.offsets, end, lo=first)]]

    def mentions_before(self, at: int, count: int = 60) -> Iterator[NameMention]:
        """Yield the mentions before an offset, the latest first."""
        end = bisect_left(self.offsets, at)
        return reversed(self.mentions[max(0, end - count) : end])

    def descriptions_before(self, at: int) -> Iterator[Description]:
        """Yield who was described before an offset, the latest first."""
        end = bisect_left(self.descriptions, at, key=lambda d: d.at)
        return reversed(self.descriptions[max(0, end - 8) : end])

    def people_around(self, at: int) -> list[Person]:
        """Return the people of the article, of a very long one those named first and those named lately."""
        if len(self.people) <= MOST_PEOPLE:
            return list({id(p): p for p in self.people.values()}.values())
        lately = [mention.person for mention in self.mentions_before(at, MOST_PEOPLE)]
        first = list(islice(self.people.values(), MOST_NAMESAKES))
        return list({id(p): p for p in (*first, *lately)}.values())

    def sentence_number(self, at: int) -> int:
        return bisect_right(self.sentence_starts, at)

    def subject_of(self, sentence: int) -> Person | None:
        """Return the person who is named first in a sentence, and not after a preposition or a verb."""
        if sentence in self.subjects:
            return self.subjects[sentence]
        self.subjects[sentence] = found = self.find_subject(sentence)
        return found

    def find_subject(self, sentence: int) -> Person | None:
        if not 0 < sentence <= len(self.sentence_starts):
            return None
        start = self.sentence_starts[sentence - 1]
        end = self.sentence_starts[sentence] if sentence < len(self.sentence_starts) else len(self.text)
        first = bisect_left(self.offsets, start)
        for mention in self.mentions[first : bisect_left(self.offsets, end, lo=first)]:
            if mention.standing == "free":
                return mention.person
        return None

    def fullest(self, person: Person) -> Person:
        """Return the longest name of the same person.

        "John F. Kerry" for "John Kerry", "Mira Tolan Roke" for "Tolan Roke"; a longer name that two
        people could share says nothing.
        """
        longer = []
        namesakes = self.by_last.get(fold(person.words[-1]), [])
        if len(namesakes) > MOST_NAMESAKES:
            return person
        for other in namesakes:
            if len(other.words) <= len(person.words):
                continue
            same_first = len(person.words) > 1 and fold(other.words[0]) == fold(person.words[0])
            ending = fold("".join(other.words[-len(person.words) :])) == fold("".join(person.words))
            if same_first or ending:
                longer.append(other)
        names = {fold(p.name) for p in longer}
        if not names:
            return person
        best = max(longer, key=lambda p: len(p.words))
        alone = len(person.words) > 1 or len(names) == 1
        return best if alone else person

    # Names

    def read_names(self, tokens: Tokens) -> None:
        """Register every run of two or more capitalised words that can be a person's name."""
        tags = tokens.tags
        for match in NAME_RUN.finditer(tags):
            first, last = match.start(), match.end() - 1
            if any(
                tags[k] == "w" and tokens.word(k).lower() not in PARTICLES for k in range(first, last + 1)
            ):
                for piece in FULL_RUN.finditer(tags[first : last + 1]):
                    self.register(tokens, first + piece.start(), first + piece.end() - 1)
                continue
            self.register(tokens, first, last)

    def register(self, tokens: Tokens, first: int, last: int) -> None:
        # "US National Security" and the like stand before a role; a country is no part of a name.
        words = without_country(tuple([tokens.word(k) for k in range(first, last + 1)]))
        first = last + 1 - len(words)
        before = tokens.tags[max(0, first - 2) : first]
        if len(words) > 2 and before in ("Hp", "Rp"):
            words = words[1:]  # "Secretary of State Mira Tolan"
            first += 1
        if len(words) < 2 or not can_be_person(words):
            return
        name = " ".join(words)
        after = tokens.tags[last + 1 : last + 2]
        if after in ("R", "H") and first and tokens.tags[first - 1] in "D":
            return  # "the National Security Adviser": a role, not a name
        key = fold(name)
        if first and tokens.tags[first - 1] == "p" and after != "S":
            if tokens.word(first - 1).lower() in {"in", "at", "near", "from", "outside"}:
                self.places.add(key)
        person = self.people.get(key)
        if person is None:
            person = Person(name=name, first_at=tokens.spans[first][0], words=words)
            person.gender = lexicon.genders().get(words[0])
            self.people[key] = person
        person.aliases.add(name)
        person.positions.append(tokens.spans[first][0])
        person.add_role(self.role_before(tokens, first))
        if after == ",":
            person.add_role(self.role_and_comma(tokens, first))
            person.add_apposition(self.apposition_after(tokens, last))

    def read_titled(self, tokens: Tokens, known: set[str]) -> None:
        """Register a single name behind a role or a title, where no fuller name has it."""
        for match in TITLED.finditer(tokens.tags):
            k = match.start()
            word = tokens.word(k)
            thing = (
                word.lower() in lexicon.country_table()
                or names_a_thing(word)
                or (word.isupper() and len(word) > 1)
            )
            role = None if thing else self.role_before(tokens, k)
            if fold(word) in known or role is None or role.lower() in {"former", "foreign", "vice", "deputy"}:
                continue
            person = Person(name=word, first_at=tokens.spans[k][0], words=(word,))
            person.gender = lexicon.genders().get(word)
            person.add_role(role)
            self.people[fold(word)] = person

    @staticmethod
    def role_before(tokens: Tokens, first: int) -> str | None:
        tags = tokens.tags
        start = first
        while (
            start > 0
            and first - start < 9
            and (
                tags[start - 1] in "NHRwS"
                or (
                    tags[start - 1] == "p"
                    and tokens.word(start - 1) == "of"
                    and tags[start - 2 : start - 1] in ("H", "R")
                )
            )
        ):
            if (
                tags[start - 1] == "w"
                and tokens.word(start - 1)[0].islower()
                and not any(tags[k] in "RH" for k in range(start, first))
            ):
                break
            start -= 1
        while start < first and (
            tags[start] == "S" or (tags[start] == "w" and re.search(r"(?:ed|ing|s)$", tokens.word(start)))
        ):
            start += 1
        if start == first or not any(t in "RH" for t in tags[start:first]):
            return None
        if tags[first - 1] == "p":
            return None  # "the Friends of Saltmarsh Pier"
        role = tokens.text(start, first - 1)
        return None if EQUAL.search(role) else role

    @staticmethod
    def role_and_comma(tokens: Tokens, first: int) -> str | None:
        """Return "the Prime Minister" of "the Prime Minister, Mira Tolan,"."""
        match = ROLE_AND_COMMA.search(tokens.tags, max(0, first - 9), first)
        return tokens.text(match.start(), first - 2) if match else None

    @staticmethod
    def apposition_after(tokens: Tokens, last: int) -> str | None:
        match = APPOSITION.match(tokens.tags, last + 1)
        if not match:
            return None
        text = tokens.text(match.start(1), match.end(1) - 1)
        return text if len(text) < 140 else None

    def place_names(self, tokens: Tokens) -> None:
        """Note where the people are named, by the full name or by one word of it."""
        named, source, spans = self.named, tokens.source, tokens.spans
        for match in CAPITALISED.finditer(tokens.tags):
            k = match.start()
            start, end = spans[k]
            word = source[start:end]
            person = named[word] if word in named else self.known_by(word)
            if person is None:
                continue
            if person is False:
                person = self.known_here(tokens, k)
            if person:
                self.mentions.append(NameMention(start, person, tokens, k))
                person.words_seen += 1
                if not person.roles:
                    person.add_role(self.role_before(tokens, k))

    def known_by(self, word: str) -> "Person | Literal[False] | None":
        """Return the one person whom a word names, None if it names nobody, False if several."""
        key = fold(word)
        people = self.by_last.get(key) or self.by_word.get(key)
        if not people:
            self.named[word] = None
        else:
            same = len(people) <= MOST_NAMESAKES and len({id(self.fullest(p)) for p in people}) == 1
            self.named[word] = people[0] if same else False
        return self.named[word]

    def known_here(self, tokens: Tokens, k: int) -> Person | None:
        """Return who of several people of one surname stands here with the full name."""
        key = fold(tokens.word(k))
        if len(self.by_last.get(key) or self.by_word[key]) > MOST_NAMESAKES:
            return None
        people = self.of_full_name(tokens, k, self.by_last.get(key) or self.by_word[key])
        return people[0] if len({id(self.fullest(p)) for p in people}) == 1 else None

    @staticmethod
    def of_full_name(tokens: Tokens, k: int, people: list[Person]) -> list[Person]:
        start, end = k, k
        while start > 0 and k - start < 5 and tokens.tags[start - 1] in "Nw":
            start -= 1
        while end + 1 < len(tokens.tags) and end - k < 4 and tokens.tags[end + 1] == "N":
            end += 1
        around = fold(tokens.text(start, end))
        return [p for p in people if len(p.words) > 1 and fold(p.name) in around] or people

    @cached_property
    def descriptions(self) -> list[Description]:
        """Whom the text introduces without a name, in order; read when first asked for."""
        found = [described for tokens, _ in self.read_later for described in self.read_descriptions(tokens)]
        return sorted(found, key=lambda d: d.at)

    @cached_property
    def things(self) -> list[Thing]:
        """What the sentences begin with that is no person, in order; read when first asked for."""
        found = [thing for tokens, bounds in self.read_later for thing in self.read_things(tokens, bounds)]
        return sorted(found, key=lambda t: t.at)

    @staticmethod
    def read_descriptions(tokens: Tokens) -> Iterator[Description]:
        """Yield whom a paragraph introduces without a name: "a harbour official close to Tolan"."""
        for match in INTRODUCED.finditer(tokens.tags):
            if tokens.word(match.start()).lower() not in {"a", "an", "one", "another"}:
                continue
            head = tokens.word(match.end("core") - 1)
            if head.lower() in lexicon.roles() and head[:1].islower():
                end = match.end() - 1
                yield Description(
                    tokens.spans[match.start()][0], head.lower(), tokens.text(match.start(), end)
                )

    def read_things(self, tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> Iterator[Thing]:
        """Yield the countries, institutions and documents with which sentences begin."""
        for first, last in sentences:
            match = THING_FIRST.search(tokens.tags, first, min(last + 1, first + 24))
            if match is None:
                continue
            phrase = tokens.text(match.start("thing"), match.end("thing") - 1)
            capital = tokens.tags[match.end("thing") - 1] == "N"
            single = capital and fold(tokens.word(match.end("thing") - 1)) in self.by_word
            if not single and (capital or INSTITUTION.search(phrase) or DOCUMENT.search(phrase)):
                yield Thing(tokens.spans[match.start("thing")][0], phrase)


# Perhaps behind "In the evening,": a phrase and, after an apposition, its verb.
THING_FIRST = re.compile(
    r"(?:^|(?<=[.,QEf]))c?(?P<thing>D?[NHRwS]{0,4}[NRCw])(?:p[DNRw]{1,4})?(?:,[^.;QEf]{1,12},)?[ax]{0,2}(?=[bxVvKMw])"
)
INTRODUCED = re.compile(r"(?P<core>D[NHRCwS#a-]{0,7}R)(?![NHR])(?:p[DNHRCwS#]{1,7}|wp[DNHRCw]{1,5}){0,2}")


def standing(tokens: Tokens, k: int) -> Standing:
    """Is the name at token `k` the owner of something, behind a preposition or verb, or free?"""
    tags = tokens.tags
    end = k
    while tags[end + 1 : end + 2] == "N":
        end += 1
    if tags[end + 1 : end + 2] == "S":
        return "possessor"
    start = k
    while start > 0 and k - start < 12 and tags[start - 1] in "NHRw#-":
        start -= 1
    if start > 0 and tags[start - 1] == "D":
        start -= 1
    before = tags[start - 1] if start else "."
    return "object" if before in "pVvKGgk" else "free"
