"""What may become of a cluster while an archive writes and searches: nothing is lost, and readers are answered.

`python -m tools.opensearch` runs this beside three nodes. The archive is real: a folder, an indexer, a writer and a
reader, each a process.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

import pytest

from statements.search.engines.locks import OneWriter
from tests.search.faults import NEVER
from tests.search.test_faults import ROOT, Archive, finished
from tools.opensearch.cluster import RUNNING, TestCluster
from tools.opensearch.front import CERTIFICATE, front
from tools.ports import free_port

pytestmark = [pytest.mark.cluster, pytest.mark.slow]

OTHER_CA = ROOT / "tests" / "network" / "courier.example.pem"
WATERMARKS = ("low", "high", "flood_stage")


@pytest.fixture(scope="module")
def nodes() -> TestCluster:
    return RUNNING[-1]


@pytest.fixture(scope="module")
def site(nodes, tmp_path_factory) -> Iterator[Archive]:
    """An archive with ten articles on the cluster, and its indexer."""
    archive = Archive(tmp_path_factory.mktemp("site") / "data folder")
    archive.environment |= {"ONRECORD_SEARCH": f"{nodes.urls}/site", "ONRECORD_LOG_LEVEL": "INFO"}
    archive.fill(10)
    nodes.wait_for(3)
    command = [sys.executable, "manage.py", "index", "--follow"]
    with (archive.data / "indexer.log").open("w") as log:
        indexer = subprocess.Popen(command, cwd=ROOT, env=archive.environment, stdout=log, stderr=log)
        yield archive
        indexer.terminate()
        indexer.wait(60)
    assert "Traceback" not in (archive.data / "indexer.log").read_text()


@contextmanager
def load(site: Archive, seconds: float) -> Iterator[None]:
    """Write and search meanwhile. No search may fail, find too little, or find what was undone."""
    writer = site.start("-m", "tests.search.faults", "writer", "0", str(seconds))
    reader = site.start("-m", "tests.search.faults", "reader", "0", str(seconds))
    time.sleep(3)  # they have begun
    try:
        yield
    except BaseException:
        writer.kill()
        reader.kill()
        raise
    acts, found = finished(writer)["acts"], finished(reader)
    assert sum(acts.values()) > 5
    assert found["wrong"] == []
    assert found["searches"] > 20


AGREES = f"""
import time
from statements.search.maintenance import check
until = time.monotonic() + 240
found = None
while found is None or (waiting() and time.monotonic() < until):  # what is found out beside may be queued meanwhile
    while waiting() and time.monotonic() < until:
        time.sleep(0.3)
    found = check()
print(waiting(), found.rows > 30, found.wrong, found.faults, find(Quote, '{NEVER}').total,
      find(Quote, '').total - Quote.objects.public().count())
