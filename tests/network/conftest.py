"""A site to ask, and a fetcher that may ask it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from statements.network.fetching import Fetcher
from tests.network.serving import Site, make_fetcher


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.close()


@pytest.fixture
def fetcher(site: Site, tmp_path: Path) -> Fetcher:
    return make_fetcher(tmp_path, site)
