"""The one door for what is typed: what it takes, what it refuses and in which words, and that every form has it."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from statements import curation
from statements.curation.holders import load_holders
from statements.desk.spreadsheets import read_corrected
from statements.models import Article, Event, Quote, Speaker
from statements.sources.base import Given, Unreadable, check_given
from statements.typed import (
    FIRST_DAY,
    LAST_DAY,
    NotAllowed,
    check_name_list,
    check_text,
    names_held,
    parse_day,
)
from tests.conftest import plain_environment
from tests.older_databases import migrated

ROOT = Path(__file__).resolve().parents[2]
ODD_TEXTS = ["a\0b", "a\ud800b", "a\u202eb", "a\u2066b", "a\x1bb", "a\x85b", 5, None, ["a"]]


@pytest.mark.parametrize("odd", ODD_TEXTS)
def test_what_is_no_text_is_refused(odd) -> None:
    with pytest.raises(NotAllowed) as told:
        check_text(odd)
    str(told.value).encode()  # which can be shown


@pytest.mark.parametrize(
    "text", ["", "Mira Tolan", "‏منى", "می‌روم", "👩‍⚖️", "two\nlines", "\u00a0x", "e\u0301"]
)
def test_what_is_text_in_any_script_is_taken(text) -> None:
    assert check_text(text) == text


def test_a_text_has_a_length() -> None:
    assert check_text("a" * 300, 300)
    with pytest.raises(NotAllowed, match="longer than 300"):
        check_text("a" * 301, 300)


@pytest.mark.parametrize(
    "odd",
    [
        "0001-01-01",
        "9999-12-31",
        "0999-12-31",
        "3000-01-01",
        "2021-02-30",
        "2021-2-3",
        "20210203",
        "٢٠٢١-٠٣-٠٥",
        "",
        "x" * 9000,
    ],
)
def test_what_is_no_day_is_refused_in_a_short_sentence(odd) -> None:
    with pytest.raises(NotAllowed) as told:
        parse_day(odd)
    assert len(str(told.value)) < 200


def test_the_days_at_the_ends_are_taken() -> None:
    assert parse_day("1000-01-01") == FIRST_DAY and parse_day("2999-12-31") == LAST_DAY


ODD_LISTS = ["5", '"x"', '[["a"]]', '{"a": 1}', "1e999", "[1e999]", "NaN", '["\\ud800"]', '["a\\u0000"]', "[null]", "[" * 90_000, json.dumps(["x"] * 999)]  # fmt: skip


@pytest.mark.parametrize("odd", ODD_LISTS)
def test_the_form_of_an_event_refuses_what_is_no_list_of_names(admin_client, archive, odd) -> None:
    event = Event.objects.create(name="Lissel summit", slug="lissel", participants=["Kestran"])
    address = reverse("admin:statements_event_change", args=[event.pk])
    data = {"name": "Lissel summit", "kind": "summit", "precision": "none", "status": "held", "state": "extracted", "mentions-TOTAL_FORMS": "0", "mentions-INITIAL_FORMS": "0"}  # fmt: skip
    refused = admin_client.post(address, data | {"participants": odd})
    assert refused.status_code == 200 and refused.context["adminform"].form.errors["participants"]
    event.refresh_from_db()
    assert event.participants == ["Kestran"]
    assert admin_client.post(address, data | {"participants": '["Vell"]'}).status_code == 302
    event.refresh_from_db()
    assert event.participants == ["Vell"]
    assert admin_client.get(event.get_absolute_url()).status_code == 200


def test_whatever_was_kept_before_gives_the_names_in_it() -> None:
    kept = [5, "Vell", [["a"]], {"a": 1}, None, ["Vell", 3, None], ["\ud800"], []]
    assert [names_held(one) for one in kept] == [[], ["Vell"], [], [], [], ["Vell"], ["?"], []]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_forms_and_tables_refuse_days_beyond_reckoning(admin_client, store, talks, admin_user, day) -> None:
    quote = store(talks).article.quotes.all()[0]
    at_desk = admin_client.post(reverse("desk:item", args=[quote.uid]), {"act": "details", "said_on": day})
    assert at_desk.status_code == 400 and "is no day of this archive" in at_desk.content.decode()
    event = Event.objects.create(name="Lissel summit", slug="lissel")
    data = {"name": "x", "kind": "summit", "precision": "day", "status": "held", "state": "extracted", "participants": "[]", "start": day, "mentions-TOTAL_FORMS": "0", "mentions-INITIAL_FORMS": "0"}  # fmt: skip
    form = admin_client.post(reverse("admin:statements_event_change", args=[event.pk]), data)
    assert form.context["adminform"].form.errors["start"]
    table = read_corrected(f"number,said_on\n{quote.uid},{day}\n".encode())
    assert not table.corrections and "is no day of this archive" in table.errors[0][1]
    holders = load_holders(
        [f"speaker,office,country,from,to\nTolan,minister,,{day},\n".replace("\n", "\n")][0].splitlines()
    )
    assert [number for number, _ in holders.refused] == [2]
    with pytest.raises(Unreadable):
        check_given(Given(published=day))
    quote.said_on = date.fromisoformat(day)
    with pytest.raises(curation.Refused):  # whoever comes without a form
        curation.save_quote(quote, admin_user)
    assert Quote.objects.get(pk=quote.pk).said_on != quote.said_on


def test_an_act_refuses_odd_text_and_leaves_what_stands_there_already(store, talks, admin_user) -> None:
    quote = store(talks).article.quotes.all()[0]
    with pytest.raises(curation.Refused, match="no text"):
        curation.judge(quote, admin_user, venue="the \u202equay")
    Quote.objects.filter(pk=quote.pk).update(venue="an \u202eolder one")
    quote.refresh_from_db()
    curation.judge(quote, admin_user, addressee="the press")
    speaker = Speaker.objects.all()[0]
    speaker.name = "Mira \ud800"
    with pytest.raises(curation.Refused):
        curation.save_row(speaker, admin_user)


@pytest.mark.parametrize(
    "change",
    [
        (Event, {"start": date(1, 1, 1)}),
        (Event, {"end": date(9999, 12, 31)}),
        (Quote, {"said_on": date(9999, 12, 31)}),
        (Article, {"published": date(1, 1, 1)}),
        (Event, {"participants": 5}),
        (Event, {"participants": {"a": 1}}),
    ],
)
def test_the_database_refuses_too(store, talks, change) -> None:
    store(talks, published="2021-03-12")
    Event.objects.create(name="Lissel summit", slug="lissel")
    model, values = change
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


def test_a_list_of_names_is_checked_where_a_row_is() -> None:
    with pytest.raises(ValidationError):
        Event(name="x", slug="x", participants=[["a"]]).clean_fields()
    assert check_name_list(["Kestran"]) == ["Kestran"]


@pytest.mark.slow
def test_an_upgrade_mends_what_an_older_version_kept_and_logs_it(tmp_path) -> None:
    def manage(*words: str) -> None:
        command = [sys.executable, "manage.py", *words]
        subprocess.run(command, cwd=ROOT, env=plain_environment(ONRECORD_DATA=str(tmp_path)), check=True)

    migrated(tmp_path, "0020_captures")
    with closing(sqlite3.connect(tmp_path / "archive.sqlite3")) as database:
        for values in (("a", "5", "0001-01-01", "9999-12-31"), ("b", '["Vell"]', "2021-03-05", None)):
            database.execute(
                "INSERT INTO statements_event (slug, participants, start, end, name, kind, place, precision, status, state)"
                " VALUES (?, ?, ?, ?, 'x', 'summit', '', 'day', 'held', 'extracted')",
                values,
            )
        database.commit()
        manage("migrate", "-v0")
        rows = database.execute(
            "SELECT slug, participants, start, end, precision FROM statements_event ORDER BY slug"
        )
        assert rows.fetchall() == [
            ("a", "[]", None, None, "none"),
            ("b", '["Vell"]', "2021-03-05", None, "day"),
        ]
        lines = database.execute(
            "SELECT before FROM statements_revisionrow WHERE \"table\" = 'event' ORDER BY id"
        )
        before = [json.loads(line) for (line,) in lines]
    assert before == [{"participants": 5}, {"start": "0001-01-01", "end": "9999-12-31", "precision": "day"}]
