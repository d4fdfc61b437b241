"""Take in what was given at the desk: the worker behind its intake page."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statements.intake.taking import take_in_all
from statements.intake.worker import only_worker, work_on
from statements.search.maintenance import drain


class Command(BaseCommand):
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
        with only_worker() as alone:
            if not alone:
                raise CommandError("Another worker takes in what waits here: manage.py serve runs one.")
            if options["once"]:
                done = take_in_all(lambda: stopped)
                drain(wait=False)
                self.stdout.write(f"{done} read.")
            else:
                work_on(lambda: stopped)
