"""Addresses of readers: read strictly, kept encrypted, found by a keyed hash.

The key is no part of the database and of no backup. Whoever has those alone learns no address, and cannot try one.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from statements import encrypted
from statements.encrypted import keyed_hash

LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3: a path of 256 with its brackets
LONGEST_LOCAL = 64
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"(?:{LABEL}\.)+(?!\d+$){LABEL}")


class NoAddress(ValueError):
    """What was given is no address that can be written to; says why in a sentence."""


@dataclass(frozen=True, slots=True)
class MailAddress:
    """An address that can be written to: `local@domain`, the domain in small letters and as DNS has it."""

    local: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def key(self) -> str:
        """The keyed hash by which a reader is found; letter case makes no other reader."""
        return keyed_hash("address", f"{self.local.casefold()}@{self.domain}")

    @property
    def mailbox_key(self) -> str:
        """The keyed hash that limits count: what stands behind a plus leads to the same mailbox."""
        return keyed_hash("mailbox", f"{self.local.casefold().partition('+')[0]}@{self.domain}")


def parse_mailbox(text: str) -> MailAddress:
    """Return an address as it was typed. Raises NoAddress with a sentence."""
    text = text.strip()
    local, at, domain = text.rpartition("@")
    if (
        not at
        or not local
        or not domain
        or len(text) > LONGEST_ADDRESS
        or re.search(r"[\s\x00-\x1f\x7f<>,;]", text)
    ):
        raise NoAddress(_("That is no mail address. Write one like name@example.org."))
    if not local.isascii():
        raise NoAddress(
            _(
                "Mail to addresses with such letters before the @ does not reach everybody yet. "
                "Give another address, with the letters a to z."
            )
        )
    try:
        plain = domain.encode("idna").decode().lower()
    except UnicodeError:
        plain = ""
    if len(local) > LONGEST_LOCAL or not LOCAL.fullmatch(local) or not DOMAIN.fullmatch(plain):
        raise NoAddress(_("That is no mail address. Write one like name@example.org."))
    if len(local) + len(plain) + 1 > LONGEST_ADDRESS:
        raise NoAddress(_("That is no mail address. Write one like name@example.org."))
    return MailAddress(local, plain)


def encrypt_mailbox(mailbox: MailAddress) -> str:
    return encrypted.encrypt("addresses", str(mailbox))


def decrypt_mailbox(kept: str) -> MailAddress:
    """Return a kept address. Raises OtherKey where the key is another one."""
    local, _at, domain = encrypted.decrypt("addresses", kept).rpartition("@")
    return MailAddress(local, domain)
