"""Where uploads and waiting files lie: folders, or the storage that ONRECORD_STORAGE names."""

import json
import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def storage_settings(uploads: str, own_folder: str) -> dict[str, dict[str, Any]]:
    """Return Django's storages for what was given and for what was made. Raises ImproperlyConfigured."""
    backend = os.environ.get("ONRECORD_STORAGE", "").strip()
    if not backend:
        return {
            "default": {"BACKEND": own_folder, "OPTIONS": {"name": uploads}},
            "exports": {"BACKEND": own_folder},
        }
    try:
        options = json.loads(os.environ.get("ONRECORD_STORAGE_OPTIONS", "") or "{}")
        if not isinstance(options, dict):
            raise ValueError
    except ValueError:  # which may be a secret, and is not repeated
        raise ImproperlyConfigured(
            'ONRECORD_STORAGE_OPTIONS cannot be read; it has to be JSON such as {"bucket_name": "record"}.'
        ) from None
    return {name: {"BACKEND": backend, "OPTIONS": options} for name in ("default", "exports")}
