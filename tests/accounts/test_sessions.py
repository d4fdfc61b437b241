"""Sessions: seen, ended, timed out; what is told; what browsers are told; what lies on the disk."""

import re
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as site
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from statements.accounts.devices import device_name
from statements.apps import keep_private
from statements.models import AccountEvent, SignIn
from tests.conftest import plain_environment

from .conftest import ELSEWHERE, HOME, WORD, at, inside, sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1"
END = "/admin/account/sessions/end/"
NEW = "two calm otters swim"


@pytest.fixture
def two(edda) -> tuple[Client, Client]:
    desk = Client(REMOTE_ADDR=HOME, HTTP_USER_AGENT=FIREFOX)
    pocket = Client(REMOTE_ADDR=ELSEWHERE, HTTP_USER_AGENT=PHONE)
    for client in (desk, pocket):
        sign_in(client, "edda")
    return desk, pocket


def test_sessions_are_listed_with_device_place_and_time(two) -> None:
    page = two[0].get("/admin/account/").content.decode()
    assert page.index("Firefox on Linux") < page.index("this one") < page.index("Safari on iPhone")
    assert HOME in page and ELSEWHERE in page and "last seen" in page


def test_one_is_ended_from_the_other(two) -> None:
    desk, pocket = two
    row = SignIn.objects.get(address=ELSEWHERE)
    assert "1 session was ended" in desk.post(END, {"session": row.pk}, follow=True).content.decode()
    assert inside(desk) and not inside(pocket)
    assert "Safari on iPhone</b>" not in desk.get("/admin/account/").content.decode()


def test_who_signs_in_again_in_a_second_tab_has_one_session(two) -> None:
    desk, _ = two
    begun = SignIn.objects.get(address=HOME).begun
    sign_in(desk, "edda")
    row = SignIn.objects.get(address=HOME)
    assert row.begun > begun and row.ended is None
    assert inside(desk) and SignIn.objects.count() == 2


def test_nobody_ends_what_is_not_theirs(two, ada) -> None:
    client = at(HOME)
    sign_in(client, "ada")
    for words in (str(SignIn.objects.get(address=ELSEWHERE).pk), "x", "9" * 40, "-1"):
        assert client.post(END, {"session": words}).status_code == 302
    assert all(inside(one) for one in two)


def test_all_others_are_ended(two) -> None:
    desk, pocket = two
    desk.post(END)
    assert inside(desk) and not inside(pocket)


def test_an_administrator_signs_somebody_out_everywhere(two, ada) -> None:
    client = at(HOME)
    client.force_login(ada)
    edda = User.objects.get(username="edda")
    client.post("/admin/auth/user/", {"action": "end_their_sessions", "_selected_action": [edda.pk]})
    assert not any(inside(one) for one in two) and inside(client)


def test_a_changed_password_ends_all_others_and_is_told(two) -> None:
    desk, pocket = two
    before = desk.cookies["sessionid"].value
    form = {"old_password": WORD, "new_password1": NEW, "new_password2": NEW}
    page = desk.post("/admin/password_change/", form, follow=True).content.decode()
    assert "The password is changed, and all other sessions are ended. It is strong" in page
    assert inside(desk) and not inside(pocket)
    assert desk.cookies["sessionid"].value != before
    assert "this one" in page
    late = at(ELSEWHERE)
    assert sign_in(late, "edda").status_code == 200
    assert sign_in(late, "edda", NEW).status_code == 302
    assert "The password was changed" in late.get("/admin/account/").content.decode()


def test_the_password_of_now_is_asked_for(two) -> None:
    form = {"old_password": "not it", "new_password1": NEW, "new_password2": NEW}
    assert "not your password of now" in two[0].post("/admin/password_change/", form).content.decode()
    assert User.objects.get(username="edda").check_password(WORD)


def test_who_is_closed_is_out_at_once(two) -> None:
    User.objects.filter(username="edda").update(is_active=False)
    assert not any(inside(one) for one in two)


def test_the_id_changes_at_sign_in_and_dies_at_sign_out(edda) -> None:
    client = at(HOME)
    session = client.session
    session["x"] = 1
    session.save()
    before = client.cookies["sessionid"].value
    sign_in(client, "edda")
    after = client.cookies["sessionid"].value
    assert after != before and len(after) >= 32
    assert client.post("/admin/logout/")["Clear-Site-Data"] == '"storage"'
    thief = at(ELSEWHERE)
    thief.cookies["sessionid"] = after
    assert not inside(thief)
    assert SignIn.objects.get().ended


def test_an_hour_of_nothing_ends_it_and_work_does_not(edda, clock) -> None:
    client = at(HOME)
    sign_in(client, "edda")
    for _ in range(4):
        clock(minutes=50)
        assert inside(client)
    clock(minutes=61)
    page = client.get("/admin/account/", follow=True).content.decode()
    assert "You were signed out, as nothing was done for a while." in page
    assert not inside(client)


def test_twelve_hours_end_it_whatever_is_done(edda, clock) -> None:
    client = at(HOME)
    sign_in(client, "edda")
    for _ in range(14):
        assert inside(client)
        clock(minutes=50)
    clock(minutes=50)
    assert not inside(client)


# What is told


def test_a_new_device_is_told_and_a_known_one_is_not(two) -> None:
    assert AccountEvent.objects.filter(what="signed in").count() == 1  # the second of the two
    sign_in(Client(REMOTE_ADDR=HOME, HTTP_USER_AGENT=FIREFOX), "edda")
    assert AccountEvent.objects.filter(what="signed in").count() == 1
    page = two[0].get("/admin/account/").content.decode()
    assert "Signed in from a place or a device that is new" in page and ELSEWHERE in page


