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


@pytest.mark.parametrize(("told", "read_of_them"), [(11, 11), (26, 24)])
def test_of_a_sentence_with_more_cues_than_prose_has_the_first_are_read(told: int, read_of_them: int) -> None:
    text = " and ".join(f"Mira Tolan said that boat {n} was late" for n in range(told)) + "."
    assert [q.text for q in read(text)] == [f"boat {n} was late" for n in range(read_of_them)]


def test_of_more_statements_than_any_article_has_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [f"Mira Tolan said that boat {n} was late." for n in range(6)]
    texts = (" ".join(said), "\n\n".join(said))
    assert [len(read(text)) for text in texts] == [6, 6]
    monkeypatch.setattr("statements.extraction.languages.en.attribution.MOST_STATEMENTS", 4)
    for text in texts:
        assert [q.text for q in read(text)] == [f"boat {n} was late" for n in range(4)]


def test_two_people_of_one_surname_are_not_guessed_between() -> None:
    text = "Adam Roke and Mary Roke came to the harbour. “It rains,” Roke said."
    (quote,) = [q for q in read(text) if q.kind == "direct"]
    assert quote.speaker is None
    assert set(quote.candidates) == {"Adam Roke", "Mary Roke"}
    (known,) = [q for q in read(text.replace("Mary Roke", "Mary Toller")) if q.kind == "direct"]
    assert quote.confidence < known.confidence


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("“It rains,” said Mira Tolan, who noted that the gate was shut.", "who"),
        ("Mira Tolan, who has since said that the gate was shut, left.", "who"),
        ("Mira Tolan, who, on a call on Friday, said that the gate was shut, left.", "who"),
        # The cue is not the verb of the relative clause.
        ("Mira Tolan, who backs Roke, said that the gate was shut.", "Mira Tolan"),
        ("Sailors who had seen the gate said that it was shut.", "Sailors who had seen the gate"),
    ],
)
def test_the_mention_is_what_stands_beside_the_cue(text: str, mention: str) -> None:
    quote = next(q for q in read(text) if q.kind == "indirect")
    assert quote.mention_span is not None
    assert quote.mention == text[slice(*quote.mention_span)]
    assert mention.startswith(quote.mention or "?")
    assert quote.speaker in ("Mira Tolan", "Sailors")


