"""Where does a paragraph stand in quotation marks?

News from the web mixes curly, straight and typewriter marks in one article, loses closing marks,
strands them in the next paragraph and carries marks that were decoded wrongly. A quotation is the
span between its marks; whether somebody is made responsible for it is not asked here.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...records import Span
from . import lexicon

# Marks as they should be, as typewriters write them, and UTF-8 read as Windows-1252.
# Two marks for one side are one: "“It is open,” he said.
OPENING = ("“", "„", "«", "‟", "``", "â€œ", "â€ž", "Â«", "\x93", '"“', "““")
CLOSING = ("”", "»", "''", "â€\x9d", "â€ť", "Â»", "\x94", '”"', "””")
MARK = re.compile(
    # A typewriter's mark that is doubled is one where words begin or end: in 'href=""' nothing is said.
    # What stands before is asked last: so each way begins with its mark, and text without marks is skipped.
    r'""(?=\w)(?<![\w="]"")|""(?![\w"])(?<=[.,!?…]"")|'
    + "|".join(re.escape(mark) for mark in sorted((*OPENING, *CLOSING, '"', "â€"), key=len, reverse=True))
)
# A typewriter has one mark for both sides, and some houses double its apostrophe.
STRAIGHT = ('"', '""', "''")
# "â€" alone is a closing mark that lost its last byte; "â€™" and "â€“" are an apostrophe and a dash.
MOJIBAKE_OTHER = ("–", "—", "™", "˜", "“", "”", "¦", "\x93", "\x94", "\x98", "\x99")
SINGLE_OPEN = re.compile(r"(?<![\w.,!?’'])(?:‘|'|’|`)(?=[\w\[…])")
SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…\]”\"])(?:’|'|´)(?![\w])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """The inside of a pair of marks. `outer` includes them; `closed` is False at a lost mark."""

    start: int
    end: int
    outer: Span
    closed: bool = True


def find_quotations(text: str, paragraphs: Sequence[Span]) -> list[list[Quotation]]:
    """Return the quotations of each paragraph, in the order of the text."""
    ahead = [*paragraphs[1:], (0, 0)]
    found = [
        [
            quotation
            for quotation in quotations_in(text, start, end, after)
            if not is_nickname(text, quotation)
        ]
        for (start, end), after in zip(paragraphs, ahead, strict=True)
    ]
    # British outlets quote in single marks, and what is quoted inside in double ones. Single marks are
    # told from apostrophes only where no double mark outside them says what the house style is.
    doubles = [q for line in found for q in line]
    opened = sum(text.count(mark) for mark in ("‘", " '", "\n'"))
    if opened == 0 or len(doubles) * 12 > len(text):
        return found
    singles = [
        single_quotations_in(text, start, end, SINGLE_OPEN.match(text, *after) is not None)
        for (start, end), after in zip(paragraphs, ahead, strict=True)
    ]
    spans = sorted(q.outer for line in singles for q in line)
    inside = sum(is_inside(q.outer, spans) for q in doubles)
    long = sum(q.end - q.start > 25 or is_phrase(text, q) for line in singles for q in line)
    if long >= 1 and len(spans) > len(doubles) and inside * 10 >= len(doubles) * 8:
        return singles
    return [
        with_single_phrases(text, line, single) if single else line
        for line, single in zip(found, singles, strict=True)
    ]


def with_single_phrases(text: str, doubles: list[Quotation], singles: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations of a paragraph with the phrases that stand in single marks beside them.

    Some houses print whole sentences in double marks and a few words in single ones.
    """
    taken = [quotation.outer for quotation in doubles]
    phrases = [
        single
        for single in singles
        if single.closed
        and is_phrase(text, single)
        and not any(start < single.outer[1] and single.outer[0] < end for start, end in taken)
    ]
    return sorted([*doubles, *phrases], key=lambda quotation: quotation.start)


