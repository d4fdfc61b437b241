"""Writes the schema of the API anew: python -m tests.api.write_schema."""

import json
import os
import tempfile
from pathlib import Path


def write_schema() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    os.environ.setdefault("ONRECORD_DATA", tempfile.mkdtemp(prefix="onrecord-schema-"))
    import django

    django.setup()
    from statements.api.openapi import schema_of
    from statements.api.urls import api

    text = json.dumps(schema_of(api), ensure_ascii=False, indent=1, sort_keys=True)
    (Path(__file__).resolve().parents[2] / "docs" / "openapi.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write_schema()
