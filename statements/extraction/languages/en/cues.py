"""What does a verb of saying report: the quotation or clause beside it, or around it?"""

import re
from dataclasses import dataclass

from ...records import QuoteKind
from . import lexicon
from .addressees import ADDRESSEE, TELLING, TRANSITIVE, find_addressee
from .around import (
    INVERTED,
    REPORTS,
    SPEAKS_FIRST,
    before_main_verb,
    goes_on_around,
    goes_on_in_marks,
    is_asked,
    is_closed_behind,
    is_whole_before,
    read_around,
    read_as_source,
    read_as_told_by,
    read_clause_before,
    read_inverted,
    read_relative,
    read_told_by,
    relays,
    tells_of_words,
)
from .asides import (
    ASIDE_BETWEEN,
    ASIDE_OF_PART,
    ASIDE_OF_TIME,
    LONG_ASIDE,
    POSTED_BETWEEN,
    RELATIVE_BETWEEN,
    REST_OF_TOLD,
    before_aside_of_time,
    behind_adjuncts,
    behind_time_and_place,
)
from .clauses import (
    NAME_BEHIND_DASH,
    SAID_THINGS,
    base_verb_of,
    before_nearer_source,
    begins_anew,
    begins_count,
    clause_end,
    clause_like,
    does_something,
    holds_clause,
    owns_noun,
    told_of,
    trimmed,
)
from .endings import before_main_clause, before_reporters_own, is_subordinate
from .grammar import (
    ADJUNCT,
    ADJUNCTS_ALONE,
    NOUN_PHRASE_AHEAD,
    QUOTED,
    end_phrase,
    is_finite,
    main_subject,
    source_before,
    subject_ahead,
)
from .infinitives import begins_infinitive
from .lexicon import word_set
from .noun_cues import holds_noun_of_another
from .reading import (
    FEELING,
    ParagraphReading,
    ends_two_word_cue,
    is_title,
    make_attribution,
    make_clause,
    make_quotation,
    pieces_of,
    release,
    unclaimed,
)
from .relatives import gives_name_behind
from .tokens import Tokens


