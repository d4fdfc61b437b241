"""Every act of an editor: each in one transaction, each one line of the log, each undoable.

The one door: the desk, the admin site and lists that come back act through these functions and carry no
rules of their own. An act that would break a promise of the archive is `Refused`, in a sentence.
"""

from statements.history.decided import undone

from .copies import copies_made, note_copy
from .corrections import Correction, changes_of_line, take_corrections
from .erasing import erase, plan_erasure
from .many import change_many
from .merges import decide_merge, join_group, keep_group_apart, merge, split_speaker, what_moves
from .notes import leave_note
from .purging import purge
from .refusals import Overtaken, Refused, TooLate, check_row_version, row_version, row_versions
from .reports import answer_report, answer_reports, report_error
from .rows import (
    add_alias,
    check_names,
    new_speaker,
    remove_alias,
    remove_tenure,
    save_names,
    save_row,
    save_tenure,
)
from .second_looks import CONFIDENT, ONE_IN, as_read, judge_again, value_of_judgement
from .statements import add_quote, approve, decide_together, judge, save_quote, withdraw
from .undoing import undo
from .utterances import join_printings, part_printing

__all__ = [
    "CONFIDENT",
    "ONE_IN",
    "Correction",
    "Overtaken",
    "Refused",
    "TooLate",
    "add_alias",
    "add_quote",
    "answer_report",
    "answer_reports",
    "approve",
    "as_read",
    "change_many",
    "changes_of_line",
    "check_names",
    "check_row_version",
    "copies_made",
    "decide_merge",
    "decide_together",
    "erase",
    "join_group",
    "join_printings",
    "judge",
    "judge_again",
    "keep_group_apart",
    "leave_note",
    "merge",
    "new_speaker",
    "note_copy",
    "part_printing",
    "plan_erasure",
    "purge",
    "remove_alias",
    "remove_tenure",
    "report_error",
    "row_version",
    "row_versions",
    "save_names",
    "save_quote",
    "save_row",
    "save_tenure",
    "split_speaker",
    "take_corrections",
    "undo",
    "undone",
    "value_of_judgement",
    "what_moves",
    "withdraw",
]
