"""How often somebody may try a password or a code, counted in the database for all workers.

Three limits close a door: for an account from one network, for an address, and for a network. A fourth only slows: an
account that many places try at has to wait between two tries, longer each time. It does not hold those who
signed in to it from where they are before, so that nobody can lock an editor out from elsewhere.

A try is written down before the password is looked at, and taken back when it was right. A hundred tries at once are
counted as a hundred.
"""

import math
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.crypto import salted_hmac

from statements.models import SignIn, WrongTry

WINDOW = timedelta(minutes=15)
OF_ACCOUNT_AND_NETWORK = 5
OF_ADDRESS = 20
OF_NETWORK = 60
HOUR_OF_TRIES = timedelta(hours=1)
FREE_TRIES = 10  # wrong tries of an account within the hour, from all places, before there is a wait
LONGEST_WAIT = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=90)  # how long an address is known after somebody signed in from it
KEPT_FOR = timedelta(days=1)  # how long a wrong try is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A try that is not even looked at: which limit refused it, and until when (aware)."""

    limit: str
    until: datetime

    @property
    def seconds(self) -> int:
        return max(1, math.ceil((self.until - timezone.now()).total_seconds()))

    @property
    def minutes(self) -> int:
        return -(-self.seconds // 60)


def account_key(name: str) -> str:
    """Return what stands for a name in rows: people type their password into the wrong field."""
    plain = unicodedata.normalize("NFKC", name).casefold()[:150]
    return salted_hmac("account", plain, algorithm="sha256").hexdigest()[:32]


def is_known(user: AbstractBaseUser | None, network: str) -> bool:
    """Tell whether this user signed in from this network of late."""
    return user is not None and bool(
        network
        and SignIn.objects.filter(user=user.pk, network=network, seen__gt=timezone.now() - KNOWN_FOR).exists()
    )


def find_refusal(
    account: str, user: AbstractBaseUser | None, address: str, network: str, *, before: int | None = None
) -> Refusal | None:
    """Return why a try is refused; with `before`, by the rows older than that one alone."""
    now = timezone.now()
    tries = WrongTry.objects.all() if before is None else WrongTry.objects.filter(pk__lt=before)
    recent = tries.filter(at__gt=now - WINDOW)
    known = is_known(user, network)
    closed = []
    if (
        network
    ):  # where a proxy tells no address, all have none: to close that would be to close the door to everybody
        closed += [
            ("account and network", recent.filter(account=account, network=network), OF_ACCOUNT_AND_NETWORK)
        ]
    if network and not known:
        closed += [
            ("address", recent.filter(address=address), OF_ADDRESS),
            ("network", recent.filter(network=network), OF_NETWORK),
        ]
    for limit, rows, most in closed:
        times = list(rows.order_by("-at").values_list("at", flat=True)[:most])
        if len(times) == most:
            return Refusal(limit=limit, until=times[-1] + WINDOW)
    if known:
        return None
    times = list(
        tries.filter(account=account, at__gt=now - HOUR_OF_TRIES).order_by("at").values_list("at", flat=True)
    )
    until = times[-1] + wait_after(len(times)) if times else now
    return Refusal(limit="account", until=until) if until > now else None


def wait_after(count: int) -> timedelta:
    """Return how long an account waits after so many wrong tries: nothing, then 1, 2, 4 ... seconds, at most 15 minutes."""
    if count < FREE_TRIES:
        return timedelta()
    return min(timedelta(seconds=2 ** min(count - FREE_TRIES, 20)), LONGEST_WAIT)


def open_try(account: str, user: AbstractBaseUser | None, address: str, network: str) -> WrongTry | Refusal:
    """Write a try down, or tell why it is refused; a refused one leaves no row, and prolongs nothing."""
    row = WrongTry.objects.create(account=account, address=address, network=network)
    refusal = find_refusal(account, user, address, network, before=row.pk)
    if refusal is None:
        return row
    row.delete()
    return refusal


def forget_tries(account: str, network: str) -> None:
    """Forget what an account got wrong from a network, as it signed in from there."""
    WrongTry.objects.filter(account=account, network=network).delete()


def let_in(user: AbstractBaseUser) -> int:
    """Let somebody try again at once, from everywhere they are known; return how many wrong tries were forgotten."""
    known = SignIn.objects.filter(user=user.pk, seen__gt=timezone.now() - KNOWN_FOR).values_list(
        "network", flat=True
    )
    rows = WrongTry.objects.filter(account=account_key(user.get_username())) | WrongTry.objects.filter(
        network__in=list(known)
    )
    return rows.delete()[0]


def forget_old_tries() -> int:
    """Delete tries that no limit looks at any more, and sign-ins that make nothing known; return how many."""
    now = timezone.now()
    gone, _ = WrongTry.objects.filter(at__lt=now - KEPT_FOR).delete()
    past, _ = SignIn.objects.filter(seen__lt=now - KNOWN_FOR).delete()
    return gone + past
