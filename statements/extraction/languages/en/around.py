"""What was said stands before its source and cue, or around them."""

import re
from collections.abc import Sequence

from ...records import Span
from . import lexicon
from .addressees import UNDERTAKING, bases_of, told_by
from .asides import behind_adjuncts
from .clauses import clause_end, clause_like, trimmed
from .endings import WHERE_SAID
from .grammar import (
    ADJUNCT,
    NOUN_PHRASE_AHEAD,
    QUOTED,
    SUBJECT_AHEAD,
    is_description,
    is_finite,
)
from .lexicon import word_set
from .reading import (
    Attribution,
    ParagraphReading,
    forget,
    is_no_speaker,
    make_attribution,
    make_clause,
    make_quotation,
    overlaps,
    pieces_of,
    unclaimed,
)
from .tokens import Tokens


def read_clause_before(
    reading: ParagraphReading, first: int, last: int, cue: int, source: tuple[int, int], comma: int, rule: str
) -> bool:
    """The talks were over, Tolan said."""
    tokens = reading.tokens
    tags = tokens.tags
    start = first
    end = comma - 1
    while start < end and tags[start] in "&,":
        start += 1
    if end - start < 1:
        return False
    head = tags[start : end + 1]
    if re.fullmatch(r"D?[wRNH]{1,5},(?:pD?[wNR]{1,4}|aaa)", head):
        return False  # "The envoy, for his part, reiterated Velland's wish"
    if re.fullmatch(r"[ac]?(?:pD{0,3}[NHRCwST#a]{1,10}){1,2}|D?T+#?|[ac]+|H{0,6}N{1,4}", head):
        return False  # "On Thursday, Tolan said": a lead-in, no clause
    if is_no_speaker(tokens, source):
        return False  # "The gate stays shut, Tolan said, Nobody asked"
    undertakes = any(base in UNDERTAKING for base in bases_of(tokens, cue))
    if undertakes and not clause_like(tokens, start, end) and not tokens.word(end + 1).startswith("?"):
        return False  # "Not long after the flood, Tolan asked the crew to help"
    span = trimmed(tokens, start, end)
    if span is None:
        return False
    reports = tokens.word(cue).lower() in REPORTS
    if reports and (inner := said_inside(reading, span)) is not None:
        shorten(inner, span[1])
        return True  # "Tolan said that it sails, the Harbour Wire reported": Tolan's words, which the wire relays
    for made in reading.found[-12:]:
        inside = made.cue_span and made.cue_span[0] >= span[0] and made.cue_span[1] <= span[1]
        if inside and not made.rule.endswith("-quotation") and not made.rule.startswith("quotation-"):
            forget(reading, made)
    return make_clause(
        reading,
        rule=rule,
        quoted_rule=f"{rule}-quoted",
        span=span,
        quoted=unclaimed(reading, start, end),
        source=source,
        cue=cue,
        first=first,
        last=last,
        addressee=told_by(tokens, cue, last, source),
    )


REPORTS = {"reported", "reports"}
MEDIA = re.compile(
    r"\b(?:media|news agency|wire|television|TV|radio|broadcaster|newspaper|daily|news site|website)$", re.I
)


def relays(tokens: Tokens, source: tuple[int, int]) -> bool:
    """Is whoever reports an outlet: "the Harbour Wire", "state media"?"""
    name = tokens.text(*source)
    core = name[4:] if name[:4].lower() == "the " else name
    letters = core.isupper() and core.isalpha() and len(core) > 2
    return letters or name in lexicon.outlets() or core in lexicon.outlets() or MEDIA.search(core) is not None


def tells_of_words(tokens: Tokens, start: int, last: int) -> bool:
    """Does a clause say that somebody said something: "Tolan had said that it sails"?"""
    subject = SUBJECT_AHEAD.match(tokens.tags, start, last + 1)
    return subject is not None and tokens.tags[subject.end() : subject.end() + 1] == "V"


def said_inside(reading: ParagraphReading, span: Span) -> Attribution | None:
    """Return the one indirect statement that a stretch holds whole, with who said it and how."""
    held = [
        made
        for made in reading.found[-12:]
        if made.cue_span and made.mention and span[0] <= made.mention[0] and made.cue_span[1] <= span[1]
    ]
    if len(held) != 1 or held[0].mention is None:
        return None
    begins = min(held[0].mention[0], held[0].segments[0][0])
    return held[0] if begins <= span[0] + 1 else None


def shorten(made: Attribution, end: int) -> None:
    """Let what was said end where a stretch does."""
    if made.kind == "indirect" and made.segments[-1][1] > end:
        made.segments = (*made.segments[:-1], (made.segments[-1][0], end))


