"""Who is made responsible for which words?

Each sentence is read around its cues. A cue has a source before it ("Tolan said") or behind it
("said Tolan"), and content on one of its sides: a quotation, a reported clause, or a clause with
quoted pieces in it. Rules are tried in the order in which they stand; what one has claimed, no
later one may claim again.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from . import lexicon
from .attribution_rules import RULES
from .records import QuoteKind, Span
from .tokens import Tokens

__all__ = ["RULES", "Attribution", "find_attributions"]

QUOTED = "QEf"

# Noun phrases over tags. Every repetition is bounded, so that no paragraph takes long.
_CORE = (
    r"(?:D[NHRCwS#aT&-]{0,9}(?<![&a])"
    r"|[NHR](?:[NHRSwC#]|-(?=[NHRw])){0,9}"
    r"|(?<![NHRwDSC#axb])[wRC#](?:[wRNHSC#]|-(?=[NHRw])){0,6})"
)
_PP = r"(?:pD?[NHRCwS#aT]{1,8}){0,3}"
NOUN_PHRASE_AT_END = re.compile(rf"(?:P|{_CORE}{_PP}(?:&{_CORE}{_PP})?)$")
NAME_AT_END = re.compile(
    r"(?:D[NHRCwS#a]{0,8}[NR]|[wRNH][NHRSwC#-]{0,9}[NR]|[NR])(?:p[D]?[NHRCwS#]{1,6}){0,2}$"
)
NOUN_PHRASE_AHEAD = re.compile(
    r"(?:P(?![xbV])|(?:D[NHRCwS#aT]{0,8}?(?:[RNC]+|w(?![wNRC]))|[NHRwC#][NHRSwC#-]{0,8})"
    r"(?:pD?[NHRCwS#]{1,7}){0,2})"
)
SUBJECT_AHEAD = re.compile(
    r"(?:P|(?:D[NHRCwS#a-]{0,9}|[NHRwC][NHRSwC#-]{0,9})(?:pD?[NHRCwS#]{1,8}){0,3})"
    r"(?:\([^()]{1,12}\))?(?:,[^.;:QEfVv]{1,45},)?[axb]{0,3}(?=[VvKwI])"
)
# What may stand between a cue and its end without being content: time, place, addressee.
ADJUNCT = re.compile(r"(?:a|o|T|#|[pD]?T+#?T?|pD?[NHRwS#aT]{1,8}(?:&D?[NHRw#S]{1,5})?|,(?=[TpaG#]))*")
LEAD_IN = re.compile(r"(?:[c&a,]|pD?[NHRCwS#aT]{1,9}|D?T+#?,?#?)*$")
ANTECEDENT = re.compile(r"(?:D[NHRCwS#a]{0,8}|[NHR][NHRSwC#-]{0,9}),?$")

TELLING = {"tell", "inform", "assure", "remind", "warn", "ask", "urge", "advise", "reassure", "notify"}
TRANSITIVE = {"tell", "inform", "assure", "remind", "notify", "reassure"}  # nobody is "told" alone
# "told reporters", "told Interfax", "told the Duma's committee on Tuesday".
ADDRESSEE = re.compile(
    r"(?:o|D[NHRCwS#]{1,6}(?:pD?[NHRw#S]{1,6})?|N(?:[NR#]|S[NRw]|&N|p(?=N)){0,4}|[Rw](?=[^wRN]|$)|[wR](?=N)|w?[wR])"
)
FEELING = re.compile(
    r"(?:regret|hope|concern|confidence|belief|optimism|doubt|doubts|fear|fears|satisfaction|readiness|"
    r"willingness|conviction|certainty|outrage|disappointment|surprise|gratitude|support|frustration)$"
)


# No sentence is longer than this many tokens; what has no full stop is cut, so that time stays linear.
LONGEST_SENTENCE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Words, and what the sentence says of who spoke them. Spans are characters of the source."""

    rule: str
    kind: QuoteKind
    segments: tuple[Span, ...]
    clause: Span | None = None
    mention: Span | None = None  # None: carried over from the statement before
    cue: str | None = None
    cue_span: Span | None = None
    addressee: str | None = None
    sentence: Span = (0, 0)
    paragraph: int = 0
    carried: bool = False

    @property
    def start(self) -> int:
        return self.segments[0][0]

    @property
    def end(self) -> int:
        return self.segments[-1][1]


@dataclass(slots=True)
class Reading:
    """A paragraph while it is being read: which quotations are claimed, what was found."""

    tokens: Tokens
    number: int
    found: list[Attribution]
    claimed: set[int]
    indirect: list[Span]


def find_attributions(paragraphs: Sequence[Tokens], taken: Collection[int] = ()) -> list[Attribution]:
    """Return every attribution of the paragraphs, in the order of the text.

    The paragraphs whose numbers are in `taken` have been read by other means.
    """
    readings = [
        Reading(tokens, number, [], set(), [])
        for number, tokens in enumerate(paragraphs)
        if number not in taken
    ]
    for reading in readings:
        for first, last in sentences(reading.tokens):
            read_sentence(reading, first, last)
    for index, reading in enumerate(readings):
        carry_over(reading, readings[index - 1] if index else None, readings)
    found = [attribution for reading in readings for attribution in reading.found]
    return sorted(found, key=lambda a: (a.start, a.end))


def sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each sentence."""
    tags = tokens.tags
    first = 0
    for i, tag in enumerate(tags):
        ends = tag == "." or (tag == "E" and ends_sentence(tokens, i, first))
        if ends and i + 1 < len(tags) and tags[i + 1] == ".":
            ends = False
        if ends or i + 1 == len(tags) or i - first >= LONGEST_SENTENCE:
            yield first, i
            first = i + 1


def ends_sentence(tokens: Tokens, i: int, first: int) -> bool:
    """Does the quotation at token `i`, which ends like a sentence, end the reporter's one as well?"""
    tags = tokens.tags
    if i + 1 >= len(tags):
        return True
    after = tokens.word(i + 1)
    if tags[i + 1] == "-":
        return tags[i + 2 : i + 3] not in ("N", "H")  # "“…” — Mira Tolan"
    if tags[i + 1] in ",;:).":
        return False
    if after[:1].islower():
        return False
    subject = SUBJECT_AHEAD.match(tags, i + 1)
    if subject and tags[subject.end()] in "VvK" and (i == first or tags[i - 1] in ":,QEf.-"):
        behind = tags[subject.end() + 1 : subject.end() + 2]
        return behind not in ("", ".", ",", "p", "T", "a", ":", "Q", "E", "o")
    return tags[i + 1] not in "Vv"


