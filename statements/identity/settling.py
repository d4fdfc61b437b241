"""Whose row is an appearance? Decided from all appearances of a name together, and written.

The order in which articles are read makes no difference: when an article tells something new of a name
(a namesake, a country, an office), the appearances that it bears on are looked at again, and the statements
of those that turn out to be somebody else's go over. What an editor decided stands: statements of theirs
are not moved, a merged row leads on, two that were told apart stay so.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from statements.extraction.languages import country_words
from statements.history.decided import decided_fields
from statements.models import (
    Alias,
    Appearance,
    LearnedRole,
    Quote,
    Speaker,
    State,
    Tenure,
    insert_rows,
)

from . import asked, reasons
from .known import Wanted, create_row, create_rows, describe_person, heard, learn, note, refused, unlearn
from .names import of_plain_owner, sort_name
from .offices import held_by_one, is_one_office, office_key, plain_office, told_gender
from .people import Arrangement, Bearer, Pair, Profile, arrange
from .proposals import ask
from .short_names import Finding, Held, Namesake, Short, reaches_doubling, whose
from .speakers import end_of_merges, name_key, spellings_of

BASIS = Appearance.Basis
SIGNATURE = ("name", "key", "country", "role", "affiliation")


def settle_appearances(appearances: Sequence[Appearance]) -> None:
    """Find the row of each appearance of an article, and look again at those of others that it bears on."""
    changed: set[str] = set()  # surnames of people about whom something new is known
    names = KnownNames.of(appearances)
    by_editors = kinds_of_editors(appearances, names)
    left: list[Appearance] = []
    short: list[Appearance] = []
    for one in appearances:
        if one.key in by_editors:
            move(one, by_editors[one.key], BASIS.NAME)
        elif one.kind == Speaker.Kind.PERSON and not one.person:
            short.append(one)
        else:
            left.append(one)
    while left:
        left = settle_named(left, names, changed)
        names = KnownNames.of(left)
    settle_letters(appearances)
    ours = {one.pk for one in appearances}
    again = [one for one in asked.short_of_surnames(changed - {""}) if one.pk not in ours]
    settle_short([*short, *again])
    save_new(short)


def settle_named(
    appearances: Sequence[Appearance], names: "KnownNames", changed: set[str]
) -> list[Appearance]:
    """Settle those with a name of their own; return those that have to wait for a namesake of the same article."""
    waiting: list[Appearance] = []
    seen: set[tuple[str, str]] = set()
    unknown: list[Appearance] = []
    for one in appearances:
        ours = {(one.kind, key) for key in ({one.person} if one.person else keys_of_other(one))}
        if ours & seen:
            waiting.append(one)
            continue
        if one.kind != Speaker.Kind.PERSON:
            known = settle_other(one, names)
        else:
            named = names_like(one, names.people(one))
            known = bool(named)
            changed |= settle_full(one, named) if named else {one.surname}
        seen |= ours | {(one.kind, one.person or one.key)}
        if not known:
            unknown.append(one)
    people = [one for one in unknown if one.kind == Speaker.Kind.PERSON]
    wanted = [Wanted(one, one.name, one.country, True, one.article.published) for one in people]
    for one, row in zip(people, create_rows(wanted), strict=True):
        put(one, row, BASIS.NAME)
    others = [one for one in unknown if one.kind != Speaker.Kind.PERSON]
    give_own_rows(others)
    for one in others:
        assert one.own is not None
        put(one, one.own, BASIS.OWN if is_of_one_article(one) else BASIS.NAME)
    save_new(appearances)
    return waiting


@dataclass(slots=True)
class KnownNames:
    """What the archive has under the names of some appearances, asked for once."""

    of_people: dict[str, list[Alias]]  # full names, by `person` and by `key`
    of_others: dict[str, list[Speaker]]  # rows by the key of a name
    curated: dict[str, list[Speaker]]  # those of them that an editor decided
    refused: set[tuple[int, str]] = field(default_factory=set)  # names that an editor took from a row

    @classmethod
    def of(cls, appearances: Sequence[Appearance]) -> "KnownNames":
        people = [one for one in appearances if one.kind == Speaker.Kind.PERSON]
        others = {key for one in appearances if one.kind != Speaker.Kind.PERSON for key in keys_of_other(one)}
        found = cls(defaultdict(list), defaultdict(list), defaultdict(list))
        named = asked.names_by_key(others | {one.key for one in appearances})
        full = {alias.pk: alias for alias in named if alias.person}
        full |= {alias.pk: alias for alias in asked.names_by_person({one.person for one in people} - {""})}
        for _, alias in sorted(full.items()):
            for key in {alias.person, alias.key}:
                found.of_people[key].append(alias)
        for alias in named:
            found.of_others[alias.key].append(alias.speaker)
            if alias.speaker.state == State.CURATED:
                found.curated[alias.key].append(alias.speaker)
        found.refused = set(asked.refused_keys(others))
        return found

    def people(self, one: Appearance) -> list[Alias]:
        """Return the full names under the key of a name, by its letters or by what its spellings have in common."""
        both = [*self.of_people.get(one.person, ()), *self.of_people.get(one.key, ())]
        rows = {
            alias.pk: alias
            for alias in both
            if (alias.person and one.person == alias.person) or one.key == alias.key
        }
        return [rows[pk] for pk in sorted(rows)]

    def others(self, one: Appearance) -> list[Speaker]:
        """Return the rows under the name of a body, a country, a group, by its letters and by its other spellings."""
        rows = {row.pk: row for key in keys_of_other(one) for row in self.of_others.get(key, ())}
        return [rows[pk] for pk in sorted(rows) if (pk, one.key) not in self.refused]


def keys_of_other(one: Appearance) -> set[str]:
    """Return the keys under which a body, a country or a group may be known: its name's, and those of its spellings."""
    return {one.key, *keys_of_names(one.name)}


