"""One set of tests for every format that sources come in."""

import io
from pathlib import Path

import pytest

from statements.sources.base import Assertion, Format, Limits, RawSource, SourceFile, Unreadable
from statements.sources.files import find_files, read_sources
from statements.sources.formats import FORMATS, format_of, known_suffixes

from .making import FILES, WORDS

NAMES = {"headline", "outlet", "byline", "published", "modified", "language", "url"}

every_format = pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)


def opened(data: bytes, **told: object) -> SourceFile:
    return SourceFile(origin="a", stream=io.BytesIO(data), **told)  # type: ignore[arg-type]


def test_every_format_has_a_file_here() -> None:
    assert {one.name for one in FORMATS} == FILES.keys()


@every_format
def test_a_format_knows_its_own_files(one: Format) -> None:
    assert format_of(opened(FILES[one.name])) is one


@every_format
def test_a_format_leaves_what_others_know_to_them(one: Format) -> None:
    for name, data in FILES.items():
        if name != one.name:
            assert format_of(opened(data)).name == name


@every_format
def test_a_format_gives_sources_whose_text_has_the_words(one: Format) -> None:
    found = list(one.sources(opened(FILES[one.name])))
    assert [(WORDS in source.text, source.refusal) for source in found] == [(True, "")]
    assert found[0].data
    assert found[0].encoding


@every_format
def test_a_head_stands_above_the_words(one: Format) -> None:
    for source in one.sources(opened(FILES[one.name])):
        assert 0 <= source.head < source.text.index(WORDS)
        assert source.head == 0 or source.text[source.head - 2 : source.head] == "\n\n"


@every_format
def test_bytes_are_kept_as_they_came(one: Format) -> None:
    whole = FILES[one.name]
    for source in one.sources(opened(whole)):
        inside = {"WARC", "zip", "tar", "gzip"}
        assert source.data in whole or (one.name in inside and source.data == FILES["HTML"])


@every_format
def test_what_a_source_says_of_itself_is_told_with_where_it_stands(one: Format) -> None:
    for source in one.sources(opened(FILES[one.name])):
        assert source.says.keys() <= NAMES
        assert all(isinstance(claim, Assertion) and claim.found for claim in source.says.values())


@every_format
def test_reading_twice_gives_the_same(one: Format) -> None:
    file = opened(FILES[one.name])
    assert list(one.sources(file)) == list(one.sources(file))


@every_format
def test_reading_goes_on_behind_a_record(one: Format, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(FILES[one.name])
    (source,) = read_sources(str(file), Limits().article)
    if source.record:
        assert list(read_sources(str(file), Limits().article, after=source.record)) == []


@every_format
@pytest.mark.parametrize("data", [b"", b"   \n", b"\x00\x01\x02" * 50], ids=["empty", "blank", "binary"])
def test_what_is_no_source_is_refused_in_a_sentence(one: Format, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        list(read_sources(str(file), 1000))
    assert str(refused.value).startswith("it ")


@every_format
def test_what_is_cut_off_breaks_nothing(one: Format) -> None:
    whole = FILES[one.name]
    for end in (20, len(whole) // 3, len(whole) * 2 // 3, len(whole) - 10):
        assert_sentences(one, whole[:end])


@every_format
def test_what_is_damaged_breaks_nothing(one: Format) -> None:
    whole = FILES[one.name]
    for place in range(len(whole) // 7, len(whole), len(whole) // 3):
        assert_sentences(one, whole[:place] + b"\xff\x00\xfe<<<>>>\r\n\x80" + whole[place + 12 :])


def assert_sentences(one: Format, data: bytes) -> None:
    try:
        for source in one.sources(opened(data)):
            assert isinstance(source, RawSource)
    except Unreadable as error:
        assert len(str(error).split()) >= 3


@every_format
def test_an_article_has_a_limit_and_a_file_has_none(one: Format) -> None:
    try:
        found = list(one.sources(opened(FILES[one.name], limits=Limits(article=100))))
    except Unreadable as error:
        assert "larger than" in str(error)
    else:
        assert "larger than" in found[0].refusal or "more than" in found[0].refusal


@every_format
def test_a_folder_is_searched_for_its_files(one: Format, tmp_path: Path) -> None:
    for suffix in one.suffixes:
        (tmp_path / f"a{suffix}").write_bytes(FILES[one.name])
    (tmp_path / "a.unheard-of").write_bytes(FILES[one.name])
    found = {Path(name).name for name in find_files([str(tmp_path)])}
    assert found == {f"a{suffix}" for suffix in one.suffixes} | (
        {"a.unheard-of"} if one.by_content else set()
    )
    assert ".unheard-of" not in known_suffixes()


class Several:
    """A format whose files hold a source a line."""

    name = "lines"
    suffixes = frozenset({".lines"})
    by_content = False
    seeks = False

    def recognises(self, file: SourceFile) -> bool:
        return file.head().startswith(b"LINES\n")

    def sources(self, file: SourceFile):
        for number, line in enumerate(file.read().splitlines()[1:], start=1):
            says = {"outlet": Assertion(value="The Lissel Courier", found="the first line")}
            yield file.source(line, line.decode(), "utf-8", record=str(number), says=says)


def test_a_file_may_hold_many_sources(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("statements.sources.formats.FORMATS", (Several(), *FORMATS))
    file = tmp_path / "a.lines"
    file.write_text("LINES\nfirst\nsecond\n")
    found = list(read_sources(str(file), 1000))
    assert [(source.record, source.text) for source in found] == [("1", "first"), ("2", "second")]
    assert found[0].id.endswith("a.lines#1")
    assert found[0].says["outlet"].value == "The Lissel Courier"
    assert [source.text for source in read_sources(str(file), 1000, after="1")] == ["second"]
