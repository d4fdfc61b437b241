"""What the commands that keep an archive have in common: how they tell what they do, and how they end."""

import errno
import os
import signal
import sqlite3
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from statements.curation import note_copy
from statements.operations.container import MEGABYTE, Told, megabytes_of, open_package
from statements.operations.manifest import Manifest, OperationRefused
from statements.operations.settling import Restored

from .progress import Progress

NAMED = 10  # faults that are listed


class KeepingCommand(BaseCommand):
    """A command about a file that keeps an archive. Every fault is a sentence, and leaves nothing half-done."""

    unchanged = ""  # what is so when it was stopped or failed

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=lambda name: Path(name).expanduser().absolute())
        parser.add_argument(
            "--check", action="store_true", help="read FILE through, say whether it is whole, and end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        old = signal.signal(signal.SIGTERM, stop)
        try:
            if options["check"]:
                self.check_file(options["file"])
            else:
                self.carry_out(**options)
        except OperationRefused as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {self.unchanged}") from None
        except (OSError, sqlite3.Error, DatabaseError) as error:
            raise CommandError(f"{self.reason(error, options['file'])} {self.unchanged}") from error
        finally:
            signal.signal(signal.SIGTERM, old)

    def carry_out(self, **options: Any) -> None:
        raise NotImplementedError

    def check_file(self, file: Path) -> None:
        self.tell(self.checked(file))

    @staticmethod
    def reason(error: Exception, file: Path) -> str:
        number = getattr(error, "errno", None)
        if number in {errno.ENOSPC, errno.EDQUOT} or "disk is full" in str(error):
            return f"There is no room on the disk of {getattr(error, 'filename', None) or file.parent}."
        if number == errno.EFBIG:
            return f"The disk of {file.parent} does not take so large a file."
        if isinstance(error, OSError):
            return f"{error.filename or file}: {error.strerror or error}."
        return f"The database says: {str(error).strip().splitlines()[0]}."

    def checked(self, file: Path) -> Manifest:
        with open_package(file) as package, self.step("Checking", "MB") as report:
            package.unpack(None, report)
            return package.manifest

    @contextmanager
    def step(self, name: str, unit: str) -> Iterator[Told]:
        """Tell how far a step is, on a terminal as a bar. Bytes are told in megabytes."""
        share = MEGABYTE if unit == "MB" else 1
        with Progress(self.stderr, name, unit=unit) as progress:
            yield lambda done, total: progress.reach(done // share, -(-total // share))

    def tell(self, manifest: Manifest) -> None:
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(
            f"A {manifest.kind} of {manifest.made_at}, by On Record {manifest.program} on {manifest.engine}: {rows} rows "
            f"in {len(manifest.tables)} tables, {len(manifest.members)} files of {megabytes_of(manifest.size)} MB, "
            "each as it was written."
        )
        self.stdout.write(f"Not in it: {'; '.join(manifest.left_out)}.")

    def tell_restored(self, restored: Restored, place: str) -> None:
        """Say what came of it; raises CommandError if something is wrong."""
        for note in restored.notes:
            self.stdout.write(note)
        for fault in restored.wrong[:NAMED]:
            self.stderr.write(f"wrong: {fault}")
        if len(restored.wrong) > NAMED:
            self.stderr.write(f"and {len(restored.wrong) - NAMED} more")
        rows = sum(table.rows for table in restored.manifest.tables.values())
        self.stdout.write(
            f"{rows} rows of {restored.manifest.made_at} are in {place}; the index holds {restored.documents} documents."
        )
        if restored.wrong:
            raise CommandError("They are there, but not all of it is right: see above.")
        self.stdout.write(
            "Row counts, the bytes of every source and the log were checked: all is as it was kept."
        )


class MakingCommand(KeepingCommand):
    """A command that writes such a file."""

    make: Callable[..., Manifest]

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--with-keys", action="store_true", help="put the secret key in as well")
        parser.add_argument("--replace", action="store_true", help="take the place of a file of that name")

    def carry_out(self, **options: Any) -> None:
        make = type(self).make
        self.tell(make(options["file"], self.step, keys=options["with_keys"], replace=options["replace"]))
        note_copy(options["file"])


def add_jobs_option(parser: ArgumentParser) -> None:
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that make the index")


def stop(*_: object) -> None:
    raise KeyboardInterrupt
