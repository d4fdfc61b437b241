"""When did a page appear, and what proves it?

A date is only as precise as the text makes it. A day without a year gets one from a weekday beside
it, from holders of offices and happenings whose days the language's facts tell, and from years that
the text itself states; where these leave two years open, the year stays unknown.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice

from ..records import Published, Span
from .dates import DateMention, find_dates, possible_day, weekday_number
from .parts import Layout
from .patterns import any_of, patterns_of
from .words import DatedFact, PageWords

LABEL_GAP = re.compile(r"\W*(?:\w+\W+){0,2}")  # a label and its date: ": Friday, "
NUMBER_OF_PAPER = re.compile(
    r"[A-Z][A-Za-z]{0,6}[-.:/ ]{0,2}\d[\w/-]{0,12}, "
)  # "QA-14, 2 March 2021, Statement of"
BEFORE_DATE = 16  # characters of a title before a date that heads it
LONGEST_TITLE = 400  # characters
MOST_DATES = 40  # that are weighed
OLDEST = 1800  # no page of news is of a year before
NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})[./](\d{1,2})[./](?:19|20)\d{2}(?!\d)")
YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d{2}(?![\w/-]|[.,]\d)")


def read_published(
    text: str,
    layout: Layout,
    dates: Sequence[tuple[Span, DateMention]],
    words: PageWords,
    today: date | None,
) -> Published:
    """Return the publication date that the page proves, with the words that prove it.

    What is said to be the day of publication comes before what only stands there, that before the
    dateline and the title, and a day on which the page was changed comes last. No day after `today`,
    on which the page was captured, is believed.
    """
    limit = today or date.today()
    candidates = in_order_of_trust(text, layout, [mention for _, mention in dates], words)[:MOST_DATES]
    order = numeric_order(text) if any(mention.either for mention in candidates) else None
    settled = [settle_month(text, layout, mention, words, limit, order) for mention in candidates]
    whole = [m for m in settled if whole_day(m) and not after(m, limit)]
    if whole:
        mention = whole[0]
        same = [m for m in whole if whole_day(m) == whole_day(mention)]
        return published_on(text, next((m for m in same if m.clock), mention), words)
    late = [m for m in settled if after(m, limit)]
    settled = [m for m in settled if not after(m, limit)]
    for mention in settled:
        if mention.month and mention.day and not mention.year:
            return published_in_some_year(text, layout, mention, words, limit)
    for mention in settled:
        if mention.year and mention.month:
            return Published(
                date=f"{mention.year:04d}-{mention.month:02d}",
                precision="month",
                evidence=f"“{as_it_stands(text, mention)}” printed on the page",
            )
    for mention in settled:
        if mention.year:
            return Published(
                date=f"{mention.year:04d}",
                precision="year",
                evidence=f"“{as_it_stands(text, mention)}”: the order of day and month is not proved",
            )
    if late:
        return Published(evidence=f"“{as_it_stands(text, late[0])}” is later than the page was captured")
    return Published(evidence="no date on the page")


def in_order_of_trust(
    text: str, layout: Layout, stamps: Sequence[DateMention], words: PageWords
) -> list[DateMention]:
    """Return the dates that could be the day of publication, those first that say so."""
    labelled: dict[str, list[DateMention]] = {"publish": [], "": [], "update": []}
    before = 0
    for mention in stamps:
        labelled[stamp_label(text, max(before, mention.span[0] - 60), mention.span[0], words)].append(mention)
        before = mention.span[1]
    dateline = [layout.dateline.day] if layout.dateline and layout.dateline.day else []
    # A stamp without a year yields to a whole one of the dateline, as does one of what is listed behind the text.
    ends = layout.body[-1][1] if layout.body else len(text)
    return [
        *labelled["publish"],
        *(mention for mention in labelled[""] if mention.span[0] < ends),
        *dateline,
        *(mention for mention in labelled[""] if mention.span[0] >= ends),
        *title_dates(text, layout, words),
        *labelled["update"],
    ]


def stamp_label(text: str, start: int, end: int, words: PageWords) -> str:
    """Return what stands before a date: that the page appeared then, that it was changed then, or nothing."""
    found = {
        match.end(): kind
        for kind, pattern in (("publish", words.publish_label), ("update", words.update_label))
        for match in pattern.finditer(text, start, end)
    }
    near = found and LABEL_GAP.fullmatch(text, max(found), end)
    return found[max(found)] if near else ""


def title_dates(text: str, layout: Layout, words: PageWords) -> list[DateMention]:
    """Return the day that the title of a transcript or statement gives, or any title behind a comma or dash."""
    start, end = layout.headline or (0, 0)
    if not 0 < end - start < LONGEST_TITLE:
        return []
    found = []
    for mention in find_dates(text, words, start, end):
        ends = not text[mention.span[1] : end].strip(" .)]")
        apart = text[start : mention.span[0]].rstrip().endswith((",", "(", "–", "—", "-", "|", ":", "["))
        official = words.transcript.search(text, start, end) or words.document_line.search(text[start:end])
        parted = text[mention.span[1] : end].lstrip()[:1] in {":", "-", "–", "—", "|"}
        # The day before a colon or dash at the head of a title, or of a record: "Sitting of 18 July 2024 – Debate on"
        begins = parted and (mention.span[0] == start or (official and mention.span[0] - start < BEFORE_DATE))
        numbered = NUMBER_OF_PAPER.fullmatch(text, start, mention.span[0])
        if mention.year and (begins or numbered or (ends and (apart or official or layout.turns))):
            found.append(mention)
    return found


def whole_day(mention: DateMention) -> date | None:
    if (
        mention.year
        and mention.month
        and mention.day
        and possible_day(mention.year, mention.month, mention.day)
    ):
        return date(mention.year, mention.month, mention.day)
    return None


def after(mention: DateMention, limit: date) -> bool:
    """Does a date lie after the capture of the page, a day of difference between zones aside?"""
    day = whole_day(mention)
    if day is not None:
        return day > limit + timedelta(days=1) or day.year < OLDEST
    if mention.year is None:
        return False
    return not OLDEST <= mention.year <= limit.year or (mention.year, mention.month or 1) > (
        limit.year,
        limit.month,
    )


def as_it_stands(text: str, mention: DateMention) -> str:
    return text[mention.span[0] : mention.span[1]]


def published_on(text: str, mention: DateMention, words: PageWords) -> Published:
    day = whole_day(mention) or date.min
    evidence = f"“{as_it_stands(text, mention)}” printed on the page"
    if mention.weekday is not None and mention.weekday == day.weekday():
        evidence += f", a {words.weekdays[day.weekday()].capitalize()}, which agrees"
    if mention.clock is None:
        return Published(date=day.isoformat(), precision="day", evidence=evidence)
    return Published(
        date=day.isoformat(),
        at=f"{day.isoformat()}T{mention.clock[0]:02d}:{mention.clock[1]:02d}",
        precision="minute",
        evidence=evidence,
        offset=mention.offset,
    )


def published_in_some_year(
    text: str, layout: Layout, mention: DateMention, words: PageWords, limit: date
) -> Published:
    """Return the day of a date that prints no year, if the text proves the year."""
    month, day = mention.month or 1, mention.day or 1
    for span in (layout.headline, layout.standfirst, *layout.decks):
        for told in find_dates(text, words, *span) if span else ():
            there = whole_day(told)
            if there and not after(told, limit) and (there.month, there.day) == (month, day):
                evidence = f"“{as_it_stands(text, mention)}”, and “{as_it_stands(text, told)}” in the head"
                return Published(date=there.isoformat(), precision="day", evidence=evidence)
    weekday = mention.weekday if mention.weekday is not None else first_weekday(text, layout, words)
    year, why = infer_year(text, month, day, weekday, words, limit)
    if year is None:
        return Published(evidence=f"“{as_it_stands(text, mention)}”, {why}")
    return Published(
        date=date(year, month, day).isoformat(),
        precision="day",
        evidence=f"“{as_it_stands(text, mention)}” without a year; {why}",
    )


def first_weekday(text: str, layout: Layout, words: PageWords) -> int | None:
    """Return the weekday that the first paragraph gives to what it tells."""
    first = next((span for span in layout.body if span not in layout.headings), None)
    return next(iter(weekdays_in(text[slice(*first)], words)), None) if first else None


def settle_month(
    text: str, layout: Layout, mention: DateMention, words: PageWords, limit: date, order: bool | None
) -> DateMention:
    """Return “03/04/2018” with its month, where the page proves which number that is.

    By the `order` of another date that it prints in the same manner, a weekday beside it, the dateline, the day of
    capture, the days that its text tells of, or the weekday of the first paragraph.
    """
    if mention.either is None or mention.year is None:
        return mention
    one, other = mention.either
    month_first = replace(mention, month=one, day=other, either=None)
    day_first = replace(mention, month=other, day=one, either=None)
    if order is not None:
        return day_first if order else month_first
    beside = patterns_of(words).weekday.search(text, max(0, mention.span[0] - 14), mention.span[1] + 14)
    number = weekday_number(beside.group(), words) if beside else None
    both = (day_first, month_first)
    dateline = layout.dateline.day if layout.dateline else None
    first = first_weekday(text, layout, words)
    signs: tuple[Callable[[DateMention], bool], ...] = (
        lambda m: number is not None and (whole_day(m) or limit).weekday() == number,
        lambda m: dateline is not None and (dateline.month, dateline.day) == (m.month, m.day),
        lambda m: not after(m, limit),
        lambda m: numbered_near(text, m, words),
        lambda m: told_near(text, layout, m, words),
        lambda m: first is not None and (whole_day(m) or limit).weekday() == first,
        lambda m: first is not None and (whole_day(m) or limit).weekday() in {first, (first + 1) % 7},
    )
    for fits in signs:
        fitting = [m for m in both if fits(m)]
        if len(fitting) == 1:
            return fitting[0]
    return mention


NEAR = 14  # days
MOST_TOLD = 12  # days of a text that are looked at


def told_near(text: str, layout: Layout, stamp: DateMention, words: PageWords) -> bool:
    """Does the text tell, with the month in letters, of a day that is near this one?"""
    there = whole_day(stamp)
    if there is None or not layout.body:
        return False
    found = find_dates(text, words, layout.body[0][0], layout.body[-1][1])
    for told in islice(found, MOST_TOLD):
        day = whole_day(replace(told, year=told.year or there.year)) if told.month and told.day else None
        if day is not None and abs((day - there).days) <= NEAR:
            return True
    return False


def numbered_near(text: str, stamp: DateMention, words: PageWords) -> bool:
    """Does the text give a weekday its number that a day near this one has: "on Saturday (6th)"?"""
    there = whole_day(stamp)
    for told in islice(patterns_of(words).numbered_weekday.finditer(text), MOST_TOLD):
        number = weekday_number(told["weekday"], words)
        days = (there + timedelta(days=n) for n in range(-NEAR // 2, NEAR // 2 + 1)) if there else ()
        if any(day.day == int(told["day"]) and day.weekday() == number for day in days):
            return True
    return False


def numeric_order(text: str) -> bool | None:
    """Return whether the page prints the day before the month in dates of numbers; None if nothing tells."""
    printed = set(NUMERIC.findall(text))
    orders = {int(one) > 12 for one, other in printed if (int(one) > 12) != (int(other) > 12)}
    return orders.pop() if len(orders) == 1 else None


def infer_year(
    text: str, month: int, day: int, weekday: int | None, words: PageWords, today: date | None = None
) -> tuple[int | None, str]:
    """Return the year of a publication day that prints none, and what proves it.

    `weekday` is one that the text gives to the same day. The year is None unless exactly one is
    left open by the facts that the text mentions.
    """
    last_day = (today or date.today()) + timedelta(days=1)
    limit = last_day.year
    proofs: list[str] = []
    named: list[tuple[str, date, date]] = []  # what proves it, and the days for which it does
    years = set(range(1980, limit + 1))
    years = {y for y in years if possible_day(y, month, day) and date(y, month, day) <= last_day}
    if weekday is not None:
        years &= {y for y in years if date(y, month, day).weekday() == weekday}
        proofs.append(f"a {words.weekdays[weekday].capitalize()}")
    offices: dict[str, set[int]] = {}
    lower = text.lower()
    for fact, begins, pattern in fact_patterns(words):
        match = pattern.search(text) if any(word in lower for word in begins) else None
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
    for told_day, away, proof in days_beside(text, words):
        beside = {y for y in years if (told_day - date(y, month, day)).days == away}
        if beside:
            return beside.pop(), proof
    era = era_year(text, month, day, words)
    if era in years:
        return era, f"the year {era} printed beside that of its own calendar"
    for told_day, proof in days_told(text, words) if stated else ():
        allowed = {y for y in years if -7 <= (date(y, month, day) - told_day).days <= 370}
        if allowed:
            years = allowed
            proofs.append(proof)
    made = {int(match["year"]) for match in words.copyright_year.finditer(text)} if stated else set()
    if len(made) == 1 and weekday is not None and made <= years:
        years = made
        proofs.append(f"the copyright year {max(made)}")
    if len(years) == 1 and len(proofs) > (weekday is not None):
        year = years.pop()
        there = date(year, month, day)
        told = [proof for proof in proofs if "(" not in proof]
        told += [label for label, first, last in named if first <= there <= last]
        return year, "; ".join(dict.fromkeys(told))
    return None, "no year in the text, and nothing in it proves one"


def era_year(text: str, month: int, day: int, words: PageWords) -> int | None:
    """Return the year in brackets behind that of another calendar and before a month and a day: "Juche 110 (2021) 3.11"."""
    if not any(era in text for era in words.eras):
        return None
    printed = re.finditer(
        rf"\b{any_of(words.eras)}\s?\d{{1,3}}\s?\((?P<year>(?:19|20)\d\d)\)[\s.,]{{0,2}}(?P<month>\d{{1,2}})\.\s?(?P<day>\d{{1,2}})\b",
        text,
    )
    found = {int(one["year"]) for one in printed if (int(one["month"]), int(one["day"])) == (month, day)}
    return found.pop() if len(found) == 1 else None


def days_beside(text: str, words: PageWords) -> Iterator[tuple[date, int, str]]:
    """Yield whole days that stand right behind a word for one beside that of the text: "tomorrow, 13 June 2008"."""
    for match in words.beside_today.finditer(text):
        mention = next(find_dates(text, words, match.end(), min(len(text), match.end() + 30)), None)
        day = whole_day(mention) if mention and mention.span[0] == match.end() else None
        if day is not None and mention is not None:
            away = words.days_away[match["word"].lower()]
            yield day, away, f"“{match.group()}{as_it_stands(text, mention)}”"


def days_told(text: str, words: PageWords) -> Iterator[tuple[date, str]]:
    """Yield whole days of which the text says that they lie less than a year back, "this winter"."""
    for match in words.lately.finditer(text):
        around = max(0, match.start() - 90), min(len(text), match.end() + 90)
        for mention in find_dates(text, words, *around):
            between = text[min(mention.span[1], match.end()) : max(mention.span[0], match.start())]
            day = whole_day(mention)
            if day is not None and not re.search(r"[.?!]\s", between):
                yield day, f"“{as_it_stands(text, mention)}”, “{match.group()}”"


@cache
def fact_patterns(words: PageWords) -> tuple[tuple[DatedFact, tuple[str, ...], re.Pattern[str]], ...]:
    """Return the dated facts of a language, each with the first words and a pattern of its spellings."""
    found = []
    for fact in words.facts:
        spelled = "|".join(r"\s+".join(map(re.escape, s.split())) for s in fact.spellings)
        begins = tuple({spelling.split()[0].lower() for spelling in fact.spellings})
        found.append((fact, begins, re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.I)))
    return tuple(found)


def weekdays_in(text: str, words: PageWords) -> Iterable[int]:
    """Yield the weekdays on which the text tells something to have been."""
    for match in patterns_of(words).on_weekday.finditer(text):
        number = weekday_number(match.group(1), words)
        if number is not None:
            yield number
