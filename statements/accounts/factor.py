"""The second factor: a code that a phone makes anew every thirty seconds, and codes on paper for when it is lost."""

import base64
import hashlib
import logging
import re
import secrets
from io import BytesIO
from urllib.parse import quote

import segno
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from statements.encrypted import OtherKey, seal, unseal
from statements.models import AccountEvent, RecoveryCode

from .events import note_event

logger = logging.getLogger(__name__)
ISSUER = "On Record"
PURPOSE = "keys of phones"
CODES = 10
CODE_BYTES = 15  # 120 bits: too many to guess, so that a plain hash keeps them
DEMANDS = ("", "administrators", "all")


def has_factor(user: AbstractBaseUser) -> bool:
    return bool(TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).exists())


def is_demanded(user: User) -> bool:
    """Tell whether the settings want a second factor of this user."""
    demand = settings.ONRECORD_SECOND_FACTOR
    return demand == "all" or (
        demand == "administrators" and (user.is_superuser or user.has_perm("auth.change_user"))
    )


def new_key() -> str:
    """Return a key of 160 bits, in hexadecimal."""
    return secrets.token_hex(20)


def key_as_text(key: str) -> str:
    """Return a key as apps take it typed: base32, in groups of four."""
    text = base64.b32encode(bytes.fromhex(key)).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def key_as_picture(key: str, name: str) -> SafeString:
    """Return the QR picture of a key as SVG, with nothing in it but a path."""
    address = (
        f"otpauth://totp/{quote(ISSUER)}:{quote(name)}"
        f"?secret={key_as_text(key).replace(' ', '')}&issuer={quote(ISSUER)}&algorithm=SHA1&digits=6&period=30"
    )
    out = BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", scale=4, border=4, xmldecl=False, svgns=True, svgclass=None, lineclass=None
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308  drawn here, and the address is in it as squares


def set_up(user: User, key: str, code: str) -> list[str] | None:
    """Make a key the second factor of a user, if the code is one of it; return new recovery codes, or None.

    The code is used up by it.
    """
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"\d{6}", digits):
        return None
    clock = clock_of(bytes.fromhex(key))
    if not clock.verify(int(digits), tolerance=1):
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        keep_key(user, key, last_t=clock.t(), drift=clock.drift)
        note_event(user, AccountEvent.What.FACTOR_ON)
        return make_codes(user)


def clock_of(key: bytes, drift: int = 0) -> TOTP:
    clock = TOTP(key, drift=drift)
    clock.time = timezone.now().timestamp()
    return clock


def keep_key(user: User, key: str, **fields: int) -> TOTPDevice:
    """Make a key, in hexadecimal, that of a user's phone; the row has it sealed."""
    sealed = seal(PURPOSE, bytes.fromhex(key), str(user.pk))
    return TOTPDevice.objects.create(user=user, name=ISSUER, key=sealed, **fields)


def key_of_device(device: TOTPDevice) -> bytes | None:
    """Return the key of a phone, or None where it was sealed with another key than that of this archive."""
    try:
        return unseal(PURPOSE, device.key, str(device.user_id))
    except OtherKey:
        logger.error(
            "the key of a phone cannot be read: is alerts_key that of this archive? user %s", device.user_id
        )
        return None


def is_code_now(device: TOTPDevice, digits: int) -> bool:
    """Tell whether a phone shows this code now, and use it up: neither it nor an earlier one is right again."""
    key = key_of_device(device)
    if key is None:
        return False
    clock = clock_of(key, device.drift)
    if not clock.verify(digits, tolerance=1, min_t=device.last_t + 1):
        return False
    device.last_t, device.drift = clock.t(), clock.drift
    device.save(update_fields=["last_t", "drift"])
    return True


def drop_factor(user: User) -> bool:
    """Take the second factor from a user, with its recovery codes; tell whether there was one."""
    with transaction.atomic():
        gone, _ = TOTPDevice.objects.filter(user=user).delete()
        RecoveryCode.objects.filter(user=user).delete()
        if gone:
            note_event(user, AccountEvent.What.FACTOR_OFF)
    return bool(gone)


def make_codes(user: User) -> list[str]:
    """Return new recovery codes, of which hashes alone are kept; the earlier ones are worth nothing any more."""
    codes = [in_groups(base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode()) for _ in range(CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user=user, digest=digest_of_code(code)) for code in codes
        )
    return codes


def in_groups(code: str) -> str:
    return "-".join(code[at : at + 6] for at in range(0, len(code), 6))


def digest_of_code(code: str) -> str:
    """Return the hash of a recovery code, however it was typed."""
    plain = re.sub(r"[^A-Z2-7]", "", code.upper())
    return hashlib.sha256(plain.encode()).hexdigest()


def take_code(user: User, code: str) -> bool:
    """Tell whether a code is right, and use it up: from the phone, or from paper."""
    digits = re.sub(r"\s", "", code)
    if re.fullmatch(r"\d{6}", digits):
        with transaction.atomic():  # two that come at once are looked at one after the other
            device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
            return device is not None and is_code_now(device, int(digits))
    row = RecoveryCode.objects.filter(user=user, digest=digest_of_code(code), used=None)
    if not row.update(used=timezone.now()):
        return False
    note_event(user, AccountEvent.What.CODE_USED)
    return True
