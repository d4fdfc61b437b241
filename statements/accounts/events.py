"""What happened to an account is told to whom it belongs: by mail where the site can send it, else on their next page."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from statements.models import AccountEvent
from statements.visitors import address_of

logger = logging.getLogger(__name__)


def agent_of(request: HttpRequest | None) -> str:
    return request.META.get("HTTP_USER_AGENT", "")[:300] if request else ""


def note_event(
    user: AbstractBaseUser, what: AccountEvent.What, request: HttpRequest | None = None
) -> AccountEvent:
    """Keep what happened to an account, and tell its owner when the transaction is over."""
    address = address_of(request) if request else ""
    event = AccountEvent.objects.create(user_id=user.pk, what=what, address=address, agent=agent_of(request))
    logger.warning("%s: account=%r from %s", what.value, user.get_username(), address or "this machine")
    if settings.ONRECORD_MAIL and getattr(user, "email", ""):
        transaction.on_commit(lambda: send_told(event, str(getattr(user, "email", ""))))
    return event


def send_told(event: AccountEvent, to: str) -> None:
    """Send one event by mail. A mail server that is down loses nothing: the next page tells it."""
    try:
        send_mail(
            _("On Record: your account"),
            sentence(event)
            + "\n\n"
            + _(
                "If it was not you, change your password, end the other sessions, and tell an administrator."
            ),
            None,
            [to],
        )
    except OSError as fault:  # every fault of the network and of the mail protocol
        logger.warning("no mail could be sent: %s", type(fault).__name__)
        return
    AccountEvent.objects.filter(pk=event.pk).update(told=True)


def sentence(event: AccountEvent) -> str:
    """Return what happened, when and from where, as a sentence."""
    when = date_format(timezone.localtime(event.at), "j F Y, H:i")
    what = event.get_what_display()
    if event.address:
        return _("%(what)s, on %(when)s from %(address)s.") % {
            "what": what, "when": when, "address": event.address,
        }  # fmt: skip
    return _("%(what)s, on %(when)s.") % {"what": what, "when": when}


TOLD = "told"  # in a session: the last event that a page of it told
MOST_TOLD = 5  # on one page


def tell_events(request: HttpRequest, user: Any) -> None:
    """Show on this page what was not told yet. Looking at a page writes its session alone; the rows wait for a form."""
    last = request.session.get(TOLD, 0)
    news = list(AccountEvent.objects.filter(user=user, told=False, pk__gt=last).order_by("pk"))
    for event in news[:MOST_TOLD]:
        messages.warning(request, sentence(event))
    if news:
        request.session[TOLD] = last = news[-1].pk
    if last and request.method == "POST":
        AccountEvent.objects.filter(user=user, told=False, pk__lte=last).update(told=True)
