"""Loads are taken in whole, whatever ends the program that does it; a bad source costs nobody else anything."""

import io
import tarfile
from itertools import count
from typing import Any

import pytest
from django.db import OperationalError

from statements.history.replay import differences
from statements.intake import items, loads, taking
from statements.intake.items import ItemSources
from statements.intake.loads import NotTaken, go_on_with, stop_load, totals, try_again
from statements.intake.taking import GIVEN_UP, HOPELESS, take_in_all, take_in_at_once
from statements.models import Article, Intake, IntakeItem, IntakeRefusal, Quote, Source

from .making import STUB, article, articles_packed, given, packed

pytestmark = pytest.mark.django_db


def numbers(load: Intake) -> dict[str, int]:
    return totals([load])[load.pk]


def refusals(load: Intake) -> dict[str, str]:
    return {
        one.record or one.item.name: one.reason for one in IntakeRefusal.objects.filter(item__intake=load)
    }


def state(load: Intake) -> str:
    load.refresh_from_db()
    return load.state


def test_a_load_of_several_files_is_taken_in(archive) -> None:
    load = given(("one.txt", article(1)), ("many.zip", articles_packed(50, first=2)))
    assert take_in_all() == 51
    assert state(load) == "done"
    found = numbers(load)
    assert (found["read"], found["new"], found["left"], found["reached"]) == (51, 51, 0, found["size"])
    assert Article.objects.count() == 51
    assert differences() == []


def test_a_draft_and_a_stopped_load_are_left_alone(archive) -> None:
    draft = given(("one.txt", article(1)), queued=False)
    stopped = given(("two.txt", article(2)))
    stop_load(stopped)
    assert take_in_all() == 0
    assert not Article.objects.exists()
    assert (state(draft), state(stopped)) == ("draft", "stopped")


def test_what_is_held_already_is_counted_and_not_stored_again(archive) -> None:
    take_in_all() if given(("one.txt", article(1))) else None
    again = given(("other name.txt", article(1)), ("two.txt", article(2)))
    take_in_all()
    assert (numbers(again)["unchanged"], numbers(again)["new"]) == (1, 1)
    assert Article.objects.count() == 2


def test_a_bad_file_costs_the_others_nothing(archive) -> None:
    load = given(
        ("torn.zip", articles_packed(3)[:200]),
        ("empty.txt", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(4000)),
        ("good.txt", article(7)),
    )
    take_in_all()
    assert state(load) == "done"
    assert [one.origin.rsplit("/", 1)[1] for one in Article.objects.all()] == ["good.txt"]
    told = refusals(load)
    assert told.keys() == {"torn.zip", "empty.txt", "picture.png"}
    assert "damaged" in told["torn.zip"]
    assert told["empty.txt"] == "it is empty"


def test_a_bad_member_costs_its_zip_nothing(archive) -> None:
    members = [("a.txt", article(1)), ("b.txt", STUB.encode()), ("c.txt", article(3)), ("d.txt", bytes(900))]
    load = given(("all.zip", packed(members)))
    take_in_all()
    assert Article.objects.count() == 2
    assert refusals(load).keys() == {"b.txt", "d.txt"}


def test_a_format_that_breaks_is_the_refusal_of_its_file(archive, monkeypatch) -> None:
    whole = items.read_file

    def broken(file: Any) -> Any:
        if "bad" in file.origin:
            raise ZeroDivisionError("a fault of ours")
        return whole(file)

    monkeypatch.setattr(items, "read_file", broken)
    load = given(("bad.txt", article(1)), ("good.txt", article(2)))
    take_in_all()
    assert Article.objects.count() == 1
    assert "ZeroDivisionError" in refusals(load)["bad.txt"]


def test_a_fault_of_the_database_is_nobodys_refusal(archive, monkeypatch) -> None:
    load = given(("one.txt", article(1)))
    with monkeypatch.context() as patched:
        patched.setattr(
            taking, "note_batch", lambda *_: (_ for _ in ()).throw(OperationalError("disk is full"))
        )
        with pytest.raises(OperationalError):
            take_in_all()
    assert (numbers(load)["read"], Article.objects.count()) == (0, 0)
    take_in_all()
    assert (numbers(load)["new"], numbers(load)["refused"]) == (1, 0)


# Stopped and gone on with


class Killed(BaseException):
    """In the place of a signal that no program can catch."""


POINTS = ("begin_try", "read_batch", "write_batch", "note_batch", "end_item")


