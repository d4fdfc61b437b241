"""Which statements are one utterance, printed by several articles?

The same speaker's, said near in time, in words most of which are the same: whole, shortened, in another order,
with other marks. Never those of two speakers. An editor's word on two statements binds. Statements wait with
`utterance_due` until they are in the index, which gives those that share their rare words.
"""

import math
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete

from statements.archive_version import note_change
from statements.leases import Holding, holding
from statements.models import Precision, Quote, State, Utterance, UtteranceDecision, rows_changed
from statements.search.analysis import query_terms
from statements.search.engines import engine
from statements.search.engines.base import Request
from statements.search.language import And, Dates, Node, Only, Or, Word
from statements.search.queue import enqueue_rows
from statements.sequence import note_changed
from statements.transactions import once
from statements.turns import let_acts_go_first

from .words import likeness, tokens_of

BATCH = 200
BATCH_IN_TIME = 20  # where there is an end to the time
APART = timedelta(days=4)  # between the days of two printings, at most
RARE = 8  # words that are asked for
BEST = 40  # statements that are looked at
FEWEST_SAME = 5  # words that two have in common, below which only the very same words are one
FEWEST_WORDS = 3  # of a statement that can be told from others at all
ALIKE = 0.75  # share of the shorter one's words, order counting half
MODEL = Quote._meta.label_lower


def connect_utterances() -> None:
    """Let whatever changes a statement, or a decision on two, have its utterance looked for again."""
    post_save.connect(statement_saved, sender=Quote, dispatch_uid="utterance of a saved statement")
    pre_delete.connect(statement_goes, sender=Quote, dispatch_uid="utterance of a statement that goes")
    rows_changed.connect(statements_changed, sender=Quote, dispatch_uid="utterances of many")
    for signal in (post_save, post_delete):
        signal.connect(decision_changed, sender=UtteranceDecision, dispatch_uid="utterance decided")


def statement_saved(sender: Any, instance: Quote, created: bool, **_: Any) -> None:
    if not created:
        once(make_due, [instance.pk])


def statement_goes(sender: Any, instance: Quote, **_: Any) -> None:
    """Tell mirrors of the utterance that loses a printing, while the database still knows which that is."""
    was = plain_rows().filter(pk=instance.pk).exclude(utterance=None).values_list("utterance", flat=True)
    note_changed(("utterance", pk) for pk in was)


def statements_changed(sender: Any, rows: Sequence[int], **_: Any) -> None:
    once(make_due, rows)


def decision_changed(sender: Any, instance: UtteranceDecision, **_: Any) -> None:
    once(make_due, [instance.first_id, instance.second_id])


def make_due(rows: Iterable[int]) -> None:
    """Have the utterances of statements looked for again. It changes nothing that the log or a page tells."""
    wanted = list(rows)
    for start in range(0, len(wanted), 500):
        plain_rows().filter(pk__in=wanted[start : start + 500], utterance_due=False).update(
            utterance_due=True
        )


def plain_rows() -> Any:
    """Return the statements without the signals that their changes send: what is computed here is not logged."""
    return models.QuerySet(Quote)


def due_rows() -> Any:
    return plain_rows().filter(utterance_due=True)


def due_count() -> int:
    return int(due_rows().count())


def place_due(
    most: int | None = None, progress: Any = None, seconds: float = math.inf, wait: float = 0.0
) -> int:
    """Look for the utterances of the statements that wait, at most so many, and for so long; return for how many.

    Two at once could make two utterances of one: one process of all machines does it, and others are waited for no
    longer than `wait` seconds.

    Each batch is one transaction, so that a kill loses nothing and the next call goes on there. The index is asked
    before it: a cluster that is slow to answer must not hold the database. Raises Unavailable while the index
    cannot answer.
    """
    if not due_rows().exists():
        return 0
    with holding("utterances", wait=wait) as mine:
        return 0 if mine is None else place_batches(mine, most, progress, seconds)


def place_batches(mine: Holding, most: int | None, progress: Any, seconds: float) -> int:
    done = 0
    until = time.monotonic() + seconds
    size = BATCH if seconds == math.inf else BATCH_IN_TIME
    while (most is None or done < most) and time.monotonic() < until and not mine.lost:
        rows = Quote.objects.filter(utterance_due=True).order_by("pk").select_related("article", "speaker")
        batch = list(rows.only(*READ)[: size if most is None else min(size, most - done)])
        if not batch:
            break
        found = {quote.pk: candidates_for(quote) for quote in batch if can_have(quote)}
        let_acts_go_first()
        with transaction.atomic():
            bound = UtteranceDecision.objects.exists()
            for quote in batch:
                place_statement(quote, found.get(quote.pk, []), bound)
            plain_rows().filter(pk__in=[quote.pk for quote in batch]).update(utterance_due=False)
        done += len(batch)
        if progress is not None:
            progress(len(batch))
    return done


READ = (
    *("text", "kind", "speaker_id", "date", "date_precision", "state", "in_headline", "article_id", "utterance_id"),
    *("fingerprint", "article__state", "speaker__slug"),
)  # fmt: skip


