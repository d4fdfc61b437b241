"""Letters to an editor, several on a page, each with a greeting before its words and a name behind them."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from ...folding import any_capital
from ...records import Span
from .reading import Attribution

GREETING = re.compile(
    r"(?:Sir|Madam|Sir or Madam|Sirs|Dear (?:Sir|Madam|Editor)|To the Editor|A chara|The Editor)\b[^\w\n]{0,3}(?:[–—-]\s?)?(?=[A-Z“\"‘])"
)
FAREWELL = re.compile(
    r"[\s,]*(?:[–—-]\s?)?(?:Yours(?:,? etc\.?| sincerely| faithfully| truly)?|Is mise(?:,? le meas)?|Le meas|I am,? (?:Sir|etc)|Regards|Sincerely|Etc)[,.]*\s*$",
    re.I,
)
SIGNER = re.compile(
    any_capital(
        r"\s*(?:\([A-Z][a-z]{1,4}\.?\)\s|(?:Dr|Prof|Rev|Fr|Sr|Mr|Mrs|Ms|Cllr|Amb)\.?\s)?(?P<name>(?:[A-Z]\.){0,3}\s?[A-Z][\w’'.-]*(?:\s(?:[A-Z][\w’'.-]*|de|van|von|bin|al)){0,4})(?=,|\.?\s*$|\s\()"
    ),
    re.M,
)
LONGEST_LETTER = 6  # paragraphs


def find_letters(text: str, paragraphs: Sequence[Span]) -> tuple[list[Attribution], set[int]]:
    """Return the letters of a page, each as one statement of whoever signed it, and the numbers of their paragraphs."""
    made: list[Attribution] = []
    taken: set[int] = set()
    number = 0
    while number < len(paragraphs):
        greeting = GREETING.match(text, *paragraphs[number])
        last = closes_at(text, paragraphs, number) if greeting else None
        if greeting is None or last is None:
            number += 1
            continue
        farewell = FAREWELL.search(text, *paragraphs[last])
        end = farewell.start() if farewell else paragraphs[last][1]
        below = text.find("\n", paragraphs[last][1])
        writer = SIGNER.match(text, below + 1) if below >= 0 else None
        if writer is None or " " not in writer["name"].strip():
            number = last + 1
            continue
        spans = [paragraphs[number], *paragraphs[number + 1 : last + 1]]
        spans[-1] = (spans[-1][0], end)
        signed = bisect_left(paragraphs, (writer.end(), 0))
        made.append(
            Attribution(
                rule="statement-by-signature",
                kind="direct",
                segments=tuple(span for span in spans if span[1] > span[0]),
                mention=writer.span("name"),
                sentence=(paragraphs[number][0], paragraphs[last][1]),
                paragraph=number,
            )
        )
        taken |= set(range(number, max(signed, last + 1)))
        number = last + 1
    return made, taken


def closes_at(text: str, paragraphs: Sequence[Span], first: int) -> int | None:
    """Return the number of the paragraph with which a letter ends that begins at `first`: the one with a farewell."""
    for number in range(first, min(first + LONGEST_LETTER, len(paragraphs))):
        if FAREWELL.search(text, *paragraphs[number]) is not None:
            return number
    return None
