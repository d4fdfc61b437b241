"""Try many inputs; what breaks is kept as a case that the tests try ever after.

    python -m tools.fuzz [--only NAME ...] [--seconds 20 | --count N] [--state FILE] [--seed N]

Without either, each target has as many as it is to have in all (see WANTED), which takes hours. Stop it at any moment:
what was tried is counted in the state, and the next one goes on there.
"""

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from tools.long_runs import keep_state, read_state, when_and_where

from .targets import CASES, TARGETS, Target, TooLong

WANTED = {"reading": 2_000_000, "query": 1_000_000, "formats": 200_000, "web": 50_000}
CHUNK = 200  # inputs of one run of Hypothesis
SHOWN = 300  # characters of what broke


class Enough(BaseException):
    """The time is over: no failure, and nothing that Hypothesis may make smaller."""


def try_some(target: Target, count: int, until: float) -> tuple[int, str, Exception | None]:
    """Try so many inputs; return how many there were, and the smallest that broke with what it raised."""
    tried, case, fault = 0, "", None

    def attempt(given_case: str) -> None:
        nonlocal tried, case, fault
        if time.monotonic() > until and fault is None:
            raise Enough
        tried += 1
        try:
            target.held(given_case)
        except TooLong as error:
            case, fault = given_case, error
            raise Enough from error  # made smaller it would take as long each time
        except Exception as error:
            case, fault = given_case, error
            raise

    quiet = settings(
        max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink], verbosity=Verbosity.quiet, print_blob=False,
    )  # fmt: skip
    try:
        seed(random.getrandbits(64))(quiet(given(target.inputs)(attempt)))()
    except Enough:
        return tried, case, fault
    except Exception as error:
        return tried, case, fault or error
    return tried, "", None


def shorten(target: Target, case: str, fault: Exception) -> str:
    """Leave out of an input what it does not need to break in the same way: halves of it, quarters, and so on."""
    piece = len(case) // 2
    while piece:
        at = 0
        while at < len(case):
            tried = case[:at] + case[at + piece :]
            try:
                target.held(tried)
                at += piece
            except type(fault):
                case = tried
            except Exception:
                at += piece
        piece //= 2
    return case


def keep_case(target: Target, case: str) -> Path:
    """Keep an input that broke beside the tests, under a name that the same one has again."""
    data = case.encode("utf-8", "surrogatepass")
    path = CASES / target.name / f"broke-{hashlib.sha256(data).hexdigest()[:10]}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def fuzz(target: Target, count: int, seconds: float, told: Callable[[int, float, int], None]) -> int:
    """Try inputs until there were enough; return how many broke. `told` hears of some more inputs, of their seconds,
    and of how many of them broke."""
    try_some(target, 2, float("inf"))  # what is loaded once takes none of the time
    began, tried, broke, last = time.monotonic(), 0, 0, time.monotonic()
    until = time.monotonic() + seconds
    while tried < count and time.monotonic() < until and broke < 10:
        at = time.monotonic()
        some, case, fault = try_some(target, min(CHUNK, count - tried), until)
        tried += some
        told(some, time.monotonic() - at, int(fault is not None))
        if fault is not None:
            broke += 1
            path = keep_case(target, case if isinstance(fault, TooLong) else shorten(target, case, fault))
            sys.stdout.write(
                f"{target.name}: {type(fault).__name__}: {str(fault)[:SHOWN]}\n  kept as {path}\n"
            )
        if time.monotonic() - last > 60:
            last = time.monotonic()
            sys.stdout.write(f"{target.name}: {tried} of {count}\n")
            sys.stdout.flush()
    sys.stdout.write(
        f"{target.name}: {tried} inputs in {time.monotonic() - began:.0f} seconds, {broke} broke\n"
    )
    sys.stdout.flush()
    return broke


def report_of(state: dict[str, dict[str, float]]) -> str:
    """Write what was tried in all as a table."""
    lines = [
        when_and_where(),
        "",
        "| fuzzed | inputs | hours | broke |",
        "|---|---|---|---|",
    ]
    for name, done in state.items():
        lines.append(
            f"| {name} | {done['tried']:,.0f} | {done['seconds'] / 3600:.2f} | {done['broke']:.0f} |"
        )
    return "\n".join(lines) + "\n"


def set_up(folder: str) -> None:
    """Make Django ready on an empty archive of its own."""
    os.environ["ONRECORD_DATA"] = folder
    os.environ["ONRECORD_LOG_LEVEL"] = "ERROR"
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    import logging

    import django
    from django.conf import settings as site

    django.setup()
    plain: dict[str, Any] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    site.STORAGES = {**site.STORAGES, "staticfiles": plain}
    for name in ("django.request", "django.security", "statements"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def main() -> int:
    names = [target.name for target in TARGETS]
    parser = argparse.ArgumentParser(
        prog="python -m tools.fuzz", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--only", action="append", choices=names)
    parser.add_argument("--count", type=int, default=0, help="inputs of each")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="for each")
    parser.add_argument(
        "--seed", type=int, help="the same one makes the same inputs again, from the same code"
    )
    parser.add_argument(
        "--state",
        type=Path,
        help="where the inputs are counted; a run without --seconds and --count goes on from there",
    )
    told = parser.parse_args()
    state: dict[str, dict[str, float]] = read_state(told.state) if told.state else {}
    if told.state:
        told.state.parent.mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="onrecord-fuzz-")
    set_up(folder)
    broke = 0

    def count(done: dict[str, float], some: int, seconds: float, broken: int) -> None:
        done["tried"] += some
        done["seconds"] += seconds
        done["broke"] += broken
        if told.state:
            keep_state(told.state, state)

    try:
        for made in TARGETS:
            if not told.only or made.name in told.only:
                random.seed(told.seed)
                done = state.setdefault(made.name, {"tried": 0, "seconds": 0.0, "broke": 0})
                left = max(0, WANTED[made.name] - int(done["tried"]))
                endless = sys.maxsize if told.seconds != float("inf") else left
                broke += fuzz(made(), told.count or endless, told.seconds, partial(count, done))
        if told.state:
            sys.stdout.write(report_of(state))
    except KeyboardInterrupt:
        sys.stdout.write("Stopped.\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if broke else 0


if __name__ == "__main__":
    sys.exit(main())
