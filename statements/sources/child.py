"""Strangers' files are parsed in a child process that has little memory, little time and no network.

What the parsers are given is not to be trusted: a page may nest ten thousand tables, a PDF may unfold to gigabytes.
One child serves many files, one after the other; one that dies or takes too long is that file's refusal, and the
next file gets another. Parent and child speak in lengths and JSON, so that nothing of the child is ever run.
"""

import atexit
import contextlib
import importlib
import json
import os
import resource
import selectors
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from .base import MEGABYTE, Unreadable

# What can be asked for, and where it is.
READERS = {
    "page": "statements.sources.webpage.page:read_page",
    "fragment": "statements.sources.webpage.page:read_fragment",
    "visible": "statements.sources.webpage.page:read_visible",
    "pdf": "statements.sources.pdf:read_pdf",
    "docx": "statements.sources.docx:read_docx",
    "feed": "statements.sources.feeds:read_feed",
    "sitemap": "statements.sources.sitemaps:read_sitemap",
}
SECONDS = 30
STARTING = 60  # seconds more for the first answer: a machine may be slow to load the libraries
MEMORY = 1536 * MEGABYTE
WRITTEN = 256 * MEGABYTE  # a file: the model of languages is unpacked once
LONGEST_ANSWER = 128 * MEGABYTE
SERVES = 1000  # files; then another takes its place, so that what parsers leak stays small
LENGTH = struct.Struct(">II")


def parse_apart(reader: str, data: bytes, **told: str) -> dict[str, Any]:
    """Return what a reader of READERS makes of the bytes, in the child; raise Unreadable where it cannot."""
    with _turn:
        return asked_of_child(reader, data, told)


def asked_of_child(reader: str, data: bytes, told: dict[str, str]) -> dict[str, Any]:
    global _child
    if _child is None or _child.process.poll() is not None or _child.served >= SERVES:
        stop_child()
        _child = Child()
    try:
        answer = _child.ask(reader, data, told)
    except TooSlow:
        stop_child()
        raise Unreadable(f"it took longer than {SECONDS} seconds to take apart, and was given up") from None
    except (EOFError, OSError, ValueError):
        stop_child()
        raise Unreadable(
            "it could not be taken apart: the program that reads such files broke on it"
        ) from None
    if "unreadable" in answer:
        raise Unreadable(str(answer["unreadable"]))
    return answer


class TooSlow(Exception):
    """The child did not answer in time."""


class Child:
    """A process that takes files apart, seen from its parent."""

    def __init__(self) -> None:
        root = str(Path(__file__).resolve().parents[2])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "statements.sources.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={
                "PYTHONPATH": root,
                "PATH": os.defpath,
                "OPENBLAS_NUM_THREADS": "1",
                "OMP_NUM_THREADS": "1",
                "PYTHONUTF8": "1",
            },
        )
        self.served = 0

    def ask(self, reader: str, data: bytes, told: dict[str, str]) -> dict[str, Any]:
        assert self.process.stdin is not None and self.process.stdout is not None
        deadline = time.monotonic() + SECONDS + (STARTING if not self.served else 0)
        self.served += 1
        asked = json.dumps({"reader": reader, "told": told}).encode()
        self.send(LENGTH.pack(len(asked), len(data)) + asked + data, deadline)
        length, _ = LENGTH.unpack(self.receive(LENGTH.size, deadline))
        if length > LONGEST_ANSWER:
            raise ValueError("the answer is too long")
        answer = json.loads(self.receive(length, deadline))
        if not isinstance(answer, dict):
            raise ValueError("the answer is none")
        return answer

    def send(self, data: bytes, deadline: float) -> None:
        stream = self.process.stdin
        assert stream is not None
        os.set_blocking(stream.fileno(), False)
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_WRITE)
            left = memoryview(data)
            while left:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TooSlow
                left = left[os.write(stream.fileno(), left[: 1 << 16]) :]

    def receive(self, length: int, deadline: float) -> bytes:
        stream = self.process.stdout
        assert stream is not None
        found = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            while len(found) < length:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TooSlow
                more = os.read(stream.fileno(), min(1 << 16, length - len(found)))
                if not more:
                    raise EOFError
                found += more
        return bytes(found)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


_child: Child | None = None
_turn = threading.Lock()  # threads of the site ask one after the other


@atexit.register
def stop_child() -> None:
    """End the child, if there is one."""
    global _child
    if _child is not None:
        _child.stop()
        _child = None


# The child's side.


def serve() -> None:
    """Answer until the parent closes the pipe."""
    confine()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    while head := asked.read(LENGTH.size):
        length, size = LENGTH.unpack(head)
        request = json.loads(asked.read(length))
        answer = answer_to(request, asked, size)
        told = json.dumps(answer).encode()
        answers.write(LENGTH.pack(len(told), 0) + told)
        answers.flush()


def answer_to(request: dict[str, Any], asked: BinaryIO, size: int) -> dict[str, Any]:
    module, _, name = READERS[request["reader"]].partition(":")
    try:
        data = asked.read(size)
        found: dict[str, Any] = getattr(importlib.import_module(module), name)(data, **request["told"])
        return found
    except Unreadable as error:
        return {"unreadable": str(error)}
    except MemoryError:
        os._exit(1)  # what is left of the memory is not to be relied on
    except RecursionError:
        return {"unreadable": "its parts lie too deep in one another"}
    except Exception as error:  # whatever a parser raises on a stranger's file, the next file is read
        return {"unreadable": f"it is damaged, or of a kind that is not known here ({type(error).__name__})"}


def confine() -> None:
    """Take from this process what parsing does not need: much memory, large files, the network."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        with contextlib.suppress(ValueError, OSError):  # a system that knows no such limit
            resource.setrlimit(limit, (value, value))
    socket.socket = NoSocket  # type: ignore[assignment,misc]


class NoSocket:
    def __init__(self, *_args: object, **_told: object) -> NoReturn:
        raise OSError("nothing is loaded while a file is read")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        serve()
