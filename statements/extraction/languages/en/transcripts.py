"""The turns of a transcript, each as one statement of whom its label names.

The layout has found the labels (`page.turns`); who is meant by them is asked in `labels`. An interview
that prints no labels alternates questions and answers.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from ...page.parts import Layout, Turn
from ...page.patterns import patterns_of
from ...records import Span
from .page_words import FIRST_PERSON, page_words
from .people import Cast
from .reading import Attribution


def read_turns(paragraphs: Sequence[Span], turns: Sequence[Turn]) -> tuple[list[Attribution], set[int]]:
    """Return a statement for each turn, and the numbers of the paragraphs that the turns take."""
    numbers = {span: number for number, span in enumerate(paragraphs)}
    made: list[Attribution] = []
    taken: set[int] = set()
    for turn in turns:
        members = [numbers[line] for line in turn.lines if line in numbers]
        taken.update(members)
        made.append(
            Attribution(
                rule="transcript-turn",
                kind="direct",
                segments=turn.segments,
                mention=turn.label,
                sentence=(turn.lines[0][0], turn.lines[-1][1]),
                paragraph=members[0] if members else 0,
            )
        )
    return made, taken


def find_posts(
    text: str, layout: Layout, paragraphs: Sequence[Span], taken: Collection[int]
) -> tuple[list[Attribution], set[int]]:
    """Return the posts of a network that a text embeds: the paragraph over each signature "— Ada Roke (@adaroke)"."""
    made: list[Attribution] = []
    numbers: set[int] = set()
    for start, end in layout.posts:
        number = bisect_left(paragraphs, (start, end)) - 1
        signed = patterns_of(page_words()).post_signature.match(text, start, end)
        if signed is None or number < 0 or number in taken or number in numbers:
            continue
        numbers.add(number)
        made.append(
            Attribution(
                rule="embedded-post",
                kind="direct",
                segments=(paragraphs[number],),
                mention=signed.span("name"),
                sentence=(paragraphs[number][0], end),
                paragraph=number,
            )
        )
    return made, numbers


INTERVIEW = re.compile(
    r"\b(?:interview(?:s|ed)?|q ?& ?a|in conversation|(?:talks?|speaks?|spoke|talked) (?:to|with) (?:us|me|the|our)|sat down with|"
    r"answer(?:s|ed)? (?:our|your|\w+) questions|questions (?:for|to|and answers)|receive[sd]? us)\b",
    re.I,
)
LONGEST_QUESTION = 500  # characters


def find_interview(
    text: str, layout: Layout, paragraphs: Sequence[Span], cast: Cast
) -> tuple[list[Attribution], set[int]]:
    """Return the questions and answers of an interview that prints no labels; nothing for another page.

    Its head says that it is one, questions stand alone and come again and again, and whoever answers
    them speaks of himself and is not reported.
    """
    asked = [n for n, span in enumerate(paragraphs) if asks(text, span)]
    if len(asked) < 3:
        return [], set()
    head = [span for span in (layout.headline, layout.standfirst, *paragraphs[: asked[0]][:6]) if span]
    if not any(INTERVIEW.search(text, *span) for span in head):
        return [], set()
    who = interviewed(head, cast)
    pairs = list(zip(asked, [*asked[1:], len(paragraphs)], strict=True))
    answered = [(first, last) for first, last in pairs if last - first > 1]
    personal = sum(
        any(FIRST_PERSON.search(text, *paragraphs[n]) for n in range(first + 1, last))
        for first, last in answered
    )
    marked = sum(text[s] in '“"‘' for s, _ in paragraphs[asked[0] :])
    if who is None or len(answered) < 3 or personal * 2 < len(answered) or marked * 4 > len(paragraphs):
        return [], set()
    made: list[Attribution] = []
    for first, last in pairs:
        made.append(part_of_interview((paragraphs[first],), None, first))
        segments = tuple(paragraphs[first + 1 : last])
        if segments:
            made.append(part_of_interview(segments, who, first + 1))
    return made, set(range(asked[0], len(paragraphs)))


def asks(text: str, span: Span) -> bool:
    start, end = span
    return text[end - 1] == "?" and end - start <= LONGEST_QUESTION and text[start] not in '“"‘'


def interviewed(head: Sequence[Span], cast: Cast) -> Span | None:
    """Return where the head of an interview first names whom it is with: the one person of the highest line."""
    for start, end in head:
        people = {id(person): person for person in cast.people_between(start, end)}
        if people:
            person = next(iter(people.values()))
            at = next(m.at for m in cast.mentions if m.person is person and start <= m.at < end)
            return at, at + len(person.name)
    return None


def part_of_interview(segments: tuple[Span, ...], who: Span | None, paragraph: int) -> Attribution:
    return Attribution(
        rule="transcript-interview",
        kind="direct",
        segments=segments,
        mention=who,
        sentence=(segments[0][0], segments[-1][1]),
        paragraph=paragraph,
    )
