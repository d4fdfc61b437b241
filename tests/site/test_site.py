"""The site as it is run: gunicorn, the sample, a real browser with and without script."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import CHROMIUM, plain_environment

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = (320, 768, 1440)
# As a phone by day and as a desk by night always; the other way round where the slow tests run.
LOOKS = [
    ("light", 320),
    ("dark", 1440),
    pytest.param("light", 1440, marks=pytest.mark.slow),
    pytest.param("dark", 320, marks=pytest.mark.slow),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def manage(folder: Path, *arguments: str, **options):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=plain_environment(ONRECORD_DATA=str(folder)),
        capture_output=True,
        text=True,
        **options,
    )


def start(folder: Path, port: int, *arguments: str) -> tuple[subprocess.Popen, float]:
    """Start the site; return the process and the seconds until it answered."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), *arguments],
        cwd=ROOT,
        env=plain_environment(ONRECORD_DATA=str(folder)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).read()
            return process, time.monotonic() - began
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.05)
    raise AssertionError("the site did not start")


def stop(process: subprocess.Popen) -> str:
    process.send_signal(signal.SIGTERM)
    return process.communicate(timeout=20)[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data folder")  # with a space, as people have them
    port = free_port()
    process, _ = start(folder, port, "--sample")
    yield f"http://127.0.0.1:{port}", folder
    stop(process)


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


# Starting


def test_the_second_start_repeats_no_work(site) -> None:
    _, folder = site
    code = "from statements.models import *; print(Source.objects.count(), Revision.objects.latest('pk').pk)"
    before = manage(folder, "shell", "-v0", "-c", code).stdout
    done = manage(folder, "serve", "--sample", "--prepare-only")
    assert done.returncode == 0
    assert done.stdout.strip() == ""
    assert manage(folder, "shell", "-v0", "-c", code).stdout == before != ""


def test_the_secret_key_is_its_owners_alone(site) -> None:
    _, folder = site
    key = folder / "secret_key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) >= 50


def test_it_says_where_it_is_and_how_to_become_an_editor(tmp_path) -> None:
    port = free_port()
    process, _ = start(tmp_path, port)
    said = stop(process)
    assert f"http://127.0.0.1:{port}" in said
    assert "createsuperuser" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_said_in_a_sentence(site, tmp_path) -> None:
    address, _ = site
    done = manage(tmp_path, "serve", "--port", address.rsplit(":", 1)[1])
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_indexer_that_dies_is_replaced(tmp_path) -> None:
    port = free_port()
    process, _ = start(tmp_path, port)

    def indexers() -> list[str]:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return [pid for pid in children if b"--follow" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    (first,) = indexers()
    os.kill(int(first), signal.SIGKILL)
    for _ in range(100):
        time.sleep(0.1)
        if indexers() not in ([], [first]):
            break
    else:
        raise AssertionError("no new indexer was started")
    stop(process)


def test_an_own_archive_has_none_of_the_sample(tmp_path, talks) -> None:
    article = tmp_path / "own.txt"
    article.write_text(talks, encoding="utf-8")
    assert manage(tmp_path / "data", "migrate", "-v0").returncode == 0
    done = manage(tmp_path / "data", "ingest", str(article))
    assert "1 new" in done.stdout, done.stderr
    again = manage(tmp_path / "data", "ingest", str(article))
    assert "1 unchanged" in again.stdout
    count = manage(
        tmp_path / "data",
        "shell",
        "-c",
        "from statements.models import Article; print(Article.objects.filter(is_sample=True).count())",
    )
    assert count.stdout.strip().endswith("0")


def test_a_piped_article_and_a_piped_progress(tmp_path, talks) -> None:
    manage(tmp_path, "migrate", "-v0")
    done = manage(tmp_path, "ingest", "-", input=talks)
    assert done.returncode == 0, done.stderr
    assert "\r" not in done.stderr  # a plain line where there is no terminal


# The sample


def test_the_sample_is_what_it_promises(site) -> None:
    _, folder = site
    code = """
import json
from django.db.models import Count
from statements.models import *
print(json.dumps({
 "articles": Article.objects.filter(is_sample=True).count(),
 "years": len({a.published.year for a in Article.objects.exclude(published=None)}),
 "recurring": Speaker.objects.filter(kind="person").annotate(n=Count("quotes__article", distinct=True)).filter(n__gt=1).count(),
 "unnamed": Speaker.objects.filter(kind="anonymous").count(),
 "relayed": Quote.objects.exclude(relayed_by=None).count(),
 "undated": Article.objects.filter(published=None).count(),
 "shared_events": Event.objects.annotate(n=Count("mentions")).filter(n__gt=1).count(),
 "french": Article.objects.filter(language="fr").count(),
}))
"""
    found = json.loads(manage(folder, "shell", "-v0", "-c", code).stdout.strip().splitlines()[-1])
    assert found["articles"] >= 30
    assert found["years"] == 3
    assert found["recurring"] >= 15
    assert found["unnamed"] >= 3
    assert found["relayed"] >= 2
    assert found["undated"] >= 2
    assert found["shared_events"] >= 10
    assert found["french"] == 1


def test_a_change_is_found_within_two_seconds(site) -> None:
    address, folder = site
    code = "from statements.models import *; from statements import curation; s = Speaker.objects.get(name='Kole Vantry'); s.name = 'Kole Quimper-Vantry'; curation.save_row(s, None)"
    manage(folder, "shell", "-v0", "-c", code)
    for _ in range(40):
        if "0 statements" not in get(f"{address}/search/?q=speaker:quimper")[1]:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the change was not found")


def test_health(site) -> None:
    address, _ = site
    began = time.monotonic()
    status, body = get(f"{address}/healthz")
    assert (status, json.loads(body)["ready"]) == (200, True)
    assert time.monotonic() - began < 5


def test_static_files_are_hashed_and_kept(site) -> None:
    address, _ = site
    body = get(address)[1]
    css = body.split('rel="stylesheet" href="')[1].split('"')[0]
    with urllib.request.urlopen(address + css) as response:
        assert "max-age=315360000" in response.headers["Cache-Control"]


# In a browser


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


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_window_or_complains(site, browser, places, width: int) -> None:
    address, _ = site
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: (
            foreign.append(request.url) if not request.url.startswith((address, "data:")) else None
        ),
    )
    for name, path in places.items():
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
        assert page.locator("h1").count() == 1, name
    assert [s for s in said if not any(code in s for code in ("400", "404", "410"))] == []
    assert foreign == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_no_page_has_a_violation_of_accessibility(site, browser, places, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address, _ = site
    # The pages allow no foreign script; the test brings one of its own.
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    for name, path in places.items():
        page.goto(address + path)
        found = Axe().run(page).response["violations"]
        problems = [(v["id"], v["nodes"][0]["html"][:160]) for v in found]
        assert problems == [], f"{name} at {width}, {scheme}"
    context.close()


@pytest.mark.browser
def test_the_first_visit_is_light(site, browser) -> None:
    """Page, style, script and typeface in all, as they go over the wire."""
    address, _ = site
    for path in ("/", "/search/?q=annex", "/speakers/elin-sarvath/"):
        context = browser.new_context()
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[int] = []
        session.on(
            "Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"])
        )
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert len(sizes) >= 4
        assert sum(sizes) < 150_000, (path, sizes)
        context.close()


