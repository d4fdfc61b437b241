"""The page of an utterance, and how an editor joins and parts."""

import pytest
from django.contrib.auth import get_user_model

from statements.identity.utterances import place_due
from statements.models import Article, Quote, Utterance
from tests.identity.test_utterances import LINES, article


@pytest.fixture
def printed(store) -> Utterance:
    """A line as two outlets print it, the second without its end."""
    store(article("Lissel", [LINES[0]]), "a.txt", outlet="The Lissel Courier")
    store(article("Hollin", [" ".join(LINES[0].split()[:14])]), "b.txt", outlet="Hollin Mail")
    place_due()
    return Utterance.objects.get()


def test_every_printing_is_shown_with_its_drift(client, printed) -> None:
    body = client.get(printed.get_absolute_url()).content.decode()
    assert LINES[0][:40] in body and "<del>never saw the strait in winter</del>" in body
    assert body.count("fullest wording</b>") == 1
    assert "not known: not every source" in body


def test_the_first_printing_is_told_where_times_with_offsets_prove_it(client, printed) -> None:
    for headline, moment in (
        ("Lissel", "2021-03-12T18:30:00+03:00"),
        ("Hollin", "2021-03-12T16:00:00+00:00"),
    ):
        row = Article.objects.get(headline=f"Talks go on in {headline}")
        row.says = {"published": {"value": moment, "found": "JSON-LD"}}
        row.save()
    body = client.get(printed.get_absolute_url()).content.decode()
    assert "not proved" not in body  # 15:30 and 16:00 in one clock
    assert body.index("first printing") < body.index("Hollin Mail</cite></a>\n              ")


def test_a_statement_leads_to_its_utterance(client, printed) -> None:
    quote = Quote.objects.filter(utterance=printed).first()
    assert printed.get_absolute_url() in client.get(quote.get_absolute_url()).content.decode()


def test_an_address_stays(client, printed) -> None:
    later = Utterance.objects.create(merged_into=printed)
    assert client.get(later.get_absolute_url())["Location"] == printed.get_absolute_url()
    Quote.objects.filter(article__headline="Talks go on in Hollin").update(utterance=None)
    assert "/quotes/" in client.get(printed.get_absolute_url())["Location"]
    assert client.get("/utterances/nothing/").status_code == 404


def test_an_editor_parts_and_joins_at_the_desk(client, admin_client, printed) -> None:
    one, two = Quote.objects.filter(utterance=printed).order_by("pk")
    address = f"/admin/review/utterances/{one.uid}/"
    assert client.get(address).status_code in (302, 403)
    assert b"take it out" in admin_client.get(address).content
    admin_client.post(address, {"part": two.uid})
    assert not Quote.objects.exclude(utterance=None).exists()
    admin_client.post(address, {"uid": f"http://testserver{two.get_absolute_url()}", "why": "One evening"})
    assert Quote.objects.exclude(utterance=None).count() == 2
    told = admin_client.post(address, {"uid": "nothing"}, follow=True).content.decode()
    assert "There is no such statement" in told
    assert get_user_model().objects.count() == 1
