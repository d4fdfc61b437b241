"""Keep a copy of the whole archive in one file, while the site runs."""

from argparse import ArgumentParser
from typing import Any

from statements.operations.backup import make_backup

from ..keeping import KeepingCommand


class Command(KeepingCommand):
    help = (
        "Write a backup of the archive into FILE, a tar compressed with gzip, while others read and write: the "
        "database as of one moment, uploads, and a manifest with the SHA-256 of each. FILE is readable by its "
        "owner alone, for it holds the accounts. Take it in elsewhere with manage.py restore."
    )
    unchanged = "The archive and any older backup are as they were."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--with-keys", action="store_true", help="put the secret key in as well")
        parser.add_argument("--replace", action="store_true", help="take the place of a file of that name")

    def carry_out(self, **options: Any) -> None:
        manifest = make_backup(
            options["file"], self.step, keys=options["with_keys"], replace=options["replace"]
        )
        self.tell(manifest)
