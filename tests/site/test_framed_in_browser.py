"""A card in the page of another site, whose policy allows no script and our frame alone."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.site.serving import get, violations

POLICY = "default-src 'none'; frame-src {}; script-src 'none'; style-src 'none'"


@pytest.fixture
def newsroom(site):
    """Another origin, which shows the HTML that it is given."""
    shown = {"html": ""}

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(site[0]))
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>News</title>{shown['html']}".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/", shown
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.slow
def test_a_card_is_placed_in_a_page_with_a_strict_policy(site, browser, places, newsroom) -> None:
    address, _ = site
    elsewhere, shown = newsroom
    page = browser.new_page(java_script_enabled=False)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    shown["html"] = get(f"{address}{places['quote']}")[1].split('id="embed-code"')[1].split(">", 1)[1]
    shown["html"] = (
        shown["html"].split("</pre>")[0].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    )
    page.goto(elsewhere)
    framed = page.frame_locator("iframe")
    assert framed.locator(".words").inner_text()
    assert framed.locator("h1").inner_text().startswith("Elin Sarvath")
    assert [one for one in said if "Permissions-Policy" not in one] == []
    shown["html"] = f'<iframe src="{address}{places["gone"]}card/"></iframe>'
    page.goto(elsewhere)
    assert "withdrawn" in page.frame_locator("iframe").locator("h1").inner_text()
    # Nothing else of the site is framed.
    shown["html"] = f'<iframe src="{address}{places["quote"]}"></iframe>'
    page.goto(elsewhere)
    assert page.frame_locator("iframe").locator(".words").count() == 0
    page.close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_fits_280_pixels_by_day_and_by_night(site, browser, places, scheme: str) -> None:
    address, _ = site
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": 280, "height": 400}
    )
    page = context.new_page()
    for name in ("quote", "twin", "gone"):
        page.goto(f"{address}{places[name]}card/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 280
        assert violations(page, scheme) == [], name
    context.close()
