"""An archive with something of everything, made once, and copies of it."""

import os
import shutil
from pathlib import Path

import psycopg
import pytest

from tests.operations.places import ARTICLES, Place, fill
from tests.postgres import find_binaries, server
from tests.search.faults import ARTICLE


@pytest.fixture(scope="session")
def model_archive(tmp_path_factory, django_db_blocker) -> Place:
    place = Place(tmp_path_factory.mktemp("model") / "archive")
    with django_db_blocker.unblock():
        place.manage("migrate", "-v0")
        shutil.copy(place.database, place.folder.with_name("ready.sqlite3"))
        with place.used():
            fill()
    (place.folder / "uploads" / "2021").mkdir(parents=True)
    (place.folder / "uploads" / "2021" / "charts.pdf").write_bytes(b"%PDF charts")
    (place.folder / "static").mkdir()
    return place


@pytest.fixture
def filled(model_archive: Place, tmp_path: Path, django_db_blocker) -> Place:
    """An archive that a test may do with as it likes."""
    shutil.copytree(model_archive.folder, tmp_path / "filled")
    with django_db_blocker.unblock():
        yield Place(tmp_path / "filled")


@pytest.fixture
def empty(tmp_path: Path) -> Place:
    """A data folder in which nothing is yet."""
    return Place(tmp_path / "empty")


@pytest.fixture
def ready(model_archive: Place, tmp_path: Path) -> Place:
    """An archive that is set up, in which nothing is yet: migrations take seconds."""
    (tmp_path / "ready").mkdir()
    shutil.copy(model_archive.folder.with_name("ready.sqlite3"), tmp_path / "ready" / "archive.sqlite3")
    return Place(tmp_path / "ready")


@pytest.fixture(scope="session")
def postgres_server():
    """The address of a PostgreSQL server of the tests' own."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail("a PostgreSQL server has to be there in CI")
        pytest.skip("NOTHING TESTED ON POSTGRESQL: there is no initdb on this machine")
    with server(binaries) as address:
        yield address


@pytest.fixture
def postgres_address(postgres_server, request):
    """A function that makes an empty database and gives its address."""
    made = []

    def make() -> str:
        name = f"archive{len(made)}_{abs(hash(request.node.name)) % 10**8}"
        with psycopg.connect(postgres_server, autocommit=True) as opened:
            opened.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            opened.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return postgres_server.rsplit("/", 1)[0] + f"/{name}"

    return make


@pytest.fixture
def news(tmp_path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number}.txt").write_text(ARTICLE.format(number=number, word=f"harbour{number}"))
    return folder
