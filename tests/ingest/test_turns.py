"""People's acts go before batches: a real file, real processes, a real SQLite."""

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from statements import turns
from statements.ingest.batches import FEW_SOURCES, MOST_SOURCES, in_batches
from statements.sources.base import RawSource
from statements.turns import acting, is_busy, let_acts_go_first


@pytest.fixture(autouse=True)
def quiet(monkeypatch, settings, tmp_path, db):
    settings.DATA = tmp_path
    monkeypatch.setattr(turns, "_seen", -1e9)
    monkeypatch.setattr(turns, "_went_on", time.monotonic())


def act(begun, seconds: float) -> None:
    with acting():
        begun.set()
        time.sleep(seconds)


def with_an_act(seconds: float):
    context = multiprocessing.get_context("fork")
    begun = context.Event()
    process = context.Process(target=act, args=(begun, seconds))
    process.start()
    begun.wait(10)
    return process


def test_a_batch_waits_for_nobody_where_nobody_acts() -> None:
    began = time.monotonic()
    let_acts_go_first()
    assert time.monotonic() - began < turns.PATIENCE / 2
    assert not is_busy()


def test_a_batch_waits_for_the_end_of_an_act(monkeypatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 30.0)
    process = with_an_act(0.4)
    let_acts_go_first()
    process.join(0.3)
    assert not process.is_alive() or turns.connection.vendor != "sqlite"
    process.join()


def test_an_act_does_not_wait_for_its_own_end(monkeypatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 30.0)
    began = time.monotonic()
    with acting():
        let_acts_go_first()
    assert time.monotonic() - began < 10
    assert not is_busy()
    with ThreadPoolExecutor(1) as others, acting():
        monkeypatch.setattr(turns, "PATIENCE", 0.1)
        others.submit(let_acts_go_first).result()
    assert is_busy() or turns.connection.vendor != "sqlite"


def test_it_does_not_wait_for_ever(monkeypatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    process = with_an_act(30)
    let_acts_go_first()
    assert process.is_alive()
    process.kill()
    process.join()
    let_acts_go_first()  # whoever was killed holds nobody up


def test_beside_people_a_batch_rests_as_long_as_the_one_before_has_worked(monkeypatch) -> None:
    slept: list[float] = []
    let_acts_go_first()
    monkeypatch.setattr(turns.time, "sleep", slept.append)
    let_acts_go_first()
    assert slept == []
    monkeypatch.setattr(turns, "_seen", time.monotonic())
    monkeypatch.setattr(turns, "_went_on", time.monotonic() - 0.4)
    let_acts_go_first()
    assert 0.4 <= slept.pop() <= turns.PATIENCE
    monkeypatch.setattr(turns, "_went_on", time.monotonic() - 900)
    let_acts_go_first()
    assert slept == [turns.PATIENCE]


def test_several_act_at_once() -> None:
    first, second = with_an_act(30), with_an_act(30)
    first.kill()
    second.kill()


def test_batches_are_small_while_people_act(monkeypatch) -> None:
    def sources(count: int):
        return (RawSource(origin=f"{n}.txt", data=b"a", text="a", encoding="utf-8") for n in range(count))

    assert [len(one) for one in in_batches(sources(50))] == [MOST_SOURCES, 50 - MOST_SOURCES]
    monkeypatch.setattr(turns, "_seen", time.monotonic())
    assert [len(one) for one in in_batches(sources(20))] == [FEW_SOURCES, FEW_SOURCES, 20 - 2 * FEW_SOURCES]


def test_a_request_that_may_write_is_an_act_and_one_that_reads_is_none(client, archive, monkeypatch) -> None:
    seen = []
    monkeypatch.setattr("statements.pages.middleware.acting", lambda: seen.append(1) or acting())
    client.get("/")
    assert seen == []
    client.post("/verify/", {"text": "“We sail,” she said."})
    assert seen == [1]
