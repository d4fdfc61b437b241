"""An editor's word on which statements are one utterance: it binds, whatever is read later."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statements.history.log import act
from statements.identity.utterances import pairs_of_printings
from statements.models import ActName, Quote, UtteranceDecision

from .refusals import Refused


def join_printings(quotes: Sequence[Quote], editor: Any, why: str = "") -> None:
    """Say that statements are one utterance. Raise Refused for those of two speakers, or of one article."""
    if len({quote.speaker_id for quote in quotes}) != 1 or quotes[0].speaker_id is None:
        raise Refused(_("Statements of two speakers, or of nobody, are never one utterance."))
    if len({quote.article_id for quote in quotes}) != len(quotes) or len(quotes) < 2:
        raise Refused(_("Choose statements of two articles or more: an article prints an utterance once."))
    decide_pairs(pairs_of_printings(quotes), True, ActName.JOIN_PRINTINGS, quotes[0], editor, why)


def part_printing(quote: Quote, editor: Any, why: str = "") -> None:
    """Say that a statement is another utterance than those that it was joined with."""
    others = (
        list(Quote.objects.filter(utterance=quote.utterance_id).exclude(pk=quote.pk))
        if quote.utterance_id
        else []
    )
    if not others:
        raise Refused(_("This statement is joined with no other."))
    pairs = [pair for other in others for pair in pairs_of_printings([quote, other])]
    decide_pairs(pairs, False, ActName.PART_PRINTINGS, quote, editor, why)


def decide_pairs(
    pairs: Sequence[tuple[Quote, Quote]], same: bool, name: ActName, about: Quote, editor: Any, why: str
) -> None:
    with transaction.atomic(), act(name, editor, about=about, why=why):
        for first, second in pairs:
            known = UtteranceDecision.objects.filter(first=first, second=second).first()
            decision = known or UtteranceDecision(first=first, second=second)
            decision.same = same
            decision.save()