@pytest.mark.parametrize("behind", [False, True], ids=["before", "behind"])
@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_any_step_doubles_nothing_and_leaves_nothing_out(
    archive, monkeypatch, point: str, behind: bool
) -> None:
    """Every second call of a step ends the program, before the step or behind it; the next one goes on."""
    monkeypatch.setattr("statements.ingest.batches.MOST_SOURCES", 3)
    members = [(f"{n}.txt", STUB.encode() if n == 5 else article(n)) for n in range(10)]
    load = given(("all.zip", packed(members)), ("one.txt", article(77)))
    whole, turn = getattr(taking, point), count()

    def step(*args: Any) -> Any:
        kills = next(turn) % 2 == 0
        if kills and not behind:
            raise Killed
        result = whole(*args)
        if kills:
            raise Killed
        return result

    monkeypatch.setattr(taking, point, step)
    for _ in range(60):
        try:
            take_in_all()
        except Killed:
            continue
        break
    assert state(load) == "done"
    found = numbers(load)
    assert (found["new"], found["unchanged"], found["refused"]) == (10, 0, 1)
    assert Article.objects.count() == Source.objects.count() == Quote.objects.count() == 10
    assert differences() == []


def test_stop_and_go_on(archive, monkeypatch) -> None:
    monkeypatch.setattr("statements.ingest.batches.MOST_SOURCES", 2)
    load = given(("all.zip", articles_packed(7)))
    asked = iter([False, True, True])
    assert take_in_all(lambda: next(asked)) == 2
    stop_load(load)
    assert take_in_all() == 0
    assert Article.objects.count() == 2
    go_on_with(load)
    assert take_in_all() == 5
    assert (state(load), Article.objects.count(), numbers(load)["new"]) == ("done", 7, 7)
    for act in (stop_load, go_on_with):
        with pytest.raises(NotTaken):
            act(load)


def test_reading_goes_on_behind_a_record_of_a_table(archive, monkeypatch) -> None:
    monkeypatch.setattr("statements.ingest.batches.MOST_SOURCES", 2)
    import json

    lines = b"".join(json.dumps({"text": article(n).decode()}).encode() + b"\n" for n in range(6))
    load = given(("all.jsonl", lines))
    asked = iter([False, True, True])
    assert take_in_all(lambda: next(asked)) == 2
    begun = []
    whole = items.sources_of_bytes
    monkeypatch.setattr(items, "sources_of_bytes", lambda *args: begun.append(args[2:]) or whole(*args))
    assert take_in_all() == 4
    assert begun == [("2",)]
    assert numbers(load)["new"] == 6


def test_only_what_was_refused_is_read_again(archive, settings) -> None:
    large = article(1) + b"\nNobody left the table on Friday, the minister said.\n" * 60
    load = given(("all.zip", packed([("a.txt", article(5)), ("b.txt", large), ("c.txt", article(6))])))
    settings.ONRECORD_MAX_SOURCE_BYTES = 2000
    take_in_all()
    assert refusals(load).keys() == {"b.txt"}
    settings.ONRECORD_MAX_SOURCE_BYTES = 2_000_000
    assert try_again(load) == 1
    assert state(load) == "waiting"
    assert take_in_all() == 1
    found = numbers(load)
    assert (found["new"], found["unchanged"], found["refused"], state(load)) == (3, 0, 0, "done")
    with pytest.raises(NotTaken, match="Nothing of it was refused"):
        try_again(load)


def test_what_is_refused_again_is_refused_once(archive) -> None:
    load = given(
        ("all.zip", packed([("a.txt", STUB.encode()), ("b.txt", article(1))])), ("no.zip", b"PK\x03\x04")
    )
    take_in_all()
    before = refusals(load)
    assert len(before) == 2
    assert try_again(load) == 2
    take_in_all()
    assert refusals(load) == before
    assert IntakeRefusal.objects.count() == 2
    assert numbers(load)["read"] == 3


def test_bytes_that_are_gone_are_said_to_be(archive, uploads) -> None:
    load = given(("one.txt", article(1)), ("two.txt", STUB.encode()))
    path = uploads / load.items.get(name="one.txt").path
    path.unlink()
    take_in_all()
    assert "no longer here" in refusals(load)["one.txt"]
    (uploads / load.items.get(name="two.txt").path).unlink()
    with pytest.raises(NotTaken, match="no longer here"):
        try_again(load)


# What ends the program again and again


def test_a_source_that_ends_the_program_each_time_is_left_out(archive) -> None:
    load = given(("all.zip", articles_packed(3)))
    load.items.update(tries=GIVEN_UP)
    take_in_all()
    assert refusals(load) == {"0.txt": taking.ENDED}
    assert (Article.objects.count(), state(load)) == (2, "done")


