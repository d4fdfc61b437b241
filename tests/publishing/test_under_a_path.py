"""A site under a path of its host: whatever goes out of it leads back under that path."""

import json
import re

import pytest
from django.urls import clear_script_prefix, reverse, set_script_prefix

from statements.models import Quote
from statements.publishing.sitemaps import Quotes

PATH = "/record"
WHOLE = re.compile(r"https?://(?:testserver|record\.example)(?::\d+)?([^\s\"'<>\\)&,]*)")
INNER = re.compile(r"(?:href|src|action|cite|content)=\"(/[^/\"][^\"]*|/)\"")
NOT_OURS = (
    "/static/",
)  # where these lie is a setting of its own: tests/serving asks for a style under the path


@pytest.fixture
def under_a_path(store, talks, settings):
    settings.FORCE_SCRIPT_NAME = PATH
    settings.ONRECORD_ADDRESS = settings.SITE_ADDRESS = "https://record.example"
    set_script_prefix(f"{PATH}/")
    store(talks, outlet="The Farrow Observer", url="https://observer.example/1")
    yield Quote.objects.get(text__startswith="We will not accept")
    clear_script_prefix()


def led_to(text: str) -> list[str]:
    """Return all paths of this site that a text leads to."""
    text = text.replace("&amp;", "&").replace("&quot;", '"').replace("%3A", ":").replace("%2F", "/")
    return [one for one in WHOLE.findall(text) + INNER.findall(text) if not one.startswith(NOT_OURS)]


def outside(text: str) -> list[str]:
    return [one for one in led_to(text) if not one.startswith(f"{PATH}/")]


def out_of(client, address: str) -> str:
    """Return what the site answers at an address, as it stands in its pages."""
    answer = client.get(address.removeprefix(PATH))
    assert answer.status_code == 200, (address, answer.status_code)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode() + "".join(f" <{value}> " for value in answer.headers.values())


def ways_out(quote: Quote) -> dict[str, str]:
    """Return addresses of each kind of what goes out, by what it is."""
    page = quote.get_absolute_url()
    statements = reverse("api:statements")
    found = {
        "page": page, "home": reverse("home"), "article": quote.article.get_absolute_url(), "results": reverse("search") + "?q=map",
        "speaker": quote.speaker.get_absolute_url(), "card": f"{page}card/", "feed": reverse("results-feed") + "?q=map",
        "corrections": reverse("corrections-feed"), "oembed": reverse("oembed") + f"?url=http://testserver{page}",
        "oembed as xml": reverse("oembed") + f"?format=xml&url=http://testserver{page}",
        "schema": reverse("api:openapi"), "contents": reverse("api:contents"), "statements": statements + "?limit=1",
        "one statement": f"{statements}/{quote.uid}", "articles": reverse("api:articles") + "?limit=1", "changes": reverse("api:changes") + "?since=0",
        "dates": reverse("api:dates"), "sitemap": reverse("sitemap"), "section": reverse("sitemap-section", args=["statements"]) + f"?p={-(-quote.pk // Quotes.limit)}",
        "robots": reverse("robots"), "search box": reverse("search-description"), "data": reverse("data"), "documentation": reverse("api-documentation"),
        "reconciliation": reverse("reconcile"), "suggestions": reverse("suggest") + "?q=tol",
    }  # fmt: skip
    found |= {form: reverse("take-results", args=[form]) + "?q=map" for form in ("csv", "jsonl")}
    found |= {
        f"citation {form}": reverse("quote-citation", args=[quote.uid, form])
        for form in ("bib", "ris", "json")
    }
    return found


HOST_ALONE = {("reconciliation", "")}  # service_url, to which service_path is added
NAMES_NOTHING = {
    "suggestions",
    "changes",
}  # of these each record is asked for by its number, or its path alone stands there


def test_whatever_goes_out_leads_back_under_the_path(client, under_a_path) -> None:
    wrong, silent = {}, []
    for name, address in ways_out(under_a_path).items():
        text = out_of(client, address)
        left = [one for one in outside(text) if (name, one) not in HOST_ALONE]
        if left:
            wrong[name] = left[:4]
        if not led_to(text) and name not in NAMES_NOTHING:
            silent.append(name)
    assert (wrong, silent) == ({}, [])


def test_canonical_feed_and_embedding_are_the_address_that_answers(client, under_a_path) -> None:
    page = under_a_path.get_absolute_url()
    assert page.startswith(f"{PATH}/quotes/")
    assert f'<link rel="canonical" href="http://testserver{page}">' in out_of(client, page)
    told = json.loads(client.get(f"/oembed/?url=http://testserver{page}").content)
    assert told["provider_url"] == f"http://testserver{PATH}/"
    assert f"{PATH}/quotes/{under_a_path.uid}/card/" in told["html"]
    # The same address without the path is none of this site.
    assert client.get(f"/oembed/?url=http://testserver{page.removeprefix(PATH)}").status_code == 404


def test_the_schema_names_the_server_under_the_path(client, under_a_path) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert [one["url"] for one in schema["servers"]] == [f"http://testserver{PATH}/api/v1"]


def test_robots_are_kept_from_addresses_under_the_path(client, under_a_path) -> None:
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /record/admin/" in told and "Disallow: /admin/" not in told


def test_the_admin_leads_to_its_pages_under_the_path(admin_client, under_a_path) -> None:
    page = admin_client.get(f"/admin/statements/article/{under_a_path.article_id}/change/")
    assert f'href="{PATH}/admin/statements/quote/{under_a_path.pk}/change/"' in page.content.decode()


def test_the_checker_finds_what_leads_elsewhere() -> None:
    text = '<a href="/search/">x</a> <a href="/record/a/">y</a> http://testserver/quotes/x/ https://other.example/b'
    assert outside(text) == ["/quotes/x/", "/search/"]
