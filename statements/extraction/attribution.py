"""Who is made responsible for which words?

Each sentence is read around its cues. A cue has a source before it ("Tolan said") or behind it
("said Tolan"), and content on one of its sides: a quotation, a reported clause, or a clause with
quoted pieces in it. Rules are tried in the order in which they stand; what one has claimed, no
later one may claim again.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from . import lexicon
from .continuation import carry_over
from .grammar import (
    ADJUNCT,
    NOUN_PHRASE_AHEAD,
    NOUN_PHRASE_AT_END,
    QUOTED,
    before_nearer_source,
    clause_end,
    clause_like,
    end_phrase,
    find_sentences,
    is_finite,
    main_subject,
    source_before,
    source_before_infinitive,
    subject_ahead,
    trimmed,
)
from .reading import (
    FEELING,
    QUOTATION,
    Attribution,
    Reading,
    ends_two_word_cue,
    forget,
    make,
    make_clause,
    make_quotation,
    overlaps,
    pieces_of,
    release,
    unclaimed,
)
from .records import QuoteKind
from .tokens import Tokens

TELLING = {"tell", "inform", "assure", "remind", "warn", "ask", "urge", "advise", "reassure", "notify"}
TRANSITIVE = {"tell", "inform", "assure", "remind", "notify", "reassure"}  # nobody is "told" alone
# "told reporters", "told Interfax", "told the Duma's committee on Tuesday".
ADDRESSEE = re.compile(
    r"(?:o|D(?:[NHRCwS#]|T(?=N)){1,6}(?:pD?[NHRw#S]{1,6})?|N(?:[NR#]|S[NRw]|&N|p(?=N)){0,4}|[Rw](?=[^wRN]|$)|[wR]{1,3}N[NR#]{0,3}|w?[wR])"
)


def find_attributions(paragraphs: Sequence[Tokens], taken: Collection[int] = ()) -> list[Attribution]:
    """Return every attribution of the paragraphs, in the order of the text.

    The paragraphs whose numbers are in `taken` have been read by other means.
    """
    readings = [
        Reading(tokens, number, [], set(), [], find_sentences(tokens))
        for number, tokens in enumerate(paragraphs)
        if number not in taken
    ]
    for reading in readings:
        for first, last in reading.sentences:
            read_sentence(reading, first, last)
    for index, reading in enumerate(readings):
        after = readings[index + 1] if index + 1 < len(readings) else None
        carry_over(reading, readings[index - 1] if index else None, after)
    found = [attribution for reading in readings for attribution in reading.found]
    return sorted(found, key=lambda a: (a.start, a.end))


CUE = re.compile("[VvGgKkACI]")
THOUGHT = re.compile("M")
TELLING_TAG = re.compile(f"[VvGgKkACIM{QUOTED}]")


def read_sentence(reading: Reading, first: int, last: int) -> None:
    tokens = reading.tokens
    tags = tokens.tags
    if TELLING_TAG.search(tags, first, last + 1) is None:
        return
    subject: tuple[int, int] | None = None  # of the last cue, for what hangs on it
    for match in CUE.finditer(tags, first, last + 1):
        i = match.start()
        tag = tags[i]
        if tag in "Vv":
            subject = read_cue(reading, first, last, i, subject) or subject
        elif tag in "Gg":
            source = quoted_source(tokens, first, i)
            if source is None and i > first and tags[i - 1] not in ",&-QEf.":
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
                if tags[source[0] - 1 : source[0]] != "c":  # not "what one colleague called"
                    subject = subject or source
        elif tag == "A" and i + 1 <= last and tags[i + 1] == "p":
            read_according(reading, first, last, i)
        elif tag == "C":
            read_noun_cue(reading, first, last, i)
        elif tag == "I":
            source = None if unsaid(tokens, first, i, last) else source_before_infinitive(tokens, first, i)
            if source and read_behind(reading, first, last, i, source, "source-to-cue"):
                subject = source
    for match in THOUGHT.finditer(tags, first, last + 1):
        source = source_before(tokens, first, match.start())
        if source:
            read_thought(reading, first, last, match.start(), source)
    if QUOTATION.search(tags, first, last + 1) is None:
        return
    read_colon(reading, first, last)
    read_opinion(reading, first, last)
    read_dash_source(reading, first, last)
    read_any_verb(reading, first, last)
    read_phrase(reading, first, last)


NEGATION = re.compile(r"not|never|nor|\w+n[’'´]t|cannot")


def unsaid(tokens: Tokens, first: int, cue: int, last: int) -> bool:
    """Does the sentence say that somebody did not say it, or ask whether somebody did?

    "Tolan did not say whether ...", "Did Tolan say that ...?": no words of Tolan's.
    """
    for k in range(cue - 1, max(first - 1, cue - 5), -1):
        if tokens.tags[k] not in "axp":
            break
        if NEGATION.fullmatch(tokens.word(k).lower()):
            return True
    return tokens.word(last) == "?" and tokens.tags[first] == "x"


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
                r"D?[NHRCwS#a]{1,9}(?:p[DNHRw]{1,5})?,H{0,2}N{1,4}", tokens.tags[start : end + 1]
            )
            if comma > 0 and not apposed and "N" in tokens.tags[start:comma]:
                end = comma - 1
            return (start, end) if end >= start else None
        if tokens.tags[verb] in ".;QEf":
            return None
    return None


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
        start = cue + 1 + ends_two_word_cue(tokens, cue + 1)
        ahead = NOUN_PHRASE_AHEAD.match(tags, start)
        if ahead and ahead.end() - 1 <= last and tags[start] not in "t":
            source = end_phrase(tokens, start, ahead.end() - 1)
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
    bare = cue - 1
    while bare > first and tags[bare] in "axb":
        bare -= 1
    if source is None and cue > first and tags[bare] in "&,c":
        comma = tags.rfind(",", first, bare)
        near = subject_ahead(tokens, comma + 1, cue, strict=True) if comma > 0 and tags[bare] == "&" else None
        source = near or subject or main_subject(tokens, first, cue)
    if source is None:
        return None
    left = source[0] - 1
    while left > first and tags[left] in ",-":
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
            and tags[source[0] - 1] in ",-"
            and source[0] - 1 > first
        ):
            if tags[after : after + 1] == "," and read_around(reading, first, last, cue, source, after):
                return source
            if read_clause_before(reading, first, last, cue, source, source[0] - 1, "clause-source-cue"):
                return source
        if read_behind(reading, first, last, cue, source, "source-cue"):
            return source
    return source


def read_around(
    reading: Reading, first: int, last: int, cue: int, source: tuple[int, int], comma: int
) -> bool:
    """The talks, Tolan said, would go on.   In April, Tolan said, the talks would go on."""
    tokens = reading.tokens
    tags = tokens.tags
    head_end = source[0] - 2
    start = comma + 1
    while start < last and tags[start] == "a":
        start += 1
    if start + 1 > last or tags[start] in "GgkWc&tVvK.":
        return False
    whole = clause_like(tokens, first, head_end)
    goes_on = tags[start] in "bx" or tokens.word(start).lower() == "to" or is_finite(tokens, start, "N")
    if whole and not goes_on:
        return False  # "The talks were over, Tolan said, three days after the flood"
    if not goes_on and not clause_like(tokens, start, last):
        return False
    head = trimmed(tokens, first, head_end)
    rest = trimmed(tokens, start, clause_end(tokens, start, last))
    if head is None or rest is None or overlaps(reading.indirect, head) or overlaps(reading.indirect, rest):
        return False
    if unclaimed(reading, first, last):
        return False
    reading.indirect.extend((head, rest))
    make(
        reading,
        rule="clause-around-source",
        kind="indirect",
        segments=[head, rest],
        source=source,
        cue=cue,
        first=first,
        last=last,
    )
    return True


def has_quotation_beside(tags: str, cue: int, last: int) -> bool:
    return any(t in QUOTED for t in tags[cue + 1 : min(last + 1, cue + 14)])


def read_quotation_before(
    reading: Reading, first: int, last: int, cue: int, source: tuple[int, int], quoted: int, rule: str
) -> bool:
    """“…,” Tolan said[, “…”]"""
    tokens = reading.tokens
    tags = tokens.tags
    if quoted in reading.claimed and not release(reading, tokens.quotations[quoted].start, first):
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
        inner = unclaimed(reading, start, quoted - 1)
        pieces = pieces_of(tokens, inner) + pieces
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
            for k in range(cue + 2, end + 1):
                if tokens.tags[k] == "N" and tokens.tags[k - 1] in "wR" and tokens.word(k - 1).endswith("s"):
                    end = k - 1  # "told reporters Tolan would come"
                    break
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
    if tags[cue] in "Vv" and ends_two_word_cue(tokens, after):
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
            make_quotation(
                reading,
                position,
                rule=f"{rule}-quotation",
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
    if that > after and tags[that - 1] == "C" and owns_noun(tokens, that - 1):
        return False  # "commented on Tolan’s statement that ...": the statement is Tolan's
    if asks_after(tokens, cue, after, last):
        start = after + (tokens.word(after).lower() in {"if", "whether"})
        strong = True
    elif that >= 0 and (
        that == after
        or ADJUNCT.fullmatch(tags, after, that)
        or RELATIVE_BETWEEN.fullmatch(tags, after, that)
        or feeling_between(tokens, after, that)
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
        start = position if position <= last and tags[position] in "NHDPRQEftc" else after
        if start <= last and tags[start] == "t":
            start += 1
    if start > last or tags[start] in ".;":
        return False
    end = before_nearer_source(tokens, start, clause_end(tokens, start, last))
    if source[0] > first and tokens.word(source[0] - 1).lower() in SUBORDINATING:
        end = before_main_clause(tokens, start, end)
    if end < start:
        return False
    inner = unclaimed(reading, start, end)
    if not strong and not inner and "," in tags[after:start]:
        return False  # "agreed to go on, the ministry said"
    if not strong and not clause_like(tokens, start, end) and not (inner and inner[0] - start <= 6):
        return False  # "is asking gifts of its neighbours ... “…”": no reported clause
    span = trimmed(tokens, start, end)
    if span is None:
        return False
    if not inner and tags[cue] in "vg":
        return False
    return make_clause(
        reading,
        rule=f"{rule}-clause" if strong else f"{rule}-bare-clause",
        quoted_rule=f"{rule}-clause-quoted",
        span=span,
        quoted=inner,
        source=source,
        cue=cue,
        first=first,
        last=last,
        addressee=told,
    )


# "said on Monday, when he opened the talks, that ..."
RELATIVE_BETWEEN = re.compile(rf"(?:{ADJUNCT.pattern}),[Wc][^.;:QEfVvGg]{{1,24}},")
SUBORDINATING = {
    "after",
    "when",
    "as",
    "while",
    "if",
    "although",
    "though",
    "before",
    "once",
    "since",
    "because",
}
ASKING = {"ask", "wonder", "question", "query"}
QUESTION_WORDS = {"how", "why", "what", "whether", "where", "who", "which", "whom"}


def asks_after(tokens: Tokens, cue: int, after: int, last: int) -> bool:
    """Does a question in other words follow: "asked if it rained", "explained why"?"""
    if after >= last or tokens.tags[after] not in "cW":
        return False
    word = tokens.word(after).lower()
    if word in QUESTION_WORDS:
        return True
    cues = lexicon.cues("cues_say")
    base = cues.finite.get(tokens.word(cue).lower()) or cues.gerund.get(tokens.word(cue).lower())
    return word in {"if", "when"} and base in ASKING


def before_main_clause(tokens: Tokens, start: int, end: int) -> int:
    """Cut "After Tolan said that it rained, Roke left" before the comma."""
    comma = tokens.tags.find(",", start, end)
    while comma > 0:
        if subject_ahead(tokens, comma + 1, min(end + 1, comma + 14), strict=True):
            return comma - 1
        comma = tokens.tags.find(",", comma + 1, end)
    return end


def owns_noun(tokens: Tokens, noun: int) -> bool:
    """Is a noun cue somebody's: "Tolan’s recent statement", "his claim"?"""
    for k in range(noun - 1, max(0, noun - 4), -1):
        if tokens.tags[k] == "S":
            return True
        if tokens.tags[k] == "D":
            return tokens.word(k).lower() in {"his", "her", "their", "its", "my", "our", "your"}
    return False


