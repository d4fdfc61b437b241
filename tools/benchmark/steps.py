"""The steps of the benchmark, each run in a process of its own so that none warms another's memory."""

import http.client
import itertools
import json
import os
import random
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command

from statements.archive_version import note_change
from statements.checking.verify import verify_draft
from statements.counts import Statistics
from statements.models import Event, Quote, Speaker
from statements.search.documents import TABLES, anything_public, documents_of
from statements.search.engines import engine
from statements.search.engines.whoosh.engine import WhooshEngine
from statements.search.engines.whoosh.storage import create_index
from statements.search.engines.whoosh.writer import Writer
from statements.search.find import FACET_FIELDS, QueryFault, find
from statements.search.maintenance import pieces, public_ids, rebuild
from statements.search.questions import read_as
from statements.search.suggest import suggestions
from tools.ports import free_port

from .corpus import SEED, Corpus, fill_database
from .memory import Watch, held_by_all
from .peers import Document, Fts5, Own, Question, Stock, Tantivy
from .questions import questions

Result = dict[str, Any]
SLOW = 30.0  # seconds after which a peer has been asked enough questions of one kind


def folder() -> Path:
    return Path(settings.DATA)


def index_folder() -> Path | None:
    found = engine()
    return found.current() if isinstance(found, WhooshEngine) else None


def megabytes(path: Path) -> float:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return round(sum(file.stat().st_size for file in files) / 1e6, 2)


def peak_memory() -> float:
    """Return the most memory that this process and each of its children held, in MB, added up."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(own / 1024, 1)


def documents() -> Iterator[Document]:
    for table in TABLES:
        for piece in pieces(public_ids(table)):
            yield from documents_of(table, piece)


def fill(size: int, count: int) -> Result:
    done = folder() / ".filled"
    if not done.exists():
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        fill_database(Corpus(size))
        done.touch()
    return {"quotes": Quote.objects.count()}


def prepare(size: int, count: int) -> Result:
    """Read the rows as documents and do nothing with them: what every engine's indexing begins with."""
    began = time.perf_counter()
    total = sum(1 for _ in documents())
    return {"documents": total, "seconds": time.perf_counter() - began}


def index_own(size: int, count: int) -> Result:
    """Rebuild as an operator would, with the memory of all its processes watched."""
    jobs = min(2, os.cpu_count() or 1)
    watch = Watch(held_by_all, every=0.2)
    began = time.perf_counter()
    with watch:
        total = rebuild(jobs=jobs)
    seconds = time.perf_counter() - began
    current = index_folder()
    return {
        "documents": total,
        "seconds": seconds,
        "per_second": total / seconds,
        "index_mb": megabytes(current) if current else 0,
        "peak_mb": round(watch.peak, 1),
        "jobs": jobs,
    }


def index_fts5(size: int, count: int) -> Result:
    path = folder() / "fts5.sqlite3"
    for old in folder().glob("fts5.sqlite3*"):
        old.unlink()
    ready = list(documents())
    began = time.perf_counter()
    Fts5(path).build(ready)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "per_second": len(ready) / seconds, "index_mb": megabytes(path)}


def index_tantivy(size: int, count: int) -> Result:
    path = folder() / "tantivy"
    shutil.rmtree(path, ignore_errors=True)
    ready = list(documents())
    began = time.perf_counter()
    Tantivy(path).build(ready)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "per_second": len(ready) / seconds, "index_mb": megabytes(path)}


def index_own_alone(size: int, count: int) -> Result:
    """Write ready documents in one process, as FTS5 is fed: what the engine itself costs."""
    ready = list(documents())
    target = folder() / "alone"
    shutil.rmtree(target, ignore_errors=True)
    began = time.perf_counter()
    ix = create_index(target)
    for start in range(0, len(ready), 40_000):
        writer = Writer(ix)
        for document in ready[start : start + 40_000]:
            writer.add(document)
        writer.commit(merge=False)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "per_second": len(ready) / seconds}


def index_stock(size: int, count: int) -> Result:
    path = folder() / "stock"
    if (path / ".built").exists():
        return dict(json.loads((path / ".built").read_text()))
    began = time.perf_counter()
    rate = Stock(path).build(documents(), os.cpu_count() or 1)
    result = {"seconds": time.perf_counter() - began, "per_second": rate, "index_mb": megabytes(path)}
    (path / ".built").write_text(json.dumps(result))
    return result


def ask(peer: Any, asked: dict[str, list[Question]]) -> Result:
    """Ask each question once; return the times in milliseconds and the numbers of hits, by kind."""
    first = time.perf_counter()
    peer.ask(Question(words=("benchmark",)))  # opens what there is to open
    opened = time.perf_counter() - first
    found: Result = {"open_ms": opened * 1000, "kinds": {}}
    for kind, items in asked.items():
        times, hits = [], []
        began = time.perf_counter()
        for question in items:
            start = time.perf_counter()
            hits.append(peer.ask(question))
            times.append((time.perf_counter() - start) * 1000)
            if time.perf_counter() - began > SLOW:
                break
        found["kinds"][kind] = {"times": times, "hits": hits}
    found["peak_mb"] = peak_memory()
    return found


