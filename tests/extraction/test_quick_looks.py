"""A quick look before a slow search refuses nothing that the search finds, and spares it most of a text."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from statements.extraction.languages.en.event_nouns import (
    ANY_NOUN,
    EVENT_NOUNS,
    NOUN,
    has_event_word,
    verb_nouns,
)
from statements.extraction.languages.en.occasions import OCCASION_TOLD, find_occasion
from statements.extraction.languages.en.page_words import page_words
from statements.extraction.languages.en.tokens import TOKEN, TOKEN_AND_BLANKS
from statements.extraction.page.lines import TERMINAL, is_ended
from statements.extraction.page.patterns import patterns_of

EVENT_PIECES = (
    *(piece for noun in EVENT_NOUNS for example in noun.examples for piece in (example, *example.split())),
    *(example for _, noun, _ in verb_nouns() for example in noun.examples),
    *("Mira Tolan will go to Hollin", "they’ll be in Hollin", "will arrive in Orm", "are due to fly to Orm"),
    *(
        "reconvenes",
        "he telephoned Roke",
        "agreed to meet Roke",
        "arrives in Orm on Friday",
        "launched two rockets",
    ),
    *(
        "will receive the President",
        "voted by 19 to 8",
        "divided: Ayes 20",
        "ballistic",
        "satellite",
        "his call with",
    ),
    *("an urgent debate", "special session", "weekly", "press point", "party’s convention", "snap", "early"),
    *(
        "municipal elections",
        "rounds of",
        "dialogue",
        "follow-up",
        "ſummit",
        "VİSIT",
        "nuclear weapons test",
        "the next round",
    ),
    *("Board", "will convene", "according", "recall", "dealing", "tripped", "the", "of a", "U.S.", "19"),
    *(".", ",", "-", "_", "’s", "é"),
)
PLAIN_NOUN = re.compile(rf"\b(?:{ANY_NOUN})", re.I)


@given(
    st.lists(st.sampled_from(EVENT_PIECES), max_size=9),
    st.sampled_from((str, str.upper, str.title)),
    st.sampled_from((" ", " ", "")),
)
@example(["the Council met", "summit"], str, "")
def test_every_noun_and_verb_of_an_event_has_a_word_by_which_it_is_seen(
    pieces: list[str], case: Callable[[str], str], between: str
) -> None:
    text = case(between.join(pieces))
    found = [match.span() for match in PLAIN_NOUN.finditer(text)]
    assert [match.span() for match in NOUN.finditer(text)] == found
    if found or any(pattern.search(text) for pattern, _, _ in verb_nouns()):
        assert has_event_word(text)


@pytest.mark.parametrize(
    "text", ["Mira Tolan recalled that it rained.", "According to Roke, it dealt badly."]
)
def test_words_of_no_event_are_not_searched_for_one(text: str) -> None:
    assert not has_event_word(text)


@given(st.text("aA.?!:…”\"»'’)] â€™\n", max_size=20), st.text("\"”»'’)]â€™", max_size=90))
def test_the_end_of_a_line_tells_what_the_whole_line_does(line: str, marks: str) -> None:
    for text in (line, line + marks, marks + line):
        assert is_ended(text) == (TERMINAL.search(text) is not None)
        assert is_ended(text, 1) == (TERMINAL.search(text, min(1, len(text))) is not None)


TOKEN_PIECES = (
    *(
        "Tolan",
        "said",
        "U.S.",
        "p.m.",
        "It’s",
        "owners’",
        "'",
        "’",
        "“",
        "”",
        '"',
        ",",
        ".",
        "...",
        "?!",
        "--",
        "—",
        "(",
        ")",
        "[",
        "19.5",
        "5:30",
    ),
    *(
        "state-run",
        "al-Rumayn",
        "AT&T",
        "orm.com",
        "_",
        "é",
        "\ufffd",
        "…",
        "\n",
        "  ",
        " ",
        "\t",
        "\u00a0",
        "A.",
        "ſ",
    ),
)


@given(st.lists(st.sampled_from(TOKEN_PIECES), max_size=14), st.sampled_from(("", " ")))
def test_a_text_cut_without_a_gap_has_the_same_tokens(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    cut = TOKEN_AND_BLANKS.findall(text)
    assert "".join(cut) == text
    at, found = 0, []
    for piece in cut:
        match = TOKEN.match(text, at)
        if match is not None:
            assert match.group() == piece.rstrip()
            found.append(match.span())
        at += len(piece)
    assert found == [match.span() for match in TOKEN.finditer(text)]


@given(
    st.lists(
        st.sampled_from(
            (
                *(
                    "After",
                    "Following",
                    "after",
                    "following",
                    "the",
                    "talks",
                    "a meeting",
                    "negotiations",
                    "with",
                    "Mira Tolan",
                ),
                *("in Hollin", "on Thursday", "without", "said", ",", "his envoy"),
            )
        ),
        max_size=10,
    )
)
def test_an_occasion_has_the_words_by_which_it_is_seen(words: list[str]) -> None:
    text = " ".join(words)
    assert (find_occasion(text, None) is not None) == (OCCASION_TOLD.search(text) is not None)


@pytest.mark.parametrize(
    "line", ["@adaroke", "Ada Roke @adaroke · 4 May", "— Ada Roke (@adaroke)", "—Ada Roke (@ada) May 4"]
)
def test_a_post_is_signed_with_a_handle(line: str) -> None:
    patterns = patterns_of(page_words())
    bare = line.replace("@", "")
    assert patterns.handle_line.fullmatch(line) or patterns.post_signature.match(line)
    assert not patterns.handle_line.fullmatch(bare) and not patterns.post_signature.match(bare)
