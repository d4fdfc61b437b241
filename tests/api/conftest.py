"""What the tests of the API share: nobody is limited but where a test says so, and problems are read one way."""

import json
from typing import Any

import pytest

from archive import shared_counts


@pytest.fixture(autouse=True)
def no_limit(settings) -> None:
    settings.ONRECORD_API_PER_MINUTE = 0
    shared_counts.answers.forget()


@pytest.fixture
def ask(client):
    """A function that asks an address below /api/v1/ and gives its JSON; `status` says what is expected."""

    def ask_for(address: str, status: int = 200, **asked: Any) -> Any:
        where = address if address.startswith("http") else f"/api/v1/{address}"
        answer = client.get(where, asked)
        assert answer.status_code == status, (where, answer.status_code, answer.content[:400])
        if status >= 400:
            assert answer["Content-Type"] == "application/problem+json"
            told = json.loads(answer.content)
            assert told["status"] == status
            assert told["title"]
            assert told["detail"]
            return told
        return json.loads(answer.content)

    return ask_for


@pytest.fixture
def two(store, talks):
    """The same talks as two outlets have them."""
    store(talks, outlet="The Farrow Observer", url="https://observer.example/1")
    store(
        talks.replace("Envoys leave", "Envoys have left"),
        "b.txt",
        outlet="Other Post",
        url="https://post.example/1",
    )