@pytest.mark.browser
def test_targets_are_large_enough_for_a_thumb(site, browser, places) -> None:
    """Links that stand alone are 24 pixels or more in height: WCAG 2.2, target size."""
    address, _ = site
    page = browser.new_page(viewport={"width": 320, "height": 800})
    small = """() => [...document.querySelectorAll("button, input, summary, nav a, .facet a, .chosen a, .ways a, .acts a")]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 24 && e.type !== "radio")
        .filter(e => !e.closest(".ways, .vh, .trap"))
        .map(e => e.outerHTML.slice(0, 90))"""
    for name, path in places.items():
        page.goto(address + path)
        assert page.evaluate(small) == [], name
    page.close()


@pytest.mark.browser
def test_an_article_is_walked_through_by_keys(site, browser, places) -> None:
    from playwright.sync_api import expect

    address, _ = site
    page = browser.new_page()
    page.goto(address + places["article"])
    expect(page.locator("[data-keys]")).to_be_visible()
    ids = page.eval_on_selector_all(".para .said[id]", "all => all.map(e => e.id)")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.url.endswith(f"#{ids[1]}")
    assert page.evaluate("document.activeElement.id") == ids[1]
    page.keyboard.press("k")
    assert page.url.endswith(f"#{ids[0]}")
    page.focus("input[name=q]")
    page.keyboard.type("j")
    assert page.url.endswith(f"#{ids[0]}")  # in a box it is a letter
    page.close()


@pytest.mark.browser
def test_an_article_is_walked_through_by_links_without_script(site, browser, places) -> None:
    address, _ = site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + places["article"])
    assert page.locator("[data-keys]").is_hidden()
    page.click(".inside-list a[href^='#s'] >> nth=0")
    first = page.url
    page.click(".said:target + .step a:text('Next')")
    assert page.url != first
    page.click(".said:target + .step a:text('Back')")
    assert page.url == first
    context.close()


