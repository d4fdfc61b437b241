"""Which lines of a page begin somebody's turn? The labels of transcripts, and what they stand before.

A transcript labels each turn: with a letter, a name, an office or an outlet, on the line of the words
or above them. No label proves a transcript alone: a page has several, and they come again.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, zip_longest

from ..folding import any_capital
from ..records import Span
from .dates import find_dates
from .directions import within_marks, without_asides
from .junk import is_junk
from .lines import LONGEST_TOPIC, TERMINAL, before_headings, heads_next, is_heading
from .parts import Turn, TurnKind
from .words import PageWords

LONGEST_LABEL = 140  # characters
MOST_NAME_WORDS = 14
LONGEST_UNLABELLED = 500  # characters, of one that has no label
LINES_OF_TITLE = 6  # that a headline with a colon may stand in
MOST_INITIALS = 3
MOST_SURNAMES = 200  # different ones
# A label parted from its words, in the manner of houses and parliaments.
QUESTION_MARK = re.compile(
    r"[*_]{0,2}(?P<label>Q)(?:(?:[.:]|[*_]{1,2})[*_]{0,2}\s*|\s{2,}|\t| (?=[A-Z“\"‘'])| ?[-–—]{1,2} +)(?=\S)"
)
ANSWER_MARK = re.compile(r"[*_]{0,2}(?P<label>A)(?:(?:[.:]|[*_]{1,2})[*_]{0,2}\s+|\s{2,}|\t)(?=\S)")
COLON = re.compile(
    r"[*_\"“]{0,3}(?:Q\d{1,3}\.? |\d{1,3}\. )?(?P<label>[^\s:*](?:[^:*\n]|(?<=\d):(?=\d)){0,138}?)[*_]{0,2}:[*_]{0,2}(?=\s|$|[“\"(\[])\s*"
)
# As in a chamber's record: "Mr. ROKE of Kestran. Mr. Speaker, I rise", "The PRESIDING OFFICER (Ms. Torr). Is there"
CAPITALS_AND_STOP = re.compile(
    any_capital(
        r"(?P<label>(?:[A-Z][a-z]{1,3}\.? |The )(?:[A-Z][a-z]{1,3}\.? )?[A-Z][A-Za-z’']*[A-Z]{2}[A-Z’' -]*(?: pro tempore)?(?: of(?: [A-Z][a-z]+){1,3})?"
        r"(?: \([^()\n]{2,60}\))?)\. (?=[A-Z\[(])"
    )
)
# As in a committee's: "The Chairwoman. We begin.", "Senator Torr. Thank you.", each of which comes again.
TITLE_AND_STOP = re.compile(
    any_capital(
        r"(?P<label>The [A-Z][a-z]{4,}(?: [A-Z][a-z]+)?|(?P<title>[A-Z][a-z]{1,12})\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\. (?=[A-Z\[(])"
    )
)
# As in another's: "Ada Roke (NNP). – Mr President", "Ada Roke, on behalf of the NNP Group. – Madam"
WORD_AND_STOP = re.compile(r"(?P<label>[A-Z][a-z]{4,10})\. (?=[A-Z“\"¿])")  # "Question. Will it sail?"
INITIALS_AND_STOP = re.compile(r"(?P<label>(?:[A-Z]\.){1,3}) (?=[A-Z“\"])")
NAME_AND_STOP = re.compile(any_capital(r"(?P<label>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})\. (?=[A-Z“\"])"))
LETTERS_OF_TURNS = {"Q.", "A."}
FEWEST_INITIALS = 2
STOP_AND_DASH = re.compile(
    any_capital(r"(?P<label>[A-Z][^.:\n]{1,60}(?:, [^.:\n]{4,60})?)\. ?[–—−-] (?=[A-Z])")
)
DASH_BEHIND_STOP = re.compile(r"\. ?[–—−-] ")
BRACKETS = re.compile(r"\s*(?:\([^()\n]*\)|\[[^\[\]\n]*\])")
# "President: Ms. Ada Roke (Norvania)" says who presides, and nobody speaks there
HOLDER_ALONE = re.compile(
    any_capital(
        r"(?P<title>(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Ambassador|H\.E|Hon)\.? ){1,2})(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'.-]*){0,4})(?<!\w\w\.)(?:(?: ?\.){3,}\s*)?(?: ?\([^()\n]{2,60}\))?[ \t]*$"
    ),
    re.M,
)
IN_BOX = re.compile(any_capital(r"\[(?P<label>[A-Z][^\[\]\n:]{2,60})\][ \t]+(?=[A-Z“\"])"))
SEAT = re.compile(r"(?:\([^()\n]{2,50}\)\s?){1,3}")  # "(Orvel) (Lab)", under the name of a member
WEB_HOUSE = re.compile(
    r"[a-z][a-z0-9-]{2,24}\.(?:com|org|net|news|info|tv|ch|de|fr|it|es|eu|uk|no|se|dk|fi|pl|cz|at|be|nl|ie|in|jp|kr|za|ke|ng|br|ar|mx|co)"
)
TRANSCRIPT_OVER = re.compile(r"(?:[-–—_=*#•. ]{2,}|-\s?\d+\s?-|-?E\s?N\s?D-?\b[^a-z]{0,60}|#+)")
OPENING, CLOSING = ("“", '"', "‘", "'", "«"), ("”", '"', "’", "'", "»")
MARKS = re.compile('[“”"«»?!]')
NUMBERED = re.compile(r"Q?\d{1,3}\.\s+")
LOST_SIGN = re.compile(r"Q(?:[:.] |  |UESTION|uestion: )|M[RS]\.? |THE ")  # of which it needs one
LOST = re.compile(
    r"(?<=[.?!)\]”\"-])\s+(?=(?:Q|A|QUESTION|ANSWER|Question|Answer)[.:]\s"
    r"|(?:THE|MR|MS|MRS|DR)\.? [A-Z’'-]{2,}(?: [A-Z’'-]{2,}){0,3}:\s|Q\s{2,}[A-Z])"
)


@dataclass(slots=True, kw_only=True, eq=False)  # each is the one of its line, and sets of them are made
class Label:
    """What stands before words and may say whose they are. `certain` needs no other sign."""

    line: int
    span: Span
    words_at: int
    kind: TurnKind
    key: str
    certain: bool
    known: bool  # an outlet, an office, a title, a name of several words
    alone: bool = False  # on a line of its own


def find_turns(text: str, lines: Sequence[Span], words: PageWords) -> tuple[Turn, ...]:
    """Return the turns of a transcript in the order of the page; () for any other page."""
    labels = accepted(text, lines, find_labels(text, lines, words), words)
    turns: list[Turn] = []
    if labels and all(label.kind == "question" for label in labels):
        return with_answers(text, lines, labels, words)
    for label, after in zip_longest(labels, labels[1:]):
        stop = after.line if after else len(lines)
        turn = read_turn(text, lines, label, stop, words, last=after is None)
        if turn is not None:
            turns.append(turn)
    return tuple(without_later_labels(text, turns))


def without_later_labels(text: str, turns: Sequence[Turn]) -> list[Turn]:
    """Part the last turn of an interview whose labels stand at the first question and the first answer only."""
    if len(turns) != 2 or turns[0].kind == "answer" or not ends_in_question(text, turns[0].segments[-1]):
        return list(turns)
    asked, answered = turns
    questions = [n for n, span in enumerate(answered.segments) if n and ends_in_question(text, span)]
    if len(questions) < 2 or any(
        after - one < 2 for one, after in pairwise([*questions, len(answered.segments)])
    ):
        return list(turns)
    found = [asked]
    cuts = sorted({0, *questions, *(n + 1 for n in questions), len(answered.segments)})
    for first, stop in pairwise(cuts):
        segments = answered.segments[first:stop]
        lines = tuple(
            line for line in answered.lines if segments[0][0] <= line[1] and line[0] <= segments[-1][1]
        )
        found.append(replace(asked if first in questions else answered, segments=segments, lines=lines))
    return found


def ends_in_question(text: str, span: Span) -> bool:
    return text[span[1] - 1] == "?" and span[1] - span[0] <= LONGEST_UNLABELLED


def with_answers(
    text: str, lines: Sequence[Span], labels: Sequence[Label], words: PageWords
) -> tuple[Turn, ...]:
    """Return the turns of a page that labels its questions only: what stands under one is the answer."""
    turns: list[Turn] = []
    for label, after in zip_longest(labels, labels[1:]):
        stop = after.line if after else len(lines)
        behind = min(label.line + 1 + label.alone, stop)
        question = read_turn(text, lines, label, behind, words, last=False)
        turns += [question] if question else []
        if behind == stop:
            continue  # one question right under another
        unlabelled = replace(label, line=behind, words_at=lines[behind][0])
        answer = read_turn(text, lines, unlabelled, stop, words, last=after is None)
        turns += [replace(answer, kind="answer", label=None)] if answer else []
    return tuple(turns)


def split_lost_lines(text: str, lines: Sequence[Span]) -> list[Span]:
    """Part lines that hold several labelled turns, of a page that lost its paragraphs."""
    found: list[Span] = []
    if LOST_SIGN.search(text) is None:
        return list(lines)
    for start, end in lines:
        for mark in LOST.finditer(text, start, end):
            found.append((start, mark.start()))
            start = mark.end()
        found.append((start, end))
    return found if len(found) - len(lines) >= 2 else list(lines)


def find_labels(text: str, lines: Sequence[Span], words: PageWords) -> list[Label]:
    """Return whatever could be a label, line by line."""
    found: list[Label] = []
    initials = initials_before_stops(text, lines)
    for number, (start, end) in enumerate(lines):
        label = read_initials(text, number, start, end, initials) if initials else None
        label = label or read_label(text, number, start, end, words)
        if label is None and end - start <= LONGEST_LABEL and number + 1 < len(lines):
            label = read_name_line(text, lines, number, words)
        if label is not None:
            found.append(label)
    return found


def initials_before_stops(text: str, lines: Sequence[Span]) -> frozenset[str]:
    """Return the initials with which lines of an interview begin, "M." and "A.R.", where two alternate."""
    found = Counter(
        match["label"].replace(".", "")
        for start, end in lines
        if (match := INITIALS_AND_STOP.match(text, start, end)) and match["label"] not in LETTERS_OF_TURNS
    )
    often = frozenset(letters for letters, times in found.items() if times >= FEWEST_INITIALS)
    return often if len(often) == 2 else frozenset()


def read_initials(text: str, number: int, start: int, end: int, initials: frozenset[str]) -> Label | None:
    """Return the label "A.R." of a line, or "Ada Roke." whose initials these are."""
    match = INITIALS_AND_STOP.match(text, start, end) or NAME_AND_STOP.match(text, start, end)
    if match is None:
        return None
    name = match["label"]
    letters = name.replace(".", "") if match.re is INITIALS_AND_STOP else initials_of(name)
    if letters not in initials:
        return None
    return Label(
        line=number,
        span=match.span("label"),
        words_at=match.end(),
        kind="named",
        key=name,
        certain=True,
        known=True,
    )


def read_label(text: str, number: int, start: int, end: int, words: PageWords) -> Label | None:
    """Return the label that a line begins with, if it does."""
    stop = min(end, start + LONGEST_LABEL)
    dot = text.find(".", start, stop)
    if dot >= 0 and text.find("....", dot, stop) >= 0:
        return None  # a line of a table of contents
    if text.find(". . .", start, end) >= 0:
        return None  # of a list of who was there
    if text[start] == "[" and (boxed := IN_BOX.match(text, start, stop)) is not None:
        # As some ministries print it: [Foreign Minister Torr] I have two items.
        return classify(text, number, boxed.span("label"), boxed.end(), words)
    mark = text[start] in "QA*_"
    match = QUESTION_MARK.match(text, start, end) or ANSWER_MARK.match(text, start, end) if mark else None
    if match is not None:
        kind: TurnKind = "question" if match.re is QUESTION_MARK else "answer"
        return Label(
            line=number,
            span=match.span("label"),
            words_at=match.end(),
            kind=kind,
            key=kind,
            certain=True,
            known=True,
        )
    match = COLON.match(text, start, stop) if text.find(":", start, stop) >= 0 else None
    if match is not None and (
        HOLDER_ALONE.match(text, match.end(), end) or words.told_behind.match(text, match.end(), end)
    ):
        return None  # "Mira Tolan, chief director: ports, said that"
    if match is None and dot < 0:
        return None
    match = match or CAPITALS_AND_STOP.match(text, start, stop)
    if match is None and DASH_BEHIND_STOP.search(text, start, stop):
        match = STOP_AND_DASH.match(text, start, stop)
    if match is None and (titled := TITLE_AND_STOP.match(text, start, stop)) is not None:
        known = titled["title"] in words.titles or titled["label"].split()[-1].lower() in words.offices
        label = classify(text, number, titled.span("label"), titled.end(), words) if known else None
        return replace(label, certain=False, known=True) if label else None
    if match is None and (spelled := WORD_AND_STOP.match(text, start, stop)) is not None:
        word = spelled["label"].lower()
        told = word in words.question_labels or word in words.answer_labels
        return classify(text, number, spelled.span("label"), spelled.end(), words) if told else None
    if match is None:
        return None
    alone = match.end() >= end
    certain = match.re is not COLON
    return classify(text, number, match.span("label"), match.end(), words, certain=certain, alone=alone)


def classify(
    text: str,
    number: int,
    span: Span,
    words_at: int,
    words: PageWords,
    *,
    certain: bool = False,
    alone: bool = False,
) -> Label | None:
    """Return the label that a few words are, or None where they name nobody who could speak."""
    printed = text[span[0] : span[1]].strip()
    bare = BRACKETS.sub("", printed).strip(" -–—")
    lower = bare.lower().rstrip(".")
    plain = re.sub(r"\s*\d+$", "", lower)
    kind: TurnKind | None = (
        "question"
        if plain in words.question_labels or words.question_from.match(bare)
        else "answer"
        if plain in words.answer_labels
        else None
    )
    if kind is not None:
        return Label(
            line=number,
            span=span,
            words_at=words_at,
            kind=kind,
            key=kind,
            certain=True,
            known=True,
            alone=alone,
        )
    crowd = lower in words.crowds
    name = bare.partition(", ")[0]
    if (
        not lower.strip()  # three dots, or a blank before them, are nobody's label
        or lower in words.no_labels
        or lower.split()[0] in words.no_label_begins
        or not (
            crowd
            or is_name_like(bare, words)
            or (alone and is_name_and_office(bare, words))
            or (certain and " " in name and is_name_like(name, words))
        )
    ):
        return None
    tokens = bare.replace(",", " ").split()
    titled = tokens[0].rstrip(".").capitalize() in words.titles or tokens[0] == "THE"
    outlet = bare in words.outlets
    office = any(
        token.lower().rstrip(".’'s") in words.offices or token.lower() in words.offices for token in tokens
    )
    if len(tokens) == 1 and tokens[0].lower() in words.places:
        return None
    capitals = bare.isupper() and len(bare) > 2
    if BRACKETS.search(printed) and not office and lower not in words.callers:
        span = (span[0], span[0] + len(before_bracket(printed, words)))
    told_office = name != bare and bare.split()[-1].lower().rstrip(":") in words.offices and " " in name
    introduced = alone and not crowd and (told_office or not is_name_like(bare, words))
    return Label(
        line=number,
        span=span,
        words_at=words_at,
        kind="named",
        key=name if introduced else re.sub(r"^(?:The|THE)\s(?=\S)", "", bare.rstrip(".")),
        certain=certain or (capitals and titled) or (titled and len(tokens) == 2 and not alone),
        known=crowd or titled or outlet or office or capitals or printed != bare or len(tokens) >= 2,
        alone=alone,
    )


def before_bracket(printed: str, words: PageWords) -> str:
    """Return a label without what stands in brackets behind the name: "Hon. (Ms.) Ada Roke (Kestran, NNP)".

    A bracket behind nothing but titles is one more title, as in parliaments' records.
    """
    for bracket in BRACKETS.finditer(printed):
        before = printed[: bracket.start()].rstrip(" -–—")
        if not all(word.rstrip(".").capitalize() in words.titles for word in before.split()):
            return before
    return printed


def is_name_like(bare: str, words: PageWords) -> bool:
    """Can a few words be a name or an office? Each is capitalised, or a small word inside a name."""
    tokens = bare.replace(",", " ").replace("/", " ").split()
    if not 1 <= len(tokens) <= MOST_NAME_WORDS or not bare[:1].isalpha() or MARKS.search(bare):
        return False
    if bare in words.outlets or (bare.islower() and WEB_HOUSE.fullmatch(bare)):
        return True  # "merpress.ch: When will it sail?"
    if bare.islower() and 2 <= len(tokens) <= 3 and bare.replace(" ", "").isalpha():
        return tokens[0].capitalize() in words.given_names  # "ada roke", as some houses print who speaks
    if not bare[:1].isupper() and tokens[0] not in words.small_words:
        return False
    names = 0
    for token in tokens:
        if token[:1].isupper():
            names += 1
        elif token.lower() not in words.small_words or len(tokens) == 1:
            return False
        if any(map(str.isdigit, token)) and not token.isupper():
            return False
    return names > 0


def is_name_and_office(bare: str, words: PageWords) -> bool:
    """Is a line a name and, behind a comma, an office in small letters: "Ada Roke, spokesperson for ports"?"""
    name, comma, office = bare.partition(", ")
    named = 2 <= len(name.split()) <= 4 and is_name_like(name, words)
    told = [word for word in office.lower().split() if word in words.offices]
    return bool(comma) and named and bool(told) and len(office.split()) <= MOST_NAME_WORDS


def read_name_line(text: str, lines: Sequence[Span], number: int, words: PageWords) -> Label | None:
    """Return the label that a line is which holds a name and nothing else, over prose."""
    start, end = within_marks(text, *lines[number])  # without emphasis
    line = text[start:end]
    if line.isalpha() and not line.isupper() and line.lower() not in words.offices:
        return None  # one word
    if not line or (TERMINAL.search(line) and not line.endswith(")")):
        return None
    numbered = NUMBERED.match(text, start, end)
    start = numbered.end() if numbered else start
    bare = text[start:end]
    bare = BRACKETS.sub("", bare).strip() if "(" in bare or "[" in bare else bare.strip()
    if len(bare.split()) < 2 and not bare.isupper() and bare.lower() not in words.offices:
        return None
    below = number + 1
    while below < len(lines) and below < number + 3:
        if not is_junk(text[slice(*lines[below])], words) and not SEAT.fullmatch(text, *lines[below]):
            break
        below += 1
    if below >= len(lines) or not is_prose(text[slice(*lines[below])]):
        return None
    return classify(text, number, (start, end), end, words, alone=True)


def is_prose(line: str) -> bool:
    if line.isupper() and not TERMINAL.search(line):
        return False  # one line of a title
    return (
        TERMINAL.search(line) is not None or len(line.split()) >= 10 or line.endswith(",")
    )  # "Dear friends,"


def accepted(text: str, lines: Sequence[Span], labels: Sequence[Label], words: PageWords) -> list[Label]:
    """Return the labels that prove each other: those of a transcript, or none.

    A letter or a title in capitals is a label by itself; a name is one where it comes again, or where
    the page is one of labels anyway. Names on lines of their own have to come again.
    """
    if len(labels) < 2:
        return []
    labels = [label for label in labels if not heads_page(text, lines, label, labels, words)]
    labels = without_cast(text, lines, labels)
    if len(labels) < 2:
        return []
    often = Counter(label.key for label in labels)
    for label in labels:
        if label.kind == "named" and 1 < len(label.key.split()) <= 4 and not label.alone:
            often[label.key.split()[-1]] += 1  # "Ada Roke:" the first time, then "Roke:"
    inline = [label for label in labels if not label.alone]
    for label in inline:
        if (
            not label.known
            and often[label.key] > 1
            and is_somebodys_initials(text, label.key, inline[0].span[0])
        ):
            label.known = True
    printed = Counter(label.key for label in inline)
    for key, times in printed.items():
        # "President of Kestran Ada Roke:" the first time, then "Ada Roke:"
        tail = next((tail for tail in tails_of(key) if tail in printed), None)
        if tail is not None:
            often[key] += times
            often[tail] += times
    surnames = surnames_of(text, [key for key in printed if " " not in key])
    sure = {
        label
        for label in inline
        if label.certain or (often[label.key] >= 2 and (label.known or label.key in surnames))
    }
    vouched = {label for label in inline if label in sure or is_vouched(text, label, inline[0], words)}
    told = bool(inline) and says_transcript(text, lines, inline[0].line, words)
    if len(sure) >= 2 or (told and len(vouched) >= 2):
        sure |= {label for label in inline if label.known or often[label.key] >= 2 or label.key in surnames}
        letters = {initials_of(key) for key in {label.key for label in sure}}
        sure |= {label for label in inline if label.key in letters}
        sure |= asking_between(text, lines, inline, sure)
        sure -= {label for label in sure if often[label.key] < 2 and heads_topic(text, lines, label)}
    else:
        sure = set()
    if not sure:
        sure = spelled_once(inline)
    if not sure and answers_in_title(text, inline):
        sure = set(inline[:2])
    only_questions = len(sure) >= 3 and all(label.kind == "question" for label in sure)
    if len({label.key for label in sure}) < 2 and not only_questions and not (told and len(sure) >= 2):
        sure = set()
    over = [label for label in labels if label.alone]
    if sure:
        over = [
            label
            for label in over
            if label.certain or often[label.key] >= 2 or is_introduced(text, label, words)
        ]
    else:
        again = [label for label in over if often[label.key] >= 2]
        marked = [
            label for label in over if has_brackets(text, label) or label.certain or is_bold(text, label)
        ]
        if not again or len({label.key for label in [*again, *marked]}) < 2 or len([*again, *marked]) < 3:
            over = []
    if over and not sure:  # "Hon. members: Oh, oh!" between names on lines of their own
        sure = {label for label in inline if text[slice(*label.span)].lower() in words.crowds}
    return sorted([*sure, *over], key=lambda label: label.line)


def without_cast(text: str, lines: Sequence[Span], labels: Sequence[Label]) -> list[Label]:
    """Leave out the lines of a head that say who is who: "Presenter: Ada Roke" over "ROKE: Good evening."."""
    surnames = {label.key.split()[-1].upper() for label in labels if label.kind == "named"}
    kept = []
    for label in labels:
        name = text[label.words_at : lines[label.line][1]].partition(",")[0].split()
        listed = (
            not label.alone
            and 2 <= len(name) <= 4
            and all(word[:1].isupper() for word in name)
            and name[-1].upper() in surnames - {label.key.split()[-1].upper()}
            and TERMINAL.search(text, *lines[label.line]) is None
        )
        if not listed:
            kept.append(label)
    return kept


def is_somebodys_initials(text: str, letters: str, stop: int) -> bool:
    """Is a label of two or three capitals short for a name in the head of the page: "AR" under "Ada Roke"?"""
    if not (letters.isupper() and letters.isalpha() and 2 <= len(letters) <= MOST_INITIALS):
        return False
    name = r"[\w’'-]+\s".join(map(re.escape, letters)) + r"[\w’'-]*\w"
    return re.search(rf"(?<!\w){name}", text[:stop]) is not None


def spelled_once(labels: Sequence[Label]) -> set[Label]:
    """Return the labels of an interview whose two names are spelled once and then stand by their initials."""
    whole = {initials_of(label.key): label for label in labels if len(label.key) > MOST_INITIALS}
    whole |= {
        label.key[0]: label for label in labels if len(label.key) > MOST_INITIALS and " " not in label.key
    }
    short = [label for label in labels if len(label.key) <= MOST_INITIALS and label.key in whole]
    spelled = {whole[label.key] for label in short}
    return {*short, *spelled} if len(spelled) == 2 and len(short) > 2 else set()


def asking_between(
    text: str, lines: Sequence[Span], labels: Sequence[Label], sure: Collection[Label]
) -> set[Label]:
    """Return the labels that come once, over a question between two turns of one who answers: "Merpress: Will it sail?"."""
    turns = sorted(sure, key=lambda one: one.line)
    at = [turn.line for turn in turns]
    found = set()
    for label in labels:
        before, behind = bisect_left(at, label.line) - 1, bisect_right(at, label.line)
        answered = before >= 0 and behind < len(at) and turns[before].key == turns[behind].key
        if answered and label.kind == "named" and ends_in_question(text, lines[label.line]):
            found.add(label)
    return found


def answers_in_title(text: str, labels: Sequence[Label]) -> bool:
    """Does a page hold one question and the answer of somebody whom its head names: "Answer by Mira Zorin to a question"?"""
    if len(labels) != 2 or not (labels[0].kind == "question" and labels[0].certain):
        return False
    answer = labels[1]
    named = answer.kind == "named" and len(answer.key.split()) > 1
    return named and 0 <= text.find(answer.key) < labels[0].span[0]


def heads_topic(text: str, lines: Sequence[Span], label: Label) -> bool:
    """Is a line with a colon the heading of what is asked next, in capitals throughout: "Orvel Strait: Detained Crews"?"""
    line = text[slice(*lines[label.line])]
    behind = text[label.words_at : lines[label.line][1]].split()
    return (
        not label.certain
        and 0 < len(behind) <= LONGEST_TOPIC
        and is_heading(line)
        and line[-1].isalnum()
        and all(word[:1].isupper() for word in behind if len(word) > 3)
    )


def is_introduced(text: str, label: Label, words: PageWords) -> bool:
    """Is a label the name and office with which somebody is heard first: "ADA ROKE, HOST:" over the words?"""
    printed = text[slice(*label.span)]
    name, comma, office = printed.partition(", ")
    return (
        bool(comma)
        and printed.isupper()
        and len(name.split()) > 1
        and office.split()[-1].lower() in words.offices
        and text[label.span[1] : label.span[1] + 1] == ":"
    )


def heads_page(
    text: str, lines: Sequence[Span], label: Label, labels: Sequence[Label], words: PageWords
) -> bool:
    """Is a label a part of the headline: "Roke: the ferry will sail", "Harbour Council: Remarks by Roke"?"""
    if label.kind != "named" or label.line > LINES_OF_TITLE:
        return False
    if label is labels[0] and label.line == 0 and labels[1].line > 1:
        return True
    start, end = lines[label.line]
    quoted = text[label.words_at : label.words_at + 1] in OPENING and text[end - 1] in CLOSING
    first = next((other for other in labels if not other.alone), None)
    if label is first and quoted and not any(other.line == label.line + 1 for other in labels):
        return True  # "Ada Roke: “We sail at noon”" over an interview
    titled = TERMINAL.search(text, start, end) is None and words.transcript.search(text, label.words_at, end)
    day = next(find_dates(text, words, label.words_at, end), None)
    dated = day is not None and not text[day.span[1] : end].strip(" .)") and day.span[0] - label.words_at < 12
    return (bool(titled) or dated) and not label.certain and not label.alone


def tails_of(key: str) -> list[str]:
    """Return the last two, three and four words of a longer label: the name behind an office."""
    words = key.split()
    return [" ".join(words[-size:]) for size in (2, 3, 4) if size < len(words)]


def is_vouched(text: str, label: Label, first: Label, words: PageWords) -> bool:
    """Is a label an outlet's name or an office, or does the head of the page name it?"""
    printed = text[label.span[0] : label.span[1]]
    tokens = printed.replace(",", " ").split()
    office = any(token.lower() in words.offices for token in tokens)
    house = printed in words.outlets or words.house_word.search(printed) is not None
    return (
        office
        or house
        or printed.isupper()
        or (len(tokens) >= 2 and text.find(label.key, 0, first.span[0]) >= 0)
    )


