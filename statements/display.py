"""Rows made ready for templates: words in pieces, paragraphs with statements marked, charts, calendars."""

import calendar
import itertools
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .models import Article, Quote
from .search.language import Node
from .search.snippets import excerpt, find_marks

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text in one look: `mark` was searched for, `tail` is the outlet's own comma."""

    text: str
    mark: bool = False
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that are all spoken, or all written around what was spoken."""

    said: bool
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Words:
    """A quote's words for `_words.html`. One group of a direct quote needs no marks of its own."""

    groups: list[Group]
    whole: bool
    long: bool
    before: bool = False  # cut at the start
    after: bool = False


TAIL = re.compile(r"[,;]$")
OPENING_MARKS = "“„«‟\"‘'`"
CLOSING_MARKS = "”»\"’'"


def words_of(quote: Quote, tree: Node | None = None, cut: bool = False) -> Words:
    """Return the words of a quote in pieces; `tree` marks what a search asked for."""
    passage, base = quote.passage or quote.text, quote.passage_start
    if not quote.passage:
        segments = [(0, len(passage))]
    else:
        segments = [(s - base, e - base) for s, e in quote.segments]
    if quote.kind == Quote.Kind.INDIRECT:
        segments = [(0, len(passage))]
    marks = find_marks(passage, tree) if tree is not None else []
    first, last = 0, len(passage)
    if cut and quote.kind != Quote.Kind.DIRECT and last > 420:
        first, last = excerpt(passage, marks or segments, 400)
    groups: list[Group] = []
    position = first
    for start, end in segments:
        start, end = max(start, first), min(end, last)
        if start >= end:
            continue
        if start > position:
            around = strip_marks(passage, position, start, bool(groups))
            if around[0] < around[1]:
                groups.append(Group(False, cut_parts(passage, around, marks)))
        groups.append(Group(True, spoken_parts(passage, (start, end), marks, quote.kind)))
        position = end
    if position < last:
        around = strip_marks(passage, position, last, True)
        if around[0] < around[1]:
            groups.append(Group(False, cut_parts(passage, around, marks)))
    whole = len(groups) == 1
    return Words(groups, whole, len(passage) > 320, first > 0, last < len(passage))


def strip_marks(text: str, start: int, end: int, after_quote: bool) -> Span:
    """Leave out the source's own quotation marks: the page draws its own."""
    if after_quote and start < end and text[start] in CLOSING_MARKS:
        start += 1
    if end > start and text[end - 1] in OPENING_MARKS:
        end -= 1
    return start, end


def spoken_parts(text: str, span: Span, marks: Sequence[Span], kind: str) -> list[Part]:
    start, end = span
    if kind != Quote.Kind.INDIRECT and end - start > 1 and TAIL.search(text[start:end]):
        return [*cut_parts(text, (start, end - 1), marks), Part(text[end - 1 : end], tail=True)]
    return cut_parts(text, span, marks)


def cut_parts(text: str, span: Span, marks: Sequence[Span]) -> list[Part]:
    parts = []
    position, last = span
    for start, end in marks:
        start, end = max(start, position), min(end, last)
        if start >= end:
            continue
        if start > position:
            parts.append(Part(text[position:start]))
        parts.append(Part(text[start:end], mark=True))
        position = end
    if position < last:
        parts.append(Part(text[position:last]))
    return parts


@dataclass(slots=True)
class Card:
    """A quote and its words, for a list. `more` others of its article were found beside it."""

    quote: Quote
    words: Words
    more: int = 0
    more_url: str = ""
    asked: Node | None = None  # what was searched for: it may stand in a name or a role as well


def cards(quotes: Iterable[Quote], tree: Node | None = None) -> list[Card]:
    return [Card(quote, words_of(quote, tree, cut=True), asked=tree) for quote in quotes]


def marked(text: str, tree: Node) -> list[Part]:
    """Return a name or a role in parts, with what a search asked for marked."""
    return cut_parts(text, (0, len(text)), find_marks(text, tree))


# An article with its statements in place


@dataclass(slots=True)
class Run:
    text: str
    number: int = 0  # of the statement, 0 for the outlet's own words
    quote: Quote | None = None
    first: bool = False
    last: bool = False
    back: str = ""  # uids of the statements before and after it in the text
    next: str = ""


@dataclass(slots=True)
class Paragraph:
    runs: list[Run]
    labels: list[tuple[int, Quote, bool]] = field(default_factory=list)  # number, quote, same speaker again
    heading: bool = False


