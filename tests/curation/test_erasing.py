"""Erased by order: no file holds it any more, its address says that, the log is provably whole, it does not come back."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test import Client

from statements import curation
from statements.history.chain import prove
from statements.history.replay import differences
from statements.models import (
    ActName,
    Article,
    Erasure,
    ErasureMark,
    Event,
    Quote,
    Report,
    Revision,
    RevisionRow,
    Source,
    Speaker,
)
from statements.sources.base import Unreadable
from tests.conftest import TALKS, plain_environment

ROOT = Path(__file__).resolve().parents[2]
WORDS = "We will not accept a map that was drawn at night"
OTHER = """Court hears of the harbour

14 March, 2021 18:30

Orvanian President Halden Roke opened the harbour court in Meroth on Sunday before a small crowd of fishermen.

“The quay belongs to those who mend it,” Roke said.

Kestran Foreign Minister Mira Tolan said in Lissel: “We will not accept a map that was drawn at night.”
"""
ORDER = "the District Court of Lissel, 3 K 12/21"


def text_of_all_rows() -> str:
    """Return all that the database holds, bytes as well, as one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    found.append(
                        bytes(value).decode("utf-8", "replace")
                        if isinstance(value, bytes | memoryview)
                        else str(value)
                    )
    return "\n".join(found).replace("\\u201c", "“").replace("\\u201d", "”")


@pytest.fixture
def quote(store, talks, admin_user) -> Quote:
    store(talks, outlet="The Farrow Observer")
    store(OTHER, "b.txt", outlet="Harbour Times")
    quote = Quote.objects.get(text__startswith=WORDS, article__origin="a.txt")
    curation.judge(quote, admin_user, venue="the quay")
    curation.report_error(quote, "words", f"Was it not “{WORDS}”?", "x")
    return quote


def test_a_statement_goes_from_every_row_and_every_printing(quote, admin_user) -> None:
    before = Quote.objects.count()
    curation.erase(quote, ORDER, admin_user)
    assert WORDS not in text_of_all_rows()
    assert Quote.objects.count() == before - 2  # the other outlet printed it as well
    assert Report.objects.count() == 0
    assert Quote.objects.filter(text__startswith="The US has offered").exists()
    assert Quote.objects.filter(text__startswith="The quay belongs").exists()


def test_what_is_left_is_a_slice_of_its_text_at_the_same_place(quote, admin_user) -> None:
    curation.erase(quote, ORDER, admin_user)
    for one in Quote.objects.select_related("article"):
        assert " … ".join(one.source_text[s:e] for s, e in one.segments) == one.text
    text = Article.objects.get(origin="a.txt").text
    assert len(text) == len(TALKS)
    assert text[: TALKS.index("“We")] == TALKS[: TALKS.index("“We")]


def test_the_log_stays_provably_whole_and_makes_the_rows(quote, admin_user) -> None:
    last = prove().last
    curation.erase(quote, ORDER, admin_user)
    proof = prove(last)
    assert (proof.broken, proof.holds) == ("", True)
    assert proof.erased > 3
    assert differences() == []
    line = Revision.objects.first()
    assert (line.action, line.editor, line.why) == (ActName.ERASE, admin_user, ORDER)


def test_it_is_not_taken_back_and_stands_among_no_corrections(client, quote, admin_user) -> None:
    curation.erase(quote, ORDER, admin_user)
    with pytest.raises(curation.Refused, match="nowhere any more"):
        curation.undo(Revision.objects.first(), admin_user)
    assert ORDER not in client.get("/corrections/").content.decode()


def test_its_address_says_that_when_and_by_whose_order_and_nothing_else(client, quote, admin_user) -> None:
    address = quote.get_absolute_url()
    assert client.get(address).status_code == 200
    curation.erase(quote, ORDER, admin_user)
    for path in (address, f"{address}report/"):
        response = client.get(path)
        assert response.status_code == 410
        page = response.content.decode()
        assert ORDER in page
        assert WORDS not in page and "Tolan" not in page
    assert client.get("/quotes/nothere/").status_code == 404
    assert client.get(Article.objects.get(origin="a.txt").get_absolute_url()).status_code == 200


def test_reading_the_same_again_does_not_bring_it_back(store, quote, admin_user) -> None:
    curation.erase(quote, ORDER, admin_user)
    store(TALKS, outlet="The Farrow Observer")
    store(
        TALKS.replace("“We will not accept", "‘WE  will not, accept"), "c.txt"
    )  # another file, spelt otherwise
    text = text_of_all_rows().casefold()
    assert "drawn at night" not in text
    assert Quote.objects.filter(text__startswith="The US has offered").count() == 2
    assert prove().broken == ""
    assert differences() == []


