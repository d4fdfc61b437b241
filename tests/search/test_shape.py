"""How the room is built: one face for engines, no circles, one meaning for each public name."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOM = Path(__file__).resolve().parents[2] / "statements" / "search"
MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in ROOM.rglob("*.py")}


def test_only_its_own_folder_knows_an_engine() -> None:
    """But for what every engine shares: the stemmer, as terms have to be the same on all of them, and what holds
    queries against a few documents in memory, which all find the same in.
    """
    shared = ("from whoosh.lang.porter import stem\n", "from ..whoosh.few import FewInMemory\n")
    for path in MODULES:
        if "whoosh" not in path.relative_to(ROOM).parts:
            text = path.read_text(encoding="utf-8")
            for line in shared:
                text = text.replace(line, "")
            assert not re.search(r"^\s*(?:from|import) (?:whoosh|numpy|\S*\.whoosh)", text, re.M), path


def test_no_two_modules_give_one_public_name() -> None:
    given = defaultdict(set)
    for path, tree in MODULES.items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                given[node.name].add(path.name)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name) and target.id not in {"logger", "__all__"}:
                        given[target.id].add(path.name)
    assert {name: paths for name, paths in given.items() if len(paths) > 1} == {}


def imports_of(path: Path) -> set[Path]:
    """Return the modules of the room that one imports, wherever in its text."""
    found = set()
    for node in ast.walk(MODULES[path]):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            found |= {folder.with_suffix(".py"), folder / "__init__.py"}
            found |= {folder / f"{name.name}.py" for name in node.names}
    return found & MODULES.keys() - {path}


def test_no_module_imports_itself_by_way_of_others() -> None:
    for first in MODULES:
        reached, waiting = set(), [first]
        while waiting:
            for path in imports_of(waiting.pop()) - reached:
                reached.add(path)
                waiting.append(path)
        assert first not in reached, first


def test_no_module_is_longer_than_can_be_read() -> None:
    for path in MODULES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 700, path
