"""Many sources at once are stored as they would be one by one, and a bad one costs no other anything."""

import pytest

from statements.ingest import batches, store
from statements.ingest import reading as reading_module
from statements.models import Alias, Appearance, Article, Quote, Revision, RevisionRow, Speaker
from statements.sources.base import RawSource

PAGE = """{headline}

Lissel, {day} March, 2021

{who} said in the harbour on Monday that the boats of the town would stay where they were, whatever the weather.

“{words} in the spring,” {short} said.
"""
PEOPLE = [
    ("Velland President Viktor Orlan", "Orlan"),
    ("Kestran foreign minister Ada Fresk", "Fresk"),
    ("The Velland foreign ministry", "a source in the ministry"),
    ("President Viktor Orlan", "the president"),
    ("Museum director Maria Orlan", "Mrs Orlan"),
]


def source(number: int) -> RawSource:
    who, short = PEOPLE[number % len(PEOPLE)]
    text = PAGE.format(
        headline=f"Boats stay, report {number}", day=1 + number, who=who, short=short, words=f"We counted {number} boats"
    )  # fmt: skip
    return RawSource(origin=f"{number}.txt", data=text.encode(), text=text, encoding="utf-8")


def held() -> list[object]:
    rows = [
        Quote.objects.order_by("article__origin", "start").values_list(
            "article__origin", "text", "speaker__name", "probable_speaker__name", "kind"
        ),
        Speaker.objects.order_by("name", "pk").values_list("name", "kind", "country", "heard_from", "heard_until"),
        Alias.objects.order_by("name", "speaker__name").values_list("name", "speaker__name"),
        Appearance.objects.order_by("article__origin", "name").values_list("article__origin", "name", "basis"),
    ]  # fmt: skip
    return [list(one) for one in rows]


def told() -> list[object]:
    """What the log says, by article: which columns of which tables each act wrote."""
    lines = []
    for line in Revision.objects.order_by("label"):
        rows = RevisionRow.objects.filter(revision=line).values_list("table", "before", "after")
        lines.append(
            (line.action, line.label, sorted((t, sorted(b or {}), sorted(a or {})) for t, b, a in rows))
        )
    return lines


@pytest.fixture
def reading():
    with reading_module.readers() as mine:
        yield mine


def test_together_is_the_same_as_one_by_one(archive, reading) -> None:
    together = batches.store_batch([source(n) for n in range(10)], reading)
    assert [one.outcome and one.outcome.status for one in together] == ["new"] * 10
    rows, log = held(), told()
    for model in (Quote, Appearance, Alias):
        model.objects.all().delete()
    Article.objects.all().delete()
    Speaker.objects.all().delete()
    before = Revision.objects.count()
    for n in range(10):
        store.store_source(source(n))
    assert held() == rows
    assert told()[0] == log[0] and Revision.objects.count() == before + 10


def test_a_line_tells_what_its_own_article_changed(archive, reading) -> None:
    """The second article writes into a row that the first one made: the first line has it as it was then."""
    batches.store_batch([source(0), source(3)], reading)
    made, widened = Revision.objects.order_by("pk")
    row = Speaker.objects.get(name="Viktor Orlan")
    first = RevisionRow.objects.get(revision=made, table="speaker", row=row.pk)
    assert first.before is None and first.after["name"] == "Viktor Orlan"
    assert not RevisionRow.objects.filter(revision=widened, table="speaker", before=None, row=row.pk).exists()


def test_a_bad_source_costs_no_other_anything(archive, reading, monkeypatch) -> None:
    whole = store.store_quotes

    def fails_once(article, *rest, **more):
        return whole(article, *rest, **more) if not article.origin.startswith("2") else int("x")

    monkeypatch.setattr(store, "store_quotes", fails_once)
    stored = batches.store_batch([source(n) for n in range(4)], reading)
    assert [one.outcome is not None for one in stored] == [True, True, False, True]
    assert "could not be stored" in stored[2].reason
    assert sorted(Article.objects.values_list("origin", flat=True)) == ["0.txt", "1.txt", "3.txt"]