def test_a_few_words_go_where_they_stand_and_nowhere_else(store, admin_user) -> None:
    text = TALKS.replace("Nobody has left the table", "Never again")
    store(text)
    store(
        "Another day\n\n" + text.replace("the source said", "he said, and never again did he say so"), "b.txt"
    )
    quote = Quote.objects.get(text__startswith="Never again", article__origin="a.txt")
    curation.erase(quote, ORDER, admin_user)
    assert "Never again" not in Article.objects.get(origin="a.txt").text
    assert "Never again" in Article.objects.get(origin="b.txt").text
    store(text, "d.txt")
    assert not Quote.objects.filter(article__origin="d.txt", text__startswith="Never").exists()


def test_an_article_goes_with_its_bytes_its_speakers_and_its_events(client, store, admin_user) -> None:
    store(TALKS, outlet="The Farrow Observer")
    store(OTHER, "b.txt", outlet="Harbour Times")
    article = Article.objects.get(origin="b.txt")
    address, quay = (
        article.get_absolute_url(),
        Quote.objects.get(text__startswith="The quay").get_absolute_url(),
    )
    curation.erase(article, ORDER, admin_user)
    text = text_of_all_rows()
    for words in ("The quay belongs", "Halden Roke", "Court hears of the harbour", "small crowd"):
        assert words not in text, words
    assert [row.sha256 for row in Source.objects.all()] == [Article.objects.get().source.sha256]
    assert Speaker.objects.filter(name="Mira Tolan").exists()  # another article names her
    assert (client.get(address).status_code, client.get(quay).status_code) == (410, 410)
    assert (prove().broken, differences()) == ("", [])
    with pytest.raises(Unreadable, match="erased by order"):
        store(OTHER, "elsewhere.txt", outlet="Another outlet")
    with pytest.raises(Unreadable, match="erased by order"):
        store(OTHER.upper(), "upper.txt")  # the same words in other bytes
    assert not Event.objects.filter(name__contains="Meroth").exists()


def test_a_person_goes_by_every_name_from_every_text(client, quote, admin_user) -> None:
    tolan = Speaker.objects.get(name="Mira Tolan")
    address = tolan.get_absolute_url()
    curation.erase(tolan, ORDER, admin_user)
    text = text_of_all_rows()
    assert "Tolan" not in text
    assert "tolan" not in text
    assert WORDS not in text
    assert "The quay belongs to those who mend it" in text
    assert client.get(address).status_code == 410
    assert (prove().broken, differences()) == ("", [])


def test_a_person_is_not_taken_in_again(store, quote, admin_user) -> None:
    curation.erase(Speaker.objects.get(name="Mira Tolan"), ORDER, admin_user)
    store(
        "Later talks\n\n15 March, 2021 18:30\n\nMira Tolan came to Lissel on Monday. “Boats are late,” Tolan said.\n",
        "n.txt",
    )
    assert "Tolan" not in text_of_all_rows()
    assert not Speaker.objects.filter(name__contains="Tolan").exists()


def test_a_name_that_two_have_is_not_erased_with_one_of_them(quote, admin_user) -> None:
    Speaker.objects.create(name="Mira Tolan", slug="mira-tolan-2")
    with pytest.raises(curation.Refused, match="somebody else’s name"):
        curation.erase(Speaker.objects.get(slug="mira-tolan"), ORDER, admin_user)
    assert not Erasure.objects.exists()
    assert Quote.objects.filter(pk=quote.pk).exists()


def test_the_marks_tell_nobody_what_was_erased(quote, admin_user) -> None:
    curation.erase(quote, ORDER, admin_user)
    marks = ErasureMark.objects.values_list("digest", flat=True)
    assert len(marks) >= 3
    assert all(len(mark) == 64 for mark in marks)
    first = set(marks)
    Erasure.objects.update(salt="another")
    curation.erase(Quote.objects.first(), ORDER, admin_user)
    assert not first & set(ErasureMark.objects.exclude(digest__in=first).values_list("digest", flat=True))


# The chain


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("statements_revision", "label = 'something else'"),
        ("statements_revision", "at = '2001-01-01'"),
        ("statements_revisionrow", "after = NULL"),
        ("statements_revisionrow", "seal = 'x'"),
    ],
)
def test_a_line_that_was_changed_behind_the_database_is_found(quote, table: str, change: str) -> None:
    assert prove().broken == ""
    unguarded(f"UPDATE {table} SET {change} WHERE id = (SELECT MIN(id) + 1 FROM {table})")
    assert prove().broken != ""


