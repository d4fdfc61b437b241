"""Sitemaps: every page that stays, once, however many there are; and nothing that was taken out."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements import curation
from statements.identity.utterances import place_due
from statements.models import Outlet, Quote, Speaker
from statements.publishing.sitemaps import Rows
from statements.search.maintenance import drain


def locations(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", answer.content.decode())


@pytest.fixture
def filled(store, talks, monkeypatch) -> Quote:
    monkeypatch.setattr(Rows, "limit", 2)
    store(talks, outlet="The Farrow Observer")
    return Quote.objects.get(text__startswith="We will not accept")


def test_every_statement_is_listed_once(client, filled) -> None:
    sections = locations(client, "/sitemap.xml")
    listed = [one for section in sections for one in locations(client, section.replace("&amp;", "&"))]
    quotes = sorted(one for one in listed if one.startswith("/quotes/"))
    assert quotes == sorted(quote.get_absolute_url() for quote in Quote.objects.public()) and len(quotes) > 2
    assert len(listed) == len(set(listed))
    assert {"/", "/data/", filled.article.get_absolute_url(), filled.speaker.get_absolute_url()} <= set(
        listed
    )


def test_utterances_are_listed_while_two_print_them(client, filled, store, talks) -> None:
    assert not locations(client, "/sitemap-utterances.xml")
    store(talks.replace("Envoys leave", "Envoys have left"), "b.txt", outlet="Other Post")
    drain()
    place_due()
    said = Quote.objects.get(pk=filled.pk).utterance

    def listed() -> list[str]:
        return locations(client, f"/sitemap-utterances.xml?p={(said.pk - 1) // 2 + 1}")

    assert said.get_absolute_url() in listed()
    curation.withdraw(filled, None, "nobody said it")
    assert said.get_absolute_url() not in listed()


def test_what_is_another_or_has_nothing_is_not_listed(client, filled, store, talks) -> None:
    store(talks, "b.txt", outlet="Other Post")
    gone, other = Outlet.objects.get(name="Other Post"), Outlet.objects.get(name="The Farrow Observer")
    nobody = Speaker.objects.create(name="Ilka Morn", slug="ilka-morn")

    def listed() -> list[str]:
        sections = locations(client, "/sitemap.xml")
        return [one for section in sections for one in locations(client, section.replace("&amp;", "&"))]

    assert gone.get_absolute_url() in listed()
    curation.merge(gone, other, None)
    assert gone.get_absolute_url() not in listed() and other.get_absolute_url() in listed()
    assert nobody.get_absolute_url() not in listed() and filled.speaker.get_absolute_url() in listed()


@pytest.mark.parametrize("section", ["speakers", "events", "articles", "utterances"])
def test_a_page_of_many_asks_as_much_as_a_page_of_few(client, filled, section: str) -> None:
    """The rows of one stretch alone are read, however many there are before and behind it."""
    last = Speaker.objects.latest("pk").pk
    Speaker.objects.bulk_create(Speaker(name=f"Envoy {n}", slug=f"envoy-{n}") for n in range(20))
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/sitemap-{section}.xml?p={(last - 1) // 2 + 1 if section == 'speakers' else 1}")
    told = [one["sql"] for one in asked if f'FROM "statements_{section[:-1]}"' in one["sql"]]
    rows = [one for one in told if "LIMIT" not in one]
    assert rows and all('"id" <= ' in one for one in rows if "GROUP BY" not in one)


def test_a_page_is_found_by_numbers_and_not_by_counting(client, filled) -> None:
    page = (filled.pk - 1) // 2 + 1  # two numbers of rows to a page
    with CaptureQueriesContext(connection) as asked:
        assert locations(client, f"/sitemap-statements.xml?p={page}")
    told = " ".join(one["sql"] for one in asked if "statements_quote" in one["sql"])
    assert "OFFSET" not in told and "COUNT(" not in told
    assert client.get(f"/sitemap-statements.xml?p={page + 100}").status_code == 404


def test_what_was_withdrawn_is_not_listed(client, filled) -> None:
    curation.withdraw(filled, None, "nobody said it")
    assert filled.get_absolute_url() not in locations(client, "/sitemap-statements.xml")
