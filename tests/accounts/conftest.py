"""People with accounts, a clock that can be set, and a phone that shows codes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from statements.accounts.factor import keep_key, key_of_device, new_key

WORD = "seven grey herons wait"
HOME, ELSEWHERE = "192.0.2.10", "198.51.100.7"


def person(name: str, group: str = "", **fields: object) -> User:
    found = User.objects.create_user(name, f"{name}@record.example", WORD, is_staff=True, **fields)
    if group:
        found.groups.add(Group.objects.get(name=group))
    return found


def at(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def sign_in(client: Client, name: str, password: str = WORD):
    return client.post("/admin/login/", {"username": name, "password": password})


def inside(client: Client) -> bool:
    return client.get("/admin/account/").status_code == 200


@pytest.fixture
def clock(monkeypatch):
    """A function that moves time on: of limits, of sessions, of codes. Else time stands, as no code grows old then."""
    moved = timedelta()
    began = timezone.now()

    def now():
        return began + moved

    def move(**by: float) -> None:
        nonlocal moved
        moved += timedelta(**by)

    monkeypatch.setattr(timezone, "now", now)
    monkeypatch.setattr("time.time", lambda: now().timestamp())
    return move


def phone(user: User) -> str:
    """The code that the phone of a user shows now."""
    return code_of(key_of_device(TOTPDevice.objects.get(user=user)).hex())


def code_of(key: str, later: int = 0) -> str:
    clock = TOTP(bytes.fromhex(key))
    clock.time = timezone.now().timestamp() + later
    return f"{clock.token():06d}"


@pytest.fixture
def edda(db) -> User:
    return person("edda", "editor")


@pytest.fixture
def ada(db) -> User:
    return person("ada", "administrator")


@pytest.fixture
def root(db) -> User:
    return person("root", is_superuser=True)


@pytest.fixture
def with_phone(edda) -> User:
    keep_key(edda, new_key())
    return edda
