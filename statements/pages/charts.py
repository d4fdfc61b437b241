"""Bars, months and calendars: counts made ready to be drawn."""

import calendar
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from .paging import address

BarRow = tuple[str, str, int, str, bool]  # label, name in full, count, address, is chosen


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    name: str
    count: int
    url: str
    chosen: bool
    left: float  # per cent
    width: float
    bar_left: float
    bar_width: float
    middle: float
    top: int  # pixels
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    bars: list[Bar]
    height: int
    base: int
    text: int
    noun: str = "statement"


def bar_chart(
    rows: Sequence[BarRow], height: int = 96, noun: str = "statement", top: int = 0
) -> Chart | None:
    """Return bars for rows of (label, name in full, count, address, is chosen); `noun` is what is counted.

    `top` is the count of a full bar, where other charts stand beside this one: their largest.
    """
    if len(rows) < 2 or not any(count for _, _, count, _, _ in rows):
        return None
    base = height - 22
    top = max(top, *(count for _, _, count, _, _ in rows))
    width = 100 / len(rows)
    bars = []
    for n, (label, name, count, url, chosen) in enumerate(rows):
        tall = max(2, round((base - 18) * count / top)) if count else 0
        bars.append(
            Bar(
                label,
                name,
                count,
                url,
                chosen,
                round(n * width, 3),
                round(width, 3),
                round((n + 0.12) * width, 3),
                round(width * 0.76, 3),
                round((n + 0.5) * width, 3),
                base - tall,
                tall,
            )
        )
    return Chart(bars, height, base, height - 5, noun)


def level(count: int, top: int) -> int:
    """Return a dot's size from 1 to 5: the square root of its share, so that areas compare."""
    return max(1, min(5, math.ceil(5 * math.sqrt(count / top)))) if count and top else 0


@dataclass(frozen=True, slots=True)
class Dot:
    name: str
    count: int
    level: int
    url: str = ""


def month_matrix(
    counts: dict[tuple[int, int], int], url: Callable[[int, int], str], alone: dict[int, int]
) -> list[tuple[int, int, list[Dot]]]:
    """Return (year, total, its twelve months), the latest year first, gaps included.

    `alone` are those of which the year is all that is known: they are in the total.
    """
    if not counts and not alone:
        return []
    years = [*(year for year, _ in counts), *alone]
    top = max(counts.values(), default=1)
    rows = []
    for year in range(max(years), min(years) - 1, -1):
        dots = []
        for month in range(1, 13):
            count = counts.get((year, month), 0)
            name = f"{MONTHS[month]} {year}"
            dots.append(Dot(name, count, level(count, top), url(year, month) if count else ""))
        rows.append((year, sum(dot.count for dot in dots) + alone.get(year, 0), dots))
    return rows


def month_weeks(
    year: int, month: int, counts: dict[date, int], top: int, url: Callable[[date], str]
) -> list[list[tuple[int, Dot | None]]]:
    """Return the weeks of a month as (day of the month or 0, dot)."""
    weeks = []
    for week in calendar.Calendar().monthdatescalendar(year, month):
        row: list[tuple[int, Dot | None]] = []
        for day in week:
            if day.month != month:
                row.append((0, None))
                continue
            count = counts.get(day, 0)
            row.append(
                (
                    day.day,
                    Dot(str(MONTHS[month]), count, level(count, top), url(day) if count else ""),
                )
            )
        weeks.append(row)
    return weeks


def years_of(text: str) -> tuple[int, int] | None:
    """Return the first and last year of "2018" or "2010-2019"; None for what is neither."""
    match = re.fullmatch(r"([1-9]\d{3})(?:-([1-9]\d{3}))?", text, re.ASCII)
    return (int(match[1]), int(match[2] or match[1])) if match else None


def years_in_words(value: str) -> str:
    """Return "2021", or "2020 to 2029" for a stretch of years "2020-2029", as addresses have it."""
    first, _dash, last = value.partition("-")
    return _("%(first)s to %(last)s") % {"first": first, "last": last} if last else first


def month_bars(
    years: range, counts: Mapping[tuple[int, int], int], url: Callable[[int, int], str], chosen: str = ""
) -> list[BarRow]:
    """Return a bar for each month of some years; `chosen` is one of them, as "2021-03"."""
    return [
        (
            f"’{year % 100:02d}" if month == 1 else str(MONTHS[month])[:1],
            f"{MONTHS[month]} {year}",
            counts.get((year, month), 0),
            url(year, month),
            chosen == f"{year:04d}-{month:02d}",
        )
        for year in years
        for month in range(1, 13)
    ]


def year_bars(request: HttpRequest, years: Counter[int], chosen: str) -> list[BarRow]:
    """Return bars by year, or by so many years that two dozen bars show the whole time; again widens."""
    if not years:
        return []
    low, high = min(years), max(years)
    step = next(step for step in (1, 2, 5, 10, 25, 50, 100, 1000, 10_000) if (high - low) // step < 24)
    bars = []
    for start in range(low // step * step, high + 1, step):
        value = str(start) if step == 1 else f"{max(start, 1000)}-{start + step - 1}"
        count = sum(years[year] for year in range(start, start + step))
        label = f"’{start % 100:02d}" if high - low < 100 else str(start)
        on = value == chosen
        bars.append((label, years_in_words(value), count, address(request, year=None if on else value), on))
    return bars
