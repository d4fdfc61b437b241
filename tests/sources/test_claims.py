"""What a page says of itself, and which of it is believed."""

import pytest

from statements.sources.times import has_offset, parse_time
from statements.sources.webpage.page import read_page

from .making import HEADLINE, JSON_LD, OUTLET, PARAGRAPHS, URL, make_page


def said(page: bytes, **told: str) -> dict[str, tuple[str, str]]:
    return {name: (claim["value"], claim["found"]) for name, claim in read_page(page, **told)["says"].items()}


def test_everything_is_told_with_where_it_stands() -> None:
    assert said(make_page()) == {
        "headline": (HEADLINE, "h1"),
        "outlet": (OUTLET, "JSON-LD publisher"),
        "byline": ("Lena Orrin", "JSON-LD author"),
        "published": ("2021-06-10T18:30:00+02:00", "JSON-LD datePublished"),
        "modified": ("2021-06-10T20:05:00+02:00", "JSON-LD dateModified"),
        "language": ("en", "lang of html"),
        "url": (URL, "link rel=canonical"),
    }


def meta(**values: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in values.items()
    )


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        (meta(article__published_time="2021-06-10T18:30:00+02:00"), "published", "2021-06-10T18:30:00+02:00"),
        (meta(og__site_name="The Farrow Observer"), "outlet", "The Farrow Observer"),
        (meta(author="Adam Roke"), "byline", "Adam Roke"),
        (
            meta(article__author="https://people.example/roke") + meta(author="By Adam Roke"),
            "byline",
            "Adam Roke",
        ),
        (meta(og__updated_time="2021-06-11"), "modified", "2021-06-11"),
        (meta(og__title=f"{HEADLINE} - The Lissel Courier"), "headline", HEADLINE),
    ],
)
def test_a_page_without_json_is_believed_in_its_meta(head: str, name: str, value: str) -> None:
    page = make_page(head=head, json_ld=None).replace(b'<p class="byline">By Lena Orrin</p>', b"")
    assert said(page)[name][0] == value


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ({"name": "Lena Orrin"}, "Lena Orrin"),
        ([{"name": "Lena Orrin"}, {"name": "Adam Roke"}], "Lena Orrin and Adam Roke"),
        ("By Lena Orrin", "Lena Orrin"),
        ("Lena Orrin @orrin", "Lena Orrin"),
        ("Lena Orrin — June 10, 2021", "Lena Orrin"),
        ("LENA ORRIN, Thursday June 10 at 6 p.m.", "LENA ORRIN"),
        ("Lena May", "Lena May"),
    ],
)
def test_authors_are_names(author: object, byline: str) -> None:
    assert said(make_page(json_ld=JSON_LD | {"author": author}))["byline"][0] == byline


@pytest.mark.parametrize("author", ["admin", OUTLET, "https://courier.example/orrin", "courierdesk"])
def test_a_login_and_the_outlet_are_no_authors(author: str) -> None:
    page = make_page(json_ld=JSON_LD | {"author": author}).replace(
        b'<p class="byline">By Lena Orrin</p>', b""
    )
    assert "byline" not in said(page)


def test_what_an_agency_published_first_is_on_the_site_of_its_outlet() -> None:
    page = make_page(head=meta(og__site_name=OUTLET), json_ld=JSON_LD | {"publisher": {"name": "Kolinform"}})
    claim = read_page(page)["says"]["outlet"]
    assert (claim["value"], claim["found"]) == (OUTLET, "meta og:site_name")
    assert {"value": "Kolinform", "found": "JSON-LD publisher"} in claim["others"]


def test_the_headline_that_is_shown_is_believed_before_the_one_for_machines() -> None:
    page = make_page(json_ld=JSON_LD | {"headline": "Ferry accord signed: what Farrow and Stavrin agreed"})
    assert said(page)["headline"] == (HEADLINE, "h1")


def test_the_name_of_the_site_is_no_headline() -> None:
    page = make_page(
        head=meta(og__site_name=OUTLET, og__title=HEADLINE), json_ld=None, above=f"<h1>{OUTLET}</h1>"
    )
    assert said(page)["headline"][0] == HEADLINE


