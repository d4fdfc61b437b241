"""Mails handed to the mail server, one after the other, by any number of processes.

A mail is claimed for some minutes, sent outside of any transaction, and taken off the table once the server said that
it has it. Whoever is killed in between leaves a claim that runs out; the mail is then sent again, with the same
Message-ID. Trouble of the server holds back all mail, trouble of one mailbox that mail alone.
"""

import logging
import secrets
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from statements.encrypted import OtherKey
from statements.leases import unlocked
from statements.models import AlertMail

from .addresses import MailAddress, decrypt_mailbox
from .digests import Digest, contents_of, note_told
from .installed import sender_address
from .letters import ReadyMail, ready_mail
from .readers import stop_writing

logger = logging.getLogger(__name__)

CLAIMED_FOR = timedelta(minutes=10)  # longer than all that the timeouts below leave time for
ANSWERS_WITHIN = (
    30.0  # seconds, for each step; RFC 5321, 4.5.3.2 grants more, a reader of ours waits for no server
)
TAKES_WITHIN = 120.0  # seconds for the answer to the whole mail: a server may look through it first
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)
GIVEN_UP_AFTER = timedelta(days=5)  # RFC 5321, 4.5.4.1: "at least 4-5 days"
OF_THE_MAILBOX = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")  # RFC 3463: it is not there
NO_MAILBOX = {550, 551, 553}  # what is said where no such number is


class Delivery(Enum):
    SENT = "sent"
    LATER = "later"  # this mail is tried again
    NO_MAILBOX = "no mailbox"
    NO_SERVER = "no server"  # the server itself takes nothing now


@dataclass(slots=True)
class Delivered:
    """What became of mails, by outcome; `why` the server took none."""

    counts: dict[Delivery, int] = field(default_factory=lambda: dict.fromkeys(Delivery, 0))
    why: str = ""


class Server:
    """The mail server of the settings: one connection for many mails, opened when the first one is sent."""

    def __init__(self) -> None:
        self.smtp: smtplib.SMTP | None = None

    def send(self, letter: ReadyMail, to: MailAddress) -> tuple[Delivery, str]:
        """Hand a mail over; return what came of it, and in words why it was not taken. Never raises for the network."""
        try:
            smtp = self.smtp or self.connect()
            return self.hand_over(smtp, letter, to)
        except (OSError, ssl.SSLError) as fault:  # smtplib's are among them
            self.close()
            return Delivery.NO_SERVER, said_by(fault)

    def connect(self) -> smtplib.SMTP:
        kind = smtplib.SMTP_SSL if getattr(settings, "EMAIL_USE_SSL", False) else smtplib.SMTP
        self.smtp = smtp = kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=ANSWERS_WITHIN)
        smtp.ehlo_or_helo_if_needed()
        if getattr(settings, "EMAIL_USE_TLS", False):
            smtp.starttls(context=ssl.create_default_context())
        elif kind is smtplib.SMTP and smtp.has_extn("starttls"):
            smtp.starttls()  # nobody asked for it: better than nothing, whoever the certificate is of
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        return smtp

    def hand_over(self, smtp: smtplib.SMTP, letter: ReadyMail, to: MailAddress) -> tuple[Delivery, str]:
        code, said = smtp.mail(sender_address())
        if code != 250:
            self.close()
            return Delivery.NO_SERVER, in_short(code, said)
        code, said = smtp.rcpt(str(to))
        if code not in (250, 251):
            if code == 421:
                self.close()
                return Delivery.NO_SERVER, in_short(code, said)
            smtp.rset()
            return (Delivery.NO_MAILBOX if is_no_mailbox(code, said) else Delivery.LATER), in_short(
                code, said
            )
        if smtp.sock is not None:
            smtp.sock.settimeout(TAKES_WITHIN)
        try:
            code, said = smtp.data(letter.data)
        except smtplib.SMTPDataError as fault:
            code, said = fault.smtp_code, as_bytes(fault.smtp_error)
        if smtp.sock is not None:
            smtp.sock.settimeout(ANSWERS_WITHIN)
        if code == 250:
            return Delivery.SENT, ""
        if code == 421:
            self.close()
            return Delivery.NO_SERVER, in_short(code, said)
        smtp.rset()
        return (Delivery.NO_MAILBOX if is_no_mailbox(code, said, late=True) else Delivery.LATER), in_short(
            code, said
        )

    def close(self) -> None:
        if self.smtp is not None:
            try:
                self.smtp.quit()
            except (OSError, ssl.SSLError):
                self.smtp.close()
            self.smtp = None


def as_bytes(said: bytes | str) -> bytes:
    return said.encode() if isinstance(said, str) else said


