"""Nothing in the index folder is unpickled: who can write a file there cannot run anything."""

import json
import pickle

import pytest
from whoosh.codec import whoosh3
from whoosh.filedb.filestore import FileStorage

from statements.search.engines.base import Damaged, Unavailable
from statements.search.engines.whoosh.plain import Pickled, parse_table, table_of_contents
from statements.search.engines.whoosh.storage import FORMAT
from statements.search.maintenance import rebuild


class Planted:
    """What an attacker pickles: unpickling it leaves a mark."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return open, (str(self.mark), "w")


@pytest.fixture
def indexed(archive):
    archive.write([{"text": f"the gate {n}", "row": n, "model": "statements.quote"} for n in (1, 2, 3)], [])
    return archive


@pytest.fixture
def planted(tmp_path):
    mark = tmp_path / "it-ran"
    data = pickle.dumps(Planted(mark), 2)
    pickle.loads(data).close()
    assert mark.exists(), "the pickle is one that runs"
    mark.unlink()
    yield data
    assert not mark.exists()


def toc_of(engine):
    return max(engine.current().glob("_*.toc"))


def test_an_index_is_read_from_json(indexed):
    told = json.loads(toc_of(indexed).read_bytes())
    assert told["segments"][0]["documents"] >= 1
    indexed.verify()
    assert indexed.document_count() >= 1


def test_a_planted_table_of_contents_is_refused(indexed, planted):
    toc_of(indexed).write_bytes(planted)
    with pytest.raises((Damaged, Unavailable)):
        indexed.verify()
    with pytest.raises(Unavailable):
        indexed.snapshot()


def test_a_table_of_whoosh_itself_is_refused(indexed, planted, tmp_path):
    """As Whoosh 2.7.4 writes it: sizes, byte order, version, then the pickled schema."""
    head = FileStorage(str(tmp_path)).create_file("toc")
    for size in (4, 8, 4):
        head.write_varint(size)
    head.write_int(-12345)
    head.write_int(-111)
    for number in (2, 7, 4):
        head.write_varint(number)
    head.write_string(planted)
    head.close()
    toc_of(indexed).write_bytes((tmp_path / "toc").read_bytes())
    with pytest.raises(Unavailable):
        indexed.snapshot()


def test_a_planted_end_of_every_segment_file_is_refused(indexed, planted):
    """Hash files and compound files name what they hold at their end or their beginning."""
    for path in sorted(indexed.current().glob("MAIN_*.*")):
        whole = path.read_bytes()
        for bad in (
            whole + planted + len(planted).to_bytes(4, "big"),
            planted,
            whole[:8] + planted + whole[8:],
        ):
            path.write_bytes(bad)
            indexed.last = None
            with pytest.raises(Damaged):
                indexed.verify()
            try:
                snapshot = indexed.snapshot()
                for leaf in snapshot.leaves.values():
                    for field in ("text", "exact"):
                        list(leaf.all_postings(field))
            except Exception as error:  # read or refused: it has not run, which is looked at in the end
                assert not isinstance(error, AssertionError)
        path.write_bytes(whole)
    indexed.last = None
    indexed.verify()


def test_postings_that_stand_inline_are_refused(planted):
    info = whoosh3.W3TermInfo._struct.pack(1, 1.0, 1, 1, 1, 1.0, 0, 0)
    with pytest.raises(Pickled):
        whoosh3.W3TermInfo.from_bytes(info + planted)
    plain = whoosh3.W3TermInfo()
    plain.set_extent(5, 7)
    assert whoosh3.W3TermInfo.from_bytes(plain.to_bytes()).extent()[0] == 5


def test_what_reads_a_pickle_of_a_file_reads_json_alone(planted, tmp_path):
    storage = FileStorage(str(tmp_path))
    with storage.create_file("planted") as file:
        file.write(planted)
    with pytest.raises(Pickled):
        storage.open_file("planted").read_pickle()
    with storage.create_file("written") as file:
        file.write_pickle({"words": [1, 2]})
    assert storage.open_file("written").read_pickle() == {"words": [1, 2]}


SEGMENT = {"id": "abcdefgh12345678", "documents": 3, "deleted": [1], "files": {}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"files": {"../../manage.py": [1, 1]}},
        {"files": {"MAIN_abcdefgh12345678.trm": [1, -1]}},
        {"files": {"MAIN_another012345678.trm": [1, 1]}},
        {"id": "../x"},
        {"documents": True},
        {"documents": -1},
        {"deleted": [3]},
        {"deleted": None},
    ],
)
def test_a_table_that_names_what_is_not_its_own_is_refused(wrong):
    with pytest.raises(ValueError):
        parse_table(table_of_contents("MAIN", 1, ["text"], [{**SEGMENT, **wrong}]), "MAIN", 1, ["text"])


def test_a_table_that_names_its_own_files_is_read():
    fine = {**SEGMENT, "files": {"MAIN_abcdefgh12345678.sum.col": [10, 4]}}
    assert parse_table(table_of_contents("MAIN", 1, ["text"], [fine]), "MAIN", 1, ["text"]) == [fine]
    with pytest.raises(ValueError):
        parse_table(table_of_contents("MAIN", 1, ["text"], [fine]), "MAIN", 2, ["text"])


def test_an_index_of_an_older_format_is_made_anew_and_never_opened(indexed, planted):
    folder = indexed.current()
    old = folder.with_name(folder.name.replace(f"index-{FORMAT}-", f"index-{FORMAT - 1}-"))
    folder.rename(old)
    (old / "_MAIN_9.toc").write_bytes(planted)
    (indexed.folder / "CURRENT").write_text(old.name)
    indexed.last = None
    assert not indexed.exists()
    rebuild(jobs=1)
    assert indexed.exists()
    indexed.verify()