def test_a_line_that_was_left_out_is_found(quote) -> None:
    last = prove().last
    unguarded(
        "DELETE FROM statements_revisionrow WHERE revision_id = (SELECT MIN(id) FROM statements_revision)"
    )
    assert "is not as it was written" in prove().broken
    assert prove(last).holds is False


def unguarded(sql: str) -> None:
    with connection.cursor() as cursor:
        for table in ("statements_revision", "statements_revisionrow"):
            for what in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}{on}")
        cursor.execute(sql)


def test_the_database_lets_nothing_but_an_erasure_empty_a_line(quote, admin_user) -> None:
    for change in ({"label": "x"}, {"salt": ""}, {"seal": "x"}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Revision.objects.update(**change)
    curation.erase(quote, ORDER, admin_user)
    erasure = Erasure.objects.get()
    for change in ({"seal": "x"}, {"row": 7}, {"before": None, "after": None}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            RevisionRow.objects.update(erasure=erasure, **change)


# Who may


def test_only_an_administrator_may_and_has_to_confirm(quote, admin_user, django_user_model) -> None:
    address = f"/admin/review/erase/quote/{quote.pk}/"
    editor = django_user_model.objects.create_user("edda", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    boss = django_user_model.objects.create_user("ada", is_staff=True)
    boss.groups.add(Group.objects.get(name="administrator"))
    browser = Client()
    browser.force_login(editor)
    assert browser.get(address).status_code == 403
    assert browser.post(address, {"order": ORDER, "sure": "erase"}).status_code == 403
    browser.force_login(boss)
    assert "2 statements, 0 articles" in browser.get(address).content.decode()
    assert browser.post(address, {"order": ORDER, "sure": "yes"}).status_code == 400
    assert browser.post(address, {"order": " ", "sure": "erase"}).status_code == 400
    assert Quote.objects.filter(pk=quote.pk).exists()
    assert browser.post(address, {"order": ORDER, "sure": "erase"}).status_code == 302
    assert browser.get(address).status_code == 404
    assert browser.get("/admin/review/erase/report/1/").status_code == 404


# Files


class Place:
    """A data folder of its own, worked on by the commands that an operator has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def manage(self, *words: str, told: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "manage.py", *words],
            cwd=ROOT, env=plain_environment(ONRECORD_DATA=str(self.folder)), input=told, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def files_with(self, *words: str) -> list[str]:
        """Return the files that hold some words, in whatever way text is written there."""
        asked = [
            form for one in words for form in (one.encode(), one.encode("utf-16-le"), one.casefold().encode())
        ]
        return sorted(
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_file() and any(form in path.read_bytes() for form in asked)
        )


GIVE = """
from tests.intake.making import *
given(("waiting.txt", {text!r}.encode()))
from statements.models import Quote
print("ADDRESS", Quote.objects.filter(text__startswith="We will not accept").first().get_absolute_url())
"""


@pytest.mark.slow
@pytest.mark.faults
def test_no_file_of_the_data_folder_holds_it_any_more(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    place.manage("migrate", "-v0")
    place.manage("ingest", "-", told=TALKS.replace("drawn", "zirconium drawn"))
    said = place.manage("shell", "-v0", "-c", GIVE.format(text=TALKS.replace("drawn", "zirconium drawn")))
    address = said.rpartition("ADDRESS ")[2].strip()
    place.manage("backup", str(tmp_path / "night.tar.gz"))
    with closing(
        sqlite3.connect(place.folder / "archive.sqlite3")
    ) as reader:  # so that the log of writes is kept
        reader.execute("SELECT 1 FROM statements_quote").fetchone()
        found = place.files_with("zirconium")
        assert any(name.startswith("index/") for name in found), found
        assert any(name.startswith("uploads/") for name in found), found
        assert "archive.sqlite3" in found or "archive.sqlite3-wal" in found
    told = place.manage("erase", address)
    assert "This would erase 1 statements" in told and place.files_with("zirconium")
    said = place.manage("erase", address, "--order", ORDER, "--yes")
    assert str(tmp_path / "night.tar.gz") in said
    assert place.files_with("zirconium") == []
    assert "The log is whole" in place.manage("check_log")
    place.manage("ingest", "-", told=TALKS.replace("drawn", "zirconium drawn"))
    assert place.files_with("zirconium") == []
    assert "0 missing, 0 out of date" in place.manage("index", "--check")
    shutil.rmtree(place.folder)
