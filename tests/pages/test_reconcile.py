"""The reconciliation service, asked by a client that knows nothing but the protocol, version 0.2."""

import json
from urllib.parse import quote as in_address

import pytest

from statements import curation
from statements.models import Event, Quote, Speaker, State


class Client:
    """What a client of the protocol does: it reads the manifest, and all addresses out of it."""

    def __init__(self, browser) -> None:
        self.browser = browser
        self.manifest = self.get("/reconcile/")

    def get(self, address: str, **given: str):
        answer = self.browser.get(address.removeprefix("http://testserver"), given or None)
        assert answer.status_code == 200, answer.content
        assert answer["Access-Control-Allow-Origin"] == "*"
        return answer.json()

    def match(self, batch: dict, post: bool = True) -> dict[str, list[dict]]:
        ask = self.browser.post if post else self.browser.get
        answer = ask("/reconcile/", {"queries": json.dumps(batch)})
        assert answer.status_code == 200, answer.content
        found = {key: one["result"] for key, one in answer.json().items()}
        assert found.keys() == batch.keys()
        for results in found.values():
            for one in results:
                assert isinstance(one["id"], str) and isinstance(one["name"], str)
                assert isinstance(one["score"], int | float) and isinstance(one["match"], bool)
                assert all(isinstance(kind["id"], str) for kind in one["type"])
            assert sum(one["match"] for one in results) <= 1
        return found

    def one(self, name: str, **more) -> list[dict]:
        return self.match({"q0": {"query": name, **more}})["q0"]

    def suggest(self, what: str, prefix: str) -> list[dict]:
        part = self.manifest["suggest"][what]
        return self.get(part["service_url"] + part["service_path"], prefix=prefix)["result"]

    def extend(self, ids: list[str], *names: str) -> dict:
        asked = {"ids": ids, "properties": [{"id": name} for name in names]}
        answer = self.browser.post("/reconcile/", {"extend": json.dumps(asked)}).json()
        assert {one["id"] for one in answer["meta"]} <= set(names) and answer["rows"].keys() == set(ids)
        return answer["rows"]


@pytest.fixture
def tolan(store, talks) -> Speaker:
    store(talks, outlet="The Farrow Observer")
    return Speaker.objects.get(name="Mira Tolan")


@pytest.fixture
def service(client, tolan) -> Client:
    return Client(client)


def test_the_manifest_says_what_there_is(service: Client) -> None:
    told = service.manifest
    assert told["versions"] == ["0.2"] and told["name"] and told["identifierSpace"] and told["schemaSpace"]
    assert "{{id}}" in told["view"]["url"] and "{{id}}" in told["preview"]["url"]
    assert {"speaker", "person", "event"} <= {one["id"] for one in told["defaultTypes"]}


def test_a_batch_is_matched_by_post_and_by_get(service: Client, tolan: Speaker) -> None:
    batch = {"q0": {"query": "Mira Tolan"}, "q1": {"query": "Tolan, Mira"}, "q2": {"query": "Otto Nemark"}}
    for post in (True, False):
        found = service.match(batch, post)
        assert found["q0"][0]["id"] == f"speaker:{tolan.slug}" and found["q0"][0]["match"]
        assert found["q1"][0]["match"] and found["q2"] == []


def test_a_likely_name_is_offered_and_not_called_certain(service: Client, tolan: Speaker) -> None:
    (only,) = service.one("Mira Tolann")
    assert only["name"] == "Mira Tolan" and not only["match"] and only["score"] < 99
    assert service.one("Walrus") == []


def test_types_and_limits_narrow(service: Client) -> None:
    assert service.one("Mira Tolan", type="person") and service.one("Mira Tolan", type=["country", "person"])
    assert service.one("Mira Tolan", type="country") == []
    assert service.one("Mira Tolan", type="unheard-of") == []
    assert len(service.one("Mira Tolan", limit=1)) == 1


def test_properties_tell_namesakes_apart(service: Client, tolan: Speaker) -> None:
    Speaker.objects.filter(pk=tolan.pk).update(country="KE")
    right = service.one("Mira Tolan", properties=[{"pid": "country", "v": "Kenya"}])[0]
    wrong = service.one("Mira Tolan", properties=[{"pid": "country", "v": {"id": "FR", "name": "FR"}}])[0]
    assert right["score"] > wrong["score"] and right["match"] and not wrong["match"]


