"""Progress of long work: a bar on a terminal, a plain line a step elsewhere."""

import sys
import time
from typing import Any

from tqdm import tqdm


class Progress:
    """`with Progress(out, "Reading", 120) as p: p.step()`; total None for work without steps."""

    def __init__(self, out: Any, label: str, total: int | None = None, unit: str = "article") -> None:
        self.out = out
        self.label = label
        self.total = total
        self.unit = unit
        self.done = 0
        self.said = time.monotonic()
        self.bar: Any = None

    def __enter__(self) -> "Progress":
        if self.total and sys.stderr.isatty():
            self.bar = tqdm(total=self.total, desc=self.label, unit=self.unit, leave=False)
        elif self.total != 0:
            self.out.write(f"{self.label}{f' {self.total}' if self.total else ''} ...")
        return self

    def reach(self, done: int, total: int) -> None:
        """Say that so much is done of so much, for work that learns its size on the way."""
        if self.total is None:
            self.total = total
            if sys.stderr.isatty():
                self.bar = tqdm(total=total, desc=self.label, unit=self.unit, leave=False)
        self.step(done - self.done)

    def step(self, count: int = 1) -> None:
        self.done += count
        if self.bar is not None:
            self.bar.update(count)
        elif self.total and time.monotonic() - self.said > 2:
            self.said = time.monotonic()
            self.out.write(f"{self.label}: {self.done} of {self.total}")

    def __exit__(self, *error: object) -> None:
        if self.bar is not None:
            self.bar.close()
