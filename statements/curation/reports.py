"""Readers' reports of errors: a reader's act, and an editor's answer to it."""

from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from statements.history.log import act
from statements.history.own_words import CORRECTED, STANDS, WITHDRAWN, in_plain_english
from statements.models import ActName, Quote, Report, Revision

from .refusals import Refused

# What readers who reported a statement are told where an editor decides it.
ANSWERS: dict[ActName, Promise] = {
    ActName.APPROVE: STANDS,
    ActName.WITHDRAW: WITHDRAWN,
    ActName.EDIT: CORRECTED,
    ActName.RESTORE: CORRECTED,
}


def report_error(quote: Quote, fault: str, text: str, sender: str) -> Report:
    """Keep what a reader says is wrong with a statement; `sender` is a number that leads nobody back to them."""
    with act(ActName.REPORT, about=quote, label=f"statement {quote.uid}"):
        return Report.objects.create(
            quote=quote, uid=quote.uid, fault=fault, text=text.strip(), sender=sender
        )


def answer_report(report: Report, answer: str, editor: Any) -> None:
    if not answer.strip():
        raise Refused(_("An answer has words: readers see it."))
    if Report.objects.filter(pk=report.pk, state=Report.State.DONE).exists():
        raise Refused(_("Somebody has answered this report already."))
    with act(ActName.ANSWER, editor, about=report.quote, why=answer, label=f"report of {report.uid}"):
        close(report, answer)


def answer_reports(quote: Quote, answer: str, editor: Any, why: str = "") -> Revision | None:
    """Answer all open reports of a statement with the same words, as one act."""
    if not answer.strip():
        raise Refused(_("An answer has words: readers see it."))
    with act(ActName.ANSWER, editor, about=quote, why=why) as done:
        write_answers(quote, answer)
    return done.revision


def write_answers(quote: Quote, answer: str | Promise) -> None:
    """Answer the open reports of a statement as a part of the act that decides it; "" leaves them open."""
    if answer:
        for report in quote.reports.filter(state=Report.State.OPEN):
            close(report, in_plain_english(answer))


def close(report: Report, answer: str) -> None:
    report.answer, report.state, report.answered_at = answer.strip(), Report.State.DONE, timezone.now()
    report.save()