def read_cue(
    reading: ParagraphReading, first: int, last: int, cue: int, subject: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Read the content of a finite cue; return its source."""
    tokens = reading.tokens
    tags = tokens.tags
    by = cue < last and tokens.word(cue + 1).lower() == "by"
    if by and (read_told_by(reading, first, last, cue) or tokens.word(cue).lower() not in BY_PHONE):
        if cue > first and tokens.word(cue - 1).lower() == "as" and not tags[first : cue - 1].strip("&ca"):
            read_as_told_by(reading, first, last, cue)
        return None  # "measures added by Roke"
    if tokens.word(cue).lower() == "asked" and is_asked(tokens, first, cue):
        return None
    beside_only = tags[cue] == "v" and not tells_clause(tokens, cue, last)
    source = None if is_closed_behind(tokens, first, cue, last) else source_before(tokens, first, cue)
    # “…,” said Tolan
    before = cue - 1
    while before > first and tags[before] in "a,":
        before -= 1
    base = lexicon.cues("cues_say").finite.get(tokens.word(cue).lower())
    telling = base in TELLING
    if (
        source is not None
        and source[1] < cue - 1
        and tags[cue - 1] == "Q"
        and not goes_on_behind(tokens, cue, last)
        and not has_quotation_beside(tags, cue, last)
    ):
        source = None  # no aside that ends in marks: "Tolan, citing “the weather,” said it rained"
    if source is None and before >= first and tags[before] in QUOTED and base not in TRANSITIVE:
        start = cue + 1 + ends_two_word_cue(tokens, cue + 1)
        start = aside.end() if (aside := ASIDE_OF_PART.match(tags, start, last)) else start
        ahead = NOUN_PHRASE_AHEAD.match(tags, start)
        if ahead and ahead.end() - 1 <= last and tags[start] not in "t":
            source = with_second(tokens, end_phrase(tokens, start, ahead.end() - 1), last)
            if read_quotation_before(reading, first, last, cue, source, before, "quotation-cue-source"):
                return source
    if source is None and cue > first and tags[cue - 1] == "," and not beside_only and base not in TRANSITIVE:
        # "The ministry was ready, said Tolan."
        ahead = NOUN_PHRASE_AHEAD.match(tags, cue + 1)
        if (
            ahead
            and tags[cue + 1] != "P"
            and (
                tags[ahead.end() : ahead.end() + 1] in ("", ".", ",", "p", "T", ";", "&", "W", "(")
                or (tags[ahead.end()] == "w" and tokens.word(ahead.end()).endswith("ed"))
            )
        ):
            behind = with_second(tokens, end_phrase(tokens, cue + 1, min(ahead.end() - 1, last)), last)
            if goes_on_around(reading, first, last, cue, behind):
                return behind
            if read_clause_before(reading, first, last, cue, behind, cue - 1, "clause-cue-source"):
                return behind
    if source is None and INVERTED.fullmatch(tags, first, cue):
        behind_cue = read_inverted(reading, first, last, cue)
        if behind_cue is not None:
            return behind_cue
    if source is None and tags[cue - 1 : cue] in ("&", ",") and subject:
        source = subject  # "Tolan smiled and said"
    bare = cue - 1
    while bare > first and (tags[bare] in "axb" or tags[bare - 1 : bare + 1] == "pT"):
        bare -= 1 + (tags[bare] == "T")  # "left, and on Monday said"
    as_said = tokens.word(bare).lower() == "as"  # "as mentioned above"
    if source is None and cue > first and tags[bare] in "&,c" and not as_said:
        comma = tags.rfind(",", first, bare)
        near = subject_ahead(tokens, comma + 1, cue, strict=True) if comma > 0 and tags[bare] == "&" else None
        if near and tags[near[0]] == "w" and may_be_finite(tokens, near[0]):
            near = None  # "Mira Tolan, the envoy, lives in Orm and said"
        relative = tags.rfind("W", first, bare)
        subject_of = tags[relative + 1] in "wVvKxab"
        if (
            relative > first
            and subject_of
            and tags[relative - 1] == ","
            and tags.find(",", relative, bare) < 0
        ):
            near = near or source_before(tokens, first, relative + 1)  # "Tolan, who backs Roke and said"
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
    if not beside_only and (
        read_as_source(reading, first, last, cue, source) or read_relative(reading, first, last, cue, source)
    ):
        return source
    # Tolan said: “…”
    if not beside_only or has_quotation_beside(tags, cue, last):
        # A clause before the source wins if nothing but adjuncts follows the cue.
        after = behind_adjuncts(reading, cue + 1, last)
        addressee = ADDRESSEE.match(tags, cue + 1, last + 1) if telling else None
        if addressee:
            after = behind_adjuncts(reading, addressee.end(), last)
        if (
            not beside_only
            and left >= first
            and not is_in_apposition(tags, source, cue)
            and tags[source[0] - 1] == ","
            and source[0] - 1 > first
            and any(
                tags[comma : comma + 1] == ","
                and comma < last
                and read_around(reading, first, last, cue, source, comma)
                for comma in dict.fromkeys((after, cue + 1))  # "The gate, he said, still leaked"
            )
        ):
            return source
        comma = tags.find(",", cue + 1, min(after, last) + 1)  # ", Tolan said, still smiling"
        if comma < 0 or comma >= after or not is_whole_before(tokens, first, source[0] - 2):
            comma = -1
        hangs = (
            after <= last
            and tags[after] in "Gg"
            and tags[after - 1] == ","
            and is_whole_before(tokens, first, source[0] - 2)
        )
        closes = (
            after > last
            or hangs
            or (
                (tags[after] in ".;," or comma > 0)
                and (ADDED.match(tags, after) or not unclaimed(reading, after, last))
            )
        )
        if (
            closes
            and not beside_only
            and not is_in_apposition(tags, source, cue)
            and left >= first
            and tags[source[0] - 1] in ",-"
            and source[0] - 1 > first
        ):
            if read_clause_before(reading, first, last, cue, source, source[0] - 1, "clause-source-cue"):
                if begins_anew(tokens, after, last):
                    read_behind(reading, first, last, cue, source, "source-cue")
                return source
        if read_behind(reading, first, last, cue, source, "source-cue"):
            return source
    return source


# What needs a quotation beside it, and takes "that" with a clause as well: "joked that the boat would swim".
WITH_THAT = word_set(
    "blog boast brag charge concur elaborate enthuse exclaim fume grumble gush highlight interject joke marvel murmur muse mutter object opine "
    "plead post quip rail rant reason rule scoff shout sneer snipe text thunder volunteer whisper yell"
)


def tells_clause(tokens: Tokens, cue: int, last: int) -> bool:
    """Does a marked clause follow a cue that a thing may follow too: "boasted on Monday that", "questioned why"?"""
    cues, word = lexicon.cues("cues_beside"), tokens.word(cue).lower()
    base = cues.finite.get(word) or cues.gerund.get(word)
    if base in ASKING:
        return asks_after(tokens, cue, cue + 1, last)
    that = tokens.tags.find("t", cue + 1, min(last, cue + 8))
    if that < 0 or base not in WITH_THAT or WRITTEN_THERE.search(tokens.tags, max(0, cue - 5), cue):
        return False  # "said in a video posted to the site that"
    return ADJUNCTS_ALONE.fullmatch(tokens.tags, cue + 1, that) is not None and clause_like(
        tokens, that + 1, last
    )


WRITTEN_THERE = re.compile("pD?[wRC]{1,3}$")
ADDED = re.compile("[Gg][,:]?[QE]")  # "It rains, Tolan said, adding, “...”"
NAMED_BEHIND = re.compile(r",H{0,6}N{2,4}(?=[,.]|$)")
BY_PHONE = {"said", "says", "told", "tells"}  # "said by telephone"


def is_in_apposition(tags: str, source: tuple[int, int], cue: int) -> bool:
    """Is a source what somebody before it is: "a doctor" of "Tolan, a doctor who advised Roke, said"?"""
    return "W" in tags[source[1] + 1 : cue] and tags[source[1] + 1] != "," and tags[cue - 1] in ",W"


def with_second(tokens: Tokens, source: tuple[int, int], last: int) -> tuple[int, int]:
    """Return a source behind its cue with what "and" joins to it: "said sailor and strategist Charlie Roke"."""
    given = gives_name_behind(tokens, source[1] + 1, last)
    if given is not None:
        return given  # "said a student who gave her name as Ana"
    named = NAMED_BEHIND.match(tokens.tags, source[1] + 1, last + 1)
    if named and tokens.tags[source[1]] == "R":
        return source[0], named.end() - 1  # "said the house’s chief executive, Mira Tolan"
    if tokens.tags[source[1] + 1 : source[1] + 2] != "&":
        return source
    second = NOUN_PHRASE_AHEAD.match(tokens.tags, source[1] + 2, last + 1)
    return (source[0], end_phrase(tokens, source[1] + 2, second.end() - 1)[1]) if second else source


def may_be_finite(tokens: Tokens, k: int) -> bool:
    word = tokens.word(k)
    return word in lexicon.finite_verbs() or (word.endswith("ed") and word.islower())


def has_quotation_beside(tags: str, cue: int, last: int) -> bool:
    return any(t in QUOTED for t in tags[cue + 1 : min(last + 1, cue + 14)])


def read_quotation_before(
    reading: ParagraphReading,
    first: int,
    last: int,
    cue: int,
    source: tuple[int, int],
    quoted: int,
    rule: str,
) -> bool:
    """“…,” Tolan said[, “…”]"""
    tokens = reading.tokens
    tags = tokens.tags
    lead_in = first
    while lead_in < quoted and tags[lead_in] in "c&a,(":
        lead_in += 1
    if (
        lead_in < quoted
        and tags[quoted] == "Q"
        and tags[quoted - 1] != "("
        and goes_on_behind(tokens, cue, last)
    ):
        return False  # "Asked whether the gate is “shut for good,” Tolan said yes"
    if tokens.word(cue).lower() in REPORTS and SPEAKS_FIRST.match(tags, first, quoted):
        return False  # "Tolan said it was “late”, the Harbour Wire reports": the nearer cue has it
    if quoted in reading.claimed and (
        goes_on_behind(tokens, cue, last) or not release(reading, tokens.quotations[quoted].start, first)
    ):
        return False
    if (
        tags[cue] == "v"
        and source[0] > cue
        and is_title(tokens.source[slice(*tokens.quotations[quoted].outer)][1:-1])
    ):
        return False  # "who starred in “Quiet Harbour,” posted the clip"
    if (
        tags[quoted] == "f"
        and source[0] == quoted + 1
        and tags[quoted - 1 : quoted] in NAMED_IN_MARKS
        and short_words(tokens, quoted) <= 4
    ):
        return False  # "the “Open Gates” movement told", "Mike “The Rock” Tolan said": part of the name
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
    colon = max(lead.rfind(":"), len(lead) - 1 if lead.endswith("(") else -1)
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
    adjunct = MANNER.match(tags, after, last + 1) or ADJUNCT.match(tags, after, last + 1)
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
    make_attribution(
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


NAMED_IN_MARKS = tuple("DNRHS")  # what stands before marks around a part of a name


def goes_on_behind(tokens: Tokens, cue: int, last: int) -> bool:
    """Does a cue have words of its own behind it: "who called it “a farce”, Tolan said that it was not"?"""
    told = find_addressee(tokens, cue, last)
    adjunct = ADJUNCT.match(tokens.tags, told[1] + 1 if told else cue + 1, last + 1)
    behind = adjunct.end() if adjunct else cue + 1
    return behind <= last and (
        tokens.tags[behind] == "t"
        or tokens.word(cue + 1).lower() in {"yes", "no"}
        or clause_like(tokens, cue + 1, last)
    )


# “A,” he said, laughing, “B.”
MANNER = re.compile(r",[wapg][^QEf.;:VvK,]{0,6},(?=[QEf])")


def short_words(tokens: Tokens, quoted: int) -> int:
    quotation = tokens.quotations[quoted]
    return len(tokens.source[quotation.start : quotation.end].split())


@dataclass(slots=True, kw_only=True)
class Behind:
    """A cue with its source, and where behind it what was said may begin."""

    reading: ParagraphReading
    rule: str
    source: tuple[int, int]
    cue: int
    first: int
    last: int
    told: str | None  # the addressee
    after: int  # the first token behind cue and addressee
    start: int  # the first behind time, place and punctuation as well
    introduced: bool  # by a comma or a colon


def read_behind(
    reading: ParagraphReading, first: int, last: int, cue: int, source: tuple[int, int], rule: str
) -> bool:
    """Tolan said: “…”   Tolan said no   Tolan said that …   Tolan said … “…” …"""
    tokens = reading.tokens
    tags = tokens.tags
    addressee = find_addressee(tokens, cue, last)
    after = (addressee[1] if addressee else cue) + 1
    while tags[cue] in "Vv" and after <= last and ends_two_word_cue(tokens, after):
        after += 1
    start = behind_time_and_place(tokens, after, last)
    introduced = False
    while start <= last and tags[start] in ",:-":
        introduced |= tags[start] in ",:"
        start += 1
    colon = tags.find(":", after, min(last, after + 12))
    if 0 <= colon < last and tags[colon + 1] in QUOTED and not re.search("[VGvgQEf]", tags[after:colon]):
        if NAME_BEHIND_DASH.search(tags, after, colon + 1):
            return False
        start, introduced = colon + 1, True
    clause = CLAUSE_BETWEEN.match(tags, start - introduced, last + 1)
    if clause and clause["doing"] and not tokens.word(clause.start("doing")).endswith("ing"):
        clause = None
    if clause and tags[start - introduced - 1] not in "t":
        start, introduced = clause.end(), True
    behind = Behind(
        reading=reading,
        rule=rule,
        source=source,
        cue=cue,
        first=first,
        last=last,
        told=addressee[2] if addressee else None,
        after=after,
        start=start,
        introduced=introduced,
    )
    return read_quotation_behind(behind) or read_yes_or_no(behind) or read_clause_behind(behind)


# "said, when he opened the talks, “...”", "said as he opened the talks, “...”"
CLAUSE_BETWEEN = re.compile(
    r",?(?:c|[DT#a]{0,3}p)[PDNHR][^.;:,QEfVvGg]{1,16},(?=E)|(?:,|(?<=[,a]))a?(?P<doing>w)[^.;:,QEfVvGg]{1,10},(?=E)"
)


def read_quotation_behind(behind: Behind) -> bool:
    """Tolan said: “…”"""
    reading, start, last = behind.reading, behind.start, behind.last
    tokens = reading.tokens
    tags = tokens.tags
    if start > last or tags[start] not in QUOTED or start in reading.claimed:
        return False
    begins = tokens.source[tokens.quotations[start].start]
    capital = begins.isupper() or begins in "[…"
    whole = tags[start] == "E" or tags[start + 1 : last + 1].strip(".") == ""
    if not (behind.introduced or (capital and tags[start] != "f")) or not (
        whole or (behind.introduced and capital)
    ):
        return False
    make_quotation(
        reading,
        start,
        rule=f"{behind.rule}-quotation",
        source=behind.source,
        cue=behind.cue,
        first=behind.first,
        last=last,
        addressee=behind.told,
    )
    return True


def read_yes_or_no(behind: Behind) -> bool:
    """Tolan said no."""
    reading, after, last = behind.reading, behind.after, behind.last
    tokens = reading.tokens
    if after > last or tokens.word(after).lower() not in {"no", "yes"}:
        return False
    if after < last and tokens.tags[after + 1] not in ".,":
        return False
    reading.indirect.append(tokens.spans[after])
    make_attribution(
        reading,
        rule=f"{behind.rule}-clause",
        kind="indirect",
        segments=[tokens.spans[after]],
        source=behind.source,
        cue=behind.cue,
        first=behind.first,
        last=last,
        addressee=behind.told,
    )
    return True


def read_clause_behind(behind: Behind) -> bool:
    """Tolan said that …   Tolan said the talks were “…”"""
    reading, source, cue, first, last = (
        behind.reading,
        behind.source,
        behind.cue,
        behind.first,
        behind.last,
    )
    tokens = reading.tokens
    tags = tokens.tags
    begin = clause_start(behind)
    if begin is None:
        return False
    start, marked = begin
    if tokens.word(cue).lower() in REPORTS and relays(tokens, source) and tells_of_words(tokens, start, last):
        return False  # "the Harbour Wire reported that Tolan had said it sails": Tolan's words
    if start > last or tags[start] in ".;&" or tags[start : start + 2] == ",V":
        return False  # "smiled and said": what follows is the other's
    end = before_nearer_source(tokens, start, clause_end(tokens, start, last))
    end = before_reporters_own(tokens, source, cue, start, end)
    if is_subordinate(tokens, first, source[0]):
        end = before_main_clause(tokens, start, end)
    if tags[first] in "pc" and "W" in tags[source[1] + 1 : cue]:
        end = before_main_clause(tokens, start, end)  # "Among those who said it rained, most had a boat"
    if ",W" in tags[source[1] + 1 : cue] and "(" not in tags[source[1] + 1 : cue]:
        end = before_main_verb(tokens, start, end)
    if end < start:
        return False
    inner = unclaimed(reading, start, end)
    if not inner and begins_infinitive(tokens, start, last):
        return False  # "agreed to go on"
    if tags[cue] in "vg" and inner and re.search("[VGI]", tags[behind.after : inner[0]]):
        return False  # "laughed, saying, “…”": the nearer and stronger cue has it
    if not marked and not inner and "," in tags[behind.after : start]:
        return False  # "agreed to go on, the ministry said"
    if not marked and tags[start] == "#" and base_verb_of(tokens, cue) == "add":
        return False  # "would add 0.3 points to prices, the bank says"
    whole = (
        marked
        or does_something(tokens, cue, start, end)
        or clause_like(tokens, start, end)
        or (
            base_verb_of(tokens, cue) == "say"
            and (told_of(tokens, start, end) or holds_clause(tokens, start, end))
        )
    )
    if not whole and not (inner and (inner[0] - start <= 6 or goes_on_in_marks(tokens, inner[0]))):
        return False  # "is asking gifts of its neighbours ... “…”": no reported clause
    span = trimmed(tokens, start, end)
    if span is None or (not inner and tags[cue] in "vg" and not tells_clause(tokens, cue, last)):
        return False
    return make_clause(
        reading,
        rule=f"{behind.rule}-clause" if marked else f"{behind.rule}-bare-clause",
        quoted_rule=f"{behind.rule}-clause-quoted",
        span=span,
        quoted=inner,
        source=source,
        cue=cue,
        first=first,
        last=last,
        addressee=behind.told,
    )


RULED_OUT = {"rule out", "ruled out", "rules out", "ruling out"}
IN_BRACKETS_ALONE = re.compile(r"\([^()]{1,12}\)")
SAID_ALONE = re.compile(r"(?:p?D{0,2}T+)?[,.;]")


def clause_start(behind: Behind) -> tuple[int, bool] | None:
    """Return where a clause may begin and whether "that" or a question word marks it; None for none."""
    tokens, after, last, cue = behind.reading.tokens, behind.after, behind.last, behind.cue
    tags = tokens.tags
    that = tags.find("t", after, min(last + 1, after + 26))
    if that > after and (tags[that + 1 : that + 2] in tuple("bxVvKM") or is_finite(tokens, that + 1, "N")):
        that = -1  # "agreed on a plan that may sink"
    if tags[after : after + 1] == "," and base_verb_of(tokens, cue) == "conclude":
        return None  # "after the talks concluded, Tolan left"
    if that > after and holds_noun_of_another(tokens, cue + 1, that):
        return None
    if that > after and "(" in tags[after:that]:
        between = IN_BRACKETS_ALONE.sub("", tags[after:that])
        if between != tags[after:that] and (not between or ADJUNCTS_ALONE.fullmatch(between)):
            return that + 1, True  # "said (in English) that", "wrote in the Post (link in Norvanian) that"
    aside = ASIDE_OF_TIME.match(tags, after, last + 1)
    if aside and before_aside_of_time(tokens, after, aside.end(1), last) < aside.end(1):
        return (aside.end() + 1, True) if tags[aside.end() : last][:1] == "t" else None
    owned = that > after and tags[that - 1] == "C" and re.search("[VGKbx]", tags[after:that]) is None
    if owned and owns_noun(tokens, that - 1):
        return None  # "commented on Tolan’s statement that ...": the statement is Tolan's
    if asks_after(tokens, cue, after, last):
        return after + (tokens.word(after).lower() in {"if", "whether"}), True
    if (
        that >= 0
        and (
            that == after
            # "said, twice, that", "said on her way in that"
            or ADJUNCTS_ALONE.fullmatch(tags, after, that - (tags[that - 1] in ",p"))
            or RELATIVE_BETWEEN.fullmatch(tags, after, that)
            or ASIDE_BETWEEN.fullmatch(tags, after, that)
            or POSTED_BETWEEN.fullmatch(tags, after, that)
            or (tags[that - 3 : that] == ",c," and tokens.word(that - 2).lower() == "though")
            or (re.search("[,VGgbx]", tags[after:that]) is None and feeling_between(tokens, after, that))
            or (
                behind.told
                and base_verb_of(tokens, cue) in TELLING
                and REST_OF_TOLD.fullmatch(tags, after, that)
                and (
                    tags[that - 1] in "TN" or "p" not in tags[after:that]
                )  # not "told him of the plan that failed"
            )
            or (LONG_ASIDE.fullmatch(tags, after, that) and clause_like(tokens, that + 1, last))
        )
    ):
        behind_that = tags[that + 1 : that + 2]  # "said that is late": that one
        return that + (behind_that != "b") + (behind_that == "," and that < last), True
    to_do = tags[after : after + 1] == "p" and tokens.word(after).lower() == "to"
    if to_do and not has_quotation_beside(tags, cue, last):
        return None  # "agreed to go on"
    if begins_infinitive(tokens, after, last) and base_verb_of(tokens, cue) in VOWING:
        return after, True  # "pledged to fight the tax “today and tomorrow”"
    if (
        feeling_between(tokens, after, after + 1)
        and tags[cue] in "VvGg"
        and tags[after + 1 : after + 2] != "t"
    ):
        return None  # "expressed regret"
    if behind.start <= last and tags[behind.start] in "xb" and tags[behind.start - 1] in "T,":
        return None  # "the accord announced on Monday would end the strike"
    out = tags[cue + 1 : cue + 2] == "a" and tokens.text(cue, cue + 1).lower() in RULED_OUT
    if out and not has_quotation_beside(tags, cue, last):
        return None  # "ruled out early elections, saying it rained"
    begins = behind.start <= last and (
        tags[behind.start] in "NHDPRQEftc" or begins_count(tokens, behind.start, last)
    )
    start = behind.start if begins else after
    if (
        start <= last
        and tokens.word(start).lower() in SAID_THINGS
        and SAID_ALONE.match(tags, start + 1, last + 1)
    ):
        return None  # "said little on Monday, after Velland threatened ..."
    return start + (start <= last and tags[start] == "t"), False


VOWING = {"pledge", "promise", "vow"}
ASKING = {"ask", "wonder", "question", "query"}
QUESTION_WORDS = {"how", "why", "what", "whether", "where", "who", "which", "whom"}


def asks_after(tokens: Tokens, cue: int, after: int, last: int) -> bool:
    """Does a question in other words follow: "asked if it rained", "explained why"?"""
    if after >= last or tokens.tags[after] not in "cW":
        return False
    word = tokens.word(after).lower()
    if word in QUESTION_WORDS:
        return True
    return word in {"if", "when"} and base_verb_of(tokens, cue) in ASKING


def feeling_between(tokens: Tokens, start: int, end: int) -> bool:
    return start < end <= len(tokens.spans) and any(
        FEELING.match(tokens.word(k).lower()) for k in range(start, min(end, start + 3))
    )
