"""The app: what is connected when it is ready."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "statements"
    verbose_name = "Statements"

    def ready(self) -> None:
        from . import counts, journal
        from .search import queue

        queue.connect()
        counts.connect()
        journal.connect()
