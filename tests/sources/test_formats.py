"""One set of tests for every format that sources come in."""

import pytest

from statements.sources.base import Assertion, Format, RawSource, Unreadable
from statements.sources.files import find_files, read_sources
from statements.sources.formats import FORMATS, format_of, known_suffixes

WORDS = "“We will not accept a map that was drawn at night,” Tolan told reporters."
# A file of each format that holds one source with these words, by the format's name.
FILES = {"plain text": WORDS.encode()}
NAMES = {"headline", "outlet", "byline", "published", "modified", "language", "url"}

every_format = pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)


@every_format
def test_a_format_knows_its_own_files(one: Format) -> None:
    assert format_of(FILES[one.name]) is one


@every_format
def test_a_format_gives_sources_whose_text_has_the_words(one: Format) -> None:
    found = list(one.sources("a", FILES[one.name]))
    assert [WORDS in source.text for source in found] == [True]
    assert found[0].data == FILES[one.name]
    assert found[0].text.encode(found[0].encoding)


@every_format
def test_what_a_source_says_of_itself_is_told_with_where_it_stands(one: Format) -> None:
    for source in one.sources("a", FILES[one.name]):
        assert source.says.keys() <= NAMES
        assert all(isinstance(claim, Assertion) and claim.found for claim in source.says.values())


@every_format
@pytest.mark.parametrize("data", [b"", b"   \n", b"\x00\x01\x02" * 50], ids=["empty", "blank", "binary"])
def test_what_is_no_source_is_refused_in_a_sentence(one: Format, data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        list(one.sources("a", data))
    assert str(refused.value).startswith("it ")


@every_format
def test_a_folder_is_searched_for_its_files(one: Format, tmp_path) -> None:
    for suffix in one.suffixes:
        (tmp_path / f"a{suffix}").write_bytes(FILES[one.name])
    (tmp_path / "a.unheard-of").write_bytes(FILES[one.name])
    assert len(list(find_files([str(tmp_path)]))) == len(one.suffixes)
    assert ".unheard-of" not in known_suffixes()


class Several:
    """A format whose files hold a source a line."""

    name = "lines"
    suffixes = frozenset({".lines"})

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"LINES\n")

    def sources(self, origin: str, data: bytes):
        for number, line in enumerate(data.splitlines()[1:], start=1):
            says = {"outlet": Assertion(value="The Lissel Courier", found="the first line")}
            yield RawSource(
                origin=origin, data=line, text=line.decode(), encoding="utf-8", record=str(number), says=says
            )


def test_a_file_may_hold_many_sources(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("statements.sources.formats.FORMATS", (Several(), *FORMATS))
    file = tmp_path / "a.lines"
    file.write_text("LINES\nfirst\nsecond\n")
    found = list(read_sources(str(file), 1000))
    assert [(source.record, source.text) for source in found] == [("1", "first"), ("2", "second")]
    assert found[0].says["outlet"].value == "The Lissel Courier"
