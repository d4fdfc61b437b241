"""One gate: what pages do not show, no address of the API tells, whichever way it is asked."""

import json

import pytest

from statements import curation
from statements.api.openapi import schema_of
from statements.api.urls import api
from statements.models import Article, Event, Outlet, Quote, Speaker, State, Utterance
from statements.search.maintenance import drain
from statements.sequence import number_changes

HIDDEN = """Zorbek signs the Velmar accord

14 March, 2021 18:30

Orvanian President Halden Zorbek signed the Velmar accord in Meroth on Sunday before a small crowd.

“The velvet barge belongs to those who mend it,” Zorbek said.
"""
BARGE = """A barge in Meroth

15 March, 2021 18:30

Orvanian Mayor Ilka Morn saw the harbour on Monday.

“The velvet red barge is nobody’s,” Morn said. “The quay is open to all who pay for it,” she added.
"""


def asked_of_all(values: dict[str, list[str]]) -> list[str]:
    """Return every address of the schema, with each of the values in the place of an id, and each list in pages."""
    found = []
    for place, operations in schema_of(api)["paths"].items():
        if "get" not in operations:
            continue
        if "{id}" in place:
            table = place.split("/")[1]
            found += [place.replace("{id}", key) for key in values[table]]
            continue
        names = (
            {one["name"] for one in operations["get"]["parameters"]}
            if "parameters" in operations["get"]
            else set()
        )
        found += [place, f"{place}?limit=100"]
        if "q" in names:
            found += [
                f"{place}?q={text}"
                for text in ("velvet%20barge", "zor", "“The velvet barge belongs to those”")
            ]
        if "name" in names:
            found += [f"{place}?name=zorbek"]
        for name in names & {"speaker", "source", "event", "article"}:
            found += [f"{place}?{name}={key}" for key in values[f"{name}s"]]
    return found


@pytest.fixture
def hidden(store, talks):
    """An archive with a withdrawn statement, a rejected speaker, an article set aside and a merged event."""
    store(talks, outlet="The Farrow Observer", url="https://observer.example/1")
    store(HIDDEN, "b.txt", outlet="Hidden Post", url="https://post.example/hidden")
    store(BARGE, "c.txt", outlet="Other Post", url="https://other.example/1")
    withdrawn = Quote.objects.get(text__contains="velvet red barge")
    curation.withdraw(withdrawn, None, "nobody said it")
    article = Article.objects.get(outlet__name="Hidden Post")
    article.state = State.REJECTED
    curation.save_row(article, None)
    speaker = Speaker.objects.get(name="Halden Zorbek")
    speaker.state = State.REJECTED
    curation.save_row(speaker, None)
    first = Event.objects.filter(name__contains="Velmar").first() or Event.objects.create(
        name="Velmar accord", slug="velmar"
    )
    kept = Event.objects.exclude(pk=first.pk).order_by("pk").first()
    curation.merge(first, kept, None)
    drain()
    number_changes()
    return {
        "statements": [withdrawn.uid, *article.quotes.values_list("uid", flat=True)],
        "articles": [str(article.pk)],
        "speakers": [speaker.slug],
        "events": [first.slug],
        "sources": list(Outlet.objects.values_list("slug", flat=True)),
        "utterances": list(Utterance.objects.values_list("uid", flat=True)),
    }


def test_no_address_tells_what_pages_do_not_show(client, hidden) -> None:
    asked = asked_of_all(hidden)
    assert len(asked) > 40
    numbers = {
        "statement": set(Quote.objects.exclude(pk__in=Quote.objects.public()).values_list("pk", flat=True)),
        "article": {int(hidden["articles"][0])},
        "speaker": set(Speaker.objects.filter(slug__in=hidden["speakers"]).values_list("pk", flat=True)),
        "event": set(Event.objects.filter(slug__in=hidden["events"]).values_list("pk", flat=True)),
    }
    seen = 0
    for address in asked:
        answer = client.get(f"/api/v1{address}")
        assert answer.status_code < 500, address
        told = json.loads(answer.content or b"{}")
        body = json.dumps(
            {**told, "understood": "", "note": "", "quotations": without_drafts(told)}, ensure_ascii=False
        )
        assert "velvet" not in body, address
        assert "Zorbek" not in body, address
        assert "Velmar" not in body, address
        assert "hidden" not in body.replace("hidden-post", "").replace("Hidden Post", ""), address
        for one in told.get("items", []):
            kind = one.get("kind")
            if "state" in one and "since" in one and one["number"] in numbers.get(kind, ()):
                assert one["record"] is None
                assert one["state"] in {"withdrawn", "merged"}
                seen += 1
    assert seen >= 4


def without_drafts(told: dict) -> list:
    """Return what is answered of quotations, without what was sent."""
    return [{**one, "draft": None} for one in told.get("quotations", [])]


def test_each_of_them_says_what_became_of_it(ask, client, hidden) -> None:
    told = ask(f"statements/{hidden['statements'][0]}", status=410)
    assert told["title"] == "This was withdrawn"
    assert told["why"] == "nobody said it"
    ask(f"statements/{hidden['statements'][1]}", status=410)
    ask(f"articles/{hidden['articles'][0]}", status=410)
    ask(f"speakers/{hidden['speakers'][0]}", status=410)
    moved = client.get(f"/api/v1/events/{hidden['events'][0]}")
    assert moved.status_code == 308
    assert client.get(moved["Location"]).status_code == 200
    # The same way of asking finds what is public: else it would find nothing at all.
    found = ask("statements", q="map drawn at night")
    assert [one["words"] for one in found["items"]] == ["We will not accept a map that was drawn at night,"]
    assert ask(f"statements/{found['items'][0]['id']}")["speaker"]["name"] == "Mira Tolan"


def test_what_was_erased_says_so_and_no_more(ask, two) -> None:
    quote = Quote.objects.filter(text__startswith="We will not accept").first()
    uid = quote.uid
    curation.erase(quote, "the District Court of Lissel")
    told = ask(f"statements/{uid}", status=410)
    assert told["title"] == "This was erased"
    assert "map" not in json.dumps(told)
    ask(f"statements/{uid}x", status=404)


def test_a_statement_of_a_rejected_speaker_is_nobodys(ask, hidden) -> None:
    morn = Speaker.objects.get(name="Ilka Morn")
    morn.state = State.REJECTED
    curation.save_row(morn, None)
    drain()
    quote = Quote.objects.public().get(text__startswith="The quay is open")
    assert ask(f"statements/{quote.uid}")["speaker"] is None
    assert "Ilka Morn" not in json.dumps(ask("statements", q="quay"))


def test_nobody_learns_who_edits_or_what_was_not_answered(client, store, talks, admin_user) -> None:
    store(talks, outlet="The Farrow Observer")
    admin_user.email, admin_user.username = "ilka@desk.example", "ilka-morn"
    admin_user.save()
    quote = Quote.objects.first()
    curation.judge(quote, admin_user, venue="the quay")
    curation.report_error(quote, "date", "A letter to the desk.", "sender-mark")
    bodies = [
        client.get(f"/api/v1/{address}").content.decode()
        for address in (
            "corrections",
            f"statements/{quote.uid}",
            f"articles/{quote.article_id}",
            "changes",
            "statements",
        )
    ]
    assert "the quay" in "".join(bodies)
    for secret in ("ilka", "desk.example", "letter to the desk", "sender-mark"):
        assert secret not in "".join(bodies)
