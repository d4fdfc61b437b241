"""Keep the search index true to the database."""

import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from statements import curation
from statements.identity.utterances import place_due
from statements.search.engines import engine
from statements.search.engines.base import Damaged, Incomplete, Unavailable, Unreachable
from statements.search.maintenance import check, drain, follow, rebuild, repair, waits
from statements.search.queue import set_aside, waiting
from statements.sequence import number_changes

from ..base import ArchiveCommand
from ..progress import Progress

AT_A_TIME = 2.0  # seconds for which statements are compared before the queue is looked at again
PATIENCE = 60.0  # seconds for which another process may compare them
NAMED = 10  # rows named of each kind of difference


class Command(ArchiveCommand):
    help = (
        "Write what is waiting into the search index, once. A change is never lost: it stays in the "
        "queue until the index holds it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--follow", action="store_true", help="go on until stopped")
        which.add_argument(
            "--rebuild",
            action="store_true",
            help="make the index anew beside the one in use, then switch; stopped half-way, nothing changes",
        )
        which.add_argument(
            "--check",
            action="store_true",
            help="compare index and database, document by document; exit code 1 if they differ",
        )
        parser.add_argument("--repair", action="store_true", help="with --check: write anew what differs")
        parser.add_argument(
            "--jobs",
            type=int,
            default=os.cpu_count() or 1,
            help="processes of a rebuild (default: all cores)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"] and not options["check"]:
            raise CommandError("--repair goes with --check.")
        try:
            if options["follow"]:
                self.follow()
            elif options["rebuild"]:
                self.rebuild(options["jobs"])
            elif options["check"]:
                self.compare(options["repair"], options["jobs"])
            else:
                done = drain(again=True)
                place_due(wait=PATIENCE)
                drain()  # statements that were found to be one
                number_changes()
                self.tell_faults({(t.table, t.row): t.fault for t in set_aside()})
                self.stdout.write(
                    f"{done} rows indexed; the index holds {engine().document_count()} documents."
                )
        except OSError as error:
            raise CommandError(
                f"The index in {engine().location()} could not be written: {error.strerror or error}. Nothing is "
                f"lost: the old index stays in use and {waiting()} changes wait in the queue. Make room and try again."
            ) from error
        except Unreachable as error:
            raise CommandError(waits(error)) from error
        except Unavailable as error:
            raise CommandError(f"{error}. Make the index anew: manage.py index --rebuild") from error

    def rebuild(self, jobs: int) -> None:
        with Progress(self.stderr, "Rebuilding", unit="row") as progress:
            try:
                count = rebuild(jobs, progress.reach)
            except Incomplete as error:
                raise CommandError(f"The old index stays in use: {error}.") from error
            except KeyboardInterrupt:
                raise CommandError(
                    "Stopped. The old index stays in use; start again when you like."
                ) from None
        self.stdout.write(f"The new index holds {count} documents and is in use.")

    def compare(self, mend: bool, jobs: int) -> None:
        drain()
        try:
            with Progress(self.stderr, "Comparing", unit="row") as progress:
                found = check(progress.reach)
        except Damaged as error:
            self.stdout.write(f"The index is damaged: {error}.")
            if not mend:
                raise CommandError("Make it anew: manage.py index --rebuild") from None
            self.rebuild(jobs)
            return
        self.stdout.write(
            f"{found.rows} rows are public; the index holds {found.documents} documents. "
            f"{len(found.missing)} missing, {len(found.stale)} out of date, "
            f"{len(found.extra)} that should not be there, {len(found.doubled)} doubled."
        )
        for what, rows in (
            ("missing", found.missing),
            ("out of date", found.stale),
            ("not public", found.extra),
            ("doubled", found.doubled),
        ):
            for table, row in rows[:NAMED]:
                self.stdout.write(f"  {what}: {table} {row}")
            if len(rows) > NAMED:
                self.stdout.write(f"  and {len(rows) - NAMED} more")
        self.tell_faults(found.faults)
        if found.wrong and not mend:
            raise CommandError("Index and database differ. Mend it: manage.py index --check --repair")
        if found.wrong:
            count = repair(found)
            rest = check()
            if rest.wrong:
                raise CommandError("They still differ. Make the index anew: manage.py index --rebuild")
            self.stdout.write(f"{count} rows written anew; index and database agree.")
        if found.faults:
            raise CommandError("All else agrees; what cannot be indexed waits until it is corrected.")

    def tell_faults(self, faults: dict[tuple[str, int], str]) -> None:
        for (table, row), why in list(faults.items())[:NAMED]:
            self.stdout.write(f"  cannot be indexed as it stands: {table} {row} ({why}). Correct the row.")
        if len(faults) > NAMED:
            self.stdout.write(f"  and {len(faults) - NAMED} more")

    def follow(self) -> None:
        stopped = False

        def stop(*_: object) -> None:
            nonlocal stopped
            stopped = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)

        def beside() -> None:
            curation.purge()
            place_due(seconds=AT_A_TIME)
            number_changes()

        follow(lambda: stopped, beside=beside)
