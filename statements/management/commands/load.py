"""Take a dump of an archive into an empty one, on SQLite or PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from statements.operations.dump import load_dump
from statements.operations.settling import place_of_archive

from ..keeping import KeepingCommand, add_jobs_option


class Command(KeepingCommand):
    help = (
        "Take a dump into the empty archive of ONRECORD_DATA and DATABASE_URL: verify FILE, make the tables, write "
        "all rows with their numbers in one transaction, read them back and compare the bytes, migrate, check, "
        "make the index, and say what is missing."
    )
    unchanged = "Unless it said that the database is brought up to date, no row was written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_jobs_option(parser)

    def carry_out(self, **options: Any) -> None:
        restored = load_dump(options["file"], self.step, jobs=options["jobs"])
        self.tell_restored(restored, place_of_archive())
