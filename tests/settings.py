"""The settings of the site, but for a data folder of this run's own and passwords that cost nothing to hash.

Processes that a test starts have the settings of the site itself: see `plain_environment` in conftest.py.
"""

import os
import tempfile
from pathlib import Path

os.environ["ONRECORD_DATA"] = tempfile.mkdtemp(prefix="onrecord-tests-")
(Path(os.environ["ONRECORD_DATA"]) / "static").mkdir()

from archive.settings import *  # noqa: E402, F403
from archive.settings import STORAGES as SITE_STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files under their own names: collecting them is tested with the running site.
STORAGES = {
    **SITE_STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
