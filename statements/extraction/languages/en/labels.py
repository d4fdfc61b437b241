"""Whom does the label of a turn mean? "MS. TORR", "The Minister for Ports (Ada Roke)", "CCTV", "Q", "A".

The whole name of a label stands elsewhere on the page, mostly in its head. Nobody is meant by a bare
"Q"; "A" is the one who answers, if there is only one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, islice, pairwise

from ...folding import any_capital, fold
from ...page.parts import Turn
from ...page.turns import HOLDER_ALONE
from ...records import Span
from ...rules import gettext_noop
from . import lexicon
from .finding import search_from, stretches_around
from .joint import OFFICES_OF_MANY
from .page_words import page_words
from .person import Person
from .resolution import Resolver
from .resolved import Resolution
from .speakable import INSTITUTION, PARTICLES, places
from .unnamed import head_of

BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
LONGEST_BEFORE_NAME = 24  # characters of what stands right before a name
MODERATORS = {"moderator", "operator", "interpreter", "host"}
WELCOME = re.compile(
    r"\b(?:guests?\b[^.]{0,30}\bis|joined (?:now )?by|with (?:us|me)\b[^.]{0,30}\bis|welcome(?:,| to the \w+,)?|joining (?:us|me)\b[^.]{0,30}\bis)\b",
    re.I,
)
MANY = re.compile(r"\b(?:members|senators|deputies|mps|delegates|voices|several|some)\b", re.I)
BEFORE_A_NAME = {
    "about", "aboard", "after", "and", "at", "before", "by", "during", "en", "following", "for", "from", "in", "of", "on",
    "the", "to", "via", "with",
}  # fmt: skip
SPOKESPERSON = re.compile(r"\b(?:[A-Z][\w]+ ){0,3}Spokes(?:person|man|woman)\b")
HONORIFIC = re.compile(r"^(?:the|mr|mrs|ms|madam|madame|hon)\.?\s+(?=\S)", re.I)  # "Madam Speaker"
# Part of the name of whoever bears it: "Lord Torr of Orvel", but no "Lord Speaker"
PEER_LABEL = re.compile(
    r"\b(?:Baroness|Baron|Lord|Lady|Viscount(?:ess)?|Earl|Countess) (?!Speaker|Chancellor|Mayor|Privy|Chief|Justice)[A-Z][\w’'-]+"
    r"(?: of [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?| [A-Z][\w’'-]+)?",
)
OFFICES_IN_LETTERS = {
    "PM": "Prime Minister", "CS": "Cabinet Secretary", "DM": "Defence Minister", "DPM": "Deputy Prime Minister", "FM": "Foreign Minister", "SG": "Secretary-General",
    "DSG": "Deputy Secretary-General", "DG": "Director-General", "HR/VP": "High Representative", "HRVP": "High Representative",
}  # fmt: skip
MOST_LETTERS = 5
COURTEOUS = {"Dr", "Miss", "Mr", "Mrs", "Ms", "Prof", "Sir"}
LABEL_SAYS = "as the label says"
MOST_LABELS = 200  # different ones whose whole names are looked for
LONGEST_GIVEN = 120  # characters, of what stands before a surname
MOST_NAMES = 200  # places where a surname is looked up


class Labels:
    """Who is meant by each label of one transcript."""

    def __init__(self, turns: Sequence[Turn], resolver: Resolver, writer: str | None = None) -> None:
        self.writer = writer  # the one author of the page
        self.resolver = resolver
        self.text = resolver.cast.text
        self.turns = turns
        self.head_ends = turns[0].lines[0][0] if turns else 0
        self.kinds = {turn.label: turn.kind for turn in turns}
        self.printed_labels = "\n".join(self.text[slice(*turn.label)] for turn in turns if turn.label)
        self.found: dict[str, Resolution] = {}
        self.mixed: dict[str, str] = {}  # by a word in capitals, as the page prints it elsewhere

    @cached_property
    def small(self) -> str:
        """The text in small letters, each in its place; "" where one of them has none."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else ""

    def resolve(self, label: tuple[int, int]) -> Resolution:
        """Return who is meant by the label that stands at a span of the text."""
        printed = " ".join(self.text[label[0] : label[1]].split())
        kind = self.kinds.get(label, "named")
        if not self.turns:  # whoever is named for a statement may be named in full right behind the office
            self.head_ends = max(self.head_ends, label[1] + LONGEST_GIVEN)
        if printed not in self.found:
            if kind == "question":
                self.found[printed] = self.asker(printed)
            elif kind == "answer":
                self.found[printed] = self.answerer
            else:
                self.found[printed] = self.named(printed)
        return self.found[printed]

    def narrator(self, pronoun: str) -> Resolution:
        """Return who "I" is outside all marks: the writer of the page, and nobody whom it reports."""
        name = self.writer if pronoun.lower() in {"i", "my"} else None
        return Resolution(name=name, factor=0.9, why=gettext_noop("the writer of the page speaks"))

    def asker(self, printed: str) -> Resolution:
        """Return the outlet that a label beside "Question" names, else nobody."""
        inside = BRACKET.search(printed)
        asked_from = page_words().question_from.match(printed)
        name = (inside[1] or inside[2]) if inside else printed[asked_from.end() :] if asked_from else ""
        outlet = name.strip()
        if outlet in lexicon.outlets():
            return self.outlet(outlet)
        asker, comma, house = outlet.partition(", ")  # "Question (Ada Roke, Meroth News)"
        if (
            comma
            and (is_holder(asker) or (asker.istitle() and asker.isalpha() and is_house(house)))
            and not is_house(asker)
            and not any(map(begins_an_office, asker.split()))
        ):
            return self.person(asker, tuple(asker.split()), role=house)
        return Resolution(name=None, factor=0.3, why=gettext_noop("the label names nobody"))

    def outlet(self, name: str) -> Resolution:
        self.resolver.unnamed.remember(name, "institution", name, None, affiliation=name)
        return Resolution(name=name, kind="institution", why=LABEL_SAYS)

    @cached_property
    def answerer(self) -> Resolution:
        """Return the one who is named by the other labels, or else in the head of the page."""
        named = dict.fromkeys(
            self.resolve(turn.label).name
            for turn in self.turns
            if turn.label and turn.kind == "named" and not self.is_outlet(turn.label)
        )
        people = [name for name in named if name]
        if not people:
            people = self.welcomed()
        if not people:
            cast = self.resolver.cast
            people = list(
                dict.fromkeys(cast.fullest(person).name for person in cast.people_between(0, self.head_ends))
            )
            people = [
                name for name in people if name != self.writer and not begins_an_office(name.split()[-1])
            ]
            in_office = [name for name in people if self.resolver.cast.people[fold(name)].roles]
            people = in_office if len(in_office) == 1 else people
            spokes = SPOKESPERSON.search(self.text, 0, self.head_ends)
            people = [name for name in people if not spokes or name not in spokes.group()]
            if not people and spokes:
                return self.office(spokes.group())
        if len(people) > 1:
            called = [
                name
                for name in people
                if re.search(rf"Spokes\w+ {re.escape(name)}", self.text[: self.head_ends])
            ]
            people = called if len(called) == 1 else people
        if len(people) > 1:
            in_head = [n for n in people if self.text.find(n.split()[-1], 0, self.head_ends) >= 0]
            people = self.behind_questions() or in_head or people
        if len(people) == 1:
            return Resolution(name=people[0], factor=0.85, why=gettext_noop("the only one who answers"))
        return Resolution(
            name=None, candidates=tuple(people[:3]), factor=0.3, why=gettext_noop("more than one may answer")
        )

    def welcomed(self) -> list[str]:
        """Return whom the first words of whoever asks welcome: "My guest is Ada Roke.", "We are joined by Ada Roke."."""
        if not self.turns or self.turns[0].kind != "question":
            return []
        said = self.turns[0].segments
        met = WELCOME.search(self.text, said[0][0], said[-1][1])
        cast = self.resolver.cast
        people = cast.people_between(met.end(), said[-1][1]) if met else []
        return [cast.fullest(people[0]).name] if people else []

    def behind_questions(self) -> list[str]:
        """Return those whose turns follow a question, a moderator aside."""
        found: dict[str, None] = {}
        for asked, turn in pairwise(self.turns):
            asks = asked.kind == "question" or self.text[asked.segments[-1][1] - 1] == "?"
            name = self.resolve(turn.label).name if asks and turn.label and turn.kind == "named" else None
            if name and name.lower() not in MODERATORS:
                found[name] = None
        return list(found)

    def is_outlet(self, label: tuple[int, int]) -> bool:
        return self.text[label[0] : label[1]] in lexicon.outlets()

    def named(self, printed: str) -> Resolution:
        """Return who is meant by a label that names somebody, an office, a house or a group."""
        bare = BRACKET.sub("", printed).strip(" ,")
        if bare in lexicon.outlets():
            return self.outlet(bare)
        if OFFICES_OF_MANY.fullmatch(bare):
            return self.resolver.resolve(bare, self.head_ends)
        joint = self.resolver.several.joint(bare) if " and " in bare and "," not in bare else None
        if joint is not None:
            return joint
        spelled_out = self.spelled_out(bare)
        if spelled_out is not None:
            return self.resolve(spelled_out)
        if bare in OFFICES_IN_LETTERS:
            return self.office(OFFICES_IN_LETTERS[bare])
        offices = any(begins_an_office(word) and not INSTITUTION.fullmatch(word) for word in bare.split())
        if INSTITUTION.search(bare) and not offices:
            core = re.sub(r"^the\s+", "", bare, flags=re.I)
            return self.resolver.unnamed.describe(bare, core, head_of(core))
        inside = [(one or other).strip() for one, other in BRACKET.findall(printed)]
        holder = next((one for one in reversed(inside) if is_holder(one) and self.personal(one)), None)
        if holder and (self.personal(bare) == () or (bare[:4].lower() == "the " and offices)):
            return self.person(holder, self.personal(holder), role=bare)
        if bare.lower() in page_words().callers and inside:  # "Caller (Ada, from Lissel)"
            name = inside[0].partition(",")[0]
            if name.istitle() and not any(map(begins_an_office, name.split())):
                return self.person(name, tuple(name.split()))
        if not inside and bare.lower() in MODERATORS and (called := self.with_holder(bare)) is not None:
            return self.resolve(called)
        if MANY.search(bare):
            name = re.sub(r"^(?:the|some|several)\s(?=hon)", "", bare, flags=re.I)
            self.resolver.unnamed.remember(name, "group", printed, None)
            return Resolution(name=name, kind="group", why=LABEL_SAYS)
        if bare[:4].lower() == "the " and not any(begins_an_office(word) for word in bare.split()[1:]):
            return self.outlet(bare)
        pieces = [piece.strip() for piece in bare.split(",") if piece.strip()]
        # "Ada Roke, host", "Official Spokesperson, Shri Ravi Torr", "Meroth Shimbun, Ota"
        for piece in sorted(pieces, key=is_house):
            words = self.personal(piece)
            if words:
                return self.person(piece, words, role=" ".join(p for p in pieces if p != piece))
        return self.office(pieces[0] if pieces else bare)

    def with_holder(self, bare: str) -> Span | None:
        """Return the label of another turn that names who it is: "MODERATOR (Ada Roke)" of "MODERATOR"."""
        for turn in self.turns:
            printed = self.text[slice(*turn.label)] if turn.label else ""
            inside = BRACKET.search(printed)
            if inside and BRACKET.sub("", printed).strip() == bare and is_holder(inside[1] or inside[2]):
                return turn.label
        return None

    def spelled_out(self, letters: str) -> Span | None:
        """Return the label of another turn whose initials a label is: "SE" of "Special Envoy", "MR" of "Meroth Review"."""
        letters = letters.replace(".", "")
        if not (letters.isupper() and letters.isalpha() and len(letters) <= 4):
            return None
        longer = (turn.label for turn in self.turns if turn.label and turn.kind == "named")
        whole = (
            label
            for label in longer
            if label[1] - label[0] > len(letters) + 2
            and "".join(word[0] for word in self.text[slice(*label)].split() if word[0].isupper()) == letters
        )
        return next(whole, None)

    def personal(self, phrase: str) -> tuple[str, ...]:
        """Return the words of a name behind titles and offices; () for an office without a name."""
        words = phrase.split()
        if len(words) >= 3 and words[0].lower() == "deputy" and not any(map(begins_an_office, words)):
            words = words[1:]  # of a parliament: "Deputy Ada Roke"
        offices = [
            n for n, word in enumerate(words) if begins_an_office(word) and (n == 0 or word.lower() != "the")
        ]
        last = offices[-1] if offices else -1
        rest = words[last + 1 :]
        courteous = all(word.rstrip(".") in COURTEOUS for word in words[: last + 1])
        if courteous and last >= 0 and len(rest) > 1 and rest[0] in PARTICLES:
            return tuple(rest)  # "Mrs. de los Reyes-Uy"
        if rest and rest[0].lower() in page_words().small_words and not phrase.isupper():
            # "Minister of Kestran Ada Roke", but "ministers of Norvania and Kestran"
            name = rest[-2:] if len(rest) >= 4 and "and" not in rest else []
            rest = name if all(word[:1].isupper() for word in name) else []
        if len(rest) > 2 and phrase.isupper() and rest[0].lower() in page_words().small_words:
            rest = rest[first_given([word.title() for word in rest]) :]  # "SECRETARY OF HPO ADA ROKE"
        while rest and " ".join(rest[:1]).lower() in lexicon.country_table() and len(rest) > 1:
            rest = rest[1:]
        if "of" in rest[1:]:
            rest = rest[: rest.index("of", 1)]  # "Mr. TORR of Orvel"
        return tuple(rest) if rest and rest[0].lower() != "the" else ()

    def person(self, printed: str, words: tuple[str, ...], role: str = "") -> Resolution:
        """Return a person by the fullest name that the page has for the words of a label."""
        name = " ".join(words)
        peer = PEER_LABEL.search(printed)
        if peer is not None:
            name = " ".join(self.as_printed(word) for word in peer.group().split())
        elif len(words) == 1:
            name = self.whole_name(words[0], printed) or self.initials(words[0]) or self.as_printed(words[0])
        elif whole := self.whole_of_several(words, printed):
            name = whole  # "PRESIDENT TORRE ALBA", who is Ines Torre Alba
        elif name.isupper():
            name = " ".join(self.as_printed(word) for word in words)
        person = self.resolver.cast.people.get(fold(name))
        if person is None:
            if len(name.split()) == 1:
                found = self.resolver.resolve(
                    " ".join([printed.split()[0].title(), name][-len(printed.split()) :]), self.head_ends
                )
                if found.name is not None and fold(name) in fold(found.name):
                    return found
            person = Person(name=name, first_at=self.head_ends, words=tuple(name.split()))
            self.resolver.cast.people[fold(name)] = person
        office = " ".join(printed.split()[: -len(words)])
        for part in (office, role):
            part = re.sub(r"^(?:the|a|an)\s+", "", part, flags=re.I).strip()
            if part and any(word.lower() in lexicon.roles() for word in part.split()):
                person.add_role(part.title() if part.isupper() else part)
        return Resolution(name=person.name, why=LABEL_SAYS)

    def whole_name(self, surname: str, printed: str) -> str | None:
        """Return the given name with a surname as the page has them, the head of the page first."""
        pattern = re.compile(
            any_capital(r"(?<![\w’'-])(?P<given>(?:[A-Z][\w’'-]*\.?[ \xa0]){1,3})")
            + rf"{re.escape(surname)}(?![\w’'-])",
            re.I,
        )
        gender = lexicon.genders().get(printed.split()[0].capitalize())
        often: Counter[str] = Counter()
        if len(self.found) > MOST_LABELS:
            return None
        stretches = (
            stretches_around(surname.lower(), self.small, LONGEST_GIVEN)
            if self.small
            else ((0, len(self.text)),)
        )
        matches = chain.from_iterable(pattern.finditer(self.text, *stretch) for stretch in stretches)
        for number, match in enumerate(matches):
            if number >= MOST_NAMES:
                break
            given = match["given"].split()
            begins = max(
                (
                    n
                    for n, word in enumerate(given)
                    if begins_an_office(word)
                    or word.lower() in BEFORE_A_NAME
                    or word.endswith(("’s", "'s", "s’", "s'"))
                ),
                default=-1,
            )
            given = given[begins + 1 :]
            begins_at = self.text.find(given[0], match.start()) if len(given) > 1 else 0
            # "DIRECTOR FOR SAFETY AT SEA ADA ROKE"
            shouted = "".join(given).isupper() and given != [] and not is_given(given[0])
            if len(given) > 1 and (
                shouted or IN_AN_OFFICE.search(self.text, max(0, begins_at - 40), begins_at)
            ):
                given = given[first_given([word.title() for word in given] if shouted else given) :]
            if not given or any(not word[:1].isupper() for word in given):
                continue
            name = " ".join(self.as_printed(word) for word in [*given, surname])
            if gender and lexicon.genders().get(name.split()[0], gender) != gender:
                continue
            often[name] += 1000 if match.start() < self.head_ends else 1
        return often.most_common(1)[0][0] if often else self.surname_first(surname)

    def whole_of_several(self, surnames: Sequence[str], printed: str) -> str | None:
        """Return the given name with surnames of several words behind a title, where the page has it behind a title too."""
        if len(printed.split()) == len(surnames) or is_given(surnames[0]):
            return None
        whole = self.whole_name(" ".join(surnames), printed)
        first = whole.split()[0] if whole else ""
        if whole is None or first.lower() in places() or first.lower() in lexicon.country_table():
            return None
        if is_given(first):
            return whole
        found = islice(re.finditer(re.escape(whole), self.text, re.I), MOST_NAMES)
        before = [
            self.text[max(0, match.start() - LONGEST_BEFORE_NAME) : match.start()].split() for match in found
        ]
        return whole if any(words and begins_an_office(words[-1]) for words in before) else None

    def surname_first(self, surname: str) -> str | None:
        """Return "ROKE Ada" for "Roke", of a page that prints surnames first and in capitals."""
        first = f"{surname.upper()} "
        pattern = re.compile(rf"(?<!\w){re.escape(first)}[A-Z][a-z][\w’'-]*")
        whole = search_from(pattern, first, self.text)
        return whole.group() if whole else None

    def initials(self, letters: str) -> str | None:
        """Return whose initials a label is: "AR" of Ada Roke, if they are nobody else's."""
        if not letters.isupper() or not 2 <= len(letters) <= 3:
            return None
        names = {
            person.name
            for person in self.resolver.cast.people.values()
            if "".join(word[0] for word in person.words) == letters
        }
        if self.writer and "".join(word[0] for word in self.writer.split() if word[0].isupper()) == letters:
            names.add(self.writer)
        return names.pop() if len(names) == 1 else None

    def as_printed(self, word: str) -> str:
        """Return a word in capitals as the page prints it elsewhere, else with one capital."""
        if not word.isupper() or len(word) < 2 or word.endswith("."):
            return word
        if word not in self.mixed:
            pattern = re.compile(rf"(?<![\w’'-])(?!{re.escape(word)})(?i:{re.escape(word)})(?![\w-])")
            mixed = (
                search_from(pattern, word.lower(), self.text, self.small)
                if self.small
                else pattern.search(self.text)
            )
            letters = len(word) <= MOST_LETTERS and self.mostly_mixed  # "MTV" beside "Ada Roke"
            plain = word if letters else word.title()
            self.mixed[word] = mixed.group() if mixed and mixed.group()[0].isupper() else plain
        return self.mixed[word]

    @cached_property
    def mostly_mixed(self) -> bool:
        """Does the page print the names of its labels with small letters, so that capitals are somebody's letters?"""
        printed = [
            self.text[slice(*turn.label)] for turn in self.turns if turn.label and turn.kind == "named"
        ]
        names = [BRACKET.sub("", label).replace(",", " ").split() for label in printed]
        return any(
            len(name) > 1 and not any(word.isupper() and len(word) > 1 for word in name) for name in names
        )

    def office(self, printed: str) -> Resolution:
        """Return who holds an office by the head of the page, else the office itself."""
        core = HONORIFIC.sub(
            "",
            " ".join(
                word.title() if word.isupper() and (printed.isupper() or len(word) > 4) else word
                for word in printed.split()
            ),
        )
        followed = re.compile(
            any_capital(rf"\b{re.escape(core)} (?P<name>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){{0,2}})")
        )
        holder = followed.search(self.text, 0, self.head_ends) or followed.search(self.printed_labels)
        in_brackets = any_capital(
            rf"\b{re.escape(core)}\s\((?P<name>[A-Z][\w’'.-]+\s(?:[\w’'.-]+\s){{0,3}}[A-Z][\w’'-]+)\)"
        )
        named = search_from(re.compile(in_brackets), core, self.text)
        if named and is_holder(named["name"]):
            return self.person(named["name"], self.name_alone(named["name"]), role=core)
        introduced = self.introduced_as(core, printed) if holder is None else None
        if introduced is not None:
            return introduced
        name = holder["name"].split() if holder else []
        apposed = re.search(
            rf"\b{re.escape(core)}(?: (?:of|for) [^\n,.:]{{2,60}})?, (?:the |(?:Mr|Ms|Mrs|Dr|Ambassador|H\.E)\.? )*"
            + any_capital(r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){0,2} [A-Z][\w’'-]+)(?=[,.)\n]|$)"),
            self.text[: self.head_ends],
        )
        if holder is None and apposed and not any(map(begins_an_office, apposed["name"].split())):
            return self.person(apposed["name"], self.name_alone(apposed["name"]), role=core)
        behind = re.search(
            any_capital(
                rf"\b(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'.-]*){{0,2}}\s[A-Z][\w’'-]+),\s(?:the\s|our\s)?(?i:{re.escape(core)})\b"
            ),
            self.text[: self.head_ends],
        )
        if holder is None and behind:
            return self.person(behind["name"], self.name_alone(behind["name"]), role=core)
        ends = next(
            (n for n, word in enumerate(name) if word.lower() in BEFORE_A_NAME or begins_an_office(word)),
            len(name),
        )
        if holder and ends:
            return self.person(f"{core} {' '.join(name[:ends])}", tuple(name[:ends]))
        return self.resolver.unnamed.describe(printed, core, head_of(core))

    def name_alone(self, printed: str) -> tuple[str, ...]:
        """Return the words of a name without the forms of address before it."""
        return self.personal(printed) or tuple(printed.split())

    def introduced_as(self, core: str, printed: str) -> Resolution | None:
        """Return whom another label, or a line of the head, gives with the office: "ADA ROKE, MINISTER FOR PORTS:", "President: Ms. Roke"."""
        wanted = fold(core)
        for turn in self.turns:
            name, comma, office = (
                self.text[slice(*turn.label)].partition(", ") if turn.label else ("", "", "")
            )
            if (
                turn.label
                and comma
                and len(name.split()) > 1
                and fold(office).startswith(wanted)
                and name != printed
            ):
                return self.resolve(turn.label)
        line = re.compile(rf"^[ \t]*(?i:{re.escape(core)})[ \t]?:[ \t]+{HOLDER_ALONE.pattern}", re.M)
        held = search_from(line, core, self.text)
        if held is not None:
            return self.person(held["title"] + held["name"], tuple(held["name"].split()), role=core)
        beside = re.compile(
            rf"^[ \t]*(?i:{TITLE_OVER_OFFICE})?(?i:{office_spelled(core)})[ \t]*\n\s*{HEADED_BY}|^[ \t]*{HEADED_BY.replace('<name>', '<above>')}"
            rf"(?:,[ \t]*|[ \t]*\n\s*)(?:the )?(?i:{office_spelled(core)})\b(?!\s?:)",
            re.M,
        )
        headed = beside.search(self.text, 0, self.head_ends)
        name = (headed["name"] or headed["above"]) if headed else ""
        if not name or name.lower() in places() or name.lower() in lexicon.country_table():
            return None
        return self.person(name, tuple(name.split()), role=core)


# A name on a line of its own, with what honours it: "Senator the Hon Ada Roke MP"
HEADED_BY = any_capital(
    r"(?:(?:THE|The|Rt\.?|RT|Right|Hon\.?|HON|Honourable|HONOURABLE|Senator|SENATOR|the|Dr|DR|Mr|MR|Ms|MS|Mrs|MRS|H\.E\.?)[ .]{1,2}){0,5}"
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){0,2} [A-Z][\w’'-]{2,})(?: (?:MP|MLA|MSP|TD|QC|KC|AO|AC|AM|MEP))*"
)


# "TRANSCRIPT OF THE PRIME MINISTER" over the name
TITLE_OVER_OFFICE = r"(?:transcript|interview|speech|remarks|statement|address|doorstop|press conference)\b[\w ]{0,20}\b(?:of|by|with) (?:the )?"


def office_spelled(core: str) -> str:
    """Return a pattern for an office in either order: "Foreign Minister", "Minister for Foreign Affairs"."""
    area, _, office = core.rpartition(" ")
    if office.lower() not in ("minister", "secretary") or not area or area.lower() in ("prime", "deputy"):
        return re.escape(core)
    return rf"(?:{re.escape(core)}|{office} (?:for|of) (?:the )?{re.escape(area)}(?: Affairs)?)"


# What stands behind it goes on with an office: "Under Secretary for", "Minister of".
IN_AN_OFFICE = re.compile(r"\b[A-Z][\w’'-]+(?: and [A-Z][\w’'-]+)? (?:for|of|to|on)(?: the)? $")


def is_given(word: str) -> bool:
    return word.title() in lexicon.given_names()


def first_given(words: Sequence[str]) -> int:
    """Return the number of the word with which a name begins behind an office: a known given name, or the
    one behind a place; 0 where neither tells.
    """
    region = words[0].lower() in places() or words[0].lower() in lexicon.country_table()
    return next((n for n, word in enumerate(words) if n and word.title() in lexicon.genders()), int(region))


def is_house(phrase: str) -> bool:
    """Is a part of a label the outlet that somebody asks for?"""
    freelance = phrase.lower() in {"freelance", "freelancer", "independent"}
    return freelance or phrase in lexicon.outlets() or page_words().house_word.search(phrase) is not None


def begins_an_office(word: str) -> bool:
    plain = word.rstrip(".,").lower()
    if plain in {"foreign", "former", "vice", "prime", "deputy"}:
        return False  # of an office, and none by itself
    return (
        plain in page_words().offices
        or word.rstrip(".").capitalize() in lexicon.titles()
        or word in lexicon.titles()
        or plain in {"the", "shri", "smt"}
        or word in OFFICES_IN_LETTERS
    )


def is_holder(phrase: str) -> bool:
    """Can what stands in brackets behind an office be its holder? Two words at least, each a name."""
    words = phrase.split()
    small = page_words().small_words  # "Tano arap Belmark"
    return (
        len(words) >= 2
        and all(
            word[:1].isupper() or (0 < n < len(words) - 1 and word in small) for n, word in enumerate(words)
        )
        and phrase.lower() not in lexicon.country_table()
    )
