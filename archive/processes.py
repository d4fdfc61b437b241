"""Processes that end with the one that started them, even where that one was killed and could tell nobody.

The kernel of Linux tells them; anywhere else, and beside it, each looks now and then whose child it is. What is
told so ends as it does on SIGTERM; what has not ended some seconds later ends all the same.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

# A copy of this process has all loaded that it needs and shares the memory of it; where copying is not sound,
# as beside the libraries of macOS, a new one loads it all again.
HELPERS: BaseContext = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")

# In the environment of a process that `manage.py serve` starts: the number of the process that it ends with.
STARTED_BY = "STARTED_BY_PROCESS"
TITLES = {"SPT_NOENV": "1"}  # a title leaves the environment where ps reads it; gunicorn gives titles as well
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>: a signal for this process when the thread that started it ends
LOOKED = 1.0  # seconds between two looks
PATIENCE = 15.0  # seconds in which what was begun may be brought to its end


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def give_memory_back() -> None:
    """Give the memory of what is not used any more back to the machine: what is left lies between what is used.

    Commands look seldom for rings of objects, and the C library of Linux keeps what it has once been given.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:  # musl has none
        trim(0)


def end_with_starter() -> None:
    """End with the process that the environment names, if it names one; what this one starts is told of none."""
    starter = os.environ.pop(STARTED_BY, "")
    if starter.isdecimal():
        end_with(int(starter))


def end_with(parent: int) -> None:
    """Let this process end when its parent does, whatever ended that one. Call it in the process that is to end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    threading.Thread(target=watch, args=(parent,), daemon=True, name="watches its parent").start()


def watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKED)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)


def start_manage(*words: str) -> "BaseProcess":
    """Start `manage.py` with these words beside this process, and let it end with this one.

    This process has one thread and no connection open: a copy could use neither.
    """
    process: BaseProcess = HELPERS.Process(target=be_manage, args=(words, os.getpid()))  # type: ignore[attr-defined]
    process.start()
    return process


def be_manage(words: tuple[str, ...], starter: int) -> None:
    """Be `manage.py` with these words, in a process that is only a copy of another one so far."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, signal.SIG_DFL)
    sys.argv = ["manage.py", *words]
    show_as(" ".join(sys.argv))
    os.environ[STARTED_BY] = str(starter)
    if "django.db" in sys.modules:
        open_as(words[0])
    from manage import main

    main()


def open_as(command: str) -> None:
    """Let SQLite be opened as this command opens it, though the settings were read for another one."""
    from django.db import connections

    from archive.data import sqlite_pragmas

    for settings in connections.settings.values():
        if "init_command" in settings["OPTIONS"]:
            settings["OPTIONS"]["init_command"] = sqlite_pragmas(command)


def show_as(title: str) -> None:
    """Let `ps` and `top` show a process under this title."""
    os.environ.update(TITLES)
    from setproctitle import setproctitle

    setproctitle(title)
