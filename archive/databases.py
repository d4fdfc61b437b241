"""The database: SQLite in the data folder, or what DATABASE_URL names, straight or through a pooler."""

import os
from collections.abc import Mapping
from typing import Any

import dj_database_url

SERVES = "ANSWERS_PAGES"  # in the environment of a process that answers requests; gunicorn.conf.py sets it


def serving() -> bool:
    """Does this process answer requests? Only these give up a question that takes too long."""
    return os.environ.get(SERVES) == "1"


def database_settings(
    address: str, sqlite: Mapping[str, Any], *, pooler: bool, seconds: int
) -> dict[str, Any]:
    """Return Django's settings of a database.

    `seconds` is the longest that one statement of this process may take, 0 for any time. It is told when a connection
    begins: through a pooler that would be another one's connection, so there the pooler or the role has to say it.
    """
    if not address:
        return dict(sqlite)
    found: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True))
    if found["ENGINE"] == sqlite["ENGINE"]:  # wherever it lies
        return {**sqlite, "NAME": found["NAME"]}
    if not found["ENGINE"].endswith(".postgresql"):
        return found
    options = dict(found.get("OPTIONS", {}))
    if pooler:
        # What lasts longer than a transaction is lost: no cursors of the server, no prepared statements.
        found["DISABLE_SERVER_SIDE_CURSORS"] = True
        options["prepare_threshold"] = None
    elif seconds:
        options["options"] = f"{options.get('options', '')} -c statement_timeout={seconds * 1000}".strip()
    return {**found, "OPTIONS": options}
