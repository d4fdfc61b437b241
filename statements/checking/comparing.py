"""What did each of several sides say on one search: how much, when, in which statements and in which words?

Counted are statements, or utterances where `once` is asked for, by the day said, else printed. What is only
probably somebody's is nobody's here.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from statements.models import Quote
from statements.search.documents import day_number
from statements.search.engines.base import Group
from statements.search.find import Found, cached_for_generation, find
from statements.search.language import Everything, Node, unparse, words_of

from .keyness import KeyWord, Sample, key_words
from .sides import Side

READ_FOR_WORDS = 1000  # statements of a side, its newest
MOST_MONTHS = 24  # that are told one by one; a longer time is told by years
MOST_TIMES = 24
STEPS = (1, 2, 5, 10, 25, 50, 100, 1000, 10_000)  # years in one
UNDATED = 10**8  # behind every day


@dataclass(frozen=True, slots=True)
class Share:
    """How many statements answer the search, of how many that a side made."""

    found: int
    of: int

    @property
    def per_cent(self) -> int:
        """Return whole per cents; at least 1 where anything was found."""
        return max(1, round(100 * self.found / self.of)) if self.found and self.of else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFound:
    """What was found of a side: all in all, and in each time of the comparison."""

    side: Side
    share: Share
    times: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A month, a year or some years: "2021-03", or "2010" to "2019"."""

    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    sides: tuple[SideFound, ...]
    times: tuple[TimeSpan, ...]
    undated: int = 0  # statements found that are in none of the times

    @property
    def total(self) -> int:
        return sum(one.share.found for one in self.sides)


def compare_sides(query: Node, sides: Sequence[Side], once: bool = False) -> SideBySide:
    """Count what each side said on a search, beside all that it said. Raises QueryFault and Unavailable."""
    held = [(said_on_search(query, side, once), said_on_search(Everything(), side, once)) for side in sides]
    months = {month for found, _ in held for month, _n in found.facets["month"]}
    years = {year for found, _ in held for year, _n in found.facets["year"]}
    facet, times = times_between(months, years)
    told = [
        SideFound(
            side=side,
            share=Share(found.counted, every.counted),
            times=tuple(
                Share(within(found.facets[facet], time), within(every.facets[facet], time)) for time in times
            ),
        )
        for side, (found, every) in zip(sides, held, strict=True)
    ]
    dated = sum(share.found for one in told for share in one.times)
    return SideBySide(
        sides=tuple(told), times=times, undated=max(0, sum(one.share.found for one in told) - dated)
    )


def said_on_search(query: Node, side: Side, once: bool, sort: str = "newest", size: int = 0) -> Found:
    group: Group = "utterance" if once else ""
    facets = () if size else ("month", "year")
    return find(Quote, query, narrow=(side.node,), sort=sort, size=size, facets=facets, group=group)


def times_between(months: set[str], years: set[str]) -> tuple[str, tuple[TimeSpan, ...]]:
    """Return the facet that is counted, and the times from the first to the last: months, years, or some years."""
    if not years:
        return "year", ()
    first, last = (int(end(years)) for end in (min, max))
    inner = [12 * int(month[:4]) + int(month[5:]) - 1 for month in months]
    if inner and max(inner) - min(inner) < MOST_MONTHS and years == {month[:4] for month in months}:
        names = [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(min(inner), max(inner) + 1)]
        return "month", tuple(TimeSpan(name, name) for name in names)
    step = next(step for step in STEPS if (last - first) // step < MOST_TIMES)
    starts = range(first // step * step, last + 1, step)
    return "year", tuple(TimeSpan(f"{max(1, y):04d}", f"{y + step - 1:04d}") for y in starts)


def within(counts: Sequence[tuple[str, int]], time: TimeSpan) -> int:
    return sum(count for name, count in counts if time.first <= name <= time.last)


# The statements


@dataclass(frozen=True, slots=True)
class SideStatement:
    """A statement of a comparison, and the number of its side."""

    side: int
    quote: int


def statements_by_date(
    query: Node, sides: Sequence[Side], start: int, size: int, newest: bool = True, once: bool = False
) -> list[SideStatement]:
    """Return statements of all sides in one order by date, some of them; what has no date comes last.

    What is of two sides (of an outlet, and of a speaker in it) stands for each.
    """
    sort = "newest" if newest else "oldest"
    lists = [said_on_search(query, side, once, sort, start + size).ids for side in sides]
    days = days_as_indexed({pk for ids in lists for pk in ids})
    columns = [
        [(day_key(days.get(pk, 0), newest), number, place, pk) for place, pk in enumerate(ids)]
        for number, ids in enumerate(lists)
    ]
    chosen = islice(heapq.merge(*columns), start, start + size)
    return [SideStatement(number, pk) for _key, number, _place, pk in chosen]


def day_key(day: int, newest: bool) -> int:
    return (-day if newest else day) if day else UNDATED


def days_as_indexed(ids: set[int]) -> dict[int, int]:
    """Return the day of each statement as the index has it."""
    wanted, found = sorted(ids), {}
    for start in range(0, len(wanted), 500):
        rows = Quote.objects.filter(pk__in=wanted[start : start + 500])
        for pk, day, precision in rows.values_list("pk", "date", "date_precision"):
            found[pk] = day_number(day, precision)
    return found


# The words


def words_of_sides(query: Node, sides: Sequence[Side]) -> list[list[KeyWord]]:
    """Return the words that tell each side from the others, worked out once for a generation of the index.

    Each side's newest READ_FOR_WORDS statements are read; what several outlets print counts once.
    """
    key = ("key words", repr(query), tuple(repr(side.node) for side in sides))
    return cached_for_generation(key, lambda: words_told_apart(query, sides))


def words_told_apart(query: Node, sides: Sequence[Side]) -> list[list[KeyWord]]:
    samples = [Sample(texts_of(said_on_search(query, side, True, size=READ_FOR_WORDS).ids)) for side in sides]
    asked = [unparse(word) for word in words_of(query)]
    return key_words(samples, [*asked, *(side.label for side in sides)])


def texts_of(ids: Sequence[int]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for start in range(0, len(ids), 500):
        rows = Quote.objects.public().filter(pk__in=ids[start : start + 500])
        found += rows.values_list("article_id", "text")
    return found