def read_as_source(
    reading: ParagraphReading, first: int, last: int, cue: int, source: tuple[int, int]
) -> bool:
    """As Tolan noted on Friday, the gate is open.   The gate is open, as Tolan noted."""
    tokens = reading.tokens
    tags = tokens.tags
    before = source[0] - 1
    if before < first or tokens.word(before).lower() != "as" or not source[1] < cue:
        return False
    adjunct = ADJUNCT.match(tags, cue + 1, last + 1)
    after = adjunct.end() if adjunct else cue + 1
    if after < last and tags[after + 1] in QUOTED:
        return False
    goes_on = tags[after + 1 : after + 2] not in tuple("bxVvKM")  # "and that, as Tolan noted, is late"
    joined = before - 1 > first and goes_on and tags[before - 2 : before] in ("&,", ",&", "t,")
    if (
        tags[before - 1] == "Q"
        and before - 1 > first
        and read_marks_before_as(reading, first, last, cue, source, before - 1)
    ):
        return True
    if tags[first:before].strip("c&(,a") and not joined:
        if (
            before - 1 > first
            and after < last
            and tags[before - 1] in ",-"
            and tags[after] == tags[before - 1]
        ):
            return read_around(reading, first, last, cue, (before, source[1]), after, source) or True
        closes = after > last or tags[after] in ".,;"
        if not closes or tags[before - 1] != "," or unclaimed(reading, before, last):
            return False
        return clause_like(tokens, first, before - 2) and read_clause_before(
            reading, first, last, cue, source, before - 1, "as-source-cue"
        )
    if tags[after : after + 1] != "," or after + 1 > last:
        return False
    if relays_another(tokens, after + 1, last):
        return False  # "As the Courier reported earlier, Mira Tolan said that": they are hers
    end = clause_end(tokens, after + 1, last)
    span = trimmed(tokens, after + 1, end) if clause_like(tokens, after + 1, end) else None
    return span is not None and make_clause(
        reading,
        rule="as-source-cue",
        quoted_rule="as-source-cue-quoted",
        span=span,
        quoted=unclaimed(reading, after + 1, end),
        source=source,
        cue=cue,
        first=first,
        last=last,
    )


TOLD_BY = re.compile(rf"(?P<source>{NOUN_PHRASE_AHEAD.pattern})(?:p?D?T{{1,2}})?,")


def read_as_told_by(reading: ParagraphReading, first: int, last: int, cue: int) -> bool:
    """As reported by the Courier, the gate is open."""
    told = TOLD_BY.match(reading.tokens.tags, cue + 2, last)
    if told is None or relays_another(reading.tokens, told.end(), last):
        return False
    return make_told(reading, first, last, cue, told, "as-source-cue")


TOLD_BY_THAT = re.compile(rf"(?P<source>{NOUN_PHRASE_AHEAD.pattern})(?:p?D?T{{1,2}})?t(?![bxVvKM])")


def read_told_by(reading: ParagraphReading, first: int, last: int, cue: int) -> bool:
    """She was told by Mira Tolan that the gate is open."""
    told = TOLD_BY_THAT.match(reading.tokens.tags, cue + 2, last)
    if told is None or "b" not in reading.tokens.tags[max(first, cue - 3) : cue]:
        return False
    return make_told(reading, first, last, cue, told, "source-cue-clause")


def make_told(
    reading: ParagraphReading, first: int, last: int, cue: int, told: re.Match[str], rule: str
) -> bool:
    """Make a clause of what stands behind a cue, "by" and a source, where it is one."""
    tokens, start = reading.tokens, told.end()
    end = clause_end(tokens, start, last)
    span = trimmed(tokens, start, end) if clause_like(tokens, start, end) else None
    return span is not None and make_clause(
        reading,
        rule=rule,
        quoted_rule=f"{rule}-quoted",
        span=span,
        quoted=unclaimed(reading, start, end),
        source=(cue + 2, told.end("source") - 1),
        cue=cue,
        first=first,
        last=last,
    )


def is_asked(tokens: Tokens, first: int, cue: int) -> bool:
    """Is the subject the one who was asked, and nobody named who asks: "Tolan, asked about Roke, said", "said when asked why"?"""
    behind = tokens.tags[cue + 1 : cue + 2]
    before = cue - 1 - (tokens.tags[cue - 1 : cue] == "a")
    if before < first:
        return False
    if tokens.tags[before] == ",":
        return behind in ("p", "c")
    return (
        tokens.tags[before] == "c"
        and tokens.word(before).lower() in {"if", "when"}
        and behind in tuple("pcWT")
    )


