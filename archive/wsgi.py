"""The application that gunicorn serves."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """Serve the site under its path, whether the proxy in front leaves the path to it or takes it away."""
    from django.conf import settings

    prefix = settings.FORCE_SCRIPT_NAME or ""
    path = environ.get("PATH_INFO", "")
    if prefix and (path == prefix or path.startswith(f"{prefix}/")):
        environ["PATH_INFO"] = path[len(prefix) :]
    environ["SCRIPT_NAME"] = prefix
    return site(environ, start_response)
