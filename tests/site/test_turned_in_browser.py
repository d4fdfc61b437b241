"""The pages in a language that nobody speaks: from right to left, every sentence longer and in brackets.

What stands outside of brackets does not go through gettext, and what is cut or wider than the screen would be so in a
language with longer words. Hebrew lends its letters, its direction and Django's own months; its words are not asked for.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import polib
import pytest

from tests.conftest import plain_environment
from tests.site.serving import LOST, ROOT, manage, started, stop, violations
from tools.ports import free_port

CATALOGUE = (
    ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
)  # has every sentence (`test_translations.py`)
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&\w+;")  # what stands in a sentence in every language
LONGER = 0.4
LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"


def turned(sentence: str) -> str:
    """Return a sentence in brackets, two fifths longer, with its values, markup and the spaces at its ends."""
    bare = sentence.strip()
    if not bare:
        return sentence
    letters = len(KEPT.sub("", bare))
    more = "".join(LETTERS[n % len(LETTERS)] for n in range(max(1, round(LONGER * letters))))
    before, _, after = sentence.partition(bare)
    # No word is so long that no line would hold it.
    return f"{before}⟦{bare} {' '.join(more[n : n + 7] for n in range(0, len(more), 7))}⟧{after}"


def write_catalogue(folder: Path) -> None:
    """Write what the pseudo-language says for every sentence of the site."""
    whole = polib.pofile(str(CATALOGUE))
    whole.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "he",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for one in whole:
        if one.msgid_plural:
            one.msgstr_plural = {0: turned(one.msgid), 1: turned(one.msgid_plural)}
        else:
            one.msgstr = turned(one.msgid)
    folder.mkdir(parents=True)
    whole.save_as_mofile(str(folder / "django.mo"))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Copied", "⟦Copied אב⟧"),
        (" of %(n)s ", " ⟦of %(n)s א⟧ "),
        ("<b>all</b> of {n}", "⟦<b>all</b> of {n} אבג⟧"),
        ("", ""),
    ],
)
def test_a_sentence_is_longer_and_keeps_what_stands_in_it(sentence: str, said: str) -> None:
    assert turned(sentence) == said


# The words of a page beside those in brackets and those of sources, each with where it stands. Names, titles and
# whatever else was read are known by `HELD`; a figure, a key or a code has no language.
SAID = """() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    const NONE = "script, style, kbd, code, pre, .mono, .citation, [lang]:not(html), [translate=no], .Z3988";
    const ours = (e) => !e.closest(NONE);
    const blocks = "p, li, td, th, dt, dd, h1, h2, h3, h4, label, summary, button, option, legend, figcaption, caption, text";
    const seen = new Set();
    while (walk.nextNode()) {
        const e = walk.currentNode.parentElement;
        if (!ours(e) || !walk.currentNode.data.trim()) continue;
        const block = e.closest(blocks) ?? e;
        if (seen.has(block)) continue;
        seen.add(block);
        const copy = block.cloneNode(true);
        copy.querySelectorAll(`${NONE}, ul, ol, dl, table, svg`).forEach(n => n.replaceWith(" "));
        copy.querySelectorAll("*").forEach(n => n.after(" "));
        found.push(copy.textContent);
    }
    for (const name of ["aria-label", "placeholder", "title", "alt"])
        for (const e of document.querySelectorAll(`[${name}]`)) if (ours(e)) found.push(e.getAttribute(name));
    found.push(document.title);
    return found;
}"""
HELD = """
import json
from statements.models import *
words = set()
for model, fields in (
    (Speaker, ("name", "affiliation", "country")), (Alias, ("name",)), (Outlet, ("name",)),
    (Event, ("name", "place")), (Article, ("headline", "text", "byline", "published_evidence", "url", "origin", "encoding", "language")),
    (Quote, ("uid", "text", "role", "addressee", "venue", "mention", "cue", "rule")),
):
    for row in model.objects.values_list(*fields):
        words.update(str(one) for one in row if one)
