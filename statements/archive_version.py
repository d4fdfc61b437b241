"""Which state of the archive is this? Every change of what pages show notes itself in the table `Change`."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Max
from django.db.models.signals import m2m_changed, post_delete, post_save

from .models import (
    Alias,
    Article,
    Change,
    Event,
    EventMention,
    Outlet,
    Quote,
    Report,
    Revision,
    Speaker,
    rows_changed,
)
from .transactions import once

REMEMBERED = 500  # rows of the table `Change` that are kept
SHOWN = (Quote, Article, Speaker, Alias, Event, EventMention, Outlet, Revision)


@dataclass(frozen=True, slots=True)
class ArchiveVersion:
    """A state of the archive. `at` is when it last changed, None if it never did."""

    newest: int
    oldest: int  # with it, forgetting old changes never makes two states look alike
    noted: int
    at: datetime | None = None


def archive_version() -> ArchiveVersion:
    with (
        connection.cursor() as cursor
    ):  # every page asks: the ORM would take ten times as long as the database
        cursor.execute("SELECT MAX(id), MIN(id), COUNT(*), MAX(at) FROM statements_change")
        newest, oldest, noted, at = cursor.fetchone()
    if isinstance(at, str):  # SQLite has no times
        at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return ArchiveVersion(newest or 0, oldest or 0, noted, at)


def forget_old_changes() -> None:
    """Keep the table `Change` short: the newest and their number are all that is asked of it."""
    newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
    Change.objects.filter(pk__lte=newest - REMEMBERED).delete()


def note_change(sender: Any = None, **_: Any) -> None:
    """Say that what pages show has changed: a signal receiver. An act with many changes is one."""
    once(add_change, [None])


def add_change(_: list[None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO statements_change DEFAULT VALUES")


def answer_given(sender: Any, instance: Report, **_: Any) -> None:
    if instance.answer:  # a report alone shows nowhere
        note_change()


def note_changes_of_rows() -> None:
    """Connect what tells of changes: called once, when the app is ready."""
    post_save.connect(answer_given, sender=Report, dispatch_uid="change of answer")
    for model in SHOWN:
        name = model._meta.model_name
        for signal in (post_save, post_delete, rows_changed):
            signal.connect(note_change, sender=model, dispatch_uid=f"change of {name} {id(signal)}")
    through = Quote.events.through
    m2m_changed.connect(note_change, sender=through, dispatch_uid="change of events of quotes")
