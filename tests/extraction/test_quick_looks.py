"""A quick look before a slow search refuses nothing that the search finds, and spares it most of a text."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from statements.extraction.languages.en.clauses import (
    CLAUSE_STOP,
    CLAUSE_STOP_BEFORE_CUE,
    CLAUSE_STOP_BEGINS,
)
from statements.extraction.languages.en.event_nouns import (
    ANY_NOUN,
    EVENT_NOUNS,
    NOUN,
    WORDS_OF_NOUNS,
    has_event_word,
    has_piece,
    verb_nouns,
    words_of_events,
)
from statements.extraction.languages.en.events import TIMELINE, heads_timeline
from statements.extraction.languages.en.finding import search_from, stretches_around
from statements.extraction.languages.en.occasions import OCCASION_TOLD, find_occasion
from statements.extraction.languages.en.page_words import page_words
from statements.extraction.languages.en.people import APPOSED_TO_SINGLE, SINGLE_APPOSED
from statements.extraction.languages.en.tokens import TOKEN, TOKEN_AND_BLANKS, WORD_TAGS, tokenize
from statements.extraction.languages.en.unnamed import WrittenWords
from statements.extraction.mending import BEGINS_BROKEN, BROKEN
from statements.extraction.page.lines import LETTERS_BEHIND, TERMINAL, is_ended
from statements.extraction.page.patterns import PLACE_AND_MARK, patterns_of
from statements.extraction.page.turns import LOST, LOST_SIGN

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
        "the round of the working committee",
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
    if found:
        assert has_event_word(text, WORDS_OF_NOUNS)
    if found or any(pattern.search(text) for pattern, _, _ in verb_nouns()):
        assert has_event_word(text)


@pytest.mark.parametrize(
    "text", ["Mira Tolan recalled that it rained.", "According to Roke, it dealt badly."]
)
def test_words_of_no_event_are_not_searched_for_one(text: str) -> None:
    assert not has_event_word(text)


@given(
    st.lists(st.sampled_from((*EVENT_PIECES, "Pre-summit", "mid-visit", "MeetUp", "tALKs")), max_size=9),
    st.sampled_from((str, str.upper, str.title)),
    st.sampled_from((" ", "")),
)
def test_the_tokens_of_a_paragraph_tell_of_an_event_where_its_text_does(
    pieces: list[str], case: Callable[[str], str], between: str
) -> None:
    text = case(between.join(pieces))
    words = tokenize(text, (0, len(text)), ()).words
    told = not words_of_events(words).isdisjoint(words)
    assert (told or has_piece(text)) == has_event_word(text)


@given(st.text("NDRwH,.()", max_size=12))
@example("RN.")
@example("N(N),D")
def test_a_name_in_one_word_with_an_apposition_is_seen_by_what_stands_beside_it(tags: str) -> None:
    if SINGLE_APPOSED.search(tags):
        assert any(beside in tags for beside in APPOSED_TO_SINGLE)


@given(
    st.lists(
        st.sampled_from(("• ", "12 ", "September ", "May ", "2019", "1987", ", ", ": ", "said")), max_size=7
    )
)
@example(["• ", "12 ", "September ", "12, ", "2019", ": "])
def test_a_line_of_a_chronology_is_seen_by_its_year(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert heads_timeline(text, 0, len(text)) == (TIMELINE.match(text) is not None)


@given(st.text("aA.?!:…”\"»'’)] â€™\n", max_size=20), st.text("\"”»'’)]â€™", max_size=90))
@example("? AA", "")  # an agency's letters behind the last sentence
@example("? â€A", "")
@example("â€A", "")
def test_the_end_of_a_line_tells_what_the_whole_line_does(line: str, marks: str) -> None:
    for text in (line, line + marks, marks + line):
        for start in (0, min(1, len(text))):
            ended = TERMINAL.search(text, start) or LETTERS_BEHIND.search(text, start)
            assert is_ended(text, start) == (ended is not None)


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


DATELINES = (
    *("LISSEL, March 28. /NORDAN/. Ila", "Port Amrey [Kestran], Mar. 3 (Merpress): Ila", "LISSEL. May 3 (Merpress) - Ila"),
    *("Port Amrey (Kestran) (Merpress) – Ila", "LISSEL, Mar. 3 (Merpress) -- Ila", "QALDER: Ila"),
    *("QALDER (Meroth Online / Merpress - 9 March, 2022) Ila", "QALDER (Merpress), Mar 14 - Ila", "ÖRN/LISSEL – Ila"),
    *("Harrowgate, May 7, MERPRESS – Ila", "QALDER (Merpress) -Ila", "LISSEL, 28 May. Merpress – Ila", "Lissel, May 28- Ila"),
    *("Port Amrey (NBN)Ila", "Harrowgate, Kestran – Ila", "HARROWGATE, Kestran -- Ila", "St.-Orm, May 3 – Ila"),
)  # fmt: skip


@pytest.mark.parametrize("line", DATELINES)
def test_a_dateline_has_a_mark_behind_its_place(line: str) -> None:
    styles = patterns_of(page_words()).datelines
    assert any(style.match(line) for style in styles)
    for other in (line, line.replace(" (", "("), line.replace(" -", "-"), line.replace(" –", "–")):
        assert PLACE_AND_MARK.match(other) or not any(style.match(other) for style in styles)


@pytest.mark.parametrize(
    "line", ["The ministry said so, and left.", "Mira Tolan said no.", "It rains - often."]
)
def test_prose_is_not_searched_for_a_dateline(line: str) -> None:
    assert PLACE_AND_MARK.match(line) is None


@given(st.text("NPVvKkGgwcDp,&;-QEfaxbWtTA#RHo:", max_size=30), st.integers(0, 9))
def test_no_clause_stops_before_what_every_stop_begins_with(tags: str, start: int) -> None:
    earliest = CLAUSE_STOP_BEGINS.search(tags, start + 1)
    for pattern in (CLAUSE_STOP, CLAUSE_STOP_BEFORE_CUE):
        stop = pattern.search(tags, start + 2)
        assert stop is None or (earliest is not None and earliest.start() <= stop.start())


def test_a_clause_without_a_mark_is_not_searched_for_its_stop() -> None:
    assert CLAUSE_STOP_BEGINS.search("PVtDwVpN.") is None


@given(
    st.lists(
        st.sampled_from(("It rains.", "Q: Why?", "A. No.", "QUESTION: Why?", "MR. TOLAN: No.", "MS ORR: Yes.", "Q  Why?",
                         "THE CHAIR: Yes.", "DR. ROKE: No.", "Answer: No.", "Question: Why?", "MRS. ORR: No.")),
        max_size=5,
    )
)  # fmt: skip
def test_lines_that_were_lost_are_seen_by_one_sign(pieces: list[str]) -> None:
    """An answer and a doctor alone are no sign: somebody asks, or presides, where lines of a transcript are lost."""
    text = " ".join(pieces)
    signs = ("Q: ", "Q. ", "Q  ", "QUESTION", "Question: ", "MR. ", "MR ", "MS. ", "MS ", "THE ")
    assert (LOST_SIGN.search(text) is not None) == any(map(text.__contains__, signs))


def test_prose_has_no_sign_of_lost_lines() -> None:
    assert LOST_SIGN.search("Mira Tolan asked: Why? Mr. Roke had no answer.") is None
    assert LOST.search("It rains. Q: Why?") is not None


@given(st.text("aB’é_-1 \n", max_size=20))
def test_a_word_stands_in_small_letters_or_does_not(text: str) -> None:
    written = WrittenWords(text)
    for word in re.findall(r"\w+", text):
        assert written.has_small(word.lower()) == (word.lower() in re.findall(r"\b[a-z]+\b", text))


@given(st.lists(st.sampled_from(("velk", "Velk", "said", "A.", "Mr.", "...", "’s", "(", ")", ",", "—", "US", "May")), max_size=12))  # fmt: skip
def test_a_word_has_the_same_tag_however_often_it_has_come_in_a_stretch(words: list[str]) -> None:
    text = " ".join(words)
    WORD_TAGS.clear()
    fresh = tokenize(text, (0, len(text)), ())
    known = tokenize(text, (0, len(text)), ())
    assert (fresh.spans, fresh.tags) == (known.spans, known.tags)
    assert fresh.words == known.words == [text[start:end] for start, end in fresh.spans]


@given(st.text("ab- ", max_size=40), st.sampled_from(["a", "ab", "a b", "b"]))
@example("aab ab", "ab")
def test_a_pattern_is_found_by_the_words_with_which_it_begins(text: str, words: str) -> None:
    pattern = re.compile(rf"\b{words}(?: a|\b)")
    found, plain = search_from(pattern, words, text), pattern.search(text)
    assert (found and found.span()) == (plain and plain.span())
    capitals = re.compile(rf"\b{words.upper()}(?: A|\b)")
    found, plain = search_from(capitals, words, text.upper(), text), capitals.search(text.upper())
    assert (found and found.span()) == (plain and plain.span())


@given(st.text("ab. ", max_size=60), st.sampled_from(["b", "ab", "bb"]))
def test_what_stands_before_words_is_found_in_the_stretches_around_them(text: str, words: str) -> None:
    pattern = re.compile(rf"(?<!a)(?:a ){{0,2}}{words}(?!a)")
    stretches = list(stretches_around(words, text, 6))
    found = [match.span() for stretch in stretches for match in pattern.finditer(text, *stretch)]
    assert found == [match.span() for match in pattern.finditer(text)]
    assert all(words in text[start:end] for start, end in stretches)


@given(st.text("ÃÂÅƒ\x83â€™\u0308\u0303Aao3±§ \xa0x.", max_size=14))
@example("PeA\u0303±a")
@example("JesÃ\x83Âos")
def test_whatever_is_broken_begins_with_a_sign_of_it(text: str) -> None:
    begin = {match.start() for match in BEGINS_BROKEN.finditer(text)}
    assert {match.start() for match in BROKEN.finditer(text)} <= begin
