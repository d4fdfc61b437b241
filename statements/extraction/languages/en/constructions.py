"""Who is made responsible without a verb of saying: "called it “a farce”", "according to", a colon?"""

import re
from dataclasses import replace

from . import lexicon
from .around import goes_on_around, goes_on_in_marks, read_clause_before
from .clauses import NAME_BEHIND_DASH, before_nearer_source, clause_end, clause_like, trimmed
from .cues import read_quotation_before
from .endings import before_main_clause, before_reporters_own, is_subordinate
from .grammar import (
    NOUN_PHRASE_AHEAD,
    NOUN_PHRASE_AT_END,
    QUOTED,
    end_phrase,
    is_description,
    main_subject,
    source_before,
)
from .lexicon import word_set
from .reading import (
    ParagraphReading,
    is_title,
    make_clause,
    make_quotation,
    overlaps,
    unclaimed,
)
from .relatives import with_its_making
from .speakable import places, word_is_group
from .tokens import Tokens


def read_thought(reading: ParagraphReading, first: int, last: int, cue: int, source: tuple[int, int]) -> None:
    """Tolan believes that the talks will go on: words that somebody is made responsible for."""
    tokens = reading.tokens
    if tokens.word(source[1]).lower() in {"them", "us", "you"}:
        return  # "most of them thought": nobody is
    tags = tokens.tags
    start = cue + 1
    while start <= last and tags[start] == "a":
        start += 1
    if tags[start : start + 2] == "T,":
        return  # "results showed Monday, after Roke had gone"
    strong = tags[start : start + 1] == "t"
    start += strong
    if start > last or not (
        strong
        or clause_like(tokens, start, last)
        or is_finding(tokens, cue, start)
        or is_standing(tokens, source, cue, start, last)
    ):
        return
    end = before_nearer_source(tokens, start, clause_end(tokens, start, last))
    end = before_reporters_own(tokens, source, cue, start, end)
    if is_subordinate(tokens, first, source[0]):
        end = before_main_clause(tokens, start, end)
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


COUNTED_IN = word_set("poll polls polling survey surveys tally count counts canvass")
STANDING = word_set("ahead at behind down even in level tied up with within")


def is_standing(tokens: Tokens, source: tuple[int, int], cue: int, start: int, last: int) -> bool:
    """Does a poll say how somebody stands: "a survey shows Tolan leading Roke", "with a lead", "ahead"?"""
    counted = any(tokens.word(k) in COUNTED_IN for k in range(source[0], source[1] + 1))
    if not counted or tokens.word(cue).lower() not in FINDING:
        return False
    named = False
    for k in range(start, min(start + 10, last)):
        word = tokens.word(k)
        if k > start and word.endswith("ing") and tokens.tags[k] in "wgGk" and tokens.tags[k - 1] in "NRHw":
            return True
        if tokens.tags[k] not in "NHRDwS#&":
            return named and word in STANDING
        named |= tokens.tags[k] == "N"
    return False


FINDING = {"found", "finds", "find", "showed", "shows", "show"}


FOUND_THEN = re.compile("(?:a|o|T|#|pD{0,2}T+#?){0,4}[.,;]")  # "official results showed on Monday, after ..."


def read_finding(reading: ParagraphReading, first: int, last: int, cue: int, source: tuple[int, int]) -> bool:
    """Nine in ten sailors can swim, the poll found."""
    tokens = reading.tokens
    tags = tokens.tags
    comma = source[0] - 1
    closed = FOUND_THEN.match(tags, cue + 1, last + 1)
    return (
        tokens.word(cue).lower() in FINDING
        and comma > first
        and tags[comma] == ","
        and (closed is not None or cue == last)
        and clause_like(tokens, first, comma - 1)
        and read_clause_before(reading, first, last, cue, source, comma, "clause-source-cue")
    )


