"""The source around a statement, in runs that know their place in it."""

from collections.abc import Iterable, Sequence

from statements.models import Quote
from statements.slices import by_span, spans_touched


def source_around(quote: Quote) -> list[tuple[int, list[tuple[int, str, bool]]]]:
    """Return the paragraphs around a statement as (start, [(offset, text, is said)]), each a slice of the source."""
    text = quote.source_text
    body = [tuple(span) for span in quote.source_body]
    inside = spans_touched(body, quote.start, quote.end)
    if inside:
        spans = body[max(0, inside[0] - 1) : inside[-1] + 2]
    else:
        start = text.rfind("\n", 0, quote.start) + 1
        end = text.find("\n", quote.end)
        spans = [(start, len(text) if end < 0 else end)]
    return marked_runs(text, spans, [quote])


def marked_runs(
    text: str, spans: Sequence[Sequence[int]], quotes: Iterable[Quote]
) -> list[tuple[int, list[tuple[int, str, bool]]]]:
    """Return spans of a source as (start, [(offset, text, is said)]), each run a slice of it."""
    pieces = sorted((s, e) for quote in quotes if quote.is_held for s, e in quote.segments)
    return [
        (start, runs_between(text, start, end, inside))
        for (start, end), inside in zip(spans, by_span(spans, pieces), strict=True)
    ]


def runs_between(
    text: str, start: int, end: int, pieces: Iterable[tuple[int, int]]
) -> list[tuple[int, str, bool]]:
    runs: list[tuple[int, str, bool]] = []
    at = start
    for s, e in pieces:
        s, e = max(s, at), min(e, end)
        if s >= e:
            continue
        if s > at:
            runs.append((at, text[at:s], False))
        runs.append((s, text[s:e], True))
        at = e
    if at < end:
        runs.append((at, text[at:end], False))
    return runs