def is_phrase(text: str, quotation: Quotation) -> bool:
    """Do single marks that can be no apostrophes stand around some words: ‘pie in the sky’, 'a bad joke', 'madness'?"""
    words = text[quotation.start : quotation.end].split()
    ends = text[quotation.outer[1] : quotation.outer[1] + 1] in (".", ",", ";", ":", "")
    if not words[0][0].isalpha() or (words[-1][-1] == "s" and words[-1][-2:] != "ss" and not ends):
        return False
    clipped = CLIPPED.fullmatch(words[0]) or is_clipped_at_end(words[-1])
    if len(words) < 3:
        plain = all(word.isalpha() and word.islower() for word in words) and len(words[0] + words[-1]) > 7
        return plain and not clipped
    return text[quotation.outer[0]] == "‘" or not clipped


# What an apostrophe begins and ends that stands for letters: 'em, 'til, rock 'n' roll; workin', ol'.
CLIPPED = re.compile(
    r"(?:em|til|till|tis|twas|cause|bout|cos|n|round|neath|ere|ave|er|im|is|ello|ow|ot)", re.I
)
CLIPPED_AT_END = lexicon.word_set("an d o ol th wi")


def is_clipped_at_end(word: str) -> bool:
    """Does an apostrophe behind a word stand for its last letters: workin', makin', an', but not 'we will win again'?"""
    stem = word.lower().removesuffix("in")
    verbs = lexicon.base_verbs()
    return word.lower() in CLIPPED_AT_END or (
        len(stem) == len(word) - 2 and (stem in verbs or stem + "e" in verbs or stem[:-1] in verbs)
    )


NICKNAME = re.compile(r"(?:the\s)?[A-Z][\w’'.-]{1,14}(?:\s[A-Z][\w’'.-]{1,14})?")
NAME_AHEAD = re.compile(r"(?:^|\s)[A-Z][\w’'-]+\s$")
NAME_BEHIND = re.compile(r"\s[A-Z][a-z][\w’'-]+")


def is_nickname(text: str, quotation: Quotation) -> bool:
    """Does a word in marks stand inside a name: William “Bill” Okrane? Nobody says it."""
    start, end = quotation.outer
    return bool(
        NICKNAME.fullmatch(text, quotation.start, quotation.end)
        and NAME_BEHIND.match(text, end)
        and NAME_AHEAD.search(text[max(0, start - 24) : start])
    )


def is_inside(span: Span, spans: Sequence[Span]) -> bool:
    before = bisect_right(spans, (span[0], span[1] + 1)) - 1
    return before >= 0 and spans[before][0] <= span[0] and span[1] <= spans[before][1]


def quotations_in(text: str, start: int, end: int, following: Span) -> list[Quotation]:
    """Return the quotations between double marks.

    `following` is the next paragraph: where it begins with a mark, an open quotation may run on.
    """
    found: list[Quotation] = []
    open_at: Span | None = None
    marks = [(m.start(), m.end(), m.group()) for m in MARK.finditer(text, start, end)]
    if not marks:
        return found
    straight_left = sum(mark in STRAIGHT for _, _, mark in marks)
    for s, e, mark in marks:
        before = text[s - 1] if s > start else " "
        after = text[e] if e < end else " "
        if mark in STRAIGHT:
            straight_left -= 1
        if mark == "â€" and after in MOJIBAKE_OTHER:
            continue
        opens = is_opening(mark, before, after, open_at is not None, straight_left)
        if opens:
            if open_at is not None:
                found.append(cut_short(text, unclosed(text, open_at, s), SENTENCE_OVER))
            open_at = (s, e)
        elif open_at is not None:
            if text[open_at[1] : s].strip():
                found.append(Quotation(start=open_at[1], end=s, outer=(open_at[0], e)))
            open_at = None
    if open_at is not None and text[open_at[1] : end].strip():
        last = unclosed(text, open_at, end)
        goes_on = MARK.match(text, *following) is not None
        found.append(last if goes_on else cut_short(text, last, SAID_OVER))
    return found


