"""A quotation's words are looked for in what the bytes show."""

import pytest

from statements.sources.base import RawSource
from statements.sources.proof import shown_words, visible_text, words_stand

from .making import FILES, PAGE, WORDS, make_page


@pytest.mark.parametrize("name", FILES)
def test_words_of_an_article_stand_in_what_its_file_shows(name: str) -> None:
    assert words_stand(WORDS, visible_text(FILES[name]))
    assert not words_stand(WORDS.replace("night", "noon"), visible_text(FILES[name]))


def test_all_of_a_page_is_seen_and_nothing_that_is_hidden() -> None:
    page = make_page(
        "<p>Nobody <b>laughed</b>.</p><p hidden>Everybody laughed.</p><script>'They laughed'</script>"
    )
    shown = visible_text(page)
    assert words_stand("Seven ferries that crossed the strait in fog", shown)
    assert words_stand("Nobody laughed.", shown)
    assert not words_stand("Everybody laughed.", shown)
    assert not words_stand("They laughed", shown)


@pytest.mark.parametrize(
    "words", ["We will  not\naccept a map", "We will not accept\u00a0a map", "We will not ac\u00adcept a map"]
)
def test_spaces_and_soft_hyphens_do_not_matter(words: str) -> None:
    assert words_stand(words, visible_text(PAGE))


def test_what_a_page_prints_in_two_places_does_not_stand_together() -> None:
    assert not words_stand("one night on a pier. Foreign Minister", visible_text(PAGE))


def test_only_a_page_shows_more_than_its_text() -> None:
    def source(data: bytes, extractor: str) -> RawSource:
        return RawSource(origin="a", data=data, text="", encoding="utf-8", extractor=extractor)

    assert shown_words(source(FILES["plain text"], "")) is None
    assert shown_words(source(FILES["PDF"], "pypdf")) is None
    assert words_stand(WORDS, shown_words(source(PAGE, "trafilatura")) or "")
    assert words_stand(WORDS, shown_words(source(FILES["MHTML"], "trafilatura")) or "")