def initials_of(name: str) -> str:
    """Return "AR" for "ADA ROKE" and for "Ada Roke, harbour master"."""
    return "".join(word[0] for word in name.partition(",")[0].split() if word[0].isupper())


def surnames_of(text: str, words: Sequence[str]) -> set[str]:
    """Return those of several words that the page has as names: behind another word, inside a line."""
    return {word for word in islice(words, MOST_SURNAMES) if is_behind_word(text, f" {word}")}


def is_behind_word(text: str, sought: str) -> bool:
    at = text.find(sought, 1)
    while at > 0:
        after = text[at + len(sought) : at + len(sought) + 1]
        if (text[at - 1].isalpha() or text[at - 1] == ",") and not after.isalnum() and after != "_":
            return True
        at = text.find(sought, at + 1)
    return False


def has_brackets(text: str, label: Label) -> bool:
    return text[label.span[0] : label.span[1]].endswith((")", "]"))


def is_bold(text: str, label: Label) -> bool:
    return text[max(0, label.span[0] - 1)] in "*_" and text[label.span[1] : label.span[1] + 1] in {"*", "_"}


def says_transcript(text: str, lines: Sequence[Span], first: int, words: PageWords) -> bool:
    """Does a line over the first label say that the page is a transcript?"""
    return any(
        (words.transcript_follows if TERMINAL.search(text, *span) else words.transcript).search(text, *span)
        for span in lines[max(0, first - 12) : first]
    )


