"""An archive copied beside a running site, and put back elsewhere: the database as it lies there, and uploads."""

from pathlib import Path

from django.conf import settings

from .belongings import belongings, links_told, put_key_back, put_uploads_back, refuse_uploads
from .checks import rows_wrong
from .container import measure, open_package, pack, room_beside, working_folder
from .databases import Database, database
from .manifest import BACKUP, KEY_TABLES, Manifest, OperationRefused
from .settling import Restored, Steps, expect, manifest_of, place_of_archive, refuse_filled, settle_in


def make_backup(path: Path, steps: Steps, *, keys: bool = False, replace: bool = False) -> Manifest:
    """Write a backup of the archive of the settings into a file. Raises OperationRefused.

    The database in it is of one moment, however much is written meanwhile; uploads are read behind it.
    """
    source = present_database()
    source.check_tools()
    with room_beside(path, replace) as room:
        with steps("Copying the database", "MB") as report:
            copy = source.copy(room, report, () if keys else KEY_TABLES)
        if not copy.migrations:
            raise OperationRefused(f"There is no archive in {place_of_archive()}: nobody has set it up.")
        files = {source.member: copy.path} | belongings(keys, room)
        with steps("Measuring", "file") as report:
            members = []
            for name, file in files.items():
                members.append(measure(file, name))
                report(len(members), len(files))
        manifest = manifest_of(BACKUP, source.engine, copy.migrations, copy.tables, members, links_told())
        with steps("Packing", "MB") as report:
            pack(path, manifest, files.__getitem__, room, report, replace)
    return manifest


def present_database() -> Database:
    """Return the database of the settings. Raises OperationRefused where nobody has made one."""
    found = database()
    if not found.exists():
        raise OperationRefused(f"There is no archive in {settings.DATA}: ONRECORD_DATA names the folder.")
    return found


def restore_backup(path: Path, steps: Steps, *, replace: bool = False, jobs: int = 1) -> Restored:
    """Make the archive of the settings what a backup has, and check it. Raises OperationRefused.

    Until all of the backup is read and found whole, nothing is changed. The archive of the settings has to be
    empty, unless it is to be replaced.
    """
    with open_package(path) as package:
        manifest = package.manifest
        expect(path, manifest, BACKUP)
        target = database()
        if manifest.engine != target.engine:
            raise OperationRefused(
                f"{path} is of a database on {manifest.engine}, and the archive here is on {target.title}: "
                "what moves from one to the other is manage.py dump and load."
            )
        target.check_tools()
        if not replace:
            refuse_filled(target, "; or give up what is there with --replace")
            refuse_uploads(manifest)
        with working_folder(settings.DATA, "restore") as folder:
            with steps("Unpacking", "MB") as report:
                package.unpack(folder, report)
            copy = folder / target.member
            with steps("Checking the database", "") as _:
                target.check_copy(copy, manifest.tables)
            target.put_back(copy, manifest.tables)  # the step that may be refused: old uploads still stand
            put_uploads_back(folder, folder / "before")
            restored = Restored(manifest=manifest, notes=put_key_back(manifest, folder))
    restored.wrong += rows_wrong(manifest.tables)
    settle_in(restored, steps, jobs)
    return restored
