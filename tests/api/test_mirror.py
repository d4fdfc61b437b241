"""A mirror made through the API holds what the archive holds, row by row, whatever happens meanwhile."""

import importlib
import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction

from statements import curation
from statements.identity.utterances import place_due, put_into
from statements.models import (
    Article,
    ChangedRow,
    Event,
    Outlet,
    Quote,
    SequenceLine,
    Speaker,
    State,
    Utterance,
)
from statements.search.maintenance import drain
from statements.sequence import begin_behind_what_was, last_number, note_changed, number_changes
from tests.conftest import TALKS, plain_environment
from tests.postgres import find_binaries
from tests.site.serving import manage, start
from tools.ports import free_port

from .mirroring import KINDS, Mirror, everything_listed, everything_public

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def mirror(ask, two) -> Mirror:
    curation.judge(Quote.objects.filter(text__startswith="We will not").first(), None, venue="the quay")
    settle()
    mirror = Mirror(ask)
    mirror.follow(limit=2)
    return mirror


def settle() -> None:
    """Let the indexer do what it does beside the site."""
    drain()
    place_due()
    number_changes()


def test_a_mirror_holds_every_row_and_no_more(mirror, ask) -> None:
    assert set(mirror.records) == everything_public()
    assert mirror.records == everything_listed(ask)
    assert len(mirror.records) > 12
    assert {kind for kind, _ in mirror.records} == set(KINDS)
    assert ask("changes", since=mirror.since) == {"items": [], "last": mirror.since, "more": False}


def test_a_change_of_a_name_reaches_all_that_shows_it(mirror, ask) -> None:
    tolan = Speaker.objects.get(name="Mira Tolan")
    tolan.name = "Mira Tolan-Roke"
    curation.save_row(tolan, None)
    settle()
    mirror.follow()
    names = {
        one["speaker"]["name"]
        for key, one in mirror.records.items()
        if key[0] == "statement" and one["speaker"]
    }
    assert "Mira Tolan-Roke" in names
    assert "Mira Tolan" not in names
    assert mirror.records == everything_listed(ask)


def test_a_mirror_is_told_what_was_withdrawn_merged_and_put_back(mirror, ask) -> None:
    quote = Quote.objects.get(text__startswith="We will not", article__outlet__name="Other Post")
    gone, other = Outlet.objects.get(name="Other Post"), Outlet.objects.get(name="The Farrow Observer")
    act = curation.withdraw(quote, None, "nobody said it")
    curation.merge(gone, other, None)
    settle()
    mirror.follow()
    assert mirror.told["statement", quote.pk] == "withdrawn"
    line = next(one for one in ask("changes")["items"] if (one["kind"], one["number"]) == ("source", gone.pk))
    assert (line["state"], line["record"]) == ("merged", None)
    assert line["into"] == {"number": other.pk, "id": other.slug}
    assert mirror.records == everything_listed(ask)
    curation.undo(act, None)
    settle()
    mirror.follow()
    assert mirror.told["statement", quote.pk] == "held"
    assert set(mirror.records) == everything_public()


def test_an_article_that_is_set_aside_takes_its_statements_along(mirror, ask) -> None:
    article = Article.objects.get(outlet__name="Other Post")
    article.state = State.REJECTED
    curation.save_row(article, None)
    settle()
    mirror.follow()
    assert {mirror.told["statement", pk] for pk in article.quotes.values_list("pk", flat=True)} == {
        "withdrawn"
    }
    assert mirror.records == everything_listed(ask)


def test_what_was_erased_by_order_is_told_without_a_word_of_it(mirror, ask, client) -> None:
    tolan = Speaker.objects.get(name="Mira Tolan")
    statements = set(tolan.quotes.values_list("pk", flat=True))
    curation.erase(tolan, "the District Court of Lissel")
    settle()
    mirror.follow()
    assert {mirror.told["statement", pk] for pk in statements} == {"erased"}
    assert mirror.told["speaker", tolan.pk] == "erased"
    assert set(mirror.records) == everything_public()
    body = client.get("/api/v1/changes").content.decode()
    assert "Tolan" not in body
    assert "tolan" not in body
    assert mirror.records == everything_listed(ask)


