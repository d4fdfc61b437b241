"""What Python says to readers and editors: every sentence of it can be said in another language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "statements"
ROOMS = (
    "api",
    "pages",
    "desk",
    "curation",
    "history",
    "models",
    "publishing",
    "templatetags",
    "ingest",
    "identity",
    "sources",
    "network",
    "following",
)
MODULES = [
    *sorted(path for room in ROOMS for path in (FOLDER / room).rglob("*.py")),
    *(FOLDER / "search" / f"{name}.py" for name in ("describe", "language", "suggest")),
    FOLDER / "admin.py",
    FOLDER / "admin_following.py",
]
TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
# What readers or editors are told, by the place of the sentence among the arguments.
TOLD = {
    "Refused": 0,
    "QueryFault": 0,
    "TooMany": 0,
    "ValidationError": 0,
    "Http404": 0,
    "messages.success": 1,
    "messages.error": 1,
    "message_user": 1,
    "error_page": 3,
}


def called(node: ast.Call) -> str:
    """Return "Refused" for `curation.Refused(...)`, "messages.error" for what `messages` has."""
    if isinstance(node.func, ast.Attribute):
        name = node.func.attr
        whole = f"{node.func.value.id}.{name}" if isinstance(node.func.value, ast.Name) else name
        return whole if whole in TOLD else name
    return node.func.id if isinstance(node.func, ast.Name) else ""


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def made_of_pieces(source: str) -> list[str]:
    """Return what is given to gettext and is no literal: no catalogue could hold it."""
    return [
        ast.unparse(argument)
        for node in calls(source)
        if called(node) in TRANSLATING
        for argument in node.args[: 2 if called(node).startswith("ngettext") else 1]
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    ]


def hidden(source: str) -> list[str]:
    """Return the sentences that stand in a string of pieces: the programs that collect sentences do not look there."""
    pieces = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    inside = (node for piece in pieces for node in ast.walk(piece) if isinstance(node, ast.Call))
    return [ast.unparse(node) for node in inside if called(node) in TRANSLATING]


def untranslated(source: str) -> list[str]:
    """Return the sentences that are told in English whatever the language."""
    found = []
    for node in calls(source):
        place = TOLD.get(called(node))
        if place is None or len(node.args) <= place:
            continue
        told = node.args[place]
        pieces = told.values if isinstance(told, ast.JoinedStr) else [told]
        words = [piece.value for piece in pieces if isinstance(piece, ast.Constant)]
        if any(re.search(r"[^\W\d_]", str(word)) for word in words):
            found.append(ast.unparse(told))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_every_sentence_can_be_translated(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert made_of_pieces(source) == []
    assert hidden(source) == []
    assert untranslated(source) == []


@pytest.mark.parametrize(
    "line",
    [
        'raise Refused("Choose a speaker.")',
        'raise curation.Refused(f"“{day}” is no day.")',
        'raise QueryFault("A bracket is open.", repair)',
        'raise Http404(f"There are only {last} pages.")',
        'raise forms.ValidationError("A name has letters.")',
        'messages.success(request, f"Statement {uid} added.")',
        'error_page(request, 429, _("Enough"), "Try again later.")',
    ],
)
def test_a_sentence_in_english_alone_is_found(line: str) -> None:
    assert untranslated(line)


@pytest.mark.parametrize(
    "line",
    [
        'raise Refused(_("Choose a speaker."))',
        'raise Refused(_("“%(day)s” is no day.") % {"day": day})',
        "messages.error(request, str(refused))",
        'found.error("not told to anybody")',
    ],
)
def test_what_can_be_translated_is_not(line: str) -> None:
    assert not untranslated(line)
    assert not made_of_pieces(line)


@pytest.mark.parametrize("line", ["f'<b>{_(\"not certain\")}</b>'", "f'{say(gettext(\"left\"))}'"])
def test_a_sentence_that_is_collected_by_nobody_is_found(line: str) -> None:
    assert hidden(line)
    assert not hidden(f"told = {line[line.index('{') + 1 : line.rindex('}')]}")


@pytest.mark.parametrize("line", ['_(f"{n} left")', "_(sentence)", 'ngettext("one", f"{n} left", n)'])
def test_what_no_catalogue_can_hold_is_found(line: str) -> None:
    assert made_of_pieces(line)
