"""Starting and stopping the site as an operator does, and asking it as a stranger does."""

import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import plain_environment

ROOT = Path(__file__).resolve().parents[2]
# As a phone by day always, with the colours of a desk by night; every look whole where the slow tests run.
# At each width the colours of both schemes are looked at (`violations`); what else there is depends on no colour.
LOOKS = [("light", 320), pytest.param("dark", 1440, marks=pytest.mark.slow)]


def manage(folder: Path, *arguments: str, **options):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=plain_environment(ONRECORD_DATA=str(folder)),
        capture_output=True,
        text=True,
        **options,
    )


class Running(subprocess.Popen):
    """A command that runs, and all that it and its children print: read at once, for a full pipe holds them up."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        super().__init__(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.printed: list[str] = []
        self.reading = threading.Thread(target=self.read, daemon=True)
        self.reading.start()

    def read(self) -> None:
        self.printed.extend(self.stdout)

    def ended(self, timeout: float = 20) -> str:
        """Wait until it and its children have ended; return what they printed."""
        self.reading.join(timeout)
        assert not self.reading.is_alive(), "it has not ended"
        self.wait(timeout)
        self.stdout.close()
        return "".join(self.printed)


def start(folder: Path, port: int, *arguments: str, **environment: str) -> tuple[Running, float]:
    """Start the site with one worker, unless told, and what the environment says more; return the process and the seconds until it answered."""
    began = time.monotonic()
    command = ["manage.py", "serve", "--port", str(port), "--workers", "1", *arguments]
    process = started(command, port, plain_environment(ONRECORD_DATA=str(folder), **environment))
    return process, time.monotonic() - began


def started(command: list[str], port: int, environment: dict[str, str]) -> Running:
    """Run the site by a command; return its process when it answers."""
    began = time.monotonic()
    process = Running(command, environment)
    while time.monotonic() - began < 300:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).read()
            return process
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert process.poll() is None, process.ended()
            time.sleep(0.05)
    process.kill()
    raise AssertionError(f"the site did not start: {process.ended()}")


def stop(process: Running) -> str:
    process.send_signal(signal.SIGTERM)
    return process.ended()


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


# Starting


# Where letters do not fit: what makes the page wider than the screen, stands beside it, or is cut by its own box.
LOST = """() => {
    const wide = document.documentElement.scrollWidth > innerWidth;
    const lost = (e) => {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        if (box.width < 2 || e.closest(".wide-scroll, pre, svg")) return false;
        const cut = style.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 2
            || style.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 3;
        return box.right > innerWidth + 1 || box.left < -1 || cut;
    };
    return [...document.querySelectorAll("body *")]
        .filter(e => e.offsetParent && !e.closest(".vh, .trap"))
        .filter(e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()) && lost(e))
        .map(e => e.outerHTML.slice(0, 120)).concat(wide ? ["the page is wider than the screen"] : []);
}"""


def enlarge(page: Any) -> None:
    """Make letters twice as large, as somebody does in the settings of the browser."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


def violations(page: Any, scheme: str) -> list[tuple[str, str]]:
    """Return what axe finds wrong with a page, and wrong with its colours in the other scheme."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    found += Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    page.emulate_media(color_scheme=scheme)
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in found]
