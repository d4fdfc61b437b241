"""No regular expression takes exponential time: a text of some hundred letters must not hold a process for ever.

Two ways to read each of n repeated pieces are 2^n ways to read them all, and an expression that fails behind them tries
each. From every expression here, texts are made that repeat what one of its loops takes, with and without an end that
does not fit. Forty pieces are nothing for an expression that reads a piece in one way, and without end for another.
"""

import importlib
import pkgutil
import random
import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import statements
from tools.long_runs import given_up_after

PIECES = 40
TRIES = 60  # examples of what a loop repeats
HANGS = 30  # processor seconds; the slowest here takes a thousandth
LOOPS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
OTHER = "aNT1 pDw,.x-'\"\u0101"  # one of these is outside of any class here
OF_CATEGORY = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_WORD: "a1",
    op.CATEGORY_NOT_DIGIT: "a ",
    op.CATEGORY_NOT_SPACE: "a.",
    op.CATEGORY_NOT_WORD: " .",
}


class Hung(Exception):
    """An expression did not come to its end."""


def letter_of(parts: Any, roll: random.Random) -> str:
    """Make a letter that a class takes."""
    letters = ""
    for kind, told in parts:
        if kind is op.LITERAL:
            letters += chr(told)
        elif kind is op.RANGE:
            letters += chr(told[0]) + chr(told[1])
        elif kind is op.CATEGORY:
            letters += OF_CATEGORY.get(told, "a")
    if parts[0][0] is op.NEGATE:
        letters = "".join(letter for letter in OTHER if letter not in letters) or "\u0102"
    return roll.choice(letters)


def example(parts: Any, roll: random.Random) -> str:
    """Make a text that an expression, or a part of one, would take; what only looks around is left out."""
    made = ""
    for kind, told in parts:
        if kind is op.LITERAL:
            made += chr(told)
        elif kind in (op.ANY, op.NOT_LITERAL):
            made += roll.choice("aN1 ")
        elif kind is op.IN:
            made += letter_of(told, roll)
        elif kind in LOOPS:
            least, most, body = told
            for _ in range(min(most, least + roll.choice((0, 0, 1, 2)))):
                made += example(body, roll)
        elif kind is op.SUBPATTERN:
            made += example(told[3], roll)
        elif kind is op.ATOMIC_GROUP:
            made += example(told, roll)
        elif kind is op.BRANCH:
            made += example(roll.choice(told[1]), roll)
    return made


def loops(parts: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Find every loop that may go round many times: what stands before it, and what it repeats."""
    for at, (kind, told) in enumerate(parts):
        ahead = (*before, *parts[:at])
        if kind in LOOPS:
            if told[1] >= PIECES // 2:
                yield ahead, told[2]
            yield from loops(told[2], ahead)
        elif kind is op.SUBPATTERN:
            yield from loops(told[3], ahead)
        elif kind is op.ATOMIC_GROUP:
            yield from loops(told, ahead)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from loops(told[1], ahead)
        elif kind is op.BRANCH:
            for branch in told[1]:
                yield from loops(branch, ahead)


def is_single(body: Any) -> bool:
    """Return whether a loop repeats one letter of a class and nothing else: there is one way to read that."""
    return len(body) == 1 and body[0][0] in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)


def texts_against(expression: re.Pattern[Any], roll: random.Random) -> Iterator[str]:
    for ahead, body in loops(list(parser.parse(expression.pattern, expression.flags))):
        tries = 1 if is_single(body) else TRIES
        for piece in sorted({example(body, roll) for _ in range(tries)}):
            begun = example(ahead, roll)
            yield begun + piece * PIECES
            yield begun + piece * PIECES + "\0"
        yield example(ahead, roll) + "".join(example(body, roll) for _ in range(PIECES)) + "\0"


def hangs(expression: re.Pattern[Any]) -> str:
    """Return the text on which an expression does not come to its end, or an empty one."""
    for text in texts_against(expression, random.Random(1)):
        given: Any = text.encode() if isinstance(expression.pattern, bytes) else text
        try:
            with given_up_after(HANGS, Hung()):
                for ask in (expression.match, expression.fullmatch, expression.search):
                    ask(given)
        except Hung:
            return text
    return ""


def kept_in(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for pair in value.items():
            yield from kept_in(pair, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from kept_in(one, depth + 1)
    elif depth < 2 and type(value).__module__.startswith("statements") and hasattr(value, "__dict__"):
        for one in vars(value).values():
            yield from kept_in(one, depth + 1)


def expressions() -> dict[re.Pattern[Any], str]:
    """Return every expression that a module keeps, and where."""
    found: dict[re.Pattern[Any], str] = {}
    for module in pkgutil.walk_packages(statements.__path__, "statements."):
        if "__main__" in module.name or ".migrations" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for expression in kept_in(value):
                found.setdefault(expression, f"{module.name}.{name}")
    return found


def test_no_expression_takes_exponential_time() -> None:
    found = expressions()
    assert len(found) > 500
    hung = {where: text[:60] for expression, where in found.items() if (text := hangs(expression))}
    assert not hung, ", ".join(hung)


@pytest.mark.parametrize("expression", ["(?:a|a)*b", "(?:p?T+)*$", r"(?:\w+ly |newly )*(?:held)"])
def test_an_expression_that_does_is_found(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.HANGS", 0.5)
    assert hangs(re.compile(expression))


@pytest.mark.parametrize("expression", ["(?>a|a)*b", "(?:pT|T)*$", r"(?:\w+ly |newly )*+(?:held)"])
def test_one_that_reads_a_piece_in_one_way_is_not(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.HANGS", 0.5)
    assert not hangs(re.compile(expression))
