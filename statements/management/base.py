"""What the commands of an archive have in common: trouble of the machine is a sentence, and the exit code is 1."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from statements.trouble import machine_fault


class ArchiveCommand(BaseCommand):
    """A command that asks the database or the disk. `so_far` tells what it had done when it had to end."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (DatabaseError, InterfaceError, OSError) as error:
            told = machine_fault(error)
            if told is None:
                raise
            done = self.so_far()
            raise CommandError(f"{told} {done}".strip()) from None

    def so_far(self) -> str:
        return ""
