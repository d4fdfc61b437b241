"""A statement's words in pieces, as cards and pages show them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from statements.models import Quote, page_address
from statements.search.language import Node
from statements.search.snippets import excerpt, find_marks

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextPart:
    """A stretch of text in one look: `mark` was searched for, `tail` is the outlet's own comma."""

    text: str
    mark: bool = False
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that are all spoken, or all written around what was spoken."""

    said: bool
    parts: list[TextPart]


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


def words_of_quote(quote: Quote, tree: Node | None = None, cut: bool = False) -> Words:
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


def spoken_parts(text: str, span: Span, marks: Sequence[Span], kind: str) -> list[TextPart]:
    start, end = span
    if kind != Quote.Kind.INDIRECT and end - start > 1 and TAIL.search(text[start:end]):
        return [*cut_parts(text, (start, end - 1), marks), TextPart(text[end - 1 : end], tail=True)]
    return cut_parts(text, span, marks)


def cut_parts(text: str, span: Span, marks: Sequence[Span]) -> list[TextPart]:
    parts = []
    position, last = span
    for start, end in marks:
        start, end = max(start, position), min(end, last)
        if start >= end:
            continue
        if start > position:
            parts.append(TextPart(text[position:start]))
        parts.append(TextPart(text[start:end], mark=True))
        position = end
    if position < last:
        parts.append(TextPart(text[position:last]))
    return parts


@dataclass(frozen=True, slots=True)
class Printed:
    """An utterance in how many articles and by how many outlets it is printed, with its page."""

    articles: int
    outlets: int
    url: str


@dataclass(slots=True)
class Card:
    """A quote and its words, for a list. `more` others of its article were found beside it."""

    quote: Quote
    words: Words
    more: int = 0
    more_url: str = ""
    asked: Node | None = None  # what was searched for: it may stand in a name or a role as well
    printed: Printed | None = None  # where its utterance is printed, if that is told


def cards(quotes: Iterable[Quote], tree: Node | None = None) -> list[Card]:
    return [Card(quote, words_of_quote(quote, tree, cut=True), asked=tree) for quote in quotes]


def tell_printings(shown: Sequence[Card]) -> None:
    """Give each card of an utterance where that is printed."""
    wanted = {card.quote.utterance_id for card in shown if card.quote.utterance_id}
    if not wanted:
        return
    rows = (
        Quote.objects.public()
        .filter(utterance__in=wanted)
        .order_by()
        .values_list("utterance", "utterance__uid")
    )
    counts = rows.annotate(
        articles=Count("article", distinct=True), outlets=Count("article__outlet", distinct=True)
    )
    printed = {
        pk: Printed(articles, outlets, page_address("utterance-detail", uid))
        for pk, uid, articles, outlets in counts
        if articles > 1
    }
    for card in shown:
        card.printed = printed.get(card.quote.utterance_id or 0)


def marked(text: str, tree: Node) -> list[TextPart]:
    """Return a name or a role in parts, with what a search asked for marked."""
    return cut_parts(text, (0, len(text)), find_marks(text, tree))


def snippet_parts(text: str, tree: Node, size: int = 220) -> list[TextPart]:
    """Return the stretch of a long text where most of what was searched for stands, with it marked."""
    marks = find_marks(text, tree)
    first = max(
        marks, key=lambda one: sum(one[0] <= start < one[0] + size for start, _ in marks), default=None
    )
    start, end = excerpt(text, [first] if first else [], size)
    before = [TextPart("… ")] if start else []
    after = [TextPart(" …")] if end < len(text) else []
    return [*before, *cut_parts(text, (start, end), marks), *after]


def described(pieces: Sequence[tuple[str, bool]]) -> list[dict[str, Any]]:
    return [{"text": text, "given": given} for text, given in pieces]