def test_a_file_that_cannot_even_be_opened_is_left_out(archive) -> None:
    load = given(("all.zip", articles_packed(3)), ("good.txt", article(9)))
    load.items.filter(name="all.zip").update(tries=HOPELESS)
    take_in_all()
    assert refusals(load) == {"all.zip": taking.ENDED}
    assert Article.objects.count() == 1


def test_a_few_kills_leave_nothing_out(archive) -> None:
    load = given(("all.zip", articles_packed(3)))
    load.items.update(tries=GIVEN_UP - 1)
    take_in_all()
    assert (refusals(load), Article.objects.count()) == ({}, 3)
    assert set(load.items.values_list("tries", flat=True)) == {0}


# At once


def test_a_small_draft_is_taken_in_at_once(archive) -> None:
    load = given(("one.txt", article(1)), ("two.txt", article(2)), queued=False)
    assert take_in_at_once(load)
    assert (state(load), Article.objects.count()) == ("done", 2)
    assert take_in_at_once(load)  # pressed twice
    assert (numbers(load)["new"], Article.objects.count()) == (2, 2)


def test_a_larger_draft_is_not(archive) -> None:
    load = given(("all.zip", articles_packed(11)), queued=False)
    assert not take_in_at_once(load)
    assert (state(load), Article.objects.count(), numbers(load)["read"]) == ("draft", 0, 0)


# Hostile


def test_names_in_an_archive_are_words_and_no_paths(archive, uploads, tmp_path) -> None:
    names = ["../../outside.txt", "/etc/outside.txt", "C:\\outside.txt", "a\nb.txt"]
    load = given(("../../up.zip", packed((name, article(n)) for n, name in enumerate(names))))
    take_in_all()
    assert numbers(load)["new"] == 4
    assert not list(tmp_path.rglob("*outside*"))
    assert {path.parent for path in uploads.rglob("*") if path.is_file()} == {uploads / "intake"}


def test_names_that_are_no_text_are_taken(archive) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", encoding="utf-8", errors="surrogateescape") as tar:
        for name, data in (
            (b"caf\xe9.txt".decode("utf-8", "surrogateescape"), STUB.encode()),
            ("b.txt", article(2)),
        ):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    load = given(("names.tar", file.getvalue()))
    take_in_all()
    assert (state(load), numbers(load)["new"], numbers(load)["refused"]) == ("done", 1, 1)


def test_a_zip_that_unfolds_without_end_is_refused(archive) -> None:
    bomb = packed([("zeros.txt", bytes(120_000_000)), ("a.txt", article(1))])
    load = given(("bomb.zip", bomb), ("good.txt", article(2)))
    take_in_all()
    assert "unpacks to more than" in " ".join(refusals(load).values())
    assert Article.objects.filter(origin__endswith="good.txt").exists()


def test_bytes_of_a_draft_that_was_put_away_are_gone(archive, uploads) -> None:
    draft = given(("one.txt", article(1)), queued=False)
    loads.discard_load(draft)
    assert not [path for path in uploads.rglob("*") if path.is_file()]
    assert not Intake.objects.exists()
    queued = given(("one.txt", article(1)))
    with pytest.raises(NotTaken):
        loads.discard_load(queued)
    assert [path for path in uploads.rglob("*") if path.is_file()]


def test_tidying_up_leaves_what_somebody_needs(archive, uploads, monkeypatch) -> None:
    from datetime import timedelta

    from django.utils import timezone

    fresh, old = (given((f"{n}.txt", article(n)), queued=False) for n in (1, 2))
    done, refused = given(("3.txt", article(3))), given(("4.txt", STUB.encode()))
    waiting = given(("5.txt", article(5)))
    stop_load(waiting)
    take_in_all()
    long_ago = timezone.now() - timedelta(days=2)
    Intake.objects.filter(pk__in=[old.pk, done.pk, refused.pk, waiting.pk]).update(at=long_ago)
    Intake.objects.filter(state="done").update(ended_at=long_ago)
    (uploads / "intake" / "stray").write_bytes(b"x")
    monkeypatch.setattr("statements.intake.kept.STRAY", -1)
    loads.tidy_up()
    kept = set(IntakeItem.objects.exclude(path="").values_list("intake", flat=True))
    assert kept == {fresh.pk, refused.pk, waiting.pk}
    assert len([path for path in uploads.rglob("*") if path.is_file()]) == 3
    assert not Intake.objects.filter(pk=old.pk).exists()


def test_the_sources_of_a_part_are_iterated_as_they_are_asked_for(archive) -> None:
    load = given(("all.zip", articles_packed(30)), queued=False)
    sources = ItemSources(load.items.get())
    first = next(iter(sources))
    assert first.record == "0.txt"
    assert sources.number(first) == 0
