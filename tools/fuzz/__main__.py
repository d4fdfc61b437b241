"""Try many inputs; what breaks is kept as a case that the tests try ever after.

    python -m tools.fuzz [--only NAME ...] [--seconds 20 | --count N]

Without either, each target has as many as it is to have in all (see WANTED), which takes days.
"""

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from .targets import CASES, TARGETS, Target

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
        return tried, "", None
    except Exception as error:
        return tried, case, fault or error
    return tried, "", None


def keep_case(target: Target, case: str) -> Path:
    """Keep an input that broke beside the tests, under a name that the same one has again."""
    data = case.encode("utf-8", "surrogatepass")
    path = CASES / target.name / f"broke-{hashlib.sha256(data).hexdigest()[:10]}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def fuzz(target: Target, count: int, seconds: float) -> int:
    """Try inputs until there were enough; return how many broke."""
    try_some(target, 2, float("inf"))  # what is loaded once takes none of the time
    began, tried, broke, last = time.monotonic(), 0, 0, time.monotonic()
    until = time.monotonic() + seconds
    while tried < count and time.monotonic() < until and broke < 10:
        some, case, fault = try_some(target, min(CHUNK, count - tried), until)
        tried += some
        if fault is not None:
            broke += 1
            path = keep_case(target, case)
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
    told = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="onrecord-fuzz-")
    set_up(folder)
    broke = 0
    try:
        for made in TARGETS:
            if not told.only or made.name in told.only:
                endless = sys.maxsize if told.seconds != float("inf") else WANTED[made.name]
                broke += fuzz(made(), told.count or endless, told.seconds)
    except KeyboardInterrupt:
        sys.stdout.write("Stopped.\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if broke else 0


if __name__ == "__main__":
    sys.exit(main())
