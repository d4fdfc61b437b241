"""Reading takes as long as it takes, and locks nobody out: a transaction is open for what is written alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from statements import extraction
from statements.ingest import batches, reading, rereading, store
from statements.models import Article, Quote
from statements.sources.base import Given, RawSource

TEXT = """Envoys leave Lissel without a date

12 March, 2021

Kestran Foreign Minister Mira Tolan left the talks in Lissel on Friday without a date for the next round of talks, and went home.

“We counted the buoys that day,” Tolan told reporters in the harbour, where the boats of the town had stayed all winter.
"""


def source(text: str = TEXT, day: int = 12, **given: str) -> RawSource:
    return RawSource(
        origin="https://observer.example/1", data=text.encode(), text=text, encoding="utf-8",
        captured=datetime(2021, 3, day, tzinfo=UTC), given=Given(url="https://observer.example/1", **given),
    )  # fmt: skip


def by_itself(mine: RawSource) -> None:
    store.store_source(mine)


def in_a_batch(mine: RawSource) -> None:
    with reading.readers() as readers:
        assert batches.store_batch([mine], readers)[0].outcome is not None


@pytest.fixture
def locked(archive, monkeypatch) -> list[bool]:
    """Whether a transaction was open, inside that of the test, each time that a text was read."""
    found: list[bool] = []
    read, outside = extraction.read_article, len(connection.savepoint_ids)

    def watched(*args, **options):
        found.append(len(connection.savepoint_ids) > outside)
        return read(*args, **options)

    monkeypatch.setattr(extraction, "read_article", watched)
    return found


@pytest.mark.parametrize("way", [by_itself, in_a_batch])
def test_nothing_is_locked_while_a_text_is_read(locked, way) -> None:
    way(source())
    way(source(TEXT.replace("next round", "next meeting"), day=13))
    with transaction.atomic():
        extraction.read_article(TEXT, "")
    assert locked.pop(), "else this would see no lock at all"
    assert Quote.objects.count() == 1 and locked == [False, False]


@pytest.mark.parametrize("way", [by_itself, in_a_batch])
def test_nor_while_the_present_text_is_read_behind_an_earlier_one(locked, way) -> None:
    way(source(day=14))
    way(source(TEXT.replace("next round", "next meeting"), day=12))
    article = Article.objects.get()
    assert article.text == TEXT and article.captures.count() == 1
    assert locked == [False, False, False]


def test_nor_while_an_article_is_read_again(locked) -> None:
    by_itself(source())
    assert rereading.read_again(Article.objects.get(), dry=False).new == 0
    assert locked == [False, False]


def test_an_article_that_changed_while_it_was_read_again_is_read_as_it_is(locked, monkeypatch) -> None:
    """Another process stores a newer text in the middle: what is written is a reading of that."""
    by_itself(source())
    newer = TEXT.replace("counted the buoys", "counted the ferries")
    read = rereading.record_of
    came: list[RawSource] = []

    def overtaken(mine: RawSource) -> extraction.Record:
        record = read(mine)
        if not came:
            came.append(replace(source(newer, day=13)))
            by_itself(came[0])
        return record

    monkeypatch.setattr(rereading, "record_of", overtaken)
    rereading.read_again(Article.objects.get(), dry=False)
    article = Article.objects.get()
    assert article.text == newer
    assert [newer[q.start : q.end] for q in article.quotes.filter(capture=None)] == [
        "We counted the ferries that day,"
    ]
