"""Who is made responsible for which words?

Each sentence is read around its cues. A cue has a source before it ("Tolan said") or behind it
("said Tolan"), and content on one of its sides: a quotation, a reported clause, or a clause with
quoted pieces in it (`cues`). Other constructions name a source without a verb of saying
(`constructions`). Rules are tried in the order in which they stand; what one has claimed, no later
one may claim again.
"""

import re
from collections.abc import Collection, Sequence
from itertools import islice

from .around import before_main_verb
from .constructions import (
    read_according,
    read_any_verb,
    read_colon,
    read_dash_source,
    read_finding,
    read_for_somebody,
    read_opinion,
    read_phrase,
    read_thought,
    read_was_how,
)
from .continuation import carry_over
from .cues import read_behind, read_cue, read_quotation_before
from .grammar import (
    NAME_AT_END,
    NOUN_PHRASE_AHEAD,
    QUOTED,
    main_subject,
    nearest_subject,
    source_before,
    subject_ahead,
)
from .infinitives import source_before_infinitive
from .lexicon import word_set
from .naming import read_naming
from .noun_cues import read_given_words, read_noun_before_marks, read_noun_by_source, read_noun_cue
from .reading import Attribution, ParagraphReading, is_so_called, make_quotation
from .sentences import find_sentences
from .tokens import Tokens

MOST_STATEMENTS = 60_000  # of one article: a megabyte of news has some twelve hundred


def find_attributions(paragraphs: Sequence[Tokens], taken: Collection[int] = ()) -> list[Attribution]:
    """Return every attribution of the paragraphs, in the order of the text.

    The paragraphs whose numbers are in `taken` have been read by other means.
    """
    readings = [
        ParagraphReading(tokens, number, names_in_marks(tokens), find_sentences(tokens))
        for number, tokens in enumerate(paragraphs)
        if number not in taken
    ]
    read = 0
    for reading in readings:
        for first, last in reading.sentences:
            if read + len(reading.found) >= MOST_STATEMENTS:
                break
            read_sentence(reading, first, last)
        read += len(reading.found)
    for index, reading in enumerate(readings):
        after = readings[index + 1] if index + 1 < len(readings) else None
        carry_over(reading, readings[index - 1] if index else None, after)
    found = [attribution for reading in readings for attribution in reading.found]
    return sorted(found, key=lambda a: (a.start, a.end))[:MOST_STATEMENTS]


def names_in_marks(tokens: Tokens) -> frozenset[int]:
    """Return the quotations that are names of things, which nobody says."""
    return frozenset([quoted for quoted in tokens.quotations if is_so_called(tokens, quoted)])


CUE = re.compile("[VvGgKkYACI]")
OCCASIONS = {"time", "times", "moment", "occasion", "occasions", "day", "way", "instance", "point", "stage"}
MOST_CUES = 24  # more in one sentence is no prose: news has up to seven, a resolution in one sentence eleven
TELLING_TAG = re.compile(f"[VvGgKkYACIM{QUOTED}]")


