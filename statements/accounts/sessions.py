"""How long somebody stays signed in, where, and how it ends.

A session ends when nothing was done for an hour, at the latest after twelve, at sign-out, from another device, and
with the password. What a page needs of it is in the session itself; its row is written once a minute.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from statements.models import AccountEvent, GivenPassword, SignIn
from statements.visitors import address_of, network_of

from .events import agent_of, note_event, tell_events
from .factor import is_demanded
from .limits import account_key, forget_old_tries, forget_tries

logger = logging.getLogger(__name__)
MINUTE = timedelta(minutes=1)
CONFIRMED_FOR = timedelta(minutes=10)
BEGUN, SEEN, CONFIRMED, FACTOR = "begun", "seen", "confirmed", "second factor"
GIVEN = "password of somebody else"


def begin_session(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Write down where somebody signed in; tell them where it is new."""
    session = request.session
    if not session.session_key:
        session.create()
    address, agent = address_of(request), agent_of(request)
    network = network_of(address)
    earlier = SignIn.objects.filter(user=user)
    is_new = earlier.exists() and not earlier.filter(network=network, agent=agent).exists()
    now = timezone.now()
    # Who signs in where they are signed in already, in a second tab, keeps the session and its id.
    told = {"user": user, "address": address, "network": network, "agent": agent, "seen": now}
    SignIn.objects.update_or_create(
        session_key=session.session_key, defaults={**told, "begun": now, "ended": None}, create_defaults=told
    )
    session[BEGUN] = session[SEEN] = session[CONFIRMED] = now.timestamp()
    if GivenPassword.objects.filter(user=user).exists():
        session[GIVEN] = True
    forget_tries(account_key(user.get_username()), network)
    forget_old_tries()
    logger.info("signed in: account=%r from %s", user.get_username(), address)
    if is_new:
        note_event(user, AccountEvent.What.SIGNED_IN, request)


def end_session(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None and request.session.session_key:
        open_sessions(user).filter(session_key=request.session.session_key).update(ended=timezone.now())
        logger.info("signed out: account=%r from %s", user.get_username(), address_of(request))


def hear_sign_ins() -> None:
    """Hear of everybody who signs in or out, by whatever door."""
    user_logged_in.connect(begin_session, dispatch_uid="accounts-begin")
    user_logged_out.connect(end_session, dispatch_uid="accounts-end")


def open_sessions(user: Any) -> QuerySet[SignIn]:
    """Return the sessions of a user that go on, the latest seen first."""
    now = timezone.now()
    return SignIn.objects.filter(
        user=user,
        ended=None,
        seen__gt=now - timedelta(seconds=settings.IDLE_SECONDS),
        begun__gt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE),
    ).order_by("-seen")


def end_sessions(rows: QuerySet[SignIn]) -> int:
    """End sessions at once: whoever has their cookies is nobody. Return how many."""
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    return SignIn.objects.filter(session_key__in=keys).update(ended=timezone.now())


def end_all(user: Any, *, but: str | None = None) -> int:
    """End all sessions of a user, but for the one with this key."""
    return end_sessions(SignIn.objects.filter(user=user, ended=None).exclude(session_key=but or ""))


def renew_key(request: HttpRequest) -> None:
    """Give this session another id, as who has it has shown again who they are."""
    before = request.session.session_key
    request.session.cycle_key()
    move_row(request, before)
    request.session[CONFIRMED] = timezone.now().timestamp()


def move_row(request: HttpRequest, before: str | None) -> None:
    """Let the row of a session follow it to its new id."""
    SignIn.objects.filter(session_key=before).update(session_key=request.session.session_key, ended=None)


def is_confirmed(request: HttpRequest) -> bool:
    """Tell whether who is signed in gave the password within the last minutes."""
    at = request.session.get(CONFIRMED, 0)
    return bool(timezone.now().timestamp() - at < CONFIRMED_FOR.total_seconds())


def is_over(request: HttpRequest, now: datetime) -> bool:
    """Tell whether a session went on too long, or nothing was done in it for too long."""
    begun, seen = request.session.get(BEGUN, 0), request.session.get(SEEN, 0)
    return bool(
        now.timestamp() - begun > settings.SESSION_COOKIE_AGE
        or now.timestamp() - seen > settings.IDLE_SECONDS
    )


def watch_sessions(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """End what is over; ask for a second factor that is demanded; let nothing that a signed-in person saw be kept."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        now = timezone.now()
        if is_over(request, now):
            logger.info("session over: account=%r", request.user.get_username())
            logout(request)
            messages.info(request, _("You were signed out, as nothing was done for a while."))
            return get_response(request)
        if now.timestamp() - request.session[SEEN] > MINUTE.total_seconds():
            request.session[SEEN] = now.timestamp()
            SignIn.objects.filter(session_key=request.session.session_key).update(seen=now)
            tell_events(request, request.user)
        if request.session.get(GIVEN) and is_for_work(request):
            response: HttpResponseBase = redirect("account:password")
        elif lacks_factor(request):
            response = redirect("account:factor")
        else:
            response = get_response(request)
        patch_cache_control(response, no_store=True, private=True)
        if not request.user.is_authenticated:  # signed out just now
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return answer


def is_for_work(request: HttpRequest) -> bool:
    """Tell whether an address is of the desk or the admin site, and not of the account itself."""
    own = ("/admin/account/", "/admin/logout/", "/admin/login/", "/admin/password_change/")
    return request.path_info.startswith("/admin/") and not request.path_info.startswith(own)


def lacks_factor(request: HttpRequest) -> bool:
    """Tell whether a page of the desk has to wait until its reader has a second factor."""
    return (
        is_for_work(request) and not request.session.get(FACTOR) and is_demanded(request.user)  # type: ignore[arg-type]
    )


class ChangedPassword:
    """A password validator that refuses nothing: Django tells it of every changed password, whoever changed it."""

    def validate(self, password: str, user: Any = None) -> None:
        return

    def get_help_text(self) -> str:
        return ""

    def password_changed(self, password: str, user: Any = None) -> None:
        if user is not None and user.last_login is not None:
            end_all(user)
            note_event(user, AccountEvent.What.PASSWORD)
