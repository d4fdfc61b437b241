"""A data folder, the commands on it, and its processes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NICE = 10


class Place:
    """A data folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        ours = ("ONRECORD", "DJANGO", "DATABASE", "PYTEST")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self.folder = folder
        self.told = environment
        self.environment = {
            **kept, "ONRECORD_DATA": str(folder), "ONRECORD_LOG_LEVEL": "ERROR", "FAULTS_ANCHORS": "0", **environment
        }  # fmt: skip

    def copy_to(self, folder: Path) -> "Place":
        shutil.copytree(self.folder, folder)
        return Place(folder, **self.told)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", *words], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)[:200]} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def shell(self, code: str) -> str:
        return self.run("manage.py", "shell", "-v0", "-c", code)

    def rows(self) -> list[str]:
        return self.run("-m", "tools.soak.rows").replace(str(self.folder), "FOLDER").splitlines()

    def processes(self) -> list[int]:
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if f"ONRECORD_DATA={self.folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def all_ended(self, seconds: float = 20.0) -> bool:
        """Wait until no process works on it; the children of who was killed end with it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not self.processes():
                return True
            time.sleep(0.1)
        return False

    def end_all(self) -> None:
        for pid in self.processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