def keys_of_names(name: str) -> set[str]:
    same = (name, of_plain_owner(name), plain_office(name), *spellings_of(name))
    return set(map(name_key, same)) - {""}


def save_new(appearances: Iterable[Appearance]) -> None:
    insert_rows([one for one in appearances if one.pk is None and one.speaker_id])


def give_own_rows(appearances: Iterable[Appearance]) -> list[Appearance]:
    """Make the row that belongs to each appearance alone, where it has none; return those that had none."""
    without = [one for one in appearances if one.own is None]
    wanted = [
        Wanted(one, one.name, one.country, False, None if is_of_one_article(one) else one.article.published)
        for one in without
    ]
    for one, row in zip(without, create_rows(wanted), strict=True):
        one.own = row
    return without


LETTERS = re.compile(r"[A-Z][A-Za-z]?[A-Z](?:[A-Za-z&]{0,4}[A-Z])?|(?:[A-Z]\.){2,6}")


def settle_letters(appearances: Sequence[Appearance]) -> None:
    """Give letters that stand alone ("HPO") to the one body that some article calls so, and to none where two are."""
    bodies = [one for one in appearances if one.kind == Speaker.Kind.INSTITUTION and one.speaker_id]
    keys = {
        name_key(name) for one in bodies for name in (one.name, *one.other_names) if LETTERS.fullmatch(name)
    }
    if not keys:
        return
    spelled: dict[str, dict[int, Speaker]] = defaultdict(dict)
    for one in bodies:
        for key in keys & set(map(name_key, one.other_names)) - {one.key}:
            spelled[key][one.speaker_id] = one.speaker
    for alias in asked.names_by_key(keys):
        row = end_of_merges(alias.speaker)
        if row.kind == Speaker.Kind.INSTITUTION and name_key(row.name) != alias.key:
            spelled[alias.key][row.pk] = row
    new = [one for one in bodies if one.pk is None]
    for one in [*new, *asked.bodies_called(keys)]:
        called = spelled.get(one.key, {})
        if one.key not in keys or not called:
            continue
        if len(called) == 1:
            (row,) = called.values()
            if row.pk != one.speaker_id and not apart([row.pk, one.speaker_id]):
                put(one, row, BASIS.NAME)
        elif one.speaker_id in called:
            put(one, letters_row(one), BASIS.NAME)


