"""The desk in a real browser, by keyboard alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.site.serving import LOOKS, LOST, enlarge, manage, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def editors(site, places) -> tuple[str, Path]:
    """Three editors, who come after `places` has been chosen among statements that nobody changed yet, and more that
    waits than all the tests here decide: in whatever order they run, nobody is asked for a second look before."""
    address, folder = site
    code = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from statements.models import *
for name, group in (("edda", "editor"), ("rolf", "reviewer"), ("tove", "editor")):
    user = get_user_model().objects.create_user(name, password="a long pass phrase", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
two = list(Speaker.objects.filter(kind="person")[:2])
unsure = Quote.objects.filter(state="extracted", confidence__gte=0.6).order_by("pk")[:90]
Quote.objects.filter(pk__in=list(unsure.values_list("pk", flat=True))).update(confidence=0.55)
MergeProposal.objects.create(first_speaker=two[0], second_speaker=two[1], reason="the same country")
"""
    done = manage(folder, "shell", "-v0", "-c", code)
    assert done.returncode == 0, done.stderr
    return address, folder


def sign_in(context, address: str, name: str):
    page = context.new_page()
    page.goto(f"{address}/admin/review/")
    page.locator("#id_username:focus").wait_for()  # nobody has to press anything first
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type("a long pass phrase")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/login/" not in page.url
    return page


def acts(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "archive.sqlite3")) as database:
        (count,) = database.execute(
            "SELECT count(*) FROM statements_revision WHERE editor_id IS NOT NULL"
        ).fetchone()
    return int(count)


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
    expect(rolf.locator("h1")).to_contain_text("do not have access")
    for context in (one, two):
        context.close()


def test_an_article_by_keyboard_and_a_second_press_that_decides_nothing(editors, browser, places) -> None:
    from playwright.sync_api import expect

    address, folder = editors
    context = browser.new_context()
    page = sign_in(context, address, "edda")
    page.goto(f"{address}/admin/review/articles/{places['article'].split('/')[2]}/whole/")
    before = acts(folder)
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("a")
    assert acts(folder) == before + 1
    page.keyboard.press("i")  # the first word of the text, and two more
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-shown]")).to_contain_text(" ")
    with page.expect_navigation():
        page.keyboard.press("0")
    expect(page.locator(".told")).to_contain_text("added")
    for told in ("added", "right as it is"):
        page.wait_for_timeout(800)
        with page.expect_navigation():
            page.keyboard.press("u")
        expect(page.locator(".told")).to_contain_text(told)
    page.goto(f"{address}/admin/review/")
    first = page.inner_text(".desk .when .mono")
    before = acts(folder)
    with page.expect_navigation():
        page.keyboard.press("a")
    page.keyboard.press("a")  # meant for the first one
    page.keyboard.press("a")
    assert acts(folder) == before + 1
    assert page.inner_text(".desk .when .mono") != first
    context.close()


def test_on_a_phone_the_answers_stand_on_the_first_screen(editors, browser) -> None:
    address, _ = editors
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = sign_in(context, address, "edda")
    page.goto(f"{address}/admin/review/?why=unsure")
    for what in (".choices button", ".bar button[value=approve]", ".bar button[value=skip]"):
        place = page.locator(what).first.bounding_box()
        assert place is not None and place["y"] >= 0 and place["y"] + place["height"] <= 844, what
    assert page.locator("kbd:visible").count() == 0
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    bar = page.locator(".bar").bounding_box()
    assert bar is not None and bar["y"] + bar["height"] <= 845
    context.close()


def pages_of_the_desk(places) -> tuple[str, ...]:
    """One address of each kind of page there, below the queue's."""
    article, quote = (places[name].split("/")[2] for name in ("article", "quote"))
    return (
        "../account/", "../account/second-factor/", "../account/confirm/", "../password_change/",
        "", "?why=undated", "agreement/", f"articles/{article}/whole/", f"articles/{article}/day/", "pairs/", "log/", "lists/", "lists/corrected/", "me/", f"articles/{article}/", "speakers/1/",
        "merge/speaker/1/", f"{quote}/", f"utterances/{quote}/", "add/", "intake/",
    )  # fmt: skip


def test_letters_twice_as_large_on_the_smallest_screen_lose_nothing_at_the_desk(
    editors, browser, places
) -> None:
    address, _ = editors
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = sign_in(context, address, "edda")
    enlarge(page)
    for path in pages_of_the_desk(places):
        page.goto(f"{address}/admin/review/{path}")
        assert page.evaluate(LOST) == [], path
    context.close()


def test_three_editors_at_once_decide_no_statement_twice(editors, browser) -> None:
    address, folder = editors
    before = acts(folder)
    contexts = [browser.new_context() for _ in range(3)]
    pages = [
        sign_in(context, address, name)
        for context, name in zip(contexts, ("edda", "rolf", "tove"), strict=True)
    ]
    seen: list[str] = []
    for turn in range(4):
        # All three read what lies before them, and only then does anybody press a key.
        now = [page.inner_text(".desk .when .mono") for page in pages]
        assert len(set(now)) == 3, f"turn {turn}: {now}"
        assert not set(now) & set(seen)
        seen += now
        for page in pages:
            with page.expect_navigation():
                page.keyboard.press("a0"[turn % 2])
            assert page.locator("[role=alert]").count() == 0
    assert acts(folder) - before == 12
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_no_page_of_the_desk_has_a_violation(editors, browser, places, scheme: str, width: int) -> None:
    address, _ = editors
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{address}/admin/login/")
    assert violations(page, scheme) == [], f"sign-in at {width}, {scheme}"
    page = sign_in(context, address, "edda")
    for path in pages_of_the_desk(places):
        page.goto(f"{address}/admin/review/{path}")
        assert violations(page, scheme) == [], f"{path} at {width}, {scheme}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"
    context.close()


def test_lists_and_forms_can_be_read_by_day_and_by_night(editors, browser) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address, _ = editors
    context = browser.new_context(bypass_csp=True)
    page = sign_in(context, address, "edda")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in ("", "statements/speaker/", "statements/speaker/1/change/", "statements/revision/"):
            page.goto(f"{address}/admin/{path}")
            found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
            shown = [one["html"][:160] for rule in found for one in rule["nodes"]]
            assert shown == [], f"{path}, {scheme}"
    context.close()
