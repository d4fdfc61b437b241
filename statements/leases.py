"""Who may do what only one may do at a time, on whichever machine?

On this machine a locked file of the data folder tells, which the kernel gives back at the moment that its holder is
killed. Between machines of one database a row tells (`Lease`), which its holder renews while it lives: whoever finds
it run out, by the clock of the database and no other, takes it over. Each step is one statement, so that it holds
behind a pooler that gives every transaction another connection. SQLite is of one machine: there the file is all.

What is taken in pieces by any number of processes needs no lease: each takes rows that nobody else has locked
(`unlocked`), and where a piece takes longer than a transaction, writes its claim into the row. A claim counts as
long as its holder has a lease (`living`).
"""

import fcntl
import logging
import math
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, models
from django.db.models import Q
from django.db.models.functions import Now

from archive.data import machine_of

from .models import Lease

logger = logging.getLogger(__name__)

BEATS = 6  # times that a holder renews a lease before it would run out
LOOKED_AT = 0.1  # seconds between two looks of whoever waits
SETTING_UP = 0x0E_CED6  # of the lock of whoever sets the database up
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Holding:
    """A lease that is held. Whoever works for long looks now and then whether it is `lost`, and then stops."""

    name: str
    lasts: float  # seconds
    holder: str = field(default_factory=lambda: secrets.token_hex(8))
    overtaken: bool = False
    renewed: float = field(default_factory=time.monotonic)  # when it was asked for that was granted last
    shared: bool = False  # with other machines, as a row

    @property
    def lost(self) -> bool:
        """Has another one taken it, or may one have by now, since the database could not be told that this one lives?"""
        return self.overtaken or (self.shared and time.monotonic() - self.renewed > self.lasts)

    def ended(self, stopped: Callable[[], bool]) -> Callable[[], bool]:
        """Return what tells whether work is to end: somebody stopped it, or the lease is lost."""
        return lambda: stopped() or self.lost


@contextmanager
def holding(
    name: str, *, wait: float = 0.0, keep: bool = False, each_machine: bool = False
) -> Iterator[Holding | None]:
    """Hold a lease for as long as the block lasts; give None where another has it for longer than `wait` seconds.

    With `keep` it stays with this machine for a while afterwards, so that what a machine knows of its work is not
    forgotten from one round to the next. With `each_machine` there is one holder on each.
    """
    until = time.monotonic() + wait
    mine = Holding(f"{name} of {this_machine()}" if each_machine else name, settings.ONRECORD_LEASE_SECONDS)
    with ExitStack() as file:
        if not file.enter_context(locked_here(name, until)) or not take_until(mine, until):
            file.close()
            yield None
            return
        if not mine.shared:
            yield mine
            return
        ended = threading.Event()
        threading.Thread(target=renew_until, args=(mine, ended), daemon=True, name=f"renews {name}").start()
        try:
            yield mine
        finally:
            ended.set()
            give_back(mine, keep)


def lease_is_held(name: str) -> bool:
    """Does anybody hold a lease, on this machine or on another; of those that each machine has, any?"""
    with locked_here(name, 0.0, fcntl.LOCK_SH) as free:
        if not free:
            return True
    held = living().filter(Q(name=name) | Q(name__startswith=f"{name} of "))
    return connection.vendor != "sqlite" and held.exists()


def living() -> models.QuerySet[Lease]:
    """Return the leases whose holders live, as far as the database was told."""
    return Lease.objects.filter(until__gt=Now()).exclude(holder="")


def other_machines() -> list[str]:
    """Return the names of machines beside this one that work on this database, as far as it was told."""
    if connection.vendor == "sqlite":
        return []
    others = living().exclude(machine=this_machine()).values_list("machine", flat=True)
    return sorted({machine.split()[0] for machine in others})


@contextmanager
def setting_up() -> Iterator[None]:
    """Be the one process that sets the database up, while there may be no table for a lease yet.

    The turn lasts as long as a transaction on a connection of its own, so that a pooler cannot give it away.
    """
    with locked_here("setting-up", math.inf):
        if connection.vendor != "postgresql":
            yield
            return
        own = connection.copy()
        try:
            own.set_autocommit(False)
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SETTING_UP])
            yield
        finally:
            own.close()


def unlocked(rows: Any) -> Any:
    """Return those of some rows that no other transaction has locked, and lock them until this one ends.

    Where the database has no locks of rows it has one writer, and they are all of them.
    """
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


# On this machine


@contextmanager
def locked_here(name: str, until: float, how: int = fcntl.LOCK_EX) -> Iterator[bool]:
    """Lock the file of a lease; give False where another process of this machine has it locked until then."""
    with (settings.DATA / f"{name}.lock").open("a") as file:
        while True:
            try:
                fcntl.flock(file, how | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= until:
                    yield False
                    return
                time.sleep(LOOKED_AT)
            else:
                yield True
                return


def this_machine() -> str:
    """Return what tells this data folder from all others: who has its file locked is the one holder of it."""
    return machine_of(settings.DATA)


# Between machines


def take_until(mine: Holding, until: float) -> bool:
    """Take the row of a lease whose file is locked, as soon as that can be; return whether it could be until then."""
    if connection.vendor == "sqlite":
        return True
    mine.shared = True
    while not take(mine):
        if time.monotonic() >= until:
            return False
        time.sleep(LOOKED_AT)
    return True


def take(mine: Holding) -> bool:
    """Take a lease that ran out, or whose holder was of this machine and left its file: then it lives no more."""
    now, machine = time.monotonic(), this_machine()
    free = Q(until__lte=Now()) | Q(machine=machine)
    rows = Lease.objects.filter(free, name=mine.name)
    if not rows.update(holder=mine.holder, machine=machine, until=from_now(mine.lasts)):
        if Lease.objects.filter(name=mine.name).exists():
            return False
        Lease.objects.bulk_create([Lease(name=mine.name, until=LONG_AGO)], ignore_conflicts=True)
        if not rows.update(holder=mine.holder, machine=machine, until=from_now(mine.lasts)):
            return False
    mine.renewed = now
    return True


def renew(mine: Holding) -> bool:
    """Say that the holder of a lease lives; return whether the lease is still its own."""
    now = time.monotonic()
    rows = Lease.objects.filter(name=mine.name, holder=mine.holder)
    if not rows.update(until=from_now(mine.lasts)):
        mine.overtaken = True
        return False
    mine.renewed = now
    return True


def renew_until(mine: Holding, ended: threading.Event) -> None:
    """Renew a lease until it is given back or lost: in a thread and a connection of its own, so while work goes on."""
    while not ended.wait(mine.lasts / BEATS):
        try:
            if not renew(mine) and not ended.is_set():
                logger.warning("another process has taken over what this one did alone: %s", mine.name)
                return
        except (DatabaseError, InterfaceError) as error:
            logger.warning("that this process lives could not be told (%s): %s", mine.name, error)
        finally:
            connection.close()


def give_back(mine: Holding, keep: bool) -> None:
    rows = Lease.objects.filter(name=mine.name, holder=mine.holder)
    try:
        rows.update(holder="", **({} if keep else {"until": Now()}))
    except (
        DatabaseError,
        InterfaceError,
    ) as error:  # this machine may take it at once, others when it ran out
        logger.warning("%s could not be given back: %s", mine.name, error)


def from_now(seconds: float) -> Any:
    return models.ExpressionWrapper(Now() + timedelta(seconds=seconds), output_field=models.DateTimeField())