NAMED_LAST = re.compile("[HDwR]{0,5}N{1,4}(?:\\.$|$|,(?=[DRw]))")


def is_closed_behind(tokens: Tokens, first: int, cue: int, last: int) -> bool:
    """Is a name all that stands behind a cue: "The gate opened late, stopping the boats, said Mira Tolan, a sailor"?

    What stands between the commas is then part of what was said, and no aside about who said it.
    """
    tags = tokens.tags
    if cue - first < 6 or tags[cue - 1] != ",":
        return False
    named = NAMED_LAST.match(tags, cue + 1, last + 1)
    if named is None or re.search("[bxVvKMtQEfG]", tags[named.end() : last + 1].partition("W")[0]):
        return False
    comma = tags.rfind(",", first, cue - 1)
    return comma > first and clause_like(tokens, first, comma - 1)


IN_MARKS_AS = re.compile("(?:[ct,&]|^)(?P<subject>(?:P|D?[wNRHS]{1,5}))Q$")


def read_marks_before_as(
    reading: ParagraphReading, first: int, last: int, cue: int, source: tuple[int, int], quoted: int
) -> bool:
    """The fact that the vote “is a coin toss,” as Tolan said on the radio, matters."""
    tokens = reading.tokens
    subject = IN_MARKS_AS.search(tokens.tags, max(first, quoted - 8), quoted + 1)
    if subject is None or not unclaimed(reading, quoted, quoted) or not goes_on_in_marks(tokens, quoted):
        return False
    start = subject.start("subject")
    return make_clause(
        reading,
        rule="as-source-cue",
        quoted_rule="as-source-cue-quoted",
        span=(tokens.spans[start][0], tokens.quotations[quoted].outer[1]),
        quoted=[quoted],
        source=source,
        cue=cue,
        first=first,
        last=last,
    )


SPEAKS_FIRST = re.compile("(?:[HR]|D[wR]{0,3})*+N{1,4}[axb]{0,2}[VK]")


def relays_another(tokens: Tokens, start: int, last: int) -> bool:
    """Does a clause begin with somebody who says something: "Mira Tolan said that"?"""
    spoke = SPEAKS_FIRST.match(tokens.tags, start, last)
    return spoke is not None and (tokens.tags[spoke.end()] == "t" or clause_like(tokens, spoke.end(), last))


INVERTED = re.compile("(?:[c&],?|a,|pD?[wC]{1,2},)?")  # "In other words, said Tolan: “…”"


def read_inverted(reading: ParagraphReading, first: int, last: int, cue: int) -> tuple[int, int] | None:
    """But, said Tolan, “…”   Continued Tolan: “…”"""
    tokens = reading.tokens
    ahead = NOUN_PHRASE_AHEAD.match(tokens.tags, cue + 1, last + 1)
    if ahead is None or tokens.tags[ahead.end() : ahead.end() + 1] not in (",", ":"):
        return None
    quoted = ahead.end() + 1
    if (
        quoted > last
        or tokens.tags[quoted] != "E"
        or quoted in reading.claimed
        or not re.search("[NR]", ahead.group())
    ):
        return None
    source = (cue + 1, ahead.end() - 1)
    make_quotation(
        reading, quoted, rule="cue-source-quotation", source=source, cue=cue, first=first, last=last
    )
    return source


WHICH = {"which", "that", "who", "whom"}


def read_relative(
    reading: ParagraphReading, first: int, last: int, cue: int, source: tuple[int, int]
) -> bool:
    """a gate which Mira Tolan said was the oldest of all"""
    tokens = reading.tokens
    tags = tokens.tags
    which = source[0] - 1
    if which <= first or cue >= last:
        return False
    of_what = tokens.word(which).lower() == "what" and tags[which - 1] == "p"
    # "a gate her lawyers said was shut"
    left_out = tags[which] in "wRC" and tags[source[0]] in "DP" and tags[cue + 1] in "bx"
    if not (of_what or left_out or tokens.word(which).lower() in WHICH):
        return False
    verb = cue + 1
    while verb < last and tags[verb] == "a":
        verb += 1
    if not (tags[verb] in "bx" or (tags[verb] in "wvVM" and is_finite(tokens, verb, "N"))):
        return False
    end = before_main_verb(tokens, verb, clause_end(tokens, verb, last), has_verb=True)
    span = trimmed(tokens, verb, end)
    if span is None or overlaps(reading.indirect, span):
        return False
    if of_what or left_out:  # "about what she said was a growing need"
        return tags[verb] in "bx" and make_clause(
            reading,
            rule="clause-around-source",
            quoted_rule="clause-around-source-quoted",
            span=span,
            quoted=unclaimed(reading, verb, end),
            source=source,
            cue=cue,
            first=first,
            last=last,
        )
    claim_around(reading, tokens.spans[which], span, unclaimed(reading, verb, end), first, last, cue, source)
    return True


