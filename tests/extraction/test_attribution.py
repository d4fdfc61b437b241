"""Who is made responsible for which words: cases as text, and every rule's own examples."""

import re
from pathlib import Path

import pytest

from statements.extraction import read_article
from statements.extraction.languages.en.attribution import find_attributions
from statements.extraction.languages.en.attribution_rules import RULES
from statements.extraction.languages.en.people import Cast
from statements.extraction.languages.en.quotations import find_quotations
from statements.extraction.languages.en.resolution import Resolver
from statements.extraction.languages.en.statements import resolve_all
from statements.extraction.languages.en.tokens import tokenize

CASES = Path(__file__).resolve().parents[1] / "cases" / "attribution.txt"


def read_cases() -> list[tuple[str, str, list[str]]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    blocks = [block.strip() for block in re.split(r"(?m)^\.$", "\n".join(lines))]
    return [(blocks[n], blocks[n + 1], blocks[n + 2].splitlines()) for n in range(0, len(blocks) - 2, 3)]


def read(text: str):
    """Return the quotes of a text whose lines are its paragraphs."""
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    found = find_quotations(text, paragraphs)
    tokens = [tokenize(text, span, inside) for span, inside in zip(paragraphs, found, strict=True)]
    quotes, _ = resolve_all(text, Resolver(Cast(text, tokens)), find_attributions(tokens), None)
    return quotes


def shown(quote, expected: str) -> str:
    """Return a quote as a case writes it, with as many of the optional parts as the case has."""
    line = f"{quote.kind}: {quote.text} <- {quote.speaker}"
    if expected.count(" | "):
        line += f" | {quote.cue}"
    if " | to " in expected:
        line += f" | to {quote.addressee}"
    return line


@pytest.mark.parametrize(
    ("title", "text", "expected"), read_cases(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_case(title: str, text: str, expected: list[str]) -> None:
    quotes = read(text)
    if expected == ["nothing"]:
        assert quotes == []
        return
    assert [shown(q, line) for q, line in zip(quotes, expected, strict=False)] == expected
    assert len(quotes) == len(expected)


EXAMPLES = [(rule, example) for rule in RULES.values() for example in rule.examples]


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=lambda v: getattr(v, "name", getattr(v, "text", ""))
)
def test_rule_reads_its_example(rule, example) -> None:
    found = [(q.text, q.mention, q.cue) for q in read_for(rule, example.text) if q.rule == rule.name]
    assert (example.words, example.mention, example.cue) in found
    assert len(found) == 1 or rule.name.startswith("transcript-")


COUNTER = [(rule, text) for rule in RULES.values() for text in rule.counterexamples]


@pytest.mark.parametrize(("rule", "text"), COUNTER, ids=lambda v: getattr(v, "name", v))
def test_rule_leaves_its_counterexample(rule, text: str) -> None:
    assert [q for q in read_for(rule, text) if q.rule == rule.name] == []


def read_for(rule, text: str):
    """Return the quotes of a text, or of a whole page for the rules that read a page."""
    whole = rule.name.startswith(("headline-", "statement-", "transcript-", "embedded-"))
    return read_article(text).quotes if whole else read(text)


def test_every_rule_has_an_example_and_a_counterexample() -> None:
    assert [rule.name for rule in RULES.values() if not rule.examples or not rule.counterexamples] == []


def test_every_span_is_a_slice_of_the_source() -> None:
    text = "“We are ready,” Mira Tolan said, “and so is the boat.” She said that it was “dry.”"
    for quote in read(text):
        assert quote.text == " … ".join(text[s:e] for s, e in quote.segments)
        if quote.mention_span:
            assert text[slice(*quote.mention_span)] == quote.mention


def test_two_people_of_one_surname_are_not_guessed_between() -> None:
    text = "Adam Roke and Mary Roke came to the harbour. “It rains,” Roke said."
    (quote,) = [q for q in read(text) if q.kind == "direct"]
    assert quote.speaker is None
    assert set(quote.candidates) == {"Adam Roke", "Mary Roke"}
    (known,) = [q for q in read(text.replace("Mary Roke", "Mary Toller")) if q.kind == "direct"]
    assert quote.confidence < known.confidence