def test_it_is_told_on_the_next_page_once(edda, clock) -> None:
    client = at(HOME)
    sign_in(client, "edda")
    AccountEvent.objects.create(user=edda, what="codes")
    clock(minutes=2)
    assert "New recovery codes were made" in client.get("/admin/review/").content.decode()
    assert "New recovery codes were made" not in client.get("/admin/review/").content.decode()


def test_it_is_told_by_mail_where_there_is_one(edda, settings, django_capture_on_commit_callbacks) -> None:
    settings.ONRECORD_MAIL = "smtp://mail.example"
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(at(HOME), "edda")
        edda.refresh_from_db()
        edda.set_password(NEW)
        edda.save()
    (letter,) = mail.outbox
    assert letter.to == ["edda@record.example"] and "The password was changed" in letter.body
    assert NEW not in letter.body and AccountEvent.objects.get().told


def test_a_mail_server_that_is_down_loses_nothing(edda, settings, django_capture_on_commit_callbacks) -> None:
    settings.ONRECORD_MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp://localhost", "127.0.0.1", 9
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    User.objects.filter(pk=edda.pk).update(last_login=timezone.now())
    edda.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        edda.set_password(NEW)
        edda.save()
    assert not AccountEvent.objects.get().told


def test_a_new_account_is_not_told_of_its_first_password(edda) -> None:
    assert not AccountEvent.objects.exists()


def test_last_seen_is_written_once_a_minute(edda, clock) -> None:
    client = at(HOME)
    sign_in(client, "edda")
    client.get("/about/")
    seen = SignIn.objects.get().seen
    client.get("/about/")
    assert SignIn.objects.get().seen == seen
    clock(minutes=2)
    client.get("/about/")
    assert SignIn.objects.get().seen - seen > timedelta(minutes=1)


# What browsers are told


def test_pages_of_a_signed_in_person_are_kept_by_nobody(edda, archive) -> None:
    client = at(HOME)
    assert "no-store" not in client.get("/about/").get("Cache-Control", "")
    sign_in(client, "edda")
    for address in ("/about/", "/", "/admin/account/", "/admin/review/", "/admin/password_change/"):
        assert "no-store" in client.get(address)["Cache-Control"], address
    assert "no-store" in at(HOME).get("/admin/login/")["Cache-Control"]


@pytest.mark.parametrize("address", ["/about/", "/admin/login/", "/nowhere/", "/robots.txt"])
def test_every_answer_has_the_headers(client, archive, address: str) -> None:
    answer = client.get(address)
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    policy = answer["Content-Security-Policy"]
    for words in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self'"):
        assert words in policy


def test_cookies_are_of_this_host_over_https_and_plain_on_a_desk() -> None:
    code = (
        "from archive import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        "s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_HTTPONLY, s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"
    )
    environment = plain_environment(ONRECORD_DATA=str(site.DATA), ONRECORD_PRODUCTION="1")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert done.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", *["True"] * 3, "31536000", "True"]
    # What __Host- needs beside: no domain, all paths; and on http of a desk the names are plain.
    assert (site.SESSION_COOKIE_DOMAIN, site.SESSION_COOKIE_PATH, site.CSRF_COOKIE_DOMAIN) == (
        None,
        "/",
        None,
    )
    assert (site.SESSION_COOKIE_NAME, site.SESSION_COOKIE_SECURE) == ("sessionid", False)


def test_cookies_cannot_be_read_by_scripts(edda) -> None:
    client = at(HOME)
    client.get("/admin/login/")
    sign_in(client, "edda")
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"


# What lies on the disk


def test_database_and_key_are_their_owners_alone(tmp_path) -> None:
    files = [tmp_path / name for name in ("archive.sqlite3", "archive.sqlite3-wal", "archive.sqlite3-shm")]
    for path in files:
        path.touch(mode=0o644)
    there = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": files[0]})
    keep_private(None, connection=there)
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600] * 3
    for nowhere in (tmp_path / "none", ":memory:", "file:memorydb?mode=memory"):
        keep_private(None, connection=SimpleNamespace(vendor="sqlite", settings_dict={"NAME": nowhere}))
    key = Path(site.DATA) / "secret_key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_every_connection_is_looked_at() -> None:
    from django.db.backends.signals import connection_created

    assert any(key[0] == "private" for key, *_ in connection_created.receivers)


# From a shell


def test_whoever_has_the_machine_lets_in_who_is_locked_out(edda, capsys) -> None:
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=edda, name="phone")
    for _ in range(5):
        sign_in(at(HOME), "edda", "wrong")
    call_command("let_in", "edda")
    assert "5 wrong tries are forgotten" in capsys.readouterr().out
    assert TOTPDevice.objects.exists()
    call_command("let_in", "edda", "--second-factor")
    assert "The second factor is taken away" in capsys.readouterr().out
    assert not TOTPDevice.objects.exists()


def test_a_name_that_is_none_is_said(db) -> None:
    from django.core.management.base import CommandError

    with pytest.raises(CommandError, match="There is no account named 'nobody'"):
        call_command("let_in", "nobody")


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        ("curl/8.0", "curl"),
        ("", "a browser that does not say which"),
        ("<script>", "a browser that does not say which"),
    ],
)
def test_devices_have_names(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_a_hostile_user_agent_is_words(edda) -> None:
    client = Client(REMOTE_ADDR=HOME, HTTP_USER_AGENT="<script>alert(1)</script>" * 40)
    sign_in(client, "edda")
    page = client.get("/admin/account/").content.decode()
    assert not re.search(r"<script>alert", page)
    assert len(SignIn.objects.get().agent) == 300