"""


def agree(site: Archive) -> None:
    """The queue was drained by the indexer, and the index holds exactly what the database does."""
    told = site.ask(AGREES).splitlines()[-1]
    assert told == "0 True [] {} 0 0", (site.data / "indexer.log").read_text()[-3000:]


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.5)


def test_a_killed_node_is_not_noticed(site, nodes) -> None:
    manager = nodes.manager()
    node = next(one for one in nodes.nodes if one is not manager)
    with load(site, 12):
        node.kill()
        time.sleep(5)
        node.start()
    nodes.wait_for(3)
    agree(site)


def test_a_killed_manager_is_followed_by_another(site, nodes) -> None:
    manager = nodes.manager()
    with load(site, 12):
        manager.kill()
        wait_until(lambda: nodes.manager() is not manager, 20)
        manager.start()
    nodes.wait_for(3)
    agree(site)


def test_without_a_quorum_writes_wait_and_reads_go_on(site, nodes) -> None:
    away = nodes.nodes[1:]
    with load(site, 25):
        for node in away:
            node.kill()
        time.sleep(8)
        told = site.manage("index")
        assert told.returncode == 1
        assert "Nothing is lost" in told.stderr
        assert "Traceback" not in told.stderr
        assert int(site.ask("print(waiting())")) > 0
    for node in away:
        node.start()
    nodes.wait_for(3)
    agree(site)


def test_a_full_disk_is_said_and_waited_for(site, nodes) -> None:
    def set_watermarks(value: str | None) -> None:
        settings = {f"cluster.routing.allocation.disk.watermark.{name}": value for name in WATERMARKS}
        nodes.ask("PUT", "/_cluster/settings", {"persistent": settings})

    set_watermarks("1%")
    try:
        wait_until(lambda: "read_only_allow_delete" in json.dumps(nodes.ask("GET", "/site/_settings")), 60)
        with load(site, 8):
            pass
        told = site.manage("index")
        assert (told.returncode, "full past its flood stage" in told.stderr) == (1, True), told.stderr
        rebuilt = site.manage("index", "--rebuild")
        assert (rebuilt.returncode, "full past its flood stage" in rebuilt.stderr) == (1, True), (
            rebuilt.stderr
        )
        for right in (nullcontext(), OneWriter(site.data / "index").lock()):  # nobody's, and another's
            with right:
                checked = site.manage("check_search")
            assert (checked.returncode, "flood stage" in checked.stdout) == (1, True), checked.stdout
    finally:
        set_watermarks(None)
    wait_until(lambda: "read_only_allow_delete" not in json.dumps(nodes.ask("GET", "/site/_settings")), 60)
    agree(site)


def test_a_rolling_restart_is_not_noticed(site, nodes) -> None:
    with load(site, 60):
        for node in nodes.nodes:
            node.stop()
            node.start()
            nodes.wait_for(3)
    agree(site)


def test_a_rebuild_beside_both_is_whole(site, nodes) -> None:
    before = set(nodes.ask("GET", "/site/_alias"))
    with load(site, 15):
        done = site.manage("index", "--rebuild")
        assert done.returncode == 0, done.stderr
    assert set(nodes.ask("GET", "/site/_alias")).isdisjoint(before)
    agree(site)


@pytest.fixture(scope="module")
def pages(site) -> Callable[[], str]:
    """Give what asks for the pages of the archive, and returns the statuses of their answers."""
    assert site.manage("collectstatic", "-v0", "--noinput").returncode == 0
    return lambda: site.ask(PAGES).splitlines()[-1]


PAGES = (
    "from django.test import Client; c = Client(headers={'host': 'localhost'}); "
    "print(*(c.get(path).status_code for path in ('/search/?q=map', '/verify/?q=map', '/', '/speakers/', '/healthz')))"
)


def test_tls_and_a_password(site, nodes, pages) -> None:
    word = "s3cret-of-the-harbour"
    with front(nodes.nodes[0].url, "record", word) as port:
        given = {
            "ONRECORD_SEARCH": f"https://127.0.0.1:{port}/site",
            "ONRECORD_SEARCH_USER": "record",
            "ONRECORD_SEARCH_PASSWORD": word,
            "ONRECORD_SEARCH_CA": str(CERTIFICATE),
        }
        ours = dict(site.environment)
        for changed, status, sentence in (
            ({}, 0, "Search answers"),
            (
                {"ONRECORD_SEARCH_PASSWORD": f"{word}-not"},
                1,
                "does not let in the user “record” or its password",
            ),
            ({"ONRECORD_SEARCH_USER": ""}, 1, "does not let in nobody without a user"),
            ({"ONRECORD_SEARCH_CA": str(OTHER_CA)}, 1, "a certificate that is not trusted here"),
            ({"ONRECORD_SEARCH_CA": ""}, 1, "a certificate that is not trusted here"),
            ({"ONRECORD_SEARCH": f"http://127.0.0.1:{port}/site"}, 1, "cannot be reached"),
            (
                {"ONRECORD_SEARCH": f"{nodes.nodes[0].url}/elsewhere", "ONRECORD_SEARCH_USER": ""},
                1,
                "no search index",
            ),
        ):
            site.environment = {**ours, **given, **changed}
            told = site.manage("check_search")
            assert (told.returncode, sentence in told.stdout) == (status, True), told.stdout + told.stderr
            assert word not in told.stdout + told.stderr
            assert "Traceback" not in told.stderr
        site.environment = {**ours, **given}
        assert pages() == "200 200 200 200 200"
        for wrong in ({"ONRECORD_SEARCH_PASSWORD": f"{word}-not"}, {"ONRECORD_SEARCH_CA": str(OTHER_CA)}):
            site.environment = {**ours, **given, **wrong}
            assert pages() == "503 503 200 200 200"
            told = site.manage("index")
            assert (told.returncode, "Nothing is lost" in told.stderr) == (1, True), told.stderr
            assert word not in told.stdout + told.stderr
            assert "Traceback" not in told.stderr
        site.environment = ours
    agree(site)


def test_where_nobody_answers_search_says_so_and_all_else_goes_on(site, pages) -> None:
    ours = dict(site.environment)
    site.environment = {**ours, "ONRECORD_SEARCH": f"http://127.0.0.1:{free_port()}/site"}
    try:
        assert pages() == "503 503 200 200 200"
        told = site.manage("index")
        assert (told.returncode, "nothing listens there" in told.stderr) == (1, True), told.stderr
        assert "Traceback" not in told.stderr
    finally:
        site.environment = ours
