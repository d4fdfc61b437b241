"""Readers and their searches: asked for, confirmed, changed, left again.

Whoever asks is never told whether an address is known here: each way through `ask_for` ends alike.
"""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.encrypted import OtherKey
from statements.models import AlertItem, AlertMail, AlertReader, AlertRequest, Quote, SavedSearch

from .addresses import MailAddress, decrypt_mailbox, encrypt_mailbox

HOUR, A_DAY, A_MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=30)
MOST_OF_A_NETWORK = 10  # requests an hour from one place
MOST_OF_ALL_PLACES = 500  # requests an hour, so that a crowd cannot make us a sender of unwanted mail
# Mails that one mailbox is asked by whether a search is wanted: in a day and in a month, until somebody confirms,
# and in a day behind that.
MOST_UNANSWERED = (3, 6)
MOST_ANSWERED = 20
MOST_SEARCHES = 100  # of one reader
CONFIRMED_WITHIN = timedelta(days=7)  # then what nobody confirmed is deleted
STOPPED_FOR = timedelta(days=30)  # then a reader whose mailbox takes no mail is deleted

LINKS = Signer(salt="statements.alerts.reader", sep="~")
CONFIRMATIONS = TimestampSigner(salt="statements.alerts.confirm", sep="~")


class TooManyAlerts(Exception):
    """More was asked for from one place than anybody could mean."""


class LinkTooOld(Exception):
    """A link that leads to nothing any more, or never did."""


# Asked for


def ask_for(mailbox: MailAddress, line: str, asked: str, rhythm: str, sender: str) -> None:
    """Keep that a search is wanted by mail, and ask by mail whether it is. Raises TooManyAlerts for the sender alone.

    `line` is the search as one line of the query language, `asked` the address that it was saved from, `sender` a
    keyed hash of the network that asks.
    """
    with transaction.atomic():
        refuse_many(sender)
        request = AlertRequest.objects.create(sender=sender, mailbox=mailbox.mailbox_key)
        newest = Quote.objects.aggregate(newest=Max("pk"))["newest"] or 0
        reader, _made = AlertReader.objects.get_or_create(
            key=mailbox.key, defaults={"uid": secrets.token_urlsafe(16), "address": encrypt_mailbox(mailbox)}
        )
        if not may_write_to(reader, mailbox) or reader.searches.count() >= MOST_SEARCHES:
            return
        search, _made = SavedSearch.objects.get_or_create(
            reader=reader,
            digest=hashlib.sha256(line.encode()).hexdigest(),
            defaults={"line": line, "asked": asked, "rhythm": rhythm, "since": newest},
        )
        if not search.confirmed_at:
            SavedSearch.objects.filter(pk=search.pk).update(rhythm=rhythm)
        if search.mails.exists():  # on its way already
            return
        AlertMail.objects.create(
            uid=secrets.token_urlsafe(12), reader=reader, search=search, kind=AlertMail.Kind.CONFIRM,
            not_before=timezone.now(),
        )  # fmt: skip
        AlertRequest.objects.filter(pk=request.pk).update(written=True)


def refuse_many(sender: str) -> None:
    recent = AlertRequest.objects.filter(at__gt=timezone.now() - HOUR)
    if recent.filter(sender=sender).count() >= MOST_OF_A_NETWORK:
        raise TooManyAlerts(
            _("You asked for several searches within the hour. Ask for the next one a little later.")
        )
    if recent.count() >= MOST_OF_ALL_PLACES:
        raise TooManyAlerts(_("More searches were asked for than can be sent. Try again in an hour."))


def may_write_to(reader: AlertReader, mailbox: MailAddress) -> bool:
    """Return whether a mailbox may be asked once more whether it wants something."""
    now = timezone.now()
    written = AlertRequest.objects.filter(mailbox=mailbox.mailbox_key, written=True, at__gt=now - A_MONTH)
    today = written.filter(at__gt=now - A_DAY).count()
    if reader.confirmed_at and not reader.stopped_at:
        return today < MOST_ANSWERED
    return today < MOST_UNANSWERED[0] and written.count() < MOST_UNANSWERED[1]