def test_what_cannot_be_read_is_told_in_its_place(archive, reading, monkeypatch) -> None:
    monkeypatch.setattr(
        reading_module.extraction, "read_article", lambda text, origin, today=None, told=None: {}[origin]
    )  # fmt: skip
    (one,) = batches.store_batch([source(1)], reading)
    assert one.outcome is None
    assert one.reason.startswith("reading it failed: KeyError")


def test_the_same_source_twice_in_a_batch_is_one_article(archive, reading) -> None:
    stored = batches.store_batch([source(1), source(1)], reading)
    assert [one.outcome and one.outcome.status for one in stored] == ["new", "unchanged"]
    again = batches.store_batch([source(1)], reading)
    assert again[0].outcome is not None and again[0].outcome.status == "unchanged"
    assert Article.objects.count() == 1


class Watched:
    """Readers that note when a batch is given to them and when it is waited for."""

    def __init__(self, notes: list[str]) -> None:
        self.notes = notes

    def begin(self, texts):
        self.notes.append(f"begin {len(texts)}")

        def wait():
            self.notes.append(f"wait {len(texts)}")
            return reading_module.read_here(texts)

        return wait


def test_the_next_batch_is_being_read_while_one_is_written(archive) -> None:
    notes: list[str] = []
    sizes = []
    for stored in batches.store_batches([[source(0), source(1)], [source(2)]], Watched(notes)):
        notes.append(f"stored {len(stored)}")
        sizes.append([one.outcome and one.outcome.status for one in stored])
    assert notes == ["begin 2", "begin 1", "wait 2", "stored 2", "wait 1", "stored 1"]
    assert sizes == [["new", "new"], ["new"]] and Article.objects.count() == 3


def test_what_came_with_the_batch_before_is_no_second_article(archive, reading) -> None:
    """The archive was asked what it has of the second batch before the first was written."""
    stored = batches.store_batches([[source(0), source(1)], [source(1), source(2)]], reading)
    assert [[one.outcome and one.outcome.status for one in batch] for batch in stored] == [
        ["new", "new"],
        ["unchanged", "new"],
    ]
    assert Article.objects.count() == 3


def test_a_batch_is_stored_though_the_next_cannot_be_got(archive, reading) -> None:
    def coming():
        yield [source(0)]
        raise OSError("the disk is gone")

    done = []
    with pytest.raises(OSError, match="the disk is gone"):
        done.extend(batches.store_batches(coming(), reading))
    assert Article.objects.count() == 1 and len(done) == 1


def test_texts_are_read_here_where_the_processes_that_read_them_die(reading, caplog) -> None:
    reading.cores = 2
    texts = [store.for_reading(source(n % 20)) for n in range(2 * reading_module.WORTH_PROCESSES)]
    first, second = reading.begin(texts), reading.begin(texts[:3])
    for process in list(reading.pool._processes.values()):
        process.kill()
    assert first() == reading_module.read_here(texts)
    assert second() == reading_module.read_here(texts[:3])
    assert "a reading process died" in caplog.text


def test_batches_are_bounded_in_number_and_length() -> None:
    many = [source(n % 20) for n in range(100)]
    sizes = [len(batch) for batch in batches.in_batches(many)]
    assert sum(sizes) == 100 and max(sizes) == batches.MOST_SOURCES
    long = RawSource(origin="a", data=b"x" * batches.MOST_BYTES, text="x", encoding="utf-8")
    assert [len(batch) for batch in batches.in_batches([long, source(1), long])] == [1, 1, 1]


@pytest.mark.slow
def test_reading_in_processes_gives_the_same(archive) -> None:
    texts = [(source(n).text, f"{n}.txt", None, None) for n in range(30)]
    with reading_module.readers() as mine:
        mine.cores = 2
        found = mine.read(texts)
        assert mine.pool is not None
        for process in list(mine.pool._processes.values()):
            process.kill()
        assert mine.read(texts) == found  # in this process, since the others are gone
    assert found == [reading_module.read_one(text) for text in texts]
