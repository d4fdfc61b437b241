"""The house: one word has one meaning, no room outgrows its plan, arrows are seen."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 700  # lines of a module; tables of rules and migrations aside
# What is called alike on purpose: each implementation of a face has its name for it.
FACES = {"urlpatterns", "logger", "app_name"}


def modules() -> list[Path]:
    found = (*ROOT.glob("statements/**/*.py"), *ROOT.glob("archive/*.py"))
    return [path for path in found if "migrations" not in path.parts]


def defined(path: Path) -> set[str]:
    """Return the public names that a module defines at its top, imports left out."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {
                one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)
            }
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return {name for name in names if not name.startswith("_")}


def test_no_public_name_has_two_homes() -> None:
    """Functions and classes; a command of manage.py is called Command, as Django has it."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for path in modules():
        if "commands" in path.parts or path.name == "settings.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(path.relative_to(ROOT).as_posix())
    doubled = {name: places for name, places in homes.items() if len(places) > 1}
    assert not doubled


def test_no_module_outgrows_its_plan() -> None:
    tables = {"attribution_rules.py"}
    long = {
        path.relative_to(ROOT).as_posix(): count
        for path in (*modules(), *ROOT.glob("tools/**/*.py"), *ROOT.glob("tests/**/*.py"))
        if path.name not in tables and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_no_arrow_hides_in_a_string() -> None:
    for path in modules():
        assert "apps.get_model(" not in path.read_text(encoding="utf-8"), path


def test_every_module_says_what_it_answers() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        assert not text.strip() or ast.get_docstring(ast.parse(text)), path


def test_what_the_log_keeps_is_in_one_language() -> None:
    """A label is stored: an archive whose language changes must not have a log in two."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "act":
                labels = [word.value for word in node.keywords if word.arg == "label"]
                assert not any("_(" in ast.unparse(label) for label in labels), path
