"""What processes of this machine hold and have used, as Linux tells it."""

import os
import threading
from collections.abc import Callable
from pathlib import Path


class Watch(threading.Thread):
    """Samples a figure, each `every` seconds, for as long as it is entered: its first value, and the largest."""

    def __init__(self, measure: Callable[[], float], every: float) -> None:
        super().__init__(daemon=True)
        self.measure, self.every = measure, every
        self.first = self.peak = measure()
        self.done = threading.Event()

    @property
    def more(self) -> float:
        return self.peak - self.first

    def __enter__(self) -> "Watch":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.done.set()
        self.join()

    def run(self) -> None:
        while not self.done.wait(self.every):
            self.peak = max(self.peak, self.measure())


def children_of(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def held_by_all() -> float:
    """Return the memory in MB of this process and its children together; shared pages count once."""
    return sum(map(proportional_set, [os.getpid(), *children_of(os.getpid())]))


def proportional_set(pid: int) -> float:
    """Return a process's memory in MB, its shared pages in part; 0 for one that has ended."""
    try:
        return megabytes_of(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")
    except OSError:
        return 0.0


def own_memory(pid: int) -> float:
    """Return what a process holds of its own, in MB: not what it maps of files."""
    return megabytes_of(Path(f"/proc/{pid}/status"), "RssAnon:")


def megabytes_of(path: Path, name: str) -> float:
    lines = path.read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
