"""What stands in the head of a page: headline, standfirst, who wrote it, when it appeared."""

import re
from dataclasses import replace

from ..records import Span
from .dates import DateMention, find_dates, read_clock
from .junk import is_junk
from .lines import NAME_LINE, TERMINAL, same_words
from .parts import Layout
from .patterns import patterns_of
from .words import PageWords

HANDLE = re.compile(r"(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3}\s\(@\w+\))")


def read_header(text: str, header: list[Span], layout: Layout) -> None:
    """Find headline and standfirst among the lines of the head that are neither junk nor date."""
    lines = list(header)
    # A line of the head is a caption when it is nothing but a name, unless it is all there is.
    captions = [
        s for s in lines if NAME_LINE.fullmatch(text[s[0] : s[1]]) and len(text[s[0] : s[1]].split()) <= 4
    ]
    rest = [s for s in lines if s not in captions] or lines
    if not rest:
        return
    for i, span in enumerate(rest):
        if any(same_words(text, span, other) for other in rest[i + 1 :]):
            layout.headline = span  # what is printed twice is the headline
            break
    else:
        # The name of a section stands above the headline and is shorter.
        long_enough = [s for s in rest if len(text[s[0] : s[1]].split()) >= 5]
        long_enough = long_enough or [s for s in rest if len(text[s[0] : s[1]].split()) >= 4]
        layout.headline = long_enough[0] if long_enough else rest[0]
    for span in rest:
        if span == layout.headline:
            continue
        if same_words(text, span, layout.headline) or span < layout.headline:
            layout.junk.append(span)
        elif layout.standfirst is None and len(text[span[0] : span[1]].split()) >= 5:
            layout.standfirst = span
        else:
            layout.junk.append(span)
    layout.junk.extend(s for s in captions if s not in rest)


def take_byline_or_date(
    text: str, span: Span, layout: Layout, dates: list[tuple[Span, DateMention]], words: PageWords
) -> bool:
    """Read a line that gives the author or the date; return False for any other line."""
    patterns = patterns_of(words)
    line = text[span[0] : span[1]]
    if len(line) > 160:
        return False
    found = list(find_dates(text, words, span[0], span[1]))
    rest = line
    if not found and len(line) > 90 and "@" not in line:
        return False
    for mention in found:
        rest = rest.replace(text[mention.span[0] : mention.span[1]], " ", 1)
    if found:
        rest = patterns.zone.sub(
            " ", words.ago.sub(" ", patterns.date_label.sub(" ", patterns.clock.sub(" ", rest)))
        )
    bare = rest.strip(" |,–—-·•/")
    by_role = words.reporter.fullmatch(bare)
    if by_role is None and found and "|" in line:
        by_role = patterns.authors.fullmatch(bare)
    if by_role:
        layout.byline = layout.byline or by_role["name"]
        for mention in found:
            dates.append((span, with_clock(text, span, mention, words)))
        return True
    handle = HANDLE.search(rest)
    author = patterns.byline.fullmatch(rest.strip(" |,–—-·"))
    name = (
        handle["name"]
        if handle
        else author["name"].strip()
        if author and rest.strip()[:1].isalpha() and patterns.byline_begins.match(rest.strip())
        else None
    )
    if name:
        layout.byline = layout.byline or name
        for mention in found:
            dates.append((span, with_clock(text, span, mention, words)))
        return True
    if found and len(re.findall(r"\w{2,}", rest)) <= 4 and not TERMINAL.search(rest.strip()):
        for mention in found:
            dates.append((span, with_clock(text, span, mention, words)))
        leftover = [w for w in re.split(r"[|,–—·]| - ", rest) if w.strip()]
        for part in leftover:
            outlet = words.outlets.get(part.strip())
            if outlet and layout.outlet is None:
                layout.outlet = outlet.name
        return True
    return False


def with_clock(text: str, span: Span, mention: DateMention, words: PageWords) -> DateMention:
    """Add a clock time that stands on the same line as the date."""
    if mention.clock is not None:
        return mention
    for match in patterns_of(words).clock.finditer(text, span[0], span[1]):
        if mention.span[0] <= match.start() < mention.span[1]:
            continue
        clock = read_clock(match, words)
        if clock is not None:
            return replace(mention, clock=clock)
    return mention


def is_furniture(text: str, span: Span, words: PageWords) -> bool:
    """Is this line a byline, a date, a caption or page furniture?"""
    line = text[span[0] : span[1]]
    return (
        is_junk(line, words)
        or words.caption.match(line) is not None
        or take_byline_or_date(text, span, Layout(), [], words)
    )
