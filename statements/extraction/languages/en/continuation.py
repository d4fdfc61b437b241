"""Whose are the quotations that no cue has claimed? Those of the speaker who goes on."""

import re
from bisect import bisect_left
from collections.abc import Set
from dataclasses import replace

from .clauses import trimmed
from .grammar import main_subject, source_before
from .lexicon import word_set
from .reading import Attribution, ParagraphReading, is_title, make_quotation

FULL_NAME = re.compile("N{2,4}")


def carry_over(
    reading: ParagraphReading, before: ParagraphReading | None, after: ParagraphReading | None
) -> None:
    """Give quotations that no cue claimed to the speaker of the statement before, where they go on.

    `before` and `after` are the paragraphs on both sides.
    """
    tokens = reading.tokens
    tags = tokens.tags
    if not tokens.quotations or len(reading.claimed) == len(tokens.quotations):
        return
    attributed = sorted(reading.found, key=lambda a: a.start)
    starts = [a.start for a in attributed]
    answers = {a.start for a in attributed if a.cue in ANSWERS}
    directs = [a.start for a in attributed if a.kind == "direct"]
    for first, last in reading.sentences:
        for k in tokens.quotations_in(first, last):
            if k in reading.claimed:
                continue
            at = bisect_left(starts, tokens.quotations[k].start)
            earlier = attributed[at - 1] if at else None
            later = bool(directs) and directs[-1] > tokens.quotations[k].start
            alone = tags[first:k].strip("c&a,") == "" and tags[k + 1 : last + 1].strip(".") == ""
            if alone and after is not None and signed_below(reading, after, k):
                continue
            if earlier is None and before is not None and introduce(reading, before, first, k):
                continue
            if alone and is_answered(reading, k, last, answers):
                continue
            if alone and after is not None and run_into(reading, after, k):
                continue
            if alone and earlier is None and before is not None and run_on(reading, before, k):
                continue
            if alone and earlier is None and before is not None and follow_subject(reading, before, k):
                continue
            if alone and (follow_manner(reading, first, k) or follow_gesture(reading, first, k)):
                continue
            if alone and follow_sentence(reading, first, k):
                continue
            rule = carrying_rule(reading, before, last, k, earlier, later, alone)
            if rule is not None:
                make_quotation(
                    reading,
                    k,
                    rule=rule,
                    source=own_pronoun(reading, first, k) if rule == "continued-in-sentence" else None,
                    cue=None,
                    first=first,
                    last=last,
                    clause=None
                    if alone or rule == "continued-in-paragraph"
                    else trimmed(tokens, first, last),
                )


def own_pronoun(reading: ParagraphReading, first: int, k: int) -> tuple[int, int] | None:
    """Return the "he" of "He wished for a “dry harbour”": it stands for who goes on, or for somebody else."""
    subject = main_subject(reading.tokens, first, k)
    person = subject is not None and reading.tokens.word(subject[0]).lower() in {"he", "she", "they"}
    return subject if person else None


def run_on(reading: ParagraphReading, before: ParagraphReading, k: int) -> bool:
    """Join a quotation to the one that the paragraph before left open: both are one statement.

    A quotation of several paragraphs has an opening mark at each, and a closing mark at the last.
    """
    if not before.tokens.quotations:
        return False
    final = max(before.tokens.quotations)
    open_one = before.tokens.quotations[final]
    if open_one.closed or final != len(before.tokens.tags) - 1:
        return False
    owner = before.runs_on
    if owner is None or owner[0].found[owner[1]].end != open_one.end:
        owner = next(((before, n) for n, made in enumerate(before.found) if made.end == open_one.end), None)
    if owner is None:
        return False
    holder, number = owner
    quotation = reading.tokens.quotations[k]
    made = holder.found[number]
    holder.found[number] = replace(made, segments=(*made.segments, (quotation.start, quotation.end)))
    reading.claimed.add(k)
    reading.runs_on = owner
    return True


SIGNATURE = re.compile(
    r"-(?P<name>[NHRDw][NHRwSC#]{0,7}(?:pD?[NHRwS#]{1,6})?)(?:,[^.;:QEfVvKxb]{1,30}|\([^.;:QEfVvKxb]{1,20}\))?\.?$"
)


def signed_below(reading: ParagraphReading, after: ParagraphReading, k: int) -> bool:
    """Give a quotation that is a paragraph to the name behind a dash on the line under it: "— Mira Tolan, sailor"."""
    tokens = after.tokens
    if k != len(reading.tokens.tags) - 1 or not tokens.tags.startswith("-"):
        return False
    match = SIGNATURE.match(tokens.tags)
    if match is None or "N" not in match["name"]:
        return False
    source = (match.start("name"), match.end("name") - 1)
    give_to_source_before(reading, after, k, "quotation-dash-source", source, None)
    return True


