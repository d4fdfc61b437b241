"""A database as it was behind one of the older migrations, before all of them could be carried out at once."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import plain_environment

ROOT = Path(__file__).resolve().parents[1]
STEPS = """
import sys
import django; django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
executor = MigrationExecutor(connection)
executor.loader = MigrationLoader(connection, replace_migrations=False)
executor.migrate([("statements", sys.argv[1])])
"""


def migrated(folder: Path, migration: str) -> None:
    """Make the database of a data folder as it was behind this migration."""
    environment = plain_environment(ONRECORD_DATA=str(folder), DJANGO_SETTINGS_MODULE="archive.settings")
    subprocess.run([sys.executable, "-c", STEPS, migration], cwd=ROOT, env=environment, check=True)
