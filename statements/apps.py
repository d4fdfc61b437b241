"""The app: what is connected when it is ready."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "statements"
    verbose_name = "Statements"

    def ready(self) -> None:
        from .search.queue import connect

        connect()