def is_finding(tokens: Tokens, cue: int, start: int) -> bool:
    """Does a report have found what stands in marks: "found “no evidence of an order”"?

    A thing that is found has its name in marks, with a capital, or one word: "found “Low Water” on a shelf".
    """
    if tokens.tags[start] not in QUOTED or tokens.word(cue).lower() not in {"found", "finds"}:
        return False
    words = tokens.source[tokens.quotations[start].start : tokens.quotations[start].end].split()
    return len(words) > 2 and words[0][0].islower()


ACCORDING_AHEAD = re.compile(rf"[oD](?=[.,;]|$)|a?(?:{NOUN_PHRASE_AHEAD.pattern})")  # "according to her"
LEAD_IN = re.compile("[&c]?(?:pD?[wRT#]{1,2}|a),")  # "In addition, according to Tolan, ..."


NAMED_BEFORE_COLON = re.compile("D?[NHRw]{1,5}:(?=E)")  # "According to the Courier: “…”"
# "In the long run,", "Since last week,", "For Tolan,", "Now,"
WHEN_OR_WHERE = re.compile("(?:p[DNHRCwSTa#]{1,8}){1,3},|T,|a,")
# "In addition, according to the office, prices rise": what joins a sentence to the one before is the reporter's.
CONNECTING = word_set(
    "addition also besides contrast course example fact furthermore hand however instance meanwhile moreover still turn"
)


def read_according(reading: ParagraphReading, first: int, last: int, cue: int) -> None:
    """According to Tolan, …   …, according to Tolan."""
    tokens = reading.tokens
    tags = tokens.tags
    colon = NAMED_BEFORE_COLON.match(tags, cue + 2, last + 1)
    if colon and cue == first and colon.end() not in reading.claimed:
        make_quotation(
            reading,
            colon.end(),
            rule="according-to",
            source=(cue + 2, colon.end() - 2),
            cue=cue,
            first=first,
            last=last,
        )
        return
    # The name may stand at the end of a long phrase in apposition.
    comma = tags.find(",", cue + 2, last + 1)
    joined = (
        cue - 2 > first and tags[cue - 1] == "," and tags[cue - 2] in "ct&"
    )  # "that, according to Tolan, the"
    fronted = (
        (tags[first] in "cp" or joined)
        and tags[cue - 1] == ","
        and 0 < comma < last
        and clause_like(tokens, comma + 1, last)
    )
    if (
        cue == first
        or (cue == first + 1 and tags[first] not in QUOTED)
        or fronted
        or LEAD_IN.fullmatch(tags, first, cue)
    ):
        if comma < 0:
            read_according_without_comma(reading, first, last, cue)
            return
        source = (cue + 2, comma - 1)
        start = comma + 1
        # "According to a seasoned analyst, head of a house of her own, Mira Tolan, the talks will go on"
        while True:
            following = tags.find(",", start, min(last + 1, start + 16))
            if following < 0:
                break
            piece = tags[start:following]
            if tokens.text(start, following - 1).lower() in places() | lexicon.country_table().keys():
                start = comma + 1  # "majorities of voters in Orvane, Kestra and Velland": no name of a source
                break
            if piece[:1] == "W":
                start = following + 1
            elif is_description(tokens, start, following):
                if piece.strip("NH") == "":
                    source = (start, following - 1)
                start = following + 1
            else:
                break
        if start > last:
            return
        end = last
    else:
        ahead = ACCORDING_AHEAD.match(tags, cue + 2)
        if not ahead or ahead.end() - 1 > last:
            return
        source = with_its_making(tokens, end_phrase(tokens, cue + 2, ahead.end() - 1), last)
        if tags[cue - 1] == "," and not clause_like(tokens, first, cue - 2):
            if goes_on_around(reading, first, last, cue, source):
                return  # "The talks, according to Tolan, would go on"
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
    placed = start > cue and WHEN_OR_WHERE.fullmatch(tags, first, cue) is not None
    connects = joined or not placed or tokens.word(cue - 2).lower() in CONNECTING
    head = None if connects else trimmed(tokens, first, cue - 1)
    if not make_clause(
        reading, rule="according-to", span=span, quoted=inner, source=source, cue=cue, first=first, last=last
    ):
        return
    if head:  # "In the long run, according to the office, prices rise"
        made = reading.found[-1]
        reading.found[-1] = (
            replace(made, clause=(head[0], span[1]))
            if made.clause
            else replace(made, segments=(head, *made.segments))
        )
    if len(inner) == 1 and tags[start : end + 1].strip(",-.") in QUOTED:
        reading.found[-1] = replace(reading.found[-1], kind="direct", clause=None)


