"""Which page is all in one name? A statement, declaration or letter, and whose it is."""

import re
from collections.abc import Sequence

from ...records import Span
from .reading import Attribution


TITLE = re.compile(
    r"(?:full |joint |opening |closing )?(?:statement|remarks|speech|address|message|letter|text of the statement)"
    r"\s(?:by|of|from)\s(?P<name>(?:(?:the )?[A-Z][\w’'.-]*\s?(?:of |for )?){1,9})",
    re.I,
)
FIRST_PERSON = re.compile(r"\b(?:I|my|we|our)\b")


def find_statement(
    text: str, headline: Span | None, paragraphs: Sequence[Span]
) -> tuple[list[Attribution], set[int]]:
    """Return the paragraphs of a statement whose title alone names who makes it."""
    if headline is None:
        return [], set()
    match = TITLE.match(text, *headline)
    if match is None:
        return [], set()
    personal = [n for n, (s, e) in enumerate(paragraphs) if FIRST_PERSON.search(text, s, e)]
    if len(personal) * 2 < len(paragraphs) or any(c in text[s:e] for s, e in paragraphs for c in '“"'):
        return [], set()
    name = match["name"].rstrip()
    name = re.split(r"\s(?:on|about|after|at|to|in|regarding)\b", name)[0]
    mention = (match.start("name"), match.start("name") + len(name))
    made = [
        Attribution(
            rule="statement-by-title",
            kind="direct",
            segments=(span,),
            mention=mention,
            sentence=span,
            paragraph=n,
        )
        for n, span in enumerate(paragraphs)
    ]
    return made, set(range(len(paragraphs)))
