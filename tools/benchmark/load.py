"""How long does a page take when many read, while articles come in and editors decide?

    python -m tools.benchmark.load [FILE.jsonl] [--articles 800] [--clients 1 8 32 128] [--seconds 15] [--from FOLDER]

A site of its own is served from a temporary folder, with the sample in it, or with a copy of the archive in FOLDER.
FILE has lines of {"id", "text"}, which are taken in beside; without one, articles are made. Eight editors look at what
waits at the desk and approve it, each about once a second. Clients ask for one page after another with a tenth of a
second between: of ten pages seven are among 120 of all kinds, three are searches. All of it runs on this machine, the
clients too. Printed are milliseconds by the clock: half of all pages, 95 and 99 of 100, and the longest.
"""

import argparse
import html
import http.client
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tools.ports import free_port

from .ingest import texts_of

ROOT = Path(__file__).resolve().parents[2]
EDITORS = 8
PASSPHRASE = "a passphrase of this run alone"
LISTS = ("/", "/speakers/", "/events/", "/dates/", "/sources/", "/search/", "/about/")
WORDS = ("harbour", "ferry", "talks", "border", "treaty", "strait", "fish", "bridge", "envoy", "lighthouse")
LINK = re.compile(r'href="(/(?:speakers|quotes|articles|events)/[\w-]+/)"')
FORM = re.compile(r'<form method="post" action="([^"]+)" id="judge">(.*?)</form>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """Asks a site from an address of its own, and keeps cookies."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address = port, address
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, fields: Mapping[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, body, and where the answer leads on to."""
        there = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=60, source_address=(self.address, 0)
        )
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}/",
            }
        try:
            there.request("GET" if fields is None else "POST", path, fields and urlencode(fields), headers)
            answer = there.getresponse()
            body = answer.read().decode("utf-8", "replace")
        finally:
            there.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, body, answer.headers.get("Location", "")


class Watched:
    """Milliseconds that answers took, and what was no answer."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.faults: list[str] = []

    def ask(self, browser: Browser, path: str, fields: Mapping[str, str] | None = None) -> tuple[str, str]:
        began = time.perf_counter()
        try:
            status, body, further = browser.ask(path, fields)
        except OSError as error:
            self.faults.append(f"{path}: {error!r}")
            return "", ""
        finally:
            self.waits.append((time.perf_counter() - began) * 1000)
        if status >= 400 and status != 409:  # another editor has decided it meanwhile: a page that says so
            self.faults.append(f"{path}: {status}")
        return body, further

    def line(self, what: str) -> str:
        waits = sorted(self.waits) or [0.0]
        at = [waits[min(len(waits) - 1, int(len(waits) * share))] for share in (0.5, 0.95, 0.99)]
        figures = "".join(f"{wait:8.0f}" for wait in (*at, waits[-1]))
        return f"{what:22}{len(self.waits):7}{figures}{len(self.faults):8}"


def read(browser: Browser, paths: list[str], seed: int, until: float, watched: Watched) -> None:
    roll = random.Random(seed)
    while time.monotonic() < until:
        search = "/search/?" + urlencode({"q": f"{roll.choice(WORDS)} {roll.choice(WORDS)}"})
        watched.ask(browser, roll.choice(paths) if roll.random() < 0.7 else search)
        time.sleep(roll.random() * 0.2)


def edit(browser: Browser, looks: list[Watched], acts: list[Watched], over: threading.Event) -> None:
    """Look at what waits and approve it until it is over; the last of the lists is counted in."""
    at = "/admin/review/"
    while not over.is_set():
        body, further = looks[-1].ask(browser, at)
        if further:
            at = further
            continue
        at = "/admin/review/"
        form = FORM.search(body)
        if form is not None:
            token = TOKEN.search(body)
            fields = {name: html.unescape(value) for name, value in HIDDEN.findall(form[2])}
            fields |= {"act": "approve", "csrfmiddlewaretoken": token[1] if token else ""}
            _, further = acts[-1].ask(browser, html.unescape(form[1]), fields)
            at = further or at
        time.sleep(1)


def signed_in(port: int, number: int) -> Browser:
    browser = Browser(port, f"127.0.9.{number + 2}")
    _, body, _ = browser.ask("/admin/login/?next=/admin/review/")
    token = TOKEN.search(body)
    fields = {"username": f"load-{number}", "password": PASSPHRASE, "next": "/admin/review/"}
    status, _, _ = browser.ask(
        "/admin/login/?next=/admin/review/", fields | {"csrfmiddlewaretoken": token[1] if token else ""}
    )
    if status != 302:
        raise SystemExit(f"An editor could not sign in: {status}")
    return browser


def make_editors() -> None:
    """Make accounts in the archive of this process's environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    from django.contrib.auth.models import User

    for number in range(EDITORS):
        if not User.objects.filter(username=f"load-{number}").exists():
            User.objects.create_superuser(f"load-{number}", password=PASSPHRASE)


@contextmanager
def site(folder: Path) -> Iterator[int]:
    """Serve the archive of a folder as an operator does, and give its port."""
    port = free_port()
    environment = {**os.environ, "ONRECORD_DATA": str(folder)}
    with (folder.parent / "serve.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--sample", "--port", str(port)],
            cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        for _ in range(600):
            try:
                if Browser(port, "127.0.0.1").ask("/healthz")[0] == 200:
                    break
            except OSError:
                time.sleep(0.5)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def wait_for(watched: Watched, seconds: float) -> None:
    """Wait until something was answered: on a slow machine editors may need longer than the readers are given."""
    until = time.monotonic() + seconds
    while not watched.waits and time.monotonic() < until:
        time.sleep(0.1)


def measure(port: int, clients: list[int], seconds: float) -> Iterator[str]:
    """Yield a line for the pages of each number of clients, and for what the editors did meanwhile."""
    first = Browser(port, "127.0.0.2")
    pages = [first.ask(path)[1] for path in LISTS for _ in range(4)]  # each worker has opened what it needs
    paths = [*LISTS, *dict.fromkeys(link for page in pages for link in LINK.findall(page)[:30])]
    over = threading.Event()
    looks, acts = [Watched()], [Watched()]
    editors = [
        threading.Thread(target=edit, args=(signed_in(port, number), looks, acts, over))
        for number in range(EDITORS)
    ]
    for one in editors:
        one.start()
    for count in clients:
        watched, until = Watched(), time.monotonic() + seconds
        readers = [
            threading.Thread(
                target=read,
                args=(Browser(port, f"127.0.{1 + n // 200}.{2 + n % 200}"), paths, n, until, watched),
            )
            for n in range(count)
        ]
        for one in readers:
            one.start()
        for one in readers:
            one.join()
        wait_for(acts[-1], seconds=60)
        yield watched.line(f"{count} clients: pages")
        yield looks[-1].line("  editors: pages")
        yield acts[-1].line("  editors: decisions")
        yield from (f"  {fault}" for fault in (*watched.faults, *looks[-1].faults, *acts[-1].faults)[:5])
        looks.append(Watched())
        acts.append(Watched())
    over.set()
    for one in editors:
        one.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", nargs="?", default="")
    parser.add_argument("--articles", type=int, default=800)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32, 128])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--from", dest="before", metavar="FOLDER", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder, loaded = Path(room) / "archive", Path(room) / "articles.jsonl"
        if options.before:
            shutil.copytree(options.before, folder)
        else:
            folder.mkdir(mode=0o700)
        texts = texts_of(options.file, options.articles)
        loaded.write_text("\n".join(json.dumps({"id": name, "text": text}) for name, text in texts))
        with site(folder) as port:
            os.environ["ONRECORD_DATA"] = str(folder)
            make_editors()
            with (Path(room) / "ingest.log").open("w") as log:
                ingest = subprocess.Popen(
                    [sys.executable, "manage.py", "ingest", str(loaded)], cwd=ROOT, stdout=log, stderr=log
                )
            print(f"{'':22}{'asked':>7}{'half':>8}{'95':>8}{'99':>8}{'longest':>8}{'faults':>8}")
            for line in measure(port, options.clients, options.seconds):
                print(line, flush=True)
            print(
                "articles were coming in all the time" if ingest.poll() is None else "ingest had ended before"
            )
            ingest.kill()
            ingest.wait()


if __name__ == "__main__":
    main()
