"""Which person of the article does a name mean: a full name, a surname, a name with a title?"""

import re
from collections.abc import Sequence

from ...folding import fold
from ...rules import gettext_noop
from . import lexicon
from .address import ends_a_title
from .full_names import BEGINS_NO_NAME, MADE_OF, can_be_person
from .people import MOST_NAMESAKES, Cast, names_in
from .person import ADJECTIVES_TOO, COURTESY, Person, heads_of, introduced_otherwise, may_be, not_the_office
from .resolved import Resolution
from .speakable import (
    NOT_A_NAME,
    ONE_OF_A_PEOPLE,
    PARTICLES,
    SUFFIXES,
    is_nobody,
    is_post_nominal,
    is_somebody,
    kind_of,
    names_a_body,
    places,
    word_is_group,
)
from .tokens import CLOSED, NAME_WITH_ARTICLE
from .unnamed import country_of_office, head_of

COMPLEMENT = re.compile(
    r"\b(?:of|in|for|at|from|with|to|by|near|on|under|against|about|behind)\s"
    r"(?:(?:the|an?|his|her|its|their|former|then|late|current|acting)\s)*(?P<titles>(?:[A-Z][\w-]*\.?\s|of\s(?=State))*)$"
)
PREFIXED = {"Pro", "Non", "Anti", "Post", "Mid", "Pre", "Neo", "Pan", "Trans", "Inter", "Sub", "Covid"}
UMLAUT_SPELLED = re.compile(r"(?<=[aou])e(?=[^aeiou])")
BEHIND = re.compile(
    r"\s(?:of|in|for|at|from|with|on|to|by|who|near|close|familiar|inside|outside|within|behind)\b|,"
)

OF_SOMETHING = re.compile(r"\b(?:of|in|for|at)\b")
WORDS_OF_TITLE = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
OWNS_WHAT_FOLLOWS = re.compile(r"[’']s?\s")


def behind_office(head: str) -> str:
    """Return what stands behind an office in small letters: the name, and not of what: "Defence chief Tolan"."""
    words = head.split()
    small = max((n for n, word in enumerate(words) if word in lexicon.roles()), default=-1)
    names = words[small + 1 :]
    capital = names and all(word[:1].isupper() or word in PARTICLES for word in names)
    return " ".join(names) if capital and names[-1][:1].isupper() else head