def run_into(reading: ParagraphReading, after: ParagraphReading, k: int) -> bool:
    """Join an open quotation to the one that goes on in the next paragraph and is attributed there."""
    tokens = reading.tokens
    if tokens.quotations[k].closed or k != len(tokens.tags) - 1 or 0 not in after.claimed:
        return False
    quotation = tokens.quotations[k]
    first = after.tokens.quotations[0].start
    for number, made in enumerate(after.found):
        if made.start == first and made.kind == "direct":
            segments = ((quotation.start, quotation.end), *made.segments)
            after.found[number] = replace(made, segments=segments)
            reading.claimed.add(k)
            return True
    return False


def follow_subject(reading: ParagraphReading, before: ParagraphReading, k: int) -> bool:
    """Give a quotation that is a paragraph to the subject of the paragraph before, which reports no words.

    "The envoy, Mira Tolan, came out to the cameras." and then her words.
    """
    tokens = before.tokens
    if before.found or tokens.quotations or not before.sentences or len(reading.tokens.tags) > 2:
        return False
    quotation = reading.tokens.quotations[k]
    if len(reading.tokens.source[quotation.start : quotation.end].split()) < 5:
        return False
    first, last = before.sentences[-1]
    source = main_subject(tokens, first, last)
    if source is None or not re.search("[NHR]|^P$", tokens.tags[source[0] : source[1] + 1]):
        return False
    give_to_source_before(reading, before, k, "follows-its-subject", source, None)
    return True


MANNER_BEFORE = re.compile(r"(?:^|(?<=[.E]))(?P<who>P|[DHNRw]{0,6}[NR])ba?(?P<how>w)\.$")
# What somebody is who speaks so. A room or a plan may be "clear" or "firm": those are no such words.
MANNERS = word_set(
    "adamant blunt brusque categorical contrite curt defiant direct dismissive emphatic evasive exuberant "
    "forthright frank indignant livid matter-of-fact philosophical scathing succinct terse unapologetic "
    "unequivocal unimpressed unrepentant"
)


def follow_manner(reading: ParagraphReading, first: int, k: int) -> bool:
    """Give a quotation to whom the sentence before calls blunt: "Tolan was blunt. “It rains.”"."""
    tokens = reading.tokens
    match = MANNER_BEFORE.search(tokens.tags, max(0, first - 14), first)
    if match is None or tokens.word(match.start("how")).lower() not in MANNERS:
        return False
    source = (match.start("who"), match.end("who") - 1)
    make_quotation(
        reading, k, rule="behind-its-manner", source=source, cue=None, first=match.start("who"), last=k
    )
    return True


PERSON = re.compile("H{0,6}N{1,4}|[DwRNHS]{0,8}R{1,2}N{1,4}|N{1,4}SN{1,4}")


def follow_sentence(reading: ParagraphReading, first: int, k: int) -> bool:
    """Give a quotation to whom the sentence before it tells of: "Mira Tolan agreed. “It rains.”"."""
    tokens = reading.tokens
    sentence = reading.sentence_before(first)
    if sentence is None or tokens.quotations_in(sentence[0], first - 1):
        return False
    begins = tokens.spans[sentence[0]][0]
    if any(made.sentence[0] == begins for made in reading.found[-12:]):
        return False
    source = main_subject(tokens, sentence[0], sentence[1])
    if (
        source is None
        or source[0] != sentence[0]
        or not PERSON.fullmatch(tokens.tags, source[0], source[1] + 1)
    ):
        return False
    make_quotation(reading, k, rule="follows-its-subject", source=source, cue=None, first=sentence[0], last=k)
    return True


# What somebody does who is about to speak.
GESTURES = word_set(
    "bristled chuckled frowned gestured glanced grimaced grinned laughed nodded paused pointed scoffed shrugged "
    "sighed smiled smirked turned winced"
)


def follow_gesture(reading: ParagraphReading, first: int, k: int) -> bool:
    """Give a quotation to whom the sentence before shows turning or nodding: "Tolan turned to Roke. “It rains.”"."""
    tokens = reading.tokens
    sentence = reading.sentence_before(first)
    if sentence is None or any(
        made.sentence[0] == tokens.spans[sentence[0]][0] for made in reading.found[-12:]
    ):
        return False
    match = ACTING.match(tokens.tags, sentence[0], first)
    if match is None or tokens.word(match.start("does")).lower() not in GESTURES:
        return False
    source = (match.start("who"), match.end("who") - 1)
    make_quotation(reading, k, rule="behind-its-manner", source=source, cue=None, first=sentence[0], last=k)
    return True


