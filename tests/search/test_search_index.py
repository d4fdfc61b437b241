"""The index on disk: what a commit holds, what Whoosh itself reads of it, what changes reach it."""

import random
import shutil
from array import array

import numpy as np
import pytest
from whoosh import query

from statements.models import Article, Event, IndexTask, Quote, Speaker, State
from statements.search.engines import engine
from statements.search.engines.base import Damaged
from statements.search.engines.fields import checksum
from statements.search.engines.whoosh.codec import decode_postings, encode_postings
from statements.search.engines.whoosh.engine import WhooshPart
from statements.search.engines.whoosh.snapshot import Snapshot
from statements.search.engines.whoosh.storage import create_index, open_index, segments_of, verify_folder
from statements.search.engines.whoosh.writer import Writer, segments_to_merge
from statements.search.find import Unavailable, find
from statements.search.maintenance import check, drain, index_state, rebuild, repair
from statements.search.queue import RowsToWrite, enqueue_rows, waiting, write_rows


@pytest.mark.parametrize("count", [1, 2, 31, 32, 5000])
@pytest.mark.parametrize("step", [1, 300, 70_000])
def test_postings_come_back_as_they_went(count: int, step: int) -> None:
    roll = random.Random(count * step)
    documents = array("I", sorted(roll.sample(range(count * step + 1), count)))
    frequencies = array("I", [roll.choice([1, 1, 2, 300]) for _ in documents])
    positions = array("I", [roll.randrange(step * 3) for _ in range(sum(frequencies))])
    found = decode_postings(encode_postings(documents, frequencies, positions))
    assert found.documents.tolist() == list(documents)
    assert found.counts().tolist() == list(frequencies)
    assert found.positions.tolist() == list(positions)


def test_cut_or_changed_postings_are_refused() -> None:
    blob = encode_postings(array("I", range(500)), array("I", [1] * 500), array("I"))
    with pytest.raises(ValueError, match="cut"):
        decode_postings(blob[:-3])
    with pytest.raises(Exception):  # noqa: B017 (zlib.error is no subclass of anything narrower)
        decode_postings(blob[:40] + b"\xff" * 8 + blob[48:])


