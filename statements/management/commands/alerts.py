"""Send what readers have saved: matched, written and delivered."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from statements.alerts.delivery import send_waiting
from statements.alerts.installed import alerts_are_sent, signed
from statements.alerts.matching import SavedSearches
from statements.alerts.worker import prepare_mails, send_alerts

from ..base import ArchiveCommand


class Command(ArchiveCommand):
    help = (
        "Send the searches that readers have saved, until stopped; manage.py serve does it by itself. It may be "
        "killed at any moment, and several may run: no mail is lost. With --once: send what is due now, and end."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not alerts_are_sent():
            raise CommandError(
                "No searches are sent from here: set ONRECORD_MAIL, the mail server, and ONRECORD_ADDRESS, the "
                "address of the site."
            )
        try:
            signed(b"From: on-record@localhost\r\n\r\n")
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
        self.stopped = False
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        if not options["once"]:
            send_alerts(lambda: self.stopped)
            return
        matched, made = prepare_mails(SavedSearches(), lambda: self.stopped)
        done = send_waiting(lambda: self.stopped)
        counts = ", ".join(f"{count} {outcome.value}" for outcome, count in done.counts.items())
        self.stdout.write(f"{matched} statements matched, {made} digests made. Mails: {counts}.")
        if done.why:
            raise CommandError(f"{done.why[:1].upper()}{done.why[1:]}. What waits is kept.")

    def stop(self, *_: object) -> None:
        self.stopped = True
