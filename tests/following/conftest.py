"""An empty archive beside a site on this machine, which the settings allow to be asked."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from statements.following.rounds import Round, run_round
from statements.following.settings import fetcher_of_settings
from statements.ingest.reading import Readers
from statements.models import FollowedSource, WebAddress
from statements.network.fetching import Fetcher
from tests.network.serving import Site


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.close()


@pytest.fixture
def fetcher(archive, site: Site, settings, tmp_path) -> Fetcher:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    settings.ONRECORD_FETCH_NETWORKS = "127.0.0.0/8"
    settings.ONRECORD_FETCH_PORTS = f"80,443,{site.port}"
    settings.ONRECORD_FETCH_PAUSE = "0"
    settings.ONRECORD_FETCH_SECONDS = "5"
    return fetcher_of_settings()


@pytest.fixture
def go_round(fetcher: Fetcher) -> Callable[..., Round]:
    """A function that does a round; with `later`, as if all intervals and rests were over."""
    reading = Readers()
    reading.cores = 1

    def go(*, later: bool = False, **told) -> Round:
        if later:
            long_ago = timezone.now() - timedelta(days=1000)
            FollowedSource.objects.exclude(last_run=None).update(last_run=long_ago)
            FollowedSource.objects.update(not_before=None)
            WebAddress.objects.update(not_before=None)
        return run_round(fetcher, reading, **told)

    return go