def documents(count: int) -> list[dict]:
    return [
        {"text": f"word{n} shared the map", "row": n + 1, "article": n // 3, "model": "statements.quote", "date": 20210300 + n % 20, "kind": "direct", "speaker": f"s{n % 4}", "event": "a,b" if n % 2 else ""}
        for n in range(count)
    ]  # fmt: skip


def test_whoosh_itself_reads_the_index(tmp_path) -> None:
    """Its own searcher finds the same by term and by phrase: the codec keeps to Whoosh's interface."""
    ix = create_index(tmp_path / "ix")
    writer = Writer(ix)
    for document in documents(50):
        writer.add(document)
    writer.commit(merge=False)
    with open_index(tmp_path / "ix").searcher() as searcher:
        assert len(list(searcher.docs_for_query(query.Term("text", "share")))) == 50
        phrase = query.Phrase("exact", ["word7", "shared", "the"])
        assert list(searcher.docs_for_query(phrase)) == [7]
        assert list(searcher.docs_for_query(query.Phrase("exact", ["shared", "word7"]))) == []


def test_merged_segments_hold_the_same(archive) -> None:
    for start in range(0, 120, 10):
        archive.write(documents(120)[start : start + 10], [])
    archive.write([{**documents(1)[0], "text": "changed map"}], [("statements.quote", 2)])
    before = archive.snapshot()
    assert len(before.leaves) == 13
    assert archive.tidy() == 13
    after = archive.snapshot()
    assert len(after.leaves) == 1
    assert (after.count, after.size) == (119, 119)
    for name in ("row", "date", "sum", "words", "article"):
        assert sorted(after.numbers[name]) == sorted(before.numbers[name][before.live])
    for term in ("word5", "map", "changed", "word1", "shared"):
        rows = [
            sorted(s.numbers["row"][d] for d in p.documents if s.live[d])
            if (p := s.postings("exact", term))
            else []
            for s in (before, after)
        ]
        assert rows[0] == rows[1], term
    assert after.postings("exact", "word1") is None  # nothing of a removed document is left
    assert after.postings("exact", "map").counts().sum() == 119


def test_a_segment_of_a_rebuild_is_full_by_documents_or_by_what_they_hold(tmp_path, monkeypatch) -> None:
    def segments(folder: str, documents: list[dict]) -> list[int]:
        part = WhooshPart(tmp_path / folder)
        for document in documents:
            part.add([document])
        part.commit()
        return [segment.doc_count_all() for segment in segments_of(tmp_path / folder)]

    monkeypatch.setattr("statements.search.engines.whoosh.engine.SEGMENT", 40)
    assert sorted(segments("short", documents(100))) == [20, 40, 40]
    monkeypatch.setattr("statements.search.engines.whoosh.engine.SEGMENT_HOLDS", 3000)
    long = [{**one, "text": " ".join(f"word{n}" for n in range(400))} for one in documents(9)]
    assert sorted(segments("long", long)) == [3, 3, 3]
    assert sorted(segments("short again", documents(100))) == [20, 40, 40]


def test_segments_are_merged_when_there_are_many_of_a_size() -> None:
    assert segments_to_merge({str(n): 5 for n in range(7)}, {}) == []
    assert len(segments_to_merge({str(n): 5 for n in range(8)}, {})) == 8
    large = {str(n): 30_000 for n in range(20)}
    assert segments_to_merge(large, {}) == []
    assert segments_to_merge(large, {"3": 14_000}) == []
    assert segments_to_merge(large, {"3": 16_000}) == ["3"]  # most of it was removed


def test_a_large_segment_that_is_mostly_removed_is_written_anew(archive, monkeypatch) -> None:
    monkeypatch.setattr("statements.search.engines.whoosh.writer.MERGE_BELOW", 10)
    archive.write(documents(20), [])
    archive.write([], [("statements.quote", n) for n in range(1, 10)])
    assert archive.tidy() == 0
    archive.write([], [("statements.quote", n) for n in range(10, 13)])
    assert archive.tidy() == 1
    snapshot = archive.snapshot()
    assert (snapshot.size, snapshot.count) == (8, 8)
    assert snapshot.postings("exact", "word19").counts().tolist() == [1]
    assert snapshot.postings("exact", "word3") is None


def test_unchanged_segments_are_not_read_again(archive) -> None:
    archive.write(documents(30), [])
    first = archive.snapshot()
    archive.write([{**documents(1)[0], "row": 99}], [])
    second = archive.snapshot()
    assert second is not first
    (name,) = first.leaves
    assert second.leaves[name] is first.leaves[name]


def test_a_failed_write_leaves_nothing_behind(archive, monkeypatch) -> None:
    archive.write(documents(5), [])
    files = sorted(path.name for path in archive.current().iterdir())
    with pytest.raises(AttributeError):
        archive.write([{**documents(1)[0], "row": 50, "names": 7}], [])
    assert sorted(path.name for path in archive.current().iterdir() if "LOCK" not in path.name) == [
        name for name in files if "LOCK" not in name
    ]
    archive.write(documents(8), [])  # and the next one is not locked out
    assert archive.snapshot().count == 8


def test_verify_tells_what_is_wrong(tmp_path) -> None:
    ix = create_index(tmp_path / "ix")
    writer = Writer(ix)
    for document in documents(200):
        writer.add(document)
    writer.commit(merge=False)
    verify_folder(tmp_path / "ix")
    postings = next((tmp_path / "ix").glob("*.pst"))
    good = postings.read_bytes()
    for bad, said in ((good[:-1], "bytes instead of"), (b"x" + good[1:], "not those that were written")):
        postings.write_bytes(bad)
        with pytest.raises(Damaged, match=said):
            verify_folder(tmp_path / "ix")
    postings.write_bytes(b"x" + good[1:])
    verify_folder(tmp_path / "ix", deep=False)  # the quick look sees sizes alone
    postings.unlink()
    with pytest.raises(Damaged, match="is missing"):
        verify_folder(tmp_path / "ix", deep=False)
    next((tmp_path / "ix").glob("*.toc")).write_bytes(b"nothing")
    with pytest.raises(Damaged, match="table of contents"):
        verify_folder(tmp_path / "ix")


def test_a_damaged_index_is_unavailable_and_not_empty(archive, store, talks) -> None:
    store(talks)
    archive.last = None
    for path in archive.current().glob("*.pst"):
        path.write_bytes(b"\xff" * path.stat().st_size)
    with pytest.raises(Unavailable):
        find(Quote, "accept")
    assert index_state()["state"] == "ok"  # nobody has said so yet, and the sizes are right
    for path in archive.current().glob("*.pst"):
        path.write_bytes(b"")
    assert index_state()["state"] == "damaged"
    with pytest.raises(Damaged):
        check()
    rebuild()
    assert index_state()["state"] == "ok"
    assert find(Quote, "accept").total == 1


def test_a_folder_that_vanishes_is_not_an_empty_archive(archive, store, talks) -> None:
    store(talks)
    archive.last = None
    shutil.rmtree(archive.current())
    with pytest.raises(Unavailable):
        find(Quote, "")
    assert index_state()["state"] == "damaged"


def test_check_and_repair(store, talks) -> None:
    store(talks)
    assert check().wrong == []
    quotes = list(Quote.objects.order_by("pk"))
    Quote.objects.filter(pk=quotes[0].pk).update(role="harbour master")
    Quote.objects.filter(pk=quotes[1].pk).update(state=State.REJECTED)
    IndexTask.objects.all().delete()  # the changes are lost to the queue
    found = check()
    assert (found.stale, found.extra) == ([("quote", quotes[0].pk)], [("quote", quotes[1].pk)])
    assert repair(found) == 2
    assert check().wrong == []


def test_bulk_changes_are_queued_as_well(store, talks) -> None:
    store(talks)
    everything = Quote.objects.count()
    Quote.objects.filter(kind="direct").update(role="harbour master")
    drain()
    assert find(Quote, "speaker:harbour").total == Quote.objects.filter(kind="direct").count()
    Speaker.objects.filter(name="Mira Tolan").update(name="Mira Quimper")
    drain()
    assert find(Quote, "speaker:quimper").total == 3
    Quote.objects.filter(kind="indirect").delete()
    drain()
    assert find(Quote, "").total < everything
    Article.objects.update(state=State.REJECTED)
    drain()
    assert find(Quote, "").total == find(Article, "").total == 0


def test_an_event_given_or_taken_is_queued(store, talks) -> None:
    store(talks)
    event = Event.objects.create(name="Lissel summit", slug="lissel-summit")
    quote = Quote.objects.first()
    quote.events.add(event)
    drain()
    assert find(Quote, "event:lissel").total == 1
    event.quotes.clear()
    drain()
    assert find(Quote, "event:lissel").total == 0


def test_what_is_rolled_back_is_not_queued(store, talks) -> None:
    from django.db import transaction

    store(talks)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Quote.objects.update(role="never")
        1 / 0  # noqa: B018
    assert waiting() == 0


def test_a_row_twice_in_a_batch_is_held_once(store, talks) -> None:
    store(talks)
    pk = Quote.objects.first().pk
    enqueue_rows([("quote", pk)] * 3)
    drain()
    write_rows([("quote", pk), ("quote", pk)])
    assert check().doubled == []


def test_what_is_asked_for_is_read_in_pieces_and_written_at_once(store, talks, monkeypatch) -> None:
    store(talks)
    drain()
    written = []
    monkeypatch.setattr(type(engine()), "write", lambda _, documents, gone: written.append((documents, gone)))
    monkeypatch.setattr("statements.search.queue.BATCH", 2)
    rows = [("quote", pk) for pk in Quote.objects.order_by("pk").values_list("pk", flat=True)]
    assert len(rows) > 3
    enqueue_rows([*rows, ("quote", 10**9)])
    drain()
    ((documents_, gone),) = written
    assert [document["row"] for document in documents_] == [row for _, row in rows]
    assert gone == {("statements.quote", 10**9)}


@pytest.mark.parametrize(
    ("most", "value"), [("MOST_WRITTEN", 2), ("MOST_LETTERS", 1)], ids=["rows", "letters"]
)
def test_a_batch_that_is_full_is_written_before_more_is_read(store, talks, monkeypatch, most, value) -> None:
    store(talks)
    drain()
    written = []
    monkeypatch.setattr(type(engine()), "write", lambda _, documents, gone: written.append(len(documents)))
    monkeypatch.setattr("statements.search.queue.BATCH", 2)
    monkeypatch.setattr(f"statements.search.queue.{most}", value)
    count = Quote.objects.count()
    enqueue_rows(("quote", pk) for pk in Quote.objects.values_list("pk", flat=True))
    drain()
    assert written == [2] * (count // 2) + [1] * (count % 2)
    assert waiting() == 0


def test_a_row_that_changes_while_others_are_read_is_read_again(store, talks) -> None:
    store(talks)
    first, second = Quote.objects.order_by("pk")[:2]
    batch = RowsToWrite()
    batch.add([("quote", first.pk), ("quote", second.pk)])
    Quote.objects.filter(pk=first.pk).update(role="harbour master")
    Quote.objects.filter(pk=second.pk).update(state=State.REJECTED)
    batch.add([("quote", first.pk), ("quote", second.pk)])
    (document,) = batch.documents.values()
    assert "harbour master" in document["text"]
    assert batch.gone == {("statements.quote", second.pk)}
    Quote.objects.filter(pk=second.pk).update(state=State.EXTRACTED)
    batch.add([("quote", second.pk)])
    assert len(batch.documents) == 2
    assert batch.gone == set()


def test_checksums_tell_documents_apart() -> None:
    one, other = documents(2)
    assert checksum(one) == checksum(dict(reversed(one.items())))
    assert checksum(one) != checksum(other)


def test_an_index_of_another_format_is_made_anew(archive, store, talks) -> None:
    store(talks)
    old = archive.current()
    old.rename(old.with_name("index-1-abcd"))
    (archive.folder / "CURRENT").write_text("index-1-abcd")
    archive.last = None
    assert archive.current() is None
    assert index_state()["state"] == "missing"
    rebuild()
    assert find(Quote, "accept").total == 1


def test_numbers_are_wide_enough(tmp_path) -> None:
    ix = create_index(tmp_path / "ix")
    writer = Writer(ix)
    writer.add({"text": "a", "row": 2**40, "model": "statements.quote"})
    writer.commit(merge=False)
    snapshot = Snapshot(tmp_path / "ix")
    assert snapshot.numbers["row"].dtype == np.int64
    assert int(snapshot.numbers["row"][0]) == 2**40


def test_a_lost_index_is_made_anew_as_a_whole(archive, store, talks) -> None:
    """One queued row never makes an index that passes for one of all rows, nor an answer of nothing."""
    store(talks)
    everything = find(Quote, "").total
    (archive.folder / "CURRENT").unlink()
    archive.last = None
    with pytest.raises(Unavailable):
        find(Quote, "")
    with pytest.raises(Unavailable):
        write_rows([("quote", Quote.objects.first().pk)])
    enqueue_rows([("quote", Quote.objects.first().pk)])
    drain()
    assert find(Quote, "").total == everything
    assert check().wrong == []


def test_an_error_behind_the_commit_leaves_the_commit(archive, monkeypatch) -> None:
    archive.write(documents(5), [])

    def interrupted(folder) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("statements.search.engines.whoosh.writer.sync_folder", interrupted)
    with pytest.raises(KeyboardInterrupt):
        archive.write([{**documents(1)[0], "row": 77}], [])
    monkeypatch.undo()
    archive.last = None
    verify_folder(archive.current())
    assert archive.snapshot().count == 6
    archive.write([{**documents(1)[0], "row": 78}], [])
    assert archive.snapshot().count == 7


def test_an_article_follows_the_speakers_of_its_statements(store, talks) -> None:
    store(talks)
    assert find(Article, "speaker:tolan").total == 1
    for quote in Quote.objects.filter(speaker__name="Mira Tolan"):
        quote.speaker = None
        quote.save()
    drain()
    assert find(Article, "speaker:tolan").total == 0
    assert check().wrong == []


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("from:2018-05-01 to:2018-05-01", {"day"}),
        ("from:2018-05 to:2018-05", {"day", "month"}),
        ("to:2018-05", {"day", "month"}),
        ("year:2018", {"day", "month", "year"}),
        ("from:2018-05-02", set()),
        ("to:2018-12-30", {"day", "month"}),
    ],
)
def test_a_month_or_a_year_lies_inside_as_a_whole(archive, query: str, finds: set[str]) -> None:
    from statements.search.engines.whoosh.execution import Execution
    from statements.search.language import parse

    dates = {"day": 20180501, "month": 20180500, "year": 20180000, "none": 0}
    archive.write([{**documents(1)[0], "row": n, "date": d} for n, d in enumerate(dates.values(), 1)], [])
    snapshot = archive.snapshot()
    rows = snapshot.numbers["row"][Execution(snapshot).mask(parse(query))]
    assert {list(dates)[row - 1] for row in rows} == finds