ACTING = re.compile("(?P<who>P|D?[NHRw]{0,6}[NR])a?(?P<does>[wv])[^,;:QEfVW]{0,10}[.]")


def introduce(reading: ParagraphReading, before: ParagraphReading, first: int, k: int) -> bool:
    """Give a quotation to the source of a paragraph before that ends in a colon: "He said:"."""
    tags = before.tokens.tags
    if not tags.endswith(":") or reading.tokens.tags[first:k].strip("c&a"):
        return False
    start, end = before.sentences[-1]
    source = None
    cue = None
    for i in range(end, start, -1):
        if tags[i] in "VvGgKkI":
            cue = i
            source = source_before(before.tokens, start, i)
            break
    source = source or main_subject(before.tokens, start, end)
    if source is None:
        name = FULL_NAME.search(tags, start, end + 1)  # "This from Mira Tolan, the harbour master:"
        source = (name.start(), name.end() - 1) if name else None
    if source is None:
        return False
    give_to_source_before(reading, before, k, "introduced-by-paragraph", source, cue)
    return True


def give_to_source_before(
    reading: ParagraphReading,
    before: ParagraphReading,
    k: int,
    rule: str,
    source: tuple[int, int],
    cue: int | None,
) -> None:
    """Record a quotation under a source in the last sentence of the paragraph before."""
    quotation = reading.tokens.quotations[k]
    tokens = before.tokens
    first, last = before.sentences[-1]
    reading.claimed.add(k)
    reading.found.append(
        Attribution(
            rule=rule,
            kind="direct",
            segments=((quotation.start, quotation.end),),
            mention=(tokens.spans[source[0]][0], tokens.spans[source[1]][1]),
            cue=tokens.word(cue) if cue is not None else None,
            cue_span=tokens.spans[cue] if cue is not None else None,
            sentence=(tokens.spans[first][0], tokens.spans[last][1]),
            paragraph=before.number,
        )
    )


ANSWERS = word_set("answered answers replied replies responded responds retorted shot")


def is_answered(reading: ParagraphReading, k: int, last: int, answers: Set[int]) -> bool:
    """Is a quotation a question that somebody else answers: "“How is it?” “It rains,” Tolan replied."?

    `answers` are the places at which answers begin; `last` is the last token of the question's sentence.
    """
    tokens = reading.tokens
    following = tokens.quotations.get(last + 1)
    asked = tokens.source[tokens.quotations[k].end - 1] == "?"
    if not asked or following is None:
        return False
    # Two pairs of marks side by side are two voices, and the second says "no", "a friend": "“Will it rain?” “No,” she said."
    short = len(tokens.source[following.start : following.end].split()) < 4
    return following.start in answers or (short and last == k)


def carrying_rule(
    reading: ParagraphReading,
    before: ParagraphReading | None,
    last: int,
    k: int,
    earlier: Attribution | None,
    later: bool,
    alone: bool,
) -> str | None:
    """Return the rule by which an unclaimed quotation belongs to the speaker before or behind it.

    `earlier` is the last statement before it in its paragraph; `later` says that one follows,
    `alone` that the quotation is the whole sentence.
    """
    tokens = reading.tokens
    tags = tokens.tags
    quotation = tokens.quotations[k]
    words = len(tokens.source[quotation.start : quotation.end].split())
    if alone:
        if earlier:
            return "continued-in-paragraph"
        if later and tags[last + 1 : last + 2] in ("Q", "E"):
            return "before-its-attribution"
        if before is not None:
            if before.found and words >= 4:
                return "continued-next-paragraph"
            if before.tokens.tags.endswith(":"):
                return "continued-next-paragraph"
        return None
    if earlier and earlier.kind == "direct" and opens_sentence(reading, k, last):
        return "continued-in-paragraph"
    if earlier and words >= 4 and tokens.source[quotation.start].islower():
        gap = tokens.source.count(".", earlier.end, quotation.start)
        if gap <= 2:
            return "continued-in-sentence"
    return None


def opens_sentence(reading: ParagraphReading, k: int, last: int) -> bool:
    """Does a quotation stand first in its sentence, with the reporter's words behind it: "“We sing,” which they did."?"""
    tokens = reading.tokens
    quotation = tokens.quotations[k]
    words = tokens.source[quotation.start : quotation.end]
    return (
        k > 0
        and tokens.tags[k - 1] in ".E"
        and words[:1].isupper()
        and len(words.split()) > 4
        and not is_title(words)
        and TAIL.fullmatch(tokens.tags, k + 1, last + 1) is not None
    )


# No cue, and no verb of which the quotation would be the subject.
TAIL = re.compile("[Wcp-][^VvGgKkMIQEf]{1,40}|&[^VvGgKkMIQEfbx]{1,20}|N{1,4}[.]?")