def feeling_between(tokens: Tokens, start: int, end: int) -> bool:
    return start < end <= len(tokens.spans) and any(
        FEELING.match(tokens.word(k).lower()) for k in range(start, min(end, start + 3))
    )


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
        addressee=addressee[2] if addressee else None,
    )


def read_naming(reading: Reading, last: int, cue: int, source: tuple[int, int]) -> None:
    """Tolan called the offer “a farce”."""
    tokens = reading.tokens
    tags = tokens.tags
    end = clause_end(tokens, cue + 1, last) if cue < last else cue
    inner = []
    for k in range(cue + 1, end + 1):
        if tags[k] in QUOTED and k not in reading.claimed:
            inner.append(k)
        elif tags[k] in "VGvKgk":
            break
        elif tags[k] == "c" and tokens.word(k).lower() == "as":
            inner.clear()  # "described the “citizens’ year” as “a helmet”": what stands behind "as"
    if not inner:
        read_plain_naming(reading, end, last, cue, source)
        return
    if inner[0] == cue + 1 and not re.search("[NHRPC]", tags[source[0] : source[1] + 1]):
        return  # "a ferry called “Green Bridge”": its name
    reading.claimed.update(inner)
    make(
        reading,
        rule="naming-cue",
        kind="partial",
        segments=pieces_of(tokens, inner),
        source=source,
        cue=cue,
        first=cue,
        last=last,
        clause=(tokens.spans[cue + 1][0], tokens.spans[max(inner)][1]),
    )


