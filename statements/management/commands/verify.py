"""Check the quotations of drafts against the archive."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from statements.checking.draft_files import text_to_check
from statements.checking.drafts import TooLong
from statements.checking.results import CheckedQuotation, Verification
from statements.checking.sentences import sentence_of_day, sentence_of_speaker, sentence_of_words
from statements.checking.verify import verify_draft
from statements.search.find import Unavailable
from statements.sources.base import Unreadable
from statements.sources.files import read_sources


class Command(BaseCommand):
    help = (
        "Check the quotations of drafts (plain text, HTML, DOCX, and all else that ingest reads; - for standard "
        "input): for each its headline word, and what is held of its words, its speaker and its day. Nothing of a "
        "draft is kept. “Not held here” never means “not said”. What cannot be read is listed, and the exit code is 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print one JSON object a draft")

    def handle(self, *args: Any, **options: Any) -> None:
        unread = 0
        for name in options["files"]:
            try:
                for source in read_sources(name, settings.ONRECORD_MAX_SOURCE_BYTES):
                    text = text_to_check(source)
                    self.tell(name, verify_draft(text), options["json"], len(options["files"]) > 1)
            except (Unreadable, TooLong) as error:
                self.stderr.write(f"not read: {name}: {error}")
                unread += 1
            except Unavailable as error:
                raise CommandError(f"Nothing can be checked: {error}. See manage.py index --check.") from None
        if unread:
            raise SystemExit(1)

    def tell(self, name: str, verification: Verification, as_json: bool, named: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"file": name, **verification.as_dict()}, ensure_ascii=False))
            return
        if named:
            self.stdout.write(f"== {name}\n")
        for checked in verification.quotations:
            self.stdout.write("\n".join(block_of(checked)) + "\n")
        counts = ", ".join(f"{count} {word.value}" for word, count in verification.counts)
        self.stdout.write(f"{len(verification.quotations)} quotations: {counts or 'none found'}.")
        if verification.left_out:
            self.stdout.write(
                f"{verification.left_out} short phrases in marks that nobody says were left out."
            )
        if verification.unchecked:
            self.stdout.write(f"{verification.unchecked} more were not checked: give the rest by itself.")


def block_of(checked: CheckedQuotation) -> list[str]:
    """Return the lines of a quotation: the headline word, the draft's words, the three answers, the source."""
    lines = [checked.headline.value, f"  draft:   {' '.join(checked.quotation.text.split())}"]
    lines += [f"  words:   {checked.wording.value}. {sentence_of_words(checked)}"]
    nearest = checked.nearest
    if nearest is None:
        return lines + [f"  article: {article.get_absolute_url()}" for article in checked.elsewhere]
    if checked.headline.value != "verbatim":
        lines.append(
            f"  differs: {' '.join(MARKS[piece.change].format(piece.text) for piece in nearest.pieces)}"
        )
    lines.append(f"  speaker: {checked.speaker.value}. {sentence_of_speaker(checked)}")
    lines.append(f"  day:     {checked.day.value}. {sentence_of_day(checked)}")
    for printing in checked.printings:
        quote = printing.quote
        outlet = quote.article.outlet.name if quote.article.outlet else "outlet not known"
        lines.append(f"  source:  {' '.join(printing.source_words.split())}")
        lines.append(f"           {outlet}, {quote.status}, {quote.get_absolute_url()}")
    return lines


MARKS = {"": "{}", "in": "{{+{}+}}", "out": "[-{}-]"}
