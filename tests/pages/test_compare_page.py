"""The pages that set sides beside each other, and that follow a position."""

import html
import re

import pytest

from statements.models import Quote, Speaker
from statements.pages import compare as compare_page
from statements.search.find import Unavailable
from statements.search.maintenance import drain

TOLAN, ROKE = "side=speaker:mira-tolan", "side=speaker:halden-roke"


@pytest.fixture
def two_sides(store, talks):
    """Tolan in March, Roke in May of 2021, one article each."""
    store(talks, "a.txt", outlet="The Farrow Observer")
    other = talks.replace("Mira Tolan", "Halden Roke").replace("Tolan", "Roke").replace("night", "noon")
    store(other.replace("12 March, 2021 18:30", "3 May, 2021 10:00"), "b.txt", outlet="Hollin Mail")


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return html.unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_an_empty_page_teaches(client, two_sides) -> None:
    body = page(client, "/compare/")
    assert "a speaker, a source, or a time such as 2018-05 to 2019" in body
    assert "/compare/?side=source%3A" in body  # two outlets that are held
    assert "stands alone" not in body
    assert "Mira Tolan stands alone" in page(client, f"/compare/?{TOLAN}")


def test_sides_stand_beside_each_other(client, two_sides) -> None:
    body = page(client, f"/compare/?{TOLAN}&{ROKE}&q=map")
    assert "drawn at night" in re.sub("<.*?>", "", body) and "drawn at noon" in re.sub("<.*?>", "", body)
    assert "March 2021" in body and "April 2021" in body  # months without anything as well
    assert body.count("<svg") == 2
    assert "/search/?q=map&speaker=mira-tolan&from=2021-03&to=2021-03&each=1" in body
    assert 'class="whose">printed' in body
    assert "/speakers/mira-tolan/position/?q=map" in body
    assert 'value="Mira Tolan"' in body  # a name is shown where it leads to the same
    everything = page(client, f"/compare/?{TOLAN}&{ROKE}")
    assert "per cent" not in everything  # a share of itself


def test_a_share_is_told_in_bars_and_table(client, two_sides) -> None:
    body = page(client, f"/compare/?{TOLAN}&{ROKE}&q=map&measure=share")
    said = Quote.objects.filter(speaker__slug="mira-tolan").count()
    share = round(100 / said)
    assert f"{share} per cent of all that was said then" in body
    assert f"1 of {said}, {share} per cent" in body


def test_a_link_of_a_bar_finds_what_the_bar_counts(client, two_sides) -> None:
    body = client.get("/compare/?side=2021-03&side=2021-05&q=map").content.decode()
    bars = re.findall(r'<a href="(/search/[^"]+)" aria-label="([^"]+): (\d+) statement', body)
    assert {(name, count) for _, name, count in bars} == {("March 2021", "1"), ("May 2021", "1")}
    for address, _name, count in bars:
        assert client.get(html.unescape(address)).context["total"] == int(count)


