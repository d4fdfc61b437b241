"""The app: what is connected when it is ready."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "statements"
    verbose_name = "Statements"

    def ready(self) -> None:
        from .archive_version import note_changes_of_rows
        from .history.log import watch_rows
        from .search import queue

        queue.connect()
        note_changes_of_rows()
        watch_rows()
