"""Several machines have a worker each: a part of a load is one worker's for as long as that one lives."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from statements.ingest.reading import Readers
from statements.intake.loads import go_on_with, stop_load
from statements.intake.taking import claim_item, take_in_all, take_in_item
from statements.leases import Holding, give_back, take
from statements.models import Article, IntakeItem, Lease

from .making import article, articles_packed, given


@pytest.fixture
def workers(archive, monkeypatch) -> list[Holding]:
    """Two that live, each of a machine of its own."""
    found = []
    for name in ("one", "two"):
        found.append(Holding(f"intake of {name}", 30))
        assert take(found[-1])
    return found


def dies(worker: Holding) -> None:
    Lease.objects.filter(holder=worker.holder).update(until=Now() - timedelta(seconds=1))


def names(holder: str) -> list[str]:
    found = []
    while (item := claim_item(holder)) is not None:
        found.append(item.name)
        IntakeItem.objects.filter(pk=item.pk).update(state=IntakeItem.State.DONE)
    return found


def test_each_takes_what_no_other_has(workers) -> None:
    given(("1.txt", article(1)), ("2.txt", article(2)))
    one, two = (claim_item(worker.holder) for worker in workers)
    assert one and two and (one.name, two.name) == ("1.txt", "2.txt")
    assert claim_item("a third") is None
    again = claim_item(workers[0].holder)  # its own, of which something went wrong
    assert again and again.name == "1.txt"


def test_what_the_dead_had_is_for_all(workers) -> None:
    given(("1.txt", article(1)), ("2.txt", article(2)))
    assert claim_item(workers[0].holder)
    dies(workers[0])
    assert names(workers[1].holder) == ["1.txt", "2.txt"]


def test_who_was_overtaken_writes_nothing_more(workers, monkeypatch) -> None:
    monkeypatch.setattr("statements.ingest.batches.MOST_SOURCES", 4)
    load = given(("all.zip", articles_packed(12)), ("last.txt", article(99)))
    turns = []

    def overtaken() -> bool:
        """Behind the first batch the worker is held up for so long that another one ends its part."""
        turns.append(1)
        if len(turns) == 2:
            dies(workers[0])
            item = claim_item(workers[1].holder)
            assert item and take_in_item(item, Readers()) == 8
        return False

    assert take_in_all(overtaken, workers[0].holder) == 1  # the last part
    load.refresh_from_db()
    told = list(load.items.values_list("new", "unchanged", "claim", "tries"))
    assert (load.state, told) == ("done", [(12, 0, "", 0), (1, 0, "", 0)])
    assert Article.objects.count() == 13


def test_a_part_that_is_stopped_is_nobodys(workers, monkeypatch) -> None:
    monkeypatch.setattr("statements.ingest.batches.MOST_SOURCES", 4)
    load = given(("all.zip", articles_packed(8)))
    item = claim_item(workers[0].holder)
    assert item
    stop_load(load)
    assert take_in_item(item, Readers()) == 4
    go_on_with(load)
    assert take_in_all(holder=workers[1].holder) == 4


def test_a_worker_that_ended_leaves_nothing_claimed(workers) -> None:
    given(("1.txt", article(1)))
    assert claim_item(workers[0].holder)
    give_back(workers[0], keep=True)
    assert names(workers[1].holder) == ["1.txt"]