def letters_row(one: Appearance) -> Speaker:
    """Return the row of letters that several bodies share."""
    rows = [alias.speaker for alias in asked.names_by_key({one.key})]
    known = next((row for row in rows if name_key(row.name) == one.key and row.kind == one.kind), None)
    return known or own_row(one)


def is_of_one_article(one: Appearance) -> bool:
    """Is it a surname alone, or a source that is not named: somebody in this article, and in no other?"""
    if one.kind == Speaker.Kind.PERSON:
        return not one.person
    return one.kind == Speaker.Kind.ANONYMOUS and not is_one_office(one.name)


# Bodies, countries, groups, documents, and those who are not named


def kinds_of_editors(appearances: Sequence[Appearance], names: KnownNames) -> dict[str, Speaker]:
    """Return, by the key of a name, the row for which an editor chose another kind than reading finds."""
    kinds = {one.key: one.kind for one in appearances}
    keys_of_rows: dict[Speaker, set[str]] = defaultdict(set)
    for key in kinds.keys() & names.curated.keys():
        for row in names.curated[key]:
            keys_of_rows[row].add(key)
    found: dict[str, Speaker] = {}
    for row in sorted(keys_of_rows, key=lambda row: (row.name, row.pk)):
        other = {key for key in keys_of_rows[row] if kinds[key] != row.kind}
        if other and "kind" in decided_fields(row):
            found |= dict.fromkeys(other, row)
    return found


def settle_other(one: Appearance, names: KnownNames) -> bool:
    """Give a body, a country, an office its row, which is the same everywhere; return whether there is one.

    An unnamed source is its article's alone.
    """
    if is_of_one_article(one):
        return False
    rows = [row for row in names.others(one) if row.kind == one.kind or row.state == State.CURATED]
    exact = [row for row in rows if row.name == one.name] or rows
    row = next((r for r in exact if not (r.country and one.country and r.country != one.country)), one.own)
    if row is None:
        return False
    put(one, row, BASIS.NAME)
    describe_other(row, one)
    if one.article.published:
        heard(row, one.article.published, one.article.published)
    return True


def describe_other(row: Speaker, one: Appearance) -> None:
    if row.state == State.EXTRACTED:
        longest = max(row.name, one.name, key=lambda name: (len(name), name))
        if longest != row.name and keys_of_names(row.name) & keys_of_names(one.name):  # whichever came first
            if row.affiliation == row.name:
                row.affiliation = longest
            row.name = longest
            row.save(update_fields=["name", "affiliation"])
            note(row, sort_name=sort_name(longest, False))
        missing = {
            name: getattr(one, name)
            for name in ("country", "affiliation")
            if getattr(one, name) and not getattr(row, name)
        }
        if missing:
            for name, value in missing.items():
                setattr(row, name, value)
            row.save(update_fields=[*missing])


# Full names


def settle_full(one: Appearance, named: Sequence[Alias]) -> set[str]:
    """Find the row of a full name that the archive has. Return the surnames of those about whom something new is known."""
    alike = asked.first_two_alike(one.kind, one.person, *(getattr(one, name) for name in SIGNATURE))
    twin = next(((speaker, basis) for pk, speaker, basis in alike if pk != one.pk), None)
    if twin is not None and one.speaker_id in (None, twin[0]) and twin[1] != BASIS.OWN:
        rows = (alias.speaker for alias in named if alias.speaker_id == twin[0])
        row = next(rows, None) or Speaker.objects.get(pk=twin[0])
        if row.state == State.EXTRACTED:  # else an editor has been there: what they decided is looked at
            put(one, row, twin[1])
            return learn_of_one(row, one) if twin[1] == BASIS.NAME else set()
    return rearrange(one, named)


