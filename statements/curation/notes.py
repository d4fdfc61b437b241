"""What editors leave for each other at a statement: a note, or the statement itself to decide."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statements.history.log import act
from statements.models import ActName, DeskNote, Quote, Revision

from .checks import check_row
from .refusals import Refused


def leave_note(quote: Quote, editor: Any, text: str, to: Any = None) -> Revision | None:
    """Leave a note at a statement; with `to`, the statement waits for that editor first. Raise Refused for an empty one."""
    text = text.strip()[:500]
    if not text and to is None:
        raise Refused(_("Write the note, or choose who is to decide."))
    if to is not None and not (to.is_active and to.is_staff and to.has_perm("statements.judge_quote")):
        raise Refused(_("%(name)s cannot judge statements.") % {"name": to})
    note = DeskNote(quote=quote, author=editor, to=to, text=text)
    check_row(note, None)
    with (
        transaction.atomic(),
        act(ActName.ASSIGN if to else ActName.NOTE, editor, about=quote, why=text) as done,
    ):
        note.save()
    return done.revision


def close_notes(quote: Quote) -> None:
    """Close what was left at a statement, as a part of the act that decides it."""
    DeskNote.objects.filter(quote=quote, done=False).update(done=True)
