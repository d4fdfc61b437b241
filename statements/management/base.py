"""What the commands of an archive have in common: trouble of the machine is a sentence, and the exit code is 1."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from statements.trouble import machine_fault

# Rows by the thousand are made and dropped again, hardly any in a ring: looking for rings at every 700 new objects, as
# Python does else, takes a tenth of the time of ingest and index. These bounds cost some megabytes.
COLLECTED = (50_000, 20, 100)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let the collector of rings look seldom meanwhile, and never at what is there already."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTED)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


class ArchiveCommand(BaseCommand):
    """A command that asks the database or the disk. `so_far` tells what it had done when it had to end."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            with seldom_collected():
                return super().execute(*args, **options)
        except (DatabaseError, InterfaceError, OSError) as error:
            told = machine_fault(error)
            if told is None:
                raise
            done = self.so_far()
            raise CommandError(f"{told} {done}".strip()) from None

    def so_far(self) -> str:
        return ""
