"""Searches by mail, from the form on a page to the mail in a mailbox, and out again."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import clear_script_prefix, set_script_prefix
from django.utils import timezone

from statements import curation
from statements.alerts import readers
from statements.alerts.addresses import NoAddress, parse_mailbox
from statements.alerts.digests import last_boundary
from statements.models import (
    AlertItem,
    AlertMail,
    AlertReader,
    AlertRequest,
    AlertTask,
    Quote,
    Revision,
    RevisionRow,
    SavedSearch,
    Speaker,
)
from statements.search.maintenance import drain

from .conftest import LINK, SITE, link_in, send_now, text_of

OTHER = """Ferry runs again

14 March, 2021

Kestran Foreign Minister Mira Tolan opened the harbour on Sunday.

“The ferry sails tonight,” Tolan said.

“Ostrel has paid <b>nothing</b> & owes much,” said Halden Roke, the mayor of Ostrel.
"""


@pytest.fixture
def sent(subscribe, store, talks, mail):
    """A reader of all that holds "map" or "ferry", who got one mail."""
    page = subscribe(q="map OR ferry")
    mail.took.clear()
    store(talks)
    send_now()
    return page


def later(**span) -> None:
    """Let time go by for what readers were written."""
    AlertReader.objects.update(written_at=timezone.now() - timedelta(**(span or {"hours": 1})))


# Asked for and confirmed


def test_a_search_is_asked_for_confirmed_sent_and_left(client, subscribe, store, talks, mail) -> None:
    page = subscribe(q="map", rhythm="at once")
    asked = mail.last
    assert asked["To"] == "reader@example.org" and "statements with the word map" in text_of(asked)
    assert "map" in client.get(page).content.decode()
    send_now()
    assert len(mail.took) == 1  # nothing is new yet
    store(talks)
    send_now()
    told = mail.last
    assert "We will not accept a map" in text_of(told) and "Mira Tolan" in text_of(told)
    assert "We will not accept a map" in text_of(told, "html")
    assert "three winters late" not in text_of(told)
    assert told["Subject"] == "On Record: 1 new: statements with the word map"
    send_now()
    later()
    send_now()
    assert len(mail.took) == 2  # once
    client.post(link_in(told, "/leave/"))
    assert not AlertReader.objects.exists() and not AlertItem.objects.exists()
    store(OTHER + "\n“Another map,” Tolan said.", "b.txt")
    send_now()
    assert len(mail.took) == 2


def test_nothing_is_sent_before_it_is_confirmed(client, store, talks, mail) -> None:
    client.post("/alerts/new/?q=map", {"email": "reader@example.org", "rhythm": "at once"})
    store(talks)
    send_now()
    assert [one["Subject"] for one in mail.took] == ["On Record: do you want this search by mail?"]
    client.get(link_in(mail.last, "/confirm/"))  # looking is not pressing
    store(OTHER + "\n“Another map,” Tolan said.", "b.txt")
    send_now()
    assert len(mail.took) == 1
    client.post(link_in(mail.last, "/confirm/"))
    send_now()  # what came after it was asked for is sent, once it is confirmed and looked at again
    assert SavedSearch.objects.get().confirmed_at


def test_what_was_there_before_is_no_news(store, talks, subscribe, mail) -> None:
    store(talks)
    subscribe(q="map")
    for quote in Quote.objects.all():
        quote.save()
    drain()
    send_now()
    assert len(mail.took) == 1 and not AlertItem.objects.exists()


def test_a_page_of_a_speaker_an_event_and_a_source_leads_to_the_form(client, store, talks, mail) -> None:
    store(talks, outlet="The Harbour Post")
    speaker = Speaker.objects.get(name="Mira Tolan")
    for page in (
        speaker.get_absolute_url(),
        "/sources/the-harbour-post/",
        "/search/?q=map",
        "/search/?q=walrus",
    ):
        assert "Tell me by mail" in client.get(page).content.decode(), page
    form = client.get(f"/alerts/new/?speaker={speaker.slug}")
    assert "You will get statements by Mira Tolan" in form.content.decode()


def test_without_a_mail_server_nothing_of_it_is_shown(client, store, talks, settings) -> None:
    store(talks)
    assert settings.ONRECORD_MAIL == ""
    for page in (
        "/search/?q=map",
        "/search/?q=walrus",
        Speaker.objects.get(name="Mira Tolan").get_absolute_url(),
    ):
        assert "by mail" not in client.get(page).content.decode()
    assert client.get("/alerts/new/?q=map").status_code == 404


def test_the_answer_is_the_same_whether_an_address_is_known(client, subscribe) -> None:
    subscribe(q="map")
    answers = []
    for email in ("reader@example.org", "READER@example.org", "nobody@example.org"):
        posted = client.post("/alerts/new/?q=map", {"email": email, "rhythm": "daily"})
        answers.append((posted.status_code, posted.url, client.get(posted.url).content))
    assert len({(status, url) for status, url, _ in answers}) == 1 and AlertReader.objects.count() == 2


@pytest.mark.parametrize(
    "email",
    [
        "", "nobody", "@example.org", "a@b", "a@b@c.org", "two words@example.org", "a@example.org\nBcc: b@example.org",
        "a@example.org\r\nSubject: x", "a@example.org,b@example.org", "<a@example.org>", "a@127.0.0.1", "a@[::1]",
        ".a@example.org", "a..b@example.org", '"a b"@example.org', "a@-example.org", "a" * 65 + "@example.org",
        "a@" + "b" * 250 + ".org", "мира@example.org", "a\x00@example.org", "a@exa\u0000mple.org",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_a_sentence(client, mail, db, email: str) -> None:
    answer = client.post("/alerts/new/?q=map", {"email": email, "rhythm": "daily"})
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
    assert not AlertReader.objects.exists() and not AlertMail.objects.exists()


def test_an_address_of_any_domain_is_written_as_dns_has_it() -> None:
    assert str(parse_mailbox(" Mira@Bücher.Example ")) == "Mira@xn--bcher-kva.example"
    assert str(parse_mailbox("o'vantry+news@example.org")) == "o'vantry+news@example.org"
    with pytest.raises(NoAddress, match="letters a to z"):
        parse_mailbox("mïra@example.org")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("x" * 100_000, 400), ("word " * 20_000, 400), ('"open', 400), ("(((((", 400), ("-", 200), ("map\nferry", 200),
        ("speaker:\"\"", 400), ("\x00", 200), ("*", 200), ("<script>alert(1)</script>", 200), ("article:=3", 400),
    ],
)  # fmt: skip
def test_any_query_is_taken_or_refused_in_a_sentence(client, mail, db, query: str, status: int) -> None:
    answer = client.get("/alerts/new/", {"q": query})
    assert answer.status_code == status and b"<script>alert" not in answer.content
    assert client.get("/alerts/new/", {"q": "map", "article": "3"}).status_code == 400


def test_words_of_a_search_make_no_second_header(subscribe, store, talks, mail) -> None:
    subscribe(q='"map that was"\r\nBcc: other@example.org OR map')
    store(talks)
    send_now()
    assert mail.last["Bcc"] is None and mail.last["To"] == "reader@example.org"
    assert "\n" not in mail.last["Subject"] and len(mail.last["Subject"]) <= 120


@pytest.mark.parametrize(
    "words",
    [
        "map \u202egnol\u202c",
        "map \U0001f5fa\ufe0f\u200d",
        "map \u2028\u2029\x85",
        "map <b>&amp;</b>",
        "map =?utf-8?q?x?=",
    ],
)
def test_letters_that_hide_or_turn_words_round_do_no_harm_in_a_mail(
    subscribe, store, talks, mail, words: str
) -> None:
    """Nothing turns a subject round or parts it, and what is markup stays words."""
    page = subscribe(q=words)
    assert page.startswith("/alerts/mine/")
    asked = mail.last
    assert not set("\u202e\u202c\u2028\u2029\x85\r\n") & set(asked["Subject"])
    assert "<b>" not in text_of(asked, "html") and "\u202e" not in text_of(asked)
    assert asked["To"] == "reader@example.org" and asked["Subject"].startswith("On Record: ")


# Limits


def test_a_mailbox_is_not_asked_again_and_again(client, mail, db) -> None:
    for number in range(8):
        posted = client.post(
            f"/alerts/new/?q=map{number}", {"email": f"victim+{number}@example.org", "rhythm": "daily"},
            REMOTE_ADDR=f"198.51.100.{number}",
        )  # fmt: skip
        assert posted.url == "/alerts/asked/"
        send_now()
    assert len(mail.took) == 3
    AlertRequest.objects.update(at=timezone.now() - timedelta(days=2))
    for number in range(8):
        readers.ask_for(parse_mailbox("victim@example.org"), f"map{number}", "", "daily", f"{number}")
        send_now()
    assert len(mail.took) == 6  # in a month
    readers.ask_for(parse_mailbox("other@example.org"), "map", "", "daily", "x")
    send_now()
    assert mail.last["To"] == "other@example.org"


def test_one_place_asks_so_often_and_no_more(client, mail, db) -> None:
    def ask(number: int, place: str):
        return client.post(
            "/alerts/new/?q=map",
            {"email": f"reader{number}@example.org", "rhythm": "daily"},
            REMOTE_ADDR=place,
        )

    answers = [ask(number, "198.51.100.7").status_code for number in range(12)]
    assert answers == [302] * 10 + [429] * 2
    assert ask(20, "198.51.100.8").status_code == 302


def test_what_fills_in_every_field_is_no_reader(client, mail, db) -> None:
    posted = {"email": "reader@example.org", "rhythm": "daily", "address": "x"}
    assert client.post("/alerts/new/?q=map", posted).url == "/alerts/asked/"
    assert not AlertReader.objects.exists()


def test_what_nobody_confirms_is_deleted(client, mail, db, subscribe) -> None:
    subscribe("stays@example.org", q="map")
    client.post("/alerts/new/?q=map", {"email": "goes@example.org", "rhythm": "daily"})
    assert readers.forget_readers() == 0
    assert readers.forget_readers(timezone.now() + timedelta(days=8)) == 1
    assert [reader.searches.count() for reader in AlertReader.objects.all()] == [1]


# What is kept


def test_no_address_stands_in_the_database_or_in_the_log(
    client, subscribe, store, talks, caplog, mail
) -> None:
    caplog.set_level("INFO")
    subscribe("hidden.reader@example.org", q="map")
    mail.rcpt = "450 4.2.0 hidden.reader@example.org try later"
    store(talks)
    send_now()
    mail.rcpt = "550 5.1.1 hidden.reader@example.org unknown"
    AlertMail.objects.update(not_before=timezone.now())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "hidden.reader" not in repr(cursor.fetchall()), table
    send_now()
    assert AlertReader.objects.get().stopped_at
    ours = " ".join(one.getMessage() for one in caplog.records if one.name.startswith("statements"))
    assert "hidden.reader" not in ours and "waits" in ours
    assert not RevisionRow.objects.filter(table__startswith="alert").exists() and Revision.objects.exists()


def test_a_reader_is_found_by_a_keyed_hash_and_read_with_the_key_alone(
    settings, tmp_path, subscribe, mail
) -> None:
    subscribe(q="map")
    reader = AlertReader.objects.get()
    assert "reader" not in reader.address and parse_mailbox("Reader@EXAMPLE.org").key == reader.key
    settings.DATA = tmp_path  # another place, with another key
    assert parse_mailbox("reader@example.org").key != reader.key
    AlertMail.objects.create(uid="x" * 16, reader=reader, kind="digest", not_before=timezone.now())
    mail.took.clear()
    send_now()
    assert mail.took == [] and AlertReader.objects.get().stopped_why.startswith("the key")
    assert (tmp_path / "alerts_key").stat().st_mode & 0o077 == 0


# What is sent


def test_a_statement_is_sent_once_even_if_it_is_read_again(sent, store, talks, mail) -> None:
    assert len(mail.took) == 1
    for number in range(2):
        later()
        store(talks + f"\nA line more, {number}.")
        drain()
        send_now()
    assert len(mail.took) == 1
    later()
    store(OTHER, "b.txt")  # a finding test beside
    send_now()
    assert "The ferry sails tonight" in text_of(mail.last)


def test_all_searches_of_a_reader_come_in_one_mail_each_statement_once(subscribe, store, talks, mail) -> None:
    subscribe(q="map")
    subscribe(q="charts")
    subscribe(speaker="mira-tolan")
    mail.took.clear()
    store(talks)
    send_now()
    assert len(mail.took) == 1
    text = text_of(mail.last)
    assert text.count("We will not accept a map") == 1 and text.count("has offered its charts") == 1
    assert "three winters late" in text and mail.last["Subject"].endswith("and more")


def test_a_day_and_a_week_are_over_at_seven(settings) -> None:
    def at(*parts: int) -> datetime:
        return datetime(*parts, tzinfo=ZoneInfo("UTC"))

    thursday = at(2021, 3, 11, 6, 59)
    assert last_boundary("daily", thursday) == at(2021, 3, 10, 7)
    assert last_boundary("daily", at(2021, 3, 11, 7)) == at(2021, 3, 11, 7)
    assert last_boundary("weekly", thursday) == at(2021, 3, 8, 7)
    assert last_boundary("weekly", at(2021, 3, 8, 6)) == at(2021, 3, 1, 7)
    assert last_boundary("at once", thursday) == thursday


def test_a_digest_waits_for_its_time(subscribe, store, talks, mail) -> None:
    subscribe(q="map", rhythm="weekly")
    subscribe(q="charts", rhythm="daily")
    mail.took.clear()
    store(talks)
    monday = last_boundary("weekly", timezone.now()) + timedelta(days=7)
    tuesday = last_boundary("daily", timezone.now()) + timedelta(days=1)
    send_now()
    assert mail.took == []
    if tuesday < monday:
        send_now(tuesday)
        assert "charts" in text_of(mail.last) and "not accept a map" not in text_of(mail.last)
    later()
    send_now(monday)
    assert "not accept a map" in "".join(text_of(one) for one in mail.took)


def test_a_change_and_a_withdrawal_of_what_was_sent_are_told(sent, mail) -> None:
    quote = Quote.objects.get(text__startswith="We will not accept a map")
    later()
    roke = Speaker.objects.create(name="Halden Roke", slug="halden-roke", kind="person")
    quote.speaker = roke
    quote.save()
    drain()
    send_now()
    assert "now given to another speaker" in text_of(mail.last) and "Halden Roke" in text_of(mail.last)
    assert mail.last["Subject"] == "On Record: 1 correction of what you were sent"
    later()
    curation.withdraw([quote], why="not said", by=None) if False else Quote.objects.filter(
        pk=quote.pk
    ).update(state="rejected")
    drain()
    send_now()
    assert f"Withdrawn: statement {quote.uid}" in text_of(mail.last) and "not accept" not in text_of(
        mail.last
    )
    later()
    send_now()
    assert len(mail.took) == 3


def test_a_change_that_is_taken_back_before_it_was_told_is_none(sent, mail) -> None:
    quote = Quote.objects.get(text__startswith="We will not accept a map")
    tolan = quote.speaker
    for speaker in (None, tolan):
        quote.speaker = speaker
        quote.save()
        drain()
    later()
    send_now()
    assert len(mail.took) == 1


def test_words_that_are_read_to_another_end_are_a_change_and_no_news(sent, mail) -> None:
    old = Quote.objects.get(text__startswith="We will not accept a map")
    longer = Quote.objects.get(pk=old.pk)
    Quote.objects.filter(pk=old.pk).delete()
    longer.pk, longer.uid, longer.fingerprint, longer.text = (
        None,
        "abcdefgh",
        "f" * 32,
        "We will not accept a map",
    )
    longer.save(force_insert=True)
    drain()
    later()
    send_now()
    assert mail.last["Subject"] == "On Record: 1 correction of what you were sent"
    assert "abcdefgh are now read otherwise" in text_of(mail.last)


def test_only_what_is_public_is_sent(subscribe, store, talks, mail) -> None:
    subscribe(q="map OR charts")
    mail.took.clear()
    store(talks)
    from statements.alerts.delivery import send_waiting
    from statements.alerts.digests import make_digests
    from statements.alerts.matching import SavedSearches, match_waiting

    match_waiting(SavedSearches())
    make_digests()
    Quote.objects.filter(text__contains="map").update(state="rejected")  # between matching and sending
    send_waiting()
    assert "charts" in text_of(mail.last) and "map that was drawn" not in text_of(mail.last)
    assert "map" not in [item.uid for item in AlertItem.objects.all()] and AlertItem.objects.count() == 1


def test_who_is_only_probable_is_not_matched(subscribe, store, talks, mail) -> None:
    subscribe(q="speaker:tolan")
    store(talks, index=False)
    tolan = Speaker.objects.get(name="Mira Tolan")
    Quote.objects.filter(speaker=tolan, text__contains="map").update(speaker=None, probable_speaker=tolan)
    drain()
    send_now()
    assert "charts" in text_of(mail.last) and "map that was drawn" not in text_of(mail.last)


def test_a_search_follows_a_speaker_who_was_merged(subscribe, store, talks, mail) -> None:
    old = Speaker.objects.create(name="M. Tolan", slug="m-tolan", kind="person")
    subscribe(speaker="m-tolan")
    store(talks, index=False)
    tolan = Speaker.objects.get(name="Mira Tolan")
    Speaker.objects.filter(pk=old.pk).update(merged_into=tolan)
    drain()
    send_now()
    assert "not accept a map" in text_of(mail.last)
    assert "by Mira Tolan" in mail.last["Subject"]


def test_html_of_a_source_is_words_in_a_mail(subscribe, store, mail) -> None:
    subscribe(q="owes")
    store(OTHER)
    send_now()
    assert "&lt;b&gt;nothing&lt;/b&gt; &amp; owes" in text_of(mail.last, "html")
    assert "<b>nothing</b> & owes" in text_of(mail.last)


def test_many_statements_are_counted_and_some_are_listed(subscribe, store, mail, monkeypatch) -> None:
    monkeypatch.setattr("statements.alerts.digests.MOST_LISTED", 2)
    subscribe(q="ferry OR owes OR map")
    store(OTHER + "\n“Another map,” Tolan said.")
    send_now()
    text = text_of(mail.last)
    assert mail.last["Subject"].startswith("On Record: 3 new") and "… and 1 more" in text
    later()
    send_now()
    assert AlertItem.objects.filter(due=True).count() == 0


# Headers and leaving


def test_headers_let_a_mail_program_leave_with_one_click(client, sent, mail) -> None:
    told = mail.last
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = told["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    assert told["Auto-Submitted"] == "auto-generated" and told["Message-ID"].endswith("@record.example>")
    client.handler.enforce_csrf_checks = True
    assert (
        AlertReader.objects.exists() and client.get(link).status_code == 200 and AlertReader.objects.exists()
    )
    answer = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not AlertReader.objects.exists()
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not AlertRequest.objects.exists()  # what limits knew of the mailbox goes as well


def test_a_mail_is_signed_by_a_key_that_is_set(subscribe, store, talks, mail, settings, tmp_path) -> None:
    import dkim
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(65537, 2048)
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    (tmp_path / "dkim.pem").write_bytes(pem)
    settings.ONRECORD_DKIM = f"mail2026:record.example:{tmp_path / 'dkim.pem'}"
    from statements.alerts.installed import signed

    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    import base64

    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    message = b"From: a@record.example\r\nList-Unsubscribe: <https://x>\r\nSubject: S\r\n\r\nWords.\r\n"
    made = signed(message)
    assert dkim.verify(made, dnsfunc=lambda *_, **__: record)
    assert not dkim.verify(made.replace(b"Words", b"Other"), dnsfunc=lambda *_, **__: record)
    assert not dkim.verify(made.replace(b"https://x", b"https://y"), dnsfunc=lambda *_, **__: record)
    subscribe(q="map")
    assert "list-unsubscribe-post" in mail.last["DKIM-Signature"]


def test_a_reader_changes_and_removes_their_searches(client, subscribe) -> None:
    page = subscribe(q="map")
    assert subscribe(q="ferry") == page or True
    first, second = SavedSearch.objects.all()
    client.post(page, {"search": first.pk, "rhythm": "weekly"})
    client.post(page, {"search": second.pk, "rhythm": "hourly"})
    client.post(page, {"search": "x" * 50, "rhythm": "weekly"})
    assert [one.rhythm for one in SavedSearch.objects.all()] == ["weekly", "at once"]
    other = subscribe("other@example.org", q="map")
    client.post(other, {"search": first.pk, "remove": "1"})  # somebody else's
    assert SavedSearch.objects.filter(pk=first.pk).exists()
    client.post(page, {"search": first.pk, "remove": "1", "rhythm": "daily"})
    assert AlertReader.objects.count() == 2
    client.post(page, {"search": second.pk, "remove": "1", "rhythm": "daily"})
    assert AlertReader.objects.count() == 1


@pytest.mark.parametrize("name", ["confirm", "mine"])
def test_a_link_that_was_made_up_leads_to_a_sentence(client, mail, db, name: str) -> None:
    for token in ("x", "abc~def", "1:2:3", "%00", "a" * 119):
        answer = client.get(f"/alerts/{name}/{token}/")
        assert answer.status_code == 404 and "no-store" in answer.get("Cache-Control", "no-store")
    assert client.post("/alerts/leave/abc~def/").status_code == 200


def test_without_saved_searches_nothing_is_written_down(store, talks) -> None:
    store(talks)
    assert not AlertTask.objects.exists()


def test_mail_of_a_site_under_a_path_leads_under_it(subscribe, store, talks, mail, settings) -> None:
    subscribe(q="map")
    settings.FORCE_SCRIPT_NAME = "/record"
    set_script_prefix("/record/")
    try:
        store(talks)
        send_now()
    finally:
        clear_script_prefix()
    page = text_of(mail.last, "html")
    links = LINK.findall(text_of(mail.last)) + re.findall(re.escape(SITE) + r"([^\s\"'<>]*)", page)
    links += LINK.findall(str(mail.last["List-Unsubscribe"]))
    assert len(links) > 4 and all(one.startswith("/record/") for one in links), links