def test_a_quotation_that_goes_on_from_who_said_something_has_the_name_for_its_mention() -> None:
    quotes = read("“It rains,” said Mira Tolan, who noted that the gate was shut. “We are wet.”")
    assert [q.mention for q in quotes] == ["Mira Tolan", "who", "Mira Tolan"]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        # What a share of people said ends where the reporter counts others.
        (
            "Nine in ten sailors said they had seen the gate, compared with half a year ago.",
            "they had seen the gate",
        ),
        (
            "Mira Tolan said nine in ten had seen the gate, compared with half a year ago.",
            "nine in ten had seen the gate, compared with half a year ago",
        ),
        (
            "Half of the sailors said the gate, built in Orm, was late, and 9 in ten said it leaked.",
            "the gate, built in Orm, was late",
        ),
        # What is set beside it is the reporter's, what goes on in it is not.
        (
            "Mira Tolan said the boat would sail, while half of the sailors found the trip dull.",
            "the boat would sail",
        ),
        (
            "Mira Tolan said the boat would sail, and while the sailors slept it did.",
            "the boat would sail, and while the sailors slept it did",
        ),
        ("Mira Tolan said the boat would sail, a swipe at Roke.", "the boat would sail"),
        ("Mira Tolan said she met Ilan Roke, a sailor from Orm.", "she met Ilan Roke, a sailor from Orm"),
        ("Mira Tolan said the report was wrong, which is being read again now.", "the report was wrong"),
        ("Mira Tolan says the report is wrong, which is rare.", "the report is wrong, which is rare"),
        ("Mira Tolan said the report, which is long, was wrong.", "the report, which is long, was wrong"),
        ("Mira Tolan said forty boats came (the harbour office has counted ten).", "forty boats came"),
        ("Mira Tolan said forty boats (all of them old) came.", "forty boats (all of them old) came"),
        (
            "Mira Tolan said Roke, who praised the plan in May, is in Orm.",
            "Roke, who praised the plan in May, is in Orm",
        ),
        (
            "Mira Tolan said that worries about boats - as told by Ilan Roke - were not new.",
            "worries about boats - as told by Ilan Roke - were not new",
        ),
        ("Mira Tolan said it would sail but did not recommend the trip.", "it would sail"),
        (
            "Ilan Roke was content, Mira Tolan saying it would sail and Roke calling it a day.",
            "it would sail",
        ),
        ("Mira Tolan said forty boats came - an issue that Roke has raised.", "forty boats came"),
        ("Mira Tolan said both she and Roke promised it.", "both she and Roke promised it"),
        ("Mira Tolan, who backs Roke and said it would sail, left.", "it would sail"),
        # Where it was said is no part of it.
        (
            "Mira Tolan said her crew does not want “that noise,” in an interview with the Courier.",
            "her crew does not want “that noise,”",
        ),
        (
            "Mira Tolan said her crew does not want “that noise” in the harbour.",
            "her crew does not want “that noise” in the harbour",
        ),
        # What somebody called something goes on behind the marks.
        (
            "Mira Tolan called the plan “a fine example” of how boats go wrong.",
            "the plan “a fine example” of how boats go wrong",
        ),
        ("Mira Tolan called the plan “a joke” because it leaks.", "the plan “a joke” because it leaks"),
        ("Mira Tolan called the plan “a joke” in an interview.", "the plan “a joke”"),
        ("Mira Tolan called the plan “a joke” in Orm on Monday.", "the plan “a joke”"),
        ("Mira Tolan called the plan “a joke” and left.", "the plan “a joke”"),
        ("Mira Tolan called for more “freedom” for sailors.", "more “freedom” for sailors"),
        ("Mira Tolan referred to the plan as “a joke.”", "the plan as “a joke.”"),
        # What somebody called something, asked for by a pronoun, begins with it.
        ("It was the plan which Mira Tolan called “a joke.”", "which Mira Tolan called “a joke.”"),
        ("It was the day on which Mira Tolan called him “a joke.”", "him “a joke.”"),
        # A sentence around its source is one clause; a dash opens another.
        (
            "In the long run, Mira Tolan said, “it will hold.”",
            "In the long run, Mira Tolan said, “it will hold.”",
        ),
        # Behind a dash that is not closed the reporter goes on.
        ("Mira Tolan said the boat would sail - a rare thing in Orm.", "the boat would sail"),
        ("Mira Tolan said the boat would sail - but it never did.", "the boat would sail"),
        ("Mira Tolan said the boat would sail - possibly to Orm.", "the boat would sail - possibly to Orm"),
        ("Mira Tolan said the boat - an old one - would sail.", "the boat - an old one - would sail"),
        ("The pier is shut - sailors say it leaks badly - and boats wait.", "it leaks badly"),
        # Whoever speaks of herself does not use her own name.
        ("Mira Tolan said it would sail, but Tolan did not say when.", "it would sail"),
        ("Mira Tolan said it would sail, but Roke was ill.", "it would sail, but Roke was ill"),
        # What others did is hers to tell, what others said is not.
        (
            "Mira Tolan said the boat was wet, while the pier was dry.",
            "the boat was wet, while the pier was dry",
        ),
        ("Mira Tolan said the boat was wet, while Roke said it was dry.", "the boat was wet"),
        ("Half of the sailors said the boat was wet, while others had not seen it.", "the boat was wet"),
    ],
)
def test_what_was_said_ends_where_the_reporter_goes_on(text: str, clause: str) -> None:
    quote = read(text)[0]
    start, end = quote.clause_span or (quote.start, quote.end)
    assert text[start:end] == clause
