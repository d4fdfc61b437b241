"""One site with the sample for each file of tests, one Chromium, and an address of each kind of page."""

import fcntl
import json
import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import CHROMIUM
from tests.site.serving import manage, start, stop
from tools.ports import free_port


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Path:
    """Two data folders, `empty` and `sample`, set up once for all processes of the tests: to be copied."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "prepared"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            for name, arguments in (("empty", ()), ("sample", ("--sample",))):
                if name == "sample":
                    shutil.copytree(folder / "empty", folder / "sample")
                done = manage(folder / name, "serve", "--prepare-only", *arguments)
                assert done.returncode == 0, done.stderr
            (folder / "done").touch()
    return folder


@pytest.fixture
def empty(prepared, tmp_path) -> Path:
    """A data folder that is set up and holds nothing."""
    return Path(shutil.copytree(prepared / "empty", tmp_path / "data"))


@pytest.fixture
def sample(prepared, tmp_path) -> Path:
    """A data folder that holds the sample."""
    return Path(shutil.copytree(prepared / "sample", tmp_path / "data"))


@pytest.fixture(scope="module")
def site(prepared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "data folder"  # with a space, as people have them
    shutil.copytree(prepared / "sample", folder)
    port = free_port()
    process, _ = start(folder, port, "--sample")
    yield f"http://127.0.0.1:{port}", folder
    stop(process)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-software-rasterizer",
                "--in-process-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def places(site) -> dict[str, str]:
    """One address of each kind of page."""
    _, folder = site
    code = """
import json
from django.db.models import Count
from statements import curation
from statements.models import *
q = Quote.objects.filter(speaker__name="Elin Sarvath").first()
e = Event.objects.annotate(n=Count("quotes")).order_by("-n").first()
gone = Quote.objects.filter(kind="indirect").last()
curation.withdraw(gone, None, "No statement")
twin = Quote.objects.filter(article__outlet__name="Meroth Online", speaker__name="Elin Sarvath").first()
french = Article.objects.get(language="fr")
print(json.dumps([row.get_absolute_url() for row in (q, q.article, e, gone, twin, french)]))
"""
    quote, article, event, gone, twin, french = json.loads(
        manage(folder, "shell", "-v0", "-c", code).stdout.strip().splitlines()[-1]
    )
    return {
        "home": "/",
        "search": "/search/?q=mines",
        "nothing": "/search/?q=walrus",
        "fault": '/search/?q="x',
        "quote": quote,
        "article": article,
        "changes": f"{article}changes/",
        "twin": twin,
        "french": french,
        "report": f"{quote}report/",
        "sent": f"{quote}report/sent/",
        "gone": gone,
        "speakers": "/speakers/",
        "compare": "/compare/",
        "compared": "/compare/?side=speaker:elin-sarvath&side=speaker:vessa-korin&side=2021&q=mines+OR+strait+OR+annex",
        "position": "/speakers/elin-sarvath/position/?q=annex",
        "counted": "/search/?q=&each=utterance",
        "letter": "/speakers/?letter=E&kind=person",
        "speaker": "/speakers/elin-sarvath/",
        "filtered": "/speakers/elin-sarvath/?kind=direct&year=2021",
        "unnamed": "/speakers/?kind=anonymous",
        "events": "/events/",
        "votes": "/events/?kind=vote",
        "event": event,
        "dates": "/dates/",
        "undated": "/dates/undated/",
        "collection": "/collection/",
        "gathered": f"/collection/?v=1&t=Maps&s={quote.split('/')[2]}.aaaa2222&n={quote.split('/')[2]}:Seen&edit=aaaa2222",
        "year": "/dates/2021/",
        "month": "/dates/2021/11/",
        "day": "/dates/2021/11/18/",
        "sources": "/sources/",
        "source": "/sources/the-lissel-courier/",
        "verify": "/verify/",
        "verified": "/verify/?q=You+will+not+know+them+when+you+see+us+arguing",
        "about": "/about/",
        "data": "/data/",
        "api": "/api/",
        "corrections": "/corrections/",
        "missing": "/nowhere/",
    }
