"""Find which statements are one utterance, printed by several articles."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statements.identity.utterances import due_count, make_due, place_due
from statements.models import Quote
from statements.search.engines.base import Unavailable, Unreachable
from statements.search.maintenance import drain_or_say, waits

from ..progress import Progress

PATIENCE = 60.0  # seconds for which another process may look


class Command(BaseCommand):
    help = (
        "Find which statements are one utterance, printed by several articles. The indexer does so by itself for "
        "what comes in; this does it for what is held, and goes on where it was stopped. What editors joined and "
        "parted stays so."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that were looked at before")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            make_due(Quote.objects.order_by("pk").values_list("pk", flat=True))
        drain_or_say(self.stderr.write)
        try:
            with Progress(self.stderr, "Comparing", due_count(), unit="statement") as progress:
                done = place_due(progress=progress.step, wait=PATIENCE)
        except Unreachable as error:
            raise CommandError(waits(error)) from error
        except Unavailable as error:
            raise CommandError(f"{error}. Make the index anew: manage.py index --rebuild") from error
        printed = Quote.objects.public().exclude(utterance=None)
        many = printed.values("utterance").distinct().count()
        self.stdout.write(
            f"{done} statements looked at. {many} utterances are printed more than once, {printed.count()} times in all."
        )
