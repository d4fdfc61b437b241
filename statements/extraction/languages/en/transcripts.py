"""The turns of a transcript, each as one statement of whom its label names.

The layout has found the labels (`page.turns`); who is meant by them is asked in `labels`. An interview
that prints no labels alternates questions and answers.
"""

import re
from collections.abc import Sequence

from ...page.parts import Turn
from ...records import Span
from .page_words import FIRST_PERSON
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
