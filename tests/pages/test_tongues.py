"""A page in the reader's language: chosen by the browser or by a link, said in its head; what programs take in none."""

import pytest
from django.test import Client

from statements.models import Event, Quote


@pytest.fixture
def talks_held(store, talks) -> None:
    store(talks)


FRENCH = {"HTTP_ACCEPT_LANGUAGE": "fr-CA,fr;q=0.9,en;q=0.5"}


def test_the_browser_chooses_and_the_page_says_so(client: Client, talks_held) -> None:
    page = client.get("/speakers/", **FRENCH)
    assert page.headers["Content-Language"] == "fr"
    assert '<html lang="fr" dir="ltr">' in page.text
    assert {"Accept-Language", "Cookie"} <= set(page.headers["Vary"].split(", "))
    english = client.get("/speakers/", HTTP_ACCEPT_LANGUAGE="pt,en;q=0.1")
    assert '<html lang="en-gb" dir="ltr">' in english.text
    assert page.headers["ETag"] != english.headers["ETag"]
    held = client.get("/speakers/", HTTP_IF_NONE_MATCH=english.headers["ETag"], **FRENCH)
    assert held.status_code == 200  # what a cache has in another language is not this page


def test_a_link_chooses_and_leads_back_to_the_page(client: Client, talks_held) -> None:
    page = client.get("/search/?q=talks&sort=newest")
    assert 'hreflang="fr"' in page.text
    chosen = client.get("/language/fr/?next=/search/%3Fq%3Dtalks%26sort%3Dnewest")
    assert (chosen.status_code, chosen.headers["Location"]) == (302, "/search/?q=talks&sort=newest")
    assert 'lang="fr"' in client.get("/", HTTP_ACCEPT_LANGUAGE="en").text.split("\n", 2)[1]
    client.get("/language/en-gb/?next=/")
    assert 'lang="en-gb"' in client.get("/", **FRENCH).text.split("\n", 2)[1]


@pytest.mark.parametrize("address", ["/", "/about/", "/data/", "/nowhere/"])
def test_the_languages_stand_at_the_foot_of_every_page(client: Client, talks_held, address: str) -> None:
    foot = client.get(address).text.rpartition("<footer")[2]
    assert '<b lang="en-gb">English</b>' in foot
    assert (
        f'hreflang="fr"\n              href="/language/fr/?next={address.replace("/", "%2F")}">Français'
        in foot
    )


def test_a_language_of_texts_is_named_in_that_of_the_page(client: Client, store) -> None:
    left = "La ministre a quitté les pourparlers vendredi sans fixer de date pour la suite des négociations. "
    store(f"Les envoyés quittent Lissel sans date\n\n{left * 6}")
    assert "Language: French" in client.get("/about/").text
    assert "Langue\xa0: Français" in client.get("/about/", **FRENCH).text


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "", "\r\nX: y"]
)
def test_a_link_leads_nowhere_else(client: Client, talks_held, to: str) -> None:
    assert client.get("/language/fr/", {"next": to}).headers["Location"] == "/"


def test_a_language_that_there_is_not_is_not_found(client: Client, talks_held) -> None:
    answer = client.get("/language/xx/?next=/")
    assert (answer.status_code, "language" in answer.cookies) == (404, False)


@pytest.mark.parametrize(
    "address", ["/search/statements.csv?q=talks", "/search/feed/?q=talks", "/sitemap.xml", "/robots.txt"]
)
def test_what_programs_take_is_the_same_for_everybody(client: Client, talks_held, address: str) -> None:
    def body(**said: str) -> bytes:
        answer = client.get(address, **said)
        assert "Accept-Language" not in answer.headers.get("Vary", "")
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    assert body(**FRENCH) == body(HTTP_ACCEPT_LANGUAGE="en")


def test_why_words_are_somebodys_is_said_in_the_readers_language(client: Client, talks_held) -> None:
    quote = Quote.objects.get(text__startswith="We will not accept").get_absolute_url()
    assert (
        "a reporting verb with a name behind it" in client.get(quote).text
        or "before a reporting verb" in client.get(quote).text
    )
    assert "verbe de parole" in client.get(quote, **FRENCH).text


def test_what_the_first_reader_was_offered_is_offered_to_the_next_in_their_own_language(
    client: Client, talks_held
) -> None:
    assert "was quoted as saying" in client.get("/").text
    home = client.get("/", **FRENCH).text
    assert "cité en entier" in home and "was quoted as saying" not in home


def test_how_much_is_held_of_an_event_is_not_said_to_have_taken_place(client: Client, talks_held) -> None:
    event = Event.objects.order_by("pk").first()
    assert event is not None
    page = client.get(event.get_absolute_url(), **FRENCH).text
    assert "<dt>Dans l’archive</dt>" in page and "<dt>A eu lieu</dt>" not in page


def test_words_of_sources_keep_their_own_language(client: Client, talks_held) -> None:
    page = client.get("/search/?q=talks", **FRENCH).text
    assert '<blockquote class="words" lang="en"' in page


def test_a_language_from_right_to_left_turns_the_page(client: Client, talks_held, settings) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("ar", "العربية")]
    assert '<html lang="ar" dir="rtl">' in client.get("/", HTTP_ACCEPT_LANGUAGE="ar").text
