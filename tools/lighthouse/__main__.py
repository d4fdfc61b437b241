"""Audit every kind of page with Lighthouse on this machine's Chromium, the sample behind it: `make lighthouse`.

    python -m tools.lighthouse [PAGE ...] [--phone] [--desk] [--but performance]

Prints a score of 100 for each page and category, as a phone on a slow line sees it and as a desk does, and exits with
1 if one is below 95. A star stands behind a page of which something is not asked that it fails by intent: the desk, the account
and what a reader typed say that they are for no search engine, and what was withdrawn answers that it is gone. Needs
Node.js, npm and Chromium.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
TOOLS = ROOT / ".lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ENOUGH = 95
TRIED = 3  # times: on a busy machine Chromium may not have started when it is asked
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
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--sample", "--port", str(port), "--workers", "2"],
        cwd=ROOT,
        env={**os.environ, **environment_of(data), "ONRECORD_ADDRESS": f"http://127.0.0.1:{port}"},
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


def environment_of(data: Path) -> dict[str, str]:
    """Return what a site in a folder is told: mail, which nothing takes, so that searches are sent by mail from it."""
    return {"ONRECORD_DATA": str(data), "ONRECORD_MAIL": "smtp://127.0.0.1:9?from=desk@record.example"}


EDITOR = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from statements import curation
from statements.alerts import readers
from statements.alerts.addresses import parse_mailbox
from statements.models import MergeProposal, Quote, SavedSearch, Speaker, WaitingFile
from statements.publishing.exports.waiting import ask_for_file
two = Speaker.objects.filter(kind="person").order_by("pk")[:2]
MergeProposal.objects.create(first_speaker=two[0], second_speaker=two[1], reason="the same country")
gone = Quote.objects.filter(kind="indirect").order_by("pk").last()
curation.withdraw(gone, None, "No statement")
client = Client()
client.force_login(get_user_model().objects.create_superuser("edda"))
readers.ask_for(parse_mailbox("ada@record.example"), "ferry", "q=ferry", "daily", "somebody")
search = SavedSearch.objects.select_related("reader").get()
token = readers.reader_token(search.reader)
wish = ask_for_file(WaitingFile(asked="q=ferry", form="csv", base="", reader="somebody"))
print(json.dumps([client.cookies[settings.SESSION_COOKIE_NAME].OutputString().split(";")[0], {
    "withdrawn": gone.get_absolute_url(),
    "file that waits": reverse("waiting-file", args=[wish.token]),
    "mail: new": reverse("alert-new") + "?q=ferry",
    "mail: asked": reverse("alert-asked"),
    "mail: confirm": reverse("alert-confirm", args=[readers.confirmation_token(search)]),
    "mail: mine": reverse("alert-list", args=[token]),
    "mail: leave": reverse("alert-leave", args=[token]),
}]))
"""


