"""Every page: what it shows, what it escapes, what it says when there is nothing."""

import json
import re

import pytest
from django.urls import reverse

from statements import curation
from statements.models import Article, Event, Outlet, Quote, Speaker

EVENT = "\nThe summit in Lissel on March 11-12, 2021 was the first in six years, and those who came to it said so.\n"


@pytest.fixture
def filled(store, talks):
    store(talks + EVENT, outlet="The Farrow Observer")
    return Article.objects.get()


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def addresses() -> list[str]:
    event = Event.objects.get()
    return [
        "/",
        "/search/",
        "/search/?q=map",
        "/search/?q=map&show=articles",
        "/search/?q=map&sort=oldest&speaker=mira-tolan&kind=direct&from=2021&to=2021-03",
        Quote.objects.first().get_absolute_url(),
        Article.objects.get().get_absolute_url(),
        reverse("article-source", args=[Article.objects.get().pk]),
        "/speakers/",
        "/speakers/?kind=person&sort=most",
        "/speakers/mira-tolan/",
        "/speakers/mira-tolan/?year=2021",
        "/events/",
        event.get_absolute_url(),
        "/dates/",
        "/dates/2021/",
        "/dates/2021/03/",
        "/dates/2021/03/12/",
        "/sources/",
        Outlet.objects.get(name="The Farrow Observer").get_absolute_url(),
        "/about/",
        "/robots.txt",
        "/healthz",
    ]


def test_every_page_answers(client, filled) -> None:
    for address in addresses():
        body = page(client, address)
        if body.startswith("<!doctype"):
            assert body.count("<h1") == 1, address
            assert re.search(r"<title>[^<]+</title>", body), address
            assert " style=" not in body, address
            scripts = re.findall(r"<script([^>]*)>([^<]*)", body)
            assert scripts[0] == (' src="/static/site.js" defer', ""), address
            for attributes, data in scripts[1:]:  # data and no script
                assert attributes == ' type="application/ld+json"', address
                assert json.loads(data)["@context"] == "https://schema.org", address


def test_every_page_of_an_empty_archive_answers(client, archive) -> None:
    for address in (
        "/",
        "/search/",
        "/search/?q=map",
        "/speakers/",
        "/events/",
        "/dates/",
        "/sources/",
        "/about/",
        "/healthz",
    ):
        page(client, address)


def test_a_statement_shows_its_evidence(client, filled) -> None:
    quote = Quote.objects.get(text__startswith="We will not accept")
    body = page(client, quote.get_absolute_url())
    assert "We will not accept a map that was drawn at night" in body
    assert f"characters {quote.start} to {quote.end}" in body
    assert filled.source.sha256 in body
    assert "quotation-source-cue" in body
    assert "The Farrow Observer" in body
    assert quote.uid in body


def test_an_article_marks_each_statement_once(client, filled) -> None:
    body = page(client, filled.get_absolute_url())
    for quote in Quote.objects.all():
        assert body.count(f'id="s{quote.uid}"') == 1


def test_search_marks_what_was_asked(client, filled) -> None:
    body = page(client, '/search/?q="drawn at night"')
    assert "<mark>drawn at night</mark>" in body
    assert "1 statement" in body
    assert "the exact words" in body


def test_a_fault_is_a_sentence_with_a_way_out(client, filled) -> None:
    body = page(client, '/search/?q="drawn at', 400)
    assert "A quotation mark is open" in body
    assert "drawn at" in body


def test_nothing_found_offers_what_does(client, filled) -> None:
    body = page(client, "/search/?q=map+walrus")
    assert "Nothing found" in body
    assert "Leave out walrus" in body
    assert "does not mean that it was not said" in body


def test_a_known_name_shows_the_speaker_first(client, filled) -> None:
    assert "speaker-first" in page(client, "/search/?q=Mira+Tolan")
    assert "speaker-first" not in page(client, "/search/?q=map")


HOSTILE = "We say <script>alert(1)</script> <img src=x onerror=alert(1)> {{ 7*7 }} & =cmd() here"


