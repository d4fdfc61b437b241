"""Bring an archive up to date and serve it: what `make run` and the container start."""

import os
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
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from statements.models import Article
from statements.sample import SAMPLE
from statements.search.engines import engine
from statements.search.maintenance import drain, rebuild
from statements.search.queue import waiting

SOON = 20.0  # seconds within which a helper that ends again is given more and more time
AT_ONCE = 2000  # changes that are indexed before the site starts
READY = Path("static") / ".collected"


def check_port(host: str, port: int) -> None:
    """Say in a sentence that a port is taken, before any work is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} of {host} cannot be used: {error.strerror}. Name another: make run PORT={port + 1}"
            ) from None


class Command(BaseCommand):
    help = (
        "Migrate, collect static files, index what is waiting, then serve the site under gunicorn "
        "beside the indexer, the intake worker, and the follower of feeds and sitemaps. With --sample, an empty archive is filled with the invented sample first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=3)
        parser.add_argument("--sample", action="store_true")
        parser.add_argument("--prepare-only", action="store_true", help="do all but serve")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["prepare_only"]:
            check_port(options["host"], options["port"])
        self.prepare(options["sample"])
        if options["prepare_only"]:
            return
        address = f"http://{options['host']}:{options['port']}"
        self.stdout.write(f"On Record is at {address}")
        self.stdout.write("To curate, make yourself an editor: .venv/bin/python manage.py createsuperuser")
        self.stdout.write(f"then sign in at {address}/admin/review/. Press Ctrl-C to stop.")
        self.stdout.flush()
        raise SystemExit(self.run_both(options))

    def prepare(self, sample: bool) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Setting up the database ...")
            call_command("migrate", verbosity=0, interactive=False)
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
            try:
                call_command("ingest", str(SAMPLE), "--sample", stdout=self.stdout, stderr=self.stderr)
            except SystemExit:
                self.stdout.write("(One page of the sample is no article on purpose: a list of stubs.)")
            unfinished.unlink()
        if not engine().exists() and Article.objects.exists():
            self.stdout.write("Building the search index ...")
            rebuild(jobs=os.cpu_count() or 1)
        elif 0 < waiting() <= AT_ONCE:
            drain(wait=False)  # a longer queue is left to the indexer: the site starts at once
        connection.close()

    def run_both(self, options: dict[str, Any]) -> int:
        """Run gunicorn, the indexer, the intake worker and the follower until a signal comes or gunicorn ends.

        A helper that died is replaced.
        """
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "archive.settings"}
        manage = str(settings.BASE_DIR / "manage.py")
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
                f"{options['host']}:{options['port']}",
                "--workers",
                str(options["workers"]),
            ],
            env=environment,
        )
        helpers = [
            Helper("The indexer", [sys.executable, manage, "index", "--follow"], environment),
            Helper("The follower", [sys.executable, manage, "follow"], environment),
            Helper("The intake worker", [sys.executable, manage, "intake"], environment),
        ]
        stopping = False

        def stop(*_: object) -> None:
            nonlocal stopping
            stopping = True
            for child in (server, *(helper.process for helper in helpers)):
                if child.poll() is None:
                    child.send_signal(signal.SIGTERM)

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

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name, self.command, self.environment = name, command, environment
        self.patience = 0.0
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, env=self.environment)
        self.started = time.monotonic()

    def renew(self) -> bool:
        """Start it again if it ended and it is time to; return whether that was done."""
        lived = time.monotonic() - self.started
        if self.process.poll() is None or lived < self.patience:
            return False
        self.patience = 0.0 if lived > SOON else min(60.0, max(1.0, self.patience * 2))
        self.start()
        return True

    def end(self, until: float) -> None:
        """Wait for it to end, and kill it if it has not by then."""
        try:
            self.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
