"""The parts into which a page is laid out, each a span of the source."""

import re
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


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedPost:
    """A post of a network inside a text that stands below its author's name and handle.

    `furniture` are the lines around the words: name, handle, whom it answers, day, how often it was liked.
    """

    name: Span
    segments: tuple[Span, ...]
    furniture: tuple[Span, ...]


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
    decks: list[Span] = field(default_factory=list)  # more lines under the headline, beside the standfirst
    interviewer: Span | None = None  # as a line below the text names whoever asked
    written_in: str | None = None  # as the byline says
    published: Published = field(default_factory=Published)
    body: list[Span] = field(default_factory=list)
    headings: set[Span] = field(default_factory=set)
    junk: list[Span] = field(default_factory=list)
    entries: list[tuple[int, DateMention | None]] = field(
        default_factory=list
    )  # of a live blog: where each begins
    posts: list[Span] = field(default_factory=list)  # lines that sign a post of a network in the text
    embedded: tuple[EmbeddedPost, ...] = ()
    teasers: int = 0  # lines that lead from a list to one of its articles
    turns: tuple[Turn, ...] = ()  # of a transcript; their lines stand in `body`


def paragraphs_to_read(text: str, layout: Layout, *, with_labels: bool = False) -> list[Span]:
    """Return the paragraphs in which somebody can speak: the body without headings, behind the dateline.

    The labels of a list of stubs are left out, unless `with_labels` asks for the lines as they stand.
    """
    spans = []
    labelled = {} if with_labels else stub_labels(text, layout)
    if layout.standfirst and repeats_standfirst(text, layout):
        spans.append(layout.standfirst)
    for start, end in layout.body:
        if (start, end) in layout.headings:
            continue
        if layout.dateline and start <= layout.dateline.span[0] < end:
            start = min(layout.dateline.span[1], end)
        start = labelled.get(start, start)
        if start < end:
            spans.append((start, end))
    return spans


STUB_LABEL = re.compile(r"(?P<label>[A-Z][A-Z’'&/ -]{1,38}[A-Z’'?!]):\s+(?=\S)")
FEWEST_STUBS = 3


def stub_labels(text: str, layout: Layout) -> dict[int, int]:
    """Return where the words begin behind each label of a list of stubs, "NOT SAILING: The ferry of …", by its start.

    One label in capitals may be a dateline or a speaker's; several before prose are headings in their lines.
    """
    if layout.turns:
        return {}
    found = {
        start: match.end()
        for start, end in layout.body
        if text[start].isupper()
        and text.find(":", start, start + 60) > 0
        and (match := STUB_LABEL.match(text, start, min(end, start + 60)))
    }
    return found if len(found) >= FEWEST_STUBS else {}


def repeats_standfirst(text: str, layout: Layout) -> bool:
    """Does the text begin by saying the standfirst over again?"""
    first = layout.body[0] if layout.body else None
    if layout.standfirst is None or first is None:
        return False
    return fold(text[layout.standfirst[0] : layout.standfirst[1]]) in fold(text[first[0] : first[1]])
