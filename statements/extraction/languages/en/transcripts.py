"""The turns of a transcript, each as one statement of whom its label names.

The layout has found the labels (`page.turns`); who is meant by them is asked in `labels`. An interview
that prints no labels alternates questions and answers.
"""

import re
from bisect import bisect_left
from collections import Counter
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


def behind_letters(turns: Sequence[Turn]) -> dict[Span, Span]:
    """Return the first line of each question and answer without its label: "Q  Ada, ..." names nobody Q Ada."""
    return {
        turn.lines[0]: (turn.segments[0][0], turn.lines[0][1])
        for turn in turns
        if turn.kind != "named" and turn.lines[0][0] <= turn.segments[0][0] < turn.lines[0][1]
    }


def find_posts(
    text: str, layout: Layout, paragraphs: Sequence[Span], taken: Collection[int]
) -> tuple[list[Attribution], set[int]]:
    """Return the posts of a network that a text embeds: the paragraph over each signature "— Ada Roke (@adaroke)",
    and what stands under a name and its handle.
    """
    made: list[Attribution] = []
    numbers: set[int] = set()
    for post in layout.embedded:
        number = bisect_left(paragraphs, post.segments[0])
        members = set(range(number, number + len(post.segments)))
        if tuple(paragraphs[number : number + len(members)]) != post.segments or members & set(taken):
            continue
        numbers |= members
        made.append(
            Attribution(
                rule="embedded-post",
                kind="direct",
                segments=post.segments,
                mention=post.name,
                sentence=(post.name[0], post.segments[-1][1]),
                paragraph=number,
            )
        )
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


FEWEST_REACTIONS = 2


def find_reactions(
    text: str, layout: Layout, paragraphs: Sequence[Span]
) -> tuple[list[Attribution], set[int]]:
    """Return the paragraphs of a list of reactions that stand in marks, each under a line of capitals that says whose they are."""
    made: list[Attribution] = []
    numbers: set[int] = set()
    headings = sorted(layout.headings)
    for number, (start, end) in enumerate(paragraphs):
        at = bisect_left(headings, (start, end)) - 1
        if at < 0 or text[start] not in '“"' or text[end - 1] not in '”"' or end - start < 3:
            continue
        above = headings[at]
        label = text[slice(*above)]
        if not label.isupper() or len(label.split()) < 2 or text[above[1] : start].strip():
            continue
        if any(mark in text[start + 1 : end - 1] for mark in '“”"'):
            continue
        numbers.add(number)
        made.append(
            Attribution(
                rule="transcript-turn",
                kind="direct",
                segments=((start + 1, end - 1),),
                mention=above,
                sentence=(above[0], end),
                paragraph=number,
            )
        )
    return (made, numbers) if len(made) >= FEWEST_REACTIONS else ([], set())