# What stands before a number that is not exact.
INEXACT = word_set(
    "about almost around at between fewer least less more most nearly over some than to under up"
)


def read_according_without_comma(reading: ParagraphReading, first: int, last: int, cue: int) -> None:
    """According to the ministry over forty boats have been lost."""
    tokens = reading.tokens
    tags = tokens.tags
    ahead = NOUN_PHRASE_AHEAD.match(tags, cue + 2, last + 1)
    if ahead is None:
        return
    end = ahead.end()
    for k in range(cue + 3, end):
        word = tokens.word(k)
        if (tags[k] == "p" and word != "of") or tags[k] == "#" or word in INEXACT:
            end = k  # "over forty boats", "40 boats", "more than forty": whose loss it is
            break
    if "N" not in tags[cue + 2 : end] and not word_is_group(tokens.word(end - 1)):
        return
    counted = end
    while counted < min(end + 3, last) and tokens.word(counted).lower() in INEXACT:
        counted += 1  # "at least forty", "up to 40", "between 30 and 40"
    span = trimmed(tokens, end, last) if clause_like(tokens, counted, last) else None
    if span is None:
        return
    make_clause(
        reading,
        rule="according-to",
        span=span,
        quoted=unclaimed(reading, end, last),
        source=(cue + 2, end - 1),
        cue=cue,
        first=first,
        last=last,
    )


WORDS_OF = re.compile(
    r"\b(?:in|to) the (?:words|opinion|view|assessment|estimation|judge?ment|telling|mind) of\s", re.I
)
OPINION_WORDS = (
    "opinion",
    "view",
    "words",
    "mind",
    "assessment",
    "estimation",
    "judgment",
    "judgement",
    "telling",
)
OPINION = re.compile(r"\b(?:in|to) (his|her|their) (?:opinion|view|words|mind)\b", re.I)


def read_opinion(reading: ParagraphReading, first: int, last: int) -> None:
    """In her opinion, the treaty is “dented”.   In her opinion, the treaty is dented."""
    tokens = reading.tokens
    start, end = tokens.spans[first][0], tokens.spans[last][1]
    if end - start > 4000 or not any(map(tokens.source[start:end].__contains__, OPINION_WORDS)):
        return
    match = OPINION.search(tokens.source, start, end)
    if match is None:
        read_words_of(reading, first, last)
        return
    behind = next((k for k in range(first, last + 1) if tokens.spans[k][0] >= match.end()), last)
    inner = unclaimed(reading, behind, last)
    span = trimmed(tokens, behind, last)
    leads = match.start() == start and tokens.word(behind) == ","
    if span is None or not (inner or (leads and clause_like(tokens, behind + 1, last))):
        return
    owner = next((k for k in range(first, last + 1) if tokens.spans[k][0] == match.start(1)), None)
    if owner is None:  # it stands inside of a quotation, where it is somebody's own
        return
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


FOR_SOMEBODY = re.compile("[c&]?p(?P<who>H{0,6}N{1,4}|DR{1,2}),(?=[DNP])")