@pytest.mark.browser
def test_words_and_citation_are_copied(site, browser, places) -> None:
    from playwright.sync_api import expect

    address, _ = site
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + places["quote"])
    page.click("button:has-text('Copy the citation')")
    expect(page.locator("main > [role=status]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Elin Sarvath, statement" in copied
    assert copied.endswith(places["quote"])
    page.click("button:has-text('Copy the words')")
    expect(page.locator("button[data-copy='#words-alone']")).to_have_text("Copied")
    expect(page.locator("button[data-copy='#words-alone']")).to_have_text("Copy the words")
    assert page.evaluate("navigator.clipboard.readText()") == page.text_content("#words-alone")
    context.close()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address + places["quote"])
    assert plain.locator("button[data-copy]:visible").count() == 0
    plain.context.close()


@pytest.mark.browser
def test_a_reader_reports_an_error_without_script(site, browser, places) -> None:
    address, folder = site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + places["quote"])
    page.click("text=Report an error")
    page.click("button:has-text('Send to the curators')")
    assert page.url == f"{address}{places['quote']}report/"  # the browser itself asks for a choice
    page.check("input[name=fault][value=date]")
    page.fill("textarea", "The paper is of Monday.")
    page.click("button:has-text('Send to the curators')")
    assert "with the curators" in page.inner_text("h1")
    page.click("text=Back to the statement")
    assert page.url == address + places["quote"]
    count = manage(folder, "shell", "-v0", "-c", "from statements.models import *; print(Report.objects.filter(fault='date').count())")  # fmt: skip
    assert count.stdout.strip().endswith("1")
    context.close()


