"""Speech without quotation marks: turns of a transcript, and statements in the first person.

A transcript labels each turn ("Q:", "MR ROKE:", "TOLAN:"); a statement issued in somebody's name
says whose it is in its title alone. Both are one record a turn or paragraph.
"""

import re
from collections import Counter
from collections.abc import Sequence

from ...records import Span
from .reading import Attribution

_NAME = r"[A-Z][A-Z’'.-]+"
LABEL = re.compile(
    rf"[\"“]?(?P<label>Q|A|Question|Answer|QUESTION|ANSWER|REPORTER|INTERVIEWER|"
    rf"(?:THE )?{_NAME}(?: {_NAME}){{0,4}}|(?:Mr|Mrs|Ms|Dr)\.? [A-Z][\w’'-]+)"
    r"(?: \([^()\n]{1,60}\))?:\s+(?=\S)"
)
# "Mira Tolan: ..." is a label where the same name stands before several paragraphs.
NAME_LABEL = re.compile(
    r"(?P<label>[A-Z][\w’'-]+(?:\s(?:(?:de|van|von|al|bin|der|la)\s)?[A-Z][\w’'.-]+){1,3})"
    r"(?: \([^()\n]{1,60}\))?:\s+(?=[^\s“\"])"
)
QUESTION = {"q", "question", "reporter", "interviewer"}
ANSWER = {"a", "answer"}
NO_LABEL = {
    "UPDATE",
    "NOTE",
    "READ MORE",
    "WATCH",
    "PHOTO",
    "PHOTOS",
    "VIDEO",
    "RELATED",
    "EDITOR’S NOTE",
    "EDITOR'S NOTE",
}
ASIDE_FIRST = re.compile(r"[(\[][A-Z][^()\[\]]{1,40}[)\]]\s+")  # "(Laughs.) They say it to my face."
ASIDE = re.compile(r"[\"“]?[(\[][^()\[\]]{1,80}[)\]][.”\"]*$")
TITLE = re.compile(
    r"(?:full |joint |opening |closing )?(?:statement|remarks|speech|address|message|letter|text of the statement)"
    r"\s(?:by|of|from)\s(?P<name>(?:(?:the )?[A-Z][\w’'.-]*\s?(?:of |for )?){1,9})",
    re.I,
)
FIRST_PERSON = re.compile(r"\b(?:I|my|we|our)\b")


def find_turns(text: str, paragraphs: Sequence[Span]) -> tuple[list[Attribution], set[int]]:
    """Return the turns of a transcript and the numbers of the paragraphs that they take.

    One label alone is no transcript. A paragraph between two labelled ones goes on with the turn
    before it; what follows the last turn is the reporter's again.
    """
    labels = find_labels(text, paragraphs)
    if len(labels) < 2:
        return [], set()
    order = sorted(labels)
    turns: list[Attribution] = []
    taken: set[int] = set()
    for at, number in enumerate(order):
        match = labels[number]
        following = order[at + 1] if at + 1 < len(order) else number + 1
        members = list(range(number, following)) if following - number <= 6 else [number]
        segments = []
        for member in members:
            start, end = paragraphs[member]
            if member == number:
                start = match.end()
            elif ASIDE.match(text, start, end):
                continue
            if aside := ASIDE_FIRST.match(text, start, end):
                start = aside.end()
            while start < end and text[start] in "\"“”' ":
                start += 1
            while end > start and text[end - 1] in "\"“”' ":
                end -= 1
            if start < end and not ASIDE.match(text, start, end):
                segments.append((start, end))
        taken.update(members)
        if segments:
            turns.append(
                Attribution(
                    rule="transcript-turn",
                    kind="direct",
                    segments=tuple(segments),
                    mention=match.span("label"),
                    sentence=(paragraphs[number][0], paragraphs[members[-1]][1]),
                    paragraph=number,
                )
            )
    return turns, taken


def find_labels(text: str, paragraphs: Sequence[Span]) -> dict[int, re.Match[str]]:
    """Return the labels of turns by the number of their paragraph."""
    labels: dict[int, re.Match[str]] = {}
    names: dict[int, re.Match[str]] = {}
    for number, (start, end) in enumerate(paragraphs):
        match = LABEL.match(text, start, end)
        if match and match["label"].upper() not in NO_LABEL:
            labels[number] = match
            continue
        match = NAME_LABEL.match(text, start, end)
        if match:
            names[number] = match
    often = Counter(match["label"] for match in names.values())
    repeated = {number: match for number, match in names.items() if often[match["label"]] >= 2}
    if len(labels) + len(repeated) >= 3 or labels:
        labels.update(repeated)
    return labels


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
