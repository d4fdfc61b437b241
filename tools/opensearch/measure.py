"""How long does a search take on three nodes? python -m tools.opensearch.measure --size 20000 100000 [--version 3.9.0]

The benchmark's invented statements are written to the cluster and to files of this machine, and both engines are asked
the benchmark's questions in turn, so that other work falls on both alike. Client and nodes share the machine: a real
cluster is faster. Printed are documents a second, megabytes with one copy beside, and medians in milliseconds; and
how long client and nodes had a processor, which hangs on no other work of the machine. Of four sizes or more, the
last is held against lines through the others.
"""

import argparse
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from .cluster import VERSIONS, TestCluster, cluster

PIECE = 1000
STATS_OLD = 11  # seconds that what the cluster tells of sizes may be old
FEWEST_SIZES = 3  # that a line goes through
WARMED_BY = 20_000  # statements that are written first and not measured: nodes compile themselves meanwhile


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--size", type=int, nargs="+", default=[100_000], help="statements, one after the other"
    )
    parser.add_argument("--questions", type=int, default=15, help="of each kind")
    parser.add_argument("--version", choices=VERSIONS, default=next(iter(VERSIONS)))
    parser.add_argument("--writers", type=int, default=2, help="processes that write")
    parser.add_argument("--alone", action="store_true", help="without the files of this machine beside")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ONRECORD_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
        import django

        django.setup()
        with cluster(options.version, 3) as nodes:
            warm(nodes, Path(folder) / "warm", options.writers)
            found = {size: measure(nodes, Path(folder) / str(size), size, options) for size in options.size}
            if len(found) > FEWEST_SIZES:
                hold_against_a_line(found)


def warm(nodes: TestCluster, folder: Path, writers: int) -> None:
    from statements.search.engines.opensearch.connection import parse_cluster
    from statements.search.engines.opensearch.engine import OpenSearchEngine

    engine = OpenSearchEngine(parse_cluster(f"{nodes.urls}/warm", copies=2, seconds=60), folder, bool)
    fill(engine, WARMED_BY, writers)
    for index in engine.indexes():
        engine.connection.write("DELETE", f"/{index}")


def hold_against_a_line(found: dict[int, dict[str, float]]) -> None:
    """Print what the lines through all sizes but the last say of the last, and what it was."""
    *sizes, last = found
    for name, was in found[last].items():
        line = statistics.linear_regression(sizes, [found[size][name] for size in sizes])
        said = line.slope * last + line.intercept
        print(f"{name} at {last}: {said:.1f} by a line through {sizes}, {was:.1f} measured")


