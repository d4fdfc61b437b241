"""Say what is wrong with what searches, in sentences."""

from typing import Any

from django.core.management.base import CommandError

from statements.search.engines import engine
from statements.search.engines.base import Unavailable
from statements.search.queue import waiting

from ..base import ArchiveCommand


class Command(ArchiveCommand):
    help = (
        "Ask the search engine whether it answers and takes what is new: host, password, certificate, version, "
        "index, nodes. Exit code 1 if something is to be mended."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = engine().troubles()
        for one in found:
            self.stdout.write(one)
        self.stdout.write(f"{waiting()} changes wait for the index in {engine().location()}.")
        if found:
            raise CommandError(f"{len(found)} to be mended.")
        try:
            count = engine().document_count()
        except Unavailable as error:
            raise CommandError(f"{error}.") from None
        self.stdout.write(f"Search answers; the index holds {count} documents.")
