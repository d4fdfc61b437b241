"""An article with its statements marked in place, and the paragraph that is a statement's evidence."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from statements.models import Article, Quote
from statements.slices import by_span, spans_touched

from .words import CLOSING_MARKS, OPENING_MARKS, Span


@dataclass(slots=True)
class Run:
    text: str
    number: int = 0  # of the statement, 0 for the outlet's own words
    quote: Quote | None = None
    first: bool = False
    last: bool = False
    back: str = ""  # addresses of the statements before and after it in the text
    next: str = ""


class Stretch(NamedTuple):
    start: int
    end: int
    number: int
    first: bool
    last: bool
    quote: Quote


@dataclass(slots=True)
class Paragraph:
    runs: list[Run]
    labels: list[tuple[int, Quote, bool]] = field(default_factory=list)  # number, quote, same speaker again
    heading: bool = False
    left_out: int = 0  # it stands for so many that are not shown


def marked_paragraphs(
    article: Article, spans: Sequence[Sequence[int]], numbered: Sequence[tuple[int, Quote]]
) -> list[Paragraph]:
    """Return some spans of the body, in their order, with each of the statements that are given marked.

    A statement has one number, however many pieces.
    """
    headings = {tuple(span) for span in article.headings}
    pieces = stretches_of((number, quote) for number, quote in numbered if quote.is_here)
    introduced: set[int | None] = set()
    paragraphs = []
    for (start, end), inside in zip(spans, by_span(spans, pieces), strict=True):
        runs, said = marked_paragraph(article.text, (start, end), inside)
        labels = []
        for number, quote, within in said:
            labels.append((number, quote, quote.speaker_id in introduced))
            if not within:
                introduced.add(quote.speaker_id)
        paragraphs.append(Paragraph(runs, labels, heading=(start, end) in headings))
    chain([run for paragraph in paragraphs for run in paragraph.runs if run.first and run.quote])
    return paragraphs


def stretches_of(numbered: Iterable[tuple[int, Quote]]) -> list[Stretch]:
    """Return the pieces of statements in the order of the text."""
    return sorted(
        (
            Stretch(s, e, number, n == 0, n == len(quote.segments) - 1, quote)
            for number, quote in numbered
            for n, (s, e) in enumerate(quote.segments)
        ),
        key=lambda piece: (piece.start, piece.end, piece.number),
    )


def marked_paragraph(
    text: str, paragraph: Span, pieces: Iterable[Stretch]
) -> tuple[list[Run], list[tuple[int, Quote, bool]]]:
    """Return a paragraph in runs, and which statements begin in it: number, quote, does it lie in another?"""
    runs: list[Run] = []
    said: list[tuple[int, Quote, bool]] = []
    position, end = paragraph
    for piece in pieces:
        s, e, number, first, last, quote = piece
        if s >= end:
            break
        if first and paragraph[0] <= s < position and e <= end:
            runs.append(Run("", number, quote, True, last))  # inside another: its anchor stands behind it
            said.append((number, quote, True))
        s, e = max(s, position), min(e, end)
        if s >= e:
            continue
        first = first and piece.start >= paragraph[0]  # it may have begun in a paragraph before
        if quote.kind != Quote.Kind.INDIRECT:
            s, e = with_marks(text, s, e, position, end)
        if s > position:
            runs.append(Run(text[position:s]))
        runs.append(Run(text[s:e], number, quote, first, last))
        if first:
            said.append((number, quote, False))
        position = e
    if position < end:
        runs.append(Run(text[position:end]))
    return runs, said


def chain(firsts: Sequence[Run]) -> None:
    """Let each statement in the text know the one before and the one after."""
    for before, after in itertools.pairwise(firsts):
        before.next = f"#s{after.quote.uid}" if after.quote else ""
        after.back = f"#s{before.quote.uid}" if before.quote else ""


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

    def alone(self) -> "Evidence":
        """Return it without the paragraphs before and behind."""
        return replace(self, before="", after="")


def evidence_of(quote: Quote) -> Evidence:
    """Return the paragraph that holds a quote. `holds` is False if the text no longer does."""
    text = quote.source_text
    spans = [tuple(span) for span in quote.source_body]
    count = len(spans)
    holds = quote.is_held and quote.end <= len(text)
    inside: Sequence[int] = spans_touched(spans, quote.start, quote.end)
    if not holds or not inside:
        # A headline or a standfirst: its own line.
        start = text.rfind("\n", 0, quote.start) + 1
        end = text.find("\n", quote.end)
        spans, inside = [(start, len(text) if end < 0 else end)], [0]
    first, last = inside[0], inside[-1]
    runs = (
        marked_paragraph(text, (spans[first][0], spans[last][1]), stretches_of([(1, quote)]))[0]
        if holds
        else []
    )
    before = text[slice(*spans[first - 1])] if first > 0 else ""
    after = text[slice(*spans[last + 1])] if last + 1 < len(spans) else ""
    return Evidence(before, runs, after, first + 1, count, holds)
