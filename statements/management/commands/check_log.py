"""Prove that the log is as it was written."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statements.history.chain import prove


class Command(BaseCommand):
    help = (
        "Work out the digests of all lines of the log again, and say whether each is as it was written, with none left "
        "out or put between; exit code 1 if not. Keep the last link elsewhere: --holds LINK proves later that all up "
        "to it is the same still."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--holds", default="", metavar="LINK", help="a link that was the last once")

    def handle(self, *args: Any, **options: Any) -> None:
        proof = prove(options["holds"])
        if proof.broken:
            raise CommandError(f"The log is not whole: {proof.broken}.")
        if not proof.holds:
            raise CommandError(
                "The log is a whole one, but not the one that had this link: lines at its end are missing."
            )
        self.stdout.write(
            f"The log is whole: {proof.lines} acts on {proof.rows} rows, {proof.erased} entries of them emptied by order. "
            f"The last link is {proof.last}."
        )
