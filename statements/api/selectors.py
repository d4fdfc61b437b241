"""Where a statement's words stand in their source, as selectors of the W3C Web Annotation model.

Around the words no more is quoted than stands in their paragraph: of some outlets the archive shows no more.
"""

from statements.models import Quote
from statements.slices import spans_touched

from .shapes import EvidenceAnnotation, EvidenceTarget, TextPositionSelector, TextQuoteSelector

AROUND = 64  # characters before and behind the words


def evidence_annotation(quote: Quote, page: str, record: str, article: str) -> EvidenceAnnotation:
    """Return a target for each stretch of the words. One that no text has any more is told without its place."""
    if is_in_its_source(quote):
        targets = [stretch_of(quote, start, end, article) for start, end in quote.segments]
    else:
        words = TextQuoteSelector(exact=quote.text, prefix="", suffix="")
        targets = [EvidenceTarget(source=article, selector=[words])]
    return EvidenceAnnotation(id=f"{record}#evidence", canonical=page, target=targets)


def is_in_its_source(quote: Quote) -> bool:
    return quote.is_held and quote.end <= len(quote.source_text)


def stretch_of(quote: Quote, start: int, end: int, article: str) -> EvidenceTarget:
    text = quote.source_text
    first, last = bounds_around(quote, start, end)
    return EvidenceTarget(
        source=article,
        selector=[
            TextQuoteSelector(
                exact=text[start:end],
                prefix=text[max(first, start - AROUND) : start],
                suffix=text[end : min(last, end + AROUND)],
            ),
            TextPositionSelector(start=start, end=end),
        ],
    )


def bounds_around(quote: Quote, start: int, end: int) -> tuple[int, int]:
    """Return where the paragraphs begin and end that hold a stretch; of a headline, its line."""
    body, text = quote.source_body, quote.source_text
    inside = spans_touched(body, start, end)
    if inside:
        return min(start, body[inside[0]][0]), max(end, body[inside[-1]][1])
    behind = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if behind < 0 else behind
