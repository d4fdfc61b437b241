"""What is wrong with the machine and not with what it was given: a full disk, a folder that cannot be written, a
database that does not answer. Said in a sentence, with what to do; nobody is helped by where in the program it was."""

import errno
import logging
import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
OF_THE_MACHINE = {*FULL, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
QUIET = 60.0  # seconds for which the log does not say the same again

# What SQLite and PostgreSQL say, and what that means. The first that fits counts.
SAID: tuple[tuple[tuple[str, ...], str], ...] = (
    (("disk is full", "no space left"), "There is no room on the disk of {place}. Make room, and go on."),
    (
        ("readonly database", "read-only", "unable to open database file", "permission denied"),
        "The database in {place} cannot be written. Look at who owns the folder, and at what it is mounted as.",
    ),
    (
        ("disk i/o error",),
        "The disk of {place} does not take or give what is asked of it: it is full, or failing.",
    ),
    (
        ("malformed", "not a database", "corrupt", "file is encrypted"),
        "The database in {place} is damaged. Put a backup back: manage.py restore FILE.",
    ),
    (
        ("database is locked", "database table is locked", "lock timeout", "deadlock"),
        "Another process has been writing to the database for too long. Try again when it is done.",
    ),
    (
        ("statement timeout",),
        "The database took longer over a question than ONRECORD_STATEMENT_SECONDS allows. Ask for less at once, or later.",
    ),
    (
        ("no such table", "does not exist"),
        "The database has not been set up for this version: manage.py migrate.",
    ),
)
NO_ANSWER = "The database does not answer. Is it running, and is DATABASE_URL right?"


def machine_fault(error: BaseException | None) -> str | None:
    """Return in a sentence what is wrong with the machine; None where it is something else that is wrong."""
    if isinstance(error, DatabaseError | InterfaceError):
        said = str(error).lower()
        for signs, sentence in SAID:
            if any(sign in said for sign in signs):
                return sentence.format(place=place_of_database())
        outside = connection.vendor != "sqlite" and isinstance(error, OperationalError | InterfaceError)
        return NO_ANSWER if outside else None
    if isinstance(error, OSError) and (error.errno in OF_THE_MACHINE or is_ours(error)):
        place = error.filename or settings.DATA
        if error.errno in FULL:
            return f"There is no room on the disk of {place}. Make room, and go on."
        return f"{place}: {error.strerror or error}."
    return None


def is_ours(error: OSError) -> bool:
    """Is it about a file of the data folder, which nobody but the archive is to open?"""
    return isinstance(error, PermissionError) and str(error.filename or "").startswith(str(settings.DATA))


def place_of_database() -> str:
    found = settings.DATABASES["default"]
    return str(found["NAME"]) if connection.vendor == "sqlite" else "PostgreSQL"


class OneLine(logging.Filter):
    """Says trouble of the machine in one line, and the same no more than once a minute.

    Of any other error one line is written each time, and where in the program it was once a minute: a file that is
    damaged is met by every reader.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[Any, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        error: Any = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if error is None:
            return True
        told = machine_fault(error)
        if told is None:
            if self.is_known((record.name, record.msg, type(error), innermost(error))):
                cut_to_a_line(record, f"{record.getMessage()}: as above", error)
            return True
        if self.is_known(told):
            return False
        cut_to_a_line(record, told, error)
        return True

    def is_known(self, what: Any) -> bool:
        """Was it said in the last minute? If not, it is now."""
        now = time.monotonic()
        if now - self.said.get(what, -QUIET) < QUIET:
            return True
        self.said = {one: then for one, then in self.said.items() if now - then < QUIET}
        self.said[what] = now
        return False


def innermost(error: BaseException) -> tuple[str, int]:
    """Return the file and the line in which an error was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace is not None else ("", 0)


def cut_to_a_line(record: logging.LogRecord, told: str, error: BaseException) -> None:
    said = f"{type(error).__name__}: {error}".splitlines()[0]
    record.msg, record.args = "%s (%s)", (told, said)
    record.exc_info = record.exc_text = None
