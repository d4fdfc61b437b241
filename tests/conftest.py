"""Every test run has a data folder of its own; every test that stores has a database and an index."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import translation

SHARED = Path(__file__).resolve().parents[2] / "shared"
LONGEST = (
    "test_faults.py", "test_site.py", "test_desk_in_browser.py", "test_adding_in_browser.py", "test_serve.py",
    "test_postgres.py", "test_older_archives.py", "test_nothing_is_lost.py", "test_extraction.py",
    "test_beside_a_running_site.py", "test_kills.py", "test_killed.py", "test_hostile.py", "test_printing.py",
)  # fmt: skip
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_unconfigure() -> None:
    shutil.rmtree(django_settings.DATA, ignore_errors=True)


def plain_environment(**given: str) -> dict[str, str]:
    """Return the environment of a newcomer, for a process that a test starts: nothing set but what is given."""
    ours = ("ONRECORD", "DJANGO", "DATABASE", "PYTEST")
    return {**{k: v for k, v in os.environ.items() if not k.startswith(ours)}, **given}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first, so that the workers end together; the rest is in any order.

    Say loudly what this machine cannot test. With CI set, nothing may be skipped.
    """
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
    if CHROMIUM or os.environ.get("CI"):
        return
    skip = pytest.mark.skip(reason="NO BROWSER TESTED: there is no Chromium on this machine")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def nobodys_language():
    """A request leaves its reader's language with its thread; the next test begins without one."""
    yield
    translation.deactivate()


@pytest.fixture
def archive(db, tmp_path):
    """An empty archive: a database and a search index of its own."""
    from django.core.cache import cache

    from statements import counts, turns
    from statements.search.engines import engine as engine_of_settings

    cache.clear()
    counts.LONGEST_HELD = 0.0  # what a test has changed it looks at at once
    turns._seen = -turns.BUSY  # nobody has acted yet: an act of the test before is none of this one
    engine = engine_of_settings()
    engine.folder = tmp_path / "index"
    engine.last = None
    yield engine
    engine.last = None


@pytest.fixture
def store(archive, tmp_path):
    """A function that stores an article from text and indexes it."""
    from statements.ingest.store import store_source
    from statements.search.maintenance import drain
    from statements.sources.base import Given, RawSource

    def store_text(
        text: str, origin: str = "a.txt", *, index: bool = True, sample: bool = False, **given: str
    ):
        source = RawSource(
            origin=origin, data=text.encode(), text=text, encoding="utf-8", given=Given(**given)
        )
        outcome = store_source(source, sample=sample)
        if index:
            drain()
        return outcome

    return store_text


@pytest.fixture
def shared() -> Path:
    """The folder with the real articles. It is no part of the project, so it may be absent."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the folder with the real articles has to be there in CI")
        pytest.skip("NO REAL ARTICLE TESTED: their folder is not on this machine")
    return SHARED


TALKS = """Envoys leave Lissel without a date

12 March, 2021 18:30

Kestran Foreign Minister Mira Tolan left the talks in Lissel on Friday without a date for the next round.

“We will not accept a map that was drawn at night,” Tolan told reporters. “The US has offered its charts, and we may use them,” she added.

The minister said that the annex was “three winters late” and that May would be too early.

A source in the Foreign Ministry said the delegation would return.

“Nobody has left the table,” the source said.
"""


@pytest.fixture
def talks() -> str:
    """An invented article with a minister, an unnamed source, and words that search engines drop."""
    return TALKS