def ask_own(size: int, count: int) -> Result:
    return ask(Own(), questions(Corpus(size), count))


def ask_fts5(size: int, count: int) -> Result:
    return ask(Fts5(folder() / "fts5.sqlite3"), questions(Corpus(size), count))


def ask_tantivy(size: int, count: int) -> Result:
    return ask(Tantivy(folder() / "tantivy"), questions(Corpus(size), count))


def ask_stock(size: int, count: int) -> Result:
    return ask(Stock(folder() / "stock"), questions(Corpus(size), count))


def commit_own(size: int, count: int) -> Result:
    """Change a hundred statements beside an open reader; time the commit and the first search behind it."""
    reader = engine()
    asked = questions(Corpus(size), count)["common term"]
    writer = WhooshEngine(Path(engine().location()), anything_public)
    commits, searches, listings = [], [], []
    for turn, question in enumerate(asked[:12]):
        Own().ask(question)
        ids = list(Quote.objects.order_by("pk").values_list("pk", flat=True)[turn * 100 : turn * 100 + 100])
        began = time.perf_counter()
        writer.write(documents_of("quote", ids), [])
        commits.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        Own().ask(asked[(turn + 1) % len(asked)])
        searches.append((time.perf_counter() - began) * 1000)
        writer.write(documents_of("quote", ids[:1]), [])
        began = time.perf_counter()
        find(Quote, "", sort="newest", facets=("speaker", "month"))
        listings.append((time.perf_counter() - began) * 1000)
    return {
        "commit_100_ms": statistics.median(commits),
        "first_search_ms": statistics.median(searches),
        "first_search_worst_ms": max(searches + listings),
        "first_listing_ms": statistics.median(listings),
        "documents": engine().document_count(),
        "same": reader is engine(),
    }


def worst_own(size: int, count: int) -> Result:
    """Ask the hardest queries that the language lets through, and some hundreds at random; and suggest."""
    corpus = Corpus(size)
    roll = random.Random(SEED)
    common = corpus.words[:60]
    starts = sorted({word[:2] for word in corpus.words[:4000]})
    lines = [
        " ".join(common[:40]),
        " OR ".join(common[:20]),
        f'"{" ".join(common[0] for _ in range(90))}"'[:499] + '"',
        f'"{" ".join(common[:60])}"~99',
        f'"{common[0]} {common[1]}"~99 ' * 12,
        " OR ".join(f'"{a} {b}"' for a, b in itertools.pairwise(common[:21])),
        " OR ".join(f"{start}*" for start in starts[:20]),
        *(f"{start}*" for start in starts[:20]),
        " ".join(f"-{word}" for word in common[:39]),
        f"{common[0]} ({' OR '.join(common[1:15])}) -({' '.join(common[15:30])}) from:2006 to:2025",
    ]
    for _ in range(300):
        parts = []
        for _ in range(roll.randint(1, 12)):
            word = roll.choice(common) if roll.random() < 0.5 else roll.choice(corpus.words)
            pair = f'"{word} {roll.choice(common)}"'
            parts.append(
                roll.choice([word, word, pair, f"{pair}~9", f"-{word}", f"{word[:3]}*", "OR", "kind:direct"])
            )
        lines.append(" ".join(parts))
    times, refused = [], 0
    for line in lines:
        began = time.perf_counter()
        try:
            find(Quote, line, facets=(*FACET_FIELDS, "month"), group="article")
        except QueryFault:
            refused += 1
        times.append(((time.perf_counter() - began) * 1000, line))
    typed = [name[:letters].lower() for name in corpus.speakers[:60] for letters in (2, 3, 5)]
    waits = []
    suggestions(typed[0])
    for letters in typed:
        began = time.perf_counter()
        suggestions(letters)
        waits.append((time.perf_counter() - began) * 1000)
    return {
        "asked": len(lines),
        "refused": refused,
        "worst_ms": max(times)[0],
        "worst": max(times)[1],
        "speakers": len(corpus.speakers),
        "suggestions_ms": waits,
    }


def kinds_own(size: int, count: int) -> Result:
    """Ask what people type: questions, half-remembered lines, what is not held, drafts; milliseconds of this process."""
    roll = random.Random(SEED + 2)
    rows = Quote.objects.select_related("speaker").exclude(speaker=None).order_by("pk")
    chosen = [rows[roll.randrange(rows.count())] for _ in range(count)]
    asked: dict[str, list[str]] = {"question": [], "half a line": [], "nothing found": [], "utterances": []}
    for row in chosen:
        words = row.text.split()
        name, some = row.speaker.name, " ".join(sorted(words, key=len)[-3:])
        asked["question"].append(f"what did {name} say about {some}?")
        asked["half a line"].append(" ".join([*words[:6], "zzyzx", *words[7:9]]))
        asked["nothing found"].append(f"did {name} mention the qwxyzt of vwxqjk in 2019")
        asked["utterances"].append(words[0])
    found = {}
    for kind, lines in asked.items():
        waits = []
        for line in lines:
            began = time.process_time()
            reading = read_as(line, Quote, ())
            group = "utterance" if kind == "utterances" else "article"
            find(Quote, reading.tree, facets=(*FACET_FIELDS, "month", "dated"), group=group)
            waits.append((time.process_time() - began) * 1000)
        found[kind] = waits
    waits = []
    for _ in range(5):
        draft = "\n\n".join(
            f"{row.speaker.name} said: “{row.text}”" for row in roll.sample(chosen, min(20, count))
        )
        began = time.process_time()
        verify_draft(draft)
        waits.append((time.process_time() - began) * 1000)
    return {"typed": {**found, "verify of 20": waits}}


