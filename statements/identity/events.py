"""Which tellings are of one happening? Asked of all at once, so that the order in which files come is no matter.

A telling is what one article says of one event. Tellings with a day are joined where they share a day and
a place, a party or a name; what was called off and set for another day is joined with the next of its
place and parties. A telling without a day goes to the nearest event that it fits, and to one only: two
summits in one city stay two.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from statements.dates import as_date
from statements.extraction.folding import fold
from statements.extraction.languages import country_words

ENCOUNTER = {"summit", "meeting"}
# How far from an event a telling without a day may have appeared, in days, by what they have in common.
LABELLED = 200  # one of its name: of a paper, it is the paper whenever it is told of
FAR = {"place": 240, "pair": 45, "party": 4}
NEXT_TRY = timedelta(days=400)  # from a day that was called off to the next that was set
DAYS_OPEN = timedelta(days=3)  # that a summit may have lasted of which only the last day is told
MOVED = timedelta(days=4)  # a plan that is told with another day a little later
UNDATED = {"place": 120, "pair": 30, "party": 4}  # between two tellings without a day
# Nouns for one kind of paper: the "Hollin pact" is the "Hollin accord".
PAPERS = {"agreement", "accord", "treaty", "pact", "deal"}
# They go on for months, and are told of without a day under either name.
PROCESSES = {"talks", "negotiations", "consultations"}
NO_MATTER = {"the", "of", "in", "on", "and", "for", "at", "a", "to"}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What an article tells of an event; `row` is the event that it is kept with, if it is kept."""

    article: int
    published: date | None
    order: str  # tells apart tellings that are alike, whatever came first
    name: str
    kind: str
    place: str = ""
    start: str | None = None
    end: str | None = None
    status: str = "held"
    participants: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    label: str = ""
    ordinal: str = ""
    part_of: str = ""
    ends: bool = False
    states: tuple[tuple[str, int, int], ...] = ()
    mentions: tuple[tuple[int, int, str], ...] = ()
    row: int | None = None

    @property
    def family(self) -> str:
        if self.part_of:
            return "part"
        return "encounter" if self.kind in ENCOUNTER else self.kind

    @cached_property
    def first(self) -> date | None:
        return as_date(self.start) if len(self.start or "") == 10 else None

    @cached_property
    def last(self) -> date | None:
        return as_date(self.end) or self.first

    @cached_property
    def begin(self) -> date | None:
        """Return the day on which it may have begun: some days before, where only the last is told."""
        long = self.kind == "summit" or (self.kind == "meeting" and self.label)
        return self.first - DAYS_OPEN if self.first and self.ends and not self.end and long else self.first

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset(words_of_place(self.place))

    @cached_property
    def sort_key(self) -> tuple[str, str, str]:
        return (str(self.published or ""), self.order, self.name)

    @cached_property
    def signature(self) -> tuple[Any, ...]:
        """Return what it tells, whoever tells it."""
        return (
            self.name, self.kind, self.place, self.start, self.end, self.participants, self.countries,
            self.label, self.ordinal, self.part_of, self.ends,
        )  # fmt: skip

    @cached_property
    def paper(self) -> "Paper | None":
        """Return which agreement it is of, as far as states and matter tell; None for what is no such paper."""
        words = [
            (word, named_country(word)) for name in (self.label or self.name,) for word in WORDS.findall(name)
        ]
        if self.kind != "agreement" or not words or words[-1][0].lower() not in PAPERS:
            return None
        parties = {key for name in self.participants for key in (*name_words(name), fold(name))}
        of = {country for _, country in words if country}
        of |= {fold(name) for name in self.participants if name in self.countries}
        matter = {fold(word) for word, country in words[:-1] if not country} - parties - NO_MATTER
        return Paper(states=frozenset(of), matter=frozenset(matter))

    @property
    def keys(self) -> set[str]:
        """Return the words by which tellings of one event find each other."""
        names = [
            self.label.rpartition(" ")[0],
            *self.participants,
            *self.countries,
            self.part_of if self.part_of else "",
        ]
        words = {word for name in names for word in re.findall(r"\w{2,}", name)}  # as names are searched
        return {word for word in words if word.lower() not in NO_MATTER} | set(self.places)

    def told(self) -> dict[str, Any]:
        """Return the telling as the column of its mention keeps it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "place": self.place,
            "start": self.start,
            "end": self.end,
            "status": self.status,
            "participants": list(self.participants),
            "countries": list(self.countries),
            "label": self.label,
            "ordinal": self.ordinal,
            "part_of": self.part_of,
            "ends": self.ends,
            "states": [list(state) for state in self.states],
            "mentions": [list(mention) for mention in self.mentions],
        }


@dataclass(frozen=True, slots=True)
class Paper:
    """An agreement by the states that it names and by its matter: "Iranian nuclear deal" is of Iran, and nuclear."""

    states: frozenset[str]
    matter: frozenset[str]

    def may_be(self, other: "Paper") -> bool:
        """Do the states leave them one paper? A party more may be told: whose leader made it."""
        return bool(self.states & other.states) and (
            self.states <= other.states or other.states <= self.states
        )


WORDS = re.compile(r"[^\W_][\w.’'-]*")


@lru_cache(maxsize=4096)
def named_country(word: str) -> str:
    """Return the country that a word of a name is, or is the adjective of, folded; "" for a capital and other words."""
    country = country_words().get(word.lower())
    if country is None or word.lower() == country.capital.lower() or not word[:1].isupper():
        return ""
    return fold(country.name)


def same_paper(one: Telling, other: Telling) -> bool:
    """Are two tellings of one agreement, by whatever noun and adjective they call it?"""
    a, b = one.paper, other.paper
    return a is not None and b is not None and bool(a.matter) and a.matter == b.matter and a.may_be(b)


def words_of_place(place: str | None) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w{3,}", place or "")} - NO_MATTER


# Which are one


def cluster(
    tellings: Iterable[Telling], fixed: Callable[[int], bool] = lambda row: False
) -> list[list[Telling]]:
    """Return the tellings of each happening together, the same whatever the order of the tellings.

    What is kept with a row that is `fixed` (an editor has decided on it) stays together.
    """
    rows = sorted(tellings, key=lambda telling: telling.sort_key)
    groups = Groups(rows)
    groups.join_alike(rows, lambda telling: telling.row if fixed(telling.row or 0) else None)
    join_days_in_common(groups, [telling for telling in rows if telling.first])
    join_next_tries(groups)
    homes = [Home(group) for group in groups.all() if any(telling.first for telling in group)]
    loose = []
    for telling in rows:
        if telling.first or (telling.row is not None and fixed(telling.row)):
            continue
        home = nearest(telling, homes)
        if home is None:
            loose.append(telling)
        else:
            groups.join(telling, home.tellings[0])
    groups.join_alike(loose, lambda telling: (telling.signature, telling.published))
    alone = list({(telling.signature, telling.published): telling for telling in loose}.values())
    for n, one in enumerate(alone):
        for other in alone[n + 1 :]:
            if alike_without_a_day(one, other):
                groups.join(one, other)
    join_bare_papers(groups)
    return groups.all()


def join_bare_papers(groups: "Groups") -> None:
    """Join what is called by its states alone ("Iran deal") with their one paper of which the matter is told."""
    papers = [group for group in groups.all() if all(telling.paper is not None for telling in group)]
    full = [group for group in papers if any(telling.paper.matter for telling in group if telling.paper)]
    for bare in papers:
        if any(telling.first or (telling.paper and telling.paper.matter) for telling in bare):
            continue
        fitting = [group for group in full if may_be_one_paper(bare, group)]
        if len(fitting) == 1:
            groups.join(bare[0], fitting[0][0])


def may_be_one_paper(bare: Sequence["Telling"], group: Sequence["Telling"]) -> bool:
    few, many = unlike(bare), unlike(group)
    return all(a.paper and b.paper and a.paper.may_be(b.paper) for a in few for b in many) and not any(
        a.places and b.places and not a.places & b.places for a in few for b in many
    )


def join_days_in_common(groups: "Groups", dated: Sequence[Telling]) -> None:
    """Join the tellings with a day that are of one event: those that share a day are compared, each once."""
    groups.join_alike(dated, lambda telling: telling.signature)
    by_day = sorted(unlike(dated), key=lambda telling: (telling.begin or date.min, telling.sort_key))
    for n, one in enumerate(by_day):
        for other in by_day[n + 1 :]:
            if one.last and other.begin and other.begin > one.last:
                break
            if same_day_and_more(one, other):
                groups.join(one, other)


class Home:
    """An event with a day, as a telling without one is held against it."""

    def __init__(self, tellings: list[Telling]) -> None:
        self.tellings = tellings
        self.unlike = unlike(tellings)  # one of each kind of telling
        self.first = min(t.first for t in tellings if t.first)
        self.last = max(t.last for t in tellings if t.last)
        self.order = min(t.sort_key for t in tellings)[1]


def unlike(tellings: Iterable[Telling]) -> list[Telling]:
    """Return one of all tellings that tell the same."""
    return list({telling.signature: telling for telling in tellings}.values())


class Groups:
    """Sets that are joined two by two."""

    def __init__(self, rows: Sequence[Telling]) -> None:
        self.rows = rows
        self.numbers = {id(row): n for n, row in enumerate(rows)}
        self.parents = list(range(len(rows)))

    def root(self, n: int) -> int:
        while self.parents[n] != n:
            self.parents[n] = self.parents[self.parents[n]]
            n = self.parents[n]
        return n

    def join(self, one: Telling, other: Telling) -> None:
        a, b = sorted((self.root(self.numbers[id(one)]), self.root(self.numbers[id(other)])))
        self.parents[b] = a

    def join_alike(self, rows: Iterable[Telling], key: Callable[[Telling], Hashable | None]) -> None:
        """Join the tellings of which a key is the same, those without one left out."""
        first: dict[Hashable, Telling] = {}
        for row in rows:
            mark = key(row)
            if mark is not None:
                self.join(first.setdefault(mark, row), row)

    def all(self) -> list[list[Telling]]:
        found: dict[int, list[Telling]] = {}
        for n, row in enumerate(self.rows):
            found.setdefault(self.root(n), []).append(row)
        return list(found.values())


def share_a_day(one: Telling, other: Telling) -> bool:
    if one.begin and other.begin and one.last and other.last:
        return one.begin <= other.last and other.begin <= one.last
    return False


def same_day_and_more(one: Telling, other: Telling) -> bool:
    """Do two tellings of one kind share a day, and nothing tell against their being one?"""
    if one.family != other.family or not share_a_day(one, other) or conflict(one, other):
        return False
    why = common(one, other)
    if one.begin != one.first or other.begin != other.first:
        return why in {"place", "label"}
    if why is not None:
        return True
    if one.part_of or one.kind == "meeting" or other.kind == "meeting":
        return False  # two meetings of a day may well be two
    return not (one.places and other.places) and not (one.participants and other.participants)


def common(one: Telling, other: Telling) -> str | None:
    """Return the strongest thing that two tellings have in common: a name, a place, both parties, one."""
    if one.part_of or other.part_of:
        return "place" if noun_of_part(one) == noun_of_part(other) and parents_alike(one, other) else None
    if (one.label and other.label and labels_alike(one.label, other.label)) or same_paper(one, other):
        return "label"
    if one.places & other.places:
        return "place"
    ties = party_ties(one, other)
    if len(ties) > 1 and all(tie > 1 for tie in ties):
        return "pair"
    if fold(one.name) == fold(other.name):
        return "place" if one.place else "pair" if len(one.participants) > 1 else "party"
    return "party" if any(tie > 1 for tie in ties) else None


def noun_of_part(telling: Telling) -> str:
    return name_words(telling.name.split(" at ")[0])[-1] if telling.name else ""


def parents_alike(one: Telling, other: Telling) -> bool:
    if one.places and other.places:
        return bool(one.places & other.places)
    return fold(one.part_of) == fold(other.part_of)


def conflict(one: Telling, other: Telling) -> bool:
    """Is there anything, the days aside, by which the two cannot be one?"""
    if one.family != other.family:
        return True
    if (
        one.label
        and other.label
        and one.family in {"agreement", "vote"}
        and not labels_alike(one.label, other.label)
        and not same_paper(one, other)
    ):
        return True
    if (
        one.places
        and other.places
        and not one.places & other.places
        and not (one.label and one.label == other.label)
    ):
        return True
    if one.ordinal and other.ordinal and one.ordinal != other.ordinal and one.kind == other.kind:
        return True
    if not one.participants or not other.participants:
        return False
    if one.family == "agreement" and one.label and one.label == other.label:
        return False  # whoever is told to have praised it
    ties = party_ties(one, other)
    if not ties or 0 in ties:
        return True
    return max(ties) < 2 and not one.places & other.places


def labels_alike(one: str, other: str) -> bool:
    a, b = ({word for word in name_words(label) if not word.isdigit()} for label in (one, other))
    years = [re.findall(r"\b(?:19|20)\d\d\b", label) for label in (one, other)]
    if all(years) and years[0] != years[1]:
        return False
    return a == b


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, each folded."""
    return tuple(key for word in re.split(r"[\s–—/]+", name) if (key := fold(word)))