def place_statement(quote: Quote, alike: Sequence[int], bound: bool = True) -> None:
    """Give a statement its utterance: that of the statements that are one with it, the oldest of theirs.

    `alike` are those that the index has found.

    `bound` says that editors decided of some statements; where they decided of none, none is asked for.
    """
    mates = one_with(quote, alike, bound)
    if not mates and quote.utterance_id is None:
        return
    was = plain_rows().filter(pk=quote.pk).values_list("utterance_id", flat=True).first()
    if not mates:
        leave(quote, was)
        return
    known = sorted({mate.utterance_id for mate in mates if mate.utterance_id} | ({was} if was else set()))
    apart = decided(quote, same=False) if bound else set()
    mine = next((pk for pk in known if not holds_any(pk, apart)), None) or Utterance.objects.create().pk
    if was and was != mine:
        leave(quote, was)
    put_into(plain_rows().filter(pk__in={quote.pk, *(mate.pk for mate in mates)}), mine)
    for other in known:
        if other != mine and can_join(mine, other):
            put_into(plain_rows().filter(utterance=other), mine)
            Utterance.objects.filter(pk=other).update(merged_into=mine)


def put_into(rows: Any, utterance: int | None) -> None:
    """Make statements printings of an utterance, or of none; index, pages and mirrors follow where that is new."""
    moved = {pk: was for pk, was in rows.values_list("pk", "utterance_id") if was != utterance}
    if moved:
        plain_rows().filter(pk__in=moved).update(utterance=utterance)
        note_changed(("utterance", pk) for pk in {*moved.values(), utterance} - {None})
        enqueue_rows(("quote", pk) for pk in moved)
        note_change()


def leave(quote: Quote, was: int | None) -> None:
    """Take a statement out of its utterance; one that a single article is left of is none."""
    if was is None:
        return
    put_into(plain_rows().filter(pk=quote.pk), None)
    rest = plain_rows().filter(utterance=was)
    if rest.values("article_id").distinct().count() < 2:
        put_into(rest, None)


def can_join(one: int, other: int) -> bool:
    """May two utterances become one: of one speaker, and no editor said that any two of their statements are two?"""
    members = {
        pk: list(plain_rows().filter(utterance=pk).values_list("pk", "speaker_id")) for pk in (one, other)
    }
    speakers = {speaker for rows in members.values() for _, speaker in rows}
    mine, theirs = ([pk for pk, _ in members[key]] for key in (one, other))
    parted = UtteranceDecision.objects.filter(same=False).filter(
        Q(first__in=mine, second__in=theirs) | Q(first__in=theirs, second__in=mine)
    )
    return len(speakers) == 1 and not parted.exists()


def holds_any(utterance: int, quotes: Iterable[int]) -> bool:
    return bool(plain_rows().filter(utterance=utterance, pk__in=list(quotes)).exists())


def decided(quote: Quote, same: bool) -> set[int]:
    """Return the statements that an editor said to be one with a statement, or not to be."""
    pairs = UtteranceDecision.objects.filter(Q(first=quote) | Q(second=quote), same=same)
    return {pk for pair in pairs.values_list("first_id", "second_id") for pk in pair} - {quote.pk}


def one_with(quote: Quote, alike: Sequence[int], bound: bool = True) -> list[Quote]:
    """Return the statements of other articles that are one utterance with a statement."""
    if not can_have(quote):
        return []
    apart, joined = (decided(quote, same=same) if bound else set() for same in (False, True))
    wanted = {*alike, *joined} - apart - {quote.pk}
    if not wanted:
        return []
    candidates = Quote.objects.filter(pk__in=wanted, speaker=quote.speaker_id).exclude(
        article=quote.article_id
    )
    return [
        other
        for other in candidates.select_related("article").only(*READ)
        if can_have(other) and (other.pk in joined or are_one(quote, other))
    ]


def can_have(quote: Quote) -> bool:
    """Is a statement one that can be printed elsewhere: shown, of a speaker, quoted, and in the text?"""
    shown = State.REJECTED not in (quote.state, quote.article.state)
    return (
        shown and quote.speaker_id is not None and quote.kind != Quote.Kind.INDIRECT and not quote.in_headline
    )


def are_one(quote: Quote, other: Quote) -> bool:
    """Are two statements of one speaker the same utterance, by their words and their days?"""
    if not near_in_time(quote, other):
        return False
    one, two = ([token.key for token in tokens_of(row.text)] for row in (quote, other))
    if min(len(one), len(two)) < FEWEST_WORDS:
        return False
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    alike = likeness(short, long)
    return alike >= ALIKE and alike * len(short) >= FEWEST_SAME


def near_in_time(quote: Quote, other: Quote) -> bool:
    """Are both dated to the day, a few days apart at most? What has no day is one with nothing."""
    days = {Precision.DAY, Precision.MINUTE}
    if quote.date is None or other.date is None or not {quote.date_precision, other.date_precision} <= days:
        return False
    return abs(quote.date - other.date) <= APART


def candidates_for(quote: Quote) -> list[int]:
    """Return statements of the speaker around that day that share a rare word with this one, from the index."""
    terms = list(dict.fromkeys(query_terms(quote.text, stemmed=False)))
    if not terms or quote.date is None:
        return []
    # Long words are the rare ones: of one speaker and few days that tells as much as counting, and costs nothing.
    rare = sorted(terms, key=len, reverse=True)[:RARE]
    words: tuple[Node, ...] = tuple(Word(term) for term in rare)
    slug = quote.speaker.slug if quote.speaker else ""
    around = Dates(quote.date - APART, quote.date + APART, "")
    tree = And((Only("speaker", slug, exact=True), around, Or(words) if len(words) > 1 else words[0]))
    return [hit.row for hit in engine().search(Request(tree=tree, models=(MODEL,), size=BEST)).hits]


def pairs_of_printings(quotes: Sequence[Quote]) -> list[tuple[Quote, Quote]]:
    """Return the statements two by two, each pair in the order in which decisions are kept."""
    return list(combinations(sorted(quotes, key=lambda quote: quote.pk), 2))
