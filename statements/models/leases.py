"""Who does what only one process may do at a time, on whichever machine; see `statements/leases.py`."""

from django.db import models
from django.utils.translation import gettext_lazy


class Lease(models.Model):
    """The right to do something alone: whose it is, and until when, by the clock of the database."""

    name = models.CharField(max_length=200, primary_key=True)
    holder = models.CharField(
        max_length=32, blank=True, help_text=gettext_lazy("a process; empty where none has it")
    )
    machine = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField(help_text=gettext_lazy("others may take it from then on"))

    def __str__(self) -> str:
        return self.name
