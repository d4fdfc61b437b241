"""The second factor: set up, asked for, used once; recovery codes; what happens when it is demanded."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.data import alerts_key
from statements.accounts.factor import (
    PURPOSE,
    keep_key,
    key_as_picture,
    key_as_text,
    key_of_device,
    make_codes,
    new_key,
    take_code,
)
from statements.encrypted import OtherKey, unseal
from statements.models import AccountEvent, RecoveryCode

from .conftest import ELSEWHERE, HOME, at, code_of, inside, phone, sign_in

FACTOR, CODE = "/admin/account/second-factor/", "/admin/account/code/"


def key_on(page: str) -> str:
    from base64 import b32decode

    return b32decode(re.search(r'class="mono key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")).hex()


def test_it_is_set_up_with_a_code_of_the_phone(edda, clock) -> None:
    client, other = at(HOME), at(ELSEWHERE)
    sign_in(client, "edda")
    sign_in(other, "edda")
    page = client.get(FACTOR).content.decode()
    assert "<svg" in page and "<script>" not in page
    key = key_on(page)
    wrong = client.post(FACTOR, {"code": "000000" if code_of(key) != "000000" else "111111"})
    assert "That code does not belong to this key." in wrong.content.decode()
    assert not TOTPDevice.objects.exists()
    done = client.post(FACTOR, {"code": code_of(key)[:3] + " " + code_of(key)[3:]}).content.decode()
    codes = re.findall(r"<li>([A-Z2-7-]{27})</li>", done)
    assert len(set(codes)) == 10
    assert inside(client) and not inside(other)
    assert RecoveryCode.objects.filter(digest__in=codes).count() == 0  # hashes alone are kept
    late = at(ELSEWHERE)
    assert sign_in(late, "edda")["Location"] == CODE and not inside(late)
    assert late.post(CODE, {"code": code_of(key)}).status_code == 200  # it was used to set it up
    clock(seconds=60)
    assert late.post(CODE, {"code": code_of(key)}).status_code == 302 and inside(late)


def test_the_password_alone_opens_nothing(with_phone) -> None:
    client = at(HOME)
    assert sign_in(client, "edda")["Location"] == CODE
    for address in ("/admin/", "/admin/review/", "/admin/account/", FACTOR):
        assert "/admin/login/" in client.get(address)["Location"]
    assert client.post(CODE, {"code": phone(with_phone)})["Location"] == "/admin/review/"
    assert inside(client)


def test_a_code_without_a_password_opens_nothing(with_phone) -> None:
    client = at(HOME)
    assert client.post(CODE, {"code": phone(with_phone)})["Location"] == "/admin/login/"


def test_a_code_cannot_be_used_twice(with_phone) -> None:
    code = phone(with_phone)
    for address, status in ((HOME, 302), (ELSEWHERE, 200)):
        client = at(address)
        sign_in(client, "edda")
        assert client.post(CODE, {"code": code}).status_code == status


def test_an_old_code_and_a_later_one_are_wrong(with_phone) -> None:
    client = at(HOME)
    sign_in(client, "edda")
    key = key_of_device(TOTPDevice.objects.get()).hex()
    for later in (-120, 120):
        assert client.post(CODE, {"code": code_of(key, later)}).status_code == 200


def test_codes_are_guessed_no_more_often_than_passwords(with_phone) -> None:
    client = at(HOME)
    sign_in(client, "edda")
    for _ in range(5):
        answer = client.post(CODE, {"code": "abc"})
        sign_in(client, "edda")  # the right password gives no new tries
    assert answer.status_code == 429
    assert client.post(CODE, {"code": phone(with_phone)}).status_code in (302, 429)
    assert not inside(client)


def test_a_sign_in_under_way_ends_by_itself_and_with_the_password(with_phone, clock) -> None:
    client = at(HOME)
    sign_in(client, "edda")
    clock(minutes=11)
    assert client.post(CODE, {"code": phone(with_phone)})["Location"] == "/admin/login/"
    sign_in(client, "edda")
    with_phone.set_password("nine brown geese left")
    with_phone.save()
    assert client.post(CODE, {"code": phone(with_phone)})["Location"] == "/admin/login/"


def test_a_recovery_code_stands_once_for_it(with_phone) -> None:
    codes = make_codes(with_phone)
    first, second = at(HOME), at(ELSEWHERE)
    sign_in(first, "edda")
    assert first.post(CODE, {"code": codes[0].lower().replace("-", " ")}).status_code == 302
    assert "9 recovery codes are left" in first.get("/admin/account/").content.decode()
    sign_in(second, "edda")
    assert second.post(CODE, {"code": codes[0]}).status_code == 200
    assert second.post(CODE, {"code": codes[1]}).status_code == 302
    assert AccountEvent.objects.filter(what="code used").count() == 2


def test_codes_of_somebody_else_or_of_before_are_none(with_phone, ada) -> None:
    earlier, theirs = make_codes(with_phone), make_codes(ada)
    make_codes(with_phone)
    assert not any(take_code(with_phone, code) for code in (*earlier, *theirs, "", "-"))


def test_it_is_changed_only_by_who_gives_the_password_again(with_phone, clock) -> None:
    client = at(HOME)
    sign_in(client, "edda")
    client.post(CODE, {"code": phone(with_phone)})
    clock(minutes=11)
    for address in (FACTOR + "remove/", FACTOR + "codes/", FACTOR, "/admin/account/sessions/end/"):
        assert client.post(address)["Location"].startswith("/admin/account/confirm/"), address
    assert TOTPDevice.objects.exists()
    before = client.cookies["sessionid"].value
    again = {"password": "seven grey herons wait", "code": "12", "next": "/admin/account/"}
    assert "That code is not right" in client.post("/admin/account/confirm/", again).content.decode()
    assert client.post("/admin/account/confirm/", again | {"code": phone(with_phone)}).status_code == 302
    assert client.cookies["sessionid"].value != before
    assert client.post(FACTOR + "remove/").status_code == 302
    assert not TOTPDevice.objects.exists() and not RecoveryCode.objects.exists()


def test_an_administrator_takes_a_lost_one_away(with_phone, ada) -> None:
    desk, theirs = at(HOME), at(ELSEWHERE)
    sign_in(theirs, "edda")
    theirs.post(CODE, {"code": phone(with_phone)})
    desk.force_login(ada)
    desk.post("/admin/auth/user/", {"action": "remove_second_factor", "_selected_action": [with_phone.pk]})
    assert not inside(theirs)
    sign_in(theirs, "edda")
    assert inside(theirs)
    assert "The second factor was taken away" in theirs.get("/admin/account/").content.decode()


@pytest.mark.parametrize(
    ("demand", "of"), [("administrators", {"ada"}), ("all", {"ada", "edda"}), ("", set())]
)
def test_it_may_be_demanded(edda, ada, settings, demand: str, of: set[str]) -> None:
    settings.ONRECORD_SECOND_FACTOR = demand
    for name in ("ada", "edda"):
        client = at(HOME)
        sign_in(client, name)
        led = client.get("/admin/review/")
        assert (led.status_code == 302 and led["Location"] == FACTOR) == (name in of), name
        if name in of:
            assert client.get("/admin/auth/user/")["Location"] == FACTOR
            assert client.get("/about/").status_code == 200
            client.post(FACTOR, {"code": code_of(key_on(client.get(FACTOR).content.decode()))})
            assert client.get("/admin/review/").status_code == 200


def test_the_picture_is_a_path_and_the_key_is_text() -> None:
    key = new_key()
    picture = key_as_picture(key, 'x"><script>alert(1)</script>')
    assert picture.startswith("<svg") and "script" not in picture and "style" not in picture
    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", key_as_text(key))
    assert len({new_key() for _ in range(50)}) == 50


# The key in the database


def test_a_row_or_a_backup_shows_no_key_and_another_account_cannot_use_it(edda, ada) -> None:
    key = new_key()
    row = keep_key(edda, key)
    assert key not in row.key and len(row.key) <= 80
    assert key_of_device(row).hex() == key
    row.user = ada
    assert key_of_device(row) is None
    for wrong in (key, "", "sealed:", "sealed:AAAA", row.key[:-4]):
        with pytest.raises(OtherKey):
            unseal(PURPOSE, wrong, str(edda.pk))


def test_with_another_key_of_the_archive_no_code_is_right_and_paper_still_is(with_phone, monkeypatch) -> None:
    (code, *_) = make_codes(with_phone)
    shown = phone(with_phone)
    monkeypatch.setenv("ONRECORD_ALERTS_KEY", "a key of another archive")
    alerts_key.cache_clear()
    client = at(HOME)
    sign_in(client, "edda")
    assert client.post(CODE, {"code": shown}).status_code == 200
    assert client.post(CODE, {"code": code}).status_code == 302 and inside(client)
    monkeypatch.undo()
    alerts_key.cache_clear()


def test_keys_of_an_older_version_are_sealed_and_go_on(edda) -> None:
    step = import_module("statements.migrations.0040_given_passwords_and_sealed_keys")
    key = new_key()
    row = TOTPDevice.objects.create(user=edda, name="phone", key=key)
    for _ in range(2):  # a second time changes nothing
        step.seal_keys(apps, None)
        row.refresh_from_db()
        assert key not in row.key and key_of_device(row).hex() == key
    step.open_keys(apps, None)
    row.refresh_from_db()
    assert row.key == key
