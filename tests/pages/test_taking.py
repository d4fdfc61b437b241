"""Results taken away as files and feeds: complete, in order, and nothing that the pages do not show."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.urls import reverse

from statements import curation
from statements.models import Event, Quote, Speaker, State
from statements.pages import taking
from statements.search.maintenance import drain

ATOM = "{http://www.w3.org/2005/Atom}"


def taken(client, form: str, **asked: str) -> bytes:
    answer = client.get(reverse("take-results", args=[form]), asked)
    assert answer.status_code == 200, answer.status_code
    assert f'.{form}"' in answer["Content-Disposition"]
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows_of(client, **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken(client, "csv", **asked).decode("utf-8-sig"), newline="")))


def entries_of(client, **asked: str) -> list[ElementTree.Element]:
    answer = client.get(reverse("results-feed"), asked)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


@pytest.fixture
def filled(store, talks):
    store(talks, outlet="The Farrow Observer", url="https://observer.example/1")
    return Quote.objects.get(text__startswith="We will not accept")


def test_a_file_holds_what_the_search_finds_and_no_more(client, filled) -> None:
    found = rows_of(client, q="map")
    assert [row["id"] for row in found] == [filled.uid]
    assert found[0]["words"] == filled.text
    assert found[0]["address"] == f"http://testserver/quotes/{filled.uid}/"
    assert len(rows_of(client)) == Quote.objects.public().count()
    assert rows_of(client, q="walrus") == []


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_file_is_in_the_order_of_the_page(client, filled, store, talks, sort: str) -> None:
    store(talks.replace("12 March 2021", "12 March 2022"), "b.txt", outlet="Other Post")
    page = client.get("/search/", {"sort": sort, "each": "1"}).context["cards"]
    assert [row["id"] for row in rows_of(client, sort=sort)][: len(page)] == [card.quote.uid for card in page]


def test_filters_narrow_a_file_as_they_narrow_the_page(client, filled) -> None:
    slug = filled.speaker.slug
    assert {row["speaker_id"] for row in rows_of(client, speaker=slug)} == {slug}
    assert slug not in {row["speaker_id"] for row in rows_of(client, **{"not-speaker": slug})}


def test_every_form_has_the_same_rows(client, filled) -> None:
    lines = [json.loads(line) for line in taken(client, "jsonl").splitlines()]
    assert [line["id"] for line in lines] == [row["id"] for row in rows_of(client)]
    assert taken(client, "xlsx").startswith(b"PK")
    assert client.get("/search/statements.exe").status_code == 404


@pytest.mark.parametrize("alone", [True, False], ids=["the statement", "its article"])
def test_what_was_withdrawn_goes_out_nowhere(client, filled, alone: bool) -> None:
    if alone:
        curation.withdraw(filled, None, "nobody said it")
    else:
        filled.article.state = State.REJECTED
        curation.save_row(filled.article, None)
    drain()
    assert filled.uid not in {row["id"] for row in rows_of(client)}
    for asked in ({"speaker": filled.speaker.slug}, {"source": filled.article.outlet.slug}, {}):
        (gone,) = [
            one
            for one in entries_of(client, **asked)
            if one.findtext(f"{ATOM}id") == f"urn:on-record:statement:{filled.uid}"
        ]
        whole = ElementTree.tostring(gone, encoding="unicode")
        assert "Withdrawn" in gone.findtext(f"{ATOM}title")
        assert "map" not in whole and filled.speaker.name not in whole
    # Which words it had, and of what kind it was, nobody learns by asking for them.
    for asked in ({"q": "map"}, {"kind": "direct"}, {"source": "nobody"}):
        assert not [one for one in entries_of(client, **asked) if filled.uid in one.findtext(f"{ATOM}id")]


def test_an_entry_has_the_words_the_speaker_and_the_place_in_the_article(client, filled) -> None:
    (entry,) = entries_of(client, q="map")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == filled.speaker.name
    content = entry.findtext(f"{ATOM}content")
    assert filled.text in content
    assert f"#s{filled.uid}" in content
    assert entry.findtext(f"{ATOM}summary") is None


def test_a_correction_updates_the_entry_and_keeps_its_identity(client, filled) -> None:
    (before,) = entries_of(client, q="map")
    curation.judge(filled, None, "another quay", venue="on the quay")
    (after,) = entries_of(client, q="map")
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")


def go_away(answer) -> None:
    """Close an answer that was not read, as a server does for a reader who went away; the test keeps its connection."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def test_no_more_files_are_made_at_once_than_a_worker_can_spare(client, filled) -> None:
    address = reverse("take-results", args=["csv"])
    kept = [client.get(address) for _ in range(taking.AT_ONCE)]
    refused = client.get(address)
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    for answer in kept:
        go_away(answer)
    again = client.get(address)
    assert again.status_code == 200
    go_away(again)


