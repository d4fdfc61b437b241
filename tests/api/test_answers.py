"""What every answer keeps to: evidence, pages of lists, age, other sites, shares, and sentences for what fails."""

import gzip
import io
import json
import os
import re

import pytest
from django.urls import reverse

from archive.shared_counts import SharedCounts, Used
from statements import curation
from statements.api.answering import answering
from statements.identity.utterances import place_due
from statements.models import Article, Outlet, Quote, Speaker
from statements.search.engines.base import Unavailable
from statements.search.maintenance import drain
from statements.sequence import number_changes

# Evidence


def test_a_statement_has_its_words_and_their_place_as_selectors(ask, two) -> None:
    quotes = Quote.objects.filter(text__startswith="The US has").select_related("article")
    quote = quotes.get(article__outlet__name="The Farrow Observer")
    told = ask(f"statements/{quote.uid}")
    assert told["evidence"]["@context"] == "http://www.w3.org/ns/anno.jsonld"
    (target,) = told["evidence"]["target"]
    words, place = target["selector"]
    assert quote.article.text[place["start"] : place["end"]] == words["exact"] == quote.text
    assert words["prefix"].endswith("reporters. “")
    assert words["suffix"] == "” she added."
    article = ask(target["source"])
    paragraph = next(one for one in article["paragraphs"] if one["start"] <= place["start"] < one["end"])
    assert paragraph["text"][place["start"] - paragraph["start"] :].startswith(words["exact"])
    assert quote.uid in article["statements"]
    assert [one["outlet"] for one in told["elsewhere"]] == ["Other Post"]


def test_words_in_two_pieces_have_a_target_each(ask, two) -> None:
    quote = Quote.objects.filter(text__startswith="We will not accept").first()
    start = quote.start
    curation.judge(quote, None, segments=[[start, start + 18], [start + 19, quote.end]])
    quote = Quote.objects.get(pk=quote.pk)
    targets = ask(f"statements/{quote.uid}")["evidence"]["target"]
    assert len(targets) == 2
    assert " … ".join(one["selector"][0]["exact"] for one in targets) == quote.text


def test_what_people_did_to_a_statement_is_its_history(ask, two) -> None:
    quote = Quote.objects.first()
    curation.judge(quote, None, venue="the quay", why="heard there")
    (act,) = ask(f"statements/{quote.uid}")["history"]
    assert (act["why"], act["changes"]) == (
        "heard there",
        [{"what": "Where", "before": "none", "after": "the quay"}],
    )
    (correction,) = ask("corrections")["items"]
    assert correction["rows"][0]["changes"] == act["changes"]


def test_of_some_outlets_no_more_is_told_than_paragraphs_with_statements(ask, client, two) -> None:
    Outlet.objects.filter(name="Other Post").update(shown="statements")
    short, whole = (Article.objects.get(outlet__name=name) for name in ("Other Post", "The Farrow Observer"))
    told = ask(f"articles/{short.pk}")
    assert told["shown"] == "statements"
    assert told["published_because"] is None
    texts = " ".join(one["text"] for one in told["paragraphs"])
    assert "We will not accept a map" in texts
    assert "left the talks in Lissel on Friday" not in texts
    assert "left the talks in Lissel on Friday" in str(ask(f"articles/{whole.pk}")["paragraphs"])
    for uid in told["statements"]:
        assert "on Friday without" not in json.dumps(ask(f"statements/{uid}"))
    assert ask(f"sources/{short.outlet.slug}")["shown"] == "statements"


# Lists


def walk(ask, address: str, **asked) -> list[dict]:
    found, page = [], ask(address, **asked)
    while True:
        found += page["items"]
        if not page["next"]:
            return found
        page = ask(page["next"])


def test_a_list_in_pages_is_the_list(ask, two) -> None:
    for quote in Quote.objects.all()[:3]:
        curation.judge(quote, None, venue="the quay")
    drain()
    place_due()
    lists = ("statements", "utterances", "articles", "speakers", "events", "sources", "corrections", "dates")
    for address in lists:
        whole = ask(address, limit=100)["items"]
        assert walk(ask, address, limit=1) == whole, address
        assert len(whole) > (address not in {"events", "dates"}), address


