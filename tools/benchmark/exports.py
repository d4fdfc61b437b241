"""What it costs to take 100,000 statements away: time, processor time and memory, in each format, from each page.

    python -m tools.benchmark.exports [--statements 100000] [--folder FOLDER]

An archive in a temporary folder (or in FOLDER, which is kept) holds made statements. One outlet prints them all, one
speaker said them all, at one event: so that the file of a page of results, of the speaker, of the event and of the
source each have all of them. One worker of the site, as it is deployed, makes each file. Of its memory is told how
much more it holds of its own at most (what it maps of the database's file is the system's, and is bounded by the
settings); pages are asked for meanwhile, and the median and the slowest are told. Then three files are asked for at
once: two are made, and the site offers to make the third in the background. Last, `manage.py export --parquet` writes
the whole archive. With another --statements it is seen what of it grows.
"""

import argparse
import csv
import http.client
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from .memory import Watch, children_of, own_memory, processor_seconds

ROOT = Path(__file__).resolve().parents[2]
PIECE = 1 << 16
FORMS = ("csv", "jsonl", "xlsx")
ROW = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row"


def fill(statements: int) -> None:
    """Write the archive, each statement of one speaker, one outlet and one event, and index it."""
    import django

    django.setup()
    from django.core.management import call_command

    from statements.models import Article, Event, Outlet, Quote, Speaker
    from statements.search.maintenance import rebuild

    from .corpus import Corpus, fill_database
    from .steps import folder

    done = folder() / ".filled-for-exports"
    if done.exists():
        return
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    fill_database(Corpus(statements))
    through = Quote.events.through.objects
    event = Event.objects.order_by("pk")[0]
    Quote.objects.all().update(speaker=Speaker.objects.order_by("pk")[0])
    Article.objects.all().update(outlet=Outlet.objects.order_by("pk")[0])
    through.all().delete()
    through.bulk_create(
        (
            Quote.events.through(quote_id=pk, event_id=event.pk)
            for pk in Quote.objects.values_list("pk", flat=True)
        ),
        batch_size=5000,
    )
    rebuild(jobs=1)
    done.touch()


def pages_with_files() -> dict[str, str]:
    """Return what the file of each kind of page is asked for with."""
    from statements.models import Event, Outlet, Speaker

    kinds: dict[str, Any] = {"speaker": Speaker, "event": Event, "source": Outlet}
    first = {
        name: model.objects.order_by("pk").values_list("slug", flat=True)[0] for name, model in kinds.items()
    }
    return {"results": "", **{name: f"?{name}={slug}" for name, slug in first.items()}}


# Measured


def take(port: int, address: str, into: Path) -> tuple[int, float]:
    """Fetch a file; return its status and the seconds until its first byte."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    began = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    first = answer.read(1)
    waited = time.perf_counter() - began
    with into.open("wb") as file:
        file.write(first)
        while piece := answer.read(PIECE):
            file.write(piece)
    connection.close()
    return answer.status, waited


@contextmanager
def pages_asked(port: int) -> Iterator[list[float]]:
    """Ask for a page each half second meanwhile; give the list of what each took, in milliseconds."""
    from .steps import get

    done, times = threading.Event(), [get(port, "/about/")]

    def ask() -> None:
        while not done.wait(0.5):
            times.append(get(port, "/about/"))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield times
    finally:
        done.set()
        thread.join()


def rows_of_csv(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def rows_of_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def rows_of_workbook(path: Path) -> int:
    with zipfile.ZipFile(path) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
        count = 0
        for _, element in ElementTree.iterparse(sheet):
            if element.tag == ROW:
                count += 1
                element.clear()
        return count - 1


COUNT: dict[str, Callable[[Path], int]] = {
    "csv": rows_of_csv,
    "jsonl": rows_of_lines,
    "xlsx": rows_of_workbook,
}


def measure_files(folder: Path) -> None:
    from .steps import get, served

    print(
        f"{'from':10}{'as':8}{'rows':>9}{'MB':>8}{'s':>8}{'CPU s':>8}{'first, s':>10}{'MB more':>9}{'a page, ms, worst':>20}"
    )
    for asked_from, asked in pages_with_files().items():
        for form in FORMS:
            with served("archive.wsgi:application", {}, workers=1) as port:
                get(port, f"/search/{asked}")  # the index is open
                worker = worker_of_site()
                path = folder / f"taken.{form}"
                worked, began = processor_seconds(worker), time.perf_counter()
                with Watch(partial(own_memory, worker), every=0.05) as memory, pages_asked(port) as times:
                    status, waited = take(port, f"/search/statements.{form}{asked}", path)
                took, work = time.perf_counter() - began, processor_seconds(worker) - worked
            if status != 200:
                raise RuntimeError(f"{form} from {asked_from}: {status}")
            print(
                f"{asked_from:10}{form:8}{COUNT[form](path):>9,}{path.stat().st_size / 1e6:>8.1f}{took:>8.1f}"
                f"{work:>8.1f}{waited:>10.2f}{memory.more:>9.1f}{statistics.median(times):>9.0f} / {max(times):.0f}",
                flush=True,
            )
            path.unlink()


def worker_of_site() -> int:
    return next(child for master in children_of(os.getpid()) for child in children_of(master))


def measure_at_once(folder: Path) -> None:
    """Ask for three files of one worker at once: two are made, the third is offered behind the pages."""
    from .steps import get, served

    with served("archive.wsgi:application", {}, workers=1) as port:
        get(port, "/search/")
        worker = worker_of_site()
        answers: list[int] = []
        threads = [
            threading.Thread(
                target=lambda n=n: answers.append(
                    take(port, "/search/statements.csv", folder / f"{n}.csv")[0]
                )
            )
            for n in range(3)
        ]
        with Watch(partial(own_memory, worker), every=0.05) as memory, pages_asked(port) as times:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    print(
        f"three at once of one worker: {sorted(answers)}, {memory.more:.1f} MB more, a page {max(times):.0f} ms at worst"
    )


def measure_archive(folder: Path) -> None:
    began = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "manage.py", "export", str(folder / "whole"), "--parquet"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = sum(path.stat().st_size for path in (folder / "whole").iterdir())
    print(f"manage.py export --parquet: {size / 1e6:.0f} MB in {time.perf_counter() - began:.1f} s")
    print(f"  at most {used.ru_maxrss / 1024:.0f} MB (the largest of all processes that ended here)")


def work(statements: int, step: str) -> None:
    if step == "fill":
        fill(statements)
        return
    import django

    django.setup()
    with tempfile.TemporaryDirectory(prefix="on-record-taken-") as name:
        if step == "archive":
            measure_archive(Path(name))
        else:
            measure_files(Path(name))
            measure_at_once(Path(name))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where to build; kept, so that a second run is faster")
    parser.add_argument("--step", choices=("fill", "files", "archive"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
        work(options.statements, options.step)
        return
    with tempfile.TemporaryDirectory(prefix="on-record-exports-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "ONRECORD_DATA": str(folder), "ONRECORD_LOG_LEVEL": "ERROR"}
        environment.pop("DATABASE_URL", None)
        for step in ("fill", "files", "archive"):
            command = [sys.executable, "-W", "ignore", "-m", "tools.benchmark.exports", "--step", step]
            subprocess.run(
                [*command, "--statements", str(options.statements)], cwd=ROOT, env=environment, check=True
            )


if __name__ == "__main__":
    main()
