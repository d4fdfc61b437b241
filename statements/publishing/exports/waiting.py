"""Files that are made in the background: who asked for what, how far it is, and the file, which waits for a day.

What was asked for is a row; the file lies in the storage of exports, under a name that nobody guesses, and the row
names it when it is whole. What was being made when a process ended is made from its beginning by the next.
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import BinaryIO

from django.core.files.storage import Storage
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from statements.models import ActName, Erasure, RevisionRow, State, WaitingFile
from statements.models.waiting_files import KEPT
from statements.storages import exports_storage, names_in_folder, open_bytes, save_bytes

FOLDER = "files"
MOST_FILES = 20  # that wait or are made
MOST_OF_ONE_READER = 3
MOST_BYTES = 2_000_000_000  # of all of them
# The acts of people by which a row may go, and the rows of which files tell.
WITHDRAWING = (ActName.WITHDRAW, ActName.BULK, ActName.IMPORT, ActName.UNDO, ActName.EDIT)
WITHDRAWN_TABLES = ("quote", "article", "speaker", "event")


class TooManyFiles(Exception):
    """No further file is made now."""


class NoRoom(Exception):
    """A file got too large for what all of them may take."""


def waiting_files() -> QuerySet[WaitingFile]:
    """Return those that somebody may still fetch, those asked for first first."""
    return WaitingFile.objects.exclude(files_over())


def files_over() -> Q:
    """Return which are older than a day, or from before something was withdrawn or erased by order."""
    erased = Erasure.objects.order_by("-at").values_list("at", flat=True).first()
    old = Q(at__lt=timezone.now() - KEPT)
    for last in filter(None, (erased, last_withdrawal())):
        old |= Q(at__lt=last)
    return old


def last_withdrawal() -> datetime | None:
    """Return when a row was last withdrawn, by itself or with others, as far as a file of then may still wait."""
    rows = RevisionRow.objects.filter(
        revision__at__gte=timezone.now() - KEPT,
        revision__action__in=WITHDRAWING,
        table__in=WITHDRAWN_TABLES,
        after__state=State.REJECTED,
    )
    return rows.order_by("-revision").values_list("revision__at", flat=True).first()


def files_to_make() -> QuerySet[WaitingFile]:
    return waiting_files().filter(path="", fault="")


def waiting_file(token: str) -> WaitingFile | None:
    """Return the file at an address, or None."""
    return waiting_files().filter(token=token).first()


def ask_for_file(wish: WaitingFile) -> WaitingFile:
    """Note that a file is wanted. Raises TooManyFiles. The same wish of the same reader is the same file."""
    there = waiting_files()
    same = there.filter(asked=wish.asked, form=wish.form, reader=wish.reader, fault="").first()
    if same is not None:
        return same
    if there.count() >= MOST_FILES or there.filter(reader=wish.reader).count() >= MOST_OF_ONE_READER:
        raise TooManyFiles
    wish.token, wish.at = secrets.token_urlsafe(24), timezone.now()
    wish.save()
    return wish


def say_progress_of_file(one: WaitingFile, done: int, total: int) -> None:
    WaitingFile.objects.filter(pk=one.pk).update(done=done, total=total)


def make_file(one: WaitingFile, pieces: Iterable[bytes]) -> None:
    """Write a file; its row names it when it is whole. Raises NoRoom."""
    storage = exports_storage()
    for name in names_in_folder(storage, FOLDER)[1]:
        if name.startswith(one.token):  # begun by somebody who was ended, or overtaken
            storage.delete(f"{FOLDER}/{name}")
    path = f"{FOLDER}/{one.token}-{secrets.token_hex(4)}.{one.form}"
    room = MOST_BYTES - size_of_files()
    one.size = save_bytes(storage, path, as_far_as_fits(room, pieces)).size
    one.path = path
    if not WaitingFile.objects.filter(pk=one.pk).update(path=path, size=one.size):
        storage.delete(path)  # it was put away meanwhile


def size_of_files() -> int:
    return int(WaitingFile.objects.aggregate(bytes=Sum("size", default=0))["bytes"])


def as_far_as_fits(room: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise NoRoom
        yield piece


def open_waiting_file(one: WaitingFile) -> BinaryIO | None:
    """Open a file that was made; None where it is no longer there."""
    try:
        return open_bytes(exports_storage(), one.path)
    except OSError:
        return None


def say_fault_of_file(one: WaitingFile, sentence: str) -> None:
    WaitingFile.objects.filter(pk=one.pk).update(fault=sentence)


def forget_files() -> int:
    """Remove what waited for a day, and what was begun and is named by no row; return how many files that were."""
    gone = list(WaitingFile.objects.filter(files_over()))
    storage = exports_storage()
    for one in gone:
        if one.path:
            storage.delete(one.path)
        one.delete()
    forget_unnamed(storage)
    return len(gone)


def forget_unnamed(storage: Storage) -> None:
    folders, names = names_in_folder(storage, FOLDER)
    # An earlier version had a folder for each file.
    paths = [
        f"{name}/{inside}" for name in folders for inside in names_in_folder(storage, f"{FOLDER}/{name}")[1]
    ]
    named = set(WaitingFile.objects.values_list("path", flat=True))
    day_ago = timezone.now() - timedelta(days=1)
    for path in (f"{FOLDER}/{name}" for name in (*names, *paths)):
        if path not in named and storage.get_modified_time(path) < day_ago:
            storage.delete(path)
    for name in folders:
        if not any(names_in_folder(storage, f"{FOLDER}/{name}")):
            storage.delete(f"{FOLDER}/{name}")