def test_a_page_of_utterances_is_as_long_as_was_asked(ask, two) -> None:
    place_due()
    whole = ask("utterances", limit=100)["items"]
    assert len(whole) > 1
    gone = Quote.objects.filter(utterance__uid=whole[0]["id"]).order_by("pk").first()
    curation.withdraw(gone, None, "nobody said it")
    (first,) = ask("utterances", limit=1)["items"]
    assert first["id"] == whole[1]["id"]
    told = ask(f"utterances/{whole[0]['id']}", status=404)
    assert "none any more" in told["detail"]
    assert "none any more" not in ask("utterances/nothing1", status=404)["detail"]


@pytest.mark.parametrize("day", ["0", "20210311", "2021-3-11", "2021-03-11T00:00:00", "1e3"])
def test_a_number_is_no_day(ask, two, day: str) -> None:
    """It would be taken for seconds since 1970, and answered."""
    for name in ("from", "to"):
        ask("events", status=400, **{name: day})
        ask("events", **{name: "2021-03-11"})


@pytest.mark.parametrize("sort", ["newest", pytest.param("oldest", marks=pytest.mark.slow)])
def test_what_comes_in_between_two_pages_shifts_nothing(ask, store, two, sort: str) -> None:
    before = [one["id"] for one in walk(ask, "statements", limit=100, sort=sort)]
    page = ask("statements", limit=3, sort=sort)
    store(
        "Envoys\n\n1 January, 2020\n\n“It was a map of the old harbour,” said Mira Tolan.\n",
        "c.txt",
        outlet="C",
    )
    store(
        "Envoys\n\n1 January, 2023\n\n“It is a map of the new harbour,” said Mira Tolan.\n",
        "d.txt",
        outlet="D",
    )
    seen = [one["id"] for one in page["items"]] + [one["id"] for one in walk(ask, page["next"])]
    assert [uid for uid in seen if uid in set(before)] == before
    assert len(seen) == len(set(seen))


def test_a_page_goes_on_where_its_last_row_was_withdrawn(ask, two) -> None:
    before = [one["id"] for one in walk(ask, "statements", limit=100)]
    page = ask("statements", limit=3)
    curation.withdraw(Quote.objects.get(uid=before[2]), None, "x")
    drain()
    assert [one["id"] for one in walk(ask, page["next"])] == before[3:]


def test_filters_are_those_of_the_page(ask, client, two) -> None:
    slug = Speaker.objects.get(name="Mira Tolan").slug
    for asked in (
        {"speaker": slug},
        {"not-speaker": slug},
        {"source": "other-post"},
        {"kind": "indirect"},
        {"from": "2021-03", "to": "2021-03-12"},
        {"from": "2022"},
        {"q": "map speaker:tolan"},
        {"q": "What did Mira Tolan say about the map?"},
        {"year": "2021", "not-kind": ["partial", "indirect"]},
    ):
        page = client.get("/search/", {**asked, "each": "1"}).context["cards"]
        assert [one["id"] for one in ask("statements", **asked)["items"]] == [
            card.quote.uid for card in page
        ], asked


def test_speakers_are_found_by_their_names(ask, two) -> None:
    assert [one["name"] for one in ask("speakers", name="TÓLAN")["items"]] == ["Mira Tolan"]
    assert ask("speakers", name="walrus")["items"] == []
    assert "Tolan" in ask("speakers/mira-tolan")["names"]


def test_a_list_asks_the_database_no_more_for_more_rows(ask, two, django_assert_max_num_queries) -> None:
    tolan = Speaker.objects.get(name="Mira Tolan")
    for n, quote in enumerate(Quote.objects.order_by("pk")):
        curation.judge(quote, None, venue=f"quay {n}", speaker=None if quote.speaker == tolan else tolan)
    drain()
    place_due()
    number_changes()
    for limit in (2, 50):
        for address, most in (("statements", 9), ("utterances", 9), ("corrections", 9), ("changes", 24)):
            with django_assert_max_num_queries(most):
                ask(address, limit=limit)


