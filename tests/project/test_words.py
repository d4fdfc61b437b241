"""The words of the pages: none that docs/design.md bans stands in a template or in what Python says to readers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What readers meet. The desk and the admin are for editors, who say "log in" to nobody.
TEMPLATES = [ROOT / "templates" / "base.html", *sorted((ROOT / "templates" / "statements").glob("*.html"))]
MODULES = [
    *sorted((ROOT / "statements" / "pages").glob("*.py")),
    *sorted((ROOT / "statements" / "templatetags").glob("*.py")),
    *sorted((ROOT / "statements" / "checking").glob("*.py")),
    *(ROOT / "statements" / "search" / f"{name}.py" for name in ("describe", "language", "suggest")),
]
TRANSLATED = re.compile(
    r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}|{% translate \"([^\"]*)\"|_\(\"([^\"]*)\"\)", re.S
)
MARKUP = re.compile(r"<code>.*?</code>|<[^>]+>|{[{%].*?[}%]}|%\(\w+\)s", re.S)
# "There is no field called …" is plain English; "it is no field" is not.
ALLOWED = re.compile(r"is no longer|[Tt]here is no")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


def banned_words() -> dict[str, str]:
    """Return each word that the table bans, with what to say instead."""
    table = (
        (ROOT / "docs" / "design.md").read_text(encoding="utf-8").split("| say | not |")[1].split("\n\n")[0]
    )
    rows = [
        line.strip("|").split("|")
        for line in table.splitlines()
        if line.count("|") == 3 and "---" not in line
    ]
    plain = [(say.strip(), re.sub(r"\([^)]*\)", "", words)) for say, words in rows]
    return {word.strip(): say for say, words in plain for word in words.split(",") if word.strip()}


BANNED = banned_words()
FINDER = re.compile(
    r"(?<![\w.-])(?:"
    + "|".join(re.escape(word) for word in sorted(BANNED, key=len, reverse=True))
    + r")(?:s|ed)?(?![\w-])"
)


def faults(sentence: str) -> list[str]:
    """Return the banned words of a sentence."""
    text = ALLOWED.sub("", " ".join(MARKUP.sub(" ", sentence).split()))
    return FINDER.findall(text[:1].lower() + text[1:]) + (["AI"] if re.search(r"\bAI\b", text) else [])


def sentences(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield from ("".join(match.groups("")) for match in TRANSLATED.finditer(source))
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            yield from (
                one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


@pytest.mark.parametrize(
    "sentence",
    [
        "Click here",
        "checked by no person",
        "It is no statement",
        "The color of it",
        "found via a feed",
        "Please wait",
        "words that begin so",
    ],
)
def test_a_banned_word_is_found(sentence: str) -> None:
    assert faults(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It is no longer held",
        "The archive is held",
        "Use <code>login</code>",
        "{{ quote }} in colour",
        "Select a bar",
        "simplify the viaduct",
    ],
)
def test_what_is_not_banned_stands(sentence: str) -> None:
    assert faults(sentence) == []


def test_the_table_is_read_whole() -> None:
    assert {"via", "AI", "is no", "utilize", "organization", "e.g."} <= set(BANNED)


def test_no_page_says_a_banned_word() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {sentence[:60]}": words
        for path in (*TEMPLATES, *MODULES)
        for sentence in sentences(path)
        if (words := faults(sentence))
    }
    assert found == {}


def test_titles_links_and_buttons_are_in_sentence_case() -> None:
    """More than two words that all begin with a capital are a headline in title case."""
    odd = [
        sentence
        for path in TEMPLATES
        for sentence in sentences(path)
        if (words := re.findall(r"[^\W\d_]{4,}", MARKUP.sub(" ", sentence)))
        and len(words) > 2
        and all(w[0].isupper() for w in words)
    ]
    assert odd == []
