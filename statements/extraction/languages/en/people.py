"""Who is named in an article, and what does it call them?

Every run of capitalised words that can be a person's name becomes a Person, with the roles that
stand beside it. A surname alone, a title with a surname, and a shorter form of a longer name belong
to the same Person.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from operator import itemgetter
from typing import Literal

from ...folding import fold
from ...surnames import is_first_of_two
from . import lexicon
from .beside import (
    apposition_after,
    body_beside,
    is_in_name_of_body,
    is_of_an_office,
    is_office,
    role_and_comma,
    role_before,
    said_to_be,
)
from .full_names import FoundName, find_full_names, office_and_comma
from .person import (
    ADJECTIVES_TOO,
    NOUN_AND_ADJECTIVE,
    RELATIVES,
    Person,
    drops_suffix,
    gender_of,
    heads_of,
    introduced_otherwise,
    may_be,
    not_the_office,
    original_script_behind,
    relation_before,
)
from .sentences import find_sentences
from .speakable import (
    DOCUMENT,
    INSTITUTION,
    LOOSE_END,
    NOT_A_NAME,
    PARTICLES,
    is_known_body,
    is_somebody,
    names_a_body,
    names_a_thing,
)
from .tokens import NAME_WITH_ARTICLE, Tokens
from .unnamed import WrittenWords, country_of_office, is_of_no_person

SINGLE_APPOSED = re.compile(r"N(?:(?=(?:\(N\))?,D)(?<![NHR]N)|(?=[,.])(?<=[wR]N))")
APPOSED_TO_SINGLE = ("N,D", "N),D", "wN,", "RN,", "wN.", "RN.")  # of which one stands in what that finds
AGE = re.compile(r",#[,.]")
AHPONYM = re.compile(r"\((?<=\w \()(?:the )?[“\"']?(?P<letters>[A-Z][A-Z.&]{1,8})[”\"']?\)")
TITLED = re.compile(r"N(?<=[RH]N)(?![NHR-])")
# Whoever reigns is called by a given name, and known by the title with it.
REIGNING = frozenset({"Pope", "King", "Queen", "Emperor", "Empress"})
NOT_NAMES = {
    "the", "a", "an", "one", "two", "three", "this", "these", "that", "those", "some", "many", "his", "her", "its",
    "their",
}  # fmt: skip
# More people of one name than any article has: it is a list, and who is meant is not asked.
MOST_NAMESAKES = 40
MOST_PEOPLE = 150
Standing = Literal["free", "object", "possessor"]


SPEAKS_BEHIND = re.compile("[xa]{0,2}[VK]|b(?=w)")  # "Mira Tolan Lima said", "... was speaking"
WORDS_OF_NAMES = re.compile(r"[^\W\d_][\w’'.-]*")
OWNING = re.compile(r"[’']s\b")


@lru_cache(maxsize=4096)
def names_in(phrase: str) -> tuple[str, ...]:
    """Return the capitalised words of a phrase and the particles between them, no possessive endings."""
    words = WORDS_OF_NAMES.findall(OWNING.sub("", phrase) if "’s" in phrase or "'s" in phrase else phrase)
    kept: list[str] = []
    for n, word in enumerate(words):
        between = bool(kept) and word in PARTICLES and any(w[:1].isupper() for w in words[n + 1 : n + 3])
        named = word[:1].isupper() or NAME_WITH_ARTICLE.match(word)
        if (named and word.lower() not in NOT_NAMES) or between:
            kept.append(word)
    return tuple(kept)


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
        """The description as the name of a speaker: without its article and a loose end."""
        plain = re.sub(r"^(?:an?|one|another)\s+", "", self.phrase, flags=re.I)
        return LOOSE_END.sub("", re.sub(r"(?<=[A-Za-z])(\s[A-Z][\w’'-]*)\s[a-z]{3,}ed\b.*$", r"\1", plain))


def begin_of(paragraph: tuple[Tokens, object]) -> int:
    return paragraph[0].spans[0][0]


class Cast:
    """The people whom an article names or describes."""

    def __init__(self, text: str, paragraphs: Sequence[Tokens]) -> None:
        self.text = text
        self.written = WrittenWords(text)
        self.people: dict[str, Person] = {}
        self.by_word: dict[str, list[Person]] = {}
        self.by_last: dict[str, list[Person]] = {}
        self.mentions: list[NameMention] = []
        self.named: dict[str, Person | Literal[False] | None] = {}
        self.places: set[str] = set()
        self.elsewhere: set[str] = set()  # names that stand where no place does
        self.proved: set[str] = set()  # names of which something says that they are a person's
        self.bare: dict[str, list[int]] = {}  # where capitalised words stand outside full names
        self.bodies: dict[str, str] = {}
        self.in_other_names: set[str] = (
            set()
        )  # capitals that somewhere are a part of a body's or an office's name
        self.called_by_article: set[str] = set()  # bodies of which nothing but "the" says that they are one
        self.described_bodies: dict[str, str] = {}  # "bank": the body that is called one beside its name
        self.acronyms: dict[str, str] = {}
        self.guests: set[str] = set()  # who was received or welcomed
        self.spans: list[tuple[int, int, Person]] = []  # where full names stand
        self.covered: set[int] = set()  # the offsets of their words
        self.subjects: dict[int, Person | None] = {}
        self.described: dict[int, list[Description]] = {}  # whom paragraphs introduce, by their numbers
        self.offices: dict[int, Description | None] = {}  # with which sentences begin, by their numbers
        bounded: list[tuple[int, Tokens, int, int]] = []  # each sentence: where it begins, its tokens
        sentences = [find_sentences(tokens) for tokens in paragraphs]
        for tokens, bounds in zip(paragraphs, sentences, strict=True):
            bounded.extend((tokens.spans[first][0], tokens, first, last) for first, last in bounds)
            for found in find_full_names(tokens):
                self.register(tokens, found)
        self.sentences = sorted(bounded, key=itemgetter(0))
        self.sentence_starts = [start for start, *_ in self.sentences]
        self.read_acronyms()
        self.drop_bodies()
        words: dict[str, list[Person]] = {}
        for person in self.people.values():
            for word in person.words:
                words.setdefault(fold(word), []).append(person)
        for tokens in paragraphs:
            self.read_titled(tokens, words)
        for person in self.people.values():
            for n, word in enumerate(person.words):
                if n == len(person.words) - 1:
                    self.by_last.setdefault(fold(word), []).append(person)
                if n in (0, len(person.words) - 1) or is_first_surname(person.words, n):
                    self.by_word.setdefault(fold(word), []).append(person)
        for tokens in paragraphs:
            self.read_single_bodies(tokens)
            self.place_names(tokens)
        read = [(tokens, bounds) for tokens, bounds in zip(paragraphs, sentences, strict=True) if bounds]
        self.read_later = sorted(read, key=begin_of)
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

    def descriptions_before(self, at: int, sentences: int) -> Iterator[Description]:
        """Yield who was described in so many sentences before an offset and in its own, the latest first."""
        first = max(0, self.sentence_number(at) - 1 - sentences)
        since = self.sentence_starts[first] if self.sentence_starts else at
        for number in range(bisect_left(self.read_later, at, key=begin_of) - 1, -1, -1):
            for described in reversed(self.described_in(number)):
                if since <= described.at < at:
                    yield described
            if begin_of(self.read_later[number]) <= since:
                break

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
        office = self.office_of(sentence)
        if office is not None and office.at < min(end, start + 40):
            return None  # "The prime minister met Ivo Lund"
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
        if person.apart:
            return person
        if len(person.words) > 1 and (whole := self.with_one_more(person)) is not None:
            return whole
        longer = []
        namesakes = self.by_last.get(fold(person.words[-1]), [])
        if len(person.words) == 2 and is_first_of_two(person.words[-1]) and len(namesakes) < 2:
            return self.with_both_surnames(person)
        if len(namesakes) > MOST_NAMESAKES or (len(namesakes) == 1 and namesakes[0] is person):
            return person
        for other in namesakes:
            if len(other.words) <= len(person.words) and not drops_suffix(person, other):
                continue
            if person.suffix not in (None, other.suffix):
                continue
            same_first = len(person.words) > 1 and fold(other.words[0]) == fold(person.words[0])
            ending = fold("".join(other.words[-len(person.words) :])) == fold("".join(person.words))
            if same_first or ending:
                longer.append(other)
        names = {fold(p.name) for p in longer}
        if not names:
            return person
        best = max(longer, key=lambda p: len(p.words))
        lines = {other.suffix for other in longer} - {None}
        alone = len(names) == 1 or (len(person.words) > 1 and len(lines) < 2)
        return best if alone else person

    def with_one_more(self, person: Person) -> Person | None:
        """Return "Marta Elena Ruiz Ocampo" for "Marta Elena Ruiz", where one such name alone goes on."""
        size = len(person.words)
        others = self.by_word.get(fold(person.words[0]), [])
        if len(others) > MOST_NAMESAKES:
            return None
        longer = {
            fold(other.name): other
            for other in others
            if len(other.words) == size + 1
            and tuple(map(fold, other.words[:size])) == tuple(map(fold, person.words))
        }
        return next(iter(longer.values())) if len(longer) == 1 else None

    def with_both_surnames(self, person: Person) -> Person:
        """Return "María Fernanda Ruiz Ocampo" for "Fernanda Ruiz", where the article has one such name alone."""
        given, surname = map(fold, person.words)
        longer = [
            other
            for other in self.by_word.get(surname, [])
            if len(other.words) > 2
            and fold(other.words[-2]) == surname
            and given in {fold(word) for word in other.words[:-2]}
        ]
        names = {fold(other.name) for other in longer}
        return longer[0] if len(names) == 1 and not person.apart else person

    # Names

    def register(self, tokens: Tokens, found: FoundName) -> None:
        """Take up a full name, with what stands beside it and says that it is a person's or a body's."""
        first, last = found.first, found.last
        tags = tokens.tags
        after = tags[last + 1 : last + 2]
        article = first > 0 and tokens.word(first - 1).lower() == "the"
        if after in ("R", "H") and article:
            return  # "the National Security Adviser": a role, not a name
        key = fold(found.name)
        if is_in_name_of_body(tokens, found) or is_of_an_office(tokens, found):
            self.in_other_names.add(key)
            return
        role = role_before(tokens, first)
        # "the Chair of the Finance Committee of Parliament, Mr Tolan,": all of it before "Parliament" alone
        comma = office_and_comma(tokens, first) if after and after in ",.&(" else None
        if comma is None and after and after in ",.":
            comma = role_and_comma(tokens, first)
        apposed = apposition_after(tokens, last) if after and after in ",(" else None
        if after and after in ",bxwV" and not apposed:
            apposed = said_to_be(tokens, last)
        speaks = len(found.words) > 2 and SPEAKS_BEHIND.match(tokens.tags, last + 1) is not None
        if found.doubtful and not (role or apposed or speaks):
            return
        if first and tags[first - 1] == "p" and after != "S":
            if tokens.word(first - 1).lower() in {"in", "at", "near", "from", "outside"}:
                self.places.add(key)
            else:
                self.elsewhere.add(key)
        else:
            self.elsewhere.add(key)
        if role or comma or apposed or AGE.match(tags, last + 1) or found.words[0] in lexicon.given_names():
            self.proved.add(key)
        elif self.begins_with_no_name(tokens, found) or is_of_no_person(found.words[-1], article):
            return
        elif all(self.written.has_small(word.lower()) for word in found.words):
            return  # "Divisive Legacy", a heading over "a divisive legacy"
        elif (noun := body_beside(tokens, first, last)) or (article and after not in ("w", "C", "R", "#")):
            self.bodies[key] = found.name
            if noun is None and not names_a_body(found.words):
                self.called_by_article.add(found.name)
            if noun and noun != "thing":
                self.described_bodies.setdefault(noun, found.name)
        person = self.people.get(key)
        if person is None:
            person = Person(
                name=found.name, first_at=tokens.spans[first][0], words=found.words, suffix=found.suffix
            )
            person.gender = lexicon.genders().get(found.words[0])
            self.people[key] = person
        person.aliases.add(found.name)
        person.original = person.original or original_script_behind(tokens.source, tokens.spans[last][1])
        person.positions.append(tokens.spans[first][0])
        self.spans.append((tokens.spans[first][0], tokens.spans[last][1], person))
        self.covered.update([start for start, _ in tokens.spans[first : last + 1]])
        for role_here in (role, comma, relation_before(tokens, first)):
            person.add_role(role_here)
        person.add_apposition(apposed)

    def begins_with_no_name(self, tokens: Tokens, found: FoundName) -> bool:
        """Is the first word of a name a capital only for beginning a sentence: "Neither Tolan", "Police Tolan"?"""
        word = tokens.word(found.first)
        if found.first and tokens.tags[found.first - 1] not in ".QEf:":
            return False
        if word.endswith("ing") and len(word) > 5:
            return True
        return word.lower() in lexicon.base_verbs() or self.written.has_small(word.lower())

    @cached_property
    def body_beginnings(self) -> dict[str, str]:
        """The bodies of the article by the first word of each name, where it is one's alone: "Norrhav"."""
        first: dict[str, set[str]] = {}
        for name in self.bodies.values():
            if name not in self.called_by_article:  # "the Tolan Train" is not what "Tolan" means
                first.setdefault(name.split()[0], set()).add(name)
        return {
            word: next(iter(names)) for word, names in first.items() if len(names) == 1 and word.isalpha()
        }

    def read_single_bodies(self, tokens: Tokens) -> None:
        """Note "Norrhav, the Kestran mining company," and "the website Norrhav,": one word, and what it is."""
        if not any(map(tokens.tags.__contains__, APPOSED_TO_SINGLE)):
            return
        for match in SINGLE_APPOSED.finditer(tokens.tags):
            noun = body_beside(tokens, match.start(), match.start())
            word = tokens.word(match.start())
            if noun and word not in lexicon.given_names() and fold(word) not in self.by_last:
                self.bodies.setdefault(fold(word), word)
                self.described_bodies.setdefault(noun, word)

    def read_acronyms(self) -> None:
        """Note "the Harbour Pilots Office (HPO)": the letters stand for the name before them."""
        for match in AHPONYM.finditer(self.text):
            letters = re.sub(r"[^A-Z]", "", match["letters"])
            words = self.text[max(0, match.start() - 140) : match.start()].split()
            for size in range(1, min(len(words), 12) + 1):
                phrase = words[-size:]
                spelled = "".join(c for w in phrase if w[:1].isupper() for c in w[0])
                if len(spelled) > len(letters) or (re.search(r"[.;:,!?”\"]$", phrase[0]) and size > 1):
                    break
                if spelled == letters and phrase[0][:1].isupper():
                    name = " ".join(phrase)
                    person = self.people.get(fold(name))
                    if person is None or person.words[0] not in lexicon.given_names():
                        self.acronyms.setdefault(match["letters"].replace(".", ""), name)
                        self.bodies[fold(name)] = name
                    break

    def drop_bodies(self) -> None:
        """Take out of the people who is nobody: a body by what stands beside its name, a place."""
        for key in self.bodies:
            if key in self.people and key not in self.proved:
                del self.people[key]
        for key in self.in_other_names - self.proved:
            self.people.pop(key, None)
        for key in self.places - self.elsewhere:
            seen = self.people.get(key)
            if seen and seen.gender is None and not seen.roles:
                del self.people[key]
        self.spans = [span for span in self.spans if self.people.get(fold(span[2].name)) is span[2]]
        self.spans.sort(key=lambda span: span[0])

    def people_standing_in(self, start: int, end: int) -> list[Person]:
        """Return whose full names stand in a stretch of the text or reach into it, in order."""
        first = bisect_left(self.spans, start - 80, key=lambda span: span[0])
        stop = bisect_left(self.spans, end, lo=first, key=lambda span: span[0])
        return [person for s, e, person in self.spans[first:stop] if e > start]

    def read_titled(self, tokens: Tokens, known: dict[str, list[Person]]) -> None:
        """Register a single name behind a role or a title, where nobody of that name can be meant."""
        titled = "RN" in tokens.tags or "HN" in tokens.tags
        for match in TITLED.finditer(tokens.tags) if titled else ():
            k = match.start()
            word = tokens.word(k)
            thing = (
                (word.lower() in lexicon.country_table() and fold(word) not in known)
                or names_a_thing(word)
                or (word.isupper() and len(word) > 1)
                or word in NOT_A_NAME
            )
            role = None if thing else role_before(tokens, k)
            if is_known_body(tokens.text(k - 1, k)):
                continue  # "General Electric"
            if role is None or not is_office(tokens, k - 1) or word.lower() in lexicon.finite_verbs():
                continue
            if tokens.word(k - 1).lower() in ADJECTIVES_TOO:
                continue  # "Council Meets"
            if role.lower() in {"former", "foreign", "vice", "deputy", "prime"}:
                continue
            if k > 2 and tokens.tags[k - 2] == "&" and tokens.tags[k - 3] == "H":
                continue  # "Mr and Mrs Hollar"
            namesakes = known.get(fold(word), [])
            at = tokens.spans[k][0]
            if len(namesakes) > MOST_NAMESAKES or any(
                may_be(person, heads_of(role), gender_of(role), country_of_office(role))
                and not introduced_otherwise(person, heads_of(role), at)
                for person in not_the_office(namesakes, heads_of(role), at)
            ):
                continue
            title = tokens.word(k - 1)
            name = f"{title} {word}" if fold(word) in self.people or title in REIGNING else word
            person = Person(name=name, first_at=at, words=(word,), apart=bool(namesakes))
            person.gender = lexicon.genders().get(word)
            person.add_role(role)
            self.people[fold(name)] = person
            known.setdefault(fold(word), []).append(person)

    def place_names(self, tokens: Tokens) -> None:
        """Note where the people are named, by the full name or by one word of it."""
        named, covered, bare = self.named, self.covered, self.bare
        k = -1
        while (k := tokens.tags.find("N", k + 1)) >= 0:
            word, start = tokens.words[k], tokens.spans[k][0]
            if start not in covered:
                bare.setdefault(fold(word), []).append(start)
            person = named[word] if word in named else self.known_by(word)
            if person is None or (
                k and tokens.tags[k - 1] == "p" and word.lower() in lexicon.country_table()
            ):
                continue
            if person is False:
                person = self.known_here(tokens, k)
            role = None
            if person and start not in self.covered and k and tokens.tags[k - 1] in "RH":
                role = role_before(tokens, k)
                if role and not (
                    may_be(person, heads_of(role), gender_of(role), country_of_office(role))
                    and not introduced_otherwise(person, heads_of(role), start)
                ):
                    continue  # "President Varr" is not his wife
            if person:
                self.mentions.append(NameMention(start, person, tokens, k))
                if start not in self.covered:
                    person.alone.add(word)
                if k and tokens.tags[k - 1] == "H":
                    person.learn_gender(tokens.word(k - 1))  # "Ms. Tolan"
                if not person.roles and start not in self.covered and not person.heads & RELATIVES:
                    person.add_role(role or role_before(tokens, k))

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

    def established(self, people: Sequence[Person]) -> Person | None:
        """Return who of one surname was called by it alone before another of that surname was named.

        News that has once called somebody "Tolan" names every other Tolan in full.
        """
        first, *others = sorted(
            {id(p): p for p in map(self.fullest, people)}.values(), key=lambda p: p.first_at
        )
        if not others or first.apart or any(p.apart for p in others):
            return None
        bare = self.bare.get(fold(first.words[-1]), [])
        between = bisect_left(bare, first.first_at)
        return first if between < len(bare) and bare[between] < others[0].first_at else None

    def known_here(self, tokens: Tokens, k: int) -> Person | None:
        """Return who of several people of one surname stands here with the full name."""
        key = fold(tokens.word(k))
        if len(self.by_last.get(key) or self.by_word[key]) > MOST_NAMESAKES:
            return None
        people = self.of_full_name(tokens, k, self.by_last.get(key) or self.by_word[key])
        if len(people) > 1 and (role := role_before(tokens, k)):
            called = [
                p for p in people if may_be(p, heads_of(role), gender_of(role), country_of_office(role)) == 3
            ]
            people = called or people
        if len({id(self.fullest(p)) for p in people}) == 1:
            return people[0]
        return self.established(people) if tokens.spans[k][0] not in self.covered else None

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
        found = [one for number in range(len(self.read_later)) for one in self.described_in(number)]
        return sorted(found, key=lambda d: d.at)

    def described_in(self, number: int) -> list[Description]:
        """Return whom a paragraph introduces, by its number; few are asked for."""
        if number not in self.described:
            self.described[number] = list(self.read_descriptions(self.read_later[number][0]))
        return self.described[number]

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
            if tokens.tags[max(0, match.start() - 4) : match.start()].endswith(("N,", "N,#,")):
                continue  # "Rana Sutt, an oceanographer,": she has a name
            head = tokens.word(match.end("core") - 1)
            if (
                head.lower() in NOUN_AND_ADJECTIVE
                and tokens.tags[match.end("core") : match.end("core") + 1] == "w"
            ):
                continue  # "as a general rule"
            if head.lower() in lexicon.roles() and head[:1].islower():
                end = match.end() - 1
                yield Description(
                    tokens.spans[match.start()][0], head.lower(), tokens.text(match.start(), end)
                )

    def offices_before(self, at: int) -> Iterator[Description]:
        """Yield the offices that the last four sentences before an offset begin with, the latest first."""
        here = self.sentence_number(at)
        for sentence in range(here, max(0, here - 4), -1):
            office = self.office_of(sentence)
            if office is not None and office.at < at:
                yield office

    def office_of(self, sentence: int) -> Description | None:
        """Return the office or description with which a sentence begins, under no name: "The prime minister met"."""
        if sentence not in self.offices:  # few are asked for
            self.offices[sentence] = self.read_office(*self.sentences[sentence - 1][1:])
        return self.offices[sentence]

    @staticmethod
    def read_office(tokens: Tokens, first: int, last: int) -> Description | None:
        match = THING_FIRST.search(tokens.tags, first, min(last + 1, first + 24))
        if match is None or tokens.word(match.start("thing")).lower() != "the":
            return None
        head = tokens.word(match.end("thing") - 1)
        named = APPOSED.match(tokens.tags, match.end("thing"))
        start = match.start("thing")
        if named or not is_somebody(head) or match.end("thing") - start < 2:
            return None
        return Description(
            tokens.spans[start][0], head.lower(), tokens.text(start + 1, match.end("thing") - 1)
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
    r"(?:^|(?<=[.,QEf]))c?(?P<thing>D?[NHRwS]{0,4}[NRHCw])(?:p[DNRw]{1,4})?(?:,[^.;QEf]{1,12},)?[ax]{0,2}(?=[bxVvKMw])"
)


