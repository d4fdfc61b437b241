"""A collection: its address holds it, whatever became of its statements, and nothing is stored for it."""

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from statements import curation
from statements.models import Quote, State, Tombstone
from statements.pages import gathering
from statements.pages.gathering import Collection, numbers_typed, read_collection
from statements.publishing.citing import FILES, STYLES
from statements.publishing.exports import WRITERS

A, B, C = "aaaa2222", "bbbb3333", "cccc4444"
KEPT = Collection(uids=(A, B, C), notes={B: "the map: Lissel’s 5 % & more"}, title="Maps")


@pytest.fixture
def held(store, talks) -> list[str]:
    """The numbers of three statements on record, in the order of the article."""
    store(talks, outlet="The Farrow Observer")
    return list(Quote.objects.order_by("start").values_list("uid", flat=True)[:3])


def get(client, query: str, status: int = 200) -> str:
    response = client.get(f"/collection/?{query}")
    assert response.status_code == status, response.status_code
    return response.content.decode()


def led_to(client, query: str) -> dict[str, list[str]]:
    response = client.get(f"/collection/?{query}")
    assert response.status_code == 302
    return parse_qs(urlsplit(response["Location"]).query)


# What an address holds


def test_an_address_gives_back_what_was_gathered() -> None:
    assert read_collection(QueryDict(KEPT.query)) == (KEPT, [])


def test_addresses_of_the_first_version_are_read_for_good() -> None:
    kept, odd = read_collection(
        QueryDict("v=1&t=Maps+of+May&s=aaaa2222.bbbb3333&n=bbbb3333:Not+a+map:+a+chart")
    )
    assert (kept.uids, kept.title, odd) == ((A, B), "Maps of May", [])
    assert kept.notes == {B: "Not a map: a chart"}


def test_an_address_of_a_later_version_is_refused_in_a_sentence(client, db) -> None:
    assert "written in a way that this archive does not know" in get(client, f"v=2&s={A}", 400)


@pytest.mark.parametrize(
    ("query", "uids", "notes"),
    [
        (f"s={A}.{A}.{B}", (A, B), {}),  # once
        (f"s={A}&s={B}", (A, B), {}),
        (f"s=..{A}.", (A,), {}),
        (f"s={A}&n={B}:of+nothing", (A,), {}),  # a note of what is not there
        (f"s={A}&n={A}:%00one%0Aline%E2%80%AE", (A,), {A: "one line"}),
        (f"s={A}&n={A}", (A,), {}),
        ("s=", (), {}),
    ],
)
def test_odd_addresses_are_read_as_far_as_they_can(query: str, uids: tuple, notes: dict) -> None:
    kept, _odd = read_collection(QueryDict(query))
    assert (kept.uids, dict(kept.notes)) == (uids, notes)


def test_what_is_too_much_is_left_out() -> None:
    many = [f"{n:08d}" for n in range(300)]
    kept, odd = read_collection(QueryDict(f"s={'.'.join(many)}.x&n={many[0]}:{'w' * 5000}&t={'t' * 500}"))
    assert len(kept) == gathering.MOST_GATHERED and odd == ["x"]
    assert len(kept.notes[many[0]]) == gathering.LONGEST_NOTE and len(kept.title) == gathering.LONGEST_TITLE


def test_numbers_are_found_in_what_is_pasted() -> None:
    pasted = (
        f"{A}, https://record.example/quotes/{B}/#cite http://x/collection/?v=1&s={C}.dddd5555 question map"
    )
    assert numbers_typed(pasted) == ([A, B, C, "dddd5555", "question"], ["map"])
    assert numbers_typed("  ") == ([], [])


# How it is changed


def test_statements_move_and_go() -> None:
    assert gathering.moved(KEPT, C, -1).uids == (A, C, B)
    assert gathering.moved(KEPT, C, 1).uids == gathering.moved(KEPT, A, -1).uids == KEPT.uids
    assert gathering.placed_at(KEPT, A, 99).uids == (B, C, A)
    assert gathering.left_without(KEPT, B).pairs == [("v", "1"), ("t", "Maps"), ("s", f"{A}.{C}")]
    assert gathering.moved(KEPT, "nothing1", 1) is KEPT


