"""Keep the search index true to the database."""

import logging
import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections

from statements.search.find import document_count
from statements.search.maintenance import rebuild
from statements.search.queue import drain, waiting

from ..progress import Progress

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Write what is waiting into the search index."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--follow", action="store_true", help="go on until stopped, once a second")
        parser.add_argument(
            "--rebuild", action="store_true", help="make the index anew beside the old one, then switch"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["follow"]:
            self.follow()
        elif options["rebuild"]:
            with Progress(self.stderr, "Rebuilding"):
                count = rebuild()
            self.stdout.write(f"The new index holds {count} documents and is in use.")
        else:
            done = drain()
            self.stdout.write(f"{done} rows indexed; the index holds {document_count()} documents.")

    def follow(self) -> None:
        stopped = False

        def stop(*_: object) -> None:
            nonlocal stopped
            stopped = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        while not stopped:
            try:
                close_old_connections()
                if waiting():
                    drain(wait=False)
            except Exception:
                # Whatever it was, the queue still holds the work: say it, wait, and try again.
                logger.exception("the queue could not be drained, trying again")
                connections.close_all()
                time.sleep(4)
            time.sleep(1)
