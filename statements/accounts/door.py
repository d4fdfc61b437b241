"""The one door: every password and every code that a request brings goes through it.

It is Django's authentication backend, so that whatever signs somebody in, the admin site included, cannot go round it.
A name that is not known takes as long and is answered in the same words as a wrong password.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from statements.models import WrongTry
from statements.visitors import address_of, network_of

from .limits import Refusal, account_key, find_refusal, open_try

logger = logging.getLogger(__name__)


class GuardedBackend(ModelBackend):
    """Django's own way to look a password up, behind the limits."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        name = str(username if username is not None else kwargs.get(User.USERNAME_FIELD, ""))
        if request is None or not name or password is None:
            return super().authenticate(request, username=username, password=password, **kwargs)
        found: list[User] = []

        def look() -> bool:
            user = super(GuardedBackend, self).authenticate(request, username=name, password=password)
            found.extend([user] if user else [])
            return bool(user)

        if not guarded(request, name, User.objects.filter(username=name).first(), look, "password"):
            if refusal_of(request):
                raise PermissionDenied
            return None
        return found[0]


def guarded(
    request: HttpRequest, name: str, user: AbstractBaseUser | None, look: Callable[[], bool], what: str
) -> bool:
    """Return what `look` says, if another try is allowed; `refusal_of(request)` tells why not."""
    address = address_of(request)
    network = network_of(address)
    account = account_key(name)
    # What was typed for a name is told only where it is one: it may be a password.
    who = f"account={user.get_username()!r}" if user else "account unknown"
    started = open_try(account, user, address, network)
    if isinstance(started, Refusal):
        request.refusal = started  # type: ignore[attr-defined]
        logger.warning("%s refused: %s from %s, limit: %s", what, who, address, started.limit)
        return False
    if look():
        WrongTry.objects.filter(pk=started.pk).delete()
        logger.info("%s right: %s from %s", what, who, address)
        return True
    logger.warning("%s wrong: %s from %s", what, who, address)
    if refusal := find_refusal(account, user, address, network):
        request.refusal = refusal  # type: ignore[attr-defined]
        logger.warning(
            "closed until %s: %s from %s, limit: %s", f"{refusal.until:%H:%M:%S}", who, address, refusal.limit
        )
    return False


def refusal_of(request: HttpRequest) -> Refusal | None:
    """Return why the last try of this request is refused, or the next one will be."""
    found: Refusal | None = getattr(request, "refusal", None)
    return found


def is_password_of(request: HttpRequest, user: AbstractBaseUser, password: str) -> bool:
    """Tell whether this is the password of who is signed in, as one more try."""
    return guarded(
        request, user.get_username(), user, lambda: user.check_password(password), "password again"
    )
