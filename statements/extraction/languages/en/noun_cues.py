"""Nouns that report words: “Tolan’s claim that”, “voiced hope that”, “her promise of ‘dry boats’”."""

import re

from .around import before_main_verb
from .clauses import clause_end, clause_like, trimmed
from .endings import before_main_clause, before_reporters_own
from .grammar import (
    NOUN_PHRASE_AHEAD,
    NOUN_PHRASE_AT_END,
    main_subject,
    source_before,
)
from .lexicon import word_set
from .reading import (
    ParagraphReading,
    make_clause,
    make_quotation,
    overlaps,
    unclaimed,
)
from .tokens import Tokens


def read_noun_cue(reading: ParagraphReading, first: int, last: int, cue: int) -> None:
    """Tolan’s statement that …"""
    tokens = reading.tokens
    tags = tokens.tags
    between = SAID_WHEN.match(tags, cue + 1, last + 1)
    that = between.end() if between else cue + 1 + (tags[cue + 1 : cue + 2] == "b")
    if tags[that : that + 1] != "t" or cue <= first:
        return
    owner: tuple[int, int] | None = None
    mark = cue - 1
    while mark > first and (tags[mark] in "waNT" or tokens.word(mark) == "most") and mark > cue - 4:
        mark -= 1
    if tags[mark] == "D" and tokens.word(mark - 1) in MAKES and tags[cue + 1] == "t":
        owner = source_before(tokens, first, mark - 1)  # "Tolan made the argument that the ferry leaks"
    elif tags[mark] == "S":
        match = NOUN_PHRASE_AT_END.search(tags, max(first, mark - 14), mark)
        if match:
            # "Speaking about Kestran’s claim": the owner stands behind the preposition.
            owner = (max(match.start(), tags.rfind("p", match.start(), mark) + 1), mark - 1)
            verbs = [k for k in range(owner[0] + 1, mark - 1) if tags[k] == "w" and tags[k + 1] in "NHRD"]
            past = [k for k in verbs if tokens.word(k).endswith("ed") and tags[k - 1] in "NRw"]
            owner = (past[-1] + 1, mark - 1) if past else owner  # "The port rebutted Kestran’s claim"
    elif tags[mark] == "D" and tokens.word(mark).lower() in {"his", "her", "their", "its"}:
        owner = (mark, mark)
    if owner is None or that + 1 > last:
        return
    start = that + 1 + (tags[that + 1] == ",")  # "her comment that, “It rains”"
    end = end_behind_noun(tokens, cue, start, (first, last))
    make_noun_clause(reading, (start, end), owner, cue, (first, last))


def end_behind_noun(tokens: Tokens, noun: int, start: int, sentence: tuple[int, int]) -> int:
    """Return the last token of the clause that begins at `start` behind a noun for words."""
    first, last = sentence
    end = before_reporters_own(tokens, (noun, noun), noun, start, clause_end(tokens, start, last))
    if tokens.tags[first] in "pc":
        end = before_main_clause(tokens, start, end)  # "Despite his claim that it leaks, Roke bought it"
    return end


def make_noun_clause(
    reading: ParagraphReading,
    clause: tuple[int, int],
    source: tuple[int, int],
    cue: int,
    sentence: tuple[int, int],
) -> None:
    """Make the statement that stands in the tokens from `clause[0]` up to `clause[1]`, unless it is read by then."""
    span = trimmed(reading.tokens, *clause)
    if span is None or overlaps(reading.indirect, span):
        return
    if overlaps([made.clause for made in reading.found[-6:] if made.clause], span):
        return  # "said in her remarks that the rope was “wet”"
    make_clause(
        reading,
        rule="noun-cue",
        span=span,
        quoted=unclaimed(reading, *clause),
        source=source,
        cue=cue,
        first=sentence[0],
        last=sentence[1],
    )


MAKES = {"made", "makes"}
# "voiced hope that", "issued a warning that", "raised concerns that": what somebody gave voice to
GIVES = word_set(
    "conveyed conveying conveys delivered delivering delivers express expressed expresses expressing gave gives giving issued issues "
    "issuing made makes making offered offering offers raised raises raising reiterated reiterates reiterating renewed renewing renews "
    "sounded sounding sounds took takes taking voice voiced voices voicing"
)
GIVEN = word_set(
    "alarm alert apprehension apprehensions argument assurance assurances belief concern concerns confidence conviction doubt doubts fear "
    "fears guarantee guarantees hope hopes opinion optimism pledge point promise promises reminder view warning warnings wish worry worries"
)
GIVEN_WORDS = re.compile("[VvKwGgkMI]D?[DaNRwSCH]{0,3}[wRCVvKI](?=t)")
# "his statement on Monday that", "her remark at a long debate that", and no relative clause
SAID_WHEN = re.compile("(?:pT{1,2}|T|pD?[aw]{0,2}[NwR])(?=t,?[NHDPQEfw])")
NOUNS_OF_SPEECH = word_set(
    "accusation accusations admission allegation allegations announcement appeal appeals argument arguments assertion "
    "assertions assurance assurances call calls chant chants characterization characterisation claim claims comment "
    "comments complaint complaints contention criticism cry cries declaration demand demands denunciation description "
    "insistence message mention mentions pledge pledges plea pleas prediction predictions promise promises reference "
    "references remark remarks reply response rhetoric slogan statement statements suggestion suggestions talk threat "
    "threats vow vows warning warnings"
)
OWNED_NOUN = re.compile(
    "(?P<owner>D?[wRH]?[NHR]{1,5}S|D)[aw#TN]{0,3}(?P<noun>[CwRKVI])(?P<joins>p|c|t|px?b|pw|pa?I|tP?[bx])D?[waNR]{0,4}$"
)