def lists_states(line: str, words: PageWords) -> bool:
    """Is a line the states that voted for something: "Algeria, Brazil, Cameroon"?"""
    states = line.split(", ")
    return len(states) > 2 and sum(state.lower() in words.places for state in states) * 2 > len(states)


def read_turn(
    text: str, lines: Sequence[Span], label: Label, stop: int, words: PageWords, *, last: bool
) -> Turn | None:
    """Return the words behind a label up to the line `stop`, stage directions left out.

    The last turn of a page goes on to the mark that ends the transcript; where there is none, as long
    as somebody speaks of himself.
    """
    closed = last and any(TRANSCRIPT_OVER.fullmatch(text, *span) for span in lines[label.line : stop])
    if not last:
        stop = before_headings(text, lines, label.line + 1, stop)
    taken: list[Span] = []
    segments: list[Span] = []
    for number in range(label.line, stop):
        start, end = lines[number]
        if number == label.line:
            taken.append((start, end))
            start = label.words_at
        elif words.transcript_ends.match(text, start, end) or TRANSCRIPT_OVER.fullmatch(text, start, end):
            if last:
                break
            continue
        elif (
            is_junk(text[start:end], words)
            or lists_states(text[start:end], words)
            or (number + 1 == stop and not last and heads_next(text, lines[number]))
        ):
            continue
        elif (
            last
            and segments
            and not closed
            and not words.first_person.search(text, start, end)
            and not ends_in_question(text, (start, end))
        ):
            break
        else:
            taken.append((start, end))
        said = without_asides(text, start, end, words)
        if said is not None:
            segments.append(said)
    if not segments:
        return None
    return Turn(kind=label.kind, label=label.span, segments=tuple(segments), lines=tuple(taken))
