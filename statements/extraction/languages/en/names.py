"""Which person of the article does a name mean: a full name, a surname, a name with a title?"""

import re
from collections.abc import Sequence

from ...folding import fold
from . import lexicon
from .people import INSTITUTION, MOST_NAMESAKES, Cast, Person, names_in
from .resolved import Resolution
from .tokens import NAME_WITH_ARTICLE
from .unnamed import GROUP

COMPLEMENT = re.compile(r"\b(?:of|in|for|at|from|with|to|by|near)\s(?:the\s)?$", re.I)


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
        head = re.split(
            r"\s(?:of|in|for|at|from|with|on|to|by|who|near|close|familiar)\b", mention, maxsplit=1
        )[0]
        tokens = names_in(head)
        every = names_in(mention)
        for size in (5, 4, 3, 2):
            for start in range(len(every) - size, -1, -1):
                name = " ".join(every[start : start + size])
                person = self.cast.people.get(fold(name))
                if person and not COMPLEMENT.search(mention[: max(0, mention.find(name))]):
                    person.aliases.add(mention)
                    return Resolution(name=self.cast.fullest(person).name, why="the full name stands there")
        table = lexicon.country_table()
        titles = lexicon.titles()
        last = re.sub(r"[^\w’'.-]", "", head.split()[-1]) if head.split() else ""
        if not (last[:1].isupper() or NAME_WITH_ARTICLE.match(last)) or last.lower() in lexicon.roles():
            return None  # "the Kestran envoy": the capital is not the envoy's
        short = [t for t in tokens if t.rstrip(".") not in titles and t.lower() not in lexicon.roles()]
        if short and len(short) <= 3 and not re.search(r"\b(?:of|in|for|at)\b", mention):
            word = short[-1]
            if word.lower() in table and fold(word) not in self.cast.by_last:
                return None
            people = self.cast.by_last.get(fold(word)) or self.cast.by_word.get(fold(word)) or []
            people = [p for p in people[:MOST_NAMESAKES] if not INSTITUTION.search(p.name)]
            if people:
                return self.one_of(people, tokens, at, recent)
            if learn and len(short) == 1 and self.looks_personal(mention, word):
                self.add_short(word, mention)
                return Resolution(name=word, why="a name that stands alone in the article")
        return None

    def one_of(
        self, people: Sequence[Person], words: Sequence[str], at: int, recent: Sequence[Resolution]
    ) -> Resolution:
        """Return who of several people of one surname is meant: the one whom the title fits, or who spoke."""
        gender = lexicon.genders().get(words[0]) or lexicon.genders().get(words[0] + ".")
        fitting = [p for p in people if gender is None or p.gender in (None, gender)] or list(people)
        names = {self.cast.fullest(p).name for p in fitting}
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
        self.cast.people.setdefault(fold(word), person)
        self.cast.by_last.setdefault(fold(word), []).append(person)
