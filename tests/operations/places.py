"""Archives in data folders of their own, on which the commands run in this process."""

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from django.db.utils import ConnectionHandler

from archive.settings import SQLITE
from statements.search.engines import engine

ARTICLES = 120  # of the news that a test reads in beside a backup
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Place:
    """A data folder, and the address of its database if that is not SQLite in the folder."""

    folder: Path
    address: str = ""

    @contextmanager
    def used(self) -> Iterator[None]:
        """Make this the archive of the settings."""
        self.folder.mkdir(exist_ok=True, parents=True)
        config = (
            dj_database_url.parse(self.address)
            if self.address
            else {**SQLITE, "NAME": self.folder / "archive.sqlite3"}
        )
        kept = connections["default"], settings.DATA, engine().folder
        connections["default"] = ConnectionHandler({"default": dict(config)})["default"]
        settings.DATA, engine().folder, engine().last = self.folder, self.folder / "index", None
        ContentType.objects.clear_cache()
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"], settings.DATA, engine().folder = kept
            engine().last = None
            ContentType.objects.clear_cache()

    def manage(self, *words: str | Path) -> str:
        """Run a command; return what it printed. Raises what it raises."""
        out = io.StringIO()
        with self.used():
            call_command(*map(str, words), stdout=out, stderr=out)
        return out.getvalue()

    @property
    def database(self) -> Path:
        return self.folder / "archive.sqlite3"

    def execute(self, *statements: str) -> list[Any]:
        """Carry SQL out on the SQLite file; return the rows of the last one."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as opened:
            for statement in statements:
                rows = opened.execute(statement).fetchall()
        return rows

    def rows(self) -> Rows:
        return rows_of(self.database)


def rows_of(database: Path) -> Rows:
    """Return every row of every table of an SQLite file, and which numbers were given last."""
    with closing(sqlite3.connect(database)) as opened:
        names = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {
            name: sorted(opened.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for (name,) in names
        }


# What the archive itself writes when it is taken in: which states pages had, what waited for the index and for mirrors.
BOOKKEEPING = (
    *("statements_change", "statements_indextask", "statements_changedrow", "statements_sequenceline"),
    "sqlite_sequence",
)


def without(rows: Rows, *names: str) -> Rows:
    return {name: found for name, found in rows.items() if name not in names}


def fill() -> None:
    """Put into the archive of the settings what archives hold: articles, editors, acts, reports, sessions."""
    from django.contrib.auth.models import Group, User
    from django.contrib.sessions.models import Session

    from statements import curation
    from statements.models import EditorProfile, Quote, Report
    from statements.search.maintenance import drain
    from tests.search import faults

    faults.fill(3)
    ada = User.objects.create_user("ada", password="nine winters")
    ada.groups.add(Group.objects.get(name="editor"))
    EditorProfile.objects.create(user=ada, public_name="Ada Lörne")
    quotes = list(Quote.objects.order_by("pk"))
    quotes[0].role = "envoy — Посол"
    curation.save_quote(quotes[0], ada, "the source says so")
    curation.change_many(quotes[1:3], {"state": "rejected"}, ada)
    Report.objects.create(quote=quotes[0], uid=quotes[0].uid, fault="other", text="why?", sender="s" * 32)
    for key in ("b" * 32, "B" * 32, "_" * 32):  # whose order is not the same in every language
        Session.objects.create(
            session_key=key, session_data=key, expire_date=datetime(2031, 1, 1, tzinfo=UTC)
        )
    drain()


def manifest_of_file(path: Path) -> dict[str, Any]:
    from statements.operations.container import open_package

    with open_package(path) as package:
        told: dict[str, Any] = json.loads(package.manifest.as_json())
    return told