def paragraphs_of(article: Article, quotes: Sequence[Quote]) -> list[Paragraph]:
    """Return the body with each statement marked; a statement has one number however many pieces."""
    text = article.text
    headings = {tuple(span) for span in article.headings}
    numbered = list(enumerate(quotes, start=1))
    pieces = sorted(
        (s, e, number, quote, n == 0, n == len(quote.segments) - 1)
        for number, quote in numbered
        for n, (s, e) in enumerate(quote.segments)
        if quote.missing_since is None
    )
    paragraphs = []
    introduced: set[int | None] = set()
    for start, end in article.body:
        runs: list[Run] = []
        labels: list[tuple[int, Quote, bool]] = []
        position = start
        for s, e, number, quote, first, last in pieces:
            if s >= end:
                break
            if first and start <= s < position and e <= end:
                runs.append(Run("", number, quote, True, last))  # inside another: its anchor stands behind it
                labels.append((number, quote, quote.speaker_id in introduced))
            s, e = max(s, position), min(e, end)
            if s >= e or s < start:
                continue
            if quote.kind != Quote.Kind.INDIRECT:
                s, e = with_marks(text, s, e, position, end)
            if s > position:
                runs.append(Run(text[position:s]))
            runs.append(Run(text[s:e], number, quote, first, last))
            if first:
                labels.append((number, quote, quote.speaker_id in introduced))
                introduced.add(quote.speaker_id)
            position = e
        if position < end:
            runs.append(Run(text[position:end]))
        paragraphs.append(Paragraph(runs, labels, heading=(start, end) in headings))
    chain([run for paragraph in paragraphs for run in paragraph.runs if run.first and run.quote])
    return paragraphs


def chain(firsts: Sequence[Run]) -> None:
    """Let each statement in the text know the one before and the one after."""
    for before, after in itertools.pairwise(firsts):
        before.next = after.quote.uid if after.quote else ""
        after.back = before.quote.uid if before.quote else ""


def with_marks(text: str, start: int, end: int, floor: int, ceiling: int) -> Span:
    """Take the source's quotation marks into what is underlined."""
    if start > floor and text[start - 1] in OPENING_MARKS:
        start -= 1
    if end < ceiling and text[end] in CLOSING_MARKS:
        end += 1
    return start, end


@dataclass(slots=True)
class Evidence:
    """Where a quote stands: the paragraph around it in runs, and its place in the source."""

    before: str
    runs: list[Run]
    after: str
    paragraph: int
    paragraphs: int
    holds: bool


def evidence_of(quote: Quote) -> Evidence:
    """Return the paragraph that holds a quote. `holds` is False if the text no longer does."""
    article = quote.article
    text = article.text
    spans = [tuple(span) for span in article.body]
    holds = quote.missing_since is None and quote.end <= len(text)
    inside = [n for n, (s, e) in enumerate(spans) if s < quote.end and quote.start < e]
    if not holds or not inside:
        # A headline or a standfirst: its own line.
        start = text.rfind("\n", 0, quote.start) + 1
        end = text.find("\n", quote.end)
        spans, inside = [(start, len(text) if end < 0 else end)], [0]
    first, last = inside[0], inside[-1]
    fake = Article(text=text, body=[(spans[first][0], spans[last][1])], headings=[])
    runs = paragraphs_of(fake, [quote])[0].runs if holds else []
    before = text[slice(*spans[first - 1])] if first > 0 else ""
    after = text[slice(*spans[last + 1])] if last + 1 < len(spans) else ""
    return Evidence(before, runs, after, first + 1, len(article.body), holds)


# Charts and calendars


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
    rows: Sequence[tuple[str, str, int, str, bool]], height: int = 96, noun: str = "statement"
) -> Chart | None:
    """Return bars for rows of (label, name in full, count, address, is chosen); `noun` is what is counted."""
    if len(rows) < 2 or not any(count for _, _, count, _, _ in rows):
        return None
    base = height - 22
    top = max(count for _, _, count, _, _ in rows)
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
            name = f"{calendar.month_name[month]} {year}"
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
                    Dot(f"{calendar.month_name[month]}", count, level(count, top), url(day) if count else ""),
                )
            )
        weeks.append(row)
    return weeks


def described(pieces: Sequence[tuple[str, bool]]) -> list[dict[str, Any]]:
    return [{"text": text, "given": given} for text, given in pieces]