def party_ties(one: Telling, other: Telling) -> list[int]:
    """Return how well each party of the shorter list fits one of the longer: 3 a name, 2 a country, 1 maybe, 0 not."""
    few, many = sorted((one, other), key=lambda telling: len(telling.participants))
    left = list(many.participants)
    ties = []
    for name in few.participants:
        best = max(((tie(name, there, few, many), there) for there in left), default=(0, ""))
        ties.append(best[0])
        if best[0]:
            left.remove(best[1])
    return ties


def tie(one: str, other: str, mine: Telling, theirs: Telling) -> int:
    a, b = name_words(one), name_words(other)
    if a == b or (a and b and (a[-1] == b[-1] or a[0] == b[0]) and 1 in (len(a), len(b))):
        return 3
    if a and b and len(a) > 1 and len(b) > 1 and a[0] == b[0] and a[-1] == b[-1]:
        return 3
    plain = [one in mine.countries, other in theirs.countries]
    if not any(plain) and (len(a) == 1) != (len(b) == 1):
        return 1  # "Orvane" is no country that is known, and may be whom Elin Sarvath speaks for
    if plain[0] == plain[1]:
        return 0  # two people, or two countries, are two
    country, people = (one, theirs) if plain[0] else (other, mine)
    if country in people.countries:
        return 2
    return 1 if len(people.countries) < len(people.participants) else 0


