"""Sitemaps: every page that stays, once, however many there are; and nothing that was taken out."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements import curation
from statements.models import Quote
from statements.publishing.sitemaps import Rows


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
