"""Which lines of a page are a post of a network, embedded below its author's name and handle?

"Ada Roke", "@adaroke", the words, a day, how often it was liked. The words are the author's, and the
day is none of the page's.
"""

from collections.abc import Iterator, Sequence

from ..records import Span
from .lines import TERMINAL
from .parts import EmbeddedPost
from .patterns import patterns_of
from .words import PageWords

MOST_LINES = 8  # from the handle to the day of a post
MOST_OF_POST = 1200  # characters
LONGEST_POSTER = 60


def find_embedded(text: str, lines: Sequence[Span], words: PageWords) -> tuple[EmbeddedPost, ...]:
    """Return the posts whose author stands over them, in order. Empty for a page without handles."""
    if "@" not in text:
        return ()
    return tuple(read_posts(text, lines, words))


def read_posts(text: str, lines: Sequence[Span], words: PageWords) -> Iterator[EmbeddedPost]:
    handle_line = patterns_of(words).handle_line
    for number, (start, end) in enumerate(lines):
        if text.find("@", start, end) < 0 or not handle_line.fullmatch(text, start, end):
            continue
        if words.post_answers.match(text, start, end):
            continue
        name, above = author_of(text, lines, number)
        if name is None:
            continue
        said, below = words_below(text, lines, number + 1, words)
        if said:
            yield EmbeddedPost(name=name, segments=said, furniture=(*above, (start, end), *below))


def author_of(text: str, lines: Sequence[Span], number: int) -> tuple[Span | None, tuple[Span, ...]]:
    """Return the name before a handle, or on the line above it, with the line that it takes."""
    start, end = lines[number]
    before = text[start : text.index("@", start, end)].rstrip(" (·")
    if before.strip():
        return (start, start + len(before)), ()
    if number == 0:
        return None, ()
    above = lines[number - 1]
    line = text[slice(*above)]
    plain = not TERMINAL.search(line) and len(line) <= LONGEST_POSTER
    named = plain and line[:1].isupper() and "@" not in line
    return (above, (above,)) if named and text.count("\n", above[1], start) == 1 else (None, ())


def words_below(
    text: str, lines: Sequence[Span], first: int, words: PageWords
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the paragraphs of a post, and the lines around them. Without a day it is one paragraph."""
    said: list[Span] = []
    around: list[Span] = []
    closed = False
    for span in lines[first : first + MOST_LINES]:
        line = text[slice(*span)]
        if span[0] - lines[first][0] > MOST_OF_POST:
            break
        if words.post_answers.match(line):
            around.append(span)
        elif words.post_counts.match(line):
            around.append(span)
            closed = closed or bool(said)
        elif len(line) < LONGEST_POSTER and is_day(line, words):
            around.append(span)
            closed = True
        elif closed:
            break
        else:
            said.append(span)
    return (tuple(said) if closed else tuple(said[:1])), tuple(around)


def ends_post(line: str, words: PageWords) -> bool:
    """Does a line end with a dash, who wrote a post, and its day: "We sail. — Ada Roke (@adaroke) May 4, 2021"?"""
    signed = patterns_of(words).post_signature.search(line)
    return signed is not None and is_day(line[signed.end() :], words)


def is_day(line: str, words: PageWords) -> bool:
    """Does a line give the day or the hour of a post and say nothing?"""
    patterns = patterns_of(words)
    rest = line
    for pattern in (patterns.date, patterns.clock, patterns.zone):
        rest = pattern.sub(" ", rest)
    return rest != line and len([word for word in rest.split() if word.isalpha()]) <= 2