@pytest.mark.browser
def test_paper_holds_the_words_and_no_buttons(site, browser, places) -> None:
    address, _ = site
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(address + places["quote"])
    assert page.locator(".lead .words").is_visible()
    assert page.locator(".citation").is_visible()
    for hidden in ("nav", "search", ".acts", ".beside", "footer ul"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    page.close()


@pytest.mark.browser
def test_nothing_moves_for_who_asked_for_that(site, browser) -> None:
    address, _ = site
    for motion, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        context = browser.new_context(reduced_motion=motion)
        page = context.new_page()
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
        context.close()


@pytest.mark.browser
def test_a_walk_without_script(site, browser) -> None:
    from playwright.sync_api import expect

    address, _ = site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("main input[name=q]", "Sarvath annex")
    page.click("main button:has-text('Search')")
    expect(page.locator("h1")).to_contain_text("statement")
    page.click(".facet:has(h3:text('Words or report')) a >> nth=0")
    expect(page.locator(".chosen a")).to_have_count(1)
    page.click(".statements .words a >> nth=0")
    expect(page.locator(".lead .words")).to_have_count(1)
    page.click("text=Read the whole article")
    expect(page.locator(".said").first).to_be_visible()
    page.click("a.said >> nth=0")
    page.wait_for_url("**/quotes/**")
    assert "/quotes/" in page.url
    page.click("header a.wordmark")
    expect(page).to_have_url(address + "/")
    context.close()


@pytest.mark.browser
def test_a_walk_by_keyboard(site, browser) -> None:
    address, _ = site
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.goto(f"{address}/speakers/")
    page.focus("input[name=q]")
    page.keyboard.type("mines")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=mines")

    def reach(selector: str) -> None:
        """Press the tab key until it is there, as somebody without a mouse does."""
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                return
        raise AssertionError(f"the tab key does not reach {selector}")

    reach(".facet li a:not(.not)")
    page.keyboard.press("Enter")
    page.wait_for_url("**mines&**")
    assert page.locator(".chosen a").count() == 1
    reach(".statements .words a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/quotes/**")
    reach(".prose .meta a, .prose a.said")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    page.go_back()
    page.wait_for_url("**/quotes/**")
    page.go_back()
    page.wait_for_url("**mines&**")
    assert page.locator(".chosen a").count() == 1
    page.close()


@pytest.mark.browser
def test_an_editor_corrects_a_speaker_in_the_browser(site, browser) -> None:
    address, folder = site
    code = "from django.contrib.auth import get_user_model as u; u().objects.create_superuser('edith', '', 'a long pass phrase')"
    manage(folder, "shell", "-v0", "-c", code)
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/admin/")
    page.fill("#id_username", "edith")
    page.fill("#id_password", "a long pass phrase")
    page.click("input[type=submit]")
    page.goto(f"{address}/admin/statements/quote/?q=annex")
    page.click("#result_list tbody tr th a >> nth=0")
    page.wait_for_selector(".evidence mark")
    page.fill("#id_why", "Checked against the paper.")
    page.click("input[name=_save]")
    assert "was changed successfully" in page.inner_text(".messagelist")
    assert said == []
    page.close()


@pytest.mark.browser
def test_names_are_suggested_and_chosen_by_keyboard(site, browser) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import expect

    address, _ = site
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(address)
    box = page.locator("main input[name=q]")
    expect(box).to_have_attribute("role", "combobox")
    box.press_sequentially("sarv", delay=30)
    option = page.locator("[role=option]").first
    expect(option).to_contain_text("Elin Sarvath")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[role=status]")).to_contain_text("name")
    assert Axe().run(page).response["violations"] == []
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    box.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(box).to_have_value("sarv")
    box.press("ArrowDown")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/search/?q=speaker**")
    expect(page.locator(".speaker-first")).to_contain_text("Elin Sarvath")
    page.goto(address)
    box.press_sequentially("zzyzx", delay=30)
    expect(page.locator("[role=status]")).to_contain_text("No name begins so")
    box.press("Enter")
    page.wait_for_url("**/search/?q=zzyzx")
    assert said == []
    context.close()


@pytest.mark.browser
def test_the_histogram_is_worked_by_keyboard(site, browser) -> None:
    from playwright.sync_api import expect

    address, _ = site
    page = browser.new_page()
    page.goto(f"{address}/search/?q=the")
    bar = page.locator(".bars a").first
    name = bar.get_attribute("aria-label")
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**from=**")
    expect(page.locator("h1")).to_contain_text(name.split(": ")[1].split()[0])
    page.locator("summary", has_text="The same numbers").first.press("Enter")
    expect(page.locator(".chart table")).to_be_visible()
    page.close()


@pytest.mark.browser
def test_a_value_is_left_out_and_taken_back(site, browser) -> None:
    from playwright.sync_api import expect

    address, _ = site
    page = browser.new_page()
    page.goto(f"{address}/search/")
    before = page.inner_text("h1")
    page.locator(".facet:has(h3:text-is('Source')) a.not").first.click()
    expect(page.locator(".chosen")).to_contain_text("Without:")
    assert page.inner_text("h1") != before
    page.locator(".facet .out a").first.click()
    expect(page.locator("h1")).to_have_text(before)
    page.close()


def test_a_damaged_index_is_said_and_healed_while_pages_go_on(tmp_path) -> None:
    port = free_port()
    process, _ = start(tmp_path, port, "--sample")
    address = f"http://127.0.0.1:{port}"
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    (indexer,) = [pid for pid in children if b"--follow" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    # The indexer would mend it within a second: held still, so that the state between can be looked at.
    os.kill(int(indexer), signal.SIGSTOP)
    assert get(f"{address}/search/?q=annex")[0] == 200
    name = (tmp_path / "index" / "CURRENT").read_text()
    for path in (tmp_path / "index" / name).glob("*.pst"):
        path.write_bytes(b"\xff" * path.stat().st_size)
    for number in range(12):  # each worker keeps what it has read: ask for words that none has
        get(f"{address}/search/?q=harbour{number}+OR+fish+OR+winter")
    status, body = get(f"{address}/search/?q=ferry+OR+table")
    assert (status, "Search cannot answer just now" in body) == (503, True)
    status, body = get(f"{address}/healthz")
    assert (status, json.loads(body)["index"]["state"]) == (503, "damaged")
    for path in ("/", "/speakers/", "/dates/", "/events/"):
        assert get(address + path)[0] == 200
    os.kill(int(indexer), signal.SIGCONT)
    for _ in range(300):
        if get(f"{address}/healthz")[0] == 200:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the index was not mended")
    assert get(f"{address}/search/?q=ferry+OR+table")[0] == 200
    assert (tmp_path / "index" / "CURRENT").read_text() != name
    said = stop(process)
    assert "made anew" in said


# The desk, by keyboard alone


@pytest.fixture(scope="module")
def editors(site, places) -> tuple[str, Path]:
    """Two editors, who come after `places` has been chosen among statements that nobody changed yet."""
    address, folder = site
    code = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from statements.models import *
for name, group in (("edda", "editor"), ("rolf", "reviewer")):
    user = get_user_model().objects.create_user(name, password="a long pass phrase", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
two = list(Speaker.objects.filter(kind="person")[:2])
MergeProposal.objects.create(first_speaker=two[0], second_speaker=two[1], reason="the same country")
"""
    done = manage(folder, "shell", "-v0", "-c", code)
    assert done.returncode == 0, done.stderr
    return address, folder


def sign_in(context, address: str, name: str):
    page = context.new_page()
    page.goto(f"{address}/admin/review/")
    page.keyboard.type(name)  # the box has the focus
    page.keyboard.press("Tab")
    page.keyboard.type("a long pass phrase")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/login/" not in page.url
    return page


def acts(folder: Path) -> int:
    code = "from statements.models import *; print(Revision.objects.exclude(editor=None).count())"
    return int(manage(folder, "shell", "-v0", "-c", code).stdout.strip().splitlines()[-1])


@pytest.mark.browser
def test_statements_in_a_row_by_keyboard_alone(editors, browser) -> None:
    from playwright.sync_api import expect

    address, folder = editors
    before = acts(folder)
    context = browser.new_context()
    page = sign_in(context, address, "edda")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    seen: list[str] = []
    for turn in range(16):
        number = page.inner_text(".desk .when .mono")
        assert number not in seen
        seen.append(number)
        with page.expect_navigation():
            page.keyboard.press("1a0s"[turn % 4])
        expect(page.locator(".desk .lead, h2").first).to_be_visible()
    assert acts(folder) - before == 12  # four of the sixteen were put off
    with page.expect_navigation():  # a name is typed
        page.keyboard.press("o")
        page.keyboard.type("Elin Sarvath")
        page.keyboard.press("Enter")
    with page.expect_navigation():  # and taken back
        page.keyboard.press("u")
    expect(page.locator(".told")).to_contain_text("Taken back")
    assert acts(folder) - before == 14
    page.keyboard.press("?")
    expect(page.locator(".keys-help dl")).to_be_visible()
    page.keyboard.press("d")
    expect(page.locator("#venue")).to_be_visible()
    page.focus("#venue")
    page.keyboard.type("a1sx")  # in a box they are letters
    assert page.input_value("#venue").endswith("a1sx")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("n")
    assert said == []
    context.close()


@pytest.mark.browser
def test_words_are_selected_in_the_source(editors, browser, places) -> None:
    from playwright.sync_api import expect

    address, _ = editors
    context = browser.new_context()
    page = sign_in(context, address, "edda")
    page.goto(f"{address}/admin/review/{places['quote'].split('/')[2]}/")
    whole = page.inner_text("[data-source] .said")
    page.evaluate("""() => {
        const run = document.querySelector("[data-source] .said").firstChild;
        document.getSelection().setBaseAndExtent(run, 0, run, 9);
    }""")
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_have_value(whole[:9])
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the button has the focus
    page.goto(address + places["quote"])
    expect(page.locator(".lead .words")).to_have_text(whole[:9].strip())
    expect(page.locator("#history + .history")).to_contain_text("Words:")
    page.goto(f"{address}/admin/review/log/?mine=1")
    with page.expect_navigation():
        page.click(".log button >> nth=0")
    page.goto(address + places["quote"])
    expect(page.locator(".lead .words")).to_contain_text(whole.strip(" ,"))
    context.close()


@pytest.mark.browser
def test_two_editors_at_one_statement(editors, browser, places) -> None:
    from playwright.sync_api import expect

    address, _ = editors
    one, two = browser.new_context(), browser.new_context()
    edda, rolf = sign_in(one, address, "edda"), sign_in(two, address, "rolf")
    place = f"{address}/admin/review/{places['twin'].split('/')[2]}/"
    edda.goto(place)
    rolf.goto(place)
    expect(rolf.locator("[role=alert]")).to_contain_text("edda has this statement")
    with edda.expect_navigation():
        edda.keyboard.press("0")
    with rolf.expect_navigation():
        rolf.keyboard.press("a")
    expect(rolf.locator("[role=alert]").first).to_contain_text("Somebody changed this")
    expect(rolf.locator("[role=alert]").first).to_contain_text("Elin Sarvath")
    rolf.goto(f"{address}/admin/review/lists/")
    expect(rolf.locator("h1")).to_contain_text("not open to you")
    for context in (one, two):
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_no_page_of_the_desk_has_a_violation(editors, browser, places, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address, _ = editors
    number = places["article"].split("/")[2]
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = sign_in(context, address, "edda")
    for path in (
        "", "pairs/", "log/", "lists/", "lists/corrected/", "me/", f"articles/{number}/", "speakers/1/",
        "merge/speaker/1/", f"{places['quote'].split('/')[2]}/",
    ):  # fmt: skip
        page.goto(f"{address}/admin/review/{path}")
        problems = [(v["id"], v["nodes"][0]["html"][:160]) for v in Axe().run(page).response["violations"]]
        assert problems == [], f"{path} at {width}, {scheme}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"
    context.close()
