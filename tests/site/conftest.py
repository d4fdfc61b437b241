"""One site with the sample for each file of tests, one Chromium, and an address of each kind of page."""

import json

import pytest

from tests.conftest import CHROMIUM
from tests.site.serving import free_port, manage, start, stop


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data folder")  # with a space, as people have them
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
        "letter": "/speakers/?letter=E&kind=person",
        "speaker": "/speakers/elin-sarvath/",
        "filtered": "/speakers/elin-sarvath/?kind=direct&year=2021",
        "unnamed": "/speakers/?kind=anonymous",
        "events": "/events/",
        "votes": "/events/?kind=vote",
        "event": event,
        "dates": "/dates/",
        "year": "/dates/2021/",
        "month": "/dates/2021/11/",
        "day": "/dates/2021/11/18/",
        "sources": "/sources/",
        "source": "/sources/the-lissel-courier/",
        "about": "/about/",
        "corrections": "/corrections/",
        "missing": "/nowhere/",
    }