# Drafts and names


def test_a_draft_is_checked_as_the_page_checks_it(ask, client, two) -> None:
    draft = "Tolan said: “We will not accept a map that was drawn at noon.”"
    sent = client.post("/api/v1/verify", json.dumps({"draft": draft}), content_type="application/json")
    page = client.post("/verify/", {"draft": draft, "as": "json"})
    assert sent.status_code == 200
    assert sent.json() == page.json() == ask("verify", q=draft)
    assert sent.json()["quotations"][0]["headline"] == "altered"
    assert sent["Cache-Control"] == "no-store"


def test_names_are_suggested(ask, two) -> None:
    assert ask("suggestions", q="tol")["items"][0]["label"] == "Mira Tolan"
    assert ask("suggestions", q="walrus")["items"] == []


# Age, other sites, shares


def test_an_answer_that_is_as_it_was_is_not_sent_again(client, two) -> None:
    first = client.get("/api/v1/statements")
    again = client.get("/api/v1/statements", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    curation.judge(Quote.objects.first(), None, venue="the quay")
    assert client.get("/api/v1/statements", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_number_that_is_given_later_makes_another_answer(client, two) -> None:
    """The change is in the archive, and the sequence does not tell of it yet: that answer must not last."""
    from statements.sequence import number_changes

    curation.judge(Quote.objects.first(), None, venue="the quay")
    early = client.get("/api/v1/changes")
    number_changes()
    late = client.get("/api/v1/changes", headers={"If-None-Match": early["ETag"]})
    assert late.status_code == 200
    assert late.json()["last"] > early.json()["last"]


def test_head_is_get_without_its_content(client, two) -> None:
    for address in (
        "statements",
        f"statements/{Quote.objects.first().uid}",
        "changes",
        "verify?q=“A map of it.”",
    ):
        get, head = client.get(f"/api/v1/{address}"), client.head(f"/api/v1/{address}")
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Length"] == str(len(get.content))
        assert head["Content-Type"] == get["Content-Type"]


def test_pages_of_other_sites_may_read_and_send_drafts_alone(client, archive) -> None:
    for address, methods in (("statements", "GET, HEAD, OPTIONS"), ("verify", "GET, HEAD, OPTIONS, POST")):
        asked = client.options(f"/api/v1/{address}", headers={"Origin": "https://elsewhere.example"})
        assert asked.status_code == 204
        assert asked["Access-Control-Allow-Methods"] == asked["Allow"] == methods
        assert "Access-Control-Allow-Credentials" not in asked
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)("/api/v1/statements")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "Access-Control-Allow-Origin" not in client.get("/")


def test_long_answers_are_sent_small(client, two) -> None:
    answer = client.get("/api/v1/statements", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.content))["total"] == Quote.objects.count()


