"""Progress of long work: a bar on a terminal, a plain line a step elsewhere."""

import sys
import time
from typing import Any

from tqdm import tqdm


class Progress:
    """`with Progress(out, "Reading", 120) as p: p.step()`; total None for work without steps."""

    def __init__(self, out: Any, label: str, total: int | None = None) -> None:
        self.out = out
        self.label = label
        self.total = total
        self.done = 0
        self.said = time.monotonic()
        self.bar: Any = None

    def __enter__(self) -> "Progress":
        if self.total and sys.stderr.isatty():
            self.bar = tqdm(total=self.total, desc=self.label, unit="article", leave=False)
        elif self.total != 0:
            self.out.write(f"{self.label}{f' {self.total}' if self.total else ''} ...")
        return self

    def step(self) -> None:
        self.done += 1
        if self.bar is not None:
            self.bar.update()
        elif self.total and time.monotonic() - self.said > 2:
            self.said = time.monotonic()
            self.out.write(f"{self.label}: {self.done} of {self.total}")

    def __exit__(self, *error: object) -> None:
        if self.bar is not None:
            self.bar.close()