def test_a_fault_of_a_search_is_a_page(client, filled) -> None:
    for address in (reverse("take-results", args=["csv"]), reverse("results-feed")):
        assert client.get(address, {"q": '"map'}).status_code == 400


def test_pages_link_their_files_and_their_feed(client, filled) -> None:
    speaker = Speaker.objects.get(pk=filled.speaker_id)
    for address, asked in (
        ("/search/?q=map&page=1", "?q=map"),
        (speaker.get_absolute_url(), f"?speaker={speaker.slug}"),
        (filled.article.outlet.get_absolute_url(), f"?source={filled.article.outlet.slug}"),
    ):
        body = client.get(address).content.decode()
        assert f'href="/search/statements.csv{asked}"' in body, address
        assert f'type="application/atom+xml" title="Statements" href="/search/feed/{asked}"' in body


def test_a_browser_is_told_how_to_search_here(client, archive) -> None:
    answer = client.get("/opensearch.xml")
    tree = ElementTree.fromstring(answer.content)
    assert any("?q={searchTerms}" in url.get("template") for url in tree.iter() if url.tag.endswith("Url"))


def test_the_page_on_data_names_every_column_and_its_python_runs(client, filled, monkeypatch, capsys) -> None:
    answer = client.get("/data/")
    body = answer.content.decode()
    fields = client.get(reverse("statement-schema")).json()["fields"]
    assert all(f">{field['name']}<" in body for field in fields)

    def opened(address: str) -> io.BytesIO:
        answer = client.get(address.removeprefix("http://testserver"))
        return io.BytesIO(b"".join(answer.streaming_content))

    monkeypatch.setattr("urllib.request.urlopen", opened)
    exec(answer.context["examples"]["python"].replace("q=ferry", "q=map"), {})
    assert filled.text in capsys.readouterr().out


def test_a_list_is_cited_and_its_statements_are_a_file_for_a_reference_manager(client, filled) -> None:
    body = client.get("/search/", {"q": "map"}).content.decode()
    assert "Statements found for" in body and "Cite this list" in body
    for form in ("bib", "ris", "json"):
        assert f'href="/search/cite.{form}?q=map"' in body
        answer = client.get(f"/search/cite.{form}", {"q": "map"})
        assert answer.status_code == 200 and f"statements.{form}" in answer["Content-Disposition"]
        assert answer.content.decode().count(f"/quotes/{filled.uid}/") >= 1
    assert len(client.get("/search/cite.json").json()) == Quote.objects.public().count()
    assert client.get("/search/cite.json", {"q": "walrus"}).json() == []
    assert client.get("/search/cite.txt").status_code == 404
    assert client.get("/search/cite.bib", {"q": '"map'}).status_code == 400


def test_a_file_of_citations_asks_as_often_for_many_as_for_few(
    client, filled, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12):
        client.get("/search/cite.bib")


@pytest.mark.parametrize(
    "address",
    [
        "/search/feed/",
        "/search/feed/?q=map",
        "/search/feed/?speaker=mira-tolan",
        "/search/feed/?source=the-farrow-observer",
        "/search/feed/?event={event}",
        "/corrections/feed/",
    ],
)
def test_a_reader_of_feeds_reads_each_and_asks_only_whether_it_changed(client, filled, address: str) -> None:
    import feedparser

    event = Event.objects.create(name="Summit at the quay", slug="summit-at-the-quay", kind="summit")
    filled.events.add(event)
    curation.judge(filled, None, "why", venue="the quay")
    drain()
    address = address.format(event=event.slug)
    answer = client.get(address)
    read = feedparser.parse(answer.content)
    assert not read.bozo and read.version == "atom10" and read.feed.title and read.feed.id
    assert all(entry.id and entry.title and entry.updated and entry.link for entry in read.entries)
    assert read.entries
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_speaker_is_told_to_machines_with_the_item_of_wikidata_that_an_editor_set(client, filled) -> None:
    address = filled.speaker.get_absolute_url()
    assert "sameAs" not in client.get(address).content.decode()
    Speaker.objects.filter(pk=filled.speaker_id).update(wikidata="Q42")
    for place in (address, filled.get_absolute_url()):
        assert (
            '"sameAs": "https://www.wikidata.org/wiki/Q42"' in client.get(f"{place}?again").content.decode()
        )


def test_head_tells_no_length_that_is_not_the_length_of_the_file(client, filled) -> None:
    answer = client.head("/search/statements.csv", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/csv")
    assert "Content-Length" not in answer and "Content-Encoding" not in answer
    assert b"".join(answer.streaming_content) == b""