class Names:
    """The names of the people of one article."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def person_in(
        self, mention: str, learn: bool = True, at: int = 0, recent: Sequence[Resolution] = ()
    ) -> Resolution | None:
        """Return the person whose full name or surname a mention holds.

        With `learn`, a single capitalised word that nobody has yet becomes a person of that name.
        """
        # "Premier Brisk of the Isles" is Brisk; "an official in Port Amrey" is no Port Amrey.
        head = BEHIND.split(mention, maxsplit=1)[0]
        named = behind_office(mention) if len(head) < len(mention) else mention
        if named != mention:
            head = named  # "National Office of Ports chief Mira Tolan"
        full = self.full_name_in(mention, head, at)
        if full is not None:
            full.aliases.add(mention)
            return Resolution(
                name=self.cast.fullest(full).name, why=gettext_noop("the full name stands there")
            )
        tokens = [word for word in names_in(behind_office(head)) if not is_post_nominal(word)]
        if tokens and len(tokens[-1]) > 2:
            tokens[-1] = tokens[-1].rstrip(".'’")
        suffix = tokens.pop().rstrip(".") if len(tokens) > 1 and tokens[-1].rstrip(".") in SUFFIXES else None
        titles = lexicon.titles()
        last = (
            tokens[-1]
            if tokens and head.rstrip(".,").endswith((tokens[-1].rstrip("."), suffix or tokens[-1]))
            else ""
        )
        called_so = len(tokens) > 1 and tokens[-2].rstrip(".").lower() in COURTESY  # "Mr. King"
        if not (last[:1].isupper() or NAME_WITH_ARTICLE.match(last)) or (
            last.lower() in lexicon.roles() and fold(last) not in self.cast.by_last and not called_so
        ):
            return None  # "the Kestran envoy": the capital is not the envoy's
        called = [
            n
            for n, t in enumerate(tokens)
            if t.rstrip(".") in titles or t.lower() in lexicon.roles() or (n and ends_a_title(t))
        ]
        called = [n for n in called if n < len(tokens) - 1]
        short = tokens[called[-1] + 1 :] if called else tokens
        while len(short) > 1 and (short[0].lower() in lexicon.country_table() or MADE_OF.search(short[0])):
            if (
                len(short) == 2
                and not called
                and is_country(short[0])
                and fold(short[1]) not in self.cast.by_last
            ):
                return None  # "America Rising", a body
            short = short[1:]
        if (
            not short
            or (len(short) > 1 and short[0].lower() in BEGINS_NO_NAME)
            or len(short) > 4
            or (OF_SOMETHING.search(mention) and fold(short[-1]) not in self.cast.by_last)
            or " and " in head
        ):
            return None
        return self.by_surname(mention, head, tokens, short, suffix, at, recent, learn)

    def full_name_in(self, mention: str, head: str, at: int) -> Person | None:
        """Return the person whose full name stands in a mention, by where it stands or by its words."""
        if self.cast.text.startswith(mention, at):
            begins = at + max(0, mention.find(head))
            standing = self.cast.people_standing_in(begins, begins + len(head))
            if standing and not OWNS_WHAT_FOLLOWS.search(head):
                return standing[-1]
        every = names_in(mention)
        for size in (6, 5, 4, 3, 2):
            for start in range(len(every) - size, -1, -1):
                name = " ".join(every[start : start + size])
                person = self.cast.people.get(fold(name))
                before = mention[: max(0, mention.find(every[start]))]
                if person and not is_complement(before) and not is_of_several(before, head):
                    return person
        return None

    def by_surname(
        self,
        mention: str,
        head: str,
        tokens: Sequence[str],
        short: Sequence[str],
        suffix: str | None,
        at: int,
        recent: Sequence[Resolution],
        learn: bool,
    ) -> Resolution | None:
        """Return whom "Tolan", "Mrs Tolan", "President Tolan" or, of a prince, the given name means."""
        word = short[-1]
        known = fold(word) in self.cast.by_last
        bodies = self.cast.bodies
        if (word.lower() in lexicon.country_table() and not known) or bodies.keys() & {
            fold(head),
            fold(" ".join(short)),
        }:
            return None
        people = self.cast.by_last.get(fold(word)) or self.cast.by_word.get(fold(word)) or []
        if not people and "e" in word:  # "Ambuehl" for "Ambühl"
            people = self.cast.by_last.get(UMLAUT_SPELLED.sub("", fold(word))) or []
        people = [p for p in people[:MOST_NAMESAKES] if fits_given(p, short) and suffix in (None, p.suffix)]
        title = head[: head.rfind(word)]
        people, title = of_generation(people, title), GENERATION.sub("", title)
        titled = [
            t
            for t in WORDS_OF_TITLE.findall(title)
            if (t.lower() in lexicon.roles() and t.lower() not in ADJECTIVES_TOO) or t in lexicon.titles()
        ]
        heads = heads_of(title.strip()) if titled else frozenset()
        gender = next(
            (g for t in tokens if (g := lexicon.genders().get(t) or lexicon.genders().get(t + "."))), None
        )
        gender = gender if tokens[0] != word else None
        levels = [
            (may_be(p, heads, gender, country_of_office(title)), p)
            for p in not_the_office(people, heads, at)
            if not introduced_otherwise(p, heads, at)
        ]
        best = max((level for level, _ in levels), default=0)
        fitting = [p for level, p in levels if level == best and level]
        if fitting:
            return self.one_of(fitting, at, recent)
        if not learn or not (people or self.looks_personal(mention, short, bool(heads))):
            return None
        if people and not (heads or gender) and len(short) == 1:
            return None
        return self.add_short(" ".join(short), mention, title, apart=bool(people))

    def one_of(self, people: Sequence[Person], at: int, recent: Sequence[Resolution]) -> Resolution:
        """Return who of several people of one surname is meant: the only one, or who spoke."""
        names = {self.cast.fullest(p).name for p in people}
        proved = {name for name in names if fold(name) in self.cast.proved}
        if proved:
            # A capital glued to a surname once ("Celebrating Tolan") makes no second person.
            once = {
                self.cast.fullest(p).name for p in people if len(p.positions) < 2 and not p.apart
            } - proved
            names -= once
        if len(names) == 1:
            return Resolution(
                name=names.pop(), why=gettext_noop("the only one of that name whom the title fits")
            )
        if at >= len(self.cast.text) and names:
            # A headline writes the surname alone for whom the text names first.
            first_named = min(
                (p for p in people if self.cast.fullest(p).name in names), key=lambda p: p.first_at
            )
            return Resolution(
                name=self.cast.fullest(first_named).name,
                candidates=tuple(sorted(names - {self.cast.fullest(first_named).name})),
                factor=0.75,
                why=gettext_noop("several share the name; a headline means whom the text names first"),
            )
        spoke = list(dict.fromkeys(r.name for r in recent[:6] if r.name in names))
        if len(spoke) == 1:
            return Resolution(
                name=spoke[0],
                candidates=tuple(sorted(names - set(spoke))),
                factor=0.85,
                why=gettext_noop("several share the name; this one was heard before"),
            )
        first = self.cast.established(people)
        if first is not None and not spoke:
            return Resolution(
                name=first.name,
                candidates=tuple(sorted(names - {first.name})),
                factor=0.85,
                why=gettext_noop(
                    "several share the name; this one was called by it before the others were named"
                ),
            )
        near = self.named_lately(names, at) if at else None
        if near and not spoke:
            return Resolution(
                name=near,
                candidates=tuple(sorted(names - {near})),
                factor=0.8,
                why=gettext_noop("several share the name; this one was just named in full"),
            )
        return Resolution(
            name=None,
            candidates=tuple(sorted(names)),
            factor=0.5,
            why=gettext_noop("several share the name and nothing decides"),
        )

    def named_lately(self, names: set[str], at: int) -> str | None:
        """Return who of several was the only one to be named in full in the three sentences before."""
        here = self.cast.sentence_number(at)
        lately = {
            self.cast.fullest(p).name
            for p in self.cast.people_around(at)
            if self.cast.fullest(p).name in names
            and any(0 <= here - self.cast.sentence_number(x) <= 3 for x in p.positions if x < at)
        }
        return lately.pop() if len(lately) == 1 else None

    def looks_personal(self, mention: str, short: Sequence[str], titled: bool) -> bool:
        """Can a word that nobody in the article has yet be somebody's surname?"""
        word = short[-1]
        if len(short) > 1 and not titled:
            if short[0] not in lexicon.given_names() or not can_be_person(tuple(short)):
                return False
        lower = word.lower()
        nobody = (
            names_a_body(tuple(short))
            or names_a_body((word,))
            or fold(word) in self.cast.bodies
            or lower in lexicon.country_table()
            or lower in lexicon.WEEKDAYS
            or lower in places()
            or lower in PARTICLES
            or word.rstrip(".") in lexicon.abbreviations()
            or word in NOT_A_NAME
            or word in ONE_OF_A_PEOPLE
            or word_is_group(word)
            or is_nobody(word)
            or lower in CLOSED["a"].split()
            or (not titled and self.cast.written.has_small(lower))
            or kind_of(mention, word) is not None
        )
        defined = mention[:4].lower() == "the "
        nobody = nobody or (not titled and (defined or not self.stands_alone(word)))
        nobody = nobody or (not titled and word in self.cast.written.companies)
        with_article = NAME_WITH_ARTICLE.match(word) is not None  # "al-Rumayn"
        capital = (word[:1].isupper() and not word.isupper()) or with_article
        return capital and (titled or with_article or is_joined_surname(word)) and not nobody

    def stands_alone(self, word: str) -> bool:
        """Does the text use a single capitalised word as a surname, as far as it can be told?

        Not once as a plural or a verb ("Projections suggest", "Walking home"), and never as a place or a firm
        ("at Norrhav").
        """
        if self.cast.written.is_placed(word):
            return False
        common = word.endswith("s") or (word.endswith("ing") and word[:-3].lower() in lexicon.base_verbs())
        return not common or self.cast.written.capitals[word] > 1

    def add_short(self, name: str, mention: str, title: str, apart: bool) -> Resolution:
        """Take up somebody of whom the article gives a surname alone, or a surname that no namesake can have."""
        known = self.cast.people.get(fold(name))
        if known is not None and apart and title.strip():
            name = f"{title.strip().split()[-1]} {name}"  # "Dr Tolan", beside a General Tolan
            known = self.cast.people.get(fold(name))
        if known is None:
            person = Person(name=name, first_at=0, words=tuple(name.split()), apart=apart)
            person.add_role(re.sub(r"^(?:the|a|an)\s+", "", title.strip(), flags=re.I) or None)
            self.cast.people[fold(name)] = person
            self.cast.by_last.setdefault(fold(person.words[-1]), []).append(person)
        self.cast.people[fold(name)].aliases.add(mention)
        why = (
            "none of that name whom the title fits: kept apart"
            if apart
            else "a name that stands alone in the article"
        )
        return Resolution(name=name, why=why)


