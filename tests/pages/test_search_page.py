"""The page of results: what it says it understood, what can be narrowed, where to go from nothing."""

import html
import re

import pytest

from statements.extraction.folding import fold
from statements.models import Alias, IndexTask, Quote, Speaker
from statements.search.describe import describe
from statements.search.engines.whoosh.engine import WhooshEngine
from statements.search.find import Unavailable
from statements.search.language import parse, together
from statements.search.queue import INDEX
from statements.search.suggest import begins_a_word, suggestions


@pytest.fixture
def filled(store, talks):
    """Three articles of three years: one in March 2021, one in May 2019, one without a date."""
    store(talks, "a.txt", outlet="The Farrow Observer")
    older = talks.replace("12 March, 2021 18:30", "7 May, 2019 10:00").replace("map", "chart")
    store(older.replace("Mira Tolan", "Petra Lund").replace("Tolan", "Lund"), "b.txt", outlet="Stavrin Post")
    store(talks.replace("12 March, 2021 18:30", "").replace("map", "plan"), "c.txt", outlet="Hollin Mail")


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def understood(body: str) -> str:
    said = body.split('class="understood">')[1].split("<a href")[0]
    return html.unescape(re.sub(r"<[^>]+>", "", said)).strip()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "all statements"),
        ("map", "statements with the word map"),
        ("map night table", "statements with the words map, night and table"),
        (
            'speaker:tolan "closed doors" from:2018-05',
            "statements by tolan with the exact words “closed doors”, said or published from 1 May 2018",
        ),
        ("to:2018", "statements said or published to 31 December 2018"),
        ("year:2018", "statements said or published in 2018"),
        ("from:2018-05 to:2018-05", "statements said or published in May 2018"),
        ("from:2018-05-24 to:2018-05-24", "statements said or published on 24 May 2018"),
        ("from:2019 to:2018", "statements on no day at all: the dates exclude each other"),
        ("kind:direct map -night", "statements quoted in full with the word map, but not the word night"),
        ("-kind:indirect", "statements leaving out what is reported, not quoted"),
        ("map OR chart", "statements with either map or chart"),
        ("negotiat* country:France", "statements by speakers of France with words that begin with negotiat"),
        ('"annex draft"~5', "statements with the words annex draft within 5 of each other"),
        (
            "source:Post event:summit place:Lissel",
            "statements in Post, about the event summit, at or from Lissel",
        ),
        ("(map chart) OR plan", "statements with either (map and chart) or plan"),
    ],
)
def test_a_query_is_said_as_a_sentence(query: str, sentence: str) -> None:
    assert "".join(text for text, _ in describe(parse(query))) == sentence


def test_filters_are_part_of_the_sentence(client, filled) -> None:
    body = page(client, "/search/?q=accept&speaker=mira-tolan&not-source=hollin-mail&from=2021-03")
    assert understood(body) == (
        "Understood as: statements by Mira Tolan with the word accept, said or published from 1 March 2021, "
        "but not in Hollin Mail."
    )


def test_the_title_has_the_count(client, filled) -> None:
    assert re.search(r"<title>accept: 3 statements", page(client, "/search/?q=accept"))
    assert re.search(r"<title>walrus: 0 statements", page(client, "/search/?q=walrus"))


def facet(body: str, title: str) -> str:
    return re.search(rf"<h3>{title}</h3>(.*?)</div>", body, re.S)[1]


def test_a_facet_chooses_switches_and_leaves_out(client, filled) -> None:
    body = page(client, "/search/?q=accept")
    speakers = facet(body, "Speaker")
    assert "Mira Tolan" in speakers
    assert "Petra Lund" in speakers
    chosen = page(client, "/search/?q=accept&speaker=petra-lund")
    assert "1 statement" in chosen
    # The other value keeps the count that it would have, and a link that switches to it.
    assert re.search(
        r'href="[^"]*speaker=mira-tolan[^"]*"[^>]*><span>Mira Tolan</span> <span class="num">2', chosen
    )
    out = page(client, "/search/?q=accept&not-speaker=petra-lund")
    assert "2 statements" in out
    assert "Without: Petra Lund" in out
    assert 'class="out"' in facet(out, "Speaker")


