"""An account in a real browser, without script: sign in, set up a second factor, sign out elsewhere."""

from base64 import b32decode
from time import time

import pytest
from django_otp.oath import TOTP

from tests.site.serving import manage, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORD = "seven grey herons wait"


def phone_shows(key: str) -> str:
    clock = TOTP(b32decode(key.replace(" ", "")))
    clock.time = time()
    return f"{clock.token():06d}"


def sign_in(browser, address: str, **how: object):
    page = browser.new_context(viewport={"width": 390, "height": 800}, **how).new_page()
    page.goto(f"{address}/admin/account/")
    page.fill("#id_username", "nora")
    page.fill("#id_password", WORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    return page


def test_a_second_factor_is_set_up_and_asked_for_without_script(site, browser) -> None:
    address, folder = site
    code = f"""
from django.contrib.auth.models import Group, User
User.objects.create_user("nora", password="{WORD}", is_staff=True).groups.add(Group.objects.get(name="editor"))
"""
    assert manage(folder, "shell", "-v0", "-c", code).returncode == 0
    elsewhere = sign_in(browser, address)
    assert violations(elsewhere, "light") == []
    page = sign_in(browser, address, java_script_enabled=False)
    page.click("text=Set up a second factor")
    picture = page.locator(".qr svg").bounding_box()
    assert picture["width"] == picture["height"] > 150
    page.fill("#code", phone_shows(page.text_content(".key")))
    with page.expect_navigation():
        page.click("text=Set it up")
    codes = page.locator(".codes li").all_text_contents()
    assert len(codes) == 10
    elsewhere.reload()
    assert "/admin/login/" in elsewhere.url  # other sessions ended with it
    late = sign_in(browser, address)
    assert late.url.endswith("/admin/account/code/") and violations(late, "light") == []
    late.fill("#code", codes[0])
    late.press("#code", "Enter")
    late.wait_for_url("**/admin/account/")
    assert "9 recovery codes are left" in late.text_content("main")
    with late.expect_navigation():
        late.click("text=Sign out there")
    assert "1 session was ended" in late.text_content("main")
    assert "/admin/login/" in page.goto(f"{address}/admin/account/").url
