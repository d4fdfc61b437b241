"""Follow the feeds and sitemaps that are listed in the admin."""

import signal
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.utils import timezone

from statements.following.rounds import Round, follow_web, round_lock, run_round, something_to_do
from statements.following.settings import fetcher_of_settings
from statements.ingest.reading import readers
from statements.models import FollowedSource
from statements.network.addresses import parse_address, shown_address
from statements.network.faults import Unfetchable
from statements.network.fetching import Fetcher
from statements.search.maintenance import drain_or_say

from ..base import ArchiveCommand

PATIENCE = 150.0  # seconds that another follower's round is waited for


class Command(ArchiveCommand):
    help = (
        "Follow the feeds and sitemaps that are listed in the admin, under Followed sources, until stopped; "
        "manage.py serve does it by itself. With --once: ask those that are due, fetch some of what waits, and end. "
        "With addresses: ask these once, due or not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="of a source that is listed")
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopped = False
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        try:
            fetcher = fetcher_of_settings()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
        if options["once"] or options["addresses"]:
            self.once(fetcher, [source_at(told, fetcher) for told in options["addresses"]])
        else:
            follow_web(fetcher, lambda: self.stopped)

    def stop(self, *_: object) -> None:
        self.stopped = True

    def once(self, fetcher: Fetcher, only: Sequence[FollowedSource]) -> None:
        with round_lock(PATIENCE) as mine, readers() as reading:
            if mine is None:
                raise CommandError("Another follower is at work and does this: manage.py serve runs one.")
            done = run_round(fetcher, reading, only=only, stopped=mine.ended(lambda: self.stopped))
        drain_or_say(self.stderr.write, wait=False)
        self.tell(done, only)

    def tell(self, done: Round, only: Sequence[FollowedSource]) -> None:
        for source in only:
            source.refresh_from_db()
            self.stdout.write(f"{shown_address(source.address)}: {source.last_result}")
        self.stdout.write(
            f"{done.sources} sources asked, {done.failed_sources} of them in vain. {done.counts['new']} articles new, "
            f"{done.counts['unchanged']} unchanged, {done.counts['updated']} updated, {done.refused} pages refused, "
            f"{done.postponed} to be asked for again. {done.quotes} quotes in them."
        )
        if something_to_do(timezone.now()):
            self.stdout.write("More waits: the next round goes on.")
        if done.failed_sources:
            raise SystemExit(1)


def source_at(told: str, fetcher: Fetcher) -> FollowedSource:
    """Return the followed source of an address. Raise CommandError where there is none, or it is paused."""
    try:
        address = parse_address(told, fetcher.reach.ports).whole
    except Unfetchable as fault:
        raise CommandError(f"{shown_address(told)} is not followed: {fault}.") from None
    source = FollowedSource.objects.filter(address__in=(address, told)).first()
    if source is None:
        raise CommandError(
            f"{shown_address(told)} is not followed. List it in the admin, under Followed sources."
        )
    if source.paused:
        raise CommandError(f"{shown_address(told)} is paused in the admin.")
    return source
