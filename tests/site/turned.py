"""The settings of the site with one language more, from right to left: every sentence of ours in brackets, and longer."""

import os
from pathlib import Path

from archive.settings import *  # noqa: F403
from archive.settings import LANGUAGES as OF_THE_SITE
from archive.settings import LOCALE_PATHS as CATALOGUES

LANGUAGES = [*OF_THE_SITE, ("he", "עברית")]
LOCALE_PATHS = [Path(os.environ["TURNED_LOCALE"]), *CATALOGUES]