# Pages under gunicorn


def page_own(size: int, count: int) -> Result:
    words = [question.words[0] for question in questions(Corpus(size), count)["common term"]]
    addresses = [f"/search/?{urlencode({'q': word})}" for word in words]
    return serve_and_ask("archive.wsgi:application", {}, addresses, seconds=10)


def page_stock(size: int, count: int) -> Result:
    words = [question.words[0] for question in questions(Corpus(size), count)["common term"]]
    addresses = [f"/search/?{urlencode({'q': word})}" for word in words]
    environment = {"DJANGO_SETTINGS_MODULE": "tools.benchmark.stock_site"}
    return serve_and_ask("archive.wsgi:application", environment, addresses, seconds=40)


def rooms_own(size: int, count: int) -> Result:
    """Ask for one page of each kind, twenty times each, and once more behind a change."""
    quote = Quote.objects.select_related("article__outlet", "speaker").order_by("pk")[size // 20]
    busiest = Statistics().most(Speaker, 1)[0]
    event = Statistics().most(Event, 1)[0]
    day = quote.date
    rooms = {
        "home": "/",
        "search": "/search/",
        "statement": quote.get_absolute_url(),
        "article": quote.article.get_absolute_url(),
        "speakers": "/speakers/",
        "speakers, page 9": "/speakers/?sort=most&page=9",
        "busiest speaker": busiest.get_absolute_url(),
        "one year of it": f"{busiest.get_absolute_url()}?year={day.year}",
        "events": "/events/",
        "busiest event": event.get_absolute_url(),
        "dates": "/dates/",
        "year": f"/dates/{day.year}/",
        "month": f"/dates/{day:%Y/%m}/",
        "day": f"/dates/{day:%Y/%m/%d}/",
        "sources": "/sources/",
        "source": quote.article.outlet.get_absolute_url(),
        "about": "/about/",
        "picture": f"{quote.get_absolute_url()}card.png",
        "sitemap": "/sitemap-statements.xml",
    }
    found: Result = {"rooms": {}}
    with served("archive.wsgi:application", {}, workers=1) as port:
        for name, address in rooms.items():
            get(port, address)
            note_change()
            behind = get(port, address)
            times = [get(port, address) for _ in range(20)]
            found["rooms"][name] = {"times": times, "behind_a_change": behind}
    return found


def serve_and_ask(
    application: str, environment: dict[str, str], addresses: Sequence[str], seconds: float
) -> Result:
    with served(application, environment, workers=2) as port:
        for address in addresses[:6]:  # both workers have opened the index
            get(port, address)
        alone = []
        began = time.perf_counter()
        for address in addresses:
            alone.append(get(port, address))
            if time.perf_counter() - began > seconds:
                break
        rate = with_clients(port, addresses, 4, seconds)
    return {"times": alone, "per_second": rate}


@contextmanager
def served(application: str, environment: dict[str, str], workers: int) -> Iterator[int]:
    """Run a site under gunicorn; give its port."""
    port = free_port()
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            application,
            "--config",
            str(settings.BASE_DIR / "archive" / "gunicorn.conf.py"),
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            str(workers),
            "--timeout",
            "300",
        ],
        env={**os.environ, **environment},
        cwd=settings.BASE_DIR,
    )
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("gunicorn did not start")


def get(port: int, address: str) -> float:
    """Return how many milliseconds a page took."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", address)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200 or not body:
        raise RuntimeError(f"{address} answered {response.status}")
    return (time.perf_counter() - began) * 1000


def with_clients(port: int, addresses: Sequence[str], clients: int, seconds: float) -> float:
    """Return how many pages a second so many clients get together."""
    until = time.perf_counter() + seconds
    done = [0.0] * clients
    began = time.perf_counter()

    def client(number: int) -> None:
        turn = number * 7
        while time.perf_counter() < until:
            get(port, addresses[turn % len(addresses)])
            turn += 1
            done[number] += 1

    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - began)


STEPS: dict[str, Callable[[int, int], Result]] = {
    step.__name__: step
    for step in (
        fill,
        prepare,
        index_own,
        index_own_alone,
        index_fts5,
        index_tantivy,
        index_stock,
        ask_own,
        ask_fts5,
        ask_tantivy,
        ask_stock,
        commit_own,
        worst_own,
        kinds_own,
        page_own,
        page_stock,
        rooms_own,
    )
}
