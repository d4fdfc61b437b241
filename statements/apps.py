"""The app: what is connected when it is ready."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "statements"
    verbose_name = "Statements"

    def ready(self) -> None:
        from . import archive_version, journal
        from .search import queue

        queue.connect()
        archive_version.note_changes_of_rows()
        journal.connect()
