"""Each language of the pages is whole: no sentence without its words, and what stands in it stays in it."""

import gettext
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.conftest import plain_environment

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
STANDS_IN_IT = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>|&\w+;")


def stands_in(text: str) -> Counter[str]:
    """Return what has to stand in every language of a sentence: places for values, and markup."""
    return Counter(STANDS_IN_IT.findall(text.replace("%%", "")))


def sentences(catalogue: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(catalogue)))


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.parts[-3])
def catalogue(request) -> Path:
    return request.param


def test_every_language_of_the_settings_has_its_catalogue() -> None:
    others = {code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
    assert others == {path.parts[-3] for path in CATALOGUES} != set()


def test_no_sentence_waits_for_its_words(catalogue: Path) -> None:
    waiting = [one.msgid for one in sentences(catalogue) if not one.translated() or one.obsolete]
    assert waiting == []


def test_what_stands_in_a_sentence_stands_in_it_in_every_language(catalogue: Path) -> None:
    wrong = []
    for one in sentences(catalogue):
        if one.msgid_plural:
            pairs = [(one.msgid_plural, one.msgstr_plural[1])]
            # One may be said without its number.
            if stands_in(one.msgstr_plural[0]) - stands_in(one.msgid_plural):
                wrong.append(one.msgid)
        else:
            pairs = [(one.msgid, one.msgstr)]
        for told, said in pairs:
            edges = [(told[: len(told) - len(told.lstrip())], told[len(told.rstrip()) :])]
            if stands_in(told) != stands_in(said):
                wrong.append(told)
            elif edges != [(said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :])]:
                wrong.append(f"spaces at the ends: {told!r}")
    assert wrong == []


def test_the_site_reads_what_the_catalogue_says(catalogue: Path) -> None:
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for one in sentences(catalogue):
        if one.msgid_plural:
            told = (one.msgid, one.msgid_plural)
            read = [
                compiled.npgettext(one.msgctxt, *told, n) if one.msgctxt else compiled.ngettext(*told, n)
                for n in (1, 2)
            ]
            assert read == [one.msgstr_plural[0], one.msgstr_plural[1]]
        else:
            read = compiled.pgettext(one.msgctxt, one.msgid) if one.msgctxt else compiled.gettext(one.msgid)
            assert read == one.msgstr, "manage.py compilemessages --ignore .venv"


@pytest.mark.slow
def test_the_catalogue_has_every_sentence_and_no_other(catalogue: Path, tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("NO CATALOGUE HELD AGAINST THE CODE: GNU gettext is not on this machine")
    for name in ("archive", "statements", "templates", "locale", "manage.py"):
        origin = ROOT / name
        if origin.is_dir():
            shutil.copytree(origin, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "words"))
        else:
            shutil.copy(origin, tmp_path / name)
    code = catalogue.parts[-3]
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", code, "-v0", "--no-location"],
        cwd=tmp_path, env=plain_environment(DJANGO_SETTINGS_MODULE="", PYTHONPATH=""), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr

    def told(path: Path) -> set[tuple[str, str]]:
        return {(one.msgctxt or "", one.msgid) for one in sentences(path) if not one.obsolete}

    found = told(tmp_path / "locale" / code / "LC_MESSAGES" / "django.po")
    assert (found - told(catalogue), told(catalogue) - found) == (set(), set()), "manage.py makemessages"
