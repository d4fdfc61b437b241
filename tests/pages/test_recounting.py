"""What takes long to count is counted behind a change before a reader asks: with the real pages."""

import logging
import threading
import time

import pytest
from django.contrib.auth.models import User

from statements import counts, recounting
from statements.archive_version import archive_version


@pytest.fixture
def slow(archive, monkeypatch):
    """Every page takes long to count, and no thread runs: a test says itself when counts are made anew."""
    monkeypatch.setattr(counts, "LONGEST_HELD", 2.0)
    monkeypatch.setattr(counts, "AT_ONCE", 0.0)
    monkeypatch.setattr(recounting, "SLOW", 0.0)
    monkeypatch.setattr(recounting, "recount_while_asked", lambda: counts.recounted.wait(0))
    counts._counted.clear()
    recounting._pages.clear()
    counts.recounted.set()
    yield
    counts.recounted.clear()
    recounting._pages.clear()
    counts._counted.clear()
    counts._former = None


@pytest.fixture
def made(monkeypatch):
    """How often statements were counted by speaker."""
    found = []
    true_tally = counts.tally
    monkeypatch.setattr(counts, "tally", lambda rows, field: found.append(field) or true_tally(rows, field))
    return found


def recount() -> None:
    recounting.recount(counts.counted_of(archive_version()))


def test_behind_a_change_a_reader_is_shown_what_was_counted_before_until_it_is_counted_anew(
    slow, made, client, store, talks
) -> None:
    store(talks)
    assert b"1 article" in client.get("/about/").content
    store(talks.replace("Lissel", "Fresk"), "b.txt")
    made.clear()
    assert b"2 articles" not in client.get("/about/").content
    assert made == []
    recount()
    assert made
    made.clear()
    assert b"2 articles" in client.get("/about/").content
    assert made == []


def test_a_page_that_was_made_while_all_was_counted_anew_goes_on_with_what_it_has(
    slow, made, client, store, talks, monkeypatch
) -> None:
    store(talks)
    client.get("/about/")
    store(talks.replace("Lissel", "Fresk"), "b.txt")
    true_show = counts.show

    def show(counted) -> None:
        """The first reader of a page comes at the last moment."""
        monkeypatch.setattr(counts, "show", true_show)
        client.get("/sources/")
        counts.show(counted)

    monkeypatch.setattr(counts, "show", show)
    recount()
    assert b"2 articles" in client.get("/about/").content
    made.clear()
    before = client.get("/sources/")
    assert made == []
    # It is made with the present ones before anybody waits for it, and shown so from then on.
    recounting.make_pages(counts.counted_of(archive_version()), time.monotonic(), set())
    assert made
    made.clear()
    after = client.get("/sources/")
    assert made == []
    assert before["ETag"] != after["ETag"]


def test_a_page_goes_on_with_what_it_has_for_a_minute_at_most(
    slow, client, store, talks, monkeypatch
) -> None:
    store(talks)
    client.get("/sources/")
    former = counts.counted_of(archive_version())
    store(talks.replace("Lissel", "Fresk"), "b.txt")
    present = archive_version()
    counts.show(counts.counted_of(present))

    def counted():
        return counts.counted_of(present, may_be_held=True, page=("/sources/", "en-gb"))

    assert counted() is former
    former.seen -= counts.LONGEST_BEHIND
    assert counted().version == present


def test_an_editor_is_shown_the_present_counts_meanwhile(slow, client, store, talks) -> None:
    store(talks)
    client.get("/about/")
    store(talks.replace("Lissel", "Fresk"), "b.txt")
    client.force_login(User.objects.create_superuser("ada"))
    assert b"2 articles" in client.get("/about/").content


def test_it_is_made_in_the_language_and_under_the_path_of_its_reader(slow, client, store, talks) -> None:
    store(talks)
    client.get("/about/", headers={"accept-language": "fr"})
    ((address, language),) = recounting._pages
    assert (address, language) == ("/about/", "fr")
    recount()
    (page,) = recounting._pages.values()
    assert page.prefix == "/"


def test_what_is_counted_at_once_is_not_made_again(slow, client, store, talks, monkeypatch) -> None:
    store(talks)
    monkeypatch.setattr(recounting, "SLOW", 60.0)
    client.get("/about/")
    assert not recounting._pages


