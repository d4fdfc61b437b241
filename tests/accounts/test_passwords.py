"""Which passwords are refused, and that nothing else is asked of them."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError

from archive.mail import mail_settings
from statements.accounts.passwords import LONGEST_PASSWORD, bits_of, password_strength, tried_first

EDDA = User(
    username="edda", first_name="Edda", last_name="Velmarsdottir", email="edda@harbourcourier.example"
)


@pytest.mark.parametrize(
    "password",
    [
        "eleven char",  # eleven
        "password1234", "Password123!", "P@ssw0rd2026", "passwordpassword", "qwertyuiop123", "QwErTyUiOp[]",
        "123456789012", "aaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabc", "iloveyou1234", "Summer2026!!", "letmein2026!",
        "onrecordarchive", "OnRecord2026!", "editor-editor", "administrator1", "welcome12345", "1q2w3e4r5t6y",
        "Velmarsdottir1", "eddaedda2026", "harbourcourier", "edda@harbourcourier.example", "minister2026",
        "x" * 257,
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, EDDA)


@pytest.mark.parametrize(
    "password",
    [
        "seven grey herons wait", "correct horse battery staple", "kqzvhwmprtxb", "Xk3!vPq9zLw2", "über alle Gräben hinweg",
        "730918264517402", "ferry otter lamp noon", "журавли летят на юг", "🦆🦆🦢🪿🐸🌧️🌫️🌁🌊🛶⛵🚣", " spaces at both ends ",
        "a" * 20 + "wild cormorants over slate roofs" + "b" * 76,
    ],
)  # fmt: skip
def test_all_else_is_taken_whatever_it_is_made_of(password: str) -> None:
    validate_password(password, EDDA)


def test_a_password_is_kept_as_it_was_typed(db) -> None:
    user = User.objects.create_user("edda", password=" " + "é" * 64 + "Z ")
    assert user.check_password(" " + "é" * 64 + "Z ")
    assert not user.check_password(" " + "é" * 64 + "z ") and not user.check_password("é" * 64 + "Z")


def test_a_refusal_says_what_to_do() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("password1234", EDDA)
    assert "Add a word or two that nobody would expect." in refused.value.messages[0]
    with pytest.raises(ValidationError) as refused:
        validate_password("short", EDDA)
    assert "It has 5 characters, and needs 12 or more." in refused.value.messages


def test_strength_is_a_sentence() -> None:
    assert "tried first" in password_strength("password1234")
    assert "strong" in password_strength("ferry otter lamp noon")


def test_the_list_is_of_breaches_and_of_this_site() -> None:
    assert len(tried_first()) > 19000
    assert {"onrecord", "editor", "password"} <= tried_first().keys()


def test_a_long_password_costs_no_more_than_its_first_letters() -> None:
    longest = "ab1 " * 5000
    assert bits_of(longest) == bits_of(longest[:LONGEST_PASSWORD])


def test_every_new_password_is_looked_at_also_by_administrators(db) -> None:
    from django.test import Client

    User.objects.create_superuser("root", password="seven grey herons wait")
    client = Client()
    client.login(username="root", password="seven grey herons wait")
    weak = {
        "username": "nils",
        "password1": "password1234",
        "password2": "password1234",
        "usable_password": "true",
    }
    assert "It would be guessed" in client.post("/admin/auth/user/add/", weak).content.decode()


@pytest.mark.django_db
def test_fields_let_managers_help_and_paste() -> None:
    from django.test import Client

    page = Client().get("/admin/login/", headers={"host": "localhost"})
    assert page.status_code == 200
    body = page.content.decode()
    assert 'type="password"' in body and 'autocomplete="current-password"' in body and "onpaste" not in body


# The mail server


def test_a_mail_server_is_one_address() -> None:
    found = mail_settings("smtp+tls://desk:p%40ss@mail.example:2525?from=desk@record.example")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_PASSWORD"]) == (
        "mail.example",
        2525,
        "p@ss",
    )
    assert found["EMAIL_USE_TLS"] and found["DEFAULT_FROM_EMAIL"] == "desk@record.example"
    assert "dummy" in mail_settings("")["EMAIL_BACKEND"]


@pytest.mark.parametrize("words", ["mail.example", "http://a:secret@b", "smtp://", "smtp://a:secret@b:port"])
def test_a_mail_server_that_cannot_be_read_is_said_without_its_password(words: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        mail_settings(words)
    assert "ONRECORD_MAIL" in str(refused.value) and "secret" not in str(refused.value)
