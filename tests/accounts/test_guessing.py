"""Guessing at sign-in: what is counted, what is refused, and whom that must never keep out."""

import logging

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone

from archive.trust import address_in
from statements.accounts.limits import OF_ADDRESS, OF_NETWORK, account_key, wait_after
from statements.models import WrongTry
from statements.visitors import address_of, network_of

from .conftest import ELSEWHERE, HOME, at, inside, person, sign_in


def guess(client: Client, name: str, times: int = 1) -> int:
    return [sign_in(client, name, f"guess number {n}").status_code for n in range(times)][-1]


# An account from one address


def test_five_wrong_passwords_close_an_account_to_one_address(edda, clock) -> None:
    client = at(HOME)
    assert guess(client, "edda", 4) == 200
    assert guess(client, "edda") == 429
    closed = sign_in(client, "edda")
    assert closed.status_code == 429 and 0 < int(closed["Retry-After"]) <= 901
    assert "15 minutes" in closed.content.decode()
    assert sign_in(at(ELSEWHERE), "edda").status_code == 302
    clock(minutes=16)
    assert sign_in(client, "edda").status_code == 302


def test_four_do_not_and_the_right_one_forgets_them(edda) -> None:
    client = at(HOME)
    guess(client, "edda", 4)
    assert sign_in(client, "edda").status_code == 302
    assert not WrongTry.objects.exists()
    assert guess(at(HOME), "edda", 4) == 200


def test_what_is_refused_prolongs_nothing(edda, clock) -> None:
    client = at(HOME)
    guess(client, "edda", 5)
    clock(minutes=14)
    guess(client, "edda", 10)
    clock(minutes=2)
    assert sign_in(client, "edda").status_code == 302


# Addresses and networks


def test_one_address_may_not_try_many_accounts(edda) -> None:
    client = at(ELSEWHERE)
    codes = [guess(client, f"name{n}") for n in range(OF_ADDRESS + 1)]
    assert codes[: OF_ADDRESS - 1] == [200] * (OF_ADDRESS - 1) and codes[-1] == 429
    assert sign_in(client, "edda").status_code == 429
    assert sign_in(at(HOME), "edda").status_code == 302


def test_a_sixty_four_of_ipv6_is_one_place(edda) -> None:
    network = "2001:db8:1:2::/64"
    for n in range(OF_NETWORK - 1):
        WrongTry.objects.create(account=f"name{n}", address=f"2001:db8:1:2::{n:x}", network=network)
    assert guess(at("2001:db8:1:2:aaaa::1"), "one") == 429  # the sixtieth, and the next is not looked at
    assert WrongTry.objects.filter(network=network).count() == OF_NETWORK
    assert guess(at("2001:db8:1:2:ffff::1"), "another") == 429
    assert guess(at("2001:db8:1:3::1"), "another") == 200


def test_addresses_of_one_network_are_one_for_an_account(edda) -> None:
    for n in range(5):
        guess(at(f"2001:db8::{n:x}"), "edda")
    assert sign_in(at("2001:db8::beef"), "edda").status_code == 429
    assert sign_in(at("2001:db8:0:1::1"), "edda").status_code == 302


# The account alone


def test_many_places_make_an_account_wait_longer_each_time(edda, clock) -> None:
    for n in range(10):
        assert guess(at(f"203.0.113.{n}"), "edda") in (200, 429)
    assert sign_in(at("203.0.113.99"), "edda").status_code == 429
    clock(seconds=2)
    assert sign_in(at("203.0.113.99"), "edda").status_code == 302
    assert [wait_after(n).total_seconds() for n in (0, 9, 10, 11, 14, 40)] == [0, 0, 1, 2, 16, 900]


def test_nobody_locks_an_editor_out_from_elsewhere(edda) -> None:
    sign_in(at(HOME), "edda")  # since then this address is known
    for n in range(40):
        WrongTry.objects.create(account="x", address=HOME, network=HOME)  # neighbours who guess at others
        WrongTry.objects.create(
            account=account_key("edda"), address=f"203.0.113.{n}", network=f"203.0.113.{n}"
        )
    assert sign_in(at("203.0.113.200"), "edda").status_code == 429
    assert sign_in(at(HOME), "edda").status_code == 302


def test_a_known_address_may_not_guess_without_end_either(edda) -> None:
    sign_in(at(HOME), "edda")
    assert guess(at(HOME), "edda", 5) == 429
    assert sign_in(at(HOME), "edda").status_code == 429


def test_who_has_no_address_is_slowed_and_not_closed(edda, clock) -> None:
    assert guess(at(""), "edda", 9) == 200
    assert guess(at(""), "edda", 2) == 429  # the account alone
    clock(seconds=3)
    assert sign_in(at(""), "edda").status_code == 302


# Where it is counted


def test_tries_are_rows_that_every_worker_counts(edda) -> None:
    from django.core.cache import cache

    guess(at(HOME), "edda", 5)
    cache.clear()
    assert sign_in(at(HOME), "edda").status_code == 429
    assert WrongTry.objects.count() == 5


def test_old_tries_are_forgotten(edda, clock) -> None:
    guess(at(HOME), "edda", 3)
    WrongTry.objects.update(at=timezone.now() - timezone.timedelta(days=2))
    sign_in(at(ELSEWHERE), "edda")
    assert not WrongTry.objects.exists()


def test_the_password_field_of_another_form_counts_too(edda) -> None:
    client = at(HOME)
    sign_in(client, "edda")
    wrong = {"old_password": "x", "new_password1": "y", "new_password2": "y"}
    codes = [client.post("/admin/password_change/", wrong).status_code for _ in range(5)]
    assert codes == [200] * 4 + [429]
    assert client.post("/admin/account/confirm/", {"password": "z"}).status_code == 429


