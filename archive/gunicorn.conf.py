"""Gunicorn: a few workers with threads each, which no slow client holds up; heads bounded; all end with `serve`."""

import os
import sys
from typing import Any

from archive import shared_counts as shared_counts  # made before there are workers, who count in it together
from archive.databases import SERVES
from archive.processes import end_with, end_with_starter
from archive.stopping import turn_away_first

os.environ[SERVES] = "1"

# Gunicorn answers 500 to every address outside of SCRIPT_NAME, a probe of /healthz too: the application sees to it.
if name := os.environ.pop("SCRIPT_NAME", ""):
    os.environ.setdefault("ONRECORD_PATH", name)

worker_class = "archive.worker.Worker"
threads = 3  # of a worker, for pages: one of them computes, the others wait for the database
SWITCHED = (
    0.02  # seconds that a thread computes before another has its turn: pages take less, and each turn costs
)
timeout = 30
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8_190
forwarded_allow_ips = "127.0.0.1,::1"
errorlog = "-"
loglevel = "warning"
worker_tmp_dir = None
control_socket_disable = True  # one place for all sites of a user, who would quarrel over it; nobody asks it
sendfile = False  # answers go through the worker, which waits for no reader


def on_starting(server: Any) -> None:
    end_with_starter()


def when_ready(server: Any) -> None:
    turn_away_first(server)


def post_fork(server: Any, worker: Any) -> None:
    sys.setswitchinterval(SWITCHED)
    end_with(os.getppid())


def child_exit(server: Any, worker: Any) -> None:
    """Let the measures of a worker that ended count on, without those that are of the moment."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