def read_for_somebody(reading: ParagraphReading, first: int, last: int) -> None:
    """But for Mira Tolan, a treaty “would close the last open gate”.

    The words in marks hold the verb of the clause: what has none is a thing's name.
    """
    tokens = reading.tokens
    match = FOR_SOMEBODY.match(tokens.tags, first, last + 1)
    if match is None or tokens.word(match.start("who") - 1).lower() != "for":
        return
    inner = unclaimed(reading, match.end(), last)
    if (
        len(inner) != 1
        or not goes_on_in_marks(tokens, inner[0])
        or re.search("[bxVv]", tokens.tags[match.end() : inner[0]])
    ):
        return
    span = trimmed(tokens, match.end(), inner[0])
    if span is not None:
        make_clause(
            reading,
            rule="opinion",
            span=span,
            quoted=inner,
            source=(match.start("who"), match.end("who") - 1),
            cue=None,
            first=first,
            last=last,
        )


def read_words_of(reading: ParagraphReading, first: int, last: int) -> None:
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


def read_colon(reading: ParagraphReading, first: int, last: int) -> None:
    """Tolan was blunt: “…”   Mr. X: “…”"""
    tokens = reading.tokens
    tags = tokens.tags
    for k in range(first + 1, last + 1):
        if tags[k] in QUOTED and k not in reading.claimed and tags[k - 1] == ":":
            quotation = tokens.quotations[k]
            if not tokens.source[quotation.start : quotation.start + 1].isupper():
                continue
            label = tags[first : k - 1]
            named = NAME_BEHIND_DASH.search(tags, first, k)
            if named:
                # As in: The ferry is late - Mira Tolan: “…”
                source: tuple[int, int] | None = (named.start("name"), k - 2)
                rule = "label-colon-quotation"
            elif (
                re.fullmatch(r"[NHRDwS#(),p&]{1,14}", label)
                and label[0] in "NHRD"
                and not label.count("w") > 3
            ):
                stop = first + (label.find(",") if "," in label[1:] else len(label)) - 1
                source = (first, stop)
                rule = "label-colon-quotation"
                verb = reporting_verb(tokens, first, stop)
                if verb is not None:
                    source, rule = (first, verb - 1), "sentence-colon-quotation"
            elif ASKED_LABEL.match(label) and tokens.word(first + label.find("V")).lower() == "asked":
                # As in: Mira Tolan, asked if she would sign: “…”
                source, rule = (first, first + label.find(",") - 1), "label-colon-quotation"
            elif FROM_WRITING.fullmatch(label) and WRITING.fullmatch(tokens.word(k - 2)):
                # As in: From Mira Tolan’s letter: “…”
                source, rule = (first + 1, first + label.rfind("S") - 1), "sentence-colon-quotation"
            else:
                source = main_subject(tokens, first, k)
                rule = "sentence-colon-quotation"
            if source is None:
                continue
            make_quotation(reading, k, rule=rule, source=source, cue=None, first=first, last=last)


def reporting_verb(tokens: Tokens, first: int, last: int) -> int | None:
    """Return the verb of "Tolan shrugged:" or "Tolan delivered a retort:", which no label has."""
    for k in range(first + 1, last + 1):
        if tokens.tags[k] == "w" and tokens.tags[k - 1] in "NR":
            word = tokens.word(k).lower()
            ends = k == last or tokens.tags[k + 1] in "Dop"
            return k if ends and REPORTING.match(word) and not NOT_REPORTING.match(word) else None
    return None


FROM_WRITING = re.compile("pD?[NHRw]{1,6}S[wNCaT]{1,4}")
WRITING = re.compile(
    "(?:post|tweet|statement|letter|speech|memo|message|e-?mail|column|blog|article|book|diary|note|remarks|"
    "announcement|resignation|testimony|affidavit)s?"
)
REPORTING = re.compile(
    r"[a-z]{2,}(?:ed|es)$|(?:sang|wept|grinned|shot|fired|hit|went|put|laughs|jokes|sighs)$"
)
NOT_REPORTING = re.compile(
    r"(?:based|led|held|named|titled|entitled|aged|united|used|needed|supposed|called|married)$"
)


NAMED = re.compile("N{2}|P|^D?[wR]*R[NH]*$")  # somebody, and no thing with a capital