def read_given_words(reading: ParagraphReading, first: int, last: int) -> None:
    """Tolan voiced hope that the boats would come."""
    tokens = reading.tokens
    if tokens.tags.find("t", first, last) < 0:
        return
    for match in GIVEN_WORDS.finditer(tokens.tags, first, last):
        noun = match.end() - 1
        if tokens.word(noun).lower() not in GIVEN:
            continue
        verb = next((k for k in range(match.start(), noun) if tokens.word(k).lower() in GIVES), None)
        hanging = verb is not None and tokens.word(verb).endswith("ing")
        if verb is None or noun - verb > 4:
            continue
        source = main_subject(tokens, first, verb) if hanging else source_before(tokens, first, verb)
        if source is None:
            continue
        start = noun + 2
        end = before_reporters_own(tokens, source, verb, start, clause_end(tokens, start, last))
        if start <= last and clause_like(tokens, start, end):
            make_noun_clause(reading, (start, end), source, verb, (first, last))


# "a claim by the mayor that", "warnings from the ministry that", "the assurance given by the envoy that"
SAID_BY = re.compile(
    rf"(?P<noun>[CwRKVI])w?p(?P<who>{NOUN_PHRASE_AHEAD.pattern})(?:p?D?T{{1,2}}|pD?[aw]{{0,2}}[Nw])?,?(?=t[NHDPRC#w])"
)
GIVEN_BY = {"delivered", "expressed", "given", "issued", "made", "voiced"}
REPORTS_TOO = NOUNS_OF_SPEECH | {"report", "reports", "news", "testimony", "answer", "tweet", "letter"}


def read_noun_by_source(reading: ParagraphReading, first: int, last: int) -> None:
    """She rejected a claim by Tolan that the boats were late."""
    tokens = reading.tokens
    if tokens.tags.find("t", first, last) < 0:
        return
    for match in SAID_BY.finditer(tokens.tags, first, last):
        if not is_said_by(tokens, match):
            continue
        noun, start = match.start("noun"), match.end() + 1
        source = (match.start("who"), match.end("who") - 1)
        end = end_behind_noun(tokens, noun, start, (first, last))
        if tokens.tags[first] not in "pc" and not tokens.tags[first:noun].strip("DawNRCS"):
            end = before_main_verb(tokens, start, end)  # "Reports by the port that it leaks were false"
        if start <= last and clause_like(tokens, start, end):
            make_noun_clause(reading, (start, end), source, noun, (first, last))


def is_said_by(tokens: Tokens, match: re.Match[str]) -> bool:
    noun, by = match.start("noun"), match.start("who") - 1
    given = by - noun == 1 or tokens.word(noun + 1) in GIVEN_BY
    return given and tokens.word(noun).lower() in REPORTS_TOO and tokens.word(by) in ("by", "from")


def holds_noun_of_another(tokens: Tokens, start: int, that: int) -> bool:
    """Does "that" belong to somebody's words inside an object: "responded to a complaint from Tolan that"?"""
    found = SAID_BY.finditer(tokens.tags, start, that + 2)
    return any(match.end() == that and is_said_by(tokens, match) for match in found)


def read_noun_before_marks(reading: ParagraphReading, first: int, last: int) -> None:
    """Tolan’s promise of “dry boats” was heard.   She was praised for her pledge to be “fair”."""
    tokens = reading.tokens
    for k in unclaimed(reading, first + 2, last):
        match = OWNED_NOUN.search(tokens.tags, max(first, k - 16), k)
        if match is None or tokens.word(match.start("noun")).lower() not in NOUNS_OF_SPEECH:
            continue
        owner = (match.start("owner"), match.end("owner") - 1)
        if match["owner"] != "D":
            owner = (owner[0], owner[1] - 1)
        elif tokens.word(owner[0]).lower() not in {"his", "her", "their", "its", "my"}:
            continue
        make_quotation(
            reading,
            k,
            rule="noun-cue",
            source=owner,
            cue=match.start("noun"),
            first=first,
            last=last,
            clause=(tokens.spans[match.end("noun")][0], tokens.quotations[k].outer[1]),
        )
