"""Hold the present reading against what editors decided."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from statements.operations.evaluation import cases, corrected_most, evaluate_curated

from ..base import ArchiveCommand
from ..progress import Progress


class Command(ArchiveCommand):
    help = (
        "Read anew every article of which an editor decided something, and print how often the reading "
        "is right, by rule, and which rules editors correct most. Nothing is changed. (How well invented "
        "and annotated articles are read is printed by: make evaluate)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--curated", action="store_true", help="against what editors decided (the only way)"
        )
        parser.add_argument(
            "--export-cases",
            type=Path,
            metavar="FILE",
            help="write their corrections as cases for tests/cases/attribution.txt",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with Progress(self.stderr, "Reading", unit="article") as progress:
            result = evaluate_curated(progress.reach)
        out = self.stdout.write
        if not result.verdicts:
            raise CommandError(
                "No editor has decided anything yet, so there is nothing to hold the reading against."
            )
        out(
            f"{len(result.verdicts)} statements in {result.articles} articles were decided by an editor. "
            f"Precision {result.precision:.3f}, recall {result.recall:.3f} (right words and right speaker)."
        )
        out(f"\n{'rule':44}{'judged':>8}{'right':>8}{'precision':>11}")
        for name, score in sorted(result.rules.items(), key=lambda row: (-row[1].judged, row[0])):
            out(f"{name:44}{score.judged:8}{score.right:8}{score.right / score.judged:11.3f}")
        missed = sum(not v.read and v.quote.state == "curated" for v in result.verdicts)
        if missed:
            out(f"{'not read at all':44}{missed:8}")
        wrong = corrected_most(result)
        if wrong:
            out("\nCorrected most")
            for name, count, kinds in wrong[:12]:
                what = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
                out(f"{count:6}  {name} ({what})")
        if options["export_cases"]:
            found = list(cases(result))
            try:
                options["export_cases"].write_text("\n".join(found), encoding="utf-8")
            except OSError as error:
                raise CommandError(
                    f"{options['export_cases']} cannot be written: {error.strerror}."
                ) from None
            out(f"\n{len(found)} cases written to {options['export_cases']}.")
