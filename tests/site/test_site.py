"""The reading room in a real browser, with and without script."""

import pytest

from tests.site.serving import LOST, enlarge, manage, violations

WIDTHS = (320, 768, 1440)


@pytest.mark.slow
@pytest.mark.browser
def test_no_page_is_wider_than_the_window_or_complains(site, browser, places) -> None:
    address, _ = site
    page = browser.new_page()
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
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
        assert page.locator("h1").count() == 1, name
    assert [s for s in said if not any(code in s for code in ("400", "404", "410"))] == []
    assert foreign == []
    page.close()


# One page of each build; the others are looked at where the slow tests run.
MAIN = ("home", "search", "quote", "article", "speaker", "event", "year", "report")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("names", "scheme", "width"),
    [
        (MAIN, "light", 320),
        pytest.param((), "light", 320, marks=pytest.mark.slow),
        pytest.param((), "dark", 1440, marks=pytest.mark.slow),
    ],
    ids=["main pages, light, 320", "all pages, light, 320", "all pages, dark, 1440"],
)
def test_no_page_has_a_violation_of_accessibility(
    site, browser, places, names: tuple[str, ...], scheme: str, width: int
) -> None:
    address, _ = site
    # The pages allow no foreign script; the test brings one of its own.
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    for name in names or places:
        page.goto(address + places[name])
        assert violations(page, scheme) == [], f"{name} at {width}, {scheme}"
    context.close()


@pytest.mark.slow
@pytest.mark.browser
def test_letters_twice_as_large_on_the_smallest_screen_lose_nothing(site, browser, places) -> None:
    """WCAG 1.4.4 and 1.4.10 at once. A table of many columns may be moved in a box of its own."""
    address, _ = site
    page = browser.new_page(viewport={"width": 320, "height": 900})
    enlarge(page)
    for name, path in places.items():
        page.goto(address + path)
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
        assert page.evaluate(LOST) == [], name
    page.goto("about:blank")  # the pages allow no style of a test
    page.set_content(
        "<main style='inline-size: 3rem; overflow: hidden; white-space: nowrap'>What is cut is seen"
    )
    assert page.evaluate(LOST) != []
    page.set_content("<main style='inline-size: 40rem; text-align: end'>What is beside the screen is seen")
    assert page.evaluate(LOST) != []
    page.close()


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


@pytest.mark.slow
@pytest.mark.browser
def test_targets_are_large_enough_for_a_thumb(site, browser, places) -> None:
    """Links that stand alone are 24 pixels or more in height: WCAG 2.2, target size."""
    address, _ = site
    page = browser.new_page(viewport={"width": 320, "height": 800})
    small = """() => [...document.querySelectorAll("button, input, summary, nav a, .facet a, .chosen a, .ways a, .acts a, .row > a, .apparatus > p.meta > a")]
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
    expect(page).to_have_url(f"{address}{places['article']}#{ids[1]}")
    expect(page.locator(f"#{ids[1]}")).to_be_focused()
    page.keyboard.press("k")
    expect(page).to_have_url(f"{address}{places['article']}#{ids[0]}")
    page.focus("input[name=q]")
    page.keyboard.type("j")
    expect(page.locator("input[name=q]").first).to_have_value("j")  # in a box it is a letter
    expect(page).to_have_url(f"{address}{places['article']}#{ids[0]}")
    page.close()


@pytest.mark.browser
def test_an_article_is_walked_through_by_links_without_script(site, browser, places) -> None:
    from playwright.sync_api import expect

    address, _ = site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + places["article"])
    assert page.locator("[data-keys]").is_hidden()
    link = page.locator(".inside-list a[href^='#s']").first
    first = f"{address}{places['article']}{link.get_attribute('href')}"
    link.click()
    expect(page).to_have_url(first)
    page.click(".said:target + .step a:text('Next')")
    expect(page).not_to_have_url(first)
    page.click(".said:target + .step a:text('Back')")
    expect(page).to_have_url(first)
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
    assert copied.startswith("Sarvath, E. (202")
    assert f"{places['quote']} (Original work at https://" in copied
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
    with page.expect_navigation():
        page.click("button:has-text('Send to the curators')")
    assert "with the curators" in page.inner_text("h1")
    page.click("text=Back to the statement")
    page.wait_for_url(address + places["quote"])
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
    assert page.locator(".citation").first.is_visible()
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
    page.click(".facet:has(h3:text('Quoted or reported')) a >> nth=0")
    expect(page.locator(".chosen a")).to_have_count(1)
    page.click(".statements .words a >> nth=0")
    expect(page.locator(".lead .words")).to_have_count(1)
    page.click("text=Read the whole article")
    expect(page.locator(".said").first).to_be_visible()
    page.click("a.said >> nth=0")
    page.wait_for_url("**/quotes/**")
    page.click("header a.wordmark")
    expect(page).to_have_url(address + "/")
    context.close()


@pytest.mark.browser
def test_a_walk_by_keyboard(site, browser) -> None:
    from playwright.sync_api import expect

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

    reach(".facet:not(.beside) li a:not(.not)")
    page.keyboard.press("Enter")
    page.wait_for_url("**mines&**")
    expect(page.locator(".chosen a")).to_have_count(1)
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
    expect(page.locator(".chosen a")).to_have_count(1)
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
    with page.expect_navigation():
        page.click("main button[type=submit], main form button:not([type])")
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
    expect(page.locator("main form > [role=status]").first).to_contain_text("name")
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
    expect(page.locator("main form > [role=status]").first).to_contain_text("No name begins like this")
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


@pytest.mark.browser
def test_letters_of_months_make_room_for_years_on_a_phone(site, browser) -> None:
    address, _ = site
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/speakers/elin-sarvath/")
    shown = page.locator(".bars text:visible").all_text_contents()
    assert shown
    assert all(any(one.isdigit() for one in label) for label in shown), shown
    page.set_viewport_size({"width": 1440, "height": 900})
    assert any(label.isalpha() for label in page.locator(".bars text:visible").all_text_contents())
    page.close()
