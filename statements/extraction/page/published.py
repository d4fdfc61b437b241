"""When did a page appear, and what proves it?

A date is only as precise as the text makes it. A day without a year gets one from a weekday beside
it, from holders of offices and happenings whose days the language's facts tell, and from years that
the text itself states; where these leave two years open, the year stays unknown.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from ..records import Published, Span
from .dates import DateMention, possible_day, weekday_number
from .parts import Layout
from .patterns import patterns_of
from .words import DatedFact, PageWords

YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d{2}(?![\w/-]|[.,]\d)")


def read_published(
    text: str,
    layout: Layout,
    dates: Sequence[tuple[Span, DateMention]],
    words: PageWords,
    today: date | None,
) -> Published:
    """Return the publication date that the page proves, with the words that prove it."""
    candidates = [mention for _, mention in dates]
    if layout.dateline and layout.dateline.day:
        candidates.append(layout.dateline.day)
    whole = [m for m in candidates if m.year and m.month and m.day]
    if whole:
        mention = next((m for m in whole if m.clock), whole[0])
        day = date(mention.year or 1, mention.month or 1, mention.day or 1)
        printed = text[mention.span[0] : mention.span[1]]
        evidence = f"“{printed}” printed on the page"
        if mention.weekday is not None and mention.weekday == day.weekday():
            evidence += f", a {words.weekdays[day.weekday()].capitalize()}, which agrees"
        if mention.clock:
            return Published(
                date=day.isoformat(),
                at=f"{day.isoformat()}T{mention.clock[0]:02d}:{mention.clock[1]:02d}",
                precision="minute",
                evidence=evidence,
            )
        return Published(date=day.isoformat(), precision="day", evidence=evidence)
    for mention in candidates:
        if mention.month and mention.day and not mention.year:
            weekday = mention.weekday
            if weekday is None:
                weekday = (
                    next(iter(weekdays_in(text[layout.body[0][0] : layout.body[0][1]], words)), None)
                    if layout.body
                    else None
                )
            printed = text[mention.span[0] : mention.span[1]]
            year, why = infer_year(text, mention.month, mention.day, weekday, words, today)
            if year is not None:
                day = date(year, mention.month, mention.day)
                return Published(
                    date=day.isoformat(), precision="day", evidence=f"“{printed}” without a year; {why}"
                )
            return Published(evidence=f"“{printed}”, {why}")
    for mention in candidates:
        if mention.year and mention.month:
            printed = text[mention.span[0] : mention.span[1]]
            return Published(
                date=f"{mention.year:04d}-{mention.month:02d}",
                precision="month",
                evidence=f"“{printed}” printed on the page",
            )
    for mention in candidates:
        if mention.year:
            printed = text[mention.span[0] : mention.span[1]]
            return Published(
                date=f"{mention.year:04d}",
                precision="year",
                evidence=f"“{printed}”: the order of day and month is not proved",
            )
    return Published(evidence="no date on the page")


def infer_year(
    text: str, month: int, day: int, weekday: int | None, words: PageWords, today: date | None = None
) -> tuple[int | None, str]:
    """Return the year of a publication day that prints none, and what proves it.

    `weekday` is one that the text gives to the same day. The year is None unless exactly one is
    left open by the facts that the text mentions.
    """
    limit = (today or date.today()).year + 1
    proofs: list[str] = []
    named: list[tuple[str, date, date]] = []  # what proves it, and the days for which it does
    years = set(range(1980, limit + 1))
    years = {y for y in years if possible_day(y, month, day)}
    if weekday is not None:
        years &= {y for y in years if date(y, month, day).weekday() == weekday}
        proofs.append(f"a {words.weekdays[weekday].capitalize()}")
    offices: dict[str, set[int]] = {}
    for fact, pattern in fact_patterns(words):
        match = pattern.search(text)
        if match is None or words.former.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        if fact.kind == "office":
            held = {y for y in years if fact.first <= date(y, month, day) <= fact.last}
            offices.setdefault(fact.name, set()).update(held)
            label = f"{fact.name} ({fact.first.year} to {fact.last.year if fact.last.year < 9999 else 'now'})"
        else:
            ahead = words.ahead.search(text[max(0, match.start() - 60) : match.start()]) is not None
            slack = timedelta(days=550)
            if ahead:
                allowed = {y for y in years if fact.first - slack <= date(y, month, day) <= fact.last}
            else:
                allowed = {y for y in years if fact.first <= date(y, month, day) <= fact.last + slack}
            years &= allowed
            label = f"{fact.name} ({fact.first.isoformat()})"
        slack_after = fact.last if fact.kind == "office" else date(9999, 1, 1)
        named.append((label, fact.first - timedelta(days=550 if fact.kind == "event" else 0), slack_after))
        if label not in proofs:
            proofs.append(label)
    for held in offices.values():
        if years & held:
            years &= held
    stated = [int(m.group()) for m in YEAR.finditer(text)]
    stated = [y for y in stated if 1980 <= y <= limit]
    if stated and offices:
        # What is told as past with a year cannot lie in the future of the article.
        after = {y for y in years if y >= max(stated)}
        if after and after != years:
            years = after
            proofs.append(f"the year {max(stated)} is spoken of")
    if len(years) == 1 and len(proofs) > (weekday is not None):
        year = years.pop()
        there = date(year, month, day)
        told = [proof for proof in proofs if "(" not in proof]
        told += [label for label, first, last in named if first <= there <= last]
        return year, "; ".join(dict.fromkeys(told))
    return None, "no year in the text, and nothing in it proves one"


@cache
def fact_patterns(words: PageWords) -> tuple[tuple[DatedFact, re.Pattern[str]], ...]:
    """Return the dated facts of a language, each with a pattern for its spellings."""
    found = []
    for fact in words.facts:
        spelled = "|".join(r"\s+".join(map(re.escape, s.split())) for s in fact.spellings)
        found.append((fact, re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.I)))
    return tuple(found)


def weekdays_in(text: str, words: PageWords) -> Iterable[int]:
    """Yield the weekdays on which the text tells something to have been."""
    for match in patterns_of(words).on_weekday.finditer(text):
        number = weekday_number(match.group(1), words)
        if number is not None:
            yield number