def test_html_in_a_source_is_escaped_everywhere(client, store, talks) -> None:
    store(
        talks.replace("We will not accept a map that was drawn at night", HOSTILE)
        .replace("Envoys leave Lissel without a date", "Envoys <b>leave</b> <script>x</script>")
        .replace("Mira Tolan", "Mira <i>Tolan"),
        outlet='The "Farrow" <Observer>',
    )
    quote = Quote.objects.get(text__startswith="We say")
    outlet = Outlet.objects.get(name__startswith="The")
    for address in (
        "/",
        "/search/?q=alert",
        "/search/?q=<script>alert(1)</script>",
        "/search/?q=script&speaker=<b>",
        quote.get_absolute_url(),
        quote.article.get_absolute_url(),
        "/sources/",
        outlet.get_absolute_url(),
        "/dates/2021/03/12/",
    ):
        body = page(client, address)
        assert "<script>" not in body, address
        assert "<img" not in body, address
        assert "<b>leave" not in body, address
        assert "49" not in re.sub(r"\d{3,}", "", body) or "7*7" in body, address


def test_the_source_is_given_as_plain_text(client, filled) -> None:
    response = client.get(reverse("article-source", args=[filled.pk]))
    assert response["Content-Type"].startswith("text/plain")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content == bytes(filled.source.data)


def test_security_headers(client, filled) -> None:
    response = client.get("/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/quotes/nothere/", 404),
        ("/articles/999999/", 404),
        ("/articles/99999999999999999999/", 404),
        ("/speakers/nobody/", 404),
        ("/events/nothing/", 404),
        ("/sources/nothing/", 404),
        ("/dates/2018/02/30/", 404),
        ("/dates/0/", 404),
        ("/dates/99999/", 404),
        ("/dates/9999/", 404),
        ("/dates/9999/12/", 404),
        ("/dates/99999999999/", 404),
        ("/quotes/%00/", 404),
        ("/speakers/a%00b/", 404),
        ("/search/?kind=loud", 200),
        ("/search/?q=NOT+NOT", 400),
        ("/search/?q=)+(", 400),
        ("/search/?q=" + "+".join(["ab"] * 40), 200),
        ("/search/?q=" + "+OR+".join(["a+b"] * 16), 200),
        ("/dates/2018/13/", 404),
        ("/search/?page=1000000000", 404),
        ("/search/?page=-1", 200),
        ("/search/?q=%FF%FE", 200),
        ("/search/?q=%00", 200),
        ("/search/?q=" + "x" * 5000, 400),
        ("/search/?from=never", 200),
        ("/speakers/?page=77", 404),
        ("/nowhere/", 404),
    ],
)
def test_bad_addresses_get_a_page_that_helps(client, filled, address: str, status: int) -> None:
    body = page(client, address, status)
    assert "Traceback" not in body
    assert "<h1" in body


def test_wrong_methods(client, filled) -> None:
    assert client.post("/").status_code == 405
    head = client.head("/")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head["Content-Length"]) > 1000


def test_what_was_withdrawn_says_so(client, filled, admin_user) -> None:
    quote = Quote.objects.first()
    curation.withdraw(quote, admin_user)
    body = page(client, quote.get_absolute_url(), 410)
    assert "withdrawn" in body
    assert quote.text not in body
    assert quote.text not in page(client, "/")


def test_a_merged_speaker_redirects(client, filled) -> None:
    old = Speaker.objects.create(
        name="M. Tolan", slug="m-tolan", merged_into=Speaker.objects.get(name="Mira Tolan")
    )
    response = client.get(old.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, "/speakers/mira-tolan/")


def test_health_says_what_is_not_ready(client, filled, monkeypatch) -> None:
    report = client.get("/healthz").json()
    assert (report["ready"], report["alive"], report["database"]) == (True, True, True)
    assert report["index"] == {
        "state": "ok",
        "waiting": 0,
        "set_aside": 0,
        "lag_seconds": 0,
        "documents": Quote.objects.count() + Article.objects.count(),
    }
    monkeypatch.setattr("statements.search.engines.whoosh.engine.WhooshEngine.current", lambda self: None)
    response = client.get("/healthz")
    assert (response.status_code, response.json()["index"]["state"]) == (503, "missing")


