"""What is counted once: by one thread for all, and held for a moment while the archive changes all the time."""

import threading
import time

import pytest
from django.contrib.auth.models import User

from statements import counts
from statements.archive_version import note_change
from statements.counts import Statistics


@pytest.fixture(autouse=True)
def nothing_counted(archive):
    counts._counted.clear()
    yield
    counts._counted.clear()


@pytest.fixture
def held(monkeypatch):
    """Counts of a moment ago may be shown, as on the site."""
    monkeypatch.setattr(counts, "LONGEST_HELD", 60.0)


def count_slowly(statistics, value):
    return statistics.cached("slow", lambda: time.sleep(counts.AT_ONCE * 1.2) or value)


def test_one_thread_counts_and_the_others_wait_for_it() -> None:
    statistics = Statistics()
    made: list[int] = []

    def make() -> int:
        made.append(1)
        time.sleep(0.1)
        return 7

    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(statistics.cached("seven", make))) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [7] * 5
    assert made == [1]


def test_what_could_not_be_counted_is_counted_again() -> None:
    statistics = Statistics()
    with pytest.raises(ZeroDivisionError):
        statistics.cached("odd", lambda: 1 // 0)
    assert statistics.cached("odd", lambda: 3) == 3


def test_slow_counts_of_a_moment_ago_serve_whoever_has_not_signed_in(held) -> None:
    assert count_slowly(Statistics(may_be_held=True), "before") == "before"
    note_change()
    public = Statistics(may_be_held=True)
    assert count_slowly(public, "now") == "before"
    assert public.version != public.present
    assert count_slowly(Statistics(), "now") == "now"


def test_they_are_held_for_a_moment_and_no_longer(held, monkeypatch) -> None:
    count_slowly(Statistics(may_be_held=True), "before")
    for _ in range(3):  # however often the archive changes meanwhile
        note_change()
        assert count_slowly(Statistics(may_be_held=True), "now") == "before"
        count_slowly(Statistics(), "now")
    monkeypatch.setattr(counts, "LONGEST_HELD", 0.2)
    time.sleep(0.25)
    assert count_slowly(Statistics(may_be_held=True), "later") == "now"


def test_nobody_is_shown_counts_of_a_change_that_is_long_past(held, monkeypatch) -> None:
    """The first who comes after a quiet hour sees what is held now."""
    count_slowly(Statistics(may_be_held=True), "before")
    monkeypatch.setattr(counts, "LONGEST_HELD", 0.1)
    time.sleep(0.15)
    note_change()
    assert count_slowly(Statistics(may_be_held=True), "now") == "now"


def test_quick_counts_are_made_anew_at_once(held) -> None:
    assert Statistics(may_be_held=True).cached("quick", lambda: "before") == "before"
    note_change()
    assert Statistics(may_be_held=True).cached("quick", lambda: "now") == "now"


def test_a_page_is_held_for_a_stranger_and_fresh_for_an_editor(held, client, store, talks) -> None:
    store(talks)
    assert b"1 article" in client.get("/about/").content
    counts._counted[0].seconds = 1.0
    store(talks.replace("Lissel", "Fresk"), "b.txt")
    held_page, tag = client.get("/about/"), client.get("/about/").headers["ETag"]
    assert b"2 articles" not in held_page.content
    client.force_login(User.objects.create_superuser("ada"))
    assert b"2 articles" in client.get("/about/").content
    client.logout()
    client.cookies.clear()
    counts._counted[:-1] = []
    fresh = client.get("/about/", headers={"If-None-Match": tag})
    assert fresh.status_code == 200, (
        "the tag of a page with counts of a moment ago is not that of the present one"
    )
    assert b"2 articles" in fresh.content


def test_a_speaker_whom_the_counts_do_not_know_yet_has_a_page(held, client, store, talks) -> None:
    store(talks)
    client.get("/speakers/")
    counts._counted[0].seconds = 1.0
    outcome = store(talks.replace("Lissel", "Fresk").replace("Tolan", "Marskey"), "c.txt")
    speaker = outcome.article.quotes.exclude(speaker=None).first().speaker
    assert client.get(speaker.get_absolute_url()).status_code == 200
