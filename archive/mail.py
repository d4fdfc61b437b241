"""The mail server, from one address: `smtp+tls://name:word@host:587?from=desk@record.example`."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

KINDS = {
    "smtp": (25, {}),
    "smtp+tls": (587, {"EMAIL_USE_TLS": True}),
    "smtps": (465, {"EMAIL_USE_SSL": True}),
}


def mail_settings(address: str) -> dict[str, Any]:
    """Return Django's settings for an address; without one, mail goes nowhere. Errors say nothing of its password."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in KINDS or not parts.hostname:
        raise ImproperlyConfigured(
            "ONRECORD_MAIL cannot be read; it has to be like smtp+tls://name:word@host:587?from=desk@record.example"
        )
    usual, secure = KINDS[parts.scheme]
    sender = parse_qs(parts.query).get("from", [f"on-record@{parts.hostname}"])[0]
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or usual,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_TIMEOUT": 5,
        "DEFAULT_FROM_EMAIL": sender,
        **secure,
    }