def test_a_value_that_the_filters_take_away_is_shown_with_nought(client, filled) -> None:
    body = page(client, "/search/?q=accept&source=stavrin-post")
    assert re.search(r'class="none"><span>Mira Tolan</span> <span class="num">0', facet(body, "Speaker"))
    assert "Mira Tolan" not in facet(page(client, "/search/?q=source:stavrin"), "Speaker")


def test_every_facet_has_its_values(client, filled) -> None:
    body = page(client, "/search/")
    for title in ("Speaker", "Source", "Country", "Quoted or reported", "Year"):
        if title != "Country":
            assert "<li" in facet(body, title), title
    assert re.search(r"year=2019", facet(body, "Year"))


def test_unknown_values_in_the_address_are_said_and_left_out(client, filled) -> None:
    body = page(client, "/search/?kind=loud&year=soon&from=tomorrow&not-year=x&article=zz")
    for said in (
        "“loud” is not a kind",
        "“soon” is not a year",
        "“tomorrow” is not a date",
        "“x” is not a year",
    ):
        assert said in body


@pytest.mark.parametrize(
    ("address", "bars"),
    [
        ("/search/?q=accept", ["2019: 1 statement", "2021: 1 statement"]),
        ("/search/?q=accept&from=2021&to=2021", ["March 2021: 1 statement"]),
        ("/search/?q=accept&from=2021-03&to=2021-03", ["12 March 2021: 1 statement"]),
    ],
)
def test_the_histogram_fits_the_range(client, filled, address: str, bars: list[str]) -> None:
    body = page(client, address)
    for bar in bars:
        assert f'aria-label="{bar}"' in body
    assert "The same numbers as a table" in body


def test_a_bar_narrows_and_marks_itself(client, filled) -> None:
    body = page(client, "/search/?q=accept")
    link = re.search(r'<a href="([^"]*from=2019&amp;to=2019[^"]*)" aria-label="2019', body)[1]
    assert "1 statement" in page(client, html.unescape(link))


def test_what_has_no_date_comes_last_and_that_is_said(client, filled) -> None:
    for sort in ("newest", "oldest"):
        body = page(client, f"/search/?q=accept&sort={sort}")
        assert body.index("No date in the source") > body.index("2019</time>")
        assert "What has no date comes last" in body


def test_statements_of_one_article_stand_together(client, filled) -> None:
    body = page(client, "/search/?q=tolan")
    assert re.search(r'href="[^"]*article=\d+[^"]*">\d more from this article', body)
    link = re.search(r'href="([^"]*article=\d+[^"]*)"', body)[1]
    inside = page(client, html.unescape(link))
    assert "In the article “" in inside
    assert "more from this article" not in inside
    every = page(client, "/search/?q=tolan&each=1")
    assert "more from this article" not in every
    assert every.count('class="statement"') > body.count('class="statement"')


def ways(body: str) -> str:
    return html.unescape(body.split('class="ways"')[1].split("</ul>")[0])


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("/search/?q=tolna+accept", "Search for tolan instead of tolna"),
        ("/search/?q=tolna+acept", "Search for tolan and accept instead of tolna and acept"),
        ("/search/?q=speaker:toland", "Search for tolan instead of toland"),
        ("/search/?q=accept+walrus", "Leave out walrus"),
        ("/search/?q=accept&speaker=nobody", "Leave out the filter: Speaker: nobody"),
        ("/search/?q=accept+from:2024", "Search all dates: what is held is from May 2019 to March 2021"),
        ("/search/?q=accept&from=2024", "Search all dates: what is held is from May 2019 to March 2021"),
        ('/search/?q="night+drawn"', "Let the exact words stand apart"),
    ],
)
def test_ways_out_of_nothing_find_something(client, filled, address: str, way: str) -> None:
    body = page(client, address)
    assert "Nothing on record for this search" in body
    assert way in ways(body)
    for link in re.findall(r'<a href="([^"]+)">[^<]*</a> <span class="meta num">([\d,]+)', body):
        assert f"{link[1]} statement" in page(client, html.unescape(link[0]))


