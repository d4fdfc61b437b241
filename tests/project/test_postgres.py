"""What stores and what searches, on a real PostgreSQL server of this machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import plain_environment
from tests.postgres import find_binaries

ROOT = Path(__file__).resolve().parents[2]


# What make test-all can afford of it: make test-postgres runs all that stores rows.
@pytest.mark.slow
@pytest.mark.postgres
def test_storing_and_searching_on_postgresql() -> None:
    if find_binaries() is None and not os.environ.get("CI"):
        pytest.skip("NOTHING TESTED ON POSTGRESQL: there is no initdb on this machine")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.postgres",
            sys.executable,
            "-m",
            "pytest",
            "-n0",
            "tests/search/test_search.py",
        ],
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "PostgreSQL" in done.stdout
