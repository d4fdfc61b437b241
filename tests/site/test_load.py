"""The benchmark of many readers beside ingest and editors runs, and nobody who reads or edits meets a fault."""

import re
import subprocess
import sys

import pytest

from tests.conftest import plain_environment
from tests.site.serving import ROOT


@pytest.mark.slow
def test_readers_and_editors_are_answered_beside_ingest() -> None:
    words = ["--articles", "40", "--clients", "4", "--seconds", "4"]
    done = subprocess.run(
        [sys.executable, "-m", "tools.benchmark.load", *words],
        cwd=ROOT, env=plain_environment(), capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = {
        what: (int(asked), int(faults))
        for what, asked, faults in re.findall(r"^\s*(\S.*?\S) +(\d+)(?: +\d+){4} +(\d+)$", done.stdout, re.M)
    }
    assert rows.keys() == {"4 clients: pages", "editors: pages", "editors: decisions"}
    assert all(asked > 0 and faults == 0 for asked, faults in rows.values()), done.stdout