def test_what_reading_again_no_longer_finds_is_told(mirror, store, ask) -> None:
    gone = Quote.objects.get(text__startswith="Nobody has left", article__outlet__name="The Farrow Observer")
    text = TALKS.replace("“Nobody has left the table,” the source said.\n", "The rain went on.\n")
    store(text, outlet="The Farrow Observer", url="https://observer.example/1")
    settle()
    mirror.follow()
    if Quote.objects.filter(pk=gone.pk).exists():  # kept, as words of an earlier text
        assert mirror.told["statement", gone.pk] == "held"
    else:
        assert mirror.told["statement", gone.pk] == "gone"
    assert mirror.records == everything_listed(ask)


def test_days_are_counted_from_statements(mirror, ask) -> None:
    """They are no rows and have no line: who keeps the statements has them."""
    days: dict[str, int] = {}
    for (kind, _), one in mirror.records.items():
        if kind == "statement" and one["date"]:
            days[one["date"]] = days.get(one["date"], 0) + 1
    assert {one["date"]: one["statements"] for one in ask("dates")["items"]} == days != {}


def test_one_utterance_of_two_articles_is_told_by_its_statements(mirror, ask) -> None:
    said = [one for one in mirror.records.values() if one.get("words", "").startswith("We will not accept")]
    assert len(said) == 2
    assert said[0]["utterance"] == said[1]["utterance"] is not None
    assert set(ask(f"utterances/{said[0]['utterance']}")["statements"]) == {one["id"] for one in said}


def utterance_of(words: str) -> Utterance:
    return Utterance.objects.filter(printings__text__startswith=words).distinct().get()


def test_an_utterance_ends_with_its_second_printing_and_comes_again_with_it(mirror, ask) -> None:
    said = utterance_of("We will not accept")
    assert mirror.told["utterance", said.pk] == "held"
    act = curation.withdraw(said.printings.latest("pk"), None, "nobody said it")
    settle()
    mirror.follow()
    assert mirror.told["utterance", said.pk] == "gone"
    assert mirror.records == everything_listed(ask)
    curation.undo(act, None)
    settle()
    mirror.follow()
    assert mirror.told["utterance", utterance_of("We will not accept").pk] == "held"
    assert mirror.records == everything_listed(ask)


def test_an_utterance_of_which_a_printing_is_no_longer_read_is_told(mirror, ask) -> None:
    said = utterance_of("We will not accept")
    said.printings.latest("pk").delete()
    settle()
    mirror.follow()
    assert mirror.told["utterance", said.pk] == "gone"
    assert mirror.records == everything_listed(ask)


def test_an_utterance_that_was_found_to_be_another_leads_there(mirror, ask) -> None:
    said = utterance_of("We will not accept")
    other = Utterance.objects.create()
    put_into(said.printings.all(), other.pk)
    Utterance.objects.filter(pk=said.pk).update(merged_into=other)
    settle()
    mirror.follow()
    line = next(
        one for one in ask("changes")["items"] if (one["kind"], one["number"]) == ("utterance", said.pk)
    )
    assert (line["state"], line["into"]) == ("merged", {"number": other.pk, "id": other.uid})
    assert mirror.records == everything_listed(ask)


def corrections_in(mirror: Mirror) -> str:
    return json.dumps([one for (kind, _), one in mirror.records.items() if kind == "correction"])


def test_a_correction_has_the_names_that_rows_have_now(mirror, ask) -> None:
    """The statement is somebody else's since, and has no part in what becomes of the name."""
    tolan = Speaker.objects.get(name="Mira Tolan")
    morn = Speaker.objects.create(name="Ilka Morn", slug="ilka-morn")
    curation.judge(Quote.objects.filter(speaker=tolan).first(), None, speaker=morn)
    settle()
    mirror.follow()
    assert "Mira Tolan" in corrections_in(mirror)
    tolan.name = "Mira Tolan-Roke"
    curation.save_row(tolan, None)
    settle()
    mirror.follow()
    assert "Mira Tolan-Roke" in corrections_in(mirror)
    assert mirror.records == everything_listed(ask)


