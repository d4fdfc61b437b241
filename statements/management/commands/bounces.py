"""Read reports of mail that came back, and write to those mailboxes no more."""

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from statements.alerts.bounces import RESULTS, read_bounces

from ..base import ArchiveCommand


class Command(ArchiveCommand):
    help = (
        "Read reports of delivery (RFC 3464): a mail or an mbox in a file, or standard input as '-'. Readers whose "
        "mailbox takes nothing are written to no more. A report that does not hold a mail of ours is not believed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--trusted", action="store_true",
            help="believe these reports as to whom they are about: they come from our own mail server",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        counts: Counter[str] = Counter()
        for name in options["files"]:
            if name == "-":
                counts += read_bounces(sys.stdin.buffer, options["trusted"])
                continue
            try:
                with Path(name).open("rb") as file:
                    counts += read_bounces(file, options["trusted"])
            except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
                raise CommandError(f"{name} cannot be read: {error.strerror}.") from None
        told = ", ".join(f"{counts[result]} {result}" for result in RESULTS)
        self.stdout.write(f"{counts.total()} mails read: {told}.")
