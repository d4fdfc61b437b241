"""Make an archive of a backup."""

from argparse import ArgumentParser
from typing import Any

from statements.operations.backup import restore_backup
from statements.operations.settling import place_of_archive

from ..keeping import KeepingCommand, add_jobs_option


class Command(KeepingCommand):
    help = (
        "Make an archive of a backup, in the data folder of ONRECORD_DATA and the database of DATABASE_URL: "
        "verify FILE, put database and uploads in their places, migrate, check every row count and source, make "
        "the index, and say what is missing. A backup of SQLite goes into SQLite, one of PostgreSQL into "
        "PostgreSQL; manage.py dump and load move between the two."
    )
    unchanged = "Unless it said that the database is brought up to date, nothing was changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--replace", action="store_true", help="give up the archive that is there, with its uploads"
        )
        add_jobs_option(parser)

    def carry_out(self, **options: Any) -> None:
        restored = restore_backup(
            options["file"], self.step, replace=options["replace"], jobs=options["jobs"]
        )
        self.tell_restored(restored, place_of_archive())
