"""A draft held against the archive: what of each quotation is held, whose it is, and of which day.

Nothing of a draft is kept: it is read, compared and forgotten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from statements.identity.printings import words_in
from statements.identity.words import MOST_WORDS, likeness
from statements.models import Quote

from .candidates import Rarity, articles_with, candidate_ids, rarity, statements_by_id, texts_by_id
from .claims import answer_for_day, answer_for_speaker, claimed_slugs
from .drafts import MOST_QUOTATIONS, read_draft
from .results import (
    CheckedQuotation,
    Dating,
    DraftQuotation,
    HeldPrinting,
    SpeakerAnswer,
    Verification,
    Wording,
)
from .wording import FEWEST_OF_ALTERED, Comparison, compare_wording

LOOKED_AT = 12  # statements that are compared word by word with a quotation
SHOWN_PRINTINGS = 6
ALIKE_AT_ALL = 0.45  # share of the draft's words below which two are not compared
# The share of what a draft says from which a statement is the one that it means, by whose it is.
ALTERED_OF = {
    SpeakerAnswer.SAME: 0.58,
    SpeakerAnswer.PROBABLY: 0.6,
    SpeakerAnswer.OPEN: 0.75,
    SpeakerAnswer.OTHERS: 0.75,
}
REORDERED_OF = (
    0.8  # the share of the words, in whatever order, from which the same speaker said them otherwise
)
FEWEST_OF_REORDERED = 5
REPORTED_FROM = 0.7
CHANCE = 3  # words that somebody else said too, up to which that says nothing
TELLING_WORDS = 4
PART_OF_SAME = 2  # words of the same speaker from which a part is one
OF_SAME, OF_ANYBODY = 0.8, 1.6  # of what words have to say so that it is no chance
AS_LONG = 3  # words by which a statement may be longer than its altered form, where few words are the same
FEWEST_OF_PART = 5  # words that an altered part has in common with a longer statement
LOOSE = 2.0  # words of the source for each that is the same
LONGEST_RUN = 4  # statements
MOST_OF_ARTICLE = 300  # statements of one speaker that are looked at for that
NEXT_STATEMENT = 400  # characters between two statements of one speaker over which a quotation can run


def verify_draft(text: str, today: date | None = None) -> Verification:
    """Return what the archive holds of each quotation of a draft.

    Raise TooLong for a draft that is too long, and Unavailable while the index cannot answer.
    """
    read = read_draft(text, today)
    claims = read.quotations[:MOST_QUOTATIONS]
    rare = rarity()
    found = [candidate_ids(claim.text, claimed_slugs(claim), rare) for claim in claims]
    texts = texts_by_id(row for rows in found for row in rows)
    nearest = [
        likest(claim.text, {row: texts[row] for row in rows if row in texts})
        for claim, rows in zip(claims, found, strict=True)
    ]
    held = statements_by_id(row for rows in nearest for row in rows)
    checked = [
        check_quotation(n, claim, [held[row] for row in rows if row in held], rare)
        for n, (claim, rows) in enumerate(zip(claims, nearest, strict=True), start=1)
    ]
    return Verification(
        text=text,
        quotations=tuple(checked),
        left_out=read.left_out,
        unchecked=len(read.quotations) - len(claims),
    )


def likest(words: str, texts: Mapping[int, str]) -> list[int]:
    """Return the rows of the texts that are likest to some words, LOOKED_AT at most."""
    wanted = words_in(words)[:MOST_WORDS]
    ranked = sorted(
        (
            (likeness(wanted, words_in(text)[:MOST_WORDS]), -n, row)
            for n, (row, text) in enumerate(texts.items())
        ),
        reverse=True,
    )
    return [row for alike, _, row in ranked[:LOOKED_AT] if alike >= ALIKE_AT_ALL]


def check_quotation(
    number: int, claim: DraftQuotation, candidates: Sequence[Quote], rare: Rarity
) -> CheckedQuotation:
    """Return the answers for a quotation: those of the statement that is nearest to it."""
    compared = [hold_against(claim, quote, rare) for quote in candidates]
    found = [printing for printing in compared if printing is not None]
    found.sort(key=nearness)
    if not found:
        elsewhere = articles_with(claim.text) if len(words_in(claim.text)) >= TELLING_WORDS else []
        return CheckedQuotation(number=number, quotation=claim, elsewhere=tuple(elsewhere))
    best = found[0]
    return CheckedQuotation(
        number=number,
        quotation=claim,
        wording=best.wording,
        speaker=best.speaker,
        day=day_answer(found),
        printings=tuple(found[:SHOWN_PRINTINGS]),
    )


def day_answer(found: Sequence[HeldPrinting]) -> Dating:
    """Return the answer for the day: another printing of the same words may prove what the nearest does not."""
    best = found[0]
    days = {p.day for p in found if p.wording == best.wording and p.speaker == best.speaker}
    return next((day for day in (Dating.SAME, Dating.ANOTHER) if day in days), Dating.UNKNOWN)


BY_WORDING = (
    Wording.VERBATIM,
    Wording.SHORTENED,
    Wording.IN_PART,
    Wording.REPORTED,
    Wording.ALTERED,
)
BY_SPEAKER = (SpeakerAnswer.SAME, SpeakerAnswer.PROBABLY, SpeakerAnswer.OPEN, SpeakerAnswer.OTHERS)
WHOLE = {Wording.VERBATIM, Wording.SHORTENED, Wording.IN_PART}


def nearness(printing: HeldPrinting) -> tuple[int, int, float, int]:
    """Return how near a printing is to what the draft says, the nearest least: the same words of the same
    speaker, then the same words of somebody else, then like words."""
    mine = printing.speaker != SpeakerAnswer.OTHERS
    group = {(True, True): 0, (True, False): 1, (False, True): 2, (False, False): 3}
    first = group[printing.wording in WHOLE, mine]
    if printing.wording == Wording.REPORTED and mine:
        first = 1
    return first, BY_WORDING.index(printing.wording), -printing.share, BY_SPEAKER.index(printing.speaker)


def hold_against(claim: DraftQuotation, quote: Quote, rare: Rarity) -> HeldPrinting | None:
    """Return how a quotation stands to a statement; None where that is another statement."""
    compared = compare_wording(
        claim.text,
        quote.text,
        weight=rare.of,
        whole_clause=quote.kind == Quote.Kind.DIRECT,
        denied=claim.denied,
    )
    joined: tuple[Quote, ...] = ()
    if compared.added_end and compared.row >= FEWEST_OF_ALTERED:
        compared, joined = across_statements(claim, quote, compared, rare)
    exact = compared.wording in WHOLE
    telling = compared.same >= TELLING_WORDS
    speaker = answer_for_speaker(claim, quote, telling=telling and exact)
    if speaker == SpeakerAnswer.OTHERS and compared.same <= CHANCE:
        return None
    if not (is_no_chance(compared, speaker, rare) if exact else is_near(compared, speaker, rare)):
        return None
    wording = compared.wording
    like = compared.share >= REPORTED_FROM and not compared.counted
    if quote.kind == Quote.Kind.INDIRECT and (exact or like):
        wording = Wording.REPORTED
    return HeldPrinting(
        quote=quote,
        wording=wording,
        speaker=speaker,
        day=answer_for_day(claim, quote),
        share=compared.share,
        pieces=compared.pieces,
        joined=joined,
    )


THEIRS = {SpeakerAnswer.SAME, SpeakerAnswer.PROBABLY}


def is_no_chance(compared: Comparison, speaker: SpeakerAnswer, rare: Rarity) -> bool:
    """Are the very words, or a part of them, more than a turn of phrase that anybody uses?

    A whole statement of the same speaker is, however short.
    """
    if speaker in THEIRS:
        whole = compared.wording != Wording.IN_PART
        return whole or (compared.same >= PART_OF_SAME and compared.telling >= OF_SAME * rare.chance)
    return compared.same >= TELLING_WORDS and compared.telling >= OF_ANYBODY * rare.chance


def is_near(compared: Comparison, speaker: SpeakerAnswer, rare: Rarity) -> bool:
    """Do words that differ come from the statement, more or less?"""
    theirs = speaker in THEIRS
    if compared.same < FEWEST_OF_ALTERED or compared.telling < OF_SAME * rare.chance:
        return False
    if theirs and compared.overlap >= REORDERED_OF and compared.same >= FEWEST_OF_REORDERED:
        return True
    alike = compared.longer <= AS_LONG or compared.same >= FEWEST_OF_PART
    near = compared.share >= ALTERED_OF[speaker] and compared.spread <= LOOSE
    return alike and near and compared.row >= (2 if theirs else FEWEST_OF_ALTERED)


def across_statements(
    claim: DraftQuotation, quote: Quote, alone: Comparison, rare: Rarity
) -> tuple[Comparison, tuple[Quote, ...]]:
    """Return the comparison with the statement and those that follow it in its article, where a quotation runs
    over them: what one outlet parts by "she said" another prints in one piece."""
    rows = Quote.objects.public().filter(
        article=quote.article_id, speaker=quote.speaker_id, in_headline=quote.in_headline
    )
    said = rows.exclude(kind=Quote.Kind.INDIRECT).with_parts().order_by("start")
    around = list(said[:MOST_OF_ARTICLE])
    here = next((n for n, row in enumerate(around) if row.pk == quote.pk), None)
    best, joined = alone, tuple[Quote, ...]()
    for first, last in runs_around(here, len(around)) if here is not None else ():
        run = around[first : last + 1]
        if any(after.start - before.end > NEXT_STATEMENT for before, after in pairwise(run)):
            continue
        together = compare_wording(
            claim.text, " ".join(one.text for one in run), weight=rare.of, denied=claim.denied
        )
        if together.share > best.share + 0.01:
            best, joined = together, tuple(run)
    if joined and best.wording == Wording.VERBATIM and len(claim.segments) == 1:
        best = replace(best, wording=Wording.SHORTENED)
    return best, joined


def runs_around(here: int, count: int) -> list[tuple[int, int]]:
    """Return runs of two to LONGEST_RUN statements that hold one, the shortest first: the first and the last of each."""
    return [
        (first, first + size - 1)
        for size in range(2, LONGEST_RUN + 1)
        for first in range(max(0, here - size + 1), here + 1)
        if first + size <= count
    ]
