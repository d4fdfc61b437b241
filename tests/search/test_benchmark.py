"""The benchmark lives outside the site: where it is missing, the command says so."""

import pytest
from django.core.management import CommandError, call_command

from statements.management.commands import benchmark_search


def test_without_the_tools_the_command_says_where_they_are(monkeypatch) -> None:
    monkeypatch.setattr(benchmark_search, "STEPS", {})
    with pytest.raises(CommandError, match="Run it in a checkout"):
        call_command("benchmark_search")


def test_the_steps_are_those_that_the_command_runs() -> None:
    assert {"fill", "index_own", "ask_own", "commit_own"} <= benchmark_search.STEPS.keys()