def read_around(
    reading: ParagraphReading,
    first: int,
    last: int,
    cue: int,
    source: tuple[int, int],
    comma: int,
    named: tuple[int, int] | None = None,
) -> bool:
    """The talks, Tolan said, would go on.   In April, Tolan said, the talks would go on.

    `named` is the source where more than it stands between the commas: "as Tolan said".
    """
    tokens = reading.tokens
    tags = tokens.tags
    head_end = source[0] - 2
    start = comma + 1
    while start < last and tags[start] == "a" and tokens.word(start).lower() not in {"there", "here"}:
        start += 1
    joined = start < last and goes_on_joined(tokens, start, last)
    hangs = tags[head_end] in "bx"  # "It was, Tolan said, a long night"
    whole = clause_like(tokens, first, head_end) and tokens.word(first).lower() not in HANGING and not hangs
    # "The trouble, Tolan said, began in May": the verb of what stands in front, and no cue
    spoken = tags[start : start + 1] in ("V", "v", "K") and (whole or not is_finite(tokens, start, "N"))
    marked = not hangs and goes_on_with_marks(reading, first, start, last, head_end)
    if start > last or (tags[start] in "GgkWc&t." and not joined and not marked) or (spoken and not named):
        return False
    goes_on = (
        joined
        or hangs
        or tags[start] in "bx"
        or tokens.word(start).lower() == "to"
        or is_finite(tokens, start, "N")
        or (tags[start] in QUOTED and goes_on_in_marks(tokens, start))
        or marked
        or goes_on_behind_subject(tokens, head_end, start)
    )
    if whole and not goes_on:
        return False  # "The talks were over, Tolan said, three days after the flood"
    if not goes_on and not clause_like(tokens, start, last):
        return False
    dash = tags.rfind("-", first, head_end)
    if (
        dash > first
        and (tags[start] == "t" or clause_like(tokens, first, dash - 1))
        and not clause_like(tokens, dash + 1, head_end)
    ):
        # "The bill is long - a fault, Tolan said, that could be mended", "It is late - and the boat, Tolan said, has sunk"
        first, whole = dash + 1 + (tags[dash + 1] == "&"), False
    head = trimmed(tokens, first, head_end)
    rest = trimmed(tokens, comma + 1, clause_end(tokens, start, last))
    if head is None or rest is None or overlaps(reading.indirect, head) or overlaps(reading.indirect, rest):
        return False
    quoted = [k for k in unclaimed(reading, first, last) if tokens.spans[k][0] < rest[1]]
    if quoted and quoted[0] < source[0]:
        return False
    claim_around(reading, head, rest, quoted, first, last, cue, named or source)
    return True


def goes_on_around(
    reading: ParagraphReading, first: int, last: int, cue: int, source: tuple[int, int]
) -> bool:
    """The harbour, said Tolan on Monday, would stay open.   A year ago, said Tolan, the harbour was full."""
    after = behind_adjuncts(reading, source[1] + 1, last)
    if reading.tokens.tags[after : after + 1] != "," or after >= last or cue - 2 < first:
        return False
    after = behind_description(reading.tokens, after, last)
    return read_around(reading, first, last, cue, (cue, source[1]), after, source)


# What begins with these is no whole without the clause behind: "If the gate opens, Tolan said, the boats will sail".
HANGING = word_set("if unless when once because although though unlike until since")


def is_whole_before(tokens: Tokens, first: int, end: int) -> bool:
    """Is what stands before a source a whole sentence, and no lead-in: "The talks were over", not "In an interview"?"""
    leads = tokens.tags[first] == "p" or tokens.word(first).lower() in HANGING
    return not leads and clause_like(tokens, first, end)


def behind_description(tokens: Tokens, comma: int, last: int) -> int:
    """Return the comma behind what describes a source in the middle of what it said, else the one in front.

    The gate, said Tolan, a sailor, is wet.   The gate, said Tolan, who sails, is wet.
    """
    following = tokens.tags.find(",", comma + 1, min(last, comma + 16))
    if following < 0 or not (tokens.tags[following + 1] in "bx" or is_finite(tokens, following + 1, "N")):
        return comma
    relative = tokens.tags[comma + 1] == "W"
    return following if relative or is_description(tokens, comma + 1, following) else comma