# What was called off and set again


def join_next_tries(groups: Groups) -> None:
    """Join what was called off, or only planned, with the next day that was set for it."""
    found = [group for group in groups.all() if any(t.first for t in group)]
    undated = [t for t in groups.rows if not t.first]
    found.sort(key=lambda group: min(t.first for t in group if t.first))
    for n, group in enumerate(found):
        given_up = not any(was_held(t) for t in group)
        if not given_up:
            continue
        called_off = any(given_up_in(t) for t in group) or any(
            given_up_in(t) and calls_off(t, group) for t in undated
        )
        last = max(t.last for t in group if t.last)
        for later in found[n + 1 :]:
            begin = min(t.first for t in later if t.first)
            gap = begin - last
            if gap <= timedelta(0) or gap > (NEXT_TRY if called_off else MOVED):
                continue
            few, many = unlike(group), unlike(later)
            if any(conflict(a, b) for a in few for b in many):
                continue
            if any(common(a, b) in {"place", "pair", "label"} for a in few for b in many) and told_after(
                group, later
            ):
                groups.join(group[0], later[0])
                break


def given_up_in(telling: Telling) -> bool:
    return bool({"cancelled", "did_not_happen"} & states_of(telling))


def calls_off(telling: Telling, group: Sequence[Telling]) -> bool:
    """Does a telling without a day call off what is set for the day of a group, before that day?"""
    if any(conflict(telling, other) for other in group) or not any(common(telling, other) for other in group):
        return False
    told = [t.published for t in group if t.published]
    last = max(t.last for t in group if t.last)
    return telling.published is None or (
        (not told or min(told) <= telling.published) and telling.published <= last
    )