# Where a quotation ends whose closing mark was lost: before the reporter's "Tolan said".
SAID_OVER = re.compile(
    r",(?=\s(?:(?:[A-Z][\w’'-]+\s){1,3}|(?:he|she|they|it)\s)(?:"
    + lexicon.alternatives(
        [w for w in lexicon.cues("cues_say").finite if w.endswith(("ed", "id", "old", "ote"))]
    )
    + r")\b)"
)
# Where another quotation opens before it is closed: at the end of its first sentence.
SENTENCE_OVER = re.compile(r"[.?!](?=\s+[A-Z])|" + SAID_OVER.pattern)


def cut_short(text: str, quotation: Quotation, pattern: re.Pattern[str]) -> Quotation:
    over = pattern.search(text, quotation.start, quotation.end)
    if over is None:
        return quotation
    return Quotation(
        start=quotation.start, end=over.end(), outer=(quotation.outer[0], over.end()), closed=True
    )


def is_opening(mark: str, before: str, after: str, inside: bool, straight_left: int) -> bool:
    if mark in OPENING:
        # An opening mark for a closing one: "“It rains,“ said Tolan".
        return not (inside and (after.isspace() or after in ",.;:"))
    if mark not in STRAIGHT:
        return False
    if not inside:
        inch = before.isdigit() and not after.isalnum()
        return not inch and not (after.isspace() and before in ".,!?…")
    # A straight mark inside an open quotation closes it, unless it so clearly opens another one
    # that a closing mark must have been lost.
    return (before.isspace() or before in "([—–") and after.isalnum() and straight_left % 2 == 1


def unclosed(text: str, open_at: Span, end: int) -> Quotation:
    inner = text[open_at[1] : end].rstrip()
    stop = open_at[1] + len(inner)
    return Quotation(start=open_at[1], end=stop, outer=(open_at[0], stop), closed=False)


def single_quotations_in(text: str, start: int, end: int, goes_on: bool = False) -> list[Quotation]:
    """Return what stands in single marks, apostrophes left alone."""
    found: list[Quotation] = []
    position = start
    while opening := SINGLE_OPEN.search(text, position, end):
        closing = SINGLE_CLOSE.search(text, opening.end() + 1, end)
        # "the ministers' plan" inside: prefer a mark after punctuation, or before it.
        while closing and is_plural_possessive(text, closing, end):
            closing = SINGLE_CLOSE.search(text, closing.end(), end)
        if closing is None:  # then none of the marks behind is closed either, and only the last may go on
            if goes_on:
                *_, last = SINGLE_OPEN.finditer(text, opening.start(), end)
                found.append(unclosed(text, last.span(), end))
            break
        found.append(
            Quotation(start=opening.end(), end=closing.start(), outer=(opening.start(), closing.end()))
        )
        position = closing.end()
    return found


def is_plural_possessive(text: str, mark: re.Match[str], end: int) -> bool:
    """Is a mark behind "s" an apostrophe, and the quotation closed by another: 'The ministers' plan is dead'?"""
    return is_behind_plural(text, mark) and closes_later(text, mark.end(), min(mark.end() + 300, end))


def is_behind_plural(text: str, mark: re.Match[str]) -> bool:
    return text[mark.start() - 1] == "s" and re.match(r"\s\w", text[mark.end() : mark.end() + 2]) is not None


def closes_later(text: str, start: int, end: int) -> bool:
    """Does a mark follow that can be no apostrophe, before another quotation opens?"""
    marks = SINGLE_CLOSE.finditer(text, start, end)
    closing = next((mark for mark in marks if not is_behind_plural(text, mark)), None)
    return closing is not None and SINGLE_OPEN.search(text, start, closing.start()) is None


DASH_BEHIND = re.compile(r",?\s*[—–-]{1,2}\s*(?P<verb>[a-z]+)\b")


@cache
def cues_of_saying() -> frozenset[str]:
    return frozenset(lexicon.cues("cues_say").finite)


def tag_quotation(source: str, quotation: Quotation) -> str:
    last = source[quotation.end - 1] if quotation.end > quotation.start else ""
    follows = source[quotation.outer[1] : quotation.outer[1] + 1]
    if last in ".?!…" or not quotation.closed:
        return "E"
    if follows in (".", "?", "!") and source[quotation.start].isupper():
        return "f"
    if last in ",;—–-" or follows == ",":
        return "Q"
    return "f"
