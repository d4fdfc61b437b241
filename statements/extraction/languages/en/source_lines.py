"""News that prints its parts under labels of its own: "Source: Tolan on Telegram", "Quote: “We sail.”", "Details: ..."."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from ...folding import any_capital
from ...records import Span
from .quotations import Quotation
from .reading import Attribution

# Whose words they are, and not where they were printed.
SOURCE_LINE = re.compile(
    any_capital(
        r"^Source:\s+(?:(?:statement|post|report|comment|speech|briefing|interview)s?\s(?:by|from|of|with)\s)?(?P<who>[A-Z“\"][^:;\n]{2,120}?)"
    )
    + r"(?=(?:,?\s(?:on|in|at|during|speaking|citing|quoting|via|as reported|with reference)\s|,\s|\.?$|\s\())",
    re.M,
)
QUOTE_LINE = re.compile(
    r"(?:Direct quote|Quote|Literally|Verbatim)(?:\s(?:from|by|of)\s(?P<who>[^:\n]{2,80}))?:\s"
)
MOST_SOURCES = 200


def find_labelled_quotes(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Sequence[Quotation]]
) -> tuple[list[Attribution], set[int]]:
    """Return what stands under "Quote:", said by whom "Source:" names before, and the numbers of both kinds of paragraphs."""
    made: list[Attribution] = []
    taken: set[int] = set()
    sources = [match.span("who") for match in islice(SOURCE_LINE.finditer(text), MOST_SOURCES)]
    for number, (start, end) in enumerate(paragraphs):
        if text.startswith("Source:", start):
            taken.add(number)
            continue
        quote = QUOTE_LINE.match(text, start, end)
        if quote is None or not quotations[number]:
            continue
        before = bisect_left(sources, (start, start)) - 1
        who = quote.span("who") if quote["who"] else sources[before] if before >= 0 else None
        if who is None or quotations[number][0].outer[0] > quote.end() + 2:
            continue
        taken.add(number)
        made.extend(
            Attribution(
                rule="transcript-turn",
                kind="direct",
                segments=((quotation.start, quotation.end),),
                mention=who,
                sentence=(start, end),
                paragraph=number,
            )
            for quotation in quotations[number]
            if quotation.end > quotation.start
        )
    return (made, taken) if made else ([], set())
