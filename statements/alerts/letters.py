"""The mails themselves: plain text and HTML of the same, with the headers by which one leaves with one click."""

import hmac
import re
from dataclasses import dataclass
from email.encoders import encode_quopri
from email.generator import BytesGenerator
from io import BytesIO
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statements.encrypted import keyed_hash
from statements.models import AlertMail, AlertReader
from statements.publishing.citing.works import cut_at_word

from .digests import Digest, saved_in_words
from .installed import address_of_site, sender_domain, sender_named, signed
from .readers import confirmation_token, reader_token

LONGEST_SUBJECT = 120
MESSAGE_ID = re.compile(r"<([A-Za-z0-9_-]{8,40})\.([A-Za-z0-9_-]{8,40})\.([0-9a-f]{24})@[^<>\s]{1,255}>")


@dataclass(frozen=True, slots=True)
class ReadyMail:
    """A mail ready to be handed to a server: its bytes, with CRLF, and its Message-ID."""

    data: bytes
    message_id: str


def ready_mail(mail: AlertMail, to: str, digest: Digest | None) -> ReadyMail:
    """Return a mail as it is sent. The same mail has the same Message-ID, however often it is tried."""
    reader = mail.reader
    mine = {
        "site": address_of_site(),
        "manage": address_of_site() + reverse("alert-list", args=[reader_token(reader)]),
        "leave": address_of_site() + reverse("alert-leave", args=[reader_token(reader)]),
    }
    if digest is None:
        name, subject, told = "confirm", confirm_subject(mail), confirm_told(mail)
    else:
        name, subject, told = "digest", digest_subject(digest), {"digest": digest, "today": today()}
    context = {**mine, **told, "subject": header_line(subject)}
    headers = {
        "Message-ID": message_id_of(mail),
        "Auto-Submitted": "auto-generated",
        "List-Id": f"On Record <alerts.{sender_domain()}>",
        "List-Unsubscribe": f"<{mine['leave']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    message = EmailMultiAlternatives(
        subject=header_line(subject),
        body=render_to_string(f"alerts/{name}.txt", context),
        from_email=sender_named(),
        to=[to],
        headers=headers,
    )
    message.attach_alternative(render_to_string(f"alerts/{name}.html", context), "text/html")
    built = message.message()
    for part in built.walk():
        if (
            not part.is_multipart() and part["Content-Transfer-Encoding"] == "8bit"
        ):  # a relay would recode it, signed
            del part["Content-Transfer-Encoding"]
            encode_quopri(part)
    data = BytesIO()
    BytesGenerator(data, mangle_from_=False, maxheaderlen=0).flatten(built, linesep="\r\n")
    return ReadyMail(signed(data.getvalue()), headers["Message-ID"])


def header_line(text: str) -> str:
    """Return a text as a header may have it: in one line, and not too long."""
    return cut_at_word(
        " ".join("".join(c if c.isprintable() else " " for c in text).split()), LONGEST_SUBJECT
    )


def today() -> str:
    return date_format(timezone.localdate(), "j F Y")


def confirm_subject(mail: AlertMail) -> str:
    if mail.search and mail.search.confirmed_at:
        return _("On Record: you have this search already")
    return _("On Record: do you want this search by mail?")


def confirm_told(mail: AlertMail) -> dict[str, Any]:
    if mail.search is None:
        raise ValueError("a mail that asks whether a search is wanted is about one")
    token = confirmation_token(mail.search)
    return {
        "words": saved_in_words(mail.search),
        "rhythm": mail.search.get_rhythm_display(),
        "known": mail.search.confirmed_at is not None,
        "confirm": address_of_site() + reverse("alert-confirm", args=[token]),
    }


def digest_subject(digest: Digest) -> str:
    if not digest.news:
        return ngettext(
            "On Record: %(n)s correction of what you were sent", "On Record: %(n)s corrections of what you were sent",
            len(digest.corrections),
        ) % {"n": len(digest.corrections)}  # fmt: skip
    told = {"n": digest.number, "search": digest.news[0].words}
    if len(digest.news) == 1:
        return (
            ngettext("On Record: %(n)s new: %(search)s", "On Record: %(n)s new: %(search)s", digest.number)
            % told
        )
    return _("On Record: %(n)s new: %(search)s, and more") % told


# Which mail a report is about


def message_id_of(mail: AlertMail) -> str:
    """Return the Message-ID, which only who has the key or the mail can know."""
    return f"<{mail.uid}.{mail.reader.uid}.{proof_of(mail.uid, mail.reader.uid)}@{sender_domain()}>"


def proof_of(mail: str, reader: str) -> str:
    return keyed_hash("message", f"{mail} {reader}")[:24]


def reader_of_message(text: str) -> AlertReader | None:
    """Return to whom a mail of ours went whose Message-ID stands in a text."""
    for found in MESSAGE_ID.finditer(text):
        if hmac.compare_digest(proof_of(found[1], found[2]), found[3]):
            return AlertReader.objects.filter(uid=found[2]).first()
    return None
