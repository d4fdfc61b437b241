"""An archive that begins gets all tables at once; one that is older goes the way of each release. Both end alike."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.older_databases import migrated
from tests.site.serving import manage

GIVEN = """
SELECT auth_group.name, codename, model FROM auth_group_permissions
JOIN auth_group ON auth_group.id = group_id
JOIN auth_permission ON auth_permission.id = permission_id
JOIN django_content_type ON django_content_type.id = content_type_id
"""


def tables_of(folder: Path) -> dict[tuple[str, str], object]:
    """Return what a database is made of; indexes by what they are of, for one keeps the name of a table that was renamed."""
    made: dict[tuple[str, str], object] = {}
    with closing(sqlite3.connect(folder / "archive.sqlite3")) as database:
        rows = list(database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        for kind, name, words in rows:
            if kind == "table":
                columns = {row[1:] for row in database.execute(f'PRAGMA table_info("{name}")')}
                keys = {row[2:] for row in database.execute(f'PRAGMA foreign_key_list("{name}")')}
                rules = re.findall(r'CONSTRAINT "(\w+)" ((?:CHECK|UNIQUE) [^,]*)', words)
                made[kind, name] = (columns, keys, sorted((rule, text.rstrip(") ")) for rule, text in rules))
            elif kind == "index":
                made[kind, words.partition(" ON ")[2]] = "UNIQUE" in words
            else:
                made[kind, name] = words
        made["given", ""] = sorted(database.execute(GIVEN))
    return made


@pytest.mark.slow
def test_all_at_once_is_what_one_after_the_other_comes_to(tmp_path: Path) -> None:
    at_once, by_steps = tmp_path / "at once", tmp_path / "by steps"
    for folder in (at_once, by_steps):
        folder.mkdir()
    manage(at_once, "migrate", "-v0", check=True)
    migrated(by_steps, "0020_captures")
    manage(by_steps, "migrate", "-v0", check=True)
    one, other = tables_of(at_once), tables_of(by_steps)
    columns = {name: (one.get(name), other.get(name)) for name in one | other}
    assert {name: pair for name, pair in columns.items() if pair[0] != pair[1]} == {}
