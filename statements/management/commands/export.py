"""Write the public archive into a folder, for anybody."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from statements.operations.public_archive import check_export, export_archive
from statements.publishing.exports.parquet import NoParquet

from ..keeping import KeepingCommand


class Command(KeepingCommand):
    help = (
        "Write the public archive into FOLDER, as of one moment: statements, articles, speakers, events, sources "
        "and utterances as JSON Lines and CSV (with --parquet as Parquet too), with a data package that describes "
        "them. It holds what the pages show and no more, and whole texts only of outlets whose text is shown whole. "
        "Another archive takes the articles in: manage.py ingest FOLDER/articles.jsonl --column url=original. "
        "Addresses begin with ONRECORD_ADDRESS. What keeps an archive with its log and accounts is backup or dump."
    )
    unchanged = "Nothing was left behind, and any older export is as it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--parquet", action="store_true", help="write Parquet as well; needs pyarrow")
        parser.add_argument("--replace", action="store_true", help="take the place of an older export")

    def carry_out(self, **options: Any) -> None:
        try:
            counts = export_archive(
                options["file"], self.step, parquet=options["parquet"], replace=options["replace"]
            )
        except NoParquet as error:
            raise CommandError(str(error)) from None
        told = ", ".join(f"{count} {name.replace('-', ' ')}" for name, count in counts.items())
        self.stdout.write(f"Written to {options['file']}: {told}.")

    def check_file(self, file: Path) -> None:
        count = check_export(file, self.step)
        self.stdout.write(f"{count} files of {file} are each as they were written.")
