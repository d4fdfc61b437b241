"""Read articles into the archive: files, folders, or "-" for standard input."""

import os
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from statements.ingest.batches import in_batches, store_batches
from statements.ingest.reading import readers
from statements.search.maintenance import drain_or_say
from statements.sources.__main__ import add_column_option
from statements.sources.base import Given, RawSource, Unreadable, check_given
from statements.sources.files import find_files, read_sources

from ..base import ArchiveCommand
from ..counted import sentence_of_counts, sentence_so_far
from ..progress import Progress


class Command(ArchiveCommand):
    help = (
        "Read articles into the archive: pages (HTML, MHTML), web archives (WARC, WACZ), PDF, DOCX, letters "
        "(EML, mbox), feeds (RSS, Atom), tables (JSON Lines, CSV), plain text, and zip, tar or gzip of any of "
        "these. PATH is a file, a folder that is searched through, or - for standard input. What cannot be read "
        "is listed and the rest goes on; the exit code is then 1. x.meta.json beside x.txt may give its outlet, "
        "url and published date."
    )

    counts: Mapping[str, int] = {}
    unreadable: list[tuple[str, str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--outlet", default="", help="the outlet that published these articles")
        parser.add_argument("--url", default="", help="the address of the article (for one article)")
        parser.add_argument("--published", default="", metavar="DATE", help="YYYY-MM-DD, YYYY-MM or YYYY")
        parser.add_argument(
            "--max-size",
            type=megabytes,
            default=settings.ONRECORD_MAX_SOURCE_BYTES,
            metavar="MB",
            help="the largest article that is read, in megabytes (default: 5); a file of many may be larger",
        )
        add_column_option(parser)
        parser.add_argument(
            "--after", default="", metavar="RECORD", help="begin behind this record of the one file"
        )
        parser.add_argument("--sample", action="store_true", help="mark the articles as an invented sample")

    def handle(self, *args: Any, **options: Any) -> None:
        given = Given(outlet=options["outlet"], url=options["url"], published=options["published"])
        if given != Given():
            try:
                check_given(given)
            except Unreadable as error:
                raise CommandError(str(error)) from None
        names = list(find_files(options["paths"]))
        if given.url and len(names) > 1:
            raise CommandError(f"--url names one article, but {len(names)} files were found.")
        if options["after"] and len(names) != 1:
            raise CommandError("--after names a record of one file; give that file alone.")
        counts = self.counts = {"new": 0, "unchanged": 0, "updated": 0}
        unreadable = self.unreadable = []
        quotes = 0
        with Progress(self.stderr, "Reading", len(names)) as progress, readers() as reading:
            each = partial(
                read_sources, limit=options["max_size"], given=given,
                columns=dict(options["column"]), after=options["after"],
            )  # fmt: skip
            sources = read_all(names, each, unreadable, progress)
            for stored in store_batches(in_batches(sources), reading, sample=options["sample"]):
                for one in stored:
                    if one.outcome is None:
                        unreadable.append((one.source.id, one.reason))
                    else:
                        counts[one.outcome.status] += 1
                        quotes += one.outcome.quotes
        with Progress(self.stderr, "Indexing") as progress:
            drain_or_say(self.stderr.write)
        self.list_unreadable()
        if not names:
            self.stderr.write("No file that articles come in was found there.")
        self.stdout.write(sentence_of_counts(counts, len(unreadable), quotes))
        if unreadable or not names:
            raise SystemExit(1)

    def list_unreadable(self) -> None:
        for name, reason in self.unreadable:
            printed = "standard input" if name == "-" else os.fsencode(name).decode("utf-8", "replace")
            self.stderr.write(f"not read: {printed}: {reason}")

    def so_far(self) -> str:
        self.list_unreadable()
        return sentence_so_far(self.counts, len(self.unreadable))


def read_all(
    names: Iterable[str],
    each: Callable[[str], Iterator[RawSource]],
    unreadable: list[tuple[str, str]],
    progress: Progress,
) -> Iterator[RawSource]:
    """Yield the sources of all files; list the files that cannot be read, each with the reason."""
    for name in names:
        try:
            yield from each(name)
        except Unreadable as error:
            unreadable.append((name, str(error)))
        progress.step()


def megabytes(value: str) -> int:
    return int(float(value) * 1024 * 1024)
