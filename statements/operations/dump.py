"""An archive as rows, table by table, which any database takes in: log, decisions and accounts included.

Rows keep their numbers, so that permalinks stay, and the next row is numbered behind the last that ever was.
What is loaded is written past all that listens to changes: it is no act, and the log has it already. It is
then read out of the database once more, and has to be the same bytes.
"""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from .backup import present_database
from .belongings import belongings, links_told, put_key_back, put_uploads_back, refuse_uploads
from .checks import rows_wrong
from .container import Told, measure, open_package, pack, room_beside, working_folder
from .databases import MADE_BY_MIGRATIONS, database
from .databases.base import migrations_done, quoted
from .manifest import DUMP, KEY_TABLES, Manifest, Member, OperationRefused, TableCount
from .settling import GONE, Restored, Steps, expect, manifest_of, place_of_archive, refuse_filled, settle_in
from .tables import Model, Writing, rows_as_lines, tables_in_order

# What the archive makes by itself (what waits for the index, which state pages were made of), and what is of a moment:
# who does something alone, and files that wait for a day, whose bytes are in no dump either.
LEFT_OUT = ("statements_indextask", "statements_change", "statements_lease", "statements_waitingfile")
MANY = 500  # rows written at a time,
MUCH = 4_000_000  # or bytes of lines
LONGEST = 256_000_000  # bytes of a line
Key = tuple[str, str]  # of a migration: app and name


def make_dump(path: Path, steps: Steps, *, keys: bool = False, replace: bool = False) -> Manifest:
    """Write all rows of the archive of the settings into a file, as of one moment. Raises OperationRefused."""
    source = present_database()
    with room_beside(path, replace) as room:
        files: dict[str, Path] = {}
        members: list[Member] = []
        tables: dict[str, TableCount] = {}
        with source.moment():
            with connection.cursor() as cursor:
                done = migrations_done(cursor, connection.introspection.table_names(cursor))
            if not done:
                raise OperationRefused(f"There is no archive in {place_of_archive()}: nobody has set it up.")
            models = models_at(done)
            last = source.last_numbers(numbered(models))
            with steps("Writing the rows", "table") as report:
                for number, model in enumerate(models, 1):
                    table = model._meta.db_table
                    name = member_of(table)
                    files[name] = room / f"{table}.jsonl"
                    left = table in KEY_TABLES and not keys
                    member, rows = write_lines(model, files[name], name, left)
                    members.append(member)
                    tables[table] = TableCount(rows=rows, last=last.get(table))
                    report(number, len(models))
        beside = belongings(keys, room)
        members += [measure(file, name) for name, file in beside.items()]
        manifest = manifest_of(DUMP, source.engine, done, tables, members, [*LEFT_OUT, *links_told()])
        with steps("Packing", "MB") as report:
            pack(path, manifest, (files | beside).__getitem__, room, report, replace)
    return manifest


def member_of(table: str) -> str:
    return f"tables/{table}.jsonl"


def models_at(migrations: tuple[str, ...]) -> list[Model]:
    """Return the models of a database on which these migrations were carried out, in order."""
    loader = loader_of(migrations, None)
    nodes = [node for node in sorted(carried_out(loader, migrations)) if node in loader.graph.nodes]
    unknown = [
        name
        for name in migrations
        if node_of(name) not in loader.disk_migrations and node_of(name)[0] not in GONE
    ]
    if unknown:
        raise OperationRefused(
            f"The database is of a newer On Record than this one, which does not know {unknown[-1]}."
        )
    return tables_in_order(loader.project_state(nodes).apps, LEFT_OUT)


def carried_out(loader: MigrationLoader, migrations: tuple[str, ...]) -> set[Key]:
    """Return what was carried out, with what stands for several that all were."""
    done = set(map(node_of, migrations))
    return done | {
        key for key, one in loader.disk_migrations.items() if one.replaces and set(one.replaces) <= done
    }


def loader_of(migrations: tuple[str, ...], target: BaseDatabaseWrapper | None) -> MigrationLoader:
    """Return the migrations: each by itself where of those that one stands for only some were carried out."""
    loader = MigrationLoader(target)
    done = set(map(node_of, migrations))
    stand = [set(one.replaces) for one in loader.disk_migrations.values()]
    if any(parts & done and not parts <= done for parts in stand):
        return MigrationLoader(target, replace_migrations=False)
    return loader


def node_of(migration: str) -> Key:
    app, _, name = migration.partition(".")
    return app, name


def tables_of(models: list[Model]) -> list[str]:
    return [model._meta.db_table for model in models]


def numbered(models: list[Model]) -> dict[str, str]:
    """Return the column in which rows are numbered, by table."""
    return {
        m._meta.db_table: str(m._meta.auto_field.column) for m in models if m._meta.auto_field is not None
    }


def write_lines(model: Model, path: Path, name: str, left: bool) -> tuple[Member, int]:
    """Write the rows of a table, or none where they are left out; return the member and how many they are."""
    digest = hashlib.sha256()
    size = rows = 0
    with path.open("xb") as file, closing(rows_as_lines(model)) as lines:
        for text in () if left else lines:
            file.write(text)
            digest.update(text)
            size += len(text)
            rows += 1
    return Member(name=name, size=size, sha256=digest.hexdigest()), rows


