"""Which addresses are asked at all, and how they are shown."""

import pytest

from statements.network.addresses import parse_address, shown_address
from statements.network.faults import Unfetchable


@pytest.mark.parametrize(
    ("told", "whole"),
    [
        ("https://courier.example/a?b=1#c", "https://courier.example/a?b=1"),
        ("HTTP://Courier.Example", "http://courier.example/"),
        ("https://courier.example:443/", "https://courier.example/"),
        ("http://courier.example:443/", "http://courier.example:443/"),
        ("https://courier.example./a", "https://courier.example/a"),
        ("https://büro.example/straße", "https://xn--bro-hoa.example/stra%C3%9Fe"),
        ("https://courier.example/two words", "https://courier.example/two%20words"),
        ("https://courier.example/%7Ea/100%25", "https://courier.example/%7Ea/100%25"),
        ("http://93.184.216.34/", "http://93.184.216.34/"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
        ("  https://courier.example/\n", "https://courier.example/"),
    ],
)
def test_an_address_is_kept_in_one_spelling(told: str, whole: str) -> None:
    assert parse_address(told).whole == whole
    assert parse_address(whole).whole == whole


@pytest.mark.parametrize(
    "told",
    [
        "",
        "courier.example/a",
        "//courier.example/a",
        "file:///etc/passwd",
        "ftp://courier.example/a",
        "gopher://courier.example/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "https:///a",
        "https://name:word@courier.example/",
        "https://name@courier.example/",
        "https://courier.example@10.0.0.1/",
        "https://courier.example:8080/",
        "https://courier.example:0/",
        "https://courier.example:99999/",
        "https://courier.example:x/",
        "https://courier.example\\@10.0.0.1/",
        "https://courier.example/a\r\nHost: other",
        "https://courier.example/a\tb",
        "https://cou rier.example/",
        "https://courier..example/",
        "https://%31%32%37.0.0.1/",
        "https://[::1%25eth0]/",
        "https://[courier.example]/",
        "https://courier.example/" + "a" * 1000,
        "https://" + "a" * 64 + ".example/",
    ],
)
def test_what_is_no_address_to_ask_is_refused(told: str) -> None:
    with pytest.raises(Unfetchable) as refused:
        parse_address(told)
    assert not refused.value.passing


@pytest.mark.parametrize(
    "host",
    ["0x7f.1", "0x7f000001", "2130706433", "017700000001", "127.1", "0177.0.0.1", "127.0.0.01", "1.2.3.4.5",
     "256.1.1.1", "１２７.１", "127。1"],
)  # fmt: skip
def test_a_number_that_hides_which_machine_it_is_is_refused(host: str) -> None:
    with pytest.raises(Unfetchable):
        parse_address(f"http://{host}/")


def test_a_port_that_the_operator_lists_is_asked() -> None:
    assert parse_address("http://courier.example:8080/", frozenset({8080})).port == 8080


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/b", "https://courier.example/b"),
        ("c?d", "https://courier.example/a/c?d"),
        ("//other.example/", "https://other.example/"),
        ("http://other.example/x#y", "http://other.example/x"),
    ],
)
def test_a_link_leads_on_from_where_it_stands(link: str, whole: str) -> None:
    assert parse_address("https://courier.example/a/b").link(link).whole == whole


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "http://a:b@other.example/", "http://other.example:22/"]
)
def test_a_link_is_looked_at_like_any_address(link: str) -> None:
    with pytest.raises(Unfetchable):
        parse_address("https://courier.example/").link(link)


@pytest.mark.parametrize(
    ("whole", "shown"),
    [
        ("https://courier.example/a?page=2", "https://courier.example/a?page=2"),
        ("https://courier.example/a?token=abc&page=2", "https://courier.example/a?token=…&page=2"),
        ("https://courier.example/a?q=0123456789abcdef", "https://courier.example/a?q=…"),
        ("https://courier.example/a?0123456789abcdef", "https://courier.example/a?012…"),
        ("https://ada:nine@courier.example/a", "https://courier.example/a"),
        ("https://courier.example/a\x1b[2J", "https://courier.example/a?[2J"),
    ],
)
def test_what_may_be_a_secret_is_not_shown(whole: str, shown: str) -> None:
    assert shown_address(whole) == shown