# An administrator lets somebody in


def test_an_administrator_lets_somebody_in(edda, ada) -> None:
    client, desk = at(HOME), at(ELSEWHERE)
    guess(client, "edda", 5)
    desk.force_login(ada)
    page = desk.post(
        "/admin/auth/user/", {"action": "let_in_again", "_selected_action": [edda.pk]}, follow=True
    ).content.decode()
    assert "5 wrong tries are forgotten: edda may try again at once." in page
    assert sign_in(client, "edda").status_code == 302


def test_an_editor_lets_nobody_in(edda) -> None:
    desk = at(HOME)
    desk.force_login(edda)
    data = {"action": "let_in_again", "_selected_action": [edda.pk]}
    assert desk.post("/admin/auth/user/", data).status_code == 403


# Nothing is given away


def test_an_unknown_name_is_answered_like_a_wrong_password(edda, ada) -> None:
    User.objects.filter(pk=ada.pk).update(is_active=False)
    person("sam")
    User.objects.filter(username="sam").update(is_staff=False)
    answers = set()
    for n, (name, password) in enumerate(
        [("edda", "wrong"), ("nobody", "wrong"), ("ada", "wrong"), ("ada", "seven grey herons wait"), ("sam", "seven grey herons wait")]
    ):  # fmt: skip
        response = sign_in(at(f"192.0.2.{n}"), name, password)
        page = response.content.decode().replace(f'value="{name}"', "").split("<form method")[1]
        answers.add((response.status_code, page.split('name="next"')[1]))
    assert len(answers) == 1


def test_an_unknown_name_takes_as_many_hashes(edda, monkeypatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a: hashed.append(1) or real(*a))
    sign_in(at(HOME), "edda", "wrong")
    known, hashed[:] = len(hashed), []
    sign_in(at(HOME), "nobody", "wrong")
    assert (known, len(hashed)) == (1, 1)


def test_unknown_names_are_closed_like_known_ones(db) -> None:
    assert guess(at(HOME), "nobody", 5) == 429


def test_the_log_says_who_from_where_and_which_limit_and_no_password(edda, caplog) -> None:
    caplog.set_level(logging.INFO, logger="statements")
    guess(at(HOME), "edda", 5)
    sign_in(at(HOME), "edda", "a word that is secret")
    sign_in(at(HOME), "a word typed for a name", "x")
    sign_in(at(ELSEWHERE), "edda")
    lines = caplog.text
    assert "password wrong: account='edda' from 192.0.2.10" in lines
    assert "refused: account='edda' from 192.0.2.10, limit: account and network" in lines
    assert "password wrong: account unknown from 192.0.2.10" in lines
    assert "signed in: account='edda' from 198.51.100.7" in lines
    assert "secret" not in lines and "typed for a name" not in lines and "guess number" not in lines
    assert not WrongTry.objects.filter(account__contains="edda").exists()


def test_every_address_of_sign_in_is_the_same_door(edda) -> None:
    page = at(HOME).get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/admin/login/?next=/admin/"
    assert "account/sign_in.html" in [t.name for t in page.templates]


def test_where_it_leads_is_of_this_site(edda) -> None:
    def to(wanted: str) -> str:
        data = {"username": "edda", "password": "seven grey herons wait", "next": wanted}
        return at(HOME).post("/admin/login/", data)["Location"]

    assert to("/admin/review/log/") == "/admin/review/log/"
    for elsewhere in ("https://other.example/", "//other.example", "javascript:alert(1)", ""):
        assert to(elsewhere) == "/admin/review/"
    assert inside(at(HOME)) is False


# Addresses


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:4711", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:DB8:0::1]:443", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::1"),
        ('"[2001:db8::1]:80"', "2001:db8::1"),
        ("unknown", None),
        ("192.0.2.1:", None),
        ("2001:db8::1:99999999", None),
        ("[192.0.2", None),
        ("", None),
    ],
)
def test_addresses_are_parsed(words: str, address: str | None) -> None:
    found = address_in(words)
    assert (str(found) if found else None) == address


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "address"),
    [
        ([], "192.0.2.1", "203.0.113.1", "192.0.2.1"),  # no proxy: a header is what anybody writes
        (["10.0.0.0/8"], "192.0.2.1", "203.0.113.1", "192.0.2.1"),  # not from it
        (["10.0.0.0/8"], "10.0.0.2", "203.0.113.1", "203.0.113.1"),
        (["10.0.0.0/8"], "10.0.0.2", "203.0.113.1:5555", "203.0.113.1"),
        (["10.0.0.0/8"], "10.0.0.2", "[2001:db8::5]:5555", "2001:db8::5"),
        (
            ["10.0.0.0/8"],
            "10.0.0.2",
            "1.1.1.1, 203.0.113.1",
            "203.0.113.1",
        ),  # the first was the reader's idea
        (["10.0.0.0/8"], "10.0.0.2", "203.0.113.1, 10.0.0.3", "203.0.113.1"),  # through two of ours
        (["10.0.0.0/8"], "10.0.0.2", "203.0.113.1, nonsense", "10.0.0.2"),
        (["10.0.0.0/8"], "10.0.0.2", "", "10.0.0.2"),
        (["127.0.0.0/8"], "", "203.0.113.1", "203.0.113.1"),  # a local socket
    ],
)
def test_a_forwarded_address_is_believed_from_a_proxy_alone(
    settings, proxies: list[str], peer: str, forwarded: str, address: str
) -> None:
    settings.ONRECORD_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


def test_a_network_is_a_sixty_four() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"
    assert network_of("192.0.2.1") == "192.0.2.1"
    assert network_of("") == ""
