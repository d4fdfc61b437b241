"""Read the stored articles again with the present extractor, from the texts that are held."""

import logging
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from statements import extraction
from statements.ingest.rereading import read_again
from statements.models import Article, Quote, Speaker, State
from statements.search.maintenance import drain_or_say
from statements.trouble import machine_fault

from ..base import ArchiveCommand
from ..progress import Progress

logger = logging.getLogger(__name__)
PIECE = 200  # articles whose numbers are looked up at a time


class Command(ArchiveCommand):
    help = (
        "Read stored articles again with the present extractor. Only those that an older one read are read, so "
        "that a run that was stopped goes on where it was; --all reads every one. What an editor decided stays. "
        "A statement that is no longer found keeps its address, which says so."
    )

    told: Counter[str] = Counter()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="also those that the present extractor has read"
        )
        parser.add_argument("--dry", action="store_true", help="change nothing, and tell what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        articles = Article.objects.exclude(state=State.REJECTED).order_by("pk")
        if not options["all"]:
            articles = articles.exclude(engine=extraction.VERSION)
        total = articles.count()
        before = people_on_record()
        told = self.told = Counter[str]()
        failed: list[tuple[Article, str]] = []
        last = 0
        with Progress(self.stderr, "Reading again", total) as progress:
            while piece := list(articles.filter(pk__gt=last)[:PIECE].values_list("pk", flat=True)):
                for pk in piece:
                    last = pk
                    article = Article.objects.select_related("source").get(pk=pk)
                    try:
                        result = read_again(article, dry=options["dry"])
                    except Exception as error:  # whatever one article does is that article's alone
                        if machine_fault(error):
                            raise
                        logger.exception("could not read article %d again", pk)
                        failed.append((article, f"{type(error).__name__}: {error}"))
                    else:
                        told += Counter(
                            kept=result.kept, new=result.new, gone=result.gone, changed=result.changed
                        )
                        told["articles"] += 1
                    progress.step()
        if not options["dry"]:
            with Progress(self.stderr, "Indexing"):
                drain_or_say(self.stderr.write)
        for article, reason in failed:
            self.stderr.write(f"not read again: article {article.pk} ({article.origin}): {reason}")
        verb = "would be" if options["dry"] else "were"
        self.stdout.write(
            f"{told['articles']} articles {verb} read again with extractor {extraction.VERSION}: "
            f"{told['new']} statements new, {told['gone']} gone, {told['changed']} read otherwise, "
            f"{told['kept']} left as editors decided. "
            f"Speakers with statements: {before} before, {people_on_record()} now."
        )
        if failed:
            raise SystemExit(1)

    def so_far(self) -> str:
        return f"Before that {self.told['articles']} articles were read again; the same command goes on from there."


def people_on_record() -> int:
    """Return how many speakers have a public statement."""
    return Speaker.objects.filter(
        pk__in=Quote.objects.public().exclude(speaker=None).values("speaker")
    ).count()
