"""Bring an archive up to date and serve it: what `make run` and the container start."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from archive.processes import STARTED_BY, TITLES, processors, start_manage
from statements.alerts.installed import alerts_are_sent
from statements.leases import other_machines, setting_up
from statements.models import Article
from statements.sample import sample_articles
from statements.search.engines import engine
from statements.search.engines.base import Unavailable
from statements.search.maintenance import drain, rebuild, waits
from statements.search.queue import waiting

SOON = 20.0  # seconds within which a helper that ends again is given more and more time
AT_ONCE = 2000  # changes that are indexed before the site starts
READY = Path("static") / ".collected"


def check_port(host: str, port: int) -> None:
    """Say in a sentence that a port is taken, before any work is done."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise CommandError(f"{host} is no address of this machine: {error.strerror}.") from None
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise CommandError(
                f"Port {port} of {host} cannot be used: {error.strerror}. Name another: make run PORT={port + 1}"
            ) from None


def in_address(host: str) -> str:
    """Return a host as an address has it: one of IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def empty_folder(path: Path) -> Path:
    """Return a folder with nothing in it: what the processes before have counted is not of this run."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def workers_wanted() -> int:
    """Return how many processes answer: more than there are processors count and open the index once more, for nothing.

    Two at least, so that one may end and begin anew; each takes memory for itself, so three at most.
    """
    return min(3, max(2, processors()))


def why_built() -> str:
    """Say why the index is made: for the first time, or since one of an older format is never opened."""
    if any(Path(settings.HAYSTACK_CONNECTIONS["default"].get("PATH", "")).glob("index-*")):
        return "The search index is of an older version, which is not read. Building it anew ..."
    return "Building the search index ..."


class Command(BaseCommand):
    help = (
        "Migrate, collect static files, index what is waiting, then serve the site under gunicorn "
        "beside the indexer, the intake worker, the follower of feeds and sitemaps, and what sends saved searches. With --sample, an empty archive is filled with the invented sample first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--workers",
            type=int,
            default=workers_wanted(),
            help="processes that answer (default: as many as processors, two at least and three at most)",
        )
        parser.add_argument("--sample", action="store_true")
        parser.add_argument("--prepare-only", action="store_true", help="do all but serve")

    def handle(self, *args: Any, **options: Any) -> None:
        options["host"] = options["host"].strip("[]")
        if not options["prepare_only"]:
            check_port(options["host"], options["port"])
        self.prepare(options["sample"])
        if options["prepare_only"]:
            return
        shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options["host"], options["host"])  # noqa: S104 (all of them)
        address = f"http://{in_address(shown)}:{options['port']}{settings.FORCE_SCRIPT_NAME or ''}"
        self.stdout.write(f"On Record is at {address}")
        self.stdout.write("To curate, make yourself an editor: .venv/bin/python manage.py createsuperuser")
        self.stdout.write(f"then sign in at {address}/admin/review/. Press Ctrl-C to stop.")
        self.stdout.flush()
        raise SystemExit(self.run_both(options))

    def prepare(self, sample: bool) -> None:
        with setting_up():
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                self.stdout.write("Setting up the database ...")
                call_command("migrate", verbosity=0, interactive=False)
        if settings.ONRECORD_MACHINES < 2 and (others := other_machines()):
            self.stderr.write(
                f"Another machine works on this database: {', '.join(others)}. Set ONRECORD_MACHINES on all of them; "
                "manage.py check then says what several need."
            )
        stamp = settings.DATA / READY
        newest = str(
            max((p.stat().st_mtime_ns for p in (settings.BASE_DIR / "static").rglob("*")), default=0)
        )
        if not stamp.exists() or stamp.read_text() != newest:
            self.stdout.write("Collecting static files ...")
            call_command("collectstatic", verbosity=0, interactive=False, clear=False)
            stamp.write_text(newest)
        unfinished = settings.DATA / ".sample-unfinished"
        if sample and (unfinished.exists() or not Article.objects.exists()):
            unfinished.touch()
            self.stdout.write("Reading the invented sample ...")
            call_command("ingest", *sample_articles(), "--sample", stdout=self.stdout, stderr=self.stderr)
            unfinished.unlink()
        try:
            self.prepare_index()
        except Unavailable as error:
            self.stderr.write(f"{waits(error)} The site is served without it.")
        connection.close()

    def prepare_index(self) -> None:
        if not engine().exists() and Article.objects.exists():
            self.stdout.write(why_built())
            rebuild(jobs=os.cpu_count() or 1)
        elif 0 < waiting() <= AT_ONCE:
            drain(wait=False)  # a longer queue is left to the indexer: the site starts at once

    def run_both(self, options: dict[str, Any]) -> int:
        """Run gunicorn and its helpers until a signal comes or gunicorn ends.

        A helper that died is replaced.
        """
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
            STARTED_BY: str(os.getpid()),
            **TITLES,
            "PROMETHEUS_MULTIPROC_DIR": str(empty_folder(settings.DATA / "measures")),
        }
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "archive.wsgi:application",
                "--config",
                str(settings.BASE_DIR / "archive" / "gunicorn.conf.py"),
                "--chdir",
                str(settings.BASE_DIR),
                "--bind",
                f"{in_address(options['host'])}:{options['port']}",
                "--workers",
                str(options["workers"]),
            ],
            env=environment,
        )
        helpers = [
            Helper("The indexer", "index", "--follow"),
            Helper("The follower", "follow"),
            Helper("What tidies", "tidy", "--follow"),
            Helper("What makes files", "files", "--follow"),
            Helper("The intake worker", "intake"),
        ]
        if alerts_are_sent():
            helpers.append(Helper("What sends saved searches", "alerts"))
        stopping = False

        def stop(*_: object) -> None:
            nonlocal stopping
            stopping = True
            if server.poll() is None:
                server.send_signal(signal.SIGTERM)
            for helper in helpers:
                helper.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        while (code := server.poll()) is None:
            for helper in helpers:
                if not stopping and helper.renew():
                    self.stderr.write(f"{helper.name} ended; it is started again.")
            time.sleep(0.3)
        stop()
        until = time.monotonic() + 10
        for helper in helpers:
            helper.end(until)
        return 0 if code in (0, -signal.SIGTERM) else 1


class Helper:
    """A process beside the site that is replaced when it ends; one that ends at once, after some time."""

    def __init__(self, name: str, *words: str) -> None:
        self.name, self.words = name, words
        self.patience = 0.0
        self.start()

    def start(self) -> None:
        connections.close_all()
        self.process = start_manage(*self.words)
        self.started = time.monotonic()

    def renew(self) -> bool:
        """Start it again if it ended and it is time to; return whether that was done."""
        lived = time.monotonic() - self.started
        if self.process.is_alive() or lived < self.patience:
            return False
        self.patience = 0.0 if lived > SOON else min(60.0, max(1.0, self.patience * 2))
        self.start()
        return True

    def stop(self) -> None:
        if self.process.is_alive():
            self.process.terminate()

    def end(self, until: float) -> None:
        """Wait for it to end, and kill it if it has not by then."""
        self.process.join(max(0.1, until - time.monotonic()))
        if self.process.is_alive():
            self.process.kill()
