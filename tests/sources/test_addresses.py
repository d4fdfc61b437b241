"""Which addresses are those of one page."""

import pytest

from statements.sources.addresses import address_key, site_of

PAGE = "https://www.orvel.example/news/ferry-sails"


@pytest.mark.parametrize(
    "same",
    [
        "http://orvel.example/news/ferry-sails/",
        "https://m.orvel.example/news/ferry-sails?utm_source=letter&fbclid=aBc",
        "https://www.orvel.example/amp/news/ferry-sails",
        "https://www.orvel.example/news/ferry-sails/amp/",
        "https://www.orvel.example/news/ferry-sails.amp",
        "https://amp.orvel.example:443/news/ferry-sails#comments",
        "HTTPS://WWW.ORVEL.EXAMPLE/news/ferry%2Dsails",
    ],
)
def test_addresses_of_one_page(same: str) -> None:
    assert address_key(same) == address_key(PAGE) == "orvel.example/news/ferry-sails"


@pytest.mark.parametrize(
    "other",
    [
        "https://www.orvel.example/news/ferry-sails-2",
        "https://www.orvel.example/news/ferry-sails?page=2",
        "https://sport.orvel.example/news/ferry-sails",
        "https://www.orvel.example:8080/news/ferry-sails",
        "https://www.orvel.example/news/camp",
        "https://www.orvel.example/news/Ferry-Sails",  # a path knows its letters' case
        "https://m.example/news/ferry-sails",  # the whole name, and no place beside it
    ],
)
def test_addresses_of_other_pages(other: str) -> None:
    assert address_key(other) not in ("", address_key(PAGE))


@pytest.mark.parametrize(
    "none",
    [
        "",
        "https://www.orvel.example/",
        "ferry",
        "file:///etc/passwd",
        "https://",
        "http://[::1",
        "http://a:99999/",
    ],
)
def test_what_is_no_address_of_the_web(none: str) -> None:
    assert address_key(none) == site_of(none) == ""


def test_the_site_of_an_address() -> None:
    assert site_of("https://m.orvel.example/news?id=4") == "orvel.example"
    assert site_of("https://orvel.example?id=4") == "orvel.example"