def states_of(telling: Telling) -> set[str]:
    return {status for status, *_ in telling.states} or {telling.status}


def was_held(telling: Telling) -> bool:
    """Does the article say that it was held, having appeared after it began?"""
    if telling.status != "held":
        return False
    return telling.published is None or telling.first is None or telling.published >= telling.first


def told_after(group: Sequence[Telling], later: Sequence[Telling]) -> bool:
    """Is the new day told after the old one, so that it takes its place?"""
    old = [t.published for t in group if t.published]
    new = [t.published for t in later if t.published]
    return not old or not new or max(new) >= min(old)


# What has no day


def nearest(telling: Telling, homes: Sequence[Home]) -> Home | None:
    """Return the event with a day that a telling without one is of: the nearest in time that it fits."""
    best: tuple[tuple[int, int, str], Home] | None = None
    for home in homes:
        if (
            not in_the_time_told(telling, home)
            or told_apart(telling, home)
            or any(conflict(telling, other) for other in home.unlike)
        ):
            continue
        why = max((common(telling, other) or "" for other in home.unlike), key=strength)
        away = days_between(telling, home)
        far = FAR.get(why, 0 if not why else LABELLED)
        if not why or ((telling.kind != "agreement" or why != "label") and (away is None or away > far)):
            continue
        key = (away or 0, -strength(why), home.order)
        if best is None or key < best[0]:
            best = (key, home)
    return best[1] if best else None


def strength(why: str) -> int:
    return ["", "party", "pair", "place", "label"].index(why)