def learn_of_one(row: Speaker, one: Appearance) -> set[str]:
    """Widen what is known of somebody by one more article. Return the surname, if it may mean them more often now."""
    naming = articles_naming([row.pk]) + (one.pk is None)
    return learn(row, one) | ({one.surname} if reaches_doubling(naming) else set())


def names_like(one: Appearance, found: Sequence[Alias]) -> list[Alias]:
    """Return the full names under the key of an appearance's; it takes the key of a name that is letter by letter the same.

    "Ada Fairley-Stroud" and "Ada Fairley Stroud" have one key of letters and two of surnames: the first one counts.
    """
    same = next((alias for alias in found if alias.key == one.key and alias.person != one.person), None)
    if same is None or any(alias.key == one.key and alias.person == one.person for alias in found):
        return [alias for alias in found if alias.person == one.person]
    one.person, one.surname = same.person, same.surname
    if one.pk:
        one.save(update_fields=["person", "surname"])
    return asked.names_by_person([one.person])


@dataclass(frozen=True, slots=True)
class Alike:
    """Appearances that say the same of a bearer of a name, and are where they are for the same reason."""

    profile: Profile
    surname: str
    basis: str
    probable: int | None
    is_new: bool = False  # the one for whose sake the name is looked at: nobody else's twin

    @classmethod
    def of(cls, one: Appearance, is_new: bool = False) -> "Alike":
        return cls(bearer_of(one), one.surname, one.basis, one.probable_id, is_new)

    def is_with(self, row: Speaker, basis: str) -> bool:
        there = (self.profile.row, self.basis, self.probable)
        return not self.is_new and there == (row.pk, basis, None)


class Bearers:
    """All who bear the name of an appearance, that one among them.

    Of a name that is in the news every day there are thousands, of which next to none is moved: they are counted,
    and looked at where one has to be.
    """

    def __init__(self, one: Appearance) -> None:
        self.one = one
        self.counts = {
            Alike(Profile(*told), surname, basis, probable): count
            for *told, surname, basis, probable, count in asked.bearers_alike(
                one.kind, one.person, one.pk or 0
            )
        }
        self.counts[Alike.of(one, is_new=True)] = 1
        self.by_profile: dict[Profile, list[Alike]] = defaultdict(list)
        for alike in self.counts:
            self.by_profile[alike.profile].append(alike)
        own = (*asked.own_rows_of(one.kind, one.person, one.pk or 0), one.own_id)
        self.own_rows = {pk for pk in own if pk is not None}

    def count(self, profile: Profile) -> int:
        return sum(self.counts[alike] for alike in self.by_profile[profile])

    def each_of(self, profile: Profile) -> list[Appearance]:
        """Return those with a profile, in the order in which they were read."""
        each = (one for alike in self.by_profile[profile] for one in self.who(alike))
        return sorted(each, key=lambda one: (one.pk is None, one.pk))

    def not_with(self, row: Speaker, basis: str, profiles: Iterable[Profile]) -> list[Appearance]:
        """Return those with some profiles who are not on a row already."""
        apart = (alike for profile in profiles for alike in self.by_profile[profile])
        return [one for alike in apart if not alike.is_with(row, basis) for one in self.who(alike)]

    def who(self, alike: Alike) -> list[Appearance]:
        return [self.one] if alike.is_new else self.others[alike]

    @cached_property
    def others(self) -> dict[Alike, list[Appearance]]:
        found = defaultdict(list)
        for other in asked.bearers_of(self.one.kind, self.one.person):
            if other.pk != self.one.pk:
                found[Alike.of(other)].append(other)
        return found


def rearrange(one: Appearance, named: Sequence[Alias]) -> set[str]:
    """Look at all that is known of the bearers of a name, and give each appearance its row."""
    bearers = Bearers(one)
    rows = {alias.speaker_id: alias.speaker for alias in named}
    there = {profile.row for profile in bearers.by_profile if profile.row is not None}
    rows |= {row.pk: row for row in asked.speakers_numbered(there | bearers.own_rows)}
    before = {
        alike.profile.row for alike in bearers.counts if alike.profile.row and alike.basis == BASIS.NAME
    }
    not_called = refused(rows)
    found = arrange([*bearers.by_profile, *pinned(named, there)], apart(rows), not_called)
    row_of = write_arrangement(found, bearers, rows, not_called)
    for row in row_of.values():
        describe_person(row)
    given = {row.pk for row in row_of.values()}
    unlearn(rows[pk] for pk in before - given)
    return {alike.surname for alike in bearers.counts} | {alias.surname for alias in named if alias.surname}


