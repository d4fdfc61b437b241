"""What making and taking in have in common: what a file says of itself, what it may go into, what follows."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from archive import VERSION
from statements.archive_version import note_change
from statements.search.engines.base import Incomplete, Unavailable
from statements.search.maintenance import rebuild
from statements.sequence import begin_behind_what_was

from .belongings import key_mark, settings_missing, settings_told
from .checks import log_wrong, sources_wrong
from .container import Told
from .databases import Database
from .manifest import READ_BY, SECRET_KEY, Manifest, Member, OperationRefused, TableCount

Steps = Callable[
    [str, str], AbstractContextManager[Told]
]  # a step's name and what it counts in: how far it is
LEFT_OUT = ("the search index, which is made anew", "the static files, which are collected anew")


@dataclass(slots=True, kw_only=True)
class Restored:
    """What came of taking a file in: what is wrong with it, and what whoever runs the site has to know."""

    manifest: Manifest
    documents: int = 0
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def manifest_of(
    kind: str,
    engine: str,
    migrations: Sequence[str],
    tables: Mapping[str, TableCount],
    members: Sequence[Member],
    left_out: Sequence[str] = (),
) -> Manifest:
    """Return the manifest of what is here now."""
    key = () if any(one.name == SECRET_KEY for one in members) else ("the secret key, and who is signed in",)
    return Manifest(
        kind=kind,
        program=VERSION,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=engine,
        migrations=tuple(migrations),
        tables=tables,
        members=tuple(members),
        left_out=(*key, *LEFT_OUT, *left_out),
        settings=settings_told(),
        key_mark=key_mark(),
    )


# What older versions were made with and this one is not: its tables are left away.
GONE = {"axes"}


def expect(path: Path, manifest: Manifest, kind: str) -> None:
    """Raise OperationRefused for a file of another kind, and for one of a newer version than this program."""
    if manifest.kind != kind:
        raise OperationRefused(f"{path} is a {manifest.kind}: take it in with {READ_BY[manifest.kind]}.")
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations) | {one for m in loader.disk_migrations.values() for one in m.replaces}
    newer = [
        name
        for name in manifest.migrations
        if tuple(name.split(".", 1)) not in known and name.split(".", 1)[0] not in GONE
    ]
    if newer:
        raise OperationRefused(
            f"{path} is of a newer On Record ({manifest.program}) than this one ({VERSION}), which does not know "
            f"{newer[-1]}: use that version, or a newer."
        )


def refuse_filled(target: Database, otherwise: str = "") -> None:
    """Raise OperationRefused unless the archive of the settings is empty; `otherwise` is what else can be done."""
    filled = target.filled()
    if filled:
        raise OperationRefused(
            f"{place_of_archive()} holds an archive already ({filled[0]} has rows): name an empty folder with ONRECORD_DATA, "
            f"or an empty database with DATABASE_URL{otherwise}."
        )


def place_of_archive() -> str:
    """Return where the archive of the settings is, as it may be printed."""
    return str(settings.DATA) if connection.vendor == "sqlite" else "the database of DATABASE_URL"


def settle_in(restored: Restored, steps: Steps, jobs: int) -> None:
    """Bring an archive that was taken in up to this program, check it, make its index, and say what it lacks."""
    connection.close()
    settings.DATA.joinpath("static").mkdir(exist_ok=True)
    with steps("Bringing the database up to date", ""):
        call_command("migrate", verbosity=0, interactive=False)
        begin_behind_what_was()
        note_change()
    with steps("Checking the sources", "source") as report:
        restored.wrong += sources_wrong(report)
    with steps("Checking the log", ""):
        restored.wrong += log_wrong()
    with steps("Making the index", "row") as report:
        try:
            restored.documents = rebuild(jobs, report)
        except (Incomplete, Unavailable, OSError) as error:
            restored.wrong.append(f"the index could not be made ({error}): manage.py index --rebuild")
    restored.notes += settings_missing(restored.manifest.settings)
