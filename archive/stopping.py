"""A worker of gunicorn that is told to stop answers all that were let in, and lets nobody in whom it will not answer."""

import contextlib
from typing import Any

from gunicorn.workers.gthread import ThreadWorker


class PromptWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Takes what stands in line when it is stopped, and shuts its doors before it answers.

    The worker that it is made from leaves the sockets open while it answers the last requests and accepts none:
    whoever connects then is let into the line by the kernel and cut off at its end. A worker that retires while
    the site goes on leaves the line to the others.
    """

    retiring = False  # it has answered as many requests as one worker does
    doors_shut = False

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not self.alive and not self.doors_shut:
            self.doors_shut = True
            for listener in self.sockets:
                if not self.retiring:
                    self.take_all(listener)
                listener.close()

    def take_all(self, listener: Any) -> None:
        """Accept whoever stands in line; `accept` says nothing where nobody does."""
        before = -1
        with contextlib.suppress(OSError):
            while self.nr_conns != before:
                before = self.nr_conns
                self.accept(listener)
