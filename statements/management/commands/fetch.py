"""Fetch addresses and read what they hold into the archive."""

import math
from argparse import ArgumentParser
from collections import Counter
from datetime import timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.utils import timezone

from statements.following.rounds import taken_of
from statements.following.settings import fetcher_of_settings
from statements.following.taking import Taken
from statements.ingest.reading import readers
from statements.models import WebAddress
from statements.network.addresses import parse_address, shown_address
from statements.network.faults import Unfetchable
from statements.network.fetching import Fetcher
from statements.search.maintenance import drain_or_say
from statements.sources.base import Given, Unreadable, check_given

from ..base import ArchiveCommand
from ..counted import sentence_of_counts, sentence_so_far
from ..progress import Progress

AT_WORK = timedelta(minutes=15)  # for which a follower leaves these addresses to this command
PATIENCE = 120.0  # seconds that a host is waited for


class Command(ArchiveCommand):
    help = (
        "Fetch addresses and read what they hold into the archive: pages, PDF, feeds with their full text, and "
        "all else that ingest reads. Sites are asked as their robots.txt wants it, one page at a time. What did not "
        "change since it was fetched is not fetched again. What could not be had is listed and the rest goes on; "
        "the exit code is then 1."
    )

    unreadable: list[tuple[str, str]] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.counts: Counter[str] = Counter()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="+", metavar="URL")
        parser.add_argument("--outlet", default="", help="the outlet that published these articles")
        parser.add_argument(
            "--again", action="store_true", help="fetch also what the server says did not change"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        outlet = options["outlet"]
        try:
            check_given(Given(outlet=outlet))
            fetcher = fetcher_of_settings()
        except (Unreadable, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from None
        unreadable = self.unreadable = []
        rows = self.rows_of(options["addresses"], fetcher, outlet, options["again"], unreadable)
        counts = self.counts
        quotes = 0
        with Progress(self.stderr, "Fetching", len(rows)) as progress, readers() as reading:
            for taken in taken_of(fetcher, reading, rows, seconds=math.inf, patience=PATIENCE):
                counts.update(taken.counts)
                quotes += taken.quotes
                unreadable += [(taken.row.address, told(taken, fault)) for fault in taken.faults]
                self.tell_way(taken.row)
                progress.step()
        with Progress(self.stderr, "Indexing") as progress:
            drain_or_say(self.stderr.write)
        for address, reason in unreadable:
            self.stderr.write(f"not read: {shown_address(address)}: {reason}")
        self.stdout.write(sentence_of_counts(counts, len(unreadable), quotes))
        if unreadable:
            raise SystemExit(1)

    def so_far(self) -> str:
        return sentence_so_far(self.counts, len(self.unreadable))

    def rows_of(
        self, told: list[str], fetcher: Fetcher, outlet: str, again: bool, unreadable: list[tuple[str, str]]
    ) -> list[WebAddress]:
        """Return a row for each address; list those that are none."""
        now = timezone.now()
        rows: dict[str, WebAddress] = {}
        for one in told:
            try:
                address = parse_address(one, fetcher.reach.ports).whole
            except Unfetchable as fault:
                unreadable.append((one, str(fault)))
                continue
            row, _ = WebAddress.objects.get_or_create(address=address, defaults={"listed_at": now})
            if again or (outlet and outlet != row.outlet_told):
                row.etag = row.last_modified = ""
            row.kind, row.outlet_told = WebAddress.Kind.PAGE, outlet or row.outlet_told
            row.state, row.tries, row.not_before = WebAddress.State.WAITING, 0, now + AT_WORK
            row.save()
            rows[address] = row
        return list(rows.values())

    def tell_way(self, row: WebAddress) -> None:
        if row.redirects:
            self.stderr.write(f"{shown_address(row.address)} leads to {shown_address(row.final)}")


def told(taken: Taken, fault: str) -> str:
    return f"{fault}. It is asked for again by manage.py follow" if taken.passing else fault
