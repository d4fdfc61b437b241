"""What runs of hours have in common: what was done is kept, so that the next one goes on there, and nothing hangs."""

import json
import os
import platform
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def read_state(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text())) if path.exists() else {}


def keep_state(path: Path, state: dict[str, Any]) -> None:
    """Write what was done, whole or not at all."""
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(state, indent=1))
    draft.replace(path)


def when_and_where() -> str:
    """Say until when something was measured, and on what machine."""
    return (
        f"Measured up to {datetime.now(UTC):%d %B %Y} on {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}."
    )


class _Over(BaseException):
    """The time is over; no `except Exception` on the way takes it for a fault of its own."""


@contextmanager
def given_up_after(seconds: float, fault: Exception) -> Iterator[None]:
    """Raise a fault if what is done here takes longer, in seconds of this process: for what may never end."""

    def ring(*_: object) -> None:
        raise _Over

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _Over:
        raise fault from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