def test_a_sample_archive_says_so_on_every_page(client, store, talks) -> None:
    store(talks + EVENT, outlet="The Farrow Observer", sample=True)
    for address in addresses():
        body = page(client, address)
        if body.startswith("<!doctype"):
            assert "invented sample" in body, address


def test_an_own_archive_has_no_word_of_a_sample(client, filled) -> None:
    for address in addresses():
        assert "invented" not in page(client, address), address


QUERIES = {
    "/": 16,
    "/search/?q=tolan": 9,  # two for the articles beside the statements
    "/speakers/": 5,
    "/speakers/mira-tolan/": 15,  # three for the words of the speaker beside those of all
    "/events/": 5,
    "/dates/": 3,
    "/dates/2021/": 3,
    "/dates/2021/03/": 6,
    "/dates/2021/03/12/": 6,
    "/sources/": 8,  # three for statements by outlet: one that joins them with articles takes ten times as long
    "/search/?q=envoys&show=articles": 7,
}


@pytest.mark.parametrize("address", QUERIES)
def test_lists_ask_the_database_a_fixed_number_of_times(
    client, store, talks, address: str, django_assert_max_num_queries
) -> None:
    def count(limit: int) -> None:
        from django.core.cache import cache

        cache.clear()
        with django_assert_max_num_queries(limit):
            client.get(address)

    store(talks + EVENT, outlet="The Farrow Observer")
    count(QUERIES[address] + 2)
    for n in range(4):
        store(
            talks.replace("map", f"map{n}").replace("Mira Tolan", f"Mira Tolan{n}")
            + EVENT.replace("Lissel", f"Lissel{n}"),
            f"{n}.txt",
            outlet=f"Outlet {n}",
        )
    count(QUERIES[address] + 2)


def test_a_month_is_never_shown_as_a_day(client, store, talks) -> None:
    store(talks.replace("12 March, 2021 18:30", ""), published="2021-03")
    quote = Quote.objects.get(text__startswith="We will not accept")
    body = page(client, quote.get_absolute_url())
    assert "1 March 2021" not in body
    assert "March 2021" in body
    assert "We will not accept" in page(client, "/dates/2021/03/")
    assert "We will not accept" not in page(client, "/dates/2021/03/01/")
    assert "We will not accept" in page(client, "/search/?q=map&from=2021-03&to=2021-03")
    assert "0 statements" in page(client, "/search/?q=map&from=2021-03-02")


def test_every_statement_of_an_article_has_its_place(client, filled) -> None:
    body = page(client, filled.get_absolute_url())
    for quote in Quote.objects.filter(in_headline=False):
        assert f'id="s{quote.uid}"' in body


def test_a_form_without_its_token_gets_a_page_of_ours(archive) -> None:
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "That form could not be taken" in response.content.decode()


def test_every_fault_has_a_way_out_that_works(client, filled) -> None:
    for query in (
        '"x',
        "(a",
        "NOT NOT",
        ") (",
        '-"',
        "colour:red",
        "x " * 400,
        "*a",
        "kind:loud",
        "from:x",
        "OR OR" * 50,
    ):
        body = client.get("/search/", {"q": query}).content.decode()
        if "has a fault" in body:
            link = re.search(r'<p><a href="(/search/[^"]*)">', body)
            assert link, query
            assert client.get(link[1].replace("&amp;", "&")).status_code == 200, query


def test_a_role_with_and_without_a_capital_is_one(client, store) -> None:
    text = (
        "Talks\n\n{date}\n\n{role} Mira Tolan said in the harbour that the boats of the town would stay where they were "
        "for the time being, whatever the weather.\n\n“We are ready,” Tolan said.\n"
    )
    store(text.format(date="12 March 2021", role="Envoy"))
    store(text.format(date="12 March 2023", role="In the hall, envoy"), "b.txt")
    body = client.get("/speakers/mira-tolan/").content.decode()
    assert body.count('<th scope="row">Envoy</th>') == 1
    assert "2021–2023" in body