def make_rows(data: Path) -> tuple[str, dict[str, str]]:
    """Return the cookie of an editor who is signed in, and the addresses of what has to be made before it is shown."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", EDITOR],
        cwd=ROOT,
        env={**os.environ, **environment_of(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    cookie, made = json.loads(done.stdout.strip().splitlines()[-1])
    return cookie, made


def pages(address: str) -> dict[str, str]:
    """Return an address of each kind of page that readers see."""

    def first(path: str, pattern: str) -> str:
        with urllib.request.urlopen(address + path) as response:
            found = re.search(pattern, response.read().decode())
        if found is None:
            raise SystemExit(f"The page {path} leads to no page of the wanted kind.")
        return found[1]

    quote = first("/", r'href="(/quotes/\w+/)"')
    article = first(quote, r'href="(/articles/\d+/)')
    speaker = first("/speakers/?sort=most", r'href="(/speakers/[^"?]+/)"')
    uid, name = quote.split("/")[2], speaker.split("/")[2]
    return {
        "home": "/",
        "search": "/search/?q=ferry",
        "nothing found": "/search/?q=walrus",
        "a fault": '/search/?q="x',
        "statement": quote,
        "report": f"{quote}report/",
        "article": article,
        "changes": f"{article}changes/",
        "speakers": "/speakers/",
        "speaker": speaker,
        "position": f"{speaker}position/?q=annex",
        "events": "/events/",
        "event": first("/events/", r'href="(/events/[^"?/]+/)"'),
        "dates": "/dates/",
        "year": "/dates/2021/",
        "month": "/dates/2021/11/",
        "day": "/dates/2021/11/18/",
        "undated": "/dates/undated/",
        "sources": "/sources/",
        "source": first("/sources/", r'href="(/sources/[^"?]+/)"'),
        "verify": "/verify/",
        "verified": "/verify/?q=You+will+not+know+them+when+you+see+us+arguing",
        "compare": "/compare/",
        "compared": f"/compare/?side=speaker:{name}&side=2021&q=mines+OR+strait",
        "collection": f"/collection/?v=1&t=Maps&s={uid}&n={uid}:Seen",
        "about": "/about/",
        "data": "/data/",
        "api": "/api/",
        "corrections": "/corrections/",
    }


def pages_of_editors(address: str, article: str, quote: str) -> dict[str, str]:
    number, uid = article.split("/")[2], quote.split("/")[2]
    desk = "/admin/review/"
    return {
        "desk": desk,
        "desk: statement": f"{desk}{uid}/",
        "desk: article": f"{desk}articles/{number}/whole/",
        "desk: day": f"{desk}articles/{number}/day/",
        "desk: pairs": f"{desk}pairs/",
        "desk: agreement": f"{desk}agreement/",
        "desk: log": f"{desk}log/",
        "desk: many": f"{desk}lists/",
        "desk: add": f"{desk}add/",
        "desk: intake": f"{desk}intake/",
        "account": "/admin/account/",
        "lists": "/admin/",
        "list of speakers": "/admin/statements/speaker/",
    }


def not_asked(url: str, cookie: str) -> list[str]:
    """Return the audits that a page fails by intent: it says that it is for no search engine, or it answers with a
    fault, which the browser then tells as well."""
    request = urllib.request.Request(url, headers={"Cookie": cookie})
    try:
        response = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        said = response.headers.get("X-Robots-Tag", "") + "".join(
            re.findall(r'<meta name="robots" content="([^"]*)"', response.read().decode())
        )
        return [
            *(["is-crawlable"] if {"noindex", "none"} & set(re.findall(r"\w+", said.lower())) else []),
            *(["http-status-code", "errors-in-console"] if response.status >= 400 else []),
        ]


def audit(
    command: Path, url: str, desk: bool, categories: Sequence[str], cookie: str
) -> tuple[dict[str, int], str]:
    """Return the scores of a page, and a star if something was not asked of it."""
    left_out = not_asked(url, cookie)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as headers:
        json.dump({"Cookie": cookie} if cookie else {}, headers)
        headers.flush()
        for _turn in range(TRIED):
            done = subprocess.run(
                ["node", str(command), url, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={FLAGS}",
                 f"--only-categories={','.join(categories)}", f"--extra-headers={headers.name}",
                 *(["--preset=desktop"] if desk else []),
                 *([f"--skip-audits={','.join(left_out)}"] if left_out else []), "--ignore-status-code"],
                capture_output=True, text=True, check=False,
                env={**os.environ, "CHROME_PATH": os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""},
            )  # fmt: skip
            if not done.returncode:
                break
    if done.returncode:
        raise SystemExit(f"Lighthouse failed for {url}:\n{done.stderr[-2000:]}")
    report = json.loads(done.stdout)
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in categories}
    for name in categories:
        if scores[name] < 100:
            for one in report["categories"][name]["auditRefs"]:
                result = report["audits"][one["id"]]
                if one["weight"] and result["score"] is not None and result["score"] < 0.995:
                    sys.stdout.write(f"    {name}: {result['title']} {result.get('displayValue', '')}\n")
    return scores, " *" if left_out else ""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.lighthouse", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("page", nargs="*", help="the kinds of pages, all of them if none is named")
    parser.add_argument("--phone", action="store_true", help="as a phone sees them, alone")
    parser.add_argument("--desk", action="store_true", help="as a desk sees them, alone")
    parser.add_argument(
        "--but", choices=CATEGORIES, nargs="*", default=(), help="categories that are left out"
    )
    given = parser.parse_args()
    if not shutil.which("chromium") and not os.environ.get("CHROME_PATH"):
        raise SystemExit("Lighthouse needs Chromium. On Debian: sudo apt-get install chromium")
    command = install()
    categories = [name for name in CATEGORIES if name not in given.but]
    looks = [desk for desk, asked in ((False, given.phone), (True, given.desk)) if asked] or [False, True]
    low = False
    with tempfile.TemporaryDirectory(prefix="onrecord-lighthouse-") as data:
        process, address = serve(Path(data))
        try:
            cookie, made = make_rows(Path(data))
            public = {**pages(address), **made}
            editors = pages_of_editors(address, public["article"], public["statement"])
            there = {**public, "sign in": "/admin/login/", **editors}
            if unknown := set(given.page) - set(there):
                raise SystemExit(f"There is no page called {min(unknown)}. There are: {', '.join(there)}.")
            for desk in looks:
                sys.stdout.write(
                    f"\n{'Desk' if desk else 'Phone':18}"
                    + "".join(f"{name:>16}" for name in categories)
                    + "\n"
                )
                for name in given.page or there:
                    scores, star = audit(
                        command, address + there[name], desk, categories, cookie if name in editors else ""
                    )
                    low = low or min(scores.values()) < ENOUGH
                    sys.stdout.write(
                        f"{name:18}" + "".join(f"{scores[c]:16d}" for c in categories) + star + "\n"
                    )
                    sys.stdout.flush()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
    if low:
        sys.stdout.write(f"A score is below {ENOUGH}.\n")
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
