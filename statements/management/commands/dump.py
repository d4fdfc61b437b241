"""Write the whole archive as rows, to be taken into another database."""

from argparse import ArgumentParser
from typing import Any

from statements.operations.dump import make_dump

from ..keeping import KeepingCommand


class Command(KeepingCommand):
    help = (
        "Write the whole archive into FILE, log, decisions and accounts included, as of one moment: a tar "
        "compressed with gzip, with JSON Lines for each table. It is the same whichever database it comes from, "
        "and manage.py load takes it into SQLite or PostgreSQL. FILE is readable by its owner alone."
    )
    unchanged = "The archive and any older dump are as they were."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--with-keys", action="store_true", help="put the secret key in as well")
        parser.add_argument("--replace", action="store_true", help="take the place of a file of that name")

    def carry_out(self, **options: Any) -> None:
        manifest = make_dump(
            options["file"], self.step, keys=options["with_keys"], replace=options["replace"]
        )
        self.tell(manifest)
