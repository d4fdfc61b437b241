"""Which appearances under one full name are one person?

All that is said of the bearers of a name is looked at together, so that it makes no difference which
article came first. Two countries are two people, and so are a senior and a junior; a name without a
country is the one person that it fits, and nobody's where it fits two. Short forms, another order of the
names and a suffix that only one of them has need something in common beside the name.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field

from . import reasons
from .names import FAMILY_FIRST, parse_name, relation
from .offices import may_be_one_office, one_trade

Pair = frozenset[int]
HOW = {
    "same": reasons.SAME_NAME,
    "spelling": reasons.OTHER_SPELLING,
    "swapped": reasons.OTHER_ORDER,
    "short form": reasons.SHORT_FORM,
    "suffix": reasons.ONE_SUFFIX,
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article, or many may_be_one_office, say of a bearer of a name. `row` is the speaker that has them now."""

    name: str
    key: str
    country: str
    role: str
    affiliation: str
    row: int | None = None
    pinned: bool = False  # a row that an editor made: nothing read from an article stands behind it

    @property
    def order(self) -> tuple[str, ...]:
        return (self.key, self.name, self.country, self.role, self.affiliation)


@dataclass(slots=True)
class Bearer:
    """Profiles that are one person. `loose` have no country and were given to this one by what fits."""

    profiles: list[Profile] = field(default_factory=list)
    loose: list[Profile] = field(default_factory=list)

    @property
    def rows(self) -> set[int]:
        return {profile.row for profile in (*self.profiles, *self.loose) if profile.row is not None}


@dataclass(slots=True)
class Arrangement:
    """The people of one name; profiles that fit several of them; and pairs that may be one."""

    people: list[Bearer] = field(default_factory=list)
    open: list[tuple[Profile, Bearer | None]] = field(default_factory=list)  # with who it probably is
    perhaps: list[tuple[Bearer, Bearer, str]] = field(default_factory=list)


def arrange(profiles: Iterable[Profile], apart: Set[Pair], refused: Set[tuple[int, str]]) -> Arrangement:
    """Return the people whom the profiles under one key are.

    `apart` are pairs of rows that an editor holds to be two, `refused` names that an editor took from rows.
    """
    ordered = sorted(
        set(profiles), key=lambda profile: (not profile.country, profile.order, profile.row or 0)
    )
    found = Arrangement()

    def may_be(person: Bearer, profile: Profile) -> bool:
        rows = person.rows
        if any(frozenset((row, profile.row)) in apart for row in rows if profile.row is not None):
            return False
        if any((row, profile.key) in refused for row in rows):
            return False
        return not any(clash(profile, other) for other in person.profiles)

    for profile in (one for one in ordered if one.country):
        place(found, profile, [person for person in found.people if may_be(person, profile)], may_be)
    with_country = list(found.people)
    loose = [one for one in ordered if not one.country]
    for profile in loose:
        fitting = [person for person in with_country if may_be(person, profile)]
        certainly = [person for person in fitting if certain(person, profile)]
        if len(certainly) == 1:  # and the others have a short form of the name
            certainly[0].loose.append(profile)
        elif len(fitting) > 1:
            best, lead = best_of(fitting, profile)
            if lead >= 2:
                best.loose.append(profile)
            else:
                found.open.append((profile, best if lead >= 1 else None))
        else:
            others = [
                person for person in found.people if person not in with_country and may_be(person, profile)
            ]
            if fitting and not others:
                found.people.append(Bearer([profile]))
                found.perhaps.append((found.people[-1], fitting[0], reason(fitting[0], profile)))
            else:
                place(found, profile, others, may_be)
    return found


def place(
    found: Arrangement,
    profile: Profile,
    fitting: Sequence[Bearer],
    may_be: Callable[[Bearer, Profile], bool],
) -> None:
    """Give a profile to the person that it certainly is, else to a new one that may be another.

    Whoever else it certainly is, is that person too: the senator by name, and the one who is called so for short.
    """
    certainly = [person for person in fitting if certain(person, profile)]
    if not certainly:
        new = Bearer([profile])
        found.people.append(new)
        found.perhaps += [(new, person, reason(person, profile)) for person in fitting]
        return
    first, *others = certainly
    first.profiles.append(profile)
    for other in others:
        if all(may_be(first, one) for one in other.profiles):
            first.profiles += other.profiles
            first.loose += other.loose
            drop(found, other, first)


def drop(found: Arrangement, gone: Bearer, stays: Bearer) -> None:
    """Take a person out of an arrangement who has proved to be another."""
    found.people = [person for person in found.people if person is not gone]
    moved = [
        (stays if new is gone else new, stays if person is gone else person, why)
        for new, person, why in found.perhaps
    ]
    found.perhaps = [pair for pair in moved if pair[0] is not pair[1]]


def clash(one: Profile, other: Profile) -> bool:
    """Does something say that two bearers of a name are two people?"""
    if one.country and other.country and one.country != other.country:
        return True
    first, second = parse_name(one.name), parse_name(other.name)
    if first is None or second is None:
        return False
    if first.suffix and second.suffix and first.suffix != second.suffix:
        return True
    a, b = first.initials, second.initials
    return bool(a and b and not (a <= b or b <= a))


def certain(person: Bearer, profile: Profile) -> bool:
    """Is a profile that nothing speaks against certainly this person?"""
    return any(sure(profile, other) for other in person.profiles)


def sure(one: Profile, other: Profile) -> bool:
    """Are two bearers of a name one person? Two spellings may be two names: an editor is asked."""
    how = relation(one.name, other.name)
    if how == "swapped" and one.country and one.country == other.country and one.country in FAMILY_FIRST:
        return True
    if how == "short form" and one_trade(one.role, other.role):
        return True
    return how == "same" or (how != "spelling" and points(one, other) >= 2)


def points(one: Profile, other: Profile) -> int:
    """Return how much two profiles have in common beside the name."""
    return (
        2 * may_be_one_office(one.role, other.role)
        + 2 * bool(one.affiliation and one.affiliation.casefold() == other.affiliation.casefold())
        + bool(one.country and one.country == other.country)
    )


def best_of(people: Sequence[Bearer], profile: Profile) -> tuple[Bearer, int]:
    """Return the person that fits best, and by how many points better than the next."""
    scored = sorted(
        ((max(points(profile, other) for other in person.profiles), -n) for n, person in enumerate(people)),
        reverse=True,
    )
    return people[-scored[0][1]], scored[0][0] - scored[1][0]


def reason(person: Bearer, profile: Profile) -> str:
    """Return what says that a profile may be a person whom it is not for certain."""
    other = max(person.profiles, key=lambda one: points(profile, one))
    why = [HOW[relation(profile.name, other.name)]]
    if profile.country and profile.country == other.country:
        why.append(reasons.of(reasons.SAME_COUNTRY, profile.country))
    if may_be_one_office(profile.role, other.role):
        why.append(reasons.ROLE_IN_COMMON)
    return reasons.put_together(why)
