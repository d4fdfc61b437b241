"""The public archive as a folder of files that anybody can read: JSON Lines, CSV, and a data package that describes them.

It holds what the pages show and no more: no log, no account, no source as it came, and whole texts only of outlets
whose text is shown whole. https://specs.frictionlessdata.io/data-package/, version 1.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from archive import VERSION
from statements.publishing.exports import TABLES, WRITERS, Table, archive_rows, table_schema
from statements.publishing.exports.base import Cells
from statements.publishing.exports.parquet import library, write_parquet

from .backup import present_database
from .container import measure, sync_path, working_folder
from .manifest import OperationRefused
from .settling import Steps

DESCRIPTION = "datapackage.json"
LICENCE = "LICENCE.txt"
NO_LICENCE = (
    "Who runs this archive has set no licence: ask them before you publish more than a quotation. "
    "The words belong to those who said and printed them."
)
Resource = dict[str, Any]


def export_archive(
    folder: Path, steps: Steps, *, parquet: bool = False, replace: bool = False
) -> dict[str, int]:
    """Write the public archive as of one moment; return how many rows each table has.

    The folder has its name when it is whole: one that was stopped leaves none. Raises OperationRefused, and
    NoParquet where that is asked for and cannot be written.
    """
    if parquet:
        library()
    source = present_database()
    counts: dict[str, int] = {}
    with folder_beside(folder, replace) as room:
        with source.moment(), steps("Writing the rows", "row") as report:
            total = sum(table.held().count() for table in TABLES.values())
            for name, table in TABLES.items():
                done = sum(counts.values())
                for so_many in write_table_rows(room / f"{name}.jsonl", table):
                    counts[name] = so_many
                    report(done + so_many, total)
        made = [resource(room, name, "jsonl", counts[name]) for name in TABLES]
        with steps("Writing other formats", "table") as report:
            for number, (name, table) in enumerate(TABLES.items(), 1):
                write_csv(room, name, table)
                made.append(resource(room, name, "csv", counts[name]))
                if parquet:
                    write_parquet(room / f"{name}.parquet", table.rows.described, cells_of(room, name))
                    made.append(resource(room, name, "parquet", counts[name]))
                report(number, len(TABLES))
        (room / LICENCE).write_text(f"{settings.ONRECORD_LICENCE or NO_LICENCE}\n", "utf-8")
        text = json.dumps(package_of(made), ensure_ascii=False, indent=2)
        (room / DESCRIPTION).write_text(f"{text}\n", "utf-8")
        take_folder_name(room, folder)
    return counts


def write_table_rows(path: Path, table: Table) -> Iterator[int]:
    """Write the rows of a table as JSON Lines; yield how many they are by now, at last how many in all."""
    count = 0
    rows = table.rows.of(archive_rows(table), settings.SITE_ADDRESS)
    with path.open("xb") as file:
        for line in WRITERS["jsonl"].write(table.rows.columns, rows):
            file.write(line)
            count += 1
            if count % table.at_once == 0:
                yield count
    yield count


def cells_of(room: Path, name: str) -> Iterator[Cells]:
    """Yield the rows of a table as they were written, so that all formats have the same."""
    with (room / f"{name}.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield {column: value or "" for column, value in json.loads(line).items()}


def write_csv(room: Path, name: str, table: Table) -> None:
    with (room / f"{name}.csv").open("xb") as file:
        file.writelines(WRITERS["csv"].write(table.rows.columns, cells_of(room, name)))


# The description

MEDIA = {
    "jsonl": ("application/jsonl", "utf-8"),
    "csv": ("text/csv", "utf-8-sig"),
    "parquet": ("application/vnd.apache.parquet", None),
}


def resource(room: Path, name: str, form: str, rows: int) -> Resource:
    """Return what the data package says of a file: what it is, how large, and its digest."""
    file = measure(room / f"{name}.{form}", f"{name}.{form}")
    media, encoding = MEDIA[form]
    return {
        "name": f"{name}-{form}",
        "path": file.name,
        "title": TABLES[name].told,
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "format": form,
        "mediatype": media,
        **({"encoding": encoding} if encoding else {}),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "rows": rows,
        "schema": table_schema(TABLES[name].rows),
    }


def package_of(resources: list[Resource]) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "on-record",
        "title": "On Record: a public archive of diplomatic statements",
        "description": (
            "Every statement is a slice of a published source; how far a person vouches for it stands in “state”. "
            "A cell of a CSV file that begins with an apostrophe had it put there, so that no spreadsheet carries "
            "the cell out: JSON Lines has all cells as they are."
        ),
        "homepage": settings.SITE_ADDRESS + reverse("home"),
        "version": VERSION,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "licenses": [{"path": LICENCE, "title": (settings.ONRECORD_LICENCE or NO_LICENCE).split("\n")[0]}],
        "resources": resources,
    }


# The folder


@contextmanager
def folder_beside(folder: Path, replace: bool) -> Iterator[Path]:
    """Give a folder beside the one that is to be made. Raises OperationRefused where that stands already."""
    if not folder.parent.is_dir():
        raise OperationRefused(f"There is no folder {folder.parent}.")
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        if not replace:
            raise OperationRefused(f"{folder} is there already: name another folder, or say --replace.")
        if not (folder / DESCRIPTION).is_file():
            raise OperationRefused(f"{folder} is no export, and is not replaced: name another folder.")
    with working_folder(folder.parent, folder.name) as room:
        files = room / "files"
        files.mkdir()
        yield files


def take_folder_name(room: Path, folder: Path) -> None:
    """Put a whole folder in its place, its files on the disk. An older one goes with the working folder."""
    for path in (*room.iterdir(), room):
        sync_path(path)
    room.chmod(0o755)
    if folder.exists():
        folder.rename(room.parent / "before")
    room.rename(folder)
    sync_path(folder.parent)


def check_export(folder: Path, steps: Steps) -> int:
    """Compare the files of an export with its description; return how many they are. Raises OperationRefused."""
    try:
        told = json.loads((folder / DESCRIPTION).read_text("utf-8"))["resources"]
        named = [(Path(str(one["path"])).name, str(one["hash"])) for one in told]
    except (OSError, ValueError, KeyError, TypeError):
        raise OperationRefused(f"{folder} is no export: it has no {DESCRIPTION} that can be read.") from None
    with steps("Checking", "file") as report:
        for number, (name, digest) in enumerate(named, 1):
            if not (folder / name).is_file():
                raise OperationRefused(f"{folder} is damaged: it has no {name}.")
            if f"sha256:{measure(folder / name, name).sha256}" != digest:
                raise OperationRefused(f"{folder} is damaged: {name} is not as it was written.")
            report(number, len(named))
    return len(named)