def read_thought(reading: Reading, first: int, last: int, cue: int, source: tuple[int, int]) -> None:
    """Tolan believes that the talks will go on: words that somebody is made responsible for."""
    tokens = reading.tokens
    tags = tokens.tags
    start = cue + 1
    while start <= last and tags[start] == "a":
        start += 1
    strong = tags[start : start + 1] == "t"
    start += strong
    if start > last or not (strong or clause_like(tokens, start, last)):
        return
    end = before_nearer_source(tokens, start, clause_end(tokens, start, last))
    span = trimmed(tokens, start, end)
    if span is None or overlaps(reading.indirect, span):
        return
    if any(made.start < span[1] and span[0] < made.end for made in reading.found[-6:]):
        return  # what somebody else was quoted as saying
    make_clause(
        reading,
        rule="thought-clause",
        quoted_rule="thought-clause-quoted",
        span=span,
        quoted=unclaimed(reading, start, end),
        source=source,
        cue=cue,
        first=first,
        last=last,
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
    make_clause(
        reading, rule="naming-cue-plain", span=span, quoted=(), source=source, cue=cue, first=cue, last=last
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
        # "According to a seasoned analyst, head of a house of her own, Mira Tolan, the talks will go on"
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
        or re.fullmatch(
            r"(?:(?:the|preliminary|first|available|its?|latest) ){0,2}(?:information|plans?|schedule|law|data|rules?|reports)",
            words,
        )
    ):
        return
    inner = unclaimed(reading, start, end)
    if any(made.cue_span and span[0] <= made.cue_span[0] < span[1] for made in reading.found[-6:]):
        return  # "Tolan told reporters that ..., according to the Courier": the Courier relays it
    make_clause(
        reading, rule="according-to", span=span, quoted=inner, source=source, cue=cue, first=first, last=last
    )
    if len(inner) == 1 and tags[start : end + 1].strip(",-.") in QUOTED:
        reading.found[-1] = replace(reading.found[-1], kind="direct", clause=None)


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
            # "Speaking about Kestran’s claim": the owner stands behind the preposition.
            owner = (max(match.start(), tags.rfind("p", match.start(), mark) + 1), mark - 1)
    elif tags[mark] == "D" and tokens.word(mark).lower() in {"his", "her", "their", "its"}:
        owner = (mark, mark)
    if owner is None or cue + 2 > last:
        return
    end = clause_end(tokens, cue + 2, last)
    span = trimmed(tokens, cue + 2, end)
    if span is None or overlaps(reading.indirect, span):
        return
    make_clause(
        reading,
        rule="noun-cue",
        span=span,
        quoted=unclaimed(reading, cue + 2, end),
        source=owner,
        cue=cue,
        first=first,
        last=last,
    )


WORDS_OF = re.compile(
    r"\b(?:in|to) the (?:words|opinion|view|assessment|estimation|judge?ment|telling|mind) of\s", re.I
)
OPINION_WORD = re.compile("(?:opinion|view|words|mind|assessment|estimation|judg[e]?ment|telling) ?")
OPINION = re.compile(r"\b(?:in|to) (his|her|their) (?:opinion|view|words|mind)\b", re.I)


def read_opinion(reading: Reading, first: int, last: int) -> None:
    """In her opinion, the treaty is “dented”."""
    tokens = reading.tokens
    start, end = tokens.spans[first][0], tokens.spans[last][1]
    if end - start > 4000 or OPINION_WORD.search(tokens.source, start, end) is None:
        return
    match = OPINION.search(tokens.source, start, end)
    if match is None:
        read_words_of(reading, first, last)
        return
    behind = next((k for k in range(first, last + 1) if tokens.spans[k][0] >= match.end()), last)
    inner = unclaimed(reading, behind, last)
    span = trimmed(tokens, behind, last)
    if not inner or span is None:
        return
    owner = next(k for k in range(first, last + 1) if tokens.spans[k][0] == match.start(1))
    make_clause(
        reading,
        rule="opinion",
        span=span,
        quoted=inner,
        source=(owner, owner),
        cue=None,
        first=first,
        last=last,
    )
    reading.found[-1] = replace(reading.found[-1], cue=match.group())


def read_words_of(reading: Reading, first: int, last: int) -> None:
    """It is, in the words of Mira Tolan, “a treaty in name”."""
    tokens = reading.tokens
    match = WORDS_OF.search(tokens.source, tokens.spans[first][0], tokens.spans[last][1])
    if match is None:
        return
    name = next((k for k in range(first, last + 1) if tokens.spans[k][0] >= match.end()), last)
    ahead = NOUN_PHRASE_AHEAD.match(tokens.tags, name, last + 1)
    if ahead is None:
        return
    source = (name, ahead.end() - 1)
    start = ahead.end()
    inner = unclaimed(reading, start, last)
    if not inner:  # "It was “a farce”, in the words of Mira Tolan"
        inner, start = unclaimed(reading, first, name - 1), first
    span = trimmed(tokens, start, max(inner)) if inner else None
    if span is None:
        return
    make_clause(
        reading, rule="opinion", span=span, quoted=inner, source=source, cue=None, first=first, last=last
    )
    reading.found[-1] = replace(reading.found[-1], cue=match.group().strip())


ASKED_LABEL = re.compile(r"[NHRD][NHRDwS#]{0,9},V")


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
            elif ASKED_LABEL.match(label) and tokens.word(first + label.find("V")).lower() == "asked":
                # As in: Mira Tolan, asked if she would sign: “…”
                source, rule = (first, first + label.find(",") - 1), "label-colon-quotation"
            else:
                source = main_subject(tokens, first, k)
                rule = "sentence-colon-quotation"
            if source is None:
                continue
            make_quotation(reading, k, rule=rule, source=source, cue=None, first=first, last=last)


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


DASH_SOURCE = re.compile(r"(?P<q>[QEf])-(?P<name>[NHRD][NHRwSC#]{0,7}(?:pD?[NHRwS#]{1,6})?(?:,.{1,40})?)\.?$")


def read_dash_source(reading: Reading, first: int, last: int) -> None:
    """“It rains.” — Mira Tolan"""
    match = DASH_SOURCE.search(reading.tokens.tags[: last + 1], first)
    if match is None or match.start("q") in reading.claimed or "N" not in match["name"]:
        return
    comma = match["name"].find(",")
    end = match.start("name") + (comma if comma > 0 else len(match["name"])) - 1
    make_quotation(
        reading,
        match.start("q"),
        rule="quotation-dash-source",
        source=(match.start("name"), end),
        cue=None,
        first=first,
        last=last,
    )


PHRASES = {"phrase", "phrases", "term", "word", "words", "slogan", "hashtag", "expression"}


USING = re.compile(r"us(?:ed|es|ing)|coined|repeated")


def read_phrase(reading: Reading, first: int, last: int) -> None:
    """Tolan has used the phrase “paper boats”."""
    tokens = reading.tokens
    tags = tokens.tags
    for k in range(first + 2, last + 1):
        if tags[k] not in QUOTED or k in reading.claimed or tokens.word(k - 1).lower() not in PHRASES:
            continue
        verb = k - 2
        while verb > first and tags[verb] in "Dwa" and not USING.match(tokens.word(verb).lower()):
            verb -= 1
        if verb == first or not USING.match(tokens.word(verb).lower()):
            continue
        source = source_before(tokens, first, verb)
        if source is not None:
            clause = (tokens.spans[verb][0], tokens.quotations[k].outer[1])
            make_quotation(
                reading, k, rule="phrase-used", source=source, cue=verb, first=first, last=last, clause=clause
            )