def is_no_mailbox(code: int, said: bytes, late: bool = False) -> bool:
    """Whether an answer says that there is no such mailbox. Behind the mail (`late`) its code alone says nothing."""
    if not 500 <= code < 600:
        return False
    told = said.decode("ascii", "replace").split(None, 1)
    if told and told[0].startswith("5.") and told[0].count(".") == 2:
        return told[0] in OF_THE_MAILBOX
    return code in NO_MAILBOX and not late


def in_short(code: int, said: bytes) -> str:
    """Return what a server said without what it may say of whom: its number and its status alone."""
    told = said.decode("ascii", "replace").split(None, 1)
    status = told[0] if told and told[0][:2] in ("4.", "5.") and told[0].count(".") == 2 else ""
    return f"the mail server said {code} {status}".strip()


def said_by(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return f"the mail server does not take name and password ({fault.smtp_code})"
    if isinstance(fault, smtplib.SMTPResponseException):
        return in_short(fault.smtp_code, as_bytes(fault.smtp_error))
    if isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError):
        return "the mail server does not answer in time"
    if isinstance(fault, smtplib.SMTPServerDisconnected):
        return "the mail server hung up"
    if isinstance(fault, ConnectionRefusedError):
        return "nothing listens at the address of the mail server"
    return f"the mail server cannot be reached ({type(fault).__name__})"


# One mail after the other


def claim_mail(now: datetime) -> AlertMail | None:
    """Take the mail that has waited longest for oneself, for some minutes; None where none waits."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    rows = AlertMail.objects.filter(free, not_before__lte=now).order_by("not_before", "pk")
    if not rows.exists():  # asked without a transaction: SQLite lets one writer in at a time
        return None
    with transaction.atomic():
        mail = unlocked(rows).first()
        if mail is None:
            return None
        mail.claim, mail.claimed_until, mail.tries = (
            secrets.token_urlsafe(12),
            now + CLAIMED_FOR,
            mail.tries + 1,
        )
        mail.save(update_fields=["claim", "claimed_until", "tries"])
    return AlertMail.objects.select_related("reader", "search").filter(pk=mail.pk).first()


def send_waiting(stopped: Callable[[], bool] = lambda: False, most: int = 10_000) -> Delivered:
    """Send what waits, one mail after the other, until none does or the server takes nothing."""
    server, done = Server(), Delivered()
    try:
        for _ in range(most):
            mail = None if stopped() else claim_mail(timezone.now())
            if mail is None:
                break
            outcome, why = deliver(server, mail)
            done.counts[outcome] += 1
            if outcome is Delivery.NO_SERVER:
                done.why = why
                break
    finally:
        server.close()
    return done


def deliver(server: Server, mail: AlertMail) -> tuple[Delivery, str]:
    """Send a mail that was claimed, and note what came of it."""
    try:
        to = decrypt_mailbox(mail.reader.address)
    except OtherKey:
        stop_writing([mail.reader_id], "the key of the addresses is another one")
        logger.error(
            "a mail cannot be sent: the key of readers' addresses is not the one they were kept with"
        )
        return Delivery.NO_MAILBOX, "the key of readers' addresses is another one"
    digest = contents_of(mail) if mail.kind == AlertMail.Kind.DIGEST else None
    if digest is not None and digest.is_empty:
        note_told(mail, digest)
        return Delivery.SENT, ""
    outcome, why = server.send(ready_mail(mail, str(to), digest), to)
    settle_mail(mail, digest, outcome, why)
    return outcome, why


def settle_mail(mail: AlertMail, digest: Digest | None, outcome: Delivery, why: str) -> None:
    mine = AlertMail.objects.filter(pk=mail.pk, claim=mail.claim)
    now = timezone.now()
    if outcome is Delivery.SENT:
        if digest is not None:
            note_told(mail, digest)
        else:
            mine.delete()
    elif outcome is Delivery.NO_MAILBOX or (
        outcome is Delivery.LATER and mail.made_at < now - GIVEN_UP_AFTER
    ):
        stop_writing([mail.reader_id], why)
        logger.warning("mail %s was not taken, and its reader is written to no more: %s", mail.uid, why)
    else:
        wait = timedelta() if outcome is Delivery.NO_SERVER and mail.tries == 1 else pause_after(mail.tries)
        mine.update(claimed_until=None, claim="", not_before=now + wait, fault=why[:200])
        logger.warning("mail %s waits: %s", mail.uid, why)


def pause_after(tries: int) -> timedelta:
    """Return how long a mail waits that was tried so often: 5, 10, 20 ... minutes, at most four hours."""
    doubled: int = 2 ** max(0, min(tries - 1, 10))
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
