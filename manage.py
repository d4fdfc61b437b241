#!/usr/bin/env python
"""Django's command line for On Record."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed for this Python. Use .venv/bin/python manage.py, "
            "or run 'make run' first."
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
