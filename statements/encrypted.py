"""What stands encrypted in the database, by a key that is no part of it: who has rows or a backup alone reads nothing.

The key is `alerts_key` of the data folder or ONRECORD_ALERTS_KEY; for each purpose another one is derived from it, so
that nothing of one column can be read as another.
"""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from archive.data import alerts_key

SEALED = "sealed:"  # what begins so was sealed: short values of columns that are none of ours
NONCE = 12  # bytes, as NIST SP 800-38D has it


class OtherKey(ValueError):
    """Something was encrypted with another key, or for something else."""


@lru_cache(maxsize=16)
def derived_key(master: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"on record " + purpose.encode()).derive(master.encode())


def key_for(purpose: str) -> bytes:
    return derived_key(alerts_key(settings.DATA), purpose)


def keyed_hash(purpose: str, text: str) -> str:
    """Return a hash of 64 letters that nobody can make without the key."""
    return hmac.new(key_for(f"hash {purpose}"), text.encode(), hashlib.sha256).hexdigest()


def encrypt(purpose: str, text: str) -> str:
    """Return a text encrypted, 100 letters and more."""
    return fernet(purpose).encrypt(text.encode()).decode()


def decrypt(purpose: str, kept: str) -> str:
    """Return what `encrypt` was given. Raises OtherKey."""
    try:
        return fernet(purpose).decrypt(kept.encode()).decode()
    except InvalidToken:
        raise OtherKey("it was encrypted with another key") from None


def fernet(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key_for(purpose)))


def seal(purpose: str, secret: bytes, owner: str) -> str:
    """Return a short secret encrypted for one owner, 45 letters and four for each three bytes: in a row of another it is worth nothing."""
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(key_for(purpose)).encrypt(nonce, secret, owner.encode())
    return SEALED + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(purpose: str, kept: str, owner: str) -> bytes:
    """Return what `seal` was given. Raises OtherKey."""
    if not kept.startswith(SEALED):
        raise OtherKey("it was not sealed")
    try:
        data = base64.urlsafe_b64decode(kept.removeprefix(SEALED))
        return AESGCM(key_for(purpose)).decrypt(data[:NONCE], data[NONCE:], owner.encode())
    except (InvalidTag, ValueError):
        raise OtherKey("it was sealed with another key, or for another owner") from None
