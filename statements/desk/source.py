"""The source around a statement, in runs that know their place in it."""

from statements.models import Quote


def source_around(quote: Quote) -> list[tuple[int, list[tuple[int, str, bool]]]]:
    """Return the paragraphs around a statement as (start, [(offset, text, is said)]), each a slice of the source."""
    text = quote.source_text
    body = [tuple(span) for span in quote.source_body]
    inside = [n for n, (s, e) in enumerate(body) if s < quote.end and quote.start < e]
    if inside:
        spans = body[max(0, inside[0] - 1) : inside[-1] + 2]
    else:
        start = text.rfind("\n", 0, quote.start) + 1
        end = text.find("\n", quote.end)
        spans = [(start, len(text) if end < 0 else end)]
    return [(start, marked_runs(text, start, end, [quote])) for start, end in spans]


def marked_runs(text: str, start: int, end: int, quotes: list[Quote]) -> list[tuple[int, str, bool]]:
    runs: list[tuple[int, str, bool]] = []
    at = start
    pieces = sorted((s, e) for quote in quotes if quote.is_held for s, e in quote.segments)
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