def test_what_is_probably_somebodys_is_not_counted(client, two_sides) -> None:
    tolan = Speaker.objects.get(slug="mira-tolan")
    before = client.get(f"/compare/?{TOLAN}&{ROKE}").context["found"].sides[0].share
    Quote.objects.filter(speaker=tolan, text__startswith="We will").update(
        speaker=None, probable_speaker=tolan
    )
    drain()
    after = client.get(f"/compare/?{TOLAN}&{ROKE}").context["found"].sides[0].share
    assert after.of == before.of - 1
    assert "drawn at night" not in page(client, f"/compare/?{TOLAN}&{ROKE}&q=map")


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    [
        (f"side=Nobody+Known&{TOLAN}", 400, "Nobody and no source on record is called “Nobody Known”"),
        (f"{TOLAN}&{TOLAN}", 400, "“Mira Tolan” stands here twice"),
        (f"{TOLAN}&{ROKE}&q=(map", 400, "A bracket is open"),
        (f"{TOLAN}&{ROKE}&q=walrus", 200, "None of the sides is on record with this search"),
        (
            f"{TOLAN}&{ROKE}&side=2021&side=2020&side=2019",
            200,
            "Four sides at most are compared; left out: 2019",
        ),
        (f"{TOLAN}&side=%3Cscript%3E", 400, "is called “<script>”"),
        (f"{TOLAN}&{ROKE}&q={'a' * 900}", 400, "longer than"),
        (f"{TOLAN}&{ROKE}&page=51", 404, "Results are not listed this far down"),
        (f"{TOLAN}&{ROKE}&side=Mira+Toln", 200, "Nobody and no source"),  # the other two are compared
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(
    client, two_sides, asked: str, status: int, sentence: str
) -> None:
    body = page(client, f"/compare/?{asked}", status)
    assert sentence in body
    assert "<script>alert" not in body


def test_statements_are_leafed_through(client, two_sides, monkeypatch) -> None:
    monkeypatch.setattr(compare_page, "PAGE", 1)
    first = page(client, f"/compare/?{TOLAN}&{ROKE}&q=map")
    second = page(client, f"/compare/?{TOLAN}&{ROKE}&q=map&page=2")
    assert "May 2021</h3>" in first and "March 2021</h3>" not in first
    assert "March 2021</h3>" in second and "By date, 2 to 2" in second
    assert "March 2021</h3>" in page(client, f"/compare/?{TOLAN}&{ROKE}&q=map&sort=oldest")


def test_a_broken_index_is_said(client, two_sides, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise Unavailable("no index")

    monkeypatch.setattr(compare_page, "compare_sides", broken)
    assert "Nothing is lost" in page(client, f"/compare/?{TOLAN}&{ROKE}", 503)


def test_pages_lead_there(client, two_sides) -> None:
    assert "/compare/?side=speaker:mira-tolan" in page(client, "/speakers/mira-tolan/")
    assert "/compare/?side=source:hollin-mail" in page(client, "/sources/hollin-mail/")
    assert re.search(
        r"/compare/\?side=speaker%3A[a-z-]+&side=speaker%3A[a-z-]+&q=map", page(client, "/search/?q=map")
    )
    assert "Compare on this search" not in page(client, "/search/?q=night")  # which one alone says


# A position


@pytest.fixture
def position(store, talks):
    """The same words in March, in other words in May, in June another subject; one printing more of the first."""
    store(talks, "a.txt", outlet="The Farrow Observer")
    store(
        talks.replace("drawn at night", "drawn at noon").replace("12 March", "7 May"),
        "b.txt",
        outlet="Hollin Mail",
    )
    other = talks.replace(
        "We will not accept a map that was drawn at night", "A map is no harbour, whoever draws it"
    )
    store(other.replace("12 March", "9 June"), "c.txt", outlet="Hollin Mail")


def test_a_position_is_followed_from_the_first_time(client, position) -> None:
    body = page(client, "/speakers/mira-tolan/position/?q=map")
    plain = re.sub("<.*?>", "", body)
    assert plain.index("drawn at night") < plain.index("drawn at noon") < plain.index("no harbour")
    assert "<del>night</del>" in body and "<ins>noon</ins>" in body
    assert body.count("Compared with the time before") == 1
    assert body.count("In other words than the time before") == 1


def test_the_first_of_a_page_is_held_against_the_last_of_the_page_before(
    client, position, monkeypatch
) -> None:
    monkeypatch.setattr("statements.pages.positions.PAGE", 1)
    monkeypatch.setattr("statements.pages.positions.pager", lambda *a, **k: None)
    body = page(client, "/speakers/mira-tolan/position/?q=map&page=2")
    assert "<del>night</del>" in body and "no harbour" not in body


def test_a_position_without_a_search_or_without_statements_says_what_to_do(client, position) -> None:
    assert "Type the words of a subject" in page(client, "/speakers/mira-tolan/position/")
    assert "is not on record with this search" in page(client, "/speakers/mira-tolan/position/?q=walrus")
    assert "A bracket is open" in page(client, "/speakers/mira-tolan/position/?q=(map", 400)
    assert client.get("/speakers/nobody/position/").status_code == 404
    Speaker.objects.filter(slug="mira-tolan").update(state="rejected")
    assert client.get("/speakers/mira-tolan/position/?q=map").status_code == 410
