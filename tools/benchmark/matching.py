"""What it costs an article to find its speakers among very many: ingest beside an archive of none.

    python -m tools.benchmark.matching [--speakers 100000] [--articles 1000]

Two archives in a temporary folder, one with made speakers, each known from a made article, and one with none,
take in the same articles. Printed are milliseconds of a processor an article for both, in alternating pieces of a
hundred so that other work on the machine falls on both alike, and the difference.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PIECE = 100
GIVEN = [
    "Ada",
    "Boris",
    "Clara",
    "Denis",
    "Elka",
    "Fedor",
    "Greta",
    "Hanno",
    "Irina",
    "Jonas",
    "Katja",
    "Lucan",
    "Mira",
    "Nadia",
    "Oskar",
    "Petra",
]
STARTS = [
    "Bal",
    "Dor",
    "Fen",
    "Gor",
    "Hal",
    "Kas",
    "Lun",
    "Mar",
    "Nor",
    "Or",
    "Pel",
    "Ros",
    "Sar",
    "Tol",
    "Ul",
    "Ver",
    "Wes",
    "Zan",
]
MIDDLES = ["a", "e", "i", "o", "u", "ar", "er", "il", "on", "ur", "an", "en"]
ENDS = [
    "bek",
    "dan",
    "fel",
    "gar",
    "holm",
    "kin",
    "lund",
    "mar",
    "nov",
    "rup",
    "sen",
    "tov",
    "vik",
    "wald",
    "zin",
    "son",
]
OFFICES = ["foreign minister", "finance minister", "spokesman", "envoy", "senator", "ambassador"]
COUNTRIES = ["Velland", "French", "Norwegian", "Kenyan", "Chilean", "Japanese"]


def surname(random_: random.Random) -> str:
    return (
        random_.choice(STARTS)
        + random_.choice(MIDDLES)
        + random_.choice(ENDS[:8])
        + random_.choice(["", random_.choice(ENDS[8:])])
    )


def names(random_: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[f"{random_.choice(GIVEN)} {surname(random_)}{random_.choice(['', 'a', 'o', 'is'])}"] = None
        if len(found) > len(GIVEN) * 4000:
            found[f"{random_.choice(GIVEN)}-{random_.choice(GIVEN)} {surname(random_)}"] = None
    return list(found)


def article(random_: random.Random, known: list[str]) -> str:
    full, other = random_.choice(known), random_.choice(known)
    office, country = random_.choice(OFFICES), random_.choice(COUNTRIES)
    last, short = full.split()[-1], other.split()[-1]
    return (
        f"Talks {random_.randrange(10**9)} end in Lissel\n\n{random_.randrange(1, 28)} March, {random_.randrange(2015, 2024)}\n\n"
        f"{country} {office} {full} left the talks in Lissel on Friday without a date for the next round.\n\n"
        f"“We counted {random_.randrange(10**6)} buoys that day,” {last} told reporters.\n\n"
        f"“We counted none of the {random_.randrange(10**6)},” {random_.choice(OFFICES)} {short} said.\n"
    )


def fill(count: int) -> list[str]:
    """Write so many speakers, each with a name, a role, and an article in which they appear."""
    from django.utils import timezone

    from statements.identity.names import person_key, sort_name, surname_key
    from statements.identity.offices import office_key
    from statements.identity.speakers import name_key
    from statements.models import Alias, Appearance, Article, LearnedRole, Source, Speaker

    random_ = random.Random(1)
    known = names(random_, max(count, 1000))
    if not count:
        return known
    source = Source.objects.create(sha256="0" * 64, data=b"", size=0)
    made = Article(
        source=source, origin="made", encoding="utf-8", text="", engine="", fetched_at=timezone.now()
    )
    made.save()
    for at in range(0, count, 5000):
        piece = known[at : at + 5000]
        rows = [
            Speaker(name=name, slug=f"made-{at + n}", sort_name=sort_name(name, True))
            for n, name in enumerate(piece)
        ]
        Speaker._base_manager.bulk_create(rows)
        Alias._base_manager.bulk_create(
            Alias(speaker=row, name=row.name, key=name_key(row.name), person=person_key(row.name), surname=surname_key(row.name))
            for row in rows
        )  # fmt: skip
        roles = [random_.choice(OFFICES) for _ in rows]
        LearnedRole.objects.bulk_create(
            LearnedRole(speaker=row, role=role, key=office_key(role))
            for row, role in zip(rows, roles, strict=True)
        )
        Appearance.objects.bulk_create(
            Appearance(
                article=made, speaker=row, name=row.name, kind="person", key=name_key(row.name),
                person=person_key(row.name), surname=surname_key(row.name), role=role,
            )
            for row, role in zip(rows, roles, strict=True)
        )  # fmt: skip
    return known


def work(folder: str, speakers: int, articles: int) -> None:
    """Fill an archive, then take in a piece of articles at each line that is read, and print the milliseconds."""
    os.environ["ONRECORD_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from statements.ingest import store
    from statements.sources.base import RawSource

    call_command("migrate", verbosity=0)
    known = fill(speakers)
    random_ = random.Random(2)
    texts = [article(random_, known) for _ in range(articles)]
    print("ready", flush=True)
    finding = Timed(store.store_speakers)
    store.store_speakers = finding
    for start in range(0, articles, PIECE):
        sys.stdin.readline()
        begin, finding.seconds = time.process_time(), 0.0
        for n, text in enumerate(texts[start : start + PIECE], start=start):
            store.store_source(RawSource(origin=f"{n}.txt", data=text.encode(), text=text, encoding="utf-8"))
        whole = time.process_time() - begin
        print(whole * 1000 / PIECE, finding.seconds * 1000 / PIECE, flush=True)


class Timed:
    """A function, and the seconds of a processor that were spent in it."""

    def __init__(self, made: Callable[..., Any]) -> None:
        self.made = made
        self.seconds = 0.0

    def __call__(self, *given: Any, **named: Any) -> Any:
        begin = time.process_time()
        try:
            return self.made(*given, **named)
        finally:
            self.seconds += time.process_time() - begin


def answers(speakers: int, articles: int, folder: str) -> Iterator[tuple[float, float]]:
    """Run a worker; yield the milliseconds an article of each piece, and those of its speakers, as they are asked for."""
    command = [sys.executable, "-W", "ignore", "-m", "tools.benchmark.matching", "--worker", folder]
    command += ["--speakers", str(speakers), "--articles", str(articles)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdin is not None and worker.stdout is not None
        worker.stdout.readline()
        for _ in range(articles // PIECE):
            worker.stdin.write("\n")
            worker.stdin.flush()
            whole, speakers_of_it = worker.stdout.readline().split()
            yield float(whole), float(speakers_of_it)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--speakers", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--worker", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options.worker, options.speakers, options.articles)
        return
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as full:
        pieces = list(
            zip(
                answers(0, options.articles, empty),
                answers(options.speakers, options.articles, full),
                strict=True,
            )
        )
    print(f"{options.articles} articles of two speakers, in pieces of {PIECE}, medians of ms an article")
    for n, what in enumerate(("all of ingest", "of it, finding and writing speakers")):
        without, among = (statistics.median(piece[n] for piece in side) for side in zip(*pieces, strict=True))
        print(f"  {what}")
        print(f"    among no speakers        {without:7.2f}")
        print(f"    among {options.speakers:,} speakers  {among:7.2f}, {among / without:.2f}x")
        print(f"    difference               {among - without:+7.2f}")


if __name__ == "__main__":
    main()
