"""Whether this site sends alerts, from which addresses, and how it signs them."""

from email.utils import formataddr, parseaddr
from functools import lru_cache
from pathlib import Path

import dkim
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SIGNED = (
    "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "auto-submitted",
    "list-id", "list-unsubscribe", "list-unsubscribe-post",
)  # fmt: skip


def alerts_are_sent() -> bool:
    """Return whether there is a mail server to send by, and an address that links can lead to."""
    return bool(settings.ONRECORD_MAIL and settings.ONRECORD_ADDRESS)


def address_of_site() -> str:
    """Return where readers find the site, without a path and without a slash at its end."""
    return str(settings.ONRECORD_ADDRESS)


def sender_address() -> str:
    """Return the address that mail comes from, without a name."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def sender_named() -> str:
    """Return the same with a name that a mail program shows."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or "On Record", address))


def sender_domain() -> str:
    return sender_address().rpartition("@")[2] or "localhost"


def signed(message: bytes) -> bytes:
    """Return a mail with its DKIM signature in front, where a key is set; else as it is."""
    if not settings.ONRECORD_DKIM:
        return message
    selector, domain, key = dkim_key(settings.ONRECORD_DKIM)
    names = [name.encode() for name in SIGNED if b"\n" + name.encode() + b":" in b"\n" + message.lower()]
    signature: bytes = dkim.sign(
        message, selector.encode(), domain.encode(), key, include_headers=names,
        canonicalize=(b"relaxed", b"relaxed"),
    )  # fmt: skip
    return signature + message


@lru_cache(maxsize=4)
def dkim_key(told: str) -> tuple[str, str, bytes]:
    """Return selector, domain and key of `selector:domain:FILE`. Raises ImproperlyConfigured, without the key."""
    selector, _, rest = told.partition(":")
    domain, _, file = rest.partition(":")
    if not (selector and domain and file):
        raise ImproperlyConfigured(
            "ONRECORD_DKIM cannot be read; it has to be like mail2026:record.example:/etc/onrecord/dkim.pem"
        )
    try:
        key = Path(file).read_bytes()
        dkim.sign(b"From: a@b\r\n\r\n.\r\n", b"s", b"d", key, include_headers=[b"from"])
    except OSError as error:
        raise ImproperlyConfigured(
            f"The key of ONRECORD_DKIM, {file}, cannot be read: {error.strerror}."
        ) from None
    except Exception:
        raise ImproperlyConfigured(
            f"The key of ONRECORD_DKIM, {file}, is no RSA key in PEM that mail can be signed with."
        ) from None
    return selector, domain, key