def read_sentence(reading: ParagraphReading, first: int, last: int) -> None:
    tokens = reading.tokens
    tags = tokens.tags
    if TELLING_TAG.search(tags, first, last + 1) is None:
        return
    subject: tuple[int, int] | None = None  # of the last cue, for what hangs on it
    for match in islice(CUE.finditer(tags, first, last + 1), MOST_CUES):
        i = match.start()
        tag = tags[i]
        if tag in "Vv":
            if denied_or_supposed(tokens, first, i):
                continue
            leading = (
                subject_behind_lead(tokens, first, last, i) if HAVING.fullmatch(tokens.word(i - 1)) else None
            )
            if leading:
                read_behind(
                    reading, first, leading[0] - (tags[leading[0] - 1] == ",") - 1, i, leading, "leading-cue"
                )
                continue
            found = len(reading.found)
            source = read_cue(reading, first, last, i, subject)
            # "Tolan said she had not read the plan, but called it “a farce”": Tolan goes on.
            if tag == "V" or len(reading.found) > found:
                subject = source or subject
        elif tag in "Gg" and tokens.word(i - 1).lower() == "without":
            continue  # "left without saying why"
        elif tag in "Gg":
            source = quoted_source(tokens, first, i) or scolded_for(tokens, first, i)
            if source is None and i > first and tags[i - 1] not in ",&-QEf.":
                source = source_before(tokens, first, i)  # "footage of Tolan saying", "Tolan is saying"
                if source and tokens.word(source[1]).lower() in OCCASIONS:
                    source = None  # "dodged the question for a second time saying": not the time
            elif source is None and tags[i - 1 : i] == ",":
                source = behind_with(tokens, first, i - 1)
            if source and (is_own_document(tokens, source) or is_issued(tokens, source)):
                source = (
                    main_subject(tokens, first, source[0]) or source
                )  # "Tolan put out a statement saying"
            source = without_verb(tokens, source) if source else None
            if source is None and i == first and tags[i + 1 : i + 3] in (",E", ":E") and reading.found:
                # "Adding, “…”": who spoke last goes on
                make_quotation(
                    reading, i + 2, rule="hanging-cue-quotation", source=None, cue=i, first=first, last=last
                )
                continue
            leading = None if source else subject_behind_lead(tokens, first, last, i)
            if leading:
                read_behind(
                    reading, first, leading[0] - (tags[leading[0] - 1] == ",") - 1, i, leading, "leading-cue"
                )
                continue
            lead = None if source else before_lead(tokens, first, i)
            if lead:
                read_behind(reading, first, before_main_verb(tokens, i + 1, last), i, lead, "leading-cue")
                continue
            source = source or subject or nearest_subject(tokens, first, i)
            if source and read_behind(reading, first, last, i, source, "hanging-cue"):
                subject = source
        elif tag in "Kk" and (named_by := named_by_somebody(tokens, i, last)):
            read_naming(reading, last, i, named_by)
        elif tag in "Kk":
            beside = tag == "K" or (i > first and tags[i - 1] in "abNRw")
            source = source_before(tokens, first, i) if beside else None
            if source and tokens.word(source[1]).lower() in OCCASIONS:
                source = None  # "at one point calling it “a farce”"
            if source and tag == "k" and is_own_document(tokens, source):
                source = main_subject(tokens, first, source[0]) or source
            if source is None and (tag == "k" or tags[i - 1 : i] in ("&", "c")):
                # As in: left the hall and called it “a farce”
                source = subject or nearest_subject(tokens, first, i) or named_before_aside(tokens, first, i)
            if source is None and tag == "K" and subject:
                source = subject
            left = source[0] - 1 if source and tag == "K" and source[1] == i - 1 else first
            if source and left >= first and tags[left] in QUOTED and tags[i + 1 : i + 2] in ("", ".", ","):
                # “…,” Tolan mocks
                read_quotation_before(reading, first, last, i, source, left, "quotation-source-cue")
                continue
            leading = None if source or tag == "K" else subject_behind_lead(tokens, first, last, i)
            if leading:
                read_naming(reading, leading[0] - (tags[leading[0] - 1] == ",") - 1, i, leading)
                continue
            if source:
                read_naming(reading, last, i, source)
                if tags[source[0] - 1 : source[0]] != "c":  # not "what one colleague called"
                    subject = subject or source
        elif tag == "Y":
            source = None if unsaid(tokens, first, i, last) else source_before_infinitive(tokens, first, i)
            if source and source[1] < i - 1 and tokens.tags[source[0]] not in "WD":
                read_naming(reading, last, i, source)
        elif tag == "A" and i + 1 <= last and tags[i + 1] == "p":
            read_according(reading, first, last, i)
        elif tag == "C":
            read_noun_cue(reading, first, last, i)
        elif tag == "I":
            source = None if unsaid(tokens, first, i, last) else source_before_infinitive(tokens, first, i)
            source = source or joined_plural(tokens, first, i)
            left = source[0] - 1 if source else first
            if source and left > first - 1 and tags[left] in QUOTED and tags[i - 1] in "xap":
                # “…,” Tolan will say
                read_quotation_before(reading, first, last, i, source, left, "quotation-source-cue")
            elif source and read_behind(reading, first, last, i, source, "source-to-cue"):
                subject = source
    thought = tags.find("M", first, last + 1)
    while thought >= 0:
        source = source_before(tokens, first, thought)
        if source and not read_finding(reading, first, last, thought, source):
            read_thought(reading, first, last, thought, source)
        thought = tags.find("M", thought + 1, last + 1)
    read_given_words(reading, first, last)
    read_noun_by_source(reading, first, last)
    quoted = tokens.quotations_in(first, last)
    if quoted or tags.startswith("pD", first):
        # Other constructions speak of words in marks that no cue has claimed; an opinion needs none.
        unclaimed = not reading.claimed.issuperset(quoted)
        if unclaimed:
            read_colon(reading, first, last)
        read_opinion(reading, first, last)
        if unclaimed:
            read_for_somebody(reading, first, last)
            read_dash_source(reading, first, last)
            read_was_how(reading, first, last)
            read_any_verb(reading, first, last)
            read_phrase(reading, first, last)
            read_noun_before_marks(reading, first, last)


