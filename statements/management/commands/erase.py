"""Erase by order what a court or a person has a right to have erased, everywhere."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statements import curation
from statements.models import Article, Quote, Speaker, table_of

ADDRESS = re.compile(r"(?:https?://[^/]+)?/?(quotes|articles|speakers)/([^/]+)/?$")


class Command(BaseCommand):
    help = (
        "Erase a statement, an article or a person for good: rows, bytes, text, what the log held, the index and the "
        "database's files. ADDRESS is that of its page. Nothing is erased without --yes: what would go is told first. "
        "To take out what is merely wrong, withdraw it at the desk instead."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address", nargs="?", metavar="ADDRESS", help="/quotes/…/, /articles/…/ or /speakers/…/"
        )
        parser.add_argument(
            "--order", default="", help="by whose order, which everybody reads at the address"
        )
        parser.add_argument("--yes", action="store_true", help="do it")
        parser.add_argument(
            "--purge", action="store_true", help="only bring to its end what could not be done yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["purge"]:
            self.purge()
            return
        row = self.row_at(options["address"] or "")
        try:
            told = curation.plan_erasure(row).told()
            if not options["yes"]:
                self.stdout.write(f'This would erase {told}. To do it: --order "whose" --yes')
                return
            curation.erase(row, options["order"])
        except curation.Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Erased: {told}.")
        self.purge()
        copies = curation.copies_made()
        if copies:
            self.stdout.write(
                "Backups and dumps that were made before still hold it. Delete them, or make them anew:"
            )
            for copy in copies:
                self.stdout.write(f"  {copy}")
        self.stdout.write(
            "Not known here are copies made by other means: of the disk, of the data folder, of PostgreSQL's own files, "
            "and the inputs from which articles were read."
        )

    def row_at(self, address: str) -> Quote | Article | Speaker:
        match = ADDRESS.search(address)
        if match is None:
            raise CommandError("Name the address of a statement, an article or a speaker: /quotes/3kTz8mQa/")
        kind, key = match.groups()
        rows: dict[str, Any] = {
            "quotes": Quote.objects.filter(uid=key),
            "articles": Article.objects.filter(pk=key if key.isdecimal() and len(key) < 18 else 0),
            "speakers": Speaker.objects.filter(slug=key),
        }
        found: Quote | Article | Speaker | None = rows[kind].first()
        if found is None:
            raise CommandError(f"Nothing is at /{kind}/{key}/. Was it erased already, or read anew?")
        assert table_of(found) in {"quote", "article", "speaker"}
        return found

    def purge(self) -> None:
        for sentence in curation.purge():
            self.stderr.write(sentence)