def is_of_several(before: str, head: str) -> bool:
    """Does a name stand behind a group or a body that it is of: "a research group led by Mira Tolan"?"""
    last = before.split()[-1:]
    if len(before) <= len(head) or "," in before[len(head) :] or (last and last[0][:1].isupper()):
        return False  # "Centre for Tides Director Mira Tolan"
    core = re.sub(r"^(?:an?|the)\s", "", before, flags=re.I)
    return kind_of(core, head_of(core)) in ("institution", "group")


OF_JUSTICE = re.compile(r"\b(?:[Mm]inister|[Ss]ecretary|[Cc]abinet [Ss]ecretary)\s(?:of|for)\sJustice\b")


def is_complement(before: str) -> bool:
    """Do the words before a name make it another's: "aide to President", "committee for a", not "Minister of Ports"?

    Behind a preposition nothing but titles may stand before the name; what an office is of is no title.
    """
    found = COMPLEMENT.search(before)
    if found is None:
        return False
    words = found["titles"].split()
    if words[:1] == ["Justice"] and OF_JUSTICE.search(before):
        words = words[1:]
        if not words or words[0] not in ("Secretary", "Minister"):
            return False  # "Minister of Justice Dr. Mira Tolan"
    titles = lexicon.titles()
    return all(
        word.rstrip(".") in titles or is_somebody(word) or word in ("of", "State", "House", "Prime", "Vice")
        for word in words
    ) and words not in (["State"], ["House"])