def behind_with(tokens: Tokens, first: int, comma: int) -> tuple[int, int] | None:
    """Return "Mira Tolan" of "with Mira Tolan, the envoy, saying", whose last comma is given."""
    opening = tokens.tags.rfind(",", max(first, comma - 14), comma)
    name = NAME_AT_END.search(tokens.tags, max(first, opening - 8), opening) if opening > first else None
    if name is None or tokens.word(name.start() - 1).lower() != "with":
        return None
    return name.start(), opening - 1


def named_by_somebody(tokens: Tokens, cue: int, last: int) -> tuple[int, int] | None:
    """Return "Mira Tolan" of "was described by Mira Tolan as “a farce”", whose "described" is given."""
    if cue + 2 > last or tokens.word(cue + 1).lower() != "by":
        return None
    ahead = NOUN_PHRASE_AHEAD.match(tokens.tags, cue + 2, last + 1)
    if ahead is None or ahead.end() > last:
        return None
    named = tokens.tags[ahead.end()] in QUOTED or tokens.word(ahead.end()).lower() == "as"
    return (cue + 2, ahead.end() - 1) if named else None


def joined_plural(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return "They" of "They look on and generally agree that it rains"."""
    joint = cue - 1 - (tokens.tags[cue - 1] == "a")
    if joint <= first or tokens.tags[joint] != "&" or tokens.tags[cue + 1 : cue + 2] != "t":
        return None
    source = main_subject(tokens, first, joint)
    if source is None or any(
        tokens.tags[k] == "x" and tokens.word(k).lower() not in HAS for k in range(source[1], joint)
    ):
        return None  # "may look on and conclude that"
    word = tokens.word(source[1]).lower()
    return source if word.startswith(("they", "we")) or word.endswith("s") or word in SOME_OF_THEM else None


HAS = {"had", "has", "have"}
SOME_OF_THEM = {"few", "many", "most", "several", "some"}


def named_before_aside(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return "Mira Tolan" of "Mira Tolan, praising “the weather,” left", whose "praising" is given."""
    while first < cue and tokens.tags[first] in "c&a":
        first += 1
    name = NAME_FIRST.match(tokens.tags, first, cue)
    return (first, cue - 2) if name and name.end() == cue else None


AFTER_NAME = re.compile(",[pc]a?$")


def before_lead(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return "Mira Tolan" of "Mira Tolan, after saying that it rained, left", whose "saying" is given."""
    lead = AFTER_NAME.search(tokens.tags, first, cue)
    return named_before_aside(tokens, first, lead.start() + 1) if lead else None


NAME_FIRST = re.compile("(?:H{0,6}N{1,4}|D?[wRN]{0,4}RN{0,4}),")
OWN_DOCUMENTS = word_set(
    "statement letter memo email e-mail tweet post release message note op-ed column ad video response reply article essay"
)
OWN = word_set("a an his her its their")


def is_own_document(tokens: Tokens, source: tuple[int, int]) -> bool:
    """Is a source what somebody wrote, so that who wrote it spoke: "a statement", "her letter to Roke"?"""
    words = [tokens.word(k).lower() for k in range(source[0], source[1] + 1)]
    preposition = tokens.tags.find("p", source[0], source[1] + 1)
    head = words[(preposition if preposition > 0 else source[1] + 1) - source[0] - 1]
    return words[0] in OWN and head in OWN_DOCUMENTS


def without_verb(tokens: Tokens, source: tuple[int, int]) -> tuple[int, int]:
    """Return "The envoy" of "The envoy emailed sailors", whose "saying" is given."""
    for k in range(source[0] + 1, source[1] + 1):
        ends = tokens.tags[k] == "w" and tokens.word(k).endswith("ed") and tokens.tags[k - 1] in "RN"
        if ends and tokens.tags[k + 1] in "RwNHDo":
            return source[0], k - 1
    return source


SCOLDING = re.compile("[Kk][^,;:.QEfVvGgKk]{1,12}pa?$")


def scolded_for(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return "Roke" of "Tolan rebuked Roke for saying that it rained": he said it, and not she."""
    begin = cue - 1 - (tokens.tags[cue - 1] == "a")
    scolding = SCOLDING.search(tokens.tags, max(first, cue - 15), cue) if begin > first else None
    if scolding is None or tokens.word(begin).lower() != "for":
        return None
    scolded = SCOLDED.match(tokens.tags, scolding.start() + 1, begin)
    return (scolded.start(), scolded.end() - 1) if scolded else None


SCOLDED = re.compile("o|D[wNRS]{1,5}|[wRH]{0,3}[NR][NR]{0,3}")
ISSUED = word_set("aired circulated emailed filed issued posted published released sent tweeted wrote")


def is_issued(tokens: Tokens, source: tuple[int, int]) -> bool:
    """Is a source what somebody has just been said to give out: "issued a report on Monday charging"?"""
    return source[0] > 0 and tokens.tags[source[0]] == "D" and tokens.word(source[0] - 1).lower() in ISSUED


LEAD_ENDS = re.compile("[,Q](?![,QEf])")
HAVING = re.compile("[Hh]aving")
LEAD = re.compile("(?:a,)?[&c]?[pcax]{0,2}")  # "After saying", "While also saying", "Having said"


def subject_behind_lead(tokens: Tokens, first: int, last: int, cue: int) -> tuple[int, int] | None:
    """Return "Mira Tolan" of "After saying that it rained, Mira Tolan left", whose "saying" is given."""
    if not LEAD.fullmatch(tokens.tags, first, cue):
        return None
    for comma in LEAD_ENDS.finditer(tokens.tags, cue + 1, last):
        start = comma.end()
        subject = subject_ahead(tokens, start, min(last, start + 15), strict=True)
        if subject is not None and subject[0] == start:
            return subject
    return None


NEGATION = re.compile(r"not|never|nor|\w+n[’'´]t|cannot")


def unsaid(tokens: Tokens, first: int, cue: int, last: int) -> bool:
    """Does the sentence say that somebody did not say it, or ask whether somebody did?

    "Tolan did not say whether ...", "Did Tolan say that ...?": no words of Tolan's.
    """
    if denied_or_supposed(tokens, first, cue):
        return True
    return tokens.word(last) == "?" and tokens.tags[first] == "x"


IF = {"if", "unless"}
UNSURE = {"could", "may", "might", "should"}  # "Tolan might say that"


def denied_or_supposed(tokens: Tokens, first: int, cue: int) -> bool:
    """Is a cue one of what was not said: "has never said that", "if Tolan says that", "Tolan might say that"?"""
    verb = True
    for k in range(cue - 1, max(first - 1, cue - 9), -1):
        tag = tokens.tags[k]
        verb = verb and tag in "axp"
        if verb and ((word := tokens.word(k).lower()) in UNSURE or NEGATION.fullmatch(word)):
            return not (word == "not" and tokens.word(k + 1).lower() == "only")
        if tag in ",;:.&QEfV":
            return False
        if tag == "c" and tokens.word(k).lower() in IF:
            return True
    return False


def quoted_source(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return "Mira Tolan" of "Meridian Wire quoted Mira Tolan as saying", whose "saying" is given."""
    if cue - first < 3 or tokens.word(cue - 1).lower() != "as":
        return None
    for verb in range(cue - 2, max(first, cue - 22), -1):
        if tokens.word(verb).lower() in {"quoted", "cited", "quotes", "cites", "quoting", "citing"}:
            start = verb + 1
            if tokens.tags[start] == "p":
                return None  # "was quoted by Meridian Wire as saying": the subject spoke
            comma = tokens.tags.find(",", start, cue)
            end = cue - 2
            while end > start and tokens.tags[end] == ",":
                end -= 1
            apposed = re.fullmatch(
                r"D?[NHRCwS#a]{1,9}(?:p[DNHRw]{1,5})?,H{0,6}N{1,4}", tokens.tags[start : end + 1]
            )
            if comma > 0 and not apposed and "N" in tokens.tags[start:comma]:
                end = comma - 1
            return (start, end) if end >= start else None
        if tokens.tags[verb] in ".;QEf":
            return None
    return None
