"""The parts into which a page is laid out, each a span of the source."""

from dataclasses import dataclass, field
from typing import Literal

from ..folding import fold
from ..records import Published, Span
from .dates import DateMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The head of a report: where it was written, perhaps on which day and who is credited."""

    span: Span
    place: str
    agency: str | None = None
    outlet: str | None = None
    day: DateMention | None = None


TurnKind = Literal["question", "answer", "named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What somebody says in a transcript, from one label to the next.

    `segments` are the words, a span for each paragraph; `lines` are all lines that the turn takes,
    its label and stage directions too.
    """

    kind: TurnKind
    label: Span | None  # None where only the questions have one
    segments: tuple[Span, ...]
    lines: tuple[Span, ...]


@dataclass(slots=True, kw_only=True)
class Layout:
    """The parts of a page. `body` holds paragraphs and the `headings` between them, in order."""

    headline: Span | None = None
    standfirst: Span | None = None
    byline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    dateline: Dateline | None = None
    signatory: Span | None = None  # a line of the head that holds a name with its office
    written_in: str | None = None  # as the byline says
    published: Published = field(default_factory=Published)
    body: list[Span] = field(default_factory=list)
    headings: set[Span] = field(default_factory=set)
    junk: list[Span] = field(default_factory=list)
    entries: list[tuple[int, DateMention | None]] = field(
        default_factory=list
    )  # of a live blog: where each begins
    posts: list[Span] = field(default_factory=list)  # lines that sign a post of a network in the text
    teasers: int = 0  # lines that lead from a list to one of its articles
    turns: tuple[Turn, ...] = ()  # of a transcript; their lines stand in `body`


def paragraphs_to_read(text: str, layout: Layout) -> list[Span]:
    """Return the paragraphs in which somebody can speak: the body without headings, behind the dateline."""
    spans = []
    if layout.standfirst and repeats_standfirst(text, layout):
        spans.append(layout.standfirst)
    for start, end in layout.body:
        if (start, end) in layout.headings:
            continue
        if layout.dateline and start <= layout.dateline.span[0] < end:
            start = min(layout.dateline.span[1], end)
        if start < end:
            spans.append((start, end))
    return spans


def repeats_standfirst(text: str, layout: Layout) -> bool:
    """Does the text begin by saying the standfirst over again?"""
    first = layout.body[0] if layout.body else None
    if layout.standfirst is None or first is None:
        return False
    return fold(text[layout.standfirst[0] : layout.standfirst[1]]) in fold(text[first[0] : first[1]])
