"""A term is found in the files of a segment as Whoosh finds it, and what is not there is not found."""

import os
from pathlib import Path

import pytest

from statements.search.engines.whoosh.codec import read_postings
from statements.search.engines.whoosh.engine import WhooshEngine
from statements.search.engines.whoosh.snapshot import Leaf, Snapshot

LINES = (
    "Kestran will not accept the terms that Oscane wrote for Velland",
    "Velland will accept and accept again",
    "Über die Łódź: Oscane accepted",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an index of three segments."""
    engine = WhooshEngine(tmp_path, lambda: False)
    for row, text in enumerate(LINES, start=1):
        engine.write([{"model": "statements.quote", "row": row, "text": text, "speaker_names": "Ana Tolan"}])
    current = engine.current()
    assert current is not None
    return current


def leaves_of(folder: Path) -> list[Leaf]:
    return list(Snapshot(folder).leaves.values())


def test_every_term_is_found_with_the_same_postings(folder: Path) -> None:
    leaves = leaves_of(folder)
    assert len(leaves) == len(LINES)
    for leaf in leaves:
        held = list(leaf.reader._terms.items())
        assert held
        for (field, term), info in held:
            known, found = (
                read_postings(leaf.reader._terms._postfile, info),
                leaf.postings(field, term.decode()),
            )
            assert found is not None
            assert found.documents.tolist() == known.documents.tolist()
            assert found.counts().tolist() == known.counts().tolist()
            assert found.positions.tolist() == known.positions.tolist()


def test_a_stretch_of_terms_is_what_walking_through_all_finds(folder: Path) -> None:
    for leaf in leaves_of(folder):
        held = [(field, term.decode()) for (field, term), _ in leaf.reader._terms.items()]
        for field in {field for field, _ in held}:
            words = [term for known, term in held if known == field]
            assert leaf.by_name.words(field) == words
            assert [word for word, _ in leaf.all_postings(field)] == words
            for prefix in ("", "a", "acc", "accept", "accepts", "v", "ł", "z", "\U0010ffff"):
                found = leaf.starting(field, prefix, 1000)
                assert found is not None
                beginning = [word for word in words if word.startswith(prefix)]
                assert found[0] == beginning
                postings = [leaf.postings(field, word) for word in beginning]
                assert found[1].tolist() == [n for one in postings for n in one.documents.tolist()]


def test_a_stretch_that_is_too_wide_is_not_read(folder: Path) -> None:
    leaf = leaves_of(folder)[0]
    assert leaf.starting("exact", "", 3) is None
    words, documents = leaf.starting("nothing", "", 3)
    assert (words, documents.tolist()) == ([], [])


@pytest.mark.parametrize(
    ("word", "edits", "same", "found"),
    [
        ("acept", 1, 1, {"accept": 2}),
        ("oscane", 1, 0, {"oscane": 2}),
        ("lodz", 1, 0, {"lodz": 1}),
        ("loodz", 1, 1, {"lodz": 1}),
        ("boscane", 1, 0, {"oscane": 2}),
        ("boscane", 1, 1, {}),
        ("oskanne", 1, 0, {}),
        ("oskanne", 2, 1, {"oscane": 2}),
    ],
)
def test_words_within_some_edits(
    folder: Path, word: str, edits: int, same: int, found: dict[str, int]
) -> None:
    assert Snapshot(folder).words_like("exact", word, edits, same) == found


def test_what_is_not_there_is_not_found(folder: Path) -> None:
    first, second, _ = leaves_of(folder)
    assert first.postings("exact", "kestran") is not None
    assert second.postings("exact", "kestran") is None
    for field, term in (("exact", "kestra"), ("exact", ""), ("nothing", "kestran"), ("exact", "kestrans")):
        assert first.postings(field, term) is None


def test_a_cut_dictionary_is_told_and_not_taken_for_an_absent_term(folder: Path) -> None:
    first = leaves_of(folder)[0]
    os.truncate(next(folder.glob(f"*{first.reader.segment().segment_id()}.trm")), 40)
    with pytest.raises(ValueError, match="cut"):
        first.postings("exact", "kestran")


def test_a_cut_posting_list_is_told(folder: Path) -> None:
    first = leaves_of(folder)[0]
    os.truncate(next(folder.glob(f"*{first.reader.segment().segment_id()}.pst")), 4)
    with pytest.raises(ValueError, match="cut"):
        first.postings("exact", "kestran")