def read_sentence(reading: Reading, first: int, last: int) -> None:
    tokens = reading.tokens
    tags = tokens.tags
    subject: tuple[int, int] | None = None  # of the last cue, for what hangs on it
    for i in range(first, last + 1):
        tag = tags[i]
        if tag in "Vv":
            subject = read_cue(reading, first, last, i, subject) or subject
        elif tag in "Gg":
            source = None
            if i > first and tags[i - 1] not in ",&-QEf.":
                source = source_before(tokens, first, i)  # "footage of Tolan saying", "Tolan is saying"
            source = source or subject or main_subject(tokens, first, i)
            if source and read_behind(reading, first, last, i, source, "hanging-cue"):
                subject = source
        elif tag in "Kk":
            beside = tag == "K" or (i > first and tags[i - 1] in "abNRw")
            source = source_before(tokens, first, i) if beside else None
            if tag == "k" and source is None:
                source = subject or main_subject(tokens, first, i)
            if source is None and tag == "K" and subject:
                source = subject
            if source:
                read_naming(reading, last, i, source)
                subject = subject or source
        elif tag == "A" and i + 1 <= last and tags[i + 1] == "p":
            read_according(reading, first, last, i)
        elif tag == "C":
            read_noun_cue(reading, first, last, i)
        elif tag == "I":
            source = source_before_infinitive(tokens, first, i)
            if source and read_behind(reading, first, last, i, source, "source-to-cue"):
                subject = source
    read_colon(reading, first, last)
    read_opinion(reading, first, last)
    read_dash_source(reading, first, last)
    read_any_verb(reading, first, last)
    read_phrase(reading, first, last)


# Sources


