"""A site that is told to stop answers all that were let in, and lets nobody in whom it will not answer."""

import contextlib
import ctypes
import socket
import struct
import sys
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

HALF_IN = 0.05  # seconds for whoever has knocked, and is answered by the kernel, to come into the line

# SO_ATTACH_FILTER of Linux (asm-generic/socket.h), and a filter in the words of socket(7)'s sock_filter: of a packet,
# whose head of TCP comes first, take the flags (byte 13); what has SYN (2) and not ACK (16) is dropped, all else taken.
ATTACH_FILTER = 26
NO_NEW = (
    (0x30, 0, 0, 13),
    (0x54, 0, 0, 0x12),
    (0x15, 0, 1, 0x02),
    (0x06, 0, 0, 0),
    (0x06, 0, 0, 0xFFFFFFFF),
)


def turn_away(listener: socket.socket) -> bool:
    """Let nobody new into the line of a socket that listens; return whether that could be done.

    A line that is closed cuts off who stands in it, and somebody may always have come since it was looked at. Whoever
    knocks now hears nothing, knocks again a second later, and is refused by then, or let in by the site that is started
    in place of this one. All processes that hold the socket share this.
    """
    if sys.platform != "linux" or listener.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    steps = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in NO_NEW))
    try:
        listener.setsockopt(
            socket.SOL_SOCKET, ATTACH_FILTER, struct.pack("HP", len(NO_NEW), ctypes.addressof(steps))
        )
    except OSError:
        return False
    return True


def turn_away_first(server: Any) -> None:
    """Let gunicorn's first process turn newcomers away before it stops its workers, unless others hold its sockets.

    Others do where systemd opened them, and where one gunicorn takes over from another.
    """
    stop = server.stop

    def stop_without_newcomers(graceful: bool = True) -> None:
        alone = server.reexec_pid == server.master_pid == 0 and not server.systemd
        if graceful and alone:
            for listener in server.LISTENERS:
                turn_away(listener.sock)
            time.sleep(HALF_IN)
        stop(graceful)

    server.stop = stop_without_newcomers


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
        """Accept whoever stands in line, until `accept` says that nobody does."""
        with contextlib.suppress(OSError):
            while self.accept(listener):
                pass
