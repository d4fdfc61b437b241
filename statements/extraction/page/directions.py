"""What a transcript tells of the room beside the words: "(Laughter.)", "[crosstalk]"."""

import re

from ..records import Span
from .words import PageWords

ASIDE = re.compile(r"\(([^()\n]{1,160})\)|\[([^\[\]\n]{1,160})\]")


def without_asides(text: str, start: int, end: int, words: PageWords) -> Span | None:
    """Return a paragraph's words without stage directions at its ends and marks around it; None if none are left."""
    start, end = within_marks(text, start, end)
    while start < end and text[start] in "([":
        aside = ASIDE.match(text, start, end)
        if aside is None or not is_direction(aside, text, start, words):
            break
        start, end = within_marks(text, aside.end(), end)
        if text[start : start + 1] in {".", ":"}:
            start, end = within_marks(text, start + 1, end)
    while start < end:
        shut = end - 1 if text[end - 1] in ")]" else end - 2
        if text[shut] not in ")]" or text[shut + 1 : end] not in {"", "."}:
            break
        opened = text.rfind("(" if text[shut] == ")" else "[", start, shut)
        aside = ASIDE.match(text, opened, shut + 1) if opened >= 0 else None
        if aside is None or not is_direction(aside, text, start, words):
            break
        start, end = within_marks(text, start, opened)
    return (start, end) if start < end and any(map(str.isalnum, text[start:end])) else None


def is_direction(aside: re.Match[str], text: str, start: int, words: PageWords) -> bool:
    """Does a bracket tell what happens in the room? By its words, or short and outside any sentence."""
    inside = aside[1] or aside[2]
    if words.stage.search(inside) or inside.isdigit():  # a question has a number
        return True
    before = text[start : aside.start()].rstrip()
    return inside[:1].isupper() and len(inside.split()) <= 4 and (not before or before[-1] in '.?!…—–-"”’')


def within_marks(text: str, start: int, end: int) -> Span:
    """Return a span without blanks and emphasis at its ends, nor the marks where one pair holds all of it."""
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    if start == end or text[start] not in '"“”':
        return start, end
    marks = [at for at in range(start, end) if text[at] in '"“”']
    if marks and (len(marks) == 1 or (len(marks) == 2 and marks[1] >= end - 1)):
        start += 1
        end -= len(marks) == 2
    return start, end