def test_a_time_without_an_offset_says_that_it_is_unknown() -> None:
    found = said(make_page(json_ld=JSON_LD | {"datePublished": "2021-06-10 18:30"}))["published"]
    assert found == ("2021-06-10T18:30:00", "JSON-LD datePublished; its offset from UTC is not told")


def test_a_graph_is_looked_through() -> None:
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, JSON_LD]}
    assert said(make_page(json_ld=graph))["byline"][0] == "Lena Orrin"


def test_a_related_article_says_nothing_of_this_one() -> None:
    other = (
        '<div itemscope itemtype="https://schema.org/Person"><span itemprop="author">Adam Roke</span></div>'
    )
    page = make_page(above=other, json_ld=None).replace(b'<p class="byline">By Lena Orrin</p>', b"")
    assert said(page).get("byline", ("",))[0] != "Adam Roke"


def test_broken_json_breaks_nothing() -> None:
    page = make_page(
        json_ld=None,
        head='<script type="application/ld+json">{"@type": "NewsArticle", "headline": }</script>',
    )
    assert said(page)["headline"] == (HEADLINE, "h1")


def test_the_words_tell_the_language_where_the_page_does_not() -> None:
    german = (
        "Die Fähren in der Meerenge fahren wieder, nachdem sich die beiden Länder auf eine Karte geeinigt haben. ",
        "„Wir nehmen keine Karte an, die in der Nacht gezeichnet wurde“, sagte die Ministerin vor der Presse. ",
        "Das Abkommen soll noch vor dem Ende des Sommers in beiden Parlamenten beraten werden, und es gilt sofort. ",
    )
    page = make_page("".join(f"<p>{paragraph}</p>" for paragraph in german), lang="en")
    claim = read_page(page)["says"]["language"]
    assert (claim["value"], claim["found"]) == ("de", "the words of the text")
    assert claim["others"] == [{"value": "en", "found": "lang of html"}]


def test_an_address_of_a_whole_site_is_no_articles() -> None:
    page = make_page(json_ld=None).replace(URL.encode(), b"https://courier.example/")
    assert said(page, url="https://courier.example/a/1")["url"] == (
        "https://courier.example/a/1",
        "the address that it was fetched from",
    )


def test_a_browser_notes_where_it_saved_from() -> None:
    page = b"<!-- saved from url=(0044)https://courier.example/2021/06/10/accord -->" + make_page(
        json_ld=None
    ).replace(b'rel="canonical"', b'rel="x"')
    assert said(page)["url"][0] == "https://courier.example/2021/06/10/accord"


def test_a_day_of_tomorrow_is_not_believed() -> None:
    page = make_page(json_ld=JSON_LD | {"datePublished": "2921-06-10"}).replace(
        b"<time datetime", b"<time data-x"
    )
    assert said(page).get("published", ("",))[0] != "2921-06-10"


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("2021-06-10T18:30:00+0200", "2021-06-10T18:30:00+02:00"),
        ("2021-06-10T16:30:00.000Z", "2021-06-10T16:30:00+00:00"),
        ("2021-06-10", "2021-06-10"),
        ("20210610", "2021-06-10"),
        ("Thu, 10 Jun 2021 18:30:00 +0200", "2021-06-10T18:30:00+02:00"),
        ("June 10, 2021", "2021-06-10"),
        ("10 June 2021", "2021-06-10"),
        ("1623342600", "2021-06-10T16:30:00+00:00"),
        ("soon", None),
        ("2021-13-45", None),
        ("2021", None),
        ("", None),
    ],
)
def test_times_have_one_spelling(told: str, value: str | None) -> None:
    assert parse_time(told) == value


def test_a_letter_may_say_that_it_does_not_know_its_offset() -> None:
    told = parse_time("Thu, 10 Jun 2021 18:30:00 -0000")
    assert told is not None and not has_offset(told)


def test_paragraphs_of_the_page_are_what_is_told_of() -> None:
    assert PARAGRAPHS[1] in read_page(make_page())["text"]
