"""Measure search beside two peers, on an archive that the benchmark makes itself."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

KINDS: tuple[str, ...] = ()
STEPS: dict[str, Any] = {}
try:
    from tools.benchmark import questions, steps

    KINDS, STEPS = questions.KINDS, steps.STEPS
except ModuleNotFoundError as error:  # where the site alone is installed, as in the container
    if error.name not in {"tools", "tools.benchmark"}:
        raise

# What is wanted at 100,000 statements: a kind, and the most that FTS5's median may be multiplied by.
AT_MOST = {
    "common term": 1,
    "date range": 1,
    "facet of everything": 1,
    "two facets of a term": 1,
    "two words": 5,
    "phrase": 5,
    "prefix": 5,
}
# The same beside tantivy, where that is installed.
AT_MOST_OF_TANTIVY = {"two words": 5, "phrase": 5}
GOALS_FROM = 100_000
AT_MOST_MS = {"rare term": 5, "everything, newest": 5}
Result = dict[str, Any]


class Command(BaseCommand):
    help = (
        "Build an invented archive of some size, ask this engine, SQLite's FTS5, tantivy where it is installed, and "
        "Haystack's own Whoosh backend the same questions, and print medians, 95th percentiles and ratios. Nothing "
        "of your own archive is read or changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", default="10000,100000", help="numbers of statements, with commas")
        parser.add_argument("--questions", type=int, default=40, help="of each kind")
        parser.add_argument(
            "--folder", type=Path, help="where to build; kept, so that a second run is faster"
        )
        parser.add_argument(
            "--stock-up-to", type=int, default=100_000, help="largest size for the stock backend"
        )
        parser.add_argument("--no-pages", action="store_true", help="leave out the pages under gunicorn")
        parser.add_argument("--json", type=Path, help="write all figures here")
        parser.add_argument(
            "--step", choices=list(STEPS), help="one step in this process, for the command itself"
        )
        parser.add_argument("--size", type=int, default=0, help="the size of that step")

    def handle(self, *args: Any, **options: Any) -> None:
        if not STEPS:
            raise CommandError(
                "The benchmark is in the folder tools/, which is not here. Run it in a checkout of the project."
            )
        if options["step"]:
            result = STEPS[options["step"]](options["size"], options["questions"])
            self.stdout.write(json.dumps(result))
            return
        try:
            sizes = sorted(int(size) for size in options["sizes"].split(","))
        except ValueError:
            raise CommandError(f"“{options['sizes']}” is no list of numbers. Write 10000,100000.") from None
        kept = options["folder"]
        folder = kept or Path(tempfile.mkdtemp(prefix="benchmark-search-"))
        report: Result = {
            "machine": {
                "python": platform.python_version(),
                "processors": os.cpu_count(),
                "system": platform.platform(),
            },
            "sizes": {},
        }
        try:
            for size in sizes:
                found = self.measure(folder / str(size), size, options)
                report["sizes"][str(size)] = found
                self.print_size(size, found)
        finally:
            if not kept:
                shutil.rmtree(folder, ignore_errors=True)
        self.print_growth(report["sizes"])
        if options["json"]:
            options["json"].write_text(json.dumps(report, indent=1))
        else:
            self.stdout.write(json.dumps(summary(report)))

    # Measured

    def measure(self, folder: Path, size: int, options: dict[str, Any]) -> Result:
        folder.mkdir(parents=True, exist_ok=True)
        stock = size <= options["stock_up_to"]
        steps = [
            "fill",
            "prepare",
            "index_own",
            "index_own_alone",
            "index_fts5",
            "ask_own",
            "ask_fts5",
            "worst_own",
            "kinds_own",
            "commit_own",
        ]
        if stock:
            steps += ["index_stock", "ask_stock"]
        if find_spec("tantivy"):
            steps += ["index_tantivy", "ask_tantivy"]
        else:
            self.stderr.write("tantivy is not beside it: pip install tantivy")
        if not options["no_pages"]:
            steps += ["page_own", "rooms_own"] + (["page_stock"] if stock else [])
        found = {}
        for step in steps:
            self.stderr.write(f"{size:,} statements: {step.replace('_', ' ')} ...")
            found[step] = self.run(folder, size, step, options["questions"])
        return found

    def run(self, folder: Path, size: int, step: str, count: int) -> Result:
        environment = {**os.environ, "ONRECORD_DATA": str(folder), "ONRECORD_LOG_LEVEL": "ERROR"}
        environment.pop("DATABASE_URL", None)
        done = subprocess.run(
            [
                sys.executable,
                "-W",
                "ignore",
                str(settings.BASE_DIR / "manage.py"),
                "benchmark_search",
                "--step",
                step,
                "--size",
                str(size),
                "--questions",
                str(count),
            ],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CommandError(f"The step “{step}” failed:\n{done.stderr[-3000:]}")
        result: Result = json.loads(done.stdout.strip().splitlines()[-1])
        return result

    # Printed

    def print_size(self, size: int, found: Result) -> None:
        out = self.stdout.write
        out(f"\n{size:,} statements, milliseconds, median / 95 of 100")
        out(
            f"{'':22}{'On Record':>16}{'FTS5':>16}{'tantivy':>16}{'stock':>18}{'to FTS5':>9}{'to tantivy':>11}"
            f"{'to stock':>9}  goal"
        )
        for kind in KINDS:
            own, fts5, rust, stock = (
                times(found, step, kind) for step in ("ask_own", "ask_fts5", "ask_tantivy", "ask_stock")
            )
            ratio, to_rust = own[0] / fts5[0], own[0] / rust[0] if rust else 0.0
            goals = []
            if size >= GOALS_FROM and kind in AT_MOST:
                goals.append((f"at most {AT_MOST[kind]}x FTS5", ratio <= AT_MOST[kind]))
            if size >= GOALS_FROM and kind in AT_MOST_MS:
                goals.append((f"at most {AT_MOST_MS[kind]} ms", own[0] <= AT_MOST_MS[kind]))
            if size >= GOALS_FROM and rust and kind in AT_MOST_OF_TANTIVY:
                most = AT_MOST_OF_TANTIVY[kind]
                goals.append((f"at most {most}x tantivy", to_rust <= most))
            out(
                f"{kind:22}{shown(own):>16}{shown(fts5):>16}{shown(rust):>16}{shown(stock):>18}{ratio:8.2f}x"
                + (f"{to_rust:10.2f}x" if rust else f"{'':11}")
                + (f"{stock[0] / own[0]:8.0f}x" if stock else f"{'':9}")
                + "  "
                + "; ".join(f"{goal}: {'reached' if held else 'MISSED'}" for goal, held in goals)
            )
        for name, wrong in disagreements(found).items():
            out(f"Numbers of hits against {name}: {wrong or 'all agree'}")
        own, fts5 = found["index_own"], found["index_fts5"]
        out(
            f"Indexing: rebuild from the database {own['per_second']:,.0f} documents/s in {own['jobs']} processes "
            f"(reading rows alone {found['prepare']['documents'] / found['prepare']['seconds']:,.0f}/s in one), "
            f"ready documents {found['index_own_alone']['per_second']:,.0f}/s in one; "
            f"FTS5 {fts5['per_second']:,.0f}/s, so 1/{fts5['per_second'] / own['per_second']:.0f} of it "
            f"(goal: 1/20)"
            + "".join(
                f"; {name} {found[step]['per_second']:,.0f}/s"
                for name, step in (("tantivy", "index_tantivy"), ("stock", "index_stock"))
                if step in found
            )
        )
        out(
            f"Index: {own['index_mb']:,.1f} MB, FTS5 {fts5['index_mb']:,.1f} MB, {own['index_mb'] / fts5['index_mb']:.2f}x "
            f"(goal: 3.5x). Peak memory while indexing {own['peak_mb']:,.0f} MB (goal: 800), a reader {found['ask_own']['peak_mb']:,.0f} MB"
        )
        commit = found["commit_own"]
        out(
            f"A commit of 100 changed: {commit['commit_100_ms']:.0f} ms; the first search behind it "
            f"{commit['first_search_ms']:.1f} ms, the first list by date with facets {commit['first_listing_ms']:.1f} ms, "
            f"the worst {commit['first_search_worst_ms']:.0f} ms (goal: 150)"
        )
        worst = found["worst_own"]
        median, high = spread(worst["suggestions_ms"])
        out(
            f"The worst of {worst['asked']} hard queries: {worst['worst_ms']:.0f} ms (goal: 1,000); {worst['refused']} were "
            f"refused with a sentence. Suggestions among {worst['speakers']:,} speakers: {median:.1f} / {high:.1f} ms (goal: 20)"
        )
        for kind, waits in found["kinds_own"]["typed"].items():
            most = 2000 if kind.startswith("verify") else 50
            out(f"{kind:22}{shown(spread(waits)):>16}  milliseconds of one process (goal: {most:,})")
        if "page_own" in found:
            page = found["page_own"]
            median, high = spread(page["times"])
            line = (
                f"A page of results under gunicorn: {median:.1f} / {high:.1f} ms for one client (goal: 30 / 100), "
                f"{page['per_second']:.1f} a second for four"
            )
            if "page_stock" in found:
                peer = found["page_stock"]
                line += (
                    f"; stock {spread(peer['times'])[0]:,.0f} ms, {peer['per_second']:.2f} a second: "
                    f"{page['per_second'] / peer['per_second']:.0f}x (goal: 40x)"
                )
            out(line)
        if "rooms_own" in found:
            out(
                f"{'Pages, one client':22}{'median / 95 of 100':>20}{'behind a change':>18}  (goal: median 50)"
            )
            for name, room in found["rooms_own"]["rooms"].items():
                out(f"{name:22}{shown(spread(room['times'])):>20}{room['behind_a_change']:18.1f}")

    def print_growth(self, sizes: dict[str, Result]) -> None:
        out = self.stdout.write
        if len(sizes) < 2:
            return
        names = list(sizes)
        out(
            "\nGrowth of the median, milliseconds"
            + "".join(f"{int(name):>12,}" for name in names)
            + f"{'1,000,000 *':>14}"
        )
        last, before = names[-1], names[-2]
        scale = (1_000_000 - int(last)) / (int(last) - int(before))
        for kind in KINDS:
            values = [times(sizes[name], "ask_own", kind)[0] for name in names]
            out(f"{kind:34}" + "".join(f"{v:12.2f}" for v in values) + f"{grown(values, scale):14.1f}")
        figures: tuple[tuple[str, Callable[[Any], float]], ...] = (
            ("index, MB", lambda f: f["index_own"]["index_mb"]),
            ("rebuild, seconds", lambda f: f["index_own"]["seconds"]),
            ("a reader's memory, MB", lambda f: f["ask_own"]["peak_mb"]),
        )
        for label, get in figures:
            values = [get(sizes[name]) for name in names]
            out(f"{label:34}" + "".join(f"{v:12.1f}" for v in values) + f"{grown(values, scale):14.1f}")
        out("* in a straight line through the last two sizes: an estimate, not a measurement")


def grown(values: list[float], scale: float) -> float:
    return max(values[-1], values[-1] + (values[-1] - values[-2]) * scale)


def times(found: Result, step: str, kind: str) -> tuple[float, ...]:
    return spread(found[step]["kinds"][kind]["times"]) if step in found else ()


def spread(values: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def shown(pair: tuple[float, ...]) -> str:
    return f"{pair[0]:,.1f} / {pair[1]:,.1f}" if pair else "-"


def disagreements(found: Result) -> dict[str, str]:
    """Return, for each peer, on how many questions its number of hits is another one."""
    answer = {}
    for name, step in (("FTS5", "ask_fts5"), ("stock", "ask_stock")):
        if step not in found:
            continue
        wrong = []
        for kind in KINDS:
            pairs = list(
                zip(found["ask_own"]["kinds"][kind]["hits"], found[step]["kinds"][kind]["hits"], strict=False)
            )
            differ = [(own, other) for own, other in pairs if own != other]
            if differ:
                wrong.append(f"{kind} differs in {len(differ)} of {len(pairs)}, such as {differ[0]}")
        answer[name] = "; ".join(wrong)
    return answer


def summary(report: Result) -> Result:
    """Return the report without the single times."""
    short: Result = {"machine": report["machine"], "sizes": {}}
    for size, found in report["sizes"].items():
        rows: Result = {}
        for step, result in found.items():
            if "kinds" in result:
                rows[step] = {
                    kind: [round(value, 3) for value in spread(data["times"])]
                    for kind, data in result["kinds"].items()
                }
            elif "rooms" in result:
                rows[step] = {
                    name: [*spread(room["times"]), room["behind_a_change"]]
                    for name, room in result["rooms"].items()
                }
            elif "times" in result:
                rows[step] = {"ms": spread(result["times"]), "per_second": result["per_second"]}
            else:
                rows[step] = result
        short["sizes"][size] = {**rows, "disagreements": disagreements(found)}
    return short
