"""Cards in the pages of others, and the oEmbed address: what a frame shows is what the archive holds now."""

from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from statements import curation
from statements.curation.erasing import erase
from statements.models import Erasure, Quote, Tombstone, Utterance


@pytest.fixture
def quote(store, talks):
    store(talks, outlet="The Farrow Observer", url="https://observer.example/1")
    return Quote.objects.get(text__startswith="We will not accept")


def card_of(row) -> str:
    return f"{row.get_absolute_url()}card/"


def asked(client, row, **given: str):
    return client.get(reverse("oembed"), {"url": f"http://testserver{row.get_absolute_url()}", **given})


def test_a_card_has_the_words_the_speaker_the_day_the_outlet_the_state_and_a_link(client, quote) -> None:
    answer = client.get(card_of(quote))
    body = answer.content.decode()
    for shown in (
        "Mira Tolan",
        "a map that was drawn at night",
        "12 March 2021",
        "printed",
        "The Farrow Observer",
    ):
        assert shown in body
    assert 'data-state="machine"' in body and f'href="{quote.get_absolute_url()}"' in body
    assert "<script" not in body and 'style="' not in body and "<form" not in body


def test_a_card_alone_may_stand_in_a_frame(client, quote) -> None:
    framed, page = client.get(card_of(quote)), client.get(quote.get_absolute_url())
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "script-src" not in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert framed["Cache-Control"] == "public, max-age=60"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"] and page["X-Frame-Options"] == "DENY"
    again = client.get(card_of(quote), headers={"If-None-Match": framed["ETag"]})
    assert again.status_code == 304 and "frame-ancestors *" in again["Content-Security-Policy"]
    nothing = client.get("/quotes/nothing1/card/")
    assert nothing.status_code == 404 and "map" not in nothing.content.decode()


def test_a_correction_shows_in_what_is_embedded(client, quote) -> None:
    curation.judge(quote, None, "on the quay", venue="on the quay")
    body = client.get(card_of(quote)).content.decode()
    assert 'data-state="corrected"' in body and "An editor corrected this record on" in body


def test_what_was_withdrawn_says_so_where_it_is_embedded(client, quote) -> None:
    curation.withdraw(quote, None, "nobody said it")
    answer = client.get(card_of(quote))
    body = answer.content.decode()
    assert answer.status_code == 200 and "This was withdrawn" in body
    assert "map" not in body and "Tolan" not in body and "Farrow" not in body
    assert asked(client, quote).status_code == 404


def test_a_statement_that_is_no_longer_found_says_so(client, quote) -> None:
    Tombstone.objects.create(uid="gone2345", article=quote.article, fingerprint="x")
    answer = client.get("/quotes/gone2345/card/")
    assert answer.status_code == 200 and "no longer read as a statement" in answer.content.decode()


def test_what_was_erased_says_that_and_nothing_else(client, quote) -> None:
    address = card_of(quote)
    erase(quote, "the court of Farrow")
    answer = client.get(address)
    body = answer.content.decode()
    assert Erasure.objects.exists() and answer.status_code == 410 and "This was erased" in body
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert not any(word in body for word in ("map", "Tolan", "Farrow", "/quotes/"))


def test_an_utterance_has_a_card_with_its_printings(client, quote, store, talks) -> None:
    store(talks, "b.txt", outlet="Other Post", url="https://other.example/1")
    utterance = Utterance.objects.create()
    rows = Quote.objects.filter(text=quote.text)
    rows.update(utterance=utterance)
    body = client.get(card_of(utterance)).content.decode()
    assert "The fullest wording of 2 printings" in body and "Other Post" in body and "Farrow Observer" in body
    assert asked(client, utterance).json()["html"].count(f"/utterances/{utterance.uid}/card/") == 1
    curation.withdraw(rows.exclude(pk=quote.pk).get(), None, "no statement")
    assert client.get(card_of(utterance))["Location"] == card_of(quote)
    curation.withdraw(quote, None, "no statement")
    assert "This was withdrawn" in client.get(card_of(utterance)).content.decode()
    assert asked(client, utterance).status_code == 404


def test_oembed_gives_a_frame_that_fits(client, quote) -> None:
    answer = asked(client, quote)
    told = answer.json()
    assert (told["type"], told["version"], told["width"]) == ("rich", "1.0", 550)
    assert told["author_name"] == "Mira Tolan"
    assert told["thumbnail_url"].endswith("card.png")
    assert f'src="http://testserver{card_of(quote)}"' in told["html"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    small = asked(client, quote, maxwidth="300", maxheight="180").json()
    assert (small["width"], small["height"]) == (300, 180) and "thumbnail_url" not in small
    assert 'width="300" height="180"' in small["html"]
    assert asked(client, quote, maxwidth="300").json()["height"] > told["height"]


def test_oembed_in_xml_says_the_same(client, quote) -> None:
    answer = asked(client, quote, format="xml")
    assert answer["Content-Type"].startswith("text/xml")
    tree = ElementTree.fromstring(answer.content)
    assert {one.tag: one.text for one in tree} == {
        name: str(value) for name, value in asked(client, quote).json().items()
    }


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"format": "yaml"}, 501),
        ({"maxwidth": "wide"}, 400),
        ({"maxheight": "0"}, 400),
        ({"maxwidth": "٣٠٠"}, 400),
        ({"url": ""}, 404),
        ({"url": "http://elsewhere.example/quotes/x/"}, 404),
        ({"url": "http://testserver/quotes/nothing1/"}, 404),
        ({"url": "http://testserver/about/"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": "http://[testserver/quotes/x/"}, 404),
    ],
)
def test_oembed_answers_nothing_else(client, quote, given: dict[str, str], status: int) -> None:
    answer = asked(client, quote, **given)
    assert answer.status_code == status


def test_names_do_not_break_out_of_the_frame(client, quote) -> None:
    Quote.objects.filter(pk=quote.pk).update(text='"><script>alert(1)</script>')
    html = asked(client, quote).json()["html"]
    assert html.count("<") == 2 and html.startswith("<iframe ") and html.endswith("></iframe>")


def test_pages_tell_where_oembed_is_and_which_code_to_copy(client, quote) -> None:
    body = client.get(quote.get_absolute_url()).content.decode()
    where = f"/oembed/?{urlencode({'url': f'http://testserver{quote.get_absolute_url()}'})}"
    assert 'type="application/json+oembed"' in body and f"{where}&amp;format=json" in body
    assert f"{where}&amp;format=xml" in body
    assert f"&lt;iframe src=&quot;http://testserver{card_of(quote)}&quot;" in body
    assert "oembed" not in client.get(quote.article.get_absolute_url()).content.decode()
