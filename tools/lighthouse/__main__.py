"""Audit the pages of the sample with Lighthouse on this machine's Chromium: `make lighthouse`.

    python -m tools.lighthouse

Prints a score of 100 for each page and category, as a phone on a slow line sees it and as a desk does,
and exits with 1 if one is below 95. Needs Node.js, npm and Chromium.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
TOOLS = ROOT / ".lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ENOUGH = 95
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


def install() -> Path:
    """Return Lighthouse's command, installed by its lock file."""
    command = TOOLS / "node_modules/lighthouse/cli/index.js"
    lock = (HERE / "package-lock.json").read_text()
    mark = TOOLS / "installed"
    if not mark.exists() or mark.read_text() != lock:
        if not shutil.which("npm"):
            raise SystemExit("Lighthouse needs Node.js and npm. On Debian: sudo apt-get install nodejs npm")
        TOOLS.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, TOOLS / name)
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--silent"],
            cwd=TOOLS,
            check=True,
            env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
        )
        mark.write_text(lock)
    return command


def serve(data: Path) -> tuple[subprocess.Popen[str], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--sample", "--port", str(port), "--workers", "2"],
        cwd=ROOT,
        env={**os.environ, "ONRECORD_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(
                f"The site did not start: {(process.stderr.read() if process.stderr else '')[-2000:]}"
            )
        try:
            urllib.request.urlopen(address + "/healthz", timeout=2)
            return process, address
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The site did not start within a minute.")


def pages(address: str) -> dict[str, str]:
    def first(path: str, pattern: str) -> str:
        with urllib.request.urlopen(address + path) as response:
            found = re.search(pattern, response.read().decode())
        if found is None:
            raise SystemExit(f"The page {path} leads to no page of the wanted kind.")
        return found[1]

    quote = first("/", r'href="(/quotes/\w+/)"')
    return {
        "home": "/",
        "search": "/search/?q=ferry",
        "statement": quote,
        "speaker": first("/speakers/?sort=most", r'href="(/speakers/[^"?]+/)"'),
        "article": first(quote, r'href="(/articles/\d+/)'),
        "data": "/data/",
        "API": "/api/",
        "corrections": "/corrections/",
    }


def audit(command: Path, url: str, desk: bool) -> dict[str, int]:
    done = subprocess.run(
        ["node", str(command), url, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={FLAGS}",
         f"--only-categories={','.join(CATEGORIES)}", *(["--preset=desktop"] if desk else [])],
        capture_output=True, text=True, check=False,
        env={**os.environ, "CHROME_PATH": os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""},
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"Lighthouse failed for {url}:\n{done.stderr[-2000:]}")
    report = json.loads(done.stdout)
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    for name in CATEGORIES:
        if scores[name] < 100:
            for one in report["categories"][name]["auditRefs"]:
                result = report["audits"][one["id"]]
                if one["weight"] and result["score"] is not None and result["score"] < 0.9:
                    sys.stdout.write(f"    {name}: {result['title']} {result.get('displayValue', '')}\n")
    return scores


def main() -> int:
    if not shutil.which("chromium") and not os.environ.get("CHROME_PATH"):
        raise SystemExit("Lighthouse needs Chromium. On Debian: sudo apt-get install chromium")
    command = install()
    low = False
    with tempfile.TemporaryDirectory(prefix="onrecord-lighthouse-") as data:
        process, address = serve(Path(data))
        try:
            for desk in (False, True):
                sys.stdout.write(
                    f"\n{'Desk' if desk else 'Phone'}{'':12}"
                    + "".join(f"{name:>16}" for name in CATEGORIES)
                    + "\n"
                )
                for name, path in pages(address).items():
                    scores = audit(command, address + path, desk)
                    low = low or min(scores.values()) < ENOUGH
                    sys.stdout.write(f"{name:16}" + "".join(f"{scores[c]:16d}" for c in CATEGORIES) + "\n")
                    sys.stdout.flush()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
    if low:
        sys.stdout.write(f"A score is below {ENOUGH}.\n")
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
