"""What a statement shows of how sure its reading is, and what that adds up to."""

import json
from pathlib import Path

import pytest

from statements.extraction import QuoteRecord, read_article
from statements.extraction.confidence import ALWAYS, ConfidenceTable, load_table
from statements.extraction.languages.en import confidence
from statements.extraction.languages.en.attribution_rules import RULES
from statements.extraction.languages.en.confidence import SETTLED, SIGNS, TABLE

WEIGHTS = json.loads(TABLE.read_text(encoding="utf-8"))
AROUND = "It rained over the long quay of Fresk all day, and the boats stayed where they were. Nobody went out, and nobody came in until the evening, when the wind had gone and the lamps were lit. "


def only_quote(text: str) -> QuoteRecord:
    (quote,) = read_article(f"{AROUND}\n\n{text} {AROUND}").quotes
    return quote


def test_the_table_has_weights_for_every_kind_and_sign_and_no_others() -> None:
    names = {sign.name for sign in SIGNS}
    assert set(WEIGHTS) == {"direct", "partial", "indirect"}
    assert {sign for signs in WEIGHTS.values() for sign in signs} == {ALWAYS, *names}
    assert len(names) == len(SIGNS)
    assert all(sign.what_for for sign in SIGNS)


def test_the_table_holds_no_names() -> None:
    """It was learned from news of others: what it keeps are the words of grammar, none of theirs."""
    values = {value for signs in WEIGHTS.values() for of_sign in signs.values() for value in of_sign}
    assert all(value == value.lower() for value in values)
    for signs in WEIGHTS.values():
        for name in ("first word", "word before words", "word after mention", "word before mention"):
            assert set(signs.get(name, {})) <= confidence.GRAMMAR_WORDS


@pytest.mark.parametrize("kind", WEIGHTS)
def test_the_surer_who_speaks_the_surer_the_statement(kind: str) -> None:
    ladder = [WEIGHTS[kind]["settled"][rung] for rung in SETTLED]
    assert ladder == sorted(ladder)
    assert ladder[2] > ladder[1]


@pytest.mark.parametrize(
    "words", ["“It rains,” Roke said.", "Roke said that it “rains” here.", "Roke said that it rained here."]
)
def test_a_statement_whose_speaker_is_open_is_less_sure(words: str) -> None:
    settled = only_quote(f"Adam Roke and Mary Toller came to the harbour. {words}")
    still_open = only_quote(f"Adam Roke and Mary Roke came to the harbour. {words}")
    assert settled.speaker == "Adam Roke"
    assert still_open.speaker is None
    assert still_open.confidence < settled.confidence


def test_marked_words_beside_a_verb_of_saying_are_surer_than_a_clause_beside_another() -> None:
    said = only_quote("“We will not accept this,” Mira Tolan said.")
    found = only_quote("Mira Tolan believes the harbour plan is dead.")
    assert found.kind == "indirect"
    assert found.confidence < said.confidence > 0.9


def test_the_same_text_has_the_same_confidence() -> None:
    text = "Mira Tolan said that the annex was “the whole matter.”"
    assert only_quote(text) == only_quote(text)


@pytest.mark.parametrize("weight", [-900.0, -3.0, 0.0, 3.0, 900.0])
def test_a_share_lies_between_none_and_all(weight: float) -> None:
    table = ConfidenceTable({"direct": {ALWAYS: {"": weight}, "rule": {"a-rule": weight}}})
    share = table.share_right("direct", [("rule", "a-rule"), ("rule", "unheard of"), ("unheard of", "x")])
    assert share is not None
    assert 0 < share < 1


def test_a_kind_that_a_table_does_not_know_has_no_share() -> None:
    assert ConfidenceTable({}).share_right("direct", []) is None


def test_without_a_table_a_statement_has_the_confidence_of_its_rule(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert load_table(tmp_path / "none.json") is None
    monkeypatch.setattr(confidence, "confidence_table", lambda: None)
    quote = only_quote("“We will not accept this,” Mira Tolan said.")
    assert quote.confidence == RULES[quote.rule].confidence


def test_a_table_changes_nothing_but_the_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mira Tolan said that it rained. “We are ready,” she added."
    with_table = read_article(AROUND + text).as_dict()
    monkeypatch.setattr(confidence, "confidence_table", lambda: None)
    without = read_article(AROUND + text).as_dict()
    for record in (with_table, without):
        for quote in record["quotes"]:
            del quote["confidence"]
    assert with_table == without
