"""Every act of an editor: each in one transaction, each one line of the log, each undoable.

The one door: the desk, the admin site and lists that come back act through these functions and carry no
rules of their own. An act that would break a promise of the archive is `Refused`, in a sentence.
"""

from statements.history.decided import undone

from .corrections import Correction, changes_of_line, take_corrections
from .many import change_many
from .merges import decide_merge, join_group, keep_group_apart, merge, split_speaker, what_moves
from .refusals import Overtaken, Refused, check_row_version, row_version, row_versions
from .rows import (
    add_alias,
    answer_report,
    answer_reports,
    check_names,
    new_speaker,
    remove_alias,
    remove_tenure,
    save_names,
    save_row,
    save_tenure,
)
from .statements import add_quote, approve, judge, save_quote, withdraw
from .undoing import undo

__all__ = [
    "Correction",
    "Overtaken",
    "Refused",
    "add_alias",
    "add_quote",
    "answer_report",
    "answer_reports",
    "approve",
    "change_many",
    "changes_of_line",
    "check_names",
    "check_row_version",
    "decide_merge",
    "join_group",
    "judge",
    "keep_group_apart",
    "merge",
    "new_speaker",
    "remove_alias",
    "remove_tenure",
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
    "what_moves",
    "withdraw",
]