def test_what_is_known_of_ids_is_fetched(service: Client, tolan: Speaker) -> None:
    ident = f"speaker:{tolan.slug}"
    rows = service.extend([ident, "speaker:nobody"], "kind", "statements", "heard_until", "nothing")
    held = Quote.objects.public().by(tolan).count()
    assert rows[ident]["kind"] == [{"str": "person"}] and rows[ident]["statements"] == [{"int": held}]
    assert "nothing" not in rows[ident] and rows["speaker:nobody"]["kind"] == []
    part = service.manifest["extend"]["propose_properties"]
    proposed = service.get(part["service_url"] + part["service_path"], type="person")["properties"]
    assert {"id": "country", "name": "Country (ISO 3166-1)"} in proposed
    assert "place" not in {one["id"] for one in proposed}


def test_names_are_suggested_while_somebody_types(service: Client, tolan: Speaker) -> None:
    assert [one["id"] for one in service.suggest("entity", "Tola")] == [f"speaker:{tolan.slug}"]
    assert service.suggest("entity", "x") == []
    assert {"id": "place", "name": "Place"} in service.suggest("property", "pl")
    assert [one["id"] for one in service.suggest("type", "per")] == ["person"]


def test_an_id_leads_to_its_page_and_has_a_preview(service: Client, client, tolan: Speaker) -> None:
    ident = in_address(f"speaker:{tolan.slug}", safe="")
    view = service.manifest["view"]["url"].replace("{{id}}", ident).removeprefix("http://testserver")
    assert client.get(view)["Location"] == tolan.get_absolute_url()
    preview = service.manifest["preview"]["url"].replace("{{id}}", ident).removeprefix("http://testserver")
    answer = client.get(preview)
    assert b"Mira Tolan" in answer.content and "frame-ancestors *" in answer["Content-Security-Policy"]
    assert client.get("/reconcile/view?id=speaker:nobody").status_code == 404


def test_events_are_matched_too(service: Client, tolan: Speaker, store) -> None:
    event = Event.objects.create(
        name="Summit of Lissel", slug="summit-of-lissel", kind="summit", place="Lissel"
    )
    event.mentions.create(article=Quote.objects.first().article)
    found = service.one("summit of lissel", type="event")[0]
    assert found["id"] == "event:summit-of-lissel" and found["match"]
    Event.objects.filter(pk=event.pk).update(state=State.REJECTED)
    assert found["id"] not in {one["id"] for one in service.one("summit of lissel", type="event")}


def test_who_was_withdrawn_merged_or_has_nothing_public_is_nobody(
    service: Client, client, tolan: Speaker
) -> None:
    ident = f"speaker:{tolan.slug}"
    other = Speaker.objects.create(name="M. Tolan", slug="m-tolan")
    Quote.objects.filter(speaker=tolan).update(speaker=other)
    assert service.one("Mira Tolan") == []
    curation.merge(tolan, other, None, "the same")
    assert service.extend([ident], "statements")[ident]["statements"]
    assert client.get(f"/reconcile/view?id={ident}")["Location"] == other.get_absolute_url()
    Speaker.objects.filter(pk=other.pk).update(state=State.REJECTED)
    assert service.extend([ident], "kind")[ident]["kind"] == []


@pytest.mark.parametrize(
    "given",
    [
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": json.dumps({str(n): {"query": "x"} for n in range(51)})},
        {"queries": json.dumps({"q": "Tolan"})},
        {"queries": json.dumps({"q": {"query": 1}})},
        {"queries": json.dumps({"q": {"query": "x", "limit": "5"}})},
        {"queries": "[" * 100_000},
        {"extend": "{}"},
        {"extend": json.dumps({"ids": ["x"] * 201, "properties": []})},
    ],
    ids=range(9),
)
def test_what_is_not_as_agreed_is_told_in_a_sentence(client, archive, given: dict[str, str]) -> None:
    answer = client.post("/reconcile/", given)
    assert answer.status_code == 400 and answer.json()["message"].endswith(".")


def test_odd_values_are_no_fault_of_ours(service: Client) -> None:
    odd = [{"pid": None, "v": [None, {}, 1, True]}, {}, "x"]
    for name in ("", "\u0000", "%", "_", "’", "Mira\nTolan", "w" * 10_000):
        service.one(name, properties=odd, limit=1e300)
    assert service.one("Mira Tolan", limit=-3)