def pinned(named: Iterable[Alias], with_articles: Set[int]) -> Iterator[Profile]:
    """Yield those of a name who are known by no article: an editor made them, or gave them the name."""
    for alias in named:
        row = alias.speaker
        if row.pk not in with_articles and row.kind == Speaker.Kind.PERSON:
            yield Profile(alias.name, alias.key, row.country, "", row.affiliation, row.pk, pinned=True)


def write_arrangement(
    found: Arrangement, bearers: Bearers, rows: dict[int, Speaker], not_called: set[tuple[int, str]]
) -> dict[int, Speaker]:
    """Write an arrangement: the appearances of each person on one row. Return the rows by the person's `id`."""
    one = bearers.one
    taken: set[int] = set()
    row_of: dict[int, Speaker] = {}
    elsewhere = {profile.row for person in found.people for profile in person.profiles if profile.row}
    elsewhere |= bearers.own_rows
    # Moved once all are chosen: who has moved is told by another row.
    moved: list[tuple[Appearance, Speaker, str]] = []
    for person in sorted(found.people, key=lambda person: precedence(person, bearers)):
        barred = taken | {pk for pk, key in not_called if any(one.key == key for one in person.profiles)}
        row = choose_row(person.profiles, bearers, rows, barred)
        if row is None:  # a country is heard of them for the first time: the row of before is theirs
            row = choose_row(person.loose, bearers, rows, barred | elsewhere)
        if row is None:
            first = min(person.profiles, key=lambda profile: profile.order)
            row = create_row(one, first.name, first.country, is_person=True)
        taken.add(row.pk)
        row_of[id(person)] = row
        of_loose = BASIS.EVIDENCE if contested(found.people, person) else BASIS.NAME
        for profiles, basis in ((person.profiles, BASIS.NAME), (person.loose, of_loose)):
            moved += [(other, row, basis) for other in bearers.not_with(row, basis, profiles)]
    open_ones = [(other, likely) for profile, likely in found.open for other in bearers.each_of(profile)]
    for other, row, why in moved:
        move(other, row, why)
    for other, likely in open_ones:
        move(other, own_row(other, taken), BASIS.OWN, row_of[id(likely)] if likely else None)
        if other.probable is not None:
            propose(
                other.speaker,
                other.probable,
                reasons.put_together([reasons.SAME_NAME, reasons.FITS_BEST]),
                1,
            )
    for new, person, reason in found.perhaps:
        propose(row_of[id(new)], row_of[id(person)], reason, 2)
    return row_of


def contested(people: Sequence[Bearer], person: Bearer) -> bool:
    return sum(1 for other in people if other is not person and other.profiles[0].country) > 0


def bearer_of(one: Appearance) -> Profile:
    return Profile(one.name, one.key, one.country, one.role, one.affiliation, one.speaker_id)


def precedence(person: Bearer, bearers: Bearers) -> tuple[int, int]:
    """Return what people choose their rows by: those with most appearances first, then the oldest row."""
    size = sum(map(bearers.count, (*person.profiles, *person.loose)))
    return -size, min(person.rows, default=0)


def choose_row(
    profiles: Sequence[Profile], bearers: Bearers, rows: dict[int, Speaker], barred: set[int]
) -> Speaker | None:
    """Return the row that most of the appearances with some profiles have already, and that is not barred."""
    votes: Counter[int] = Counter()
    for profile in profiles:
        if profile.row is not None and profile.row not in barred:
            votes[profile.row] += 1_000_000 if profile.pinned else bearers.count(profile)
    if not votes:
        return None
    return rows[min(votes, key=lambda pk: (-votes[pk], pk))]


