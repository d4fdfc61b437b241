"""How many articles a second come in: read, stored and indexed, among none and among very many.

    python -m tools.benchmark.ingest [FILE.jsonl] [--articles 800] [--held 0 100000] [--cores 1]

FILE has lines of {"id", "text"}; without one, articles are made. Each run has an archive of its own in a
temporary folder, in a process of its own that includes its start, and is as `manage.py ingest`; SQLite, or the
PostgreSQL of DATABASE_URL (`python -m tests.postgres python -m tools.benchmark.ingest` starts one). Held articles are
made rows, each with a speaker and a statement, and are in the index before. Printed are articles a second until
everything is stored, and until the index has it; the same one by one, as ingest did before it took them in batches;
the shares of the stages; and the most memory.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .matching import article, names

ROOT = Path(__file__).resolve().parents[2]
# What a stage is: a module, and its functions that are timed together.
STAGES = {
    "speakers": ("statements.ingest.store", ["store_speakers"]),
    "events": ("statements.ingest.store", ["store_events"]),
    "statements": ("statements.ingest.store", ["store_quotes"]),
    "words on the page": ("statements.ingest.store", ["shown_words"]),
    "article": ("statements.ingest.store", ["find_article", "fill_article"]),
    "log": ("statements.history.log", ["write_entries"]),
    "queue": ("statements.ingest.store", ["enqueue"]),
}


def texts_of(path: str, count: int) -> list[tuple[str, str]]:
    """Return (id, text) of articles: of a file, or made."""
    if not path:
        random_ = random.Random(2)
        known = names(random_, 1000)
        return [(f"{n}.txt", article(random_, known)) for n in range(count)]
    with Path(path).open(encoding="utf-8") as lines:
        found = [json.loads(line) for _, line in zip(range(count), lines, strict=False)]
    return [(str(one.get("id", n)), str(one["text"])) for n, one in enumerate(found)]


def fill(count: int) -> None:
    """Write so many articles as rows, each with a speaker and a statement."""
    from django.utils import timezone

    from statements.identity.names import person_key, sort_name, surname_key
    from statements.identity.speakers import name_key
    from statements.models import Alias, Appearance, Article, Quote, Source, Speaker
    from statements.slices import fingerprint

    known = names(random.Random(1), max(1000, count // 5))
    speakers = Speaker._base_manager.bulk_create(
        [
            Speaker(name=name, slug=f"made-{n}", sort_name=sort_name(name, True))
            for n, name in enumerate(known)
        ],
        batch_size=5000,
    )
    Alias._base_manager.bulk_create(
        [Alias(speaker=one, name=one.name, key=name_key(one.name), person=person_key(one.name), surname=surname_key(one.name)) for one in speakers],
        batch_size=5000,
    )  # fmt: skip
    for at in range(0, count, 5000):
        piece = range(at, min(at + 5000, count))
        text = "“We counted the buoys of that day,” {name} said in the harbour."
        sources = Source._base_manager.bulk_create(
            [Source(sha256=f"{n:064d}", data=b"made", size=4) for n in piece], batch_size=5000
        )
        rows = [
            Article(
                source=source, origin=f"made/{n}", encoding="utf-8", engine="", fetched_at=timezone.now(),
                text=text.format(name=speakers[n % len(speakers)].name), body=[[0, 20]], headline=f"Made {n}",
                words_key=f"{n:032d}", address_key=f"made.example/{n}",
            )
            for n, source in zip(piece, sources, strict=True)
        ]  # fmt: skip
        Article._base_manager.bulk_create(rows, batch_size=2000)
        Appearance._base_manager.bulk_create(
            [
                Appearance(
                    article=row, speaker=who, name=who.name, kind="person", key=name_key(who.name),
                    person=person_key(who.name), surname=surname_key(who.name), role="envoy",
                )
                for row, who in ((row, speakers[n % len(speakers)]) for n, row in zip(piece, rows, strict=True))
            ],
            batch_size=2000,
        )  # fmt: skip
        Quote._base_manager.bulk_create(
            [
                Quote(
                    article=row, speaker=speakers[n % len(speakers)], start=1, end=34, segments=[[1, 34]],
                    text=row.text[1:34], passage=row.text[1:34], kind="direct", rule="made", confidence=0.9,
                    fingerprint=fingerprint(f"{n}"),
                )
                for n, row in zip(piece, rows, strict=True)
            ],
            batch_size=2000,
        )  # fmt: skip


@contextmanager
def timed(shares: dict[str, float]) -> Iterator[None]:
    """Add up the seconds that each stage takes, wherever it is called."""
    import importlib

    put_back: list[Callable[[], None]] = []
    for stage, (module_name, functions) in STAGES.items():
        module = importlib.import_module(module_name)
        for name in functions:
            function = getattr(module, name)

            def watched(*args: Any, _function: Any = function, _stage: str = stage, **kwargs: Any) -> Any:
                begin = time.perf_counter()
                try:
                    return _function(*args, **kwargs)
                finally:
                    shares[_stage] = shares.get(_stage, 0.0) + time.perf_counter() - begin

            setattr(module, name, watched)
            put_back.append(
                lambda module=module, name=name, function=function: setattr(module, name, function)
            )
    try:
        yield
    finally:
        for undo in put_back:
            undo()


def work(options: argparse.Namespace) -> None:
    """Fill an archive, say "ready", and take in the articles when a line comes; print what it took as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from archive.processes import open_as
    from statements.ingest.batches import in_batches, store_batches
    from statements.ingest.reading import readers
    from statements.ingest.store import store_source
    from statements.management.base import seldom_collected
    from statements.search.maintenance import drain
    from statements.sources.base import RawSource

    open_as("ingest")
    call_command("migrate", verbosity=0)
    if connection.vendor == "postgresql":
        call_command("flush", interactive=False, verbosity=0)
    fill(options.held[0])
    drain()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: options.cores]))
    sources = [
        RawSource(origin=name, data=text.encode(), text=text, encoding="utf-8")
        for name, text in texts_of(options.file, options.articles)
    ]
    print("ready", flush=True)
    sys.stdin.readline()
    shares: dict[str, float] = {}
    begin, cpu = time.perf_counter(), time.process_time()
    unread = 0
    with seldom_collected(), timed(shares), readers() as reading:
        if options.one_by_one:
            for source in sources:
                try:
                    store_source(source)
                except Exception:
                    unread += 1
        else:
            for batch in store_batches(in_batches(sources), reading):
                unread += sum(one.outcome is None for one in batch)
    stored, cpu = time.perf_counter() - begin, time.process_time() - cpu
    drain()
    print(
        json.dumps(
            {
                "articles": len(sources) - unread,
                "stored": stored,
                "cpu": cpu,
                "indexed": time.perf_counter() - begin,
                "shares": shares,
                "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


def run(options: argparse.Namespace, held: int, one_by_one: bool) -> dict[str, Any]:
    """Run a worker in an archive of its own; return what it measured, with the seconds of its start."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-W", "ignore", "-m", "tools.benchmark.ingest", "--worker", options.file]
        command += ["--articles", str(options.articles), "--held", str(held), "--cores", str(options.cores)]
        command += ["--one-by-one"] if one_by_one else []
        with subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "ONRECORD_DATA": folder},
        ) as worker:
            assert worker.stdin is not None and worker.stdout is not None
            if worker.stdout.readline().strip() != "ready":
                raise SystemExit("The run could not begin; what it said stands above.")
            worker.stdin.write("\n")
            worker.stdin.flush()
            found: dict[str, Any] = json.loads(worker.stdout.readline())
    begin = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", "help", "ingest"], cwd=ROOT, check=True, capture_output=True)
    return {**found, "start": time.perf_counter() - begin}


def reading_alone(options: argparse.Namespace) -> float:
    """Return how many seconds the reading of the articles takes, by itself and on one core."""
    from statements.extraction import read_article

    texts = texts_of(options.file, options.articles)
    begin = time.perf_counter()
    for name, text in texts:
        read_article(text, name)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", nargs="?", default="", metavar="FILE")
    parser.add_argument("--articles", type=int, default=800)
    parser.add_argument("--held", type=int, nargs="+", default=[0, 100_000])
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--one-by-one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options)
        return
    reading = reading_alone(options)
    print(f"reading alone, one core: {options.articles / reading:7.1f} articles a second")
    print("held      way           stored/s  indexed/s  memory MB  ratio")
    for held in options.held:
        measured = {way: run(options, held, way == "one by one") for way in ("one by one", "in batches")}
        for way, found in measured.items():
            stored, indexed = found["stored"] + found["start"], found["indexed"] + found["start"]
            ratio = (measured["one by one"]["indexed"] + measured["one by one"]["start"]) / indexed
            print(
                f"{held:<9} {way:<12} {found['articles'] / stored:9.1f} {found['articles'] / indexed:10.1f} "
                f"{found['memory']:10.0f} {ratio:6.2f}x",
                flush=True,
            )
        best = measured["in batches"]
        whole = best["indexed"]
        shares = {
            "reading": reading if options.cores == 1 else 0.0,
            **best["shares"],
            "index": whole - best["stored"],
        }
        shares["the rest"] = whole - sum(shares.values())
        told = ", ".join(f"{stage} {seconds / whole:.0%}" for stage, seconds in sorted(shares.items(), key=lambda one: -one[1]))  # fmt: skip
        print(f"          shares: {told}", flush=True)


if __name__ == "__main__":
    main()
