"""docs/search.md, line by line: what a typed word finds, and what it does not."""

import re
from pathlib import Path

import pytest

from statements.search.analysis import asked_forms, document_terms, prefix_terms, query_terms, stem_word
from statements.search.language import parse
from statements.search.snippets import find_marks

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")


def lines_of(title: str) -> list[tuple[str, str]]:
    body = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| (?!typed|-)(.+?) \| (.+?) \|$", body, re.M)


def finds(typed: str, held: str) -> bool:
    places, others, _ = document_terms(held)
    terms = {stem_word(term) for term in places} | others.keys()
    return all(any(terms.issuperset(form) for form in asked_forms(word)) for word in typed.split())


@pytest.mark.parametrize(("typed", "held"), lines_of("Found"))
def test_a_word_finds(typed: str, held: str) -> None:
    assert finds(typed, held)
    assert find_marks(held, parse(typed))  # and is marked where it stands


@pytest.mark.parametrize(("typed", "held"), lines_of("Not found"))
def test_a_word_does_not_find(typed: str, held: str) -> None:
    assert not finds(typed, held)
    assert not find_marks(held, parse(typed))


def test_the_page_has_examples() -> None:
    assert len(lines_of("Found")) >= 35
    assert len(lines_of("Not found")) >= 15


@pytest.mark.parametrize(
    "text", ["", "'", "-", "1,", ",000", "~", "\x1f", "é" * 300, "a-" * 300, "1,000," * 200]
)
def test_any_text_has_terms(text: str) -> None:
    document_terms(text)
    assert all(form for form in asked_forms(text))
    assert query_terms(text, stemmed=False) is not None


def test_a_beginning_of_hyphens_alone_is_none() -> None:
    assert prefix_terms("--") == ([], "")
    assert prefix_terms("jean-cl") == (["jean"], "cl")
