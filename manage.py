#!/usr/bin/env python
"""Django's command line for On Record."""

import os
import sys

from archive.processes import end_with_starter


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    end_with_starter()
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed for this Python. Use .venv/bin/python manage.py, "
            "or run 'make run' first."
        ) from error
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        settings.DEBUG  # noqa: B018 (reads them all: what is wrong is said before anything is done)
    except (ImproperlyConfigured, ValueError) as error:
        print(f"The settings cannot be used. {error}", file=sys.stderr)
        raise SystemExit(2) from None
    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        told = trouble(error)
        if told is None:
            raise
        raise SystemExit(told) from None


def trouble(error: Exception) -> str | None:
    """Return in a sentence what is wrong with the machine; None where something else is wrong."""
    from django.conf import settings

    if not settings.configured:
        return None
    from statements.trouble import machine_fault

    return machine_fault(error)


if __name__ == "__main__":
    main()