print(json.dumps(sorted(words)))
"""
# Ours, and the same in every language: names of the site, of its languages, of styles, formats and programs.
EVERYWHERE = {
    "on", "record", "english", "français", "apa", "mla", "chicago", "bibtex", "ris", "csl-json", "csl", "csv", "excel",
    "json", "lines", "sha", "utc", "html", "edda", "rolf", "tove", "iframe", "oembed",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")


def in_english(told: list[str], held: set[str]) -> list[str]:
    """Return what of a page stands in no brackets, and is no word of what is held."""
    found = []
    for text in told:
        bare = " ".join(text.split())
        while bare != (less := re.sub(r"⟦[^⟦⟧]*⟧", " ", bare)):  # one may stand in another
            bare = less
        words = [word for word in WORD.findall(bare) if not any("\u0590" <= c <= "\u05ff" for c in word)]
        if any(word.casefold() not in held for word in words):
            found.append(" ".join(bare.split())[:120])
    return sorted(set(found))


@pytest.mark.parametrize(
    ("told", "left"),
    [
        (["⟦Copied אב⟧", "Mira Tolan ⟦of Mira Tolan א⟧ 12"], []),
        (["⟦All אב⟧ Search within"], ["Search within"]),
        (["⟦The ⟦whole א⟧ text אב⟧"], []),
    ],
)
def test_what_is_said_in_english_is_found(told: list[str], left: list[str]) -> None:
    assert in_english(told, {"mira", "tolan"}) == left


@pytest.fixture(scope="module")
def mirrored(prepared, site, places, tmp_path_factory) -> Iterator[tuple[str, set[str]]]:
    """The site of these tests once more, in the pseudo-language; and the words that are held."""
    _, folder = site
    locale = tmp_path_factory.mktemp("locale")
    write_catalogue(locale / "he" / "LC_MESSAGES")
    held = json.loads(manage(folder, "shell", "-v0", "-c", HELD).stdout.strip().splitlines()[-1])
    words = {word.casefold() for one in held for word in WORD.findall(one)}
    port = free_port()
    process = started(
        ["manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        port,
        plain_environment(
            ONRECORD_DATA=str(folder), DJANGO_SETTINGS_MODULE="tests.site.turned", TURNED_LOCALE=str(locale)
        ),
    )
    yield f"http://127.0.0.1:{port}", words | EVERYWHERE
    stop(process)


# One page of each build; the others are looked at where the slow tests run.
MAIN = ("home", "search", "quote", "article", "speaker", "compared")


def look(page: Any, name: str, held: set[str]) -> list[Any]:
    """Return what is wrong with a page from right to left, on a phone and on a desk."""
    wrong: list[Any] = []
    # Parts of a long page that no screen has come near have no room yet: letters are measured where they will stand.
    page.add_style_tag(content=".far { content-visibility: visible !important }")
    if page.evaluate("document.documentElement.dir") != "rtl":
        wrong.append("it is read from left to right")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"wider than {width}")
        wrong += [(width, one) for one in page.evaluate(LOST) + page.evaluate(OVER)]
    wrong += violations(page, "light")
    asked = {word.casefold() for word in WORD.findall(unquote_plus(page.url.partition("?")[2]))}
    wrong += in_english(page.evaluate(SAID), held | asked)
    return [(name, one) for one in wrong]


# Letters that stand on letters of something else.
OVER = """() => {
    const shown = e => e.checkVisibility() && !e.closest(".vh, .trap, svg") && getComputedStyle(e).position !== "fixed";
    const lines = [...document.querySelectorAll("main *, header *, footer *")].filter(shown)
        .filter(e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()));
    const found = [];
    const boxes = lines.map(e => {
        const range = document.createRange();
        return [...e.childNodes].filter(n => n.nodeType === Node.TEXT_NODE && n.data.trim()).flatMap(n => {
            range.selectNodeContents(n);
            return [...range.getClientRects()];
        });
    });
    for (let i = 0; i < lines.length; i++) for (let j = i + 1; j < Math.min(lines.length, i + 40); j++) {
        if (lines[i].contains(lines[j]) || lines[j].contains(lines[i])) continue;
        const on = boxes[i].some(a => boxes[j].some(b =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2));
        if (on) found.push(`${lines[i].outerHTML.slice(0, 80)} stands on ${lines[j].outerHTML.slice(0, 80)}`);
    }
    return found;
}"""


@pytest.mark.slow
@pytest.mark.browser
def test_pages_are_read_from_right_to_left_in_a_longer_language(mirrored, browser, places) -> None:
    address, held = mirrored
    context = browser.new_context(bypass_csp=True, locale="he-IL")
    page = context.new_page()
    wrong = []
    for name in places:
        page.goto(address + places[name])
        wrong += look(page, name, held)
    assert wrong == []
    context.close()
