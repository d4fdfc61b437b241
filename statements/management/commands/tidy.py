"""Put away what nobody needs any more, so that the disk does not fill."""

import shutil
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils import timezone

from statements.accounts.limits import forget_old_tries
from statements.alerts.readers import forget_readers
from statements.intake.loads import tidy_up
from statements.leases import holding
from statements.publishing.exports.waiting import forget_files
from statements.search.engines import engine

EVERY = 60 * 60.0  # seconds between two times
LEFT_OVER = 24 * 60 * 60.0  # seconds after which an index folder that is not in use was left by a kill


def put_away() -> Iterator[tuple[str, int]]:
    """Put all of it away; yield what it was and how many. What all machines share, one of them puts away."""
    with holding("tidy") as mine:
        if mine is not None:
            yield from put_away_shared()
    yield "index folders", remove_left_over_folders(Path(engine().location()))


def put_away_shared() -> Iterator[tuple[str, int]]:
    now = timezone.now()
    yield "sessions", Session.objects.filter(expire_date__lt=now).delete()[0]
    yield "attempts to sign in", forget_old_tries()
    yield "readers who left, never came, or get no mail", forget_readers(now)
    tidy_up()
    yield "files that waited", forget_files()


def remove_left_over_folders(folder: Path) -> int:
    """Remove index folders that are neither in use nor new. The one before the present one is gone as well."""
    try:
        current = (folder / "CURRENT").read_text().strip()
    except OSError:
        return 0
    old = [
        path
        for path in folder.glob("index-*")
        if path.name != current and time.time() - path.stat().st_mtime > LEFT_OVER
    ]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


class Command(BaseCommand):
    help = "Put away old sessions, attempts to sign in, loads that are done, files that waited for a day, and index folders that were left over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--follow", action="store_true", help="do it again each hour, as serve does")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            try:
                done = ", ".join(f"{count} {what}" for what, count in put_away() if count)
            except DatabaseError as error:
                if not options["follow"]:
                    raise
                self.stderr.write(f"Nothing was put away, the database says: {str(error).splitlines()[0]}")
            else:
                if done or not options["follow"]:
                    self.stdout.write(f"Put away: {done or 'nothing'}.")
                    self.stdout.flush()
            if not options["follow"]:
                return
            connection.close()
            time.sleep(EVERY)