PUT_SO = {"put", "described", "explained", "phrased", "saw", "summed", "expressed"}


def read_was_how(reading: ParagraphReading, first: int, last: int) -> None:
    """“Let them work,” was how Mira Tolan, a dealer in tyres, put it."""
    tokens = reading.tokens
    for k in unclaimed(reading, first, min(last, first + 3)):
        if k + 4 > last or tokens.text(k + 1, k + 2).lower() != "was how":
            continue
        ahead = NOUN_PHRASE_AHEAD.match(tokens.tags, k + 3, last + 1)
        put = next((n for n in range(k + 4, min(last, k + 18)) if tokens.word(n).lower() in PUT_SO), None)
        if ahead is None or put is None:
            continue
        source = end_phrase(tokens, k + 3, min(ahead.end(), put) - 1)
        make_quotation(
            reading, k, rule="quotation-source-verb", source=source, cue=put, first=first, last=last
        )


def read_any_verb(reading: ParagraphReading, first: int, last: int) -> None:
    """“Go home,” Tolan barked.   “Never,” remembered Mira Tolan.   Tolan barked, “Go home.”"""
    tokens = reading.tokens
    tags = tokens.tags
    verb = last - 2
    if verb > first and tags[verb : last + 1] == "w,E" and last not in reading.claimed:
        word = tokens.word(verb).lower()
        name = NOUN_PHRASE_AT_END.search(tags, first, verb)
        begins = tokens.source[tokens.quotations[last].start]
        if name and name.start() == first and NAMED.search(name.group()) and begins.isupper():
            if REPORTING.match(word) and not NOT_REPORTING.match(word):
                make_quotation(
                    reading,
                    last,
                    rule="source-verb-quotation",
                    source=(first, verb - 1),
                    cue=verb,
                    first=first,
                    last=last,
                )
                return
    for k in range(first, min(last, first + 3)):
        if tags[k] not in "QE" or k in reading.claimed or tags[first:k].strip("c&a"):
            continue
        if is_title(tokens.source[tokens.quotations[k].start : tokens.quotations[k].end].rstrip(",")):
            continue  # "“Low Water,” a drama series that": what has a title does not speak
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


def read_dash_source(reading: ParagraphReading, first: int, last: int) -> None:
    """“It rains.” — Mira Tolan"""
    tokens = reading.tokens
    if tokens.tags.find("-", first, last) < 0:
        return
    match = DASH_SOURCE.search(tokens.tags, first, last + 1)
    if match is None or match.start("q") in reading.claimed or "N" not in match["name"]:
        return
    quotation = tokens.quotations[match.start("q")]
    words = tokens.source[quotation.start : quotation.end].split()
    if match["q"] == "f" and len(words) < 4 and words[0][0].islower():
        return  # "over “old boats” - the right of Harbour House": a thing, and what it is
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


SPEAKING = re.compile(r"sp(?:eaks?|oke|oken|eaking)|talk(?:s|ed|ing)|wrote|writes|warns?|warned")  # of “…”
USING = re.compile(r"us(?:ed|es|ing)|coined|repeated")


def read_phrase(reading: ParagraphReading, first: int, last: int) -> None:
    """Tolan has used the phrase “paper boats”.   Tolan speaks of “paper boats”."""
    tokens = reading.tokens
    tags = tokens.tags
    for k in range(first + 2, last + 1):
        if tags[k] not in QUOTED or k in reading.claimed:
            continue
        verb = k - 2 - (tags[k - 2] == "a")
        if tokens.word(k - 1).lower() in ("of", "about") and SPEAKING.fullmatch(tokens.word(verb).lower()):
            source = source_before(tokens, first, verb)
            if source is not None:
                clause = tokens.quotations[k].outer
                make_quotation(
                    reading,
                    k,
                    rule="phrase-used",
                    source=source,
                    cue=verb,
                    first=first,
                    last=last,
                    clause=clause,
                )
            continue
        if tokens.word(k - 1).lower() not in PHRASES:
            continue
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
