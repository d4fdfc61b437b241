"""A statement judged by two editors apart, so that it is known how far they agree.

One in so many of what is read with confidence is drawn, by its number: whoever decides one gives the first
judgement, and another editor, who does not see it, is asked for a second. That changes nothing of the statement;
where the two differ it waits for an editor, whose decision settles it.
"""

from copy import copy
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statements.history.log import act
from statements.models import (
    READINGS,
    ActName,
    Judgement,
    Quote,
    Revision,
    RevisionRow,
    Speaker,
    State,
)

from .refusals import Refused, TooLate
from .rows import keep_new_speaker

CONFIDENT = 0.85
ONE_IN = 20  # statements that are drawn: enough to see a change within a month of an editor's work


def is_drawn(quote: Quote) -> bool:
    """Is a statement one of those that two editors judge?"""
    return quote.confidence >= CONFIDENT and quote.pk % ONE_IN == 0


def note_judgement(quote: Quote, before: Quote, editor: Any) -> None:
    """Keep what an editor's act says of a statement: the first judgement of one that was drawn, or what settles two."""
    two = Judgement.objects.filter(quote=quote)
    if two.exists():
        two.filter(settled=False, quote__judgements__blind=True).update(settled=True)
    elif before.state == State.EXTRACTED and is_drawn(quote) and getattr(editor, "pk", None):
        answer, speaker = answer_in(quote)
        Judgement.objects.create(quote=quote, editor=editor, answer=answer, speaker=speaker)


def answer_in(quote: Quote) -> tuple[Judgement.Answer, Speaker | None]:
    """Return what a decided statement says: whose words, nobody's, or no statement."""
    if quote.state == State.REJECTED:
        return Judgement.Answer.NO_STATEMENT, None
    return (Judgement.Answer.SPEAKER, quote.speaker) if quote.speaker else (Judgement.Answer.NOBODY, None)


def as_read(quote: Quote) -> Quote:
    """Return a copy of a statement as it stood before any person's act: what a second editor is shown."""
    seen = copy(quote)
    lines = RevisionRow.objects.filter(table="quote", row=quote.pk).exclude(revision__action__in=READINGS)
    values: dict[str, Any] = {}
    for line in lines.order_by("-revision_id"):
        values |= line.before or {}
    for name in ("speaker_id", "kind", "segments", "text", "addressee", "venue", "role", "state", "relayed_by_id"):  # fmt: skip
        if name in values:
            setattr(seen, name, values[name])
    if "segments" in values:
        seen.place_words(seen.source_text)
    return seen


def judge_again(
    quote: Quote, editor: Any, answer: str, speaker: Speaker | None, why: str = ""
) -> Revision | None:
    """Keep a second editor's judgement, which leaves the statement as it is. Raise Refused where none is asked of them."""
    if answer not in Judgement.Answer.values:
        raise Refused(_("Choose who said it."))
    with transaction.atomic():
        first = Judgement.objects.select_for_update(of=("self",)).filter(quote=quote)
        if first.filter(editor=editor.pk).exists():
            raise Refused(_("You have judged this one already."))
        judged = first.count()
        if judged > 1:
            raise TooLate(
                _("Somebody else took the second look at this statement while you had it before you.")
            )
        if not judged:
            raise Refused(_("No second look is asked for at this statement."))
        with act(ActName.SECOND_LOOK, editor, about=quote, why=why) as done:
            if speaker is not None and speaker.pk is None:
                shown = copy(quote)
                shown.speaker = speaker
                keep_new_speaker(shown)
            chosen = speaker if answer == Judgement.Answer.SPEAKER else None
            second = Judgement.objects.create(
                quote=quote, editor=editor, answer=answer, speaker=chosen, blind=True
            )
            if all(same_answer(second, one) for one in first.select_related("speaker")):
                Judgement.objects.filter(quote=quote).update(settled=True)
    return done.revision


def same_answer(one: Judgement, other: Judgement) -> bool:
    return value_of_judgement(one) == value_of_judgement(other)


def value_of_judgement(judgement: Judgement) -> str:
    """Return what a judgement says as a value to compare: two speakers merged since are one."""
    if judgement.speaker is None:
        return judgement.answer
    return f"#{judgement.speaker.merged_into_id or judgement.speaker.pk}"
