"""How long does it take to check a draft against many statements? Prints seconds and memory.

python -m tools.benchmark.checking --size 100000
python -m tools.benchmark.checking --folder /tmp/kept     (filled once, then used again)
"""

import argparse
import os
import random
import resource
import tempfile
import time

QUOTATIONS = 20
ROUNDS = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=100_000, help="statements of the archive")
    parser.add_argument("--folder", default="", help="a data folder to keep; filled if it is empty")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        os.environ["ONRECORD_DATA"] = options.folder or passing
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
        import django

        django.setup()
        prepare_archive(options.size)
        measure()


def prepare_archive(size: int) -> None:
    from django.core.management import call_command

    from statements.models import Quote
    from statements.search.maintenance import rebuild

    from .corpus import Corpus, fill_database

    call_command("migrate", verbosity=0)
    if not Quote.objects.exists():
        fill_database(Corpus(size))
        rebuild()


def measure() -> None:
    from statements.checking.verify import verify_draft
    from statements.models import Quote

    roll = random.Random(5)
    ids = list(Quote.objects.values_list("pk", flat=True))
    times = []
    for _ in range(ROUNDS):
        rows = Quote.objects.filter(pk__in=roll.sample(ids, QUOTATIONS)).select_related("speaker")
        draft = "\n\n".join(line_of(row, n, roll) for n, row in enumerate(rows))
        begin = time.perf_counter()
        found = verify_draft(draft)
        times.append(time.perf_counter() - begin)
    print(f"{len(ids):,} statements, drafts of {QUOTATIONS} quotations, {ROUNDS} of them")
    print(
        f"  the first {times[0]:.2f} s, the others {sorted(times[1:])[len(times) // 2]:.2f} s (median), {max(times[1:]):.2f} s (most)"
    )
    print("  the last:", ", ".join(f"{count} {word.value}" for word, count in found.counts))
    print(f"  most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for name, hostile in HOSTILE.items():
        begin = time.perf_counter()
        try:
            verify_draft(hostile)
        except ValueError as error:
            name += f" ({error})"
        print(f"  {name}: {time.perf_counter() - begin:.2f} s")


def line_of(row: object, number: int, roll: random.Random) -> str:
    """Return a paragraph that quotes a statement: every second one with a word changed, every fifth of its speaker."""
    words = row.text.rstrip(".").split()  # type: ignore[attr-defined]
    if number % 2:
        words[roll.randrange(len(words))] = "herring"
    name = row.speaker.name if row.speaker and number % 5 else "Mira Tolan"  # type: ignore[attr-defined]
    return f"“{' '.join(words)},” {name} said."


HOSTILE = {
    "200,000 marks": '"' * 200_000,
    "40,000 short quotations": "“a ” " * 40_000,
    "20,000 words in marks without end": "“word " * 33_000,
}

if __name__ == "__main__":
    main()
