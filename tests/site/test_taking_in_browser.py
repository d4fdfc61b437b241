"""What readers take with them, in a real browser: a search by mail from the form to the last page, and a file that waits."""

import json
import re
import shutil
import threading
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.site.serving import LOOKS, manage, start, stop, violations
from tools.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = re.compile(r"https?://[^\s>]+/alerts/confirm/\S+")


class Mailbox:
    """A mail server that takes everything. `come` is set when something has."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.come = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.texts.append(mail.get_body(("plain",)).get_content())
        self.come.set()
        return "250 taken"


@pytest.fixture(scope="module")
def mailing(prepared, tmp_path_factory):
    """A site that sends mail: its address, its folder, and the mailbox of everybody."""
    folder = Path(shutil.copytree(prepared / "sample", tmp_path_factory.mktemp("mailing") / "data"))
    port, box = free_port(), Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    address = f"http://127.0.0.1:{port}"
    mail = f"smtp://127.0.0.1:{server.port}?from=desk@record.example"
    process, _ = start(folder, port, "--sample", ONRECORD_MAIL=mail, ONRECORD_ADDRESS=address)
    yield address, folder, box
    stop(process)
    server.stop()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_a_search_by_mail_from_the_form_to_the_last_page(mailing, browser, scheme: str, width: int) -> None:
    """Without script; axe finds nothing on any page of it, nor where a link is too old or a field is wrong."""
    address, _, box = mailing
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    context = browser.new_context(bypass_csp=True, **look)
    page = context.new_page()

    def looked_at(title: str) -> None:
        assert title in page.locator("h1").inner_text(), page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert violations(page, scheme) == [], page.url

    page.goto(f"{address}/search/?q=mines")
    page.locator("a[href*='/alerts/new/']").first.click()
    looked_at("Tell me by mail")
    page.fill("input[name=email]", "nobody@x")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.click("main form button")
    looked_at("Tell me by mail")
    assert page.locator("[role=alert]").is_visible()
    page.fill("input[name=email]", f"reader-{scheme}@example.org")
    box.come.clear()
    page.click("main form button")
    page.wait_for_url("**/alerts/asked/")
    looked_at("mail")
    assert box.come.wait(60)
    page.goto(ADDRESS.search(box.texts[-1]).group())
    looked_at("mail")
    page.click("main form button")
    page.wait_for_url("**/alerts/mine/**")
    looked_at("What you get by mail")
    page.goto(page.url.replace("/mine/", "/leave/"))
    looked_at("")
    page.click("main form button")
    looked_at("")
    page.goto(f"{address}/alerts/mine/made-up/")
    looked_at("")
    context.close()


FILE = """
import json
from statements.models import Quote, WaitingFile
from statements.publishing.exports.waiting import ask_for_file
wishes = [WaitingFile(asked=asked, form="csv", base="", reader=asked) for asked in ("q=mines", 'q="x')]
print(json.dumps([ask_for_file(wish).token for wish in wishes]))
"""


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_a_file_that_waits_and_what_others_show_of_us(mailing, browser, scheme: str, width: int) -> None:
    address, folder, _ = mailing
    made, fault = json.loads(manage(folder, "shell", "-v0", "-c", FILE).stdout.strip().splitlines()[-1])
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    context = browser.new_context(bypass_csp=True, **look)
    page = context.new_page()
    seen = set()
    for path in (
        f"/files/{made}/",
        f"/files/{fault}/",
        "/files/made-up/",
        "/reconcile/preview?id=speaker:elin-sarvath",
    ):
        for _turn in range(60):
            page.goto(address + path)
            seen.add(page.locator("h1").inner_text())
            assert violations(page, scheme) == [], path
            if "is being made" not in page.locator("h1").inner_text():
                break
            time.sleep(1)
    assert seen - {"Your file is being made"} == {
        *("Your file is ready", "This file could not be made", "Nothing is at this address", "Elin Sarvath")
    }
    context.close()