def is_first_surname(words: Sequence[str], n: int) -> bool:
    """Can the last word but one be what somebody is called by: "Albarran" of "Maria Jose Albarran Quintero"?"""
    word = words[n]
    return len(words) > 2 and n == len(words) - 2 and len(word.rstrip(".")) > 2 and not (
        word in lexicon.given_names() or word.lower() in PARTICLES
    )  # fmt: skip


APPOSED = re.compile(r"(?:p[DNHRCwS#&]{1,8})?,[DNHRwS#a-]{0,6}N,")
INTRODUCED = re.compile(r"(?P<core>D[NHRCwS#a-]{0,7}R)(?![NHR])(?:p[DNHRCwS#]{1,7}|wp[DNHRCw]{1,5}){0,2}")


OFFICE_OF_STATE = re.compile("[NHRw]{0,4}[HR]p(?:DNp)?$")


def standing(tokens: Tokens, k: int) -> Standing:
    """Is the name at token `k` the owner of something, behind a preposition or verb, or free?"""
    tags = tokens.tags
    end = k
    while tags[end + 1 : end + 2] == "N":
        end += 1
    if tags[end + 1 : end + 2] == "S":
        return "possessor"
    first = k
    while first > 0 and tags[first - 1] == "N":
        first -= 1
    if first and tags[first - 1] == "D" and tags[end + 1 : end + 2] in ("w", "C"):
        return "possessor"  # "the Mira Tolan books"
    start = k
    while start > 0 and k - start < 12 and tags[start - 1] in "NHRw#-":
        start -= 1
    office = OFFICE_OF_STATE.search(tags, max(0, start - 8), start) if start < k else None
    if office and tokens.text(start, k - 1).lower() in lexicon.country_table():
        start = office.start()  # "President of Norway Edda Marrick held talks"
    if start > 0 and tags[start - 1] == "D":
        start -= 1
    before = tags[start - 1] if start else "."
    return "object" if before in "pVvKGgk" else "free"
