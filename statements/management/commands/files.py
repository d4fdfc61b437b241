"""Make the files of results that are too large to wait for."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, close_old_connections, connection

from statements.leases import holding
from statements.pages.files import make_waiting_files
from statements.publishing.exports.waiting import files_to_make

from ..base import ArchiveCommand

NAME = "files"  # of the lease: one process of all machines makes them
PAUSE = 2.0  # seconds between two looks


class Command(ArchiveCommand):
    help = (
        "Make the files of results that readers asked for and that are too large to wait for. It may be stopped or "
        "killed at any moment: the next one makes anew what was not whole. `manage.py serve` runs one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--follow", action="store_true", help="go on until stopped, as serve does")

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            if options["follow"]:
                self.follow()
            with holding(NAME) as mine:
                if mine is None:
                    raise CommandError(
                        "Another process makes the files of this archive: manage.py serve runs one."
                    )
                self.stdout.write(f"{make_waiting_files()} files made.")
        except KeyboardInterrupt:
            return

    def follow(self) -> None:
        while True:
            close_old_connections()
            try:
                if files_to_make().exists():
                    with holding(NAME) as mine:
                        if mine is not None:
                            make_waiting_files()
            except DatabaseError as error:
                self.stderr.write(f"No file was made, the database says: {str(error).splitlines()[0]}")
                connection.close()
            time.sleep(PAUSE)
