"""What the environment says, read strictly: what cannot be read is named in a sentence."""

import os
import re

from django.core.exceptions import ImproperlyConfigured


def number(name: str, default: int) -> int:
    """Return a setting that is a whole number, 0 or more. Raises ImproperlyConfigured."""
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not re.fullmatch(r"[0-9]{1,15}", given):
        raise ImproperlyConfigured(f"{name} is {given[:40]!r}; it has to be a whole number.")
    return int(given)


def choice(name: str, default: str, *others: str) -> str:
    """Return a setting that is one of some words. Raises ImproperlyConfigured."""
    given = os.environ.get(name, "").strip() or default
    if given not in (default, *others):
        raise ImproperlyConfigured(
            f"{name} is {given[:40]!r}; it has to be one of {', '.join((default, *others))}."
        )
    return given


def sub_path() -> str:
    """Return the path that the site stands under, as `/record`; "" for the root of its host.

    ONRECORD_PATH says so, or SCRIPT_NAME as other servers have it.
    """
    given = (os.environ.get("ONRECORD_PATH") or os.environ.get("SCRIPT_NAME", "")).strip().strip("/")
    if given and not re.fullmatch(r"[A-Za-z0-9_.~-]+(/[A-Za-z0-9_.~-]+)*", given):
        raise ImproperlyConfigured(f"ONRECORD_PATH is {given[:40]!r}; it has to be a path such as /record.")
    return f"/{given}" if given else ""


def site_address(name: str) -> str:
    """Return a setting that is where readers find the site, as `https://record.example`: no path, no slash behind it.

    "" where it is not set.
    """
    given = os.environ.get(name, "").strip().rstrip("/")
    if given and not re.fullmatch(
        r"https?://(?:[A-Za-z0-9.-]{1,250}|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?", given
    ):
        raise ImproperlyConfigured(
            f"{name} is {given[:60]!r}; it has to be an address such as https://record.example, without a path "
            "(ONRECORD_PATH is for that)."
        )
    return given
