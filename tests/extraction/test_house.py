"""How the rooms of extraction stand to each other: who may know what, and which names are taken."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from statements import extraction
from statements.extraction.languages import LANGUAGES
from statements.extraction.languages.en.weights import POINTS, WEIGHTS

ROOT = Path(extraction.__file__).parent
MODULES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text()) for path in ROOT.rglob("*.py")}
NO_LANGUAGE = [name for name in MODULES if not name.startswith("languages/")]
ROWS_OF_DATA = {"languages/en/attribution_rules.py"}


def imports_of(name: str) -> Iterator[str]:
    """Yield the modules of extraction that a module imports, as paths."""
    package = Path(name).parent
    for node in ast.walk(MODULES[name]):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = package
        for _ in range(node.level - 1):
            base = base.parent
        base = base / (node.module or "").replace(".", "/")
        inner = [(base / f"{alias.name}.py").as_posix() for alias in node.names]
        found = [path for path in inner if path in MODULES]
        own = f"{base.as_posix()}.py"
        yield from found or [own if own in MODULES else (base / "__init__.py").as_posix()]


def literals_of(tree: ast.Module) -> Iterator[str]:
    """Yield the strings of a module that are no docstrings."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


@pytest.mark.parametrize("name", NO_LANGUAGE)
def test_outside_the_languages_nobody_knows_one(name: str) -> None:
    """No import of a language, and no month or weekday of any as a string."""
    assert not [path for path in imports_of(name) if re.match(r"languages/\w+/", path)]
    for language in LANGUAGES.values():
        words = language.page_words
        known = {*words.weekdays, *(spelling for names in words.months for spelling in names)}
        for literal in literals_of(MODULES[name]):
            assert not known & set(re.findall(r"\w+", literal.lower())), literal


# `page/language.py` tells languages apart by a few of the commonest words of each.
BY_WORDS = "page/language.py"


@pytest.mark.parametrize("name", [n for n in NO_LANGUAGE if n.startswith("page/") and n != BY_WORDS])
def test_the_page_knows_no_byline(name: str) -> None:
    for language in LANGUAGES.values():
        known = set(language.page_words.bylines)
        for literal in literals_of(MODULES[name]):
            assert not known & set(re.findall(r"\w+", literal.lower())), literal


def test_the_page_knows_neither_the_languages_nor_the_engine() -> None:
    for name in MODULES:
        if name.startswith("page/"):
            assert all(re.match(r"page/|records|folding", path) for path in imports_of(name)), name


def test_imports_run_one_way() -> None:
    graph = {name: set(imports_of(name)) - {name} for name in MODULES}
    tuple(TopologicalSorter(graph).static_order())  # raises CycleError


def test_no_two_modules_give_the_same_public_name() -> None:
    given: dict[str, set[str]] = defaultdict(set)
    for name, tree in MODULES.items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                given[node.name].add(name)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    if isinstance(target, ast.Name):
                        given[target.id].add(name)
    twice = {name: places for name, places in given.items() if len(places) > 1 and not name.startswith("__")}
    assert not {name: places for name, places in twice.items() if not name.startswith("_")}


def test_no_module_is_longer_than_can_be_read_at_a_sitting() -> None:
    long = {name for name in MODULES if len((ROOT / name).read_text().splitlines()) > 700}
    assert long <= ROWS_OF_DATA


def test_every_weight_has_a_purpose_and_is_used() -> None:
    used = {
        node.slice.value
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id == "POINTS"
        and isinstance(node.slice, ast.Constant)
    }
    assert used == set(POINTS)
    assert len(POINTS) == len(WEIGHTS)
    assert all(weight.what_for and weight.points > 0 for weight in WEIGHTS)