def apart(rows: Iterable[int]) -> set[Pair]:
    """Return the pairs of these rows that an editor holds to be two."""
    ours = set(rows)
    return {frozenset((first, second)) for first, second in asked.held_to_be_two(ours) if second in ours}


# Surnames alone


def settle_short(appearances: Sequence[Appearance]) -> None:
    """Find the people whom surnames alone mean, and write what is certain, likely, or open."""
    surnames = {one.surname for one in appearances if one.surname}
    if not appearances:
        return
    people = namesakes(surnames)
    rows: dict[int, Speaker] = {}
    answers: list[tuple[Appearance, Finding]] = []
    for one in appearances:
        answer = whose(short_of(one), people.get(one.surname, ()))
        wanted = {pk for pk in (answer.certain, answer.probable) if pk is not None} - rows.keys()
        if wanted:
            rows |= {row.pk: row for row in asked.speakers_numbered(wanted)}
        answers.append((one, unless_decided(one, answer)))
    fresh = give_own_rows(one for one, answer in answers if answer.certain is None)
    for one, answer in answers:
        if answer.certain is not None:
            if one.own is not None and one.speaker_id == one.own_id:
                withdraw_other_proposals(one.own, None)  # it was open, and is no more
            put(one, rows[answer.certain], BASIS.EVIDENCE)
            continue
        assert one.own is not None
        likely = rows[answer.probable] if answer.probable is not None else None
        put(one, one.own, BASIS.OWN, likely)
        if one not in fresh:
            withdraw_other_proposals(one.own, likely)
        if likely is not None:
            propose(one.own, likely, answer.reason, answer.points)


def look_again(*speakers: Speaker) -> None:
    """Find anew whom surnames alone mean, where an editor has joined people of that surname or told them apart."""
    surnames = set(
        Alias.objects.filter(speaker__in=speakers).exclude(surname="").values_list("surname", flat=True)
    )
    short = Appearance.objects.filter(kind=Speaker.Kind.PERSON, person="", surname__in=surnames)
    settle_short(list(short.select_related("article", "speaker", "own", "probable")))


def unless_decided(one: Appearance, answer: Finding) -> Finding:
    """Leave out what an editor said: that the row of this article's name is not that person."""
    target = answer.certain or answer.probable
    if target is None or one.own_id is None:
        return answer
    return Finding() if frozenset((one.own_id, target)) in apart([one.own_id, target]) else answer


def short_of(one: Appearance) -> Short:
    place = country_words().get(one.article.dateline_place.lower()) if one.article.dateline_place else None
    return Short(
        name=one.name,
        key=one.key,
        office=office_key(one.role),
        country=one.country,
        affiliation=one.affiliation,
        gender=one.gender,
        day=one.article.published,
        place=place.code if place else "",
    )


def namesakes(surnames: Iterable[str]) -> dict[str, list[Namesake]]:
    """Return, by surname, the people who bear it, each once however many rows were merged into one."""
    named = asked.names_by_surname(surnames)
    found: dict[str, dict[int, Namesake]] = defaultdict(dict)
    rows: dict[int, int] = {}
    for alias in named:
        row = end_of_merges(alias.speaker)
        rows[alias.speaker_id] = rows[row.pk] = row.pk
        one = found[alias.surname].setdefault(
            row.pk,
            Namesake(
                row=row.pk,
                country=row.country,
                affiliation=row.affiliation,
                gender=row.gender or told_gender(row.name),
            ),
        )
        one.names.append(alias.name)
        if alias.speaker.heard_from and alias.speaker.heard_until:
            days = (*(one.heard or ()), alias.speaker.heard_from, alias.speaker.heard_until)
            one.heard = (min(days), max(days))
    held = offices_held(rows)
    naming = dict(asked.articles_by_speaker(rows))
    articles: Counter[int] = Counter()
    for pk, row in rows.items():
        articles[row] += naming.get(pk, 0)
    for pk, key in refused(rows):
        for of_surname in found.values():
            if rows[pk] in of_surname:
                of_surname[rows[pk]].refused.add(key)
    for of_surname in found.values():
        for one in of_surname.values():
            one.held = held.get(one.row, [])
            one.articles = articles[one.row]
    return {surname: list(of_surname.values()) for surname, of_surname in found.items()}


