"""Adding in a real browser: pasted, seen, stored, found; files dropped and followed; the same without script."""

from pathlib import Path

import pytest

from tests.intake.making import ARTICLE, STUB, articles_packed
from tests.site.serving import LOOKS, violations
from tests.site.test_desk_in_browser import editors, sign_in  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = ARTICLE.format(number="of the harbour log")
DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    for (const kind of ["dragenter", "dragover", "drop"]) {
        document.querySelector("[data-drop]").dispatchEvent(
            new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
    }
}"""


def test_a_text_is_pasted_seen_stored_and_found(editors, browser) -> None:  # noqa: F811
    from playwright.sync_api import expect

    address, _ = editors
    context = browser.new_context()
    page = sign_in(context, address, "edda")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/search/?q=%22harbour+log%22+drawn")
    expect(page.locator(".statements")).to_have_count(0)
    page.click("text=For editors")
    page.click(".desk-nav a[href$='/add/']")
    page.locator("#text:focus").wait_for()
    page.keyboard.insert_text(TEXT)
    page.click(".send button")
    expect(page.locator("h1")).to_have_text("Envoys leave Lissel, part of the harbour log")
    expect(page.locator(".labels").first).to_contain_text("Mira Tolan")
    expect(page.locator(".labels").first).to_contain_text("quoted in full")
    expect(page.locator(".para .said").first).to_contain_text("We will not accept map of the harbour log")
    page.click("button[value=store]")
    expect(page.locator(".told")).to_contain_text("Stored")
    for _ in range(40):
        page.goto(f"{address}/search/?q=%22harbour+log%22+drawn")
        if page.locator(".statement").count():
            break
        page.wait_for_timeout(250)
    expect(page.locator(".statement .words")).to_contain_text("We will not accept map of the harbour log")
    assert said == []
    context.close()


def test_files_are_dropped_left_out_and_followed_until_they_are_taken_in(
    editors,  # noqa: F811
    browser,
    tmp_path: Path,
) -> None:
    from playwright.sync_api import expect

    address, _ = editors
    context = browser.new_context()
    page = sign_in(context, address, "edda")
    page.goto(f"{address}/admin/review/add/?url=https://x.example/1&long=1#text=Words%20that%20were%20long")
    expect(page.locator("#text")).to_have_value("Words that were long")
    expect(page.locator("[data-too-long]")).to_have_count(0)
    page.goto(f"{address}/admin/review/add/")
    (tmp_path / "all.zip").write_bytes(articles_packed(30, first=500))
    page.set_input_files("#file", str(tmp_path / "all.zip"))
    page.evaluate(DROP, ["stub.txt", STUB])
    page.evaluate(DROP, ["wrong.txt", "not this one"])
    expect(page.locator(".picked-files li")).to_have_count(3)
    page.click("[aria-label='Leave out wrong.txt']")
    expect(page.locator(".picked-files li")).to_have_count(2)
    page.click(".send button")
    expect(page.locator("h1")).to_contain_text("The first 10")
    page.click("button[value=store]")
    expect(page.locator("#progress-h")).to_have_text("Taken in", timeout=60_000)
    expect(page.locator(".taken")).to_contain_text("31 read: 30 new, 0 held already, 1 refused")
    expect(page.locator(".load .mono").first).to_have_text("stub.txt")
    context.close()


def test_more_than_is_taken_is_said_before_it_is_sent(editors, browser) -> None:  # noqa: F811
    from playwright.sync_api import expect

    address, _ = editors
    context = browser.new_context()
    page = sign_in(context, address, "edda")
    page.goto(f"{address}/admin/review/add/")
    page.evaluate("document.querySelector('[data-add]').dataset.mostBytes = 10")
    page.evaluate(DROP, ["a.txt", TEXT])
    expect(page.locator("[data-alert]")).to_contain_text("MB are taken at once")
    page.click(".send button")
    assert page.url.endswith("/add/")
    page.click("[aria-label='Leave out a.txt']")
    expect(page.locator("[data-alert]")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_without_script_all_of_it_works_and_axe_finds_nothing(
    editors,  # noqa: F811
    browser,
    tmp_path: Path,
    scheme: str,
    width: int,
) -> None:
    address, _ = editors
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    plain = browser.new_context(java_script_enabled=False, **look)
    page = plain.new_page()
    page.goto(f"{address}/admin/review/add/")
    page.fill("#id_username", "edda")
    page.fill("#id_password", "a long pass phrase")
    page.press("#id_password", "Enter")
    page.wait_for_selector("#text")
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(ARTICLE.format(number=f"{number} {scheme}"))
    page.set_input_files("#file", [str(tmp_path / "1.txt"), str(tmp_path / "2.txt")])
    with page.expect_navigation():
        page.click(".send button")
    draft = page.url
    with page.expect_navigation():
        page.click("h3 a >> nth=1")
    whole = page.url
    assert page.locator(".said").count()
    context = browser.new_context(bypass_csp=True, storage_state=plain.storage_state(), **look)
    scripted = context.new_page()

    def looked_at(place: str) -> None:
        scripted.goto(place)
        assert violations(scripted, scheme) == [], f"{place} at {width}, {scheme}"
        assert scripted.evaluate("document.documentElement.scrollWidth") <= width, f"{place} at {width}"

    for place in (f"{address}/admin/review/add/?title=x&long=1", draft, whole):
        looked_at(place)
    page.click("button[value=store]")
    assert "2 read: 2 new" in " ".join(page.inner_text(".taken").split())
    for place in (page.url, f"{address}/admin/review/intake/"):
        looked_at(place)
    plain.close()
    context.close()
