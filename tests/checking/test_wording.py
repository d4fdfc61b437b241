"""How the words of a draft differ from those of a source: only typography makes no difference."""

import pytest

from statements.checking.results import Wording
from statements.checking.wording import compare_wording
from statements.identity.words import tokens_of

SOURCE = "We agreed on eleven points of fourteen, and the other three, which nobody named, are the ones that matter."


def wording(draft: str, source: str = SOURCE, **more: bool) -> str:
    return compare_wording(draft, source, **more).wording.value


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("We won’t go.", "We won't go,"),
        ("WE WENT HOME", "we went home."),
        ("The U.S. has agreed", "The US has agreed"),
        ("We agreed on 11 points", "We agreed on eleven points"),
        ("It cost 2,000 crowns", "It cost 2000 crowns"),
        ("We will cooperate here", "We will co-operate here"),
        ("Élan is all we have", "Elan is all we have"),
        ("Two ships – no more", "Two ships, no more"),
        ("[W]e went home", "We went home"),
        ("It rose by 5%", "It rose by 5 per cent"),
    ],
)
def test_typography_makes_no_difference(draft: str, source: str) -> None:
    assert wording(draft, source) == wording(source, draft) == "verbatim"


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("We agreed on eleven points of fourteen … the other three are the ones that matter.", "altered"),
        ("We agreed on eleven points of fourteen, and the other three … are the ones that matter.", "shortened"),
        ("We agreed … and the other three, which nobody named, are the ones that matter.", "shortened"),
        ("[Both sides] agreed on eleven points of fourteen, and the other three, which nobody named, are the ones that matter.", "shortened"),
        ("We agreed on eleven points of fourteen", "in part"),
        ("the ones that matter", "in part"),
        ("We agreed on twelve points of fourteen", "altered"),
        ("We agreed on [twelve] points of fourteen", "altered"),
        ("We never agreed on eleven points of fourteen", "altered"),
        ("We agreed on points of fourteen", "altered"),
        ("We agreed on fourteen points of eleven", "altered"),
    ],
)  # fmt: skip
def test_what_a_difference_comes_to(draft: str, expected: str) -> None:
    assert wording(draft) == expected


@pytest.mark.parametrize(
    ("draft", "source", "expected"),
    [
        ("We will accept it.", "We will not accept it.", "altered"),
        ("We will … accept it.", "We will not accept it.", "altered"),
        ("accept it", "We will not accept it.", "altered"),  # a part that was cut off its denial
        ("It is a rule.", "It is not a sign, it is a rule.", "in part"),  # another clause denies
        ("Nobody hid it.", "Somebody hid it.", "altered"),
        ("We can go … home.", "We can’t go back home.", "altered"),
        ("We go, and soon, home.", "We go, and soon, home.", "verbatim"),
    ],
)
def test_a_denial_that_is_lost_or_gained_alters(draft: str, source: str, expected: str) -> None:
    assert wording(draft, source) == expected


def test_a_part_that_the_draft_itself_denies_is_a_part() -> None:
    """The minister denied that she would "accept it"."""
    assert wording("accept it", "We will not accept it.", denied=True) == "in part"


def test_what_the_source_does_not_have_is_shown() -> None:
    found = compare_wording("We agreed on twelve points of fourteen", SOURCE)
    assert [(p.change, p.text) for p in found.pieces][:4] == [
        ("", "We agreed on"),
        ("out", "eleven"),
        ("in", "twelve"),
        ("", "points of fourteen"),
    ]


def test_no_word_that_is_changed_left_out_or_put_in_passes() -> None:
    """Each word of a sentence is replaced, left out and doubled in turn: none of it is verbatim, none is silent."""
    words = SOURCE.split()
    for n, word in enumerate(words):
        replaced = " ".join([*words[:n], "herring", *words[n + 1 :]])
        added = " ".join([*words[:n], "herring", *words[n:]])
        left_out = " ".join([*words[:n], *words[n + 1 :]])
        assert wording(replaced) == wording(added) == "altered", word
        assert wording(left_out) in ({"in part"} if n in (0, len(words) - 1) else {"altered"}), word


def test_a_text_of_marks_has_no_words() -> None:
    assert tokens_of("“” [...] … ,,, []") == []
    assert wording("…") == Wording.NOT_HELD
