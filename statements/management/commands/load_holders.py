"""Load a table of who held which office, from when to when."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from statements.curation.holders import load_holders

from ..base import ArchiveCommand


class Command(ArchiveCommand):
    help = (
        "Load offices and their holders from a CSV file with the columns speaker, office, country, from, to. "
        "Country is a code of two letters (FR) or empty, days are YYYY-MM-DD, YYYY-MM or YYYY; an empty end is "
        "open. A line that stands already is left; a line that cannot be taken is listed and the rest goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Path(options["file"]).open(newline="", encoding="utf-8-sig") as file:
                loaded = load_holders(file)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from None
        for number, reason in loaded.refused:
            self.stderr.write(f"line {number}: {reason}")
        self.stdout.write(
            f"{loaded.added} tenures added, {loaded.known} known already, {len(loaded.refused)} refused; "
            f"{loaded.speakers} speakers are new."
        )
        if loaded.refused:
            raise SystemExit(1)