# Links that stand in mail


def reader_token(reader: AlertReader) -> str:
    """Return what leads to a reader's page, in the mail that they get and nowhere else."""
    return LINKS.sign(reader.uid)


def reader_of(token: str) -> AlertReader:
    """Return whose page it is. Raises LinkTooOld."""
    try:
        found = AlertReader.objects.filter(uid=LINKS.unsign(token)).first()
    except BadSignature:
        found = None
    if found is None:
        raise LinkTooOld
    return found


def confirmation_token(search: SavedSearch) -> str:
    return CONFIRMATIONS.sign(str(search.pk))


def search_to_confirm(token: str) -> SavedSearch:
    """Return the search that a link confirms. Raises LinkTooOld."""
    try:
        number = int(CONFIRMATIONS.unsign(token, max_age=CONFIRMED_WITHIN))
    except (BadSignature, ValueError):
        raise LinkTooOld from None
    found = SavedSearch.objects.select_related("reader").filter(pk=number).first()
    if found is None:
        raise LinkTooOld
    return found


# Confirmed, changed, left


@transaction.atomic
def confirm(search: SavedSearch) -> None:
    """Note that whoever reads the mailbox wants a search; one whose mail came back is written to again."""
    now = timezone.now()
    SavedSearch.objects.filter(pk=search.pk, confirmed_at=None).update(confirmed_at=now)
    readers = AlertReader.objects.filter(pk=search.reader_id)
    readers.filter(confirmed_at=None).update(confirmed_at=now)
    readers.update(stopped_at=None, stopped_why="")


def change_rhythm(reader: AlertReader, number: int, rhythm: str) -> bool:
    """Set how often a search of a reader is sent; return whether there is such a search and such a rhythm."""
    if rhythm not in SavedSearch.Rhythm.values:
        return False
    return bool(reader.searches.filter(pk=number).update(rhythm=rhythm))


@transaction.atomic
def remove_search(reader: AlertReader, number: int) -> bool:
    """Take a search away, with what waits because of it; return whether the reader left by it, as it was the last."""
    AlertItem.objects.filter(reader=reader, search=number, told_at=None).delete()
    reader.searches.filter(pk=number).delete()
    if reader.searches.exists():
        return False
    delete_reader(reader)
    return True


@transaction.atomic
def delete_reader(reader: AlertReader) -> None:
    """Delete a reader: address, searches, what waits and what was told, and what limits knew of the mailbox."""
    with suppress(OtherKey):  # nobody finds them by another key
        AlertRequest.objects.filter(mailbox=decrypt_mailbox(reader.address).mailbox_key).delete()
    AlertReader.objects.filter(pk=reader.pk).delete()


def stop_writing(readers: Sequence[int], why: str) -> int:
    """Write no more to some readers, as their mailbox takes nothing; return to how many. The log gets no address."""
    rows = AlertReader.objects.filter(pk__in=list(readers), stopped_at=None)
    stopped = rows.update(stopped_at=timezone.now(), stopped_why=why[:200], written_at=None)
    AlertMail.objects.filter(reader__in=list(readers)).delete()
    AlertReader.objects.filter(pk__in=list(readers), confirmed_at=None).delete()  # it was never theirs
    return stopped


def forget_readers(now: datetime | None = None) -> int:
    """Delete what nobody confirmed in time, readers without a search or whose mailbox is gone, and old requests."""
    now = now or timezone.now()
    AlertRequest.objects.filter(at__lt=now - A_MONTH).delete()
    SavedSearch.objects.filter(confirmed_at=None, made_at__lt=now - CONFIRMED_WITHIN).delete()
    gone = AlertReader.objects.annotate(held=Count("searches")).filter(
        Q(held=0, made_at__lt=now - CONFIRMED_WITHIN) | Q(stopped_at__lt=now - STOPPED_FOR)
    )
    count = 0
    for reader in gone:
        delete_reader(reader)
        count += 1
    return count
