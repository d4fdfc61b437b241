"""An editor's browser at the desk: who works there, what a page says, what an act sends."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from statements import curation
from statements.models import (
    Quote,
)

QUEUE = "/admin/review/"


def user(name: str, group: str | None = None, **values):
    made = get_user_model().objects.create_user(name, password="a long pass phrase", is_staff=True, **values)
    if group:
        made.groups.add(Group.objects.get(name=group))
    return made


def signed_in(name: str, group: str | None = None, **values) -> Client:
    client = Client()
    client.force_login(user(name, group, **values))
    return client


def body(client: Client, address: str, status: int = 200, **asked: dict[str, str]) -> str:
    response = client.get(address, **asked)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def item(quote: Quote) -> str:
    return reverse("desk:item", args=[quote.uid])


def act(client: Client, quote: Quote, name: str, status: int = 302, **values) -> str:
    look = curation.row_version(quote)
    response = client.post(item(quote), {"act": name, "look": look, **values})
    assert response.status_code == status, response.content.decode()[:2000]
    quote.refresh_from_db()
    return response.content.decode()