def source_before(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return the noun phrase that is the subject of the cue at token `cue`, or None."""
    tags = tokens.tags
    end = cue - 1
    passive = False
    while end >= first and tags[end] in "axb":
        passive |= tags[end] == "b"
        end -= 1
    if passive and tags[cue] not in "Ggk":
        return None
    # "Tolan on Thursday said", "Tolan, on Thursday, said"
    while end > first and tags[end] in "T#," and any(t in "T" for t in tags[max(first, end - 2) : end + 1]):
        back = end
        while back > first and tags[back] in "T#,a":
            back -= 1
        if tags[back] == "p":
            back -= 1
        if back == end:
            break
        if back < first:
            return None
        end = back
    if end < first:
        return None
    if tags[end] == "W":
        match = ANTECEDENT.search(tags, max(first, end - 14), end)
        return (match.start(), end - 1 - (tags[end - 1] == ",")) if match else None
    if tags[end] == ")":
        opening = tags.rfind("(", max(first, end - 12), end)
        if opening > first:
            end = opening - 1
    if tags[end] in ",-":
        return source_with_apposition(tokens, first, end)
    match = NOUN_PHRASE_AT_END.search(tags, max(first, end - 30), end + 1)
    if match is None:
        return None
    return trim_phrase(tokens, match.start(), end)


def source_with_apposition(tokens: Tokens, first: int, closing: int) -> tuple[int, int] | None:
    """Return "Mira Tolan" of "Mira Tolan, the head of the delegation," whose last comma is given."""
    tags = tokens.tags
    mark = tags[closing]
    opening = closing - 1
    floor = max(first, closing - 50)
    while opening > floor:
        opening = tags.rfind(mark, floor, opening)
        if opening <= floor:
            return None
        inside = tags[opening + 1 : closing]
        if not inside or any(t in "QEf" for t in inside):
            return None
        if re.fullmatch(r"H{0,2}N{2,4}", inside) and opening - 1 >= first and tags[opening - 1] in "NRw":
            role = NOUN_PHRASE_AT_END.search(tags, max(first, opening - 16), opening)
            if role and re.search(r"[RH]", role.group()):
                # "the head of the delegation, Mira Tolan, said"
                return trim_phrase(tokens, role.start(), closing - 1)
        if inside[0] in "DRWwN#HpGgVK" and (inside[0] in "DW#" or "R" in inside or "#" in inside):
            name = NOUN_PHRASE_AT_END.search(tags, max(first, opening - 16), opening)
            if name and not re.search(r"[NRDP#]", name.group()):
                name = None
            if name and "R" not in name.group() and "N" not in name.group() and inside[0] != "W":
                name = None
            if name is None:
                name = NAME_AT_END.search(tags, max(first, opening - 16), opening)
            if name:
                return trim_phrase(tokens, name.start(), opening - 1)
    return None


def trim_phrase(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Leave out what a noun phrase cannot begin with."""
    tags = tokens.tags
    while start < end and tags[start] in "&aT-,S#" and tags[start] != "#":
        start += 1
    words = [t for t in tags[start : end + 1] if t in "NHRwPCDo#"]
    if not words or (
        len(words) == 1 and words[0] == "D" and tokens.word(start).lower() in {"the", "a", "an"}
    ):
        return None
    return start, end


def main_subject(tokens: Tokens, first: int, before: int) -> tuple[int, int] | None:
    """Return the subject of the sentence's main clause, the one that a hanging "saying" refers to."""
    tags = tokens.tags
    position = first
    for _ in range(4):
        while position < before and tags[position] in "c&a,QEf(":
            position += 1
        match = SUBJECT_AHEAD.match(tags, position)
        if match and match.end() <= before:
            end = match.end() - 1
            while end > position and tags[end] in "axb,":
                end -= 1
            comma = tags.find(",", position, end)
            if comma > 0:
                end = comma - 1
            # The phrase may have run into the verb ("Tolan issued"): keep what is a name or a role.
            while end > position and tags[end] == "w" and any(t in "NRP" for t in tags[position:end]):
                end -= 1
            return position, end
        comma = tags.find(",", position, before)
        if comma < 0:
            return None
        position = comma + 1
    return None


def source_before_infinitive(tokens: Tokens, first: int, cue: int) -> tuple[int, int] | None:
    """Return the source of "would say", "did not say", "went on to say"."""
    tags = tokens.tags
    if (
        cue == first
        or tags[cue - 1] not in "xap"
        or (tags[cue - 1] == "p" and tokens.word(cue - 1).lower() != "to")
    ):
        return None
    if tags[cue - 1] == "p":
        verb = cue - 2
        if verb <= first or tokens.word(verb).lower() not in {"on", "continued", "came", "in", "a"}:
            return None
        while verb > first and tags[verb] in "apvV":
            verb -= 1
        match = NOUN_PHRASE_AT_END.search(tags, max(first, verb - 20), verb + 1)
        return trim_phrase(tokens, match.start(), verb) if match else None
    return source_before(tokens, first, cue)


# Cues


def read_cue(
    reading: Reading, first: int, last: int, cue: int, subject: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Read the content of a finite cue; return its source."""
    tokens = reading.tokens
    tags = tokens.tags
    beside_only = tags[cue] == "v"
    source = source_before(tokens, first, cue)
    # “…,” said Tolan
    before = cue - 1
    while before > first and tags[before] in "a,":
        before -= 1
    base = lexicon.cues("cues_say").finite.get(tokens.word(cue).lower())
    telling = base in TELLING
    if before >= first and tags[before] in QUOTED and base not in TRANSITIVE:
        ahead = NOUN_PHRASE_AHEAD.match(tags, cue + 1)
        if ahead and ahead.end() - 1 <= last and tags[cue + 1] not in "t":
            source = end_phrase(tokens, cue + 1, ahead.end() - 1)
            if read_quotation_before(reading, first, last, cue, source, before, "quotation-cue-source"):
                return source
    if source is None and cue > first and tags[cue - 1] == "," and not beside_only and base not in TRANSITIVE:
        # "The ministry was ready, said Tolan."
        ahead = NOUN_PHRASE_AHEAD.match(tags, cue + 1)
        if (
            ahead
            and tags[cue + 1] != "P"
            and tags[ahead.end() : ahead.end() + 1] in ("", ".", ",", "p", "T", ";")
        ):
            behind = end_phrase(tokens, cue + 1, min(ahead.end() - 1, last))
            if read_clause_before(reading, first, last, cue, behind, cue - 1, "clause-cue-source"):
                return behind
    if source is None and tags[cue - 1 : cue] in ("&", ",") and subject:
        source = subject  # "Tolan smiled and said"
    if source is None and cue > first and tags[cue - 1] in "&,c":
        source = main_subject(tokens, first, cue)
    if source is None:
        return None
    left = source[0] - 1
    while left > first and tags[left] in ",&c-":
        left -= 1
    # “…,” Tolan said
    if left >= first and tags[left] in QUOTED and source[0] < cue:
        if read_quotation_before(reading, first, last, cue, source, left, "quotation-source-cue"):
            return source
    # Tolan said: “…”
    if not beside_only or has_quotation_beside(tags, cue, last):
        # A clause before the source wins if nothing but adjuncts follows the cue.
        adjunct = ADJUNCT.match(tags, cue + 1, last + 1)
        after = adjunct.end() if adjunct else cue + 1
        if telling:
            addressee = ADDRESSEE.match(tags, cue + 1, last + 1)
            if addressee:
                adjunct = ADJUNCT.match(tags, addressee.end(), last + 1)
                after = adjunct.end() if adjunct else addressee.end()
        closes = after > last or (
            (tags[after] in ".;," or (tags[after] in "Gg" and tags[after - 1] == ","))
            and not any(t in QUOTED for t in tags[after : last + 1])
        )
        if (
            closes
            and not beside_only
            and left >= first
            and tags[source[0] - 1] in ",-;"
            and source[0] - 1 > first
        ):
            if read_clause_before(reading, first, last, cue, source, source[0] - 1, "clause-source-cue"):
                return source
        if read_behind(reading, first, last, cue, source, "source-cue"):
            return source
    return source


def end_phrase(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Cut what runs on behind a source that follows its cue: "said Tolan in a statement"."""
    tags = tokens.tags
    if tags[start] in "NH" or (tags[start] in "Rw" and "N" in tags[start : end + 1]):
        preposition = tags.find("p", start, end + 1)
        if preposition > start and "N" in tags[start:preposition]:
            end = preposition - 1
    return start, end


def has_quotation_beside(tags: str, cue: int, last: int) -> bool:
    return any(t in QUOTED for t in tags[cue + 1 : min(last + 1, cue + 14)])


def make(
    reading: Reading,
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
    tokens = reading.tokens
    mention = (tokens.spans[source[0]][0], tokens.spans[source[1]][1]) if source else None
    cue_text = None
    cue_span = None
    if cue is not None:
        cue_span = tokens.spans[cue]
        stop = cue
        if tokens.tags[cue + 1 : cue + 2] == "a" and tokens.word(cue + 1).lower() in {
            "out",
            "in",
            "on",
            "up",
            "clear",
            "back",
        }:
            stop = cue + 1
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
            cue=cue_text,
            cue_span=cue_span,
            addressee=addressee,
            sentence=(tokens.spans[first][0], tokens.spans[last][1]),
            paragraph=reading.number,
            carried=source is None,
        )
    )


def read_quotation_before(
    reading: Reading, first: int, last: int, cue: int, source: tuple[int, int], quoted: int, rule: str
) -> bool:
    """“…,” Tolan said[, “…”]"""
    tokens = reading.tokens
    tags = tokens.tags
    if quoted in reading.claimed and not release(reading, tokens.quotations[quoted].start, first, cue):
        return False
    addressee = find_addressee(tokens, cue, last)
    start = first
    while start < quoted and tags[start] in "c&a," and tokens.word(start)[:1].isupper() is False:
        start += 1
    lead = tags[start:quoted]
    quotation = tokens.quotations[quoted]
    pieces = [(quotation.start, quotation.end)]
    taken = [quoted]
    clause = None
    kind: QuoteKind = "direct"
    colon = lead.rfind(":")
    if colon >= 0:
        lead = lead[colon + 1 :]
        start += colon + 1
    if any(t in "NHRwPDCVKbxv#" for t in lead):
        kind = "partial"
        inner = [k for k in range(start, quoted) if tags[k] in QUOTED and k not in reading.claimed]
        pieces = [(tokens.quotations[k].start, tokens.quotations[k].end) for k in inner] + pieces
        taken = inner + taken
        clause = (tokens.spans[start][0], quotation.outer[1])
    elif lead and lead[-1] in QUOTED and (quoted - 1) not in reading.claimed:
        pieces.insert(0, (tokens.quotations[quoted - 1].start, tokens.quotations[quoted - 1].end))
        taken.append(quoted - 1)
    elif tags[quoted] == "f" and source[0] < cue and not lead and short_words(tokens, quoted) <= 2:
        kind = "partial"
    # “A,” he said[, on Thursday], “B.”
    after = max(cue, source[1]) + 1
    if addressee:
        after = max(after, addressee[1] + 1)
    adjunct = ADJUNCT.match(tags, after, last + 1)
    position = adjunct.end() if adjunct else after
    while position <= last and tags[position] in ",:-":
        position += 1
    if tags[quoted] == "Q" or tags[quoted] == "f":
        if position <= last and tags[position] in QUOTED and position not in reading.claimed:
            second = tokens.quotations[position]
            pieces.append((second.start, second.end))
            taken.append(position)
            if clause:
                clause = (clause[0], second.outer[1])
    reading.claimed.update(taken)
    make(
        reading,
        rule=rule,
        kind=kind,
        segments=pieces,
        source=source,
        cue=cue,
        first=first,
        last=last,
        clause=clause,
        addressee=addressee[2] if addressee else None,
    )
    return True


def release(reading: Reading, start: int, first: int, cue: int) -> bool:
    """Give up what a cue inside the reported clause took, for the cue that closes the sentence.

    "The delay shows that “…,” Tolan said": the words are Tolan's, not the delay's.
    """
    tokens = reading.tokens
    for made in reading.found[-12:]:
        if made.cue_span is None or made.mention is None:
            continue
        inside = tokens.spans[first][0] <= made.cue_span[0] < start
        if inside and made.segments[0][0] <= start < made.segments[-1][1] and tokens.tags[first] != "P":
            if made.rule.endswith("-quotation"):
                return False
            forget(reading, made)
            return True
    return False


def forget(reading: Reading, made: Attribution) -> None:
    reading.found.remove(made)
    span = made.clause or made.segments[0]
    if span in reading.indirect:
        reading.indirect.remove(span)
    starts = {s for s, _ in made.segments}
    for k in [k for k in reading.tokens.near(made.start, made.end) if k in reading.claimed]:
        if reading.tokens.quotations[k].start in starts:
            reading.claimed.discard(k)


def short_words(tokens: Tokens, quoted: int) -> int:
    quotation = tokens.quotations[quoted]
    return len(tokens.source[quotation.start : quotation.end].split())


def find_addressee(tokens: Tokens, cue: int, last: int) -> tuple[int, int, str] | None:
    """Return first token, last token and text of who was told, for cues like "told"."""
    word = tokens.word(cue).lower()
    base = None
    for form in ("finite", "gerund", "base"):
        base = base or getattr(lexicon.cues("cues_say"), form).get(word)
    if base in TELLING:
        match = ADDRESSEE.match(tokens.tags, cue + 1, last + 1)
        if match and match.end() > cue + 1:
            end = match.end() - 1
            for k in range(cue + 1, end):
                if tokens.tags[k] == "p" and tokens.word(k) != "of":
                    end = k - 1  # "told reporters in the harbour": where is not whom
                    break
            return cue + 1, end, tokens.text(cue + 1, end)
    elif tokens.tags[cue + 1 : cue + 2] == "p" and tokens.word(cue + 1).lower() == "to" and base:
        match = ADDRESSEE.match(tokens.tags, cue + 2, last + 1)
        if match:
            return cue + 2, match.end() - 1, tokens.text(cue + 2, match.end() - 1)
    return None


def read_behind(
    reading: Reading, first: int, last: int, cue: int, source: tuple[int, int], rule: str
) -> bool:
    """Tolan said: “…”   Tolan said that …   Tolan said … “…” …"""
    tokens = reading.tokens
    tags = tokens.tags
    addressee = find_addressee(tokens, cue, last)
    after = (addressee[1] if addressee else cue) + 1
    if (
        tags[cue] in "Vv"
        and tags[after : after + 1] == "a"
        and tokens.word(after).lower() in {"out", "in", "on", "up", "clear", "back"}
    ):
        after += 1
    told = addressee[2] if addressee else None
    adjunct = ADJUNCT.match(tags, after, last + 1)
    position = adjunct.end() if adjunct else after
    introduced = False
    while position <= last and tags[position] in ",:-":
        introduced |= tags[position] in ",:"
        position += 1
    colon = tags.find(":", after, min(last, after + 12))
    if (
        colon >= 0
        and colon < last
        and tags[colon + 1] in QUOTED
        and not any(t in "VGvgQEf" for t in tags[after:colon])
    ):
        position, introduced = colon + 1, True
    if position <= last and tags[position] in QUOTED and position not in reading.claimed:
        quotation = tokens.quotations[position]
        capital = (
            tokens.source[quotation.start : quotation.start + 1].isupper()
            or tokens.source[quotation.start : quotation.start + 1] in "[…"
        )
        whole = position == last or tags[position + 1 : last + 1].strip(".") == "" or tags[position] == "E"
        if (
            (introduced or capital)
            and (whole or (introduced and capital))
            and not (tags[position] == "f" and not introduced)
        ):
            pieces = [(quotation.start, quotation.end)]
            reading.claimed.add(position)
            make(
                reading,
                rule=f"{rule}-quotation",
                kind="direct",
                segments=pieces,
                source=source,
                cue=cue,
                first=first,
                last=last,
                addressee=told,
            )
            return True
    if (
        tags[after : after + 1] in ("D", "a")
        and tokens.word(after).lower() in {"no", "yes"}
        and after + 1 <= last + 1
        and (after == last or tags[after + 1] in ".,")
    ):
        reading.indirect.append(tokens.spans[after])
        make(
            reading,
            rule=f"{rule}-clause",
            kind="indirect",
            segments=[tokens.spans[after]],
            source=source,
            cue=cue,
            first=first,
            last=last,
            addressee=told,
        )
        return True
    # A clause: after "that", or at once.
    start = after
    that = tags.find("t", after, min(last + 1, after + 12))
    if that >= 0 and (
        that == after or ADJUNCT.fullmatch(tags, after, that) or feeling_between(tokens, after, that)
    ):
        start = that + 1
        if start <= last and tags[start] == ",":
            start += 1
        strong = True
    else:
        strong = False
        if (
            tags[after : after + 1] == "p"
            and tokens.word(after).lower() == "to"
            and not has_quotation_beside(tags, cue, last)
        ):
            return False
        if (
            feeling_between(tokens, after, after + 1)
            and tags[cue] in "VvGg"
            and tags[after + 1 : after + 2] not in ("t",)
        ):
            return False
        start = position if position <= last and tags[position] in "NHDPRQEft" else after
        if start <= last and tags[start] == "t":
            start += 1
    if start > last or tags[start] in ".;":
        return False
    end = before_nearer_source(tokens, start, clause_end(tokens, start, last))
    if end < start:
        return False
    inner = [k for k in range(start, end + 1) if tags[k] in QUOTED and k not in reading.claimed]
    if not strong and not clause_like(tags[start : end + 1]) and not (inner and inner[0] - start <= 6):
        return False  # "has been demanding acts of goodwill ... “…”": no reported clause
    if not strong and tags[cue] in "vg" and not inner:
        return False
    span = trimmed(tokens, start, end)
    if span is None:
        return False
    if inner:
        reading.claimed.update(inner)
        pieces = [(tokens.quotations[k].start, tokens.quotations[k].end) for k in inner]
        make(
            reading,
            rule=f"{rule}-clause-quoted",
            kind="partial",
            segments=pieces,
            source=source,
            cue=cue,
            first=first,
            last=last,
            clause=span,
            addressee=told,
        )
    else:
        if tags[cue] in "vg" or overlaps(reading.indirect, span):
            return False
        reading.indirect.append(span)
        make(
            reading,
            rule=f"{rule}-clause" if strong else f"{rule}-bare-clause",
            kind="indirect",
            segments=[span],
            source=source,
            cue=cue,
            first=first,
            last=last,
            addressee=told,
        )
    return True


def feeling_between(tokens: Tokens, start: int, end: int) -> bool:
    return start < end <= len(tokens.spans) and any(
        FEELING.match(tokens.word(k).lower()) for k in range(start, min(end, start + 3))
    )


CLAUSE = re.compile(
    r"(?:(?:P(?:&D?[NHRCw]{1,5})?|D?[NHRCwS#a]{1,10}(?:pD?[NHRCw#S]{1,6}){0,2})[ax,]*(?:[bxVvK]|w)|ab|b(?=[DwNaP]))"
)


def clause_like(tags: str) -> bool:
    """Does a stretch hold a subject and a verb, as far as tags can tell? "It's", "there is" do."""
    return CLAUSE.match(tags) is not None and len(tags) >= 3


CLAUSE_STOP = re.compile(
    r",(?=[Gg])|&(?=[Gg])|,?[&c](?=a?V)|(?P<but>,?c(?=a?[xbVK]))|,(?=W[axb]{0,2}[VvK])|,(?=a?c?[NHRPD][NHRSwC#]{0,6}[ax]{0,2}[V][^,])|;|,(?=A)|(?<=[,-])(?=cVp)|,(?=c?w?VpN)"
)


def clause_end(tokens: Tokens, start: int, last: int) -> int:
    """Return the last token of a reported clause that begins at `start`."""
    tags = tokens.tags
    end = last
    while end > start and tags[end] == ".":
        end -= 1
    for stop in CLAUSE_STOP.finditer(tags, start + 3, end + 1):
        if stop["but"] and tokens.word(stop.end("but") - 1).lower() not in {"but", "yet"}:
            continue
        return stop.start() - 1
    return end


def trimmed(tokens: Tokens, start: int, end: int) -> Span | None:
    while end > start and tokens.tags[end] in ".,;:-":
        end -= 1
    while start < end and tokens.tags[start] in ",;:-":
        start += 1
    return (tokens.spans[start][0], tokens.spans[end][1]) if end >= start else None


def before_nearer_source(tokens: Tokens, start: int, end: int) -> int:
    """Cut a clause before a name and a cue that stand right before a quotation in it.

    "When Adrel noted that it rained, Tolan joked, “…”": the words are not Adrel's.
    """
    tags = tokens.tags
    for k in range(start + 1, end + 1):
        if tags[k] not in QUOTED:
            continue
        cue = k - 1
        while cue > start and tags[cue] in ",:aTo":
            cue -= 1
        if cue > start and tags[cue] in "Vv":
            source = source_before(tokens, start, cue)
            if source and source[0] > start:
                cut = source[0] - 1
                while cut > start and tags[cut] in ",-c&:;":
                    cut -= 1
                return cut
    return end


def overlaps(spans: Sequence[Span], span: Span) -> bool:
    """Does a clause overlap one of those just read? Sentences are read in order: the last few do."""
    return any(s < span[1] and span[0] < e for s, e in spans[-12:])


def read_clause_before(
    reading: Reading, first: int, last: int, cue: int, source: tuple[int, int], comma: int, rule: str
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
    if re.fullmatch(r"[ac]?(?:pD?[NHRCwST#a]{1,10}){1,2}|D?T+#?|[ac]+", head):
        return False  # "On Thursday, Tolan said": a lead-in, no clause
    span = trimmed(tokens, start, end)
    if span is None:
        return False
    addressee = find_addressee(tokens, cue, last)
    for made in reading.found[-12:]:
        inside = made.cue_span and made.cue_span[0] >= span[0] and made.cue_span[1] <= span[1]
        if inside and not made.rule.endswith("-quotation") and not made.rule.startswith("quotation-"):
            forget(reading, made)
    inner = [k for k in range(start, end + 1) if tags[k] in QUOTED and k not in reading.claimed]
    told = addressee[2] if addressee else None
    if inner:
        reading.claimed.update(inner)
        make(
            reading,
            rule=f"{rule}-quoted",
            kind="partial",
            segments=[(tokens.quotations[k].start, tokens.quotations[k].end) for k in inner],
            source=source,
            cue=cue,
            first=first,
            last=last,
            clause=span,
            addressee=told,
        )
        return True
    if overlaps(reading.indirect, span):
        return False
    reading.indirect.append(span)
    make(
        reading,
        rule=rule,
        kind="indirect",
        segments=[span],
        source=source,
        cue=cue,
        first=first,
        last=last,
        addressee=told,
    )
    return True


def read_naming(reading: Reading, last: int, cue: int, source: tuple[int, int]) -> None:
    """Tolan called the offer “a farce”."""
    tokens = reading.tokens
    tags = tokens.tags
    end = clause_end(tokens, cue + 1, last) if cue < last else cue
    inner = []
    for k in range(cue + 1, end + 1):
        if tags[k] in QUOTED and k not in reading.claimed:
            inner.append(k)
        elif tags[k] in "VGvK" and not inner:
            break
    if not inner:
        read_plain_naming(reading, end, last, cue, source)
        return
    reading.claimed.update(inner)
    make(
        reading,
        rule="naming-cue",
        kind="partial",
        segments=[(tokens.quotations[k].start, tokens.quotations[k].end) for k in inner],
        source=source,
        cue=cue,
        first=cue,
        last=last,
        clause=(tokens.spans[cue + 1][0], tokens.spans[max(inner)][1]),
    )


NAMED_AS = re.compile(r"(?P<object>o|N{1,4}|D[wNR#S]{1,6}(?:p[DNwR]{1,4})?)(?P<as>c)?(?=[Dw])")
NAMING = {"call", "describe", "label", "dub", "brand", "characterize", "characterise"}


def read_plain_naming(reading: Reading, end: int, last: int, cue: int, source: tuple[int, int]) -> None:
    """Tolan called the envoy a good listener."""
    tokens = reading.tokens
    word = tokens.word(cue).lower()
    base = lexicon.cues("cues_call").finite.get(word) or lexicon.cues("cues_call").gerund.get(word)
    if base not in NAMING:
        return
    match = NAMED_AS.match(tokens.tags, cue + 1, end + 1)
    if match is None or (match["as"] is None) == (base in {"describe", "characterize", "characterise"}):
        return
    comma = tokens.tags.find(",", match.end(), end + 1)
    span = trimmed(tokens, match.end(), comma - 1 if comma > 0 else end)
    if span is None or span[1] - span[0] < 4 or overlaps(reading.indirect, span):
        return
    reading.indirect.append(span)
    make(
        reading,
        rule="naming-cue-plain",
        kind="indirect",
        segments=[span],
        source=source,
        cue=cue,
        first=cue,
        last=last,
    )


def read_according(reading: Reading, first: int, last: int, cue: int) -> None:
    """According to Tolan, …   …, according to Tolan."""
    tokens = reading.tokens
    tags = tokens.tags
    # The name may stand at the end of a long phrase in apposition.
    comma = tags.find(",", cue + 2, last + 1)
    if cue <= first + 1:
        if comma < 0:
            return
        source = (cue + 2, comma - 1)
        start = comma + 1
        # "According to a reputed analyst, founder and head of a company, Ian Bremmer, Pyongyang seeks"
        while True:
            following = tags.find(",", start, min(last + 1, start + 16))
            if following < 0:
                break
            piece = tags[start:following]
            if piece[:1] == "W":
                start = following + 1
            elif re.fullmatch(r"[DRwaN][NHRwSaC#&pD]{0,16}", piece) and not any(t in "bxVP" for t in piece):
                if piece.strip("NH") == "":
                    source = (start, following - 1)
                start = following + 1
            else:
                break
        if start > last:
            return
        end = last
    else:
        ahead = NOUN_PHRASE_AHEAD.match(tags, cue + 2)
        if not ahead or ahead.end() - 1 > last:
            return
        source = end_phrase(tokens, cue + 2, ahead.end() - 1)
        start, end = first, cue - 1
    span = trimmed(tokens, start, end)
    words = tokens.text(*source).lower()
    if (
        span is None
        or span[1] - span[0] < 12
        or re.match(r"(?:the |preliminary |its? )?(?:information|plan|schedule|law|data|rules?)\b", words)
    ):
        return
    inner = [k for k in range(start, end + 1) if tags[k] in QUOTED and k not in reading.claimed]
    if inner:
        reading.claimed.update(inner)
        segments = [(tokens.quotations[k].start, tokens.quotations[k].end) for k in inner]
        whole = len(inner) == 1 and tags[start : end + 1].strip(",-.") in QUOTED
        make(
            reading,
            rule="according-to",
            kind="direct" if whole else "partial",
            segments=segments,
            source=source,
            cue=cue,
            first=first,
            last=last,
            clause=None if whole else span,
        )
    elif not overlaps(reading.indirect, span):
        reading.indirect.append(span)
        make(
            reading,
            rule="according-to",
            kind="indirect",
            segments=[span],
            source=source,
            cue=cue,
            first=first,
            last=last,
        )


def read_noun_cue(reading: Reading, first: int, last: int, cue: int) -> None:
    """Tolan’s statement that …"""
    tokens = reading.tokens
    tags = tokens.tags
    if tags[cue + 1 : cue + 2] != "t" or cue <= first:
        return
    owner: tuple[int, int] | None = None
    mark = cue - 1
    while mark > first and tags[mark] in "waN" and mark > cue - 4:
        mark -= 1
    if tags[mark] == "S":
        match = NOUN_PHRASE_AT_END.search(tags, max(first, mark - 14), mark)
        if match:
            owner = (match.start(), mark - 1)
    elif tags[mark] == "D" and tokens.word(mark).lower() in {"his", "her", "their", "its"}:
        owner = (mark, mark)
    if owner is None or cue + 2 > last:
        return
    end = clause_end(tokens, cue + 2, last)
    span = trimmed(tokens, cue + 2, end)
    if span is None or overlaps(reading.indirect, span):
        return
    inner = [k for k in range(cue + 2, end + 1) if tags[k] in QUOTED and k not in reading.claimed]
    if inner:
        reading.claimed.update(inner)
        segments = [(tokens.quotations[k].start, tokens.quotations[k].end) for k in inner]
        make(
            reading,
            rule="noun-cue",
            kind="partial",
            segments=segments,
            source=owner,
            cue=cue,
            first=first,
            last=last,
            clause=span,
        )
    else:
        reading.indirect.append(span)
        make(
            reading,
            rule="noun-cue",
            kind="indirect",
            segments=[span],
            source=owner,
            cue=cue,
            first=first,
            last=last,
        )


OPINION = re.compile(r"\b(?:in|to) (his|her|their) (?:opinion|view|words|mind)\b", re.I)


def read_opinion(reading: Reading, first: int, last: int) -> None:
    """In his opinion, Moscow is “denting” it."""
    tokens = reading.tokens
    start, end = tokens.spans[first][0], tokens.spans[last][1]
    if end - start > 4000:
        return
    match = OPINION.search(tokens.source, start, end)
    if match is None:
        return
    behind = [k for k in range(first, last + 1) if tokens.spans[k][0] >= match.end()]
    inner = [k for k in behind if tokens.tags[k] in QUOTED and k not in reading.claimed]
    if not inner:
        return
    span = trimmed(tokens, behind[0], behind[-1])
    reading.claimed.update(inner)
    owner = next(k for k in range(first, last + 1) if tokens.spans[k][0] == match.start(1))
    make(
        reading,
        rule="opinion",
        kind="partial",
        segments=[(tokens.quotations[k].start, tokens.quotations[k].end) for k in inner],
        source=(owner, owner),
        cue=None,
        first=first,
        last=last,
        clause=span,
    )
    reading.found[-1] = replace(reading.found[-1], cue=match.group())


def read_colon(reading: Reading, first: int, last: int) -> None:
    """Tolan was blunt: “…”   Mr. X: “…”"""
    tokens = reading.tokens
    tags = tokens.tags
    for k in range(first + 1, last + 1):
        if tags[k] in QUOTED and k not in reading.claimed and tags[k - 1] == ":":
            quotation = tokens.quotations[k]
            if not tokens.source[quotation.start : quotation.start + 1].isupper():
                continue
            label = tags[first : k - 1]
            if (
                re.fullmatch(r"[NHRDwS#(),p&]{1,14}", label)
                and label[0] in "NHRD"
                and not label.count("w") > 3
            ):
                stop = first + (label.find(",") if "," in label[1:] else len(label)) - 1
                source: tuple[int, int] | None = (first, stop)
                rule = "label-colon-quotation"
            else:
                source = main_subject(tokens, first, k)
                rule = "sentence-colon-quotation"
            if source is None:
                continue
            reading.claimed.add(k)
            make(
                reading,
                rule=rule,
                kind="direct",
                segments=[(quotation.start, quotation.end)],
                source=source,
                cue=None,
                first=first,
                last=last,
            )


VERB_AHEAD = re.compile(r"[ax]{0,2}(?P<verb>w)")
REPORTING = re.compile(
    r"[a-z]{2,}(?:ed|es)$|(?:sang|wept|grinned|shot|fired|hit|went|put|laughs|jokes|sighs)$"
)
NOT_REPORTING = re.compile(
    r"(?:based|led|held|named|titled|entitled|aged|united|used|needed|supposed|called|married)$"
)


def read_any_verb(reading: Reading, first: int, last: int) -> None:
    """“Go home,” Tolan barked.   “Never,” remembered Mira Tolan."""
    tokens = reading.tokens
    tags = tokens.tags
    for k in range(first, min(last, first + 3)):
        if tags[k] not in "QE" or k in reading.claimed or tags[first:k].strip("c&a"):
            continue
        if tags[k] == "E" and tokens.source[tokens.quotations[k].end - 1] == ".":
            continue
        position = k + 1
        word = tokens.word(position).lower() if tags[position] == "w" else ""
        if word and REPORTING.match(word) and not NOT_REPORTING.match(word):
            ahead = NOUN_PHRASE_AHEAD.match(tags, position + 1)
            if ahead and ahead.end() - 1 <= last and "N" in ahead.group():
                source = end_phrase(tokens, position + 1, ahead.end() - 1)
                read_quotation_before(reading, first, last, position, source, k, "quotation-verb-source")
            continue
        for size in range(1, 12):
            if position + size > last or tags[position + size] in ".,;:QEf":
                break
            if tags[position + size] != "w":
                continue
            word = tokens.word(position + size).lower()
            if not REPORTING.match(word) or NOT_REPORTING.match(word):
                continue
            end = position + size - 1
            while end > position and tags[end] in "ax":
                end -= 1
            phrase = NOUN_PHRASE_AT_END.search(tags, position, end + 1)
            if phrase and phrase.start() == position and re.search(r"[NRP]", phrase.group()):
                read_quotation_before(
                    reading, first, last, position + size, (position, end), k, "quotation-source-verb"
                )
            break


def read_dash_source(reading: Reading, first: int, last: int) -> None:
    """“It rains.” — Mira Tolan"""
    tokens = reading.tokens
    match = re.compile(
        r"(?P<q>[QEf])-(?P<name>[NHRD][NHRwSC#]{0,7}(?:pD?[NHRwS#]{1,6})?(?:,.{1,40})?)\.?$"
    ).match(tokens.tags[: last + 1], last - 60 if last - 60 > first else first)
    if match is None:
        match = re.compile(
            r"(?P<q>[QEf])-(?P<name>[NHRD][NHRwSC#]{0,7}(?:pD?[NHRwS#]{1,6})?(?:,.{1,40})?)\.?$"
        ).search(tokens.tags[: last + 1], first)
    if match is None or match.start("q") in reading.claimed or "N" not in match["name"]:
        return
    k = match.start("q")
    quotation = tokens.quotations[k]
    comma = match["name"].find(",")
    end = match.start("name") + (comma if comma > 0 else len(match["name"])) - 1
    reading.claimed.add(k)
    make(
        reading,
        rule="quotation-dash-source",
        kind="direct",
        segments=[(quotation.start, quotation.end)],
        source=(match.start("name"), end),
        cue=None,
        first=first,
        last=last,
    )


PHRASES = {"phrase", "phrases", "term", "word", "words", "slogan", "hashtag", "expression"}


def read_phrase(reading: Reading, first: int, last: int) -> None:
    """Tolan has used the phrase “paper boats”."""
    tokens = reading.tokens
    tags = tokens.tags
    for k in range(first + 2, last + 1):
        if tags[k] not in QUOTED or k in reading.claimed or tokens.word(k - 1).lower() not in PHRASES:
            continue
        verb = k - 2
        while (
            verb > first
            and tags[verb] in "Dwa"
            and not re.match(r"us(?:ed|es|ing)|coined|repeated", tokens.word(verb).lower())
        ):
            verb -= 1
        if not re.match(r"us(?:ed|es|ing)|coined|repeated", tokens.word(verb).lower()):
            continue
        source = source_before(tokens, first, verb) if verb > first else None
        if source is None:
            continue
        quotation = tokens.quotations[k]
        reading.claimed.add(k)
        make(
            reading,
            rule="phrase-used",
            kind="partial",
            segments=[(quotation.start, quotation.end)],
            source=source,
            cue=verb,
            first=first,
            last=last,
            clause=(tokens.spans[verb][0], quotation.outer[1]),
        )


# What is left


def carry_over(reading: Reading, before: Reading | None, readings: Sequence[Reading]) -> None:
    """Give quotations that no cue claimed to the speaker of the statement before, where they go on."""
    tokens = reading.tokens
    tags = tokens.tags
    attributed = sorted(reading.found, key=lambda a: a.start)
    starts = [a.start for a in attributed]
    directs = [a.start for a in attributed if a.kind == "direct"]
    for first, last in sentences(tokens):
        for k in range(first, last + 1):
            if tags[k] not in QUOTED or k in reading.claimed:
                continue
            at = bisect_left(starts, tokens.quotations[k].start)
            earlier = attributed[at - 1] if at else None
            later = bool(directs) and directs[-1] > tokens.quotations[k].start
            if earlier is None and before is not None and introduce(reading, before, first, last, k):
                continue
            rule = carrying_rule(reading, before, first, last, k, earlier, later)
            if rule is None:
                continue
            quotation = tokens.quotations[k]
            alone = tags[first:k].strip("c&a") == "" and tags[k + 1 : last + 1].strip(".") == ""
            reading.claimed.add(k)
            span = trimmed(tokens, first, last)
            make(
                reading,
                rule=rule,
                kind="direct" if alone else "partial",
                segments=[(quotation.start, quotation.end)],
                source=None,
                cue=None,
                first=first,
                last=last,
                clause=None if alone else span,
            )


def introduce(reading: Reading, before: Reading, first: int, last: int, k: int) -> bool:
    """Give a quotation to the source of a paragraph before that ends in a colon: "He said:"."""
    tags = before.tokens.tags
    if not tags.endswith(":") or reading.tokens.tags[first:k].strip("c&a"):
        return False
    start, end = list(sentences(before.tokens))[-1]
    source = None
    cue = None
    for i in range(end, start, -1):
        if tags[i] in "VvGgKkI":
            cue = i
            source = source_before(before.tokens, start, i)
            break
    source = source or main_subject(before.tokens, start, end)
    if source is None:
        return False
    quotation = reading.tokens.quotations[k]
    spans = before.tokens.spans
    reading.claimed.add(k)
    reading.found.append(
        Attribution(
            rule="introduced-by-paragraph",
            kind="direct",
            segments=((quotation.start, quotation.end),),
            mention=(spans[source[0]][0], spans[source[1]][1]),
            cue=before.tokens.word(cue) if cue is not None else None,
            cue_span=spans[cue] if cue is not None else None,
            sentence=(spans[start][0], spans[end][1]),
            paragraph=before.number,
        )
    )
    return True


def carrying_rule(
    reading: Reading,
    before: Reading | None,
    first: int,
    last: int,
    k: int,
    earlier: Attribution | None,
    later: bool,
) -> str | None:
    """Return the rule by which an unclaimed quotation belongs to the speaker before or behind it.

    `earlier` is the last statement before it in its paragraph; `later` says that one follows.
    """
    tokens = reading.tokens
    tags = tokens.tags
    quotation = tokens.quotations[k]
    alone = tags[first:k].strip("c&a") == "" and tags[k + 1 : last + 1].strip(".") == ""
    words = len(tokens.source[quotation.start : quotation.end].split())
    if alone:
        if earlier:
            return "continued-in-paragraph"
        if later and tags[last + 1 : last + 2] in ("Q", "E"):
            return "before-its-attribution"
        if before is not None:
            if before.tokens.quotations and before.found:
                lastq = before.tokens.quotations[max(before.tokens.quotations)]
                if not lastq.closed and max(before.tokens.quotations) == len(before.tokens.tags) - 1:
                    return "continued-over-paragraphs"
            if before.found and words >= 4:
                return "continued-next-paragraph"
            if before.tokens.tags.endswith(":"):
                return "continued-next-paragraph"
        return None
    if earlier and words >= 4 and tokens.source[quotation.start].islower():
        gap = tokens.source.count(".", earlier.end, quotation.start)
        if gap <= 2:
            return "continued-in-sentence"
    return None