def test_an_event_that_is_deleted_is_queued(store, talks) -> None:
    store(talks)
    event = Event.objects.create(name="Lissel summit", slug="lissel-summit")
    Quote.objects.first().events.add(event)
    drain()
    assert find(Quote, "event:lissel").total == 1
    Event.objects.filter(pk=event.pk).delete()
    drain()
    assert find(Quote, "event:lissel").total == 0
    assert check().wrong == []


def test_one_row_that_cannot_be_indexed_keeps_no_other_out(client, store, talks) -> None:
    from django.core.management import CommandError, call_command

    store(talks)
    bad = Article.objects.get()
    body = bad.body
    Article.objects.filter(pk=bad.pk).update(body=[["x"]], headline="Other words")
    Quote.objects.filter(kind="direct").update(role="harbour master")
    drain()
    assert find(Quote, "speaker:harbour").total == Quote.objects.filter(kind="direct").count()
    assert find(Article, "envoys").total == 1  # as it was before
    assert (waiting(), IndexTask.objects.count()) == (0, 1)
    assert "ValueError" in IndexTask.objects.get().fault
    assert client.get("/healthz").json()["index"]["set_aside"] == 1
    found = check()
    assert (found.wrong, list(found.faults)) == ([], [("article", bad.pk)])
    with pytest.raises(CommandError, match="waits until it is corrected"):
        call_command("index", "--check")
    assert rebuild() == Quote.objects.count()
    drain(again=True)
    assert IndexTask.objects.count() == 1
    Article.objects.filter(pk=bad.pk).update(body=body)
    drain()
    assert IndexTask.objects.count() == 0
    assert find(Article, "other").total == 1
    assert check().wrong == []