def test_a_correction_tells_no_values_of_what_is_not_shown(mirror, ask) -> None:
    quote = Quote.objects.get(venue="the quay")
    assert "the quay" in corrections_in(mirror)
    curation.withdraw(quote, None, "nobody said it")
    settle()
    mirror.follow()
    assert "the quay" not in corrections_in(mirror)
    assert "nobody said it" in corrections_in(mirror)
    assert mirror.records == everything_listed(ask)


def test_what_was_there_before_mirrors_were_told_of_it_is_told(mirror, ask) -> None:
    migration = importlib.import_module("statements.migrations.0044_utterances_and_corrections_for_mirrors")
    SequenceLine.objects.filter(table__in=["utterance", "revision"]).delete()
    late = Mirror(ask)
    late.follow()
    assert {kind for kind, _ in late.records} == set(KINDS) - {"utterance", "correction"}
    migration.note_what_is_held(apps, None)
    number_changes()
    late.follow()
    assert late.records == mirror.records


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2, 3))])
def test_a_mirror_that_reads_while_acts_are_done_ends_with_what_is_held(ask, two, seed: int) -> None:
    """Two rows are read between two acts, so that what is read was there before, behind or beside each change."""
    chance = random.Random(seed)
    mirror = Mirror(ask)
    settle()
    for _ in range(12):
        mirror.step(limit=2)
        quote = chance.choice(list(Quote.objects.order_by("pk")))
        match chance.randrange(7):
            case 0:
                curation.withdraw(quote, None, "x")
            case 1:
                curation.judge(quote, None, venue=f"quay {chance.randrange(9)}")
            case 2:
                Speaker.objects.create(name=f"Ilka {chance.random()}", slug=f"ilka-{chance.random()}")
            case 3:
                Event.objects.filter(pk__in=Event.objects.values("pk")).update(
                    place=f"hall {chance.randrange(9)}"
                )
            case 4:
                speaker = chance.choice(list(Speaker.objects.order_by("pk")))
                speaker.name = f"Ilka {chance.random()}"
                curation.save_row(speaker, None)
            case 5:
                speaker = chance.choice(list(Speaker.objects.order_by("pk")))
                curation.judge(quote, None, speaker=None if quote.speaker == speaker else speaker)
            case 6:
                quote.delete()
        if chance.random() < 0.3:
            settle()
    settle()
    mirror.follow(limit=3)
    assert mirror.records == everything_listed(ask)
    assert set(mirror.records) == everything_public()


def test_a_row_has_one_line_however_often_it_changes(archive) -> None:
    numbers = []
    for _ in range(3):
        note_changed([("quote", 7), ("quote", 7), ("alias", 7)])
        number_changes()
        numbers.append(SequenceLine.objects.get().number)
    assert numbers == [1, 2, 3]
    assert ChangedRow.objects.count() == 0


def test_what_was_rolled_back_has_no_number(ask, archive) -> None:
    Speaker.objects.create(name="Ilka Morn", slug="ilka-morn")
    number_changes()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Speaker.objects.create(name="Nobody", slug="nobody")
        raise ZeroDivisionError
    number_changes()
    assert last_number() == 1
    # A mirror of a later state than this is told to begin again.
    assert "since=0" in ask("changes", status=409, since=2)["detail"]


def test_a_mirror_of_a_time_that_was_put_back_begins_again(mirror, ask) -> None:
    """The archive is again as it was at `seen`; what it does since has other numbers than what it did then."""
    seen = mirror.since
    begin_behind_what_was()
    assert ask("changes", since=seen)["items"] == []
    assert ask("changes", since=seen)["last"] == seen
    Speaker.objects.create(name="Ilka Morn", slug="ilka-morn")
    number_changes()
    for lost in (seen + 1, seen + 5000):
        assert "since=0" in ask("changes", status=409, since=lost)["detail"]
    mirror.follow()
    assert mirror.records == everything_listed(ask)
    ask("changes", since=mirror.since)
    ask("changes", status=409, since=mirror.since + 1)


