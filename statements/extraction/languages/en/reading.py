"""A paragraph while it is being read: what has been found in it, and which words are claimed."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...records import QuoteKind, Span
from .lexicon import word_set
from .nicknames import is_nickname_behind_as
from .tokens import TWO_WORD, Tokens

FEELING = re.compile(
    r"(?:regret|hope|concern|confidence|belief|optimism|doubt|doubts|fear|fears|satisfaction|readiness|"
    r"willingness|conviction|certainty|outrage|disappointment|surprise|gratitude|support|frustration)$"
)


@dataclass(
    slots=True, kw_only=True
)  # nobody changes one; not frozen, as making one then costs thrice as much
class Attribution:
    """Words, and what the sentence says of who spoke them. Spans are characters of the source."""

    rule: str
    kind: QuoteKind
    segments: tuple[Span, ...]
    clause: Span | None = None
    mention: Span | None = None  # None: carried over from the statement before
    relative: Span | None = None  # the "who" beside the cue that stands for the mention
    cue: str | None = None
    cue_span: Span | None = None
    addressee: str | None = None
    sentence: Span = (0, 0)
    paragraph: int = 0

    def of(self, mention: Span | None, sentence: Span) -> "Attribution":
        """Return the same with another mention, in its sentence."""
        return Attribution(
            rule=self.rule,
            kind=self.kind,
            segments=self.segments,
            clause=self.clause,
            mention=mention,
            cue=self.cue,
            cue_span=self.cue_span,
            addressee=self.addressee,
            sentence=sentence,
            paragraph=self.paragraph,
        )

    @property
    def start(self) -> int:
        return self.segments[0][0]

    @property
    def end(self) -> int:
        return self.segments[-1][1]


@dataclass(slots=True)
class ParagraphReading:
    """A paragraph while it is being read: which quotations are claimed, what was found."""

    tokens: Tokens
    number: int
    named: frozenset[int]  # the quotations that are names of things, which nobody says
    sentences: list[tuple[int, int]]  # first and last token of each
    found: list[Attribution] = field(default_factory=list)
    indirect: list[Span] = field(default_factory=list)
    claimed: set[int] = field(init=False)
    runs_on: tuple["ParagraphReading", int] | None = (
        None  # the statement whose last quotation is still open here
    )

    def __post_init__(self) -> None:
        self.claimed = set(self.named)

    def sentence_before(self, first: int) -> tuple[int, int] | None:
        """Return the sentence that ends right before the one that begins at token `first`."""
        at = bisect_left(self.sentences, (first, 0)) - 1
        return self.sentences[at] if at >= 0 and self.sentences[at][1] == first - 1 else None


def ends_two_word_cue(tokens: Tokens, index: int) -> bool:
    """Is this the "out" of "pointed out", whose first word is the cue?"""
    return tokens.tags[index : index + 1] == "a" and tokens.word(index).lower() in TWO_WORD


NEGATIVE = {"neither", "no", "nobody", "none"}
COUNTED_AFTER_NO = {"fewer", "less"}  # "no fewer than nine sailors said"


def is_no_speaker(tokens: Tokens, source: tuple[int, int]) -> bool:
    """Is what stands before a cue nobody who spoke: "no official said", "neither side would say", "nobody at the port said"?"""
    first, last = source
    word = tokens.word(first).lower()
    if word == "no":
        behind = [tokens.word(k) for k in range(first + 1, last + 1)]
        counted = tokens.tags[first + 1 : first + 2] == "#" or (behind and behind[0] in COUNTED_AFTER_NO)
        named = tokens.word(first) == "No" and all(one[:1].isupper() for one in behind)
        return not (counted or named) or behind == ["one"]
    if word in NEGATIVE:
        return True
    if not first:
        return False
    if word in {"a", "one"} and tokens.word(first - 1).lower() in {"not", "no"}:
        return True
    if tokens.tags[first - 1] != "p":
        return False
    before = [tokens.word(k).lower() for k in range(max(0, first - 3), first - 1)]
    return before[-1:] in (["nobody"], ["none"], ["neither"]) or before == ["no", "one"]


# "Mira Tolan, who said", "who has since said", "who, on a call on Friday, said", "who in a letter to Roke said"
RELATIVE_BESIDE = re.compile("W[axbT]*(?:,[^,;:QEfVvGg]{1,20},[axb]*|p[DNRwaT#p]{1,6}[axb]*)?$")


def relative_beside(tokens: Tokens, source: tuple[int, int], cue: int) -> Span | None:
    """Return the "who" by which a cue has its source, where the cue is the verb of a relative clause."""
    behind = source[1] + 1
    if behind >= cue or "W" not in tokens.tags[behind:cue]:
        return None
    match = RELATIVE_BESIDE.search(tokens.tags, max(behind, cue - 30), cue)
    return tokens.spans[match.start()] if match else None


SHORT = re.compile("[’'´`]")  # "they’ve suggested": they


def make_attribution(
    reading: ParagraphReading,
    *,
    rule: str,
    kind: QuoteKind,
    segments: Sequence[Span],
    source: tuple[int, int] | None,
    cue: int | None,
    first: int,
    last: int,
    clause: Span | None = None,
    addressee: str | None = None,
) -> None:
    segments = [(start, end) for start, end in segments if start < end]
    if not segments:  # marks with nothing between them
        return
    tokens = reading.tokens
    if source and is_no_speaker(tokens, source):
        return
    mention = (tokens.spans[source[0]][0], tokens.spans[source[1]][1]) if source else None
    if source and mention and tokens.tags[source[1]] == "P":
        mention = (
            mention[0],
            mention[1] - len(tokens.word(source[1])) + len(SHORT.split(tokens.word(source[1]))[0]),
        )
    cue_text = None
    cue_span = None
    if cue is not None:
        cue_span = tokens.spans[cue]
        stop = cue
        while stop < cue + 2 and ends_two_word_cue(tokens, stop + 1):
            stop += 1
        if (
            tokens.word(cue).lower() in {"expressed", "expressing", "expresses", "voiced"}
            and cue + 1 < len(tokens.tags)
            and FEELING.match(tokens.word(cue + 1).lower())
        ):
            stop = cue + 1
        if tokens.tags[cue] == "A":
            stop = cue + 1
        cue_text = tokens.text(cue, stop)
    reading.found.append(
        Attribution(
            rule=rule,
            kind=kind,
            segments=tuple(segments),
            clause=clause,
            mention=mention,
            relative=relative_beside(tokens, source, cue) if source and cue is not None else None,
            cue=cue_text,
            cue_span=cue_span,
            addressee=addressee,
            sentence=(tokens.spans[first][0], tokens.spans[last][1]),
            paragraph=reading.number,
        )
    )


def make_quotation(
    reading: ParagraphReading,
    quoted: int,
    *,
    rule: str,
    source: tuple[int, int] | None,
    cue: int | None,
    first: int,
    last: int,
    clause: Span | None = None,
    addressee: str | None = None,
) -> None:
    """Claim one quotation and record it: direct, or partial where it stands in a clause."""
    reading.claimed.add(quoted)
    make_attribution(
        reading,
        rule=rule,
        kind="partial" if clause else "direct",
        segments=pieces_of(reading.tokens, [quoted]),
        source=source,
        cue=cue,
        first=first,
        last=last,
        clause=clause,
        addressee=addressee,
    )


def pieces_of(tokens: Tokens, quoted: Sequence[int]) -> list[Span]:
    """Return the insides of the quotations at these tokens."""
    return [(tokens.quotations[k].start, tokens.quotations[k].end) for k in quoted]


# Words that make a quotation a name or a scare quote, whoever is speaking.
NICKNAMING = {"dubbed", "nicknamed"}
SO_CALLED = {"so-called", "nicknamed", "dubbed", "titled", "entitled", "named", "codenamed"}


MARK_TAGS = frozenset(".:;()QEf")  # of what is no word, and leads to no name of a thing


def is_so_called(tokens: Tokens, quoted: int) -> bool:
    """Is a quotation the name of a thing: "a plan known as “Green Bridge”", "the series “Low Water”"?"""
    if not quoted or tokens.tags[quoted - 1] in MARK_TAGS:
        return False
    before = [tokens.word(k).lower() for k in range(max(0, quoted - 2), quoted)]
    if before[-1] in SO_CALLED or (before[-1] == "as" and is_nickname_behind_as(tokens, quoted)):
        # "Roke, whom she dubbed “the whale”": her word for him
        return not (before[-1] in NICKNAMING and quoted > 1 and tokens.tags[quoted - 2] in "Px")
    work = before[-1] in WORKS or (before[-1] == "," and before[0] in WORKS)
    if not (work or before[-1] == "on" or SHOWN_BY.search(tokens.tags, max(0, quoted - 9), quoted)):
        return False
    return is_title(tokens.source[tokens.quotations[quoted].start : tokens.quotations[quoted].end])


SHOWN_BY = re.compile("[pV][DNHRwT#]{1,7}S$")  # "on Channel Four’s “Harbour Talk”"


# What has a title, which stands in marks behind it. With small letters it is speech: "the film “is a joke”".
WORKS = word_set(
    "film films movie series show programme program book novel memoir song album poem play musical opera "
    "documentary podcast magazine newspaper painting game sitcom thriller bestseller movement campaign ad ads "
    "commercial skit sketch biography pseudonym"
)


def is_title(words: str) -> bool:
    """Has every longer word a capital, and are there few of them?"""
    every = words.strip(" .,").split()
    longer = [word for word in every if len(word) > 3] or (every if len(every) > 1 else [])
    return bool(longer) and len(longer) < 7 and all(not word[0].islower() for word in longer)


def unclaimed(reading: ParagraphReading, start: int, end: int) -> list[int]:
    """Return the tokens from `start` to `end` that are quotations nobody has claimed yet."""
    return [
        quoted
        for quoted in reading.tokens.quotations_in(start, end)
        if quoted not in reading.claimed and quoted not in reading.named
    ]


def make_clause(
    reading: ParagraphReading,
    *,
    rule: str,
    span: Span,
    quoted: Sequence[int],
    source: tuple[int, int] | None,
    cue: int | None,
    first: int,
    last: int,
    addressee: str | None = None,
    quoted_rule: str | None = None,
) -> bool:
    """Record a reported clause: the quoted pieces in it if it has any, else the clause itself.

    Returns False where an overlapping clause has been recorded already.
    """
    if quoted:
        reading.claimed.update(quoted)
        make_attribution(
            reading,
            rule=quoted_rule or rule,
            kind="partial",
            segments=pieces_of(reading.tokens, quoted),
            source=source,
            cue=cue,
            first=first,
            last=last,
            clause=span,
            addressee=addressee,
        )
        return True
    if overlaps(reading.indirect, span):
        return False
    reading.indirect.append(span)
    make_attribution(
        reading,
        rule=rule,
        kind="indirect",
        segments=[span],
        source=source,
        cue=cue,
        first=first,
        last=last,
        addressee=addressee,
    )
    return True


def release(reading: ParagraphReading, start: int, first: int) -> bool:
    """Give up what a cue inside the reported clause took, for the cue that closes the sentence.

    "The delay shows that “…,” Tolan said": the words are Tolan's, not the delay's.
    """
    tokens = reading.tokens
    for made in reading.found[-12:]:
        if made.cue_span is None or made.mention is None:
            continue
        inside = tokens.spans[first][0] <= made.cue_span[0] < start
        if made.rule == "naming-cue" and tokens.tags[first : first + 3].lstrip("&,c")[:1] == "p":
            return False  # "In a speech that Tolan called “a farce,” Roke said"
        if inside and made.segments[0][0] <= start < made.segments[-1][1] and tokens.tags[first] != "P":
            if made.rule.endswith("-quotation"):
                return False
            forget(reading, made)
            return True
    return False


def forget(reading: ParagraphReading, made: Attribution) -> None:
    # What is forgotten has just been read: it stands near the end.
    for number in range(len(reading.found) - 1, -1, -1):
        if reading.found[number] is made:
            del reading.found[number]
            break
    span = made.clause or made.segments[0]
    for number in range(len(reading.indirect) - 1, max(-1, len(reading.indirect) - 26), -1):
        if reading.indirect[number] == span:
            del reading.indirect[number]
            break
    starts = {s for s, _ in made.segments}
    for k in [k for k in reading.tokens.near(made.start, made.end) if k in reading.claimed]:
        if reading.tokens.quotations[k].start in starts:
            reading.claimed.discard(k)


def overlaps(spans: Sequence[Span], span: Span) -> bool:
    """Does a clause overlap one of those just read? Sentences are read in order: the last few do."""
    return any(s < span[1] and span[0] < e for s, e in spans[-12:])
