"""Mail that came back: reports of delivery (RFC 3464) say which mailbox takes nothing, and its reader is written to no more.

Anybody can write such a report. It is believed where it holds the Message-ID of a mail of ours, which only who had the
mail can know; or where whoever hands it in vouches for where it comes from.
"""

import mailbox
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import BinaryIO

from statements.models import AlertReader

from .addresses import NoAddress, parse_mailbox
from .letters import reader_of_message
from .readers import stop_writing

LARGEST_REPORT = 5_000_000  # bytes; what is larger is no report
RESULTS = ("stopped", "passing", "not believed", "not ours", "no report")


def read_bounces(data: BinaryIO, trusted: bool = False) -> Counter[str]:
    """Read one report or an mbox of them; return how many came to what, by the words of RESULTS."""
    counts: Counter[str] = Counter()
    with messages_in(data) as messages:
        for message in messages:
            counts[take_report_of_delivery(message, trusted)] += 1
    return counts


@contextmanager
def messages_in(data: BinaryIO) -> Iterator[Iterator[Message]]:
    """Give the mails of a file: those of an mbox, or one."""
    with tempfile.NamedTemporaryFile(prefix="on-record-") as copy:
        while piece := data.read(1 << 20):
            copy.write(piece)
        copy.flush()
        path = Path(copy.name)
        with path.open("rb") as file:
            is_mbox = file.read(5) == b"From "
        if is_mbox:
            box = mailbox.mbox(path, create=False)
            try:
                yield (message_from_bytes(box.get_bytes(key)[:LARGEST_REPORT]) for key in box.iterkeys())
            finally:
                box.close()
        else:
            yield iter([message_from_bytes(path.read_bytes()[:LARGEST_REPORT])])


def take_report_of_delivery(message: Message, trusted: bool = False) -> str:
    """Stop writing to whom a report says that nothing can be delivered; return what came of it."""
    failures = list(failures_in(message))
    if not failures:
        return "passing" if any(recipients_in(message)) else "no report"
    reader = reader_of_message(ids_returned(message))
    if reader is not None:
        stop_writing([reader.pk], f"mail came back: {failures[0][1]}")
        return "stopped"
    known = [(one, status) for address, status in failures if (one := reader_at(address)) is not None]
    if not known:
        return "not ours"
    if not trusted:
        return "not believed"
    for one, status in known:
        stop_writing([one.pk], f"mail came back: {status}")
    return "stopped"


def recipients_in(message: Message) -> Iterator[Message]:
    """Yield the groups of fields about a recipient that a report holds."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (
                group for group in part.get_payload() if isinstance(group, Message) and group["Action"]
            )


def failures_in(message: Message) -> Iterator[tuple[str, str]]:
    """Yield (address, status) of each recipient to whom nothing can be delivered for good."""
    for group in recipients_in(message):
        status = str(group["Status"] or "").split()[0:1]
        for_good = not status or status[0].startswith("5.")
        if str(group["Action"]).strip().lower() == "failed" and for_good:
            named = str(group["Original-Recipient"] or group["Final-Recipient"] or "")
            yield named.partition(";")[2].strip() or named.strip(), status[0] if status else "5"


def ids_returned(message: Message) -> str:
    """Return the Message-IDs of the mail that came back, where the report has it or its head."""
    found = []
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            found += [str(inner["Message-ID"]) for inner in part.get_payload() if isinstance(inner, Message)]
        elif part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                found.append(str(message_from_bytes(payload)["Message-ID"]))
    return " ".join(found)


def reader_at(address: str) -> AlertReader | None:
    try:
        return AlertReader.objects.filter(key=parse_mailbox(address.strip("<>")).key).first()
    except NoAddress:
        return None