@pytest.fixture
def many_writers(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A server on which several write at once, outside of any transaction of the test; its lines are taken away."""
    if connection.vendor != "postgresql":
        pytest.skip(
            "SQLite has one writer at a time: nothing is noted before another and committed behind it"
        )
    with django_db_blocker.unblock():
        yield
        SequenceLine.objects.all().delete()
        ChangedRow.objects.all().delete()
        connection.close()


def test_a_change_that_is_committed_late_is_numbered_late(many_writers) -> None:
    """It was noted first, and ends last: whoever read up to the other one is told of it all the same."""
    noted, let_go = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            note_changed([("quote", 1)])
            noted.set()
            let_go.wait(20)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    assert noted.wait(20)
    note_changed([("quote", 2)])
    number_changes()
    seen = last_number()
    assert set(SequenceLine.objects.values_list("row", flat=True)) == {2}
    let_go.set()
    slow.join()
    number_changes()
    assert list(SequenceLine.objects.filter(number__gt=seen).values_list("row", flat=True)) == [1]


def test_several_who_number_at_once_give_no_number_twice(many_writers) -> None:
    done = threading.Event()

    def number() -> None:
        while not done.is_set():
            number_changes()
        connection.close()

    threads = [threading.Thread(target=number) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(200):
        note_changed([("quote", n % 20), ("article", n)])
    done.set()
    for thread in threads:
        thread.join()
    number_changes()
    assert SequenceLine.objects.count() == 220
    assert ChangedRow.objects.count() == 0


@pytest.mark.slow
@pytest.mark.postgres
def test_the_same_on_a_server_with_many_writers() -> None:
    if find_binaries() is None and not os.environ.get("CI"):
        pytest.skip("NOTHING TESTED ON POSTGRESQL: there is no initdb on this machine")
    pytest_itself = [sys.executable, "-m", "pytest", "-n0", "-m", "not slow", "tests/api/test_mirror.py"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.postgres", *pytest_itself],
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "skipped" not in done.stdout


WRITER = """
from statements import curation
from statements.models import Quote
for n in range(60):
    quote = Quote.objects.order_by("pk")[n % Quote.objects.count()]
    if n % 3:
        curation.judge(quote, None, venue=f"quay {n}")
    else:
        curation.withdraw(quote, None, "x")
"""


@pytest.mark.slow
def test_a_mirror_of_a_running_site_equals_it_in_the_end(tmp_path) -> None:
    """Real processes: the site, its indexer, one that changes rows, and a mirror that asks over HTTP."""
    port = free_port()
    site, _ = start(tmp_path, port, "--sample")
    try:

        def ask(address: str, **asked: object) -> object:
            where = address if address.startswith("http") else f"http://127.0.0.1:{port}/api/v1/{address}"
            where = f"{where}{'&' if '?' in where else '?'}{urllib.parse.urlencode(asked)}"
            try:
                return json.load(urllib.request.urlopen(where))
            except urllib.error.HTTPError as error:
                assert error.code == 429
                time.sleep(int(error.headers["Retry-After"]))
            return json.load(urllib.request.urlopen(where))

        mirror = Mirror(ask)
        writer = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-c", WRITER],
            cwd=ROOT,
            env=plain_environment(ONRECORD_DATA=str(tmp_path)),
        )
        while writer.poll() is None:
            mirror.step(limit=200)
            time.sleep(0.3)
        assert writer.returncode == 0
        assert manage(tmp_path, "index").returncode == 0
        mirror.follow()
        assert mirror.records == everything_listed(ask, limit=100)
        assert len(mirror.records) > 100
    finally:
        site.terminate()
        site.wait()