def load_dump(path: Path, steps: Steps, *, jobs: int = 1) -> Restored:
    """Take a dump into the empty archive of the settings, and check it. Raises OperationRefused.

    All rows come in one transaction, which ends when the database gives the same bytes back.
    """
    with open_package(path) as package:
        manifest = package.manifest
        expect(path, manifest, DUMP)
        target = database()
        refuse_filled(target)
        refuse_uploads(manifest)
        with working_folder(settings.DATA, "load") as folder:
            with steps("Unpacking", "MB") as report:
                package.unpack(folder, report)
            with steps("Setting up the database", ""):
                migrate_to(path, manifest.migrations)
            models = models_at(manifest.migrations)
            expect_tables(path, manifest, models)
            with transaction.atomic():
                forget_what_migrations_made(models)
                with steps("Writing the rows", "MB") as report:
                    write_rows_of(models, folder, report)
                with steps("Reading them back", "table") as report:
                    compare_with(manifest, models, report)
                wrong = rows_wrong({name: manifest.tables[name] for name in tables_of(models)})
                if wrong:
                    raise OperationRefused(
                        f"{path} is not what its manifest says: {wrong[0]}. Nothing is kept."
                    )
                for table, column in numbered(models).items():
                    target.set_last_number(table, column, manifest.tables[table].last or 0)
            ContentType.objects.clear_cache()
            put_uploads_back(folder, folder / "before")
            restored = Restored(manifest=manifest, notes=put_key_back(manifest, folder))
    settle_in(restored, steps, jobs)
    return restored


def expect_tables(path: Path, manifest: Manifest, models: list[Model]) -> None:
    """Raise OperationRefused unless a dump has all tables of these models, and no other."""
    wanted = set(tables_of(models))
    for name in sorted(wanted):
        if not manifest.has(member_of(name)) or name not in manifest.tables:
            raise OperationRefused(f"{path} is damaged: it has no table {name}.")
    known = {member_of(name) for name in wanted}
    gone = tuple(f"tables/{app}_" for app in GONE)
    for one in manifest.members:
        if one.name.startswith("tables/") and one.name not in known and not one.name.startswith(gone):
            raise OperationRefused(f"{path} is refused: this program has no place for {one.name}.")


def migrate_to(path: Path, migrations: tuple[str, ...]) -> None:
    """Make the tables as they were where the dump was made. Raises OperationRefused where they are newer."""
    executor = MigrationExecutor(connection)
    executor.loader = loader_of(migrations, connection)
    wanted = carried_out(executor.loader, migrations)
    done = set(executor.loader.applied_migrations) & set(executor.loader.graph.nodes)
    if done - wanted:
        raise OperationRefused(
            f"{path} is of an older On Record than the one that set this database up: load it into a database "
            "without tables, which is then brought up to date."
        )
    graph = executor.loader.graph
    known = wanted & set(graph.nodes)
    executor.migrate([node for node in sorted(known) if not children_of(executor.loader, node) & known])


def children_of(loader: MigrationLoader, node: Key) -> set[Key]:
    """Return what comes directly behind a migration in its app."""
    return {child.key for child in loader.graph.node_map[node].children if child.key[0] == node[0]}


def forget_what_migrations_made(models: list[Model]) -> None:
    """Take out the groups and permissions of the empty archive: the dump has its own, by other numbers."""
    with connection.cursor() as cursor:
        for model in reversed(models):
            if model._meta.db_table in MADE_BY_MIGRATIONS:
                cursor.execute(f"DELETE FROM {quoted(model._meta.db_table)}")  # noqa: S608


def write_rows_of(models: list[Model], folder: Path, report: Told) -> None:
    sizes = [(folder / member_of(model._meta.db_table)).stat().st_size for model in models]
    done = 0
    for model, size in zip(models, sizes, strict=True):
        table = model._meta.db_table
        writing = Writing(model)
        first = 1
        with (folder / member_of(table)).open("rb") as file:
            try:
                for piece in batches_of(file):
                    writing.write(piece)
                    first += len(piece)
                    report(done + file.tell(), sum(sizes))
            except (DatabaseError, ValidationError, ValueError, OverflowError, RecursionError) as error:
                raise OperationRefused(
                    f"{connection.display_name} does not take {table}, from line {first} on: "
                    f"{str(error).strip().splitlines()[0]}. Nothing is kept."
                ) from error
        done += size


def batches_of(file: IO[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of a file, so many at a time as are written at once."""
    piece: list[bytes] = []
    size = 0
    while text := file.readline(LONGEST):
        if len(text) == LONGEST:
            raise ValueError("a line is too long to be a row")
        piece.append(text)
        size += len(text)
        if len(piece) >= MANY or size >= MUCH:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def compare_with(manifest: Manifest, models: list[Model], report: Told) -> None:
    """Raise OperationRefused unless the database gives the bytes that were loaded."""
    told = {member.name: member for member in manifest.members}
    for number, model in enumerate(models, 1):
        digest = hashlib.sha256()
        for text in rows_as_lines(model):
            digest.update(text)
        table = model._meta.db_table
        if digest.hexdigest() != told[member_of(table)].sha256:
            raise OperationRefused(
                f"{connection.display_name} does not give {table} back as it was loaded: nothing is kept."
            )
        report(number, len(models))