def goes_on_in_marks(tokens: Tokens, quoted: int) -> bool:
    """Has a quotation the verb of the words before it: "The boat, Tolan said, “is wet.”"?"""
    words = tokens.source[tokens.quotations[quoted].start : tokens.quotations[quoted].end].split(None, 1)
    return bool(words) and (words[0] in VERBS_IN_MARKS or words[0] in lexicon.finite_verbs())


FOR_SOMEBODY_TO = re.compile("pD?[wNRH]{1,4}p")


def goes_on_behind_subject(tokens: Tokens, head_end: int, start: int) -> bool:
    """Does a verb that agrees follow, or what hangs on one: "Sailors, Tolan notes, applaud", ", Tolan said, for Roke to go"?"""
    agrees = tokens.word(head_end).endswith("s") and (
        tokens.tags[start] in "YI" or tokens.word(start) in lexicon.base_verbs()
    )
    behind = FOR_SOMEBODY_TO.match(tokens.tags, start)
    wished = behind is not None and tokens.word(start) == "for" and tokens.word(behind.end() - 1) == "to"
    return wished or (agrees and tokens.tags[head_end] in "wNR")


LEAD_IN_ALONE = re.compile("[c&a,(]*|[&ca]?p?D?a?T[T#]*|[&ca]?[VvGgKk].*|[c&a]?w[,p].*")
BEFORE_MARKS = re.compile("t|[cpPDwNRa#,&][^VvGgKkMAI:;]{0,12}")


def goes_on_with_marks(reading: ParagraphReading, first: int, start: int, last: int, head_end: int) -> bool:
    """Does a sentence go on behind its source, in marks that begin with a small letter?

    "In the long run, Tolan said, “the boat is wet.”", "The boat leaks, Tolan said, but “we can mend it.”"; whoever
    begins to speak there begins with a capital: "In the harbour, Tolan said, “We are ready.”"
    """
    tokens = reading.tokens
    inner = unclaimed(reading, start, last)
    if not inner or LEAD_IN_ALONE.fullmatch(tokens.tags, first, head_end + 1):
        return False
    if any(tokens.word(k).lower() in WHERE_SAID for k in range(first, head_end + 1)):
        return False  # "In a speech on the pier, Tolan said, “we are ready.”"
    small = tokens.source[tokens.quotations[inner[0]].start].islower()
    joined = BEFORE_MARKS.fullmatch(tokens.tags, start, inner[0])
    return small if inner[0] == start else joined is not None and (small or tokens.tags[start] == "t")


def goes_on_joined(tokens: Tokens, start: int, last: int) -> bool:
    """Does what was said go on with another clause: "The boat, Tolan said, is wet, but it sails"?

    Whoever has a cue there speaks next: ", Tolan said, but Roke denied it".
    """
    if tokens.tags[start] == "t":
        return tokens.tags[start + 1] in "bxNHDP"
    if tokens.word(start).lower() not in {"and", "because", "but", "so", "yet"}:
        return False
    return clause_like(tokens, start + 1, last) and re.search("[VvGgKkMA]", tokens.tags[start:last]) is None


VERBS_IN_MARKS = word_set(
    "is are was were has have had will would can could may might must should does did do"
)


def claim_around(
    reading: ParagraphReading,
    head: Span,
    rest: Span,
    quoted: Sequence[int],
    first: int,
    last: int,
    cue: int,
    source: tuple[int, int],
) -> None:
    """Record what stands on both sides of its source, or what of it stands in marks."""
    reading.claimed.update(quoted)
    reading.indirect.extend((head, rest))
    make_attribution(
        reading,
        rule="clause-around-source-quoted" if quoted else "clause-around-source",
        kind="partial" if quoted else "indirect",
        segments=pieces_of(reading.tokens, quoted) or [head, rest],
        source=source,
        cue=cue,
        first=first,
        last=last,
        clause=(head[0], rest[1]) if quoted else None,
        addressee=told_by(reading.tokens, cue, last, source),
    )


def before_main_verb(tokens: Tokens, start: int, end: int, has_verb: bool = False) -> int:
    """Cut "Tolan, who said it rained, left the room" before the comma that closes the relative clause.

    `has_verb` says that the clause begins with its verb.
    """
    comma = tokens.tags.find(",", start, end)
    while comma > 0:
        goes_on = tokens.tags[comma + 1] in "bxVvKM" or is_finite(tokens, comma + 1, "N")
        if goes_on and (tokens.tags[comma + 1] in "Vv" or has_verb or clause_like(tokens, start, comma - 1)):
            return comma - 1
        comma = tokens.tags.find(",", comma + 1, end)
    return end