def articles_naming(rows: Collection[int]) -> int:
    """Return how many articles name somebody in full."""
    return sum(number for _, number in asked.articles_by_speaker(rows))


def offices_held(rows: dict[int, int]) -> dict[int, list[Held]]:
    """Return the offices of some rows, under the rows that they lead to, each with who is known in it next.

    What an editor typed of an office stands for what articles say of it.
    """
    typed = asked.tenures_of(rows)
    ours = {(rows[one.speaker_id], one.key) for one in typed}
    learned = [one for one in asked.roles_of(rows) if (rows[one.speaker_id], one.key) not in ours]
    follow = successors(
        {(one.key, one.country) for one in learned if one.country and held_by_one(one.key)}, rows
    )
    held: dict[int, list[Held]] = defaultdict(list)
    both: list[LearnedRole | Tenure] = [*typed, *learned]
    for one in both:
        row = rows[one.speaker_id]
        later = [
            start
            for start, other in follow.get((one.key, one.country), ())
            if other != row and one.end and start > one.end
        ]
        is_learned = isinstance(one, LearnedRole)
        following = min(later, default=None) if is_learned else None
        held[row].append(
            Held(
                key=one.key, country=one.country, start=one.start, end=one.end, learned=is_learned,
                following=following,
            )
        )  # fmt: skip
    return held


def successors(
    offices: Set[tuple[str, str]], rows: dict[int, int]
) -> dict[tuple[str, str], list[tuple[date, int]]]:
    """Return, by office and country, from when on whom is known in it."""
    found: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    for office in offices:
        for speaker, start in (*asked.learned_in(*office), *asked.typed_in(*office)):
            if start is not None:
                found[office].append((start, rows.get(speaker, speaker)))
    return found


# Rows


def own_row(one: Appearance, taken: Iterable[int] = ()) -> Speaker:
    """Return the row that belongs to this appearance alone, made where it has none."""
    if one.own is None or one.own_id in set(taken):
        one.own = create_row(one, one.name, one.country, is_person=False)
    return one.own


def put(one: Appearance, row: Speaker, basis: str, probable: Speaker | None = None) -> None:
    """Give an appearance to a row; one that is new is written with the others of its article."""
    if one.pk is None:
        one.speaker, one.basis, one.probable = row, basis, probable
    else:
        move(one, row, basis, probable)


def move(one: Appearance, row: Speaker, basis: str, probable: Speaker | None = None) -> None:
    """Give an appearance to a row, and its statements with it, but for those that an editor decided."""
    before = (one.speaker_id, one.basis, one.probable_id)
    one.speaker, one.basis, one.probable = row, basis, probable
    if one.pk is None:
        one.save()
    elif before != (row.pk, basis, probable.pk if probable else None):
        one.save(update_fields=["speaker", "own", "basis", "probable"])
        if theirs := asked.statements_as_read(one.pk):
            Quote.objects.filter(pk__in=theirs).update(
                speaker=end_of_merges(row), probable_speaker=end_of_merges(probable) if probable else None
            )


def propose(first: Speaker, second: Speaker, why: str, points: int) -> None:
    """Put before an editor that two rows may be one, unless they lead to one already."""
    one, other = end_of_merges(first), end_of_merges(second)
    if one.pk != other.pk:
        ask(one, other, why, points)


def withdraw_other_proposals(row: Speaker, likely: Speaker | None) -> None:
    """Take back what was asked about a row of one article, where more articles have shown it to be mistaken."""
    right = end_of_merges(likely).pk if likely else None
    for proposal in asked.asked_of(row.pk):
        if right is None or proposal.second_speaker_id != right:
            proposal.delete()
