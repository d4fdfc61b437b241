"""What the reading room adds to a statement: versions, citations, pictures, reports; and pages that know their age."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from statements import curation
from statements.archive_version import archive_version, forget_old_changes
from statements.counts import Statistics
from statements.identity.printings import compare_words, printing, printings
from statements.models import Alias, Article, Change, Event, Outlet, Quote, Report, Speaker, State
from statements.pages.reports import MOST_OF_ONE
from statements.publishing.citing import link_to_words
from statements.publishing.lettering import broken, in_sight
from statements.publishing.pictures import can_draw, picture
from statements.publishing.sitemaps import Quotes


@pytest.fixture
def filled(store, talks):
    store(talks, outlet="The Farrow Observer", url="https://observer.example/1?a=b#top")
    return Quote.objects.get(text__startswith="We will not accept")


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


# The same statement elsewhere


def test_the_same_words_in_another_outlet_are_shown(client, store, talks, filled) -> None:
    store(talks + "\nIt rained.", "b.txt", outlet="Other Post")
    body = page(client, filled.get_absolute_url())
    assert "Same statement elsewhere" in body
    assert "Other Post" in body
    assert "word for word" in body


def test_other_words_of_the_same_statement_are_compared(client, store, talks, filled) -> None:
    other = talks.replace("a map that was drawn at night", "a chart that was drawn at night")
    store(other, "b.txt", outlet="Other Post")
    (one,) = printings(filled)
    assert not one.same
    assert [(p.text.strip(), p.change) for p in one.pieces if p.change] == [("map", "out"), ("chart", "in")]
    body = page(client, filled.get_absolute_url())
    assert "<del>map</del>" in body
    assert "<ins>chart</ins>" in body


def test_another_statement_of_the_speaker_is_no_version(store, talks, filled) -> None:
    store(talks.replace("We will not accept a map that was drawn at night", "The ferry leaves from the other harbour on Monday"), "b.txt", outlet="Other Post")  # fmt: skip
    assert printings(filled) == []
    Quote.objects.exclude(pk=filled.pk).update(date=date(2023, 1, 1))
    assert printings(filled) == []


def test_the_same_few_words_of_somebody_else_are_another_statement(store, talks, filled) -> None:
    few = "\nDefence Minister Vessa Korin called the strike “a war crime” in the harbour on Friday.\n"
    store(talks + few, "k.txt", outlet="Post")
    other = few.replace("Defence Minister Vessa Korin", "Envoy Anton Grell")
    store(talks.replace("2021", "2023") + other, "g.txt", outlet="Mail")
    one, other = Quote.objects.filter(text="a war crime")
    assert one.fingerprint == other.fingerprint
    assert printings(one) == printings(other) == []
    Quote.objects.filter(pk=other.pk).update(date=one.date)
    assert printings(one) == []  # near, but another speaker and three words
    Quote.objects.filter(pk=other.pk).update(speaker=one.speaker)
    assert len(printings(one)) == 1


def test_long_and_hostile_words_are_not_compared_one_by_one(filled) -> None:
    import time

    words = [f"w{n}" for n in range(5000)]
    swapped = [w for pair in zip(words[1::2], words[::2], strict=True) for w in pair]
    other = Quote(text=" ".join(swapped), fingerprint="x", article=filled.article)
    filled.text = " ".join(words)
    began = time.process_time()  # the process's own: compared one by one they take minutes
    assert not printing(filled, other).compared
    filled.text, other.text = " ".join(words[:200]), " ".join(swapped[:200])
    assert printing(filled, other).compared
    assert time.process_time() - began < 30


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will go.", "We will go."),
        ("We will go", "they said they will not go at all"),
        ("", "words"),
        ("a b c d e f", "f e d c b a"),
        ("It’s “done”, he said", "it's done"),
    ],
)
def test_a_comparison_holds_all_words_of_both(one: str, other: str) -> None:
    pieces = compare_words(one, other)
    assert "".join(p.text for p in pieces if p.change != "out") == other
    left = "".join(p.text for p in pieces if p.change != "in")
    assert re.findall(r"\w", left.casefold()) == re.findall(r"\w", one.casefold())


# Before and after


def test_before_and_after_by_the_speaker(client, filled) -> None:
    body = page(client, filled.get_absolute_url())
    assert "The earliest on record" in body
    assert "The US has offered its charts" in body
    later = Quote.objects.get(text__startswith="The US has")
    assert "We will not accept" in page(client, later.get_absolute_url())
    unnamed = Quote.objects.get(text__startswith="Nobody has left")
    assert "that is held" not in page(client, unnamed.get_absolute_url())  # not one person


# Citations and links


def test_a_statement_is_cited_in_three_styles(client, filled) -> None:
    body = page(client, filled.get_absolute_url())
    for key in ("apa", "mla", "chicago"):
        assert f'id="cite-{key}"' in body
    assert "Tolan, M. (2021, March 12). “We will not accept" in body
    assert "<i>The Farrow Observer</i>" in body
    assert 'name="z:itemType" content="newspaperArticle"' in body
    assert 'class="Z3988"' in body


@pytest.mark.parametrize("form", ["bib", "ris", "json"])
def test_every_page_of_one_thing_gives_its_citation(client, filled, form: str) -> None:
    rows = (filled, filled.article, filled.speaker, filled.events.first())
    for row in [one for one in rows if one is not None]:
        answer = client.get(f"{row.get_absolute_url()}cite.{form}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].endswith(f'.{form}"')
        assert "On Record" in answer.content.decode()
        assert client.get(f"{row.get_absolute_url()}cite.exe").status_code == 404


def test_the_original_is_linked_at_the_words(client, filled) -> None:
    link = link_to_words(filled)
    assert link == (
        "https://observer.example/1?a=b#:~:text=We%20will%20not%20accept%20a,that%20was%20drawn%20at%20night"
    )
    assert "In the original" in page(client, filled.get_absolute_url())
    filled.article.url = "javascript:alert(1)"
    filled.article.save()
    assert "In the original" not in page(client, filled.get_absolute_url())


# What machines read


def structured(body: str) -> dict:
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body)
    return json.loads(data)


def test_each_kind_of_page_says_what_it_is(client, filled) -> None:
    event = Event.objects.create(name="Lissel talks", slug="lissel-talks", place="Lissel", start=date(2021, 3, 11), precision="day", end=date(2021, 3, 12))  # fmt: skip
    filled.events.add(event)
    quote = structured(page(client, filled.get_absolute_url()))
    assert quote["@type"] == "Quotation"
    assert quote["text"] == filled.text.rstrip(",")
    assert quote["creator"]["name"] == "Mira Tolan"
    assert quote["isPartOf"]["publisher"]["name"] == "The Farrow Observer"
    assert "dateCreated" not in quote  # the day it was said is not known
    assert structured(page(client, filled.article.get_absolute_url()))["@type"] == "NewsArticle"
    assert structured(page(client, "/speakers/mira-tolan/"))["@type"] == "Person"
    happening = structured(page(client, event.get_absolute_url()))
    assert (happening["@type"], happening["startDate"], happening["endDate"]) == (
        "Event",
        "2021-03-11",
        "2021-03-12",
    )


def test_data_for_machines_cannot_end_its_element(client, store, talks) -> None:
    store(talks.replace("We will not accept", "We </script><script>alert(1)</script> accept"))
    quote = Quote.objects.get(text__startswith="We </script>")
    body = page(client, quote.get_absolute_url())
    assert "<script>alert" not in body
    assert structured(body)["text"].startswith("We </script><script>alert(1)")


def test_pages_tell_how_they_are_shared(client, filled) -> None:
    body = page(client, filled.get_absolute_url())
    assert f'property="og:image" content="http://testserver{filled.get_absolute_url()}card.png"' in body
    assert f'rel="canonical" href="http://testserver{filled.get_absolute_url()}"' in body
    filtered = page(client, "/speakers/mira-tolan/?year=2021")
    assert 'rel="canonical" href="http://testserver/speakers/mira-tolan/"' in filtered
    description = re.search(r'name="description" content="([^"]+)"', body)[1]
    assert 60 < len(description) < 320
    titles = {page(client, a).split("<title>")[1].split("</title>")[0] for a in ("/", "/speakers/", "/events/", "/dates/", "/sources/", "/about/", filled.get_absolute_url(), "/search/?q=map")}  # fmt: skip
    assert len(titles) == 8


def test_the_sitemap_holds_what_is_public(client, filled, admin_user, monkeypatch) -> None:
    monkeypatch.setattr(Quotes, "limit", 10**9)  # numbers of rows go on where a database is shared
    index = page(client, "/sitemap.xml")
    for name in ("statements", "articles", "speakers", "events", "sources", "days", "pages"):
        assert f"/sitemap-{name}.xml" in index
    everything = page(client, "/sitemap-statements.xml")
    assert filled.get_absolute_url() in everything
    assert "/dates/2021/03/12/" in page(client, "/sitemap-days.xml")
    curation.withdraw(filled, admin_user)
    assert filled.get_absolute_url() not in page(client, "/sitemap-statements.xml")
    assert "Sitemap: http://testserver/sitemap.xml" in page(client, "/robots.txt")
    assert client.get("/sitemap-nothing.xml").status_code == 404


# The picture


def test_a_statement_has_a_picture(client, filled) -> None:
    response = client.get(f"{filled.get_absolute_url()}card.png")
    assert response["Content-Type"] == "image/png"
    image = Image.open(BytesIO(response.content))
    assert image.size == (1200, 630)
    assert len(response.content) < 80_000
    assert len(image.convert("RGB").getcolors(100_000)) > 3


@pytest.mark.parametrize(
    "words",
    [
        "x",
        "word " * 400,
        "W" * 3000,
        "Şahin żółty Đorđe Čapek",
        "a\n\nb\tc\u2029d\x85e",
        "“”",
        "a\u2011b – c…",
    ],
)
def test_any_words_make_a_picture(filled, words: str) -> None:
    filled.text = words
    for kind in ("direct", "indirect"):
        filled.kind = kind
        assert Image.open(BytesIO(picture(filled))).size == (1200, 630)
    for line in broken(words, 400, 40, 600):
        assert len(line) <= len(words) + 1


def test_letters_of_no_typeface_here_are_left_out_of_the_picture(client, store, talks) -> None:
    store(talks.replace("a map", "a 地图").replace("Mira Tolan", "Mira\u2029Tolan"), outlet="Post\nTwo")
    quote = Quote.objects.get(text__contains="地图")
    assert client.get(f"{quote.get_absolute_url()}card.png").status_code == 200
    assert "og:image" not in page(client, quote.get_absolute_url())  # it does not show the words
    other = Quote.objects.exclude(pk=quote.pk).filter(text__contains="table").get()
    assert "og:image" in page(client, other.get_absolute_url())


@pytest.mark.parametrize(
    "words",
    [
        "карта Лиссела",
        "خريطة ليسيل (2021)",
        "מפה של ליסל",
        "लिसेल का नक्शा",
        "ლისელის რუკა",
        "Քարտեզ",
        "χάρτης",
        "bản đồ",
    ],
)
def test_words_in_the_letters_of_many_scripts_are_drawn(filled, words: str) -> None:
    filled.text = words
    assert can_draw(filled)
    drawn = picture(filled)
    filled.text = "地图"
    assert not can_draw(filled) and picture(filled) != drawn


def test_what_is_read_from_right_to_left_stands_so() -> None:
    seen = [part for part, _ in in_sight("خريطة (Lissel) ليسيل")]
    assert [part.strip() for part in seen] == ["ليسيل", "(", "Lissel", ")", "خريطة"]
    assert [part for part, _ in in_sight("a map, карта.")] == ["a map, ", "карта", "."]


def test_no_picture_of_what_was_withdrawn(client, filled, admin_user) -> None:
    curation.withdraw(filled, admin_user)
    assert client.get(f"{filled.get_absolute_url()}card.png").status_code == 410
    assert client.get(reverse("quote-citation", args=[filled.uid, "bib"])).status_code == 410


# Reports


def test_a_reader_reports_an_error_without_an_account(client, filled) -> None:
    address = reverse("quote-report", args=[filled.uid])
    assert filled.text.rstrip(",") in page(client, address)
    answer = client.post(address, {"fault": "speaker", "text": "It was Roke; see the transcript."})
    assert answer.status_code == 302
    assert "with the curators" in page(client, answer["Location"])
    report = Report.objects.get()
    assert (report.quote, report.fault, report.state) == (filled, "speaker", "open")
    assert "127.0.0.1" not in report.sender


def test_a_report_that_says_nothing_is_asked_again(client, filled) -> None:
    address = reverse("quote-report", args=[filled.uid])
    for data, said in (({}, "Choose what is wrong"), ({"fault": "other"}, "Say in a sentence"), ({"fault": "x"}, "valid choice"), ({"fault": "date", "text": "y" * 2001}, "2000")):  # fmt: skip
        response = client.post(address, data)
        assert response.status_code == 400, data
        assert said in response.content.decode(), data
    assert Report.objects.count() == 0


def test_what_fills_in_every_field_is_no_reader(client, filled) -> None:
    data = {"fault": "speaker", "text": "buy", "address": "https://spam.example"}
    assert client.post(reverse("quote-report", args=[filled.uid]), data).status_code == 302
    assert Report.objects.count() == 0


def test_reports_are_limited_by_reader(client, filled, settings) -> None:
    settings.PRODUCTION = True
    address = reverse("quote-report", args=[filled.uid])
    for _ in range(MOST_OF_ONE):
        assert client.post(address, {"fault": "date"}, headers={"X-Forwarded-For": "6.6.6.6, 9.9.9.9"}).status_code == 302  # fmt: skip
    refused = client.post(address, {"fault": "date"}, headers={"X-Forwarded-For": "7.7.7.7, 9.9.9.9"})
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert "a little later" in refused.content.decode()
    assert client.post(address, {"fault": "date"}, headers={"X-Forwarded-For": "9.9.9.8"}).status_code == 302


def test_a_report_needs_its_token_and_a_statement(filled, admin_user) -> None:
    address = reverse("quote-report", args=[filled.uid])
    assert Client(enforce_csrf_checks=True).post(address, {"fault": "date"}).status_code == 403
    assert Client().post("/quotes/nothere/report/", {"fault": "date"}).status_code == 404
    curation.withdraw(filled, admin_user)
    assert Client().post(address, {"fault": "date"}).status_code == 410


def test_an_answer_stands_in_the_history(client, filled) -> None:
    from django.utils import timezone

    Report.objects.create(quote=filled, fault="speaker", text="private words", sender="x", state="done", answer="The transcript agrees with the paper.", answered_at=timezone.now())  # fmt: skip
    body = page(client, filled.get_absolute_url())
    assert "The transcript agrees with the paper." in body
    assert "private words" not in body


# What was withdrawn


def test_a_withdrawn_page_gives_the_reason(client, filled, admin_user) -> None:
    curation.withdraw(filled, admin_user, "A title, not speech")
    body = page(client, filled.get_absolute_url(), 410)
    assert "A title, not speech" in body
    assert "noindex" in body


@pytest.mark.parametrize(("model", "name"), [(Speaker, "speaker"), (Event, "event"), (Article, "article")])
def test_every_kind_of_row_can_be_gone(client, filled, admin_user, model, name: str) -> None:
    if model is Event:
        Event.objects.create(name="Lissel talks", slug="lissel-talks")
    row = model.objects.first()
    row.state = State.REJECTED
    curation.save_row(row, admin_user)
    assert "withdrawn" in page(client, row.get_absolute_url(), 410)
    if model is Article:
        assert "the article of statement" in page(client, filled.get_absolute_url(), 410)


# Wrong methods


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_wrong_method_gets_a_page(client, filled, method: str) -> None:
    for address in ("/", "/search/", filled.get_absolute_url(), "/speakers/", "/dates/2021/"):
        response = getattr(client, method)(address)
        assert response.status_code == 405
        assert "GET" in response["Allow"]
        assert "cannot be done here" in response.content.decode()


# Lists


def test_speakers_by_letter_kind_and_number(client, store, talks, filled) -> None:
    store(talks.replace("Mira Tolan", "Élan Brisk").replace("Tolan", "Brisk").replace("map", "sea"), "b.txt")
    everybody = page(client, "/speakers/")
    assert everybody.index("Brisk, Élan") < everybody.index("Tolan, Mira")  # by surname
    assert "kestran foreign minister" in everybody.lower() and ">2021<" in "".join(everybody.split())
    assert "Tolan, Mira" in page(client, "/speakers/?letter=T")
    assert "Tolan, Mira" not in page(client, "/speakers/?letter=M")
    assert "Tolan, Mira" not in page(client, "/speakers/?kind=anonymous")
    unnamed = Quote.objects.filter(speaker__kind="anonymous").first()
    assert unnamed.speaker.get_absolute_url() not in everybody
    assert unnamed.speaker.get_absolute_url() in page(client, "/speakers/?kind=anonymous")
    Quote.objects.filter(speaker__name="Mira Tolan").update(speaker=Speaker.objects.get(name="Élan Brisk"))
    Quote.objects.filter(pk=filled.pk).update(speaker=Speaker.objects.get(name="Mira Tolan"))
    most = page(client, "/speakers/?sort=most")
    assert most.index("Brisk, Élan") < most.index("Tolan, Mira")


def test_a_speaker_without_a_public_statement_is_not_listed(client, filled, admin_user) -> None:
    Speaker.objects.create(name="Halden Roke", slug="halden-roke")
    assert "Roke" not in page(client, "/speakers/")
    curation.change_many(
        list(Quote.objects.filter(speaker__name="Mira Tolan")), {"state": State.REJECTED}, admin_user
    )
    assert "Tolan, Mira" not in page(client, "/speakers/")


def test_a_speakers_statements_are_filtered(client, store, talks, filled) -> None:
    store(talks.replace("map", "sea").replace("2021", "2022"), "b.txt", outlet="Other Post")
    address = "/speakers/mira-tolan/"
    assert "6 statements" in page(client, address)
    for query, total in (("?year=2022", "3 of 6"), ("?kind=partial", "2 of 6"), ("?source=other-post", "3 of 6"), ("?year=2022&kind=direct&source=other-post", "2 of 6")):  # fmt: skip
        assert f"{total} statements" in page(client, address + query), query
    assert "No statements match" in page(client, address + "?year=1999")
    assert "6 statements" in page(client, address + "?year=x&kind=loud&source=nobody")


def test_events_by_kind_and_year(client, filled) -> None:
    for n, kind in enumerate(("summit", "vote", "vote")):
        event = Event.objects.create(name=f"{kind} {n}", slug=f"{kind}-{n}", kind=kind, start=date(2020 + n, 1, 1), precision="day")  # fmt: skip
        filled.events.add(event)
    assert "4 events" in page(client, "/events/")
    assert "2 events" in page(client, "/events/?kind=vote")
    assert "1 event of 2021" in page(client, "/events/?kind=vote&year=2021")
    assert "No events match" in page(client, "/events/?year=1950")


def test_who_relays_whom(client, filled) -> None:
    agency = Outlet.objects.create(name="Kestran Agency", slug="kestran-agency", kind="agency")
    filled.relayed_by = agency
    filled.save()
    body = page(client, "/sources/")
    assert "Who relays whom" in body
    assert "Kestran Agency" in body
    assert "Is relayed by" in page(client, "/sources/kestran-agency/")
    assert "Cites these outlets" in page(client, filled.article.outlet.get_absolute_url())


@pytest.mark.parametrize("column", ["probable_speaker_id", "relayed_by_id"])
def test_what_is_few_among_all_is_looked_for_once(client, filled, column: str) -> None:
    rows = {"probable_speaker_id": filled.speaker, "relayed_by_id": filled.article.outlet}
    Quote.objects.exclude(pk=filled.pk).update(**{column: rows[column].pk}, speaker=None)
    first = page(client, rows[column].get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        again = client.get(rows[column].get_absolute_url()).text
    for_them = [one["sql"] for one in asked if f'"{column}" = ' in one["sql"].partition("WHERE")[2]]
    assert for_them == []
    assert Quote.objects.exclude(pk=filled.pk).order_by("pk")[0].uid in first
    assert again.count("<blockquote") == first.count("<blockquote")


def test_what_was_searched_is_marked_in_name_and_role(client, filled) -> None:
    body = page(client, "/search/?q=tolan+minister")
    assert "<mark>Tolan</mark>" in body
    assert "<mark>Minister</mark>" in body
    assert "<mark>Mira</mark>" not in body


# The age of a page


def test_a_page_that_did_not_change_is_not_sent_again(client, filled) -> None:
    for address in ("/", filled.get_absolute_url(), filled.article.get_absolute_url(), "/speakers/", "/search/?q=map", "/dates/", "/sources/", "/about/"):  # fmt: skip
        first = client.get(address)
        assert first["Cache-Control"] == "no-cache", address
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    "change", ["quote", "bulk", "speaker", "alias", "event", "outlet", "merge", "report", "ingest"]
)
def test_any_change_makes_pages_new(client, store, talks, filled, admin_user, change: str) -> None:
    tag = client.get("/")["ETag"]
    speaker = Speaker.objects.get(name="Mira Tolan")
    if change == "quote":
        filled.role = "envoy"
        filled.save()
    elif change == "bulk":
        Quote.objects.filter(pk=filled.pk).update(role="envoy")
    elif change == "speaker":
        Speaker.objects.create(name="Halden Roke", slug="halden-roke")
    elif change == "alias":
        Alias.objects.create(speaker=speaker, name="M. T.", key="mt")
    elif change == "event":
        filled.events.add(Event.objects.create(name="x", slug="x"))
    elif change == "outlet":
        Outlet.objects.update(name="Renamed")
    elif change == "merge":
        curation.merge(speaker, Speaker.objects.create(name="T", slug="t"), admin_user)
    elif change == "report":
        Report.objects.create(quote=filled, uid=filled.uid, fault="date", sender="x", answer="Right.")
    else:
        store(talks.replace("map", "sea"), "b.txt", index=False)
    answer = client.get("/", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer["ETag"] != tag


def test_a_settled_page_has_a_date(client, filled, monkeypatch) -> None:
    from datetime import timedelta

    assert "Last-Modified" not in client.get("/")  # it changed a moment ago
    monkeypatch.setattr("statements.freshness.SETTLED", timedelta(days=-1))
    assert client.get("/", headers={"If-None-Match": "*"}).status_code == 200
    assert client.get("/quotes/nothere/", headers={"If-None-Match": "*"}).status_code == 404
    other = client.get("/about/")["ETag"]
    assert client.get("/quotes/nothere/", headers={"If-None-Match": other}).status_code == 404
    first = client.get("/")
    again = client.get("/", headers={"If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 304
    old = client.get("/", headers={"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"})
    assert old.status_code == 200


def test_faults_and_gone_pages_are_never_answered_from_a_cache(client, filled, admin_user) -> None:
    curation.withdraw(filled, admin_user)
    gone = client.get(filled.get_absolute_url())
    assert (gone.status_code, "ETag" in gone) == (410, False)


def test_counts_follow_every_change(filled, admin_user) -> None:
    before = Statistics()
    total = before.statements()
    speaker = Speaker.objects.get(name="Mira Tolan").pk
    assert before.statements_of_speakers()[speaker] == 3
    curation.withdraw(filled, admin_user)
    after = Statistics()
    assert after.statements_of_speakers()[speaker] == 2
    assert after.statements() == total - 1
    assert before.statements() == total  # a request that began before goes on with the numbers that it has,
    before.cached("late", lambda: "of the present")
    assert (
        Statistics().cached("late", lambda: "counted") == "counted"
    )  # and what it counts late nobody else is shown
    Article.objects.update(state=State.REJECTED)
    assert Statistics().statements() == Statistics().undated() == Statistics().sources() == 0


def test_an_open_report_makes_no_page_new(client, filled) -> None:
    tag = client.get("/")["ETag"]
    client.post(reverse("quote-report", args=[filled.uid]), {"fault": "date"})
    assert client.get("/")["ETag"] == tag


def test_a_report_outlives_a_statement_that_is_no_longer_read(store, talks, filled) -> None:
    Report.objects.create(quote=filled, uid=filled.uid, fault="date", sender="x")
    words = "We will not accept a map that was drawn at night"
    text = talks.replace(f"“{words},” Tolan told", f"{words} Tolan told")
    store("Updated\n\n" + text, outlet="The Farrow Observer", url="https://observer.example/1?a=b#top")  # fmt: skip
    assert not Quote.objects.filter(pk=filled.pk).exists()
    assert Report.objects.get().uid == filled.uid


def test_dates_are_no_more_exact_than_known(client, store, talks) -> None:
    store(talks.replace("12 March, 2021 18:30", ""), published="2017")
    event = Event.objects.create(name="Lissel summit", slug="ls", start=date(2018, 1, 1), precision="year")
    Quote.objects.first().events.add(event)
    assert "January" not in page(client, "/about/")
    assert "January 2018" not in page(client, event.get_absolute_url()) + page(client, "/")
    assert "Lissel summit" not in page(client, "/dates/2018/01/")
    total = Quote.objects.count()
    assert f"{total} statements" in page(client, "/dates/")
    year = page(client, "/dates/2017/")
    assert "Day and month not known" in year
    assert "We will not accept" in year


def test_a_month_is_linked_from_its_year(client, store, talks) -> None:
    store(talks.replace("12 March, 2021 18:30", ""), published="2019-08")
    assert 'href="/dates/2019/08/"' in page(client, "/dates/2019/")


def test_an_event_of_many_statements_counts_them_all(client, store, talks) -> None:
    event = Event.objects.create(name="Lissel summit", slug="ls", start=date(2021, 3, 11), end=date(2021, 3, 12), precision="day")  # fmt: skip
    for n in range(25):
        store(
            talks.replace("map", f"map{n}").replace("12 March", f"{10 + n % 4} March"),
            f"{n}.txt",
            index=False,
        )
    event.quotes.set(Quote.objects.all())
    body = page(client, event.get_absolute_url())
    after = Quote.objects.filter(date__gt=date(2021, 3, 12)).count()
    assert f"{after} statements" in body
    day = Quote.objects.filter(date=date(2021, 3, 13)).count()
    assert f"13 March 2021: {day} statements" in body
    assert body.count('<article class="statement">') <= 120
    assert "in the search" in body


def test_a_long_time_is_shown_in_steps(client, filled) -> None:
    for year in (1815, 1945, 2021):
        event = Event.objects.create(
            name=f"E{year}", slug=f"e{year}", start=date(year, 6, 9), precision="day"
        )
        filled.events.add(event)
    body = page(client, "/events/")
    assert body.count('class="hit"') == 3
    assert "1 event of 1940 to 1949" in page(client, "/events/?year=1940-1949")
    assert "4 events" in page(client, "/events/?year=x")


def test_every_link_to_a_statement_of_an_article_leads_somewhere(client, store, talks) -> None:
    store(
        talks.replace(
            "12 March, 2021 18:30", "Tolan says charts are “never” drawn at night\n\n12 March, 2021 18:30"
        )
    )
    for quote in Quote.objects.all():
        assert f'id="s{quote.uid}"' in page(client, quote.article.get_absolute_url())


def test_old_changes_are_forgotten(filled) -> None:
    for _ in range(3):
        Change.objects.bulk_create(Change() for _ in range(300))
    newest = archive_version().newest
    forget_old_changes()
    assert archive_version().newest == newest
    assert Change.objects.count() == 500


def test_pages_are_small_on_the_wire(client, filled) -> None:
    answer = client.get("/search/?q=map", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 60_000


@pytest.mark.parametrize(
    ("taken", "packed"),
    [
        ("br, gzip;q=0.5", True),
        ("gzip;q=0.001", True),
        ("gzip;q=0", False),
        ("br, gzip; q=0.000, deflate", False),
        ("gzip;q=0.0,identity", False),
        ("identity", False),
    ],
)
def test_what_a_reader_does_not_take_is_not_sent(client, store, talks, taken: str, packed: bool) -> None:
    store(talks)
    for address in ("/search/?q=map", "/api/v1/statements", "/search/statements.csv"):
        answer = client.get(address, headers={"Accept-Encoding": taken})
        if (
            answer.streaming
        ):  # read to its end, so that a file's place is given back: the client of tests closes it then
            assert list(answer.streaming_content)
        assert (answer.get("Content-Encoding") == "gzip") == packed, address
        assert "Accept-Encoding" in answer["Vary"]


def test_the_figures_of_the_about_page_are_those_that_are_held(client, archive) -> None:
    import tomllib
    from pathlib import Path

    from statements.pages.measured import FIGURES

    floors = tomllib.loads((Path(__file__).resolve().parents[1] / "floors.toml").read_text())
    body = page(client, "/about/")
    for figure in FIGURES:
        table, name = figure.floor
        assert figure.share - 0.02 <= floors[table][name] <= figure.share + 0.02, figure.what
        assert f"{figure.share:.2f}" in body


def test_dates_have_two_digits_and_take_one(client, filled) -> None:
    assert "/dates/2021/03/12/" in page(client, "/dates/2021/")
    assert "We will not accept" in page(client, "/dates/2021/3/12/")


def test_no_change_is_left_to_a_migration(archive) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