def test_no_way_out_is_offered_that_finds_nothing(client, filled) -> None:
    assert 'class="ways"' not in page(client, "/search/?q=zyzzyx")


def test_fields_that_are_misspelled_get_a_repair(client, filled) -> None:
    body = page(client, "/search/?q=speeker:tolan", 400)
    assert "Did you mean “speaker”?" in body
    assert "speaker:tolan" in body


def test_a_search_that_cannot_be_answered_leaves_the_rest(client, filled, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise Unavailable("the disk is gone")

    monkeypatch.setattr("statements.pages.results.find", broken)
    body = page(client, "/search/?q=accept", 503)
    assert "Search cannot answer just now" in body
    report = client.get("/healthz")
    assert (report.status_code, report.json()["index"]["state"]) == (503, "damaged")
    for address in ("/", "/speakers/", Quote.objects.first().get_absolute_url()):
        page(client, address)


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=accept",
        "/search/feed/?q=accept",
        "/search/statements.csv?q=accept",
        "/search/cite.bib?q=accept",
        "/compare/?side=speaker:mira-tolan&side=speaker:petra-lund&q=accept",
        "/speakers/mira-tolan/position/?q=accept",
        "/verify/?q=We+will+not+accept+a+map+drawn+by+others",
    ],
)
def test_whatever_search_cannot_answer_says_so_and_has_the_index_looked_at(
    client, filled, monkeypatch, address: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise Unavailable("the disk is gone")

    for name in ("search", "count_values", "count_term", "count_terms", "similar_terms"):
        monkeypatch.setattr(WhooshEngine, name, broken)
    IndexTask.objects.all().delete()
    body = page(client, address, 503)
    assert "being mended" in body or "cannot" in body
    assert IndexTask.objects.filter(table=INDEX).exists()


# Suggestions


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("tol", ["Mira Tolan"]),
        ("mira t", ["Mira Tolan"]),
        ("MIRA", ["Mira Tolan"]),
        ("ola", []),
        ("t", []),
        ("stav", ["Stavrin Post"]),
        ("speaker:tol", ["Mira Tolan"]),
        ("source:tol", []),
        ('"', []),
        ("nobody", []),
    ],
)
def test_suggestions(client, filled, typed: str, labels: list[str]) -> None:
    found = client.get("/suggest", {"q": typed}).json()["suggestions"]
    assert [one["label"] for one in found] == labels


def test_a_suggestion_leads_to_what_it_counts(client, filled) -> None:
    (one,) = client.get("/suggest", {"q": "tolan"}).json()["suggestions"]
    number = re.match(r"[\d,]+", one["detail"].split(", ")[-1])[0]
    assert f"{number} statement" in page(client, one["url"])


def test_an_alias_is_suggested_with_the_name_it_stands_for(filled) -> None:
    speaker = Speaker.objects.get(name="Mira Tolan")
    Alias.objects.create(speaker=speaker, name="The Iron Envoy", key=fold("The Iron Envoy"))
    (one,) = suggestions("iron")
    assert (one.label, "The Iron Envoy" in one.detail) == ("Mira Tolan", True)


@pytest.mark.parametrize(
    ("name", "key", "begins"),
    [
        ("Mira Tolan", "tol", True),
        ("Jong-un", "un", True),
        ("Élysée", "ely", True),
        ("Mira Tolan", "ira", False),
        ("Mira Tolan", "miratol", True),
    ],
)
def test_what_begins_a_word(name: str, key: str, begins: bool) -> None:
    assert begins_a_word(name, key) is begins


def test_trees_join_flat() -> None:
    assert together([parse("a b"), parse("c"), parse("")]) == parse("a b c")
