"""Take in what was given at the desk: the worker behind its intake page."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from statements.intake.taking import take_in_all
from statements.intake.worker import only_worker, work_on
from statements.search.maintenance import drain_or_say

from ..base import ArchiveCommand


class Command(ArchiveCommand):
    help = (
        "Take in the loads that were given at the desk, until stopped. It may be stopped or killed at any "
        "moment: the next one goes on there, and doubles nothing. `manage.py serve` runs one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="take in what waits now, index it, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = False

        def stop(*_: object) -> None:
            nonlocal stopped
            stopped = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        with only_worker() as mine:
            if mine is None:
                raise CommandError("Another worker takes in what waits here: manage.py serve runs one.")
            if options["once"]:
                done = take_in_all(lambda: stopped, mine.holder)
                drain_or_say(self.stderr.write, wait=False)
                self.stdout.write(f"{done} read.")
            else:
                work_on(mine, lambda: stopped)