INTERVIEW = re.compile(
    r"\b(?:interview(?:s|ed)?|q ?& ?a|in conversation|(?:talks?|speaks?|spoke|talked) (?:to|with) (?:us|me|the|our)|sat down with|"
    r"answer(?:s|ed)? (?:our|your|\w+) questions|questions (?:for|to|and answers)|receive[sd]? us|we (?:met|visited|reached|caught up with)|met us)\b",
    re.I,
)
# "In this Q&A, the analyst Ada Roke explains": whoever answers tells of others
EXPLAINS = re.compile(
    r"\b(?:in this (?:q ?& ?a|interview|conversation|discussion|explainer)|q ?& ?a with)\b.{0,160}\b(?:explains?|answers?|discuss(?:es)?|unpacks?|assess(?:es)?|examines?|looks? at|outlines?|reflects?)\b",
    re.I | re.S,
)
LONGEST_QUESTION = 500  # characters
SECOND_PERSON = re.compile(r"\b(?:you|your|yours)\b", re.I)
SAYS_I = re.compile(r"\bI\b(?!\.)")
ADDRESSED = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Minister|President|Ambassador|Professor|Commissioner)\.?(?: [A-Z][\w’'-]+){0,3}, "
)
FEWEST_ALTERNATE = 3  # questions with an answer of one paragraph, before three in a row are parted
FEWEST_DASHED = 4  # paragraphs that begin with a dash
DASHED = re.compile(r"[-–—]\s*(?=\S)")
FEWEST_UNTOLD = 4  # questions of an interview whose head does not say that it is one


def find_interview(
    text: str, layout: Layout, paragraphs: Sequence[Span], cast: Cast
) -> tuple[list[Attribution], set[int]]:
    """Return the questions and answers of an interview that prints no labels; nothing for another page.

    Its head says that it is one, or the questions address whoever answers them; they stand alone and
    come again and again, and whoever answers them speaks of himself and is not reported.
    """
    asked = [n for n, span in enumerate(paragraphs) if asks(text, span)]
    dashed = [
        n
        for n, (start, end) in enumerate(paragraphs)
        if text[start] in "-–—" and DASHED.match(text, start, end)
    ]
    if len(dashed) >= FEWEST_DASHED and alternates(text, [paragraphs[n] for n in dashed]):
        return part_by_dashes(text, layout, paragraphs, dashed, cast)
    if len(asked) < 3:
        return [], set()
    head = [span for span in (layout.headline, layout.standfirst, *paragraphs[: asked[0]][:6]) if span]
    above = [span for span in layout.junk if span[1] <= paragraphs[0][0]]
    told = any(INTERVIEW.search(text, *span) for span in [*head, *above])
    who = interviewed(head, cast)
    pairs = list(zip(asked, [*asked[1:], len(paragraphs)], strict=True))
    answered = [(first, last) for first, last in pairs if last - first > 1]
    personal = sum(
        any(FIRST_PERSON.search(text, *paragraphs[n]) for n in range(first + 1, last))
        for first, last in answered
    )
    marked = sum(text[s] in '“"‘' for s, _ in paragraphs[asked[0] :])
    # Where only the questions are printed bold, nothing else has to tell an interview.
    bold = all(is_emphasized(text, paragraphs[n]) == (n in asked) for n in range(asked[0], len(paragraphs)))
    explains = any(EXPLAINS.search(text, *span) for span in head)
    personal = len(answered) if bold or explains else personal
    if who is None or len(answered) < 3 or personal * 2 < len(answered) or marked * 4 > len(paragraphs):
        return [], set()
    if not (told or bold) and not addresses(text, paragraphs, answered):
        return [], set()
    last_answer = end_of_answers(text, paragraphs, asked[-1])
    pairs = [(first, min(last, last_answer)) for first, last in pairs]
    lengths = Counter(last - first for first, last in pairs)
    if (
        lengths[2] >= FEWEST_ALTERNATE
        and lengths[2] + lengths[4] >= len(pairs) - 1
        and lengths[4] <= lengths[2] / 2
    ):
        pairs = [pair for first, last in pairs for pair in parted(text, paragraphs, first, last)]
    asker = layout.interviewer or author_in(text, layout, head, who)
    made: list[Attribution] = []
    for first, last in pairs:
        made.append(part_of_interview((paragraphs[first],), asker, first))
        segments = tuple(paragraphs[first + 1 : last])
        if segments:
            made.append(part_of_interview(segments, who, first + 1))
    return made, set(range(asked[0], last_answer))


def is_emphasized(text: str, span: Span) -> bool:
    return text[max(0, span[0] - 1)] in "*_" and text[span[1] : span[1] + 1] in {"*", "_"}


def alternates(text: str, dashed: Sequence[Span]) -> bool:
    """Do paragraphs that begin with a dash ask and answer in turn? Every other one has a question, from the first on."""
    questions = [text.find("?", *span) >= 0 for span in dashed]
    return sum(questions[::2]) * 4 >= len(questions[::2]) * 3 and sum(questions[1::2]) < sum(questions[::2])


def part_by_dashes(
    text: str, layout: Layout, paragraphs: Sequence[Span], dashed: Sequence[int], cast: Cast
) -> tuple[list[Attribution], set[int]]:
    """Return the questions and answers of an interview in which a dash begins each of them."""
    head = [span for span in (layout.headline, layout.standfirst, *paragraphs[: dashed[0]][:6]) if span]
    who = interviewed(head, cast)
    if who is None:
        return [], set()
    last = end_of_answers(text, paragraphs, dashed[-1] - 1)
    made: list[Attribution] = []
    for turn, (first, stop) in enumerate(zip(dashed, [*dashed[1:], last], strict=True)):
        start, end = paragraphs[first]
        mark = DASHED.match(text, start, end)
        words = ((mark.end() if mark else start, end), *paragraphs[first + 1 : stop])
        made.append(part_of_interview(words, who if turn % 2 else layout.interviewer, first))
    return made, set(range(dashed[0], last))


def asks(text: str, span: Span) -> bool:
    start, end = span
    return text[end - 1] == "?" and end - start <= LONGEST_QUESTION and text[start] not in '“"‘'


def addresses(text: str, paragraphs: Sequence[Span], answered: Sequence[tuple[int, int]]) -> bool:
    """Do most questions say "you", and do the answers say "I"? A list of questions about a thing does neither."""
    asked = sum(
        SECOND_PERSON.search(text, *paragraphs[n]) is not None
        or ADDRESSED.match(text, *paragraphs[n]) is not None
        for n, _ in answered
    )
    own = sum(
        any(SAYS_I.search(text, *paragraphs[n]) for n in range(first + 1, last)) for first, last in answered
    )
    return len(answered) >= FEWEST_UNTOLD and asked * 2 >= len(answered) and own * 3 >= len(answered)


def parted(text: str, paragraphs: Sequence[Span], first: int, last: int) -> list[tuple[int, int]]:
    """Return a question and its answer as two where the answer holds another question that only tells something.

    Where answers are of one paragraph, three in a row are an answer, a question and an answer, if the
    middle one addresses somebody and tells nothing of its speaker.
    """
    middle = first + 2
    if last - first != 4:
        return [(first, last)]
    words = text[slice(*paragraphs[middle])]
    if SECOND_PERSON.search(words) is None or SAYS_I.search(words):
        return [(first, last)]
    return [(first, middle), (middle, last)]


# Under the last answer: who the interviewee is, who asked, where it was first printed.
ABOUT_PERSON = re.compile(
    r"(?:to the person|about (?:the )?(?:person|interviewee|author|him|her)|the person|biography|bio|profile|vita|personal details|cv)\s?[:–—-]|"
    r"(?:the |this )?interview(?:ed|er)?\b|(?:questions|asked|conducted|translat|transcri|edited)\w* by\b|"
    r"(?:additional|further|more) information\s?:|contributors?\s*$|you (?:may|might) also\b|(?:press|media) (?:office|contacts?|enquiries|inquiries)\b|contacts?\s?:",
    re.I,
)


def end_of_answers(text: str, paragraphs: Sequence[Span], asked: int) -> int:
    """Return the number of the first paragraph behind the last answer, which tells of the interviewee."""
    return next(
        (n for n in range(asked + 2, len(paragraphs)) if ABOUT_PERSON.match(text, *paragraphs[n])),
        len(paragraphs),
    )


def interviewed(head: Sequence[Span], cast: Cast) -> Span | None:
    """Return where the head of an interview first names whom it is with: the one person of the highest line."""
    for start, end in head:
        people = {id(person): person for person in cast.people_between(start, end)}
        if people:
            person = next(iter(people.values()))
            at = next(m.at for m in cast.mentions if m.person is person and start <= m.at < end)
            return at, at + len(person.name)
    return None


def author_in(text: str, layout: Layout, head: Sequence[Span], who: Span) -> Span | None:
    """Return where the lead of an interview names its author, who then asked: "Jon Torr met her in Lissel"."""
    name = layout.byline or ""
    if " " not in name or name == text[slice(*who)]:
        return None
    found = (text.find(name, *span) for span in head if span != layout.headline)
    return next(((at, at + len(name)) for at in found if at >= 0), None)


def part_of_interview(segments: tuple[Span, ...], who: Span | None, paragraph: int) -> Attribution:
    return Attribution(
        rule="transcript-interview",
        kind="direct",
        segments=segments,
        mention=who,
        sentence=(segments[0][0], segments[-1][1]),
        paragraph=paragraph,
    )