def told_apart(telling: Telling, home: Home) -> bool:
    """Does the article that tells of it with a month or a year tell of the other event with its day?"""
    return telling.start is not None and any(t.article == telling.article for t in home.tellings)


def in_the_time_told(telling: Telling, home: Home) -> bool:
    """Does the month or year that a telling names hold the event?"""
    return telling.start is None or any((t.start or "").startswith(telling.start) for t in home.unlike)


def days_between(telling: Telling, home: Home) -> int | None:
    if telling.start is not None:
        return 0  # the month or the year is told
    if telling.published is None:
        return None
    if home.first <= telling.published <= home.last:
        return 0
    before = telling.published < home.first
    away = (home.first - telling.published).days if before else (telling.published - home.last).days
    # What is planned lies ahead, what was held behind; of two it is the one on that side.
    ahead = telling.status in {"planned", "possible"}
    wrong_side = (telling.status == "held" and before) or (ahead and not before)
    return away * 3 if wrong_side else away


def alike_without_a_day(one: Telling, other: Telling) -> bool:
    if one.family != other.family or conflict(one, other):
        return False
    if (
        one.start
        and other.start
        and not (one.start.startswith(other.start) or other.start.startswith(one.start))
    ):
        return False
    why = common(one, other)
    if why is None:
        return False
    if why == "label" and one.kind == "agreement":
        return True
    if one.start and other.start and why != "party":
        return True
    if one.published is None or other.published is None:
        going_on = {name_words(telling.name)[-1] for telling in (one, other)} <= PROCESSES
        return (fold(one.name) == fold(other.name) and why in {"label", "place", "pair"}) or (
            going_on and why == "pair"
        )
    return abs((one.published - other.published).days) <= UNDATED.get(why, 120)


# What all of them tell together


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the tellings of an event tell together."""

    name: str
    kind: str
    place: str
    start: str | None
    end: str | None
    status: str
    participants: tuple[str, ...]


def facts_of(tellings: Sequence[Telling]) -> Facts:
    """Return what the tellings of one event tell together, the same in every order."""
    rows = sorted(tellings, key=lambda telling: telling.sort_key)
    kind = "summit" if any(t.kind == "summit" for t in rows) else most(t.kind for t in rows)
    start, end = days_of(rows)
    places = Counter(t.place for t in rows)
    place = max(
        places, key=lambda place: (bool(place), len(place.split(",")), places[place], len(place), place)
    )
    parties = max(
        (t.participants for t in rows), key=lambda names: (min(len(names), 2), sum(map(len, names)), names)
    )
    named = [t for t in rows if t.kind == kind] or rows
    names = Counter(t.name for t in named)
    name = max(unlike(named), key=lambda t: (worth(t), names[t.name], len(t.name), t.name)).name
    if re.search(r"\b(?:19|20)\d\d$", name) and start and len(start) >= 4:
        name = re.sub(r"(?:19|20)\d\d$", start[:4], name)
    return Facts(
        name=name, kind=kind, place=place, start=start, end=end, status=status_of(rows), participants=parties
    )


def most(values: Iterable[str]) -> str:
    counted = Counter(values)
    return max(counted, key=lambda value: (counted[value], value))


def worth(telling: Telling) -> int:
    """Return how much a name tells: its own name, who, and where."""
    words = set(name_words(telling.name))
    where = bool({fold(place) for place in telling.places} & words)
    who = sum(bool(set(name_words(party)) & words) for party in telling.participants[:2])
    return 4 * bool(telling.label and fold(telling.label) in fold(telling.name)) + 2 * where + who


def days_of(rows: Sequence[Telling]) -> tuple[str | None, str | None]:
    """Return first and last day: of what was set last, where it was set more than once."""
    dated = [t for t in rows if t.first]
    if not dated:
        told = [t.start for t in rows if t.start]
        return (
            (max(told, key=lambda start: (len(start), told.count(start), start)), None)
            if told
            else (None, None)
        )
    held = [t for t in dated if was_held(t)]
    anchor = max(held or dated, key=lambda t: (t.published or date.min, t.first or date.min, t.sort_key))
    here = [t for t in dated if share_a_day(t, anchor)]
    first, last = min(t.first for t in here if t.first), max(t.last for t in here if t.last)
    return first.isoformat(), last.isoformat() if last > first else None


def status_of(rows: Sequence[Telling]) -> str:
    """Return the status that the latest article gives that says one."""
    saying = [t for t in rows if t.states or (t.first and t.published and was_held(t))] or list(rows)
    return max(saying, key=lambda t: (t.published or date.min, t.status == "held", t.sort_key)).status