def is_joined_surname(word: str) -> bool:
    """Is a word one surname, or two joined by a hyphen: "Aro-Lindqvist", not "Asia-Pacific" or "Pro-Kestran"?"""
    parts = word.split("-")
    table = lexicon.country_table()
    return len(parts) == 1 or (
        len(parts) == 2
        and all(len(part) > 2 and part.istitle() and part not in PREFIXED for part in parts)
        and not any(
            part.lower() in table or part.lower() in places() or names_a_body((part,)) for part in parts
        )
    )


GENERATION = re.compile(r"\b(?P<which>elder|older|senior|younger|junior)\s*$")
OLD, YOUNG = ("Sr", {"father", "mother"}), ("Jr", {"son", "daughter"})


def of_generation(people: list[Person], title: str) -> list[Person]:
    """Return who of several of one surname "the elder Tolan" or "the younger Tolan" can be."""
    found = GENERATION.search(title)
    if found is None:
        return people
    mine, other = (YOUNG, OLD) if found["which"] in {"younger", "junior"} else (OLD, YOUNG)
    called = [p for p in people if p.suffix == mine[0] or p.heads & mine[1]]
    return called or [p for p in people if p.suffix != other[0] and not p.heads & other[1]]


def is_country(word: str) -> bool:
    """Is a word the name of a country, and not of its people: "Kestra", not "Kestran"?"""
    country = lexicon.country_table().get(word.lower())
    return country is not None and word not in country.adjectives


def fits_given(person: Person, short: Sequence[str]) -> bool:
    """Do the words before a surname leave it to this person: "M. Tolan", not "Bill Tolan" for Mira Tolan?"""
    before = [fold(word) for word in short[:-1] if word.lower() not in PARTICLES]
    own = [fold(word) for word in person.words]
    if len(own) < 2 or not before or fold(short[-1]) == own[0]:
        return True
    return all(
        any(one == word or (len(word) == 1 and one.startswith(word)) for one in own) for word in before
    )
