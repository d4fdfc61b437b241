"""The app: what is connected when it is ready."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class StatementsConfig(AppConfig):
    name = "statements"
    verbose_name = "Statements"

    def ready(self) -> None:
        from .accounts import sessions
        from .alerts.matching import connect_alerts
        from .archive_version import note_changes_of_rows
        from .history.log import watch_rows
        from .identity.utterances import connect_utterances
        from .search import checks, queue

        queue.connect()
        note_changes_of_rows()
        watch_rows()
        connect_utterances()
        sessions.hear_sign_ins()
        connect_alerts()
        assert checks  # registered by being there
        connection_created.connect(keep_private, dispatch_uid="private")


def keep_private(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Let nobody but its owner read the database: SQLite makes its files as the umask has it."""
    if connection.vendor != "sqlite":
        return
    name = str(connection.settings_dict["NAME"])
    for path in (Path(name), Path(f"{name}-wal"), Path(f"{name}-shm")):
        try:
            if path.stat().st_mode & 0o077:
                path.chmod(0o600)
        except OSError:  # in memory, somebody else's, or read-only
            continue