def test_haystack_itself_waits_for_the_writer(archive, store, talks) -> None:
    """Its own entry points take the lock as well: two writers at once would lose documents."""
    import threading

    from haystack import connections

    from statements.search.documents import index_of

    store(talks)
    quote = Quote.objects.first()
    backend = connections["default"].get_backend()
    with archive.lock():
        thread = threading.Thread(target=backend.remove, args=(f"statements.quote.{quote.pk}",))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        assert find(Quote, "").total == Quote.objects.count()
    thread.join(10)
    assert find(Quote, "").total == Quote.objects.count() - 1
    backend.update(index_of("quote"), [quote])
    assert find(Quote, "").total == Quote.objects.count()
    backend.clear()
    assert find(Quote, "").total == 0


def test_a_check_beside_an_indexer_waits_for_what_is_being_written(store, talks, monkeypatch) -> None:
    """A row that is written after the check began is looked at once more, and found right."""
    from statements.search import maintenance

    store(talks)
    first = Quote.objects.first()
    real, turns = maintenance.compare, []

    def late(*args, **options):
        turns.append(1)
        if len(turns) == 1:
            Quote.objects.filter(pk=first.pk).update(role="harbour master")
            found = real(*args, **options)
            assert found.stale == [("quote", first.pk)]
            drain()
            Quote.objects.filter(pk=Quote.objects.last().pk).update(role="waits")
            return found
        return real(*args, **options)

    monkeypatch.setattr(maintenance, "compare", late)
    assert check().wrong == []
    assert len(turns) == 2


def test_a_process_that_writes_a_part_does_not_keep_the_lock(archive) -> None:
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ready, release = context.Event(), context.Event()

    def part() -> None:
        archive.let_go()
        ready.set()
        release.wait(20)

    with archive.lock():
        process = context.Process(target=part)
        process.start()
        assert ready.wait(20)
    with archive.lock(wait=False) as free:
        assert free
    release.set()
    process.join(10)