def test_a_form_leads_to_the_collection_that_it_made(client, held) -> None:
    one, two, three = held
    assert led_to(client, f"s={one}&add={two}+/quotes/{three}/")["s"] == [f"{one}.{two}.{three}"]
    assert led_to(client, f"v=1&s={one}.{two}&up={two}")["s"] == [f"{two}.{one}"]
    assert led_to(client, f"v=1&s={one}.{two}&drop={one}") == {"v": ["1"], "s": [two]}
    noted = led_to(client, f"v=1&s={one}.{two}&of={one}&place=2&note=Seen+twice")
    assert noted == {"v": ["1"], "s": [f"{two}.{one}"], "n": [f"{one}:Seen twice"]}
    assert led_to(client, f"v=1&s={two}.{one}&order=day")["s"] == [f"{one}.{two}"]
    assert led_to(client, f"v=1&s={two}&title=Maps")["t"] == ["Maps"]
    assert client.get(f"/collection/?v=1&s={one}&drop={one}")["Location"] == "/collection/"


def test_a_full_collection_says_so_and_stays_as_it_is(client, db) -> None:
    full = ".".join(f"{n:08d}" for n in range(gathering.MOST_GATHERED))
    body = get(client, f"v=1&s={full}&add={A}")
    assert "That was not added" in body and A not in body.split('id="more"')[0]
    assert "That was not added" not in get(client, f"v=1&s={A}")


# What its page shows


def test_statements_stand_in_order_with_their_notes(client, held) -> None:
    body = get(client, f"v=1&s={held[1]}.{held[0]}&n={held[1]}:%3Cb%3Eseen%3C/b%3E&t=Maps+%26+charts")
    assert body.index(f'id="s{held[1]}"') < body.index(f'id="s{held[0]}"')
    assert "&lt;b&gt;seen&lt;/b&gt;" in body and "Maps &amp; charts</h1>" in body
    assert 'content="noindex, nofollow"' in body


def test_what_is_gone_is_told_without_its_words(client, held) -> None:
    quote = Quote.objects.get(uid=held[0])
    Quote.objects.filter(pk=quote.pk).update(state=State.REJECTED)
    Tombstone.objects.create(uid=A, article=quote.article)
    body = get(client, f"v=1&s={'.'.join([*held, A, B])}")
    assert quote.text not in body
    for said in (
        "An editor took this statement out",
        "no longer finds this statement",
        "No statement has this number",
    ):
        assert body.count(said) == 1
    assert "Files hold the statements that are still here" in body


def test_what_was_erased_is_told(client, held) -> None:
    curation.erase(Quote.objects.get(uid=held[0]), ordered_by="the court of Farrow")
    assert "was erased by order" in get(client, f"v=1&s={held[0]}")
    assert "was erased by order" not in get(client, f"v=1&s={A}")


def test_it_is_shown_without_a_cookie_and_without_a_query_for_each_statement(
    client, held, django_assert_max_num_queries
) -> None:
    client.get("/collection/")
    with django_assert_max_num_queries(12):
        response = client.get(f"/collection/?v=1&s={'.'.join(held)}")
    assert not response.cookies


def test_statements_are_found_and_added_on_its_page(client, held) -> None:
    body = get(client, f"v=1&s={held[0]}&q=winters")
    assert "1 statement found" in " ".join(body.split())
    assert re.search(r'name="add" value="\w{8}"', body)
    assert "In this collection" in get(client, f"v=1&s={held[0]}&q=map")
    assert get(client, f"v=1&s={held[0]}&q=%28%28").count('class="note"') == 1  # a fault, in a sentence


def test_every_statement_can_be_added(client, held) -> None:
    for address in ("/", "/search/?q=map", f"/quotes/{held[0]}/"):
        body = client.get(address).content.decode()
        assert f'href="/collection/?s={held[0]}"' in body, address
        assert 'href="/collection/" data-collection' in body


# What is taken away


def test_files_have_its_order_its_notes_and_nothing_that_is_gone(client, held) -> None:
    Quote.objects.filter(uid=held[0]).update(state=State.REJECTED)
    query = f"v=1&s={held[2]}.{held[0]}.{held[1]}&n={held[1]}:Seen"
    for form in WRITERS:
        response = client.get(f"/collection/statements.{form}?{query}")
        assert response.status_code == 200 and "collection" in response["Content-Disposition"]
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"/collection/statements.csv?{query}").content.decode("utf-8-sig"))
        )
    )
    assert [(row["id"], row["place"], row["note"]) for row in rows] == [
        (held[2], "1", ""),
        (held[1], "3", "Seen"),
    ]
    assert client.get(f"/collection/statements.doc?{query}").status_code == 404


def test_it_is_cited_in_every_style_and_file(client, held) -> None:
    query = f"v=1&s={'.'.join(held)}"
    body = get(client, query)
    assert body.count('class="citation"') == len(STYLES) * len(held)
    for one in FILES:
        text = client.get(f"/collection/cite.{one.form}?{query}").content.decode()
        assert all(uid in text for uid in held)
    assert len(json.loads(client.get(f"/collection/cite.json?{query}").content)) == len(held)
    assert client.get(f"/collection/cite.txt?{query}").status_code == 404
