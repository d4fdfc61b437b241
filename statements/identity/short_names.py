"""Whom does an article mean by a surname alone?

Somebody of that name, if what the article says beside it agrees (office and time, country, house, title)
and no namesake fits as well. What is likely and not certain is told apart: it is shown as likely. Whom
news names far more often than all others of a surname is likely meant by it, and never for certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from statements.extraction.folding import spelling
from statements.extraction.surnames import is_first_of_two

from . import reasons
from .names import given_initial, parse_name, parts_of_name, person_key
from .offices import same_office, split
from .speakers import significant

CERTAIN = 3  # points beside the name
LEAD = 2  # points before the next namesake
FAME = 2  # points for whoever is named far more often, toward what is likely alone
DOUBLINGS = 3  # how often the articles that name the next must be doubled to make those that name that one
HEARD = timedelta(days=3 * 365)
LONGER = timedelta(days=4 * 365)  # a term, where nobody else is known to have followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office as somebody had it: its key, and from and to when; `following` is the day on which somebody else is known in it.

    A learned one is as long as the articles that tell of it, and so may well be longer.
    """

    key: str
    country: str
    start: date | None
    end: date | None
    learned: bool
    following: date | None = None

    def in_office(self, day: date | None) -> bool:
        """Was it held on a day, as far as is known? Nothing is against it where no day is known."""
        if day is None:
            return True
        slack = LONGER if self.learned else timedelta()
        if self.following is not None and self.following <= day:
            return self.end is not None and day <= self.end
        return not (self.start and day < self.start - slack) and not (self.end and day > self.end + slack)


@dataclass(slots=True, kw_only=True)
class Namesake:
    """Somebody with the surname that was found alone."""

    row: int
    names: list[str] = field(default_factory=list)
    country: str = ""
    affiliation: str = ""
    gender: str = ""
    heard: tuple[date, date] | None = None
    held: list[Held] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)  # keys of names that an editor took away
    articles: int = 0  # that give the full name

    def heard_near(self, day: date) -> bool:
        return self.heard is not None and self.heard[0] - HEARD <= day <= self.heard[1] + HEARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A surname as an article has it, with what stands beside it."""

    name: str
    key: str
    office: str  # the key of the role
    country: str
    affiliation: str
    gender: str
    day: date | None
    place: str  # the country of the dateline


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Whose the name certainly is, or whose it probably is, with the reasons and their points."""

    certain: int | None = None
    probable: int | None = None
    reason: str = ""
    points: int = 0


def whose(short: Short, namesakes: Sequence[Namesake]) -> Finding:
    """Return the person of that surname whom the article means."""
    scored = []
    fitting = [one for one in namesakes if fits(short, one)]
    for one in fitting:
        found = evidence(short, one)
        if len(fitting) == 1:
            found.append((1, reasons.NO_OTHER))
        scored.append((sum(n for n, _ in found), one, found))
    if not scored:
        return Finding()
    scored.sort(key=lambda row: (-row[0], row[1].row))
    points, best, found = scored[0]
    lead = points - (scored[1][0] if len(scored) > 1 else 0)
    reason = told(found)
    if points >= CERTAIN and lead >= LEAD:
        return Finding(certain=best.row, reason=reason, points=points)
    famous = far_more_named(fitting)
    in_office = famous is not None and any(same_office(term.key, short.office) for term in famous.held)
    if famous is not None and (in_office or not short.office):
        scored = [
            (n + FAME, one, [*found, (FAME, reasons.FAMOUS)]) if one is famous else (n, one, found)
            for n, one, found in scored
        ]
        scored.sort(key=lambda row: (-row[0], row[1].row))
        points, best, found = scored[0]
        reason = told(found)
    rivals = [one for n, one, _ in scored[1:] if n == points]
    # Two spellings of one name may well be one person: either is likely, and an editor is asked of both.
    if points >= 1 and all(alike_in_name(one, best) for one in rivals):
        return Finding(probable=best.row, reason=reason, points=points)
    return Finding()


def told(found: Sequence[tuple[int, str]]) -> str:
    return reasons.put_together([reasons.SURNAME_ALONE, *(why for _, why in found)])[:300]


def far_more_named(people: Sequence[Namesake]) -> Namesake | None:
    """Return who of several is named in far more articles than each other, counted in doublings.

    Doublings, so that a count matters only where it reaches a power of two: `reaches_doubling`.
    """
    if len(people) < 2:
        return None
    best, second = sorted(people, key=lambda one: (-one.articles, one.row))[:2]
    apart = best.articles.bit_length() - second.articles.bit_length()
    return best if apart >= DOUBLINGS else None


def reaches_doubling(articles: int) -> bool:
    return articles & (articles - 1) == 0


def alike_in_name(one: Namesake, other: Namesake) -> bool:
    return bool({person_key(name) for name in one.names} & {person_key(name) for name in other.names} - {""})


def fits(short: Short, one: Namesake) -> bool:
    """Does nothing say that this is somebody else?"""
    if short.key in one.refused:
        return False
    if short.country and one.country and short.country != one.country:
        return False
    if short.gender and one.gender and short.gender != one.gender:
        return False
    initial = given_initial(short.name)
    if initial and not any(
        parsed.given[0].casefold().startswith(initial) for parsed in map(parse_name, one.names) if parsed
    ):
        return False
    suffixes = {parsed.suffix for parsed in map(parse_name, one.names) if parsed} - {""}
    if not any(has_both_surnames(short.name, name) for name in one.names):
        return False
    own = suffix_of(short.name)
    return not (own and suffixes and own not in suffixes)


def has_both_surnames(short: str, full: str) -> bool:
    """Has a full name both words of a double surname that stands alone? Of other surnames nothing is asked."""
    words = parts_of_name(short)
    if len(words) != 2 or not is_first_of_two(words[0]):
        return True
    return spelling(words[0]) in {spelling(word) for word in parts_of_name(full)}


def suffix_of(name: str) -> str:
    parsed = parse_name(f"Given {name}") if len(parts_of_name(name)) > 1 else None
    return parsed.suffix if parsed else ""


def evidence(short: Short, one: Namesake) -> list[tuple[int, str]]:
    """Return what says, beside the surname, that somebody is meant: points and the words for them."""
    found = []
    held = [term for term in one.held if same_office(term.key, short.office)]
    if any(term.in_office(short.day) and is_whole(short.office, term.key) for term in held):
        found.append((3, reasons.of(reasons.OFFICE_THEN, short.office)))
    elif held:
        found.append((1, reasons.OFFICE_IN_COMMON))
    if short.country and short.country == one.country:
        found.append((2, reasons.of(reasons.SAME_COUNTRY, one.country)))
    elif short.place and short.place == one.country:
        found.append((1, reasons.of(reasons.THEIR_COUNTRY, one.country)))
    if significant(short.affiliation) & significant(one.affiliation):
        found.append((2, reasons.of(reasons.SAME_HOUSE, one.affiliation)))
    if short.gender and short.gender == one.gender:
        found.append((1, reasons.ADDRESSED_ALIKE))
    if short.day and one.heard_near(short.day):
        found.append((1, reasons.HEARD_THEN))
    return found


def is_whole(one: str, other: str) -> bool:
    """Is one key of an office no wider than the other: "president" for both, and not "minister" for "foreign minister"?"""
    return len(split(one)[0].split()) >= 1 and (
        split(one)[0] == split(other)[0] or one.split()[-1] != "minister"
    )
