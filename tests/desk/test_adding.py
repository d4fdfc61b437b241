"""Adding at the desk: seen before anything is stored, held against the archive, stored by a button, and for editors alone."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.desk import adding
from statements.intake.loads import Gift, NotTaken
from statements.models import Article, Intake, IntakeItem, Outlet, Quote, Revision, Source, Speaker
from statements.search.find import find
from statements.search.maintenance import drain
from tests.intake.making import STUB, article, articles_packed, packed
from tests.network.serving import Site, reply

from .working import body, signed_in

ADD = "/admin/review/add/"
TABLES = (Article, Source, Quote, Speaker, Outlet, Revision)


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    return tmp_path / "uploads"


@pytest.fixture
def editor(archive) -> Client:
    return signed_in("edda", "editor")


def give(client: Client, status: int = 302, **values: object) -> str:
    """Send the form; return the address of the draft, or the page that says what is wrong."""
    response = client.post(ADD, values)
    assert response.status_code == status, response.content.decode()[:3000]
    return response["Location"] if status == 302 else response.content.decode()


def press(client: Client, address: str, act: str, status: int = 302, **values: str) -> str:
    response = client.post(address, {"act": act, **values})
    assert response.status_code == status, response.content.decode()[:3000]
    return response["Location"] if status == 302 else response.content.decode()


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def rows() -> list[int]:
    return [table.objects.count() for table in TABLES]


# Seen before it is stored


def test_a_pasted_text_is_seen_as_it_would_be_read_and_nothing_is_stored(editor, talks) -> None:
    address = give(editor, text=talks, outlet="The Farrow Observer")
    page = body(editor, address)
    said = words(page)
    assert "Nothing of it is stored yet" in said
    assert "<h1" in page and "Envoys leave Lissel without a date" in page
    assert "<cite>The Farrow Observer</cite>" in page
    assert "12 March 2021" in said
    assert "12 March, 2021 18:30" in said  # the evidence of the date
    assert re.search(
        r'<span class="said"\s+data-kind="direct">“We will not accept a map that was drawn at night,”', page
    )
    assert (
        re.search(r"1 Mira Tolan, Kestran Foreign Minister, quoted in full", said, re.I)
        or "Mira Tolan" in said
    )
    assert "quoted in full" in said and "quoted in part" in said
    assert rows() == [0] * len(TABLES)
    assert (Intake.objects.get().state, Intake.objects.get().given_by.username) == ("draft", "edda")


def test_it_is_stored_by_a_button_and_found(editor, talks) -> None:
    address = give(editor, text=talks)
    place = press(editor, address, "store")
    kept = Article.objects.get()
    assert place == reverse("desk:article", args=[kept.pk])
    assert kept.text == talks
    assert bytes(kept.source.data) == talks.encode()
    drain()
    assert find(Quote, "drawn at night").total == 1
    assert "Taken in" in words(body(editor, address))


def test_a_button_that_is_pressed_twice_stores_once(editor, talks) -> None:
    address = give(editor, text=talks)
    press(editor, address, "store")
    press(editor, address, "store")
    assert Article.objects.count() == 1


def test_what_is_told_beside_it_changes_what_is_seen(editor, talks) -> None:
    address = give(editor, text=talks)
    assert "Outlet not known" in body(editor, address)
    press(
        editor,
        address,
        "tell",
        outlet="The Farrow Observer",
        published="2021-03-13",
        url="https://farrow.example/1",
    )
    said = words(body(editor, address))
    assert "The Farrow Observer" in said and "13 March 2021" in said and "given with the article" in said
    assert rows() == [0] * len(TABLES)
    refused = press(editor, address, "tell", 400, published="last week")
    assert "is no date" in refused
    press(editor, address, "store")
    kept = Article.objects.get()
    assert (kept.outlet.name, str(kept.published), kept.url) == (
        "The Farrow Observer", "2021-03-13", "https://farrow.example/1",
    )  # fmt: skip


def test_a_draft_that_is_put_away_leaves_nothing(editor, talks, uploads) -> None:
    address = give(editor, text=talks)
    assert press(editor, address, "discard") == ADD
    assert not Intake.objects.exists()
    assert not [path for path in uploads.rglob("*") if path.is_file()]
    assert editor.get(address).status_code == 404


def test_what_is_no_article_is_said_and_has_no_button(editor) -> None:
    page = body(editor, give(editor, text=STUB))
    assert "It cannot be read" in page
    assert 'value="store"' not in page and 'value="discard"' in page


def test_text_in_another_language_is_seen_without_statements(editor) -> None:
    french = "Les envoyés quittent Lissel sans date\n\n" + (
        "La ministre a quitté les pourparlers vendredi sans fixer de date pour la suite des négociations. "
        * 6
    )
    assert "Statements are not read in this language (French)" in words(
        body(editor, give(editor, text=french))
    )


# What is held already


def test_the_same_bytes_are_said_to_be_held(editor, store, talks) -> None:
    kept = store(talks).article
    page = body(editor, give(editor, text=talks))
    assert "has these very bytes: storing them changes nothing" in page
    assert reverse("desk:article", args=[kept.pk]) in page


def test_the_same_address_is_said_to_be_held(editor, store, talks) -> None:
    store(talks, url="https://farrow.example/1")
    other = article(3).decode()
    assert "has this address, with other bytes" in body(
        editor, give(editor, text=other, url="https://farrow.example/1")
    )
    assert "has this address" not in body(editor, give(editor, text=other, url="https://farrow.example/2"))


def test_the_same_statements_are_said_to_be_held(editor, store, talks) -> None:
    store(talks)
    said = words(body(editor, give(editor, text=talks.replace("Envoys leave", "Late news: envoys leave"))))
    assert "of its statements are held in the same words" in said


def test_the_same_headline_of_the_same_day_is_said_to_be_held(editor, store) -> None:
    store(article(1).decode())
    changed = article(1).decode().replace("map 1 that was drawn", "such a chart that somebody drew")
    assert "from that day under this headline" in words(body(editor, give(editor, text=changed)))


def test_what_is_not_held_is_not_said_to_be(editor, store, talks) -> None:
    store(talks)
    page = body(editor, give(editor, text=article(9).decode()))
    assert 'class="note held"' not in page


# Files


def test_several_files_are_listed_and_each_can_be_looked_at(editor) -> None:
    address = give(
        editor, file=[file("a.txt", article(1)), file("b.txt", article(2)), file("c.txt", STUB.encode())]
    )
    page = body(editor, address)
    assert "2 articles would be read" in words(page)
    assert "It is not taken:" in words(page)
    second = body(editor, f"{address}?n=2")
    assert "Envoys leave Lissel, part 2" in second and 'class="said"' in second
    assert rows() == [0] * len(TABLES)
    assert press(editor, address, "store") == address
    assert Article.objects.count() == 2
    said = words(body(editor, address))
    assert "3 read: 2 new, 0 held already, 1 refused" in said and "c.txt" in said


def test_a_larger_load_waits_for_the_worker(editor) -> None:
    address = give(editor, file=file("all.zip", articles_packed(12)))
    assert "The first 10 of what would be read" in words(body(editor, address))
    assert press(editor, address, "store") == address
    assert (Intake.objects.get().state, Article.objects.count()) == ("waiting", 0)


def test_more_than_the_limit_is_refused_in_a_sentence_and_not_kept(editor, settings, uploads) -> None:
    settings.ONRECORD_MAX_UPLOAD_BYTES = 20_000
    page = give(editor, 400, file=file("a.txt", b"x" * 30_000))
    assert "are taken at once. Nothing of it was kept" in page
    settings.ONRECORD_MAX_UPLOAD_BYTES, settings.ONRECORD_MAX_UPLOAD_FILES = 1_000_000, 2
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    page = give(editor, 400, file=[file(f"{n}.txt", article(n)) for n in range(3)])
    assert "At most 2 files are taken at once" in page
    assert not Intake.objects.exists()
    assert not [path for path in uploads.rglob("*") if path.is_file()]
    give(editor, file=[file(f"{n}.txt", article(n)) for n in range(2)])


def test_an_editor_has_so_much_lie_here_and_no_more(editor, settings, uploads) -> None:
    data = article(1)
    settings.ONRECORD_KEPT_UPLOAD_BYTES = len(data) + 100
    first = give(editor, file=file("a.txt", data))
    page = words(give(editor, 400, file=file("b.txt", article(2))))
    assert "1 parts with 0 MB still lie here" in page and "Nothing of this was kept" in page
    assert IntakeItem.objects.count() == len([one for one in uploads.rglob("*") if one.is_file()]) == 1
    press(editor, first, "discard")
    give(editor, file=file("b.txt", article(2)))
    settings.ONRECORD_KEPT_UPLOAD_BYTES, settings.ONRECORD_KEPT_UPLOAD_FILES = 0, 1
    assert "still lie here" in words(give(editor, 400, file=file("c.txt", article(3))))
    # What another one gave counts for them alone, and 0 is no bound.
    give(signed_in("runa", "editor"), file=file("c.txt", article(3)))
    settings.ONRECORD_KEPT_UPLOAD_FILES = 0
    give(editor, file=file("d.txt", article(4)))


def test_so_long_a_text_that_no_form_takes_it_is_refused_in_a_sentence(editor, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5000
    assert "Save it as a file" in give(editor, 400, text="word " * 2000)


def test_a_script_is_answered_in_json(editor) -> None:
    taken = editor.post(ADD, {"file": file("a.txt", article(1))}, headers={"Accept": "application/json"})
    assert json.loads(taken.content) == {"url": reverse("desk:load", args=[Intake.objects.get().pk])}
    refused = editor.post(ADD, {}, headers={"Accept": "application/json"})
    assert refused.status_code == 400
    assert "Paste a text" in json.loads(refused.content)["refused"]


def test_hostile_names_and_members_are_words(editor, uploads, tmp_path) -> None:
    data = packed([("../../outside.txt", article(1)), ("<script>alert(1)</script>.txt", article(2))])
    address = give(editor, file=file("../../<b>up</b>.zip", data))
    page = body(editor, address)
    assert "<script>alert" not in page and "<b>up" not in page
    press(editor, address, "store")
    assert Article.objects.count() == 2
    assert not list(tmp_path.rglob("*outside*"))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Paste a text, give an address, or choose files"),
        ({"text": "  \n "}, "Paste a text"),
        ({"text": "A text", "published": "soon"}, "is no date"),
        ({"url": "javascript:alert(1)"}, "has to begin with http"),
        ({"text": "A text", "outlet": "x" * 300}, "longer than 200"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(editor, values, sentence: str) -> None:
    page = give(editor, 400, **values)
    assert sentence in page
    if values.get("text", "").strip():
        assert ">A text</textarea>" in page
    assert not Intake.objects.exists()


def test_an_address_is_that_of_one_file(editor) -> None:
    both = [file("a.txt", article(1)), file("b.txt", article(2))]
    assert "An address is that of one article" in give(editor, 400, url="https://a.example/1", file=both)
    give(editor, url="https://a.example/1", file=file("a.txt", article(1)))
    assert IntakeItem.objects.get().told == {"url": "https://a.example/1"}


def test_an_address_is_not_given_to_all_that_a_file_holds(editor) -> None:
    address = give(editor, url="https://a.example/1", file=file("two.zip", articles_packed(2)))
    assert "An address is that of one article, and here are several" in press(editor, address, "store", 400)
    press(editor, address, "tell", outlet="The Farrow Observer")
    press(editor, address, "store")
    assert [(one.url, one.outlet.name) for one in Article.objects.all()] == [("", "The Farrow Observer")] * 2


def test_of_several_parts_each_keeps_its_own_address(editor, talks) -> None:
    address = give(editor, text=talks, url="https://a.example/1", file=file("b.txt", article(2)))
    press(editor, address, "tell", outlet="The Farrow Observer")
    press(editor, address, "store")
    assert {one.url for one in Article.objects.all()} == {"https://a.example/1", ""}


# Addresses


def test_an_address_is_fetched_and_seen(editor, monkeypatch) -> None:
    def fetched(url, told):
        served = {"url": f"{url}?final", "charset": "utf-8"}
        return Gift(kind="address", name=url, chunks=[article(1)], told=told, served=served)

    monkeypatch.setattr(adding, "fetch_address", fetched)
    address = give(editor, url="https://farrow.example/1")
    assert "Envoys leave Lissel, part 1" in body(editor, address)
    press(editor, address, "store")
    assert Article.objects.get().origin == "https://farrow.example/1?final"


def test_an_address_that_cannot_be_had_is_said(editor, monkeypatch) -> None:
    def refused(url, told):
        raise NotTaken("The page could not be had: there is no such page.")

    monkeypatch.setattr(adding, "fetch_address", refused)
    page = give(editor, 400, url="https://farrow.example/1")
    assert "there is no such page" in page and 'value="https://farrow.example/1"' in page


def test_a_server_is_really_asked(editor, settings) -> None:
    site = Site()
    site.pages["/1"] = reply(article(1), **{"Content-Type": "text/plain; charset=utf-8"})
    settings.ONRECORD_FETCH_PORTS = f"80,443,{site.port}"
    refused = give(editor, 400, url=site.address("/1"))
    assert "The page could not be had" in refused and site.asked == []  # this machine is no public address
    settings.ONRECORD_FETCH_NETWORKS = "127.0.0.0/8"
    address = give(editor, url=site.address("/1"))
    press(editor, address, "store")
    assert Article.objects.get().origin == site.address("/1")
    site.close()


def test_fetching_that_is_set_up_wrongly_is_said(editor, settings) -> None:
    settings.ONRECORD_FETCH_PAUSE = "soon"
    assert "ONRECORD_FETCH_PAUSE" in give(editor, 400, url="https://farrow.example/1")


# Handed over from elsewhere


def test_the_address_bar_fills_the_form_and_stores_nothing(editor) -> None:
    page = body(editor, f"{ADD}?url=https://farrow.example/1&title=Envoys&text=Some%20words")
    assert (
        'value="https://farrow.example/1"' in page and ">Some words</textarea>" in page and "“Envoys”" in page
    )
    assert not Intake.objects.exists() and rows() == [0] * len(TABLES)


def test_a_phone_that_shares_an_address_as_text_is_understood(editor) -> None:
    page = body(editor, f"{ADD}?text=Envoys%20leave%20https://farrow.example/1")
    assert 'value="https://farrow.example/1"' in page and "“Envoys leave”" in page
    long = "word%20" * 100
    page = body(editor, f"{ADD}?text={long}https://farrow.example/1")
    assert 'value="https://farrow.example/1"' not in page  # a text with an address in it is a text


def test_what_is_handed_over_is_no_markup(editor) -> None:
    page = body(
        editor, f"{ADD}?title=%3Cscript%3Ex&text=%3C/textarea%3E%3Cscript%3Ex&url=%22%3E%3Cscript%3Ex"
    )
    assert "<script>x" not in page


def test_signing_in_keeps_what_was_handed_over(archive) -> None:
    client = Client()
    response = client.get(f"{ADD}?url=https://farrow.example/1&text=a%26b")
    assert response.status_code == 302 and response["Location"].startswith("/admin/login/?next=")
    signed_in("edda", "editor")
    done = client.post(
        response["Location"], {"username": "edda", "password": "a long pass phrase"}, follow=True
    )
    page = done.content.decode()
    assert 'value="https://farrow.example/1"' in page and ">a&amp;b</textarea>" in page


def test_the_bookmark_and_the_share_target_lead_to_the_form(editor) -> None:
    page = body(editor, ADD)
    assert 'href="javascript:' in page and "testserver/admin/review/add/" in page
    told = json.loads(Client().get("/admin/review/add/manifest.json").content)
    assert told["share_target"] == {
        "action": ADD, "method": "GET", "params": {"title": "title", "text": "text", "url": "url"},
    }  # fmt: skip
    assert ADD.startswith(told["scope"])


# Who may


def test_it_is_for_editors_alone(editor, talks) -> None:
    address = give(editor, text=talks)
    reviewer = signed_in("rita", "reviewer")
    for place in (ADD, "/admin/review/intake/", address):
        assert reviewer.get(place).status_code == 403
        assert body(editor, place)
    assert reviewer.post(ADD, {"text": talks}).status_code == 403
    assert reviewer.post(address, {"act": "store"}).status_code == 403
    assert (Intake.objects.count(), Article.objects.count()) == (1, 0)
    assert f'href="{ADD}"' not in body(reviewer, "/admin/review/")
    assert f'href="{ADD}"' in body(editor, "/admin/review/")


def test_a_page_of_somebody_elses_cannot_send_the_form(talks, editor) -> None:
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = editor.cookies
    assert stranger.post(ADD, {"text": talks}).status_code == 403
    assert stranger.post(ADD, {"file": file("a.txt", article(1))}).status_code == 403
    assert not Intake.objects.exists()


def test_its_pages_ask_the_database_a_bounded_number_of_times(editor) -> None:
    def asked(address: str) -> int:
        editor.get(address)
        with CaptureQueriesContext(connection) as queries:
            body(editor, address)
        return len(queries)

    one = give(editor, file=file("a.txt", article(1)))
    many = give(editor, file=[file(f"{n}.txt", article(n)) for n in range(8)])
    assert asked(ADD) < 12
    assert asked(one) < 25
    assert asked(many) < 90  # each of the articles is held against the archive
    press(editor, one, "store")
    press(editor, many, "store")
    before = asked(one), asked("/admin/review/intake/")
    assert asked(many) <= before[0] + 1 <= 20
    for number in range(20, 26):
        press(editor, give(editor, file=file("a.txt", article(number))), "store")
    assert asked("/admin/review/intake/") <= before[1] <= 14