def documents_made(size: int, share: int = 0, shares: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the documents of the benchmark's statements, or every so many of them."""
    from tools.benchmark.corpus import Corpus

    corpus = Corpus(size)
    row = 0
    for number, (day, statements) in enumerate(corpus.articles()):
        date = day.year * 10000 + day.month * 100 + day.day
        for statement in statements:
            row += 1
            if row % shares == share:
                name = corpus.speakers[statement.speaker]
                yield {
                    "model": "statements.quote",
                    "row": row,
                    "article": number + 1,
                    "text": f"{statement.text}\x1f{name}",
                    "names": name,
                    "speaker": name.lower().replace(" ", "-"),
                    "country": ("FR", "DE", "NO", "KE")[statement.speaker % 4],
                    "source": f"outlet-{number % 60}",
                    "kind": statement.kind,
                    "date": date,
                }


def write_share(draft: Any, size: int, share: int, shares: int) -> None:
    with draft.part(share) as part:
        piece = []
        for document in documents_made(size, share, shares):
            piece.append(document)
            if len(piece) == PIECE:
                part.add(piece)
                piece = []
        part.add(piece)


def fill(engine: Any, size: int, writers: int) -> float:
    """Write all documents in some processes, as a rebuild does; return the seconds until they can be searched."""
    began = time.perf_counter()
    with engine.lock():
        draft = engine.draft(writers)
        context = multiprocessing.get_context("fork")
        workers = [
            context.Process(target=write_share, args=(draft, size, n, writers)) for n in range(writers)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
            assert worker.exitcode == 0
        count = draft.complete()
        seconds = time.perf_counter() - began
        draft.switch()
        draft.discard()
    assert count == size, count
    return seconds


def processor_seconds(nodes: TestCluster) -> tuple[float, float]:
    """Return how long this process with its ended children had a processor, and how long all nodes."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    mine = sum(one.ru_utime + one.ru_stime for one in used)
    return mine, sum(node.processor_seconds() for node in nodes.nodes)


def measure(nodes: TestCluster, folder: Path, size: int, options: argparse.Namespace) -> dict[str, float]:
    """Print the figures of a size; return those that a line may go through."""
    from statements.search.engines.base import SearchEngine
    from statements.search.engines.opensearch.connection import parse_cluster
    from statements.search.engines.opensearch.engine import OpenSearchEngine
    from statements.search.engines.whoosh.engine import WhooshEngine
    from tools.benchmark.corpus import Corpus
    from tools.benchmark.questions import LOOKED_AT, questions_on

    folder.mkdir()
    address = parse_cluster(f"{nodes.urls}/measured-{size}", copies=2, seconds=60)
    engines: dict[str, SearchEngine] = (
        {} if options.alone else {"files": WhooshEngine(folder / "files", bool)}
    )
    engines["cluster"] = OpenSearchEngine(address, folder / "cluster", bool)
    for name, engine in engines.items():
        before = processor_seconds(nodes)
        seconds = fill(engine, size, options.writers)
        ours, theirs = (now - then for now, then in zip(processor_seconds(nodes), before, strict=True))
        print(
            f"{name}: {size} statements in {seconds:.0f} s, {size / seconds:.0f} a second; "
            f"processor seconds: {ours:.1f} here, {theirs:.1f} of the nodes",
            flush=True,
        )
    time.sleep(STATS_OLD)
    stats = nodes.ask("GET", f"/measured-{size}-*/_stats/store")["_all"]
    held, once = (stats[part]["store"]["size_in_bytes"] / 1e6 for part in ("total", "primaries"))
    files = sum(path.stat().st_size for path in (folder / "files").rglob("*") if path.is_file()) / 1e6
    print(f"on disk: files {files:.1f} MB, cluster {once:.1f} MB, {held:.1f} MB with a copy of each part")
    print(
        f"{'':24}"
        + "".join(f"{name:>9}" for name in engines)
        + f"{'p95':>9}{'busy':>9}   median ms; busy: the nodes"
    )
    first = list(islice(documents_made(size), LOOKED_AT))
    texts = [document["text"].partition("\x1f")[0] for document in first]
    speakers = list(dict.fromkeys(document["speaker"] for document in first))
    took = {"MB with a copy": held, "processor seconds here": ours, "processor seconds of the nodes": theirs}
    for kind, asked in questions_on(Corpus(size), options.questions, texts, speakers).items():
        times: dict[str, list[float]] = {name: [] for name in engines}
        before = processor_seconds(nodes)
        for question in asked:
            totals = set()
            for name, engine in engines.items():
                request = request_of(question)
                began = time.perf_counter()
                totals.add(engine.search(request).total)
                times[name].append((time.perf_counter() - began) * 1000)
            assert len(totals) == 1, (question, totals)
        medians = [statistics.median(times[name]) for name in engines]
        late = sorted(times["cluster"])[int(len(asked) * 0.95)]
        busy = (processor_seconds(nodes)[1] - before[1]) / len(asked) * 1000
        print(f"{kind:24}" + "".join(f"{ms:9.1f}" for ms in (*medians, late, busy)), flush=True)
    return took


def request_of(question: Any) -> Any:
    """Return a question of the benchmark as the pages would ask it."""
    from statements.search.engines.base import Request
    from statements.search.language import parse
    from tools.benchmark.peers import day_text

    parts = [*question.words]
    parts += [f'"{" ".join(question.phrase)}"'] if question.phrase else []
    parts += [f"{question.prefix}*"] if question.prefix else []
    if question.first:
        parts.append(f"from:{day_text(question.first)} to:{day_text(question.last)}")
    return Request(
        tree=parse(" ".join(parts)),
        models=("statements.quote",),
        narrow=(parse(f'speaker:="{question.speaker}"', trusted=True),) if question.speaker else (),
        sort="newest" if question.newest else "relevance",
        facets=tuple(question.facets),
    )


if __name__ == "__main__":
    main()