def test_an_address_has_a_share_and_is_told_what_is_left(client, archive, settings) -> None:
    settings.ONRECORD_API_PER_MINUTE = 3
    answers = [client.get("/api/v1/sources") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"address";q=3;w=60'
    assert re.fullmatch(r'"address";r=2;t=\d+', answers[0]["RateLimit"])
    assert 0 < int(answers[3]["Retry-After"]) <= 61
    assert answers[3].json()["title"] == "That was enough for now"
    assert client.get("/api/v1/sources", REMOTE_ADDR="192.0.2.7").status_code == 200
    forwarded = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.5"}
    assert client.get("/api/v1/sources", **forwarded).status_code == 200
    by_stranger = {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}
    left = [client.get("/api/v1/sources", **by_stranger).status_code for _ in range(3)]
    assert left == [200, 200, 429]  # what a stranger writes about where they are does not count


def test_all_workers_of_a_machine_count_together() -> None:
    counts = SharedCounts()

    def ask(_: int) -> int:
        return sum(not counts.take("192.0.2.1", 1, 100, 60, 1000.0 + n / 100).refused for n in range(80))

    workers = []
    for number in range(3):
        read, write = os.pipe()
        if not (child := os.fork()):
            os.write(write, bytes([ask(number)]))
            os._exit(0)
        os.close(write)
        workers.append((child, read))
    taken = []
    for child, read in workers:
        taken.append(os.read(read, 1)[0])
        os.waitpid(child, 0)
        os.close(read)
    assert sum(taken) == 100
    assert counts.take("192.0.2.2", 10, 100, 60, 1000.0) == Used(1000.0, 10, False)
    assert counts.take("192.0.2.1", 1, 100, 60, 1061.0).used == 1


def test_counters_are_bounded() -> None:
    counts = SharedCounts(rows=1)
    for n in range(20):
        assert counts.take(f"192.0.2.{n}", 1, 3, 60, 1000.0 + n).used == 1
    assert counts.take("192.0.2.19", 1, 3, 60, 1020.0).used == 2
    assert counts.take("192.0.2.0", 1, 3, 60, 1020.0).used == 1  # forgotten
    assert len(counts.table) == counts.size < 1000


# What fails


HOSTILE = [
    "statements?limit=0",
    "statements?limit=99999999999999999999999",
    "statements?limit=x",
    "statements?cursor=%00",
    "statements?cursor=xyz",
    "statements?cursor=WzEsMl0",
    "statements?cursor=WzksIjk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ",
    "speakers?cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OV0",
    "speakers?cursor=WyItMSJd",
    "speakers?cursor=Wy0xXQ",
    "statements?q=a%00b",
    "statements?speaker=a%00b",
    "statements?speaker=%22%20OR%20",
    "statements?article=99999999999999999999",
    "statements?article=1%20OR%201",
    "statements?from=2021-13-45",
    "statements?year=0",
    "statements?kind=x",
    "statements?sort=x",
    "statements?q=%28",
    "statements?" + "&".join(f"not-year={n}" for n in range(1990, 2020)),
    "events?from=x",
    "speakers?country=x",
    "changes?since=-1",
    "changes?since=99999999999999999999",
    "changes?limit=1001",
    "verify",
    "verify?q=" + "x" * 700,
    "statements/a%00b",
    "articles/0",
    "articles/-1",
    "articles/9223372036854775808",
    "articles/²",
    "speakers/" + "x" * 200,
    "nowhere",
    "statements/",
]


BODIES = [
    *(b"", b"{", b"[]", b"[" * 100_000, b'{"draft": 1}', b'{"draft": ""}', b'{"draft": " "}', b"\xff\xfe"),
    *(b'{"draft": "\\ud800"}', b'{"draft": "' + b"x" * 200_001 + b'"}', b"x" * 6_000_000),
]


def test_what_cannot_be_asked_is_a_problem_in_a_sentence(ask, client, archive) -> None:
    for address in HOSTILE:
        answer = client.get(f"/api/v1/{address}")
        assert 400 <= answer.status_code < 500, address
        assert answer["Content-Type"] == "application/problem+json", address
        told = answer.json()
        assert told["instance"] == answer.wsgi_request.path
        assert told["title"] and told["detail"] and told["status"] == answer.status_code


def test_what_cannot_be_checked_is_a_problem_in_a_sentence(client, archive) -> None:
    for body in BODIES:
        answer = client.post("/api/v1/verify", body, content_type="application/json")
        assert 400 <= answer.status_code < 500, body[:40]
        assert answer["Content-Type"] == "application/problem+json", body[:40]


def test_halves_of_characters_do_no_harm(client, archive) -> None:
    for address in ("statements?q=%ed%a0%80", "statements/%ed%a0%80", "speakers?name=%ff%fe"):
        assert client.get(f"/api/v1/{address}").status_code in {200, 400, 404}, address


def test_problems_are_told_in_the_sentences_of_the_pages(ask, client, two, monkeypatch) -> None:
    def page(address: str, **asked: str) -> str:
        return " ".join(client.get(address, asked).content.decode().split())

    missing = ask("speakers/nobody", status=404)
    assert missing["title"] in page("/speakers/nobody/")
    assert missing["detail"] in page("/speakers/nobody/")
    fault = ask("statements", status=400, q='"map')
    assert fault["detail"] in page("/search/", q='"map')
    assert fault["repair"]

    def fail(*_: object, **__: object) -> None:
        raise Unavailable("no index")

    for asking in ("statements.api.lists.find", "statements.pages.results.find"):
        monkeypatch.setattr(asking, fail)
    down = ask("statements", status=503)
    assert down["title"] in page("/search/")
    assert down["detail"] in page("/search/")


def test_a_fault_of_ours_is_a_problem_and_in_the_log(rf, caplog) -> None:
    def broken(request: object) -> None:
        raise ZeroDivisionError("a secret of the machine")

    answer = answering(broken, kept=False)(rf.get("/api/v1/x"))
    assert answer.status_code == 500
    assert b"secret" not in answer.content
    assert "a secret of the machine" in caplog.text


# Pages


def test_every_page_of_rows_and_lists_leads_to_its_json(client, two) -> None:
    quote = Quote.objects.exclude(speaker=None).first()
    pages = {
        quote.get_absolute_url(): f"/api/v1/statements/{quote.uid}",
        quote.article.get_absolute_url(): f"/api/v1/articles/{quote.article_id}",
        quote.speaker.get_absolute_url(): f"/api/v1/speakers/{quote.speaker.slug}",
        quote.article.outlet.get_absolute_url(): f"/api/v1/sources/{quote.article.outlet.slug}",
        "/search/?q=map&speaker=mira-tolan&page=1": "/api/v1/statements?q=map&amp;speaker=mira-tolan",
        "/search/?q=map&show=articles": "/api/v1/articles?q=map",
        "/": "/api/v1/statements",
        "/speakers/": "/api/v1/speakers",
        "/events/": "/api/v1/events",
        "/sources/": "/api/v1/sources",
        "/dates/": "/api/v1/dates",
        "/dates/2021/": "/api/v1/statements?from=2021&amp;to=2021",
        "/dates/2021/03/12/": "/api/v1/statements?from=2021-03-12&amp;to=2021-03-12",
        "/corrections/": "/api/v1/corrections",
    }
    for page, record in pages.items():
        body = client.get(page).content.decode()
        assert f'<link rel="alternate" type="application/json" href="{record}">' in body, page
        assert client.get(record.replace("&amp;", "&")).status_code == 200, record
    assert "application/json" not in client.get("/about/").content.decode()


def test_the_page_of_the_api_tells_all_that_the_schema_tells(client, archive) -> None:
    body = client.get("/api/").content.decode()
    schema = client.get("/api/v1/openapi.json").json()
    for place, operations in schema["paths"].items():
        assert f"/api/v1{place}" in body
        assert all(
            one["name"] in body
            for operation in operations.values()
            for one in operation.get("parameters", [])
        )
    for name, record in schema["components"]["schemas"].items():
        assert f'id="{name}"' in body
        assert all(f">{field}</th>" in body for field in record.get("properties", {}))
    anchors = set(re.findall(r'href="#([^"]+)"', body)) - {"main"}
    assert {one for one in anchors if f'id="{one}"' not in body} == set()


def test_the_examples_do_what_they_say(client, two, monkeypatch, capsys) -> None:
    answer = client.get("/data/")
    examples = answer.context["records"]
    assert reverse("api-documentation") in answer.content.decode()

    def opened(address: str) -> io.BytesIO:
        return io.BytesIO(client.get(address.removeprefix("http://testserver")).content)

    monkeypatch.setattr("urllib.request.urlopen", opened)
    exec(examples["python"].replace("q=ferry", "q=map"), {})
    assert "Mira Tolan We will not accept a map that was drawn at night," in capsys.readouterr().out
    command = re.fullmatch(r"curl '(\S+)'", examples["curl"])[1]
    assert client.get(command).json()["items"] == []
    sheet = re.fullmatch(
        r'= Table\.FromRecords\(Json\.Document\(Web\.Contents\("(\S+)"\)\)\[items\]\)', examples["sheet"]
    )[1]
    rows = client.get(sheet.replace("ferry", "map")).json()["items"]
    assert len({tuple(row) for row in rows}) == 1  # a table: each row has the same columns
