"""What `manage.py check` says of what searches, and of what several machines need."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import connection

from statements.storages import OwnFolder, exports_storage, uploads_storage

from .engines import engine

KEYS = ("ONRECORD_SECRET_KEY", "ONRECORD_ALERTS_KEY")


def searches_on_files() -> bool:
    return "URL" not in settings.HAYSTACK_CONNECTIONS["default"]


@register("search", deploy=True)
def check_search_engine(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return what is to be mended before search answers and takes what is new."""
    if searches_on_files():
        return []  # files of this machine: the indexer mends them
    return [Warning(one, id="statements.W001") for one in engine().troubles()]


@register("machines")
def check_machines(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return what keeps several machines (ONRECORD_MACHINES) from serving one archive."""
    if settings.ONRECORD_MACHINES < 2:
        return []
    machines = f"ONRECORD_MACHINES says that {settings.ONRECORD_MACHINES} machines serve this archive, and"
    found: list[CheckMessage] = []
    if searches_on_files():
        found.append(
            Error(
                f"{machines} the search index is files of one: what is indexed on one machine, no other would find.",
                hint="Set ONRECORD_SEARCH to an OpenSearch cluster: docs/cluster.md.",
                id="statements.E010",
            )
        )
    if connection.vendor == "sqlite":
        found.append(
            Error(
                f"{machines} the database is a file of one.",
                hint="Set DATABASE_URL to a PostgreSQL database, the same on all of them.",
                id="statements.E011",
            )
        )
    folders = [one for one in (uploads_storage(), exports_storage()) if isinstance(one, OwnFolder)]
    if folders and not settings.ONRECORD_SHARED:
        found.append(
            Error(
                f"{machines} uploads and waiting files lie in the data folder of one. (Captures are in the database.)",
                hint="Set ONRECORD_SHARED to a folder that all of them see, or ONRECORD_STORAGE to another storage.",
                id="statements.E012",
            )
        )
    found += [
        Error(
            f"{machines} {name} is not set, so that each makes a key of its own.",
            hint="Give all of them the same one, for example what stands in the data folder of the first.",
            id="statements.E013",
        )
        for name in KEYS
        if not os.environ.get(name)
    ]
    return found