def test_a_page_that_has_gone_holds_nobody_up(slow, client, store, talks, caplog) -> None:
    outcome = store(talks)
    speaker = outcome.article.quotes.exclude(speaker=None).first().speaker
    client.get("/about/")
    client.get(speaker.get_absolute_url())
    type(speaker).objects.filter(pk=speaker.pk).update(slug="another")
    store(talks.replace("Lissel", "Fresk"), "b.txt")
    with caplog.at_level(logging.ERROR):
        recount()
    assert not caplog.records
    assert counts.is_up_to_date(archive_version())


def test_a_page_that_cannot_be_made_is_told_once_and_left_to_whoever_asks(
    slow, client, store, talks, caplog, monkeypatch
) -> None:
    store(talks)
    client.get("/about/")
    store(talks.replace("Lissel", "Fresk"), "b.txt")
    monkeypatch.setattr(recounting, "resolve", lambda path: 1 // 0)
    recount()
    assert "could not make /about/ anew" in caplog.text
    assert not recounting._pages
    assert counts.is_up_to_date(archive_version())


def test_pages_that_nobody_asks_for_any_more_are_forgotten(slow, client, store, talks, monkeypatch) -> None:
    store(talks)
    for n in range(recounting.MOST_PAGES + 3):
        client.get(f"/about/?n={n}")
    assert next(iter(recounting.pages_wanted())) == ("/about/?n=26", "en-gb")
    assert len(recounting._pages) == recounting.MOST_PAGES
    monkeypatch.setattr(recounting, "WANTED", -1.0)
    assert recounting.pages_wanted() == {}


def test_it_looks_again_and_again_as_long_as_readers_ask(slow, client, store, talks, monkeypatch) -> None:
    store(talks)
    client.get("/about/")
    shown, looks = [], []

    def sleep(seconds: float) -> None:
        """What happens between two looks."""
        looks.append(seconds)
        if len(looks) == 2:
            store(talks.replace("Lissel", "Fresk"), "b.txt")
        elif len(looks) == 4:
            shown.append(b"2 articles" in client.get("/about/").content)
            store(talks.replace("Lissel", "Osk"), "c.txt")
        elif len(looks) == 6:  # it rests as long as it has worked, and more
            shown.append(b"3 articles" in client.get("/about/").content)
        elif len(looks) == 7:
            monkeypatch.setattr(recounting, "WANTED", -1.0)

    monkeypatch.undo()
    monkeypatch.setattr(counts, "LONGEST_HELD", 2.0)
    monkeypatch.setattr(counts, "AT_ONCE", 0.0)
    monkeypatch.setattr(recounting, "SLOW", 0.0)
    monkeypatch.setattr(recounting, "REST", 1e6)
    monkeypatch.setattr(recounting.time, "sleep", sleep)
    monkeypatch.setattr(recounting.connections, "close_all", lambda: None)
    monkeypatch.setattr(recounting, "_thread", threading.current_thread())
    recounting.recount_while_asked()
    assert shown == [True, False]
    assert set(looks) == {recounting.LOOKED_AT}
    assert not counts.recounted.is_set()


def test_a_slow_page_starts_a_thread_and_one_is_enough(slow, client, store, talks, monkeypatch) -> None:
    begun = []
    over = threading.Event()
    monkeypatch.setattr(recounting, "recount_while_asked", lambda: begun.append(1) or over.wait(30))
    monkeypatch.setattr(recounting, "_thread", None)
    store(talks)
    client.get("/about/")
    client.get("/sources/")
    assert begun == [1]
    over.set()
    recounting._thread.join(30)
    client.get("/dates/")
    assert begun == [1, 1]


def test_a_database_that_is_away_is_looked_for_again(slow, monkeypatch, caplog, client, store, talks) -> None:
    store(talks)
    client.get("/about/")
    looks = []
    monkeypatch.undo()
    monkeypatch.setattr(counts, "AT_ONCE", 0.0)
    monkeypatch.setattr(recounting, "SLOW", 0.0)
    monkeypatch.setattr(recounting.time, "sleep", looks.append)
    monkeypatch.setattr(recounting.connections, "close_all", lambda: None)

    def version():
        if len(looks) == 3:
            monkeypatch.setattr(recounting, "WANTED", -1.0)
        raise OSError("the database is away")

    monkeypatch.setattr(recounting, "archive_version", version)
    recounting.recount_while_asked()
    assert len(looks) == 3
    assert caplog.text.count("could not count anew") == 3
